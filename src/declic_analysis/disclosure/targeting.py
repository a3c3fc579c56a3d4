"""What may be shown of which companies gain from which visits: few visitors, few companies, what gives them back."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, present, refuse, sealed, small
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Profile, Suppression
from declic_analysis.vocabulary.targeting import ALL_KINDS, objection_place

_FLOW = ("n_up", "n_down", "n_same")
_ANSWERS = (Profile.PAST_ANSWER.value, Profile.OBJECTIONS.value)
_KEYS = ("item", "characteristic", "category", "siae_kind")
_NEEDED = ("n_pairs", "n_companies", "n_visits", "largest_company", *_FLOW, "net_shift", "low", "high")
_TOLD = ("item", "state", "n_visits_needed", "n_needed", "confidence", "method", "published", "reason")
# Each of these, with the number of persons and the net shift of the format, gives the flow back or comes near it.
_TELLS = ("n_up", "n_down", "n_other", "loss", "loss_known", "ratio")


def publish_visit_profiles(
    profiles: pd.DataFrame, *, rules: Rules, unplaced: Mapping[str, int] | None = None
) -> Published:
    """What may be shown of `ecosystem.visit_profiles`.

    Parameters: unplaced, item → visitors who are in no row (their company is not known): few of them and the whole of
    the format less the rows would tell of them.
    Returns: the rows with `published`, `reason`, `flow_published`. The rows of one item and characteristic, of all
    kinds of SIAE together or kind by kind, are shown whole or not at all; kind by kind only where the kinds and the
    categories are shown too, since their sums would give back what is missing. Up, down, same the same way. What is not
    shown is one row, without its categories; an earlier answer that all of a small group gave is not shown.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(profiles, kind="visit_profiles", by=_KEYS, needed=_NEEDED)
    n_pairs = numbers(rows, "n_pairs")
    refuse(rows, n_pairs < rules.base, Suppression.BELOW_BASE)
    everybody = (numbers(rows, "net_shift").abs() >= 1) & (n_pairs < rules.homogeneity_base)
    refuse(rows, everybody, Suppression.HOMOGENEOUS)
    few = (numbers(rows, "n_companies") < rules.structures) | (numbers(rows, "largest_company") > rules.dominance)
    refuse(rows, few, Suppression.DOMINANCE)
    refuse(rows, _one_answer(rows, rules=rules), Suppression.HOMOGENEOUS)
    left = rows["item"].map(dict(unplaced or {})).fillna(0).astype("int64")
    refuse(rows, _together(~rows["published"].astype(bool), rows), Suppression.COMPLEMENT)
    refuse(rows, left.between(1, rules.base - 1), Suppression.COMPLEMENT)
    cells = pd.concat([small(rows, name, under=rules.cell) for name in _FLOW], axis=1).any(axis=1)
    empty(rows, _together(cells, rows), _FLOW)
    rows["flow_published"] = rows["published"] & present(rows, _FLOW)
    gone = [name for name in rows.columns if name not in (*_KEYS, "confidence", "method", "published", "reason")]
    empty(rows, ~rows["published"].astype(bool), [name for name in gone if name != "flow_published"])
    return sealed(_unnamed(rows), kind="visit_profiles", by=_KEYS, rules=rules)


def _unnamed(rows: pd.DataFrame) -> pd.DataFrame:
    """One row without its category where a characteristic is not shown: which categories exist beside which kind of
    SIAE, and which do not, tells what the few who went there had answered, or what company sent them.
    """
    gone = ~rows["published"].astype(bool)
    kind = rows["siae_kind"].mask(gone & rows["siae_kind"].ne(ALL_KINDS).fillna(True).astype(bool))
    told = rows.assign(category=rows["category"].mask(gone), siae_kind=kind)
    again = told[gone].duplicated(["item", "characteristic", "siae_kind"])
    return told.drop(index=again.index[again]).reset_index(drop=True)


def _one_answer(rows: pd.DataFrame, *, rules: Rules) -> pd.Series:
    """All of a small group, of one kind of SIAE or of all, had answered alike before."""
    own = [rows[name] for name in ("item", "characteristic", "siae_kind")]
    alone = rows["category"].groupby(own).transform("size") == 1
    small_group = numbers(rows, "n_pairs").groupby(own).transform("sum") < rules.homogeneity_base
    return alone & small_group & _of_answers(rows)


def _of_answers(rows: pd.DataFrame) -> pd.Series:
    """Characteristics that are earlier answers of people, not facts of their companies."""
    objection = rows["characteristic"].map(lambda one: objection_place(one) is not None).astype(bool)
    return objection | rows["characteristic"].isin(_ANSWERS)


