"""Invitations and reminders: before the action, two days after, one reminder at seven days, then the follow-ups."""

from __future__ import annotations

from typing import NamedTuple

from declic_analysis.instrument import texts
from declic_analysis.study.form import Form, is_paired
from declic_analysis.study.model import Study

FILLED_BY_SENDER = ("ACTION", "DATE", "DATE_LIMITE")
SUFFIX = {"before": "avant", "after": "j2", "reminder": "j7"}


class Mail(NamedTuple):
    """A message in one language. `when` is for the sender and is no part of what people receive."""

    moment: str
    when: str
    subject: str
    body: str

    def text(self, lang: str) -> str:
        labels = {"fr": ("Quand", "Objet"), "en": ("When", "Subject")}[lang]
        colon = "\u00a0: " if lang == "fr" else ": "
        return f"[{labels[0]}{colon}{self.when}]\n{labels[1]}{colon}{self.subject}\n\n{self.body}\n"


def messages_of(study: Study, form: Form, *, lang: str) -> dict[str, Mail]:
    """File name without ending → message, for the messages that lead to this form."""
    base, month = texts.moment(form)
    moments = [base, "reminder"] if base == "after" else [base]
    names = {name: SUFFIX.get(name, f"m{month}") for name in moments}
    return {f"{form.audience}_{names[name]}_{lang}": message_of(study, form, name, lang=lang) for name in moments}


def message_of(study: Study, form: Form, name: str, *, lang: str) -> Mail:
    """One message: before, after, reminder or followup."""
    _, month = texts.moment(form)
    values = {
        "programme": texts.spoken(study.programme, lang),
        "minutes": texts.minutes(form),
        "month": month,
        "recipients": texts.recipients(study, lang),
        "contact": texts.given(study, "contact", lang),
        "controller": texts.given(study, "controller", lang),
    }
    own = study.instrument.messages.get(name)  # type: ignore[call-overload]
    first = (
        texts.filled(own.of(lang), lang=lang, **values)
        if own
        else texts.sentence("messages", name, "body", lang=lang, **values)
    )
    code = "code" if is_paired(study, texts.audience_of(study, form)) else "no_code"
    parts = [first, *(texts.sentence("messages", part, lang=lang, **values) for part in (code, "closing"))]
    said = {part: texts.sentence("messages", name, part, lang=lang, **values) for part in ("when", "subject")}
    return Mail(name, said["when"], said["subject"], "\n\n".join(part.strip() for part in parts))
