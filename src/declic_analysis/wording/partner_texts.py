"""What is said of structures over time, their loyalty and their network, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


PARTNER_TEXTS = {
    "partners_absent": _text(
        "Ni action datée ni présence notée d’une structure : l’écosystème est non renseigné, ce qui ne veut pas dire "
        "vide.",
        "Neither a dated action nor a structure's presence on record: the network of partners is not stated, which "
        "does not mean empty.",
    ),
    "periods_title": _text("Structures présentes, période par période", "Structures present, period by period"),
    "periods_note": _text(
        "Une structure est présente quand une de ses personnes a été vue à une action ou quand elle a reçu l’action. "
        "Nouvelle : vue pour la première fois dans le registre. De retour : revue après {n} {periods} ou plus sans "
        "être vue. Plus vue : absente depuis {n} {periods} exactement. Une période sans action sur le territoire de la "
        "structure ne compte pas.",
        "A structure is present when one of its people was seen at an action or when it received the action. New: seen "
        "for the first time in the register. Back: seen again after {n} {periods} or more without. Not seen any more: "
        "absent for exactly {n} {periods}. A period without any action in the structure's territory does not count.",
    ),
    "periods_first": _text(
        "Le registre commence en {period} : avant, rien ne distingue une structure nouvelle d’une structure de retour.",
        "The register starts in {period}: before that, nothing tells a new structure from one that is back.",
    ),
    "periods_last": _text(
        "La période {period} n’est pas finie au {date} : une absence n’y dit encore rien.",
        "The period {period} is not over on {date}: an absence says nothing yet.",
    ),
    "periods_bar": _text("présentes : {present}", "present: {present}"),
    "periods_gone": _text("plus vues : {gone}", "not seen any more: {gone}"),
    "periods_open": _text("période inachevée", "unfinished"),
    "alt_periods": _text(
        "Barres : structures présentes dans chaque période, selon qu’elles sont déjà là, de retour ou nouvelles.",
        "Bars: structures present in each period, already there, back or new.",
    ),
    "alt_periods_item": _text(
        "{side}, {period} : {present} présentes, dont {stayed} déjà là, {back} de retour, {new} nouvelles ; {gone}.",
        "{side}, {period}: {present} present, of which {stayed} already there, {back} back, {new} new; {gone}.",
    ),
    "side": _text("Côté", "Side"),
    "period": _text("Période", "Period"),
    "concerned": _text("Structures concernées", "Structures concerned"),
    "present": _text("Présentes", "Present"),
    "state_stayed": _text("Déjà là", "Already there"),
    "state_back": _text("De retour", "Back"),
    "state_new": _text("Nouvelles", "New"),
    "state_waiting": _text("Pas vues, délai non écoulé", "Not seen, look-back not over"),
    "state_lapsed": _text("Plus vues", "Not seen any more"),
    "state_away": _text("Absentes depuis plus longtemps", "Away for longer"),
    "state_open": _text("Non vues, période inachevée", "Not seen, period not over"),
    "length_month": _text("mois", "month"),
    "length_quarter": _text("trimestre", "quarter"),
    "length_half_year": _text("semestre", "half-year"),
    "length_year": _text("année", "year"),
    "lengths_month": _text("mois", "months"),
    "lengths_quarter": _text("trimestres", "quarters"),
    "lengths_half_year": _text("semestres", "half-years"),
    "lengths_year": _text("années", "years"),
    "loyalty_sentence": _text(
        "{k} structures sur {n} ont été vues à deux dates ou plus ({share}).",
        "{k} structures out of {n} were seen on two days or more ({share}).",
    ),
    "loyalty_hidden": _text(
        "Trop peu de structures pour dire si elles reviennent.", "Too few structures to say whether they come again."
    ),
    "loyalty_within": _text(
        "Parmi les {m} connues depuis {days} jours au moins, {k} sont revenues dans les {days} jours ({share}) : cette "
        "part-là ne dépend pas de l’ancienneté.",
        "Of the {m} known for {days} days at least, {k} came again within {days} days ({share}): that share does not "
        "depend on how long they have been known.",
    ),
    "loyalty_caption": _text("Retour des structures, par côté", "Structures that come again, by side"),
    "loyalty_n": _text("Structures vues", "Structures seen"),
    "loyalty_repeat": _text("Vues à deux dates ou plus", "Seen on two days or more"),
    "loyalty_share": _text("Part [intervalle]", "Share [interval]"),
    "loyalty_again": _text("Revenues dans les {days} jours", "Came again within {days} days"),
    "loyalty_recent": _text("Trop récentes pour le dire", "Too recent to say"),
    "loyalty_of": _text("{k} sur {m}", "{k} out of {m}"),
    "survival_caption": _text(
        "Partenariats encore vivants, selon le temps depuis la première présence",
        "Partnerships still alive, by time since the first presence",
    ),
    "survival_days": _text("Jours depuis la première présence", "Days since the first presence"),
    "survival_at_risk": _text("Structures encore suivies", "Structures still followed"),
    "survival_share": _text("Part encore active [intervalle]", "Share still active [interval]"),
    "survival_short": _text("suivi trop court", "follow-up too short"),
    "survival_median": _text(
        "Durée médiane d’un partenariat : {days} jours, intervalle {interval}.",
        "Median length of a partnership: {days} days, interval {interval}.",
    ),
    "survival_up_to": _text("de {low} à {high} jours", "{low} to {high} days"),
    "survival_from": _text("{low} jours ou plus", "{low} days or more"),
    "survival_open": _text("non calculable", "not computable"),
    "survival_not_reached": _text(
        "Dans le temps suivi jusqu’au {date}, la part encore active ne descend pas à la moitié : la durée médiane d’un "
        "partenariat n’est pas connue.",
        "Over the time followed up to {date}, the share still active does not come down to one half: the median length "
        "of a partnership is not known.",
    ),
    "survival_note": _text(
        "Un partenariat prend fin à la dernière présence avant {days} jours sans aucune, alors qu’une action avait "
        "lieu sur son territoire. Une structure encore dans ce délai est suivie jusqu’à {days} jours avant la dernière "
        "action de son territoire (au plus tard le {date}) : trop récentes pour l’être, {n}. Une structure vue dès "
        "le début du registre pouvait être partenaire avant : la durée compte depuis la première présence notée. Une "
        "absence dépend aussi des actions proposées. Kaplan–Meier, intervalles à {confidence}.",
        "A partnership ends on the last presence before {days} days without any while an action was held in its "
        "territory. A structure still within that time is followed up to {days} days before the last action of its "
        "territory ({date} at the latest): too recent to be, {n}. A structure seen at the start of the register "
        "may have been a partner before: length counts from the first presence on record. An absence also depends on "
        "which actions were offered. Kaplan–Meier, {confidence} intervals.",
    ),
    "network_sentence": _text(
        "{links} liens entre {p} structures prescriptrices ou SIAE et {c} entreprises, sur {possible} possibles "
        "({density}). {isolated}",
        "{links} links between {p} prescribing structures or SIAE and {c} companies, out of {possible} possible "
        "({density}). {isolated}",
    ),
    "network_none_isolated": _text(
        "Chaque structure a partagé au moins une action avec l’autre côté.",
        "Every structure shared at least one action with the other side.",
    ),
    "network_one_isolated": _text(
        "Une structure n’a partagé aucune action avec l’autre côté.",
        "One structure shared no action with the other side.",
    ),
    "network_isolated": _text(
        "{n} structures n’ont partagé aucune action avec l’autre côté.",
        "{n} structures shared no action with the other side.",
    ),
    "network_one_bridge": _text(
        "Une structure fait le lien : sans elle, d’autres ne seraient plus reliées.",
        "One structure makes the link: without it others would no longer be linked.",
    ),
    "network_parts": _text(
        "Les structures reliées forment {n} ensembles sans lien entre eux ; le plus grand en réunit {share}.",
        "Linked structures form {n} parts without a link between them; the largest holds {share} of them.",
    ),
    "network_one_part": _text(
        "Toutes les structures reliées le sont en un seul ensemble.", "All linked structures hold together in one part."
    ),
    "network_bridges": _text(
        "{n} structures font le lien : sans elles, d’autres ne seraient plus reliées.",
        "{n} structures make the link: without them others would no longer be linked.",
    ),
    "network_no_bridge": _text(
        "Aucune structure n’est seule à faire le lien : sans l’une d’elles, les autres resteraient reliées.",
        "No structure alone makes the link: without any one of them the others would stay linked.",
    ),
    "network_cut_links": _text(
        "Liens dont la perte séparerait des structures : {n} sur {links}.",
        "Links whose loss would part structures: {n} of {links}.",
    ),
    "network_unseen": _text(
        "Structures connues de l’étude et vues à aucune action : {n}.",
        "Structures known to the study and seen at no action: {n}.",
    ),
    "names_bridge": _text("Font le lien : {names}.", "Make the link: {names}."),
    "names_isolated": _text(
        "Sans action commune avec l’autre côté : {names}.", "Without a shared action with the other side: {names}."
    ),
    "names_unseen": _text("Connues et vues à aucune action : {names}.", "Known and seen at no action: {names}."),
    "names_others": _text("{names} ; les autres ne peuvent être nommées", "{names}; the others may not be named"),
    "network_hidden": _text(
        "Trop peu de structures d’un côté pour montrer le réseau.",
        "Too few structures on one side to show the network.",
    ),
    "network_caveat": _text(
        "Un lien dit que deux structures étaient à une même action, non qu’elles se sont parlé, ni qu’elles "
        "continuent. Rien ici ne classe les structures.",
        "A link says that two structures were at the same action, not that they talked, nor that they go on. Nothing "
        "here ranks structures.",
    ),
    "links_title": _text("Qui a partagé une action avec qui", "Who shared an action with whom"),
    "links_note": _text(
        "Une ligne par structure prescriptrice ou SIAE, une colonne par entreprise ; le nombre d’actions partagées est "
        "dans la case. Rangées par territoire, puis de sorte que les structures aux mêmes partenaires se suivent : "
        "l’ordre ne dit rien de leur importance.",
        "One line a prescribing structure or SIAE, one column a company; the cell holds the number of actions shared. "
        "Ordered by territory, then so that structures with the same partners follow each other: the "
        "order says nothing of importance.",
    ),
    "links_note_turned": _text(
        "Une ligne par entreprise, une colonne par structure prescriptrice ou SIAE ; le nombre d’actions partagées est "
        "dans la case. Rangées par territoire, puis de sorte que les structures aux mêmes partenaires se suivent : "
        "l’ordre ne dit rien de leur importance.",
        "One line a company, one column a prescribing structure or SIAE; the cell holds the number of actions shared. "
        "Ordered by territory, then so that structures with the same partners follow each other: the "
        "order says nothing of importance.",
    ),
    "links_note_kinds": _text(
        "Trop de structures pour une ligne chacune : elles sont réunies par territoire et par sorte (type de SIAE ou "
        "de prescripteur, effectif de l’entreprise), et la case compte les actions où les deux groupes étaient. "
        "Une sorte de moins de {n} structures est réunie aux autres.",
        "Too many structures for a line each: they stand together by territory and kind (kind of SIAE or prescriber, "
        "employees of the company), and the cell counts the actions where both groups were. A kind of fewer than {n} "
        "structures stands with the others.",
    ),
    "links_title_place": _text("{title} : {place}", "{title}: {place}"),
    "links_edge": _text("Structures rencontrées", "Structures met"),
    "links_edge_told": _text("{label}<br>structures rencontrées : {n}", "{label}<br>structures met: {n}"),
    "links_apart": _text(
        "Un tableau par territoire ; {n} liens entre territoires n’y sont pas.",
        "One grid a territory; {n} links between territories are not in them.",
    ),
    "kind_group": _text("{kind}, {place} ({n})", "{kind}, {place} ({n})"),
    "kind_company": _text("Entreprises de {size}", "Companies of {size}"),
    "links_left_out": _text(
        "Les structures qui ne peuvent être nommées sont réunies par territoire, ou tues quand elles sont moins "
        "de {n}.",
        "Structures that may not be named stand together by territory, or are left out where they are fewer than {n}.",
    ),
    "alt_links": _text(
        "Tableau de cases : structures prescriptrices en lignes, entreprises en colonnes.",
        "Grid: prescribing structures as lines, companies as columns.",
    ),
    "alt_links_item": _text("{prescriber} : {companies}.", "{prescriber}: {companies}."),
    "alt_links_none": _text("aucune action partagée", "no action shared"),
    "links_cell": _text("{prescriber} et {company} : {n} action(s)", "{prescriber} and {company}: {n} action(s)"),
    "unnamed_group": _text("Autres structures, {place} ({n})", "Other structures, {place} ({n})"),
    "structures_unnamed": _text("Structures non nommées, ensemble", "Structures not named, together"),
    "unnamed_hidden": _text("Autres structures, {place}", "Other structures, {place}"),
    "standings_caption": _text(
        "Place de chaque structure dans le réseau", "Where each structure stands in the network"
    ),
    "standing": _text("Place", "Standing"),
    "reach": _text("Structures rencontrées de l’autre côté", "Structures met on the other side"),
    "actions_number": _text("Actions", "Actions"),
    "changes_caption": _text("Liens d’une période à la suivante", "Links from one period to the next"),
    "changes_kept": _text("Maintenus", "Kept"),
    "changes_added": _text("Nouveaux", "New"),
    "changes_resumed": _text("Repris", "Resumed"),
    "changes_gone": _text("Non revus", "Not seen again"),
    "changes_gone_text": _text("non revus : {n}", "not seen again: {n}"),
    "changes_note": _text(
        "Liens vus dans la période ou dans celle d’avant. Nouveau : jamais vu avant dans le registre. Repris : vu plus "
        "tôt, pas dans la période d’avant. Non revu : vu dans la période d’avant, pas dans celle-ci (une action où les "
        "deux se croisent a pu manquer) ; dans une période inachevée, on ne peut pas encore le dire.",
        "Links seen in the period or in the one before. New: never seen before in the register. Resumed: seen earlier, "
        "not in the period before. Not seen again: seen in the period before, not in this one (there may have been no "
        "action where both meet); in an unfinished period it cannot be said yet.",
    ),
    "alt_changes": _text("Barres : liens maintenus, nouveaux et repris.", "Bars: links kept, new and resumed."),
    "alt_changes_item": _text(
        "{span} : {kept} maintenus, {added} nouveaux, {resumed} repris ; {gone}.",
        "{span}: {kept} kept, {added} new, {resumed} resumed; {gone}.",
    ),
    "changes_from": _text("De {previous} à {period}", "From {previous} to {period}"),
    "changes_open": _text("inachevée", "not over"),
    "changes_none": _text("Une seule période : rien à comparer.", "One period only: nothing to compare."),
    "list_caption": _text(
        "{territory} : structures qui ont pris part aux actions",
        "{territory}: structures that took part in the actions",
    ),
    "list_formats": _text("Formats", "Formats"),
    "list_since": _text("Première et dernière présence", "First and last presence"),
    "list_hosted": _text("A reçu une action", "Received an action"),
    "list_yes": _text("oui", "yes"),
    "list_no": _text("non", "no"),
    "list_intro": _text(
        "Cette liste peut être montrée aux partenaires : elle nomme les structures qui l’acceptent ou dont le nom est "
        "déjà public, et ne dit rien des personnes.",
        "This list may be shown to partners: it names the structures that agree or whose name is public already, and "
        "says nothing of people.",
    ),
    "list_inside": _text(
        "Diffusion interne : toutes les structures sont nommées. Pour une liste à montrer aux partenaires, choisissez "
        "la diffusion externe.",
        "Inside the house: every structure is named. For a list to show to partners, choose the external circulation.",
    ),
    "list_none_named": _text(
        "Aucune structure ne peut encore être nommée à l’extérieur (colonne « nommée à l’extérieur »).",
        "No structure may be named outside yet (column “nommée à l’extérieur”).",
    ),
    "basis_unknown": _text("{label} : non renseigné", "{label}: not stated"),
    "basis_measure": _text("{label} : {told}", "{label}: {told}"),
    "basis_loyal": _text(
        "{label} : {k} sur {n}, {share} ; confirmé si tout l’intervalle dépasse la moitié",
        "{label}: {k} out of {n}, {share}; confirmed where the whole interval is above one half",
    ),
    "claims_where": _text("Ces chiffres se lisent dans :", "These numbers are read in:"),
    "claims_chapter_views": _text("Les regards ont-ils changé ?", "Have minds changed?"),
    "claims_chapter_hires": _text("Suites et embauches", "What followed, and hires"),
    "claims_chapter_diagnosis": _text("Diagnostic partagé", "Shared diagnosis"),
    "claims_chapter_partners": _text("L’écosystème", "The network of partners"),
    "page_sentence": _text(
        "{structures} structures ont pris part à {actions} actions au {date}.",
        "{structures} structures took part in {actions} actions up to {date}.",
    ),
    "ecosystem_nothing": _text("Aucune structure vue dans cette période.", "No structure seen in this period."),
}
