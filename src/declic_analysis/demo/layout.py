"""The exports of the demonstration: which file, which tool, which questions, in which style.

Keys of a layout: `submitted`, `code`, `territory`, `format`, `action`, `action_on`, `structure`, `<wave>/<item>`,
`open/<question>`, and what no study maps: `system/…`, `email`, `quotable`, `channel`, `channel/<option>`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    answers: str = "labels"  # or "codes": A1 … A6; "numbers": 1 … 5; "reworded": other words for two of the levels
    resaved: bool = False  # opened and saved again in a French spreadsheet: cp1252, dd/mm/yyyy, few quotes
    variant: str = ""  # which of the tool's own formats; "" as in the mixed demonstration
    full: bool = False  # asks the question with several answers too, and branches where the tool has them

    @property
    def wave(self) -> str:
        return self.waves[0]

    @property
    def workbook(self) -> bool:
        return self.file.endswith(".xlsx")


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

# tool → its formats, the first one by default; format → file ending, how questions are headed, how answers are written
VARIANTS: dict[str, dict[str, tuple[str, str, str]]] = {
    "limesurvey": {
        "csv": ("csv", "text", "labels"),
        "csv_codes": ("csv", "codes", "codes"),
        "tsv": ("tsv", "codes", "codes"),
        "xlsx": ("xlsx", "text", "labels"),
    },
    "framaforms": {
        "separate": ("csv", "text", "labels"),
        "separate_utf16": ("tsv", "text", "labels"),
        "compact": ("csv", "text", "labels"),
        "compact_utf16": ("tsv", "text", "labels"),
    },
    "google_forms": {"sheets": ("csv", "text", "labels"), "forms": ("csv", "text", "reworded")},
    "microsoft_forms": {"xlsx": ("xlsx", "text", "labels"), "csv": ("csv", "text", "labels")},
    "kobotoolbox": {"csv": ("csv", "codes", "numbers"), "xlsx": ("xlsx", "codes", "labels")},
    "tally": {"csv": ("csv", "text", "labels")},
    "typeform": {"csv": ("csv", "text", "labels")},
    "qualtrics": {"csv": ("csv", "codes", "labels")},
    "generic": {"csv": ("csv", "text", "numbers"), "xlsx": ("xlsx", "text", "labels")},
}
KEEPS_DRAFTS = ("limesurvey", "framaforms", "qualtrics", "generic")  # the others export finished answers only


def exports_as(tool: str, variant: str = "") -> tuple[Export, ...]:
    """The whole demonstration as one tool writes it, in one of its formats (the first by default)."""
    variant = variant or next(iter(VARIANTS[tool]))
    ending, questions, answers = VARIANTS[tool][variant]
    return tuple(
        replace(export, file=f"{export.id}.{ending}", tool=tool, variant=variant, questions=questions,
                answers=answers, resaved=False, full=True)
        for export in EXPORTS
    )  # fmt: skip


CONTEXT_CODES = {
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
CHANNEL = "Comment avez-vous connu l'action ?"
CHANNELS = {
    "collegue": "Par un collègue",
    "lettre": "Par une lettre d'information",
    "salon": "Par un salon, un forum ou une visite",  # commas inside a label
}
GROUPS_OF_QUESTIONS = {"industry": "Q01", "people": "Q02", "relation": "Q03"}


def items_asked(export: Export, wave: str, study: Study) -> list[str]:
    """Items of the export's audience in that wave, in the questionnaire's order."""
    asked = [item.id for item in study.items if export.audience in item.audiences]
    return [item for item in asked if item in RETRO_ITEMS] if wave == "retro_before" else asked


def answers_asked(export: Export, study: Study) -> list[tuple[str, str, str]]:
    """Layout key, heading and question of each answer on a scale, in the file's order."""
    return [
        (f"{wave}/{item}", LOOKING_BACK if wave == "retro_before" else NOW, plain(study.item(item).wording.fr))
        for wave in export.waves
        for item in items_asked(export, wave, study)
    ]


def question_codes(export: Export, study: Study) -> dict[str, str]:
    """`Q01[SQ001]` by layout key: a grid for each of industry, people, relation; sub-questions numbered inside it.

    Items asked again in the same file (looking back) stand in grids of their own, `R01`, `R02`, `R03`.
    """
    about = {construct.id: construct.about for construct in study.constructs}
    counted: dict[str, int] = {}
    codes = {}
    for key, _, _ in answers_asked(export, study):
        wave, item = key.split("/")
        grid = GROUPS_OF_QUESTIONS[about[study.item(item).construct_id]]
        grid = grid.replace("Q", "R") if wave == "retro_before" else grid
        counted[grid] = counted.get(grid, 0) + 1
        codes[key] = f"{grid}[SQ{counted[grid]:03d}]"
    return codes


def context_asked(export: Export) -> dict[str, str]:
    """Headers of what is asked about the action and the person; without the territory where the file has one only."""
    context = CONTEXT_CODES if export.questions == "codes" else PLAIN
    return {k: v for k, v in context.items() if k != "territory" or export.territory is None}


def open_asked(study: Study) -> dict[str, str]:
    """Headers of the open questions."""
    return {f"open/{name}": plain(words.fr) for name, words in study.open_questions.items()}


def plain(text: str) -> str:
    """As people type in a survey tool: straight apostrophes, ordinary spaces."""
    return text.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")
