"""Labels and sentences of the panel where an evaluator chooses a report, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


PANEL_TEXTS = {
    "panel_study": _text("Étude", "Study"),
    "panel_document": _text("Document", "Document"),
    "panel_territory": _text("Territoire", "Territory"),
    "panel_audience": _text("Public", "Audience"),
    "panel_period": _text("Période", "Period"),
    "panel_from": _text("Du", "From"),
    "panel_to": _text("Au", "To"),
    "panel_lang": _text("Langue du document", "Language of the document"),
    "panel_diffusion": _text("Diffusion", "Circulation"),
    "panel_edition": _text("Édition", "Edition"),
    "panel_formats": _text("Fichiers, en plus de la page", "Files, besides the page"),
    "panel_all_territories": _text("tous les territoires", "all territories"),
    "panel_all_audiences": _text("tous les publics", "all audiences"),
    "panel_all_periods": _text("toute la période", "the whole period"),
    "panel_other_period": _text("autre période : choisir deux dates", "another period: choose two dates"),
    "panel_internal": _text("interne : pour l’équipe", "internal: for the team"),
    "panel_external": _text("externe : pour ce qui sort de l’équipe", "external: for what leaves the team"),
    "panel_edition_auto": _text(
        "selon la diffusion (comité en externe, complète en interne)",
        "by circulation (committee when external, full when internal)",
    ),
    "panel_edition_comite": _text("comité : 12 pages au plus", "committee: 12 pages at most"),
    "panel_edition_complet": _text("complète, avec les annexes", "full, with the annexes"),
    "panel_french": _text("français", "French"),
    "panel_english": _text("anglais", "English"),
    "panel_keyboard": _text(
        "Au clavier : Tab passe d’un champ au suivant, Espace ouvre une liste, les flèches puis Entrée y choisissent.",
        "By keyboard: Tab goes to the next field, Space opens a list, arrows then Enter choose in it.",
    ),
    "panel_make": _text("Faire le rapport", "Make the report"),
    "panel_chosen": _text(
        "Vous avez choisi : « {document} » de l’étude {study}, {territory}, {audience}, {period}, en {language}, "
        "diffusion {diffusion}{edition} (rien n’est publié sur moins de {base} personnes). Fichiers : {formats}.",
        "You have chosen: “{document}” of the study {study}, {territory}, {audience}, {period}, in {language}, "
        "{diffusion} circulation{edition} (nothing is published on fewer than {base} people). Files: {formats}.",
    ),
    "panel_two_dates": _text(
        "Choisissez deux dates, la plus ancienne d’abord. Les données vont du {first} au {last}.",
        "Choose two dates, the earlier first. The data run from {first} to {last}.",
    ),
    "panel_nothing_then": _text(
        "Les données ne disent rien de ces dates : elles vont du {first} au {last}.",
        "The data say nothing of these dates: they run from {first} to {last}.",
    ),
    "panel_no_dates": _text(
        "Cette étude n’a encore ni réponse ni action datée : seule « toute la période » a un sens.",
        "This study has no dated answer or action yet: only “the whole period” makes sense.",
    ),
    "panel_no_document": _text(
        "Aucun carnet à exécuter dans le dossier « notebooks ».", "No notebook to run in the folder `notebooks`."
    ),
    "panel_reading": _text("Lecture de l’étude…", "Reading the study…"),
    "panel_working": _text(
        "Le rapport se fait : {done} cellules sur {total}.", "In the making: {done} cells of {total}."
    ),
    "panel_starting": _text("Le rapport se fait : lecture des données…", "In the making: reading the data…"),
    "panel_finishing": _text("Le rapport se fait : mise en page des fichiers…", "In the making: laying out the files…"),
    "panel_done": _text("Le rapport est fait.", "The report is made."),
    "panel_failed": _text("Le rapport n’a pas été fait.", "The report was not made."),
    "panel_open": _text("Ouvrir la page", "Open the page"),
    "panel_progress": _text("Avancement", "Progress"),
    "panel_same": _text(
        "Le même choix, à coller dans un terminal ouvert dans le dossier du projet ({root}) :",
        "The same choice, to paste into a terminal opened in the project’s folder ({root}):",
    ),
    "panel_by_declic": _text("la page et ses fichiers", "the page and its files"),
    "panel_by_papermill": _text("le carnet exécuté, par papermill", "the executed notebook, by papermill"),
}
