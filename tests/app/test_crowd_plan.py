"""Which seats a crowd takes."""

from __future__ import annotations

from app.crowd.plan import FreeSeat, Part, Plan, choose, labels


def seats(category: str, number: int, role: str = "participant", device: str = "") -> list[FreeSeat]:
    return [FreeSeat(f"{category}{n}", f"token-{category}{n}", category, category, role, device) for n in range(number)]


def test_all_kinds_are_played_and_one_seat_of_each_is_left() -> None:
    """Whoever tries the meeting finds a free slip of every category, and all four reporters'."""
    free = [*seats("party", 20), *seats("expert", 5, "expert"), *seats("reporter", 4, "reporter")]
    chosen = choose(free, 60)

    assert len(chosen) == 19 + 4
    assert {seat.category for seat in chosen} == {"party", "expert"}


def test_a_small_crowd_is_mixed() -> None:
    """Eight delegates of four categories are two of each."""
    free = [seat for name in "abcd" for seat in seats(name, 10)]

    assert [sum(seat.category == name for seat in choose(free, 8)) for name in "abcd"] == [2, 2, 2, 2]


def test_an_earlier_crowd_comes_back_to_its_seats() -> None:
    """A crowd that is started again takes its own seats before free ones."""
    free = [
        *seats("party", 3),
        *[FreeSeat(f"old{n}", "t", "party", "party", "participant", "device") for n in range(2)],
    ]

    assert [seat.seat_id for seat in choose(free, 3)] == ["old0", "old1", "party0"]


def test_labels_count_within_the_category() -> None:
    """Running lines name delegates as people would."""
    assert labels([*seats("党代表", 2), *seats("专家", 1)]) == ["党代表 01", "党代表 02", "专家 01"]


def test_a_plan_survives_the_way_to_the_players() -> None:
    """What the command line writes is what the players read."""
    plan = Plan("http://127.0.0.1:1", 2.0, (Part("t", "d", "党代表 01", 0, 1),))

    assert Plan.from_json(plan.to_json()) == plan
