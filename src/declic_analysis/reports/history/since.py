"""Since the last report: recommendations and what became of them, key figures beside those of the time before."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from declic_analysis import disclosure, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports import registers
from declic_analysis.reports.blocks import Block, Blocks, joined, paragraph, table
from declic_analysis.reports.freshness import data_digest
from declic_analysis.reports.hiring.steps import published_quality, published_steps
from declic_analysis.reports.history.before import Before, previous_period, reports_before
from declic_analysis.reports.history.record import Record, plain, read_history
from declic_analysis.reports.history.said import FirstPageResults, as_rows, key_figures
from declic_analysis.reports.recommended import evidence_links
from declic_analysis.reports.selection import Period, parse_period, period_label
from declic_analysis.statistics.gaps import difference
from declic_analysis.statistics.interval import Estimate
from declic_analysis.study.model import Recommendation
from declic_analysis.vocabulary import RecommendationState
from declic_analysis.vocabulary.history import FigureScope, FigureState, KeyFigure
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.pipeline import Build
    from declic_analysis.reports.results import View

LINE = ["figure", "audience"]
# Told in the table of recommendations above, or said by the net shift: the page has room for what is left.
LEFT_OUT = frozenset(
    {
        *(KeyFigure.RECOMMENDED_DONE, KeyFigure.RECOMMENDED_ONGOING, KeyFigure.RECOMMENDED_NOT_STARTED),
        *(KeyFigure.UP, KeyFigure.DOWN, KeyFigure.MIRROR_STABLE, KeyFigure.MIRROR_UNCERTAIN, KeyFigure.DURABLE),
    }
)


class Then(NamedTuple):
    """The key figures that those of now are held against; `overlapping`: they are of people who are counted now too."""

    figures: list[dict[str, Any]]
    moments: tuple[str, str]
    overlapping: bool


class HistoryReading:
    """The part of a `Reading` that is about earlier reports and the period before."""

    view: View
    build: Build
    period: Period | None
    cutoff: dt.date | None
    diffusion: str
    outputs: Path | None

    if TYPE_CHECKING:

        @property
        def participation(self) -> Published | None: ...

        def _of_period(self, period: Period) -> HistoryReading: ...

    @cached_property
    def first_page_results(self) -> FirstPageResults:
        """The published results behind the first page."""
        view, selected = self.view, self.view.selected
        return FirstPageResults(
            study=selected.study,
            audiences=view.audiences,
            persons=selected.persons,
            flow=selected.flow,
            gaps=selected.gaps,
            taken=self.participation,
            steps=published_steps(selected),
            quality=published_quality(selected),
            cost=registers.full_cost(view),
            territory=selected.territory,
            pooled=selected.pooled,
        )

    @cached_property
    def key_figures(self) -> list[dict[str, Any]]:
        """What the first page says, as rows."""
        return plain(as_rows(key_figures(self.first_page_results)))

    @cached_property
    def before(self) -> Before:
        """The reports that this one is held against."""
        records = read_history(self.outputs).records if self.outputs else []
        selected = self.view.selected
        chosen = {"territory": selected.territory, "audience": self.view.audience, "diffusion": self.diffusion}
        return reports_before(records, chosen=chosen, cutoff=iso(self.cutoff), data=data_digest(self.build))

    @property
    def said(self) -> dict[str, Any]:
        """Key figures, states of the recommendations and last day, as the history keeps them: data of the first page's
        cell, so that whoever has the executed notebook has them.
        """
        named = self.view.selected.study.recommendations
        return {
            "cutoff": iso(self.cutoff),
            "figures": self.key_figures,
            "recommendations": {r.id: r.state.value for r in named},
            "recommended": {r.id: {"wording": r.wording, "due_on": iso(r.due_on)} for r in named},
        }

    def since_last(self) -> Blocks:
        """Recommendations with what became of them since the last report; key figures beside those of the period
        before or, where no period is chosen, of the last report.
        """
        last = self.before.last
        told = [_last_report(self.view, last), *_recommendations(self.view, last)]
        return joined([*told, *(self._previous_period(self.period) if self.period else self._previous_report())])

    def _previous_period(self, period: Period) -> Blocks:
        earlier, lang = previous_period(period), self.view.lang
        then = self._of_period(earlier)
        moments = (period_label(earlier, lang=lang), period_label(period, lang=lang))
        if then._is_empty:
            return Blocks([paragraph(say("since_nothing", lang=lang, then=moments[0]), kind="absent")])
        return self._compared(Then(then.key_figures, moments, overlapping=False))

    @property
    def _is_empty(self) -> bool:
        """No answer and no action in this selection."""
        taken = self.participation
        actions = 0 if taken is None else int(taken.frame["n_actions"].fillna(0).sum())
        return self.view.selected.responses.empty and not actions

    def _previous_report(self) -> Blocks:
        whole, lang = self.before.whole, self.view.lang
        if whole is None:
            return Blocks([paragraph(say("since_no_period", lang=lang), kind="absent")] if self.before.last else [])
        moments = _moments(whole, cutoff=iso(self.cutoff), lang=lang)
        return self._compared(Then(whole.figures, moments, overlapping=True))

    def _compared(self, then: Then) -> Blocks:
        view, lang = self.view, self.view.lang
        figures = disclosure.publish_over_time(
            _side_by_side(then, self.key_figures), rules=view.selected.rules, series=LINE, at="at"
        )
        view.selected.keep("since_last", figures)
        shown = tables.since_table(figures, names=view.names, moments=then.moments, lang=lang)
        caption = say("since_caption", lang=lang, then=then.moments[0], now=then.moments[1])
        note = say("since_reports_note" if then.overlapping else "since_periods_note", lang=lang)
        notes = [paragraph(text, kind="note") for text in (*_elsewhere(view, then, self.key_figures), note)]
        caveat = paragraph(wording.territory_caveat(lang=lang), kind="note")
        return joined([table(tables.to_html(shown, caption=caption)), *notes, caveat])


def iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _moments(last: Record, *, cutoff: str, lang: str) -> tuple[str, str]:
    """Heads of both columns: the last day of each report; where it is the same, which report."""
    if last.cutoff != cutoff:
        return _as_of(last.cutoff, lang=lang), _as_of(cutoff, lang=lang)
    return say("report_of", lang=lang, made=_made(last, lang=lang)), say("this_report", lang=lang)


def _made(record: Record, *, lang: str) -> str:
    return wording.day(dt.datetime.fromisoformat(record.made_on).date(), lang=lang)


def _as_of(cutoff: str, *, lang: str) -> str:
    if not cutoff:
        return say("cutoff_none", lang=lang)
    return say("cutoff_on", lang=lang, date=wording.day(dt.date.fromisoformat(cutoff), lang=lang))


def _last_report(view: View, last: Record | None) -> Block:
    if last is None:
        return paragraph(say("first_report", lang=view.lang), kind="note")
    made = _made(last, lang=view.lang)
    period = period_label(parse_period(last.parameter("period")), lang=view.lang)
    key = "last_report_period" if period else "last_report"
    cutoff = _as_of(last.cutoff, lang=view.lang)
    return paragraph(say(key, lang=view.lang, period=period, cutoff=cutoff, made=made))


def _recommendations(view: View, last: Record | None) -> Iterator[Block]:
    """The table of the study, with a column for what changed; nobody has a state before the first report."""
    frame = registers.recommendations_frame(view)
    named = view.selected.study.recommendations
    if not named:
        yield from registers.recommendations_blocks(view)
        return
    if last is not None:
        changed = [since_words(r, last=last, lang=view.lang) for r in named]
        frame = frame.assign(**{say("since", lang=view.lang): changed})
    yield table(tables.to_html(frame, caption=view.say("recommendations_caption")))
    yield from evidence_links(view.selected.study, lang=view.lang)
    if last and (gone := [one for one in last.recommendations if one not in {r.id for r in named}]):
        yield paragraph(_gone(gone, last=last, lang=view.lang), kind="note")


def since_words(now: Recommendation, *, last: Record, lang: str) -> str:
    """What became of a recommendation since a record: new, its state moved, its due date moved, unchanged.

    A record from before due dates were kept says nothing of them.
    """
    then = last.recommendations.get(now.id)
    if then is None or then not in RecommendationState.codes():
        return say("since_new", lang=lang)
    told = []
    if then != now.state.value:
        before = RecommendationState.of(then).label.of(lang)
        told.append(say("since_moved", lang=lang, then=before, now=now.state.label.of(lang)))
    due = (last.recommended or {}).get(now.id, {}).get("due_on")
    if due is not None and due != iso(now.due_on):
        told.append(say("since_due", lang=lang, then=_due(due, lang=lang), now=wording.day(now.due_on, lang=lang)))
    return "\u00a0; ".join(told) or say("since_same", lang=lang)


def _due(day: str, *, lang: str) -> str:
    return wording.day(dt.date.fromisoformat(day) if day else None, lang=lang)


def _gone(ids: Sequence[str], *, last: Record, lang: str) -> str:
    """Those that are no longer asked, by their words where the record has them."""
    named = [(last.recommended or {}).get(one, {}).get("wording", one) for one in ids]
    return say("since_gone", lang=lang, n=wording.integer(len(ids), lang=lang), names=" · ".join(named))


def _elsewhere(view: View, then: Then, now: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """On the page of a territory: the figures that are about all of them."""
    rows = pd.DataFrame([row for row in (*then.figures, *now) if row["scope"] == FigureScope.ALL and _is_compared(row)])
    if not rows.empty:
        named = dict.fromkeys(wording.figure_name(row, names=view.names, lang=view.lang) for _, row in rows.iterrows())
        yield say("since_elsewhere", lang=view.lang, names=" · ".join(named))


def _side_by_side(then: Then, now: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """One row a key figure and moment (`at` 0 and 1), with the difference at 1; a figure of which neither moment knows
    anything is left out.
    """
    known = {(row["figure"], row["audience"]): row for row in then.figures}
    pairs = [(known.get((own["figure"], own["audience"]), _unknown(own)), own) for own in now if _is_compared(own)]
    rows = [
        {**row, "at": at, **(_difference(before, own, then=then) if at else {})}
        for before, own in pairs
        if {before["state"], own["state"]} != {FigureState.UNKNOWN.value}
        for at, row in enumerate((before, own))
    ]
    numbers = ["value", "low", "high", "confidence", *disclosure.DIFFERENCES]
    frame = pd.DataFrame(rows, columns=[*LINE, "scope", "state", "n", "at", *numbers])
    frame = frame.astype({"n": "Int64", "at": "int64", **dict.fromkeys(numbers, "Float64")})
    return frame.assign(overlapping=then.overlapping)


def _is_compared(row: Mapping[str, Any]) -> bool:
    return row["figure"] not in LEFT_OUT


def _unknown(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same figure at a moment that says nothing of it."""
    return {**dict.fromkeys(row), **{name: row[name] for name in (*LINE, "scope")}, "state": FigureState.UNKNOWN.value}


def _difference(before: Mapping[str, Any], own: Mapping[str, Any], *, then: Then) -> dict[str, float]:
    """Now less then; an interval where both are net shifts of two groups of people, none where people are the same.

    Nothing where one of the two is about all territories and the other is not.
    """
    if before["value"] is None or own["value"] is None or before["scope"] != own["scope"]:
        return {}
    sides = [_estimate(row) for row in (own, before)]
    found = difference(*sides)
    apart = own["figure"] == KeyFigure.NET_SHIFT and not then.overlapping
    ends = {"difference_low": found.low, "difference_high": found.high} if apart and math.isfinite(found.low) else {}
    return {"difference": found.estimate, **ends}


def _estimate(row: Mapping[str, Any]) -> Estimate:
    low, high = (math.nan if row[name] is None else float(row[name]) for name in ("low", "high"))
    return Estimate(float(row["value"]), low, high, float(row["confidence"] or math.nan), int(row["n"] or 0), "score")
