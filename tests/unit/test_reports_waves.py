"""Every comparison of waves is a table of its own, that names its waves and its design."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from declic_analysis.disclosure import Rules
from declic_analysis.reports.blocks import Blocks
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.results import View
from declic_analysis.reports.waves import wave_blocks
from declic_analysis.study import Study, load_study

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
responses, answer = _frames["responses"], _frames["answer"]


@pytest.fixture
def study(project_root: Path) -> Study:
    return load_study(project_root / "data/raw/declic")


def told(study: Study, waves: dict[tuple[str, int | None], list[int]], *, lang: str = "fr") -> str:
    audience = next(a for a in study.audiences if a.design == "pre_post")
    codebook = study.codebook()
    item = codebook.loc[codebook["audience"] == audience.id, "item"].iloc[0]
    rows = [_row(f"p{k}", wave, month, level, audience.id) for (wave, month), levels in waves.items()
            for k, level in enumerate(levels)]  # fmt: skip
    frame = responses(*rows).assign(item=item, scale=codebook.set_index("item")["scale"].to_dict()[item])
    view = View(Selected(study, frame, pd.DataFrame(), Rules(base=5)), lang)
    return text(wave_blocks(view, audience))


def _row(person: str, wave: str, month: int | None, level: int, audience: str) -> dict[str, Any]:
    return answer(person, wave, level, month=month, audience=audience) | {"response": f"{person}:{wave}:{month}"}


def text(blocks: Blocks) -> str:
    return "\n".join(block.data["text/html"] for block in blocks)


THREE = [3] * 20
MOVED = [4] * 12 + [2] * 2 + [3] * 6


def test_a_follow_up_is_held_against_before_and_against_after(study: Study) -> None:
    shown = told(study, {("before", None): THREE, ("after", None): MOVED, ("followup", 6): MOVED})
    assert shown.count("<table") == 2
    assert "mois 6" in shown and "après / suivi, mêmes personnes" in shown
    assert "avant / après, mêmes personnes" in shown
    assert "personne n’a été suivi plus tard" not in shown


def test_each_month_has_its_own_tables(study: Study) -> None:
    waves = {("before", None): THREE, ("after", None): MOVED, ("followup", 3): MOVED, ("followup", 6): THREE}
    assert told(study, waves, lang="en").count("<table") == 4


def test_recalled_answers_are_no_change(study: Study) -> None:
    shown = told(study, {("before", None): THREE, ("retro_before", None): MOVED, ("after", None): MOVED})
    assert shown.count("<table") == 2
    assert "ne mesure pas une évolution" in shown
    recalled = shown[: shown.index("ne mesure pas une évolution")].rpartition("<table")[2]
    assert "Verdict" not in recalled and "favorable nette" not in recalled


def test_nothing_later_is_said(study: Study) -> None:
    shown = told(study, {("before", None): THREE, ("after", None): MOVED})
    assert "<table" not in shown and "personne n’a été suivi plus tard" in shown


def test_few_followed_people_are_not_shown(study: Study) -> None:
    shown = told(study, {("before", None): THREE, ("after", None): MOVED, ("followup", 6): [4, 4, 2]})
    assert "non publié" in shown and "+33" not in shown
