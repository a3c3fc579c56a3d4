"""What the study fixes for a file or reads from a column: audience, territory, format, structure, action."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.places import Places, places_of, territories_of
from declic_analysis.ingest.structures import Register, match_structures
from declic_analysis.study.form import short_code
from declic_analysis.study.model import ActionChoice, Assigned, Source, Study, Words
from declic_analysis.vocabulary import StructureMatch

DECLARED = ("audience", "territory", "format", "structure")


def vocabulary_of(study: Study, field: str) -> dict[str, str]:
    """Every way of writing an id of the study (id, labels, aliases; normalised) → the id. Structures: `Register`."""
    rows: dict[str, Iterable[tuple[str, list[str]]]] = {
        "audience": ((a.id, _words(a.label)) for a in study.audiences),
        "territory": ((t.id, [*_words(t.label), *t.aliases]) for t in study.territories),
        "format": ((f.id, [*_words(f.label), *f.aliases]) for f in study.formats),
        **{column: iter(study.diagnosis.spellings(column).items()) for column in ("concerned", "element")},
    }
    return _known({identifier: [*names, identifier] for identifier, names in rows[field]})


def _offered(actions: Iterable[ActionChoice]) -> dict[str, str]:
    """Every way in which a form of ours may export the actions it offers → the id."""
    return _known({action.id: [*_words(action.label), action.id] for action in actions})


def _known(names: dict[str, list[str]]) -> dict[str, str]:
    """Names and, where they are no name of another, the short codes of `declic questionnaire` → the id."""
    short = {header_key(short_code(identifier)): identifier for identifier in names}
    return short | {header_key(name): identifier for identifier, known in names.items() for name in known}


def _words(words: Words) -> list[str]:
    return [words.fr, *([words.en] if words.en else [])]


def assigned_column(source: Source, field: str) -> str | None:
    """Header of the column a field is read from, if it is."""
    assigned: Assigned | None = getattr(source, field)
    return assigned.column if assigned else None


def assigned_ids(
    source: Source, field: str, *, study: Study, texts: pd.Series, places: Places | None = None
) -> tuple[pd.Series, pd.Series]:
    """Ids of a field for each row, and which rows hold a text the study does not know.

    Parameters: texts, the column's texts where the field is read from one, `""` where empty; places, where communes
    lie, for a column that the study says holds them (what the study declares, by default).
    Returns: ids (string, missing where empty or unknown), unknown (boolean).
    """
    if assigned_column(source, field) is None:
        fixed = _fixed(source, field, index=texts.index)
        return fixed, pd.Series(False, index=texts.index)
    if field == "action":  # actions have no declared list yet: the column's own code is the id
        offered = _offered(study.instrument.actions)
        plain = texts.str.strip().map(lambda text: offered.get(header_key(text), text))
        return plain.where(plain != "").astype("string"), pd.Series(False, index=texts.index)
    known = vocabulary_of(study, field)
    ids = texts.map({text: known.get(header_key(text)) for text in texts.unique()}).astype("string")
    if field == "territory" and source.territory and source.territory.holds:
        ids = ids.fillna(territories_of(texts, places=places or places_of(study), holds=source.territory.holds))
    return ids, ids.isna() & (texts.str.strip() != "")


def assigned_structures(source: Source, *, register: Register, texts: pd.Series) -> pd.DataFrame:
    """Structure of each row and how it was found; `structure_text` only where nobody knows what the text stands for.

    Returns: structure (string), structure_match (string), structure_text (string, missing elsewhere).
    """
    if assigned_column(source, "structure") is None:
        fixed = _fixed(source, "structure", index=texts.index)
        return pd.DataFrame({"structure": fixed, "structure_match": StructureMatch.EMPTY.value, "structure_text": None})
    found = match_structures(texts, register=register).rename(columns={"match": "structure_match"})
    unknown = found["structure_match"] == StructureMatch.UNKNOWN.value
    return found.assign(structure_text=texts.where(unknown).astype("string"))


def _fixed(source: Source, field: str, *, index: pd.Index) -> pd.Series:
    assigned: Assigned | None = getattr(source, field)
    return pd.Series(assigned.value if assigned else None, index=index, dtype="string")
