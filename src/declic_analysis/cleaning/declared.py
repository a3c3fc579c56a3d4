"""Contract tables that a study file fills by itself: structures, invitations, framework, registers."""

from __future__ import annotations

import pandas as pd

from declic_analysis import schemas
from declic_analysis.codes import is_manufacturing
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
