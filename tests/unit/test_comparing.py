"""Beside a comparison group: gate, words by how the groups were formed (both ways), figure, page without any group."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure, perception
from declic_analysis.disclosure import Published, Rules
from declic_analysis.errors import ContractError
from declic_analysis.figures import comparison_figure
from declic_analysis.reports.comparing import comparison_blocks
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.results import View
from declic_analysis.study import Study, parse_study
from declic_analysis.wording.comparison_texts import EFFECT_TEXTS

_words = runpy.run_path(str(Path(__file__).parents[1] / "conventions" / "test_words.py"))
_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
answer, responses = _frames["answer"], _frames["responses"]
RULES = Rules(base=5)
LOTS = "{randomised: true, formed: tirage au sort}"
CHOSEN = "{formed: volontaires d’un autre bassin}"
STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
comparison_group: {group}
audiences: [{{id: presc, label: Prescripteurs}}]
scales: [{{id: a, favourable_from: 4, levels: [{{label: A}}, {{label: B}}, {{label: C}}, {{label: D}}, {{label: E}}]}}]
constructs: [{{id: c, label: C}}]
items:
  - {{id: q1, construct: c, scale: a, audiences: [presc], confirmatory: true, wording: Image}}
  - {{id: hours, construct: c, scale: a, audiences: [presc], direction: neutral, wording: Horaires}}
"""


def study(group: str) -> Study:
    return parse_study(STUDY.format(group=group))


def rows(n: int, *, gain: int, other: int = 0, lost: int = 0, seed: int = 1) -> tuple[pd.DataFrame, pd.Series]:
    """n people a group; those of the programme rise by `gain` levels on average, the others by `other`."""
    rng, made = np.random.default_rng(seed), []
    for k in range(2 * n):
        first, own = int(rng.integers(1, 4)), gain if k < n else other
        last = int(np.clip(first + own + rng.integers(-1, 2), 1, 5))
        for item in ("q1", "hours"):
            made.append(answer(f"p{k}", "before", first, item=item))
            if k >= lost:
                made.append(answer(f"p{k}", "after", last, item=item))
    return responses(*made), pd.Series([k < n for k in range(2 * n)], index=[f"p{k}" for k in range(2 * n)])


def frame(n: int = 30, **options: int) -> pd.DataFrame:
    table, treated = rows(n, **options)
    return perception.group_comparison(table, codebook=study(LOTS).codebook(), treated=treated)


def selected(group: str, n: int = 30, **options: int) -> Selected:
    table, treated = rows(n, **options)
    people = pd.DataFrame({"person": treated.index, "audience": "presc"})
    people["group"] = np.where(treated, "programme", "comparison")
    told = study(group)
    return Selected(told, table, pd.DataFrame({"audience": [], "n_invited": []}), RULES, "", {"participants": people})


def said(group: str, *, lang: str = "fr", n: int = 30, **options: int) -> str:
    """Everything the section says, tables and the words beside the figure too."""
    blocks = comparison_blocks(View(selected(group, n, **options), lang))
    words = [str(part) for block in blocks for part in (*block.data.values(), *block.metadata.values())]
    return " ".join(words).replace("\u00a0", " ")


def test_the_verdict_follows_interval_and_corrected_p() -> None:
    found = frame(gain=2).set_index("item")
    assert found.loc["q1", "verdict"] == "higher"
    assert (found.loc["q1", "did_low"] > 0) and (found.loc["q1", "did_p_adjusted"] < 0.05)
    assert frame(gain=0, other=2).set_index("item").loc["q1", "verdict"] == "lower"
    nothing = frame(gain=1, other=1).set_index("item").loc["q1"]
    assert nothing["verdict"] == "inconclusive"
    assert nothing["detectable"] > abs(nothing["did"])
    assert set(frame(4, gain=2)["verdict"]) == {"insufficient"}


def test_people_of_one_action_widen_the_interval() -> None:
    table, treated = rows(30, gain=1)
    alone = perception.group_comparison(table, codebook=study(LOTS).codebook(), treated=treated).iloc[0]
    shared = table["person"].str[1:].astype(int) // 10
    together = table.assign(action=("a" + shared.astype(str)).where(shared < 3).astype("string"))
    found = perception.group_comparison(together, codebook=study(LOTS).codebook(), treated=treated).iloc[0]
    assert (alone["cluster_method"], found["cluster_method"]) == ("independent", "cr2_t")
    assert found["did"] == pytest.approx(alone["did"])
    assert found["n_clusters"] == 3
    assert found["did_high"] - found["did_low"] != pytest.approx(alone["did_high"] - alone["did_low"])


