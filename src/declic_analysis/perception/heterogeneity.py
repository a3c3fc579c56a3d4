"""Does the change differ from one group to another? By territory, format, kind of structure, or participation.

Groups are never ranked, and one grouping is read at a time: each territory has its own operator, so that nothing here
could tell one from the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.errors import ContractError, message
from declic_analysis.perception import clustering
from declic_analysis.perception.inputs import (
    Span,
    require_by,
    require_codebook,
    require_columns,
    require_responses,
    require_waves,
)
from declic_analysis.perception.ordering import in_codebook_order
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.participations import answered_dates, dose, participations
from declic_analysis.perception.raw_groups import raw_groups
from declic_analysis.perception.shift import design_of, directional, person_moves
from declic_analysis.statistics import clusters
from declic_analysis.statistics.group_permutation import group_test
from declic_analysis.statistics.hierarchical_means import hierarchical_means
from declic_analysis.statistics.interval import Floats, require_share
from declic_analysis.statistics.multiplicity import holm
from declic_analysis.vocabulary import Attendance, AttendanceRole, Direction, Grouping, Leading, Role

COLUMNS = (
    *("direction", "design", "wave_from", "wave_to", "month", "landmark", "n_pairs", "n_groups", "n_unknown"),
    *("n_too_early", "n_structures", "largest_structure", "net_shift", "net_low", "net_high", "cluster_method"),
    *("shrunken_shift", "shrunken_low", "shrunken_high", "own", "confidence", "centre", "spread"),
    *("heterogeneity_p", "p_adjusted", "dealt", "exact", "n_looks", "method"),
)
CHARACTERISTICS = (Grouping.TERRITORY, Grouping.FORMAT, Grouping.STRUCTURE_KIND)
DOSES = (Grouping.REPEAT, Grouping.N_ACTIONS, Grouping.N_KINDS)
# Net shifts of groups that differ by a standard deviation of 50 points are as far apart as one can think of.
SPREAD_LIMIT = 0.5
MOST = 3  # "3+" and beyond are one group
_COUNTS = ("n_pairs", "n_groups", "n_unknown", "n_too_early", "n_structures", "n_looks")
_TEXT = ("direction", "design", "wave_from", "wave_to", "cluster_method", "dealt", "method")


class _Registers(NamedTuple):
    actions: pd.DataFrame | None
    attendances: pd.DataFrame | None
    structures: pd.DataFrame | None
    landmark: dt.date | None


def heterogeneity(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    groupings: Sequence[str] = CHARACTERISTICS,
    rng: np.random.Generator,
    by: Sequence[str] = ("audience",),
    actions: pd.DataFrame | None = None,
    attendances: pd.DataFrame | None = None,
    structures: pd.DataFrame | None = None,
    landmark: dt.date | None = None,
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Net shift of each group of each grouping, alone and drawn towards the others, with a test of whether they differ.

    Parameters: `by`, audience (persons, as `person_shift`) or audience and item (pairs, as `paired_shift`);
    `groupings`, of `vocabulary.Grouping`: territory, format, structure_kind (needs `structures`), leading
    (an ambassador led the action, by `attendances`; an action without a sheet is of no group); repeat, n_actions,
    n_kinds: participations up to the `landmark` day, of which `actions` and `attendances` tell more than the answers
    do; people whose later answer is of that day, earlier or undated are left out (n_too_early).
    Returns: one row per `by` × grouping × group, groups in alphabetical order: n_pairs, n_groups, n_unknown (pairs of
    no known group, left out), n_structures and largest_structure (share of the largest), net_shift with net_low and
    net_high (Tango, or CR2 by action: cluster_method), shrunken_shift with shrunken_low and shrunken_high (posterior
    of a normal hierarchy, the spread between groups integrated out; empty for a single group), own (share of its
    own distance that the group keeps), centre and spread (of the groups, common), heterogeneity_p (permutation; `dealt`
    says of what, `exact` how), p_adjusted (Holm over the tests of this frame), n_looks (their number).
    Standard errors: moves within groups, one half-person's worth added so that none is 0; with actions, inflated by
    1 + (size − 1) × ICC. Every row is exploratory: no verdict.
    Raises: ContractError; always for `operator` and `host`: each territory has its own.
    """
    span = _required(responses, codebook, by=by, waves=(wave_from, wave_to, month), level=confidence)
    names, registers = list(by), _Registers(actions, attendances, structures, landmark)
    asked = _required_groupings(groupings, registers)
    moved = _moves(responses, codebook, by=names, span=span)
    parts = [_grouping(moved, responses, name, registers, span) for name in asked]
    rows = [
        row
        for grouping, grouped in zip(asked, parts, strict=True)
        for row in _rows(grouped, responses, grouping, by=names, confidence=confidence, rng=rng)
    ]
    frame = pd.DataFrame(rows, columns=[*names, "grouping", "group", *COLUMNS])
    counted = frame["grouping"].isin([name.value for name in DOSES])
    days = pd.Series(np.datetime64(landmark or "NaT", "ns"), index=frame.index).where(counted)
    told = frame.assign(**span._asdict(), design=design_of(wave_from, wave_to), landmark=days)
    return _finished(told, codebook, by=names)


