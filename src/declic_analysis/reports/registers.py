"""What the study declares and the build records, as a cell shows it: ledger, framework, published words, method."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import metadata

import pandas as pd

from declic_analysis import tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, joined, paragraph, table
from declic_analysis.reports.gated import SEED
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.hiring.steps import published_quality, published_steps
from declic_analysis.reports.partners.claimed import chapters_of, measured_claims
from declic_analysis.reports.partners.pages import counted
from declic_analysis.reports.recommended import is_overdue
from declic_analysis.reports.results import View, wording_header
from declic_analysis.reports.targeting.diagnosis import shared
from declic_analysis.study.model import Item, Recommendation
from declic_analysis.vocabulary import Diffusion, Measure
from declic_analysis.wording.formats import missing

_PAIRS = {"first_before_last_after": "method_pair_is", "first_action": "method_pair_first_action"}


def ledger_blocks(ledger: pd.DataFrame, *, view: View, by_file: bool = True) -> Blocks:
    """Where each row and each cell went, a table for rows and one for cells; `by_file` or all files together."""
    if ledger.empty:
        return Blocks([paragraph(view.say("no_files"), kind="absent")])
    lines = ledger if by_file else _together(ledger, view=view)
    units = {"row": "rows_caption", "cell": "cells_caption", "field": "fields_caption"}
    present = {unit: key for unit, key in units.items() if unit != "field" or (lines["unit"] == unit).any()}
    counted = [_wide(lines[lines["unit"] == unit], caption=view.say(key), view=view) for unit, key in present.items()]
    return Blocks(counted)


def _together(ledger: pd.DataFrame, *, view: View) -> pd.DataFrame:
    """One line a unit and category, whatever the file."""
    total = ledger[ledger["unit"] != "note"].groupby(["unit", "category"], sort=False, as_index=False)["n"].sum()
    return total.assign(source="", file=view.say("all_files"), detail="")


def _wide(lines: pd.DataFrame, *, caption: str, view: View) -> Block:
    """One row a file, one column a category: the reader sees that they add up."""
    shown = tables.ledger_table(lines, lang=view.lang)
    file, category, n = (wording_header(key, lang=view.lang) for key in ("file", "category", "n"))
    order = list(dict.fromkeys(shown[category]))
    frame = shown.pivot(index=file, columns=category, values=n)[order].reset_index()
    return table(tables.to_html(frame.rename_axis(columns=None), caption=caption))


def notes_blocks(ledger: pd.DataFrame, *, view: View) -> Blocks:
    """What the reading of files left aside without it being a fault: unused columns, free answers not stored."""
    lines = ledger[ledger["unit"] == "note"]
    if lines.empty:
        return Blocks([paragraph(view.say("no_notes"))])
    frame = tables.ledger_table(lines, lang=view.lang)
    kept = [wording_header(key, lang=view.lang) for key in ("file", "category", "n", "detail")]
    return Blocks([table(tables.to_html(frame[kept], caption=view.say("notes_caption")))])


def quarantine_blocks(quarantine: pd.DataFrame, *, view: View, by_file: bool = True) -> Blocks:
    """Cells and rows that could not be understood, counted; never what they say."""
    if quarantine.empty:
        return Blocks([paragraph(view.say("nothing_quarantined"))])
    if not by_file:
        return Blocks([paragraph(view.say("quarantine_total", n=wording.integer(len(quarantine), lang=view.lang)))])
    frame = tables.quarantine_table(quarantine, lang=view.lang)
    shown = table(tables.to_html(frame, caption=view.say("quarantine_caption")))
    return Blocks([shown, paragraph(view.say("quarantine_how"), kind="note")])


def correction_blocks(corrections: pd.DataFrame, *, view: View, by_file: bool = True) -> Blocks:
    """What became of people's corrections of the quarantine; nothing where nobody has made any."""
    if corrections.empty:
        return Blocks([])
    told = corrections if by_file else corrections.assign(file=view.say("all_files"))
    frame = tables.corrections_table(told, lang=view.lang)
    return Blocks([table(tables.to_html(frame, caption=view.say("corrections_caption")))])


