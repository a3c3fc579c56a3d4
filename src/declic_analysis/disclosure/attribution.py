"""What may be shown of the credits of hires to actions: a first or a last action is a count of few persons."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, hires_tell, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import AttributionModel, Suppression

_REASONS = ["n_no_action", "n_outside", "n_broken"]
_ENDS = (AttributionModel.FIRST.value, AttributionModel.LAST.value)
_PARTS = ["n_linked", "n_unlinked"]
_NEEDED = ("attributed", "credit", "low", "high", "n_through", "n_behind", "n_met", "n_hires", *_PARTS, *_REASONS)


def publish_attribution(frame: pd.DataFrame, *, rules: Rules, by: str, n_persons: int | None = None) -> Published:
    """What may be shown of `attribution`, each row a model × `by`.

    Returns: the rows with `published` and `reason`, credits to one decimal. Fewer known hires than the base: nothing.
    A place that 1 … base − 1 hires went through is withheld in all models, and so are the unlinked hires where they are
    so few. Since the credits of a model add up to the hires, other places go with it until what the reader can subtract
    is at least two rows and, in every model, the base of hires. First and last actions are counts of people, which
    equal parts would give back: both are shown for all places, or for none where any place or any of them is
    withheld, and n_through with them. A model that gives all linked hires of a small group to one place of several is
    withheld. The range is that of the credits that are left, and empty where one model is left.
    Parameters: n_persons, all who are followed: where the hires tell of few of them, nothing is shown.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="attribution", by=["model", by], needed=_NEEDED)
    rows["credit"] = rows["credit"].astype("float64").round(1)
    n_hires, ends = numbers(rows, "n_hires"), rows["attributed"] & rows["model"].isin(_ENDS)
    few = n_hires < rules.base
    if n_persons is not None:
        few |= hires_tell(n_hires, pd.Series(float(n_persons), index=rows.index), rules=rules)
    refuse(rows, few, Suppression.BELOW_BASE)
    _places(rows, by=by, base=rules.base)
    refuse(rows, rows["attributed"] & _all_at_one_place(rows, rules=rules), Suppression.HOMOGENEOUS)
    behind = numbers(rows, "n_behind").between(1, rules.base - 1)
    told = bool((rows["published"] & ~behind)[ends].all()) and bool(rows["published"].all())
    refuse(rows, ends & (not told), Suppression.COMPLEMENT)
    _counts(rows, base=rules.base, through=told)
    empty(rows, few, ["n_hires", *_PARTS, *_REASONS])
    unshown = ["credit", "low", "high", "n_through", "n_behind", "n_met"]
    empty(rows, ~rows["published"].astype(bool), unshown)
    _range(rows, by=by)
    return sealed(rows, kind="attribution", by=["model", by], rules=rules)


def _places(rows: pd.DataFrame, *, by: str, base: int) -> None:
    """Places, and the unlinked hires, of few hires; then others, fewest hires first and the unlinked last."""
    place = rows.groupby([by, "attributed"], dropna=False, sort=False).ngroup()
    through = numbers(rows, "n_through").where(rows["attributed"], numbers(rows, "n_unlinked"))
    held = pd.DataFrame({"through": through, "rest": ~rows["attributed"]}).groupby(place).first()
    credits = rows["credit"].where(~rows["model"].isin(_ENDS)).groupby([rows["model"], place]).first().unstack("model")
    hidden = held["through"].between(1, base - 1)
    refuse(rows, place.map(hidden), Suppression.BELOW_BASE)
    for one in held[(held["through"] > 0) & ~hidden].sort_values(["rest", "through"], kind="stable").index:
        left = credits[hidden].sum(min_count=1).min()
        if not hidden.any() or (hidden.sum() > 1 and left >= base):
            return
        hidden[one] = True
        refuse(rows, place == one, Suppression.COMPLEMENT)


def _all_at_one_place(rows: pd.DataFrame, *, rules: Rules) -> pd.Series:
    """Rows of a model that gives all linked hires to one place of several: the zeros of the others would tell it."""
    linked, model = numbers(rows, "n_linked"), rows["model"]
    several = rows["attributed"].groupby(model).transform("sum") > 1
    everything = rows["attributed"] & (rows["credit"] >= linked) & (linked > 0) & (linked < rules.homogeneity_base)
    return several & everything.groupby(model).transform("any")


def _counts(rows: pd.DataFrame, *, base: int, through: bool) -> None:
    """A count goes where what it leaves beside another one is few persons."""
    at, behind, met = (numbers(rows, name) for name in ("n_through", "n_behind", "n_met"))
    apart = (at - behind).between(1, base - 1) | (numbers(rows, "n_linked") - at).between(1, base - 1)
    several = pd.Series(not through or bool((apart & rows["attributed"]).any()), index=rows.index)
    empty(rows, several, ["n_through", "n_behind"])
    empty(rows, (met - at).between(1, base - 1) | met.between(1, base - 1), ["n_met"])
    hidden = bool((~rows["attributed"] & ~rows["published"]).any())
    parts, reasons = (_few(rows, names, base=base) for names in (_PARTS, _REASONS))
    empty(rows, parts | hidden, _PARTS)
    empty(rows, parts | reasons | hidden, _REASONS)


def _few(rows: pd.DataFrame, names: list[str], *, base: int) -> pd.Series:
    return pd.concat([numbers(rows, name).between(1, base - 1) for name in names], axis="columns").any(axis="columns")


def _range(rows: pd.DataFrame, *, by: str) -> None:
    shown = rows["credit"].where(rows["published"].astype(bool))
    places = shown.groupby([rows[by], rows["attributed"]], dropna=False)
    several = rows["attributed"] & rows["published"] & (places.transform("count") > 1)
    rows["low"], rows["high"] = (places.transform(name).where(several) for name in ("min", "max"))
