"""What a study declares that a register may list too: indicators, costs, recommendations, structures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pandas as pd

from declic_analysis.cleaning.labels import label_key
from declic_analysis.errors import SourceError, message
from declic_analysis.naming import organisation_key
from declic_analysis.study import Study
from declic_analysis.study.model import Structure
from declic_analysis.vocabulary import RegisterKind, Role

STRUCTURE_FACTS = ("territory", "siae_kind", "siret", "naf", "commune", "epci", "size", "hr_capacity")


def slug(text: str) -> str:
    """An identifier made of a name: lower case, no accent, `_` between words."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").casefold())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    found = "_".join(words)
    return found if found[:1].isalpha() else f"n_{found}"


def completed(rows: pd.DataFrame, *, kind: RegisterKind, study: Study) -> pd.DataFrame:
    """Rows with the ids that they leave out, and indicators with what the study declares of them."""
    if kind == RegisterKind.STRUCTURES and "name" in rows:
        written = rows["structure"] if "structure" in rows else pd.Series(pd.NA, index=rows.index, dtype="string")
        ids = written.fillna(rows["name"]).map(slug, na_action="ignore").astype("string")
        return rows.assign(structure=ids)
    if kind == RegisterKind.ACTIONS:
        return rows.assign(action=one_spelling(rows["action"]))
    return _indicators_completed(rows, study=study) if kind == RegisterKind.INDICATORS else rows


def one_spelling(references: pd.Series) -> pd.Series:
    """References that differ by capitals, spaces or apostrophes only, each as it is first written."""
    first: dict[str, str] = {}
    return references.map(lambda text: first.setdefault(label_key(text), text), na_action="ignore").astype("string")


def _indicators_completed(rows: pd.DataFrame, *, study: Study) -> pd.DataFrame:
    declared = _indicators(study).set_index("indicator")
    ids = rows["indicator"].map(slug, na_action="ignore").astype("string")
    filled: dict[str, pd.Series] = {"indicator": ids}
    for name in declared.columns if len(declared) else ():
        known = ids.map(declared[name].to_dict())
        sheet = rows[name] if name in rows else pd.Series(pd.NA, index=rows.index, dtype="string")
        filled[name] = sheet.fillna(known.astype(sheet.dtype))
    return rows.assign(**filled)


def declared_rows(kind: RegisterKind, *, study: Study) -> pd.DataFrame:
    """What study.yaml declares of the same sort, in the register's own columns."""
    told: dict[RegisterKind, Callable[[], pd.DataFrame]] = {
        RegisterKind.RECOMMENDATIONS: lambda: pd.DataFrame(
            [{"recommendation": r.id, "wording": r.wording, "state": r.state.value} for r in study.recommendations]
        ),
        RegisterKind.COSTS: lambda: (
            pd.DataFrame(
                [
                    {"heading": c.heading.fr, "territory": c.territory, "period": c.period, "euros": c.euros}
                    for c in study.framework.costs
                ]
            ).drop_duplicates(["heading", "territory", "period"])
            if study.framework.costs
            else pd.DataFrame()
        ),
    }
    return told[kind]() if kind in told else pd.DataFrame()


def _indicators(study: Study) -> pd.DataFrame:
    rows = [
        {
            "indicator": indicator.id,
            "question": question.id,
            "criterion": question.criterion.value,
            "level": indicator.level.value,
            "label": indicator.label.fr,
            "unit": indicator.unit,
            "baseline": indicator.baseline,
            "target": indicator.target,
            "target_on": pd.Timestamp(indicator.target_on) if indicator.target_on else pd.NaT,
            "origin": indicator.source,
        }
        for question in study.framework.questions
        for indicator in question.indicators
    ]
    return pd.DataFrame(rows) if rows else pd.DataFrame({"indicator": []})


def with_structures(study: Study, rows: pd.DataFrame) -> Study:
    """The study with the structures of its registers beside its own; a row about one of its own completes it.

    Parameters: rows, accepted rows of the register of structures.
    Raises: SourceError, when a row says something else than the study of the same structure, naming file and line.
    """
    known = {structure.id: structure for structure in study.structures}
    names = {organisation_key(name): s.id for s in study.structures for name in (s.id, s.name, *s.aliases)}
    for row in rows.to_dict("records"):
        told = _structure(row)
        identifier = names.get(organisation_key(told.name), names.get(organisation_key(told.id), told.id))
        own = known.get(identifier)
        known[identifier] = told if own is None else _merged(own, told, where=f"{row['file']}, {row['source_row']}")
        names |= {organisation_key(name): identifier for name in (told.id, told.name, *told.aliases)}
    return study.model_copy(update={"structures": list(known.values())})


def _structure(row: dict) -> Structure:
    present = {name: row[name] for name in STRUCTURE_FACTS if isinstance(row.get(name), str | bool)}
    roles = row["roles"].split("|") if isinstance(row.get("roles"), str) else []
    aliases = [part.strip() for part in row["aliases"].split("|")] if isinstance(row.get("aliases"), str) else []
    given = row.get("structure")
    identifier = slug(given if isinstance(given, str) else row["name"])
    return Structure(
        id=identifier, name=row["name"], roles=[Role.of(role) for role in roles], aliases=aliases, **present
    )


def _merged(own: Structure, told: Structure, *, where: str) -> Structure:
    differing = [
        name
        for name in STRUCTURE_FACTS
        if None not in (getattr(own, name), getattr(told, name)) and getattr(own, name) != getattr(told, name)
    ]
    if differing:
        raise SourceError(
            message(
                fr=f"Le registre et l’étude se contredisent sur la structure « {own.name} ».",
                en=f"The register and the study contradict each other about the structure '{own.name}'.",
            ),
            where=where,
            found=", ".join(differing),
            allowed=message(fr="la même valeur, ou une cellule vide", en="the same value, or an empty cell"),
            action=message(
                fr="Corrigez la feuille « structures » du registre, ou « structures: » de study.yaml.",
                en="Correct the sheet 'structures' of the register, or `structures:` of study.yaml.",
            ),
        )
    facts = {name: told_of if (told_of := getattr(own, name)) is not None else getattr(told, name)
             for name in STRUCTURE_FACTS}  # fmt: skip
    roles = list(dict.fromkeys([*own.roles, *told.roles]))
    aliases = list(dict.fromkeys([*own.aliases, *([told.name] if told.name != own.name else []), *told.aliases]))
    return own.model_copy(update={**facts, "roles": roles, "aliases": aliases})
