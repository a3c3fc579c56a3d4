"""Closed lists of what a report said: its key figures, whether each could be said, and about whom."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class KeyFigure(Coded):
    """Numbers of a first page that are kept from run to run."""

    FOLLOWED = "followed", "personnes suivies", "people followed"
    UP = "up", "plus favorables", "more favourable"
    DOWN = "down", "moins favorables", "less favourable"
    NET_SHIFT = "net_shift", "solde", "net shift"
    RESPONSE_RATE = "response_rate", "taux de réponse", "response rate"
    MIRROR_REDUCED = "mirror_reduced", "questions communes, écart réduit", "common questions, gap narrower"
    MIRROR_STABLE = "mirror_stable", "questions communes, écart stable", "common questions, gap stable"
    MIRROR_INCREASED = "mirror_increased", "questions communes, écart accru", "common questions, gap wider"
    MIRROR_UNCERTAIN = "mirror_uncertain", "questions communes, écart incertain", "common questions, gap uncertain"
    INTRODUCTIONS = "introductions", "mises en relation", "people put in touch"
    IMMERSIONS = "immersions", "immersions", "immersions"
    HIRES = "hires", "embauches connues", "known hires"
    DURABLE = "durable", "embauches durables", "lasting jobs"
    ACTIONS = "actions", "actions", "actions"
    PERSONS = "persons", "personnes", "persons"
    PARTICIPATIONS = "participations", "participations", "participations"
    COST = "cost", "coût complet", "full cost"
    RECOMMENDED_DONE = "recommended_done", "préconisations réalisées", "recommendations carried out"
    RECOMMENDED_ONGOING = "recommended_ongoing", "préconisations en cours", "recommendations under way"
    RECOMMENDED_NOT_STARTED = "recommended_not_started", "préconisations non engagées", "recommendations not started"


class FigureState(Coded):
    """Whether a key figure could be said."""

    SAID = "said", "publié", "published"
    WITHHELD = "withheld", "non publié", "not published"
    UNKNOWN = "unknown", "non renseigné", "not stated"


class FigureScope(Coded):
    """Of whom a figure of a territory's report speaks."""

    SELECTION = "selection", "le territoire du rapport", "the report’s territory"
    ALL = "all", "tous territoires ensemble", "all territories together"


class PeriodKind(Coded):
    """How long the period of a report is; without one, the report is about all answers up to its cut-off."""

    WHOLE = "whole", "toute l’étude, selon la date d’arrêt", "whole study, by cut-off date"
    YEAR = "year", "année par année", "year by year"
    QUARTER = "quarter", "trimestre par trimestre", "quarter by quarter"
    MONTH = "month", "mois par mois", "month by month"
    RANGE = "range", "période par période", "period by period"
