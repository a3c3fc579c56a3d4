"""One sheet → the text of each of its cells, as a respondent's answers leave a survey tool."""

from __future__ import annotations

import datetime as dt

from declic_analysis.demo.layout import Export, plain
from declic_analysis.demo.people import DONT_KNOW_SCORE, NO_SCORE
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study
from declic_analysis.vocabulary import Direction, RowState

REWORDED = {"Ni d'accord ni pas d'accord": "Ni d'accord ni en désaccord", "Plutôt pas d'accord": "Plutôt en désaccord"}
STRAY_SPACE_EVERY = 17  # in a file that was opened and saved by hand


def cells(sheet: Sheet, export: Export, study: Study) -> dict[str, str]:
    """Layout key → text, for what respondents gave; the system columns are the writer's."""
    answers = {key: answer_text(sheet, key, export=export, study=study) for key in sheet.scores}
    quotable = "" if sheet.kind == "empty_row" else ("Oui" if sheet.quotable else "Non")
    free = {f"open/{question}": text for question, text in sheet.open.items()}
    return {**_context(sheet, export, study), **answers, **free, "quotable": quotable}


def _context(sheet: Sheet, export: Export, study: Study) -> dict[str, str]:
    labels = {f.id: f.label.fr for f in study.formats}
    action = sheet.action
    return {
        "code": sheet.code,
        "territory": _territory(sheet, study),
        "format": labels[action.format] if action else "",
        "action": action.id if action else "",
        "action_on": day(action.held_on, export) if action else "",
        "structure": sheet.structure,
    }


def _territory(sheet: Sheet, study: Study) -> str:
    """As people write it: mostly the label, now and then an alias; a territory unknown to the study as it stands."""
    known = {t.id: [t.label.fr, *t.aliases] for t in study.territories}
    names = known.get(sheet.territory, [sheet.territory])
    return names[0] if sheet.person % 6 else names[sheet.person % len(names)]


def answer_text(sheet: Sheet, key: str, *, export: Export, study: Study) -> str:
    """The cell of one item: what was typed by hand, else the level as the export writes it."""
    if key in sheet.written:
        return sheet.written[key]
    score = sheet.scores[key]
    if score == NO_SCORE:
        return "N/A" if sheet.kind == "draft" else ""
    item = study.item(key.split("/")[1])
    position = 6 - score if item.direction == Direction.FAVOURABLE_LOW and score else score
    return _level(position, export, study) + _stray_space(sheet, key, export)


def _level(position: int, export: Export, study: Study) -> str:
    if export.answers == "codes":
        return f"A{position or 6}"
    scale = study.scales[0]
    label = scale.levels[position - 1].label.fr if position else scale.non_substantive[0].label.fr
    if export.tool == "limesurvey":
        return label  # typographic apostrophe, as the questionnaire was typed
    return REWORDED.get(plain(label), plain(label)) if export.answers == "reworded" else plain(label)


def _stray_space(sheet: Sheet, key: str, export: Export) -> str:
    turn = (sheet.person + list(sheet.scores).index(key)) % STRAY_SPACE_EVERY
    return " " if export.resaved and turn == 0 else ""


def day(value: dt.date, export: Export) -> str:
    """A date as the export writes it."""
    french = export.resaved or export.tool == "google_forms"
    return f"{value:%d/%m/%Y}" if french else value.isoformat()


def expected_cells(sheets: list[Sheet]) -> dict[str, int]:
    """How the item cells of the accepted rows fall into the four categories of the ledger."""
    accepted = [sheet for sheet in sheets if sheet.state == RowState.ACCEPTED]
    states = [
        "quarantined" if key in sheet.written else _cell_state(score)
        for sheet in accepted
        for key, score in sheet.scores.items()
    ]
    counts = {name: states.count(name) for name in ("substantive", "non_substantive", "empty", "quarantined")}
    return {"raw": len(states), **counts}


def _cell_state(score: int) -> str:
    return {DONT_KNOW_SCORE: "non_substantive", NO_SCORE: "empty"}.get(score, "substantive")
