"""The demonstration's shared diagnosis: what invented structures of each side name, state by state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from declic_analysis.study import Study
from declic_analysis.vocabulary import Role

HELD_ON = dt.date(2024, 10, 8)
# Job, public, element → structures of each side that name it; four of each side are asked of H2901, companies alone
# (three) of H3203.
NAMED = (
    ("H2901", "personnes en reconversion", "mobilité", 4, 3),  # both
    ("H2901", "personnes en reconversion", "horaires", 3, 0),  # prescribers only
    ("H2901", "personnes en reconversion", "compétences techniques", 0, 4),  # industrialists only
    ("H2901", "personnes en reconversion", "formation au métier", 3, 4),  # both
    ("H2901", "personnes en reconversion", "tutorat", 0, 3),  # industrialists only
    ("H2901", "personnes en reconversion", "transport organisé", 4, 0),  # prescribers only
    ("H2901", "personnes en reconversion", "rien à signaler", 4, 4),  # everybody answered
    ("H3203", "jeunes", "exigence du métier", 0, 3),  # the other side is silent
    ("H3203", "jeunes", "immersion (PMSMP) avant l’embauche", 0, 3),
    ("H2903", "femmes", "horaires", 1, 1),  # too few structures: withheld
)


# Job → posts of the first companies of the study's order: told, told, one company alone (withheld), nobody's answer.
POSTS = {"H2901": (3, 2, 4, 1), "H3203": (2, 1, 2), "H2903": (2,), "H2909": (4, 1, 3)}
JOBS = {
    "H2901": ("Ajustement et montage de fabrication", "Fitting and assembly"),
    "H2903": ("Conduite d’équipement d’usinage", "Machining equipment operation"),
    "H2909": ("Montage-assemblage mécanique", "Mechanical assembly"),
    "H3203": ("Fabrication de pièces en matériaux composites", "Composite parts manufacturing"),
}


def named_jobs() -> list[dict[str, Any]]:
    """Names of the jobs, as the study declares them."""
    return [{"id": code, "label": {"fr": fr, "en": en}} for code, (fr, en) in JOBS.items()]


def opening_rows(study: Study) -> list[dict[str, Any]]:
    """Rows of the sheet « postes à pourvoir »: a row a job and company."""
    companies = [s.name for s in study.structures if Role.COMPANY in s.roles]
    return [
        {"métier (ROME)": rome, "entreprise": name, "nombre de postes": n, "ouvert le": HELD_ON}
        for rome, posts in POSTS.items()
        for name, n in zip(companies, posts, strict=False)
    ]


def diagnosis_rows(study: Study) -> list[dict[str, Any]]:
    """Rows of the sheet « diagnostic »: a structure each, the first of its side in the study's order."""
    return [row for told in NAMED for row in _rows(study, *told)]


def _rows(study: Study, rome: str, concerned: str, element: str, *numbers: int) -> list[dict[str, Any]]:
    sides = zip(study.audiences, (Role.PRESCRIBER, Role.COMPANY), numbers, strict=False)
    return [
        {"métier (ROME)": rome, "personnes concernées": concerned, "côté": audience.label.fr, "élément": element,
         "structure": structure.name, "date": HELD_ON}
        for audience, role, n in sides
        for structure in [s for s in study.structures if role in s.roles][:n]
    ]  # fmt: skip
