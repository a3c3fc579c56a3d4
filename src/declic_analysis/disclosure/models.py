"""What may be shown of the annexes on formats, actions and the model of change."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules, require_published
from declic_analysis.disclosure.shift import few_structures
from declic_analysis.vocabulary import FitOutcome, Suppression

FORMAT_BY = ("audience", "item", "format")
ACTION_BY = (*FORMAT_BY, "action")
MODEL_BY = ("audience", "construct", "scale", "direction", "item")
FORMAT_NUMBERS = ("n_pairs", "n_actions", "n_small_actions", "net_shift", "net_low", "net_high")
POOLED = ("pooled_shift", "low", "high")
ACTION_NUMBERS = ("n_pairs", "net_shift", "shrunken_shift", "shrunken_low", "shrunken_high")
MODEL_NUMBERS = ("n_items", "n_pairs", "n_persons", "n_actions", "odds_ratio", "odds_ratio_low", "odds_ratio_high")
_DESCRIBES = ("direction", "wave_from", "wave_to", "month", "confidence")
LEAST_HIDDEN = 3  # actions: fewer could be solved for from the raw and the pooled shift of their format
# With these and the sizes, the pooled shift is one equation more on the actions behind it.
_GIVES_BACK = ("between_sd", "within_sd")
_DECIMALS = 3


def publish_formats(frame: pd.DataFrame, *, rules: Rules, contributors: pd.DataFrame | None = None) -> Published:
    """What may be shown of `format_shift` by audience and item (`small` = the base of the rules).

    Parameters: contributors (optional): audience, item, format, structure, n, as `publish_shift`.
    Returns: the rows with `published`, `reason`, `pooled_published`, without the standard deviations. The formats of a
    question are shown all or none, as `publish_heterogeneity`. The pooled shift is withheld where the format has two
    actions and one is under the base: with the raw shift it would give both back.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="formats", by=FORMAT_BY, needed=[*FORMAT_NUMBERS, *POOLED, "n_left_out"])
    n_pairs = numbers(rows, "n_pairs")
    refuse(rows, n_pairs < rules.base, Suppression.BELOW_BASE)
    refuse(rows, _of_one_mind(rows, rules=rules), Suppression.HOMOGENEOUS)
    refuse(rows, few_structures(rows, contributors, rules=rules, by=FORMAT_BY), Suppression.DOMINANCE)
    few_elsewhere = numbers(rows, "n_left_out").between(1, rules.base - 1)
    sisters = _any(~rows["published"].astype(bool) | few_elsewhere, rows, by=FORMAT_BY[:2])
    refuse(rows, sisters, Suppression.COMPLEMENT)
    solved = (numbers(rows, "n_actions") == 2) & (numbers(rows, "n_small_actions") > 0)
    empty(rows, solved, POOLED)
    empty(rows, ~rows["published"].astype(bool), [*FORMAT_NUMBERS, *POOLED, "n_left_out", "df"])
    rows["pooled_published"] = rows["published"].astype(bool) & rows["pooled_shift"].notna()
    for name in POOLED:
        rows[name] = rows[name].astype("float64").round(_DECIMALS)
    kept = [name for name in rows.columns if name not in _GIVES_BACK]
    return sealed(rows[kept], kind="formats", by=FORMAT_BY, rules=rules)


