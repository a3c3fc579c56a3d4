"""What a closed list is: codes, each with its French and English words."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self


class Label(NamedTuple):
    fr: str
    en: str

    def of(self, language: str) -> str:
        return self.fr if language == "fr" else self.en


class Coded(StrEnum):
    """A closed list: each member's value is the code, `label` its words."""

    label: Label

    def __new__(cls, code: str, fr: str, en: str) -> Coded:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = Label(fr, en)
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """The member of this code; ValueError when there is none."""
        return next((m for m in cls if m.value == code), None) or cls._unknown(code)

    @classmethod
    def _unknown(cls, code: str) -> Self:
        raise ValueError(f"{code} is not one of {', '.join(cls.codes())}")

    @classmethod
    def codes(cls) -> tuple[str, ...]:
        return tuple(member.value for member in cls)
