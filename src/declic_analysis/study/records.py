"""The study as sheets of records: nested mapping → flat rows, and back, remembering which cell each field came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from declic_analysis.errors import Message, message
from declic_analysis.study.columns import FAVOURABLE, LEVEL, OFF_SCALE, PARENT, SORT, VALUE, Sheet
from declic_analysis.study.faults import Path_

Record = dict[str, Any]


class Place(NamedTuple):
    """Where a person finds a field. `row` 0 means the whole sheet, no header the whole row."""

    sheet: str
    row: int = 0
    header: str = ""

    def said(self, file: str) -> Message:
        fr, en = f"{file}, feuille « {self.sheet} »", f"{file}, sheet “{self.sheet}”"
        if self.row:
            fr, en = f"{fr}, ligne {self.row}", f"{en}, row {self.row}"
        if self.header:
            fr, en = f"{fr}, colonne « {self.header} »", f"{en}, column “{self.header}”"
        return message(fr=fr, en=en)


@dataclass
class Draft:
    """A study being read: the nested mapping, where each field came from, what is wrong so far."""

    raw: dict[str, Any] = field(default_factory=dict)
    places: dict[Path_, Place] = field(default_factory=dict)
    faults: list[tuple[Place, Message]] = field(default_factory=list)

    def fault(self, place: Place, *, fr: str, en: str) -> None:
        self.faults.append((place, message(fr=fr, en=en)))

    def place_of(self, path: Path_) -> Place:
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place("étude"))


def at(node: Any, path: tuple[str, ...]) -> Any:
    """The value down a path of a nested mapping; None where the path ends early."""
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return node


def put(node: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    for name in path[:-1]:
        node = node.setdefault(name, {})
    node[path[-1]] = value


def records_of(raw: dict[str, Any], sheet: Sheet) -> list[Record]:
    """The rows of a sheet, each a small nested mapping with the parent's id and the keys beside the fields."""
    if sheet.shape == "fields":
        return [raw]
    if sheet.shape == "scales":
        return [record for scale in raw["scales"] for record in _steps(scale)]
    owners = [raw] if sheet.shape in ("rows", "map") else at(raw, sheet.at)
    rows: list[Record] = []
    for owner in owners:
        content = at(owner, sheet.at) if owner is raw else owner[sheet.field]
        parent = {} if owner is raw else {PARENT: owner["id"]}
        found = content if "rows" in sheet.shape else _walked(content, sheet.key_names())
        rows += [parent | record for record in found]
    return rows


def _walked(content: Any, keys: list[str]) -> Iterator[Record]:
    if not keys:
        yield content if isinstance(content, dict) else {VALUE: content}
        return
    for name, inner in content.items():
        below = list(_walked(inner, keys[1:]))
        yield from ({keys[0]: name} | record for record in below or [{}])


def _steps(scale: Record) -> Iterator[Record]:
    for k, level in enumerate(scale["levels"], start=1):
        yield {PARENT: scale["id"], SORT: LEVEL, FAVOURABLE: k >= scale["favourable_from"]} | level
    for off in scale["non_substantive"]:
        yield {PARENT: scale["id"], SORT: OFF_SCALE, FAVOURABLE: None} | off


def add_records(draft: Draft, sheet: Sheet, rows: list[tuple[int, Record]]) -> None:
    """Put the rows of a sheet into the study being read, and note where each field stands."""
    if sheet.shape == "scales":
        _add_scales(draft, sheet, rows)
        return
    for parent in at(draft.raw, sheet.at) or [] if sheet.field else []:
        parent.setdefault(sheet.field, [] if "rows" in sheet.shape else {})
    for row, record in rows:
        owner = _owner(draft, sheet, row, record)
        if owner is None:
            continue
        content, base = owner
        record.pop(PARENT, None)
        if "rows" in sheet.shape:
            content.append(record)
            _note(draft, sheet, row, (*base, len(content) - 1))
        else:
            _add_to_map(draft, sheet, row, record, content, base)


