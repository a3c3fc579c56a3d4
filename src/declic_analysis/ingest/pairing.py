"""What would make pairing impossible, told while there is still time: before anybody has answered."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from declic_analysis.errors import Message, message
from declic_analysis.ingest.files import RawFile, raw_files
from declic_analysis.ingest.sniffing import decoded
from declic_analysis.study.form import is_paired
from declic_analysis.study.model import Audience, Source, Study
from declic_analysis.vocabulary import Design, Wave

LIMESURVEY_COLUMNS = {"class", "type/scale", "name", "text"}
LIMIT = 5_000_000  # bytes: a questionnaire is far smaller


class Structure(NamedTuple):
    """A questionnaire found in the raw folder: its settings, and the names and words of its questions."""

    settings: dict[str, str]
    questions: tuple[str, ...]


def pairing_warnings(study: Study, *, raw: Path) -> list[Message]:
    """What the study, or a questionnaire lying in its raw folder, does that makes waves impossible to pair.

    Parameters: raw, the folder of raw files; questionnaires are told by content: LimeSurvey's `.lss` and its
    tab-separated structure, XLSForm workbooks. Returns: one sentence each, with what to do; nothing where all is well.
    """
    followed = [audience for audience in study.audiences if audience.design == Design.PRE_POST]
    if not followed:
        return []
    told = [warning for audience in followed for warning in _of_audience(study, audience)]
    files = raw_files(raw) if raw.is_dir() else []
    return [*told, *(warning for file in files for warning in _of_file(file))]


def _of_audience(study: Study, audience: Audience) -> Iterator[Message]:
    sources = [source for source in study.sources if source.audience.value in (None, audience.id)]
    apart = [source for source in sources if len(_sides(source)) == 1]
    if len({side for source in apart for side in _sides(source)}) == 2:
        yield from (_no_person(audience, source) for source in apart if source.person is None)
        yield from _other_columns(audience, apart)
    if not sources and not is_paired(study, audience):
        yield message(
            fr=f"{audience.label.fr} : le questionnaire de cette étude ne pose pas la question du code personnel ; "
            "avant et après ne pourront pas être appariés. Retirez « code_asked: false » de la rubrique « "
            "instrument ».",
            en=f"{audience.label.of('en')}: the questionnaire of this study does not ask for the personal code; "
            "before and after cannot be paired. Remove `code_asked: false` from `instrument`.",
        )


def _sides(source: Source) -> set[str]:
    """Before, or later: a source that holds both is paired within its rows."""
    return {"before" if wave == Wave.BEFORE else "later" for wave in source.answers}


def _no_person(audience: Audience, source: Source) -> Message:
    return message(
        fr=f"{audience.label.fr} : la source « {source.id} » ne dit pas quelle colonne porte le code personnel ; "
        "ses réponses ne pourront pas être appariées. Posez la question du code, puis déclarez « person: "
        "{columns: […]} ».",
        en=f"{audience.label.of('en')}: source '{source.id}' does not say which column holds the personal code; "
        "its answers cannot be paired. Ask for the code, then declare `person: {columns: […]}`.",
    )


def _other_columns(audience: Audience, sources: list[Source]) -> Iterator[Message]:
    widths = {source.id: len(source.person.columns) for source in sources if source.person}
    if len(set(widths.values())) > 1:
        listed = ", ".join(f"{name} : {n}" for name, n in widths.items())
        yield message(
            fr=f"{audience.label.fr} : le code tient en un nombre différent de colonnes selon la source ({listed}) ; "
            "il ne sera jamais le même. Demandez-le de la même façon à chaque temps.",
            en=f"{audience.label.of('en')}: the code stands in another number of columns in each source "
            f"({listed}); it will never be the same. Ask for it the same way in each wave.",
        )


def _of_file(file: RawFile) -> Iterator[Message]:
    found = structure_of(file.path)
    if found is None:
        return
    if found.settings.get("anonymized") == "Y":
        yield message(
            fr=f"{file.name} : ce questionnaire LimeSurvey est réglé sur « réponses anonymisées » ; avant et après "
            "ne pourront pas être appariés, et les dates seront perdues. Désactivez ce réglage avant d’activer "
            "l’enquête : ensuite, LimeSurvey ne le permet plus.",
            en=f"{file.name}: this LimeSurvey questionnaire is set to “anonymised responses”; before and after "
            "cannot be paired, and dates are lost. Switch it off before you activate the survey: LimeSurvey does "
            "not allow it later.",
        )
    if found.settings.get("datestamp") == "N":
        yield message(
            fr=f"{file.name} : les dates de réponse ne sont pas enregistrées (« datestamp ») ; activez-les : elles "
            "disent quelle réponse est la dernière.",
            en=f"{file.name}: dates of answers are not recorded (`datestamp`); switch them on: they tell the last "
            "answer.",
        )
    if not any("code" in question.casefold() for question in found.questions):
        yield message(
            fr=f"{file.name} : aucune question de ce questionnaire ne parle d’un code personnel ; sans lui, avant "
            "et après ne pourront pas être appariés. « declic questionnaire » écrit un questionnaire qui le "
            "demande.",
            en=f"{file.name}: no question of this questionnaire speaks of a personal code; without one, before and "
            "after cannot be paired. `declic questionnaire` writes a questionnaire that asks for it.",
        )


def structure_of(path: Path) -> Structure | None:
    """The questionnaire in a file; nothing where it is no questionnaire (answers, registers, anything else)."""
    if path.stat().st_size > LIMIT:
        return None
    content = path.read_bytes()
    if path.suffix.lower() == ".lss":
        return _limesurvey_xml(content.decode("utf-8", errors="replace"))
    if path.suffix.lower() in (".txt", ".tsv"):
        return _limesurvey_table(decoded(content, encoding=None, file=path.name)[0])
    return _xlsform(path) if path.suffix.lower() == ".xlsx" else None


def _limesurvey_xml(text: str) -> Structure | None:
    if "<document" not in text or "LimeSurveyDocType" not in text:
        return None
    settings = {
        name: found[1]
        for name in ("anonymized", "datestamp")
        if (found := re.search(rf"<{name}>\s*(?:<!\[CDATA\[)?([YN])", text))
    }
    named = re.findall(r"<(?:title|question)>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</", text, flags=re.DOTALL)
    return Structure(settings, tuple(named))


def _limesurvey_table(text: str) -> Structure | None:
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not set(lines[0].split("\t")) >= LIMESURVEY_COLUMNS:
        return None
    rows = list(csv.DictReader(lines, delimiter="\t"))
    settings = {row["name"]: row["text"] or "" for row in rows if row["class"] == "S" and row["name"]}
    asked = [f"{row['name']} {row['text']}" for row in rows if row["class"] == "Q"]
    return Structure(settings, tuple(asked))


def _xlsform(path: Path) -> Structure | None:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True)
        rows = list(book["survey"].iter_rows(values_only=True)) if "survey" in book.sheetnames else []
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError):
        return None  # a damaged workbook is told by whoever reads it for its answers
    if not rows or not {"type", "name"} <= {str(cell) for cell in rows[0]}:
        return None
    return Structure({}, tuple(" ".join(str(cell) for cell in row if cell) for row in rows[1:]))
