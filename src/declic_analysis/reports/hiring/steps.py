"""Steps of the journeys, their chain, what ended them and what their registers contradict, as cells show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, tables, wording
from declic_analysis.conversions.chain import chain
from declic_analysis.conversions.history import history
from declic_analysis.conversions.quality import quality_shares
from declic_analysis.conversions.refusals import refusals
from declic_analysis.conversions.steps import recorded_steps, step_rates
from declic_analysis.conversions.stops import stops
from declic_analysis.disclosure import UNNAMED, Published
from declic_analysis.reports.blocks import Block, Blocks, drawing, joined, paragraph, table
from declic_analysis.reports.hiring.followed import register_of, told_outside
from declic_analysis.vocabulary import JourneyFault, JourneyUnit
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.figures import Picture
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View

PERSON, APPLICATION = JourneyUnit.PERSON, JourneyUnit.APPLICATION
# A company is told of its applications: of a person with several companies, one alone would stand for all.
GROUPINGS = (
    *(("territory", PERSON), ("format", PERSON), ("prescriber_kind", PERSON), ("applied_by", APPLICATION)),
    *(("prescriber", PERSON), ("structure", APPLICATION), ("rome_domain", PERSON), ("period", PERSON)),
)


def not_stated(view: View, *, key: str = "hires_unstated") -> Blocks:
    """No register of what followed: unknown, which is not zero."""
    return Blocks([paragraph(view.say(key), kind="absent")])


def cutoff_of(selected: Selected) -> dt.date:
    return selected.hires_cutoff


def published_steps(selected: Selected, *, unit: JourneyUnit = PERSON, by: Sequence[str] = ()) -> Published:
    """`step_rates` behind the gate, computed once; a territory is read beside the others, then shown alone."""
    key = "_".join(["steps", str(unit), *by])
    if key in selected.kept:
        return selected.kept[key]
    whole = _journeys(selected, unit=unit, by=by)
    split = ["territory", *by] if selected.territory and "territory" not in by else list(by)
    for name in split:
        whole = _joined_missing(whole, by=name, base=selected.rules.base)[0]
    rates = step_rates(
        whole, cutoff=cutoff_of(selected), by=split, confidence=selected.study.analysis.confidence,
        recorded=recorded_steps(whole),
    )  # fmt: skip
    published = disclosure.publish_steps(rates, rules=selected.rules, by=split)
    if split == list(by):
        return selected.keep(key, published)
    frame = published.frame
    own = frame[frame["territory"].eq(selected.territory).fillna(False).astype(bool)].drop(columns="territory")
    return selected.keep(key, disclosure.publish_steps(own, rules=selected.rules, by=list(by)))


def _journeys(selected: Selected, *, unit: JourneyUnit, by: Sequence[str]) -> pd.DataFrame:
    rows = selected.journeys if unit == PERSON else selected.applications
    for name in by:
        rows = told_outside(selected, rows, by=name)
    return rows


def hires_withheld(selected: Selected, *, by: str) -> list[object]:
    """Groups whose number of hires the steps of persons withhold, all territories together."""
    people = _joined_missing(_journeys(selected, unit=PERSON, by=[by]), by=by, base=selected.rules.base)[0]
    rates = step_rates(people, cutoff=cutoff_of(selected), by=[by], recorded=recorded_steps(people))
    rows = disclosure.publish_steps(rates, rules=selected.rules, by=[by]).frame
    hires = rows[(rows["step"] == "hired") & rows["recorded"].astype(bool)]
    return hires.loc[hires["n_reached"].isna(), by].dropna().tolist()


def _joined_missing(whole: pd.DataFrame, *, by: str, base: int) -> tuple[pd.DataFrame, str]:
    """Few people whose group is not stated are counted with the smallest group, which is named; else `""`.

    Alone they could be found as the total minus the other groups, and one of these would have to be withheld.
    """
    people = whole.groupby(by, dropna=False)["candidate"].nunique()
    n, named = int(people[people.index.isna()].sum()), people[people.index.notna()]
    if not 0 < n < base or named.empty:
        return whole, ""
    smallest = str(named[named >= base].idxmin() if (named >= base).any() else named.idxmin())
    return whole.assign(**{by: whole[by].fillna(smallest)}), smallest


def published_quality(selected: Selected) -> Published:
    """`quality_shares` of the people followed in the territory that is read, or in all."""
    people, structures = selected.journeys, register_of(selected, "structures")
    if not selected.territory:
        whole = disclosure.publish_quality(quality_shares(people, structures=structures), rules=selected.rules)
        return selected.keep("quality_selection", whole)
    own = people["territory"].eq(selected.territory).fillna(False).astype(bool)
    shares, others = (quality_shares(people[side], structures=structures) for side in (own, ~own))
    return selected.keep("quality_selection", disclosure.publish_quality(shares, rules=selected.rules, others=others))


def hires_blocks(view: View) -> Blocks:
    """The chapter of the report: steps of persons as a figure and a table, or "not stated"."""
    if view.selected.journeys.empty:
        return not_stated(view, key="hires_unknown")
    return steps_blocks(view, unit=PERSON)


def steps_blocks(view: View, *, unit: JourneyUnit) -> Blocks:
    """Basis, figure and its table of the steps of persons or of applications."""
    from declic_analysis.figures import steps_figure

    selected, lang = view.selected, view.lang
    steps = published_steps(selected, unit=unit)
    if steps.frame.empty:
        return not_stated(view)
    shown = tables.steps_table(steps, lang=lang)
    picture = steps_figure(steps, table=shown, lang=lang)
    basis = paragraph(_basis(view), kind="note")
    if not steps.frame["published"].astype(bool).any():
        return Blocks([basis, paragraph(say("steps_hidden", lang=lang), kind="withheld")])
    return joined([basis, _drawing(view, picture)])


def _basis(view: View) -> str:
    origin = view.selected.study.analysis.hiring.origin.value
    return wording.steps_basis(cutoff=cutoff_of(view.selected), origin=origin, lang=view.lang)


def _drawing(view: View, picture: Picture) -> Blocks:
    shown = tables.to_html(picture.table, caption=picture.title)
    return drawing(picture, title=picture.title, note=picture.note, table_html=shown, summary=view.say("numbers"))


def grouped_blocks(view: View) -> Blocks:
    """A table a grouping: counts by step and share hired so far, groups in alphabetical order."""
    if view.selected.journeys.empty:
        return not_stated(view)
    caveat = paragraph(wording.territory_caveat(lang=view.lang), kind="warning")
    return joined([caveat, paragraph(_basis(view), kind="note"), *(_grouped(view, *one) for one in GROUPINGS)])


def _grouped(view: View, by: str, unit: JourneyUnit) -> Blocks:
    """Nothing where all journeys lie in one group, or where none is known."""
    lang, whole = view.lang, _journeys(view.selected, unit=unit, by=[by])
    if whole[by].nunique() == 0 or (by == "territory" and view.selected.territory):
        return Blocks([])
    steps = published_steps(view.selected, unit=unit, by=[by])
    frame = tables.steps_by_table(steps, names=_names(view), lang=lang)
    caption = say("by_caption", lang=lang, by=say(f"by_{by}", lang=lang), unit=unit.label.of(lang))
    notes = [paragraph(note, kind="note") for note in wording.notes(steps, lang=lang)]
    smallest = _joined_missing(whole, by=by, base=view.selected.rules.base)[1]
    if smallest and steps.frame[by].eq(smallest).any():
        group = wording.step_group(by, smallest, names=_names(view), lang=lang)
        notes.append(paragraph(say("missing_joined", lang=lang, group=group), kind="note"))
    return joined([table(tables.to_html(frame, caption=caption)), *notes])


def _names(view: View) -> dict[str, str]:
    study = view.selected.study
    formats = {kind.id: kind.label.of(view.lang) for kind in study.formats}
    listed = register_of(view.selected, "structures")
    structures = dict(zip(listed["structure"], listed["name"], strict=True))
    return view.names | formats | structures | {UNNAMED: say("structures_unnamed", lang=view.lang)}


def _people(selected: Selected, name: str) -> pd.DataFrame:
    """The facts of a register that are about the people whose journeys the selection holds, of all territories."""
    facts = register_of(selected, name)
    return facts[facts["candidate"].isin(selected.journeys["candidate"])] if selected.period else facts


def _together(view: View) -> list[Block]:
    return [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []


def history_blocks(view: View, *, diffusion: str) -> Blocks:
    """What the registers contradict: rows, people, what is done; counts only."""
    selected, lang = view.selected, view.lang
    found = history(
        _people(selected, "events"), _people(selected, "hires"), cutoff=cutoff_of(selected),
        actions=register_of(selected, "actions"),
    )  # fmt: skip
    if found.empty:
        return not_stated(view)
    published = selected.keep("history", disclosure.publish_history(found, rules=selected.rules, diffusion=diffusion))
    frame = tables.history_table(published, lang=lang)
    checks = wording.integer(len(found) - len(frame), lang=lang)
    if frame.empty:
        return Blocks([paragraph(say("history_clean", lang=lang, n=checks))])
    shown = table(tables.to_html(frame, caption=say("history_caption", lang=lang)))
    told = [paragraph(say("history_others", lang=lang, n=checks), kind="note")]
    late = found.set_index("fault")["n_rows"][JourneyFault.AFTER_CUTOFF.value] > 0
    advice = [paragraph(say("late_advice", lang=lang), kind="note")] if late else []
    return joined([*_together(view), shown, *told, *advice])


def chain_blocks(view: View) -> Blocks:
    """How many journeys and hires have the whole chain, and which link is missing."""
    found = disclosure.publish_chain(chain(view.selected.journeys), rules=view.selected.rules)
    if found.frame.empty:
        return not_stated(view)
    view.selected.keep("chain", found)
    frame = tables.chain_table(found, lang=view.lang)
    shown = table(tables.to_html(frame, caption=say("chain_caption", lang=view.lang)))
    return joined([*_together(view), shown, paragraph(say("chain_note", lang=view.lang), kind="note")])


def losses_blocks(view: View) -> Blocks:
    """What closed applications, by the reason that the register codes."""
    from declic_analysis.figures import losses_figure

    selected, lang = view.selected, view.lang
    if selected.journeys.empty:
        return not_stated(view)
    found = refusals(_people(selected, "events"), _people(selected, "hires"), cutoff=cutoff_of(selected))
    if found.empty:
        return Blocks([paragraph(say("losses_none", lang=lang), kind="absent")])
    published = selected.keep("refusals", disclosure.publish_refusals(found, rules=selected.rules))
    rows = published.shown
    if rows.empty:
        return Blocks([paragraph(say("losses_hidden", lang=lang), kind="withheld")])
    picture = losses_figure(published, table=tables.losses_table(published, lang=lang), lang=lang)
    first = rows.iloc[0]
    counts = {name: wording.integer(first[column], lang=lang) for name, column in ENDED.items()}
    day = wording.day(cutoff_of(selected), lang=lang)
    basis = paragraph(say("losses_basis", lang=lang, date=day, **counts))
    return joined([*_together(view), basis, _drawing(view, picture)])


def stops_blocks(view: View) -> Blocks:
    """Where people without a known hire stand: last step recorded, then outcome."""
    from declic_analysis.figures import stops_figure

    found = stops(view.selected.journeys)
    if found.empty:
        return not_stated(view)
    published = view.selected.keep("stops", disclosure.publish_stops(found, rules=view.selected.rules))
    picture = stops_figure(published, table=tables.stops_table(published, lang=view.lang), lang=view.lang)
    return joined([*_together(view), paragraph(_basis(view), kind="note"), _drawing(view, picture)])


ENDED = {"n": "n_ended", "persons": "n_ended_persons"}


def register_blocks(view: View) -> Blocks:
    """What the registers hold on the cut-off day, in a sentence or two."""
    return Blocks(_register(view)) if len(view.selected.journeys) else not_stated(view, key="hires_unknown")


def _register(view: View) -> Iterator[Block]:
    lang, day = view.lang, wording.day(cutoff_of(view.selected), lang=view.lang)
    counts = [published_steps(view.selected, unit=unit).frame for unit in (PERSON, APPLICATION)]
    people, sent = (None if frame.empty else frame["n_start"].iloc[0] for frame in counts)
    if pd.isna(people):
        yield paragraph(say("register_hidden", lang=lang, date=day), kind="withheld")
        return
    told = {"persons": people, "applications": sent}
    words = {name: wording.integer(n, lang=lang) for name, n in told.items()}
    yield paragraph(say("register_holds", lang=lang, date=day, **words))
    yield paragraph(_basis(view), kind="note")
