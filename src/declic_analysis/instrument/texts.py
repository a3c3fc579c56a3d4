"""The sentences of the questionnaire: read from the assets, filled in from the study, set in French typography."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from declic_analysis.errors import nbsp
from declic_analysis.study.base import Words
from declic_analysis.study.form import Form, is_paired
from declic_analysis.study.model import Audience, Study, parse_wave

FIELD = re.compile(r"\{([a-z_]+)\}")
FROM_A_PERSON = ("controller", "contact", "retention")
SECONDS = {"scale": 8, "choice": 8, "text": 15, "date": 10, "code": 40, "long_text": 60}


class Paragraph(NamedTuple):
    head: str
    text: str


@cache
def asset() -> dict[str, Any]:
    """The file of sentences."""
    return yaml.safe_load(files("declic_analysis.instrument").joinpath("assets", "texts.yaml").read_text("utf-8"))


def sentence(*path: str, lang: str, **values: object) -> str:
    """A sentence by its place in the file; `{name}` is replaced where a value of that name is given."""
    found: Any = asset()
    for name in path:
        found = found[name]
    return filled(found[lang], lang=lang, **values)


def filled(text: str, *, lang: str, **values: object) -> str:
    """A sentence with its values, in French typography where it is French."""
    said = FIELD.sub(lambda match: str(values.get(match[1], match[0])), text)
    return typeset(said, lang)


def typeset(text: str, lang: str) -> str:
    """No-break spaces where French wants them."""
    return nbsp(text) if lang == "fr" else text


def spoken(words: Words, lang: str) -> str:
    """A wording of the study, typeset."""
    return typeset(words.of(lang), "fr" if lang == "fr" or not words.en else lang)


def missing(study: Study) -> list[str]:
    """What only a person can say and the study does not: names of fields of `instrument`."""
    return [name for name in FROM_A_PERSON if getattr(study.instrument, name) is None]


def given(study: Study, name: str, lang: str) -> str:
    """What a person said in the study, or a visible mark that it is still to be said."""
    found = getattr(study.instrument, name)
    if found is None:
        return sentence("to_complete", lang=lang, what=sentence("missing", name, lang=lang))
    return spoken(found, lang) if isinstance(found, Words) else found


def audience_of(study: Study, form: Form) -> Audience:
    """The audience that a form is for."""
    return next(audience for audience in study.audiences if audience.id == form.audience)


def moment(form: Form) -> tuple[str, int | None]:
    """The wave of a form and, for a follow-up, its month."""
    return parse_wave(form.wave)


def minutes(form: Form) -> int:
    """How long the form takes, in whole minutes, by kind of question."""
    return max(1, -(-sum(SECONDS[question.kind] for question in form.questions) // 60))


def title(study: Study, form: Form, lang: str) -> str:
    """Title of a form, as respondents read it."""
    base, month = moment(form)
    said = sentence("title", base, lang=lang, programme=spoken(study.programme, lang), month=month)
    return f"{said} [{sentence('fiction', lang=lang)}]" if study.fictitious else said


def welcome(study: Study, form: Form, lang: str) -> str:
    """First sentence of a form: the study's own, else the usual one."""
    base, month = moment(form)
    values = {"programme": spoken(study.programme, lang), "minutes": minutes(form), "month": month}
    own = study.instrument.welcome.get(base)  # type: ignore[call-overload]
    return filled(own.of(lang), lang=lang, **values) if own else sentence("welcome", base, lang=lang, **values)


def recipients(study: Study, lang: str) -> str:
    """Who reads individual answers."""
    own = study.instrument.recipients
    return spoken(own, lang) if own else sentence("recipients", lang=lang)


def notice(study: Study, form: Form, lang: str) -> list[Paragraph]:
    """The information that people get before they answer (GDPR, article 13)."""
    values = _notice_values(study, lang)
    paired = is_paired(study, audience_of(study, form))
    return [
        Paragraph(filled(item["head"][lang], lang=lang), filled(item["text"][lang], lang=lang, **values))
        for item in asset()["notice"]["items"]
        if item["id"] != "code" or paired
    ]


def _notice_values(study: Study, lang: str) -> dict[str, object]:
    rule, programme = study.instrument, spoken(study.programme, lang)
    return {
        "purpose": spoken(rule.purpose, lang) if rule.purpose else sentence("purpose", lang=lang, programme=programme),
        "recipients": recipients(study, lang),
        "internal": study.thresholds.internal,
        "external": study.thresholds.external,
        "legal_basis": sentence("legal_basis", rule.legal_basis, lang=lang),
        "basis_right": sentence("basis_right", rule.legal_basis, lang=lang),
        **{name: given(study, name, lang) for name in FROM_A_PERSON},
    }
