"""The forest plot: verdict by shape and in words, groups, refused rows, and only published numbers."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from declic_analysis import disclosure
from declic_analysis.errors import ContractError
from declic_analysis.figures import Picture, net_shift_figure, palette
from declic_analysis.figures.net_shift import SYMBOLS
from declic_analysis.vocabulary import Verdict

RULES = disclosure.Rules(base=11)
ITEMS = ["sens", "emploi", "acces"]
CODEBOOK = pd.DataFrame(
    {"item": ITEMS, "label_fr": ["Sens", "Emploi", "Accès"], "label_en": ["Sense", "Jobs", "Access"], "audience": "p"}
)


def row(**other: object) -> dict[str, object]:
    told = {"audience": "p", "item": "sens", "direction": "favourable_high", "confirmatory": False,
            "design": "pre_post",
            "n_before": 40, "n_after": 38, "n_pairs": 36, "n_up": 16, "n_down": 8, "n_same": 12, "n_non_substantive": 0,
            "net_shift": 8 / 36, "net_low": 0.02, "net_high": 0.41, "confidence": 0.95, "margin": 0.1,
            "favourable_before": 0.5, "favourable_after": 0.6, "favourable_change": 0.1, "favourable_low": 0.0,
            "favourable_high": 0.2, "verdict": "improvement"}  # fmt: skip
    return told | other


def published(*rows: dict[str, object]) -> disclosure.Published:
    return disclosure.publish_shift(pd.DataFrame(list(rows)), rules=RULES, by=("audience", "item"))


def picture(*rows: dict[str, object], **options: object) -> Picture:
    return net_shift_figure(published(*rows), codebook=CODEBOOK, **options)  # type: ignore[arg-type]


def test_a_limit_near_zero_is_drawn_on_its_side_of_zero() -> None:
    """An improvement whose line touched zero would be read as none; a mark stands where its text says."""
    figure = picture(row(net_shift=0.145, net_low=0.0004)).figure
    assert list(figure.data[0].x)[:2] == [0.04, 41.0] and list(marks(figure).x) == [15]


def test_the_note_tells_the_number_of_looks() -> None:
    note = picture(row(n_looks=37), row(item="emploi", confirmatory=True, n_looks=37), lang="en").note
    assert "37 changes" in note and "here 1 confirmatory" in note


def words(figure: go.Figure) -> str:
    return "\n".join(note.text for note in figure.layout.annotations)


def marks(figure: go.Figure) -> go.Scatter:
    return figure.data[1]


def test_shift_and_interval_in_points() -> None:
    figure = picture(row()).figure
    assert list(marks(figure).x) == [22]
    assert list(figure.data[0].x)[:2] == pytest.approx([2.0, 41.0])
    assert figure.layout.xaxis.range[1] == -figure.layout.xaxis.range[0] > 41


def test_zero_and_the_margin_are_drawn() -> None:
    shapes = picture(row()).figure.layout.shapes
    assert [(shape.type, shape.x0, shape.x1) for shape in shapes] == [("rect", -10.0, 10.0), ("line", 0, 0)]


@pytest.mark.parametrize("verdict", Verdict)
def test_verdict_in_words_and_by_shape(verdict: Verdict) -> None:
    direction = "neutral" if verdict.startswith("perceived") else "favourable_high"
    made = picture(row(verdict=verdict.value, direction=direction))
    assert verdict.label.fr in words(made.figure).replace("</b><br><b>", " ")
    assert verdict.label.fr in made.alt
    assert list(marks(made.figure).marker.symbol) == [SYMBOLS[verdict]]


def test_every_verdict_has_its_mark() -> None:
    assert set(SYMBOLS) == set(Verdict.codes())
    directional = [SYMBOLS[v] for v in ("improvement", "worsening", "inconclusive", "equivalent", "insufficient")]
    assert len(set(directional)) == len(directional)


def test_notable_is_filled() -> None:
    fills = [marks(picture(row(verdict=v)).figure).marker.color[0] for v in ("improvement_notable", "improvement")]
    assert fills == [palette.MOVED, palette.PAPER]


def test_groups_in_order() -> None:
    made = picture(
        row(item="acces", direction="neutral", verdict="perceived_more"), row(), row(item="emploi", confirmatory=True)
    )
    told = words(made.figure)
    order = ["Questions confirmatoires", "Emploi", "Questions exploratoires", "Sens", "Contraintes perçues", "Accès"]
    places = [told.index(word) for word in order]
    assert places == sorted(places)
    assert "perçu davantage" in told


def test_constraints_have_no_favourable_direction() -> None:
    told = words(picture(row(item="acces", direction="neutral", verdict="perceived_less")).figure)
    assert "favorable" not in told
    assert "◀ perçu moins" in told


def test_refused_rows_stay_as_words() -> None:
    made = picture(row(), row(item="emploi", n_pairs=9, net_shift=0.777, net_low=0.511, net_high=0.888))
    assert "non publié\u00a0: protection des personnes" in words(made.figure).replace("</i><br><i>", " ")
    assert "Emploi" in words(made.figure)
    assert len(marks(made.figure).x) == 1
    text = json.dumps(made.figure.to_plotly_json(), default=str)
    assert not [number for number in ("77", "51.1", "88.8") if number in text]
    assert list(made.table["Paires"]) == ["36", "non publié"]


def test_n_stands_on_the_right() -> None:
    notes = [note for note in picture(row()).figure.layout.annotations if "n\u00a0=\u00a036" in note.text]
    assert [(note.x, note.xref, note.xanchor) for note in notes] == [(1, "paper", "left")]


def test_words_beside_titles() -> None:
    made = picture(row(), row(item="emploi", n_pairs=3))
    assert made.title == "Solde des évolutions"
    assert "±10\u00a0points" in made.note
    assert "Dispositif\u00a0: avant / après, mêmes personnes." in made.note
    assert "« Non publié »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in made.note
    assert made.alt.startswith(
        "Graphique en points avec intervalles\u202f; questions\u00a0: 2, dont résultat publié\u00a0: 1."
    )
    assert made.table.loc[0, "Solde des évolutions"] == "+22\u00a0points [+2\u00a0; +41]"


def test_english() -> None:
    made = picture(row(), lang="en")
    assert "“Sense”: favourable change, +22\u00a0points [+2, +41]." in made.alt
    assert "Exploratory questions" in words(made.figure)


def test_items_and_groups() -> None:
    made = picture(
        row(), row(audience="i"), row(item="emploi"), items=["sens"], names={"p": "Prescripteurs", "i": "Industriels"}
    )
    told = words(made.figure)
    assert "Emploi" not in told
    assert told.index("Industriels · ") < told.index("Prescripteurs · ")
    assert len(made.table) == 2


def test_heights_grow_with_the_rows() -> None:
    assert picture(row(), row(item="emploi")).figure.layout.height - picture(row()).figure.layout.height > 40


def test_nothing_to_show() -> None:
    made = picture(row(), items=[])
    assert made.alt.startswith("Rien à montrer ici")
    assert not made.figure.data
    assert made.table.empty


def test_all_refused_is_drawn_without_marks() -> None:
    made = picture(row(n_pairs=3, n_up=1, n_down=1, n_same=1))
    assert not list(marks(made.figure).x)
    assert "Sens" in words(made.figure)


def test_bare_frames_are_refused() -> None:
    with pytest.raises(ContractError, match="publish_shift"):
        net_shift_figure(pd.DataFrame([row()]), codebook=CODEBOOK)  # type: ignore[arg-type]


def test_only_traces_of_the_small_bundle() -> None:
    assert {trace.type for trace in picture(row()).figure.data} == {"scatter"}


@pytest.mark.parametrize("ends", [(-1.0, 1.0), (0.001, 0.004), (-0.9, -0.4)])
def test_any_interval_lies_inside_the_axis(ends: tuple[float, float]) -> None:
    figure = picture(row(net_low=ends[0], net_high=ends[1], net_shift=float(np.mean(ends)))).figure
    low, high = figure.layout.xaxis.range
    assert low < 100 * ends[0] < 100 * ends[1] < high


def test_a_confirmatory_constraint_says_so() -> None:
    told = words(picture(row(item="acces", direction="neutral", confirmatory=True)).figure)
    assert "Accès (confirmatoire)" in told
    assert "(confirmatoire)" not in words(picture(row(confirmatory=True)).figure)
