"""The method annex: the study's own choices, then each method that a published result of this document rests on."""

from __future__ import annotations

from collections.abc import Iterator

from declic_analysis import wording
from declic_analysis.reports import tidy
from declic_analysis.reports.annexes.catalogue import FOLLOWED, Method, references, used
from declic_analysis.reports.blocks import Block, Blocks, definitions, heading, paragraph
from declic_analysis.reports.registers import hire_choices, study_choices
from declic_analysis.reports.results import View
from declic_analysis.wording.texts import say

_SEPARATOR = {"fr": "\u202f; ", "en": "; "}


def method_blocks(view: View, *, plan: str, exclusions: list[str]) -> Blocks:
    """Choices of the study, then the methods behind what was shown so far, with their sources.

    plan: the sentence on the analysis plan; exclusions: their reasons, in the reader's language.
    """
    methods = list(_methods(view))  # first: the choices compute results that this document may not have shown
    choices = [*study_choices(view), *_more_choices(view, plan=plan, exclusions=exclusions)]
    return Blocks([heading(say("choices_title", lang=view.lang)), definitions(choices), *methods])


def hire_method_blocks(view: View) -> Blocks:
    """The same of what followed the encounters."""
    return Blocks([definitions(hire_choices(view)), *_methods(view, followed=True)])


def _more_choices(view: View, *, plan: str, exclusions: list[str]) -> Iterator[tuple[str, str]]:
    thresholds, lang = view.selected.study.thresholds, view.lang
    n, share = wording.integer(thresholds.structures, lang=lang), wording.percent(thresholds.dominance, lang=lang)
    yield say("choices_structures", lang=lang), say("choices_structures_is", lang=lang, n=n, share=share)
    left_out = _SEPARATOR[lang].join(exclusions) or say("choices_exclusions_none", lang=lang)
    yield say("choices_exclusions", lang=lang), left_out
    yield say("choices_plan", lang=lang), plan


def _methods(view: View, *, followed: bool = False) -> Iterator[Block]:
    """Every method used; `followed`: only those about what followed the encounters."""
    shown = used(tidy.results(view.selected))
    found = {method: ids for method, ids in shown.items() if not followed or method.key in FOLLOWED}
    yield heading(say("methods_title", lang=view.lang))
    if not found:
        yield paragraph(say("methods_none", lang=view.lang), kind="absent")
        return
    yield definitions((say(f"method_name_{m.key}", lang=view.lang), _told(m, ids, view)) for m, ids in found.items())


def _told(method: Method, audiences: list[str], view: View) -> str:
    """What it is, for which audiences with their design, and the sources that its docstrings cite."""
    lang = view.lang
    named = [
        f"{', '.join(labels)} ({wording.design_label(design, lang=lang)})"
        for design, labels in _by_design(audiences, view).items()
    ]
    parts = [say(f"method_text_{method.key}", lang=lang)]
    parts += [say("methods_for", lang=lang, audiences=_SEPARATOR[lang].join(named))] if named else []
    cited = references(method)
    told = [say("methods_sources", lang=lang, sources=_SEPARATOR[lang].join(cited))] if cited else []
    return " ".join([*parts, *told])


def _by_design(audiences: list[str], view: View) -> dict[str, list[str]]:
    """Design → labels of the audiences measured so: designs are never mixed."""
    found: dict[str, list[str]] = {}
    for audience in view.selected.study.audiences:
        if audience.id in audiences:
            found.setdefault(audience.design, []).append(audience.label.of(view.lang))
    return found
