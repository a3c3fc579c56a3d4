"""What can go wrong, said in French and English: what, where, which kind of value, what is allowed, what to do next.

No message carries a respondent's value: `found` names a *kind* of value ("un texte", "3 niveaux"), never its content.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LANGUAGES = ("fr", "en")
_language = "fr"


class Message(NamedTuple):
    """One sentence in the two languages of the project."""

    fr: str
    en: str

    def __str__(self) -> str:
        return self.fr if _language == "fr" else self.en


def message(*, fr: str, en: str) -> Message:
    """A sentence in French and English, with French no-break spaces put where they belong."""
    return Message(fr=nbsp(fr), en=en)


def nbsp(text: str) -> str:
    """French typography: no-break space before high punctuation and inside quotation marks."""
    for mark in "?!;»":
        text = text.replace(f" {mark}", f"\u202f{mark}" if mark in "?!;" else f"\u00a0{mark}")
    return re.sub(r" :(?=\s|$)", "\u00a0:", text).replace("« ", "«\u00a0").replace(" %", "\u202f%")


def set_language(language: str) -> None:
    """Choose the language of error sentences, `fr` or `en`, for this process."""
    global _language
    if language not in LANGUAGES:
        raise UsageError(
            message(fr="Langue inconnue.", en="Unknown language."), found=repr(language), allowed=", ".join(LANGUAGES)
        )
    _language = language


def language() -> str:
    """The language of error sentences in this process."""
    return _language


_LABELS = {
    "where": Message("Où", "Where"),
    "found": Message("Trouvé", "Found"),
    "allowed": Message("Attendu", "Expected"),
    "action": Message("À faire", "What to do"),
}


class DeclicError(Exception):
    """Base of every error this project raises on purpose. `exit_code` is what the command line returns."""

    exit_code = 1

    def __init__(
        self,
        what: Message | str,
        *,
        where: Message | str | None = None,
        found: Message | str | None = None,
        allowed: Message | str | None = None,
        action: Message | str | None = None,
    ) -> None:
        self.what, self.where, self.found, self.allowed, self.action = what, where, found, allowed, action
        super().__init__(str(what))

    def __str__(self) -> str:
        details = {"where": self.where, "found": self.found, "allowed": self.allowed, "action": self.action}
        colon = "\u00a0: " if _language == "fr" else ": "
        lines = [f"  {_LABELS[name]}{colon}{text}" for name, text in details.items() if text]
        return "\n".join([str(self.what), *lines])

    def _render_traceback_(self) -> list[str]:
        # IPython calls this in place of printing a traceback: an evaluator reads a sentence, not a stack.
        return [str(self)]


class UsageError(DeclicError):
    """A command, parameter or argument that cannot be obeyed."""

    exit_code = 2


class StudyError(DeclicError):
    """`study.yaml` (or `etude.xlsx`) says something impossible, or is missing."""

    exit_code = 3


class SourceError(DeclicError):
    """A raw file cannot be read as what the study says it is."""

    exit_code = 4


class ContractError(DeclicError):
    """A table does not keep its contract. The sentence counts by column and check, and shows no value."""

    exit_code = 5


class KeyMissingError(DeclicError):
    """Real answers, and no pseudonym key."""

    exit_code = 6


class DisclosureError(DeclicError):
    """Something that could point at a person was about to be shown."""

    exit_code = 7


class ReportError(DeclicError):
    """A report could not be made; what was half made is kept where nobody takes it for a report."""

    exit_code = 8


class ToolMissingError(DeclicError):
    """Something that the task needs is not installed."""

    exit_code = 9


class QuarantineError(DeclicError):
    """`--strict`: cells or rows went to quarantine."""

    exit_code = 10


class BusyError(DeclicError):
    """The same work is under way in another process."""

    exit_code = 11


class DeliveryError(DeclicError):
    """A report was made and could not be sent."""

    exit_code = 12


def defect(failure: Exception) -> Message:
    """What is said of an error nobody foresaw: its kind alone, for its text may quote a cell."""
    kind = type(failure).__name__
    return message(fr=f"Erreur inattendue ({kind}) : défaut du logiciel.", en=f"Unexpected error ({kind}): a defect.")