def _required(
    responses: pd.DataFrame,
    codebook: pd.DataFrame,
    *,
    by: Sequence[str],
    waves: tuple[str, str, int | None],
    level: float,
) -> Span:
    require_by(by, needed=("audience",), allowed=("item",))
    require_share(level, name="confidence")
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    return require_waves(*waves[:2], month=waves[2])


def _required_groupings(groupings: Sequence[str], registers: _Registers) -> list[str]:
    names = [str(name) for name in ([groupings] if isinstance(groupings, str) else groupings)]
    allowed = Grouping.codes()
    if {"operator", "host"} & set(names):
        raise _refused(
            message(
                fr="Opérateur et territoire sont confondus : chaque territoire a le sien. Aucun calcul ne les sépare.",
                en="Operator and territory are confounded: each territory has its own. No computation separates them.",
            ),
            found=", ".join(names), allowed=", ".join(allowed),
        )  # fmt: skip
    if not names or set(names) - set(allowed) or len(set(names)) < len(names):
        what = message(fr="Ce regroupement n’est pas possible.", en="This grouping is not possible.")
        raise _refused(what, found=", ".join(names), allowed=", ".join(allowed))
    if registers.landmark is None and set(names) & {name.value for name in DOSES}:
        what = message(
            fr="Les participations se comptent jusqu’à une date repère : elle manque.",
            en="Participations are counted up to a landmark date: it is missing.",
        )
        raise _refused(what, found="landmark=None", allowed="landmark=datetime.date(…)")
    if Grouping.STRUCTURE_KIND in names:
        frame = pd.DataFrame() if registers.structures is None else registers.structures
        require_columns(frame, ["structure", *_KINDS, "manufacturing", "roles"], table="structures")
    return names


def _refused(what: Any, *, found: str, allowed: str) -> ContractError:
    action = message(fr="demander un regroupement de la liste", en="ask for groupings of the list")
    return ContractError(what, where="groupings", found=found, allowed=allowed, action=action)


def _moves(responses: pd.DataFrame, codebook: pd.DataFrame, *, by: list[str], span: Span) -> pd.DataFrame:
    """Moves of persons, or of pairs by item, with the keys of the later submission."""
    both = pairs(responses, **span._asdict())
    keys = ["person", "audience", "territory", "format", "action", "structure"]
    if "item" in by:
        return both[[*keys, "item", "moved"]]
    return person_moves(directional(both, codebook), by=[*by, "territory", "format"])[[*keys, "moved"]]


