"""What is said beside a comparison group. EFFECT_TEXTS are said only where lots were drawn: no other text may speak of
an estimated effect.
"""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


EFFECT_TEXTS = {
    "lots_intro": _text(
        "Groupe de comparaison : {formed}. Le sort seul a décidé : l’écart d’évolution entre les deux groupes est un "
        "effet estimé, avec l’incertitude de son intervalle, sur les personnes qui ont répondu deux fois.",
        "Comparison group: {formed}. Chance alone decided: the difference in change between the two groups is an "
        "estimated effect, as uncertain as its interval, on the people who answered twice.",
    ),
    "lots_name": _text("effet estimé", "estimated effect"),
    "lots_header": _text("Effet estimé (niveaux)", "Estimated effect (levels)"),
    "lots_hires_intro": _text(
        "Groupe de comparaison : {formed}. Le sort seul a décidé : l’écart entre les groupes tels que formés est un "
        "effet estimé, que les personnes soient venues ou non.",
        "Comparison group: {formed}. Chance alone decided: the difference between the groups as formed is an "
        "estimated effect, whether people came or not.",
    ),
}
COMPARISON_TEXTS = {
    "group_intro": _text(
        "Groupe de comparaison : {formed}. Il n’a pas été tiré au sort : l’écart d’évolution entre les groupes n’est "
        "pas, à lui seul, l’effet du programme.",
        "Comparison group: {formed}. No lots were drawn: the difference in change between the groups is not all owed "
        "to the programme.",
    ),
    "group_name": _text("écart d’évolution entre les groupes", "difference in change between the groups"),
    "group_header": _text(
        "Écart d’évolution entre les groupes (niveaux)", "Difference in change between the groups (levels)"
    ),
    "group_none": _text(
        "Cette étude n’a pas de groupe de comparaison : ces données ne peuvent pas dire quelle part d’une évolution "
        "revient au programme. Il faudrait que des personnes comparables, qui n’ont suivi aucune action, répondent aux "
        "mêmes questions aux mêmes moments ; mieux, que le sort décide à qui les actions sont proposées d’abord.",
        "This study has no comparison group: these data cannot say which part of a change belongs to the programme. "
        "Comparable people who attended no action would have to answer the same questions at the same times; better "
        "still, chance would decide who is offered the actions first.",
    ),
    "group_nobody": _text(
        "Un groupe de comparaison est déclaré, mais aucune personne des deux groupes n’a encore répondu avant et après "
        "à une même question.",
        "A comparison group is declared, but no people of both groups have yet answered one question before and after.",
    ),
    "group_item": _text(
        "« {label} » : {name} {value} {interval}. {verdict}.", "“{label}”: {name} {value} {interval}. {verdict}."
    ),
    "group_item_withheld": _text(
        "« {label} » : trop peu de personnes dans un groupe, résultat non publié.",
        "“{label}”: too few people in one group, result not published.",
    ),
    "group_inconclusive": _text(
        "{verdict} : cet effectif ne pouvait montrer qu’un écart d’au moins {detectable}",
        "{verdict}: these people could only have shown a difference of at least {detectable}",
    ),
    "group_higher_neutral": _text(
        "Perçu davantage dans le groupe du programme, au-delà de l’évolution de l’autre groupe",
        "Perceived more in the programme’s group, beyond the change of the other group",
    ),
    "group_lower_neutral": _text(
        "Perçu moins dans le groupe du programme, au-delà de l’évolution de l’autre groupe",
        "Perceived less in the programme’s group, beyond the change of the other group",
    ),
    "group_levels": _text("{value} niveaux", "{value} levels"),
    "group_level": _text("{value} niveau", "{value} level"),
    "limit_unmeasured": _text(
        "Les groupes peuvent différer par ce que personne n’a mesuré (motivation, situation, conseiller) : une part de "
        "l’écart peut venir de là.",
        "The groups may differ in what nobody measured (motivation, situation, adviser): part of the difference may "
        "come from there.",
    ),
    "limit_start": _text(
        "S’ils ne partaient pas du même niveau, une partie du rapprochement est un retour vers la moyenne : la colonne "
        "« à réponses initiales égales » en tient compte, sans s’en affranchir tout à fait.",
        "If they did not start at the same level, part of their coming closer is regression to the mean: the column "
        "“at equal first answers” allows for it, not entirely.",
    ),
    "limit_lost": _text(
        "Si les personnes perdues de vue ne sont pas les mêmes dans les deux groupes, la comparaison ne tient plus : "
        "voir le tableau des pertes.",
        "If the people lost are not alike in both groups, the comparison no longer holds: see the table of losses.",
    ),
    "limit_expected": _text(
        "Chacun sait s’il a suivi une action, et l’on répond volontiers ce que l’on croit attendu.",
        "Everybody knows whether they attended an action, and people gladly answer what they believe is expected.",
    ),
    "limit_spread": _text(
        "Si des personnes des deux groupes se parlent, l’autre groupe change aussi et l’écart rétrécit.",
        "If people of both groups talk to each other, the other group changes too and the difference shrinks.",
    ),
    "group_caption": _text(
        "{audience} : évolution face au groupe de comparaison", "{audience}: change beside the comparison group"
    ),
    "lost_caption": _text(
        "{audience} : personnes perdues, groupe par groupe", "{audience}: people lost, group by group"
    ),
    "lost_note": _text(
        "p : test exact de Fisher, la chance d’un tel écart de pertes, ou plus grand, si les groupes perdaient autant.",
        "p: Fisher’s exact test, the chance of losses at least as different if both groups lost as many.",
    ),
    "pairs_programme": _text("Paires, programme", "Pairs, programme"),
    "pairs_comparison": _text("Paires, comparaison", "Pairs, comparison"),
    "change_programme": _text("Évolution, programme", "Change, programme"),
    "change_comparison": _text("Évolution, comparaison", "Change, comparison"),
    "at_equal_start": _text("À réponses initiales égales", "At equal first answers"),
    "p_adjusted": _text("p corrigé", "Corrected p"),
    "group_reading": _text("Lecture", "Reading"),
    "people_of_group": _text("Personnes", "People"),
    "answered_after": _text("Ont répondu après", "Answered after"),
    "people_lost": _text("Perdues", "Lost"),
    "group_column": _text("Groupe", "Group"),
    "lost_p": _text("p", "p"),
    "comparison_title": _text("Les deux groupes, avant et après", "Both groups, before and after"),
    "comparison_note": _text(
        "À gauche, moyenne de chaque groupe avant (cercle vide) et après (cercle plein), en niveaux de l’échelle "
        "({low} à {high}). À droite, {name} et son intervalle à {confidence} : à droite du trait, l’évolution est plus "
        "forte dans le groupe du programme.",
        "On the left, mean of each group before (open circle) and after (full circle), in levels of the scale ({low} "
        "to {high}). On the right, {name} with its {confidence} interval: right of the line, the change is larger in "
        "the programme’s group.",
    ),
    "comparison_axis": _text("niveaux", "levels"),
    "difference_axis": _text("écart", "difference"),
    "alt_comparison": _text(
        "Graphique en points : moyennes avant et après de deux groupes, et leur écart d’évolution ; questions : {n}.",
        "Dot plot: means of two groups before and after, and their difference in change; questions: {n}.",
    ),
    "alt_comparison_item": _text(
        "« {label} » : groupe du programme de {a} à {b}, groupe de comparaison de {c} à {d}, écart {value}.",
        "“{label}”: programme’s group from {a} to {b}, comparison group from {c} to {d}, difference {value}.",
    ),
    "clustered_note": _text(
        "Les personnes d’une même action se ressemblent : l’intervalle en tient compte (variance CR2 par action).",
        "People of one action are alike: the interval allows for it (CR2 variance by action).",
    ),
    "hires_group_intro": _text(
        "Groupe de comparaison : {formed}. Il n’a pas été tiré au sort : l’écart entre les groupes n’est pas, à lui "
        "seul, l’effet du programme. Les lignes ajustées comparent des personnes aux mêmes caractéristiques connues "
        "({covariates}) ; elles parlent des personnes du groupe du programme.",
        "Comparison group: {formed}. No lots were drawn: the difference between the groups is not all owed to the "
        "programme. The adjusted lines compare people of the same known characteristics ({covariates}); they "
        "are about the people of the programme’s group.",
    ),
    "hires_group_none": _text(
        "Sans groupe de comparaison, ces données ne peuvent pas dire quelle part des embauches connues revient au "
        "programme : certaines auraient eu lieu sans lui. Il faudrait suivre dans le même registre, avec le même soin "
        "et aussi longtemps, des personnes comparables qui n’ont rencontré aucune action ; mieux, que le sort décide à "
        "qui les actions sont proposées d’abord.",
        "Without a comparison group, these data cannot say which part of the known hires belongs to the programme: "
        "some "
        "would have come without it. Comparable people who met no action would have to be followed in the same "
        "register, as carefully and as long; better still, chance would decide who is offered the actions first.",
    ),
    "hires_group_nobody": _text(
        "Un groupe de comparaison est déclaré, mais le registre des candidats ne dit encore d’aucune personne à quel "
        "groupe elle appartient : non renseigné.",
        "A comparison group is declared, but the register of candidates does not yet say of anybody which group they "
        "are in: not stated.",
    ),
    "hires_group_counts": _text(
        "Embauches connues dans les {days} jours, {origin} : {a} sur {n} dans le groupe du programme ({rate_a}), {b} "
        "sur "
        "{m} dans le groupe de comparaison ({rate_b}).",
        "Known hires within {days} days, {origin}: {a} of {n} in the programme’s group ({rate_a}), {b} of {m} in the "
        "comparison group ({rate_b}).",
    ),
    "hires_group_base": _text(
        "Embauches connues dans les {days} jours, {origin}, sur {n} personnes du groupe du programme et {m} du groupe "
        "de comparaison ; le détail n’est pas publié.",
        "Known hires within {days} days, {origin}, of {n} people of the programme’s group and {m} of the comparison "
        "group; the detail is not published.",
    ),
    "hires_group_withheld": _text(
        "Embauches face au groupe de comparaison : trop peu de personnes ou d’embauches dans un groupe, résultat non "
        "publié.",
        "Hires beside the comparison group: too few people or hires in one group, result not published.",
    ),
    "hires_from_zero": _text("comptés depuis {origin}", "counted from {origin}"),
    "hires_left_out": _text(
        "Hors de la comparaison : {immature} parcours trop récents ou sans date, {undated} embauches sans date, "
        "{before} "
        "embauches antérieures, {unknown} personnes d’aucun groupe.",
        "Outside the comparison: {immature} journeys too recent or without a date, {undated} hires without a date, "
        "{before} earlier hires, {unknown} people of no group.",
    ),
    "hires_main": _text(
        "{method} : {name} {value} {interval}. {verdict}.", "{method}: {name} {value} {interval}. {verdict}."
    ),
    "hires_refused": _text("{method} : aucun chiffre, {reason}.", "{method}: no figure, {reason}."),
    "hires_name": _text("écart entre les groupes", "difference between the groups"),
    "hires_higher": _text(
        "L’accès à l’embauche est plus fréquent dans le groupe du programme",
        "Hires are more frequent in the programme’s group",
    ),
    "hires_lower": _text(
        "L’accès à l’embauche est moins fréquent dans le groupe du programme",
        "Hires are less frequent in the programme’s group",
    ),
    "hires_inconclusive": _text("Écart non concluant", "Inconclusive difference"),
    "hires_e_value": _text(
        "Solidité : pour que cet écart disparaisse, une caractéristique non mesurée devrait multiplier par {value} la "
        "chance d’être dans le programme et par autant celle d’être embauché ({limit} pour que l’intervalle touche "
        "zéro).",
        "Robustness: for this difference to vanish, an unmeasured characteristic would have to multiply the chance of "
        "being in the programme by {value}, and that of being hired by as much ({limit} for the interval to touch "
        "zero).",
    ),
    "hires_e_none": _text(
        "Solidité : l’intervalle touche déjà zéro, aucune caractéristique non mesurée n’est nécessaire pour expliquer "
        "cet écart.",
        "Robustness: the interval already touches zero; no unmeasured characteristic is needed to explain this "
        "difference.",
    ),
    "limit_register": _text(
        "Une embauche qu’on n’a pas cherchée ne se voit pas : si le groupe de comparaison est suivi de moins près, "
        "l’écart "
        "est surestimé.",
        "A hire that nobody looked for is not seen: where the comparison group is followed less closely, the "
        "difference "
        "is overstated.",
    ),
    "limit_zero": _text(
        "Les personnes du groupe de comparaison n’ont pas de rencontre : leur temps commence à leur première étape "
        "datée. "
        "L’orientation ou la candidature, communes aux deux groupes, feraient un départ plus juste.",
        "People of the comparison group have no encounter: their time starts at their first dated step. The "
        "orientation "
        "or the application, which both groups have, would be a fairer start.",
    ),
    "limit_elsewhere": _text(
        "Une personne embauchée ailleurs, connue comme telle, ne compte pas parmi les embauches du registre.",
        "A person hired elsewhere, known as such, is not among the hires of the register.",
    ),
    "hires_compare_caption": _text(
        "Accès à l’embauche dans les {days} jours, face au groupe de comparaison",
        "Hires within {days} days, beside the comparison group",
    ),
    "hires_method": _text("Méthode", "Method"),
    "hires_expected": _text("Attendu sans le programme", "Expected without the programme"),
    "hires_seen": _text("Observé, programme", "Observed, programme"),
    "hires_effective": _text("Personnes comparées qui comptent", "Compared people who count"),
    "hires_ratio": _text("Rapport", "Ratio"),
    "hires_e_header": _text("E-value (limite)", "E-value (limit)"),
    "balance_title": _text("Les deux groupes se ressemblent-ils ?", "Are the two groups alike?"),
    "balance_note": _text(
        "Différence de chaque part entre les groupes, en écarts-types : cercle vide, tels que formés ; cercle plein, "
        "après "
        "pondération. Au-delà des traits (0,1), un écart mérite qu’on le regarde. Sans point plein, la pondération "
        "n’a pas "
        "pu se faire.",
        "Difference of each share between the groups, in standard deviations: open circle, as formed; full circle, "
        "after "
        "weighting. Beyond the lines (0.1), a difference deserves a look. Without a full circle, no weights could be "
        "made.",
    ),
    "balance_level": _text("{covariate} : {level}", "{covariate}: {level}"),
    "balance_before": _text("Tels que formés", "As formed"),
    "balance_after": _text("Après pondération", "After weighting"),
    "balance_characteristic": _text("Caractéristique", "Characteristic"),
    "balance_axis": _text("écarts-types", "standard deviations"),
    "balance_none": _text(
        "Aucune caractéristique publiable ne permet de dire si les groupes se ressemblent.",
        "No characteristic that may be published tells whether the groups are alike.",
    ),
    "overlap_title": _text("Les deux groupes se recouvrent-ils ?", "Do the two groups overlap?"),
    "overlap_note": _text(
        "Part de chaque groupe selon la chance estimée d’être dans le programme (programme au-dessus, comparaison "
        "au-dessous). Là où un côté est vide, personne ne peut être comparé. Personnes du programme sans semblable : "
        "{outside}.",
        "Share of each group by the estimated chance of being in the programme (programme above, comparison below). "
        "Where "
        "one side is empty, nobody can be compared. People of the programme without a like: {outside}.",
    ),
    "overlap_axis": _text("chance estimée d’être dans le programme", "estimated chance of being in the programme"),
    "overlap_step": _text("Chance estimée", "Estimated chance"),
    "overlap_none": _text(
        "Recouvrement : aucune chance estimée ne peut être montrée.", "Overlap: no estimated chance can be shown."
    ),
    "level_others": _text("autres (rares)", "others (rare)"),
    "level_unknown": _text("non renseigné", "not stated"),
    "characteristic_territory": _text("territoire", "territory"),
    "characteristic_prescriber_kind": _text("type de prescripteur", "kind of prescriber"),
    "characteristic_rome_domain": _text("domaine de métier (ROME)", "field of work (ROME)"),
    "characteristic_period": _text("mois de la rencontre", "month of the encounter"),
}
