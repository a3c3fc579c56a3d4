"""A form on paper: one self-contained HTML page for A4, to print or to keep as PDF."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from declic_analysis.instrument import texts
from declic_analysis.study.form import LEVEL, Block, Form, Question
from declic_analysis.study.model import Study

WIDE = ("code", "long_text", "choice")


def paper_page(study: Study, form: Form, *, lang: str) -> str:
    """The page, in one language; nothing in it is fetched from elsewhere."""
    from jinja2 import Environment

    template = files("declic_analysis.instrument").joinpath("assets", "paper.html.j2").read_text("utf-8")
    grids = [k for k, block in enumerate(form.blocks) if block.scale]
    own = {
        "lang": lang,
        "marker": form.marker,
        "title": texts.title(study, form, lang),
        "audience": texts.spoken(texts.audience_of(study, form).label, lang),
        "warning": _warning(study, lang),
        "welcome": texts.welcome(study, form, lang),
        "notice_heading": texts.sentence("notice", "heading", lang=lang),
        "notice": texts.notice(study, form, lang),
        "blocks": [_block(block, lang) for block in form.blocks],
        "first_grid": grids[0] if grids else -1,
        "code_lengths": [part.length for part in study.instrument.code],
    }
    said = ("instructions", "statement", "number", "filled_on", "return_to", "page", "day")
    own |= {name: texts.sentence("paper", name, lang=lang) for name in said}
    return Environment(autoescape=True, trim_blocks=True).from_string(template).render(**own)


def _warning(study: Study, lang: str) -> str:
    """What a person has still to say, in red at the top: such a form is not ready to hand out."""
    names = [texts.sentence("missing", name, lang=lang) for name in texts.missing(study)]
    return texts.sentence("paper", "before_ready", lang=lang, what=", ".join(names)) if names else ""


def _block(block: Block, lang: str) -> dict[str, Any]:
    spoken = {"title": texts.spoken(block.title, lang), "scale": block.scale}
    if not block.scale:
        return spoken | {"fields": [_field(question, lang) for question in block.questions]}
    steps = [
        {"label": texts.spoken(choice.label, lang), "off": not choice.code.startswith(LEVEL.format(""))}
        for choice in block.questions[0].choices
    ]
    return spoken | {
        "introduction": texts.spoken(block.introduction or block.title, lang),
        "steps": steps,
        "lines": [texts.spoken(question.wording, lang) for question in block.questions],
    }


def _field(question: Question, lang: str) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "label": texts.spoken(question.wording, lang),
        "hint": texts.spoken(question.hint, lang) if question.hint else "",
        "options": [texts.spoken(choice.label, lang) for choice in question.choices],
        "wide": question.kind in WIDE,
    }
