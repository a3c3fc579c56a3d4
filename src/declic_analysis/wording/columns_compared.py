"""Columns of results that some designs and registers alone give: two groups of people, scales, hires compared,
outlook, participation. The same form as in `columns`.
"""

TEXT = """
alpha | number | alpha de Cronbach | Cronbach’s alpha
alpha_boot | number | alpha de Cronbach, intervalle rééchantillonné | Cronbach’s alpha, resampled interval
ancova | level | écart entre groupes à réponse de départ égale | difference between groups at equal first answer
ancova_error | level | erreur type de cet écart | standard error of this difference
ancova_p | p | p de cet écart | p of this difference
asked_once | yes | question posée à un seul temps | question asked in one wave only
bm_df | number | degrés de liberté du test de Brunner-Munzel | degrees of freedom of the Brunner-Munzel test
bm_p | p | p du test de Brunner-Munzel | p of the Brunner-Munzel test
bm_p_adjusted | p | le même, corrigé de la multiplicité | the same, adjusted for multiplicity
bm_statistic | number | statistique de Brunner-Munzel | Brunner-Munzel statistic
brier | number | erreur quadratique des chances prédites | squared error of the predicted chances
brier_mean | number | la même, si l’on prédisait la moyenne à chacun | the same, were the mean predicted for everyone
chance_from | share | chance de participer, borne basse de la classe | chance of taking part, lower limit of the class
chance_to | share | chance de participer, borne haute de la classe | chance of taking part, upper limit of the class
counts | n | effectifs | counts
covariate | code | caractéristique rapprochée entre les groupes | characteristic brought close between the groups
covariates | code | caractéristiques rapprochées l’une après l’autre | characteristics brought close one after the other
decision | code | usage admis de l’échelle | use allowed for the scale
delta | number | delta de Cliff (−1 à 1) | Cliff’s delta (−1 to 1)
detectable | | plus petit écart que cet effectif pouvait montrer | smallest difference that so many could have shown
did | level | écart entre les évolutions des deux groupes | difference between the changes of both groups
did_error | level | erreur type de cet écart | standard error of this difference
did_p | p | p de cet écart | p of this difference
did_p_adjusted | p | le même, corrigé de la multiplicité | the same, adjusted for multiplicity
difference_after | number | le même, après pondération | the same, once weighted
difference_before | number | écart des groupes, en écarts types | difference of groups, in standard deviations
e_value | ratio | E-value : lien caché qui suffirait à l’expliquer | E-value: hidden association that would explain it
e_value_limit | ratio | E-value de la borne la plus proche de 1 | E-value of the limit nearest to 1
error | | erreur type de l’estimation | standard error of the estimate
expected | number | embauches attendues | hires expected
hired | n | embauchés | hired
how | code | manière d’estimer | estimator
items | code | questions de l’échelle | questions of the scale
level | code | modalité | level
lost | n | perdus entre les deux temps | lost between the waves
lost_p | p | p d’une perte différente entre les groupes | p of a loss that differs between groups
n_complete | n | personnes ayant répondu à toutes ses questions | persons who answered all its questions
n_control | n | effectif du groupe de comparaison | count of the comparison group
n_counted | n | personnes comptées sur place, sans feuille | persons counted on the spot, without a sheet
n_dynamic | n | sorties dynamiques | exits to a job or a qualifying training
n_employees | n | salariés en insertion | employees of a SIAE
n_hired_needed | n | embauches qu’il faudrait | hires that would be needed
n_needed | n | candidatures qu’il faudrait | applications that would be needed
n_noshow | n | absences non excusées | unexcused absences
n_paired | n | personnes reconnues aux deux temps | persons recognised in both waves
n_participations | n | participations | participations
n_people | n | personnes suivies ou non | persons, followed or not
n_planned | n | personnes attendues | persons expected
n_resolved | n | présences et absences connues | attendances and absences that are known
n_too_old | n | candidatures ouvertes depuis trop longtemps | applications open for too long
n_treated | n | effectif du groupe du programme | count of the programme’s group
n_unrecognised | n | participants que rien ne distingue d’une autre ligne | participants not told from another row
n_variables | n | variables du modèle | variables of the model
n_with_sheet | n | actions avec feuille de présence | actions with an attendance sheet
noshow | share | part d’absences non excusées, borne | share of unexcused absences, limit
noshow_rate | share | absences non excusées / présences et absences connues | unexcused / known attendances and absences
observed | share | part observée | share observed
omega | number | oméga de McDonald | McDonald’s omega
omega_correlation | number | oméga, sur les corrélations | omega, on correlations
outside | share | part sans vis-à-vis dans l’autre groupe | share whom nobody of the other group is like
p | p | p de l’estimation | p of the estimate
prescriber_kind | code | type de prescripteur | kind of prescriber
predicted | share | chance prédite en moyenne | mean chance predicted
rate_expected | share | part attendue du groupe de comparaison rendu semblable | rate of the comparison group made alike
reversed_items | code | questions qui vont à l’inverse des autres | questions that run against the others
share_weighted | share | part du groupe de comparaison, pondérée | share of the comparison group, weighted
slope | ratio | pente de calibration | slope of calibration
variables | code | variables du modèle, l’une après l’autre | variables of the model, one after the other
"""
