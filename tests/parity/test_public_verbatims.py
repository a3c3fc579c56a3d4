"""Themes of a public corpus that people tagged: answers are counted, not rows; the model beside its baselines."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from declic_analysis.redaction import redact
from declic_analysis.statistics.text_labels import groups_of, out_of_fold, scores
from declic_analysis.verbatims.dictionary import by_dictionary
from declic_analysis.verbatims.normalising import plain, telling

pytestmark = pytest.mark.shared_data

FEWEST = 10  # answers that have a tag


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> pd.DataFrame:
    """The file as it is: lines that end in CR alone, a no-break space in the ids, one row a tag."""
    path = shared_data / "fr_verbatims_grand_debat" / "elf_tags_sample.csv"
    text = path.read_bytes().decode("utf-8").replace("\r", "\n")
    return pd.read_csv(io.StringIO(text), sep=";")


@pytest.fixture(scope="module")
def answers(rows: pd.DataFrame) -> pd.DataFrame:
    """One row an answer, its tags as a set."""
    return rows.groupby(["contribution", "question", "corpus"])["tag"].agg(set).reset_index()


def test_575_tags_are_329_answers(rows: pd.DataFrame, answers: pd.DataFrame) -> None:
    assert (len(rows), len(answers), answers["contribution"].nunique()) == (575, 329, 329)
    assert answers["tag"].map(len).sum() == 575


def test_the_model_beside_its_baselines_out_of_fold(answers: pd.DataFrame) -> None:
    """18 tags with 10 answers or more. Baselines: the words of the tag's own label; every tag everywhere (0.13)."""
    counts = answers["tag"].explode().value_counts()
    tags = sorted(counts.index[counts >= FEWEST])
    truth = np.array([[tag in own for tag in tags] for own in answers["tag"]])
    assert (len(tags), int(truth.sum())) == (18, 416)
    texts = [
        (plain(t), " ".join([*telling(t), f"q_{q}"]))
        for t, q in zip(answers["corpus"], answers["question"], strict=True)
    ]
    groups = groups_of(answers["contribution"], [text for text, _ in texts])
    found = out_of_fold(texts, truth, groups=groups, rng=np.random.default_rng(1), n_folds=3)
    model = scores(truth, found.given)
    words = scores(truth, _label_words(answers, tags)).macro_f1
    every = scores(truth, np.ones_like(truth)).macro_f1
    assert words == pytest.approx(0.28, abs=0.05)
    assert every == pytest.approx(0.128, abs=0.005)
    assert model.macro_f1 > words + 0.05
    assert model.n.min() >= FEWEST
    assert found.unsure.mean() < 0.25


def _label_words(answers: pd.DataFrame, tags: list[str]) -> np.ndarray:
    """The dictionary whose expressions are the words of each tag."""
    codebook = pd.DataFrame(
        [(tag, "tous", "other", tuple(telling(tag)), ()) for tag in tags],
        columns=["theme", "audience", "valence", "expressions", "exceptions"],
    )
    verbatims = pd.DataFrame(
        {"verbatim": [f"{k:03d}" for k in range(len(answers))], "audience": "tous", "redacted": answers["corpus"]}
    )
    given = by_dictionary(verbatims, codebook=codebook).pivot(index="verbatim", columns="theme", values="given")
    return given[tags].to_numpy(dtype=bool)


def test_redaction_leaves_nearly_all_public_answers_alone(answers: pd.DataFrame) -> None:
    """They hold no personal data: what is taken out of them is taken by mistake."""
    changed = sum(bool(redact(text).removed) for text in answers["corpus"])
    assert changed <= 0.05 * len(answers)
