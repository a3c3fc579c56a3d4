"""Closed lists with their French and English labels. One place for each code; see docs/glossary.md for the words.

Sources: the public code lists of Les emplois de l'inclusion (SIAE kinds, application states, origins and refusal
reasons), of Immersion Facilitée (objectives) and of the questionnaires' conventions (waves, designs).
"""

from __future__ import annotations

from declic_analysis.vocabulary.attribution import AttributionKey as AttributionKey
from declic_analysis.vocabulary.attribution import AttributionModel as AttributionModel
from declic_analysis.vocabulary.attribution import EncounterDate as EncounterDate
from declic_analysis.vocabulary.attribution import HireLink as HireLink
from declic_analysis.vocabulary.coded import Coded as Coded
from declic_analysis.vocabulary.coded import Label as Label
from declic_analysis.vocabulary.comparisons import ClusterMethod as ClusterMethod
from declic_analysis.vocabulary.comparisons import EffectMethod as EffectMethod
from declic_analysis.vocabulary.comparisons import EffectOutcome as EffectOutcome
from declic_analysis.vocabulary.comparisons import GapMovement as GapMovement
from declic_analysis.vocabulary.comparisons import GapStatus as GapStatus
from declic_analysis.vocabulary.comparisons import Group as Group
from declic_analysis.vocabulary.comparisons import Grouping as Grouping
from declic_analysis.vocabulary.comparisons import GroupVerdict as GroupVerdict
from declic_analysis.vocabulary.followup import FollowUp as FollowUp
from declic_analysis.vocabulary.journeys import FaultTreatment as FaultTreatment
from declic_analysis.vocabulary.journeys import JourneyFault as JourneyFault
from declic_analysis.vocabulary.journeys import JourneyUnit as JourneyUnit
from declic_analysis.vocabulary.journeys import LossGroup as LossGroup
from declic_analysis.vocabulary.journeys import LossReason as LossReason
from declic_analysis.vocabulary.journeys import Outcome as Outcome
from declic_analysis.vocabulary.journeys import TimeOrigin as TimeOrigin
from declic_analysis.vocabulary.measures import Measure as Measure
from declic_analysis.vocabulary.models import FitOutcome as FitOutcome
from declic_analysis.vocabulary.models import ScaleDecision as ScaleDecision
from declic_analysis.vocabulary.models import ScaleStability as ScaleStability
from declic_analysis.vocabulary.organisations import InclusionKind as InclusionKind
from declic_analysis.vocabulary.organisations import PlaceCode as PlaceCode
from declic_analysis.vocabulary.organisations import PrescriberKind as PrescriberKind
from declic_analysis.vocabulary.organisations import Role as Role
from declic_analysis.vocabulary.organisations import SiaeKind as SiaeKind
from declic_analysis.vocabulary.organisations import SizeBand as SizeBand
from declic_analysis.vocabulary.organisations import StructureMatch as StructureMatch
from declic_analysis.vocabulary.outlook import OutlookState as OutlookState
from declic_analysis.vocabulary.partners import AmbassadorStage as AmbassadorStage
from declic_analysis.vocabulary.partners import Leading as Leading
from declic_analysis.vocabulary.partners import LinkChange as LinkChange
from declic_analysis.vocabulary.partners import Partnership as Partnership
from declic_analysis.vocabulary.partners import PeriodLength as PeriodLength
from declic_analysis.vocabulary.partners import Side as Side
from declic_analysis.vocabulary.partners import Standing as Standing
from declic_analysis.vocabulary.quality import EmploymentState as EmploymentState
from declic_analysis.vocabulary.quality import JobQuality as JobQuality
from declic_analysis.vocabulary.registers import ApplicationOrigin as ApplicationOrigin
from declic_analysis.vocabulary.registers import ApplicationState as ApplicationState
from declic_analysis.vocabulary.registers import Attendance as Attendance
from declic_analysis.vocabulary.registers import AttendanceRole as AttendanceRole
from declic_analysis.vocabulary.registers import ConsentPurpose as ConsentPurpose
from declic_analysis.vocabulary.registers import Contract as Contract
from declic_analysis.vocabulary.registers import FieldState as FieldState
from declic_analysis.vocabulary.registers import ImmersionObjective as ImmersionObjective
from declic_analysis.vocabulary.registers import QualitativeMethod as QualitativeMethod
from declic_analysis.vocabulary.registers import RecommendationState as RecommendationState
from declic_analysis.vocabulary.registers import RefusalReason as RefusalReason
from declic_analysis.vocabulary.registers import RegisterKind as RegisterKind
from declic_analysis.vocabulary.registers import Step as Step
from declic_analysis.vocabulary.schedule import Edition as Edition
from declic_analysis.vocabulary.schedule import RelativePeriod as RelativePeriod
from declic_analysis.vocabulary.schedule import ReportFormat as ReportFormat
from declic_analysis.vocabulary.schedule import RunOutcome as RunOutcome
from declic_analysis.vocabulary.schedule import Scheduler as Scheduler
from declic_analysis.vocabulary.targeting import Profile as Profile
from declic_analysis.vocabulary.targeting import Standpoint as Standpoint
from declic_analysis.vocabulary.targeting import TargetingState as TargetingState
from declic_analysis.vocabulary.testimonies import TestimonySense as TestimonySense
from declic_analysis.vocabulary.words import CodingOrigin as CodingOrigin
from declic_analysis.vocabulary.words import CodingState as CodingState
from declic_analysis.vocabulary.words import Concordance as Concordance
from declic_analysis.vocabulary.words import PersonalData as PersonalData
from declic_analysis.vocabulary.words import Valence as Valence


