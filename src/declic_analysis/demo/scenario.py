"""The fiction's known truth: sizes, latent means, latent shifts, and what they imply for the answers.

A person's agreement lies on a latent line, in the *favourable* sense of the item (neutral items: in the sense of
perceiving the constraint); cut points turn it into five levels. Before and after share the person's standing; an item
with shift 0 therefore has a net shift of exactly 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import ndtr

CUTS = np.array([-1.5, -0.55, 0.25, 1.25])
SD_PERSON, SD_ACTION, SD_PERSON_ITEM, SD_OCCASION = 0.55, 0.2, 0.6, 0.38
SD_GAIN = 0.35  # people gain more or less than the average: the shift is multiplied by N(1, SD_GAIN)
RECALL = -0.3  # looking back, people place their former view lower than they had (response shift)
RETRO_ITEMS = ("opportunites", "motivation", "profils")
EMPTY = 0.015
DONT_KNOW = {"before": 0.05, "retro_before": 0.03, "after": 0.02}
DONT_KNOW_OFTEN = {"remuneration": 3.0, "francais": 1.5}  # times as often


@dataclass(frozen=True)
class Group:
    """One audience in one territory: persons invited, who answered before, after, and both times."""

    audience: str
    territory: str
    invited: int
    before: int
    after: int
    both: int
    two_actions: int


GROUPS = (
    Group("prescripteurs", "lyonnais", invited=107, before=71, after=65, both=56, two_actions=6),
    Group("prescripteurs", "stephanois", invited=107, before=70, after=64, both=55, two_actions=7),
    Group("industriels", "lyonnais", invited=26, before=16, after=12, both=10, two_actions=1),
    Group("industriels", "stephanois", invited=50, before=31, after=27, both=22, two_actions=3),
)

# item → (latent mean before, latent shift)
TRUTH: dict[str, dict[str, tuple[float, float]]] = {
    "prescripteurs": {
        "diversite": (0.4, 0.50),
        "evolution": (0.3, 0.20),
        "opportunites": (0.2, 0.55),
        "remuneration": (0.35, -0.35),
        "modernisation": (0.0, 0.25),
        "transferables": (0.5, 0.35),
        "sens": (0.7, 0.00),
        "nuance": (0.1, 0.50),
        "acces": (0.7, 0.25),
        "exigence": (0.4, 0.00),
        "horaires": (0.2, 0.35),
        "motivation": (0.9, 0.00),
        "francais": (0.1, 0.00),
        "technique": (0.1, -0.25),
        "metiers": (-0.3, 0.55),
        "attentes_industriels": (-0.1, 0.50),
        "contact_entreprise": (-0.6, 0.55),
        "intention_proposer": (0.8, 0.10),
    },
    "industriels": {
        "diversite": (1.1, 0.00),
        "evolution": (0.8, 0.00),
        "opportunites": (0.6, 0.10),
        "remuneration": (0.5, 0.00),
        "modernisation": (0.6, 0.00),
        "transferables": (0.2, 0.25),
        "sens": (1.0, 0.00),
        "acces": (0.3, 0.35),
        "exigence": (0.3, 0.00),
        "horaires": (-0.1, 0.00),
        "motivation": (-0.1, 0.55),
        "francais": (0.3, 0.00),
        "technique": (0.6, 0.00),
        "profils": (-0.4, 0.55),
        "coeur_metier": (0.2, 0.00),
        "appui_rh": (-0.2, 0.00),
        "besoins_prescripteurs": (-0.5, 0.40),
        "contact_prescripteur": (-0.5, 0.50),
        "intention_rencontrer": (0.3, 0.15),
    },
}


def levels(latent: np.ndarray) -> np.ndarray:
    """Latent standing → score 1 … 5."""
    return 1 + np.searchsorted(CUTS, latent, side="right")


def draw_scores(
    audience: str, *, action_level: np.ndarray, rng: np.random.Generator, own: Mapping[str, np.ndarray] | None = None
) -> dict[str, np.ndarray]:
    """Scores (persons × items, 1 … 5, favourable sense) of each wave, for as many persons as `action_level`.

    `after_again` is a second questionnaire after a second action: same shift, new occasion. own: item → latent shift of
    each person, in place of that of `TRUTH`.
    """
    mean, shift = np.array(list(TRUTH[audience].values())).T
    n, k = len(action_level), len(mean)
    shift = np.tile(shift, (n, 1))
    for item, shifts in (own or {}).items():
        shift[:, list(TRUTH[audience]).index(item)] = shifts
    standing = mean + (action_level + SD_PERSON * rng.standard_normal(n))[:, None]
    standing = standing + SD_PERSON_ITEM * rng.standard_normal((n, k))
    gain = shift * (1 + SD_GAIN * rng.standard_normal(n))[:, None]
    centres = {
        "before": standing,
        "after": standing + gain,
        "after_again": standing + gain,
        "retro_before": standing + RECALL,
    }
    return {wave: levels(centre + SD_OCCASION * rng.standard_normal((n, k))) for wave, centre in centres.items()}


def _level_shares(centre: np.ndarray, sd: float) -> np.ndarray:
    below = ndtr((CUTS[:, None] - centre) / sd)
    edges = np.vstack([np.zeros_like(centre), below, np.ones_like(centre)])
    return np.diff(edges, axis=0)


@cache
def _quadrature() -> tuple[np.ndarray, np.ndarray]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(101)
    return nodes, weights


def expected_transitions(mean: float, shift: float) -> np.ndarray:
    """Probability of each (level before, level after), 5 × 5, by Gauss–Hermite quadrature over the shared standing."""
    nodes, weights = _quadrature()
    standing = mean + nodes * np.sqrt(SD_PERSON**2 + SD_ACTION**2 + SD_PERSON_ITEM**2)
    before = _level_shares(standing, SD_OCCASION)
    after = _level_shares(standing + shift, float(np.hypot(SD_OCCASION, SD_GAIN * shift)))
    joint: np.ndarray = (before * (weights / weights.sum())) @ after.T
    return joint


def expected_shift(audience: str, item: str) -> dict[str, float | str]:
    """What the fiction's truth implies for one item: proportions, in the favourable (or perceiving) sense."""
    mean, shift = TRUTH[audience][item]
    told: dict[str, float | str] = {"audience": audience, "item": item, "latent_shift": shift}
    return told | implied(expected_transitions(mean, shift))


def implied(joint: np.ndarray) -> dict[str, float | str]:
    """Proportions that a table of transitions (level before × level after) tells."""
    up, down = np.triu(joint, 1).sum(), np.tril(joint, -1).sum()
    return {
        "net_shift": round(float(up - down), 4) + 0.0,  # no −0.0
        "unchanged": round(float(np.trace(joint)), 4),
        "favourable_before": round(float(joint.sum(axis=1)[3:].sum()), 4),
        "favourable_after": round(float(joint.sum(axis=0)[3:].sum()), 4),
    }


def expected_shifts() -> list[dict[str, float | str]]:
    """The true shift of each audience × item."""
    return [expected_shift(audience, item) for audience, items in TRUTH.items() for item in items]
