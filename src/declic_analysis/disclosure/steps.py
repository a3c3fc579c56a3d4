"""What may be shown of the steps of journeys: rates, chain, what ended them, what their registers contradict."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.disclosure.marks import empty, hires_tell, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Diffusion, LossReason, Suppression

REACHED = ("n_reached", "n_persons_reached", "start_rate", "start_low", "start_high")
FROM_PREVIOUS = ("n_from_previous", "n_skipped", "rate", "low", "high")
AT_RISK = ("n_at_risk", "n_persons_at_risk")
_NEEDED = (
    *("step", "previous", "recorded", "n_start", "n_persons", "n_structures", "largest_structure"),
    *(*REACHED, *FROM_PREVIOUS, *AT_RISK),
)
NEARLY_ALL = 0.95
OF_ONE = ("structure", "prescriber")  # a row is one structure: that it holds all of the row says nothing


def publish_steps(frame: pd.DataFrame, *, rules: Rules, by: Sequence[str] = ()) -> Published:
    """What may be shown of `step_rates`.

    Returns: the rows with `published` and `reason`. A group under the base, or that one company dominates, has no
    number, nor have as many others as its total would need to give it back. In a published group a small number of
    people who reached a step, did not, came without the step before, or are at risk of it, is withheld with the rates
    and counts that would give it back, in other groups too. Zeros stay; of a small group no rate of 0 % or 100 % is
    shown. nearly_all: the number is withheld and at least 95 % reached the step, which the size of the group allows to
    say.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="steps", by=by, needed=_NEEDED)
    if "nearly_all" not in rows:
        rows["nearly_all"] = _nearly_all(rows, rules)
    keys = _keys(rows, by)
    slices = _slices(rows, keys, by)
    _refuse_groups(rows, keys, rules=rules, alone=not set(by) & set(OF_ONE), slices=slices)
    for step in rows["step"].unique():
        _withhold_step(rows, keys, step=str(step), rules=rules, slices=slices)
    _withhold_at_risk(rows, keys)
    gone = ~rows["published"]
    rows["nearly_all"] &= rows["n_reached"].isna() & ~gone
    empty(rows, gone, [*REACHED, *FROM_PREVIOUS, *AT_RISK, "n_start", "n_persons"])
    empty(rows, pd.Series(True, index=rows.index), ["largest_structure"])
    return sealed(rows, kind="steps", by=by, rules=rules)


def _nearly_all(rows: pd.DataFrame, rules: Rules) -> pd.Series:
    """At least 95 %, in a group of which 5 % are no small number."""
    reached, start = numbers(rows, "n_persons_reached"), numbers(rows, "n_persons")
    return (reached >= NEARLY_ALL * start) & ((1 - NEARLY_ALL) * start >= rules.cell) & rows["recorded"].astype(bool)