class Wave(Coded):
    BEFORE = "before", "Avant", "Before"
    RETRO_BEFORE = "retro_before", "Avant, vu d’après", "Before, in retrospect"
    AFTER = "after", "Après", "After"
    FOLLOWUP = "followup", "Suivi", "Follow-up"


class Design(Coded):
    PRE_POST = "pre_post", "avant / après, mêmes personnes", "before / after, same people"
    RETRO_PRE_POST = "retro_pre_post", "avant (de mémoire) / après", "before (recalled) / after"
    POST_ONLY = "post_only", "après seulement", "after only"
    FOLLOW_UP = "follow_up", "après / suivi, mêmes personnes", "after / follow-up, same people"
    RESPONSE_SHIFT = "response_shift", "avant / avant de mémoire, mêmes personnes", "before / recalled, same people"
    UNPAIRED = "unpaired", "avant / après, non apparié", "before / after, unpaired"
    TESTIMONY = "testimony", "témoignages", "testimonies"


class Direction(Coded):
    FAVOURABLE_HIGH = "favourable_high", "favorable si d’accord", "favourable when agreed with"
    FAVOURABLE_LOW = "favourable_low", "favorable si pas d’accord", "favourable when disagreed with"
    NEUTRAL = "neutral", "contrainte perçue, sans sens favorable", "perceived constraint, no favourable side"


class Answer(Coded):
    SUBSTANTIVE = "substantive", "sur l’échelle", "on the scale"
    NON_SUBSTANTIVE = "non_substantive", "hors échelle", "off the scale"


class CellState(Coded):
    SUBSTANTIVE = "substantive", "réponses sur l’échelle", "answers on the scale"
    NON_SUBSTANTIVE = (
        "non_substantive",
        "réponses hors échelle (« ne sait pas »…)",
        "answers off the scale (“don’t know”…)",
    )
    EMPTY = "empty", "cellules vides", "empty cells"
    QUARANTINED = "quarantined", "mises en quarantaine", "quarantined"


class RowState(Coded):
    ACCEPTED = "accepted", "acceptées", "accepted"
    DUPLICATE = "duplicate", "doublons écartés", "duplicates set aside"
    INCOMPLETE = "incomplete", "brouillons ou incomplètes", "drafts or incomplete"
    QUARANTINED = "quarantined", "mises en quarantaine", "quarantined"


