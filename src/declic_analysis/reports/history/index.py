"""`outputs/<study>/index.html`: all reports of a study, and their key figures over time.

Two pages: the house's own, with everything, and `index_externe.html`, which may be passed on: reports for outside and
nothing of the internal ones (docs/decisions/0016).
"""

from __future__ import annotations

import datetime as dt
import html as markup_text
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from declic_analysis import disclosure, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports import html
from declic_analysis.reports.blocks import Block, Blocks, drawing, heading, markup, paragraph
from declic_analysis.reports.files import write_text
from declic_analysis.reports.history.entries import Entry, entries
from declic_analysis.reports.history.lines import DRAWN, figures_over_time, kind_of
from declic_analysis.reports.history.record import History, read_history
from declic_analysis.reports.selection import parse_period, period_label
from declic_analysis.vocabulary import Diffusion, Edition
from declic_analysis.vocabulary.history import PeriodKind
from declic_analysis.wording.texts import capital, say

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from declic_analysis.study import Study

INDEX, EXTERNAL_INDEX = "index.html", "index_externe.html"
FILTERS = ("territory", "period", "audience")
NAMES = {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel"}


class _Page(NamedTuple):
    """What one index page holds, and for whom."""

    study: Study
    reports: list[Entry]
    history: History
    lang: str
    external: bool

    @property
    def names(self) -> dict[str, str]:
        audiences = {one.id: one.label.of(self.lang) for one in self.study.audiences}
        return audiences | {one.id: one.label.of(self.lang) for one in self.study.territories}

    def say(self, key: str, **values: str) -> str:
        return say(key, lang=self.lang, **values)


def write_index(study: Study, outputs: Path, *, lang: str = "fr") -> Path:
    """Both index pages of the reports in `outputs` (`outputs/<study>`); the path of the house's own is returned.

    Raises: OSError, when the folder cannot be written.
    """
    standing, history = entries(outputs), read_history(outputs)
    outside = [e for e in standing if e.parameter("diffusion") == Diffusion.EXTERNAL]
    told = [r for r in history.records if r.parameter("diffusion") == Diffusion.EXTERNAL]
    _write(_Page(study, outside, History(told), lang, external=True), outputs / EXTERNAL_INDEX)
    return _write(_Page(study, standing, history, lang, external=False), outputs / INDEX)


def _write(page: _Page, path: Path) -> Path:
    blocks = (_facts(page), *_listed(page), *_over_time(page))
    shown = html.export(as_notebook(blocks), style=html.asset("index.css"), script=html.asset("index.js"))
    write_text(shown, path)
    return path


def as_notebook(blocks: Iterable[Block]) -> NotebookNode:
    """A page as an executed notebook holds it: one exporter for reports and index."""
    import nbformat.v4 as v4

    outputs = [v4.new_output("display_data", data=block.data, metadata=block.metadata) for block in blocks]
    return v4.new_notebook(cells=[v4.new_code_cell(outputs=outputs)])


def _facts(page: _Page) -> Block:
    study = page.study
    phase = study.phase.of(page.lang) if study.phase else ""
    facts = {
        "lang": page.lang,
        "title": page.say("index_title"),
        "running_head": " · ".join(part for part in (study.programme.of(page.lang), phase) if part),
        "subtitle": page.say("index_external" if page.external else "index_internal"),
        "fictitious": study.fictitious,
        "colophon": page.say("index_colophon"),
    }
    note = "" if page.external else f'<p class="warning">{_text(page.say("index_internal_note"))}</p>'
    return markup(note, page=facts)


def _listed(page: _Page) -> Iterator[Block]:
    yield heading(page.say("index_list"), level=2)
    if not page.reports:
        yield paragraph(page.say("index_none"), kind="absent")
        return
    yield markup(_filters(page))
    ordered = sorted(page.reports, key=lambda entry: _place(page, entry))
    yield markup(f'<ul class="reports">{"".join(_card(page, entry) for entry in ordered)}</ul>')
    if page.history.damaged:
        yield paragraph(page.say("index_damaged", n=wording.integer(page.history.damaged, lang=page.lang)), kind="note")


def _filters(page: _Page) -> str:
    names = FILTERS if page.external else (*FILTERS, "diffusion")
    lists = "".join(_choice(page, name) for name in names)
    words = f'data-one="{_text(page.say("index_count_one"))}" data-many="{_text(page.say("index_count_many"))}"'
    count = f'<p class="count" role="status" {words}></p>'
    opening = f'<form class="filters" id="filtres" aria-label="{_text(page.say("index_filters"))}" hidden>'
    return f"{opening}{lists}{count}</form>"


def _choice(page: _Page, name: str) -> str:
    values = {entry.parameter(name): _label(page, name, entry.parameter(name)) for entry in page.reports}
    ordered = sorted(values.items(), key=lambda pair: (bool(pair[0]), pair[1].casefold()))
    options = "".join(f'<option value="{_text(code)}">{_text(told)}</option>' for code, told in ordered)
    every = f'<option value="*">{_text(page.say("index_any"))}</option>'
    return f'<label>{_text(page.say(f"index_{name}"))} <select data-filter="{name}">{every}{options}</select></label>'


def _label(page: _Page, name: str, value: str) -> str:
    if name == "diffusion":
        return (Diffusion.of(value) if value in Diffusion.codes() else Diffusion.INTERNAL).label.of(page.lang)
    if not value:
        return page.say(f"index_whole_{name}")
    return period_label(parse_period(value), lang=page.lang) if name == "period" else page.names.get(value, value)


def _selection(page: _Page, entry: Entry) -> str:
    return " · ".join(_label(page, name, entry.parameter(name)) for name in FILTERS)


def _place(page: _Page, entry: Entry) -> tuple[object, ...]:
    """Alphabetical, what is about everything first: never by result."""
    parts = [(bool(entry.parameter(name)), _label(page, name, entry.parameter(name)).casefold()) for name in FILTERS]
    return (entry.title.casefold(), *parts, entry.report)


def _card(page: _Page, entry: Entry) -> str:
    """One report: its name links to the page; facts; its other files."""
    named = f"{entry.title} · {_selection(page, entry)}"
    edition = Edition.of(entry.edition).label.of(page.lang) if entry.edition in Edition.codes() else ""
    made = page.say("index_made", made=_day(entry.made_on[:10], lang=page.lang))
    cutoff = page.say("cutoff_on", date=_day(entry.cutoff[:10], lang=page.lang)) if entry.cutoff else ""
    circulation = _label(page, "diffusion", entry.parameter("diffusion"))
    facts = " · ".join(part for part in (cutoff, made, edition, circulation, entry.parameter("lang")) if part)
    data = " ".join(f'data-{name}="{_text(entry.parameter(name))}"' for name in (*FILTERS, "diffusion"))
    others = "".join(_file(entry, ending) for ending in NAMES if ending in entry.files)
    return (
        f'<li {data}><a class="name" href="{_text(entry.files[".html"])}">{_text(named)}</a>'
        f'<span class="facts">{_text(facts)}</span><span class="files">{others}</span></li>'
    )


def _file(entry: Entry, ending: str) -> str:
    """The link says which report it is of to those who hear the links one by one."""
    named = f"{NAMES[ending]}, {entry.report}"
    return f'<a href="{_text(entry.files[ending])}" aria-label="{_text(named)}">{NAMES[ending]}</a>'


def _over_time(page: _Page) -> Iterator[Block]:
    yield heading(page.say("index_over_time"), level=2)
    yield paragraph(wording.territory_caveat(lang=page.lang), kind="warning")
    parts = [block for diffusion in Diffusion for block in _of_diffusion(page, diffusion)]
    yield paragraph(page.say("index_note" if parts else "index_one_date"), kind="note")
    if parts:
        yield paragraph(page.say("index_recent"), kind="note")
    yield from parts


def _of_diffusion(page: _Page, diffusion: Diffusion) -> Iterator[Block]:
    """Internal and external figures are never on one line: their thresholds differ."""
    records = [r for r in page.history.records if (r.parameter("diffusion") or Diffusion.INTERNAL) == diffusion]
    rules = disclosure.rules_for(page.study.thresholds, diffusion=diffusion.value)
    lines = figures_over_time(records, rules=rules, standing={entry.report for entry in page.reports})
    for kind in PeriodKind:
        blocks = list(_of_kind(page, lines, kind))
        if blocks:
            told = page.say("index_kind", diffusion=diffusion.label.of(page.lang), kind=kind.label.of(page.lang))
            yield heading(capital(told), level=3)
            yield from blocks


def _of_kind(page: _Page, lines: Published, kind: PeriodKind) -> Iterator[Block]:
    """Territories in alphabetical order, all of them together first."""
    rows = lines.frame
    rows = rows[rows["kind"] == kind.value]
    found = (str(code) for code in rows["territory"].unique())
    for territory in sorted(found, key=lambda code: (bool(code), _label(page, "territory", code).casefold())):
        own = rows[rows["territory"] == territory]
        pictures = list(_drawings(page, lines, own))
        if pictures:
            yield markup(f'<section data-line-territory="{_text(territory)}">')
            yield heading(capital(_label(page, "territory", territory)), level=4)
            yield markup('<div class="multiples">')
            yield from pictures
            yield markup("</div></section>")


def _drawings(page: _Page, lines: Published, rows: pd.DataFrame) -> Iterator[Block]:
    """Lines of at least two dates, of which at least one is shown."""
    from declic_analysis.figures import over_time_figure

    order = {figure.value: place for place, figure in enumerate(DRAWN)}
    lists = {
        (str(figure), str(audience)): points for (figure, audience), points in rows.groupby(["figure", "audience"])
    }
    for figure, audience in sorted(lists, key=lambda line: (order[line[0]], page.names.get(line[1], ""))):
        points = lists[figure, audience]
        if len(points) < 2 or not points["published"].any():
            continue
        line = {name: str(points[name].iloc[0]) for name in ("kind", "territory")}
        line |= {"figure": figure, "audience": audience}
        labels = [_moment(page, row) for _, row in points.sort_values("at", kind="stable").iterrows()]
        picture = over_time_figure(lines, line, labels=labels, names=page.names, lang=page.lang)
        table, told = tables.to_html(picture.table, caption=picture.title), page.say("key_figure")
        shown = drawing(picture, title=picture.title, note=picture.note, table_html=table, summary=told)
        yield from _within(shown, audience=audience)


def _within(shown: Blocks, *, audience: str) -> Iterator[Block]:
    yield markup(f'<div data-line-audience="{_text(audience)}">')
    yield from shown
    yield markup("</div>")


def _moment(page: _Page, row: pd.Series) -> str:
    """A date as an axis can hold it: 31/12/2024 (en: 2024-12-31), T2 2024, 03/2024."""
    day, period = dt.date.fromisoformat(str(row["at"])) if row["at"] else None, parse_period(str(row["period"]))
    if period is None:
        return "–" if day is None else f"{day:%d/%m/%Y}" if page.lang == "fr" else day.isoformat()
    if kind_of(period) == PeriodKind.QUARTER:
        return f"{'T' if page.lang == 'fr' else 'Q'}{period.text[-1]} {period.start.year}"
    if kind_of(period) == PeriodKind.MONTH:
        return f"{period.start:%m/%Y}"
    return period.text if kind_of(period) == PeriodKind.YEAR else f"{period.start:%m/%Y}–{period.end:%m/%Y}"


def _day(iso: str, *, lang: str) -> str:
    return wording.day(dt.date.fromisoformat(iso), lang=lang)


def _text(text: object) -> str:
    return markup_text.escape(str(text), quote=True)
