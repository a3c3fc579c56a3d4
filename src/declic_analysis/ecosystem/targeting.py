"""Which companies gain from which visits: answers of visitors, their company, the place visited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.statistics.interval import Floats, Ints
from declic_analysis.statistics.paired_proportions import tango
from declic_analysis.statistics.penalised import Judged, judged, share_over_groups
from declic_analysis.statistics.penalised_chances import expected_chances
from declic_analysis.statistics.prediction import Calibration, calibrated, reliability_groups
from declic_analysis.vocabulary import Profile, Standpoint, TargetingState
from declic_analysis.vocabulary.targeting import ALL_KINDS, objection

UNKNOWN = Standpoint.UNKNOWN.value
VISITS = ("person", "structure", "action", "item", "moved", *(member.value for member in Profile))
PROFILES = (
    *("item", "characteristic", "category", "siae_kind", "n_pairs", "n_companies", "n_visits", "largest_company"),
    *("n_up", "n_down", "n_same", "net_shift", "low", "high", "confidence", "method"),
)
SUMMARY = (
    *(
        "item",
        "state",
        "n_pairs",
        "n_companies",
        "n_visits",
        "n_visits_needed",
        "n_up",
        "n_down",
        "n_other",
        "n_needed",
    ),
    *("loss", "loss_known", "gain", "gain_low", "gain_high", "slope", "slope_low", "slope_high", "ratio", "confidence"),
    *("strengths", "method"),
)
IMPORTANCE = ("item", "characteristic", "added_error", "low", "high", "n_companies", "confidence", "method")
CHANCES = (
    *("item", "characteristic", "category", "siae_kind", "n_pairs", "n_companies", "largest_company", "n_up", "n_down"),
    *("predicted", "predicted_low", "predicted_high", "observed", "low", "high", "confidence", "method"),
)
RELIABILITY = (
    *("item", "group", "n_pairs", "n_companies", "largest_company", "n_up", "n_down"),
    *("predicted", "observed", "low", "high", "confidence", "method"),
)
PARTS = 5  # groups of people in order of their chance, in the reliability
LEAST_CHANGES = 30  # answers that rose, and others: a stated rule, as `minimum_visits` is
SLOPES = (0.5, 2.0)  # calibration slope outside of which nothing is shown
OWN = (Profile.SIZE.value, Profile.ACTIVITY.value, Profile.HR_CAPACITY.value, Profile.PAST_ANSWER.value)


class Targeting(NamedTuple):
    """summary: one row an item; the others where a model stands: importance, one row an item × characteristic; chances,
    one row an item × characteristic × category × kind of SIAE; reliability, one row an item × group of chances.
    """

    summary: pd.DataFrame
    importance: pd.DataFrame
    chances: pd.DataFrame
    reliability: pd.DataFrame


def visit_answers(
    pairs: pd.DataFrame, *, actions: pd.DataFrame, structures: pd.DataFrame, format: str, items: Sequence[str],
    objections: Sequence[str] = (),
) -> pd.DataFrame:  # fmt: skip
    """What visitors answered before and after a visit, beside their company and the place visited.

    Parameters: `pairs`, of `perception.pairs` (one row a person × item answered in both waves); the contract tables;
    format, of the visits; items, whose change is looked at, the objections among them; objections, items told of each
    person before.
    Returns: one row per person × item, of the pairs whose later action is such a visit and whose company is known:
    person, structure, action, item, moved (−1, 0, 1) and the columns of `Profile`: size, activity (NAF division),
    hr_capacity (yes, no), past_answer (to that item: favourable, other), objections (each objection's earlier answer,
    joined by +), siae_kind of the host. Not known = "unknown", a category.
    Raises: ContractError, when a column is missing.
    """
    require(pairs, ["person", "item", "format", "action", "structure", "moved", "before_favourable"], table="pairs")
    require(actions, ["action", "host"], table="actions")
    require(structures, ["structure", "siae_kind", "size", "naf", "hr_capacity"], table="structures")
    own = pairs[(pairs["format"] == format) & pairs["structure"].notna()]
    kept = own[own["item"].isin([*items, *objections])]
    told = kept.assign(
        past_answer=_standpoints(kept["before_favourable"]), objections=_objections(own, objections, of=kept["person"])
    )
    hosts = actions[["action", "host"]].drop_duplicates("action")
    known = _profiles(structures)
    kinds = known[["structure", "siae_kind"]].rename(columns={"structure": "host"})
    placed = told.merge(hosts, on="action", how="left", validate="many_to_one")
    placed = placed.merge(known.drop(columns="siae_kind"), on="structure", how="left", validate="many_to_one")
    placed = placed.merge(kinds, on="host", how="left", validate="many_to_one")
    texts = [member.value for member in Profile]
    return placed.assign(**{name: placed[name].fillna(UNKNOWN).astype("str") for name in texts})[list(VISITS)]


def _standpoints(favourable: pd.Series) -> pd.Series:
    said = {True: Standpoint.FAVOURABLE.value, False: Standpoint.OTHER.value}
    return favourable.map(said, na_action="ignore").astype("object").fillna(UNKNOWN)


def _objections(pairs: pd.DataFrame, objections: Sequence[str], *, of: pd.Series) -> pd.Series:
    """The earlier answers to the objections, in the order of the study, joined."""
    asked = pairs[pairs["item"].isin(list(objections))].drop_duplicates(["person", "item"])
    wide = asked.assign(said=_standpoints(asked["before_favourable"])).pivot(
        index="person", columns="item", values="said"
    )
    wide = wide.reindex(columns=list(objections)).astype("object").fillna(UNKNOWN)
    joined = wide.agg("+".join, axis="columns") if len(wide) and objections else pd.Series(dtype="object")
    nothing = "+".join([UNKNOWN] * len(objections)) or UNKNOWN
    return of.map(joined.to_dict()).astype("object").fillna(nothing).astype("str")


def _profiles(structures: pd.DataFrame) -> pd.DataFrame:
    capacity = structures["hr_capacity"].map({True: "yes", False: "no"}, na_action="ignore")
    return pd.DataFrame(
        {
            "structure": structures["structure"], "size": structures["size"].astype("object"),
            "activity": structures["naf"].str[:2].astype("object"), "hr_capacity": capacity.astype("object"),
            "siae_kind": structures["siae_kind"].astype("object"),
        }
    )  # fmt: skip


def visit_profiles(visits: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """The plain table: change by characteristic of the company and kind of SIAE visited.

    Parameters: `visits`, of `visit_answers`.
    Returns: one row per item × characteristic (of `Profile` but the kind of SIAE; `objection_1` is the study's first
    objection) × category × siae_kind, the same for all kinds together (siae_kind `ALL_KINDS`), and a row per item ×
    siae_kind whose characteristic is siae_kind; categories in alphabetical order; what is known of nobody has no row.
    n_pairs (persons),
    n_companies, n_visits (company × action), largest_company (share of the persons), n_up, n_down, n_same, net_shift
    with low and high (Tango; visitors of one company count as independent), shares.
    Raises: ContractError, when a column is missing.
    """
    require(visits, VISITS, table="visits")
    rows = [_profile(own, key, level=confidence) for key, own in categories(visits)]
    whole = [name for name in PROFILES if name.startswith("n_")]
    return pd.DataFrame(rows, columns=list(PROFILES)).astype(dict.fromkeys(whole, "int64"))


def categories(visits: pd.DataFrame) -> Iterator[tuple[tuple[str, str, str, str], pd.DataFrame]]:
    """Item, characteristic, category, kind of SIAE, and the rows of `visit_answers` that they hold."""
    for item, own in visits.groupby("item", sort=False):
        told = characteristics(own)
        for kind, rows in own.groupby("siae_kind", sort=True):
            yield (str(item), Profile.SIAE_KIND.value, str(kind), str(kind)), rows
        for name in told.columns:
            for one, rows in own.groupby(told[name], sort=True):
                yield (str(item), str(name), str(one), ALL_KINDS), rows
            for (category, place), rows in own.groupby([told[name], "siae_kind"], sort=True):
                yield (str(item), str(name), str(category), str(place)), rows


def characteristics(visits: pd.DataFrame) -> pd.DataFrame:
    """What is known of each visitor but the kind of SIAE, a column each; each objection has its own.

    A characteristic that is known of nobody has no column.
    """
    parts = visits[Profile.OBJECTIONS.value].astype("str").str.split("+", regex=False, expand=True)
    apart = {objection(k): parts[k].fillna(UNKNOWN) for k in range(parts.shape[1])}
    told = visits[list(OWN)].assign(**apart)
    return told[told.columns[(told != UNKNOWN).any()]]


def _profile(own: pd.DataFrame, key: tuple[str, str, str, str], *, level: float) -> dict[str, object]:
    up, down, n = int((own["moved"] > 0).sum()), int((own["moved"] < 0).sum()), len(own)
    shift = tango(up, down, n, confidence=level)
    sizes = own["structure"].value_counts()
    values = (
        *key, n, len(sizes), _n_visits(own), float(sizes.max() / n), up, down, n - up - down, *shift[:3], level,
        "tango",
    )  # fmt: skip
    return dict(zip(PROFILES, values, strict=True))


def _n_visits(own: pd.DataFrame) -> int:
    return len(own[["structure", "action"]].drop_duplicates())


def visit_targeting(
    visits: pd.DataFrame, *, minimum_visits: int, rng: np.random.Generator, minimum_base: int = 5,
    confidence: float = 0.95,
) -> Targeting:  # fmt: skip
    """Who became more favourable after which visit, told from company × kind of SIAE: item by item.

    Parameters: `visits`, of `visit_answers`; minimum_visits, company × action visits under which no model is made;
    minimum_base, people who rose, and who did not, in a group of the reliability.
    Enough: that many visits, and 30 answers that rose and 30 that did not. Then a penalised logistic regression on the
    characteristics and their crossing with the kind of SIAE, whole companies held out together, the penalty chosen
    inside each training part. Shown only when it predicts better than the person's earlier answer alone (who started
    low can only rise: that says nothing of companies; interval over companies above 0) and its out-of-fold calibration
    slope lies between 0.5 and 2; else the state says why and the plain table stands alone.
    Returns: summary: item, state (`TargetingState`), n_pairs, n_companies, n_visits, n_visits_needed, n_up, n_down,
    n_other, n_needed, loss and loss_known (of the earlier answer alone; per answer, out of fold), gain with its
    interval, slope with its interval,
    ratio (rises seen per rise expected), strengths. importance: item, characteristic, added_error (loss added when its
    values are shuffled, per loss of the model) with its interval (0: it brings nothing to what the others tell).
    chances, keys as `visit_profiles`: n_pairs, n_companies, largest_company, n_up, n_down, predicted (mean chance of
    becoming more favourable) with predicted_low, predicted_high, observed (share that did) with low, high over
    companies. reliability: groups of people in order of their out-of-fold chance: predicted, observed with low, high.
    Raises: ContractError, when a column is missing.
    References: see `statistics.penalised`, `statistics.penalised_chances`.
    """
    require(visits, VISITS, table="visits")
    found = [
        _targeted(
            str(item), own.reset_index(drop=True), least=minimum_visits, rng=rng, base=minimum_base, level=confidence
        )
        for item, own in visits.groupby("item", sort=False)
    ]
    parts = ([row for one in found for row in one[k]] for k in (1, 2, 3))
    return Targeting(
        pd.DataFrame([one[0] for one in found], columns=list(SUMMARY)),
        *(
            pd.DataFrame(rows, columns=list(names))
            for rows, names in zip(parts, (IMPORTANCE, CHANCES, RELIABILITY), strict=True)
        ),
    )


Row = dict[str, Any]


def _targeted(
    item: str, own: pd.DataFrame, *, least: int, rng: np.random.Generator, base: int, level: float
) -> tuple[Row, list[Row], list[Row], list[Row]]:
    rose = np.asarray(own["moved"] > 0, dtype=np.float64)
    told: Row = {
        "item": item, "n_pairs": len(own), "n_companies": own["structure"].nunique(), "n_visits": _n_visits(own),
        "n_visits_needed": least, "n_up": int(rose.sum()), "n_down": int((own["moved"] < 0).sum()),
        "n_other": int((1 - rose).sum()),
        "n_needed": LEAST_CHANGES, "confidence": level, "method": "ridge logistic regression, nested CV",
    }  # fmt: skip
    if told["n_visits"] < least:
        return told | {"state": TargetingState.TOO_FEW_VISITS.value}, [], [], []
    if min(told["n_up"], told["n_other"]) < LEAST_CHANGES:
        return told | {"state": TargetingState.TOO_FEW_CHANGES.value}, [], [], []
    company = pd.factorize(own["structure"])[0].astype(np.int64)
    rows, columns = _design(own)
    start = [name for name in [Profile.PAST_ANSWER.value] if name in rows]
    model = judged(rows, rose, company, characteristics=columns, known=start, rng=rng, confidence=level)
    if model is None:
        return told | {"state": TargetingState.NOT_FITTED.value}, [], [], []
    scale = calibrated(rose, model.chances, company, confidence=level)
    told |= _judgement(model, scale)
    state = _state(model, scale)
    if state is not TargetingState.ESTIMATED:
        return told | {"state": state.value}, [], [], []
    keys, cells = _cells(own)
    expected = expected_chances(rows, rose, company, cells=cells, rng=rng, confidence=level)
    chances = [
        dict(zip(("item", "characteristic", "category", "siae_kind"), key, strict=True)) | _seen(own, cell, level=level)
        | {"predicted": one.estimate, "predicted_low": one.low, "predicted_high": one.high, "method": one.method}
        for key, cell, one in zip(keys, cells, expected or [], strict=False)
    ]  # fmt: skip
    return (
        told | {"state": state.value}, _importance(item, model), chances,
        _reliability(item, own, rose, model, base=base, level=level),
    )  # fmt: skip


def _cells(own: pd.DataFrame) -> tuple[list[tuple[str, str, str, str]], list[Ints]]:
    both = list(categories(own))
    return [key for key, _ in both], [rows.index.to_numpy(np.int64) for _, rows in both]


def _seen(own: pd.DataFrame, cell: Ints, *, level: float) -> Row:
    """Who these people are, and the share of them who became more favourable; limits are shares too."""
    part = own.iloc[cell]
    sizes = part["structure"].value_counts()
    rose = np.asarray(part["moved"] > 0, dtype=np.float64)
    share = share_over_groups(rose, pd.factorize(part["structure"])[0].astype(np.int64), confidence=level)
    return {
        "n_pairs": len(part), "n_companies": len(sizes), "largest_company": float(sizes.max() / len(part)),
        "n_up": int(rose.sum()), "n_down": int((part["moved"] < 0).sum()), "observed": share.estimate,
        "low": share.low, "high": share.high, "confidence": level,
    }  # fmt: skip


def _reliability(item: str, own: pd.DataFrame, rose: Floats, model: Judged, *, base: int, level: float) -> list[Row]:
    group = reliability_groups(rose, model.chances, groups=PARTS, least=base)
    cells = [np.flatnonzero(group == k) for k in np.unique(group)]
    return [
        {"item": item, "group": k, "predicted": float(model.chances[cell].mean()), "method": "Wilson, design effect"}
        | _seen(own, cell, level=level)
        for k, cell in enumerate(cells)
    ]


def _design(own: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Each characteristic alone and crossed with the kind of SIAE, and the columns that go with each."""
    kind, told = Profile.SIAE_KIND.value, characteristics(own)
    crossed = {f"{name} × {kind}": told[name] + " × " + own[kind] for name in told.columns}
    columns = {str(name): [str(name), f"{name} × {kind}"] for name in told.columns}
    return told.assign(**{kind: own[kind]}, **crossed), columns | {kind: [kind, *crossed]}


def _state(model: Judged, scale: Calibration) -> TargetingState:
    if not model.gain.low > 0:
        return TargetingState.NO_BETTER
    fits = SLOPES[0] <= scale.slope.estimate <= SLOPES[1]  # NaN lies nowhere
    return TargetingState.ESTIMATED if fits else TargetingState.MISCALIBRATED


def _judgement(model: Judged, scale: Calibration) -> dict[str, Any]:
    return {
        "loss": model.loss, "loss_known": model.loss_known,
        "gain": model.gain.estimate, "gain_low": model.gain.low, "gain_high": model.gain.high,
        "slope": scale.slope.estimate, "slope_low": scale.slope.low, "slope_high": scale.slope.high,
        "ratio": scale.ratio, "strengths": "|".join(f"{value:g}" for value in model.strengths),
    }  # fmt: skip


def _importance(item: str, model: Judged) -> list[Row]:
    return [
        {
            "item": item, "characteristic": name, "added_error": found.estimate / model.loss,
            "low": found.low / model.loss, "high": found.high / model.loss,
            "n_companies": found.n, "confidence": found.confidence, "method": found.method,
        }
        for name, found in model.importance.items()
    ]  # fmt: skip