class NoteKind(Coded):
    """What the ledger counts beside rows and cells."""

    UNCLEAR_CONSENT = (
        "unclear_consent",
        "accords ni oui ni non, comptés comme non donnés",
        "consents neither yes nor no, counted as not given",
    )
    UNIDENTIFIED = (
        "unidentified",
        "personnes non reconnaissables (code vide ou mal formé)",
        "persons not recognisable (empty or malformed code)",
    )
    VERBATIMS_KEPT = (
        "verbatims_kept",
        "réponses libres gardées, données personnelles retirées",
        "free answers kept, personal data removed",
    )
    VERBATIMS_LEFT_OUT = (
        "verbatims_left_out",
        "réponses libres non gardées (ligne non retenue, ou aucun mot)",
        "free answers not kept (row not accepted, or no word)",
    )
    CODINGS_USED = "codings_used", "codages de réponses pris en compte", "codings of answers used"
    CODINGS_NOT_USED = "codings_not_used", "codages de réponses non repris", "codings of answers not used"
    PERSONAL_DATA_REMOVED = (
        "personal_data_removed",
        "données personnelles retirées des réponses libres",
        "personal data removed from free answers",
    )
    DATES_ANONYMISED = "dates_anonymised", "dates anonymisées par l’outil", "dates anonymised by the tool"
    COLUMNS_NOT_MAPPED = (
        "columns_not_mapped",
        "colonnes que l’étude n’utilise pas",
        "columns that the study does not use",
    )
    NO_FILE = "no_file", "aucun fichier pour cette source", "no file for this source"
    FILE_NOT_USED = "file_not_used", "fichier qu’aucune source ne lit", "file that no source reads"
    COPIED_FILE = "copied_file", "copie conforme d’un autre fichier", "exact copy of another file"
    UNKNOWN_LABEL = "unknown_label", "réponses inconnues de l’échelle", "answers unknown to the scale"
    UNREADABLE_DATE = (
        "unreadable_date",
        "dates illisibles, lignes gardées sans date",
        "unreadable dates, rows kept without",
    )
    UNKNOWN_STRUCTURE = (
        "unknown_structure",
        "structures que l’étude ne déclare pas",
        "structures that the study does not declare",
    )
    UNKNOWN_GROUP = (
        "unknown_group",
        "réponses dont le groupe n’est pas lisible, hors de la comparaison",
        "answers whose group cannot be read, outside the comparison",
    )
    TWO_GROUPS = (
        "two_groups",
        "personnes dites des deux groupes, hors de la comparaison",
        "persons told to be in both groups, outside the comparison",
    )
    STRUCTURE_DECIDED = (
        "structure_decided",
        "structures reconnues par une décision (structure_matches.csv)",
        "structures recognised by a decision (structure_matches.csv)",
    )
    STRUCTURE_NEW = (
        "structure_new",
        "structures décidées « nouvelle », pas encore dans l’étude",
        "structures decided “nouvelle”, not yet in the study",
    )
    STRUCTURE_IGNORED = (
        "structure_ignored",
        "noms de structure ignorés par une décision",
        "structure names ignored by a decision",
    )
    OTHER_TEXTS = (
        "other_texts",
        "réponses « autre » comptées, non conservées",
        "“other” answers counted, not kept",
    )
    UNKNOWN_OPTION = (
        "unknown_option",
        "options inconnues d’une question à choix",
        "options unknown to a choice question",
    )
    TOOL_RECOGNISED = (
        "tool_recognised",
        "colonnes qui montrent l’outil d’enquête",
        "columns that show the survey tool",
    )
    TOOL_DOUBTED = (
        "tool_doubted",
        "colonnes d’un autre outil que celui annoncé (« tool: » ?)",
        "columns of another tool than the one declared (`tool:`?)",
    )
    INCOMPLETE_KEPT = "incomplete_kept", "réponses inachevées, gardées", "unfinished answers, kept"
    ONE_EDIT = "one_edit", "codes reconnus à une faute de frappe près", "codes recognised but for one typing slip"
    AMBIGUOUS_CODE = (
        "ambiguous_code",
        "codes proches de plusieurs autres, non appariés",
        "codes close to several others, not paired",
    )
    NEAR_CODE_REFUSED = (
        "near_code_refused",
        "codes proches d’un autre, sans accord des champs constants : non appariés",
        "codes close to another without agreement of constant fields: not paired",
    )
    CORRECTION_APPLIED = "correction_applied", "corrections appliquées", "corrections applied"
    CORRECTION_FAILED = "correction_failed", "corrections sans effet", "corrections without effect"
    SET_ASIDE_BY_DECISION = (
        "set_aside_by_decision",
        "laissées en quarantaine par décision",
        "left in quarantine by decision",
    )
    ZEROS_RESTORED = (
        "zeros_restored",
        "codes dont le tableur avait ôté les zéros en tête",
        "codes whose leading zeros a spreadsheet had taken",
    )
    CONSTANT_DIFFERS = (
        "constant_differs",
        "codes communs dont un champ constant diffère",
        "common codes with a constant field that differs",
    )
    EMPTY_REGISTER = "empty_register", "feuilles sans aucune ligne (non renseigné)", "sheets without a row (not stated)"
    SHEET_NOT_USED = "sheet_not_used", "feuille qu’aucun registre ne lit", "sheet that no register reads"
    EXPORT_OF_A_PERIOD = (
        "export_of_a_period",
        "vidéos publiées avant la période de l’export : chiffres de cette période, non cumulés",
        "videos published before the period of the export: figures of that period, no totals",
    )
    UNDATED_EXPORT = "undated_export", "chiffres de vidéos sans date de relevé", "figures of videos without a date"
    TOTAL_ROW = "total_row", "ligne de total, écartée", "total row, set aside"
    NOTES_REDACTED = "notes_redacted", "notes gardées sans les données personnelles", "notes kept without personal data"
    NOSHOWS = "noshows", "absences non excusées", "unexcused absences"
    ATTENDANCE_UNRESOLVED = "attendance_unresolved", "présences sans état connu", "attendances of unknown state"
    UNKNOWN_ACTION = (
        "unknown_action",
        "actions que le registre des actions ne connaît pas",
        "actions that the register of actions does not know",
    )
    ACTION_FILLED = (
        "action_filled",
        "réponses complétées d’après le registre des actions",
        "answers completed from the register of actions",
    )
    ACTION_DISAGREES = (
        "action_disagrees",
        "réponses en désaccord avec le registre des actions",
        "answers that disagree with the register of actions",
    )
    AFTER_EXTRACTION = (
        "after_extraction",
        "faits postérieurs à la dernière réponse reçue",
        "facts later than the last answer received",
    )
    HIRE_BEFORE_ACCEPTANCE = (
        "hire_before_acceptance",
        "contrats qui commencent avant leur acceptation",
        "contracts that start before their acceptance",
    )
    ENDED_BEFORE_START = (
        "ended_before_start",
        "contrats qui finissent avant de commencer",
        "contracts that end before they start",
    )
    SAME_HIRE = (
        "same_hire",
        "embauches que deux registres donnent, comptées une fois",
        "hires that two registers give, counted once",
    )
    OUTSIDE_TERRITORY = (
        "outside_territory",
        "structures hors de l’EPCI de leur territoire déclaré",
        "structures outside the EPCI of their declared territory",
    )


