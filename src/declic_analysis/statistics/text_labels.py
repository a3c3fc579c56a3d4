"""Labels of texts, learnt from those that people labelled: TF-IDF of words and characters, a linear model a label.

Texts of one group (a person; equal texts too) are never split between learning and judging.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints

Bools = NDArray[np.bool_]
Texts = list[tuple[str, str]]  # plain text, for characters; lemmas between spaces, for words
BAND = 0.05  # chances that near to the threshold are left to a person
INNER = 3  # folds inside the texts learnt from, to choose the threshold
THRESHOLDS = np.round(np.arange(0.25, 0.76, 0.05), 2)


class Decided(NamedTuple):
    """Texts × labels. given: above the threshold; unsure: so near to it that a person should say; chances."""

    given: Bools
    unsure: Bools
    chances: Floats


class Scores(NamedTuple):
    """Arrays by label. n: texts that people gave it; found: that the method gave it; right: both; precision, recall, f1
    (0 where nothing is right and there was something to find or was found; NaN where there was nothing).
    """

    n: Ints
    found: Ints
    right: Ints
    precision: Floats
    recall: Floats
    f1: Floats

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the labels that people gave."""
        given = self.n > 0
        return float(self.f1[given].mean()) if given.any() else float("nan")


def scores(truth: ArrayLike, found: ArrayLike) -> Scores:
    """Both tables texts × labels, booleans."""
    people, method = np.asarray(truth, dtype=bool), np.asarray(found, dtype=bool)
    if people.shape != method.shape or people.ndim != 2:
        raise ContractError(
            message(fr="Deux tables de textes × thèmes sont attendues.", en="Two tables texts × labels are expected."),
            found=f"{people.shape}, {method.shape}",
            allowed=message(fr="la même forme", en="one shape"),
        )
    n, given, right = people.sum(axis=0), method.sum(axis=0), (people & method).sum(axis=0)
    return Scores(
        n, given, right, precision=_ratio(right, given), recall=_ratio(right, n), f1=_ratio(2 * right, n + given)
    )


def _ratio(part: Ints, whole: Ints) -> Floats:
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)


