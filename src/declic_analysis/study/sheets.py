"""The sheets of `etude.xlsx`: which cell holds which field of the study, in the words of a person who types it."""

from __future__ import annotations

from declic_analysis import vocabulary as v
from declic_analysis.study.choice_sheets import CHOICE_COLUMNS, CHOICE_QUESTIONS, CHOICES, OPTIONS
from declic_analysis.study.columns import (
    ALIASES,
    AUDIENCE,
    FAVOURABLE,
    ID,
    KEY,
    KEY2,
    LEVEL,
    OFF_SCALE,
    PARENT,
    SORT,
    TERRITORY,
    VALUE,
    WORDING,
    Sheet,
    assigned,
    col,
    of,
    pick,
    words,
)
from declic_analysis.study.diagnosis_sheets import BUILT_IN, DIAGNOSIS_SHEETS
from declic_analysis.study.instrument_sheets import CONSENTS, INSTRUMENT_SHEETS
from declic_analysis.study.narrative_sheets import NARRATIVE_SHEETS
from declic_analysis.study.partner_sheets import CLAIM_MEASURE, NAMED, PARTNER_CHOICES
from declic_analysis.study.planned_sheets import PLANNED
from declic_analysis.study.register_sheets import REGISTER_SHEETS
from declic_analysis.study.targeting_sheets import TARGETING
from declic_analysis.study.theme_sheets import THEMES

ABOUT = {"industry": "l’industrie", "people": "les personnes", "relation": "la relation", "other": "autre chose"}
PAIR = {"first_before_last_after": "première avant, dernière après", "first_action": "première action"}
DRAFTS = {"drop": "écarter", "keep": "garder"}
TOLERANCE = {"exact": "aucune", "one_edit": "une faute de frappe"}
DATE_ORDER = {"dmy": "jour/mois/année", "mdy": "mois/jour/année", "ymd": "année/mois/jour"}
CHARACTERISTICS = {
    "territory": "territoire",
    "prescriber_kind": "type de prescripteur",
    "rome_domain": "domaine de métier (ROME)",
    "period": "mois de la rencontre",
}
LANGUAGES = {"fr": "français", "en": "anglais"}
FILES = {code: code for code in v.ReportFormat.codes()}