class Match(Coded):
    """How a person was recognised from one questionnaire to another; of several ways, the weakest."""

    EXACT = "exact", "même code", "same code"
    ONE_EDIT = (
        "one_edit",
        "code à une faute de frappe près, champs constants identiques",
        "code but for one typing slip, same constant fields",
    )
    NONE = "none", "vu une seule fois, ou non reconnaissable", "seen once only, or not recognisable"


class QuarantineReason(Coded):
    UNKNOWN_LABEL = "unknown_label", "réponse inconnue de l’échelle", "answer unknown to the scale"
    UNKNOWN_TERRITORY = "unknown_territory", "territoire inconnu de l’étude", "territory unknown to the study"
    UNKNOWN_AUDIENCE = "unknown_audience", "public inconnu de l’étude", "audience unknown to the study"
    UNKNOWN_FORMAT = "unknown_format", "format d’action inconnu de l’étude", "action format unknown to the study"
    UNKNOWN_WAVE = "unknown_wave", "temps de mesure inconnu de l’étude", "wave unknown to the study"
    UNREADABLE_DATE = "unreadable_date", "date illisible", "unreadable date"
    WRONG_WIDTH = (
        "wrong_width",
        "nombre de colonnes différent de l’en-tête",
        "number of columns differs from the header",
    )
    CONFLICTING_BRANCHES = (
        "conflicting_branches",
        "la même question remplie deux fois",
        "the same question filled twice",
    )
    UNKNOWN_OPTION = "unknown_option", "option inconnue de la question", "option unknown to the question"
    AMBIGUOUS_OPTIONS = (
        "ambiguous_options",
        "options réunies dans une cellule, lisibles de deux façons",
        "options joined in one cell, readable in two ways",
    )
    SEVERAL_OPTIONS = (
        "several_options",
        "plusieurs options, la question n’en admet qu’une",
        "several options where the question takes one",
    )
    NOT_APPROVED = (
        "not_approved",
        "réponse refusée à la relecture dans l’outil",
        "answer refused by a reviewer in the tool",
    )
    UNKNOWN_CODE = "unknown_code", "valeur hors de la liste", "value not in the list"
    UNREADABLE_NUMBER = "unreadable_number", "nombre illisible", "unreadable number"
    SPREADSHEET_ERROR = "spreadsheet_error", "erreur de tableur", "spreadsheet error"
    MALFORMED_CODE = "malformed_code", "numéro ou code mal formé", "malformed number or code"
    MISSING_VALUE = "missing_value", "cellule obligatoire vide", "required cell left empty"
    UNKNOWN_ACTION = (
        "unknown_action",
        "action absente du registre des actions",
        "action absent from the register of actions",
    )
    UNKNOWN_STRUCTURE = "unknown_structure", "structure inconnue de l’étude", "structure unknown to the study"
    CONFLICTING_DECLARATION = (
        "conflicting_declaration",
        "l’étude déclare autre chose",
        "the study declares something else",
    )
    CONFLICTING_ROWS = (
        "conflicting_rows",
        "même objet qu’une ligne précédente, avec d’autres valeurs",
        "same object as an earlier row, with other values",
    )


