"""What the registers say of the published claims, and in which chapter the numbers are read."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from declic_analysis.reports.blocks import Block, markup
from declic_analysis.reports.partners.pages import counted
from declic_analysis.reports.rendering import slug
from declic_analysis.vocabulary import Measure
from declic_analysis.wording.claims import Measured, measured_claim
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.results import View

CHAPTERS = {
    Measure.HIRES: "claims_chapter_hires", Measure.DURABLE: "claims_chapter_hires",
    Measure.IMMERSIONS: "claims_chapter_hires", Measure.LOYAL: "claims_chapter_partners",
    Measure.STRUCTURES: "claims_chapter_partners", Measure.SHARED: "claims_chapter_diagnosis",
}  # fmt: skip


def measured_claims(view: View, reached: Mapping[Measure, str]) -> dict[Measure, Measured]:
    """Each measure that a claim of the study names. Parameters: reached, each measure in words."""
    named = {claim.measure for claim in view.selected.study.published_claims if claim.measure is not None}
    loyalty = counted(view.selected).get("loyalty") if named else None
    return {
        measure: measured_claim(measure, told=reached[measure], loyalty=loyalty, lang=view.lang) for measure in named
    }


def chapters_of(view: View) -> Iterator[Block]:
    """Links to the chapters of the review whose figures the table of claims rests on."""
    claims = view.selected.study.published_claims
    keys = ["claims_chapter_views"] if any(claim.items for claim in claims) else []
    keys += [CHAPTERS[claim.measure] for claim in claims if claim.measure in CHAPTERS]
    titles = [say(key, lang=view.lang) for key in dict.fromkeys(keys)]
    if titles:
        links = ", ".join(f'<a href="#{slug(title)}">{html.escape(title)}</a>' for title in titles)
        where = say("claims_where", lang=view.lang)
        yield markup(f'<p class="note">{html.escape(where)} {links}.</p>', plain=f"{where} {', '.join(titles)}.")
