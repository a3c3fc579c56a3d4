"""Whether what is said of a theme is denied: « aucun souci d’horaires », « pas si pénible », « pas bien payé »."""

from __future__ import annotations

import re

from declic_analysis.vocabulary import Valence

_NOT = r"(?:aucune?s?|pas|sans|ni|jamais|zero|guere)"
_TROUBLE = r"(?:probleme|souci|difficulte|frein|obstacle|contrainte|gene|inquietude|blocage)s?"
_LINK = (
    r"(?:de|des|du|avec|pour|au|aux|sur|niveau|cote|le|la|les|l|et|ou|ni|par|rapport|a|lie|liee?s?|ce|qui|est|concerne)"
)
_DEGREE = (
    r"(?:si|aussi|trop|tres|tellement|vraiment|du|tout|forcement|toujours|que|bien|assez|plus|un|une|le|la|les|des|de)"
)
_SMALL = (
    rf"(?:{_DEGREE}|beaucoup|vraie?s?|reel(?:le)?s?|grandes?|nombreu(?:x|ses)|eu|trouve|senti|moindre|perspectives?)"
)
_IS = r"(?:est|sont|etait|etaient|etre|parait|paraissent|semble|semblent)"

# Each reads the words of the clause, without accents, before the expression or after it.
TROUBLE_BEFORE = re.compile(
    rf"\b{_NOT}(?: (?:de|un|une|vraiment|grands?|gros|trop|le|moindre|eu))* {_TROUBLE}"
    rf"(?: (?!{_LINK}\b)\w+)?(?: {_LINK})*$"
)
IS_NOT_BEFORE = re.compile(
    rf"\b{_IS} (?:\w+ )?(?:pas|jamais|guere)(?: {_DEGREE})*$"
    rf"|\b(?:pas|jamais) (?:si|aussi|trop|tellement|forcement)(?: {_DEGREE})*$"
)
TROUBLE_AFTER = re.compile(
    rf"^(?:\w+ ){{0,4}}?(?:{_IS}|pose|posent|posait|constitue\w*|represente\w*) (?:\w+ )?(?:pas|jamais|aucune?)\b"
    rf"(?: \w+){{0,3}}? {_TROUBLE}\b"
    r"|^(?:\w+ ){0,4}?(?:derange|gene|inquiete|effraie|rebute|peine)\w* (?:pas|plus|personne)\b"
    r"|^(?:\w+ ){0,4}?(?:fait|font) (?:pas|plus) peur\b"
)
LACK_BEFORE = re.compile(rf"\b(?:{_NOT}|peu|manque|manquent|absence)(?: {_SMALL})*$")
LACK_AFTER = re.compile(
    rf"^(?:\w+ ){{0,2}}?(?:{_IS}|existe|existent|suit|suivent) (?:vraiment |toujours )?(?:pas|jamais)\b"
)
NEGATIONS = frozenset(("pas", "sans", "aucun", "aucune", "ni", "jamais", "peu", "manque", "non", "rien", "personne"))


def denied(before: str, after: str, *, valence: str) -> bool:
    """Whether the clause around an expression takes it back.

    An asset is denied by any negation of it (« pas de perspectives », « peu motivés »). An obstacle is denied where it
    is said to be no trouble (« aucun souci d’horaires », « la mobilité n’est pas un frein »), or not to be so (« ce
    n’est pas pénible »); « pas de bus », « sans permis » name the obstacle and stand. Other themes are spoken of
    either way.
    Parameters: before, after: the words of the clause on either side, lower case, without accents; valence, as
    `vocabulary.Valence`.
    """
    if valence == Valence.ASSET.value:
        return bool(LACK_BEFORE.search(before) or LACK_AFTER.search(after))
    if valence == Valence.OBSTACLE.value:
        return bool(TROUBLE_BEFORE.search(before) or IS_NOT_BEFORE.search(before) or TROUBLE_AFTER.search(after))
    return False