def groups_of(persons: ArrayLike, texts: ArrayLike) -> Ints:
    """One number a group: texts of one person, and persons who wrote the same text, are one group."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    _, person = np.unique(np.asarray(persons), return_inverse=True)
    _, text = np.unique(np.asarray(texts), return_inverse=True)
    if not len(person):
        return np.zeros(0, dtype=np.int64)
    size = person.max() + text.max() + 2
    ties = coo_array((np.ones(len(person)), (person, person.max() + 1 + text)), shape=(size, size))
    return np.asarray(connected_components(ties, directed=False)[1][person], dtype=np.int64)


def folds(truth: ArrayLike, groups: ArrayLike, *, rng: np.random.Generator, n_folds: int = 5) -> Ints:
    """Fold of each text, whole groups together, each label spread over the folds as evenly as groups allow.

    Groups with the rarest label go first, to the fold that lacks it most (Sechidis and others 2011,
    doi:10.1007/978-3-642-23808-6_10); ties are broken by `rng`.
    """
    people = np.asarray(truth, dtype=np.int64)
    _, own = np.unique(np.asarray(groups), return_inverse=True)
    by_group = np.zeros((own.max(initial=-1) + 1, people.shape[1] + 1))
    np.add.at(by_group, own, np.column_stack([people, np.ones(len(people), dtype=np.int64)]))
    lacking = np.tile(by_group.sum(axis=0) / n_folds, (n_folds, 1))
    left, fold_of = list(rng.permutation(len(by_group))), np.zeros(len(by_group), dtype=np.int64)
    while left:
        totals = by_group[left].sum(axis=0)
        rarest = int(np.argmin(np.where(totals > 0, totals, np.inf)))
        for group in [g for g in left if by_group[g, rarest] > 0]:
            want = lacking[:, rarest] + lacking[:, -1] * 1e-6 + rng.random(n_folds) * 1e-9
            fold_of[group] = int(np.argmax(want))
            lacking[fold_of[group]] -= by_group[group]
        left = [g for g in left if by_group[g, rarest] == 0]
    return np.asarray(fold_of[own])


class Labeller:
    """Learns labels from texts: `fit`, then `chances` (texts × labels); a label never or always given keeps its share.

    The penalty is scikit-learn's own (C = 1), not tuned. The threshold is the one of THRESHOLDS with the best macro-F1
    over folds made inside the texts learnt from; one half where they are too few.
    """

    def __init__(self) -> None:
        self.threshold = 0.5
        self._words: Any = None
        self._models: list[Any] = []

    def fit(
        self, texts: Texts, truth: ArrayLike, *, groups: ArrayLike | None = None, rng: np.random.Generator
    ) -> Labeller:
        people = np.asarray(truth, dtype=bool)
        own = np.arange(len(people)) if groups is None else np.asarray(groups)
        if len(np.unique(own)) >= INNER and people.any():
            inner = _chances_by_fold(texts, people, folds(people, own, rng=rng, n_folds=INNER))
            self.threshold = _best(people, inner)
        return self._learn(texts, people)

    def _learn(self, texts: Texts, people: Bools) -> Labeller:
        self._words = _words()
        variables = self._words.fit_transform(texts)
        self._models = [_model(variables, given) for given in people.T]
        return self

    def chances(self, texts: Texts) -> Floats:
        if not texts:
            return np.zeros((0, len(self._models)))
        variables = self._words.transform(texts)
        return np.column_stack([_chance(model, variables, len(texts)) for model in self._models])

    def decided(self, texts: Texts) -> Decided:
        """What the chances say against the threshold; within BAND of it a person is asked."""
        chances = self.chances(texts)
        return Decided(chances > self.threshold, np.abs(chances - self.threshold) <= BAND, chances)


def _best(people: Bools, chances: Floats) -> float:
    reached = [scores(people, chances > level).macro_f1 for level in THRESHOLDS]
    return float(THRESHOLDS[int(np.argmax(reached))])


def _model(variables: Any, given: Bools) -> Any:
    from sklearn.linear_model import LogisticRegression

    if given.all() or not given.any():
        return float(given.mean())
    # liblinear shuffles: with a fixed state the same texts give the same model
    return LogisticRegression(
        class_weight="balanced", solver="liblinear", dual=True, max_iter=2000, random_state=0
    ).fit(variables, given)


def _chance(model: Any, variables: Any, n: int) -> Floats:
    if isinstance(model, float):
        return np.full(n, model)
    return np.asarray(model.predict_proba(variables)[:, 1])


def _words() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True, preprocessor=itemgetter(0)
    )
    words = TfidfVectorizer(
        analyzer="word", ngram_range=(1, 2), sublinear_tf=True, preprocessor=itemgetter(1), token_pattern=r"\S+"
    )
    return FeatureUnion([("words", words), ("characters", characters)])


def _chances_by_fold(texts: Texts, people: Bools, fold: Ints) -> Floats:
    found = np.full(people.shape, np.nan)
    for k in np.unique(fold):
        learnt, judged = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        model = Labeller()._learn([texts[i] for i in learnt], people[learnt])
        found[judged] = model.chances([texts[i] for i in judged])
    return found


def out_of_fold(
    texts: Texts, truth: ArrayLike, *, groups: ArrayLike, rng: np.random.Generator, n_folds: int = 5
) -> Decided:
    """Each text decided by a labeller that saw no text of its group: neither to learn nor to choose a threshold."""
    people, own = np.asarray(truth, dtype=bool), np.asarray(groups)
    fold = folds(people, own, rng=rng, n_folds=n_folds)
    given, unsure, chances = np.zeros_like(people), np.zeros_like(people), np.full(people.shape, np.nan)
    for k in np.unique(fold):
        learnt, judged = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        model = Labeller().fit([texts[i] for i in learnt], people[learnt], groups=own[learnt], rng=rng)
        given[judged], unsure[judged], chances[judged] = model.decided([texts[i] for i in judged])
    return Decided(given, unsure, chances)
