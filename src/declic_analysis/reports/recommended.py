"""Recommendations of the committee, wherever they are kept: in the study or in its register."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator
from typing import Any

import pandas as pd

from declic_analysis.reports.blocks import Block, markup
from declic_analysis.reports.rendering import slug
from declic_analysis.schemas import require
from declic_analysis.study import Study
from declic_analysis.study.reporting import Recommendation
from declic_analysis.vocabulary import RecommendationState
from declic_analysis.wording.evidence import named_chapters
from declic_analysis.wording.evidence_texts import EVIDENCE_CHAPTERS
from declic_analysis.wording.texts import say

COLUMNS = ("recommendation", "wording", "owner", "state", "due_on", "evidence")


def with_recommendations(study: Study, table: pd.DataFrame) -> Study:
    """The study with the recommendations that only its register holds behind its own, in the order of the register.

    Parameters: table, the contract table.
    Raises: ContractError, when a column is missing.
    """
    require(table, list(COLUMNS), table="recommendations")
    declared = {one.id for one in study.recommendations}
    rows = table[~table["recommendation"].isin(declared)][list(COLUMNS)]
    more = [_recommendation(row) for row in rows.to_dict("records")]
    return study.model_copy(update={"recommendations": [*study.recommendations, *more]}) if more else study


def _recommendation(row: dict[Any, Any]) -> Recommendation:
    told = {name: value for name, value in row.items() if pd.notna(value)}
    due = {"due_on": told["due_on"].date()} if "due_on" in told else {}
    return Recommendation.model_validate({"id": told.pop("recommendation"), **told, **due})


def is_overdue(recommendation: Recommendation, *, stop: dt.date | None) -> bool:
    """Due before the last day that counts, and not done; never where no last day is known: no clock decides."""
    due = recommendation.due_on
    return bool(due and stop and due < stop) and recommendation.state != RecommendationState.DONE


def evidence_links(study: Study, *, lang: str) -> Iterator[Block]:
    """Links to the chapters of the review that recommendations name as their evidence, or whose indicator they name."""
    found = [chapter for one in study.recommendations for chapter in named_chapters(one.evidence, study=study)]
    named = [chapter.of(lang) for chapter in EVIDENCE_CHAPTERS if chapter in found]
    if named:
        links = ", ".join(f'<a href="#{slug(title)}">{html.escape(title)}</a>' for title in named)
        here = say("evidence_here", lang=lang)
        yield markup(f'<p class="note">{html.escape(here)} {links}.</p>', plain=f"{here} {', '.join(named)}.")
