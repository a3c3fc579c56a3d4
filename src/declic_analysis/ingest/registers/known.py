"""What a register may refer to: the study's own words, its structures, and the actions already read."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from declic_analysis.ingest.assigning import vocabulary_of
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.structures import Register as Names
from declic_analysis.ingest.structures import register_of
from declic_analysis.ingest.words import kept_names
from declic_analysis.study.model import Study


@dataclass(frozen=True)
class Known:
    """study: with the structures of its registers; structures: their names, and what a person decided of others;
    actions: the contract table, or None where no register lists them; words: for the columns that the study lists,
    every way of writing an id → the id; people, words of the names that the registers hold, taken out of notes.
    """

    study: Study
    structures: Names
    actions: pd.DataFrame | None = None
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    people: frozenset[str] = frozenset()

    @classmethod
    def of(cls, study: Study, *, structures: Names | None = None, actions: pd.DataFrame | None = None) -> Known:
        words = {
            name: vocabulary_of(study, name) for name in ("territory", "audience", "format", "concerned", "element")
        }
        return cls(study, structures or register_of(study), actions, words)

    def action(self, text: str) -> str | None:
        """The id of an action as its register writes it; the text itself where nothing lists the actions."""
        return " ".join(text.split()) if self.actions is None else self._actions().get(header_key(text))

    def _actions(self) -> dict[str, str]:
        listed = () if self.actions is None else tuple(self.actions["action"])
        return {header_key(action): str(action) for action in listed}

    def offered(self, name: str) -> list[str]:
        """The labels that a person would choose from."""
        study = self.study
        lists: dict[str, list[str]] = {
            "territory": [t.label.fr for t in study.territories],
            "audience": [a.label.fr for a in study.audiences],
            "format": [f.label.fr for f in study.formats],
            "structure": [s.name for s in study.structures],
            "concerned": [words.fr for words in study.diagnosis.public_words.values()],
            "element": [words.fr for words in study.diagnosis.words.values()],
        }
        return lists[name]

    def kept_names(self) -> tuple[str, ...]:
        """Names that are no person's, for the redaction of notes."""
        return kept_names(self.study)

    def audiences_of_actions(self) -> dict[str, str]:
        """Action → the audience of its format, where the format has one track."""
        if self.actions is None:
            return {}
        tracks = {format_.id: format_.audience for format_ in self.study.formats if format_.audience}
        listed = self.actions.dropna(subset=["format"])
        return {str(a): tracks[f] for a, f in zip(listed["action"], listed["format"], strict=True) if f in tracks}
