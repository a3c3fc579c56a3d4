"""Answer labels met in the wild, family by family, from the least to the most: how the order of a new file is guessed.

A *slot* holds the spellings of one step, French ones first. A questionnaire uses some of the slots of one family.
"""

from __future__ import annotations

from typing import NamedTuple

from declic_analysis.ingest.headers import header_key


class Family(NamedTuple):
    """`two_sided`: a step on one side supposes the step facing it, even if nobody chose it."""

    name: str
    slots: tuple[tuple[str, ...], ...]
    two_sided: bool = False


AGREEMENT = Family(
    "accord",
    (
        (
            *("pas du tout d'accord", "entièrement en désaccord", "tout à fait en désaccord", "fortement en désaccord"),
            *("totalement en désaccord", "fortement pas d'accord", "strongly disagree", "totally disagree"),
            *("completely disagree", "definitely disagree"),
        ),
        ("pas d'accord", "en désaccord", "disagree"),
        (
            *("plutôt pas d'accord", "plutôt en désaccord", "assez en désaccord", "peu d'accord", "somewhat disagree"),
            *("rather disagree", "slightly disagree", "tend to disagree", "mostly disagree"),
        ),
        (
            *("ni d'accord ni pas d'accord", "ni d'accord, ni pas d'accord", "ni d'accord ni en désaccord", "neutre"),
            *("ni en accord ni en désaccord", "partagé", "partagée", "partagé(e)", "indécis", "indécise"),
            *("indécis(e)", "neutral", "neither agree nor disagree", "neither agree or disagree", "undecided"),
            "unsure",
        ),
        (
            *("plutôt d'accord", "assez d'accord", "somewhat agree", "rather agree", "slightly agree", "tend to agree"),
            "mostly agree",
        ),
        ("d'accord", "en accord", "agree"),
        (
            *("tout à fait d'accord", "entièrement d'accord", "fortement d'accord", "totalement d'accord"),
            *("strongly agree", "totally agree", "completely agree", "definitely agree"),
        ),
    ),
    two_sided=True,
)
SATISFACTION = Family(
    "satisfaction",
    (
        ("pas du tout satisfait", "pas du tout satisfaite", "très insatisfait", "very dissatisfied"),
        ("insatisfait", "pas satisfait", "dissatisfied"),
        ("plutôt pas satisfait", "peu satisfait", "plutôt insatisfait", "somewhat dissatisfied"),
        ("ni satisfait ni insatisfait", "moyennement satisfait", "neither satisfied nor dissatisfied"),
        ("plutôt satisfait", "assez satisfait", "somewhat satisfied"),
        ("satisfait", "satisfied"),
        ("très satisfait", "très satisfaite", "tout à fait satisfait", "very satisfied"),
    ),
    two_sided=True,
)
FREQUENCY = Family(
    "frequence",
    (
        ("jamais", "never"),
        ("presque jamais", "très rarement", "almost never"),
        ("rarement", "rarely", "seldom"),
        ("parfois", "quelquefois", "de temps en temps", "sometimes", "occasionally"),
        ("régulièrement", "regularly"),
        ("souvent", "often", "frequently"),
        ("très souvent", "presque toujours", "very often", "almost always"),
        ("toujours", "always"),
    ),
)
IMPORTANCE = Family(
    "importance",
    (
        ("pas du tout important", "not at all important", "pas important", "not important", "unimportant"),
        ("peu important", "slightly important", "a little important"),
        ("moyennement important", "moderately important", "assez important", "somewhat important"),
        ("important", "plutôt important"),
        ("très important", "very important"),
        ("extrêmement important", "extremely important", "essentiel", "essential"),
    ),
)
AMOUNT = Family(
    "intensite",
    (
        ("pas du tout", "aucun", "aucune", "none", "not at all", "nul"),
        ("très peu", "very little"),
        ("un peu", "peu", "little", "a little", "slightly", "faible"),
        ("moyennement", "modérément", "moyen", "some", "moderately", "somewhat"),
        ("assez", "plutôt", "fairly", "quite"),
        ("beaucoup", "much", "a lot", "very much", "fort"),
        ("énormément", "tout à fait", "complètement", "extensive", "a great deal", "extremely", "completely"),
    ),
)
QUALITY = Family(
    "qualite",
    (
        ("très mauvais", "très mauvaise", "very poor", "very bad", "terrible"),
        ("mauvais", "mauvaise", "médiocre", "laisse à désirer", "poor", "bad"),
        ("passable", "moyen", "moyenne", "correct", "correcte", "fair", "average"),
        ("bien", "bon", "bonne", "plutôt bien", "good"),
        ("très bien", "très bon", "très bonne", "very good"),
        ("excellent", "excellente", "super"),
    ),
)
DIFFICULTY = Family(
    "facilite",
    (
        ("très difficile", "very difficult"),
        ("difficile", "difficult"),
        ("plutôt difficile", "assez difficile", "somewhat difficult"),
        ("ni facile ni difficile", "neither easy nor difficult"),
        ("plutôt facile", "assez facile", "somewhat easy"),
        ("facile", "easy"),
        ("très facile", "very easy"),
    ),
    two_sided=True,
)
CONFIDENCE = Family(
    "confiance",
    (
        ("pas du tout confiant", "not at all confident", "no confidence", "i have no confidence i can do this"),
        ("peu confiant", "slightly confident", "low confidence", "i have low confidence i can do this"),
        ("moyennement confiant", "somewhat confident", "some confidence", "i have some confidence i can do this"),
        ("plutôt confiant", "fairly confident", "good confidence", "i have good confidence i can do this"),
        ("très confiant", "tout à fait confiant", "very confident", "i can absolutely do this!"),
    ),
)
FAMILIES = (AGREEMENT, SATISFACTION, FREQUENCY, IMPORTANCE, AMOUNT, QUALITY, DIFFICULTY, CONFIDENCE)

