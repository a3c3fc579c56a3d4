"""Faults of a study file: where in it, and a sentence in two languages that shows what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from declic_analysis.errors import Message, StudyError, message

if TYPE_CHECKING:
    from pydantic import ValidationError

Path_ = tuple[str | int, ...]


class Fault(NamedTuple):
    path: str  # dotted, relative to where it was found: 'items.3.scale'
    sentence: Message


class Placed(NamedTuple):
    """A fault, and where a person finds it: 'study.yaml, ligne 12, items.3.scale'."""

    where: Message
    sentence: Message


class StudyFault(ValueError):
    """Raised inside the pydantic models; `located` turns it into paths and sentences."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(f"{path}: {sentence.en}" for path, sentence in self.faults))

    @classmethod
    def of(cls, path: str, sentence: Message) -> StudyFault:
        return cls([Fault(path, sentence)])


def located(failure: ValidationError) -> list[tuple[Path_, Message]]:
    """Pydantic's errors → (path, sentence), all of them, without the values."""
    return [fault for error in failure.errors() for fault in _faults(error)]


def study_error(faults: list[Placed]) -> StudyError:
    """One StudyError that lists every fault with its place."""
    n, s = len(faults), "s" * (len(faults) > 1)
    fr = "\n      ".join(f"{where.fr} : {sentence.fr}" for where, sentence in faults)
    en = "\n      ".join(f"{where.en}: {sentence.en}" for where, sentence in faults)
    return StudyError(
        message(
            fr=f"L’étude n’est pas valide ({n} point{s} à corriger).",
            en=f"The study is not valid ({n} point{s} to mend).",
        ),
        where=message(fr=fr, en=en),
        action=message(
            fr="Corrigez ces lignes puis relancez « declic check ».",
            en="Mend these lines, then run `declic check` again.",
        ),
    )


def _faults(error: Any) -> list[tuple[Path_, Message]]:
    """A reference check yields several faults, each with its own path."""
    inner = error.get("ctx", {}).get("error")
    location = tuple(part for part in error["loc"] if part != "[key]")
    if isinstance(inner, StudyFault):
        return [(location + _split(fault.path), fault.sentence) for fault in inner.faults]
    return [(location, sentence(error))]


def _split(path: str) -> Path_:
    return tuple(int(part) if part.isdigit() else part for part in path.split(".")) if path else ()


def sentence(error: Any) -> Message:
    """What is wrong and what is allowed, from a pydantic error, without the value itself."""
    kind, context = error["type"], error.get("ctx", {})
    make = SENTENCES.get(kind) or SENTENCES.get(_family(kind))
    if make is not None:
        return make({"name": str(error["loc"][-1]) if error["loc"] else "", "input": error["input"], **context})
    fr, en = _kind(error["input"])
    return message(fr=f"valeur refusée (trouvé : {fr})", en=f"{error['msg']} (found {en})")


def _family(kind: str) -> str:
    """'int_parsing', 'int_from_float' → 'int_type': the same sentence for a person."""
    return f"{kind.split('_')[0]}_type"


def _kind(value: object) -> tuple[str, str]:
    kinds: dict[type, tuple[str, str]] = {
        bool: ("oui/non", "true/false"),
        int: ("un nombre", "a number"),
        float: ("un nombre", "a number"),
        str: ("un texte", "a text"),
        list: ("une liste", "a list"),
        dict: ("un groupe de champs", "a group of fields"),
        type(None): ("rien", "nothing"),
    }
    return kinds.get(type(value), ("une date", "a date") if "date" in type(value).__name__ else ("autre", "something"))


def _wanted(fr: str, en: str) -> Callable[[dict[str, Any]], Message]:
    def make(context: dict[str, Any]) -> Message:
        found_fr, found_en = _kind(context["input"])
        return message(fr=f"{fr} (trouvé : {found_fr})", en=f"{en} (found {found_en})")

    return make


def _bound(fr: str, en: str, *, key: str) -> Callable[[dict[str, Any]], Message]:
    return lambda context: message(fr=f"{fr} {context[key]}", en=f"{en} {context[key]}")


def _listed(context: dict[str, Any]) -> Message:
    codes = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    return message(fr=f"valeur inconnue ; admis : {codes}", en=f"unknown value; allowed: {codes}")


FORMS = {  # what a person reads in place of a regular expression
    r"^[a-z][a-z0-9_]*$": message(
        fr="minuscules sans accent, chiffres et _ ; commence par une lettre",
        en="lower-case letters without accents, digits and _; begins with a letter",
    ),
    r"^\S+(\s+\S+){4}$": message(
        fr="cinq champs : minute heure jour mois jour-de-semaine, par exemple 0 7 1 * *",
        en="five fields: minute hour day month weekday, such as 0 7 1 * *",
    ),
    r"^[^@\s]+@[^@\s]+$": message(
        fr="une adresse, par exemple nom@exemple.org", en="an address, such as name@example.org"
    ),
    r"^\d{4}$": message(fr="quatre chiffres", en="four digits"),
    r"^(\d{5}|2[AB]\d{3})$": message(fr="code commune, par exemple 42218", en="commune code, such as 42218"),
}


def _form(context: dict[str, Any]) -> Message:
    form = FORMS.get(context["pattern"]) or message(fr=context["pattern"], en=context["pattern"])
    return message(fr=f"texte mal formé ; forme attendue : {form.fr}", en=f"malformed text; expected form: {form.en}")


SENTENCES: dict[str, Callable[[dict[str, Any]], Message]] = {
    "extra_forbidden": lambda c: message(
        fr=f"champ inconnu « {c['name']} » ; retirez-le ou corrigez son orthographe",
        en=f"unknown field '{c['name']}'; remove it or correct its spelling",
    ),
    "missing": lambda c: message(fr="champ obligatoire absent", en="required field missing"),
    "string_pattern_mismatch": _form,
    "enum": _listed,
    "literal_error": _listed,
    "finite_number": lambda c: message(fr="nombre fini attendu", en="a finite number is expected"),
    "string_type": _wanted("texte attendu ; mettez-le entre guillemets", "a text is expected; put it between quotes"),
    "int_type": _wanted("nombre entier attendu", "a whole number is expected"),
    "float_type": _wanted(
        "nombre attendu, avec un point décimal", "a number is expected, with a point for the decimals"
    ),
    "bool_type": _wanted("true ou false attendu", "true or false is expected"),
    "list_type": _wanted("liste attendue : [a, b] ou une ligne « - » par élément", "a list is expected: [a, b]"),
    "dict_type": _wanted("groupe « champ: valeur » attendu", "a group of 'field: value' is expected"),
    "model_type": _wanted("groupe « champ: valeur » attendu", "a group of 'field: value' is expected"),
    "date_type": _wanted("date attendue, AAAA-MM-JJ", "a date is expected, YYYY-MM-DD"),
    "too_short": _bound("trop peu d’éléments ; au moins", "too few entries; at least", key="min_length"),
    "too_long": _bound("trop d’éléments ; au plus", "too many entries; at most", key="max_length"),
    "greater_than": _bound("trop petit ; il faut plus de", "too small; more than", key="gt"),
    "greater_than_equal": _bound("trop petit ; au moins", "too small; at least", key="ge"),
    "less_than": _bound("trop grand ; il faut moins de", "too large; less than", key="lt"),
    "less_than_equal": _bound("trop grand ; au plus", "too large; at most", key="le"),
}
