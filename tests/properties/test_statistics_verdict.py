"""What must hold of verdicts whatever the counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from declic_analysis.statistics.paired_proportions import sign_test, tango
from declic_analysis.statistics.verdict import Evidence, Moves, verdict

MIRROR = {
    "improvement": "worsening",
    "improvement_notable": "worsening_notable",
    "worsening": "improvement",
    "worsening_notable": "improvement_notable",
}
counts = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))


def judged(up: int, down: int, same: int, *, direction: str = "favourable_high") -> str:
    pairs = up + down + same
    wide, narrow = tango(up, down, pairs), tango(up, down, pairs, confidence=0.90)
    evidence = Evidence(wide.low, wide.high, narrow.low, narrow.high, sign_test(up, down))
    return verdict(Moves(up, down, pairs), evidence, direction=direction).value


@given(counts)
def test_turning_the_scale_turns_the_verdict(case: tuple[int, int, int]) -> None:
    up, down, same = case
    word = judged(up, down, same)
    assert judged(down, up, same) == MIRROR.get(word, word)


@given(counts)
def test_no_claim_on_fewer_than_six_moves(case: tuple[int, int, int]) -> None:
    up, down, same = case
    claims = judged(up, down, same) in MIRROR
    assert not (claims and up + down < 6)
    assert not (claims and sign_test(up, down) > 0.05)


@given(counts, st.integers(1, 20))
def test_more_rises_never_make_a_worse_verdict(case: tuple[int, int, int], more: int) -> None:
    up, down, same = case
    if judged(up, down, same).startswith("improvement"):
        assert judged(up + more, down, same).startswith("improvement")
