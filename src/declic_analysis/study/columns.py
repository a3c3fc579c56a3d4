"""The parts of which the sheets of `etude.xlsx` are made: a column, a sheet, and short ways of writing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from declic_analysis import vocabulary as v

Kind = Literal["text", "list", "yes", "whole", "number", "date", "choice", "choices", "picks", "wave", "wholes"]
Shape = Literal["fields", "rows", "child_rows", "map", "child_map", "scales"]
Choices = Mapping[str, str]

# Names inside a record that are no field of the study: the parent's id, the keys of a mapping, its plain value.
PARENT, KEY, KEY2, KEY3, VALUE = "@parent", "@key", "@key2", "@key3", "@value"
SORT, FAVOURABLE = "@sort", "@favourable"
LEVEL, OFF_SCALE = "niveau", "hors échelle"


class Column(NamedTuple):
    """One column (or, on a sheet of fields, one line): its header, where its value goes, what it means."""

    header: str
    path: tuple[str, ...]
    kind: Kind
    meaning: str
    choices: Choices = MappingProxyType({})  # code → what the drop-down list shows
    refers: str = ""  # sheet whose first column lists what may stand here


class Sheet(NamedTuple):
    """`at` is where the records live in the study; `field` where, inside their parent, for the child shapes."""

    title: str
    shape: Shape
    at: tuple[str, ...]
    columns: tuple[Column, ...]
    note: str
    field: str = ""

    def key_names(self) -> list[str]:
        return [name for name in (KEY, KEY2, KEY3) if any(c.path == (name,) for c in self.columns)]


def of(vocabulary: Iterable[v.Coded]) -> Choices:
    return {member.value: member.label.fr for member in vocabulary}


def col(header: str, path: str, meaning: str, *, kind: Kind = "text", refers: str = "") -> Column:
    return Column(header, tuple(path.split(".")), kind, meaning, refers=refers)


def pick(header: str, path: str, meaning: str, *, choices: Choices, kind: Kind = "choice") -> Column:
    return Column(header, tuple(path.split(".")), kind, meaning, choices=choices)


def words(header: str, path: str, meaning: str) -> tuple[Column, Column]:
    return (col(header, f"{path}.fr", meaning), col(f"{header} (anglais)", f"{path}.en", "La même chose en anglais."))


def assigned(header: str, path: str, meaning: str) -> tuple[Column, Column]:
    fixed = col(header, f"{path}.value", f"{meaning} : id, le même pour tout le fichier.")
    read = col(f"{header} (colonne)", f"{path}.column", "Ou : en-tête de la colonne du fichier qui le dit.")
    return (fixed, read)


ID = col("id", "id", "Identifiant : minuscules sans accent, chiffres, _ (obligatoire).")
WORDING = "Les mots du questionnaire (obligatoire)."
ALIASES = col("autres noms", "aliases", "Autres écritures dans les fichiers, séparées par |.", kind="list")
AUDIENCE = col("public", "audience", "Id du public.", refers="publics")
TERRITORY = col("territoire", "territory", "Id du territoire ; vide = tous.", refers="territoires")
WORDS_BELOW = (
    Column("texte", ("fr",), "text", "En français (obligatoire)."),
    Column("texte (anglais)", ("en",), "text", "La même chose en anglais."),
)
