"""Who gains from which visit: false models under no difference, models found, slope, intervals of the chances."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import expit
from scipy.stats import norm

from calibration.cell import COVERAGE_SMALL, ENOUGH, LEVEL, SLOPE, Cell, Goal
from calibration.cell import DRAWS as MANY
from declic_analysis.ecosystem import visit_targeting
from declic_analysis.ecosystem.targeting import VISITS
from declic_analysis.vocabulary import TargetingState

DRAWS = {
    "none": 200,
    "start": 200,
    "moderate": 60,
    "large": 60,
    "crossed": 60,
}  # of twenty thousand elsewhere: a draw is 150 regressions
VISITS_MADE = (60, 120, 240)
METHOD = "penalised model of visits"
CHANCES = "chances of the model"
SEEN = "share seen, by company"
# Logits: small companies at an ACI; people who were not favourable before; companies under 50 people at an EI and
# larger ones at an ACI, less where the other way round.
EFFECTS = {
    "none": (0.0, 0.0, 0.0),
    "start": (0.0, 2.0, 0.0),
    "moderate": (1.2, 1.0, 0.0),
    "large": (2.4, 2.0, 0.0),
    "crossed": (0.0, 1.0, 1.0),
}
JUDGED = ("crossed",)  # elsewhere too few models are shown to say how good they are
NOTHING = ("none", "start")  # of a company, or of the place, nothing matters
_NODES = norm.ppf((np.arange(60) + 0.5) / 60)


class Law(NamedTuple):
    """effect: key of `EFFECTS`; alike: standard deviation of companies, in logits."""

    effect: str
    alike: float

    @property
    def name(self) -> str:
        return f"effect {self.effect}, companies alike {self.alike:g}"


CASES = (
    *((Law("none", 0.3), n) for n in VISITS_MADE),
    (Law("start", 1.0), 120),
    *((Law(effect, 0.3), n) for effect in ("moderate", "large", "crossed") for n in VISITS_MADE),
)


def drawn(law: Law, n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Visitors of n companies, one visit each, one to five people a visit; `truth`: their chance over companies alike.

    Three sizes and two activities of company, at an ACI, EI or ETTI, half of the people favourable before.
    """
    apart, past, crossed = EFFECTS[law.effect]
    rows = []
    for company in range(n):
        action, size = int(rng.integers(12)), str(rng.choice(["under_10", "from_10", "from_50"]))
        kind, naf = ("ACI", "EI", "ETTI")[action % 3], str(rng.choice(["22", "25"]))
        own = law.alike * float(rng.standard_normal())
        for person in range(int(rng.integers(1, 6))):
            before = str(rng.choice(["favourable", "other"]))
            logit = -0.6 + apart * (size == "under_10" and kind == "ACI") + past * (before == "other")
            logit += crossed * _side(size, kind)
            moved = int(rng.random() < expit(logit + own))
            truth = float(expit(logit + law.alike * _NODES).mean())
            rows.append((f"{company}-{person}", f"c{company}", f"a{action}", "motivation", moved, size, naf,
                         "unknown", before, "unknown", kind, truth))  # fmt: skip
    return pd.DataFrame(rows, columns=[*VISITS, "truth"])


def _side(size: str, kind: str) -> int:
    """1 where a company of this size gains at this kind, −1 where it loses, 0 at an ETTI."""
    return 0 if kind == "ETTI" else 1 if (size == "from_50") == (kind == "ACI") else -1


def cells(draws: int, rng: np.random.Generator) -> Iterator[Cell]:
    """By law and number of visits: models shown, and of those their slope and the coverage of chances."""
    for (law, n), own in zip(CASES, rng.spawn(len(CASES)), strict=True):
        yield from of_case(law, n, draws, own)


def of_case(law: Law, n: int, draws: int, rng: np.random.Generator) -> Iterator[Cell]:
    """The cells of one law and number of visits: each has its own generator."""
    times = max(1, DRAWS[law.effect] * draws // MANY)
    found = [_one(law, n, rng) for _ in range(times)]
    shown = [one for one in found if one]
    yield _shown(law, n, share=len(shown) / times, draws=times)
    if law.effect in JUDGED:
        yield from _of_shown(law, n, shown)


def _shown(law: Law, n: int, *, share: float, draws: int) -> Cell:
    if law.effect in NOTHING:
        return Cell(METHOD, "a model where there is none", law.name, n, share, draws, LEVEL)
    goal = ENOUGH if law.effect == "crossed" and n >= 120 else None
    return Cell(METHOD, "a model is shown", law.name, n, share, draws, goal)


def _one(law: Law, n: int, rng: np.random.Generator) -> dict[str, float]:
    """Slope of the model that is shown and shares of the cells that its intervals cover; empty where none is shown."""
    visits = drawn(law, n, rng)
    found = visit_targeting(visits, minimum_visits=min(VISITS_MADE), rng=rng)
    told = found.summary.iloc[0]
    if told["state"] != TargetingState.ESTIMATED.value:
        return {}
    chances = found.chances[found.chances["n_pairs"] >= 5]
    truth = np.array([_truth(visits, row) for _, row in chances.iterrows()])
    covered = {
        CHANCES: (chances["predicted_low"] <= truth) & (truth <= chances["predicted_high"]),
        SEEN: (chances["low"] <= truth) & (truth <= chances["high"]),
    }
    apart = chances["category"].eq("under_10") & chances["siae_kind"].eq("ACI")
    shares = {name: float(held.mean()) for name, held in covered.items()}
    return {"slope": float(told["slope"]), **shares} | {
        f"{name}, apart": float(held[apart].mean()) for name, held in covered.items() if apart.any()
    }


def _truth(visits: pd.DataFrame, row: pd.Series) -> float:
    name, category, kind = row["characteristic"], row["category"], row["siae_kind"]
    own = visits if kind == "all" else visits[visits["siae_kind"] == kind]
    return float(own.loc[own[name] == category, "truth"].mean())


def _of_shown(law: Law, n: int, shown: list[dict[str, float]]) -> Iterator[Cell]:
    yield _mean(METHOD, "calibration slope, mean", law, n, [one["slope"] for one in shown], SLOPE)
    for name in (CHANCES, SEEN):
        both = [one[name] for one in shown]
        yield _mean(name, "coverage over categories", law, n, both, COVERAGE_SMALL)
        apart = [one[f"{name}, apart"] for one in shown if f"{name}, apart" in one]
        # An interval drawn towards the others cannot promise the one that stands apart: the share seen is beside.
        goal = COVERAGE_SMALL if name == SEEN else None
        yield _mean(name, "coverage of the one category apart", law, n, apart, goal)


def _mean(method: str, measure: str, law: Law, n: int, values: list[float], goal: Goal | None) -> Cell:
    found = np.array(values)
    centre = float(found.mean()) if len(found) else math.nan
    spread = float(found.std(ddof=1) / math.sqrt(len(found))) if len(found) > 1 else math.nan
    return Cell(method, measure, law.name, n, centre, len(found), goal, spread)
