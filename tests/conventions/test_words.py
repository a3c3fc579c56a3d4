"""No sentence, phrase or notebook says "impact" or "effect" as a finding, "anonymous", or what the field does not say.

The title of the report may be "rapport d’impact": that is what the field calls it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from declic_analysis.reports.phrases import PHRASES
from declic_analysis.wording.comparison_texts import EFFECT_TEXTS
from declic_analysis.wording.texts import TEXTS

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
FORBIDDEN = re.compile(
    r"\bimpacts?\b|\beffets?\b|\beffects?\b|\banonym|\bprouv|\bprove[sdn]?\b|\bdémontr|\bconversions?\b|\bfunnel\b"
    r"|\bno-show|\bgrâce (?:à|au|aux)\b|\bthanks to\b|\bdue to\b|\bcaus(?:é|er|ed?|es)\b|\btrop éloignés?\b",
    re.IGNORECASE,
)
# What is said of an effect to deny or to ask, and the names that public sources give.
ALLOWED = (
    "n’est pas l’effet du programme",
    "n’est pas, à lui seul, l’effet du programme",
    "ce n’est pas un effet du programme",
    "is not the effect of the programme",
    "ne sont donc pas anonymes",
    "are therefore not anonymous",
    "par fichier et effet",
    "by file and effect",
    "effets inattendus",
    "unexpected effects",
    "aucune autorité",
    "rien ne prouve",
    "analyse d’impact relative à la protection des données",
    "data protection impact assessment",
    "nothing shows",
)


def sentences() -> Iterator[tuple[str, str]]:
    for room, texts in (("wording", TEXTS), ("phrases", PHRASES)):
        for key, label in texts.items():
            for lang in ("fr", "en"):
                yield f"{room}.{key}.{lang}", label.of(lang)
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield f"{path.stem}.{cell['id']}", "".join(cell["source"])
    yield "translations", (NOTEBOOKS / "translations.en.yaml").read_text(encoding="utf-8")


def faults(text: str) -> list[str]:
    for allowed in ALLOWED:
        text = re.sub(re.escape(allowed), "", text, flags=re.IGNORECASE)
    return [text[max(0, hit.start() - 40) : hit.end() + 20] for hit in FORBIDDEN.finditer(text)]


def test_no_sentence_claims_more_than_a_change() -> None:
    found = {where: hits for where, text in sentences() if (hits := faults(_without_lots(where, text)))}
    assert not found


def _without_lots(where: str, text: str) -> str:
    """What is said only where lots were drawn may speak of an estimated effect, and of no other."""
    by_lot = where.split(".")[1:2] in [[key] for key in EFFECT_TEXTS]
    return re.sub(r"effets? estimés?|estimated effects?", "", text, flags=re.IGNORECASE) if by_lot else text


def test_there_are_sentences_of_every_kind() -> None:
    kinds = {where.split(".")[0] for where, _ in sentences()}
    assert {"wording", "phrases", "translations", "02_perception_shift"} <= kinds


@pytest.mark.parametrize(
    "text",
    [
        "Impact de l’action sur les regards",
        "l’effet des visites est net",
        "effet estimé : +5 points",
        "the effect of the tour",
        "réponses anonymes",
        "cela prouve que",
        "grâce aux actions",
    ],
)
def test_a_finding_would_be_caught(text: str) -> None:
    assert faults(text)


def test_ranking_words_stand_only_beside_their_denial() -> None:
    said = [text for _, text in sentences() if re.search(r"\bclassement|\branking", text)]
    assert said
    assert all(
        re.search(r"ne pas lire comme un classement|ce n’est pas un classement|not to be read as a ranking", text)
        for text in said
    )
