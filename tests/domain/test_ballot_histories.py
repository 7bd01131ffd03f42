"""Whatever happens to a round, the result is a recount of what was acked: no ballot lost, none counted twice."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sessions.live import rounds, seal, verify
from sessions.live.audience import Audience
from sessions.live.ballots import Cast
from tests.database import examples
from tests.domain.making import GRADES, ITEMS, Made, ballot
from tests.domain.tallying_plainly import score_of

GRADED = st.fixed_dictionaries({item: st.sampled_from(GRADES) for item in ITEMS})


class Histories(RuleBasedStateMachine):
    """Casts, resends, thefts, batches, closes, voids and restarts in any order."""

    @initialize()
    def begin(self) -> None:
        """Open the first round."""
        self.folder = tempfile.TemporaryDirectory()
        self.made = Made(Path(self.folder.name))
        self.made.start()
        self.made.go(0, "appraisal")
        self.acked: dict[str, Cast] = {}
        self.sent: list[Cast] = []
        self.closed = False
        self._open()

    def _open(self) -> None:
        made = self.made
        self.round_id = made.do(rounds.open_round, made.host, [made.subjects[0]], "seats", None, None)["round_id"]

    def _take(self, casts: list[Cast]) -> None:
        for cast, outcome in zip(casts, self.made.cast(*casts), strict=True):
            if outcome == cast.receipt and cast.round_id == self.round_id:
                self.acked.setdefault(cast.key, cast)

                # who has cast and sends the id of another's ballot hears the receipt that it implies: the server
                # keeps nothing by which it could know better (DESIGN.md 6.1), and counts nothing
                assert cast.receipt in {one.receipt for one in self.acked.values()}

    def _cast(self, who: int, digit: int, grades: dict[str, str], abstain: bool) -> Cast:
        return ballot(
            self.made.voters[who], self.round_id, self.made.subjects[0], f"{digit:032x}", grades, abstain=abstain
        )

    @rule(
        sheets=st.lists(
            st.tuples(st.integers(0, 11), st.integers(0, 40), GRADED, st.booleans()), min_size=1, max_size=8
        )
    )
    def cast(self, sheets: list[tuple[int, int, dict[str, str], bool]]) -> None:
        """A batch arrives: some for the first time, some twice, some with an id that another has used."""
        casts = [self._cast(*sheet) for sheet in sheets]
        self.sent.extend(casts)
        self._take(casts)

    @rule(picks=st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
    def resend(self, picks: list[int]) -> None:
        """Phones send again what they sent before, also after the close."""
        if self.sent:
            self._take([self.sent[pick % len(self.sent)] for pick in picks])

    @rule()
    def close(self) -> None:
        """The host closes, perhaps twice."""
        self.made.do(seal.close, self.made.host, self.round_id)
        self.closed = True

    @rule()
    def void(self) -> None:
        """The round is void; another one is opened on the same subject, and nothing of the first counts."""
        self.made.do(seal.void, self.made.host, self.round_id, "重来")
        self.acked, self.closed = {}, False
        self._open()

    @rule()
    def restart(self) -> None:
        """The server ends and starts again on the same files."""
        made = self.made
        made.close()

    @invariant()
    def what_is_stored_is_what_was_acked(self) -> None:
        """Turnout counts the acked ballots, in every state."""
        turnout = {entry["round_id"]: entry["cast"] for entry in self.made.see()["turnout"]}

        assert turnout[self.round_id] == len(self.acked)

    @invariant()
    def every_invariant_of_verify_holds(self) -> None:
        """Admissions equal ballots; a recount equals the sealed counts."""
        with self.made.reading() as db:
            broken = [sentence for sentence, holds in verify.verify(db, self.made.code) if not holds]

        assert broken == []

    def teardown(self) -> None:
        """In the end the revealed result is the plain tally of the acked ballots."""
        made = self.made
        made.do(seal.close, made.host, self.round_id)
        made.do(rounds.reveal, made.host, self.round_id, "staff")
        result: dict[str, Any] = next(r for r in made.see(Audience.HOST)["results"] if r["round_id"] == self.round_id)
        papers = [(cast.actor.category or "", cast.grades) for cast in self.acked.values()]
        expected = score_of(papers, {"party_delegate": 60, "npc_deputy": 40}, {"a": 60, "b": 40})
        counted = [paper for paper in papers if paper[1]]

        assert result["cast"] == len(papers)
        assert result["abstained"] == len(papers) - len(counted)
        assert result["score"] == (expected if len(counted) >= 3 else None)
        made.close()
        self.folder.cleanup()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=examples(25), stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
