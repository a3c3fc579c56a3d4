"""The words of a questionnaire that every study shares unless its `instrument` section says otherwise."""

from __future__ import annotations

from declic_analysis.study.base import Words

INTRODUCTION = Words(
    fr="D’après ce que vous savez aujourd’hui, dans quelle mesure êtes-vous d’accord avec ces phrases ?",
    en="From what you know today, how far do you agree with these statements?",
)
RETROSPECTIVE = Words(
    fr="Avec le recul, avant l’action, qu’auriez-vous répondu ?",
    en="Looking back, what would you have answered before the action?",
)
# A phone shows one statement at a time: each says by itself which moment it is about.
BEFORE_THE_ACTION = Words(fr="Avant l’action : {statement}", en="Before the action: {statement}")
QUOTE = Words(
    fr="Acceptez-vous que vos réponses écrites soient citées dans le rapport, sans votre nom ?",
    en="May your written answers be quoted in the report, without your name?",
)
QUOTE_HINT = Words(
    fr="Sans réponse de votre part, rien n’est cité. Vous pouvez changer d’avis à tout moment.",
    en="Without an answer, nothing is quoted. You may change your mind at any time.",
)
YES, NO = Words(fr="Oui", en="Yes"), Words(fr="Non", en="No")
CODE = Words(fr="Votre code personnel", en="Your personal code")
CODE_HINT = Words(
    fr="Composez-le de la même façon à chaque questionnaire, à la suite et sans espace : {parts}.{example}",
    en="Make it up the same way each time, one after the other and without spaces: {parts}.{example}",
)
CODE_EXAMPLE = Words(fr="Exemple : {code}.", en="Example: {code}.")
CODE_WRONG = Words(
    fr="Le code n’a pas la bonne forme. Sans espace : {parts}.{example}",
    en="The code does not have the right form. Without spaces: {parts}.{example}",
)
TERRITORY = Words(fr="Territoire de l’action", en="Area of the action")
FORMAT = Words(fr="Type d’action", en="Kind of action")
ACTION = Words(fr="Référence ou nom de l’action", en="Reference or name of the action")
ACTION_HINT = Words(fr="Elle figure sur votre invitation.", en="It is on your invitation.")
ACTION_ON = Words(fr="Date de l’action", en="Date of the action")
STRUCTURE = Words(fr="Votre structure ou entreprise", en="Your organisation or company")
STRUCTURE_HINT = Words(
    fr="Son nom sert à regrouper les réponses ; il n’est jamais publié à côté d’une réponse.",
    en="Its name is used to group answers; it is never published beside an answer.",
)

ABOUT_YOU = Words(fr="Vous et l’action", en="You and the action")
TODAY = Words(fr="Aujourd’hui", en="Today")
LOOKING_BACK = Words(fr="Avec le recul", en="Looking back")
IN_YOUR_WORDS = Words(fr="Avec vos mots", en="In your own words")
OPEN_HINT = Words(
    fr="Ne nommez personne : ni vous, ni quelqu’un d’autre.", en="Name nobody: neither yourself nor anyone else."
)
