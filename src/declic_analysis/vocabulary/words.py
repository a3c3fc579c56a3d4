"""Closed lists about what people write and say."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class PersonalData(Coded):
    """Kinds of personal data that leave a text before it is kept; the label stands in their place, in brackets."""

    EMAIL = "email", "adresse électronique", "e-mail address"
    LINK = "link", "lien", "link"
    HANDLE = "handle", "compte", "account"
    PLATE = "plate", "immatriculation", "licence plate"
    BIRTH = "birth", "date de naissance", "date of birth"
    PHONE = "phone", "téléphone", "telephone"
    NUMBER = "number", "numéro", "number"
    ADDRESS = "address", "adresse", "address"
    NAME = "name", "nom", "name"


class Valence(Coded):
    """What a theme is to the programme. An obstacle has no good direction: to see it more clearly is no worsening."""

    ASSET = "asset", "atout", "asset"
    OBSTACLE = "obstacle", "obstacle perçu", "perceived obstacle"
    OTHER = "other", "autre", "other"


class CodingOrigin(Coded):
    """Who gave a theme to an answer, most trusted first."""

    PERSON = "person", "une personne", "a person"
    MODEL = "model", "un modèle appris sur les réponses codées", "a model learnt from coded answers"
    DICTIONARY = "dictionary", "les mots du dictionnaire", "the words of the dictionary"


class Concordance(Coded):
    """What figures and testimonies say together; the rule is in `verbatims.beside`."""

    CONCORDANT = "concordant", "concordent", "agree"
    DIVERGENT = "divergent", "divergent", "diverge"
    UNKNOWN = "unknown", "on ne sait pas", "not known"


class CodingState(Coded):
    """What became of a line of themes.xlsx."""

    WAITING = "waiting", "à coder", "to be coded"
    USED = "used", "pris en compte", "used"
    FOUND = "found", "pris en compte, réponse retrouvée par son texte", "used, answer found again by its text"
    STALE = "stale", "réponse introuvable dans les fichiers d’aujourd’hui", "answer not found in today's files"
    UNKNOWN_THEME = (
        "unknown_theme",
        "thème inconnu de l’étude, ou d’un autre public",
        "theme unknown to the study, or of another audience",
    )
    CONTRADICTORY = "contradictory", "deux lignes se contredisent", "two lines contradict each other"
    UNCLEAR_QUOTE = "unclear_quote", "«\u00a0à citer\u00a0» n’est ni oui ni non", "“à citer” is neither yes nor no"
    FORMULA = "formula", "une formule au lieu d’un texte", "a formula in place of text"

    @property
    def is_used(self) -> bool:
        return self in (CodingState.USED, CodingState.FOUND)
