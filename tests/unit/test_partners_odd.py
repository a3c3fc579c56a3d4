"""The pages of partners on studies of odd shapes: nobody, one structure, one action, no host, many structures."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from journey_tables import contract

from declic_analysis.disclosure import Rules
from declic_analysis.reports.blocks import Block, Blocks
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.partners import PartnersReading
from declic_analysis.reports.rendering import OURS, PLOTLY
from declic_analysis.reports.results import View
from declic_analysis.study import Study, load_study

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("lyonnais", "stephanois")
SIZES = ("under_10", "from_10", "from_50", None)
CUTOFF = dt.date(2024, 12, 31)
OF_REGISTERS = ("ecosystem_page", "ambassadors_videos_page", "partner_periods", "partner_loyalty", "partner_network",
                "partner_links", "partner_list", "partner_page", "ambassadors", "ambassador_actions", "videos",
                "videos_by_company", "videos_shown")  # fmt: skip


class Reading(PartnersReading):
    def __init__(self, view: View, diffusion: str) -> None:
        self.view, self.diffusion = view, diffusion


@cache
def study() -> Study:
    return load_study(ROOT / "data/raw/declic")


def structures(n_prescribers: int, n_companies: int, *, places: int = 2) -> pd.DataFrame:
    common = [{"territory": PLACES[k % places], "fictitious": False} for k in range(max(n_prescribers, n_companies))]
    rows = [{"structure": f"p{k}", "name": f"Prescripteur {k:02d}", "roles": "prescriber",
             "prescriber_kind": ("ML", "FT")[k // 2 % 2], **common[k]} for k in range(n_prescribers)]  # fmt: skip
    rows += [{"structure": f"c{k}", "name": f"Atelier {k:02d}", "roles": "company", "size": SIZES[k // 2 % 4],
              **common[k]} for k in range(n_companies)]  # fmt: skip
    return contract("structures", *rows)


def actions(n: int, *, places: int = 2) -> pd.DataFrame:
    days = pd.date_range("2024-01-10", periods=n, freq="9D")
    return contract("actions", *({"action": f"a{k}", "action_on": days[k], "territory": PLACES[k % places],
                                  "format": "zi_tour"} for k in range(n)))  # fmt: skip


def came(*rows: tuple[str, str]) -> pd.DataFrame:
    """(action, structure), one person each."""
    return contract("attendances", *(
        {"action": action, "person": f"x{k}", "structure": one, "attendance": "seen", "role": "participant",
         "identified": True} for k, (action, one) in enumerate(rows)))  # fmt: skip


def crowd(n: int, *, places: int = 2) -> dict[str, pd.DataFrame]:
    """n prescribers and n companies, each pair of neighbours at an action of their territory."""
    held = actions(36, places=places)
    rows = [(f"a{(k % places + places * (k // 2 + j)) % 36 // places * places + k % places}", f"{side}{k}")
            for k in range(n) for j in range(3) for side in "pc"]  # fmt: skip
    return {"actions": held, "structures": structures(n, n, places=places), "attendances": came(*dict.fromkeys(rows))}


def roster(n: int) -> pd.DataFrame:
    return contract("ambassadors", *({"person": f"m{k}", "volunteered_on": pd.Timestamp("2024-01-15")}
                                     for k in range(n)))  # fmt: skip


def channel() -> pd.DataFrame:
    return contract("videos", *({"video": "v", "title": "Forge", "measured_on": pd.Timestamp(day), "views": n}
                                for day, n in (("2024-03-31", 10), ("2024-06-30", 40))))  # fmt: skip


SHAPES = {
    "no_structures": {"actions": actions(4), "structures": structures(0, 0), "attendances": came(("a0", "p0"))},
    "one_structure": {"actions": actions(4), "structures": structures(1, 0), "attendances": came(("a0", "p0"))},
    "one_action": {"actions": actions(1), "structures": structures(5, 5),
                   "attendances": came(*(("a0", f"{s}{k}") for s in "pc" for k in range(5)))},
    "one_side": {"actions": actions(3), "structures": structures(5, 5),
                 "attendances": came(*(("a0", f"p{k}") for k in range(5)))},
    "roster_only": {"ambassadors": roster(12)},
    "few_ambassadors": {"ambassadors": roster(3)},
    "videos_only": {"videos": channel()},
}  # fmt: skip
CROWDS = {"by_territory": crowd(22), "by_kind": crowd(42, places=1)}


def shown(shape: str, *, lang: str = "fr", diffusion: str = "internal", territory: str = "") -> dict[str, list[Block]]:
    rules = Rules(base=5) if diffusion == "internal" else Rules(base=11, cell=5)
    selected = Selected(study(), contract("responses"), pd.DataFrame(), rules, territory=territory,
                        registers=(SHAPES | CROWDS)[shape], cutoff=CUTOFF)  # fmt: skip
    reading = Reading(View(selected, lang), diffusion)
    found = {name: getattr(reading, name)() for name in OF_REGISTERS}
    return {name: list(blocks) if isinstance(blocks, Blocks) else [blocks] for name, blocks in found.items()}


def figures(blocks: list[Block]) -> list[tuple[dict, dict]]:
    return [(block.data[PLOTLY], block.metadata[OURS]) for block in blocks if PLOTLY in block.data]


def words(blocks: list[Block]) -> str:
    return " ".join(str(block.data.get("text/html", "")) for block in blocks)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_page_says_something_and_outside_no_structure_that_has_not_agreed(shape: str) -> None:
    outside = list(SHAPES).index(shape) % 2
    lang, diffusion, territory = ("en", "external", "lyonnais") if outside else ("fr", "internal", "")
    for name, blocks in shown(shape, lang=lang, diffusion=diffusion, territory=territory).items():
        assert blocks and all(block.data for block in blocks), name
        text = words(blocks)
        assert "nan" not in text.split() and "<NA>" not in text, name
        if diffusion == "external":  # no structure agreed
            assert "Prescripteur 0" not in json.dumps([list(b) for b in blocks]), name


@pytest.mark.parametrize(("shape", "n", "lines"), [("by_territory", 2, 11), ("by_kind", 1, 2)])
def test_a_grid_is_read_by_territory_or_by_kind_where_there_are_too_many_names(shape: str, n: int, lines: int) -> None:
    selected = Selected(study(), contract("responses"), pd.DataFrame(), Rules(base=5), registers=CROWDS[shape],
                        cutoff=CUTOFF)  # fmt: skip
    grids = figures(list(Reading(View(selected, "fr"), "internal").partner_network()))
    assert len(grids) == n
    for figure, told in grids:
        notes = figure["layout"]["annotations"]
        rows = [
            note["text"] for note in notes if str(note.get("name", "")).startswith("row") and "<b>" not in note["text"]
        ]
        assert len(rows) == lines and told["alt"]
        if shape == "by_kind":
            heads = [note["text"].replace("<br>", " ") for note in notes if note.get("textangle") == -90]
            assert [head.split(",")[0] for head in heads] == [
                "Entreprises de moins de 10 salariés", "Entreprises de 10 à 49 salariés",
                "Entreprises de 50 à 249 salariés", "Autres structures",
            ]  # fmt: skip
            assert rows == ["Mission locale, Territoire lyonnais (22)", "France Travail, Territoire lyonnais (20)"]
