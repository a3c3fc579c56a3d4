"""Answers that are none, of one word, of one audience, in English: nothing breaks, nothing is invented."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from declic_analysis import schemas
from declic_analysis.redaction import redact
from declic_analysis.verbatims.coding import coded
from declic_analysis.verbatims.key_words import key_words
from declic_analysis.verbatims.quotes import quotes
from declic_analysis.verbatims.shares import theme_level, theme_shift

CODEBOOK = pd.DataFrame(
    [("bus", "pro", "obstacle", "acces", "Bus", "Buses", ("bus",), ())],
    columns=["theme", "audience", "valence", "construct", "label_fr", "label_en", "expressions", "exceptions"],
)
KINDS = {
    **dict.fromkeys(("verbatim", "redacted", "person", "response", "audience", "wave"), "string"),
    "may_quote": "boolean", "n_removed": "Int16", "n_doubtful": "Int16",
}  # fmt: skip


def answers(texts: list[str]) -> pd.DataFrame:
    """Each text before and after, by the same person."""
    frame = pd.DataFrame(
        [(f"p{k}", wave, text) for k, text in enumerate(texts) for wave in ("before", "after")],
        columns=["person", "wave", "redacted"],
    )
    return frame.assign(
        verbatim=[f"v{k:05d}" for k in range(len(frame))], response=frame["person"] + frame["wave"], identified=True,
        audience="pro", month=pd.array([pd.NA] * len(frame), dtype="Int16"), question="avis", may_quote=True,
        answered_on=pd.Timestamp("2024-05-01"), source_row=range(2, 2 + len(frame)), n_removed=0, n_doubtful=0,
    ).astype(KINDS)  # fmt: skip


@pytest.mark.parametrize("texts", [[], ["bus"] * 6, ["?", "…", "RAS", "non", "NSP", "ok"]])
def test_no_answers_one_word_and_no_word(texts: list[str]) -> None:
    frame = answers(texts)
    given = coded(frame, codebook=CODEBOOK, codings=schemas.empty("codings"), rng=np.random.default_rng(1))
    shift = theme_shift(frame, given.answers, codebook=CODEBOOK).set_index("theme").loc["bus"]
    level = theme_level(frame, given.answers, codebook=CODEBOOK).set_index("theme").loc["bus"]
    spoken = sum(text == "bus" for text in texts)
    assert (shift["n_pairs"], shift["n_said_after"], level["n_said"]) == (len(texts), spoken, spoken)
    assert not texts or shift["change"] == 0
    assert quotes(frame, given.answers, codebook=CODEBOOK)["quote"].isna().all()  # too short to be a voice
    assert given.quality.empty


def test_one_audience_has_no_words_of_either_side() -> None:
    assert key_words(answers(["le bus est loin"] * 20)).empty


@pytest.mark.parametrize("text", ["The buses are too far away.", "Good pay, friendly people. I liked the visit."])
def test_english_keeps_its_words(text: str) -> None:
    assert redact(text).text == text


def test_a_name_in_an_english_answer_goes() -> None:
    assert "Kerbratet" not in redact("The visit with Kerbratet was very good.").text
