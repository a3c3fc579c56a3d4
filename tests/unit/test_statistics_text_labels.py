"""Folds that leak nothing, scores by hand, and a labeller that learns what is there to learn."""

from __future__ import annotations

import math

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.text_labels import folds, groups_of, out_of_fold, scores


def test_scores_by_hand() -> None:
    truth = [[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 0]]
    found = [[1, 0, 1], [0, 1, 0], [1, 1, 0], [0, 0, 0]]
    given = scores(truth, found)
    assert (given.n.tolist(), given.found.tolist(), given.right.tolist()) == ([2, 2, 0], [2, 2, 1], [1, 2, 0])
    assert given.f1[:2].tolist() == [0.5, 1.0]
    assert given.macro_f1 == pytest.approx(0.75)  # the third label was given to nobody
    assert math.isnan(given.recall[2])


def test_scores_of_two_shapes_are_refused() -> None:
    with pytest.raises(ContractError, match="la même forme"):
        scores([[1]], [[1, 0]])


def test_a_person_and_a_copied_text_tie_their_answers_together() -> None:
    groups = groups_of(["a", "b", "c", "a", "d"], ["one", "two", "two", "three", "four"])
    assert groups[0] == groups[3]
    assert groups[1] == groups[2]
    assert len(set(groups)) == 3


def test_no_group_is_split_and_labels_are_spread() -> None:
    rng = np.random.default_rng(3)
    truth, groups = rng.random((300, 4)) < [0.5, 0.2, 0.1, 0.05], rng.integers(0, 120, 300)
    fold = folds(truth, groups, rng=rng)
    assert all(len(set(fold[groups == group])) == 1 for group in set(groups))
    for label in truth.T:
        by_fold = np.bincount(fold[label], minlength=5)
        assert by_fold.max() - by_fold.min() <= 3
    assert np.bincount(fold).min() >= 40


def test_what_is_told_by_words_is_learnt_and_chance_is_not() -> None:
    rng = np.random.default_rng(5)
    pay, buses = ["salaire", "paie"], ["bus", "voiture"]
    said = [(rng.random() < 0.5, rng.random() < 0.3) for _ in range(120)]
    texts = []
    for k, (money, road) in enumerate(said):
        words = [*([pay[k % 2]] if money else []), *([buses[k % 2]] if road else []), "atelier", f"mot{k % 7}"]
        texts.append((" ".join(words), " ".join(words)))
    noise = rng.random(120) < 0.4
    truth = np.column_stack([np.array(said), noise])
    found = out_of_fold(texts, truth, groups=np.arange(120), rng=rng)
    f1 = scores(truth, found.given).f1
    assert f1[0] > 0.95
    assert f1[1] > 0.95
    assert f1[2] < 0.75  # a coin with 40 % heads: saying yes to all would reach 0.57


def test_folds_repeat_with_the_same_generator() -> None:
    truth, groups = np.eye(4, dtype=bool)[[0, 1, 2, 3] * 5], np.arange(20)
    first, second = (folds(truth, groups, rng=np.random.default_rng(1)) for _ in range(2))
    assert (first == second).all()
