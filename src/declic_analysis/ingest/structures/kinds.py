"""Kinds of structures as sheets write them → codes of the closed lists, and numbers held to their check digit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from declic_analysis.codes import siret_digits, siret_fault
from declic_analysis.naming import organisation_key
from declic_analysis.vocabulary import Coded, InclusionKind, PrescriberKind, SiaeKind

# What public lists write in place of the label: the ASP's list of 2017 and 2021, departments' lists of prescribers.
ALSO: dict[Coded, tuple[str, ...]] = {
    PrescriberKind.ML: ("missions locales", "ML", "PAIO"),
    PrescriberKind.FT: ("Pôle emploi", "FT", "PE", "ANPE"),
    PrescriberKind.PLIE: ("PLI",),
    PrescriberKind.OTHER: ("autre prescripteur habilité",),
    PrescriberKind.ORIENTEUR: ("prescripteur non habilité",),
    PrescriberKind.PJJ: ("direction territoriale de la protection judiciaire de la jeunesse",),
    PrescriberKind.CAF: ("caisse d’allocation familiale",),
    PrescriberKind.CCAS: ("centre communal d’action sociale", "centre intercommunal d’action sociale", "CIAS"),
    PrescriberKind.PIJ_BIJ: ("PIJ", "BIJ", "point/bureau information jeunesse"),
    PrescriberKind.DEPT: ("conseil départemental", "service social départemental"),
    PrescriberKind.PREVENTION: ("club de prévention", "service de prévention"),
    SiaeKind.ACI: ("chantier d’insertion", "atelier d’insertion"),
    SiaeKind.ETTI: ("entreprise de travail temporaire d’insertion",),
}


def prescriber_kinds(texts: pd.Series) -> pd.Series:
    """Code of each kind of prescriber (`PrescriberKind`), missing where empty or unknown; never by likeness."""
    return _coded(texts, PrescriberKind)


def siae_kinds(texts: pd.Series) -> pd.Series:
    """Code of each kind of SIAE, AI, ACI, EI, EITI, ETTI and no other, missing elsewhere."""
    return _coded(texts, SiaeKind)


def inclusion_kinds(texts: pd.Series) -> pd.Series:
    """Code of each employer outside the IAE: GEIQ, EA, EATT, ESAT, OPCS, missing elsewhere."""
    return _coded(texts, InclusionKind)


def checked_sirets(texts: pd.Series) -> pd.DataFrame:
    """Numbers of a column of SIRET, held to their check digit.

    Returns: same index; siret (string, 14 digits, missing where empty or faulty), fault (string, see
    `codes.NumberFault`, missing where the number holds or the cell is empty). Nothing is mended.
    """
    plain = texts.fillna("").astype("str")
    distinct = [text for text in plain.unique() if text.strip()]
    faults = {text: fault.value for text in distinct if (fault := siret_fault(text))}
    digits = {text: siret_digits(text) for text in distinct if text not in faults}
    return pd.DataFrame({"siret": plain.map(digits).astype("string"), "fault": plain.map(faults).astype("string")})


def _coded(texts: pd.Series, kinds: type[Coded]) -> pd.Series:
    known = {organisation_key(name): kind.value for kind in kinds for name in _names(kind)}
    plain = texts.fillna("").astype("str")
    return plain.map({text: _meant(text, known) for text in plain.unique()}).astype("string")


def _meant(text: str, known: Mapping[str, str]) -> str | None:
    """The kind of a text, whole, or of “CODE - words” where both halves mean the same one."""
    whole = known.get(organisation_key(text))
    halves = {known.get(organisation_key(half)) for half in text.split(" - ", 1)}
    return whole or (halves.pop() if len(halves) == 1 and " - " in text else None)


def _names(kind: Coded) -> Iterable[str]:
    """The code, the label whole, and what stands before or after the comma of “CODE, words”."""
    own = [kind.value, kind.label.fr, kind.label.fr.split(" (")[0], *kind.label.fr.split(" (")[0].split(", ", 1)]
    return [*own, kind.value.replace("_", " "), *ALSO.get(kind, ())]
