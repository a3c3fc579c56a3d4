"""Numbers that look like persons and are not: row numbers, submission numbers, codes that name others elsewhere.

Two files numbered 1 … n each would pair the first respondent of one with the first respondent of the other. Such
identifiers are refused, with the reason, unless constant fields (a birth year) say that they are the same people, or
the study says that the numbers were handed out to persons (`numbered: true`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from declic_analysis.errors import Message, SourceError, message
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.identity import IDENTIFIED, Claims
from declic_analysis.study.model import IdentityRule
from declic_analysis.vocabulary import Tool

ENOUGH = 5  # identifiers in a file, or persons compared: fewer prove nothing
DENSE = 0.9  # identifiers per number between the smallest and the largest
CONFIRMED = 0.8  # share of agreeing constant fields that shows that numbers are persons
REFUTED = 0.5  # under this share, the same identifier is not the same person
# What survey tools call the number of a submission: never the same person's from one questionnaire to the next.
SUBMISSION_NUMBERS = (
    *("ID de la réponse", "ID réponse", "Response ID", "ResponseId", "id", "Tête de série", "seed", "#"),
    *("Séquentiel", "SID", "Serial", "Submission ID", "_id", "_index", "_uuid", "Network ID"),
)


def refuse_submission_number(rule: IdentityRule, *, tool: Tool, file: str) -> IdentityRule:
    """Refuse the tool's own number of a submission as an identity. Returns: `rule`.

    Raises: SourceError, when the only identifying column is one that the declared tool numbers submissions with.
    """
    numbers = {header_key(header) for header in SUBMISSION_NUMBERS}
    if tool == Tool.GENERIC or rule.numbered or not {header_key(header) for header in rule.columns} <= numbers:
        return rule
    raise _submission_number(rule.columns[0], file=file, tool=tool)


def refuse_lookalikes(claims: Sequence[Claims]) -> Sequence[Claims]:
    """Refuse identifiers that cannot be the same person's from one file to the other. Returns: `claims`.

    Raises: SourceError, when two files of different waves both number their rows 1 … n with hardly a gap and nothing
    confirms it; or when persons with the same identifier mostly have other constant fields.
    """
    asked = [one for one in claims if one.rule is not None]
    for one, other in combinations(asked, 2):
        if one.waves & other.waves:
            continue
        compared = _compared(one, other)
        agreeing = float(compared.mean()) if len(compared) >= ENOUGH else None
        if agreeing is not None and agreeing < REFUTED:
            raise _others(one, other, n=len(compared), differing=int((~compared).sum()))
        if _numbered(one) and _numbered(other) and (agreeing is None or agreeing < CONFIRMED):
            raise _row_numbers(one, other)
    return claims


def differing_constants(claims: Sequence[Claims]) -> list[int]:
    """For each file, how many of its codes stand in a file of another wave with other constant fields."""
    found: list[set[str]] = [set() for _ in claims]
    for (k, one), (m, other) in combinations(enumerate(claims), 2):
        if not one.waves & other.waves:
            compared = _compared(one, other)
            for place in (k, m):
                found[place] |= set(compared.index[~compared])
    return [len(names) for names in found]


def _compared(one: Claims, other: Claims) -> pd.Series:
    """Codes that stand in both, with constant fields filled in both: whether these agree."""
    shared = range(min(len(one.constants.columns), len(other.constants.columns)))
    if not shared:
        return pd.Series([], dtype=bool)
    left, right = (_constants(part, list(shared)) for part in (one, other))
    both = left.index.intersection(right.index)
    here, there = left.loc[both], right.loc[both]
    told = ((here != "") & (there != "")).any(axis="columns")
    return ((here == there) | (here == "") | (there == "")).all(axis="columns")[told]


def _constants(claims: Claims, columns: list[int]) -> pd.DataFrame:
    """Constant fields per code, of the rows that count; empty where rows of one code differ."""
    rows = claims.counts & (claims.states == IDENTIFIED) & claims.audience.notna()
    groups = claims.constants.loc[rows, columns].groupby(claims.names()[rows], sort=False)
    return groups.first().where(groups.nunique() == 1, "")


def _numbered(claims: Claims) -> bool:
    """Every identifier is a number, none twice, from 0 or 1 on with hardly a gap."""
    rule = claims.rule
    if rule is None or rule.numbered or len(rule.columns) > 1:
        return False
    texts = claims.codes.iloc[:, 0]
    texts = texts[texts != ""]
    if len(texts) < ENOUGH or not texts.str.fullmatch(r"\d{1,7}").all() or texts.duplicated().any():
        return False
    numbers = texts.astype("int64")
    return bool(numbers.min() <= 1 and len(numbers) >= DENSE * (numbers.max() - numbers.min() + 1))


def _where(one: Claims, other: Claims) -> Message:
    headers = " / ".join(dict.fromkeys([one.header, other.header]))
    files = ", ".join(dict.fromkeys([one.file, other.file]))
    return message(fr=f"{files}, colonne « {headers} »", en=f"{files}, column '{headers}'")


MEND = message(
    fr="Dans study.yaml, indiquez sous « person: columns: » la colonne du code personnel. S’il n’y en a pas, "
    "retirez « person: » : ces vagues ne s’apparient pas. Si ces numéros ont bien été remis aux personnes, "
    "déclarez « constant: » (une année de naissance, par exemple) pour le vérifier, ou « numbered: true ».",
    en="In study.yaml, give the column of the personal code under `person: columns:`. If there is none, remove "
    "`person:`: these waves cannot be paired. If the numbers were handed out to persons, declare `constant:` "
    "(a birth year, for instance) so that it can be checked, or `numbered: true`.",
)
CODE_WANTED = message(
    fr="un code que la même personne donne à chaque questionnaire",
    en="a code that the same person gives in each questionnaire",
)


def _submission_number(header: str, *, file: str, tool: Tool) -> SourceError:
    return SourceError(
        message(
            fr="Cet identifiant est un numéro d’envoi, pas une personne : refusé.",
            en="This identifier is a submission number, not a person: refused.",
        ),
        where=message(fr=f"{file}, colonne « {header} »", en=f"{file}, column '{header}'"),
        found=message(
            fr=f"le numéro que {tool.label.fr} donne à chaque envoi", en=f"the number {tool.label.en} gives submissions"
        ),
        allowed=CODE_WANTED,
        action=MEND,
    )


def _row_numbers(one: Claims, other: Claims) -> SourceError:
    n, m = len(one.codes), len(other.codes)
    return SourceError(
        message(
            fr="Ces identifiants sont des numéros de ligne ou d’envoi, pas des personnes : refusé.",
            en="These identifiers are row or submission numbers, not persons: refused.",
        ),
        where=_where(one, other),
        found=message(
            fr=f"des nombres qui se suivent presque sans trou dans chacun des deux fichiers ({n} et {m} lignes) : le "
            "numéro 1 de l’un ne serait pas le numéro 1 de l’autre",
            en=f"numbers that follow one another with hardly a gap in both files ({n} and {m} rows): number 1 of one "
            "would not be number 1 of the other",
        ),
        allowed=CODE_WANTED,
        action=MEND,
    )


def _others(one: Claims, other: Claims, *, n: int, differing: int) -> SourceError:
    constants = " / ".join(
        dict.fromkeys([*(one.rule.constant if one.rule else []), *(other.rule.constant if other.rule else [])])
    )
    return SourceError(
        message(
            fr="Les mêmes identifiants y désignent d’autres personnes : refusé.",
            en="The same identifiers stand for other persons there: refused.",
        ),
        where=_where(one, other),
        found=message(
            fr=f"{differing} identifiants communs sur {n} ont d’autres réponses à « {constants} » dans l’autre fichier",
            en=f"{differing} of {n} common identifiers have other answers to '{constants}' in the other file",
        ),
        allowed=message(
            fr="les mêmes champs constants chez la même personne", en="the same constant fields for the same person"
        ),
        action=message(
            fr="Dans study.yaml, indiquez sous « person: columns: » la colonne du code personnel, pas celle d’un "
            "numéro de ligne ou d’envoi. Si le code est bon, vérifiez « constant: » : les mêmes questions, dans le "
            "même ordre, et dont la réponse ne change pas.",
            en="In study.yaml, give the column of the personal code under `person: columns:`, not that of a row or "
            "submission number. If the code is right, check `constant:`: the same questions, in the same order, whose "
            "answers do not change.",
        ),
    )
