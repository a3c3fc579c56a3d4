"""What the page says of designs that follow nobody, or not everybody; bad input gets a sentence, never a NaN."""

from __future__ import annotations

import datetime as dt
import re
import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from declic_analysis import tables, wording
from declic_analysis.disclosure import Rules
from declic_analysis.reports import annex, designs, results
from declic_analysis.reports.blocks import Blocks
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.rendering import OURS
from declic_analysis.reports.results import View
from declic_analysis.study import Study, load_study

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
responses, answer = _frames["responses"], _frames["answer"]
AUDIENCE = "prescripteurs"
Waves = dict[str, list[int | None]]
HIDDEN = "non publié\u00a0: protection des personnes"
FOLLOWED, UNPAIRED, POST_ONLY = "pre_post", "unpaired", "post_only"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(Path(__file__).resolve().parents[2] / "data/raw/declic")


def view(study: Study, design: str, *asked: Waves, linked: bool = False, lang: str = "fr") -> View:
    """A study of one audience of that design; its k-th question has the k-th answers. linked: row k is person k."""
    own = [a.model_copy(update={"design": design}) for a in study.audiences if a.id == AUDIENCE]
    codebook = study.codebook()
    questions = codebook.loc[codebook["audience"] == AUDIENCE, ["item", "scale"]].head(len(asked))
    rows = [
        _row(f"p{k}" if linked else f"{wave}{k}", wave, level, linked=linked) | {"item": item, "scale": scale}
        for (item, scale), told in zip(questions.itertuples(index=False), asked, strict=True)
        for wave, levels in told.items()
        for k, level in enumerate(levels)
    ]
    narrowed = study.model_copy(update={"audiences": own})
    frame = responses(*rows) if rows else responses(answer("x", "after", 1)).iloc[0:0]
    return View(Selected(narrowed, frame, pd.DataFrame({"audience": pd.Series(dtype="str")}), Rules(base=5)), lang)


def _row(person: str, wave: str, level: int | None, *, linked: bool) -> dict[str, Any]:
    row = answer(person, wave, level, audience=AUDIENCE, identified=linked)
    return row | {"response": f"{person}:{wave}"}


def text(blocks: Blocks) -> str:
    """All that the blocks say, alt text and table of figures included."""
    told = [
        block.data.get("text/html", "") + " ".join(map(str, block.metadata.get(OURS, {}).values())) for block in blocks
    ]
    return "\n".join(told)


def page(view: View) -> str:
    by = view.audiences[0]
    shown = [designs.persons(view), designs.shifts(view, by), designs.rows(view, by), results.likert(view, by)]
    shown += [show(view, by) for show in (designs.partly_paired, designs.first_answers, results.range_rows)]
    shown += [annex.stayers_blocks(view, by), results.flow_blocks(view), results.flow_diagram(view)]
    return "\n".join([first_page(view), *(text(blocks) for blocks in shown)])


def first_page(view: View) -> str:
    own = view.selected
    return wording.first_page(
        own.study, persons=own.persons, shift=own.items, flow=own.flow, unpaired=own.unpaired, one_wave=own.one_wave,
        cutoff=dt.date(2024, 12, 31), lang=view.lang,
    ).as_text()  # fmt: skip


TWO_GROUPS: Waves = {"before": [2] * 9 + [3] * 6 + [4] * 5, "after": [3] * 5 + [4] * 10 + [5] * 6}


def test_two_groups_have_a_gap_and_no_change(study: Study) -> None:
    shown = page(view(study, UNPAIRED, TWO_GROUPS, {"before": TWO_GROUPS["before"]}))
    assert "Deux groupes de répondants, 20 avant et 21 après" in shown
    assert "ne dit pas que ces personnes ont changé" in shown
    assert "réponses nettement plus favorables après" in shown
    assert "personnes suivies" not in shown and "0\u00a0paires" not in shown
    assert not re.search(r"évolution (dé)?favorable", shown)
    assert "20 avant, 21 après, non appariés" in shown
    assert "Reconnues avant et après (paires)" not in shown
    assert "qu’à un seul temps\u00a0: 1" in shown
    assert not re.search(r"impact|effet de", shown, re.IGNORECASE)


def test_english_says_the_same(study: Study) -> None:
    made = view(study, UNPAIRED, TWO_GROUPS, lang="en")
    shown = text(designs.persons(made)) + text(designs.shifts(made, made.audiences[0]))
    assert "answers clearly more favourable after" in shown
    assert "does not say that these people changed" in shown


def test_one_wave_is_a_level(study: Study) -> None:
    shown = page(view(study, POST_ONLY, {"after": TWO_GROUPS["after"]}))
    assert "est un niveau, jamais une évolution" in shown
    # 16 of 21, Wilson: 0.5491 to 0.8937 (R: binom.confint(16, 21, methods = "wilson")).
    assert "76\u202f% [55\u00a0; 89]" in shown
    assert "majorité favorable est établie pour 1" in shown
    assert "n_before" not in shown and "sans objet" in shown
    assert not re.search(r"impact|effet de|significatif", shown, re.IGNORECASE)


