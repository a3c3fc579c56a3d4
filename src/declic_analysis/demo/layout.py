"""The exports of the demonstration: which file, which tool, and the header of each column.

Keys of a layout: `submitted`, `code`, `territory`, `format`, `action`, `action_on`, `structure`, `<wave>/<item>`,
`open/<question>`, and what no study maps: `system/…`, `email`, `quotable`.
"""

from __future__ import annotations

from dataclasses import dataclass

from declic_analysis.demo.scenario import RETRO_ITEMS
from declic_analysis.study import Study

CODE_PATTERN = "(?i)^[a-z]{2}[0-9]{2}[a-z]{2}$"
NOW = "D'après ce que vous savez aujourd'hui…"
LOOKING_BACK = "Avec le recul, avant l'action, qu'auriez-vous répondu ?"


@dataclass(frozen=True)
class Export:
    """One raw file. `territory` is set where the file holds one territory only; `questions`: header style."""

    id: str
    file: str
    tool: str
    audience: str
    waves: tuple[str, ...]
    territory: str | None = None
    questions: str = "text"  # or "codes": Q01[SQ001]
    answers: str = "labels"  # or "codes": A1 … A6; "reworded": other words for two of the levels
    resaved: bool = False  # opened and saved again in a French spreadsheet: cp1252, dd/mm/yyyy, few quotes

    @property
    def wave(self) -> str:
        return self.waves[0]


EXPORTS = (
    Export("prescripteurs_avant", "prescripteurs_avant.csv", "limesurvey", "prescripteurs", ("before",),
           questions="codes", answers="codes"),
    Export("prescripteurs_apres_lyonnais", "prescripteurs_apres_lyonnais.csv", "limesurvey", "prescripteurs",
           ("after",), territory="lyonnais"),
    Export("prescripteurs_apres_stephanois", "prescripteurs_apres_stephanois.csv", "limesurvey", "prescripteurs",
           ("after",), territory="stephanois", questions="codes", resaved=True),
    Export("industriels_avant", "industriels_avant.csv", "google_forms", "industriels", ("before",)),
    Export("industriels_apres", "industriels_apres.csv", "google_forms", "industriels", ("after", "retro_before"),
           answers="reworded"),
)  # fmt: skip

LIMESURVEY_SYSTEM = {
    "system/id": "ID de la réponse",
    "submitted": "Date de soumission",
    "system/page": "Dernière page",
    "system/language": "Langue de départ",
    "system/seed": "Tête de série",
    "system/started": "Date de lancement",
    "system/touched": "Date de la dernière action",
}
LIMESURVEY_CODES = {
    "code": "CODE",
    "territory": "TERRITOIRE",
    "format": "FORMAT",
    "action": "ACTION",
    "action_on": "DATEACTION",
    "structure": "STRUCTURE",
}
PLAIN = {
    "code": "Votre code personnel",
    "territory": "Territoire de l'action",
    "format": "Format de l'action",
    "action": "Référence de l'action",
    "action_on": "Date de l'action",
    "structure": "Votre structure",
}
QUOTABLE = "Acceptez-vous d'être cité, sans votre nom ?"
GROUPS_OF_QUESTIONS = {"industry": "Q01", "people": "Q02", "relation": "Q03"}


def items_asked(export: Export, wave: str, study: Study) -> list[str]:
    """Items of the export's audience in that wave, in the questionnaire's order."""
    asked = [item.id for item in study.items if export.audience in item.audiences]
    return [item for item in asked if item in RETRO_ITEMS] if wave == "retro_before" else asked


def headers(export: Export, study: Study) -> dict[str, str]:
    """Layout key → column header, in the file's order."""
    limesurvey = export.tool == "limesurvey"
    first = LIMESURVEY_SYSTEM if limesurvey else {"submitted": "Horodateur", "email": "Adresse e-mail"}
    coded = export.questions == "codes"
    context = LIMESURVEY_CODES if coded else PLAIN
    named = {k: v for k, v in context.items() if k != "territory" or export.territory is None}
    return {**first, **named, **_answer_headers(export, study), **_open_headers(study, coded=coded)}


def _answer_headers(export: Export, study: Study) -> dict[str, str]:
    codes = _question_codes(export, study)
    found = {}
    for wave in export.waves:
        intro = LOOKING_BACK if wave == "retro_before" else NOW
        for item in items_asked(export, wave, study):
            text = f"{intro} [{study.item(item).wording.fr.replace('’', chr(39))}]"
            found[f"{wave}/{item}"] = codes[item] if export.questions == "codes" else text
    return found


def _question_codes(export: Export, study: Study) -> dict[str, str]:
    """`Q01[SQ001]`: a grid for each of industry, people, relation; sub-questions numbered inside the grid."""
    about = {construct.id: construct.about for construct in study.constructs}
    counted = dict.fromkeys(GROUPS_OF_QUESTIONS.values(), 0)
    codes = {}
    for item in items_asked(export, export.wave, study):
        grid = GROUPS_OF_QUESTIONS[about[study.item(item).construct_id]]
        counted[grid] += 1
        codes[item] = f"{grid}[SQ{counted[grid]:03d}]"
    return codes


def _open_headers(study: Study, *, coded: bool) -> dict[str, str]:
    texts = {f"open/{name}": plain(words.fr) for name, words in study.open_questions.items()}
    if coded:
        texts = {key: f"Q{4 + k:02d}" for k, key in enumerate(texts)}
    return {**texts, "quotable": "Q06" if coded else QUOTABLE}


def plain(text: str) -> str:
    """As people type in a survey tool: straight apostrophes, ordinary spaces."""
    return text.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")
