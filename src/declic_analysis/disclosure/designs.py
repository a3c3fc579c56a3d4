"""What may be shown where nobody is followed, or not everybody: two groups, one wave, groups by first answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from declic_analysis.disclosure.marks import (
    all_numbers,
    beside_a_refusal,
    empty,
    numbers,
    one_sided,
    opened,
    refuse,
    sealed,
    small,
    withhold,
)
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.disclosure.shift import FAVOURABLE, MEANS, few_structures
from declic_analysis.vocabulary import Suppression, Verdict

TESTS = ("bm_statistic", "bm_df", "bm_p", "bm_p_adjusted", "gate_p")
SIDES = {"favourable_before": "n_before", "favourable_after": "n_after"}
LEVEL = ("favourable", "favourable_low", "favourable_high")
PART_BY = ("audience", "item", "part")
PART_NUMBERS = ("n_before", "n_after", "n_pairs", "shift", "shift_low", "shift_high", "verdict")
FIRST_BY = ("audience", "item", "first_answer")


def publish_unpaired(
    frame: pd.DataFrame,
    *,
    rules: Rules,
    by: Sequence[str],
    contributors: pd.DataFrame | None = None,
    pooled: Collection[str] = (),
) -> Published:
    """What may be shown of `unpaired_shift`.

    Parameters: contributors (optional): by, wave, structure, n (persons); pooled: as in `publish_shift`.
    Returns: the rows with `published`, `reason`, `favourable_published`, `asked_once` (nobody answered in one of both
    waves: a zero points at no one). Rows where either wave is under the base or rests on too few structures, or where a
    small group stands fully apart from the other or both are of one mind, are empty of numbers. Where few people (in a
    small group: nobody) stand on one side of a share, both shares and their difference are empty, with the tests that
    narrow them down; in a small group the means too. Counts, delta, its interval and verdict stay.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="unpaired", by=by, needed=("n_before", "n_after", "n_paired", "delta", "verdict", *SIDES))
    smaller = numbers(rows, "n_before").combine(numbers(rows, "n_after"), min)
    if "asked_once" not in rows.columns:
        rows["asked_once"] = smaller == 0
        rows.loc[rows["asked_once"], "published"] = False  # no reason: nothing is withheld
    refuse(rows, smaller < rules.base, Suppression.BELOW_BASE)
    apart = (numbers(rows, "delta").abs() >= 1) | (rows["verdict"] == Verdict.NO_CHANGE_OBSERVED)
    refuse(rows, apart & (smaller < rules.homogeneity_base), Suppression.HOMOGENEOUS)
    for wave in ("wave_from", "wave_to"):
        refuse(rows, _few_structures(rows, contributors, wave=wave, rules=rules, by=by), Suppression.DOMINANCE)
    refuse(rows, beside_a_refusal(rows, smaller, by=by, pooled=pooled), Suppression.COMPLEMENT)
    _withhold_shares(rows, SIDES, columns=(*FAVOURABLE, *TESTS), rules=rules, by=by)
    rows["favourable_published"] = rows["published"] & rows[[*SIDES]].notna().all(axis=1)
    withhold(rows, ["n_paired"], small(rows, "n_paired", under=rules.base), by=by)
    empty(rows, ~rows["published"], [name for name in all_numbers(rows, by=by) if name != "asked_once"])
    return sealed(rows, kind="unpaired", by=by, rules=rules)


