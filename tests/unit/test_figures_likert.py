"""Diverging bars: where each level stands, what is marked, and that nothing unpublished is in the figure."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pandas as pd
import plotly.graph_objects as go
import pytest

from declic_analysis import disclosure
from declic_analysis.errors import ContractError
from declic_analysis.figures import Picture, likert_figure, palette
from declic_analysis.figures.template import WRAP, template, wrapped

RULES = disclosure.Rules(base=11)
LABELS = {"a": ["Pas du tout", "Plutôt pas", "Ni oui ni non", "Plutôt", "Tout à fait"]}
LONG = "Une question assez longue pour ne pas tenir sur une seule ligne de la figure, même abrégée"
CODEBOOK = pd.DataFrame(
    {"item": ["sens", "retard", "acces"], "label_fr": ["Sens", "Retard", LONG],
     "label_en": ["Sense", "Delay", "Access"], "favourable_from": 4, "audience": "prescripteurs"}
)  # fmt: skip
DIRECTIONS = {"sens": "favourable_high", "retard": "favourable_low", "acces": "neutral"}


def spread(item: str, counts: list[int], *, wave: str = "before", audience: str = "prescripteurs") -> pd.DataFrame:
    base, k = sum(counts), len(counts)
    told = {
        "audience": audience,
        "item": item,
        "wave": wave,
        "scale": "a",
        "direction": DIRECTIONS[item],
        "n_levels": k,
    }
    told |= {"base": base, "n_non_substantive": 0}
    share = [n / base if base else float("nan") for n in counts]
    return pd.DataFrame({**told, "position": range(1, k + 1), "n": counts, "share": share})


def published(*parts: pd.DataFrame) -> disclosure.Published:
    frame = pd.concat(parts, ignore_index=True)
    return disclosure.publish_distribution(frame, rules=RULES, by=("audience", "item", "wave"), codebook=CODEBOOK)


def picture(*parts: pd.DataFrame, **options: object) -> Picture:
    return likert_figure(published(*parts), codebook=CODEBOOK, level_labels=LABELS, **options)  # type: ignore[arg-type]


def pieces(figure: go.Figure, *, axis: str = "x") -> list[tuple[float, float, str]]:
    """Start, end and colour of each drawn segment, left to right."""
    found = [
        (base, base + x, trace.marker.color)
        for trace in figure.data
        if (trace.xaxis or "x") == axis
        for base, x in zip(trace.base, trace.x, strict=True)
    ]
    return sorted(found)


def words(figure: go.Figure) -> str:
    return "\n".join(note.text for note in figure.layout.annotations)


FULL = [10, 20, 10, 20, 40]


def test_levels_stand_in_order_around_zero() -> None:
    figure = picture(spread("sens", FULL)).figure
    colours = palette.level_colours(5, neutral=False)
    assert [(round(a, 9), round(b, 9), c) for a, b, c in pieces(figure)] == [
        (-0.3, -0.2, colours[0]), (-0.2, 0.0, colours[1]), (0.0, 0.2, colours[3]), (0.2, 0.6, colours[4]),
    ]  # fmt: skip
    assert pieces(figure, axis="x2") == [(0.0, 0.1, colours[2])]


def test_both_panels_share_one_scale() -> None:
    layout = picture(spread("sens", FULL)).figure.layout
    widths = [
        (axis.range[1] - axis.range[0]) / (axis.domain[1] - axis.domain[0]) for axis in (layout.xaxis, layout.xaxis2)
    ]
    assert widths[0] == pytest.approx(widths[1])


def test_an_empty_level_keeps_its_place() -> None:
    figure = picture(spread("sens", [0, 30, 10, 20, 40])).figure
    assert sum(len(trace.x) for trace in figure.data) == 5
    assert all(f"\u00a0{label}".replace(" ", "\u00a0") in words(figure) for label in LABELS["a"])


def test_the_legend_is_in_level_order() -> None:
    told = words(picture(spread("sens", FULL)).figure)
    named = [name.strip("\u00a0").replace("\u00a0", " ") for name in re.findall(r"■</span>([^<\n]*)", told)]
    assert named == LABELS["a"]
    shown = re.findall(r"color:(#\w{6})", told)
    assert shown == palette.level_colours(5, neutral=False)


def test_merged_levels_are_blended_and_hatched() -> None:
    figure = picture(spread("sens", [2, 20, 10, 20, 40])).figure
    colours = palette.level_colours(5, neutral=False)
    low, high = palette.blend(colours[:2]), palette.blend(colours[3:])
    assert [colour for _, _, colour in pieces(figure)] == [low, high]
    assert {trace.marker.color: trace.marker.pattern.shape for trace in figure.data} == {
        low: "/",
        high: "/",
        colours[2]: "",
    }
    assert "Pas du tout + Plutôt pas" in words(figure).replace("<br>", " ")


def test_a_bin_with_the_middle_goes_where_it_leans() -> None:
    figure = picture(spread("sens", [3, 20, 1, 20, 40])).figure
    assert [(round(a, 6), round(b, 6)) for a, b, _ in pieces(figure)] == [
        (round(-24 / 84, 6), 0),
        (0, round(60 / 84, 6)),
    ]
    assert not pieces(figure, axis="x2")


def test_reversed_items_are_drawn_as_asked_and_marked() -> None:
    figure = picture(spread("retard", FULL)).figure
    assert pieces(figure) == pieces(picture(spread("sens", FULL)).figure)
    assert "question inversée" in words(figure)
    assert "question inversée" not in words(picture(spread("sens", FULL)).figure)


def test_constraints_have_their_own_colours_and_no_favourable_side() -> None:
    made = picture(spread("acces", FULL))
    used = {colour for axis in ("x", "x2") for _, _, colour in pieces(made.figure, axis=axis)}
    assert used == set(palette.level_colours(5, neutral=True))
    assert "favorable ▶" not in words(made.figure)
    assert "Contraintes perçues" in words(made.figure)
    assert "réponses favorables" not in made.alt


def test_constraints_come_last() -> None:
    told = words(picture(spread("acces", FULL), spread("sens", FULL)).figure)
    assert told.index("Sens") < told.index("Une question assez longue")


def test_before_stands_above_after_with_its_n() -> None:
    figure = picture(spread("sens", FULL), spread("sens", [1, 0, 20, 20, 20], wave="after")).figure
    told = words(figure)
    assert told.index("Avant") < told.index("Après")
    assert "n\u00a0=\u00a0100" in told
    assert "n\u00a0=\u00a061" in told


def test_long_labels_are_wrapped() -> None:
    figure = picture(spread("acces", FULL)).figure
    lines = [re.sub("<[^>]*>", "", line) for note in figure.layout.annotations for line in note.text.split("<br>")]
    assert max(len(line) for line in lines) <= WRAP + 6
    assert " ".join(wrapped(LONG)) == LONG


def test_a_refused_wave_says_so_and_shows_no_number() -> None:
    made = picture(spread("sens", FULL), spread("sens", [2, 2, 2, 2, 2], wave="after"))
    assert "non publié\u00a0: protection des personnes" in words(made.figure)
    assert "n\u00a0=\u00a010<" not in words(made.figure)
    assert sum(len(trace.x) for trace in made.figure.data) == 5
    assert "après non publié" in made.alt
    assert set(made.table.loc[made.table["Temps de mesure"] == "Après", "Part"]) == {"non publié"}


def test_nothing_unpublished_is_in_the_figure() -> None:
    """113 persons, 3 of them apart: neither their number nor their share may be anywhere, hover text included."""
    made = picture(spread("sens", [3, 37, 13, 17, 43]))
    text = json.dumps(made.figure.to_plotly_json(), default=str, ensure_ascii=False)
    assert "(3 sur 113)" not in text
    assert "(40 sur 113)" in text
    assert f"{3 / 113:.6f}"[:7] not in text
    assert "3" not in set(made.table["Nombre"])


def test_narrow_segments_carry_no_number() -> None:
    figure = picture(spread("sens", [6, 30, 30, 30, 30])).figure
    texts = {text for trace in figure.data for text in trace.text}
    assert texts == {"", "24\u202f%"}


def test_heights_grow_with_the_rows() -> None:
    one = picture(spread("sens", FULL)).figure.layout.height
    two = picture(spread("sens", FULL), spread("retard", FULL)).figure.layout.height
    assert two - one > 40


def test_items_can_be_chosen() -> None:
    made = picture(spread("sens", FULL), spread("retard", FULL), items=["retard"])
    assert set(made.table["Question"]) == {"Retard"}
    assert "Sens" not in words(made.figure)


def test_groups_are_named_in_alphabetical_order() -> None:
    made = picture(
        spread("sens", FULL), spread("sens", FULL, audience="industriels"),
        names={"prescripteurs": "Prescripteurs", "industriels": "Industriels"},
    )  # fmt: skip
    told = words(made.figure)
    assert told.index("Industriels") < told.index("Prescripteurs")
    assert "« Industriels · Sens »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in made.alt


def test_the_text_alternative_tells_the_shares() -> None:
    made = picture(spread("sens", FULL), spread("sens", [10, 10, 10, 30, 40], wave="after"), spread("retard", FULL))
    assert "avant 60\u202f% de réponses favorables, après 70\u202f% de réponses favorables" in made.alt
    assert "Retard\u00a0»\u00a0: avant 30\u202f% de réponses favorables" in made.alt


def test_english() -> None:
    made = picture(spread("sens", FULL), spread("acces", FULL), lang="en")
    assert "“Sense”: before 60% favourable answers." in made.alt
    assert "Perceived constraints" in words(made.figure)
    assert list(made.table.columns) == ["Question", "Wave", "Answer", "Share", "Number", "Respondents"]


def test_an_empty_frame_is_a_sentence() -> None:
    made = picture(spread("sens", FULL).iloc[0:0])
    assert made.alt == "Rien à montrer ici\u00a0: aucune réponse, ou trop peu pour être publiées."
    assert not made.figure.data
    assert made.table.empty


def test_all_refused_still_names_the_questions() -> None:
    made = picture(spread("sens", [1, 1, 1, 1, 1]))
    assert "Sens" in words(made.figure)
    assert not made.figure.data


def test_bare_frames_are_refused() -> None:
    with pytest.raises(ContractError, match="publish_distribution"):
        likert_figure(spread("sens", FULL), codebook=CODEBOOK, level_labels=LABELS)  # type: ignore[arg-type]


def test_only_traces_of_the_small_bundle() -> None:
    assert {trace.type for trace in picture(spread("sens", FULL)).figure.data} == {"bar"}
    code = "import declic_analysis.figures, sys; print('plotly.express' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_numbers_are_formatted_in_the_language() -> None:
    assert template(lang="fr").layout.separators == ",\u202f"
    assert template(lang="en").layout.separators == ".,"


@pytest.mark.parametrize("k", [2, 3, 4, 7, 11])
def test_any_scale_is_drawn_whole(k: int) -> None:
    labels = {"a": [f"niveau {level}" for level in range(1, k + 1)]}
    codebook = CODEBOOK.assign(favourable_from=k // 2 + 1)
    frame, by = spread("sens", [10] * k), ("audience", "item", "wave")
    result = disclosure.publish_distribution(frame, rules=RULES, by=by, codebook=codebook)
    made = likert_figure(result, codebook=codebook, level_labels=labels)
    lengths = [b - a for axis in ("x", "x2") for a, b, _ in pieces(made.figure, axis=axis)]
    assert len(lengths) == k
    assert sum(lengths) == pytest.approx(1)
    assert bool(pieces(made.figure, axis="x2")) == bool(k % 2)
