"""Choice questions in a raw table: the cell that names what was chosen, or a column an option, ticked or not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.ingest.cells import Reader
from declic_analysis.ingest.headers import header_key
from declic_analysis.study.choices import ABSENT, BLANK, NO, OTHER, OTHER_NAMES, WORDS, YES, ChoiceQuestion
from declic_analysis.study.model import Study, parse_wave

COMMENT = ("comment", "commentaire", "comments")


class Chosen(NamedTuple):
    """The choice questions of one file.

    columns: one row per question and wave: wave, month, wave_key, question, header, joined_by (what may separate the
    options of one cell). cells: row, column (place in `columns`), option (its name in the file; missing where the cell
    itself says which), mark (of `study.choices`), text.
    """

    columns: pd.DataFrame
    cells: pd.DataFrame


class _Part(NamedTuple):
    option: str | None
    position: int


def chosen(reader: Reader, *, study: Study) -> Chosen:
    """Every cell of every choice question that the source maps; an option's own names become its id in `study`."""
    columns, cells = [], []
    for wave in dict.fromkeys([*reader.source.choices, *reader.source.choice_columns]):
        named, apart = reader.source.choices.get(wave, {}), reader.source.choice_columns.get(wave, {})
        for question in dict.fromkeys([*named, *apart]):
            header = named.get(question) or " | ".join(apart[question].values())
            parts = _parts(reader, study.choice_question(question), named.get(question), apart.get(question, {}))
            columns.append((*parse_wave(wave), wave, question, header, "".join(reader.adapter.joined_by)))
            cells.append(_cells(reader, parts).assign(column=len(columns) - 1))
    frame = pd.DataFrame(columns, columns=["wave", "month", "wave_key", "question", "header", "joined_by"])
    found = pd.concat(cells, ignore_index=True) if cells else _no_cells()
    return Chosen(frame.astype({"month": "Int16"}), found)


def choice_positions(reader: Reader, *, study: Study) -> set[int]:
    """Positions of the columns that choice questions use."""
    source = reader.source
    pairs = [(w, q) for part in (source.choices, source.choice_columns) for w, found in part.items() for q in found]
    named = {wave_q: source.choices.get(wave_q[0], {}).get(wave_q[1]) for wave_q in pairs}
    apart = {wave_q: source.choice_columns.get(wave_q[0], {}).get(wave_q[1], {}) for wave_q in pairs}
    found = {
        p.position for pair in pairs for p in _parts(reader, study.choice_question(pair[1]), named[pair], apart[pair])
    }
    return found | {k for header in named.values() if header for k in reader.columns.positions(header)}


def _parts(reader: Reader, question: ChoiceQuestion, header: str | None, apart: dict[str, str]) -> list[_Part]:
    """The columns of a question: those of its options where the file has any, else the one that says which."""
    parts = [_Part(option, k) for option, name in apart.items() for k in reader.columns.positions(name)]
    if header is None:
        return parts
    taken = {part.position for part in parts}
    options = [
        _Part(_known(found.names, question), found.position)
        for found in reader.columns.options(header)
        if found.position not in taken and not found.names[0].endswith(COMMENT)
    ]
    options = [part for part in options if _is_option(reader, part, question)]
    direct = [_Part(None, k) for k in reader.columns.positions(header) if k not in taken]
    offered = {option.id for option in question.options}
    if direct and not any(part.option in offered for part in options):  # `Source (détail)` is no option of `Source`
        return [*parts, *direct, *(part for part in options if part.option == OTHER)]
    return [*parts, *options]


def _known(names: tuple[str, ...], question: ChoiceQuestion) -> str:
    """The option's id where one of its names is known, `other`, or its name in the file."""
    ids = {
        header_key(word): option.id
        for option in question.options
        for word in (option.id, option.label.fr, option.label.en or option.id, *option.codes)
    }
    found = next((ids[name] for name in names if name in ids), None)
    plain = [name.rstrip(" :.…") for name in names]
    return found or (OTHER if OTHER_NAMES & set(plain) or names[0].endswith("_text") else names[0])


def _is_option(reader: Reader, part: _Part, question: ChoiceQuestion) -> bool:
    """Where nothing ends a merged header, a column of something else follows the options: its cells are no ticks."""
    if not reader.adapter.forms.merged or part.option in {OTHER, *(option.id for option in question.options)}:
        return True
    marks = {*reader.adapter.ticked, *reader.adapter.unticked, *reader.adapter.not_asked, ""}
    return {header_key(text) for text in reader.cells(part.position).unique()} <= marks


def _cells(reader: Reader, parts: list[_Part]) -> pd.DataFrame:
    columns = [_column(reader, part) for part in parts]
    frame = pd.concat(columns, ignore_index=True) if columns else _no_cells().drop(columns="column")
    explicit = bool((frame["mark"] == NO).any())
    # Beside explicit refusals, an empty cell is an option that was not offered.
    unsaid = frame["option"].notna() & (frame["option"] != OTHER) & (frame["mark"] == BLANK)
    return frame.assign(mark=frame["mark"].mask(unsaid & explicit, ABSENT))


def _column(reader: Reader, part: _Part) -> pd.DataFrame:
    cells = reader.cells(part.position)
    marks = {text: _mark(reader, text, part) for text in cells.unique()}
    return pd.DataFrame(
        {
            "row": cells.index,
            "option": pd.Series(part.option, index=cells.index, dtype="str"),
            "mark": cells.map(marks).astype("str"),
            "text": cells,
        }
    )


def _mark(reader: Reader, text: str, part: _Part) -> str:
    key, adapter = header_key(text), reader.adapter
    if not key:
        return BLANK
    if part.option is None:
        return ABSENT if key in adapter.not_asked else WORDS
    if key in adapter.not_asked:
        return ABSENT
    if key in adapter.unticked:
        return NO
    names = {header_key(reader.raw.headers[part.position]), part.option}
    return YES if key in adapter.ticked or key in names else WORDS


def _no_cells() -> pd.DataFrame:
    return pd.DataFrame(
        {name: np.array([], dtype="int64") for name in ("row", "column")}
        | {name: pd.Series([], dtype="str") for name in ("option", "mark", "text")}
    )