class CorrectionDecision(Coded):
    """What a person decides about a line of the quarantine, in the workbook of corrections."""

    CORRECT = "correct", "corriger", "correct"
    RELEASE = "release", "reprendre telle quelle", "take as it is"
    DROP = "drop", "écarter", "leave out"


class CorrectionState(Coded):
    """What became of a correction."""

    APPLIED = "applied", "appliquée", "applied"
    RELEASED = "released", "ligne reprise par décision", "row taken back by decision"
    DROPPED = "dropped", "écartée par décision", "left out by decision"
    NOT_UNDERSTOOD = (
        "not_understood",
        "appliquée, mais la correction n’est pas comprise non plus",
        "applied, but the correction is not understood either",
    )
    RAW_CHANGED = (
        "raw_changed",
        "non appliquée\u00a0: cette ligne du fichier brut a changé depuis",
        "not applied: this line of the raw file has changed since",
    )
    ABSENT = (
        "absent",
        "non appliquée\u00a0: fichier, ligne ou colonne introuvable",
        "not applied: file, line or column not found",
    )
    FORMULA = "formula", "non appliquée\u00a0: formule, écrivez la valeur", "not applied: formula, write the value"
    CONTRADICTORY = (
        "contradictory",
        "non appliquée\u00a0: décisions contradictoires",
        "not applied: contradictory decisions",
    )
    UNKNOWN_DECISION = "unknown_decision", "non appliquée\u00a0: décision inconnue", "not applied: unknown decision"
    NOT_POSSIBLE = (
        "not_possible",
        "non appliquée\u00a0: cette décision n’est pas possible ici",
        "not applied: this decision is not possible here",
    )

    @property
    def took_effect(self) -> bool:
        return self in (CorrectionState.APPLIED, CorrectionState.RELEASED, CorrectionState.DROPPED)


