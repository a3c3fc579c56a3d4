"""What is said of ambassadors and videos, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


AMBASSADOR_TEXTS = {
    "ambassadors_absent": _text(
        "Aucun registre des ambassadeurs : non renseigné.", "No register of ambassadors: not stated."
    ),
    "ambassadors_hidden": _text(
        "Trop peu d’ambassadeurs pour que leur nombre soit publié à ce niveau de diffusion.",
        "Too few ambassadors for their number to be published at this circulation.",
    ),
    "pipeline_title": _text("Des volontaires aux ambassadeurs actifs", "From volunteers to active ambassadors"),
    "pipeline_note": _text(
        "Chaque étape compte les personnes du registre qui l’ont atteinte ; qui a animé sans date de formation notée "
        "compte parmi les formés. Actif : a animé une action dans les {months} mois avant le {date}. Une étape "
        "n’est pas montrée quand elle désignerait moins de {cell} personnes.",
        "Each stage counts the people of the roster who reached it; who led without a training date on record counts "
        "among the trained. Active: led an action in the {months} months before {date}. A stage is not "
        "shown where it would single out fewer than {cell} people.",
    ),
    "pipeline_untrained": _text(
        "{n} ont animé une action sans date de formation notée.",
        "{n} led an action without a training date on record.",
    ),
    "alt_pipeline": _text("Barres : ambassadeurs à chaque étape.", "Bars: ambassadors at each stage."),
    "alt_pipeline_item": _text("{stage} : {n}.", "{stage}: {n}."),
    "stage": _text("Étape", "Stage"),
    "stage_n": _text("Personnes", "People"),
    "stage_of": _text("Sur l’étape d’avant", "Of the stage before"),
    "stage_retired": _text("Retraités récents", "Recently retired"),
    "stage_working": _text("En activité", "Working"),
    "stage_unknown": _text("Situation non renseignée", "Situation not stated"),
    "roster_sentence": _text(
        "{n} volontaires inscrits, {trained} formés, {first} ayant animé une action, {active} actifs.",
        "{n} volunteers on the roster, {trained} trained, {first} who have led an action, {active} active.",
    ),
    "roster_since": _text(
        "Ancienneté au {date} : la moitié des {n} volontaires dont la date est notée le sont depuis {months} mois ou "
        "plus.",
        "Time in the role on {date}: half of the {n} volunteers whose date is on record have been so for {months} "
        "months or more.",
    ),
    "led_sentence": _text(
        "{led} actions animées par un ambassadeur, sur {sheets} dont la feuille de présence est tenue ; "
        "{reached} personnes rencontrées.",
        "{led} actions led by an ambassador, out of {sheets} with an attendance sheet; {reached} people met.",
    ),
    "led_caption": _text("Actions animées par un ambassadeur", "Actions led by an ambassador"),
    "led_by": _text("Groupe", "Group"),
    "led_actions": _text("Actions animées", "Actions led"),
    "led_sheets": _text("Actions avec feuille de présence", "Actions with an attendance sheet"),
    "led_leading": _text("Ambassadeurs qui ont animé", "Ambassadors who led"),
    "led_reached": _text("Personnes rencontrées", "People met"),
    "led_participations": _text("Participations", "Attendances"),
    "led_note": _text(
        "Une action sans feuille de présence ne dit pas qui l’a animée : elle n’est comptée nulle part ici.",
        "An action without an attendance sheet does not say who led it: it counts nowhere here.",
    ),
    "led_unlisted": _text(
        "{n} personnes notées comme ambassadeurs sur les feuilles ne sont pas au registre.",
        "{n} people noted as ambassadors on the sheets are not on the roster.",
    ),
    "led_shift_caveat": _text(
        "Association seulement : qui anime une action ne le fait pas au hasard (format, public, territoire, moment "
        "diffèrent).",
        "An association only: who leads an action is not left to chance (format, audience, territory, time differ).",
    ),
    "led_shift_title": _text(
        "Évolution selon qu’un ambassadeur animait l’action", "Change by whether an ambassador led the action"
    ),
    "led_shift_absent": _text(
        "Aucune action n’est connue pour avoir été animée par un ambassadeur : rien à comparer.",
        "No action is known to have been led by an ambassador: nothing to compare.",
    ),
    "group_led_by_ambassador": _text("action animée par un ambassadeur", "action led by an ambassador"),
    "group_led_by_others": _text("autre action", "other action"),
    "videos_absent": _text("Aucun relevé de vidéo : non renseigné.", "No export of the channel: not stated."),
    "videos_undated": _text(
        "Les relevés de vidéos n’ont pas de date jusqu’à l’arrêté : sans elle, rien au fil du temps. Laissez la "
        "période dans le nom du fichier de YouTube Studio (2024-01-01_2024-12-31), ou écrivez la date dans la colonne "
        "« relevée le ».",
        "The exports of videos have no date up to the cut-off: without it, nothing over time. Leave the period in the "
        "name of the file of YouTube Studio (2024-01-01_2024-12-31), or write the date in the column « relevée le ».",
    ),
    "videos_title": _text("Vues des vidéos, relevé après relevé", "Views of the videos, export by export"),
    "videos_note": _text(
        "Chiffres de YouTube Studio, cumulés depuis la publication ; une vue n’est pas une personne. Part regardée : "
        "moyenne pondérée par les vues.",
        "Figures of YouTube Studio, totals since publication; a view is not a person. Share watched: mean weighted by "
        "views.",
    ),
    "alt_videos": _text("Barres : vues cumulées à chaque relevé.", "Bars: total views at each export."),
    "alt_videos_item": _text("{date} : {views} vues, {n} vidéos.", "{date}: {views} views, {n} videos."),
    "videos_date": _text("Relevé du", "Export of"),
    "videos_n": _text("Vidéos", "Videos"),
    "videos_views": _text("Vues", "Views"),
    "videos_hours": _text("Heures regardées", "Hours watched"),
    "videos_share": _text("Part regardée", "Share watched"),
    "videos_company": _text("Entreprise montrée", "Company shown"),
    "videos_no_company": _text("Entreprise non renseignée", "Company not stated"),
    "videos_unnamed": _text("Autres entreprises", "Other companies"),
    "videos_by_caption": _text("Vidéos, entreprise par entreprise", "Videos, company by company"),
    "videos_sentence": _text(
        "{n} vidéos, {views} vues, {hours} heures regardées au {date} ; part regardée : {share}.",
        "{n} videos, {views} views, {hours} hours watched on {date}; share watched: {share}.",
    ),
    "showings_caption": _text(
        "Vues par jour d’un relevé au suivant, selon l’action où la vidéo a été montrée entre les deux",
        "Views a day from one export to the next, by the action where the video was shown in between",
    ),
    "showings_kind": _text("Montrée lors de", "Shown at"),
    "showings_without": _text("aucune action", "no action"),
    "showings_format_unknown": _text("action de format non renseigné", "action of a format not stated"),
    "showings_and": _text(" et ", " and "),
    "showings_spans": _text("Intervalles", "Spans"),
    "showings_number": _text("Projections", "Showings"),
    "showings_days": _text("Jours", "Days"),
    "showings_gained": _text("Vues gagnées", "Views gained"),
    "showings_rate": _text("Vues par jour", "Views a day"),
    "showings_both": _text("Vidéos relevées avec et sans", "Videos measured with and without"),
    "showings_difference": _text(
        "Écart par vidéo, vues par jour [intervalle]", "Difference by video, views a day [interval]"
    ),
    "showings_sentence": _text(
        "{kind} : {k} sur {n} des vidéos relevées avec et sans projection ont eu plus de vues par jour quand elles y "
        "étaient montrées ; écart moyen, en vues par jour : {difference}{interval}. {verdict}",
        "{kind}: {k} out of {n} of the videos measured with and without a showing had more views a day when they were "
        "shown there; mean difference in views a day: {difference}{interval}. {verdict}",
    ),
    "showings_apart": _text(
        "L’écart est établi entre ces intervalles, sans dire d’où il vient.",
        "The difference between these spans is established, without saying where it comes from.",
    ),
    "showings_not_apart": _text(
        "Aucun écart n’est établi, ce qui ne veut pas dire qu’il n’y en a pas.",
        "No difference is established, which does not mean that there is none.",
    ),
    "showings_too_few": _text(
        "Trop peu de vidéos pour conclure : il en faut {needed} au moins.",
        "Too few videos to conclude: {needed} are needed at least.",
    ),
    "showings_caveat": _text(
        "Association seulement : une vidéo est montrée quand il se passe autre chose aussi, et une vidéo récente est "
        "plus vue qu’une ancienne, projection ou non. L’écart compare chaque vidéo à elle-même ; l’intervalle est "
        "celui de la moyenne des vidéos ({confidence}), à partir de {least} vidéos.",
        "An association only: a video is shown when other things happen too, and a recent video is seen more than an "
        "old one, shown or not. The difference compares each video with itself; the interval is that of the mean of "
        "the videos ({confidence}), from {least} videos on.",
    ),
    "showings_none": _text(
        "Aucune vidéo n’a été relevée avec et sans projection : rien à comparer.",
        "No video was measured both with and without a showing: nothing to compare.",
    ),
    "showings_never": _text(
        "Aucune projection de vidéo n’est notée dans les actions : le lien avec les ZI Tours est non renseigné.",
        "No showing of a video is on record at any action: the link with the tours is not stated.",
    ),
    "showings_falling": _text(
        "{n} intervalles laissés de côté : le nombre de vues y baisse (relevés d’une période, non cumulés, ou "
        "correction de la plateforme).",
        "{n} spans left out: views fall (exports of a period, no totals, or a correction by the platform).",
    ),
    "leaders_videos_caveat": _text(
        "Effectifs du registre : ils ne disent pas ce que ces actions ou ces vidéos ont changé.",
        "Counts of the registers: they do not say what these actions or videos changed.",
    ),
}
