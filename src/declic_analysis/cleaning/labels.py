"""Answers as texts → levels of the study's scale, off-scale codes, or neither."""

from __future__ import annotations

import difflib
import html
import re
import unicodedata
from typing import NamedTuple

import pandas as pd

from declic_analysis.study.model import Scale

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
NUMBERED = re.compile(r"^\d+\s*[-–—.:)]\s*(?=\D)")
SAID_BY_MANY = 5
OFF_SCALE = {
    "dont_know": ("ne sait pas", "nsp", "je ne sais pas", "don't know", "i don't know", "do not know"),
    "no_opinion": ("sans opinion", "je ne me prononce pas", "ne se prononce pas", "no opinion"),
    "not_applicable": ("non concerné", "non concernée", "non concerné(e)", "n/a", "na", "not applicable"),
    "skipped": ("passer", "prefer not to answer", "skip"),
}


class Matched(NamedTuple):
    """Per distinct text: its level (1 …), its off-scale code, or neither (unknown)."""

    levels: dict[str, int]
    off_scale: dict[str, str]
    unknown: list[str]


def label_key(text: str) -> str:
    """One spelling of a label: NFKC, straight apostrophes, single spaces, no final full stop, case folded."""
    plain = unicodedata.normalize("NFKC", html.unescape(text)).translate(APOSTROPHES)
    return re.sub(r"\s+", " ", plain).strip().rstrip(".").strip().casefold()


def scale_labels(scale: Scale) -> dict[str, int]:
    """Every spelling of each level, by key."""
    spellings = {label_key(text): k for k, level in enumerate(scale.levels, 1) for text in level.codes}
    words = {label_key(t): k for k, level in enumerate(scale.levels, 1) for t in (level.label.fr, level.label.en) if t}
    return spellings | words


def off_scale_labels(scale: Scale) -> dict[str, str]:
    """Every spelling of each answer off the scale, by key; the study's own words win over the usual ones."""
    usual = {label_key(text): code for code, texts in OFF_SCALE.items() for text in texts}
    own = {label_key(t): o.id for o in scale.non_substantive for t in (o.label.fr, o.label.en, *o.codes) if t}
    return usual | own


def match_labels(texts: pd.Series, *, scale: Scale) -> Matched:
    """The distinct non-empty texts of a column, matched to the scale: as they are, then without a leading '5 - '."""
    levels, off = scale_labels(scale), off_scale_labels(scale)
    matched = Matched({}, {}, [])
    for text in texts[texts != ""].unique():
        keys = (label_key(text), label_key(NUMBERED.sub("", text)))
        level = next((levels[key] for key in keys if key in levels), None)
        code = next((off[key] for key in keys if key in off), None)
        if level is not None:
            matched.levels[text] = level
        elif code is not None:
            matched.off_scale[text] = code
        else:
            matched.unknown.append(text)
    return matched


def belongs_to(texts: list[str], *, scales: list[Scale], declared: Scale) -> Scale | None:
    """Another scale of the study, of another length, that knows all these texts (at least two of them)."""
    if len(texts) < 2:
        return None
    others = [s for s in scales if s.id != declared.id and len(s.levels) != len(declared.levels)]
    return next((s for s in others if {label_key(t) for t in texts} <= set(scale_labels(s))), None)


def suggestion(text: str, *, scale: Scale) -> str | None:
    """The level that an unknown text comes close to; None when it is near nothing (it may be a free text)."""
    words = {label_key(level.label.fr): level.label.fr for level in scale.levels}
    words |= {label_key(level.label.en): level.label.en for level in scale.levels if level.label.en}
    near = difflib.get_close_matches(label_key(text), list(words), n=1, cutoff=0.8)
    return words[near[0]] if near else None
