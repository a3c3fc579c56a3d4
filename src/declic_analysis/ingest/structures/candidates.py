"""Which structures a name may mean: suggestions for a person, never a match.

The score is rapidfuzz's WRatio (0 to 100) over the telling words, the best over a structure's name and aliases;
100 also where the name is the initials of one. The bounds come from measured names: docs/decisions/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from declic_analysis.ingest.structures.register import Register
from declic_analysis.naming import organisation_key, organisation_words

SUGGESTED = 70  # under this score a suggestion distracts more than it helps
NEAR = 88  # from this score on, a name is a misspelling of a known one, and may be printed
RENAMED = {"pole emploi": "france travail"}  # since 1 January 2024
SHORTEST_INITIALS = 3
AT_A_TIME = 1000  # names × the register's names in memory


def name_candidates(names: Iterable[str], *, register: Register, most: int = 3) -> pd.DataFrame:
    """The nearest structures of each name.

    Returns: name, rank (from 1), structure (id), label (as the register writes it), score (0 to 100), near (boolean);
    nothing for a name that resembles none. Same scores are in alphabetical order of ids.
    """
    distinct = list(dict.fromkeys(names))
    known = [(owner, name) for owner, written in sorted(register.labels.items()) for name in written]
    if not distinct or not known:
        return _frame([])
    parts = [distinct[k : k + AT_A_TIME] for k in range(0, len(distinct), AT_A_TIME)]
    return _frame([row for part in parts for row in _nearest(part, known, most=most)])


def near_names(names: Iterable[str], *, register: Register) -> dict[str, str]:
    """Names that are misspellings of a known one → that one, as the register writes it."""
    distinct, known = list(dict.fromkeys(names)), [name for written in register.labels.values() for name in written]
    found: dict[str, str] = {}
    for k in range(0, len(distinct) if known else 0, AT_A_TIME):
        part = distinct[k : k + AT_A_TIME]
        scores = process.cdist(
            [_text(name) for name in part], [_text(name) for name in known], scorer=fuzz.ratio, score_cutoff=NEAR
        )
        best = zip(part, scores.argmax(axis=1), scores.max(axis=1), strict=True)
        found |= {name: known[j] for name, j, score in best if score >= NEAR}
    return found


def _nearest(names: list[str], known: list[tuple[str, str]], *, most: int) -> Iterator[tuple[object, ...]]:
    wanted, offered = [_text(name) for name in names], [_text(name) for _, name in known]
    scores = process.cdist(wanted, offered, scorer=fuzz.WRatio, dtype=np.float64)
    strict = process.cdist(wanted, offered, scorer=fuzz.ratio, dtype=np.float64)
    initials = np.array([_initials(name) for _, name in known])
    for k, name in enumerate(names):
        own = np.where(initials == organisation_key(name), 100.0, scores[k])
        yield from ((name, *row) for row in _best(own, strict[k], known, most=most))


def _text(name: str) -> str:
    text = " ".join(organisation_words(name))
    for old, new in RENAMED.items():
        text = text.replace(old, new)
    return text


def _initials(name: str) -> str:
    words = organisation_words(name)
    return "".join(word[0] for word in words) if len(words) >= SHORTEST_INITIALS else "–"


def _best(
    scores: np.ndarray, strict: np.ndarray, known: list[tuple[str, str]], *, most: int
) -> list[tuple[int, str, str, int, bool]]:
    best: dict[str, tuple[str, int, bool]] = {}
    for j in np.argsort(-scores, kind="stable"):
        owner, label = known[j]
        if scores[j] < SUGGESTED or len(best) == most:
            break
        best.setdefault(owner, (label, round(scores[j]), bool(strict[j] >= NEAR)))
    return [(rank, owner, *found) for rank, (owner, found) in enumerate(best.items(), start=1)]


def _frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["name", "rank", "structure", "label", "score", "near"])
