"""What the study declares: its logical framework, the figures and claims published elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.study import Study
from declic_analysis.study.model import EvaluationQuestion, Indicator, PublishedClaim, PublishedFigure
from declic_analysis.vocabulary import ClaimStatus, Direction, Measure, Qualifier, Verdict
from declic_analysis.wording import sentences
from declic_analysis.wording.claims import Measured
from declic_analysis.wording.formats import day, decimal, missing
from declic_analysis.wording.texts import say

FRAMEWORK = ("evaluation_question", "criterion", "indicator", "level", "source", "baseline", "target", "target_on")
FIGURES = ("territory", "indicator", "value", "words", "doubt", "source")
CLAIMS = ("audience", "claim", "status", "basis", "source")
_HELD = sentences.IMPROVED | {Verdict.PERCEIVED_MORE, Verdict.PERCEIVED_MORE_NOTABLE, Verdict.PERCEIVED_LESS,
                              Verdict.PERCEIVED_LESS_NOTABLE}  # fmt: skip


def framework_table(study: Study, *, lang: str = "fr") -> pd.DataFrame:
    """The logical framework: one row an indicator; a question without indicator keeps a row."""
    rows = [row for question in study.framework.questions for row in _indicators(question, lang=lang)]
    return _table(rows, FRAMEWORK, lang=lang)


def published_figures_table(study: Study, *, lang: str = "fr") -> pd.DataFrame:
    """Figures published elsewhere, as qualified there: a lower bound is not a number, unknown is not zero."""
    territories = {t.id: t.label.of(lang) for t in study.territories}
    rows = [_figure(figure, territories, lang=lang) for figure in study.published_figures]
    return _table(rows, FIGURES, lang=lang)


def claims_table(
    study: Study,
    *,
    shift: Published | None = None,
    measured: Mapping[Measure, Measured] | None = None,
    lang: str = "fr",
) -> pd.DataFrame:
    """Claims published about the programme, and what this study's data say of each.

    Parameters: shift, a published `paired_shift` by audience and item; without it no question confirms
    anything; measured: what the registers say of each measure that a claim names (`wording.measured_claim`).
    Returns: one row a claim. Confirmed: every question that bears on it has passed the gate in the favourable sense (a
    perceived constraint: in either sense), and so has its measure. Not confirmed: measured, and not so. Not measurable:
    no question and no measure bears on it, or none of them can be published with a verdict.
    Raises: ContractError, for a bare frame.
    """
    rows = pd.DataFrame() if shift is None else require_published(shift, kind="shift").shown
    audiences = {a.id: a.label.of(lang) for a in study.audiences}
    told = [_claim(claim, rows, audiences, measured or {}, lang=lang) for claim in study.published_claims]
    return _table(told, CLAIMS, lang=lang)


def claim_status(
    claim: PublishedClaim, shown: pd.DataFrame, measured: Mapping[Measure, Measured] | None = None
) -> ClaimStatus:
    """What the published rows and the measure that bear on a claim say of it; see `claims_table`."""
    parts = [*([_by_questions(claim, shown)] if claim.items else []), *(m.status for m in _measures(claim, measured))]
    known = [part for part in parts if part is not ClaimStatus.NOT_MEASURABLE]
    if not known:
        return ClaimStatus.NOT_MEASURABLE
    held = len(known) == len(parts) and set(known) == {ClaimStatus.CONFIRMED}
    return ClaimStatus.CONFIRMED if held else ClaimStatus.NOT_CONFIRMED


def _by_questions(claim: PublishedClaim, shown: pd.DataFrame) -> ClaimStatus:
    verdicts = _verdicts(claim, shown)
    if not verdicts:
        return ClaimStatus.NOT_MEASURABLE
    return ClaimStatus.CONFIRMED if _complete(claim, shown) and set(verdicts) <= _HELD else ClaimStatus.NOT_CONFIRMED


def _measures(claim: PublishedClaim, measured: Mapping[Measure, Measured] | None) -> list[Measured]:
    found = None if claim.measure is None else (measured or {}).get(claim.measure)
    return [] if found is None else [found]


def _bearing(claim: PublishedClaim, shown: pd.DataFrame) -> pd.DataFrame:
    if shown.empty or not claim.items:
        return pd.DataFrame(columns=["item", "verdict", "direction"])
    rows = shown[shown["item"].isin(claim.items) & (shown["verdict"] != Verdict.INSUFFICIENT)]
    return rows if claim.audience is None else rows[rows["audience"] == claim.audience]


def _verdicts(claim: PublishedClaim, shown: pd.DataFrame) -> list[str]:
    return [str(verdict) for verdict in _bearing(claim, shown)["verdict"]]


def _complete(claim: PublishedClaim, shown: pd.DataFrame) -> bool:
    return set(_bearing(claim, shown)["item"]) == set(claim.items)


def _basis(claim: PublishedClaim, shown: pd.DataFrame, *, lang: str) -> str:
    verdicts = _verdicts(claim, shown)
    if not verdicts:
        return say("basis_unmeasured" if claim.items else "basis_none", lang=lang)
    neutral = bool((_bearing(claim, shown)["direction"] == Direction.NEUTRAL).any())
    held = sum(verdict in _HELD for verdict in verdicts)
    key = "basis_counts_neutral" if neutral else "basis_counts"
    return say(key, lang=lang, k=str(held), m=str(max(len(verdicts), len(claim.items))))


def _claim(
    claim: PublishedClaim,
    shown: pd.DataFrame,
    audiences: dict[str, str],
    measured: Mapping[Measure, Measured],
    *,
    lang: str,
) -> list[str]:
    whose = audiences[claim.audience] if claim.audience else say("all_territories", lang=lang)
    quoted = f"«\u00a0{claim.wording}\u00a0»" if lang == "fr" else f"“{claim.wording}”"
    status = claim_status(claim, shown, measured).label.of(lang)
    by_questions = [_basis(claim, shown, lang=lang)] if claim.items or not _measures(claim, measured) else []
    basis = "\u00a0; ".join([*by_questions, *(m.basis for m in _measures(claim, measured))])
    return [whose, quoted, status, basis, claim.source]


def _figure(figure: PublishedFigure, territories: dict[str, str], *, lang: str) -> list[str]:
    where = territories[figure.territory] if figure.territory else say("all_territories", lang=lang)
    return [where, figure.indicator, _value(figure, lang=lang), figure.wording, figure.doubt or "", figure.source]


def _value(figure: PublishedFigure, *, lang: str) -> str:
    number = _number(figure.value, lang=lang)
    lower = figure.qualifier == Qualifier.LOWER_BOUND
    return f"{figure.qualifier.label.of(lang)} {number}" if lower else number


def _indicators(question: EvaluationQuestion, *, lang: str) -> list[list[str]]:
    asked = [question.question.of(lang), question.criterion.label.of(lang)]
    nothing = [say("unknown", lang=lang)] * (len(FRAMEWORK) - len(asked))
    return [[*asked, *_indicator(i, lang=lang)] for i in question.indicators] or [[*asked, *nothing]]


def _indicator(indicator: Indicator, *, lang: str) -> list[str]:
    unit = _unit(indicator.unit) if indicator.unit else ""
    values = [_number(v, lang=lang) + (unit if v is not None else "") for v in (indicator.baseline, indicator.target)]
    told = [indicator.label.of(lang), indicator.level.label.of(lang), indicator.source or say("unknown", lang=lang)]
    return [*told, *values, day(indicator.target_on, lang=lang)]


def _unit(unit: str) -> str:
    """A symbol stays beside its number; a word may go to the next line: the column is narrow."""
    return f" {unit}" if unit.isalpha() else f"\u00a0{unit}"


def _number(value: float | None, *, lang: str) -> str:
    whole = missing(value) or float(value) == int(value)  # type: ignore[arg-type]
    return decimal(value, digits=0 if whole else 1, lang=lang)


def _table(rows: list[list[str]], names: tuple[str, ...], *, lang: str) -> pd.DataFrame:
    headers: Iterator[str] = (say(name, lang=lang) for name in names)
    return pd.DataFrame(rows, columns=list(headers), dtype="str")
