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
        "{alone} sans réponse de l’autre côté.",
        "Of {n} elements named, {both} are by both sides, {differ} by one only though the other answered, {alone} "
        "without an answer from the other side.",
    ),
    "diagnosis_pairs": _text(
        "Métiers et publics où les deux côtés ont répondu : {n}, dont {k} où ils nomment au moins un même élément.",
        "Jobs and publics that both sides answered: {n}, of which {k} where they name one element alike at least.",
    ),
    "diagnosis_silent": _text(
        "Métiers à pourvoir dont personne n’a rien dit : {n}, {names}.",
        "Jobs to fill of which nobody said anything: {n}, {names}.",
    ),
    "diagnosis_more": _text("et {n} autres", "and {n} more"),
    "diagnosis_posts": _text("{n} postes, {companies} entreprises", "{n} posts, {companies} companies"),
    "diagnosis_posts_unknown": _text(
        "{companies} entreprises, nombre de postes non publié ou non renseigné",
        "{companies} companies, posts not published or not stated",
    ),
    "diagnosis_posts_withheld": _text(
        "postes non publiés : trop peu d’entreprises", "posts not published: few companies"
    ),
    "diagnosis_to_fill": _text("À pourvoir", "To fill"),
    "diagnosis_no_answer": _text("pas de réponse", "no answer"),
    "diagnosis_left": _text(
        "Éléments d’autres métiers, dans le tableau seulement : {n}.",
        "Elements of other jobs, in the table only: {n}.",
    ),
    "diagnosis_mark_named": _text("ce côté le nomme", "this side names it"),
    "diagnosis_mark_other": _text("a répondu sans le nommer", "answered without naming it"),
    "diagnosis_mark_silent": _text("pas de réponse", "no answer"),
    "diagnosis_matrix_caption": _text("{job} : ce que chaque côté nomme", "{job}: what each side names"),
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
    "alt_diagnosis": _text(
        "Matrice : {n} éléments, ce que chaque côté en dit ; les mêmes lignes sont dans le tableau.",
        "Matrix: {n} elements, what each side says of each; the table has the same lines.",
    ),
    "diagnosis_caveat": _text(
        "Ce que des structures déclarent, pas une mesure : un élément que personne ne nomme peut exister. Une "
        "structure qui nomme deux fois compte une fois. Codes ROME par ordre alphabétique.",
        "What structures declare, not a measurement: an element that nobody names may exist. A structure that names it "
        "twice counts once. ROME codes in alphabetical order.",
    ),
}
