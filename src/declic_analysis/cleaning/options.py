"""The words of a choice question's options, and how a text that joins several of them is taken apart."""

from __future__ import annotations

import difflib
from typing import NamedTuple

from declic_analysis.cleaning.labels import NEAR, OFF_SCALE, label_key
from declic_analysis.study.choices import OTHER_NAMES, ChoiceQuestion
from declic_analysis.vocabulary import QuarantineReason

OFF_LABELS = {label_key(text) for texts in OFF_SCALE.values() for text in texts}
MOST_PARTS = 40  # a cell of more parts is a text, not a list of options


class Reading(NamedTuple):
    """What a text says: options chosen, own words among them, off the scale, or why it is not understood."""

    options: tuple[str, ...] = ()
    other: bool = False
    off: bool = False
    reason: str | None = None
    near: str | None = None
    unknown: tuple[str, ...] = ()


class KnownOptions:
    """Every way of writing a question's options, and how a text that joins several is taken apart.

    The joining mark may stand inside an option's words: the parts are put together again as known options, and a text
    that allows two readings is not understood.
    """

    def __init__(self, question: ChoiceQuestion, *, joined_by: str) -> None:
        self.question = question
        self.joined_by = joined_by if question.multiple else ""
        self.known = {
            label_key(word): option.id
            for option in question.options
            for word in (option.label.fr, option.label.en or option.label.fr, *option.codes, option.id)
        }

    @property
    def ids(self) -> set[str]:
        return {option.id for option in self.question.options}

    def read(self, text: str) -> Reading:
        key = label_key(text)
        if key in self.known:
            return Reading((self.known[key],))
        if self.question.other and key.rstrip(" :…") in OTHER_NAMES:
            return Reading(other=True)
        if key in OFF_LABELS:
            return Reading(off=True)
        found = [reading for mark in self.joined_by if (reading := self._parted(text, mark)) is not None]
        best = next((reading for reading in found if reading.reason is None and not reading.other), None)
        return best or next(iter(found), None) or self._own_words(text)

    def _parted(self, text: str, mark: str) -> Reading | None:
        parts = [part for part in text.split(mark) if part.strip()]
        if not 1 <= len(parts) <= MOST_PARTS or (len(parts) == 1 and mark not in text):
            return None
        readings = self._readings(tuple(parts), mark)
        if len(readings) > 1:
            return Reading(reason=QuarantineReason.AMBIGUOUS_OPTIONS.value)
        if readings:
            return Reading(readings[0])
        return self._with_own_words(parts, mark)

    def _readings(self, parts: tuple[str, ...], mark: str) -> list[tuple[str, ...]]:
        """Every way of reading all the parts, in order, as known options."""
        ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in parts)]
        for end in range(1, len(parts) + 1):
            for start in range(end):
                option = self.known.get(label_key(mark.join(parts[start:end])))
                ways[end] += [(*way, option) for way in ways[start] if option is not None][:3]
        return list(dict.fromkeys(ways[-1]))

    def _with_own_words(self, parts: list[str], mark: str) -> Reading | None:
        """Known options first and last, the respondent's own words where nothing is known."""
        options: list[str] = []
        unknown: list[str] = []
        at = 0
        while at < len(parts):
            ends = range(len(parts), at, -1)
            end = next((e for e in ends if label_key(mark.join(parts[at:e])) in self.known), None)
            if end is None:
                unknown.append(parts[at])
                at += 1
            else:
                options.append(self.known[label_key(mark.join(parts[at:end]))])
                at = end
        if not options:
            return None
        own = self._own_words(mark.join(unknown).strip())
        if own.reason is None:
            return own._replace(options=tuple(options))
        return own if own.near else own._replace(unknown=tuple(part.strip() for part in unknown))

    def _own_words(self, text: str) -> Reading:
        near = self.near(text)
        if self.question.other and near is None:
            return Reading(other=True)
        return Reading(reason=QuarantineReason.UNKNOWN_OPTION.value, near=near, unknown=(text,))

    def near(self, text: str) -> str | None:
        found = difflib.get_close_matches(label_key(text), [k for k in self.known if len(k) > 3], n=1, cutoff=NEAR)
        return self.label(self.known[found[0]]) if found else None

    def label(self, option: str) -> str:
        return next(o.label.fr for o in self.question.options if o.id == option)

    def expected(self) -> str:
        return " | ".join(option.label.fr for option in self.question.options)
