"""Closed lists of what plain sheets record: kinds of register, attendance, steps, contracts, consents.

The codes of applications, refusals and immersions are those of the public exports of Les emplois de l'inclusion and
of Immersion Facilitée.
"""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class ApplicationOrigin(Coded):
    CANDIDATE = "candidat", "candidat", "candidate"
    AUTHORIZED_PRESCRIBER = "prescripteur_habilite", "prescripteur habilité", "authorised prescriber"
    ORIENTER = "orienteur", "orienteur", "orienter"
    EMPLOYER = "employeur", "employeur", "employer"


class ApplicationState(Coded):
    NEW = "new", "nouvelle", "new"
    PROCESSING = "processing", "à l’étude", "processing"
    POSTPONED = "postponed", "en attente", "postponed"
    PRIOR_TO_HIRE = "prior_to_hire", "action préalable à l’embauche", "prior to hire"
    ACCEPTED = "accepted", "acceptée", "accepted"
    REFUSED = "refused", "déclinée", "refused"
    CANCELLED = "cancelled", "embauche annulée", "cancelled"
    OBSOLETE = "obsolete", "embauché ailleurs", "hired elsewhere"
    POOL = "pool", "vivier", "pool"


class RefusalReason(Coded):
    NOT_MOBILE = "not_mobile", "frein déclaré : mobilité", "declared obstacle: mobility"
    LACKING_SKILLS = "lacking_skills", "compétences insuffisantes pour le poste", "lacking skills"
    HIRED_ELSEWHERE = "hired_elsewhere", "embauché ailleurs", "hired elsewhere"
    TRAINING = "training", "entré en formation", "in training"
    INCOMPATIBLE = (
        "incompatible",
        "un des freins à l’emploi (cause inconnue)",
        "one of the obstacles to employment (unknown)",
    )
    DID_NOT_COME = "did_not_come", "non venu ou non joignable", "did not come or could not be reached"
    UNAVAILABLE = "unavailable", "indisponible ou non intéressé", "unavailable or not interested"
    NON_ELIGIBLE = "non_eligible", "non éligible", "not eligible"
    ELIGIBILITY_DOUBT = "eligibility_doubt", "doute sur l’éligibilité", "doubtful eligibility"
    NO_POSITION = "no_position", "pas de poste ouvert", "no open position"
    PREVENT_OBJECTIVES = "prevent_objectives", "objectifs du dialogue de gestion", "management objectives"
    APPROVAL_EXPIRATION = "approval_expiration_too_close", "agrément trop proche de sa fin", "approval about to expire"
    DEACTIVATION = "deactivation", "structure non conventionnée", "structure no longer under agreement"
    POORLY_INFORMED = "poorly_informed", "candidature pas assez renseignée", "application poorly informed"
    AUTO = "auto", "refus administratif automatique", "automatic administrative refusal"
    OTHER = "other", "autre motif", "other reason"


class Step(Coded):
    ORIENTED = "oriented", "orientation", "orientation"
    APPLIED = "applied", "candidature", "application"
    INTERVIEWED = "interviewed", "entretien", "interview"
    IMMERSED = "immersed", "immersion (PMSMP)", "immersion (PMSMP)"
    HIRED = "hired", "embauche", "hire"
    EMPLOYED_3M = "employed_3m", "en emploi à 3 mois", "employed at 3 months"
    EMPLOYED_6M = "employed_6m", "en emploi à 6 mois", "employed at 6 months"


class ImmersionObjective(Coded):
    CONFIRM = "confirm", "Confirmer un projet professionnel", "Confirm a career plan"
    RECRUIT = "recruit", "Initier une démarche de recrutement", "Start a recruitment"
    DISCOVER = "discover", "Découvrir un métier ou un secteur d’activité", "Discover a job or sector"


class Contract(Coded):
    CDI = "cdi", "CDI", "permanent contract"
    CDD_LONG = "cdd_long", "CDD de 6 mois ou plus", "fixed term, 6 months or more"
    CDD_SHORT = "cdd_short", "CDD de moins de 6 mois", "fixed term, under 6 months"
    INTERIM = "interim", "intérim", "temporary agency work"
    ALTERNANCE = "alternance", "alternance", "work-study contract"
    AIDED = "aided", "contrat aidé", "subsidised contract"
    INSERTION = "insertion", "contrat d’insertion", "integration contract"
    CREATION = "creation", "création d’entreprise", "business creation"
    TENURE = "tenure", "titularisation (fonction publique)", "tenure in the civil service"
    OTHER = "other", "autre", "other"


class Attendance(Coded):
    UNKNOWN = "unknown", "inconnue", "unknown"
    SEEN = "seen", "présent", "present"
    EXCUSED = "excused", "excusé", "excused"
    REVOKED = "revoked", "annulé par l’organisateur", "cancelled by the organiser"
    NOSHOW = "noshow", "absence non excusée", "unexcused absence"


class AttendanceRole(Coded):
    PARTICIPANT = "participant", "participant", "participant"
    AMBASSADOR = "ambassador", "ambassadeur qui anime", "ambassador leading"
    HOST = "host", "accueil (structure visitée)", "host"
    ORGANISER = "organiser", "organisateur", "organiser"


class ConsentPurpose(Coded):
    QUOTE = "quote", "être cité", "being quoted"
    RECONTACT = "recontact", "être recontacté", "being contacted again"
    IMAGE = "image", "image (photo, vidéo)", "image (photo, video)"
    ANSWERS = "answers", "usage des réponses", "use of the answers"


class RegisterKind(Coded):
    """What a plain sheet lists. The French label is the name of the sheet in the template workbook."""

    STRUCTURES = "structures", "structures", "structures"
    ACTIONS = "actions", "actions", "actions"
    ATTENDANCES = "attendances", "présences", "attendances"
    INVITATIONS = "invitations", "invitations", "invitations"
    CANDIDATES = "candidates", "candidats", "candidates"
    EVENTS = "events", "étapes", "events"
    HIRES = "hires", "embauches", "hires"
    AMBASSADORS = "ambassadors", "ambassadeurs", "ambassadors"
    VIDEOS = "videos", "vidéos", "videos"
    RECOMMENDATIONS = "recommendations", "préconisations", "recommendations"
    INDICATORS = "indicators", "indicateurs", "indicators"
    COSTS = "costs", "coûts", "costs"
    QUALITATIVE = "qualitative_sources", "entretiens et observations", "interviews and observations"
    DIAGNOSIS = "diagnosis", "diagnostic", "diagnosis"
    OPENINGS = "openings", "postes à pourvoir", "jobs to fill"
    CONSENTS = "consents", "autorisations", "consents"
    APPLICATIONS = "applications", "candidatures", "applications"
    IMMERSIONS = "immersions", "immersions", "immersions"


class FieldState(Coded):
    """Where a cell of a register went."""

    SUBSTANTIVE = "substantive", "renseignées", "filled"
    NON_SUBSTANTIVE = "non_substantive", "déclarées inconnues", "declared unknown"
    EMPTY = "empty", "vides", "empty"
    QUARANTINED = "quarantined", "mises en quarantaine", "quarantined"


class RecommendationState(Coded):
    DONE = "done", "réalisée", "done"
    ONGOING = "ongoing", "en cours", "under way"
    NOT_STARTED = "not_started", "non engagée", "not started"


class QualitativeMethod(Coded):
    INTERVIEW = "interview", "entretien", "interview"
    GROUP = "group", "groupe d’échange", "focus group"
    OBSERVATION = "observation", "observation", "observation"
    TESTIMONY = "testimony", "témoignage", "testimony"
