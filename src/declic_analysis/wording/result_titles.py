"""Names of the result tables as a reader meets them: sheet titles, and the words of the workbook's first sheet."""

from __future__ import annotations

from declic_analysis.wording.texts import capital

LONGEST = 31  # a spreadsheet takes no longer name of a sheet
RESULTS = {
    "persons": ("personnes", "persons"),
    "items": ("questions", "questions"),
    "paired_levels": ("réponses des suivis", "answers, followed"),
    "all_levels": ("réponses de tous", "answers, everybody"),
    "ranges": ("si les absents", "if the missing"),
    "partly_paired": ("suivis et autres", "followed and others"),
    "first_answers": ("première réponse", "first answer"),
    "other_waves": ("autres vagues", "other waves"),
    "groups": ("groupes", "groups"),
    "formats": ("formats", "formats"),
    "actions": ("actions", "actions"),
    "model": ("modèle", "model"),
    "gaps": ("rapprochement", "change of gaps"),
    "audience_gaps": ("écarts entre publics", "gaps between audiences"),
    "flow": ("collecte", "collection"),
    "indicator_levels": ("indicateurs, réponses", "indicators, answers"),
    "reach": ("participation par format", "attendance by format"),
    "scales": ("échelles", "scales"),
    "stayers": ("restés et partis", "stayers and leavers"),
    "comparison": ("comparaison", "comparison"),
    "participation": ("participation", "participation"),
    "unpaired": ("non appariés", "unpaired"),
    "one_wave": ("une seule vague", "one wave"),
    "steps_person": ("étapes", "steps"),
    "steps_application": ("candidatures", "applications"),
    "history": ("registres", "registers"),
    "chain": ("chaîne", "chain"),
    "stops": ("sans embauche connue", "without a known hire"),
    "refusals": ("candidatures closes", "applications ended"),
    "windows": ("embauche par fenêtre", "hires by window"),
    "delays": ("délais", "delays"),
    "curve": ("courbe", "curve"),
    "triangle": ("cohortes", "cohorts"),
    "speeds": ("vitesses", "speeds"),
    "rates": ("taux", "rates"),
    "control": ("carte de contrôle", "control chart"),
    "strata": ("strates", "strata"),
    "quality": ("qualité d’emploi", "job quality"),
    "quality_selection": ("qualité, sélection", "job quality, selection"),
    "exits": ("sorties SIAE", "SIAE exits"),
    "lasting": ("emploi durable", "still employed"),
    "cost": ("coûts", "costs"),
    "attribution": ("attribution", "attribution"),
    "outlook": ("perspective", "outlook"),
    "reliability": ("perspective, fiabilité", "outlook, reliability"),
    "hire_comparison": ("embauches comparées", "hires compared"),
    "hire_balance": ("embauches, équilibre", "hires, balance"),
    "hire_overlap": ("embauches, recouvrement", "hires, overlap"),
    "since_last": ("depuis le dernier rapport", "since the last report"),
    "partner_periods": ("structures par période", "structures by period"),
    "loyalty": ("retour des structures", "structures that come again"),
    "partner_survival": ("durée des partenariats", "length of partnerships"),
    "network": ("réseau", "network"),
    "standings": ("places dans le réseau", "standings in the network"),
    "links": ("actions partagées", "actions shared"),
    "link_changes": ("liens d’une période à l’autre", "links between periods"),
    "partner_list": ("liste des partenaires", "list of partners"),
    "ambassadors": ("ambassadeurs", "ambassadors"),
    "led": ("actions animées", "actions led"),
    "led_shift": ("évolution si animée", "change where led"),
    "taken_part": ("participation détaillée", "attendance in detail"),
    "visit_profiles": ("visites, profils", "visits, profiles"),
    "diagnosis": ("diagnostic partagé", "shared diagnosis"),
    "jobs_to_fill": ("postes à pourvoir", "jobs to fill"),
    "targeting": ("visites, modèle", "visits, model"),
    "visit_chances": ("visites, chances attendues", "visits, expected chances"),
    "visit_reliability": ("visites, attendu et vu", "visits, expected and seen"),
    "visit_importance": ("visites, importance", "visits, importance"),
    "videos": ("vidéos", "videos"),
    "video_companies": ("vidéos par entreprise", "videos by company"),
    "showings": ("projections", "showings"),
    "themes": ("thèmes avant et après", "themes before and after"),
    "theme_level": ("thèmes après", "themes afterwards"),
    "key_words": ("mots", "words"),
    "beside": ("chiffres et paroles", "figures and words"),
    "coding": ("repérage des thèmes", "recognition of themes"),
}
_BY = {
    "territory": ("territoire", "territory"),
    "format": ("format", "format"),
    "prescriber_kind": ("type prescripteur", "prescriber kind"),
    "applied_by": ("candidat", "applicant"),
    "prescriber": ("prescripteur", "prescriber"),
    "structure": ("structure", "structure"),
    "rome_domain": ("ROME", "ROME"),
    "period": ("période", "period"),
    "action": ("action", "action"),
    "repeat": ("rencontres", "meetings"),
    "side": ("côté", "side"),
}


def result_title(name: str, *, lang: str) -> str:
    """Title of a result, from its name (`steps_person_territory` → « Étapes territoire »), in LONGEST signs at most."""
    at = int(lang == "en")
    base = max((key for key in RESULTS if name == key or name.startswith(f"{key}_")), key=len, default="")
    if not base:
        return name[:LONGEST]
    rest = name.removeprefix(base).strip("_")
    for key in sorted(_BY, key=len, reverse=True):
        rest = rest.replace(key, _BY[key][at])
    return capital(" ".join([RESULTS[base][at], *rest.split("_")]).strip())[:LONGEST]
