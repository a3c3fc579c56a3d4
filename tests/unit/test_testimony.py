"""Conversations: what may be quoted of their notes, and the base they stand on."""

from __future__ import annotations

import pandas as pd

from declic_analysis import disclosure
from declic_analysis.verbatims.testimony import record_quotes

CODEBOOK = pd.DataFrame(
    [("bus", "pro", "obstacle", ("bus",), ()), ("paie", "pro", "asset", ("salaire*",), ())],
    columns=["theme", "audience", "valence", "expressions", "exceptions"],
)
NOTES = [
    ("r1", True, "Il y a trop peu de bus le matin ici. Le reste va bien, rien à dire de plus."),
    ("r2", False, "Les bus manquent tous les soirs de la semaine."),
    ("r3", True, "Un vrai salaire dès le départ, [nom] l’a dit."),
    ("r4", True, "Une femme de 52 ans a dit que le salaire est bon."),
    ("r5", True, "Pas de voiture, pas de travail. Les bus sont rares avant sept heures."),
]


def heard(notes: list[tuple[str, bool, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(notes, columns=["record", "may_quote", "redacted"])
    return frame.assign(method="interview", audience="pro", held_on=pd.Timestamp("2024-05-01"))


def test_only_what_its_source_allowed_and_nothing_that_needs_a_reader() -> None:
    found = record_quotes(heard(NOTES), codebook=CODEBOOK).set_index("theme")
    assert found.loc["bus", "quote"] in (NOTES[0][2].split(". ")[0] + ".", "Les bus sont rares avant sept heures.")
    assert (found.loc["bus", "n_persons"], found.loc["bus", "n_allowed"]) == (5, 2)
    assert found.loc["bus", "method"] == "interview"
    assert pd.isna(found.loc["paie", "quote"])  # a name was removed; an age needs a reader


def test_nothing_is_quoted_without_permission_or_under_the_base() -> None:
    silent = heard([(record, False, text) for record, _, text in NOTES])
    assert record_quotes(silent, codebook=CODEBOOK)["quote"].isna().all()
    few = record_quotes(heard(NOTES[:4]), codebook=CODEBOOK)
    assert disclosure.publish_quotes(few, rules=disclosure.Rules(base=5)).shown.empty
    assert record_quotes(heard([]), codebook=CODEBOOK)["quote"].isna().all()
