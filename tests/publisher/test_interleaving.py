"""Whatever happens in whatever order, every client ends equal to a fresh view (DESIGN.md 5 and 9)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from app.feed import Feed, Line
from sessions.live import course, moderation, notices, questions, screens, view
from sessions.live.audience import Audience
from tests.database import examples
from tests.domain.making import LINKS
from tests.publisher.crowd import WHICH, Crowd
from tests.publisher.serving import ALL, Client, Hall, Process


class Interleavings(Crowd[Process]):
    """Two processes on one database; commits, reads, publishing, joins, moves, losses, skips, beats."""

    @initialize()
    def begin(self) -> None:
        """Open a hall with one approved question that people may support and take back: values come back."""
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.hall = Hall(Path(self.folder.name))
        made = self.hall.made
        self.processes = [Process(self.hall, Feed(made.meeting_id)) for _ in range(2)]
        self.clients = []
        asker = made.voters[0]
        self.question = made.do(questions.submit, asker, made.subjects[0], "一问", False, None)["question_id"]
        self.hall.commit(moderation.review, made.host, self.question, "approve", None, None)

    @rule(who=st.integers(1, 4), on=st.booleans())
    def support(self, who: int, on: bool) -> None:
        """A delegate supports, or takes it back."""
        self.hall.commit(questions.support, self.hall.made.voters[who], self.question, on)

    @rule(scene=st.sampled_from(["auto", "black", "welcome"]))
    def show(self, scene: str) -> None:
        """The host changes the wall."""
        self.hall.commit(screens.show, self.hall.made.host, scene, None)

    @rule(to=st.sampled_from(["all", "screen", "leaders", None]))
    def notify(self, to: str | None) -> None:
        """The host posts a notice, or clears it."""
        made = self.hall.made
        self.hall.commit(notices.clear, made.host) if to is None else self.hall.commit(
            notices.post, made.host, "请安静", to
        )

    @rule(called=st.booleans())
    def call(self, called: bool) -> None:
        """The question goes to the screen and comes back."""
        verb = moderation.call if called else moderation.uncall
        self.hall.commit(verb, self.hall.made.host, self.question)

    @rule(paused=st.booleans())
    def pause(self, paused: bool) -> None:
        """The host pauses and resumes."""
        self.hall.commit(course.pause if paused else course.resume, self.hall.made.host)

    @rule(which=WHICH, part=st.sampled_from([ALL, (Audience.SEATS, Audience.VIEWERS), (Audience.HOST,)]))
    def read(self, which: int, part: tuple[Audience, ...]) -> None:
        """A process hears the bell and looks."""
        self.processes[which].read(part)

    @rule(which=WHICH)
    def publish(self, which: int) -> None:
        """What it saw goes out, perhaps much later."""
        self.processes[which].publish()

    @rule(which=WHICH, audience=st.sampled_from(ALL), who=st.integers(0, 4))
    def join(self, which: int, audience: Audience, who: int) -> None:
        """Somebody connects."""
        made = self.hall.made
        seat = {Audience.SEATS: made.voters[who], Audience.OBSERVERS: made.seats["observer"][0]}.get(audience)
        if len(self.clients) < 8:
            self.clients.append(Client(self.processes[which], audience, seat))

    @rule(which=WHICH)
    def beat(self, which: int) -> None:
        """A process beats."""
        self.processes[which].feed.beat()

    def teardown(self) -> None:
        """Let everything come to rest; then look."""
        for client in self.clients:
            client.full = False
        for _ in range(4):
            for process in self.processes:
                process.publish()
                process.read()
                process.publish()
                process.feed.catch_up()
                process.feed.beat()
            for client in self.clients:
                while client.inbox:
                    client.take()
        wrong = [c.audience for c in self.clients if c.held != self.hall.truth(c.audience, c.seat)]
        self.hall.made.close()
        self.folder.cleanup()

        assert wrong == []


TestInterleavings = Interleavings.TestCase
TestInterleavings.settings = settings(
    max_examples=examples(40), stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


class AnsweringFresh(Feed):
    """The obvious feed, which is wrong: it answers a sync by what the database says at this moment."""

    hall: Hall

    def follow(self, line: Line) -> dict[str, Any]:
        """Join, and read."""
        super().follow(line)
        with self.hall.made.reading() as db:
            rev, views, _ = view.read(db, self.meeting_id, LINKS, [line.audience], ())
        return {"rev": rev, "now": 0, "sections": views[line.audience]}


@pytest.mark.parametrize(("kind", "right"), [(Feed, True), (AnsweringFresh, False)])
def test_a_value_that_comes_back_leaves_nobody_behind(hall: Hall, kind: type[Feed], right: bool) -> None:
    """A, B, A: whoever had read B in between, past what was published, would keep it for ever."""
    feed = kind(hall.made.meeting_id)
    if isinstance(feed, AnsweringFresh):
        feed.hall = hall
    process = Process(hall, feed)
    process.read()
    process.publish()
    hall.commit(screens.show, hall.made.host, "black", None)
    client = Client(process, Audience.SCREEN, None)
    client.take()
    hall.commit(screens.show, hall.made.host, "auto", None)
    for _ in range(3):
        process.read()
        process.publish()
        process.feed.beat()
        while client.inbox:
            client.take()

    assert (client.held == hall.truth(Audience.SCREEN, None)) is right


def test_a_phone_that_does_not_read_is_skipped_and_then_gets_the_newest(hall: Hall) -> None:
    """It is told by a beat once it has drained, and asks: the newest state, never a backlog."""
    process = Process(hall, Feed(hall.made.meeting_id))
    client = Client(process, Audience.SCREEN, None)
    process.read()
    process.publish()
    client.take()
    client.full = True
    for scene in ("black", "welcome", "black"):
        hall.commit(screens.show, hall.made.host, scene, None)
        process.read()
        process.publish()

    assert client.inbox == []

    client.full = False
    process.feed.catch_up()
    while client.inbox:
        client.take()

    assert client.held["screen"]["scene"] == "black"


def test_me_goes_to_the_seats_own_sockets_alone(hall: Hall) -> None:
    """And reaches both windows of one phone."""
    process = Process(hall, Feed(hall.made.meeting_id))
    mine, other = hall.made.voters[:2]
    windows = [Client(process, Audience.SEATS, mine) for _ in range(2)]
    neighbour = Client(process, Audience.SEATS, other)
    process.read()
    process.publish()
    for client in (*windows, neighbour):
        client.take()
    hall.commit(questions.submit, mine, hall.made.subjects[0], "只有我知道", False, None)
    process.read()
    process.publish()

    heard = [[name for _, body in client.inbox for name in body[1]["sections"]] for client in (*windows, neighbour)]
    assert heard == [["me"], ["me"], []]
