"""Figures beside testimonies: what the evaluators read in them, held against the published results."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from declic_analysis import disclosure, tables, wording
from declic_analysis.reports.blocks import Block, Blocks, paragraph, table
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.results import View
from declic_analysis.study.narrative import TestimonyReading
from declic_analysis.verbatims.testimony import records
from declic_analysis.vocabulary import Concordance, QualitativeMethod, TestimonySense, Verdict
from declic_analysis.wording.sentences import IMPROVED
from declic_analysis.wording.texts import say

SENSES = {TestimonySense.FAVOURABLE: "up", TestimonySense.UNFAVOURABLE: "down"}
_DOWN = {Verdict.WORSENING.value, Verdict.WORSENING_NOTABLE.value}


def figures_and_testimonies_blocks(view: View, *, readings: pd.DataFrame | None = None) -> Blocks:
    """A row a reading: what testimonies say, what the figures say, whether they agree; then what was collected.

    Parameters: readings, one row a reading of testimonies: audience (id), items (tuple of ids), sense
    (`vocabulary.TestimonySense`), told (in the reader's language, no name), source; None: those of the study.
    """
    lang = view.lang
    told = declared_readings(view) if readings is None else readings
    told = told[told["audience"].isin([a.id for a in view.audiences])]
    if told.empty:
        return Blocks([paragraph(say("testimonies_none", lang=lang), kind="absent"), *_collected(view)])
    shown = agreement(told, shift=view.selected.items.shown)
    names = [say(f"testimonies_{key}", lang=lang) for key in ("about", "told", "figures", "agreement")]
    frame = pd.DataFrame([_row(view, row) for _, row in shown.iterrows()], columns=names)
    caption = say("testimonies_caption", lang=lang)
    note = paragraph(say("testimonies_note", lang=lang), kind="note")
    return Blocks([table(tables.to_html(frame, caption=caption)), note, *_sources(shown), *_collected(view)])


def declared_readings(view: View) -> pd.DataFrame:
    """The readings that the study declares: columns audience, items, sense, told, source."""
    readings = view.selected.study.narrative.testimonies
    columns = ["audience", "items", "sense", "told", "source"]
    return pd.DataFrame([_reading(r, lang=view.lang) for r in readings], columns=columns)


def _reading(reading: TestimonyReading, *, lang: str) -> list[object]:
    return [reading.audience, tuple(reading.items), reading.sense.value, reading.told.of(lang), reading.source]


def agreement(readings: pd.DataFrame, *, shift: pd.DataFrame) -> pd.DataFrame:
    """Readings with what the figures say of the same items.

    Parameters: readings: audience, items, sense; shift: published rows of `paired_shift` (audience, item, verdict).
    Returns: readings + n_items (measured), n_up, n_down (established changes), agreement (`vocabulary.Concordance`):
    concordant where the established changes all go the way the testimonies go, divergent where one goes the other
    way, unknown where none is established or the testimonies are divided.
    """
    counted = [_counted(row, shift) for _, row in readings.iterrows()]
    return (
        readings.reset_index(drop=True)
        .assign(**pd.DataFrame(counted, columns=["n_items", "n_up", "n_down"]))
        .pipe(lambda frame: frame.assign(agreement=[_agreement(row) for _, row in frame.iterrows()]))
    )


def _counted(reading: pd.Series, shift: pd.DataFrame) -> dict[str, int]:
    own = shift[(shift["audience"] == reading["audience"]) & shift["item"].isin(list(reading["items"]))]
    up, down = own["verdict"].isin(list(IMPROVED)), own["verdict"].isin(list(_DOWN))
    return {"n_items": len(own), "n_up": int(up.sum()), "n_down": int(down.sum())}


def _agreement(row: pd.Series) -> str:
    way = SENSES.get(row["sense"])
    if way is None or row["n_up"] + row["n_down"] == 0:
        return Concordance.UNKNOWN.value
    against = row["n_down"] if way == "up" else row["n_up"]
    return (Concordance.DIVERGENT if against else Concordance.CONCORDANT).value


def _row(view: View, row: pd.Series) -> list[str]:
    lang = view.lang
    labels = {i.id: (i.short or i.wording).of(lang) for i in view.selected.study.items}
    about = f"{view.names[row['audience']]}\u00a0: {', '.join(labels[item] for item in row['items'])}"
    sense = next(s.label.of(lang) for s in TestimonySense if s == row["sense"])
    said = say("testimonies_said", lang=lang, told=str(row["told"]), sense=sense)
    verdict = next(a.label.of(lang) for a in Concordance if a == row["agreement"])
    return [about, said, _figures(row, lang=lang), verdict]


def _figures(row: pd.Series, *, lang: str) -> str:
    if row["n_items"] == 0:
        return say("testimonies_unmeasured", lang=lang)
    counts = {name: wording.integer(row[f"n_{name}"], lang=lang) for name in ("items", "up", "down")}
    return say("testimonies_counts", lang=lang, **counts)


def _sources(readings: pd.DataFrame) -> Iterator[Block]:
    named = list(dict.fromkeys(str(s) for s in readings["source"].dropna()))
    if named:
        yield paragraph("Source\u00a0: " + "\u202f; ".join(named), kind="source")


def _collected(view: View) -> Iterator[Block]:
    """How many interviews and notes the register holds, and how many may be quoted."""
    lang, found = view.lang, register_of(view.selected, "qualitative_sources")
    own = found[found["audience"].isna() | found["audience"].isin([a.id for a in view.audiences])]
    if view.selected.territory:
        own = own[own["territory"].isna() | own["territory"].eq(view.selected.territory).fillna(False)]
    if own.empty:
        return
    labels = {m.value: m.label.of(lang) for m in QualitativeMethod}
    counts = own["method"].value_counts().sort_index()
    listed = ", ".join(f"{labels[str(m)]}\u00a0: {wording.integer(n, lang=lang)}" for m, n in counts.items())
    told = disclosure.publish_records(records(own.assign(method="", audience="")), rules=view.selected.rules).frame
    n = told["n_quotable"].iloc[0]
    quotable = say("not_published", lang=lang) if pd.isna(n) else wording.integer(int(n), lang=lang)
    yield paragraph(say("testimonies_collected", lang=lang, listed=listed, quotable=quotable), kind="note")
