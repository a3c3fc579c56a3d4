"""How strong an unmeasured cause would have to be to explain a difference away."""

from __future__ import annotations

import math
from typing import NamedTuple


class EValue(NamedTuple):
    """For the estimate, and for the limit of its interval that is nearer to no difference (1: it includes none)."""

    estimate: float
    limit: float


def e_value(ratio: float, *, low: float = math.nan, high: float = math.nan) -> EValue:
    """E-value of a risk ratio: RR + √(RR(RR − 1)), of its inverse below 1; NaN where the ratio is not positive.

    10.73 [8.02, 14.36] → 20.94777 and 15.52336. An unmeasured characteristic would have to multiply both the chance of
    being treated and that of the outcome by at least as much to explain the difference away.
    References: VanderWeele & Ding 2017 (doi:10.7326/M16-2607). Checked against the vignette of R's EValue.
    """
    if not ratio > 0 or not math.isfinite(ratio):
        return EValue(math.nan, math.nan)
    near = low if ratio >= 1 else high
    return EValue(_e(ratio), _limit(near, above=ratio >= 1))


def _limit(near: float, *, above: bool) -> float:
    if math.isnan(near):
        return math.nan
    return _e(near) if (near > 1 if above else 0 < near < 1) else 1.0


def _e(ratio: float) -> float:
    strong = max(ratio, 1 / ratio)
    return strong + math.sqrt(strong * (strong - 1))
