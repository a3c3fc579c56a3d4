"""Whatever the counts, no published number rests on too few persons, and a second pass changes nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from declic_analysis import disclosure

BY = ("territory", "audience", "item")
CELL = 5
rules = st.builds(disclosure.Rules, base=st.sampled_from([5, 11]), homogeneity_base=st.sampled_from([20, 30]))
small = st.integers(0, 14)
NUMBERS = ("n_before", "n_after", "n_pairs", "n_non_substantive", "net_shift", *disclosure.FLOW_COUNTS,
           *disclosure.MEANS, *disclosure.FAVOURABLE, *disclosure.TELLS_FLOW)  # fmt: skip


def shift_row(key: tuple[str, str, str], counts: tuple[int, ...]) -> dict[str, object]:
    up, down, same, before, after, off = counts
    n = up + down + same
    share = {
        "favourable_before": min(before, n) / n if n else np.nan,
        "favourable_after": min(after, n) / n if n else np.nan,
    }
    told = dict.fromkeys((*disclosure.MEANS, *disclosure.FAVOURABLE, *disclosure.TELLS_FLOW), 0.5)
    told |= {"n_before": n + before, "n_after": n + after, "n_pairs": n, "n_up": up, "n_down": down, "n_same": same}
    told |= {"n_non_substantive": off, "net_shift": (up - down) / n if n else np.nan, "verdict": "inconclusive"}
    return dict(zip(BY, key, strict=True)) | told | share


@st.composite
def shifts(draw: st.DrawFn) -> pd.DataFrame:
    keys = [(t, a, i) for t in ("lyonnais", "stephanois") for a in ("p", "i") for i in ("x", "y")]
    kept = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    return pd.DataFrame([shift_row(key, draw(st.tuples(*[small] * 6))) for key in kept])


@settings(max_examples=35, deadline=None)
@given(shifts(), rules)
def test_no_published_number_rests_on_too_few(frame: pd.DataFrame, rules: disclosure.Rules) -> None:
    out = disclosure.publish_shift(frame, rules=rules, by=BY).frame
    low = frame["n_pairs"] < rules.base
    assert not out.loc[low, "published"].any()
    assert out.loc[~out["published"], list(NUMBERS)].isna().all().all()
    for name in disclosure.FLOW_COUNTS:
        assert not out[name].dropna().between(1, CELL - 1).any()
    assert not out["n_non_substantive"].dropna().between(1, CELL - 1).any()
    for name in ("favourable_before", "favourable_after"):
        side = (out[name] * frame["n_pairs"]).round()
        fewest = np.minimum(side, frame["n_pairs"] - side).dropna()
        assert not fewest.between(1, CELL - 1).any()
        assert not (fewest[frame["n_pairs"] < rules.homogeneity_base] == 0).any()


@settings(max_examples=35, deadline=None)
@given(shifts(), rules)
def test_what_is_published_is_true(frame: pd.DataFrame, rules: disclosure.Rules) -> None:
    out = disclosure.publish_shift(frame, rules=rules, by=BY).frame
    for name in NUMBERS:
        kept = out[name].notna()
        assert np.allclose(out.loc[kept, name].astype(float), frame.loc[kept, name].astype(float))


@settings(max_examples=35, deadline=None)
@given(shifts(), rules)
def test_no_territory_is_left_alone_beside_a_refused_one(frame: pd.DataFrame, rules: disclosure.Rules) -> None:
    out = disclosure.publish_shift(frame, rules=rules, by=BY).frame
    refused = set(out.loc[~out["published"] & (frame["n_pairs"] > 0), "audience"])
    assert not out.loc[out["audience"].isin(refused), "published"].any()
    assert disclosure.pooled_audiences(frame, rules=rules) <= refused
    # Within an item the territories show the same kinds of numbers: total minus one gives nothing.
    shown = out[out["published"]]
    for name in (*disclosure.FLOW_COUNTS, *disclosure.FAVOURABLE[:2]):
        assert (shown[name].isna().groupby([shown["audience"], shown["item"]]).nunique() <= 1).all()


@settings(max_examples=20, deadline=None)
@given(shifts(), rules)
def test_a_second_pass_of_shifts_changes_nothing(frame: pd.DataFrame, rules: disclosure.Rules) -> None:
    copy = frame.copy(deep=True)
    once = disclosure.publish_shift(frame, rules=rules, by=BY)
    twice = disclosure.publish_shift(once.frame, rules=rules, by=BY)
    pd.testing.assert_frame_equal(once.frame, twice.frame)
    pd.testing.assert_frame_equal(frame, copy)


@st.composite
def spreads(draw: st.DrawFn) -> pd.DataFrame:
    k, direction = draw(st.integers(2, 7)), draw(st.sampled_from(["favourable_high", "favourable_low", "neutral"]))
    parts = []
    for territory in draw(st.sampled_from([("lyonnais",), ("lyonnais", "stephanois")])):
        for wave in ("before", "after"):
            n = np.array(draw(st.lists(small, min_size=k, max_size=k)))
            told = {"territory": territory, "audience": "p", "item": "x", "wave": wave, "scale": "s", "n_levels": k}
            told |= {
                "direction": direction,
                "base": n.sum(),
                "n_non_substantive": n[0],
            }
            share = n / n.sum() if n.sum() else np.full(k, np.nan)
            parts.append(pd.DataFrame({**told, "position": range(1, k + 1), "n": n, "share": share}))
    return pd.concat(parts, ignore_index=True)


@settings(max_examples=35, deadline=None)
@given(spreads(), rules)
def test_no_published_cell_is_small(frame: pd.DataFrame, rules: disclosure.Rules) -> None:
    by = (*BY, "wave")
    out = disclosure.publish_distribution(frame, rules=rules, by=by).frame
    shown = out[out["published"]]
    assert (shown["base"] >= rules.base).all()
    assert not shown["n"].between(1, CELL - 1).any()
    assert not ((shown["n"] == shown["base"]) & (shown["base"] < rules.homogeneity_base)).any()
    assert out.loc[~out["published"], ["n", "base", "share", "n_non_substantive"]].isna().all().all()
    cuts = {
        tuple(part[["from_position", "to_position"]].itertuples(index=False)) for _, part in shown.groupby(list(by))
    }
    assert len(cuts) <= 1


@settings(max_examples=35, deadline=None)
@given(spreads(), rules)
def test_merging_loses_nobody(frame: pd.DataFrame, rules: disclosure.Rules) -> None:
    by = [*BY, "wave"]
    out = disclosure.publish_distribution(frame, rules=rules, by=by).frame
    shown = out[out["published"]]
    sums = shown.groupby(by)["n"].sum().astype(int)
    assert sums.to_dict() == frame.groupby(by)["n"].sum().loc[sums.index].to_dict()
    assert np.allclose(shown.groupby(by)["share"].sum(), 1)


@settings(max_examples=20, deadline=None)
@given(spreads(), rules)
def test_a_second_pass_of_distributions_changes_nothing(frame: pd.DataFrame, rules: disclosure.Rules) -> None:
    once = disclosure.publish_distribution(frame, rules=rules, by=(*BY, "wave"))
    twice = disclosure.publish_distribution(once.frame, rules=rules, by=(*BY, "wave"))
    pd.testing.assert_frame_equal(once.frame, twice.frame)


@settings(max_examples=35, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 20)] * 5), min_size=1, max_size=3), rules)
def test_flows_show_no_small_count(counts: list[tuple[int, ...]], rules: disclosure.Rules) -> None:
    frame = pd.DataFrame(counts, columns=list(disclosure.COLLECTED))
    frame["n_persons"] = frame.max(axis=1)
    frame = frame.assign(
        audience=[str(k) for k in range(len(frame))], n_invited=30, response_rate=frame["n_before"] / 30
    )
    once = disclosure.publish_flow(frame, rules=rules, by=("audience",))
    out = once.frame
    for name in disclosure.COLLECTED:
        assert not out[name].dropna().between(1, CELL - 1).any()
    assert not (out["response_rate"] * 30).round().dropna().between(1, CELL - 1).any()
    n_persons = out.loc[out["published"], "n_persons"]
    assert ((n_persons == 0) | (n_persons >= rules.base)).all()
    pd.testing.assert_frame_equal(out, disclosure.publish_flow(out, rules=rules, by=("audience",)).frame)
