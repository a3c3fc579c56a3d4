"""Column headers: one key a header whatever its typography, and where a mapped header is in a file."""

from __future__ import annotations

import difflib
import html
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from declic_analysis.errors import SourceError, message

IMPORT_ID = '"ImportId"'
DRUPAL = {
    *("séquentiel", "sid", "heure de soumission", "brouillon", "serial", "submitted time", "draft", "uid"),
    *("webform_serial", "webform_sid", "webform_time", "webform_draft", "webform_uid"),
}
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"})


def header_key(text: str) -> str:
    """HTML-unescape, straight apostrophes, no soft hyphen, NFKC, every kind of space to one, strip, casefold."""
    plain = html.unescape(str(text)).replace("\u00ad", "").translate(APOSTROPHES)
    return " ".join(unicodedata.normalize("NFKC", plain).split()).casefold()


def joined_headers(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One header a column from 1 to 3 lines: all lines, a blank upper cell belonging to the merged cell at its left.

    Qualtrics: its codes, on the first line. Drupal, where nothing ends a merged cell: the last line's text, where
    no other column has it.
    """
    last = [cell.strip() for cell in lines[-1]]
    if closes_qualtrics(last):
        return tuple(cell.strip() for cell in lines[0])
    if len(lines) == 1:
        return tuple(last)
    whole = _joined(lines)
    if not closes_drupal(last):
        return tuple(whole)
    seen = Counter(map(header_key, last))
    alone = (bool(cell) and seen[header_key(cell)] == 1 for cell in last)
    return tuple(cell if own else full for cell, full, own in zip(last, whole, alone, strict=True))


def closes_qualtrics(line: Sequence[str]) -> bool:
    """The last of Qualtrics' header lines, a JSON ImportId a column."""
    return any(IMPORT_ID in cell for cell in line)


def closes_drupal(line: Sequence[str]) -> bool:
    """The last header line of a Drupal webform, where its system columns stand."""
    return len(DRUPAL & {header_key(cell) for cell in line}) > 1


def _joined(lines: Sequence[Sequence[str]]) -> list[str]:
    upper = [_filled_right(line) for line in lines[:-1]]
    columns = zip(*upper, [cell.strip() for cell in lines[-1]], strict=True)
    return [" / ".join(dict.fromkeys(part for part in column if part)) for column in columns]


def _filled_right(line: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for cell in line:
        filled.append(cell.strip() or (filled[-1] if filled else ""))
    return filled


def one_name(_: str) -> Iterable[str]:
    """A header that goes by no other name."""
    return ()


class HeaderForms(NamedTuple):
    """How a tool writes headers.

    other_names: of one header; options: what opens and closes an option after its question (`[`, `]`); merged: a
    question stands on an upper line over the columns of its options.
    """

    other_names: Callable[[str], Iterable[str]] = one_name
    options: tuple[tuple[str, str], ...] = ()
    merged: bool = False


PLAIN = HeaderForms()


class OptionColumn(NamedTuple):
    """A column that is one option of a question, and every name of that option."""

    position: int
    names: tuple[str, ...]


class Columns:
    """Mapped header → positions in the file. A header as it is written goes first, then all its lines together, then
    each line's own text, then the tool's other names of it.
    """

    def __init__(
        self,
        headers: Sequence[str],
        *,
        lines: Sequence[Sequence[str]] = (),
        file: str,
        forms: HeaderForms = PLAIN,
    ) -> None:
        self.headers, self.file, self.forms = tuple(headers), file, forms
        self.lines = [list(line) for line in lines] if len(lines) > 1 else []
        self._at: dict[str, list[int]] = _index(enumerate(headers))
        together = [_joined(self.lines[k:]) for k in range(len(self.lines) - 1)]
        for names in (*together, *map(self._own_names, range(len(self.lines)))):
            self._add(_index(enumerate(names)))
        self._add(_index((k, name) for k, header in enumerate(headers) for name in forms.other_names(header)))

    def _add(self, names: Mapping[str, list[int]]) -> None:
        for key, positions in names.items():
            self._at.setdefault(key, positions)

    def _own_names(self, k: int) -> list[str]:
        """Texts of one header line, without those that stand over several columns."""
        line, below = self.lines[k], self.lines[k + 1 :]
        return [cell if not _spans(line, below, position) else "" for position, cell in enumerate(line)]

    def positions(self, header: str) -> list[int]:
        return self._at.get(header_key(header), [])

    def known(self, header: str) -> bool:
        return bool(self.positions(header) or self.options(header))

    def options(self, header: str) -> list[OptionColumn]:
        """The columns of a question's options, as the tool writes them."""
        key = header_key(header)
        if self.forms.merged and self.lines:
            return self._merged_options(key)
        found = ((k, [*self._options_in(names, key)]) for k, names in enumerate(self._names()))
        return [OptionColumn(k, tuple(dict.fromkeys(names))) for k, names in found if names]

    def _names(self) -> list[list[str]]:
        """Every name of each column."""
        lines = [self.headers, *self.lines]
        own = [[line[k] for line in lines] for k in range(len(self.headers))]
        return [[*names, *(other for name in names for other in self.forms.other_names(name))] for names in own]

    def _options_in(self, names: Sequence[str], key: str) -> Iterator[str]:
        """The option in each name of a column, when one of them is the question's."""
        inner = [option for name in names for option in self._inner(header_key(name), key)]
        if inner:
            yield from inner
            yield from (tail for name in names for tail in self._tails(header_key(name)))

    def _inner(self, name: str, key: str) -> Iterator[str]:
        rest = name.removeprefix(key).strip() if name.startswith(key) and name != key else ""
        for opening, closing in self.forms.options:
            if rest.startswith(opening.strip()) and rest.endswith(closing) and len(rest) > len(opening + closing):
                yield rest.removeprefix(opening.strip()).removesuffix(closing).strip()

    def _tails(self, name: str) -> Iterator[str]:
        for opening, closing in self.forms.options:
            base, found, tail = name.removesuffix(closing).rpartition(opening)
            if found and base and name.endswith(closing) and tail.strip():
                yield tail.strip()

    def _merged_options(self, key: str) -> list[OptionColumn]:
        for depth in range(len(self.lines) - 1):
            for position in range(len(self.headers)):
                if key in self._merged_names(depth, position) and _spans(
                    self.lines[depth], self.lines[depth + 1 :], position
                ):
                    return self._run(depth, position)
        return []

    def _merged_names(self, depth: int, position: int) -> set[str]:
        own = self.lines[depth][position]
        if not own.strip():
            return set()
        above = [_filled_right(line)[position] for line in self.lines[:depth]]
        return {header_key(own)} | {header_key(" / ".join([name, own])) for name in above if name}

    def _run(self, depth: int, start: int) -> list[OptionColumn]:
        """From a merged cell to the next one of its line, or of a line above."""
        stop = start + 1
        while stop < len(self.headers) and not any(line[stop].strip() for line in self.lines[: depth + 1]):
            stop += 1
        return [
            OptionColumn(k, (header_key(self.lines[-1][k]),)) for k in range(start, stop) if self.lines[-1][k].strip()
        ]

    def first_known(self, headers: Iterable[str]) -> str | None:
        return next((header for header in headers if self.positions(header)), None)

    def require(self, wanted: Mapping[str, str], *, coalesce: bool) -> None:
        """Refuse a file where a mapped header is absent, or stands twice without being repeated branches.

        Parameters: wanted, what uses the header → header.
        Raises: SourceError, naming every such header at once, with the nearest ones of the file.
        """
        absent = {use: header for use, header in wanted.items() if not self.known(header)}
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


def _spans(line: Sequence[str], below: Sequence[Sequence[str]], position: int) -> bool:
    """Whether a cell of an upper header line stands over several columns."""
    after = position + 1
    over = bool(line[position].strip()) and after < len(line) and not line[after].strip()
    return over and any(row[position].strip() and row[after].strip() for row in below)


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
