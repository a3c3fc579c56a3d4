"""Anonymous waves of people who came by action: the verdict on unpaired waves, by action and ignoring actions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from scipy.special import ndtr

from calibration.cell import FALSE_CLAIM, Cell
from calibration.clustered import KINDS, Case
from calibration.levels import LEVELS
from declic_analysis.demo.scenario import CUTS, SD_OCCASION, SD_PERSON, SD_PERSON_ITEM
from declic_analysis.statistics.interval import Floats, Ints
from declic_analysis.statistics.two_groups import Grouped, brunner_munzel, cliff_by_cluster, cliff_interval

MEAN = 0.2
VARIANCE = SD_PERSON**2 + SD_PERSON_ITEM**2 + SD_OCCASION**2
WAVES = {"both waves from the same actions": True, "each wave from actions of its own": False}


def answers(shared: Floats) -> Floats:
    """Chances of the five levels: draws × actions × levels, `shared` being what an action's people have in common."""
    below = ndtr((CUTS - MEAN - shared[..., None]) / np.sqrt(VARIANCE))
    ends = np.zeros((*shared.shape, 1)), np.ones((*shared.shape, 1))
    return np.diff(np.concatenate([ends[0], below, ends[1]], axis=-1), axis=-1)


def waves(case: Case, *, same: bool, n: int, rng: np.random.Generator) -> Ints:
    """Counts of each level: draws × 2 waves × actions × levels. Nothing moves."""
    spread = np.sqrt(VARIANCE * case.icc / (1 - case.icc))
    before = spread * rng.standard_normal((n, case.n_clusters))
    after = before if same else spread * rng.standard_normal((n, case.n_clusters))
    return np.stack([rng.multinomial(case.sizes, answers(side)) for side in (before, after)], axis=1)


def claims(counts: Ints, case: Case, *, same: bool, rng: np.random.Generator) -> tuple[bool, bool]:
    """Is an improvement claimed: by action as `perception.unpaired_shift` does, and ignoring actions?"""
    first, last = (np.repeat(np.tile(LEVELS, case.n_clusters), side.ravel()).astype(np.float64) for side in counts)
    own = np.repeat(np.arange(case.n_clusters), case.sizes)
    p, alone = brunner_munzel(first, last, rng=rng).p, cliff_interval(first, last)
    found = cliff_by_cluster(Grouped(first, own), Grouped(last, own if same else own + case.n_clusters))
    ignoring = alone.low > 0 and p <= 0.05
    return (ignoring if found is None else found.estimate.low > 0 and max(p, found.p) <= 0.05), ignoring


def cells(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """A tenth of the draws."""
    layouts, draws = ((26, 8, "equal"), (50, 12, "three"), (107, 8, "few"), (107, 16, "equal")), max(1, n // 10)
    for (text, same), (size, g, kind), icc in product(WAVES.items(), layouts, (0.0, 0.05, 0.1)):
        case = Case(size, g, 0.5, 0.0, icc, kind)
        drawn = waves(case, same=same, n=draws, rng=rng)
        kept, ignoring = np.mean([claims(one, case, same=same, rng=rng) for one in drawn], axis=0)
        about = f"{text}: {g} ({KINDS[kind]}), ICC of the answers {icc:g}"
        name, other = "verdict, unpaired waves by action", "verdict ignoring actions (replaced)"
        yield Cell(name, "false improvement", about, size, float(kept), draws, FALSE_CLAIM)
        yield Cell(other, "false improvement", about, size, float(ignoring), draws)
