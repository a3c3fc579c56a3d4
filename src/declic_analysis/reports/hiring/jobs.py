"""The jobs found: their quality, whether they last, what they cost, as cells show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis import disclosure, tables, wording
from declic_analysis.conversions.costs import cost_per_outcome
from declic_analysis.conversions.known import known_at
from declic_analysis.conversions.lasting import still_employed
from declic_analysis.conversions.quality import exits, job_quality, quality_shares
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Blocks, joined, paragraph, table
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.vocabulary import JobQuality
from declic_analysis.wording.formats import missing
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


def quality_blocks(view: View) -> Blocks:
    """Kinds of jobs with the rule that sorts them; “sorties dynamiques”, or why they are not stated."""
    lang, selected = view.lang, view.selected
    quality = published_quality(selected)
    if quality.frame.empty:
        return Blocks([paragraph(say("quality_absent", lang=lang), kind="absent")])
    frame = tables.quality_table(quality, lang=lang)
    leaving = wording.exits_sentence(published_exits(selected), lang=lang)
    return joined(
        [
            *_together(view),
            paragraph(_hired(quality, lang=lang)),
            table(tables.to_html(frame, caption=say("quality_caption", lang=lang))),
            paragraph(say("quality_rule", lang=lang), kind="note"),
            paragraph(leaving),
        ]
    )


def lasting_blocks(view: View) -> Blocks:
    """Still employed at 3 and 6 months, contracts that are old enough only."""
    lasting = published_lasting(view.selected)
    if lasting.frame.empty:
        return Blocks([])
    frame = tables.lasting_table(lasting, lang=view.lang)
    shown = table(tables.to_html(frame, caption=say("lasting_caption", lang=view.lang)))
    return joined([shown, paragraph(say("lasting_note", lang=view.lang), kind="note")])


def cost_blocks(view: View) -> Blocks:
    """Full cost per outcome, or why it is not stated."""
    lang, selected = view.lang, view.selected
    if selected.period is not None:
        return Blocks([paragraph(say("cost_period", lang=lang), kind="absent")])
    cost = published_cost(selected)
    if cost.frame.empty:
        return Blocks([paragraph(say("cost_absent", lang=lang), kind="absent")])
    total = say("cost_total", lang=lang, euros=wording.euros(cost.frame["euros"].iloc[0], lang=lang))
    shown = table(tables.to_html(tables.cost_table(cost, lang=lang), caption=say("cost_caption", lang=lang)))
    confidence = wording.percent(selected.study.analysis.confidence, lang=lang)
    note = say("cost_note", lang=lang, confidence=confidence)
    return joined([paragraph(total), *_together(view), shown, paragraph(note, kind="note")])


def published_quality(selected: Selected) -> Published:
    """`quality_shares` of everybody, behind the gate."""
    frame = quality_shares(
        selected.journeys,
        structures=register_of(selected, "structures"),
        confidence=selected.study.analysis.confidence,
    )
    return selected.keep("quality", disclosure.publish_quality(frame, rules=selected.rules))


def published_exits(selected: Selected) -> Published:
    """`exits` of the employees of a SIAE, behind the gate."""
    known = known_at(
        register_of(selected, "events"), register_of(selected, "hires"), cutoff=selected.hires_cutoff
    )  # fmt: skip
    frame = exits(
        selected.journeys,
        hires=known.hires,
        candidates=register_of(selected, "candidates"),
        structures=register_of(selected, "structures"),
        cutoff=selected.hires_cutoff,
    )
    return selected.keep("exits", disclosure.publish_exits(frame, rules=selected.rules))


def published_lasting(selected: Selected) -> Published:
    confidence = selected.study.analysis.confidence
    frame = still_employed(selected.journeys, cutoff=selected.hires_cutoff, confidence=confidence)
    published = disclosure.publish_lasting(frame, rules=selected.rules, n_persons=len(selected.journeys))
    return selected.keep("lasting", published)


def published_cost(selected: Selected) -> Published:
    """`cost_per_outcome` of the whole programme: nobody followed, no row."""
    people, costs = selected.journeys, register_of(selected, "costs")
    lasting = job_quality(people, structures=register_of(selected, "structures")) == JobQuality.DURABLE.value
    outcomes = {
        "hired": int(people["hired"].sum()),
        "durable": int((people["hired"] & lasting.astype(bool)).sum()),
        "immersed": int(people["immersed_on"].notna().sum()),
    }
    confidence = selected.study.analysis.confidence
    frame = cost_per_outcome(costs, outcomes=outcomes, n_persons=len(people), confidence=confidence)
    published = disclosure.publish_cost(frame if len(people) else frame.iloc[:0], rules=selected.rules)
    return selected.keep("cost", published)


def _hired(quality: Published, *, lang: str) -> str:
    n, people = (quality.frame[name].iloc[0] for name in ("n_hired", "n_persons"))
    if missing(n):
        return say("quality_hidden", lang=lang)
    return say("quality_total", lang=lang, n=wording.integer(n, lang=lang), m=wording.integer(people, lang=lang))


def _together(view: View) -> Blocks:
    return Blocks([paragraph(view.say("range_together"), kind="note")] if view.selected.territory else [])
