"""What may be shown of the jobs found: their quality, whether they last, what each outcome cost."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, hires_tell, numbers, opened, refuse, revealing, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import JobQuality, Suppression

_SHARES = ("share", "low", "high")
_LASTING = ("n_undated", "n_too_early", "n_mature", "n_employed", "n_left", "n_unknown")
_RATES = ("rate", "low", "high", "lowest", "highest")


def publish_quality(frame: pd.DataFrame, *, rules: Rules, others: pd.DataFrame | None = None) -> Published:
    """What may be shown of `quality_shares`: by kind of job only where no kind holds a small number of people.

    Nothing where the number of hires would tell of few people, hired or not.
    Kinds add up to the hires, so one hidden kind would come back: they are shown together; failing that, lasting jobs
    alone, where neither they nor the others are few.
    Parameters: others, the same frame of all people outside (the other territories): what is withheld of them is not
    shown here, for the total is told elsewhere.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="quality", by=("quality",), needed=["n", "n_hired", "n_persons", *_SHARES])
    refuse(rows, numbers(rows, "n_persons") < rules.base, Suppression.BELOW_BASE)
    few = numbers(rows, "n_hired").between(1, rules.base - 1)
    few |= hires_tell(numbers(rows, "n_hired"), numbers(rows, "n_persons"), rules=rules)
    refuse(rows, few, Suppression.BELOW_BASE)
    n, hired = numbers(rows, "n"), numbers(rows, "n_hired")
    together = not (n.between(1, rules.cell - 1) | ((n == hired) & (hired < rules.homogeneity_base))).any()
    alone = (rows["quality"] == JobQuality.DURABLE.value) & ~revealing(n, hired, rules=rules)
    refuse(rows, ~(alone | together).astype(bool), Suppression.COMPLEMENT)
    refuse(rows, rows["quality"].isin(_withheld(others, rules)), Suppression.COMPLEMENT)
    empty(rows, ~rows["published"], ["n", *_SHARES])
    empty(rows, few | (numbers(rows, "n_persons") < rules.base), ["n_hired", "n_persons"])
    return sealed(rows, kind="quality", by=("quality",), rules=rules)


def _withheld(others: pd.DataFrame | None, rules: Rules) -> list[str]:
    if others is None or others.empty:
        return []
    rows = publish_quality(others, rules=rules).frame
    return rows.loc[~rows["published"].astype(bool), "quality"].tolist()


def publish_exits(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `exits`. Raises: ContractError, when a column is missing."""
    rows = opened(frame, kind="exits", by=(), needed=["n_employees", "n_left", "n_dynamic", *_SHARES])
    n, x = numbers(rows, "n_left"), numbers(rows, "n_dynamic")
    refuse(rows, n < rules.base, Suppression.BELOW_BASE)
    refuse(
        rows,
        revealing(x, n, rules=rules) | (numbers(rows, "n_employees") - n).between(1, rules.cell - 1),
        Suppression.COMPLEMENT,
    )
    empty(rows, ~rows["published"], ["n_employees", "n_left", "n_dynamic", *_SHARES])
    return sealed(rows, kind="exits", by=(), rules=rules)


def publish_lasting(frame: pd.DataFrame, *, rules: Rules, n_persons: int | None = None) -> Published:
    """What may be shown of `still_employed`: a mark is shown whole, or not at all.

    Parameters: n_persons, all who are followed: where the hires tell of few of them, no mark is shown.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="lasting", by=("months",), needed=["n_hired", *_LASTING, *_RATES])
    known = numbers(rows, "n_employed") + numbers(rows, "n_left")
    refuse(rows, numbers(rows, "n_mature") < rules.base, Suppression.BELOW_BASE)
    small = revealing(numbers(rows, "n_employed"), known, rules=rules) & (known > 0)
    for name in ("n_unknown", "n_undated", "n_too_early"):
        small |= numbers(rows, name).between(1, rules.cell - 1)
    refuse(rows, small, Suppression.COMPLEMENT)
    told = numbers(rows, "n_hired").between(1, rules.base - 1)
    if n_persons is not None:
        everybody = pd.Series(float(n_persons), index=rows.index)
        told |= hires_tell(numbers(rows, "n_hired"), everybody, rules=rules)
        refuse(rows, told, Suppression.COMPLEMENT)
    empty(rows, ~rows["published"], [*_LASTING, *_RATES])
    empty(rows, told, ["n_hired"])
    return sealed(rows, kind="lasting", by=("months",), rules=rules)


def publish_cost(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `cost_per_outcome`: not where a small number of people reached the outcome, for the cost of
    one gives their number back, nor where few did not; of lasting jobs neither where few hires, or in a small group
    none, are of another kind. Amounts are no one's: they stay.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="cost", by=("outcome",), needed=["n", "euros", "cost", "low", "high", "n_persons"])
    n = numbers(rows, "n")
    refuse(rows, numbers(rows, "n_persons") < rules.base, Suppression.BELOW_BASE)
    refuse(rows, hires_tell(n, numbers(rows, "n_persons"), rules=rules), Suppression.COMPLEMENT)
    hired = pd.Series(n[rows["outcome"] == "hired"].sum(), index=rows.index)
    refuse(rows, (rows["outcome"] == "durable") & hires_tell(n, hired, rules=rules), Suppression.COMPLEMENT)
    empty(rows, ~rows["published"], ["n", "cost", "low", "high"])
    return sealed(rows, kind="cost", by=("outcome",), rules=rules)
