"""Which files a questionnaire is made of, and writing them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from declic_analysis.browser import print_pdf
from declic_analysis.errors import UsageError, message
from declic_analysis.instrument import texts
from declic_analysis.instrument.entry_sheet import entry_sheet
from declic_analysis.instrument.keeping import Keeper, State
from declic_analysis.instrument.limesurvey import limesurvey
from declic_analysis.instrument.messages import messages_of
from declic_analysis.instrument.paper import paper_page
from declic_analysis.instrument.xlsform import xlsform
from declic_analysis.study.form import Form, forms_of
from declic_analysis.study.model import Study

TARGETS = ("xlsform", "limesurvey", "print")
LAYOUT = 1  # goes up when the files of one form are laid out otherwise


class Written(NamedTuple):
    """A file of the questionnaire and what became of it: written, unchanged, or written beside a person's own."""

    path: Path
    state: State


class _File(NamedTuple):
    """A file to write: how to make it, and what it is made from where its bytes differ from run to run."""

    name: str
    make: Callable[[], bytes]
    identity: str | None = None


def write_questionnaire(
    study: Study,
    folder: Path,
    *,
    to: Sequence[str],
    wave: str | None = None,
    audience: str | None = None,
    langs: Sequence[str] | None = None,
    browser: Path | None = None,
) -> list[Written]:
    """Write the survey of a study, its messages and a page that says what to do with each file.

    Parameters: to, of TARGETS; wave and audience, all of them by default; langs, of paper forms and messages, the
    study's by default (XLSForm and LimeSurvey hold all of the study's languages at once); browser, prints paper
    forms to PDF, none = no PDF.
    Raises: UsageError, when the study has no such wave or audience; StudyError, when a form cannot be made;
    ToolMissingError, when the browser fails.
    """
    forms = chosen_forms(study, wave=wave, audience=audience)
    spoken = list(langs or study.languages)
    keeper = Keeper.of(folder)
    written = []
    for file in _files(study, forms, to=to, langs=spoken, browser=browser):
        if file.identity and keeper.is_current(file.name, file.identity):  # a PDF takes a second to print
            written.append(Written(folder / file.name, "unchanged"))
        else:
            written.append(Written(*keeper.write(file.name, file.make(), identity=file.identity)))
    keeper.remember()
    return written


def chosen_forms(study: Study, *, wave: str | None, audience: str | None) -> list[Form]:
    """The forms of a wave and an audience; `retro_before` is asked in the form that holds it.

    Raises: UsageError.
    """
    forms = forms_of(study)
    known = [one.id for one in study.audiences]
    if audience and audience not in known:
        raise _unknown(message(fr="Public inconnu.", en="Unknown audience."), audience, known)
    kept = [form for form in forms if audience in (None, "", form.audience)]
    if not wave:
        return kept
    waves = [form.wave for form in kept] + [str(q.wave) for form in kept for q in form.questions if q.wave]
    if wave not in waves:
        raise _unknown(message(fr="Temps de mesure absent de l’étude.", en="The study has no such wave."), wave, waves)
    return [form for form in kept if wave == form.wave or any(q.wave == wave for q in form.questions)]


def _unknown(what: object, found: str, allowed: Sequence[str]) -> UsageError:
    return UsageError(
        what,  # type: ignore[arg-type]
        found=found,
        allowed=", ".join(dict.fromkeys(allowed)),
        action=message(
            fr="Choisissez l’une de ces valeurs, ou aucune pour tout écrire.",
            en="Choose one of these, or none to write all of them.",
        ),
    )


def _files(
    study: Study, forms: Sequence[Form], *, to: Sequence[str], langs: Sequence[str], browser: Path | None
) -> Iterator[_File]:
    for form in forms:
        if "xlsform" in to:
            yield _File(f"xlsform/{form.name}.xlsx", partial(xlsform, study, form), _identity(study, form, "xlsform"))
        if "limesurvey" in to:
            yield _File(f"limesurvey/{form.name}.txt", partial(limesurvey, study, form))
        for lang in langs:
            if "print" in to:
                yield from _paper(study, form, lang=lang, browser=browser)
            for name, mail in messages_of(study, form, lang=lang).items():
                yield _File(f"messages/{name}.txt", mail.text(lang).encode)
    for lang in langs:
        name = {"fr": "LISEZMOI.md", "en": "README.md"}[lang]
        yield _File(name, _read_me(study, lang).encode)


def _paper(study: Study, form: Form, *, lang: str, browser: Path | None) -> Iterator[_File]:
    page = paper_page(study, form, lang=lang)
    yield _File(f"papier/{form.name}_{lang}.html", page.encode)
    sheet = _identity(study, form, f"sheet {lang}")
    yield _File(f"papier/saisie_{form.name}_{lang}.xlsx", partial(entry_sheet, study, form, lang=lang), sheet)
    if browser is not None:
        identity = hashlib.sha256(page.encode()).hexdigest()
        yield _File(f"papier/{form.name}_{lang}.pdf", partial(_printed, page, browser=browser), identity)


def _printed(page: str, *, browser: Path) -> bytes:
    with tempfile.TemporaryDirectory() as beside:
        source = Path(beside) / "page.html"
        source.write_text(page, encoding="utf-8")
        return print_pdf(source, Path(beside) / "page.pdf", browser=browser).read_bytes()


def _identity(study: Study, form: Form, sort: str) -> str:
    """What a workbook is made from: its own bytes carry the time at which it was packed."""
    said = repr([texts.notice(study, form, lang) for lang in study.languages])
    told = repr([texts.welcome(study, form, lang) for lang in study.languages])
    return hashlib.sha256(f"{LAYOUT} {sort} {form.marker} {form.blocks} {said} {told}".encode()).hexdigest()


def _read_me(study: Study, lang: str) -> str:
    names = [texts.sentence("missing", name, lang=lang) for name in texts.missing(study)]
    warning = texts.sentence("paper", "before_ready", lang=lang, what=", ".join(names)) if names else ""
    labels = {one.id: texts.spoken(one.label, lang) for one in study.audiences}
    rows = [f"| `{form.name}` | {labels[form.audience]} | {form.wave} | `{form.marker}` |" for form in forms_of(study)]
    warned = f"**{warning}**\n\n" if warning else ""
    return texts.sentence("readme", lang=lang, study=study.name, warning=warned, forms="\n".join(rows))
