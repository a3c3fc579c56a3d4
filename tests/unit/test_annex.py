"""The annexes: through the gate, in words, with nothing of a small group."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis import disclosure, tables
from declic_analysis.errors import ContractError

RULES = disclosure.Rules(base=5, cell=5, structures=3, dominance=0.85, homogeneity_base=30)
SCALES = pd.DataFrame(
    {
        "audience": "gens",
        "construct": ["image", "contacts", "intention"],
        "wave": "before",
        "n_items": [4, 2, 3],
        "n_persons": [40, 40, 6],
        "n_complete": [38, 39, 4],
        "alpha": [0.81, 0.5, 0.9],
        "alpha_low": [0.7, 0.2, 0.5],
        "alpha_high": [0.89, 0.7, 0.99],
        "omega": [0.82, None, 0.9],
        "omega_low": [0.7, None, 0.5],
        "omega_high": [0.9, None, 0.99],
        "decision": ["composite", "too_few_items", "low_reliability"],
        "reversed_items": "",
    }
)
STAYERS = pd.DataFrame(
    {
        "audience": "gens",
        "item": ["un", "deux", "trois"],
        "n_stayers": [40, 40, 8],
        "n_leavers": [12, 3, 7],
        "mean_stayers": 3.2,
        "standardised_difference": [0.25, 0.4, 0.1],
        "net_shift": [0.2, 0.2, 1.0],
        "weighted_shift": [0.15, 0.2, 1.0],
        "n_effective": [31.0, 30.0, 8.0],
    }
)


def test_scales_below_the_base_lose_every_number_and_their_decision() -> None:
    shown = disclosure.publish_scales(SCALES, rules=RULES)
    table = tables.scales_table(shown, constructs={"image": "Image générale"}, lang="fr")
    assert table.iloc[0].tolist()[:4] == ["Image générale", "Avant", "4", "38"]
    assert table.iloc[0, 4] == "0,81 [0,70 ; 0,89]"
    assert table.iloc[1, 5] == "–"
    assert set(table.iloc[2, 3:]) == {"non publié"}


def test_stayers_show_neither_means_nor_small_sides() -> None:
    shown = disclosure.publish_stayers(STAYERS, rules=RULES)
    assert "mean_stayers" not in shown.frame.columns
    table = tables.stayers_table(shown, labels={"un": "Un", "deux": "Deux", "trois": "Trois"}, lang="en")
    assert table.iloc[0].tolist() == ["Un", "40", "12", "0.25", "+20\u00a0points", "+15\u00a0points"]
    # Three people were lost; and eight people who all moved the same way.
    assert set(table.iloc[1, 1:]) == set(table.iloc[2, 1:]) == {"not published"}


def test_a_second_pass_changes_nothing() -> None:
    for publish, frame in ((disclosure.publish_scales, SCALES), (disclosure.publish_stayers, STAYERS)):
        once = publish(frame, rules=RULES)
        pd.testing.assert_frame_equal(publish(once.frame, rules=RULES).frame, once.frame)


def test_a_bare_frame_is_refused() -> None:
    with pytest.raises(ContractError):
        tables.scales_table(SCALES, constructs={})
    with pytest.raises(ContractError):
        tables.stayers_table(STAYERS, labels={})
