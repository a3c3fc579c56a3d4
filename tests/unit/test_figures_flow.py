"""The flow diagram: boxes say what the table says; nothing withheld is drawn."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis import disclosure
from declic_analysis.errors import ContractError
from declic_analysis.figures import flow_figure

NAMES = {"presc": "Prescripteurs"}


def flow(**other: object) -> pd.DataFrame:
    told = {"audience": "presc", "n_invited": 200, "n_before": 120, "n_after": 110, "n_persons": 150,
            "n_identified": 150, "n_pairs": 80, "response_rate": 0.6} | other  # fmt: skip
    return pd.DataFrame([told]).astype({"n_invited": "Int64"})


def drawn(frame: pd.DataFrame, *, base: int = 5, lang: str = "fr"):  # type: ignore[no-untyped-def]
    published = disclosure.publish_flow(frame, rules=disclosure.Rules(base=base), by=["audience"])
    return flow_figure(published, names=NAMES, lang=lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_four_boxes_and_who_was_lost(lang: str) -> None:
    picture = drawn(flow(), lang=lang)
    assert picture.table.iloc[:, 2].tolist() == ["200", "120", "110", "80"]
    assert len(picture.figure.layout.shapes) == 4 + 2
    texts = " ".join(a.text for a in picture.figure.layout.annotations)
    for number in ("<b>200</b>", "<b>80</b>", "80", "40"):
        assert number in texts
    assert "Prescripteurs" in picture.alt
    assert {trace.type for trace in picture.figure.data} == {"scatter"}


def test_an_unknown_number_invited_has_no_box() -> None:
    picture = drawn(flow(n_invited=None, response_rate=None))
    assert picture.table.iloc[:, 2].tolist() == ["120", "110", "80"]


def test_the_invited_to_the_later_wave_lose_nobody_before() -> None:
    picture = drawn(flow(response_rate=110 / 200))
    assert "sans réponse avant" not in picture.alt


def test_few_lost_people_are_not_named() -> None:
    assert "sans paire" not in drawn(flow(n_pairs=118)).alt
    assert "sans paire" in drawn(flow(n_pairs=115)).alt


def test_what_is_withheld_is_not_drawn() -> None:
    picture = drawn(flow(n_before=30, n_after=12, n_pairs=4, response_rate=0.15), base=5)
    assert picture.table.iloc[:, 2].tolist() == ["200", "30", "non publié", "non publié"]
    assert "sans paire" not in picture.alt
    small = drawn(flow(n_persons=3, n_before=3, n_after=2, n_pairs=1, response_rate=0.015))
    assert set(small.table.iloc[:, 2]) == {"non publié"}


def test_a_bare_frame_is_not_drawn() -> None:
    with pytest.raises(ContractError):
        flow_figure(flow(), names=NAMES)  # type: ignore[arg-type]