@pytest.mark.parametrize(
    ("n", "options", "reason"),
    [(4, {"gain": 1}, "below_base"), (5, {"gain": 1}, None), (30, {"gain": 1, "lost": 27}, "below_base")],
)
def test_the_gate_at_its_boundary(n: int, options: dict[str, int], reason: str | None) -> None:
    found = disclosure.publish_group_comparison(frame(n, **options), rules=RULES).frame
    assert found["published"].tolist() == [reason is None] * 2
    assert found["reason"].isna().all() if reason is None else set(found["reason"]) == {reason}
    if reason:
        numbers = [
            name for name in found.columns if name.startswith(("n_", "did", "mean", "change", "ancova", "delta"))
        ]
        assert found[numbers].isna().all().all()


@pytest.mark.parametrize(("lost", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_few_people_lost_are_not_counted_aloud(lost: int, told: bool) -> None:
    found = disclosure.publish_group_comparison(frame(gain=1, lost=lost), rules=RULES).frame
    assert found["lost_published"].tolist() == [told] * 2
    assert found[["n_after_treated", "n_after_control", "lost_p"]].notna().all().all() == told
    assert found["did"].notna().all()


def test_everybody_of_a_small_group_changing_alike_is_not_shown() -> None:
    made = [answer(f"p{k}", w, level) for k in range(20) for w, level in (("before", 2), ("after", 4 if k < 10 else 2))]
    treated = pd.Series([k < 10 for k in range(20)], index=[f"p{k}" for k in range(20)])
    compared = perception.group_comparison(responses(*made), codebook=study(LOTS).codebook(), treated=treated)
    assert disclosure.publish_group_comparison(compared, rules=RULES).frame["reason"].tolist() == ["homogeneous"]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("options", [{"gain": 2}, {"gain": 1, "other": 1}, {"gain": 0, "other": 2}])
def test_the_word_effect_needs_lots(lang: str, options: dict[str, int]) -> None:
    effect = {"fr": "effet estimé", "en": "estimated effect"}[lang]
    drawn, chosen = said(LOTS, lang=lang, **options), said(CHOSEN, lang=lang, **options)
    assert drawn.count(effect) > 3  # intro, sentences, figure
    assert "« Image »" in chosen or "“Image”" in chosen
    assert not _words["faults"](chosen)  # neither impact, effect, proof nor cause
    assert {"fr": "écart d’évolution entre les groupes", "en": "difference in change"}[lang] in chosen
    assert {"fr": "tirage au sort", "en": "tirage au sort"}[lang] in drawn
    assert {"fr": "que personne n’a mesuré", "en": "nobody measured"}[lang] in chosen
    assert {"fr": "que personne n’a mesuré", "en": "nobody measured"}[lang] not in drawn


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_without_a_group_one_sentence_says_what_is_needed(lang: str) -> None:
    blocks = comparison_blocks(View(selected("false", gain=2), lang))
    assert len(blocks) == 1
    text = blocks[0].data["text/plain"]
    assert not _words["faults"](text)
    assert {"fr": "Il faudrait", "en": "would have to"}[lang] in text


def test_a_declared_group_of_nobody_yet() -> None:
    chosen = selected(LOTS, gain=1)
    empty = chosen.registers["participants"].assign(group=pd.NA)
    view = View(Selected(chosen.study, chosen.responses, chosen.invited, RULES, "", {"participants": empty}), "fr")
    assert "aucune personne des deux groupes" in " ".join(b.data.get("text/plain", "") for b in comparison_blocks(view))


def test_small_groups_are_withheld_in_words_too() -> None:
    text = said(LOTS, n=4, gain=2)
    assert "trop peu de personnes dans un groupe" in text
    assert "+2" not in text


def test_only_the_texts_of_lots_speak_of_an_estimated_effect() -> None:
    from declic_analysis.wording.texts import TEXTS

    speaking = {key for key, label in TEXTS.items() if "effet estimé" in label.fr or "estimated effect" in label.en}
    assert speaking <= set(EFFECT_TEXTS)
    assert all(key.startswith("lots_") for key in EFFECT_TEXTS)


def test_the_figure_shows_two_groups_and_a_difference() -> None:
    published = disclosure.publish_group_comparison(frame(gain=1), rules=RULES)
    group, labels = study(LOTS).comparison_group, {"q1": "Image", "hours": "Horaires"}
    assert group is not None
    picture = comparison_figure(published, group=group, labels=labels, n_levels=5)
    assert {trace.type for trace in picture.figure.data} == {"scatter"}
    assert len(picture.figure.data) == 2 * (2 + 2)
    means = published.frame.loc[0, ["mean_before_treated", "mean_after_treated"]].astype(float).round(2)
    assert list(picture.figure.data[0].x) == means.tolist()
    assert len(picture.table) == 2 and "Image" in picture.alt
    with pytest.raises(ContractError):
        comparison_figure(frame(gain=1), group=group, labels=labels, n_levels=5)  # type: ignore[arg-type]


def test_kind_is_sealed() -> None:
    found = disclosure.publish_group_comparison(frame(gain=1), rules=RULES)
    assert isinstance(found, Published) and found.kind == "group_comparison"
