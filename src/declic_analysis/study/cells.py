"""One cell of `etude.xlsx`: a field's value → what a person sees, and back."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from declic_analysis.errors import Message, message
from declic_analysis.study.columns import Choices, Column, Kind

NONE = "aucun"  # a list of no element, where an empty cell would mean "the default"
EMPTY_TEXT = '""'  # a text of no length, where an empty cell would mean "not given"
YES = {"oui": True, "vrai": True, "yes": True, "true": True, "non": False, "faux": False, "no": False, "false": False}
WAVES = {"before": "Avant", "retro_before": "Avant, vu d’après", "after": "Après"}
Cell = str | int | float | bool | dt.date | None


class CellFault(ValueError):
    """A cell that cannot be what its column holds; the sentence says what is allowed."""

    def __init__(self, sentence: Message) -> None:
        self.sentence = sentence
        super().__init__(sentence.en)


def key(text: str) -> str:
    """One spelling of a header, a sheet title or a choice: spaces, apostrophes and capitals do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split()).casefold()


def to_cell(value: object, column: Column) -> Cell:
    """What is written in the cell for a field's value."""
    if value is None or value == []:
        return NONE if value == [] and column.kind in ("picks", "wholes") else None
    return _WRITERS[column.kind](value, column.choices)


def from_cell(value: object, column: Column) -> object:
    """The field's value for what stands in a cell that is not empty.

    Raises: CellFault.
    """
    return _READERS[column.kind](value, column.choices)


def _write_text(value: object, _: Choices) -> str:
    return _marked("tab" if value == "\t" else str(value))


def _read_text(value: object, _: Choices) -> str:
    return _unmarked(_plain(value))


def _marked(text: str) -> str:
    return "\\" + text if re.fullmatch(r'\\*""', text) else text or EMPTY_TEXT


def _unmarked(text: str) -> str:
    return "" if text == EMPTY_TEXT else text[1:] if re.fullmatch(r'\\+""', text) else text


def _plain(value: object) -> str:
    """The text of a cell, also where a spreadsheet made a number of it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        found = ("oui/non", "true/false") if isinstance(value, bool) else ("une date", "a date")
        raise CellFault(
            message(
                fr=f"texte attendu (trouvé : {found[0]}) ; mettez la cellule au format Texte et retapez-la",
                en=f"a text is expected (found {found[1]}); format the cell as Text and type it again",
            )
        )
    return str(int(value)) if float(value).is_integer() else repr(value)


def _write_list(value: object, _: Choices) -> str:
    return " | ".join(re.sub(r"([\\|])", r"\\\1", _marked(entry)) for entry in value)  # type: ignore[attr-defined]


def _read_list(value: object, _: Choices) -> list[str]:
    parts = re.findall(r"(?:\\[\\|]|[^|])+", _plain(value))
    plain = [re.sub(r"\\([\\|])", r"\1", part.strip()) for part in parts]
    return [_unmarked(part) for part in plain if part]


def _read_yes(value: object, _: Choices) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and key(value) in YES:
        return YES[key(value)]
    raise CellFault(message(fr="valeur inconnue ; admis : oui, non", en="unknown value; allowed: oui, non"))


def _write_number(value: object, _: Choices) -> float | str:
    number = float(value)  # type: ignore[arg-type]
    return number if float(f"{number:.16g}") == number else repr(number)  # a cell keeps 16 digits


def _read_number(value: object, _: Choices) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = re.sub(r"\s", "", str(value)).replace(",", ".")
    if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", text):
        return float(text)
    raise CellFault(message(fr="nombre attendu", en="a number is expected"))


def _read_whole(value: object, choices: Choices) -> int:
    number = value if type(value) is int else _read_number(value, choices)
    if isinstance(number, float) and not number.is_integer():
        raise CellFault(message(fr="nombre entier attendu", en="a whole number is expected"))
    return int(number)


def _write_date(value: object, _: Choices) -> dt.date | str:
    day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    # A spreadsheet counts days from 1900 and believes in a 29 February 1900.
    return day if day > dt.date(1900, 3, 1) else day.isoformat()


def _read_date(value: object, _: Choices) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4})", str(value).strip())
    parts = [int(part) for part in match.groups() if part] if match else []
    try:
        return dt.date(*(parts if match and match[1] else reversed(parts)))
    except (TypeError, ValueError):
        raise CellFault(
            message(fr="date attendue, JJ/MM/AAAA ou AAAA-MM-JJ", en="a date is expected, DD/MM/YYYY or YYYY-MM-DD")
        ) from None


def _write_choice(value: object, choices: Choices) -> str:
    return choices[str(value)]


def _read_choice(value: object, choices: Choices) -> str:
    known = {key(name): code for code, label in choices.items() for name in (code, label)}
    if isinstance(value, str) and key(value) in known:
        return known[key(value)]
    raise CellFault(_allowed(choices.values()))


def _allowed(labels: object) -> Message:
    listed = " | ".join(labels)  # type: ignore[arg-type]
    return message(fr=f"valeur inconnue ; admis : {listed}", en=f"unknown value; allowed: {listed}")


def _write_choices(value: object, choices: Choices) -> str:
    return " | ".join(_write_choice(entry, choices) for entry in value)  # type: ignore[attr-defined]


def _read_choices(value: object, choices: Choices) -> list[str]:
    return [_read_choice(part, choices) for part in str(value).split("|") if part.strip()]


def _listed(value: object) -> list[str]:
    """The elements of a list whose default is not empty: « aucun » says that there is none."""
    text = _plain(value)
    return [] if key(text) == NONE else [part for part in text.split("|") if part.strip()]


def _write_wave(value: object, _: Choices) -> str:
    months = re.fullmatch(r"followup_m([1-9]\d?)", str(value))
    return f"Suivi à {months[1]} mois" if months else WAVES.get(str(value), str(value))


def _read_wave(value: object, choices: Choices) -> str:
    text = key(str(value))
    months = re.fullmatch(r"suivi à ([1-9]\d?) mois", text)
    named = {key(label): code for code, label in WAVES.items()}
    return f"followup_m{months[1]}" if months else named.get(text, _read_text(value, choices))


def _as_is(value: object, _: Choices) -> Cell:
    return value  # type: ignore[return-value]


_WRITERS: dict[Kind, Callable[[object, Choices], Cell]] = {
    "text": _write_text,
    "list": _write_list,
    "yes": lambda value, _: "oui" if value else "non",
    "whole": _as_is,
    "number": _write_number,
    "date": _write_date,
    "choice": _write_choice,
    "choices": _write_choices,
    "wave": _write_wave,
    "picks": _write_choices,
    "wholes": lambda value, _: " | ".join(str(number) for number in value),  # type: ignore[attr-defined]
}
_READERS: dict[Kind, Callable[[object, Choices], object]] = {
    "text": _read_text,
    "list": _read_list,
    "yes": _read_yes,
    "whole": _read_whole,
    "number": _read_number,
    "date": _read_date,
    "choice": _read_choice,
    "choices": _read_choices,
    "wave": _read_wave,
    "wholes": lambda value, choices: [_read_whole(part, choices) for part in _listed(value)],
    "picks": lambda value, choices: [_read_choice(part, choices) for part in _listed(value)],
}
