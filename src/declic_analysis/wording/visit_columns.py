"""What the columns about visits and participation in detail mean: name | unit | French | English."""

from __future__ import annotations

VISIT_COLUMNS = """
added_error | share | erreur en plus si on mélange la caractéristique | more error when the characteristic is shuffled
category | code | catégorie de la caractéristique | category of the characteristic
characteristic | code | caractéristique de l’entreprise ou de la visite | characteristic of the company or visit
concerned | code | public concerné | public concerned
element | code | obstacle, formation ou adaptation | barrier, training or adaptation
n_companies | n | entreprises qui recrutent pour ce métier | companies that recruit for this job
n_posts | n | postes à pourvoir | posts to fill
n_first_answering | n | structures du premier côté qui ont répondu | structures of the first side that answered
n_first_naming | n | structures du premier côté qui le nomment | structures of the first side that name it
n_second_answering | n | structures du second côté qui ont répondu | structures of the second side that answered
n_second_naming | n | structures du second côté qui le nomment | structures of the second side that name it
predicted_high | share | borne haute de la chance attendue | upper limit of the expected chance
predicted_low | share | borne basse de la chance attendue | lower limit of the expected chance
rome | code | métier (ROME) | job (ROME)
sharing | code | accord des deux côtés | agreement of both sides
gain | number | perte par réponse en moins que celle de la moyenne | loss per answer below that of the mean
largest_company | share | part de l’entreprise la plus présente | share of the company most present
loss | number | perte logarithmique par réponse | log loss per answer
loss_known | number | perte logarithmique de la seule réponse d’avant | log loss of the earlier answer alone
n_needed | n | réponses de chaque sorte nécessaires | answers of each kind needed
n_other | n | personnes qui ne sont pas devenues plus favorables | people who did not become more favourable
n_visits | n | visites : une entreprise à une action | visits: one company at one action
n_visits_needed | n | visites nécessaires à un modèle | visits needed for a model
siae_kind | code | type de SIAE visitée | kind of SIAE visited
strengths | code | pénalités choisies | penalties chosen
"""
