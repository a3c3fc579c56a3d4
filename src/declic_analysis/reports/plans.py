"""The analysis plan as a report prints it: its date, its stamp, each deviation, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from declic_analysis import tables, wording
from declic_analysis.plan import Deviation, Standing
from declic_analysis.reports.blocks import Block, Blocks, bullets, paragraph, table
from declic_analysis.reports.results import View
from declic_analysis.reports.selection import Excluded

PARTS = ("confirmatory", "items", "designs", "waves", "analysis", "exclusions", "duplicates", "thresholds")
FIELDS = {
    *("wording", "direction", "levels", "favourable_from", "audiences", "mirror"),
    *("confidence", "alpha", "smallest_change", "pair", "cutoff"),
}


def plan_blocks(standing: Standing | None, *, excluded: list[Excluded], view: View) -> Blocks:
    """The plan's date, stamp and deviations; the exclusions with how many answers each took out."""
    return Blocks(
        [paragraph(plan_sentence(standing, view=view)), *_details(standing, view), *_excluded(excluded, view)]
    )


def plan_sentence(standing: Standing | None, *, view: View) -> str:
    """One sentence: when the plan was frozen, before or after answers came in, how many deviations."""
    if standing is None:
        return view.say("plan_none")
    plan, n = standing.plan, len(standing.deviations)
    day = wording.day(plan.frozen_on, lang=view.lang)
    stamp = view.say("plan_after" if plan.after_reception else "plan_before")
    told = view.say("plan_frozen", date=day, stamp=stamp, digest=plan.sha256[:12])
    kept = view.say("plan_kept") if not n else view.say("plan_deviations", n=wording.integer(n, lang=view.lang))
    broken = [] if plan.intact else [view.say("plan_touched")]
    return " ".join([told, *broken, kept])


def _details(standing: Standing | None, view: View) -> Iterator[Block]:
    if standing is None:
        return
    if standing.later:
        days = [wording.day(plan.frozen_on, lang=view.lang) for plan in standing.later]
        yield paragraph(view.say("plan_later", dates=", ".join(days)))
    if standing.deviations:
        names = [view.say(key) for key in ("plan_choice", "plan_then", "plan_now")]
        rows = pd.DataFrame([_row(deviation, view) for deviation in standing.deviations], columns=names)
        yield table(tables.to_html(rows, caption=view.say("plan_caption")))


def _row(deviation: Deviation, view: View) -> list[str]:
    return [_place(deviation.path, view), _said(deviation.then, view), _said(deviation.now, view)]


def _place(path: str, view: View) -> str:
    part, *rest = path.split(".")
    words = [view.say(f"plan_{part}")] if part in PARTS else [part]
    return " · ".join([*words, *(view.say(f"plan_field_{name}") if name in FIELDS else name for name in rest)])


def _said(value: object, view: View) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return wording.decimal(value, digits=2, lang=view.lang)
    return str(value)


def _excluded(excluded: list[Excluded], view: View) -> Iterator[Block]:
    if excluded:
        yield paragraph(view.say("plan_left_out"))
        yield bullets(_left_out(one, view) for one in excluded)


def _left_out(one: Excluded, view: View) -> str:
    shown = wording.integer(one.persons, lang=view.lang)
    known = one.persons == 0 or one.persons >= view.selected.rules.base
    return view.say("plan_left_out_n" if known else "plan_left_out_few", reason=one.reason.of(view.lang), n=shown)
