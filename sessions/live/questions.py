"""Questions (质询): what is kept of them, and what delegates and viewers do. The host's part: moderation.py."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sessions.errors import AccessDenied, PayloadInvalid, QuestionNotFound, QuestionState
from sessions.live import agenda, meetings
from sessions.live.actors import Actor
from sessions.live.audience import Audience
from sessions.live.meetings import Category, Meeting
from sessions.live.stages import INQUIRY, REPORTING
from sessions.schema import Base, new_id

PENDING, APPROVED, REJECTED, MERGED = "pending", "approved", "rejected", "merged"
CALLED, ANSWERED, WITHDRAWN = "called", "answered", "withdrawn"
SHOWN = (APPROVED, CALLED, ANSWERED)
"""The states in which phones, screen and viewers see a question."""

ANONYMOUS, ONLINE = "匿名", "网友"


class Question(Base):
    """One question. ``asker`` is the actor's key: it leaves the server in no section. ``by`` is what people read.

    ``text`` is the asker's own wording, ``shown_text`` the host's for the screen. ``follows`` is the answered question
    that this one follows up, ``into`` the one it was merged into.
    """

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_meeting_number", "meeting_id", "number", unique=True),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id", ondelete="CASCADE"))
    asker: Mapped[str] = mapped_column(String(60), index=True)
    by: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(500))
    shown_text: Mapped[str | None] = mapped_column(String(500))
    at: Mapped[int] = mapped_column(BigInteger)
    called_at: Mapped[int | None] = mapped_column(BigInteger)
    follows: Mapped[str | None] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(10), default=PENDING)
    into: Mapped[str | None] = mapped_column(String(16))
    state_before: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(200))
    answer: Mapped[str | None] = mapped_column(String(2000))
    evaded: Mapped[bool] = mapped_column(default=False)

    def unmerge(self) -> None:
        """Stand where it stood before it was merged into another."""
        self.state, self.state_before, self.into = self.state_before or PENDING, None, None


class Support(Base):
    """同问: one actor's support of one question."""

    __tablename__ = "support"

    question_id: Mapped[str] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    actor: Mapped[str] = mapped_column(String(60), primary_key=True)


def get(db: Session, meeting_id: str, question_id: str) -> Question:
    """Return a question of this meeting. Raise :class:`QuestionNotFound`."""
    question = db.get(Question, question_id)
    if question is None or question.meeting_id != meeting_id:
        raise QuestionNotFound
    return question


def called(db: Session, meeting: Meeting) -> Question | None:
    """Return the question that is on the screen; there is one at most."""
    return db.scalar(select(Question).where(Question.meeting_id == meeting.id, Question.state == CALLED))


def submit(
    db: Session, now: int, actor: Actor, subject_id: str, text: str, anonymous: bool, follows: str | None
) -> dict[str, Any]:
    """Put a question into the host's inbox while its subject is being heard; give ``{"question_id"}``."""
    meeting = meetings.get(db, actor.meeting_id)
    subject = meetings.subject(db, meeting, subject_id)
    if not text.strip():
        raise PayloadInvalid("问题还没有写内容。", field="text")
    if follows is not None:
        _may_follow(db, actor, subject.id, follows)
    meeting.require_going()
    agenda.require_stage(db, meeting, subject.id, REPORTING, INQUIRY)
    meeting.question_count += 1
    question = Question(
        meeting_id=meeting.id, number=meeting.question_count, subject_id=subject.id, asker=actor.key,
        by=_by(db, meeting, actor, anonymous), text=text.strip(), at=now, follows=follows,
    )  # fmt: skip
    db.add(question)
    db.flush()
    return {"question_id": question.id}


def _may_follow(db: Session, actor: Actor, subject_id: str, follows: str) -> None:
    """Raise unless ``follows`` is an own answered question on this subject that has no follow-up yet."""
    first = get(db, actor.meeting_id, follows)
    if first.asker != actor.key or first.subject_id != subject_id:
        raise AccessDenied("只能追问自己提出的问题。")
    if first.state != ANSWERED:
        raise QuestionState("这个问题还没有答复，答复以后才能追问。")
    again = db.scalar(
        select(func.count()).select_from(Question).where(Question.follows == first.id, Question.state != WITHDRAWN)
    )
    if again:
        raise QuestionState("这个问题已经追问过一次，不能再追问。")


def _by(db: Session, meeting: Meeting, actor: Actor, anonymous: bool) -> str:
    """Return what people read as the asker: the category, 匿名 or 网友; never a seat (settings.questions_shown_as)."""
    if actor.audience is Audience.VIEWERS:
        return ONLINE
    shown_as = meeting.settings["questions_shown_as"]
    if shown_as == "anonymous" or (shown_as == "choice" and anonymous):
        return ANONYMOUS
    name = db.scalar(select(Category.name).where(Category.meeting_id == meeting.id, Category.key == actor.category))
    return name or ANONYMOUS


def support(db: Session, now: int, actor: Actor, question_id: str, on: bool) -> None:
    """Say 同问, or take it back. Nobody supports his own question."""
    question = get(db, actor.meeting_id, question_id)
    meetings.get(db, actor.meeting_id).require_going()
    if on and question.asker == actor.key:
        raise QuestionState("这是您自己提的问题，不用同问。")
    mine = db.get(Support, (question.id, actor.key))
    if on == (mine is not None):
        return
    if mine is not None:
        db.execute(delete(Support).where(Support.question_id == question.id, Support.actor == actor.key))
        return
    if question.state not in (APPROVED, CALLED):
        raise QuestionState("这个问题现在不能同问。")
    db.add(Support(question_id=question.id, actor=actor.key))


def withdraw(db: Session, now: int, actor: Actor, question_id: str) -> None:
    """Take an own question back while it is pending or approved."""
    question = get(db, actor.meeting_id, question_id)
    if question.asker != actor.key:
        raise AccessDenied("只能撤回自己提出的问题。")
    if question.state == WITHDRAWN:
        return
    meetings.get(db, actor.meeting_id).require_going()
    if question.state not in (PENDING, APPROVED):
        raise QuestionState("这个问题已经处理，不能撤回。")
    question.state = WITHDRAWN
    release_merged(db, question)


def release_merged(db: Session, target: Question) -> None:
    """Let the questions that were merged into one that will not be asked stand for themselves again.

    They are other people's, and nobody's question may vanish with another's.
    """
    for question in db.scalars(select(Question).where(Question.into == target.id)):
        question.unmerge()