def _grouping(
    moved: pd.DataFrame, responses: pd.DataFrame, grouping: str, registers: _Registers, span: Span
) -> pd.DataFrame:
    """`moved` with group (empty where unknown) and too_early."""
    if grouping in (Grouping.TERRITORY, Grouping.FORMAT):
        return moved.assign(group=moved[grouping], too_early=False)
    if grouping == Grouping.LEADING:
        return moved.assign(group=moved["action"].map(leading(registers.attendances)), too_early=False)
    if grouping == Grouping.STRUCTURE_KIND:
        kinds = structure_kinds(registers.structures)  # type: ignore[arg-type]
        return moved.assign(group=moved["structure"].map(kinds), too_early=False)
    taken = participations(responses, actions=registers.actions, attendances=registers.attendances)
    day = registers.landmark or dt.date.max  # required before: see _required_groupings
    counted = dose(taken, landmark=day)
    dates = answered_dates(responses, wave=span.wave_to, month=span.month)
    joined = moved.merge(counted, on="person", how="left", validate="many_to_one").merge(
        dates, on=["person", "audience"], how="left", validate="many_to_one"
    )
    early = ~(joined["answered_on"].dt.normalize() > pd.Timestamp(day))
    group = joined[grouping] if grouping == Grouping.REPEAT else joined[grouping].map(_number, na_action="ignore")
    return moved.assign(group=group.to_numpy(dtype=object), too_early=early.to_numpy())


def leading(attendances: pd.DataFrame | None) -> Mapping[str, str]:
    """action → whether an ambassador was seen leading it; an action without an attendance sheet has no entry."""
    rows = pd.DataFrame(columns=["action", "attendance", "role"]) if attendances is None else attendances
    led = rows[(rows["role"] == AttendanceRole.AMBASSADOR) & (rows["attendance"] == Attendance.SEEN)]["action"]
    told = {str(action): Leading.OTHERS.value for action in rows["action"].unique()}
    return told | {str(action): Leading.LED.value for action in led.unique()}


def _number(n: float) -> str:
    return f"{MOST}+" if n >= MOST else str(int(n))


_FIELD = (Role.PRESCRIBER, Role.COMPANY, Role.SIAE, Role.TRAINING)


def _field_roles(roles: str) -> str | None:
    kept = [role for role in roles.split("|") if role in {member.value for member in _FIELD}]
    return "|".join(sorted(kept)) or None


_KINDS = ("siae_kind", "inclusion_kind", "prescriber_kind")


def structure_kinds(structures: pd.DataFrame) -> Mapping[str, str]:
    """structure → its kind: the public code where there is one, else `manufacturing`, else its roles in the field.

    Who leads, operates, funds or sits on the committee is no kind of structure, and each territory has its own lead and
    operator: a structure known by such a role only has no kind.
    """
    kind = structures[_KINDS[0]].astype("object")
    for name in _KINDS[1:]:
        kind = kind.where(kind.notna(), structures[name].astype("object"))
    factory = structures["manufacturing"].fillna(False).astype(bool)
    kind = kind.where(kind.notna() | ~factory, "manufacturing")
    kind = kind.where(kind.notna(), structures["roles"].map(_field_roles, na_action="ignore").astype("object"))
    return {str(name): value for name, value in zip(structures["structure"], kind, strict=True) if pd.notna(value)}


def _rows(
    grouped: pd.DataFrame,
    responses: pd.DataFrame,
    grouping: str,
    *,
    by: list[str],
    confidence: float,
    rng: np.random.Generator,
) -> Iterator[dict[str, Any]]:
    for values, own in grouped.groupby(by, sort=False, observed=True):
        late = own[~own["too_early"]]
        known = late[late["group"].notna()].astype({"group": "str"})
        left = {"n_unknown": len(late) - len(known), "n_too_early": len(own) - len(late)}
        common = dict(zip(by, values, strict=True)) | {"grouping": grouping} | left
        if len(known):
            yield from (common | row for row in _group_rows(known, responses, confidence=confidence, rng=rng))


