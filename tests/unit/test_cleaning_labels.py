"""From what people see or tools code to a level."""

from __future__ import annotations

import pytest

from declic_analysis.cleaning.labels import KnownLabels, Meaning, label_key
from declic_analysis.errors import StudyError
from declic_analysis.study.model import Scale

FRENCH = [
    "Pas du tout d’accord",
    "Plutôt pas d’accord",
    "Ni d’accord ni pas d’accord",
    "Plutôt d’accord",
    "Tout à fait d’accord",
]


def scale(*, levels: list[dict] | None = None, off: list[dict] | None = None) -> Scale:
    steps = levels or [{"label": {"fr": label}, "codes": [f"A{k}"]} for k, label in enumerate(FRENCH, 1)]
    return Scale.model_validate({"id": "accord", "favourable_from": 2, "levels": steps, "non_substantive": off or []})


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Tout à fait d’accord", 5),
        ("TOUT À FAIT D'ACCORD.", 5),
        (" Tout\u00a0à fait d&#39;accord ", 5),
        ("5 - Tout à fait d'accord", 5),
        ("1 - Tout à fait d'accord", 5),  # some questionnaires count down: the words decide
        ("(4) Plutôt d'accord", 4),
        ("Plutôt d'accord (4)", 4),
        ("a3", 3),
    ],
)
def test_levels(text: str, position: int) -> None:
    assert KnownLabels(scale()).meaning(text) == Meaning(position=position)


@pytest.mark.parametrize("text", ["5", "Tout à fait", "d'accord", "5 - ", "Oui", "NA"])
def test_what_is_not_declared_is_unknown(text: str) -> None:
    assert KnownLabels(scale()).meaning(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("NSP", "dont_know"), ("Sans opinion", "no_opinion"), ("Non concerné", "not_concerned"), ("Passer", "skipped")],
)
def test_answers_off_every_scale(text: str, code: str) -> None:
    assert KnownLabels(scale()).meaning(text) == Meaning(off_scale=code)


def test_the_study_goes_before_the_built_in() -> None:
    own = KnownLabels(scale(off=[{"id": "ne_sait_pas", "label": "NSP"}]))
    assert own.meaning("nsp") == Meaning(off_scale="ne_sait_pas")
    level = KnownLabels(scale(levels=[{"label": "Non"}, {"label": "Sans opinion"}, {"label": "Oui"}]))
    assert level.meaning("sans opinion") == Meaning(position=2)


def test_decimal_codes() -> None:
    known = KnownLabels(scale(levels=[{"label": "Bas", "codes": ["0"]}, {"label": "Haut", "codes": ["1"]}]))
    assert [known.meaning(text).position for text in ("0,0", "1.00", "1")] == [1, 2, 2]
    assert known.meaning("0,5") is None


def test_one_writing_for_two_levels_is_a_fault() -> None:
    with pytest.raises(StudyError, match="deux niveaux"):
        KnownLabels(scale(levels=[{"label": "Non", "codes": ["x"]}, {"label": "X."}]))


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Plutot d'acord", "Plutôt d’accord"),
        ("je ne sait pas", "dont_know"),
        ("Appelez Mme Exemple", None),
        ("Oi", None),
    ],
)
def test_near_misses(text: str, near: str | None) -> None:
    assert KnownLabels(scale()).near(text) == near


def test_keys_agree_on_apostrophes_and_spaces() -> None:
    assert len({label_key(t) for t in ("d’accord", "d'accord", "D\u2019ACCORD", " d`accord. ", "d\u2032accord")}) == 1
