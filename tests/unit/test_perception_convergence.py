"""`gap_change` and `audience_gap`: which questions mirror which, who is counted, what may be shown of them."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure, figures, tables, wording
from declic_analysis.errors import ContractError
from declic_analysis.perception import audience_gap, gap_change, mirror_items
from declic_analysis.statistics.paired_proportions import tango
from declic_analysis.statistics.proportions import newcombe_difference

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
answer, responses = _frames["answer"], _frames["responses"]
CODEBOOK = _frames["CODEBOOK"].assign(mirror_item=lambda frame: frame["item"])
RULES = disclosure.Rules(base=5)
NAMES = {"presc": "Prescripteurs", "indus": "Industriels"}


def people(audience: str, flows: dict[tuple[int, int], int], **other: Any) -> list[dict[str, Any]]:
    """So many people who went from a level to another."""
    return [
        answer(f"{audience}-{first}-{last}-{k}", wave, level, audience=audience, **other)
        for (first, last), n in flows.items()
        for k in range(n)
        for wave, level in (("before", first), ("after", last))
    ]


# Prescribers rise (20 of 60 to 45 of 60); industrialists, at 32 of 40, stay.
RISE = people("presc", {(4, 4): 20, (2, 4): 25, (2, 2): 15})
STAY = people("indus", {(4, 4): 30, (4, 2): 2, (2, 4): 2, (2, 2): 6})
# … or they fall (32 to 18 of 40) while prescribers stay.
FALL = people("indus", {(4, 4): 18, (4, 2): 14, (2, 2): 8})
SAME = people("presc", {(4, 4): 18, (4, 2): 2, (2, 4): 2, (2, 2): 38})


def changed(*rows: dict[str, Any], **options: Any) -> pd.Series:
    frame = gap_change(responses(*rows), codebook=CODEBOOK, **options)
    assert len(frame) == 1
    return frame.iloc[0]


def test_mirrors_share_their_words_or_name_each_other() -> None:
    rows = [("a", "presc", "a"), ("a", "indus", "a"), ("p", "presc", "i"), ("i", "indus", None), ("x", "presc", None)]
    book = pd.DataFrame(rows, columns=["item", "audience", "mirror_item"]).assign(
        scale="s", n_levels=5, direction="favourable_high", confirmatory=False
    )
    found = mirror_items(book)
    assert found[["item", "item_second"]].to_numpy().tolist() == [["a", "a"], ["p", "i"]]
    assert set(found["audience_first"]) == {"presc"}
    assert mirror_items(book.assign(n_levels=[5, 4, 5, 5, 5])).shape[0] == 1
    with pytest.raises(ContractError):
        mirror_items(book.drop(columns="mirror_item"))


def test_a_gap_that_closes_upward() -> None:
    row = changed(*RISE, *STAY)
    assert (row["n_first"], row["n_second"]) == (60, 40)
    assert row["gap_before"] == pytest.approx(20 / 60 - 32 / 40)
    expected = newcombe_difference((20, 60), (32, 40))
    assert (row["gap_before_low"], row["gap_before_high"]) == pytest.approx((expected.low, expected.high))
    assert row["gap_change"] == pytest.approx(25 / 60)
    own = tango(25, 0, 60)
    assert (row["change_first_low"], row["change_first_high"]) == pytest.approx((own.low, own.high))
    assert (row["status"], row["movement"]) == ("reduced", "convergence_upward")


def test_a_gap_that_closes_because_the_better_side_fell() -> None:
    row = changed(*SAME, *FALL)
    assert (row["status"], row["movement"]) == ("reduced", "convergence_downward")


def test_a_gap_that_grows() -> None:
    row = changed(*RISE, *people("indus", {(2, 2): 36, (4, 4): 4}))
    assert (row["status"], row["movement"]) == ("increased", "divergence_upward")


def test_few_people_close_nothing() -> None:
    row = changed(*people("presc", {(2, 4): 3, (2, 2): 4}), *people("indus", {(4, 4): 7}))
    assert (row["status"], row["movement"]) == ("uncertain", "none")


@pytest.mark.parametrize("n", [0, 1, 2, 4])
def test_below_the_base_nothing_is_computed(n: int) -> None:
    frame = gap_change(responses(*RISE, *people("indus", {(4, 4): n})), codebook=CODEBOOK)
    assert frame["status"].tolist() == ["insufficient"]
    assert frame["n_second"].tolist() == [n]
    assert frame[["gap_before", "gap_change"]].isna().all().all()


def test_nobody_at_all() -> None:
    assert gap_change(responses(), codebook=CODEBOOK).empty
    assert audience_gap(responses(), codebook=CODEBOOK, rng=np.random.default_rng(1)).empty


def test_everybody_alike_gives_no_warning() -> None:
    row = changed(*people("presc", {(5, 5): 9}), *people("indus", {(5, 5): 9}))
    assert row["gap_change"] == 0
    assert row["status"] == "uncertain"


def test_a_neutral_item_has_no_better_side() -> None:
    rows = [row | {"item": "hours"} for row in [*RISE, *STAY]]
    assert changed(*rows)["movement"] == "convergence"


def test_each_audience_keeps_its_own_start() -> None:
    retro = [row | ({"wave": "retro_before"} if row["wave"] == "before" else {}) for row in STAY]
    row = changed(*RISE, *retro, wave_from={"presc": "before", "indus": "retro_before"})
    assert (row["design_first"], row["design_second"]) == ("pre_post", "retro_pre_post")
    assert row["n_second"] == 40
    assert changed(*RISE, *retro)["n_second"] == 0


def test_actions_widen_the_change() -> None:
    one, other = changed(*RISE, *STAY), changed(*_bused(RISE), *STAY)
    assert other["cluster_method_first"] == "cr2_t"
    assert other["cluster_method_second"] == "independent"
    assert other["gap_change"] == one["gap_change"]
    assert other["gap_change_high"] - other["gap_change_low"] > one["gap_change_high"] - one["gap_change_low"]


def _bused(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """People who moved alike came in the same bus."""
    return [row | {"action": "-".join(row["person"].split("-")[:3])} for row in rows]


def test_gap_in_each_wave() -> None:
    frame = audience_gap(responses(*RISE, *STAY), codebook=CODEBOOK, rng=np.random.default_rng(1), permutations=499)
    assert frame["wave"].tolist() == ["before", "after"]
    before = frame.iloc[0]
    assert before["gap"] == pytest.approx(20 / 60 - 32 / 40)
    assert before["distance"] == pytest.approx(2 * (32 / 40 - 20 / 60))
    assert before["distance_p"] == pytest.approx(1 / 500)
    assert before["agreement_first"] < before["agreement_second"]
    assert frame["design"].unique().tolist() == ["unpaired"]


def published(*rows: dict[str, Any], rules: disclosure.Rules = RULES) -> disclosure.Published:
    return disclosure.publish_gap_change(gap_change(responses(*rows), codebook=CODEBOOK), rules=rules)


def test_the_gate_refuses_a_small_audience() -> None:
    row = published(*RISE, *people("indus", {(4, 4): 10}), rules=disclosure.Rules(base=11)).frame.iloc[0]
    assert not row["published"]
    assert row[["gap_before", "status", "n_first", "n_second", "mean_gap_before"]].isna().all()


@pytest.mark.parametrize("flows", [{(4, 4): 17, (2, 2): 3}, {(4, 4): 20}], ids=["few", "nobody"])
def test_the_gate_withholds_what_a_few_people_make(flows: dict[tuple[int, int], int]) -> None:
    row = published(*RISE, *people("indus", flows)).frame.iloc[0]
    assert row["published"] and not row["gap_published"]
    numbers = [
        "favourable_before_first",
        "gap_before",
        "gap_after_low",
        "gap_change",
        "change_first",
        "mean_gap_change",
    ]
    assert row[[*numbers, "gap_total_low", "gap_change_low_90"]].isna().all()
    assert (row["n_second"], row["status"]) == (20, "reduced")


def test_waves_pass_the_same_gate() -> None:
    frame = audience_gap(
        responses(*RISE, *people("indus", {(4, 4): 17, (2, 2): 3})), codebook=CODEBOOK, rng=np.random.default_rng(1)
    )
    shown = disclosure.publish_audience_gap(frame, rules=RULES).frame
    numbers = [
        "gap",
        "favourable_second",
        "mean_first",
        "consensus_first",
        "agreement_second",
        "distance",
        "distance_p",
    ]
    assert shown[numbers].isna().all().all()
    assert shown["n_second"].tolist() == [20, 20]


def test_the_first_page_counts_the_gaps() -> None:
    told = wording.both_views(published(*RISE, *STAY))
    assert told == ("Regards croisés\u00a0: 1 question commune\u202f; écart réduit 1, stable 0, accru 0, incertain 0")
    assert "le public le plus favorable a reculé" in wording.both_views(published(*SAME, *FALL))
    assert "1 sans résultat" in wording.both_views(published(*RISE, *people("indus", {(4, 4): 3})))
    assert wording.both_views(published()).endswith("aucune question commune aux deux publics")
    with pytest.raises(ContractError):
        wording.both_views(gap_change(responses(), codebook=CODEBOOK))  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_picture_says_what_the_table_says(lang: str) -> None:
    gaps = published(
        *RISE, *STAY, *[row | {"item": "hours"} for row in [*RISE, *people("indus", {(4, 4): 17, (2, 2): 3})]]
    )
    picture = figures.convergence_figure(gaps, codebook=CODEBOOK, names=NAMES, lang=lang)
    drawn = [trace.x for trace in picture.figure.data]
    assert list(drawn[0]) == [33, 80, None, 75, 80, None]
    assert (list(drawn[1]), list(drawn[2])) == ([33, 75], [80, 80])
    assert {trace.type for trace in picture.figure.data} == {"scatter"}
    assert len(picture.table) == 2
    assert "Prescripteurs" in picture.figure.layout.annotations[0].text
    assert ("47 → 5" in picture.alt) and ("non publié" in picture.alt or "not published" in picture.alt)
    empty = figures.convergence_figure(published(), codebook=CODEBOOK, names=NAMES, lang=lang)
    assert not empty.figure.data


def test_tables() -> None:
    gaps = published(*SAME, *FALL)
    table = tables.gap_table(gaps, codebook=CODEBOOK, names=NAMES)
    assert "par le bas" in table.iloc[0, -1]
    assert table["n Industriels"].tolist() == ["40"]
    frame = audience_gap(responses(*RISE, *STAY), codebook=CODEBOOK, rng=np.random.default_rng(1))
    waves = tables.audience_gap_table(
        disclosure.publish_audience_gap(frame, rules=RULES), codebook=CODEBOOK, names=NAMES
    )
    assert len(waves) == 2
    assert waves["p"].str.startswith("<").tolist() == [True, False]
