"""What may be shown of the credits of hires to actions: a first or a last action is a count of few persons."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import AttributionModel, Suppression

_REASONS = ["n_no_action", "n_outside", "n_broken"]
_ENDS = (AttributionModel.FIRST.value, AttributionModel.LAST.value)
_PARTS = ["n_linked", "n_unlinked"]
_NEEDED = ("attributed", "credit", "low", "high", "n_through", "n_behind", "n_met", "n_hires", *_PARTS, *_REASONS)


def publish_attribution(frame: pd.DataFrame, *, rules: Rules, by: str) -> Published:
    """What may be shown of `attribution`, each row a model × `by`.

    Returns: the rows with `published` and `reason`, credits to one decimal. Fewer known hires than the base: nothing.
    A credit that rests on 1 … base − 1 hires is withheld, and so are the unlinked hires where they are so few. Since
    the credits of a model add up to the hires, others of the same model go with it until what the reader can subtract
    is at least two rows and the base of hires. All linked hires of a small group at one place: withheld too. First and
    last actions are counts of people, which equal parts would give back: both are shown for all places or for none, and
    n_through with them. The range is that of the credits that are left, and empty where one model is left.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="attribution", by=["model", by], needed=_NEEDED)
    rows["credit"] = rows["credit"].astype("float64").round(1)
    n_hires, linked = numbers(rows, "n_hires"), numbers(rows, "n_linked")
    refuse(rows, n_hires < rules.base, Suppression.BELOW_BASE)
    behind = numbers(rows, "n_behind").where(rows["attributed"], numbers(rows, "n_unlinked"))
    refuse(rows, behind.between(1, rules.base - 1), Suppression.BELOW_BASE)
    everybody = rows["attributed"] & (behind == linked) & (linked > 0) & (linked < rules.homogeneity_base)
    refuse(rows, everybody & _beside_others(rows), Suppression.HOMOGENEOUS)
    _with_complements(rows, behind, base=rules.base)
    ends = rows["attributed"] & rows["model"].isin(_ENDS)
    told = bool(rows.loc[ends, "published"].all())
    refuse(rows, ends & (not told), Suppression.COMPLEMENT)
    _counts(rows, base=rules.base, through=told)
    empty(rows, n_hires < rules.base, ["n_hires"])
    unshown = ["credit", "low", "high", "n_through", "n_behind", "n_met"]
    empty(rows, ~rows["published"].astype(bool), unshown)
    _range(rows, by=by)
    return sealed(rows, kind="attribution", by=["model", by], rules=rules)


def _beside_others(rows: pd.DataFrame) -> pd.Series:
    """Where there is one place only, that all hires are of it tells nothing."""
    return rows.groupby("model")["attributed"].transform("sum") > 1


def _with_complements(rows: pd.DataFrame, behind: pd.Series, *, base: int) -> None:
    """The unlinked hires are the same row in each model: hidden in one, hidden in all; then each model once more."""
    rest = ~rows["attributed"] & (behind > 0)
    for _ in range(2):
        for _, own in rows.groupby("model", sort=False):
            _enough_hidden(rows, own.index, behind, base=base)
        hidden = not bool(rows.loc[rest, "published"].all())
        refuse(rows, rest & hidden, Suppression.COMPLEMENT)


def _enough_hidden(rows: pd.DataFrame, own: pd.Index, behind: pd.Series, *, base: int) -> None:
    """Of one model: hide the credits that rest on the fewest hires until what is hidden cannot be told by subtraction.

    The unlinked hires come last.
    """
    held = pd.DataFrame({"behind": behind, "rest": ~rows["attributed"]}).loc[own]
    for row in held[held["behind"] > 0].sort_values(["rest", "behind"], kind="stable").index:
        hidden = own[(held["behind"] > 0) & ~rows.loc[own, "published"]]
        if hidden.empty or (len(hidden) > 1 and rows.loc[hidden, "credit"].sum() >= base):
            return
        refuse(rows, pd.Series(rows.index == row, index=rows.index), Suppression.COMPLEMENT)


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
