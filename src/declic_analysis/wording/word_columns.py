"""What the columns about free answers mean: name | unit | French | English."""

from __future__ import annotations

WORD_COLUMNS = """
alpha_machine | number | alpha de Krippendorff, personne et lexique | Krippendorff's alpha, person and codebook
alpha_people | number | alpha de Krippendorff, deux personnes | Krippendorff's alpha, two people
change | share | évolution de la part des personnes | change in the share of people
chosen | code | ce qui décide du thème : dictionary, model | what decides the theme: dictionary, model
concordance | code | chiffres et paroles ensemble | figures and words together
dictionary_f1 | share | F1 du lexique | F1 of the codebook
dictionary_precision | share | précision du lexique | precision of the codebook
dictionary_recall | share | rappel du lexique | recall of the codebook
g2 | number | rapport de vraisemblance G² | likelihood ratio G²
log_ratio | number | rapport des parts, en log2 | ratio of shares, log2
model_f1 | share | F1 du modèle, hors apprentissage | F1 of the model, out of fold
model_precision | share | précision du modèle | precision of the model
model_recall | share | rappel du modèle | recall of the model
n_answers | n | réponses codées par une personne | answers that a person coded
n_given | n | réponses auxquelles une personne donne le thème | answers that a person gives the theme
n_machine | n | réponses codées par une personne et le lexique | answers coded by a person and the codebook
n_pairs_words | n | personnes ayant écrit avant et après | people who wrote before and after
n_people | n | réponses codées par deux personnes | answers coded by two people
n_said | n | personnes qui en parlent | people who speak of it
n_said_after | n | personnes qui en parlent après | people who speak of it after
n_said_before | n | personnes qui en parlent avant | people who speak of it before
n_unsure | n | réponses où le modèle hésite | answers where the model hesitates
of | n | personnes qui ont écrit | people who wrote
p_adjusted | p | p corrigé (Benjamini–Hochberg) | adjusted p (Benjamini–Hochberg)
share_after | share | part des personnes qui en parlent après | share of people who speak of it after
share_before | share | part des personnes qui en parlent avant | share of people who speak of it before
spoken | yes | quelqu’un en parle | somebody speaks of it
theme | id | thème | theme
valence | code | atout, obstacle perçu, autre | asset, perceived obstacle, other
word | id | mot | word
"""
