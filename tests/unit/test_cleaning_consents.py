"""What people allowed: the last word counts, silence and anything unclear allow nothing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.cleaning.consents import last_said
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study

YEAR = [pd.Timestamp("2026-01-01"), pd.Timestamp("2026-06-01")]


def said(*rows: tuple[bool, object]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["granted", "given_on"]).assign(person="p", purpose="quote")
    return frame.astype({"given_on": "datetime64[ns]"})[["person", "purpose", "granted", "given_on"]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(True, YEAR[0])], True),
        ([(True, YEAR[0]), (False, YEAR[1])], False),
        ([(False, YEAR[0]), (True, YEAR[1])], True),
        ([(True, YEAR[0]), (False, YEAR[0])], False),
        ([(True, YEAR[0]), (False, None)], False),
        ([(False, YEAR[0]), (True, None)], False),
        ([(True, None), (False, None)], False),
    ],
)
def test_last_word(rows: list[tuple[bool, object]], expected: bool) -> None:
    for order in (rows, rows[::-1]):
        assert last_said([said(*order)])["granted"].tolist() == [expected]


def study(**consent: object) -> Study:
    source = {
        "id": "s",
        "files": "*.csv",
        "audience": "a",
        "tool": "generic",
        "person": {"columns": ["code"]},
        "answers": {"after": {"q": "q"}},
        "consents": {"quote": {"column": "citation", **consent}},
    }
    return Study.model_validate(
        {
            "schema_version": 1,
            "name": "essai",
            "title": "t",
            "programme": "p",
            "audiences": [{"id": "a", "label": "A"}],
            "scales": [{"id": "e", "favourable_from": 2, "levels": [{"label": "Non"}, {"label": "Oui"}]}],
            "constructs": [{"id": "c", "label": "C"}],
            "items": [{"id": "q", "construct": "c", "scale": "e", "audiences": ["a"], "wording": "Q"}],
            "sources": [source],
        }
    )


@pytest.mark.parametrize(
    ("cells", "consent", "granted", "unclear"),
    [
        (["Oui", "non", "", "Y", "N"], {}, {0: True, 1: False, 3: True, 4: False}, 0),
        (["peut-être", "Oui", "oui mais", "0", "1"], {}, {1: True, 3: False, 4: True}, 2),
        (["D’accord pour le rapport", "Non", "", "Oui", "x"], {"granted": ["D'accord pour le rapport"]},
         {0: True, 1: False, 3: False, 4: False}, 0),
    ],
)  # fmt: skip
def test_answers(tmp_path: Path, cells: list[str], consent: dict, granted: dict[int, bool], unclear: int) -> None:
    lines = [f"P{k};Oui;{cell}" for k, cell in enumerate(cells)]
    (tmp_path / "reponses.csv").write_text("\n".join(["code;q;citation", *lines]), encoding="utf-8")
    build = pipeline.read(study(**consent), raw=tmp_path, key=FICTION_KEY)
    persons = build.tables["responses"].set_index("source_row")["person"]
    consents = build.tables["consents"].set_index("person")["granted"].to_dict()
    assert consents == {persons[k + 2]: value for k, value in granted.items()}
    notes = build.tables["ledger"].query("category == 'unclear_consent'")
    assert notes["n"].sum() == unclear
    assert pipeline.ledger_balances(build.tables["ledger"])
