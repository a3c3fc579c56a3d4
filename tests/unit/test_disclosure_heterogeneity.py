"""The gate of groups side by side, their sentences and their figure."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure, figures, wording
from declic_analysis.errors import ContractError

CAVEAT = "Opérateurs, publics et actions diffèrent\u00a0: ne pas lire comme un classement"


def groups(*sizes: int, **other: object) -> pd.DataFrame:
    told = {"audience": "presc", "grouping": "territory", "direction": "favourable_high", "design": "pre_post",
            "landmark": pd.NaT, "n_groups": len(sizes), "n_unknown": 0, "n_too_early": 0, "n_structures": 5,
            "largest_structure": 0.3, "net_shift": 0.3, "net_low": 0.1, "net_high": 0.5, "shrunken_shift": 0.28,
            "shrunken_low": 0.12, "shrunken_high": 0.44, "confidence": 0.95, "heterogeneity_p": 0.123456,
            "p_adjusted": 0.246912, "n_looks": 2} | other  # fmt: skip
    return pd.DataFrame([told | {"group": "abcdef"[k], "n_pairs": n} for k, n in enumerate(sizes)])


def published(frame: pd.DataFrame, **options: object) -> disclosure.Published:
    return disclosure.publish_heterogeneity(frame, rules=disclosure.Rules(base=5), **options)  # type: ignore[arg-type]


def test_large_groups_are_shown_with_a_blunt_p() -> None:
    shown = published(groups(20, 12)).frame
    assert shown["published"].all()
    assert set(shown["p_adjusted"]) == {0.25}


@pytest.mark.parametrize(
    "frame",
    [
        groups(20, 4),
        groups(20, 12, n_unknown=3),
        groups(20, 12, n_too_early=2),
        groups(20, 12, n_structures=2),
        groups(20, 12, largest_structure=0.9),
        groups(20, 12, net_shift=-1.0),
    ],
)
def test_a_grouping_is_shown_whole_or_not_at_all(frame: pd.DataFrame) -> None:
    shown = published(frame).frame
    assert not shown["published"].any()
    numbers = shown.drop(columns=["audience", "grouping", "group", "direction", "design", "published", "reason"])
    assert numbers.isna().all(axis=None)


def test_a_hidden_territory_elsewhere_hides_the_territories_here_and_nothing_else() -> None:
    both = pd.concat([groups(20, 12), groups(20, 12, grouping="format")])
    shown = published(both, pooled={"presc"}).frame
    assert shown.groupby("grouping")["published"].all().to_dict() == {"format": True, "territory": False}


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({}, "aucune différence établie"),
        ({"p_adjusted": 0.03}, "diffèrent plus que le hasard"),
        ({"p_adjusted": np.nan}, "trop peu d’actions"),
        ({"n_pairs": 3}, "non publié pour protéger les personnes"),
    ],
)
def test_the_sentence_follows_the_adjusted_p(other: dict[str, object], told: str) -> None:
    frame = groups(20, 12, **{k: v for k, v in other.items() if k != "n_pairs"})
    frame = frame.assign(**{k: v for k, v in other.items() if k == "n_pairs"})
    [sentence] = wording.grouping_sentences(published(frame))
    assert told in sentence
    assert "n_pairs" in other or np.isnan(other.get("p_adjusted", 0)) or "2 comparaisons" in sentence  # type: ignore[arg-type, call-overload]


def test_a_single_group_is_not_compared() -> None:
    [sentence] = wording.grouping_sentences(published(groups(20, p_adjusted=np.nan, heterogeneity_p=np.nan)))
    assert "un seul groupe" in sentence


def test_raw_and_shrunken_stand_side_by_side_under_the_caveat() -> None:
    picture = figures.groups_figure(published(groups(20, 12)), names={"a": "Lyon", "b": "Gier"})
    assert CAVEAT in picture.note
    assert picture.table["Groupe"].tolist() == ["Lyon", "Gier"]
    marks = [trace for trace in picture.figure.data if trace.mode == "markers"]
    assert [list(mark.x) for mark in marks] == [[30], [28]] * 2
    assert "Lyon" in picture.alt and "+28" in picture.alt


def test_nothing_to_draw_is_said() -> None:
    assert "Rien" in figures.groups_figure(published(groups(20, 3)), names={}).alt


def test_a_bare_frame_is_neither_drawn_nor_told() -> None:
    for show in (wording.grouping_sentences, wording.landmark_sentence):
        with pytest.raises(ContractError):
            show(groups(20, 12))  # type: ignore[arg-type]
    with pytest.raises(ContractError):
        figures.groups_figure(groups(20, 12), names={})  # type: ignore[arg-type]