def figures_blocks(view: View) -> Blocks:
    """Figures published elsewhere, as their source words them."""
    frame = tables.published_figures_table(view.selected.study, lang=view.lang)
    if frame.empty:
        return Blocks([paragraph(view.say("no_figures"), kind="absent")])
    return joined([_register(view, _without_source(view, frame), caption="figures_caption"), *_sources(view, frame)])


def claims_blocks(view: View, *, taken: Published | None = None) -> Blocks:
    """Published claims: confirmed, not confirmed, not measurable by these data."""
    selected = view.selected
    measured = measured_claims(view, counted_measures(view, taken=taken))
    frame = tables.claims_table(selected.study, shift=selected.items, measured=measured, lang=view.lang)
    if frame.empty:
        return Blocks([paragraph(view.say("no_claims"), kind="absent")])
    shown = _register(view, _without_source(view, frame), caption="claims_caption", kind="claims")
    return joined([shown, *chapters_of(view), *_sources(view, frame)])


def _without_source(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=wording_header("source", lang=view.lang))


def _sources(view: View, frame: pd.DataFrame) -> Iterator[Block]:
    """Each source once, under the table."""
    header = wording_header("source", lang=view.lang)
    yield from (paragraph(f"{header}\u00a0: {name}", kind="source") for name in frame[header].unique() if name)


def _register(view: View, frame: pd.DataFrame, *, caption: str, kind: str = "") -> Blocks:
    if frame.empty:
        return Blocks([paragraph(view.say("no_register"), kind="absent")])
    return Blocks([table(tables.to_html(frame, caption=view.say(caption)), kind=kind)])


def recommendations_blocks(view: View) -> Blocks:
    return _register(view, recommendations_frame(view), caption="recommendations_caption")


def recommendations_frame(view: View) -> pd.DataFrame:
    """The committee's recommendations as texts, one row each."""
    rows = [_recommendation(view, r) for r in view.selected.study.recommendations]
    return pd.DataFrame(rows, columns=[view.say(k) for k in ("recommendation", "owner", "state", "due", "evidence")])


def _recommendation(view: View, recommendation: Recommendation) -> list[str]:
    unknown, state = view.say("unknown"), recommendation.state.label.of(view.lang)
    due = wording.day(recommendation.due_on, lang=view.lang)
    if is_overdue(recommendation, stop=view.selected.cutoff):
        due = view.say("overdue", due=due)
    return [recommendation.wording, recommendation.owner or unknown, state, due, recommendation.evidence or unknown]


def counted_measures(view: View, *, taken: Published | None) -> dict[Measure, str]:
    """What the registers count for each measure, of the territory that is read; the answers' are not among them."""
    selected, lang = view.selected, view.lang
    steps, quality = published_steps(selected), published_quality(selected)
    partners = counted(selected) | shared(selected)
    tell = partial(
        wording.reached, taken=taken, steps=steps, quality=quality, cost=full_cost(view), partners=partners,
        lang=lang,
    )  # fmt: skip
    return {measure: tell(measure) for measure in Measure}


def full_cost(view: View) -> float | None:
    """Euros of the whole study, declared or in its registers; None where nobody states any, or for a part of it."""
    costs, part = register_of(view.selected, "costs"), view.selected.territory or view.selected.period or view.audience
    return None if costs.empty or part else float(costs["euros"].sum())


def stated(view: View) -> dict[str, float]:
    """Values of indicators that a register of the whole study states."""
    selected = view.selected
    if selected.territory or selected.period is not None or view.audience:
        return {}
    rows = register_of(selected, "indicators").dropna(subset=["value"])
    return dict(zip(rows["indicator"], rows["value"].astype("float64"), strict=True))


