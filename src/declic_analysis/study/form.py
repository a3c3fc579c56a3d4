"""The blank questionnaire: which questions an audience is asked at which moment, and what each is called.

`declic questionnaire` writes it for survey tools and on paper; reading recognises what comes back by the same names.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Literal

from declic_analysis.errors import StudyError, message
from declic_analysis.study import form_texts as t
from declic_analysis.study.base import Words
from declic_analysis.study.model import ActionFormat, Audience, Instrument, Item, Scale, Study, parse_wave

Kind = Literal["scale", "choice", "text", "long_text", "date", "code"]
MARKER = "declic_form"  # a column of every export: which form the answers belong to
ENTRY_SHEET = "saisie"  # the sheet in which paper answers are typed
FILLED_ON = Words(fr="Date de remplissage", en="Filled in on")
QUOTE = "quote"  # purpose of the consent to be quoted
SHORT = 5  # characters: the longest answer code that LimeSurvey takes
LEVEL = "niv{}"
PLACEHOLDER = re.compile(r"\{([^{}/]+(?:/[^{}/]+)+)\}")
OF_DESIGN = {
    "pre_post": ("before", "after"),
    "retro_pre_post": ("after",),
    "post_only": ("after",),
    "unpaired": ("before", "after"),
    "testimony": ("after",),
}


@dataclass(frozen=True)
class Choice:
    """An answer on offer. `code` is what an XLSForm export holds, `short` what LimeSurvey's holds."""

    code: str
    short: str
    label: Words


@dataclass(frozen=True)
class Question:
    """One question. `about` tells which field of a source it fills: code, territory …, item, open, consent."""

    name: str
    kind: Kind
    about: str
    wording: Words
    hint: Words | None = None
    choices: tuple[Choice, ...] = ()
    wave: str | None = None
    of: str | None = None  # item, open question or purpose
    required: bool = False


@dataclass(frozen=True)
class Block:
    """Questions on one page; with `scale`, statements answered on the same steps."""

    id: str
    title: Words
    questions: tuple[Question, ...]
    introduction: Words | None = None
    scale: str | None = None


@dataclass(frozen=True)
class Form:
    """What one audience is asked at one moment."""

    study: str
    audience: str
    wave: str
    blocks: tuple[Block, ...]
    code_pattern: str | None
    fixed: dict[str, str] = field(default_factory=dict)  # field of a source → its only possible value

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for block in self.blocks for question in block.questions)

    @property
    def name(self) -> str:
        return f"{self.audience}_{self.wave}"

    @property
    def version(self) -> str:
        """Eight digits that change with any question, wording or answer on offer."""
        said = repr([(q.name, q.wording, [(c.code, c.label) for c in q.choices]) for q in self.questions])
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    @property
    def marker(self) -> str:
        return f"declic:{self.study}:{self.audience}:{self.wave}:{self.version}"


def waves_of(study: Study, audience: Audience) -> tuple[str, ...]:
    """The moments at which an audience gets a form: its design's, then the follow-ups."""
    later = () if audience.design in ("unpaired", "testimony") else study.instrument.followups
    return (*OF_DESIGN[audience.design], *(f"followup_m{month}" for month in later))


def forms_of(study: Study) -> list[Form]:
    """Every form of a study: each audience, each moment.

    Raises: StudyError, when a wording with alternatives does not have one for each audience.
    """
    return [form_of(study, audience, wave) for audience in study.audiences for wave in waves_of(study, audience)]


def form_of(study: Study, audience: Audience, wave: str) -> Form:
    """The form of one audience at one moment; after an action, `retro_pre_post` also asks in retrospect."""
    asked = _waves_asked(audience, wave)
    blocks = [_about_you(study, audience)]
    blocks += [block for one in asked for block in _items(study, audience, one)]
    if wave != "before" and study.open_questions:
        blocks.append(_open(study))
    return Form(
        study=study.name,
        audience=audience.id,
        wave=wave,
        blocks=tuple(block for block in blocks if block.questions),
        code_pattern=study.instrument.code_pattern if is_paired(study, audience) else None,
        fixed=_fixed(study, audience),
    )


def is_paired(study: Study, audience: Audience) -> bool:
    """Whether this audience's answers are linked from one moment to the next, by the personal code."""
    return study.instrument.code_asked and audience.design not in ("unpaired", "testimony")


def _waves_asked(audience: Audience, wave: str) -> tuple[str, ...]:
    if audience.design == "testimony":
        return ()
    return (wave, "retro_before") if wave == "after" and audience.design == "retro_pre_post" else (wave,)


def _about_you(study: Study, audience: Audience) -> Block:
    code = [_code(study)] if is_paired(study, audience) else []
    asked = study.instrument.ask
    found = {
        "territory": _listed("territory", t.TERRITORY, [(x.id, x.label) for x in study.territories]),
        "format": _listed("format", t.FORMAT, [(x.id, x.label) for x in _formats(study, audience)]),
        "action": _action(study),
        "action_on": Question("action_on", "date", "action_on", t.ACTION_ON),
        "structure": Question("structure", "text", "structure", t.STRUCTURE, hint=t.STRUCTURE_HINT),
    }
    questions = [q for name, q in found.items() if name in asked and q is not None]
    return Block("about_you", t.ABOUT_YOU, (*code, *questions))


def _code(study: Study) -> Question:
    return Question(
        "personal_code", "code", "code", t.CODE, hint=code_sentence(study, template=t.CODE_HINT), required=True
    )


def code_sentence(study: Study, *, template: Words) -> Words:
    """A sentence about the code, with its pieces in order and an example."""
    return Words(fr=_code_said(study.instrument, template, "fr"), en=_code_said(study.instrument, template, "en"))