def publish_level(
    frame: pd.DataFrame,
    *,
    rules: Rules,
    by: Sequence[str],
    contributors: pd.DataFrame | None = None,
    pooled: Collection[str] = (),
) -> Published:
    """What may be shown of `wave_level`, by the rules of `publish_unpaired` for one group.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="level", by=by, needed=("n", "n_non_substantive", *LEVEL))
    base = numbers(rows, "n")
    refuse(rows, base < rules.base, Suppression.BELOW_BASE)
    refuse(rows, _few_structures(rows, contributors, wave="wave", rules=rules, by=by), Suppression.DOMINANCE)
    refuse(rows, beside_a_refusal(rows, base, by=by, pooled=pooled), Suppression.COMPLEMENT)
    _withhold_shares(rows, {"favourable": "n"}, columns=LEVEL, rules=rules, by=by)
    rows["favourable_published"] = rows["published"] & rows["favourable"].notna()
    withhold(rows, ["n_non_substantive"], small(rows, "n_non_substantive", under=rules.cell), by=by)
    empty(rows, ~rows["published"], all_numbers(rows, by=by))
    return sealed(rows, kind="level", by=by, rules=rules)


def publish_partly_paired(frame: pd.DataFrame, *, rules: Rules, contributors: pd.DataFrame | None = None) -> Published:
    """What may be shown of `partly_paired`: each part by its own rule, numbers of persons, shift, interval and verdict.

    Parameters: contributors (optional): audience, item, structure, n (pairs), for the people recognised.
    Returns: the rows with `published` and `reason`. Shares and p values are never shown here: without the shares of
    each wave nobody can tell what they give back. Both parts are different people and no total is shown: one refused
    does not give the other back.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="partly_paired", by=PART_BY, needed=PART_NUMBERS)
    paired = rows["part"] == "paired"
    base = numbers(rows, "n_before").combine(numbers(rows, "n_after"), min)
    refuse(rows, base < rules.base, Suppression.BELOW_BASE)
    # Of people apart, no change at all means that all of them chose one level; of pairs, that nobody moved.
    one_mind = ~paired & (rows["verdict"] == Verdict.NO_CHANGE_OBSERVED)
    everybody = (numbers(rows, "shift").abs() >= 1) | one_mind
    refuse(rows, everybody & (base < rules.homogeneity_base), Suppression.HOMOGENEOUS)
    few = few_structures(rows, contributors, rules=rules, by=PART_BY[:2])
    refuse(rows, paired & few.to_numpy(dtype=bool), Suppression.DOMINANCE)
    empty(rows, ~rows["published"], PART_NUMBERS)
    described = ("direction", "confirmatory", "design", "wave_from", "wave_to", "month")
    return sealed(
        rows[[*PART_BY, *described, *PART_NUMBERS, "published", "reason"]],
        kind="partly_paired",
        by=PART_BY,
        rules=rules,
    )


def publish_first_answers(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `first_answer_groups`: n, change and what regression to the mean alone would give.

    Returns: the rows with `published` and `reason`. Both groups of a question or none: pairs less the one are the
    other. A group under the base (or a cell), and in a small audience a group that is everybody, is refused. Means are
    never shown: with n they come close to giving the levels back.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="first_answers", by=FIRST_BY, needed=("n", "change", "expected_change"))
    n, keys = numbers(rows, "n"), [rows[name] for name in FIRST_BY[:2]]
    refuse(rows, n < max(rules.base, rules.cell), Suppression.BELOW_BASE)
    refuse(rows, (n.groupby(keys).transform("size") == 1) & (n < rules.homogeneity_base), Suppression.HOMOGENEOUS)
    refuse(rows, (~rows["published"].astype(bool)).groupby(keys).transform("any"), Suppression.COMPLEMENT)
    kept = ["n", "change", "expected_change"]
    empty(rows, ~rows["published"], kept)
    named = [*FIRST_BY, "wave_from", "wave_to", *kept, "published", "reason"]
    return sealed(rows[named], kind="first_answers", by=FIRST_BY, rules=rules)


def _few_structures(
    rows: pd.DataFrame, contributors: pd.DataFrame | None, *, wave: str, rules: Rules, by: Sequence[str]
) -> pd.Series:
    """`few_structures` among the people who answered the wave that the column `wave` of each row names."""
    return few_structures(rows.assign(wave=rows[wave]), contributors, rules=rules, by=[*by, "wave"])


def _withhold_shares(
    rows: pd.DataFrame, shares: dict[str, str], *, columns: Sequence[str], rules: Rules, by: Sequence[str]
) -> None:
    hidden, in_small = pd.Series(False, index=rows.index), pd.Series(False, index=rows.index)
    for share, n in shares.items():
        found = one_sided(rows, share, n, rules=rules)
        hidden |= found
        in_small |= found & (numbers(rows, n) < rules.homogeneity_base)
    rows.loc[in_small & rows["published"], "reason"] = str(Suppression.HOMOGENEOUS)
    withhold(rows, columns, hidden, by=by)
    withhold(rows, ["mean", *MEANS], in_small, by=by)
