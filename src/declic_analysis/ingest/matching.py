"""Self-generated codes that differ by one edit: whose they are, when nothing speaks against it.

Codes are first matched exactly. A code that is left over in one wave may then be that of a person of another wave, when
all of this holds (Schnell, Bachteler & Reiher 2010, doi:10.1177/0193841X10387576; Lipp et al. 2021, who verify
fuzzy matches of codes by time-constant answers):

- at most one edit: one character typed instead of another, too many or too few, or two neighbours swapped
  (Damerau–Levenshtein distance 1: a swap is one slip of the fingers, and Levenshtein alone would count it twice);
- the constant fields that both declare are filled and agree, all of them;
- the two codes never stand in one wave, and belong to one audience;
- each is the other's only candidate (with three waves: each of the three is within one edit of both others);
- a malformed code only ever joins a well-formed one, and stands on one row of its wave;
- no code is shorter than five characters or made of digits only: such codes have too many neighbours.

Codes for which there are several candidates stay unmatched, and are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

SHORTEST = 5
OF, AND = "\x1e", "\x1f"  # a code's name: its audience, OF, its columns joined by AND


@dataclass
class Seen:
    """One code of one audience, over all files: where it stands, and what its rows say of their constant fields."""

    name: str
    well_formed: bool
    waves: set[str] = field(default_factory=set)
    told: list[set[str]] = field(default_factory=list)  # what its rows answer, constant field by constant field
    crowded: bool = False  # a malformed code on two rows of one wave may be two persons

    def add(self, waves: Iterable[str], constants: Iterable[str]) -> None:
        """One more row with this code."""
        fresh = set(waves)
        self.crowded |= not self.well_formed and bool(self.waves & fresh)
        self.waves |= fresh
        for k, answer in enumerate(constants):  # a register without these fields says nothing, an empty answer neither
            if k == len(self.told):
                self.told.append(set())
            self.told[k] |= {answer} - {""}

    @property
    def constants(self) -> list[str]:
        """The constant fields, empty where no row or contradicting rows answer."""
        return [next(iter(answers)) if len(answers) == 1 else "" for answers in self.told]

    @property
    def text(self) -> str:
        return "".join(columns_of(self.name))

    @property
    def first(self) -> tuple[bool, int, str]:
        """Order in which the codes of one person are asked for a name: well-formed, earliest wave, alphabet."""
        return (not self.well_formed, min(map(wave_order, self.waves), default=99), self.name)


@dataclass(frozen=True)
class Links:
    """name_of: code → the code whose pseudonym it takes (both ends of a link are keys); score: similarity of the
    weakest link, per code; ambiguous: codes left alone for having several candidates; refused: codes whose only
    candidates have other constant fields.
    """

    name_of: dict[str, str]
    score: dict[str, float]
    ambiguous: frozenset[str]
    refused: frozenset[str]


def columns_of(name: str) -> list[str]:
    """The identifying texts of a code, column by column."""
    return name.partition(OF)[2].split(AND)


def wave_order(wave: str) -> int:
    """Waves in time: before, after, follow-ups by month; anything else (a register) last."""
    known = {"before": 0, "retro_before": 0, "after": 1}
    month = wave.removeprefix("followup_m")
    return 2 + int(month) if month != wave and month.isdigit() else known.get(wave, 99)


def one_edit_links(seen: Iterable[Seen]) -> Links:
    """Join the codes of one person, by the rule above.

    Parameters: seen, every code that counts, those matched exactly too (they stand in more than one wave).
    """
    nodes = {one.name: one for one in seen if _may_join(one)}
    near: defaultdict[str, set[str]] = defaultdict(set)
    refused: set[str] = set()
    for one, other in _neighbours(nodes):
        if nodes[one].waves & nodes[other].waves or not (nodes[one].well_formed or nodes[other].well_formed):
            continue
        if _agree(nodes[one], nodes[other]):
            near[one].add(other)
            near[other].add(one)
        else:
            refused |= {one, other}
    groups = list(_groups(near))
    joined = [group for group in groups if all(near[name] == group - {name} for name in group)]
    ambiguous = frozenset(name for group in groups if group not in joined for name in group)
    return Links(
        {name: min(group, key=lambda n: nodes[n].first) for group in joined for name in group},
        {name: score for group in joined for score in [_score(group)] for name in group},
        ambiguous,
        frozenset(refused - ambiguous - {name for group in joined for name in group}),
    )


def _may_join(one: Seen) -> bool:
    return len(one.text) >= SHORTEST and not one.text.isdigit() and not one.crowded


def _agree(one: Seen, other: Seen) -> bool:
    pairs = list(zip(one.constants, other.constants, strict=False))
    return bool(pairs) and all(a == b != "" for a, b in pairs)


def _neighbours(nodes: dict[str, Seen]) -> Iterator[tuple[str, str]]:
    """Pairs within one edit: two such codes share a text once a character is taken out of one, the other, or both."""
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    for name in nodes:
        for shelf in _without_one(name):
            shelves[shelf].append(name)
    pairs = {pair for names in shelves.values() for pair in combinations(sorted(names), 2)}
    yield from (pair for pair in sorted(pairs) if _edits(*pair) == 1)


def _without_one(name: str) -> set[str]:
    start = name.index(OF) + 1
    return {name, *(name[:k] + name[k + 1 :] for k in range(start, len(name)))}


def _edits(one: str, other: str) -> int:
    """Edits between two codes, column by column: nothing moves from one identifying column to the next."""
    if len(columns_of(one)) != len(columns_of(other)) or one.partition(OF)[0] != other.partition(OF)[0]:
        return 2
    columns = zip(columns_of(one), columns_of(other), strict=True)
    return sum(DamerauLevenshtein.distance(a, b, score_cutoff=1) for a, b in columns)


def _groups(near: dict[str, set[str]]) -> Iterator[set[str]]:
    left = set(near)
    while left:
        group, ahead = set(), [min(left)]
        while ahead:
            name = ahead.pop()
            if name not in group:
                group.add(name)
                ahead += near[name]
        left -= group
        yield group


def _score(group: set[str]) -> float:
    """1 − edits / length of the longer code, the lowest of the group."""
    lengths = sorted(len("".join(columns_of(name))) for name in group)
    return 1 - 1 / lengths[1]
