"""The publisher's own turns, in any order and at any time: every client ends equal to a fresh view."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from app.bell import NOW, SOON, Pace
from sessions.live import comments, moderation, questions, screens
from sessions.live.audience import Audience
from tests.database import examples
from tests.publisher.crowd import WHICH, Crowd
from tests.publisher.publishing import Served, World, settle
from tests.publisher.serving import ALL, Client, Hall

FEW = st.integers(1, 2)
WATCHING = st.sampled_from([Audience.SEATS, Audience.SEATS, *ALL])
"""Few seats, most of them on phones: so that one seat often goes, does something elsewhere, and comes back."""
HEARS = st.sampled_from([(0,), (1,), (0, 1), (0, 0), ()])
PACES = st.sampled_from([NOW, SOON])


class Publishing(Crowd[Served]):
    """Two real publishers on one database, whose bells are rung, lost, doubled or late, and whose reads take time."""

    @initialize()
    def begin(self) -> None:
        """Open a hall with an approved question and a comment."""
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.world, self.ending = World(), ExitStack()
        self.ending.enter_context(self.world.held())
        self.hall = Hall(Path(self.folder.name))
        made = self.made = self.hall.made
        self.processes = [Served(self.hall) for _ in range(2)]
        self.clients = []
        self.question = made.do(questions.submit, made.voters[0], made.subjects[0], "一问", False, None)["question_id"]
        self.hall.commit(moderation.review, made.host, self.question, "approve", None, None)
        said = made.do(comments.submit, made.seats["leader"][0], made.subjects[0], "讲了真问题", "", "")
        self.comment = said["comment_id"]

    def ring(self, hears: tuple[int, ...], pace: Pace) -> None:
        """Let some hear of what was done."""
        for which in hears:
            self.processes[which].ring(pace)

    @rule(who=FEW, on=st.booleans(), hears=HEARS)
    def support(self, who: int, on: bool, hears: tuple[int, ...]) -> None:
        """A delegate supports, or takes it back; his ``me`` changes too."""
        self.hall.commit(questions.support, self.made.voters[who], self.question, on)
        self.ring(hears, SOON)

    @rule(scene=st.sampled_from(["auto", "black"]), hears=HEARS)
    def show(self, scene: str, hears: tuple[int, ...]) -> None:
        """The host changes the wall."""
        self.hall.commit(screens.show, self.made.host, scene, None)
        self.ring(hears, NOW)

    @rule(on=st.booleans(), to=st.sampled_from(["screen", "all"]), hears=HEARS)
    def show_comment(self, on: bool, to: str, hears: tuple[int, ...]) -> None:
        """The host shows a comment to some, or takes it away."""
        self.hall.commit(comments.show, self.made.host, self.comment, on, to)
        self.ring(hears, NOW)

    @rule(scene=st.sampled_from(["auto", "black"]), hears=HEARS, pace=PACES)
    def show_during_a_read(self, scene: str, hears: tuple[int, ...], pace: Pace) -> None:
        """Between the next read's snapshot and its publishing somebody commits, and rings."""

        def deed() -> None:
            self.hall.commit(screens.show, self.made.host, scene, None)
            self.ring(hears, pace)

        self.world.meanwhile.append(deed)

    @rule(hears=HEARS, pace=PACES)
    def ring_late(self, hears: tuple[int, ...], pace: Pace) -> None:
        """A bell rings for something long past, or for nothing."""
        self.ring(hears, pace)

    @rule(seconds=st.sampled_from([0.05, 0.3, 1.1, 40.0]), which=WHICH)
    def wait(self, seconds: float, which: int) -> None:
        """Time passes, and a process takes its turn."""
        self.world.now += seconds
        self.processes[which].publish()

    @rule(which=WHICH, turn=st.sampled_from(["publish", "ask", "beat", "catch_up"]))
    def take_a_turn(self, which: int, turn: str) -> None:
        """A process does one of the things that it does by itself."""
        if not (turn == "ask" and self.world.away):
            getattr(self.processes[which], turn)()

    @rule(away=st.booleans())
    def lose_the_database(self, away: bool) -> None:
        """Reads fail for a while."""
        self.world.away = away

    @rule(which=WHICH, audience=WATCHING, who=FEW)
    def join(self, which: int, audience: Audience, who: int) -> None:
        """Somebody connects."""
        seat = {Audience.SEATS: self.made.voters[who], Audience.OBSERVERS: self.made.seats["observer"][0]}.get(audience)
        if len(self.clients) < 5:
            self.clients.append(Client(self.processes[which], audience, seat))

    @rule(which=WHICH)
    def look_without_a_socket(self, which: int) -> None:
        """A viewer's page is served from what is shown to viewers here."""
        if not self.world.away:
            self.processes[which].publisher.snapshot(self.made.meeting_id, Audience.VIEWERS)

    def teardown(self) -> None:
        """Let everything come to rest; then look."""
        self.world.away = False
        for client in self.clients:
            client.full = False
        for _ in range(5):
            settle(self.world, self.processes, self.clients)
        wrong = [c.audience for c in self.clients if c.held != self.hall.truth(c.audience, c.seat)]
        self.made.close()
        self.ending.close()
        self.folder.cleanup()

        assert wrong == []


TestPublishing = Publishing.TestCase
TestPublishing.settings = settings(
    max_examples=examples(30), stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
