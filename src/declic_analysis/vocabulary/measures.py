"""What the software can compute for an indicator of the logical framework."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class Measure(Coded):
    """Counted in the registers, or measured on the answers."""

    ACTIONS = "actions", "actions réalisées", "actions held"
    PERSONS = "persons", "personnes touchées", "persons reached"
    PARTICIPATIONS = "participations", "participations", "attendances"
    STRUCTURES = "structures", "structures présentes à une action", "structures at an action"
    LOYAL = "loyal", "structures présentes à deux actions ou plus", "structures at two actions or more"
    TRAINED = "trained", "ambassadeurs formés", "ambassadors trained"
    LED = "led", "actions animées par un ambassadeur", "actions led by an ambassador"
    IMMERSIONS = "immersions", "personnes en immersion (PMSMP)", "people in immersion (PMSMP)"
    HIRES = "hires", "personnes ayant une embauche connue", "people with a known hire"
    DURABLE = "durable", "accès à l’emploi durable", "access to lasting employment"
    COST = "cost", "coût complet", "full cost"
    SHARED = "shared", "métiers et publics où les deux côtés s’accordent", "jobs and publics on which both sides agree"
    NET_SHIFT = "net_shift", "solde des personnes suivies", "net shift of the people followed"
    FAVOURABLE = "favourable", "part favorable après (d’accord, pour une contrainte)", "favourable share afterwards"
    GAPS = "gaps_reduced", "questions communes dont l’écart s’est réduit", "shared items whose gap has narrowed"
