"""How often the one-edit rule joins strangers, and how many slips it recovers, on this programme's sizes.

    python benchmarks/code_matching.py [draws]

Codes are like the demonstration's (two letters, day of birth, two letters). `uniform`: letters drawn evenly; `french`:
the first letters of first names and of places, as unevenly as French ones are. 60 % of n persons answer both times,
20 % before only, 20 % after only; 6 % of the codes given after hold one slip. Constant fields: none (every one
agrees), a structure (one of five), a birth year (one of forty), both. False joins: persons joined to somebody else.
"""

from __future__ import annotations

import sys
from itertools import product

import numpy as np

from declic_analysis.ingest.matching import OF, Seen, one_edit_links

SIZES = (26, 50, 107)
SLIPS = 0.06
LETTERS = np.array(list("ABCDEFGHIJKLMNOPRSTUVY"))
# Share of each pair's first and second letter: a few dominate (MA-rie, JE-an, SA-int, LA-…, LY-on), as in real codes.
FIRST = np.array([9, 5, 9, 4, 4, 4, 3, 2, 2, 8, 1, 7, 13, 4, 1, 6, 4, 12, 3, 0.2, 4, 2.0])
SECOND = np.array([24, 0.3, 1, 0.5, 17, 0.3, 0.3, 4, 13, 0.2, 0.2, 5, 0.6, 4, 13, 0.5, 6, 1, 1.5, 6, 0.6, 2.0])
CONSTANTS = {"none": (1,), "structure": (5,), "birth year": (40,), "both": (5, 40)}


def letters(n: int, rng: np.random.Generator, *, french: bool) -> np.ndarray:
    """Two pairs of letters a person, n × 4."""
    weights = [FIRST, SECOND, FIRST, SECOND] if french else [np.ones(len(LETTERS))] * 4
    return np.column_stack([rng.choice(LETTERS, size=n, p=w / w.sum()) for w in weights])


def codes(n: int, rng: np.random.Generator, *, french: bool) -> list[str]:
    days = rng.integers(1, 32, size=n)
    drawn = letters(n, rng, french=french)
    return [f"{a}{b}{day:02d}{c}{d}".lower() for (a, b, c, d), day in zip(drawn, days, strict=True)]


def slip(code: str, rng: np.random.Generator) -> str:
    """One slip of any kind: another character, one forgotten, one doubled, two swapped."""
    k = int(rng.integers(len(code) - 1))
    other = str(rng.choice(list("abcdefghijklmnoprstuvy0123456789".replace(code[k], ""))))
    made = {
        0: code[:k] + other + code[k + 1 :],
        1: code[:k] + code[k + 1 :],
        2: code[:k] + code[k] + code[k:],
        3: code[:k] + code[k + 1] + code[k] + code[k + 2 :],
    }
    return made[int(rng.integers(4))]


def one_study(n: int, rng: np.random.Generator, *, french: bool, constants: tuple[int, ...]) -> tuple[int, int, int]:
    """Strangers joined by one edit, slips recovered, slips made."""
    own, fixed = codes(n, rng, french=french), rng.integers(0, constants, size=(n, len(constants))).astype(str)
    waves = {"before": range(int(0.8 * n)), "after": [*range(int(0.6 * n)), *range(int(0.8 * n), n)]}
    slipped = {k for k in range(int(0.6 * n)) if rng.random() < SLIPS}
    seen: dict[str, Seen] = {}
    owners: dict[str, set[int]] = {}
    for wave, persons in waves.items():
        for k in persons:
            code = slip(own[k], rng) if wave == "after" and k in slipped else own[k]
            name = f"p{OF}{code}"
            well_formed = len(code) == 6 and code[:2].isalpha() and code[2:4].isdigit() and code[4:].isalpha()
            seen.setdefault(name, Seen(name, well_formed)).add([wave], fixed[k].tolist())
            owners.setdefault(name, set()).add(k)
    links = one_edit_links(seen.values())
    joined = [name for name, to in links.name_of.items() if name != to]
    right = sum(bool(owners[name] & owners[links.name_of[name]]) for name in joined)
    return len(joined) - right, right, len(slipped)


def main(draws: int) -> None:
    print("letters   constant      n   false joins per study   studies with one   slips recovered")
    for french, (label, constants), n in product((False, True), CONSTANTS.items(), SIZES):
        rng = np.random.default_rng(20240122)
        found = np.array([one_study(n, rng, french=french, constants=constants) for _ in range(draws)])
        false, right, made = found.T
        kind = "french" if french else "uniform"
        print(
            f"{kind:8s}  {label:10s}  {n:4d}   {false.mean():19.4f}   {(false > 0).mean():15.2%}"
            f"   {right.sum() / made.sum():14.1%}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