def _owner(draft: Draft, sheet: Sheet, row: int, record: Record) -> tuple[Any, Path_] | None:
    """The list or mapping that the record goes into, and its path."""
    empty: Any = [] if "rows" in sheet.shape else {}
    if not sheet.field:
        if at(draft.raw, sheet.at) is None:
            put(draft.raw, sheet.at, empty)
        return at(draft.raw, sheet.at), sheet.at
    parents = at(draft.raw, sheet.at) or []
    wanted, column = record.get(PARENT), sheet.columns[0]
    for k, parent in enumerate(parents):
        if wanted is not None and parent.get("id") == wanted:
            return parent.setdefault(sheet.field, empty), (*sheet.at, k, sheet.field)
    known = ", ".join(str(parent.get("id")) for parent in parents)
    draft.fault(
        Place(sheet.title, row, column.header),
        fr=f"« {column.refers} » ne déclare pas cet id ; admis : {known or '(rien de déclaré)'}",
        en=f"“{column.refers}” does not declare this id; allowed: {known or '(nothing declared)'}",
    )
    return None


def _add_to_map(draft: Draft, sheet: Sheet, row: int, record: Record, content: Any, base: Path_) -> None:
    wanted = sheet.key_names()
    names = [record.pop(name, None) for name in wanted]
    given = [name for name in names if name is not None]
    if not given or names[: len(given)] != given or (record and len(given) < len(names)):
        draft.fault(
            Place(sheet.title, row, _header(sheet, wanted[names.index(None)])),
            fr="cellule obligatoire vide",
            en="required cell is empty",
        )
        return
    for k, name in enumerate(given[:-1], start=1):
        content = content.setdefault(name, {})
        draft.places.setdefault((*base, *given[:k]), Place(sheet.title, row))
    _add_entry(draft, sheet, row, record, content, (*base, *given), complete=len(given) == len(names))


def _add_entry(
    draft: Draft, sheet: Sheet, row: int, record: Record, content: Any, path: Path_, *, complete: bool
) -> None:
    name = path[-1]
    if complete and name in content:
        draft.fault(Place(sheet.title, row), fr="déjà donné plus haut dans cette feuille", en="already given above")
    _note(draft, sheet, row, path)
    if complete:
        content[name] = record.get(VALUE) if _is_plain(sheet) else record
    else:
        content.setdefault(name, {})


def _header(sheet: Sheet, name: str) -> str:
    return next(column.header for column in sheet.columns if column.path == (name,))


def _is_plain(sheet: Sheet) -> bool:
    return any(column.path == (VALUE,) for column in sheet.columns)


def _add_scales(draft: Draft, sheet: Sheet, rows: list[tuple[int, Record]]) -> None:
    scales: list[Record] = draft.raw.setdefault("scales", [])
    firsts: dict[str, int] = {}
    for row, record in rows:
        name = record.pop(PARENT, None)
        k = next((k for k, scale in enumerate(scales) if scale.get("id") == name), len(scales))
        if k == len(scales):
            scales.append({"id": name, "levels": [], "non_substantive": []} if name else {"levels": []})
            firsts[str(name)] = row
            draft.places[("scales", k)] = Place(sheet.title, row)
            draft.places[("scales", k, "id")] = Place(sheet.title, row, sheet.columns[0].header)
        _add_step(draft, sheet, row, record, scales[k], k)


def _add_step(draft: Draft, sheet: Sheet, row: int, record: Record, scale: Record, k: int) -> None:
    sort, favourable = record.pop(SORT, LEVEL), record.pop(FAVOURABLE, None)
    steps: list[Record] = scale.setdefault("levels" if sort == LEVEL else "non_substantive", [])
    steps.append(record)
    _note(draft, sheet, row, ("scales", k, "levels" if sort == LEVEL else "non_substantive", len(steps) - 1))
    if sort != LEVEL:
        return
    place = Place(sheet.title, row, "favorable")
    draft.places.setdefault(("scales", k, "favourable_from"), place)
    if favourable:
        scale.setdefault("favourable_from", len(steps))
    elif "favourable_from" in scale:
        draft.fault(
            place,
            fr="un niveau plus bas est favorable : celui-ci doit l’être aussi (oui)",
            en="a lower level is favourable: this one must be too (oui)",
        )


def _note(draft: Draft, sheet: Sheet, row: int, base: Path_) -> None:
    """Where each field of a row stands; a group of fields stands at its first column."""
    draft.places[base] = Place(sheet.title, row)
    for column in sheet.columns:
        if column.path[0].startswith("@"):
            continue
        for depth in range(1, len(column.path) + 1):
            place = Place(sheet.title, row, column.header)
            draft.places.setdefault((*base, *column.path[:depth]), place)