def _group_rows(
    known: pd.DataFrame, responses: pd.DataFrame, *, confidence: float, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    raw, people = raw_groups(known, responses, confidence=confidence)
    drawn = hierarchical_means(raw["net_shift"], group_errors(people), limit=SPREAD_LIMIT, confidence=confidence)
    test = _tested(known, rng=rng)
    shares = _structures(known).reindex(raw["group"])
    raw = raw.assign(
        shrunken_shift=drawn.mean, shrunken_low=np.maximum(drawn.low, -1), shrunken_high=np.minimum(drawn.high, 1),
        own=drawn.own, centre=drawn.centre, spread=drawn.spread, confidence=confidence, n_groups=len(raw),
        n_structures=shares["size"].to_numpy(), largest_structure=shares["largest"].to_numpy(), method=drawn.method,
        heterogeneity_p=test.p, dealt=test.dealt, exact=test.exact,
    )  # fmt: skip
    yield from raw.to_dict("records")  # type: ignore[misc]


def _structures(known: pd.DataFrame) -> pd.DataFrame:
    """size and largest (share) of the structures of each group; who has no known one stands alone."""
    named = known["structure"].fillna(known["person"])
    sizes = known.assign(named=named).groupby(["group", "named"]).size()
    by_group = sizes.groupby(level="group")
    return pd.DataFrame({"size": by_group.size(), "largest": by_group.max() / by_group.sum()})


def _tested(known: pd.DataFrame, *, rng: np.random.Generator) -> Any:
    action = clustering.labels(pd.factorize(known["action"])[0].astype(np.int64))
    return group_test(known["moved"].to_numpy(dtype=np.float64), known["group"].to_numpy(), clusters=action, rng=rng)


def group_errors(people: Sequence[clustering.Members]) -> Floats:
    """Standard error of each group's net shift: one variance within groups, more where people share their action."""
    centred = np.concatenate([one.moved - one.moved.mean() for one in people])
    n = np.array([len(one.moved) for one in people])
    within = (float((centred**2).sum()) + 0.5) / (n.sum() - len(people) + 1)
    labels = [clustering.labels(one.action) for one in people]
    likeness = _likeness(centred, np.concatenate([one.action for one in people]))
    sizes = [np.unique(own, return_counts=True)[1] for own in labels]
    mean_size = np.array([(size**2).sum() / size.sum() for size in sizes])
    return np.asarray(np.sqrt(within / n * (1 + (mean_size - 1) * likeness)), dtype=np.float64)


def _likeness(centred: Floats, action: Any) -> float:
    known = action >= 0
    found = clusters.icc1(centred[known], action[known]) if known.any() else np.nan
    return 0.0 if np.isnan(found) else float(np.clip(found, 0, 1))


def _finished(frame: pd.DataFrame, codebook: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Holm over the tests, number of looks, directions, order, types."""
    tests = frame.drop_duplicates([*by, "grouping"])
    tested = tests.dropna(subset=["heterogeneity_p"])
    adjusted = tested[[*by, "grouping"]].assign(p_adjusted=holm(tested["heterogeneity_p"].astype("float64")))
    frame = frame.drop(columns=["p_adjusted", "direction"]).merge(
        adjusted, on=[*by, "grouping"], how="left", validate="many_to_one"
    )
    if "item" in by:
        sides = codebook[["audience", "item", "direction"]]
        frame = frame.merge(sides, on=["audience", "item"], how="left", validate="many_to_one")
    else:
        frame = frame.assign(direction=Direction.FAVOURABLE_HIGH.value)
    types: dict[str, str] = dict.fromkeys(COLUMNS, "float64")
    types |= dict.fromkeys(_COUNTS, "int64") | dict.fromkeys((*_TEXT, *by, "grouping", "group"), "str")
    types |= {"month": "Int16", "landmark": "datetime64[ns]", "exact": "bool"}
    places = {name: place for place, name in enumerate(Grouping.codes())}
    frame = in_codebook_order(frame.assign(n_looks=len(tested)), by=[*by, "group"], codebook=codebook)
    ordered = frame.assign(_place=frame["grouping"].map(places), _by=frame.groupby(by, sort=False).ngroup())
    ordered = ordered.sort_values(["_by", "_place"], kind="stable").reset_index(drop=True)
    return ordered[[*by, "grouping", "group", *COLUMNS]].astype(types)
