"""Contract tables that a study file fills by itself: structures, invitations, framework, registers."""

from __future__ import annotations

import pandas as pd

from declic_analysis import schemas
from declic_analysis.codes import is_manufacturing
from declic_analysis.errors import Message, message
from declic_analysis.study.model import Structure, Study
from declic_analysis.study.reporting import EvaluationQuestion, Indicator


def study_tables(study: Study) -> dict[str, pd.DataFrame]:
    """Tables by name, each held to its contract; those the study says nothing of are absent."""
    rows: dict[str, list[dict[str, object]]] = {
        "structures": [_structure(s, study) for s in study.structures],
        "invitations": [i.model_dump() | {"n_invited": i.persons} for i in study.invited],
        "recommendations": [r.model_dump() | {"recommendation": r.id} for r in study.recommendations],
        "published_figures": [f.model_dump() | {"figure": f.id} for f in study.published_figures],
        "published_claims": [
            c.model_dump() | {"claim": c.id, "items": "|".join(c.items) or None} for c in study.published_claims
        ],
        "indicators": [_indicator(i, q) for q in study.framework.questions for i in q.indicators],
        "costs": [c.model_dump() | {"heading": c.heading.fr} for c in study.framework.costs],
    }
    return {name: _table(name, found) for name, found in rows.items() if found}


def with_declared(
    declared: dict[str, pd.DataFrame], registers: dict[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], list[Message]]:
    """The tables of the study file and those of the registers, together; and what had to be chosen between them.

    Indicators of a register take the place of those it repeats. Invitations of a register take the place of the
    numbers that the study declares for the same audience and wave; a difference is told.
    """
    together, told = dict(declared), list[Message]()
    for name, rows in registers.items():
        own = declared.get(name)
        if own is not None and name == "invitations":
            own, told = _not_listed(own, rows)
        elif own is not None and name == "indicators":
            own = own[~own["indicator"].isin(rows["indicator"])]
        kept = [part for part in (own, rows) if part is not None and len(part)]
        together[name] = schemas.check(pd.concat(kept, ignore_index=True), name) if len(kept) > 1 else rows
    return together, told


def _not_listed(declared: pd.DataFrame, listed: pd.DataFrame) -> tuple[pd.DataFrame, list[Message]]:
    """Declared numbers of invited persons about which no register says anything, and where the two differ."""
    replaced, told = pd.Series(False, index=declared.index), list[Message]()
    for (audience, wave), rows in listed.groupby(["audience", "wave"]):
        same = (declared["audience"] == audience) & (declared["wave"] == wave)
        if rows["territory"].notna().all():  # else the sheet is about all of the audience
            same &= declared["territory"].isna() | declared["territory"].isin(rows["territory"])
        replaced |= same.fillna(False).astype(bool)
        own = declared[same.fillna(False).astype(bool)]
        if len(own) and int(own["n_invited"].sum()) != _persons(rows):
            told.append(_differs(str(audience), declared=int(own["n_invited"].sum()), listed=_persons(rows)))
    return declared[~replaced], told


def _persons(rows: pd.DataFrame) -> int:
    """Distinct persons, and the groups of which only the number is known."""
    return int(rows["person"].nunique() + rows.loc[rows["person"].isna(), "n_invited"].sum())


def _differs(audience: str, *, declared: int, listed: int) -> Message:
    return message(
        fr=f"Invitations, {audience} : {listed} personnes selon le registre, {declared} selon l’étude ; "
        "le registre est retenu.",
        en=f"Invitations, {audience}: {listed} persons by the register, {declared} by the study; the register is kept.",
    )


def _table(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    columns = list(schemas.empty(name).columns)
    return schemas.check(
        pd.DataFrame([{c: _plain(row.get(c)) for c in columns} for row in rows], columns=columns), name
    )


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def _indicator(indicator: Indicator, question: EvaluationQuestion) -> dict[str, object]:
    return indicator.model_dump() | {
        "indicator": indicator.id,
        "question": question.id,
        "criterion": question.criterion,
        "label": indicator.label.fr,
        "origin": indicator.source,
    }


def _structure(structure: Structure, study: Study) -> dict[str, object]:
    values = structure.model_dump()
    roles = "|".join(str(role) for role in values["roles"])
    return values | {
        "structure": values["id"],
        "roles": roles,
        "fictitious": study.fictitious,
        "siren": (values["siret"] or "")[:9] or None,
        "manufacturing": is_manufacturing(structure.naf) if structure.naf else None,
    }
