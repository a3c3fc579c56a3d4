"""Actions held and people reached against what was planned: persons and attendances apart."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from declic_analysis import tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Blocks, paragraph, table
from declic_analysis.reports.participation import published_reach
from declic_analysis.reports.results import View
from declic_analysis.vocabulary import Measure
from declic_analysis.wording.done import OF_ACTIONS
from declic_analysis.wording.formats import missing, quantity
from declic_analysis.wording.texts import say


def reach_blocks(view: View, *, taken: Published | None) -> Blocks:
    """A row a format (alphabetical), all of them together, and the target where the study declares one.

    Parameters: taken, the published `participation` of the selection; None where no action is listed.
    """
    if taken is None:
        return Blocks([paragraph(say("reach_unknown", lang=view.lang), kind="absent")])
    rows = [*_by_format(view), _row(say("reach_all", lang=view.lang), taken.frame.iloc[0], lang=view.lang)]
    rows += _targets(view)
    names = [say(f"reach_{key}", lang=view.lang) for key in ("format", *(m.value for m in OF_ACTIONS))]
    shown = tables.to_html(pd.DataFrame(rows, columns=names), caption=say("reach_caption", lang=view.lang))
    return Blocks([table(shown), paragraph(" ".join(_notes(view, taken)), kind="note")])


def _by_format(view: View) -> list[list[str]]:
    labels = {f.id: f.label.of(view.lang) for f in view.selected.study.formats}
    frame = published_reach(view).frame
    named = frame.assign(
        _label=[view.say("unknown") if missing(f) else labels.get(str(f), str(f)) for f in frame["format"]]
    )
    return [_row(row["_label"], row, lang=view.lang) for _, row in named.sort_values("_label").iterrows()]


def _row(label: str, row: pd.Series, *, lang: str) -> list[str]:
    return [label, *(_count(row, measure, lang=lang) for measure in OF_ACTIONS)]


def _count(row: pd.Series, measure: Measure, *, lang: str) -> str:
    n = row[f"n_{measure.value}"]
    if measure != Measure.ACTIONS and not bool(row["published"]):
        return say("not_published", lang=lang)
    return say("unknown", lang=lang) if missing(n) else wording.integer(n, lang=lang)


def _targets(view: View) -> Iterator[list[str]]:
    """What the framework plans for the whole programme."""
    indicators = [i for q in view.selected.study.framework.questions for i in q.indicators]
    found = {m: [i.target for i in indicators if i.measure == m and i.target is not None] for m in OF_ACTIONS}
    if any(found.values()):
        told = [quantity(t[0] if len(t) == 1 else None, None, lang=view.lang) for t in found.values()]
        yield [say("reach_planned", lang=view.lang), *told]


def _notes(view: View, taken: Published) -> Iterator[str]:
    lang, row = view.lang, taken.frame.iloc[0]
    yield say("reach_note", lang=lang)
    if not missing(row["n_with_sheet"]) and int(row["n_with_sheet"]) < int(row["n_actions"]):
        told = {name: wording.integer(row[f"n_{name}"], lang=lang) for name in ("with_sheet", "actions")}
        yield say("reach_sheets", lang=lang, **told)
    yield from wording.notes(taken, lang=lang)