STUDY = Sheet(
    "étude",
    "fields",
    (),
    (
        col("version du format", "schema_version", "Toujours 1 (obligatoire).", kind="whole"),
        col("nom", "name", "Identifiant de l’étude : le nom de son dossier (obligatoire)."),
        col("titre", "title", "Titre de l’étude (obligatoire)."),
        col("programme", "programme", "Nom du programme, tel que les pages l’écrivent (obligatoire)."),
        col("phase", "phase", "Par exemple : année 2."),
        col("données fictives", "fictitious", "Oui si les réponses sont inventées.", kind="yes"),
        col("dossier de données", "data_folder", "Seulement pour des données publiques rangées ailleurs."),
        col("groupe de comparaison", "comparison_group.formed", "Comment il a été formé ; vide = il n’y en a pas."),
        col(
            "groupe de comparaison tiré au sort",
            "comparison_group.randomised",
            "Oui si le sort seul a décidé à qui les actions ont été proposées.",
            kind="yes",
        ),
        pick(
            "caractéristiques comparées",
            "comparison_group.adjust_for",
            "Celles des candidats, connues avant la rencontre, séparées par |.",
            choices=CHARACTERISTICS,
            kind="picks",
        ),
        pick("langues", "languages", "Langues de lecture, séparées par |.", choices=LANGUAGES, kind="choices"),
        pick("doublons", "duplicates", "Si une personne répond deux fois.", choices=of(v.DuplicateRule)),
        col("réalisé par", "narrative.evaluators", "Qui a fait l’évaluation."),
        col("liens d’intérêts", "narrative.interests", "Liens d’intérêts à déclarer."),
        col("autres explications", "narrative.other_explanations", "Ce qui pourrait aussi expliquer une évolution."),
        col("limite principale", "narrative.main_limit", "La limite la plus gênante."),
        col("surprises", "narrative.surprises", "Ce qui n’a pas marché ou a surpris."),
    ),
    "L’étude elle-même. Remplissez la colonne « valeur ».",
)
THRESHOLDS = Sheet(
    "seuils",
    "fields",
    (),
    (
        col("base, usage interne", "thresholds.internal", "Nombre de personnes minimal, 3 ou plus.", kind="whole"),
        col("base, usage externe", "thresholds.external", "Nombre de personnes minimal, 5 ou plus.", kind="whole"),
        col("case", "thresholds.cell", "Effectif minimal d’une case, 2 ou plus.", kind="whole"),
        col("structures", "thresholds.structures", "Nombre minimal de structures derrière un chiffre.", kind="whole"),
        col("dominance", "thresholds.dominance", "Part maximale d’une seule structure, entre 0 et 1.", kind="number"),
        col("base d’un groupe unanime", "thresholds.homogeneity_base", "Personnes, 5 ou plus.", kind="whole"),
        col("confiance", "analysis.confidence", "Des intervalles, entre 0 et 1.", kind="number"),
        col("risque d’erreur", "analysis.alpha", "Des tests, entre 0 et 1.", kind="number"),
        col("plus petit écart utile", "analysis.smallest_change", "0,10 = 10 points.", kind="number"),
        pick("paires", "analysis.pair", "Quelles réponses d’une personne sont comparées.", choices=PAIR),
        col("arrêté au", "analysis.cutoff", "Dernier jour des réponses qui comptent ; vide = tout.", kind="date"),
        col("suites : délais fixes", "analysis.hiring.windows_days", "Jours, séparés par |.", kind="wholes"),
        pick("suites : point de départ", "analysis.hiring.origin", "Des délais.", choices=of(v.TimeOrigin)),
        col("suites : recul", "analysis.hiring.look_back_days", "Jours avant une embauche.", kind="whole"),
        col("suites : demi-vie", "analysis.hiring.half_life_days", "Jours.", kind="whole"),
        col("AIPD : référence", "analysis.hiring.assessment.reference", "Vide = pas de prévision."),
        col("AIPD : date", "analysis.hiring.assessment.dated_on", "Date de cette analyse.", kind="date"),
        *PARTNER_CHOICES,
        *TARGETING,
        BUILT_IN,
    ),
    "Seuils de publication, en personnes, et choix fixés avant de regarder les données.",
)
AUDIENCES = Sheet(
    "publics",
    "rows",
    ("audiences",),
    (ID, *words("libellé", "label", "Nom du public (obligatoire)."),
     pick("dispositif", "design", "Comment l’évolution est observée.", choices=of(v.Design))),
    "Qui répond : une ligne par public.",
)  # fmt: skip
TERRITORIES = Sheet(
    "territoires",
    "rows",
    ("territories",),
    (
        ID,
        *words("libellé", "label", "Nom du territoire (obligatoire)."),
        col("porteurs", "leads", "Ids des structures porteuses, séparés par |.", kind="list"),
        col("opérateurs", "operators", "Ids des structures qui mènent les actions, séparés par |.", kind="list"),
        col("EPCI", "epci", "SIREN, 9 chiffres."),
        col("zone d’emploi", "employment_zone", "Code INSEE, 4 chiffres."),
        col("communes", "communes", "Codes INSEE de ses communes, séparés par |.", kind="list"),
        ALIASES,
    ),
    "Où se passent les actions : une ligne par territoire.",
)
STRUCTURES = Sheet(
    "structures",
    "rows",
    ("structures",),
    (
        ID,
        col("nom", "name", "Nom affiché (obligatoire)."),
        TERRITORY,
        pick("rôles", "roles", "Rôles dans le programme, séparés par |.", choices=of(v.Role), kind="choices"),
        pick("type de SIAE", "siae_kind", "Si c’est une SIAE.", choices=of(v.SiaeKind)),
        pick(
            "type hors IAE", "inclusion_kind", "Employeur inclusif qui n’est pas une SIAE.", choices=of(v.InclusionKind)
        ),
        pick(
            "type de prescripteur", "prescriber_kind", "Au sens de l’IAE, s’il est connu.", choices=of(v.PrescriberKind)
        ),
        col("SIRET", "siret", "14 chiffres, clé de contrôle vérifiée."),
        col("NAF", "naf", "Code d’activité, par exemple 2511Z."),
        col("commune", "commune", "Code INSEE, 5 caractères."),
        col("EPCI", "epci", "SIREN, 9 chiffres."),
        pick("effectif", "size", "Nombre de salariés, par tranche.", choices=of(v.SizeBand)),
        col("appui RH", "hr_capacity", "Oui si quelqu’un peut accompagner une arrivée ; vide = inconnu.", kind="yes"),
        NAMED,
        ALIASES,
    ),
    "Les organisations : une ligne par structure.",
)
REFERENCES = Sheet(
    "références",
    "fields",
    (),
    (
        col("communes : fichier", "references.communes.file", "Liste de communes à vous, lue sur place."),
        col("communes : code", "references.communes.code", "En-tête de la colonne des codes INSEE."),
        col("communes : nom", "references.communes.name", "En-tête de la colonne des noms."),
        col("communes : codes postaux", "references.communes.postal_codes", "En-tête des codes postaux."),
        col("communes : EPCI", "references.communes.epci", "En-tête de la colonne du SIREN de l’EPCI."),
        col("communes : zone d’emploi", "references.communes.employment_zone", "En-tête des zones d’emploi."),
    ),
    "Listes publiques que l’étude consulte. Facultatif.",
)
FORMATS = Sheet(
    "formats",
    "rows",
    ("formats",),
    (ID, *words("libellé", "label", "Nom du format d’action (obligatoire)."), AUDIENCE, ALIASES),
    "Les formats d’action. Public vide = le format réunit les publics.",
)
SCALES = Sheet(
    "échelles",
    "scales",
    ("scales",),
    (
        col("échelle", PARENT, "Id de l’échelle, répété sur chacune de ses lignes (obligatoire)."),
        pick(
            "sorte",
            SORT,
            "niveau, du plus bas au plus haut ; ou hors échelle.",
            choices={LEVEL: LEVEL, OFF_SCALE: OFF_SCALE},
        ),
        col("favorable", FAVOURABLE, "Oui à partir du premier niveau favorable.", kind="yes"),
        col("id hors échelle", "id", "Pour une ligne hors échelle, par exemple dont_know."),
        *words("libellé", "label", WORDING),
        col("codes", "codes", "Autres écritures dans les fichiers, séparées par |.", kind="list"),
    ),
    "Une ligne par niveau, dans l’ordre, du moins au plus ; puis les réponses hors échelle.",
)
CONSTRUCTS = Sheet(
    "thèmes",
    "rows",
    ("constructs",),
    (ID, *words("libellé", "label", "Nom du thème (obligatoire)."),
     pick("porte sur", "about", "Ce qui est perçu.", choices=ABOUT)),
    "Ce que mesurent les items.",
)  # fmt: skip
ITEMS = Sheet(
    "items",
    "rows",
    ("items",),
    (
        ID,
        col("numéro", "number", "Numéro dans le questionnaire.", kind="whole"),
        col("thème", "construct", "Id du thème (obligatoire).", refers="thèmes"),
        col("échelle", "scale", "Id de l’échelle (obligatoire).", refers="échelles"),
        col("publics", "audiences", "Ids des publics, séparés par | (obligatoire).", kind="list"),
        pick(
            "sens", "direction", "Quel côté est favorable ; une contrainte perçue n’en a pas.", choices=of(v.Direction)
        ),
        col("miroir", "mirror", "Id de l’item apparié de l’autre public.", refers="items"),
        col("confirmatoire", "confirmatory", "Oui : hypothèse fixée avant de voir les données.", kind="yes"),
        *words("formulation", "wording", WORDING),
        *words("libellé court", "short", "Pour les figures."),
    ),
    "Les questions posées sur une échelle : une ligne par question.",
)
WORDINGS = Sheet(
    "formulations",
    "child_map",
    ("items",),
    (
        col("item", PARENT, "Id de l’item.", refers="items"),
        pick("temps", KEY, "Temps de mesure où la question est posée autrement.", choices=of(v.Wave)),
        col("formulation", "fr", WORDING),
        col("formulation (anglais)", "en", "La même chose en anglais."),
    ),
    "Seulement si une question change de mots d’un temps à l’autre.",
    field="wording_by_wave",
)
OPEN_QUESTIONS = Sheet(
    "questions ouvertes",
    "map",
    ("open_questions",),
    (
        col("id", KEY, "Identifiant : minuscules sans accent, chiffres, _ (obligatoire)."),
        col("formulation", "fr", WORDING),
        col("formulation (anglais)", "en", "La même chose en anglais."),
    ),
    "Les questions à réponse libre.",
)
SOURCES = Sheet(
    "sources",
    "rows",
    ("sources",),
    (
        ID,
        col("fichiers", "files", "Nom du fichier, * pour plusieurs : avant_*.csv (obligatoire)."),
        pick("outil", "tool", "Outil d’enquête ; vide = reconnu à ses colonnes.", choices=of(v.Tool)),
        *assigned("public", "audience", "Public"),
        *assigned("territoire", "territory", "Territoire de l’action"),
        pick("territoire (contenu)", "territory.holds", "Si la colonne donne un code.", choices=of(v.PlaceCode)),
        *assigned("format", "format", "Format d’action"),
        *assigned("action", "action", "Action"),
        *assigned("structure", "structure", "Structure de la personne"),
        *assigned("date de l’action", "action_on", "Date de l’action"),
        pick("groupe", "group.value", "Groupe de tout le fichier.", choices=of(v.Group)),
        col("groupe (colonne)", "group.column", "Ou : en-tête de la colonne du fichier qui le dit."),
        col("groupe du programme", "group.programme", "Textes de cette colonne, séparés par |.", kind="list"),
        col("groupe de comparaison", "group.comparison", "Textes de cette colonne, séparés par |.", kind="list"),
        col("date de réponse", "answered_on", "En-tête de la colonne ; vide = celle de l’outil."),
        col(
            "colonnes d’identité",
            "person.columns",
            "En-têtes qui reconnaissent la personne, séparés par |.",
            kind="list",
        ),
        col("forme du code", "person.pattern", "Expression régulière d’un code bien formé."),
        col(
            "champs constants",
            "person.constant",
            "En-têtes dont la réponse ne change jamais (année de naissance …), séparés par |.",
            kind="list",
        ),
        pick("tolérance du code", "person.tolerance", "Faute de frappe admise ; vide = aucune.", choices=TOLERANCE),
        col("numéros remis", "person.numbered", "Oui : ces numéros ont été remis aux personnes.", kind="yes"),
        col("colonne de fin", "complete.column", "En-tête qui dit si le questionnaire est terminé."),
        col("valeurs de fin", "complete.equals", "Ses valeurs quand c’est terminé, séparées par |.", kind="list"),
        pick("brouillons", "complete.action", "Ce que deviennent les réponses inachevées.", choices=DRAFTS),
        col("vides", "missing", "Textes qui veulent dire : cellule vide, séparés par |.", kind="list"),
        col("encodage", "encoding", "Vide = reconnu."),
        col("séparateur", "separator", "Un caractère, ou tab ; vide = reconnu."),
        col("feuille", "sheet", "Feuille du classeur ; vide = la première."),
        col("lignes d’en-tête", "header_rows", "1 à 3 ; vide = reconnu.", kind="whole"),
        pick("ordre des dates", "date_order", "Vide = celui de l’outil.", choices=DATE_ORDER),
        col("tous les niveaux proposés", "all_levels_offered", "Oui : même ceux que personne n’a choisis.", kind="yes"),
    ),
    "Les fichiers bruts : une ligne par sorte de fichier.",
)
ANSWERS = Sheet(
    "réponses",
    "child_map",
    ("sources",),
    (
        col("source", PARENT, "Id de la source (obligatoire).", refers="sources"),
        col("temps", KEY, "Avant, Après, Avant, vu d’après, Suivi à 3 mois … (obligatoire).", kind="wave"),
        col("item", KEY2, "Id de l’item.", refers="items"),
        col("colonne", VALUE, "En-tête de la colonne dans le fichier, mot pour mot."),
    ),
    "Quelle colonne du fichier porte quel item, à quel temps de mesure.",
    field="answers",
)
VERBATIMS = Sheet(
    "textes libres",
    "child_map",
    ("sources",),
    (
        col("source", PARENT, "Id de la source (obligatoire).", refers="sources"),
        col("question", KEY, "Id de la question ouverte.", refers="questions ouvertes"),
        col("colonne", VALUE, "En-tête de la colonne dans le fichier, mot pour mot."),
    ),
    "Quelle colonne du fichier porte quelle question ouverte (gardée sans données personnelles).",
    field="verbatims",
)
INVITED = Sheet(
    "invitations",
    "rows",
    ("invited",),
    (
        AUDIENCE,
        TERRITORY,
        pick("temps", "wave", "Temps de mesure.", choices=of(v.Wave)),
        col("personnes", "persons", "Nombre de personnes invitées à répondre (obligatoire).", kind="whole"),
        col("origine", "origin", "D’où vient ce nombre."),
    ),
    "Combien de personnes ont été invitées : le dénominateur du taux de réponse.",
)
EXCLUSIONS = Sheet(
    "exclusions",
    "rows",
    ("analysis", "exclusions"),
    (
        *words("raison", "reason", "Pourquoi ces réponses ne comptent pas (obligatoire)."),
        AUDIENCE,
        TERRITORY,
        col("format", "format", "Id du format d’action.", refers="formats"),
        col("structure", "structure", "Id de la structure des personnes.", refers="structures"),
        col("action", "action", "Référence de l’action."),
        col("réponses avant le", "answered_before", "Envoyées avant ce jour.", kind="date"),
        col("réponses après le", "answered_after", "Envoyées après ce jour.", kind="date"),
    ),
    "Réponses laissées hors de tous les résultats : celles qui remplissent toutes les conditions de la ligne.",
)
QUESTIONS = Sheet(
    "cadre",
    "rows",
    ("framework", "questions"),
    (ID, *words("question", "question", "Question évaluative (obligatoire)."),
     pick("critère", "criterion", "Critère d’évaluation (obligatoire).", choices=of(v.Criterion))),
    "Les questions évaluatives.",
)  # fmt: skip
INDICATORS = Sheet(
    "indicateurs",
    "child_rows",
    ("framework", "questions"),
    (
        col("question", PARENT, "Id de la question évaluative (obligatoire).", refers="cadre"),
        ID,
        *words("libellé", "label", "Ce qui est mesuré (obligatoire)."),
        pick("niveau", "level", "Place dans la chaîne logique (obligatoire).", choices=of(v.IndicatorLevel)),
        col("source", "source", "D’où vient la valeur."),
        col("unité", "unit", "Unité."),
        col("départ", "baseline", "Valeur au départ ; vide = inconnue, ce qui n’est pas zéro.", kind="number"),
        col("cible", "target", "Valeur visée.", kind="number"),
        col("échéance", "target_on", "Date.", kind="date"),
        pick("mesure", "measure", "Ce que le logiciel calcule pour lui.", choices=of(v.Measure)),
        AUDIENCE,
        col("items", "items", "Ids des questions que la mesure lit, séparés par |.", kind="list"),
    ),
    "Les indicateurs de chaque question évaluative.",
    field="indicators",
)
COSTS = Sheet(
    "coûts",
    "rows",
    ("framework", "costs"),
    (
        *words("poste", "heading", "Poste de dépense (obligatoire)."),
        TERRITORY,
        col("période", "period", "Par exemple 2024."),
        col("euros", "euros", "Montant (obligatoire).", kind="number"),
    ),
    "Le coût complet, par poste.",
)
FIGURES = Sheet(
    "chiffres publiés",
    "rows",
    ("published_figures",),
    (
        ID,
        TERRITORY,
        col("indicateur", "indicator", "Ce qui est compté (obligatoire)."),
        col("valeur", "value", "Vide si aucun nombre n’est donné.", kind="number"),
        pick("lecture", "qualifier", "Comment lire le nombre (obligatoire).", choices=of(v.Qualifier)),
        col("texte", "wording", "Les mots de la publication (obligatoire)."),
        col("doute", "doubt", "Ce qui est douteux."),
        col("source", "source", "Où c’est publié (obligatoire)."),
    ),
    "Des chiffres publiés ailleurs, jamais mêlés aux chiffres calculés.",
)
CLAIMS = Sheet(
    "affirmations publiées",
    "rows",
    ("published_claims",),
    (
        ID,
        AUDIENCE,
        col("texte", "wording", "Les mots de la publication (obligatoire)."),
        col("items", "items", "Ids des items qui pourraient le montrer, séparés par |.", kind="list"),
        CLAIM_MEASURE,
        col("source", "source", "Où c’est publié (obligatoire)."),
    ),
    "Des affirmations publiées, à confronter aux données.",
)
RECOMMENDATIONS = Sheet(
    "préconisations",
    "rows",
    ("recommendations",),
    (
        ID,
        col("texte", "wording", "La préconisation (obligatoire)."),
        col("responsable", "owner", "Qui la porte."),
        pick("état", "state", "Où elle en est (obligatoire).", choices=of(v.RecommendationState)),
        col("échéance", "due_on", "Date.", kind="date"),
        col("preuve", "evidence", "Chiffre ou document qui le montre."),
    ),
    "Les préconisations du comité et leurs suites.",
)
REPORTS = Sheet(
    "rapports",
    "rows",
    ("reports",),
    (
        ID,
        col("carnet", "notebook", "Carnet dont il est tiré, par exemple impact_report."),
        TERRITORY,
        AUDIENCE,
        col("période", "period", "2024, 2024-T2, 2024-03, deux dates, ou last_full_quarter, last_full_month …"),
        pick("langue", "lang", "Langue de la page.", choices=LANGUAGES),
        pick("diffusion", "diffusion", "Qui le lit : décide des seuils.", choices=of(v.Diffusion)),
        pick("édition", "edition", "Vide : celle du comité si external, sinon complète.", choices=of(v.Edition)),
        pick("fichiers", "formats", "Formats de fichier, séparés par |.", choices=FILES, kind="choices"),
        col("calendrier", "cron", "Cinq champs cron ; vide = à la demande."),
        col("fuseau horaire", "timezone", "Par exemple Europe/Paris."),
        col("destinataires", "recipients", "Adresses de messagerie, séparées par |.", kind="list"),
        col("dossier", "folder", "Dossier existant où déposer une copie."),
        col("crochet web", "webhook", "Adresse https, ou env:NOM d’une variable."),
    ),
    "Les rapports à produire.",
)

