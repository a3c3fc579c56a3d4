"""The key figures of a first page, as rows: each one as the gate left it, or that it could not be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from declic_analysis.disclosure import Published
from declic_analysis.reports.gated import STARTS
from declic_analysis.study import Study
from declic_analysis.study.model import Audience
from declic_analysis.vocabulary import GapStatus, JobQuality, RecommendationState, Step
from declic_analysis.vocabulary.history import FigureScope, FigureState, KeyFigure
from declic_analysis.wording.formats import missing

DECIMALS = 4
COLUMNS = ("figure", "audience", "scope", "state", "value", "low", "high", "confidence", "n")
_STEPS = {
    KeyFigure.INTRODUCTIONS: Step.APPLIED,
    KeyFigure.IMMERSIONS: Step.IMMERSED,
    KeyFigure.HIRES: Step.HIRED,
}
_MIRRORS = {
    KeyFigure.MIRROR_REDUCED: GapStatus.REDUCED,
    KeyFigure.MIRROR_STABLE: GapStatus.STABLE,
    KeyFigure.MIRROR_INCREASED: GapStatus.INCREASED,
    KeyFigure.MIRROR_UNCERTAIN: GapStatus.UNCERTAIN,
}
_TAKEN = {
    KeyFigure.ACTIONS: "n_actions",
    KeyFigure.PERSONS: "n_persons",
    KeyFigure.PARTICIPATIONS: "n_participations",
}
_RECOMMENDED = {
    KeyFigure.RECOMMENDED_DONE: RecommendationState.DONE,
    KeyFigure.RECOMMENDED_ONGOING: RecommendationState.ONGOING,
    KeyFigure.RECOMMENDED_NOT_STARTED: RecommendationState.NOT_STARTED,
}


class Figure(NamedTuple):
    """One key figure. value, low, high: a share as a proportion, a count, or euros; n: persons it rests on."""

    figure: KeyFigure
    state: FigureState
    value: float | None = None
    low: float | None = None
    high: float | None = None
    confidence: float | None = None
    n: int | None = None
    audience: str = ""
    scope: FigureScope = FigureScope.SELECTION


class FirstPageResults(NamedTuple):
    """The published results behind a first page; `taken` and `cost` are None where nobody states them."""

    study: Study
    audiences: list[Audience]
    persons: Published
    flow: Published
    gaps: Published
    taken: Published | None
    steps: Published
    quality: Published
    cost: float | None
    territory: str = ""
    pooled: frozenset[str] = frozenset()


def key_figures(shown: FirstPageResults) -> list[Figure]:
    """Every key figure of the page, audience by audience, then those of the whole."""
    own = [figure for audience in shown.audiences for figure in _of_audience(shown, audience)]
    return [*own, *_mirrors(shown), *_follow_ups(shown), *_taking_part(shown), _cost(shown), *_recommended(shown.study)]


def as_rows(figures: list[Figure]) -> list[dict[str, object]]:
    """Plain values, in the order of COLUMNS: what a file or the data of a cell can hold."""
    return [{name: getattr(figure, name) for name in COLUMNS} for figure in figures]


def _of_audience(shown: FirstPageResults, audience: Audience) -> Iterator[Figure]:
    everywhere = bool(shown.territory) and audience.id in shown.pooled
    scope = FigureScope.ALL if everywhere else FigureScope.SELECTION
    flow = _row(shown.flow, audience.id)
    if audience.design in STARTS:
        for figure in _persons(_row(shown.persons, audience.id), flow):
            yield figure._replace(audience=audience.id, scope=scope)
    yield _response(flow)._replace(audience=audience.id, scope=scope)


def _persons(row: pd.Series | None, flow: pd.Series | None) -> Iterator[Figure]:
    nobody = row is None or _nobody_paired(flow)
    state = FigureState.UNKNOWN if nobody else _state(row)
    if state != FigureState.SAID or row is None:
        found = Figure(KeyFigure.FOLLOWED, FigureState.SAID, value=0.0) if nobody and flow is not None else None
        yield found or Figure(KeyFigure.FOLLOWED, state)
        yield from (Figure(name, state) for name in (KeyFigure.UP, KeyFigure.DOWN, KeyFigure.NET_SHIFT))
        return
    n, level = int(row["n_pairs"]), float(row["confidence"])
    yield Figure(KeyFigure.FOLLOWED, FigureState.SAID, value=float(n), n=n)
    for name in (KeyFigure.UP, KeyFigure.DOWN):
        yield _count(name, row[f"n_{name.value}"] if bool(row["flow_published"]) else None, n=n)
    value, low, high = (_number(row[name]) for name in ("net_shift", "net_low", "net_high"))
    yield Figure(KeyFigure.NET_SHIFT, FigureState.SAID, value, low, high, level, n)


def _nobody_paired(flow: pd.Series | None) -> bool:
    return flow is not None and bool(flow["published"]) and not missing(flow["n_pairs"]) and int(flow["n_pairs"]) == 0


def _response(flow: pd.Series | None) -> Figure:
    if flow is None or missing(flow["n_invited"]):
        # A refused row is empty: it does not tell whether the invited were known.
        state = _state(flow) if flow is not None and not bool(flow["published"]) else FigureState.UNKNOWN
        return Figure(KeyFigure.RESPONSE_RATE, state)
    if missing(flow["response_rate"]):
        return Figure(KeyFigure.RESPONSE_RATE, FigureState.WITHHELD)
    answered = round(float(flow["response_rate"]) * float(flow["n_invited"]))
    return Figure(KeyFigure.RESPONSE_RATE, FigureState.SAID, value=_number(flow["response_rate"]), n=answered)


def _mirrors(shown: FirstPageResults) -> Iterator[Figure]:
    """Of all territories together, on every page: a gap needs both audiences."""
    rows = shown.gaps.frame
    told = rows.loc[rows["published"].astype(bool), "status"]
    for name, status in _MIRRORS.items():
        found = Figure(name, FigureState.UNKNOWN) if rows.empty else _count(name, int((told == status.value).sum()))
        yield found._replace(scope=FigureScope.ALL if shown.territory else FigureScope.SELECTION)


def _follow_ups(shown: FirstPageResults) -> Iterator[Figure]:
    rows = {str(row["step"]): row for _, row in shown.steps.frame.iterrows()}
    for name, step in _STEPS.items():
        row = rows.get(step.value)
        known = row is not None and bool(row["recorded"])
        yield _count(name, row["n_reached"]) if known and row is not None else Figure(name, FigureState.UNKNOWN)
    hired = rows.get(Step.HIRED.value)
    lasting = shown.quality.frame
    lasting = lasting[lasting["quality"] == JobQuality.DURABLE.value]
    if hired is None or not bool(hired["recorded"]) or lasting.empty:
        yield Figure(KeyFigure.DURABLE, FigureState.UNKNOWN)
    else:
        yield _count(KeyFigure.DURABLE, lasting["n"].iloc[0])


def _taking_part(shown: FirstPageResults) -> Iterator[Figure]:
    row = None if shown.taken is None else shown.taken.frame.iloc[0]
    for name, column in _TAKEN.items():
        if row is None:
            yield Figure(name, FigureState.UNKNOWN)
        elif name != KeyFigure.ACTIONS and not bool(row["published"]):
            yield Figure(name, FigureState.WITHHELD)
        else:
            yield Figure(name, FigureState.UNKNOWN) if missing(row[column]) else _count(name, row[column])


def _cost(shown: FirstPageResults) -> Figure:
    state = FigureState.UNKNOWN if shown.cost is None else FigureState.SAID
    return Figure(KeyFigure.COST, state, value=_number(shown.cost))


def _recommended(study: Study) -> Iterator[Figure]:
    states = [recommendation.state for recommendation in study.recommendations]
    for name, state in _RECOMMENDED.items():
        yield _count(name, states.count(state)) if states else Figure(name, FigureState.UNKNOWN)


def _count(name: KeyFigure, value: object, *, n: int | None = None) -> Figure:
    """A count that the gate has emptied is withheld."""
    if missing(value):
        return Figure(name, FigureState.WITHHELD)
    return Figure(name, FigureState.SAID, value=float(value), n=n)  # type: ignore[arg-type]


def _state(row: pd.Series | None) -> FigureState:
    if row is None:
        return FigureState.UNKNOWN
    return FigureState.SAID if bool(row["published"]) else FigureState.WITHHELD


def _number(value: object) -> float | None:
    return None if missing(value) else round(float(value), DECIMALS)  # type: ignore[arg-type]


def _row(published: Published, audience: str) -> pd.Series | None:
    rows = published.frame
    own = rows[rows["audience"] == audience] if "audience" in rows.columns else rows.iloc[:0]
    return None if own.empty else own.iloc[0]
