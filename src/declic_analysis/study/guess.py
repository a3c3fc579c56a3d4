"""What a survey file that nobody has described yet seems to hold: headers and labels, no respondent's answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from declic_analysis.errors import Message, message
from declic_analysis.vocabulary import Tool


@dataclass(frozen=True)
class LevelGuess:
    """One step: the words to print, and every spelling met in the file."""

    label: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScaleGuess:
    """`levels` from the least to the most; `sure` when the order comes from a known vocabulary or from numbers.

    unplaced: labels given by five rows or more that belong to no known step.
    """

    id: str
    levels: tuple[LevelGuess, ...]
    sure: bool
    off_scale: tuple[tuple[str, LevelGuess], ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def favourable_from(self) -> int:
        return len(self.levels) // 2 + (2 if len(self.levels) > 2 and len(self.levels) % 2 else 1)


@dataclass(frozen=True)
class ColumnGuess:
    """`kind`: system, scale, choice, identifier, date, text, number, empty, other. `repeated`: header used twice."""

    header: str
    kind: str
    scale: str = ""
    wave: str = ""
    stem: str = ""
    battery: str = ""
    repeated: bool = False


@dataclass(frozen=True)
class FileGuess:
    """A survey file as it looks. `pairs`: headers (before, after) of an item; `batteries`: likely pairs, to confirm."""

    file: str
    tool: Tool
    looks_like: str
    system: tuple[str, ...]
    encoding: str | None
    separator: str | None
    sheet: str | None
    header_rows: int
    n_rows: int
    wave: str
    columns: tuple[ColumnGuess, ...]
    scales: tuple[ScaleGuess, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    batteries: tuple[tuple[str, str], ...] = ()
    person: tuple[str, ...] = ()
    answered_on: str | None = None
    date_order: str | None = None
    missing: tuple[str, ...] = ()
    notes: tuple[Message, ...] = field(default=())

    def of_kind(self, kind: str) -> list[ColumnGuess]:
        return [column for column in self.columns if column.kind == kind]

    @property
    def evidence(self) -> list[str]:
        """What was found and why, one sentence a line, in the language of messages."""
        return [str(line) for line in (*self._found(), *self.notes)]

    def _found(self) -> list[Message]:
        form = self.sheet or f"{self.encoding}, {'tab' if self.separator == chr(9) else self.separator}"
        known = ", ".join(self.system) or "–"
        scales = "; ".join(f"{s.id} ({' < '.join(level.label for level in s.levels)})" for s in self.scales) or "–"
        n = {kind: len(self.of_kind(kind)) for kind in ("scale", "text", "choice", "identifier", "date")}
        return [
            message(
                fr=f"Fichier : {self.file}, {self.n_rows} lignes, {len(self.columns)} colonnes ({form}).",
                en=f"File: {self.file}, {self.n_rows} rows, {len(self.columns)} columns ({form}).",
            ),
            message(
                fr=f"Outil : {self.looks_like} ; colonnes qui le montrent : {known}.",
                en=f"Tool: {self.looks_like}; columns that show it: {known}.",
            ),
            message(fr=f"Échelles : {scales}.", en=f"Scales: {scales}."),
            message(
                fr=f"Colonnes : {n['scale']} sur une échelle, {n['text']} en texte libre, {n['choice']} à choix, "
                f"{n['identifier']} d’identité, {n['date']} de date.",
                en=f"Columns: {n['scale']} on a scale, {n['text']} free text, {n['choice']} choices, "
                f"{n['identifier']} identity, {n['date']} dates.",
            ),
            message(
                fr=f"Avant / après dans une même ligne : {len(self.pairs)} paires de colonnes.",
                en=f"Before / after in one row: {len(self.pairs)} pairs of columns.",
            ),
        ]
