"""What each register may hold: the header of each column in the template, what stands under it, other headers read.

One list for everything that needs it: the reader, the template workbook, the documentation. A filled template needs no
mapping, for these headers are the defaults of `Register.columns`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from declic_analysis import vocabulary as v
from declic_analysis.vocabulary import RegisterKind as Kind

FieldKind = Literal[
    "text", "free", "identity", "key", "action", "actions", "choice", "choices", "yes", "wave", "date", "number",
    "whole", "money", "percent", "duration", "days", "territory", "audience", "format", "structure", "siret", "siren",
    "commune", "naf", "rome", "concerned", "element",
]  # fmt: skip
CODE, LAST, FIRST = "code", "last_name", "first_name"
IDENTITY = (CODE, LAST, FIRST)  # never past ingest: they make a pseudonym
WORKBOOK = "registres.xlsx"


class Field(NamedTuple):
    """One column. `also`: other headers read without being declared; `needed`: an empty cell stops the row."""

    name: str
    header: str
    kind: FieldKind
    meaning: str
    needed: bool = False
    choices: type[v.Coded] | None = None
    also: tuple[str, ...] = ()


def _person(whom: str) -> tuple[Field, ...]:
    return (
        Field(CODE, "code personnel", "identity", f"Code que {whom} s’est fait pour le questionnaire ; le mieux."),
        Field(
            LAST, "nom", "identity", "Sans code : nom, prénom et structure. Remplacés par un pseudonyme, jamais gardés."
        ),
        Field(FIRST, "prénom", "identity", "Voir « nom »."),
    )


def _structure(header: str, meaning: str, *also: str) -> Field:
    return Field("structure", header, "structure", meaning, also=also)


def _action(meaning: str, *, needed: bool = False) -> Field:
    return Field("action", "référence de l’action", "action", meaning, needed=needed, also=("action",))


TERRITORY = Field("territory", "territoire", "territory", "Un territoire de l’étude.")
AUDIENCE = Field("audience", "public", "audience", "Un public de l’étude.")
ACTION_MEANING = "Référence de la feuille « actions »."
STRUCTURE_MEANING = "Nom de la feuille « structures » ou de l’étude."
DATE = "JJ/MM/AAAA."

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.STRUCTURES: (
        Field("name", "nom", "text", "Nom affiché.", needed=True, also=("raison sociale", "structure")),
        Field("structure", "identifiant", "key", "Minuscules, chiffres, _ ; vide = tiré du nom.", also=("id",)),
        TERRITORY,
        Field("roles", "rôles", "choices", "Rôles dans le programme, séparés par |.", choices=v.Role, also=("rôle",)),
        Field("siae_kind", "type de SIAE", "choice", "Si c’est une SIAE.", choices=v.SiaeKind),
        Field("siret", "SIRET", "siret", "14 chiffres."),
        Field("naf", "NAF", "naf", "Code d’activité, par exemple 25.62B."),
        Field("commune", "commune (code INSEE)", "commune", "5 caractères, zéros de tête compris."),
        Field("epci", "EPCI (SIREN)", "siren", "9 chiffres."),
        Field("size", "effectif", "choice", "Nombre de salariés, par tranche.", choices=v.SizeBand),
        Field("hr_capacity", "appui RH", "yes", "Oui si quelqu’un peut accompagner une arrivée ; vide = inconnu."),
        Field("named_outside", "nommée à l’extérieur", "yes", "oui : elle l’accepte, ou c’est déjà public."),
        Field("aliases", "autres noms", "text", "Autres écritures, séparées par |."),
    ),
    Kind.ACTIONS: (
        Field("action", "référence", "key", "Une référence par action, la même partout.", needed=True,
              also=("référence de l’action", "action", "code de l’action")),
        Field("format", "format", "format", "Un format de l’étude."),
        Field("territory", "territoire", "territory", "Territoire déclaré de l’action."),
        Field("action_on", "date", "date", DATE, also=("date de l’action",)),
        Field("operator", "opérateur", "structure", "Structure qui mène l’action."),
        Field("host", "structure visitée", "structure", "Entreprise ou SIAE qui reçoit."),
        Field("planned", "personnes attendues", "whole", "Nombre prévu."),
        Field("counted", "personnes comptées", "whole", "Seulement s’il n’y a pas de feuille de présence."),
    ),
    Kind.ATTENDANCES: (
        _action(ACTION_MEANING, needed=True),
        *_person("la personne"),
        _structure("structure", STRUCTURE_MEANING, "entreprise"),
        AUDIENCE,
        Field("attendance", "présence", "choice", "Vide = inconnue.", choices=v.Attendance),
        Field("role", "rôle", "choice", "Vide = participant.", choices=v.AttendanceRole),
    ),
    Kind.INVITATIONS: (
        Field("audience", "public", "audience", "Un public de l’étude ; vide = celui du format de l’action."),
        TERRITORY,
        _action("Action dont il s’agit, si c’est le cas."),
        _structure("structure", STRUCTURE_MEANING),
        Field("wave", "temps de mesure", "wave", "Questionnaire auquel on invite ; vide = Avant."),
        Field("n_invited", "nombre d’invités", "whole", "Une ligne par groupe : le nombre. Une par personne : vide."),
        *_person("la personne"),
        Field("invited_on", "invité le", "date", DATE),
        Field("origin", "origine du nombre", "text", "D’où vient ce nombre, par exemple liste d’envoi."),
    ),
    Kind.CANDIDATES: (
        *_person("la personne accompagnée"),
        TERRITORY,
        Field("prescriber", "structure prescriptrice", "structure", STRUCTURE_MEANING),
        Field("origin", "origine de la candidature", "choice", "Qui l’a proposée.", choices=v.ApplicationOrigin),
        Field("rome", "métier visé (ROME)", "rome", "Une lettre et quatre chiffres, par exemple H2901."),
        Field("siae_employee", "salarié d’une SIAE", "yes", "oui ou non : l’était-il à la première rencontre ?"),
        Field("siae_left_on", "sorti de la SIAE le", "date", DATE),
        Field("group", "groupe", "choice", "Seulement si l’étude a un groupe de comparaison.", choices=v.Group,
              also=("groupe de comparaison",)),
    ),
    Kind.EVENTS: (
        *_person("la personne accompagnée"),
        Field("step", "étape", "choice", "Étape du parcours.", needed=True, choices=v.Step),
        Field("event_on", "date", "date", DATE, needed=True),
        _action("Action dont vient la rencontre ; vide = non attribuée."),
        _structure("entreprise", STRUCTURE_MEANING, "structure"),
        Field("state", "état de la candidature", "choice", "Pour une candidature.", choices=v.ApplicationState),
        Field("state_on", "état depuis le", "date", "Jour de la réponse ; vide = inconnu, les délais s’en passent."),
        Field("refusal_reason", "motif de refus", "choice", "Pour un refus.", choices=v.RefusalReason),
        Field("objective", "objectif de l’immersion", "choice", "Pour une PMSMP.", choices=v.ImmersionObjective),
    ),
    Kind.HIRES: (
        Field("hire", "référence", "key", "Vide = donnée par le logiciel."),
        *_person("la personne embauchée"),
        _structure("entreprise", STRUCTURE_MEANING, "structure"),
        _action("Action dont vient la rencontre ; vide = non attribuée."),
        Field("accepted_on", "acceptée le", "date", "Date de l’accord, qui n’est pas le début du contrat."),
        Field("started_on", "début du contrat", "date", DATE),
        Field("contract", "contrat", "choice", "Nature du contrat.", choices=v.Contract),
        Field("months", "durée (mois)", "number", "Contrats à durée limitée."),
        Field("ended_on", "fin du contrat", "date", "S’il a pris fin."),
        Field("rome", "métier (ROME)", "rome", "Une lettre et quatre chiffres, par exemple H2901."),
    ),
    Kind.AMBASSADORS: (
        *_person("la personne"),
        TERRITORY,
        _structure("entreprise", STRUCTURE_MEANING, "structure"),
        Field("retired", "retraité récent", "yes", "oui ou non."),
        Field("volunteered_on", "volontaire depuis", "date", DATE),
        Field("trained_on", "formé le", "date", DATE),
    ),
    Kind.VIDEOS: (
        Field("video", "contenu", "text", "Identifiant de la vidéo, celui de YouTube Studio.", needed=True,
              also=("Content", "Video", "Vidéo", "identifiant")),
        Field("title", "titre de la vidéo", "text", "Titre.", also=("Video title", "titre")),
        _structure("entreprise", "Entreprise montrée.", "structure"),
        Field("published_on", "publiée le", "date", DATE,
              also=("Heure de publication de la vidéo", "Video publish time", "date de publication")),
        Field("measured_on", "relevée le", "date", "Date de l’export : les chiffres sont ceux de ce jour."),
        Field("length_seconds", "durée", "duration", "h:mm:ss ou secondes.", also=("Duration",)),
        Field("views", "vues", "whole", "Nombre de vues.", also=("Views",)),
        Field("watch_hours", "durée de visionnage (heures)", "number", "Heures.", also=("Watch time (hours)",)),
        Field("average_seconds", "durée moyenne d’une vue", "duration", "h:mm:ss ou secondes.",
              also=("Durée moyenne de visionnage", "Average view duration")),
        Field("average_share", "pourcentage moyen regardé (%)", "percent", "42,5 veut dire 42,5 %.",
              also=("Pourcentage moyen de vidéo regardé (%)", "Average percentage viewed (%)")),
        Field("impressions", "impressions", "whole", "Affichages de la vignette.",
              also=("Impressions", "Thumbnail impressions")),
        Field("click_rate", "taux de clics par impression (%)", "percent", "4,2 veut dire 4,2 %.",
              also=("Impressions click-through rate (%)", "Thumbnail click-through rate (%)")),
        Field("subscribers", "abonnés", "whole", "Abonnés gagnés.", also=("Nouveaux abonnés", "Subscribers")),
        Field("shown_in", "montrée lors des actions", "actions", "Références d’actions, séparées par |."),
    ),
    Kind.RECOMMENDATIONS: (
        Field("recommendation", "identifiant", "key", "Vide = donné par le logiciel.", also=("id",)),
        Field("wording", "préconisation", "text", "Mot pour mot.", needed=True, also=("texte",)),
        Field("owner", "responsable", "text", "Structure ou fonction qui la porte."),
        Field("state", "état", "choice", "Où elle en est.", needed=True, choices=v.RecommendationState),
        Field("due_on", "échéance", "date", DATE),
        Field("evidence", "preuve", "text", "Chiffre ou document qui le montre."),
    ),
    Kind.INDICATORS: (
        Field("indicator", "indicateur", "key", "Identifiant ; s’il est dans l’étude, la suite peut rester vide.",
              needed=True, also=("identifiant", "id")),
        Field("question", "question évaluative", "key", "Identifiant de la question."),
        Field("criterion", "critère", "choice", "Critère d’évaluation.", choices=v.Criterion),
        Field("level", "niveau", "choice", "Place dans la chaîne logique.", choices=v.IndicatorLevel),
        Field("label", "libellé", "text", "Ce qui est mesuré."),
        Field("unit", "unité", "text", "Unité de la valeur."),
        Field("baseline", "départ", "number", "Valeur au départ ; vide = inconnue, ce qui n’est pas zéro."),
        Field("target", "cible", "number", "Valeur visée."),
        Field("target_on", "échéance", "date", DATE),
        Field("value", "valeur", "number", "Valeur atteinte ; vide = non renseignée."),
        Field("value_on", "relevée le", "date", "Date de cette valeur."),
        Field("origin", "source", "text", "D’où vient la valeur."),
    ),
    Kind.COSTS: (
        Field("heading", "poste", "text", "Poste de dépense.", needed=True),
        Field("territory", "territoire", "territory", "Un territoire de l’étude ; vide = tout le programme."),
        Field("period", "période", "text", "Par exemple 2024."),
        Field("euros", "euros", "money", "Montant : 1 234,50.", needed=True, also=("montant", "coût")),
    ),
    Kind.QUALITATIVE: (
        Field("record", "référence", "key", "Vide = donnée par le logiciel."),
        Field("method", "méthode", "choice", "Comment on a recueilli.", needed=True, choices=v.QualitativeMethod),
        AUDIENCE,
        TERRITORY,
        Field("held_on", "date", "date", DATE),
        Field("may_quote", "citation autorisée", "yes", "oui ou non ; vide = non."),
        Field("notes", "notes", "free", "Ce qui a été dit ; gardé sans les données personnelles."),
    ),
    Kind.DIAGNOSIS: (
        Field("rome", "métier (ROME)", "rome", "Une lettre et quatre chiffres, par exemple H2901.", needed=True),
        Field("concerned", "personnes concernées", "concerned", "Vide = tous publics."),
        Field("audience", "côté", "audience", "Qui le dit : un public de l’étude.", needed=True, also=("public",)),
        Field("element", "élément", "element", "Obstacle perçu, formation ou adaptation ; « rien à signaler » compte.",
              needed=True),
        _structure("structure", "Qui le dit ; sans structure, la ligne ne compte pas.", "entreprise"),
        TERRITORY,
        _action("Action où cela a été dit, par exemple une médiation."),
        Field("named_on", "date", "date", DATE),
    ),
    Kind.OPENINGS: (
        Field("rome", "métier (ROME)", "rome", "Une lettre et quatre chiffres, par exemple H2901.", needed=True),
        _structure("entreprise", "Qui recrute ; sans entreprise, la ligne ne compte pas.", "structure"),
        Field("posts", "nombre de postes", "whole", "Vide = inconnu, ce qui n’est pas zéro."),
        TERRITORY,
        Field("opened_on", "ouvert le", "date", DATE),
        Field("filled_on", "pourvu ou retiré le", "date", "Vide = encore à pourvoir.", also=("pourvu le",)),
    ),
    Kind.CONSENTS: (
        *_person("la personne"),
        Field("purpose", "objet", "choice", "Ce qui est autorisé ou refusé.", needed=True, choices=v.ConsentPurpose),
        Field("granted", "accord", "yes", "oui ou non.", needed=True),
        Field("given_on", "date", "date", DATE),
    ),
    # Exports of other people's tools: read where a study declares them, no sheet of the template.
    Kind.APPLICATIONS: (
        Field(CODE, "id_candidat", "identity", "Identifiant du candidat dans l’export.", also=("code personnel",)),
        Field("event_on", "date_candidature", "date", "Date de la candidature.", needed=True),
        Field("state", "état", "choice", "État de la candidature.", choices=v.ApplicationState, also=("etat",)),
        Field("state_on", "date_traitement", "date", "Jour de la réponse.", also=("date de traitement",)),
        Field("answer_days", "délai_de_réponse", "days", "À défaut de date : jours jusqu’à l’acceptation ou au refus.",
              also=("délai de réponse",)),
        Field("origin", "origine", "choice", "Qui a proposé le candidat.", choices=v.ApplicationOrigin),
        Field("refusal_reason", "motif_de_refus", "choice", "Motif du refus.", choices=v.RefusalReason),
        _structure("nom_structure", "Structure destinataire."),
        Field("prescriber", "nom_org_prescripteur", "structure", "Organisation prescriptrice."),
        _action("Action dont vient la rencontre."),
        Field("accepted_on", "date_embauche", "date", "Date d’acceptation, malgré son nom."),
        Field("started_on", "date_début_contrat", "date", "Début du contrat."),
        Field("contract", "type_contrat", "choice", "Nature du contrat.", choices=v.Contract),
    ),
    Kind.IMMERSIONS: (
        Field(CODE, "id_candidat", "identity", "Identifiant du candidat.", also=("code personnel", "beneficiaryId")),
        Field("event_on", "dateStart", "date", "Début de l’immersion.", needed=True, also=("date de début",)),
        Field("objective", "immersionObjective", "choice", "Objectif.", choices=v.ImmersionObjective,
              also=("objectif de l’immersion",)),
        _structure("businessName", "Structure d’accueil.", "entreprise"),
        _action("Action dont vient la rencontre."),
        Field("hired", "endedWithAJob", "yes", "L’immersion a mené à un emploi.", also=("embauche à la suite",)),
        Field("contract", "typeOfContract", "choice", "Nature du contrat.", choices=v.Contract, also=("contrat",)),
        Field("started_on", "contractStartDate", "date", "Début du contrat.", also=("début du contrat",)),
    ),
}  # fmt: skip
IMPORTS = (Kind.APPLICATIONS, Kind.IMMERSIONS)
TEMPLATE = tuple(kind for kind in Kind if kind not in IMPORTS)


def field_of(kind: Kind, name: str) -> Field:
    """A field by its name; KeyError when the register has none of that name."""
    return {field.name: field for field in FIELDS[kind]}[name]


def has_people(kind: Kind) -> bool:
    """True where a row is about a person."""
    return any(field.kind == "identity" for field in FIELDS[kind])
