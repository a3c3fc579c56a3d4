"""From answers to page, with the real analyses between: columns fit, and nothing small comes through."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure, figures, tables, wording
from declic_analysis.perception import collection_flow, distribution, gap_change, paired_shift, person_shift
from declic_analysis.study import Study

LEVELS = ["Pas du tout", "Plutôt pas", "Ni oui ni non", "Plutôt", "Tout à fait"]
DIRECTIONS = {"sens": "favourable_high", "retard": "favourable_low", "acces": "neutral"}
STUDY = Study.model_validate({
    "schema_version": 1, "name": "essai", "title": "Essai", "programme": "Programme", "fictitious": True,
    "audiences": [{"id": "prescripteurs", "label": "Prescripteurs"}, {"id": "industriels", "label": "Industriels"}],
    "scales": [{"id": "a", "levels": [{"label": level} for level in LEVELS], "favourable_from": 4}],
    "constructs": [{"id": "c", "label": "C"}],
    "items": [{"id": item, "construct": "c", "scale": "a", "audiences": ["prescripteurs", "industriels"],
               "wording": item.title(), "direction": direction, "confirmatory": item == "sens"}
              for item, direction in DIRECTIONS.items()],
})  # fmt: skip
CODEBOOK = STUDY.codebook()
SIZES = {"prescripteurs": 107, "industriels": 8}
Kit = tuple[disclosure.Published, disclosure.Published, disclosure.Published, disclosure.Published]


def answers() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    rows = [
        _answer(f"{audience}{person}", audience, item, wave, score)
        for audience, n in SIZES.items()
        for person in range(n)
        for item in DIRECTIONS
        for wave, score in zip(("before", "after"), sorted(rng.integers(1, 6, size=2)), strict=True)
    ]
    whole = {"month": "Int16", "position": "Int16", "score": "Int16", "source_row": "Int32", "favourable": "boolean"}
    return pd.DataFrame(rows).astype({**whole, "identified": "boolean"})


def _answer(person: str, audience: str, item: str, wave: str, score: int) -> dict[str, object]:
    position = 6 - score if DIRECTIONS[item] == "favourable_low" else score
    return {"response": f"s:{person}:{wave}", "person": person, "identified": True, "audience": audience,
            "territory": "lyonnais", "format": None, "action": None, "structure": None, "wave": wave, "month": pd.NA,
            "answered_on": pd.Timestamp("2024-03-01"), "action_on": pd.NaT, "item": item, "scale": "a",
            "answer": "substantive", "position": position, "score": score, "favourable": score >= 4,
            "non_substantive": None, "source": "s", "source_row": 2, "source_column": item}  # fmt: skip


@pytest.fixture(scope="module")
def kit() -> Kit:
    given, rules = answers(), disclosure.Rules(base=11)
    invited = pd.DataFrame({"audience": ["prescripteurs"], "n_invited": [200], "wave": ["before"]})
    spread = distribution(given, codebook=CODEBOOK, paired=True)
    return (
        disclosure.publish_shift(paired_shift(given, codebook=CODEBOOK), rules=rules, by=("audience", "item")),
        disclosure.publish_shift(person_shift(given, codebook=CODEBOOK), rules=rules, by=("audience",)),
        disclosure.publish_distribution(spread, rules=rules, by=("audience", "item", "wave"), codebook=CODEBOOK),
        disclosure.publish_flow(collection_flow(given, invited=invited), rules=rules, by=("audience",)),
    )


def test_the_small_audience_is_refused_everywhere(kit: Kit) -> None:
    for result in kit:
        small = result.frame.query("audience == 'industriels'")
        assert len(small)
        assert not small["published"].any()


def test_figures_tables_and_words_agree(kit: Kit) -> None:
    shift, persons, spread, flow = kit
    forest = figures.net_shift_figure(shift, codebook=CODEBOOK)
    bars = figures.likert_figure(spread, codebook=CODEBOOK, level_labels={"a": LEVELS})
    table = tables.shift_table(shift, codebook=CODEBOOK)
    column = next(name for name in table.columns if name.startswith("Solde"))
    assert list(forest.table["Solde des évolutions"]) == list(table[column])
    for value in table[column]:
        assert value == "non publié" or value in forest.alt
    # On pairs alone, the favourable share of the bars is the one of the table.
    shares = set(table["Favorables (contraintes\u00a0: d’accord) après"]) - {"non publié"}
    assert shares
    assert all(share in bars.alt for share in shares)
    assert len(tables.flow_table(flow)) == len(tables.shift_table(persons)) == 2


def test_the_first_page_of_real_frames(kit: Kit) -> None:
    shift, persons, _, flow = kit
    gaps = disclosure.publish_gap_change(gap_change(answers(), codebook=CODEBOOK), rules=disclosure.Rules(base=11))
    asked = {"persons": persons, "shift": shift, "flow": flow, "gaps": gaps}
    made = wording.first_page(STUDY, **asked, cutoff=dt.date(2024, 6, 30))
    text = made.as_text()
    assert "Industriels\u00a0: Trop peu de réponses appariées" in text
    assert "Prescripteurs\u00a0: 107/200 (54\u202f%), 107\u00a0paires" in text
    assert "3 questions communes\u202f; écart réduit 0, stable 0, accru 0, incertain 0\u202f; 3 sans résultat" in text
    assert not re.search(r"\b8\b", text)
    assert "[DONNÉES FICTIVES]" in text
