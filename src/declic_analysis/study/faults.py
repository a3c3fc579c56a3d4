"""Faults of a study file: where in it, and a sentence in two languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from declic_analysis.errors import Message


class Fault(NamedTuple):
    path: str  # dotted, relative to where it was found: 'items.3.scale'
    sentence: Message


class StudyFault(ValueError):
    """Raised inside the pydantic models; `loading` turns it into a StudyError with file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(f"{path}: {sentence.en}" for path, sentence in self.faults))

    @classmethod
    def of(cls, path: str, sentence: Message) -> StudyFault:
        return cls([Fault(path, sentence)])