def _keys(rows: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """The number of each row's group."""
    if not by or rows.empty:
        return pd.Series(0, index=rows.index)
    return rows.groupby(list(by), dropna=False, sort=False).ngroup()


Slices = list[list[int]]


def _slices(rows: pd.DataFrame, keys: pd.Series, by: Sequence[str]) -> Slices:
    """Groups that add up to a total which is published too: those that differ by one key only."""
    if not by or rows.empty:
        return []
    if len(by) == 1:
        return [sorted(keys.unique())]
    named = rows[list(by)].groupby(keys).first().astype("string").fillna("")
    rests = (named.groupby([name for name in by if name != one]).ngroup() for one in by)
    return [list(own.index) for rest in rests for _, own in rest.groupby(rest)]


def _refuse_groups(rows: pd.DataFrame, keys: pd.Series, *, rules: Rules, alone: bool, slices: Slices) -> None:
    first = rows.groupby(keys)[["n_persons", "n_structures", "largest_structure"]].first().astype("float64")
    few = first["n_persons"] < rules.base
    one = (first["n_structures"] < rules.structures) | (first["largest_structure"] > rules.dominance)
    dominated = one & alone & ~few
    hidden = _enough(few | dominated, first["n_persons"], least=rules.base, slices=slices)
    for mask, reason in ((few, Suppression.BELOW_BASE), (dominated, Suppression.DOMINANCE)):
        refuse(rows, keys.map(mask), reason)
    refuse(rows, keys.map(hidden), Suppression.COMPLEMENT)


def _enough(hidden: pd.Series, sizes: pd.Series, *, least: int, slices: Slices) -> pd.Series:
    """Hidden groups, and as many of the smallest others of a slice as keep its total from giving one of them back."""
    hidden, before = hidden.astype(bool), -1
    while int(hidden.sum()) != before:
        before = int(hidden.sum())
        for own in slices:
            hidden = hidden | _enough_of_one(hidden[own], sizes[own], least=least).reindex(
                hidden.index, fill_value=False
            )
    return hidden


def _enough_of_one(hidden: pd.Series, sizes: pd.Series, *, least: int) -> pd.Series:
    while hidden.any() and not hidden.all() and (hidden.sum() == 1 or 0 < sizes[hidden].sum() < least):
        hidden = hidden | (sizes.index == sizes[~hidden].idxmin())
    return hidden


def _withhold_step(rows: pd.DataFrame, keys: pd.Series, *, step: str, rules: Rules, slices: Slices) -> None:
    """Of one step, in all groups: the counts that are few, then those that would give them back."""
    here = (rows["step"] == step) & rows["published"] & rows["recorded"].astype(bool)
    own = rows[here]
    reached = _few(own, "n_reached", "n_start", rules) | _few(own, "n_persons_reached", "n_persons", rules)
    everybody = numbers(own, "n_reached").eq(numbers(own, "n_start")) & _small_group(own, "n_persons", rules)
    passed = _few(own, "n_from_previous", "n_at_risk", rules) | _between(numbers(own, "n_skipped"), rules)
    passed |= numbers(own, "n_from_previous").eq(numbers(own, "n_at_risk")) & _small_group(own, "n_at_risk", rules)
    at_risk = _between(numbers(own, "n_at_risk"), rules) | _between(numbers(own, "n_persons_at_risk"), rules)
    refused = (rows["step"] == step) & ~rows["published"]
    for columns, mask, count in (
        (REACHED, reached | everybody, "n_reached"),
        (FROM_PREVIOUS, passed, "n_from_previous"),
        ((*AT_RISK, *FROM_PREVIOUS), at_risk, "n_at_risk"),
    ):
        hidden = mask.reindex(rows.index[here | refused], fill_value=True).astype(bool)
        by_group = hidden.set_axis(keys[hidden.index])
        within = [[k for k in own if k in by_group.index] for own in slices]
        full = _enough(
            by_group, numbers(rows, count)[hidden.index].set_axis(by_group.index), least=rules.cell, slices=within
        )
        empty(rows, full.set_axis(hidden.index).reindex(rows.index, fill_value=False), columns)
    nobody = numbers(own, "n_reached").eq(0) & _small_group(own, "n_persons", rules)
    empty(rows, nobody.reindex(rows.index, fill_value=False), REACHED[2:])
    none_passed = numbers(own, "n_from_previous").eq(0) & _small_group(own, "n_at_risk", rules)
    empty(rows, none_passed.reindex(rows.index, fill_value=False), FROM_PREVIOUS[2:])


def _few(rows: pd.DataFrame, part: str, whole: str, rules: Rules) -> pd.Series:
    x, n = numbers(rows, part), numbers(rows, whole)
    return _between(x, rules) | _between(n - x, rules)


def _between(x: pd.Series, rules: Rules) -> pd.Series:
    return x.between(1, rules.cell - 1)


def _small_group(rows: pd.DataFrame, name: str, rules: Rules) -> pd.Series:
    return numbers(rows, name) < rules.homogeneity_base


def _withhold_at_risk(rows: pd.DataFrame, keys: pd.Series) -> None:
    """Journeys at risk of a step are those that reached the one before: where these are hidden, so are they."""
    told = rows.assign(_key=keys).set_index(["_key", "step"])["n_reached"]
    before = pd.MultiIndex.from_arrays([keys, rows["previous"]])
    hidden = told.reindex(before).isna().to_numpy() & rows["previous"].isin(rows["step"]).to_numpy()
    empty(rows, pd.Series(hidden, index=rows.index), [*AT_RISK, *FROM_PREVIOUS])


def publish_history(frame: pd.DataFrame, *, rules: Rules, diffusion: str) -> Published:
    """What may be shown of `history`: counts of rows of registers, in full inside the house only.

    Outside it a count of 1 … cell − 1 people is withheld, with its rows; zeros stay.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="history", by=("fault",), needed=["n_rows", "n_persons", "treatment"])
    if diffusion != Diffusion.INTERNAL:
        few = _between(numbers(rows, "n_persons"), rules) | _between(numbers(rows, "n_rows"), rules)
        refuse(rows, few, Suppression.BELOW_BASE)
        empty(rows, ~rows["published"], ["n_rows", "n_persons"])
    return sealed(rows, kind="history", by=("fault",), rules=rules)


def publish_chain(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `chain`: linked and not linked together, or neither; what is missing where it is not few.

    Raises: ContractError, when a column is missing.
    """
    links = ["no_prescriber", "no_company", "no_action"]
    needed = ["n", "n_linked", "n_unlinked", *links, "n_persons", "n_linked_persons"]
    rows = opened(frame, kind="chain", by=("of",), needed=needed)
    rows["protected"] = rows["n"].notna()  # the others are not stated
    refuse(rows, numbers(rows, "n_persons").between(1, rules.base - 1), Suppression.BELOW_BASE)
    everybody = pd.Series(numbers(rows, "n_persons").max(), index=rows.index)
    hires = rows["of"] == "hires"
    refuse(rows, hires & hires_tell(numbers(rows, "n_persons"), everybody, rules=rules), Suppression.COMPLEMENT)
    split = _few(rows, "n_linked", "n", rules) | _few(rows, "n_linked_persons", "n_persons", rules)
    empty(rows, split, ["n_linked", "n_unlinked", "n_linked_persons", *links])
    for name in links:
        empty(rows, _few(rows, name, "n", rules), [name])
    for name in ("n_linked", "n_unlinked", *links):  # of the journeys less of the hires: of those not hired
        apart = numbers(rows, name)[~hires].sum() - numbers(rows, name)[hires]
        empty(rows, _between(apart, rules).reindex(rows.index, fill_value=False), [name])
    empty(rows, ~rows["published"], needed)
    return sealed(rows, kind="chain", by=("of",), rules=rules)


def publish_refusals(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `refusals`: reasons of few people are merged, with as many others as hide each of them.

    Returns: the reasons shown, then one row `merged` where any were merged. Under the base nothing is shown.
    Raises: ContractError, when a column is missing.
    """
    needed = ["n_applications", "n_persons", "n_ended", "n_ended_persons", "share", "group"]
    rows = opened(frame, kind="refusals", by=("reason",), needed=needed)
    refuse(rows, numbers(rows, "n_ended_persons") < rules.base, Suppression.BELOW_BASE)
    few = numbers(rows, "n_persons") < rules.cell
    hidden = _enough_of_one(few & rows["published"], numbers(rows, "n_applications"), least=rules.cell)
    rows = _merged(rows, hidden) if hidden.any() else rows
    empty(rows, ~rows["published"], needed[:5])
    empty(rows, pd.Series(True, index=rows.index), ["n_persons"])  # one may have had several reasons: they overlap
    return sealed(rows, kind="refusals", by=("reason",), rules=rules)


def _merged(rows: pd.DataFrame, hidden: pd.Series) -> pd.DataFrame:
    kept, gone = rows[~hidden], rows[hidden]
    one = gone.iloc[:1].assign(
        reason=LossReason.MERGED.value, group=LossReason.MERGED.value,
        n_applications=gone["n_applications"].sum(), share=gone["share"].sum(),
    )  # fmt: skip
    return pd.concat([kept, one], ignore_index=True)


_HIRED = "hired"


def publish_stops(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `stops` of persons: where an outcome of a step is few, the step's outcomes stand together.

    Returns: the rows, `outcome` empty where a step's outcomes are taken together; a step that is few as a whole, and
    as many others as keep the total from giving it back, has no number; so do steps where the hires, which are what
    all of them leave of those who are followed, tell of few people. Under the base nothing is shown.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="stops", by=("last", "outcome"), needed=["n", "n_start", "share"])
    few = _between(numbers(rows, "n"), rules).groupby(rows["last"], sort=False).transform("any")
    together = rows[few].groupby("last", sort=False, as_index=False).agg(
        {"n": "sum", "n_start": "first", "share": "sum", "published": "first"}
    )  # fmt: skip
    merged = pd.concat([rows[~few], together], ignore_index=True) if few.any() else rows
    order = {step: k for k, step in enumerate(dict.fromkeys(rows["last"]))}
    merged = merged.sort_values("last", key=lambda last: last.map(order), kind="stable").reset_index(drop=True)
    merged = merged.astype({"outcome": "string", "reason": "string"})
    sizes = numbers(merged, "n").groupby(merged["last"], sort=False).sum()
    people = float(numbers(rows, "n_start").max()) if len(rows) else 0.0
    hidden = _enough_of_one(_between(sizes, rules), sizes, least=rules.cell)
    hired = pd.Series({_HIRED: people - sizes.sum()})  # what the steps leave of all who are followed
    if hires_tell(hired, pd.Series({_HIRED: people}), rules=rules).any():
        told = pd.Series({_HIRED: True})
        hidden = _enough_of_one(pd.concat([hidden, told]), pd.concat([sizes, hired]), least=rules.cell)
    refuse(merged, merged["last"].map(hidden).astype(bool), Suppression.COMPLEMENT)
    refuse(merged, numbers(merged, "n_start") < rules.base, Suppression.BELOW_BASE)
    empty(merged, ~merged["published"], ["n", "n_start", "share"])
    return sealed(merged, kind="stops", by=("last", "outcome"), rules=rules)
