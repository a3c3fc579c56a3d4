"""Column headers: one key a header whatever its typography, and where a mapped header is in a file."""

from __future__ import annotations

import difflib
import html
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from declic_analysis.errors import SourceError, message

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"})


def header_key(text: str) -> str:
    """HTML-unescape, straight apostrophes, NFKC, every kind of space to one, strip, casefold."""
    plain = html.unescape(str(text)).translate(APOSTROPHES)
    return " ".join(unicodedata.normalize("NFKC", plain).split()).casefold()


def joined_headers(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One header a column from 1 to 3 lines; a blank upper cell belongs to the merged cell at its left."""
    if len(lines) == 1:
        return tuple(cell.strip() for cell in lines[0])
    upper = [_filled_right(line) for line in lines[:-1]]
    columns = zip(*upper, [cell.strip() for cell in lines[-1]], strict=True)
    return tuple(" / ".join(dict.fromkeys(part for part in column if part)) for column in columns)


def _filled_right(line: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for cell in line:
        filled.append(cell.strip() or (filled[-1] if filled else ""))
    return filled


class Columns:
    """Mapped header → positions in the file. With several header lines, each line's own text is also a name; a tool's
    `other_names` of a header come last: a header as it is written always goes before them.
    """

    def __init__(
        self,
        headers: Sequence[str],
        *,
        lines: Sequence[Sequence[str]] = (),
        file: str,
        other_names: Callable[[str], Iterable[str]] | None = None,
    ) -> None:
        self.headers, self.file = tuple(headers), file
        self._at: dict[str, list[int]] = _index(enumerate(headers))
        for line in lines if len(lines) > 1 else ():
            self._add(_index(enumerate(line)))
        if other_names is not None:
            self._add(_index((k, name) for k, header in enumerate(headers) for name in other_names(header)))

    def _add(self, names: Mapping[str, list[int]]) -> None:
        for key, positions in names.items():
            self._at.setdefault(key, positions)

    def positions(self, header: str) -> list[int]:
        return self._at.get(header_key(header), [])

    def first_known(self, headers: Iterable[str]) -> str | None:
        return next((header for header in headers if self.positions(header)), None)

    def require(self, wanted: Mapping[str, str], *, coalesce: bool) -> None:
        """Refuse a file where a mapped header is absent, or stands twice without being repeated branches.

        Parameters: wanted, what uses the header → header.
        Raises: SourceError, naming every such header at once, with the nearest ones of the file.
        """
        absent = {use: header for use, header in wanted.items() if not self.positions(header)}
        if absent:
            raise self._absent(absent)
        twice = {use: header for use, header in wanted.items() if len(self.positions(header)) > 1}
        if twice and not coalesce:
            raise self._ambiguous(twice)

    def _absent(self, absent: Mapping[str, str]) -> SourceError:
        lines = [f"{use} → « {header} »{self._near(header)}" for use, header in absent.items()]
        return SourceError(
            message(fr="Des colonnes annoncées par l’étude manquent.", en="Columns that the study names are missing."),
            where=self.file,
            found=message(fr=f"{len(self.headers)} colonnes", en=f"{len(self.headers)} columns"),
            allowed="\n      ".join(lines),
            action=message(
                fr="Corrigez l’en-tête dans study.yaml (ou la question dans l’outil), puis relancez « declic check ».",
                en="Correct the header in study.yaml (or the question in the tool), then run `declic check` again.",
            ),
        )

    def _near(self, header: str) -> str:
        known = {header_key(name): name for name in self.headers if name}
        near = difflib.get_close_matches(header_key(header), known, n=2, cutoff=0.6)
        return f" (≈ {', '.join(f'« {known[key]} »' for key in near)})" if near else ""

    def _ambiguous(self, twice: Mapping[str, str]) -> SourceError:
        lines = [
            f"{use} → « {header} » : " + ", ".join(_letter(p) for p in self.positions(header))
            for use, header in twice.items()
        ]
        return SourceError(
            message(
                fr="Des colonnes portent le même intitulé : laquelle lire ?",
                en="Several columns carry the same header: which one is meant?",
            ),
            where=self.file,
            found="\n      ".join(lines),
            allowed=message(fr="un en-tête par colonne", en="one header per column"),
            action=message(
                fr="Renommez la question dans l’outil et exportez de nouveau, ou retirez la colonne en trop.",
                en="Rename the question in the tool and export again, or drop the column too many.",
            ),
        )


def _index(headers: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for position, header in headers:
        if header_key(header):
            found[header_key(header)].append(position)
    return dict(found)


def _letter(position: int) -> str:
    """0 → A, 26 → AA: the column's name in a spreadsheet."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