# Counted, but no step of a scale: code → spellings.
OFF_SCALE: dict[str, tuple[str, ...]] = {
    "dont_know": (
        *("je ne sais pas", "ne sait pas", "ne sais pas", "nsp", "don't know", "i don't know", "i do not know", "dk"),
        "i am not sure",
    ),
    "no_opinion": (
        *("sans opinion", "sans avis", "je ne me prononce pas", "ne se prononce pas", "no opinion"),
        *("prefer not to answer", "prefer not to say", "n.a./prefer not to answer"),
    ),
    "not_applicable": (
        *("non concerné", "non concernée", "non concerné(e)", "sans objet", "not applicable", "non applicable"),
        *("i did not attend that session", "not applicable/prefer not to answer"),
    ),
    "skipped": ("passer", "skip", "skipped"),
}
_OFF = {header_key(text): code for code, texts in OFF_SCALE.items() for text in texts}
_SLOTS = [
    (family, {header_key(text): k for k, texts in enumerate(family.slots) for text in texts}) for family in FAMILIES
]


def label_key(text: str) -> str:
    """A label's one spelling: typography, capitals and a final dot do not matter."""
    return header_key(text).removesuffix(".").rstrip()


def off_scale(text: str) -> str | None:
    """The code of an answer that is off every scale, or nothing."""
    return _OFF.get(label_key(text))


def families_of(labels: list[str]) -> list[tuple[Family, dict[str, int]]]:
    """Families that know some of these labels, in two slots or more, with the slot of each label they know."""
    found = []
    for family, slots in _SLOTS:
        known = {label: slots[label_key(label)] for label in labels if label_key(label) in slots}
        if len(set(known.values())) > 1:
            found.append((family, known))
    return found


def completed(family: Family, used: set[int]) -> list[int]:
    """Slots of the questionnaire behind the slots that were used, in order."""
    if not family.two_sided:
        return sorted(used)
    last = len(family.slots) - 1
    return sorted(used | {last - slot for slot in used} | {0, last})
