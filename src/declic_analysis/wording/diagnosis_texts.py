"""What is said of the shared diagnosis, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


DIAGNOSIS_TEXTS = {
    "diagnosis_absent": _text(
        "Diagnostic partagé : non renseigné (feuille « diagnostic » de registres.xlsx).",
        "Shared diagnosis: not stated (sheet “diagnostic” of registres.xlsx).",
    ),
    "diagnosis_sentence": _text(
        "Sur {n} éléments nommés, {both} le sont par les deux côtés, {differ} par un seul alors que l’autre a répondu, "
        "{alone} sans réponse de l’autre côté ; métiers dont personne n’a rien dit : {nobody}.",
        "Of {n} elements named, {both} are by both sides, {differ} by one only though the other answered, {alone} "
        "without an answer from the other side; jobs of which nobody said anything: {nobody}.",
    ),
    "diagnosis_hidden": _text(
        "Métiers et publics non publiés : {n}, où un côté a répondu par moins de {structures} structures.",
        "Jobs and publics not published: {n}, where a side answered through fewer than {structures} structures.",
    ),
    "diagnosis_caption": _text(
        "Diagnostic partagé : métier, public, ce que chaque côté nomme",
        "Shared diagnosis: job, public, what each side names",
    ),
    "diagnosis_title": _text("Diagnostic partagé, métier par métier", "Shared diagnosis, job by job"),
    "diagnosis_job": _text("Métier (ROME)", "Job (ROME)"),
    "diagnosis_public": _text("Public", "Public"),
    "diagnosis_kind": _text("Quoi", "What"),
    "diagnosis_element": _text("Élément", "Element"),
    "diagnosis_naming": _text("{side} : structures qui le nomment", "{side}: structures that name it"),
    "diagnosis_state": _text("Accord", "Agreement"),
    "diagnosis_of": _text("{k} sur {n}", "{k} of {n}"),
    "diagnosis_both": _text("nommé des deux côtés", "named by both sides"),
    "diagnosis_differ": _text("nommé d’un seul côté", "named by one side only"),
    "diagnosis_alone": _text("l’autre côté n’a pas répondu", "the other side did not answer"),
    "diagnosis_row": _text(
        "{both} des deux côtés, {differ} d’un seul, {alone} sans réponse de l’autre",
        "{both} by both, {differ} by one, {alone} without an answer from the other",
    ),
    "alt_diagnosis": _text(
        "Barres : éléments nommés pour chaque métier et public, selon l’accord des deux côtés.",
        "Bars: elements named for each job and public, by agreement of both sides.",
    ),
    "diagnosis_caveat": _text(
        "Ce que des structures déclarent, pas une mesure : un élément que personne ne nomme peut exister. Une "
        "structure qui nomme deux fois compte une fois. Codes ROME par ordre alphabétique.",
        "What structures declare, not a measurement: an element that nobody names may exist. A structure that names it "
        "twice counts once. ROME codes in alphabetical order.",
    ),
}