def _together(mask: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Rows of which a sister is marked; kind by kind, also where the kinds or the categories are."""
    by_kind = rows["siae_kind"].ne(ALL_KINDS).fillna(True).astype(bool)  # empty: kind by kind, and withheld
    crossed = by_kind & (rows["characteristic"] != Profile.SIAE_KIND.value)
    own = mask.groupby([rows["item"], rows["characteristic"], crossed]).transform("any")
    kinds = (own & (rows["characteristic"] == Profile.SIAE_KIND.value)).groupby(rows["item"]).transform("any")
    categories = (own & ~crossed).groupby([rows["item"], rows["characteristic"]]).transform("any")
    return own | (crossed & (kinds | categories))


def publish_targeting(summary: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of the summary of `ecosystem.visit_targeting`: the state and what is needed always.

    Returns: the rows with `published` and `reason`; numbers of those who rose and what tells of them are empty where
    few rose, fell or stayed.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(
        summary, kind="targeting", by=["item"], needed=("state", "n_pairs", "n_companies", "n_visits", *_TELLS)
    )
    refuse(rows, numbers(rows, "n_pairs") < rules.base, Suppression.BELOW_BASE)
    refuse(rows, numbers(rows, "n_companies") < rules.structures, Suppression.DOMINANCE)
    same = (numbers(rows, "n_other") - numbers(rows, "n_down")).between(1, rules.cell - 1)
    few = pd.concat([small(rows, name, under=rules.cell) for name in _TELLS[:3]], axis=1).any(axis=1)
    empty(rows, few | same, _TELLS)
    hidden = [name for name in rows.columns if name not in _TOLD]
    empty(rows, ~rows["published"].astype(bool), hidden)
    return sealed(rows, kind="targeting", by=["item"], rules=rules)


def publish_visit_importance(importance: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of its importance: told over `rules.structures` companies or more.

    Raises: ContractError, when a column is missing.
    """
    keys = ["item", "characteristic"]
    rows = opened(importance, kind="visit_importance", by=keys, needed=("added_error", "low", "high", "n_companies"))
    refuse(rows, numbers(rows, "n_companies") < rules.structures, Suppression.DOMINANCE)
    empty(rows, ~rows["published"].astype(bool), ["added_error", "low", "high", "n_companies"])
    return sealed(rows, kind="visit_importance", by=keys, rules=rules)


STEP = 0.05  # chances of a model are told to the nearest twentieth: finer would tell one person in twenty
_EXPECTED = ("predicted", "predicted_low", "predicted_high")
_SEEN = ("observed", "low", "high")
_PEOPLE = ("n_pairs", "n_companies", "largest_company", "n_up", "n_down")


def publish_visit_chances(chances: pd.DataFrame, *, rules: Rules, profiles: Published) -> Published:
    """What may be shown of the chances of `ecosystem.visit_targeting`, beside the plain table.

    Parameters: profiles, the published `visit_profiles` of the same visits. Returns: rows of the base or more people,
    of enough companies, not all of whom did the same. A chance of the model, to the nearest twentieth and never under
    5 % or over 95 %, draws on everybody and adds up to nothing; how many people stand behind it is told only where the
    plain table tells it, as the chances by what people had answered before are; the share seen only where it also shows
    who moved, the numbers of those who rose or fell never.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(chances, kind="visit_chances", by=_KEYS, needed=(*_PEOPLE, *_EXPECTED, *_SEEN))
    marks = profiles.frame[[*_KEYS, "published", "flow_published"]]
    beside = rows[list(_KEYS)].merge(marks, on=list(_KEYS), how="left", validate="one_to_one")
    counted, flows = (beside[name].fillna(False).astype(bool) for name in ("published", "flow_published"))
    up, n = numbers(rows, "n_up"), numbers(rows, "n_pairs")
    refuse(rows, n < rules.base, Suppression.BELOW_BASE)
    refuse(rows, ((up == 0) | (up == n)) & (n < rules.homogeneity_base), Suppression.HOMOGENEOUS)
    few = (numbers(rows, "n_companies") < rules.structures) | (numbers(rows, "largest_company") > rules.dominance)
    refuse(rows, few, Suppression.DOMINANCE)
    refuse(rows, _of_answers(rows) & ~counted, Suppression.COMPLEMENT)
    for name in _EXPECTED:
        rows[name] = ((rows[name].astype("Float64") / STEP).round() * STEP).clip(STEP, 1 - STEP)
    shown = rows["published"].astype(bool)
    empty(rows, ~(flows & counted), _SEEN)
    empty(rows, ~(counted & shown), (*_PEOPLE, *_SEEN))
    empty(rows, ~shown, _EXPECTED)
    return sealed(_unnamed(rows.drop(columns=["n_up", "n_down"])), kind="visit_chances", by=_KEYS, rules=rules)


def publish_visit_reliability(points: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of its reliability: all groups of a question, or none where one is too small.

    Each group holds the base of people who rose and of people who did not, of enough companies; none where few of the
    question fell or stayed, since its groups together tell how many rose.
    Raises: ContractError, when a column is missing.
    """
    keys = ["item", "group"]
    rows = opened(points, kind="visit_reliability", by=keys, needed=(*_PEOPLE, "predicted", *_SEEN))
    up, n = numbers(rows, "n_up"), numbers(rows, "n_pairs")
    few = (up < rules.base) | (n - up < rules.base) | (numbers(rows, "n_companies") < rules.structures)
    few |= numbers(rows, "largest_company") > rules.dominance
    refuse(rows, few, Suppression.BELOW_BASE)
    refuse(rows, few.groupby(rows["item"]).transform("any"), Suppression.COMPLEMENT)
    down = numbers(rows, "n_down").groupby(rows["item"]).transform("sum")
    same = (n - up).groupby(rows["item"]).transform("sum") - down
    refuse(rows, down.between(1, rules.cell - 1) | same.between(1, rules.cell - 1), Suppression.COMPLEMENT)
    empty(rows, ~rows["published"].astype(bool), (*_PEOPLE, "predicted", *_SEEN))
    return sealed(rows.drop(columns=["n_up", "n_down"]), kind="visit_reliability", by=keys, rules=rules)