def _code_said(rule: Instrument, template: Words, lang: str) -> str:
    pieces = [part.wording.of(lang) for part in rule.code]
    numbered = [f"{k}) {piece}" for k, piece in enumerate(pieces, start=1)] if len(pieces) > 1 else pieces
    separator = " ; " if lang == "fr" else "; "
    example = " " + t.CODE_EXAMPLE.of(lang).format(code=rule.code_example) if rule.code_example else ""
    return template.of(lang).format(parts=separator.join(numbered), example=example)


def _formats(study: Study, audience: Audience) -> list[ActionFormat]:
    return [one for one in study.formats if one.audience in (None, audience.id)]


def _listed(name: str, wording: Words, choices: list[tuple[str, Words]]) -> Question | None:
    """A closed question, unless there is nothing to choose."""
    offered = tuple(Choice(code, short_code(code), label) for code, label in choices)
    return Question(name, "choice", name, wording, choices=offered, required=True) if len(offered) > 1 else None


def _action(study: Study) -> Question:
    offered = [(action.id, action.label) for action in study.instrument.actions]
    listed = tuple(Choice(code, short_code(code), label) for code, label in offered)
    kind: Kind = "choice" if listed else "text"
    return Question("action", kind, "action", t.ACTION, hint=None if listed else t.ACTION_HINT, choices=listed)


def _fixed(study: Study, audience: Audience) -> dict[str, str]:
    territories, formats = [x.id for x in study.territories], [x.id for x in _formats(study, audience)]
    return {name: ids[0] for name, ids in (("territory", territories), ("format", formats)) if len(ids) == 1}


def _items(study: Study, audience: Audience, wave: str) -> list[Block]:
    """One block per scale, in the order in which the items bring the scales."""
    items = [item for item in study.items if audience.id in item.audiences]
    looking_back = wave == "retro_before"
    own = study.instrument.retrospective if looking_back else study.instrument.introduction
    introduction = own or (t.RETROSPECTIVE if looking_back else t.INTRODUCTION)
    return [
        Block(
            id=f"{wave}_{scale}",
            title=t.LOOKING_BACK if looking_back else t.TODAY,
            questions=tuple(_statement(study, item, audience, wave) for item in items if item.scale == scale),
            introduction=introduction,
            scale=scale,
        )
        for scale in dict.fromkeys(item.scale for item in items)
    ]


def _statement(study: Study, item: Item, audience: Audience, wave: str) -> Question:
    return Question(
        name=f"{wave}__{item.id}",
        kind="scale",
        about="item",
        wording=_wording(item, audience, wave),
        choices=steps(study, study.scale(item.scale)),
        wave=wave,
        of=item.id,
    )


def _wording(item: Item, audience: Audience, wave: str) -> Words:
    base, _ = parse_wave(wave)
    own = item.wording_by_wave.get(base)  # type: ignore[call-overload]
    words = own or item.wording
    if base == "retro_before" and own is None:
        words = Words(**{k: t.BEFORE_THE_ACTION.of(k).replace("{statement}", text) for k, text in _said(words)})
    return Words(**{k: _for(text, item, audience) for k, text in _said(words)})


def _said(words: Words) -> list[tuple[str, str]]:
    return [(lang, text) for lang, text in (("fr", words.fr), ("en", words.en)) if text]


def _for(text: str, item: Item, audience: Audience) -> str:
    """`{a / b}` is a for the item's first audience and b for its second."""

    def chosen(match: re.Match[str]) -> str:
        options = [option.strip() for option in match[1].split("/")]
        if len(options) != len(item.audiences):
            raise StudyError(
                message(
                    fr="Une question propose des mots selon le public, mais pas un par public.",
                    en="A question has words that depend on the audience, but not one for each.",
                ),
                where=f"items, {item.id}",
                found=match[0],
                allowed=" / ".join(item.audiences),
                action=message(
                    fr="Écrivez entre accolades autant de formes que de publics, dans leur ordre.",
                    en="Write, between the braces, as many forms as audiences, in their order.",
                ),
            )
        return options[item.audiences.index(audience.id)]

    return PLACEHOLDER.sub(chosen, text)


def steps(study: Study, scale: Scale) -> tuple[Choice, ...]:
    """The levels, lowest first, then the answers off the scale that the study offers."""
    levels = [Choice(LEVEL.format(k), LEVEL.format(k), level.label) for k, level in enumerate(scale.levels, start=1)]
    off = {one.id: Choice(one.id, short_code(one.id), one.label) for one in scale.non_substantive}
    wanted = study.instrument.off_scale or (["dont_know"] if "dont_know" in off else list(off)[:1])
    return (*levels, *(choice for name, choice in off.items() if name in wanted))


def _open(study: Study) -> Block:
    questions = [
        Question(f"open__{name}", "long_text", "open", words, hint=t.OPEN_HINT, of=name)
        for name, words in study.open_questions.items()
    ]
    allowed = Question(
        f"consent__{QUOTE}",
        "choice",
        "consent",
        study.instrument.quote or t.QUOTE,
        hint=t.QUOTE_HINT,
        choices=(Choice("yes", "Y", t.YES), Choice("no", "N", t.NO)),
        of=QUOTE,
    )
    return Block("open", t.IN_YOUR_WORDS, (*questions, allowed))


def short_code(identifier: str) -> str:
    """A stable code of at most five letters and digits for an id: itself where it fits, else a fingerprint of it."""
    plain = identifier.replace("_", "")
    return plain if len(plain) <= SHORT else "x" + _fingerprint(identifier)[: SHORT - 1]


def long_code(identifier: str) -> str:
    """A stable name of at most twenty letters and digits, as LimeSurvey wants for questions."""
    plain = identifier.replace("_", "")
    return plain if len(plain) <= 20 else plain[:14] + _fingerprint(identifier)[:6]


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
