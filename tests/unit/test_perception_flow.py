"""Invited → before → after → pairs."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.perception import collection_flow

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
answer, responses, moves = _frames["answer"], _frames["responses"], _frames["moves"]

COLUMNS = ["n_invited", "n_before", "n_after", "n_persons", "n_identified", "n_pairs", "response_rate"]


def people() -> pd.DataFrame:
    """Five pairs, one who only came before, one only after, one unidentified, one who left every item aside."""
    return responses(
        *moves(3, 1, 1, territory="lyon"),
        answer("early", "before", 2, territory="lyon"),
        answer("late", "after", 2, territory="loire"),
        answer("unknown", "after", 2, territory="loire", identified=False),
        answer("off", "before", None, territory="loire"),
        answer("off", "after", None, territory="loire"),
    )


def invitations(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["audience", "territory", "wave", "n_invited", "origin"])


def test_counts() -> None:
    frame = collection_flow(people())
    assert list(frame.columns) == ["audience", *COLUMNS]
    row = frame.iloc[0]
    assert row[["n_before", "n_after", "n_persons", "n_identified", "n_pairs"]].tolist() == [7, 8, 9, 8, 5]
    assert row[["n_invited", "response_rate"]].isna().all()


def test_a_person_counts_once_whatever_was_sent_in() -> None:
    again = [answer("a", "before", 3, response=f"r{k}", item=item) for k in range(3) for item in ("q1", "q2")]
    assert collection_flow(responses(*again))["n_before"].tolist() == [1]


def test_response_rate_is_rr1() -> None:
    asked = invitations({"audience": "presc", "wave": "before", "n_invited": 20})
    row = collection_flow(people(), invited=asked).iloc[0]
    assert (row["n_invited"], row["response_rate"]) == (20, 7 / 20)


def test_invited_to_the_later_wave_only() -> None:
    asked = invitations({"audience": "presc", "wave": "after", "n_invited": 16})
    assert collection_flow(people(), invited=asked)["response_rate"].tolist() == [8 / 16]


def test_the_first_wave_goes_before_the_second() -> None:
    asked = invitations(
        {"audience": "presc", "wave": "after", "n_invited": 16},
        {"audience": "presc", "wave": "before", "n_invited": 10},
    )
    row = collection_flow(people(), invited=asked).iloc[0]
    assert (row["n_invited"], row["response_rate"]) == (10, 0.7)


def test_territories_add_up_and_stand_apart() -> None:
    asked = invitations(
        {"audience": "presc", "territory": "lyon", "wave": "before", "n_invited": 12},
        {"audience": "presc", "territory": "loire", "wave": "before", "n_invited": 8},
    )
    assert collection_flow(people(), invited=asked)["n_invited"].tolist() == [20]
    split = collection_flow(people(), invited=asked, by=("audience", "territory")).set_index("territory")
    assert split["n_invited"].to_dict() == {"loire": 8, "lyon": 12}
    assert split["response_rate"].to_dict() == {"loire": 1 / 8, "lyon": 6 / 12}
    assert split["n_pairs"].to_dict() == {"loire": 0, "lyon": 5}


def test_invitations_without_a_territory_say_nothing_of_territories() -> None:
    asked = invitations({"audience": "presc", "wave": "before", "n_invited": 20})
    split = collection_flow(people(), invited=asked, by=("audience", "territory"))
    assert split["n_invited"].isna().all()
    assert collection_flow(people(), invited=asked, by=("audience", "action"))["n_invited"].isna().all()


def test_an_audience_that_never_answered_keeps_its_row() -> None:
    asked = invitations({"audience": "indus", "wave": "before", "n_invited": 26})
    frame = collection_flow(people(), invited=asked).set_index("audience")
    assert frame.loc["indus", ["n_invited", "n_before", "n_pairs"]].tolist() == [26, 0, 0]
    assert frame.loc["indus", "response_rate"] == 0.0


def test_other_waves() -> None:
    late = [answer(f"p{k}", "followup", 3, month=month, response=f"{k}m{month}") for k in (0, 1) for month in (3, 6)]
    table = pd.concat([people(), responses(*late[:3])], ignore_index=True)
    frame = collection_flow(table, wave_to="followup", month=6)
    assert frame[["n_before", "n_after", "n_pairs"]].iloc[0].tolist() == [7, 1, 1]


def test_nobody() -> None:
    assert list(collection_flow(responses()).columns) == ["audience", *COLUMNS]


def test_nobody_invited_is_no_rate() -> None:
    asked = invitations({"audience": "presc", "wave": "before", "n_invited": 0})
    assert collection_flow(people(), invited=asked)["response_rate"].isna().all()


def test_what_is_asked_must_be_possible() -> None:
    with pytest.raises(ContractError, match="by"):
        collection_flow(people(), by=("territory",))
    with pytest.raises(ContractError, match="invitations"):
        collection_flow(people(), invited=pd.DataFrame({"audience": ["presc"]}))