def cost_rows(view: View) -> Iterator[Block]:
    """Costs of the study and of its registers, once each: a territory's page lists its own and those that are shared,
    without a total.
    """
    own, costs = view.selected.territory, register_of(view.selected, "costs")
    kept = costs[costs["territory"].isna() | (costs["territory"] == own).fillna(False)] if own else costs
    if len(kept):
        names = [view.say(key) for key in ("heading", "territory", "period", "amount")]
        rows = [_cost(view, c) for _, c in kept.iterrows()]
        total = wording.euros(costs["euros"].sum(), lang=view.lang)
        rows += [] if own else [[view.say("total"), view.say("whole"), "", total]]
        yield table(tables.to_html(pd.DataFrame(rows, columns=names), caption=view.say("costs_caption")))


def _cost(view: View, cost: pd.Series) -> list[str]:
    headings = {c.heading.fr: c.heading.of(view.lang) for c in view.selected.study.framework.costs}
    where = view.say("whole") if missing(cost["territory"]) else view.names.get(cost["territory"], cost["territory"])
    period = "" if missing(cost["period"]) else str(cost["period"])
    heading = headings.get(cost["heading"], cost["heading"])
    return [heading, where, period, wording.euros(cost["euros"], lang=view.lang)]


def questionnaire_blocks(view: View) -> Blocks:
    names = [view.say(key) for key in ("number", "question", "asked_of", "kind", "reading")]
    items = [i for i in view.selected.study.items if view.audience in ("", *i.audiences)]
    rows = pd.DataFrame([_item(view, i) for i in items], columns=names)
    return _register(view, rows, caption="questionnaire_caption")


def _item(view: View, item: Item) -> list[str]:
    asked = ", ".join(view.names[a] for a in item.audiences)
    sense = item.direction.label.of(view.lang)
    reading = view.say("confirmatory" if item.confirmatory else "exploratory")
    return [str(item.number or "–"), item.wording.of(view.lang), asked, sense, reading]


def hire_choices(view: View) -> Iterator[tuple[str, str]]:
    """Every choice that a number about what followed rests on."""
    confidence = wording.percent(view.selected.study.analysis.confidence, lang=view.lang)
    yield view.say("method_hire_unit"), view.say("method_hire_unit_is")
    yield view.say("method_hire_shares"), view.say("method_hire_shares_is", confidence=confidence)
    yield view.say("method_hire_times"), view.say("method_hire_times_is")
    yield from _protection(view)
    yield from _software(view)


def study_choices(view: View) -> Iterator[tuple[str, str]]:
    """Every choice that a number of this report rests on."""
    study, lang = view.selected.study, view.lang
    chosen = study.analysis
    for a in view.audiences:
        design = wording.design_label(a.design, lang=lang)
        yield view.say("method_design", audience=a.label.of(lang)), design
    yield view.say("method_pair"), view.say(_PAIRS[view.selected.study.analysis.pair])
    confidence = wording.percent(chosen.confidence, lang=lang)
    yield view.say("method_confidence"), view.say("method_confidence_is", confidence=confidence)
    yield view.say("method_test"), view.say("method_test_is", alpha=wording.percent(chosen.alpha, lang=lang))
    yield view.say("method_margin"), wording.points(chosen.smallest_change, lang=lang, signed=False)
    looks = wording.integer(len(view.selected.items.frame), lang=lang)
    yield view.say("method_looks"), view.say("method_looks_is", n=looks)
    yield from _protection(view)
    yield view.say("method_duplicates"), study.duplicates.label.of(lang)
    yield view.say("method_protocol"), wording_header("confidential", lang=lang)
    yield from _software(view)


def _protection(view: View) -> Iterator[tuple[str, str]]:
    rules, lang = view.selected.rules, view.lang
    external = rules.base == view.selected.study.thresholds.external
    diffusion = (Diffusion.EXTERNAL if external else Diffusion.INTERNAL).label.of(lang)
    yield view.say("method_base"), view.say("method_base_is", base=rules.base, cell=rules.cell - 1, diffusion=diffusion)


def _software(view: View) -> Iterator[tuple[str, str]]:
    version = metadata.version("declic-analysis")
    yield view.say("method_software"), view.say("method_software_is", version=version, seed=SEED)
