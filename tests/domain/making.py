"""Make a meeting in a database of its own, and hold it verb by verb, with a clock in the test's hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sessions.database import is_sqlite, reader_engine, snapshot, writer_engine
from sessions.errors import DomainError
from sessions.live import course, seats, view
from sessions.live.actors import Actor
from sessions.live.audience import Audience, audience_of
from sessions.live.ballots import Cast, Outcome, cast_all, receipt_of
from sessions.live.hall import Links
from sessions.live.meetings import Category
from sessions.live.seats import Seat
from sessions.prepare.importing import import_meeting
from sessions.prepare.spec import (
    AgendaSpec,
    CategorySpec,
    FormSpec,
    GradeSpec,
    ItemSpec,
    MeetingSpec,
    SettingsSpec,
    SubjectSpec,
)
from sessions.tables import METADATA
from tests import database

START = 1_800_000_000_000
LINKS = Links("http://hall.test/j", "http://hall.test/o", None)
ITEMS = ("a", "b", "overall")
GRADES = ("excellent", "good", "fair", "poor", "unknown")
STAGES = (("reporting", 8), ("inquiry", 12), ("commentary", None), ("appraisal", 2))


def spec(
    *, subjects: int = 2, settings: SettingsSpec | None = None, seats_each: int = 6, help_of_own: str | None = None
) -> MeetingSpec:
    """Return a small meeting: two categories that score, a leader, an expert, an observer, reporters.

    With ``help_of_own`` every subject has a form of its own, and every item this help.
    """
    score = ("ask", "support", "score")
    said = help_of_own or ""
    forms = tuple(
        FormSpec(
            "f" if help_of_own is None else f"f{number}",
            "测评表",
            (
                ItemSpec("a", "甲项", 60, help=said), ItemSpec("b", "乙项", 40, help=said),
                ItemSpec("overall", "总体评价", 0, overall=True, help=said),
            ),
            tuple(GradeSpec(key, key, value) for key, value in zip(GRADES, (100, 80, 60, 40, None), strict=True)),
        )
        for number in range(1 if help_of_own is None else subjects)
    )  # fmt: skip
    people = tuple(
        SubjectSpec(f"s{n}", f"述法人{n}", f"单位{n}", "局长", "township", forms[n % len(forms)].key)
        for n in range(subjects)
    )
    return MeetingSpec(
        title="测试述法会", host_unit="法治办", place="会议室", starts_at=START, year=2026,
        categories=(
            CategorySpec("party_delegate", "党代表", "participant", 60, seats_each, score),
            CategorySpec("npc_deputy", "人大代表", "participant", 40, seats_each, score),
            CategorySpec("leader", "点评领导", "leader", None, 1, ("comment",), ("李副书记",)),
            CategorySpec("expert", "评议组", "expert", None, 1, ("comment",)),
            CategorySpec("observer", "列席督察", "observer", None, 1, ("note",)),
            CategorySpec("reporter", "述法同志", "reporter", None, subjects, ()),
        ),
        forms=forms,
        subjects=people,
        agenda=(
            AgendaSpec("opening", "开场", (), (("main", None),)),
            *(AgendaSpec("subject", one.name, (one.key,), STAGES) for one in people),
            AgendaSpec("closing", "总结", (), (("main", 5),)),
        ),
        settings=settings or SettingsSpec(small_group=3),
    )  # fmt: skip


class Made:
    """A meeting that was made: actors by category, and ways to act and to look."""

    def __init__(self, folder: Path, wanted: MeetingSpec | None = None, *, url: str | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.url = url or database.url_of(folder)
        self.engine = writer_engine(self.url)
        if is_sqlite(self.engine):
            METADATA.create_all(self.engine)
        self.readers = reader_engine(self.url)
        self.now = START
        with self.session() as db:
            made = import_meeting(db, self.now, wanted or spec())
        self.meeting_id, self.code = made.meeting_id, made.meeting_code
        self.subjects = [subject_id for _, subject_id, _ in made.subjects]
        self.items = [item_id for item_id, _, _ in made.agenda]
        self.host = Actor(self.meeting_id, Audience.HOST, "staff:host")
        self.viewers = [Actor(self.meeting_id, Audience.VIEWERS, f"viewer:{n}") for n in range(8)]
        self.seats = self._actors()

    def _actors(self) -> dict[str, list[Actor]]:
        actors: dict[str, list[Actor]] = {}
        with self.reading() as db:
            rows = db.execute(
                select(Seat, Category)
                .join(Category, Category.id == Seat.category_id)
                .where(Seat.meeting_id == self.meeting_id)
                .order_by(Category.position, Seat.id)
            )
            for seat, kind in rows:
                actor = Actor(
                    self.meeting_id, audience_of(kind.role), f"seat:{seat.id}", seat.id, kind.key, kind.role,
                    frozenset(kind.rights), seat.generation,
                )  # fmt: skip
                actors.setdefault(kind.key, []).append(actor)
        return actors

    def close(self) -> None:
        """Close its connections."""
        self.engine.dispose()
        self.readers.dispose()

    @property
    def voters(self) -> list[Actor]:
        """Return the seats that score."""
        return self.seats["party_delegate"] + self.seats["npc_deputy"]

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session and commit it, as the writer does."""
        with self.engine.begin() as link, Session(bind=link, expire_on_commit=False) as db:
            yield db
            db.flush()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a read-only snapshot."""
        with snapshot(self.readers) as db:
            yield db

    def do(self, verb: Callable[..., Any], actor: Actor | None, *args: Any) -> Any:
        """Run a verb as an actor and commit; what it raises undoes it."""
        with self.session() as db:
            return verb(db, self.now, actor, *args)

    def refuses(self, verb: Callable[..., Any], actor: Actor | None, *args: Any) -> str:
        """Return the code with which a verb is refused, or an empty text if it is not."""
        try:
            self.do(verb, actor, *args)
        except DomainError as refused:
            return refused.code
        return ""

    def start(self, *, present: int | None = None) -> None:
        """Open, check in (all, or the first ``present`` who score), start."""
        self.do(course.open_meeting, self.host)
        for actor in self.voters[:present]:
            self.do(seats.check_in, actor)
        self.do(course.start, self.host)

    def go(self, subject: int, stage: str) -> None:
        """Go to a stage of a subject's item."""
        self.do(course.go, self.host, self.items[1 + subject], stage, None)

    def see(self, audience: Audience = Audience.HOST) -> dict[str, Any]:
        """Return an audience's view."""
        with self.reading() as db:
            return view.read(db, self.meeting_id, LINKS, [audience], ())[1][audience]

    def me(self, actor: Actor) -> dict[str, Any]:
        """Return a seat's ``me``."""
        with self.reading() as db:
            return view.read(db, self.meeting_id, LINKS, (), [actor.seat])[2][actor.seat].view()

    def cast(self, *casts: Cast) -> list[Outcome]:
        """Take a batch of ballots and commit."""
        with self.engine.begin() as link:
            return cast_all(link, self.now, casts)


def ballot(
    actor: Actor, round_id: str, subject_id: str, ballot_id: str, grades: Mapping[str, str] | str = "good",
    *, abstain: bool = False, remark: str | None = None,
) -> Cast:  # fmt: skip
    """Return a cast; ``grades`` as one word gives every item that grade."""
    given = {item: grades for item in ITEMS} if isinstance(grades, str) else dict(grades)
    given = {} if abstain else given
    paper = json.dumps(given, sort_keys=True, separators=(",", ":"))
    return Cast(actor, round_id, subject_id, receipt_of(ballot_id), given, paper, abstain, remark)
