"""A form as LimeSurvey's tab-separated survey structure (.txt).

Source: LimeSurvey manual, *Tab Separated Value survey structure*: rows of class S, SL, G, Q, SQ, A; the base language
whole, then each other language with the same rows in the same order. Question names take letters and digits only, at
most 20; answer codes at most 5. Braces are expressions there: texts have none but LimeSurvey's own.
"""

from __future__ import annotations

import csv
import html
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from declic_analysis.errors import StudyError, message
from declic_analysis.instrument import messages, texts
from declic_analysis.study.form import MARKER, Block, Form, Question, long_code
from declic_analysis.study.model import Study

HEADER = (
    *("id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation"),
    *("mandatory", "encrypted", "other", "default", "same_default", "same_script"),
    *("hidden", "equation", "date_format"),
)
# Not anonymised: LimeSurvey would drop dates and cut what links two answers. Dates yes, IP addresses no.
SETTINGS = {
    "anonymized": "N",
    "datestamp": "Y",
    "ipaddr": "N",
    "ipanonymize": "N",
    "refurl": "N",
    "savetimings": "N",
    "usecookie": "N",
    "format": "G",
    "allowprev": "Y",
    "allowsave": "N",
    "showwelcome": "Y",
    "showprogress": "Y",
    "shownoanswer": "N",
    "showxquestions": "N",
    "publicstatistics": "N",
    "listpublic": "N",
    "alloweditaftercompletion": "N",
}
TYPES = {"choice": "L", "date": "D", "text": "S", "code": "S", "long_text": "T"}
DATE_FORMAT = {"fr": "5", "en": "6"}  # LimeSurvey's own numbers: dd/mm/yyyy, yyyy-mm-dd
Row = dict[str, str]


def limesurvey(study: Study, form: Form) -> bytes:
    """The structure of a form: UTF-8 with byte order mark, fields apart by tabs, to import as it is.

    Raises: StudyError, when two ids of the study give one code.
    """
    _refuse_shared_codes(form)
    rows = [*_settings(study, form)]
    for lang in study.languages:
        rows += _language_settings(study, form, lang)
    for lang in study.languages:
        rows += _content(study, form, lang)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, HEADER, restval="", delimiter="\t", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _settings(study: Study, form: Form) -> Iterator[Row]:
    base, *others = study.languages
    settings = SETTINGS | {"language": base, "additional_languages": " ".join(others)}
    settings |= {"admin": (study.instrument.controller or "")[:50]}
    for name, value in settings.items():
        yield {"class": "S", "name": name, "text": value}


def _language_settings(study: Study, form: Form, lang: str) -> list[Row]:
    base, _ = texts.moment(form)
    invitation = messages.message_of(study, form, base, lang=lang)
    reminder = messages.message_of(study, form, "reminder", lang=lang)
    said = {
        "surveyls_language": lang,
        "surveyls_title": texts.title(study, form, lang),
        "surveyls_welcometext": _welcome(study, form, lang),
        "surveyls_endtext": _paragraph(texts.sentence("thanks", lang=lang)),
        "surveyls_email_invite_subj": invitation.subject,
        "surveyls_email_invite": _for_limesurvey(invitation.body),
        "surveyls_email_remind_subj": reminder.subject,
        "surveyls_email_remind": _for_limesurvey(reminder.body),
        "surveyls_dateformat": DATE_FORMAT[lang],
    }
    return [{"class": "SL", "name": name, "text": text, "language": lang} for name, text in said.items()]


def _for_limesurvey(body: str) -> str:
    """A message with LimeSurvey's own fields; what it cannot know keeps its capitals, in brackets."""
    known = body.replace("{LIEN}", "{SURVEYURL}").replace("{DESINSCRIPTION}", "{OPTOUTURL}")
    for name in messages.FILLED_BY_SENDER:
        known = known.replace(f"{{{name}}}", f"[{name}]")
    return html.escape(known, quote=False).replace("\n", "<br />")


def _welcome(study: Study, form: Form, lang: str) -> str:
    heading = texts.sentence("notice", "heading", lang=lang)
    paragraphs = [f"<strong>{_plain(p.head)}.</strong> {_plain(p.text)}" for p in texts.notice(study, form, lang)]
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"{_paragraph(texts.welcome(study, form, lang))}<h3>{_plain(heading)}</h3>{told}"


def _paragraph(text: str) -> str:
    return f"<p>{_plain(text)}</p>"


