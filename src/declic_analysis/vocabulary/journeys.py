"""What became of a candidate, from which day it is counted, and what a register may say that cannot be."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class Outcome(Coded):
    """How a journey stands at the cut-off. All but `open` end it; all but `hired` and `open` compete with a hire.

    `refused` closes an application only: the person may still be hired by another company.
    """

    HIRED = "hired", "embauche connue", "known hire"
    HIRED_ELSEWHERE = "hired_elsewhere", "embauché ailleurs", "hired elsewhere"
    TRAINING = "training", "entré en formation", "in training"
    WITHDRAWN = "withdrawn", "ne donne pas suite", "withdrawn"
    REFUSED = "refused", "candidature close sans embauche", "application closed without a hire"
    OPEN = "open", "en cours à la date d’arrêté", "still open at the cut-off"


class TimeOrigin(Coded):
    """Which day is time zero of a delay."""

    ENCOUNTER = (
        "encounter",
        "la rencontre (date de l’action\u202f; à défaut, première étape datée)",
        "the encounter (date of the action, else first dated step)",
    )
    ORIENTATION = "orientation", "l’orientation", "the orientation"
    APPLICATION = "application", "la candidature", "the application"


class JourneyUnit(Coded):
    """What one row of a table of journeys is."""

    PERSON = "person", "personnes", "persons"
    APPLICATION = "application", "candidatures (personne × entreprise)", "applications (person × company)"


class JourneyFault(Coded):
    """What registers say of a journey that cannot be, or that leaves its day unknown: told, never mended."""

    AFTER_CUTOFF = "after_cutoff", "fait postérieur à la date d’arrêté", "fact later than the cut-off"
    HIRED_BEFORE_APPLIED = "hired_before_applied", "embauche avant la candidature", "hired before applying"
    HIRED_BEFORE_ENCOUNTER = (
        "hired_before_encounter",
        "embauche avant la rencontre dont elle viendrait",
        "hired before the encounter it is linked to",
    )
    STEP_BEFORE_ENCOUNTER = (
        "step_before_encounter",
        "étape avant la rencontre dont elle viendrait",
        "step before the encounter it is linked to",
    )
    OVERLAPPING_CONTRACTS = (
        "overlapping_contracts",
        "deux contrats dont les dates se chevauchent",
        "two contracts whose dates overlap",
    )
    ACCEPTED_TWICE = (
        "accepted_twice",
        "candidature acceptée deux fois par la même entreprise",
        "application accepted twice by the same company",
    )
    STARTED_BEFORE_ACCEPTED = (
        "started_before_accepted",
        "contrat qui commence avant son acceptation",
        "contract that starts before its acceptance",
    )
    ENDED_BEFORE_STARTED = (
        "ended_before_started",
        "contrat qui finit avant de commencer",
        "contract that ends before it starts",
    )
    STEP_AFTER_EXIT = (
        "step_after_exit",
        "étape après une sortie déclarée (embauché ailleurs, formation, sans suite)",
        "step after a declared exit (hired elsewhere, training, withdrawn)",
    )
    STATE_BEFORE_APPLIED = (
        "state_before_applied",
        "réponse datée d’avant la candidature",
        "answer dated before the application",
    )
    EMPLOYED_WITHOUT_HIRE = (
        "employed_without_hire",
        "en emploi à 3 ou 6 mois sans embauche connue",
        "employed at 3 or 6 months without a known hire",
    )
    EMPLOYED_TOO_EARLY = (
        "employed_too_early",
        "en emploi à 3 ou 6 mois, noté avant ce délai",
        "employed at 3 or 6 months, recorded before that time",
    )
    ACCEPTED_WITHOUT_HIRE = (
        "accepted_without_hire",
        "candidature acceptée sans date, absente du registre des embauches",
        "accepted application without a date, absent from the register of hires",
    )
    HIRE_WITHOUT_DATE = "hire_without_date", "embauche sans aucune date", "hire without any date"
    EXIT_WITHOUT_DATE = "exit_without_date", "sortie ou refus sans date", "exit or refusal without a date"


class FaultTreatment(Coded):
    """What is done with what a fault is about."""

    KEPT = "kept", "gardé tel quel", "kept as it is"
    CUT = "cut", "écarté\u00a0: pas encore connu à cette date", "cut away: not yet known on that day"
    NO_DELAY = "no_delay", "compté, laissé hors des délais", "counted, left out of delays"
    NOT_COUNTED = "not_counted", "non compté comme étape", "not counted as a step"
    KEPT_OPEN = "kept_open", "la sortie est ignorée, le parcours continue", "the exit is set aside, the journey goes on"


class LossReason(Coded):
    """What ends an application beside the public reasons of refusal."""

    CANCELLED = "cancelled", "embauche annulée après accord", "hire cancelled after agreement"
    NOT_STATED = "not_stated", "motif non renseigné", "reason not stated"
    MERGED = "merged", "motifs peu nombreux, réunis", "reasons of few people, together"


class LossGroup(Coded):
    """What may be said of a reason, held against the obstacles that the programme names."""

    NAMED_OBSTACLE = "named_obstacle", "frein déclaré", "declared obstacle"
    UNKNOWN_OBSTACLE = "unknown_obstacle", "frein déclaré, sans dire lequel", "declared obstacle, not said which"
    OTHER_WAY = "other_way", "autre issue pour la personne", "another way out for the person"
    OTHER = "other", "autre motif", "other reason"
    ADMINISTRATIVE = "administrative", "clôture administrative", "administrative closing"
    NOT_STATED = "not_stated", "motif non renseigné", "reason not stated"
