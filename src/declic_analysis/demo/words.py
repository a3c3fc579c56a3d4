"""What the fiction's people write: a theme drawn with a known share, a sentence about it, now and then a slip."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import yaml

from declic_analysis.demo.layout import Export
from declic_analysis.demo.people import Action
from declic_analysis.demo.sheets import Sheet
from declic_analysis.demo.study_file import asset
from declic_analysis.study import Study
from declic_analysis.vocabulary import RowState

ANSWERS_OPEN = 0.62  # share of people who write something in an open question
SLIPS = 0.06  # share of answers with a letter missing in their longest word
PLAIN_ACCENTS = 0.08  # share of answers typed without accents
QUOTABLE = 0.6
CHOICE = re.compile(r"\{([^{}]*)\}")
UNACCENTED = str.maketrans("éèêëàâîïôûùç’", "eeeeaaiiouuc'")


def with_words(
    sheets: list[Sheet], *, texts: Mapping[str, Any], export: Export, rng: np.random.Generator
) -> list[Sheet]:
    """The sheets of an export with free answers, each question's theme beside, and the permission to quote."""
    return [_with_words(sheet, texts=texts, export=export, rng=rng) for sheet in sheets]


def _with_words(sheet: Sheet, *, texts: Mapping[str, Any], export: Export, rng: np.random.Generator) -> Sheet:
    shares, after = texts["shares"][export.audience], export.wave != "before"
    drawn = {question: _drawn(shares[question], after=after, rng=rng) for question in shares}
    written = {question: _sentence(theme, question, texts=texts, rng=rng) for question, theme in drawn.items()}
    silent = {question: rng.random() >= ANSWERS_OPEN for question in shares}
    return replace(
        sheet,
        open={q: "" if silent[q] else text for q, text in written.items()},
        themes={q: "" if silent[q] else theme for q, theme in drawn.items()},
        quotable=_allows(sheet.person),
    )


def _allows(person: int) -> bool:
    """The same answer in every file: a person allows or refuses once for all."""
    return (person * 37) % 100 < 100 * QUOTABLE


def _drawn(shares: Mapping[str, list[float]], *, after: bool, rng: np.random.Generator) -> str:
    """A theme by its share; the rest of the chance is for none."""
    edges = np.cumsum([share[int(after)] for share in shares.values()])
    at = int(np.searchsorted(edges, rng.random(), side="right"))
    return list(shares)[at] if at < len(edges) else ""


def _sentence(theme: str, question: str, *, texts: Mapping[str, Any], rng: np.random.Generator) -> str:
    said = _one(texts["themes"][theme] if theme else texts["neutral"][question], rng)
    said = CHOICE.sub(lambda found: _one(found[1].split("|"), rng), said)
    opening, ending = _one(texts["openings"], rng), _one(texts["endings"], rng)
    whole = said if said.startswith("=") else f"{opening}{said}{ending}"
    slip, bare = rng.random() < SLIPS, rng.random() < PLAIN_ACCENTS
    whole = _slipped(whole) if slip else whole
    return whole.translate(UNACCENTED) if bare else whole[0].upper() + whole[1:]


def _slipped(text: str) -> str:
    longest = max(re.findall(r"\w+", text), key=len)
    return text.replace(longest, longest[:3] + longest[4:], 1)


def _one(options: list[str], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]


def expected_words(texts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The truth behind the draws: share of people who speak of each theme, among those who write anything at all."""
    answering = ANSWERS_OPEN / (1 - (1 - ANSWERS_OPEN) ** 2)
    return [
        {"audience": audience, "question": question, "theme": theme, "before": round(before * answering, 6),
         "after": round(after * answering, 6)}
        for audience, questions in texts["shares"].items()
        for question, themes in questions.items()
        for theme, (before, after) in themes.items()
    ]  # fmt: skip


def written_words(rows: Iterable[tuple[Export, Sheet]]) -> list[dict[str, Any]]:
    """What was written in fact: answers by audience, wave and theme (`""`: no theme), on rows that count."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for export, sheet in rows:
        if sheet.state == RowState.ACCEPTED:
            said = [sheet.themes.get(question, "") for question, text in sheet.open.items() if text]
            counts.update((export.audience, export.wave, theme) for theme in said)
    return [{"audience": a, "wave": w, "theme": t, "answers": n} for (a, w, t), n in sorted(counts.items())]


def conversations(study: Study, *, actions: Sequence[Action]) -> list[dict[str, Any]]:
    """Interviews, groups and an observation, as the sheet « entretiens et observations » lists them."""
    told = yaml.safe_load(asset("conversations.yaml"))
    audiences = {a.id: a.label.fr for a in study.audiences}
    days = sorted({action.held_on for action in actions})
    return [
        {
            "méthode": one["method"],
            "public": audiences[one["audience"]],
            "territoire": {t.id: t.label.fr for t in study.territories}[one["territory"]],
            "date": days[k * len(days) // len(told)],
            "citation autorisée": "oui" if one["quotable"] else "non",
            "notes": one["notes"],
        }
        for k, one in enumerate(told)
    ]
