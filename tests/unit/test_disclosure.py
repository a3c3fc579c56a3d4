"""The gate at its boundaries: 4, 5, 6 pairs inside the house, 10, 11, 12 outside."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure
from declic_analysis.errors import ContractError, DisclosureError, UsageError
from declic_analysis.study.model import Thresholds

INTERNAL = disclosure.Rules(base=5)
EXTERNAL = disclosure.Rules(base=11)
BY = ("audience", "item")


def row(n_up: int, n_down: int, n_same: int, **other: object) -> dict[str, object]:
    """A row of paired_shift, in the columns that the gate reads and some that it must empty."""
    n = n_up + n_down + n_same
    told = {"audience": "prescripteurs", "item": "sens", "direction": "favourable_high", "confirmatory": False,
            "design": "pre_post", "n_before": n, "n_after": n, "n_pairs": n, "n_up": n_up, "n_down": n_down,
            "n_same": n_same,
            "n_non_substantive": 0, "net_shift": (n_up - n_down) / n if n else np.nan, "net_low": -0.2, "net_high": 0.4,
            "favourable_before": 0.5, "favourable_after": 0.5, "favourable_change": 0.0, "favourable_low": -0.1,
            "favourable_high": 0.1, "mcnemar_p": 1.0, "mcnemar_midp": 1.0, "sign_p": 0.5, "sign_p_adjusted": 0.5,
            "signed_rank_p": 0.5, "rank_biserial": 0.1, "mean_before": 3.0, "mean_after": 3.2, "mean_change": 0.2,
            "mean_low": 0.0, "mean_high": 0.4, "d_z": 0.1, "d_av": 0.1, "detectable_45": 0.3, "margin": 0.1,
            "confidence": 0.95, "verdict": "inconclusive", "method": "tango"}  # fmt: skip
    return told | other


def shift(*rows: dict[str, object], rules: disclosure.Rules = INTERNAL, by: tuple[str, ...] = BY) -> pd.DataFrame:
    return disclosure.publish_shift(pd.DataFrame(list(rows)), rules=rules, by=by).frame


def levels(counts: list[int], *, wave: str = "before", **other: object) -> pd.DataFrame:
    base = sum(counts)
    told = {"audience": "prescripteurs", "item": "sens", "wave": wave, "scale": "a", "direction": "favourable_high",
            "n_levels": len(counts), "base": base, "n_non_substantive": 0} | other  # fmt: skip
    n = pd.Series(counts)
    share = n / base if base else np.nan
    return pd.DataFrame({**told, "position": range(1, len(counts) + 1), "n": n, "share": share})


def distribution(
    *parts: pd.DataFrame, rules: disclosure.Rules = INTERNAL, by: tuple[str, ...] = (*BY, "wave"), **options: object
) -> pd.DataFrame:
    frame = pd.concat(parts, ignore_index=True)
    return disclosure.publish_distribution(frame, rules=rules, by=by, **options).frame  # type: ignore[arg-type]


def bins(frame: pd.DataFrame) -> list[tuple[int, int]]:
    return list(frame[["from_position", "to_position"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("rules", "n_pairs", "published"),
    [(INTERNAL, 0, False), (INTERNAL, 4, False), (INTERNAL, 5, True), (INTERNAL, 6, True),
     (EXTERNAL, 10, False), (EXTERNAL, 11, True), (EXTERNAL, 12, True)],
)  # fmt: skip
def test_the_base_of_a_shift(rules: disclosure.Rules, n_pairs: int, published: bool) -> None:
    frame = shift(row(0, 0, n_pairs, verdict="no_change_observed"), rules=rules)
    assert bool(frame["published"].iloc[0]) is published
    assert frame["n_pairs"].notna().iloc[0] == published
    assert (frame["reason"].fillna("").iloc[0] == "below_base") is not published


def test_a_refused_row_keeps_what_names_it_and_nothing_else() -> None:
    frame = shift(row(2, 1, 1, n_before=40, n_after=30))
    left = frame.dropna(axis="columns").columns
    assert set(left) == {"audience", "item", "direction", "confirmatory", "design", *disclosure.MARKS}
    assert frame["reason"].iloc[0] == "below_base"


@pytest.mark.parametrize(
    ("up", "down", "same", "shown"),
    [(8, 0, 5, True), (8, 1, 5, False), (8, 4, 5, False), (8, 5, 5, True), (8, 5, 4, False), (0, 0, 12, True)],
)
def test_small_flow_counts(up: int, down: int, same: int, shown: bool) -> None:
    frame = shift(row(up, down, same))
    kept = frame[["n_up", "n_down", "n_same", "sign_p", "signed_rank_p", "rank_biserial", "d_z"]].notna().all().all()
    assert kept == shown == bool(frame["flow_published"].iloc[0])
    assert frame[["n_pairs", "net_shift", "net_low", "net_high", "verdict"]].notna().all().all()


@pytest.mark.parametrize(
    ("after", "shown"), [(0, False), (1, False), (4, False), (5, True), (15, True), (16, False), (20, False)]
)
def test_favourable_shares_of_a_small_group(after: int, shown: bool) -> None:
    frame = shift(row(8, 6, 6, favourable_after=after / 20))
    assert bool(frame["favourable_published"].iloc[0]) is shown
    assert frame[list(disclosure.FAVOURABLE)].notna().all().all() == shown
    assert frame["mean_after"].notna().iloc[0] == shown
    assert (frame["reason"].iloc[0] == "homogeneous") is (not shown) if not shown else pd.isna(frame["reason"].iloc[0])
    assert bool(frame["published"].iloc[0])


def test_nobody_and_few_look_the_same() -> None:
    """Else what is withheld could be read from how it is withheld."""
    nobody, few = (shift(row(8, 6, 6, favourable_after=share)) for share in (0.0, 0.1))
    pd.testing.assert_frame_equal(nobody, few)


@pytest.mark.parametrize(("n_same", "shown"), [(12, False), (13, True)])
def test_zero_may_show_from_the_homogeneity_base_on(n_same: int, shown: bool) -> None:
    frame = shift(row(10, 7, n_same, favourable_before=0.0, favourable_after=1.0))
    assert bool(frame["favourable_published"].iloc[0]) is shown


def test_everybody_moving_alike_is_refused_in_a_small_group() -> None:
    assert shift(row(12, 0, 0))["reason"].iloc[0] == "homogeneous"
    assert shift(row(0, 12, 0))["reason"].iloc[0] == "homogeneous"
    assert bool(shift(row(30, 0, 0))["published"].iloc[0])


@pytest.mark.parametrize(("n", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_answers_off_the_scale(n: int, shown: bool) -> None:
    assert shift(row(6, 6, 6, n_non_substantive=n))["n_non_substantive"].notna().iloc[0] == shown


@pytest.mark.parametrize(("n", "shown"), [(0, True), (10, False), (11, True)])
def test_counts_of_one_wave_under_the_base(n: int, shown: bool) -> None:
    frame = shift(row(6, 6, 6, n_before=n), rules=EXTERNAL)
    assert frame["n_before"].notna().iloc[0] == shown


def territories(lyon: dict[str, object], loire: dict[str, object], rules: disclosure.Rules = EXTERNAL) -> pd.DataFrame:
    rows = [lyon | {"territory": "lyonnais"}, loire | {"territory": "stephanois"}]
    return shift(*rows, rules=rules, by=("territory", *BY))


def test_one_failing_territory_hides_the_other() -> None:
    frame = territories(row(10, 10, 10), row(2, 2, 2))
    assert list(frame["reason"]) == ["complement", "below_base"]
    assert frame[["n_pairs", "net_shift", "mean_before"]].isna().all().all()


def test_a_failing_territory_hides_its_audience_alone() -> None:
    other = {"audience": "industriels", "territory": "lyonnais"}
    rows = [row(9, 9, 9, territory="lyonnais"), row(9, 9, 9, territory="stephanois"), row(9, 9, 9, **other),
            row(1, 1, 1, audience="industriels", territory="stephanois")]  # fmt: skip
    frame = shift(*rows, rules=EXTERNAL, by=("territory", *BY))
    assert list(frame["published"]) == [True, True, False, False]
    assert disclosure.pooled_audiences(pd.DataFrame(rows), rules=EXTERNAL) == {"industriels"}


def test_a_territory_without_any_pair_hides_nothing() -> None:
    frame = territories(row(10, 10, 10), row(0, 0, 0))
    assert list(frame["published"]) == [True, False]


def test_what_one_territory_withholds_its_sister_withholds_too() -> None:
    frame = territories(row(10, 10, 10), row(10, 10, 1, favourable_before=0.1))
    assert list(frame["published"]) == [True, True]
    assert not frame["flow_published"].any()
    assert not frame["favourable_published"].any()
    assert frame["net_shift"].notna().all()


def test_persons_of_no_territory_count_too() -> None:
    apart = pd.DataFrame([row(10, 10, 10, territory="lyonnais"), row(10, 10, 10, territory="stephanois")])
    for total, pooled in ((60, set()), (63, {"prescripteurs"}), (71, set())):
        whole = pd.DataFrame([row(10, 10, 10) | {"n_pairs": total}])
        assert disclosure.pooled_audiences(apart, rules=EXTERNAL, total=whole) == pooled


def test_audiences_pooled_elsewhere_are_pooled_here() -> None:
    frame = pd.DataFrame([row(10, 10, 10, territory="lyonnais"), row(10, 10, 10, territory="stephanois")])
    published = disclosure.publish_shift(frame, rules=EXTERNAL, by=("territory", *BY), pooled={"prescripteurs"})
    assert set(published.frame["reason"]) == {"complement"}


@pytest.mark.parametrize(
    ("counts", "published"),
    [([9, 9, 9], True), ([18, 9], False), ([25, 1, 1], False), ([23, 2, 2], False), ([22, 3, 2], True)],
)
def test_rows_must_rest_on_several_structures(counts: list[int], published: bool) -> None:
    names = [f"structure {k}" for k in range(len(counts))]
    contributors = pd.DataFrame({"audience": "prescripteurs", "item": "sens", "structure": names, "n": counts})
    frame = pd.DataFrame([row(9, 9, 9)])
    result = disclosure.publish_shift(frame, rules=INTERNAL, by=BY, contributors=contributors).frame
    assert bool(result["published"].iloc[0]) is published
    assert published or result["reason"].iloc[0] == "dominance"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([5, 6, 7, 8, 9], [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        ([0, 6, 7, 8, 9], [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        ([1, 6, 7, 8, 9], [(1, 2), (3, 3), (4, 5)]),
        ([4, 1, 7, 8, 9], [(1, 2), (3, 3), (4, 5)]),
        ([5, 6, 2, 8, 9], [(1, 3), (4, 5)]),
        ([1, 1, 9, 8, 9], [(1, 3), (4, 5)]),
    ],
)
def test_small_cells_merge_step_by_step(counts: list[int], expected: list[tuple[int, int]]) -> None:
    frame = distribution(levels(counts))
    assert bins(frame) == expected
    assert frame["n"].sum() == sum(counts)
    assert frame["share"].sum() == pytest.approx(1)


def test_before_and_after_are_cut_alike() -> None:
    frame = distribution(levels([6, 6, 6, 6, 6]), levels([1, 6, 6, 6, 11], wave="after"))
    assert bins(frame[frame["wave"] == "before"]) == bins(frame[frame["wave"] == "after"]) == [(1, 2), (3, 3), (4, 5)]


def test_territories_are_cut_alike() -> None:
    lyon, loire = levels([6, 6, 6, 6, 6], territory="lyonnais"), levels([1, 6, 6, 6, 11], territory="stephanois")
    frame = distribution(lyon, loire, by=("territory", *BY, "wave"))
    assert set(bins(frame)) == {(1, 2), (3, 3), (4, 5)}


@pytest.mark.parametrize("counts", [[1, 1, 1, 10, 10], [0, 0, 0, 10, 10], [10, 10, 0, 0, 0]])
def test_few_or_nobody_on_one_side_is_refused(counts: list[int]) -> None:
    frame = distribution(levels(counts), levels([5, 5, 5, 5, 5], wave="after"))
    before, after = (frame[frame["wave"] == wave] for wave in ("before", "after"))
    assert not before["published"].any()
    assert set(before["reason"]) == {"homogeneous"}
    assert before[["n", "base", "share", "n_non_substantive"]].isna().all().all()
    assert len(before) == 5
    assert after["published"].all()
    assert bins(after) == [(k, k) for k in range(1, 6)]


def test_nobody_on_one_side_may_show_in_a_large_group() -> None:
    assert distribution(levels([0, 0, 0, 15, 15]))["published"].all()


@pytest.mark.parametrize(("n_level", "published"), [(2, False), (3, True)])
def test_the_base_of_a_distribution(n_level: int, published: bool) -> None:
    rules = disclosure.Rules(base=11, cell=2)
    assert distribution(levels([n_level] * 4), rules=rules)["published"].all() == published


def codebook(favourable_from: int) -> pd.DataFrame:
    return pd.DataFrame({"audience": ["prescripteurs"], "item": ["sens"], "favourable_from": [favourable_from]})


@pytest.mark.parametrize(
    ("direction", "favourable_from", "expected"),
    [("favourable_high", 5, [(1, 4), (5, 5)]), ("favourable_low", 5, [(1, 1), (2, 5)]),
     ("favourable_low", 4, [(1, 2), (3, 5)]), ("neutral", 4, [(1, 3), (4, 5)])],
)  # fmt: skip
def test_the_last_cut_is_the_codebooks(direction: str, favourable_from: int, expected: list[tuple[int, int]]) -> None:
    frame = distribution(levels([9, 1, 1, 1, 9], direction=direction), codebook=codebook(favourable_from))
    assert bins(frame) == expected


@pytest.mark.parametrize("k", [2, 3, 4, 7, 11])
def test_any_scale_merges_into_bins_that_cover_it(k: int) -> None:
    frame = distribution(levels([6, *[1] * (k - 2), 6 + k]))
    assert frame["from_position"].iloc[0] == 1
    assert frame["to_position"].iloc[-1] == k
    assert list(frame["from_position"].iloc[1:]) == [end + 1 for end in frame["to_position"].iloc[:-1]]


FLOW = {"audience": "prescripteurs", "n_invited": 107, "n_before": 90, "n_after": 60, "n_persons": 95,
        "n_identified": 92, "n_pairs": 55, "response_rate": 90 / 107}  # fmt: skip


def flow(rules: disclosure.Rules = EXTERNAL, **other: object) -> pd.DataFrame:
    return disclosure.publish_flow(pd.DataFrame([FLOW | other]), rules=rules, by=("audience",)).frame


@pytest.mark.parametrize(("n", "published"), [(0, True), (1, False), (10, False), (11, True), (12, True)])
def test_the_base_of_the_flow(n: int, published: bool) -> None:
    assert bool(flow(n_persons=n, n_before=0, n_pairs=0)["published"].iloc[0]) is published


@pytest.mark.parametrize(("n", "shown"), [(0, True), (1, False), (10, False), (11, True)])
def test_small_counts_of_the_flow(n: int, shown: bool) -> None:
    frame = flow(n_pairs=n, n_before=n, response_rate=n / 107)
    assert frame["n_pairs"].notna().iloc[0] == frame["response_rate"].notna().iloc[0] == shown
    assert bool(frame["published"].iloc[0])


def test_withheld_pairs_are_not_given_back_by_the_others() -> None:
    frame = flow(n_pairs=4, n_before=60, n_after=39, n_persons=95)
    assert frame[["n_pairs", "n_after", "n_persons", "n_identified"]].isna().all(axis=None)
    assert frame["n_before"].iloc[0] == 60


def test_unknown_denominator_is_not_withheld_as_a_row() -> None:
    frame = flow(n_invited=None, response_rate=np.nan)
    assert bool(frame["published"].iloc[0])
    assert frame["n_persons"].iloc[0] == 95


def test_input_is_left_alone() -> None:
    given = pd.DataFrame([row(2, 1, 1), row(9, 9, 9, item="autre")])
    copy = given.copy(deep=True)
    disclosure.publish_shift(given, rules=INTERNAL, by=BY)
    pd.testing.assert_frame_equal(given, copy)
    spread = levels([1, 6, 7, 8, 9])
    copy = spread.copy(deep=True)
    disclosure.publish_distribution(spread, rules=INTERNAL, by=(*BY, "wave"))
    pd.testing.assert_frame_equal(spread, copy)


def test_empty_frames_pass() -> None:
    nothing = pd.DataFrame([row(9, 9, 9)]).iloc[0:0]
    assert disclosure.publish_shift(nothing, rules=INTERNAL, by=BY).frame.empty
    assert disclosure.publish_shift(nothing.assign(territory=""), rules=INTERNAL, by=("territory", *BY)).frame.empty
    assert distribution(levels([9, 9]).iloc[0:0]).empty
    assert disclosure.publish_flow(pd.DataFrame([FLOW]).iloc[0:0], rules=INTERNAL, by=("audience",)).frame.empty


def test_a_published_result_is_not_handmade() -> None:
    frame = pd.DataFrame([row(9, 9, 9)])
    with pytest.raises(ContractError, match="main"):
        disclosure.Published(frame, "shift", BY, INTERNAL)
    published = disclosure.publish_shift(frame, rules=INTERNAL, by=BY)
    with pytest.raises(ContractError):
        dataclasses.replace(published, kind="flow")
    with pytest.raises(dataclasses.FrozenInstanceError):
        published.kind = "flow"  # type: ignore[misc]


def test_a_published_frame_cannot_be_changed_from_outside() -> None:
    published = disclosure.publish_shift(pd.DataFrame([row(1, 1, 1)]), rules=INTERNAL, by=BY)
    taken = published.frame
    taken["n_pairs"], taken["published"] = 3, True
    assert not published.frame["published"].any()
    assert published.shown.empty


@pytest.mark.parametrize("bare", [pd.DataFrame(), None, "shift"])
def test_only_published_results_are_taken(bare: object) -> None:
    with pytest.raises(ContractError, match="publish_shift"):
        disclosure.require_published(bare, kind="shift")


def test_kinds_are_not_confused() -> None:
    published = disclosure.publish_flow(pd.DataFrame([FLOW]), rules=INTERNAL, by=("audience",))
    assert disclosure.require_published(published, kind="flow") is published
    with pytest.raises(ContractError):
        disclosure.require_published(published, kind="shift")


def test_missing_columns_are_named() -> None:
    with pytest.raises(ContractError, match="n_pairs"):
        disclosure.publish_shift(pd.DataFrame([row(9, 9, 9)]).drop(columns="n_pairs"), rules=INTERNAL, by=BY)


def test_rules_come_from_the_study() -> None:
    thresholds = Thresholds(internal=6, external=12, cell=3, structures=4, dominance=0.7, homogeneity_base=40)
    inside, outside = (disclosure.rules_for(thresholds, diffusion=name) for name in ("internal", "external"))
    assert (inside.base, outside.base) == (6, 12)
    assert inside == disclosure.Rules(base=6, cell=3, structures=4, dominance=0.7, homogeneity_base=40)
    with pytest.raises(UsageError, match="internal, external"):
        disclosure.rules_for(thresholds, diffusion="public")


@pytest.mark.parametrize("wrong", [{"base": 2}, {"base": 5, "cell": 1}, {"base": 5, "dominance": 1.0}])
def test_rules_that_protect_nobody_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(DisclosureError):
        disclosure.Rules(**wrong)  # type: ignore[arg-type]


def test_notes_say_what_was_withheld() -> None:
    frame = pd.DataFrame([row(8, 1, 5), row(1, 1, 1, item="autre"), row(8, 6, 6, item="c", favourable_after=0.05)])
    published = disclosure.publish_shift(frame, rules=INTERNAL, by=BY)
    assert set(published.notes) == {"below_base", "homogeneous", "flow_withheld", "favourable_withheld"}
    merged = disclosure.publish_distribution(levels([1, 6, 7, 8, 9]), rules=INTERNAL, by=(*BY, "wave"))
    assert merged.notes == ("merged",)