def publish_actions(
    frame: pd.DataFrame, *, rules: Rules, formats: Published | None = None, contributors: pd.DataFrame | None = None
) -> Published:
    """What may be shown of `action_shift` by audience and item.

    Parameters: frame with, besides, `territory`, which each action has: territories and formats are published, and
    what they hold beside the actions shown is what the others hold; formats: the same questions, published: no action
    of a format that is not. contributors as `publish_formats`, with action.
    Returns: the rows with `published` and `reason`. Actions under the base, of one mind or on few structures are
    hidden; where they are fewer than three in a territory and format, or under the base together, so are all there.
    Raises: ContractError, when a column is missing or `formats` is of another kind.
    """
    rows = opened(frame, kind="actions", by=ACTION_BY, needed=[*ACTION_NUMBERS, "territory"])
    if formats is not None:
        shown = require_published(formats, kind="formats").shown[list(FORMAT_BY)]
        known = rows[list(FORMAT_BY)].merge(shown.assign(_=True), how="left", validate="many_to_one")["_"].notna()
        refuse(rows, ~known.set_axis(rows.index), Suppression.COMPLEMENT)
    n_pairs, cell = numbers(rows, "n_pairs"), [*FORMAT_BY, "territory"]
    refuse(rows, n_pairs < rules.base, Suppression.BELOW_BASE)
    refuse(rows, _of_one_mind(rows, rules=rules), Suppression.HOMOGENEOUS)
    refuse(rows, few_structures(rows, contributors, rules=rules, by=ACTION_BY), Suppression.DOMINANCE)
    hidden = ~rows["published"].astype(bool)
    beside = [rows[name] for name in cell]
    count = hidden.groupby(beside, dropna=False).transform("sum")
    # Emptied rows of an earlier pass count no pairs: they never make a cell look safer than it is.
    people = n_pairs.where(hidden, 0).groupby(beside, dropna=False).transform("sum")
    first = numbers(rows, "n_pairs").gt(0).groupby(beside, dropna=False).transform("all")
    thin = (count > 0) & ((count < LEAST_HIDDEN) | (people < rules.base)) & first
    refuse(rows, thin, Suppression.COMPLEMENT)
    empty(rows, ~rows["published"].astype(bool), ACTION_NUMBERS)
    for name in ACTION_NUMBERS[2:]:
        rows[name] = rows[name].astype("float64").round(_DECIMALS)
    kept = [*ACTION_BY, "territory", *_DESCRIBES, *ACTION_NUMBERS, "published", "reason"]
    return sealed(rows[kept], kind="actions", by=ACTION_BY, rules=rules)


def publish_model(frame: pd.DataFrame, *, rules: Rules, contributors: pd.DataFrame | None = None) -> Published:
    """What may be shown of `change_model`: odds ratio and interval, numbers of pairs, persons and actions, outcome.

    In a small group a model that could not be fitted is refused, without saying why: the why (one level used, separated
    or constant answers) tells how everybody answered.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="model", by=MODEL_BY, needed=[*MODEL_NUMBERS, "outcome"])
    persons = numbers(rows, "n_persons")
    refuse(rows, persons < rules.base, Suppression.BELOW_BASE)
    unfitted = ~rows["outcome"].isin([FitOutcome.FITTED.value, FitOutcome.BOUNDARY.value])
    refuse(rows, unfitted & (persons < rules.homogeneity_base), Suppression.HOMOGENEOUS)
    refuse(rows, few_structures(rows, contributors, rules=rules, by=("audience", "item")), Suppression.DOMINANCE)
    # A construct (item empty) rests on the people of its items.
    refused = _any(~rows["published"].astype(bool) & (rows["item"] != ""), rows, by=MODEL_BY[:-1])
    refuse(rows, refused & (rows["item"] == ""), Suppression.COMPLEMENT)
    empty(rows, ~rows["published"].astype(bool), [*MODEL_NUMBERS, "outcome"])
    kept = [*MODEL_BY, "design", "wave_from", "wave_to", "month", "confidence", *MODEL_NUMBERS, "outcome"]
    return sealed(rows[[*kept, "published", "reason"]], kind="model", by=MODEL_BY, rules=rules)


def _of_one_mind(rows: pd.DataFrame, *, rules: Rules) -> pd.Series:
    return (numbers(rows, "net_shift").abs() >= 1) & (numbers(rows, "n_pairs") < rules.homogeneity_base)


def _any(mask: pd.Series, rows: pd.DataFrame, *, by: Sequence[str]) -> pd.Series:
    return mask.groupby([rows[name] for name in by], dropna=False).transform("any")
