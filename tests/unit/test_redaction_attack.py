"""Redaction against the list written to break it: what goes, what stays, and what it is known not to see."""

from __future__ import annotations

import pytest
from redaction_lists import ATTACKS, INNOCENTS

from declic_analysis.redaction import redact

# Nobody tells these from other words: a nickname that is a word, a first name that is a word and begins the sentence,
# a small letter, an age, a year. `True`: the answer is then never quoted unless a person who read it says so.
NOT_SEEN = {
    "Titi du magasin": False,
    "ici denis du quai": False,
    "de 1991, j’habite Tartaras": False,
    "Prudence est au laser": True,
    "Denis ?": True,
    "j’ai 57 ans et j’habite Tartaras": True,
    "une dame de 57 ans de Tartaras": True,
}


@pytest.mark.parametrize("kind", ATTACKS)
def test_what_tells_a_person_goes(kind: str) -> None:
    left = {
        text: pieces
        for text, pieces in ATTACKS[kind].items()
        if any(piece in redact(text).text for piece in pieces) and text not in NOT_SEEN
    }
    assert left == {}


def test_what_is_not_seen_is_told_where_it_can_be() -> None:
    pieces = {text: left for cases in ATTACKS.values() for text, left in cases.items()}
    for text, doubted in NOT_SEEN.items():
        found = redact(text)
        assert any(piece in found.text for piece in pieces[text]), text
        assert (found.doubtful > 0) is doubted, text


def test_sentences_of_the_field_stay() -> None:
    lost = [text for text in INNOCENTS if redact(text).text != " ".join(text.split())]
    assert lost == ["Les Pep 69 et le Cefi Formation étaient présents."]
    assert redact(lost[0], keep=("Cefi Formation",)).text == lost[0]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Le DRH de Forge Inventée a dit oui.", True),
        ("La directrice de l’AFPA nous a reçus.", True),
        ("Une femme de 52 ans y travaille.", True),
        ("Il faut 25 ans d’expérience.", False),
        ("La directrice nous a reçus.", False),
    ],
)
def test_a_post_or_an_age_stays_and_is_told(text: str, doubtful: bool) -> None:
    found = redact(text, keep=("Forge Inventée",))
    assert found.text == text
    assert (found.doubtful > 0) is doubtful
