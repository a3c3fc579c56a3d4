"""What each column of a published result means: the dictionary of the tables that leave with a report.

One line a column: name | unit | French | English. Limits (`_low`, `_high`), sides (`_first`, `_second`) and marks
(`_published`) of a column that is here are derived from it. Definitions: docs/methods.md.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from declic_analysis.wording import columns_compared, partner_columns, visit_columns, word_columns

_UNITS = {
    "": ("", ""),
    "id": ("identifiant", "id"),
    "code": ("code", "code"),
    "n": ("nombre", "count"),
    "share": ("proportion (0,10 = 10 points)", "proportion (0.10 = 10 points)"),
    "level": ("niveaux de l’échelle", "levels of the scale"),
    "p": ("probabilité ; 0 = moins de 0,00005", "probability; 0 = below 0.00005"),
    "ratio": ("rapport", "ratio"),
    "day": ("jours", "days"),
    "month": ("mois", "months"),
    "euro": ("euros", "euros"),
    "date": ("date", "date"),
    "yes": ("vrai ou faux", "true or false"),
    "number": ("sans unité", "no unit"),
}
_TEXT = """
action | id | action | action
adjustment | code | correction de la multiplicité : holm, bh, none | adjustment for multiplicity: holm, bh, none
agreement | number | accord des réponses d’un public (−1 à 1) | agreement inside an audience (−1 to 1)
applied_by | code | qui a fait la candidature | who made the application
at | number | rang dans le temps : 0 avant, 1 maintenant | place in time: 0 then, 1 now
attributed | yes | vrai : embauches rattachées à une action | true: hires attributed to an action
audience | id | public | audience
base | n | personnes ayant donné une réponse sur l’échelle | persons who answered on the scale
best | share | évolution nette si tous les absents allaient mieux | net shift if all the missing rose
best_invited | share | la même, invités absents compris | the same, the invited who never answered included
centre | share | évolution moyenne des groupes | average shift of the groups
change | level | évolution moyenne des réponses | mean change of the answers
cluster_method | code | actions prises en compte : independent, cr2_t | actions allowed for: independent, cr2_t
cluster_p | p | p de l’évolution, actions prises en compte | p of the change, actions allowed for
cohort | code | cohorte (période d’entrée) | cohort (period of entry)
common | share | différence commune, à strates égales | common difference within strata
common_difference | share | différence commune, à strates égales | common difference within strata
confidence | share | niveau de confiance des intervalles | confidence level of the intervals
confirmatory | yes | question nommée d’avance | question named beforehand
consensus | number | consensus des réponses d’un public (0 à 1) | consensus inside an audience (0 to 1)
construct | id | thème mesuré par plusieurs questions | construct measured by several questions
cost | euro | coût par personne ou résultat | cost per person or outcome
credit | number | embauches créditées par ce modèle | hires credited by this model
crude_difference | share | différence brute entre groupe et autres | crude difference between group and others
crude | share | différence brute entre groupe et autres | crude difference between group and others
cutoff | date | dernier jour pris en compte | last day that counts
d_av | number | taille d’effet, écart type moyen | effect size, average standard deviation
d_z | number | taille d’effet, écart type des différences | effect size, standard deviation of changes
dated_by | code | date retenue pour une rencontre | date kept for an encounter
day | day | jours depuis l’origine | days since the origin
dealt | code | ce qui a été redistribué dans le test | what was dealt again in the test
design | code | type d’enquête auprès du public | survey design of the audience
detectable_30 | share | écart décelable si 30 % changent | detectable shift if 30 % move
detectable_45 | share | écart décelable si 45 % changent | detectable shift if 45 % move
detectable_60 | share | écart décelable si 60 % changent | detectable shift if 60 % move
df | number | degrés de liberté | degrees of freedom
difference | number | valeur de maintenant moins celle d’avant | value of now less that of then
direction | code | sens favorable de la question | favourable side of the question
dispersion | ratio | dispersion des groupes / celle du hasard | spread of groups / that of chance
dispersion_p | p | p de la dispersion | p of the dispersion
distance | level | distance entre les réponses des deux publics | distance between the answers of both audiences
distance_excess | level | distance au-delà du hasard | distance beyond chance
distance_null | level | distance attendue du seul hasard | distance expected by chance alone
distance_p | p | p de la distance | p of the distance
equivalence | share | intervalle à 90 % pour l’équivalence | 90 % interval for equivalence
estimate | | estimation de la mesure nommée dans la ligne | estimate of the measure named in the row
euros | euro | dépenses comptées | costs counted
event | code | événement compté | event counted
exact | code | test exact ou simulé | exact or simulated test
expected_change | level | évolution attendue par régression vers la moyenne | change expected by regression to the mean
fault | code | contradiction trouvée dans les registres | contradiction found in the registers
favourable | share | part de réponses favorables | share of favourable answers
favourable_after | share | part favorable après | favourable share after
favourable_before | share | part favorable avant | favourable share before
favourable_change | share | évolution de la part favorable | change of the favourable share
figure | code | chiffre clé de la première page | key figure of the first page
first_answer | code | première réponse (groupe) | first answer (group)
flow | | effectifs par sens d’évolution | counts by direction of change
format | id | format d’action | format of action
from_position | level | premier niveau de la barre | first level of the bar
gap | share | écart de part favorable entre les deux publics | gap in favourable share between both audiences
gap_after | share | écart après | gap after
gap_before | share | écart avant | gap before
gap_change | share | évolution de l’écart | change of the gap
gap_change_high_90 | share | borne haute à 90 % | upper limit at 90 %
gap_change_low_90 | share | borne basse à 90 % | lower limit at 90 %
gap_total | share | évolution de l’écart, toutes questions ensemble | change of gap, over all questions
gate_p | p | p qui décide du verdict | p that decides the verdict
gray_p | p | p du test de Gray | p of Gray’s test
group | id | groupe | group
grouping | code | ce qui définit les groupes | what defines the groups
half_life_days | day | demi-vie du crédit | half-life of the credit
hazard_ratio | ratio | rapport de vitesses d’embauche | hazard ratio of hiring
heterogeneity_p | p | p des différences entre groupes | p of differences between groups
high | | borne haute de l’intervalle de la ligne | upper limit of the row’s interval
high_95 | share | limite haute de contrôle à 95 % | upper control limit at 95 %
high_998 | share | limite haute de contrôle à 99,8 % | upper control limit at 99.8 %
highest | share | part la plus haute possible, inconnus comptés | highest possible share, unknown counted
homogeneity_p | p | p de l’homogénéité marginale | p of marginal homogeneity
horizon | day | jours suivis au plus | days followed at most
icc | number | ressemblance des personnes d’une même action | likeness of persons of one action
icc_structure | number | ressemblance des personnes d’une même structure | likeness of persons of one structure
independence_p | p | p de l’absence de lien, à strates égales | p of no association within strata
interval | code | méthode de l’intervalle | interval method
item | id | question | question
item_second | id | la même question, autre public | the same question, other audience
landmark | date | personnes suivies à partir de cette date | persons followed from this date on
largest | share | part du plus grand groupe | share of the largest group
largest_structure | share | part de la plus grande structure | share of the largest structure
last | code | dernière étape enregistrée | last step recorded
log_rank_p | p | p du test du log-rang | p of the log-rank test
look_back_days | day | jours remontés avant l’embauche | days looked back before the hire
low | | borne basse de l’intervalle de la ligne | lower limit of the row’s interval
low_95 | share | limite basse de contrôle à 95 % | lower control limit at 95 %
low_998 | share | limite basse de contrôle à 99,8 % | lower control limit at 99.8 %
lowest | share | part la plus basse possible, inconnus comptés | lowest possible share, unknown counted
margin | share | marge : en deçà, pas de changement notable | margin: below it, no notable change
mcnemar_midp | p | p de McNemar (mid-p) | McNemar mid-p
mcnemar_p | p | p de McNemar exact | exact McNemar p
mean | level | niveau moyen | mean level
mean_after | level | niveau moyen après | mean level after
mean_before | level | niveau moyen avant | mean level before
mean_change | level | évolution moyenne | mean change
mean_gap | level | écart moyen entre les deux publics | mean gap between both audiences
mean_gap_after | level | écart moyen après | mean gap after
mean_gap_before | level | écart moyen avant | mean gap before
mean_gap_change | level | évolution de l’écart moyen | change of the mean gap
mean_method | code | intervalle de la moyenne : t, bca | interval of the mean: t, bca
measure | code | mesure | measure
method | code | méthode de calcul | method
model | code | modèle d’attribution | attribution model
month | month | mois depuis l’action (vagues de suivi) | months since the action (follow-up waves)
months | month | mois après l’embauche | months after the hire
movement | code | sens du rapprochement des publics | how the audiences moved
n | n | effectif de la ligne | count behind the row
n_actions | n | actions | actions
n_after | n | réponses après | answers after
n_applications | n | candidatures | applications
n_at_risk | n | parvenus à l’étape précédente ou au-delà | reached the previous step or a later one
n_before | n | réponses avant | answers before
n_behind | n | embauches derrière ce crédit | hires behind this credit
n_broken | n | parcours incomplets | broken journeys
n_clusters | n | actions distinctes | distinct actions
n_clusters_moved | n | actions où quelqu’un a changé | actions where somebody moved
n_down | n | moins favorables qu’avant | less favourable than before
n_effective | number | effectif équivalent après pondération | effective count after weighting
n_employed | n | encore en emploi | still employed
n_ended | n | candidatures closes | applications ended
n_ended_persons | n | personnes dont une candidature est close | persons with an application ended
n_events | n | événements | events
n_first | n | réponses du premier public | answers of the first audience
n_from_previous | n | venus de l’étape précédente | came from the previous step
n_groups | n | groupes comparés | groups compared
n_hired | n | embauchés | hired
n_hires | n | embauches | hires
n_identified | n | reconnus par leur code | recognised by their code
n_immature | n | suivis depuis trop peu de temps | not followed long enough
n_invited | n | invités | invited
n_items | n | questions | questions
n_leavers | n | présents avant, non revus après | there before, not seen again
n_left | n | sortis de l’emploi | left the job
n_left_hired | n | embauchés avant le point de repère | hired before the landmark
n_left_out | n | laissés hors du calcul | left out of the calculation
n_levels | n | niveaux de l’échelle | levels of the scale
n_linked | n | avec une chaîne complète | with a whole chain
n_linked_persons | n | personnes avec une chaîne complète | persons with a whole chain
n_looks | n | lectures prévues des mêmes données | planned looks at the same data
n_mature | n | suivis assez longtemps | followed long enough
n_met | n | embauchés rencontrés en action | hired people met in an action
n_missing | n | présents avant, absents après | there before, missing after
n_missing_invited | n | invités sans réponse après | invited without an answer after
n_no_action | n | sans action connue | without a known action
n_non_substantive | n | réponses hors échelle (ne sait pas…) | answers off the scale (don’t know…)
n_open | n | encore sans issue connue | without a known outcome yet
n_opposite | n | strates de sens contraire | strata of opposite sign
n_other | n | autres issues | other outcomes
n_others | n | effectif des autres groupes | count of the other groups
n_events_others | n | événements des autres groupes | events of the other groups
n_outside | n | hors de la fenêtre | outside the window
n_pairs | n | personnes vues avant et après | persons seen before and after
n_persons | n | personnes | persons
n_persons_at_risk | n | personnes parvenues à l’étape précédente | persons who reached the previous step
n_persons_reached | n | personnes parvenues à l’étape | persons who reached the step
n_reached | n | parvenus à l’étape | reached the step
n_repeat | n | personnes venues plusieurs fois | persons who came several times
n_rows | n | lignes concernées | rows concerned
n_same | n | inchangés | unchanged
n_second | n | réponses du second public | answers of the second audience
n_skipped | n | étape sautée | step skipped
n_small_actions | n | actions de petit effectif | small actions
n_start | n | au départ | at the start
n_stayers | n | présents avant et revus après | there before and seen again
n_strata | n | strates | strata
n_structures | n | structures | structures
n_through | n | parcours passés par là | journeys through it
n_too_early | n | observés trop tôt | observed too early
n_undated | n | sans date | undated
n_unknown | n | groupe inconnu | group unknown
n_unlinked | n | avec une chaîne incomplète | with an incomplete chain
n_up | n | plus favorables qu’avant | more favourable than before
nearly_all | yes | presque tous sur l’étape | nearly all reached the step
net | share | évolution nette | net shift
net_shift | share | évolution nette : part en hausse − part en baisse | net shift: share up − share down
no_action | n | chaîne sans action | chain without action
no_company | n | chaîne sans entreprise | chain without company
no_prescriber | n | chaîne sans prescripteur | chain without prescriber
numbers | | effectifs de la comparaison | counts of the comparison
odds | ratio | rapport de cotes commun | common odds ratio
odds_ratio | ratio | rapport de cotes | odds ratio
of | code | ce dont la chaîne est regardée | what the chain is of
outcome | code | issue (du parcours ou de l’ajustement) | outcome (of the journey or of the fit)
overlapping | yes | vrai : les personnes d’avant sont comptées maintenant aussi | true: people of then are counted now
own | share | poids des propres données du groupe | weight of the group’s own data
p_adjusted | p | p corrigé de la multiplicité | p adjusted for multiplicity
part | code | partie des données ou du graphique | part of the data or of the chart
period | code | période | period
pooled | share | évolution commune aux actions | shift common to the actions
pooled_shift | share | évolution commune aux actions du format | shift common to the format’s actions
position | code | niveau coché (1 = premier), ou place au graphique | level ticked (1 = first), or place in chart
prescriber | id | prescripteur | prescriber
previous | code | étape précédente | previous step
proportional_p | p | p de la proportionnalité des vitesses | p of proportional hazards
protected | yes | petits effectifs protégés | small counts protected
published | yes | faux : retenu pour protéger les personnes, sans nombre | false: withheld to protect people, no number
quality | code | qualité de l’emploi | job quality
range | share | étendue possible | possible range
rank_biserial | number | corrélation bisériale des rangs | rank-biserial correlation
rate | share | part observée | rate observed
rate_others | share | part observée chez les autres | rate of the others
ratio | ratio | rapport de vitesses | hazard ratio
ratio_outcome | code | issue de l’ajustement du rapport | outcome of the fit of the ratio
ratio_p | p | p du rapport | p of the ratio
reason | code | pourquoi la ligne est retenue | why the row is withheld
recorded | yes | étape suivie dans les registres | step recorded in the registers
reference | id | groupe de référence | reference group
response_rate | share | taux de réponse | response rate
rome_domain | code | domaine professionnel (ROME) | occupational domain (ROME)
scale | id | échelle de réponse | answer scale
scope | code | personnes dont parle le chiffre : selection, all | people the figure speaks of: selection, all
share | share | part | share
share_state | code | état de la part | state of the share
shift | share | évolution nette de cette partie des répondants | net shift of this part of the respondents
shrunken | share | part ramenée vers l’ensemble | rate drawn towards the whole
shrunken_shift | share | évolution ramenée vers l’ensemble | shift drawn towards the whole
sign_p | p | p du test des signes | p of the sign test
sign_p_adjusted | p | p des signes, corrigé de la multiplicité | sign p adjusted for multiplicity
signed_rank_p | p | p du test des rangs signés | p of the signed-rank test
signed_rank_zeros | code | traitement des inchangés | treatment of the unchanged
since | month | mois depuis l’entrée | months since entry
spread | share | écart type entre groupes | standard deviation between groups
standardised | share | part à composition égale | standardised rate
standardised_difference | number | écart restés − partis, en écarts types | stayers − leavers, in standard deviations
standardised_others | share | part des autres à composition égale | standardised rate of the others
start | share | part depuis le départ | rate from the start
start_rate | share | part depuis le départ | rate from the start
state | code | état du suivi ou du chiffre | state of the follow-up or of the figure
status | code | état du rapprochement | status of the gap
step | code | étape | step
structure | id | structure | structure
symmetry_p | p | p de la symétrie | p of symmetry
target | share | part de l’ensemble | rate of the whole
territory | id | territoire | territory
test_outcome | code | issue du test | outcome of the test
to_position | level | dernier niveau de la barre | last level of the bar
treatment | code | ce qui en est fait | what is done with it
unit | code | unité comptée : personne ou candidature | unit counted: person or application
value | number | valeur du chiffre clé (part, nombre ou euros) | value of the key figure (share, count or euros)
verdict | code | verdict | verdict
wave | code | vague d’enquête | survey wave
wave_from | code | vague de départ | first wave
wave_to | code | vague d’arrivée | second wave
weighted_shift | share | évolution nette pondérée | weighted net shift
window | day | fenêtre | window
window_days | day | fenêtre | window
within | code | strates | strata
worst | share | évolution nette si tous les absents allaient moins bien | net shift if all the missing fell
worst_invited | share | la même, invités absents compris | the same, the invited who never answered included
"""
_TEXTS = (
    _TEXT,
    columns_compared.TEXT,
    partner_columns.PARTNER_COLUMNS,
    visit_columns.VISIT_COLUMNS,
    word_columns.WORD_COLUMNS,
)
_DERIVED = {
    "_low": ("borne basse\u00a0: ", "lower limit: "),
    "_high": ("borne haute\u00a0: ", "upper limit: "),
    "_first": ("premier public\u00a0: ", "first audience: "),
    "_second": ("second public\u00a0: ", "second audience: "),
    "_treated": ("groupe du programme\u00a0: ", "programme’s group: "),
    "_control": ("groupe de comparaison\u00a0: ", "comparison group: "),
    "_published": ("montré ou non\u00a0: ", "shown or not: "),
    "_label": ("libellé\u00a0: ", "label: "),
}


class Column(NamedTuple):
    """A column in words: its unit and what it means, in French and English."""

    unit_fr: str
    unit_en: str
    fr: str
    en: str

    def of(self, lang: str) -> str:
        return self.en if lang == "en" else self.fr


def column(name: str) -> Column | None:
    """The column of this name, derived from another where it is a limit, a side or a mark; None: not known."""
    known = _columns().get(name)
    if known:
        return known
    for ending, (fr, en) in _DERIVED.items():
        whole = column(name.removesuffix(ending)) if name.endswith(ending) else None
        if whole:
            units = _UNITS["yes"] if ending == "_published" else _UNITS[""] if ending == "_label" else whole[:2]
            return Column(*units, fr + whole.fr, en + whole.en)
    return None


@cache
def _columns() -> dict[str, Column]:
    lines = (line.split("|") for text in _TEXTS for line in text.strip().splitlines())
    rows = ([part.strip() for part in line] for line in lines)
    return {name: Column(*map(_printed, (*_UNITS[unit], fr, en))) for name, unit, fr, en in rows}


def _printed(text: str) -> str:
    """A sign before which French leaves a space keeps it on its line."""
    return text.replace(" :", "\u00a0:").replace(" ;", "\u00a0;")