def _plain(text: str) -> str:
    """A text that LimeSurvey shows as it is: no markup, no expression."""
    return html.escape(text, quote=False).replace("{", "(").replace("}", ")")


def _content(study: Study, form: Form, lang: str) -> Iterator[Row]:
    numbers = iter(range(1, 1_000))
    for group, block in enumerate(form.blocks, start=1):
        title = texts.spoken(block.title, lang)
        yield {"id": str(group), "class": "G", "name": title, "relevance": "1", "language": lang}
        if group == 1:
            yield _marker(form, number=next(numbers), lang=lang)
        questions = _grid(block, numbers, lang) if block.scale else _questions(study, block, numbers, lang=lang)
        yield from questions


def _marker(form: Form, *, number: int, lang: str) -> Row:
    """An equation that nobody sees: every export says which form it comes from."""
    return _row(number, "Q", kind="*", name=long_code(MARKER), text=MARKER, lang=lang) | {
        "equation": form.marker,
        "hidden": "1",
    }


def _grid(block: Block, numbers: Iterator[int], lang: str) -> Iterator[Row]:
    introduction = texts.spoken(block.introduction or block.title, lang)
    number = next(numbers)
    yield _row(number, "Q", kind="F", name=long_code(block.id), text=_plain(introduction), lang=lang)
    for question in block.questions:
        text = _plain(texts.spoken(question.wording, lang))
        yield _row(next(numbers), "SQ", kind="0", name=long_code(str(question.of)), text=text, lang=lang)
    yield from _answers(block.questions[0], number, lang)


def _questions(study: Study, block: Block, numbers: Iterator[int], *, lang: str) -> Iterator[Row]:
    for question in block.questions:
        number = next(numbers)
        text = _plain(texts.spoken(question.wording, lang))
        row = _row(number, "Q", kind=TYPES[question.kind], name=long_code(question.name), text=text, lang=lang)
        row |= {"help": _plain(texts.spoken(question.hint, lang))} if question.hint else {}
        row |= {"mandatory": "S" if question.kind == "code" else "Y"} if question.required else {}
        row |= {"validation": _validation(study)} if question.kind == "code" else {}
        row |= {"date_format": "dd/mm/yyyy"} if question.kind == "date" else {}
        yield row
        yield from _answers(question, number, lang)


def _validation(study: Study) -> str:
    """The code's form as a PCRE that PHP reads byte by byte and a browser letter by letter: accents in both."""
    letter = r"(?:[A-Za-z]|[^\x00-\x7F]+)"
    parts = [f"{letter if part.kind == 'letters' else '[0-9]'}{{{part.length}}}" for part in study.instrument.code]
    return f"/^{''.join(parts)}$/"


def _answers(question: Question, number: int, lang: str) -> Iterator[Row]:
    for choice in question.choices:
        yield _row(number, "A", kind="0", name=choice.short, text=_plain(texts.spoken(choice.label, lang)), lang=lang)


def _row(number: int, sort: str, *, kind: str, name: str, text: str, lang: str) -> Row:
    row = {"id": str(number), "class": sort, "type/scale": kind, "name": name, "text": text, "language": lang}
    shown = {"relevance": "1"} if sort in ("Q", "SQ") else {}
    return row | shown | ({"mandatory": "N", "other": "N"} if sort == "Q" else {})


def _refuse_shared_codes(form: Form) -> None:
    """LimeSurvey would merge two questions, or two answers, of one code."""
    loose = [q.name for block in form.blocks if not block.scale for q in block.questions]
    lists: list[Iterable[str]] = [[long_code(name) for name in (*loose, *(b.id for b in form.blocks if b.scale))]]
    lists += [[long_code(str(q.of)) for q in block.questions] for block in form.blocks if block.scale]
    lists += [[choice.short for choice in q.choices] for q in form.questions]
    twice = [code for codes in lists for code, n in Counter(code.casefold() for code in codes).items() if n > 1]
    if twice:
        raise StudyError(
            message(
                fr="Deux identifiants de l’étude donnent le même code dans LimeSurvey.",
                en="Two ids of the study give the same code in LimeSurvey.",
            ),
            where=form.name,
            found=", ".join(dict.fromkeys(twice)),
            allowed=message(
                fr="des identifiants qui diffèrent par autre chose que « _ »",
                en="ids that differ by something else than '_'",
            ),
            action=message(fr="Renommez l’un des deux dans l’étude.", en="Rename one of them in the study."),
        )
