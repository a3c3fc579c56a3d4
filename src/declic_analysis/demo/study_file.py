"""The demonstration's study: Déclic Industrie's questionnaire, invented structures, how its exports are read."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from declic_analysis.demo.columns import names_of
from declic_analysis.demo.diagnosis import named_jobs
from declic_analysis.demo.layout import CHANNEL, CHANNELS, CODE_PATTERN, EXPORTS, Export
from declic_analysis.demo.scenario import GROUPS
from declic_analysis.demo.visits import visitors_of
from declic_analysis.demo.writers import WRITERS
from declic_analysis.study import Study, parse_study

ASSETS = "declic_analysis.demo"
PUBLISHED = ("published_figures", "published_claims")  # what was said of the real programme is not said of the fiction
HEADING = """\
# DONNÉES FICTIVES. Étude de démonstration, écrite par « declic demo » : structures, réponses, coûts et préconisations
# sont inventés. Ne déposez ici aucune vraie réponse : un fichier que le générateur n’a pas écrit est refusé.
# Le questionnaire est celui de l’étude « declic » ; son fichier commenté explique chaque rubrique.
"""


def asset(name: str) -> str:
    """Text of a file that travels with the package."""
    return files(ASSETS).joinpath("assets", name).read_text(encoding="utf-8")


def declic_study_text() -> str:
    """The built-in study of Déclic Industrie, as installed: the same text as `data/raw/declic/study.yaml`."""
    return asset("declic_study.yaml")


def demo_study(exports: tuple[Export, ...] = EXPORTS) -> Study:
    """The demonstration's study, parsed."""
    return parse_study(demo_study_text(exports), file="demo_declic/study.yaml")


def demo_study_text(exports: tuple[Export, ...] = EXPORTS) -> str:
    """`study.yaml` of the demonstration, with `exports` as its sources."""
    base, own = yaml.safe_load(declic_study_text()), yaml.safe_load(asset("demo_study.yaml"))
    targets, costs, planned = own.pop("targets"), own.pop("costs"), own.pop("planned")
    own["analysis"] = base["analysis"] | own["analysis"]
    framework = {
        "questions": [_aimed(question, targets) for question in base["framework"]["questions"]],
        "planned": planned,
        "costs": costs,
    }
    sources = [_source(export, names_of(WRITERS[export.tool].columns(export, _codebook()))) for export in exports]
    study = {k: v for k, v in base.items() if k not in PUBLISHED}
    study |= {**own, "framework": framework, "sources": sources, "invited": _invited()}
    study["diagnosis"] = {"jobs": named_jobs()}
    if any(export.full for export in exports):
        study["choice_questions"] = [_channel_question(base)]
    return HEADING + yaml.dump(study, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=160)


@cache
def _codebook() -> Study:
    return parse_study(declic_study_text(), file="declic/study.yaml")


class _Plain(yaml.SafeDumper):
    """No anchors: an evaluator who reads the file should not meet `*id001`."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _aimed(question: dict[str, Any], targets: dict[str, float]) -> dict[str, Any]:
    year_end = dt.date(2024, 12, 31)
    aims = {k: {"target": v, "target_on": year_end} for k, v in targets.items()}
    return question | {"indicators": [i | aims.get(i["id"], {}) for i in question["indicators"]]}


def _channel_question(base: dict[str, Any]) -> dict[str, Any]:
    """The question with several answers, as it is asked where a whole demonstration is written by one tool."""
    options = [{"id": option, "label": label} for option, label in CHANNELS.items()]
    audiences = [audience["id"] for audience in base["audiences"]]
    return {"id": "canal", "wording": CHANNEL, "multiple": True, "audiences": audiences, "options": options}


def _invited() -> list[dict[str, Any]]:
    origin = "liste d’invitation (fictive)"
    return [
        {
            "audience": g.audience,
            "territory": g.territory,
            "wave": "before",
            "persons": g.invited + visitors_of(g),
            "origin": origin,
        }
        for g in GROUPS
    ]


def _source(export: Export, header: dict[str, str]) -> dict[str, Any]:
    """An export's entry under `sources`: its columns by their headers."""
    answers = {wave: _under(f"{wave}/", header) for wave in export.waves}
    columns = {name: {"column": header[name]} for name in ("format", "action", "structure", "action_on")}
    entry = {
        "id": export.id,
        "files": export.file,
        "tool": export.tool,
        "audience": export.audience,
        "territory": export.territory or {"column": header["territory"]},
        **columns,
        "person": {
            "columns": [header["code"]],
            "pattern": CODE_PATTERN,
            "constant": [header["structure"]],
            "tolerance": "one_edit",
        },
        **_finished(export, header),
        "answers": answers,
        "verbatims": _under("open/", header),
        "consents": {"quote": header["quotable"]},
    }
    return entry | _particulars(export, header)


def _finished(export: Export, header: dict[str, str]) -> dict[str, Any]:
    """The rule of a finished answer, where it is not left to what the tool itself says."""
    said = not export.full or export.tool == "generic"
    return {"complete": {"column": header["submitted"]}} if said else {}


def _particulars(export: Export, header: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"answered_on": header["submitted"]} if export.tool == "generic" else {}
    if export.resaved or export.tool in ("google_forms", "generic"):
        told |= {"date_order": "dmy"}
    if export.tool == "limesurvey":
        told |= {"missing": ["N/A"]}
    if export.tool == "generic" and export.variant == "csv":
        told |= {"missing": ["999"]}
    return told | (_asked_besides(export, header) if export.full else {})


def _asked_besides(export: Export, header: dict[str, str]) -> dict[str, Any]:
    """The question with several answers: by its own header, or option by option where columns lack its words."""
    options = _under("channel/", header)
    apart = export.tool in ("typeform", "generic")
    named = {"limesurvey": "Q07" if export.questions == "codes" else CHANNEL, "framaforms": CHANNEL}
    asked = options if apart else named.get(export.tool) or header["channel"]
    field = "choice_columns" if apart else "choices"
    return {field: {export.wave: {"canal": asked}}}


def _under(prefix: str, header: dict[str, str]) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in header.items() if key.startswith(prefix)}
