"""Closed lists about structures over time, their links, and the ambassadors."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class Side(Coded):
    """The side of the network where a structure stands. Whoever leads, operates or funds stands on none."""

    PRESCRIBER = "prescriber", "structures prescriptrices et SIAE", "prescribing structures and SIAE"
    COMPANY = "company", "entreprises industrielles", "manufacturing companies"
    OTHER = "other", "autres structures, ou rôle non renseigné", "other structures, or role not stated"


class PeriodLength(Coded):
    MONTH = "month", "mois", "month"
    QUARTER = "quarter", "trimestre", "quarter"
    HALF = "half_year", "semestre", "half-year"
    YEAR = "year", "année", "year"


class Partnership(Coded):
    """What a structure is in a period, seen with the look-back of the study."""

    NEW = "new", "nouvelle", "new"
    STAYED = "stayed", "déjà là", "already there"
    BACK = "back", "de retour", "back"
    WAITING = "waiting", "pas vue, délai non écoulé", "not seen, look-back not over"
    LAPSED = "lapsed", "plus vue depuis le délai", "not seen since the look-back"
    AWAY = "away", "absente depuis plus longtemps", "away for longer"
    OPEN = "open", "période inachevée, on ne sait pas", "unfinished period: not known"


class Standing(Coded):
    """Where a structure stands among the others: in words, never in ranks."""

    BRIDGE = "bridge", "fait le lien", "makes the link"
    LINKED = "linked", "reliée", "linked"
    ISOLATED = "isolated", "sans action commune", "without shared action"
    UNSEEN = "unseen", "vue à aucune action", "seen at no action"


class LinkChange(Coded):
    KEPT = "kept", "lien maintenu", "link kept"
    ADDED = "added", "lien nouveau", "new link"
    RESUMED = "resumed", "lien repris", "link resumed"
    GONE = "gone", "lien non revu", "link not seen again"


class AmbassadorStage(Coded):
    """How far a volunteer has come; each stage counts those who have reached it."""

    VOLUNTEER = "volunteer", "volontaires", "volunteers"
    TRAINED = "trained", "formés", "trained"
    FIRST_ACTION = "first_action", "ayant animé une action", "have led an action"
    ACTIVE = "active", "actifs", "active"


class Leading(Coded):
    """Whether an ambassador led an action."""

    LED = "led_by_ambassador", "action animée par un ambassadeur", "action led by an ambassador"
    OTHERS = "led_by_others", "autres actions", "other actions"