def test_the_people_recognised_stand_beside_the_others(study: Study) -> None:
    told: Waves = {"before": [2] * 12 + [2] * 10, "after": [4] * 10 + [2] * 2}
    linked, others = view(study, FOLLOWED, told, linked=True), view(study, FOLLOWED, {"after": [4] * 9 + [2] * 3})
    both = pd.concat([linked.selected.responses, others.selected.responses], ignore_index=True)
    beside = View(Selected(linked.selected.study, both, linked.selected.invited, Rules(base=5)), "fr")
    shown = text(designs.partly_paired(beside, beside.audiences[0]))
    assert "reconnues aux deux temps" in shown and "les autres (deux groupes)" in shown
    assert "jamais additionnées" in shown
    assert "12\u00a0/ 12" in shown and "10\u00a0/ 12" in shown
    assert "rien à mettre à côté" in text(designs.partly_paired(linked, linked.audiences[0]))


def test_regression_to_the_mean_stands_beside_groups_chosen_by_their_first_answer(study: Study) -> None:
    made = view(
        study,
        FOLLOWED,
        {"before": [1, 2, 2, 3, 3, 3] * 2 + [4, 4, 5, 5, 5, 4], "after": [3] * 12 + [4] * 6},
        linked=True,
    )
    shown = text(designs.first_answers(made, made.audiences[0]))
    # Change of the 12 who were not favourable: mean 3 − 28/12 = +0.7; of the 6 others: 4 − 27/6 = −0.5.
    assert "+0,7" in shown and "−0,5" in shown
    assert "régression vers la moyenne" in shown


BAD: dict[str, Waves] = {
    "constant": {"before": [3] * 8, "after": [3] * 8},
    "constant, many": {"before": [3] * 40, "after": [3] * 40},
    "one level a wave": {"before": [2] * 8, "after": [4] * 8},
    "two levels used": {"before": [2, 4] * 5, "after": [4, 2] * 5},
    "all off the scale": {"before": [None] * 8, "after": [None] * 8},
    "ceiling": {"before": [5] * 20, "after": [5] * 19 + [4]},
    "ties everywhere": {"before": [3] * 10 + [4] * 10, "after": [3] * 10 + [4] * 10},
    "one person": {"before": [3], "after": [4]},
    "two persons": {"before": [3, 2], "after": [4, 5]},
    "nobody after": {"before": [3] * 9},
    "nobody before": {"after": [3] * 9},
}


NO_NUMBER = re.compile(r"\bnan\b|\bNone\b|<NA>|\binf\b", re.IGNORECASE)


@pytest.mark.parametrize("design", [FOLLOWED, UNPAIRED, POST_ONLY])
def test_bad_input_gets_a_sentence(study: Study, design: str) -> None:
    assert not NO_NUMBER.search(page(view(study, design, *BAD.values(), linked=design == FOLLOWED)))


@pytest.mark.parametrize("design", [UNPAIRED, POST_ONLY])
def test_nobody_at_all(study: Study, design: str) -> None:
    made = view(study, design)
    shown = text(designs.persons(made)) + text(results.by_audience(made, designs.shifts))
    assert "aucune réponse" in shown.lower() and not NO_NUMBER.search(shown)


def test_two_groups_have_a_named_verdict(study: Study) -> None:
    made = view(study, UNPAIRED, *BAD.values())
    codebook = made.selected.study.codebook()
    table = tables.unpaired_table(made.selected.unpaired, codebook=codebook)
    said = dict(zip(table["Question"], table["Verdict"], strict=True))
    labels = codebook.drop_duplicates("item").set_index("item")["label_fr"]
    questions = codebook.loc[codebook["audience"] == AUDIENCE, "item"]
    verdicts = {case: said.get(labels[item], "") for case, item in zip(BAD, questions, strict=False)}
    assert verdicts == {
        **{"constant": HIDDEN, "constant, many": "aucun écart observé", "one level a wave": HIDDEN},
        **{"two levels used": "non concluant", "all off the scale": "", "ceiling": "non concluant"},
        **{"ties everywhere": "non concluant", "one person": HIDDEN, "two persons": HIDDEN},
        **{"nobody after": "", "nobody before": ""},
    }


def test_a_question_asked_once_of_people_followed_is_not_said_to_be_withheld(study: Study) -> None:
    told: Waves = {"before": [3] * 20, "after": [4] * 12 + [2] * 2 + [3] * 6}
    made = view(study, FOLLOWED, told, {"after": [4] * 20}, linked=True)
    shown = text(designs.shifts(made, made.audiences[0])) + text(designs.rows(made, made.audiences[0]))
    assert "qu’à un seul temps de mesure\u00a0: 1" in shown
    assert HIDDEN not in shown and shown.count("évolution favorable") > 1
