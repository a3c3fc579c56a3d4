"""One sheet → the text of each of its cells, as a respondent's answers leave a survey tool."""

from __future__ import annotations

import datetime as dt

from declic_analysis.demo.layout import CHANNELS, Export, plain
from declic_analysis.demo.people import DONT_KNOW_SCORE, NO_SCORE
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study
from declic_analysis.vocabulary import Direction, RowState

Cell = str | int | dt.datetime
REWORDED = {"Ni d'accord ni pas d'accord": "Ni d'accord ni en désaccord", "Plutôt pas d'accord": "Plutôt en désaccord"}
STRAY_SPACE_EVERY = 17  # in a file that was opened and saved by hand


def cells(sheet: Sheet, export: Export, study: Study) -> dict[str, Cell]:
    """Layout key → cell, for what respondents gave; the system columns are the writer's."""
    answers = {key: answer_cell(sheet, key, export=export, study=study) for key in sheet.scores}
    quotable = "" if sheet.kind == "empty_row" else _yes_no(sheet.quotable, export)
    free = {f"open/{question}": text for question, text in sheet.open.items()}
    return {**_context(sheet, export, study), **answers, **free, "quotable": quotable, **_channels(sheet, export)}


def _context(sheet: Sheet, export: Export, study: Study) -> dict[str, Cell]:
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


def _yes_no(said: bool, export: Export) -> Cell:
    yes, no = {"typeform": ("1", "0"), "kobotoolbox": ("oui", "non")}.get(export.tool, ("Oui", "Non"))
    return yes if said else no


def chosen(sheet: Sheet) -> list[str]:
    """Options ticked in the question with several answers; a questionnaire left on the way never came to it."""
    if sheet.sent_at is None:
        return []
    return [option for k, option in enumerate(CHANNELS) if (sheet.person % 7 + 1) >> k & 1]


# how each tool writes an option that was ticked, one that was not, and one that nobody came to
TICKS: dict[str, tuple[Cell, Cell, Cell]] = {
    "limesurvey": ("Oui", "Non", ""),
    "framaforms": ("X", "", ""),
    "kobotoolbox": ("1", "0", ""),
    "tally": ("TRUE", "FALSE", ""),
    "generic": ("1", "0", ""),
}
JOINS = {"framaforms": ",", "google_forms": ", ", "tally": ", ", "qualtrics": ","}


def _channels(sheet: Sheet, export: Export) -> dict[str, Cell]:
    """The question with several answers: joined in one cell under `channel`, an option a cell under `channel/…`."""
    options = chosen(sheet)
    labels = [CHANNELS[option] for option in options]
    if export.tool == "kobotoolbox":
        joined = " ".join(options)
    elif export.tool == "microsoft_forms":
        joined = "".join(f"{label};" for label in labels)
    else:
        joined = (";" if export.variant == "forms" else JOINS.get(export.tool, ", ")).join(labels)
    ticked, unticked, unseen = TICKS.get(export.tool, ("", "", ""))
    apart = {f"channel/{o}": ticked or CHANNELS[o] if o in options else unticked if options else unseen
             for o in CHANNELS}  # fmt: skip
    return {"channel": joined, **apart}


def _territory(sheet: Sheet, study: Study) -> str:
    """As people write it: mostly the label, now and then an alias; a territory unknown to the study as it stands."""
    known = {t.id: [t.label.fr, *t.aliases] for t in study.territories}
    names = known.get(sheet.territory, [sheet.territory])
    return names[0] if sheet.person % 6 else names[sheet.person % len(names)]


def answer_cell(sheet: Sheet, key: str, *, export: Export, study: Study) -> Cell:
    """The cell of one item: what was typed by hand, else the level as the export writes it."""
    if key in sheet.written:
        return sheet.written[key]
    score = sheet.scores[key]
    if score == NO_SCORE:
        return _nothing(sheet, export)
    item = study.item(key.split("/")[1])
    position = 6 - score if item.direction == Direction.FAVOURABLE_LOW and score else score
    level = _level(position, export, study)
    return level + _stray_space(sheet, key, export) if isinstance(level, str) else level


def _nothing(sheet: Sheet, export: Export) -> Cell:
    if export.tool == "limesurvey" and sheet.kind == "draft":
        return "N/A"
    return "999" if export.tool == "generic" and export.variant == "csv" and sheet.kind != "empty_row" else ""


def _level(position: int, export: Export, study: Study) -> Cell:
    if export.answers == "codes":
        return f"A{position or 6}"
    scale = study.scales[0]
    if export.answers == "numbers" and position:
        return f"{position},0" if export.tool == "generic" else str(position)
    label = scale.levels[position - 1].label.fr if position else scale.non_substantive[0].label.fr
    if export.answers == "numbers":
        return scale.non_substantive[0].codes[2]
    if export.tool == "limesurvey":
        return label  # typographic apostrophe, as the questionnaire was typed
    return REWORDED.get(plain(label), plain(label)) if export.answers == "reworded" else plain(label)


def _stray_space(sheet: Sheet, key: str, export: Export) -> str:
    turn = (sheet.person + list(sheet.scores).index(key)) % STRAY_SPACE_EVERY
    return " " if export.resaved and turn == 0 else ""


FRENCH_DAYS = ("google_forms", "framaforms", "generic")


def day(value: dt.date, export: Export) -> Cell:
    """A date as the export writes it; a workbook of Microsoft Forms or of a spreadsheet holds real dates."""
    if export.workbook and export.tool in ("microsoft_forms", "generic"):
        return dt.datetime.combine(value, dt.time())
    if export.tool == "microsoft_forms":
        return f"{value.month}/{value.day}/{value:%y}"
    return f"{value:%d/%m/%Y}" if export.resaved or export.tool in FRENCH_DAYS else value.isoformat()


def expected_cells(sheets: list[Sheet], *, export: Export) -> dict[str, int]:
    """How the item cells of the accepted rows fall into the four categories of the ledger.

    Where the question with several answers is asked, it counts for one cell a row.
    """
    accepted = [sheet for sheet in sheets if sheet.state == RowState.ACCEPTED]
    states = [
        "quarantined" if key in sheet.written else _cell_state(score)
        for sheet in accepted
        for key, score in sheet.scores.items()
    ]
    if export.full:
        states += ["substantive" if chosen(sheet) else "empty" for sheet in accepted]
    counts = {name: states.count(name) for name in ("substantive", "non_substantive", "empty", "quarantined")}
    return {"raw": len(states), **counts}


def _cell_state(score: int) -> str:
    return {DONT_KNOW_SCORE: "non_substantive", NO_SCORE: "empty"}.get(score, "substantive")