# A parent comes before its children.
SHEETS = (
    STUDY, AUDIENCES, TERRITORIES, STRUCTURES, REFERENCES, FORMATS, SCALES, CONSTRUCTS, ITEMS, WORDINGS,
    OPEN_QUESTIONS, THEMES, CHOICE_QUESTIONS, OPTIONS, SOURCES, ANSWERS, CHOICES, CHOICE_COLUMNS,
    VERBATIMS, CONSENTS, *INSTRUMENT_SHEETS, *REGISTER_SHEETS,
    INVITED, THRESHOLDS, EXCLUSIONS, *DIAGNOSIS_SHEETS, *NARRATIVE_SHEETS, QUESTIONS, INDICATORS, PLANNED, COSTS,
    FIGURES, CLAIMS, RECOMMENDATIONS, REPORTS,
)  # fmt: skip
# Lines of a sheet of fields that hold words in two languages.
BILINGUAL = {
    ("title",), ("programme",), ("phase",), ("comparison_group", "formed"),
    ("narrative", "evaluators"), ("narrative", "interests"),
    ("narrative", "other_explanations"), ("narrative", "main_limit"), ("narrative", "surprises"),
    ("instrument", "retention"), ("instrument", "purpose"), ("instrument", "recipients"),
    ("instrument", "introduction"), ("instrument", "retrospective"), ("instrument", "quote"),
}  # fmt: skip
