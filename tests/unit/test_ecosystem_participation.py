"""Who took part, held against what the demonstration's `truth.json` says and against a case counted by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.demo import write_exports
from declic_analysis.disclosure import Rules, publish_participation
from declic_analysis.ecosystem import participation
from declic_analysis.errors import ContractError
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.reports.participation import taking_part
from declic_analysis.study import load_study


def by_hand() -> tuple[pd.DataFrame, pd.DataFrame]:
    actions = pd.DataFrame({"action": ["a", "b", "c"], "territory": ["x", "x", "y"], "format": "f",
                            "planned": [5, pd.NA, pd.NA], "counted": [pd.NA, pd.NA, 7]})  # fmt: skip
    rows = [("a", "p", "seen"), ("b", "p", "seen"), ("a", "q", "noshow"), ("b", "r", "excused"), ("b", "s", "unknown"),
            ("a", "t", "revoked")]  # fmt: skip
    came = pd.DataFrame(rows, columns=["action", "person", "attendance"]).assign(identified=True, role="participant")
    lead = pd.DataFrame([("a", "z", "seen", True, "ambassador")], columns=came.columns)
    return actions, pd.concat([came, lead], ignore_index=True)


def test_persons_and_participations_stay_apart() -> None:
    row = participation(*by_hand()).iloc[0]
    names = ["n_actions", "n_planned", "n_with_sheet", "n_counted", "n_persons", "n_participations", "n_repeat"]
    assert row[names].tolist() == [3, 5, 2, 7, 1, 2, 1]
    assert (row["n_noshow"], row["n_resolved"], row["noshow_rate"]) == (1, 4, 0.25)


def test_without_a_sheet_it_is_unknown_not_zero() -> None:
    actions, came = by_hand()
    rows = participation(actions, came, by=["territory"]).set_index("territory")
    assert pd.isna(rows.loc["y", "n_persons"]) and rows.loc["y", "n_actions"] == 1
    assert pd.isna(participation(actions, came.iloc[0:0]).iloc[0]["n_participations"])
    with pytest.raises(ContractError):
        participation(actions, came, by=["structure"])


def test_who_came_to_other_actions_than_those_given_is_not_counted() -> None:
    actions, came = by_hand()
    parts = [
        participation(actions[actions["action"] == a], came).iloc[0]["n_participations"] for a in actions["action"]
    ]
    whole = participation(actions, came).iloc[0]["n_participations"]
    assert sum(n for n in parts if not pd.isna(n)) == whole and max(n for n in parts if not pd.isna(n)) < whole


def test_few_persons_are_withheld_and_actions_are_not() -> None:
    row = publish_participation(participation(*by_hand()), rules=Rules(base=5)).frame.iloc[0]
    assert not row["published"] and pd.isna(row["n_participations"]) and row["n_actions"] == 3


def test_the_demonstration_is_counted_as_it_was_made(tmp_path: Path) -> None:
    said = write_exports(tmp_path)["registers"]
    study = load_study(tmp_path)
    tables = pipeline.read(study, raw=tmp_path, key=FICTION_KEY).tables
    counted = participation(tables["actions"], tables["attendances"], by=["territory"])
    assert counted.set_index("territory")["n_actions"].to_dict() == said["actions"]
    whole = taking_part(tables, study=study, rules=Rules(base=5))
    assert whole is not None
    row, states = whole.frame.iloc[0], said["attendances"]
    seen = states["seen"] - said["partners"]["led_attendances"]  # who leads an action does not take part in it
    assert (row["n_participations"], row["n_noshow"]) == (seen, states["noshow"])
    assert row["n_resolved"] == seen + states["noshow"] + states["excused"]
    assert row["n_persons"] < row["n_participations"]
    lyon = taking_part(tables, study=study, rules=Rules(base=5), territory="lyonnais")
    assert lyon is not None and lyon.frame.iloc[0]["n_actions"] == said["actions"]["lyonnais"]
