"""The drawn answers show the declared truth."""

from __future__ import annotations

import numpy as np
import pytest

from declic_analysis.demo import declic_study_text
from declic_analysis.demo.scenario import (
    GROUPS,
    SD_ACTION,
    TRUTH,
    draw_scores,
    expected_shift,
    expected_transitions,
    levels,
)
from declic_analysis.study import parse_study

N = 20_000


@pytest.fixture(scope="module", params=list(TRUTH))
def drawn(request: pytest.FixtureRequest) -> tuple[str, dict[str, np.ndarray]]:
    rng = np.random.default_rng(7)
    levels_of_actions = SD_ACTION * rng.standard_normal(N)
    return request.param, draw_scores(request.param, action_level=levels_of_actions, rng=rng)


def test_net_shift_of_every_item(drawn: tuple[str, dict[str, np.ndarray]]) -> None:
    audience, scores = drawn
    shown = np.sign(scores["after"] - scores["before"]).mean(axis=0)
    true = [expected_shift(audience, item)["net_shift"] for item in TRUTH[audience]]
    assert np.abs(shown - np.array(true, dtype=float)).max() < 0.025  # 4.5 standard errors at most


def test_favourable_shares_of_every_item(drawn: tuple[str, dict[str, np.ndarray]]) -> None:
    audience, scores = drawn
    for wave in ("before", "after"):
        shown = (scores[wave] >= 4).mean(axis=0)
        true = [expected_shift(audience, item)[f"favourable_{wave}"] for item in TRUTH[audience]]
        assert np.abs(shown - np.array(true, dtype=float)).max() < 0.016


def test_looking_back_people_place_their_former_view_lower(drawn: tuple[str, dict[str, np.ndarray]]) -> None:
    _, scores = drawn
    assert (np.sign(scores["retro_before"] - scores["before"]).mean(axis=0) < -0.15).all()


def test_an_item_without_shift_has_a_net_shift_of_zero() -> None:
    joint = expected_transitions(0.4, 0.0)
    assert joint.sum() == pytest.approx(1, abs=1e-9)
    assert np.triu(joint, 1).sum() == pytest.approx(np.tril(joint, -1).sum(), abs=1e-12)


def test_between_39_and_67_percent_of_pairs_do_not_move() -> None:
    unchanged = [expected_shift(a, item)["unchanged"] for a, items in TRUTH.items() for item in items]
    assert min(unchanged) >= 0.39 and max(unchanged) <= 0.67  # type: ignore[type-var]


def test_the_story_has_clear_null_and_falling_items() -> None:
    shifts = [expected_shift(a, item)["net_shift"] for a, items in TRUTH.items() for item in items]
    assert sum(s > 0.3 for s in shifts) >= 8 and sum(s == 0 for s in shifts) >= 8  # type: ignore[operator]
    assert expected_shift("prescripteurs", "remuneration")["net_shift"] < -0.3  # type: ignore[operator]


def test_every_item_of_the_questionnaire_has_a_truth_and_nothing_else() -> None:
    study = parse_study(declic_study_text())
    for audience, truth in TRUTH.items():
        assert list(truth) == [item.id for item in study.items if audience in item.audiences]


@pytest.mark.parametrize(("latent", "score"), [(-9.0, 1), (-1.5, 2), (-0.56, 2), (0.0, 3), (0.25, 4), (1.3, 5)])
def test_levels(latent: float, score: int) -> None:
    assert levels(np.array([latent]))[0] == score


def test_published_sizes() -> None:
    invited = {(g.audience, g.territory): g.invited for g in GROUPS}
    assert invited == {
        ("prescripteurs", "lyonnais"): 107,
        ("prescripteurs", "stephanois"): 107,
        ("industriels", "lyonnais"): 26,
        ("industriels", "stephanois"): 50,
    }
    assert all(g.two_actions <= g.both <= min(g.before, g.after) for g in GROUPS)
    assert all(g.before + g.after - g.both <= g.invited for g in GROUPS)
