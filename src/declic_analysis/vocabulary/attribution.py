"""Ways to share a hire between the actions before it, and why a hire belongs to none."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class AttributionModel(Coded):
    """In the order of the page: rules on the order of the actions, equal parts, then the two that no order decides."""

    FIRST = "first", "première action", "first action"
    LAST = "last", "dernière action", "last action"
    LINEAR = "linear", "parts égales", "equal parts"
    POSITION = "position", "40 / 20 / 40", "40 / 20 / 40"
    DECAY = "decay", "proximité dans le temps", "time decay"
    SHAPLEY = "shapley", "valeur de Shapley", "Shapley value"
    MARKOV = "markov", "retrait (chaîne de Markov)", "removal (Markov chain)"


class AttributionKey(Coded):
    """What the credits are added up by."""

    ACTION = "action", "action", "action"
    FORMAT = "format", "format", "format"
    TERRITORY = "territory", "territoire", "territory"


class EncounterDate(Coded):
    """Which day an encounter is dated by."""

    ACTION = "action", "date de l’action", "date of the action"
    EVENT = "event", "date de l’étape qui la cite", "date of the step that names it"


class HireLink(Coded):
    """Whether a hire is linked to actions; if not, why it stays “non attribuée”."""

    LINKED = "linked", "rattachée à une action", "linked to an action"
    NO_ACTION = "no_action", "aucune action enregistrée", "no action recorded"
    OUTSIDE = "outside", "action hors de la période prise en compte, ou sans date", "action outside the look-back"
    BROKEN_CHAIN = "broken_chain", "prescripteur ou entreprise non renseignés", "prescriber or company not stated"
