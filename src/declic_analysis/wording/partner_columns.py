"""What the columns about structures, ambassadors and videos mean: name | unit | French | English."""

from __future__ import annotations

PARTNER_COLUMNS = """
again | share | part revenue dans le délai | share that came again within the window
median | day | durée médiane | median duration
again_rate | share | part revenue dans le délai | share that came again within the window
average_share | share | part de la vidéo qui est regardée | share of the video that is watched
company | id | entreprise | company
complete | yes | période finie à la date d’arrêt | period over at the cut-off
component | number | ensemble de structures reliées | part of linked structures
days | day | durée | duration
density | share | liens sur les liens possibles | links out of those possible
first_on | date | première date | first date
formats | id | formats d’action | action formats
gained | n | vues gagnées entre deux relevés | views gained between two exports
hosted | yes | la structure a reçu une action | the structure received an action
largest_component | share | part du plus grand ensemble | share of the largest part
last_on | date | dernière date | last date
look_back_complete | yes | le registre remonte assez loin | the register goes back far enough
measured_on | date | date du relevé | date of the export
median_days | day | durée médiane | median duration
median_state | code | état de la durée médiane | state of the median duration
n_added | n | liens nouveaux | new links
n_resumed | n | liens repris | links resumed
n_again | n | structures revenues dans le délai | structures that came again within the window
n_away | n | structures absentes depuis plus longtemps | structures away for longer
n_back | n | structures de retour | structures that are back
n_both | n | vidéos relevées avec et sans projection | videos measured with and without a showing
n_cut_links | n | liens sans lesquels des structures se sépareraient | links without which parts would come apart
n_unseen | n | structures connues, vues à aucune action | known structures seen at no action
n_dated | n | volontaires dont la date est notée | volunteers whose date is on record
median_months | month | mois depuis le volontariat, médiane | months since volunteering, median
n_bridges | n | structures qui font le lien | structures that make the link
n_companies | n | entreprises | companies
n_components | n | ensembles de structures reliées | parts of linked structures
n_concerned | n | structures concernées par la période | structures concerned by the period
n_falling | n | intervalles où les vues baissent | spans where views fall
n_faster_shown | n | vidéos plus vues par jour quand montrées | videos with more views a day where shown
n_gone | n | liens non revus | links not seen again
n_isolated_companies | n | entreprises sans action commune | companies without a shared action
n_isolated_prescribers | n | prescripteurs sans action commune | prescribers without a shared action
n_kept | n | liens maintenus | links kept
n_lapsed | n | structures plus vues depuis le délai | structures not seen since the look-back
n_leading | n | ambassadeurs qui ont animé | ambassadors who led
n_led | n | actions animées par un ambassadeur | actions led by an ambassador
n_links | n | liens | links
n_measured | n | vidéos de ce relevé | videos of this export
n_new | n | structures nouvelles | new structures
n_outside_roster | n | ambassadeurs hors registre | ambassadors not on the roster
n_possible | n | liens possibles | possible links
n_prescribers | n | structures prescriptrices et SIAE | prescribing structures and SIAE
n_present | n | structures présentes | structures present
n_previous | n | personnes à l’étape d’avant | people at the stage before
n_retired | n | retraités récents | recently retired
n_spans | n | intervalles entre deux relevés | spans between two exports
n_status_unknown | n | situation non renseignée | situation not stated
n_stayed | n | structures déjà là | structures already there
n_too_recent | n | trop récentes pour le dire | too recent to say
n_untrained_leading | n | ont animé sans date de formation | led without a training date
n_videos | n | vidéos | videos
n_waiting | n | pas vues, délai non écoulé | not seen, look-back not over
n_with_share | n | vidéos dont la part regardée est connue | videos whose share watched is known
n_working | n | en activité | working
place | number | rang dans la grille (sans valeur) | place in the grid (means nothing)
reach | n | structures rencontrées de l’autre côté | structures met on the other side
repeat_rate | share | part vue à deux dates ou plus | share seen on two days or more
shown_at | id | formats des actions où la vidéo a été montrée | formats of the actions where the video was shown
n_shown | n | projections | showings
views_difference | number | écart de vues par jour, par vidéo | difference of views a day, by video
side | code | côté du réseau | side of the network
silence_days | day | silence qui clôt un partenariat | silence that ends a partnership
stage | code | étape | stage
standing | code | place dans le réseau | standing in the network
survival | share | part encore active | share still active
views | n | vues | views
views_per_day | number | vues par jour | views a day
watch_hours | number | heures regardées | hours watched
"""
