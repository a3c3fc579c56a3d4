"""The study's register of structures, and what a text in a structure column stands for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from declic_analysis.codes import siret_digits, siret_fault
from declic_analysis.naming import organisation_key
from declic_analysis.study import Study
from declic_analysis.vocabulary import StructureMatch

UNMATCHED = ["file", "column", "row", "text", "key", "person"]


class Decision(NamedTuple):
    """What a person decided for a name: a structure's id, or that it is new, or none (`structure` is None then)."""

    match: StructureMatch
    structure: str | None = None


@dataclass(frozen=True)
class Register:
    """names: key of each way of writing a structure → its id; sirets: → id, where one structure alone has it;
    labels: id → name and aliases, as written; decisions: key of a name → what a person decided.
    """

    names: Mapping[str, str]
    sirets: Mapping[str, str]
    labels: Mapping[str, tuple[str, ...]]
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def meaning(self, text: str) -> Decision:
        """What one text stands for."""
        key = organisation_key(text)
        if not key:
            return Decision(StructureMatch.UNKNOWN if text.strip() else StructureMatch.EMPTY)
        found = self.names.get(key) or self._by_siret(text)
        if found:
            return Decision(StructureMatch.EXACT, found)
        return self.decisions.get(key, Decision(StructureMatch.UNKNOWN))

    def _by_siret(self, text: str) -> str | None:
        return self.sirets.get(siret_digits(text)) if siret_fault(text) is None else None


def register_of(study: Study, *, decisions: Mapping[str, Decision] | None = None) -> Register:
    """The register that a study declares, with the decisions of `read_decisions`."""
    labels = {s.id: (s.name, *s.aliases) for s in study.structures}
    names = {organisation_key(name): owner for owner, written in labels.items() for name in (*written, owner)}
    numbers = pd.Series({s.id: s.siret for s in study.structures if s.siret}, dtype="object")
    alone = numbers[~numbers.duplicated(keep=False)]  # one establishment may hold two SIAE: its number says not which
    return Register(
        names={key: owner for key, owner in names.items() if key},
        sirets={number: str(owner) for owner, number in alone.items()},
        labels=labels,
        decisions=dict(decisions or {}),
    )


def decisions_hash(register: Register) -> str:
    """SHA-256 of what was decided: another one means that names stand for something else."""
    told = sorted((key, decision.match.value, decision.structure or "") for key, decision in register.decisions.items())
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def match_structures(texts: pd.Series, *, register: Register) -> pd.DataFrame:
    """What each text of a structure column stands for; each distinct text is looked at once.

    Parameters: texts, any column of organisation names or SIRET, `""` or missing where empty.
    Returns: same index; structure (string, the id, missing where none), match (string, see
    `vocabulary.StructureMatch`: exact, decided, new, ignored, unknown, empty).
    """
    plain = texts.fillna("").astype("str")
    codes, distinct = pd.factorize(plain)
    found = [register.meaning(text) for text in distinct]
    structures = pd.Series([one.structure for one in found], dtype="string").array.take(codes)
    kinds = pd.Series([one.match.value for one in found], dtype="string").array.take(codes)
    return pd.DataFrame({"structure": structures, "match": kinds}, index=plain.index)


def unmatched(
    texts: pd.Series, *, matches: pd.DataFrame, rows: pd.Series, persons: pd.Series | None, file: str, column: str
) -> pd.DataFrame:
    """The names of one column that nobody has decided on, one row a cell: file, column, row, text, key, person.

    Parameters: texts and the `matches` made of them; rows, line of each in the file; persons, pseudonym of each, none
    where the sheet is not about persons (each line then counts as one).
    """
    wanted = matches["match"] == StructureMatch.UNKNOWN.value
    own = texts[wanted].astype("str").str.strip()
    frame = pd.DataFrame({"row": rows[wanted].astype("int64"), "text": own}, index=own.index)
    frame["key"] = own.map({text: organisation_key(text) for text in own.unique()}).astype("str")
    frame["person"] = (persons[wanted] if persons is not None else frame["row"]).astype("str")
    return frame.assign(file=file, column=column)[UNMATCHED].reset_index(drop=True)
