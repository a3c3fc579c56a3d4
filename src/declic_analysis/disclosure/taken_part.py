"""What may be shown of participation in detail, where each sum is shown too: whole formats are left out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.disclosure.marks import all_numbers, empty, numbers, opened, refuse, sealed, small
from declic_analysis.disclosure.participation import OF_ABSENCE, OF_ACTIONS
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression


def publish_taken_part(taken: pd.DataFrame, *, rules: Rules, by: Sequence[str], part: str) -> Published:
    """What may be shown of `ecosystem.participation` split by `part` (format, period), beside the sums over it.

    Returns: actions always stay. Where a part has few persons somewhere it is left out everywhere, and another with it
    until what is left out counts `rules.base` persons or more wherever it counts any: the sum less the parts shown
    then tells of no few. Absences the same way.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(
        taken, kind="participation", by=by, needed=("n_persons", "n_participations", "n_resolved", *OF_ABSENCE)
    )
    others = [name for name in by if name != part]
    persons = ["n_persons", "n_participations"]
    few = small(rows, "n_persons", under=rules.base)
    left = _left_out(few, rows[persons].apply(pd.to_numeric), rows, part=part, others=others, rules=rules)
    refuse(rows, few, Suppression.BELOW_BASE)
    refuse(rows, left, Suppression.COMPLEMENT)
    missed = (numbers(rows, "n_resolved") - numbers(rows, "n_participations")).rename("missed")
    told = pd.concat([numbers(rows, "n_noshow"), missed], axis=1)
    sparse = told.apply(lambda column: column.between(1, rules.base - 1)).any(axis=1)
    absent = _left_out(sparse, told, rows, part=part, others=others, rules=rules)
    empty(rows, absent, ["n_resolved", *OF_ABSENCE])
    empty(rows, pd.Series(True, index=rows.index), ["n_repeat", "n_unrecognised"])
    of_persons = [name for name in all_numbers(rows, by=by) if name not in OF_ACTIONS]
    empty(rows, ~rows["published"].astype(bool), of_persons)
    return sealed(rows, kind="participation", by=by, rules=rules)


def _left_out(
    few: pd.Series, counts: pd.DataFrame, rows: pd.DataFrame, *, part: str, others: list[str], rules: Rules
) -> pd.Series:
    """Rows of the parts to leave out: those with few somewhere, then the smallest until nothing small is left."""
    labels = rows[part].astype("object").fillna("")
    own = labels.map(dict(counts.fillna(0).max(axis=1).groupby(labels).sum().sort_values()))
    out = set(labels[few])
    waiting = [one for one in labels.iloc[own.argsort(kind="stable")].drop_duplicates() if one not in out]
    while out and waiting and _tells(labels.isin(out), len(out), counts, rows, others=others, rules=rules):
        out.add(waiting.pop(0))
    return labels.isin(out)


def _tells(
    left: pd.Series, n: int, counts: pd.DataFrame, rows: pd.DataFrame, *, others: list[str], rules: Rules
) -> bool:
    if n < 2:
        return True
    kept = counts[left].fillna(0)
    sums = kept.groupby([rows.loc[left, name] for name in others], dropna=False).sum() if others else kept.sum()
    values = pd.Series(sums.to_numpy().ravel())
    return bool(values.between(1, rules.base - 1).any())
