"""The words of a report, explained once: its glossary, in French and English. docs/glossary.md gives their codes."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _entry(term_fr: str, term_en: str, fr: str, en: str) -> tuple[Label, Label]:
    return Label(term_fr, term_en), Label(nbsp(fr), en)


GLOSSARY = (
    _entry("Paire", "Pair", "les réponses d’une même personne avant et après. Une personne, une paire.",
           "one person’s answers before and after. One person, one pair."),
    _entry("Solde", "Net shift",
           "part des personnes devenues plus favorables, moins la part devenues moins favorables, en points.",
           "share of people who became more favourable, less the share who became less favourable, in points."),
    _entry("Intervalle", "Interval",
           "l’étendue des valeurs compatibles avec les réponses. S’il contient zéro, on ne sait pas.",
           "the range of values compatible with the answers. If it holds zero, one does not know."),
    _entry("Confirmatoire", "Confirmatory",
           "se dit d’une question désignée avant de regarder les résultats ; les autres sont exploratoires.",
           "said of a question named before looking at results; the others are exploratory."),
    _entry("Non concluant", "Inconclusive",
           "les données ne permettent pas de dire si les regards ont changé ; ce n’est pas « pas de changement ».",
           "the data cannot tell whether minds changed; it does not mean “no change”."),
    _entry("Contrainte perçue", "Perceived constraint",
           "question sans bon côté, comme l’accès aux sites ; elle est perçue davantage ou moins.",
           "a question without a good side, such as access to sites; it is perceived more or less."),
    _entry("Participation", "Attendance", "une personne présente à une action ; deux actions, deux participations.",
           "one person at one action; two actions, two attendances."),
    _entry("Non publié", "Not published",
           "trop peu de personnes, ou un chiffre qui permettrait d’en retrouver un autre.",
           "too few people, or a figure that would give another one back."),
    _entry("Non renseigné", "Not stated", "inconnu. Ce n’est jamais zéro.", "unknown. It is never zero."),
    _entry("Évolution", "Change",
           "ce qui a changé entre deux mesures. Sans groupe de comparaison, elle n’est pas attribuée au programme.",
           "what differs between two measures. Without a comparison group, it is not the programme’s doing."),
    _entry("Suites", "What followed", "mises en relation, immersions, embauches qui suivent une rencontre.",
           "contacts, immersions, hires that come after an encounter."),
    _entry("Emploi durable", "Lasting job",
           "CDI, CDD ou intérim de 6 mois ou plus, création d’entreprise, titularisation.",
           "permanent contract, fixed-term or temporary work of 6 months or more, own business, tenure."),
    _entry("Confidentiel", "Confidential",
           "un code rapproche les deux questionnaires d’une personne ; les réponses ne sont donc pas anonymes.",
           "a code links the two questionnaires of a person; answers are therefore not anonymous."),
)  # fmt: skip


def glossary(*, lang: str = "fr") -> list[tuple[str, str]]:
    """Term and meaning, in the order of the report."""
    return [(term.of(lang), meaning.of(lang)) for term, meaning in GLOSSARY]