class Verdict(Coded):
    INSUFFICIENT = "insufficient", "trop peu de données pour conclure", "too little data to conclude"
    NO_CHANGE_OBSERVED = "no_change_observed", "aucun changement observé", "no change observed"
    IMPROVEMENT_NOTABLE = "improvement_notable", "évolution favorable nette", "clear favourable change"
    IMPROVEMENT = "improvement", "évolution favorable", "favourable change"
    WORSENING = "worsening", "évolution défavorable", "unfavourable change"
    WORSENING_NOTABLE = "worsening_notable", "évolution défavorable nette", "clear unfavourable change"
    PERCEIVED_MORE_NOTABLE = "perceived_more_notable", "nettement plus perçu", "perceived clearly more"
    PERCEIVED_MORE = "perceived_more", "perçu davantage", "perceived more"
    PERCEIVED_LESS = "perceived_less", "perçu moins", "perceived less"
    PERCEIVED_LESS_NOTABLE = "perceived_less_notable", "nettement moins perçu", "perceived clearly less"
    EQUIVALENT = "equivalent", "stable", "stable"
    INCONCLUSIVE = "inconclusive", "non concluant", "inconclusive"


class Diffusion(Coded):
    INTERNAL = "internal", "interne", "internal"
    EXTERNAL = "external", "externe", "external"


class Suppression(Coded):
    BELOW_BASE = "below_base", "trop peu de personnes", "too few people"
    HOMOGENEOUS = "homogeneous", "groupe homogène", "homogeneous group"
    COMPLEMENT = "complement", "permettrait de retrouver une autre valeur", "would reveal another value"
    DOMINANCE = "dominance", "une structure domine", "one structure dominates"


class DuplicateRule(Coded):
    LAST = "last", "la dernière réponse est gardée", "the last answer is kept"
    FIRST = "first", "la première réponse est gardée", "the first answer is kept"
    MOST_COMPLETE = "most_complete", "la réponse la plus complète est gardée", "the most complete answer is kept"


class Tool(Coded):
    LIMESURVEY = "limesurvey", "LimeSurvey", "LimeSurvey"
    FRAMAFORMS = "framaforms", "Framaforms (webform Drupal)", "Framaforms (Drupal webform)"
    GOOGLE_FORMS = "google_forms", "Google Forms", "Google Forms"
    MICROSOFT_FORMS = "microsoft_forms", "Microsoft Forms", "Microsoft Forms"
    KOBOTOOLBOX = "kobotoolbox", "KoboToolbox", "KoboToolbox"
    TALLY = "tally", "Tally", "Tally"
    TYPEFORM = "typeform", "Typeform", "Typeform"
    QUALTRICS = "qualtrics", "Qualtrics", "Qualtrics"
    GENERIC = "generic", "tableau quelconque", "any table"


class Qualifier(Coded):
    EXACT = "exact", "chiffre exact", "exact figure"
    LOWER_BOUND = "lower_bound", "au moins", "at least"
    UNKNOWN = "unknown", "non renseigné", "not stated"


class IndicatorLevel(Coded):
    RESOURCE = "resource", "ressource", "resource"
    OUTPUT = "output", "réalisation", "output"
    RESULT = "result", "résultat", "result"
    EFFECT = "effect", "effet", "effect"


class Criterion(Coded):
    RELEVANCE = "relevance", "pertinence", "relevance"
    COHERENCE = "coherence", "cohérence", "coherence"
    EFFECTIVENESS = "effectiveness", "efficacité", "effectiveness"
    EFFICIENCY = "efficiency", "efficience", "efficiency"
    SUSTAINABILITY = "sustainability", "pérennité", "sustainability"


class ClaimStatus(Coded):
    CONFIRMED = "confirmed", "confirmé", "confirmed"
    NOT_CONFIRMED = "not_confirmed", "non confirmé", "not confirmed"
    NOT_MEASURABLE = "not_measurable", "non mesurable", "not measurable"
