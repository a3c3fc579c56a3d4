"""The cells of one column of a register: what each says, or why it cannot be read. Each distinct text once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from declic_analysis.codes import (
    commune_code,
    naf_code,
    rome_code,
    siren_digits,
    siren_fault,
    siret_digits,
    siret_fault,
)
from declic_analysis.ingest.dates import read_date
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.registers import numbers
from declic_analysis.ingest.registers.codes import ERRORS, UNKNOWN, labels, spellings, wave, yes
from declic_analysis.ingest.registers.known import Known
from declic_analysis.redaction import redact
from declic_analysis.study.register_fields import Field
from declic_analysis.vocabulary import FieldState, QuarantineReason, StructureMatch

DATES_READ = "05/03/2024 | 2024-03-05 | 5 mars 2024"
NUMBERS = "un nombre : 1 234,50"
OFFERED_MOST = 12
DTYPES = {
    **dict.fromkeys(("number", "money", "percent", "duration", "days"), "Float64"),
    "whole": "Int64",
    "yes": "boolean",
    "date": "datetime64[ns]",
}
MULTIPLE = re.compile(r"[|;,\n]")


class Cells(NamedTuple):
    """values: typed, missing where nothing can be read; state: a code of FieldState; reason: why quarantined."""

    values: pd.Series
    state: pd.Series
    reason: pd.Series


def read_cells(texts: pd.Series, *, field: Field, known: Known, order: str) -> Cells:
    """The cells of a column as its field says.

    Parameters: texts, `""` where empty; order, of day, month and year in dates made of numbers.
    """
    parse = _parser(field, known=known, order=order)
    table = {text: _one(text, parse=parse, field=field) for text in texts.unique()}
    dtype = DTYPES.get(field.kind, "string")
    values = pd.Series([table[text][0] for text in texts], index=texts.index, dtype=dtype)
    states = pd.Series([table[text][1] for text in texts], index=texts.index, dtype="string")
    reasons = pd.Series([table[text][2] for text in texts], index=texts.index, dtype="string")
    return Cells(values, states, reasons)


Parsed = tuple[Any, str, str | None]


def _one(text: str, *, parse: Callable[[str], Any], field: Field) -> Parsed:
    if text == "":
        return None, FieldState.EMPTY, None
    if header_key(text) in ERRORS:
        return None, FieldState.QUARANTINED, QuarantineReason.SPREADSHEET_ERROR
    found = parse(text)
    if isinstance(found, str) and found == "":
        return None, FieldState.NON_SUBSTANTIVE, None
    if found is not None and not (field.choices is None and header_key(text) in UNKNOWN):
        return found, FieldState.SUBSTANTIVE, None
    if header_key(text) in UNKNOWN:
        return None, FieldState.NON_SUBSTANTIVE, None
    return None, FieldState.QUARANTINED, REASONS.get(field.kind, QuarantineReason.UNKNOWN_CODE)


REASONS = {
    "date": QuarantineReason.UNREADABLE_DATE,
    **dict.fromkeys(("number", "whole", "money", "percent", "duration", "days"), QuarantineReason.UNREADABLE_NUMBER),
    **dict.fromkeys(("siret", "siren", "commune", "naf", "rome"), QuarantineReason.MALFORMED_CODE),
    **dict.fromkeys(("action", "actions"), QuarantineReason.UNKNOWN_ACTION),
    "territory": QuarantineReason.UNKNOWN_TERRITORY,
    "audience": QuarantineReason.UNKNOWN_AUDIENCE,
    "format": QuarantineReason.UNKNOWN_FORMAT,
    "structure": QuarantineReason.UNKNOWN_STRUCTURE,
    "wave": QuarantineReason.UNKNOWN_WAVE,
}


def _parser(field: Field, *, known: Known, order: str) -> Callable[[str], Any]:
    kind = field.kind
    if field.choices is not None:
        codes = spellings(field.choices)
        return (lambda text: codes.get(header_key(text))) if kind == "choice" else _each(codes)
    if kind in known.words:
        return lambda text: known.words[kind].get(header_key(text))
    if kind == "structure":
        return lambda text: _organisation(text, known=known)
    plain: dict[str, Callable[[str], Any]] = {
        "date": lambda text: read_date(text, order=order),
        "number": numbers.number,
        "whole": _counted(field),
        "money": numbers.money,
        "percent": numbers.percent,
        "duration": numbers.duration,
        "days": numbers.days,
        "yes": yes,
        "wave": wave,
        "action": known.action,
        "actions": lambda text: _joined([known.action(part) for part in _parts(text)]),
        "free": lambda text: redact(text, keep=known.kept_names(), people=known.people).text,
        "siret": lambda text: siret_digits(text) if siret_fault(text) is None else None,
        "siren": lambda text: siren_digits(text) if siren_fault(text) is None else None,
        "commune": commune_code,
        "naf": naf_code,
        "rome": rome_code,
    }
    return plain.get(kind, lambda text: " ".join(text.split()))


def _counted(field: Field) -> Callable[[str], Any]:
    """Counts are never negative; subscribers may be lost."""
    if field.name == "subscribers":
        return numbers.whole
    return lambda text: found if (found := numbers.whole(text)) is not None and found >= 0 else None


def _each(codes: dict[str, str]) -> Callable[[str], Any]:
    return lambda text: _joined([codes.get(header_key(part)) for part in _parts(text)])


def _parts(text: str) -> list[str]:
    return [part.strip() for part in MULTIPLE.split(text) if part.strip()]


def _joined(found: list[str | None]) -> str | None:
    """One unknown part makes the whole cell unknown: half a list would look complete."""
    return "|".join(dict.fromkeys(part for part in found if part)) if found and all(found) else None


def _organisation(text: str, *, known: Known) -> str | None:
    """The id of a structure; `""` for a name of which a person decided that it is no structure of the study."""
    found = known.structures.meaning(text)
    decided = found.match in (StructureMatch.NEW, StructureMatch.IGNORED)
    return "" if decided else found.structure


def expected(field: Field, *, known: Known) -> str:
    """What may stand in a column, in French: told where a cell could not be read. Never a respondent's text."""
    if field.choices is not None:
        return labels(field.choices)
    if field.kind in (*known.words, "structure"):
        offered = known.offered(field.kind)
        most = len(offered) if field.kind == "element" else OFFERED_MOST  # one short list: the last may be the one
        more = f" … ({len(offered)})" if len(offered) > most else ""
        return " | ".join(offered[:most]) + more or "–"
    told = {
        "date": DATES_READ, "action": "une référence de la feuille « actions »", "yes": "oui | non",
        "actions": "des références de la feuille « actions », séparées par |", "duration": "h:mm:ss, ou des secondes",
        "days": "un nombre de jours : 12 | 12 jours",
        "wave": "Avant | Après | Avant, vu d’après | Suivi à 3 mois", "siret": "14 chiffres", "siren": "9 chiffres",
        "commune": "5 caractères, zéros de tête compris", "naf": "par exemple 25.62B", "rome": "par exemple H2901",
    }  # fmt: skip
    return told.get(field.kind, NUMBERS if field.kind in DTYPES else field.meaning)
