"""Thresholds of publication, and the sealed result that alone may be shown."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis.errors import ContractError, DisclosureError, Message, UsageError, message
from declic_analysis.vocabulary import Diffusion

if TYPE_CHECKING:
    from declic_analysis.study.model import Thresholds

KINDS = (
    "shift",
    "distribution",
    "flow",
    "gap_change",
    "audience_gap",
    "range",
    "heterogeneity",
    "scales",
    "stayers",
    "participation",
    "windows",
    "triangle",
    "curve",
    "delays",
    "speeds",
    "attribution",
    "outlook",
    "reliability",
    "rates",
    "control",
    "strata",
    "quality",
    "exits",
    "lasting",
    "cost",
    "formats",
    "actions",
    "model",
    "group_comparison",
    "unpaired",
    "level",
    "partly_paired",
    "first_answers",
    "steps",
    "history",
    "chain",
    "refusals",
    "stops",
    "hire_comparison",
    "hire_balance",
    "hire_overlap",
    "partner_periods",
    "loyalty",
    "partner_survival",
    "network",
    "standings",
    "partner_list",
    "links",
    "link_changes",
    "ambassadors",
    "led",
    "videos",
    "video_companies",
    "showings",
    "over_time",
    "diagnosis",
    "openings",
    "visit_profiles",
    "targeting",
    "visit_importance",
    "visit_chances",
    "visit_reliability",
    "records",
)
SEAL = object()  # held by the publish functions of this room


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Thresholds in persons, but for `dominance` (a share): see docs/decisions/0003-publication-gate.md.

    base: fewest persons (or pairs) a row may rest on; cell: fewest persons in a non-empty cell; structures, dominance:
    fewest structures behind a row, and the largest share one may hold; homogeneity_base: from this base on, 0 % and
    100 % may be shown.
    Raises: DisclosureError, for thresholds under which no person is protected.
    """

    base: int
    cell: int = 5
    structures: int = 3
    dominance: float = 0.85
    homogeneity_base: int = 30

    def __post_init__(self) -> None:
        if self.base < 3 or self.cell < 2 or self.structures < 2 or not 0 < self.dominance < 1:
            raise DisclosureError(
                message(fr="Seuils de publication trop bas.", en="Publication thresholds are too low."),
                where="Rules",
                allowed="base ≥ 3, cell ≥ 2, structures ≥ 2, 0 < dominance < 1",
                action=message(
                    fr="Corrigez la rubrique thresholds de study.yaml.", en="Mend thresholds in study.yaml."
                ),
            )


@dataclass(frozen=True, eq=False)
class Published:
    """A result that passed the gate. Only the `publish_…` functions make one; `frame` is a copy each time.

    kind: one of KINDS; by: the columns that name a row; notes: what was withheld, as codes.
    """

    _frame: pd.DataFrame = field(repr=False)
    kind: str
    by: tuple[str, ...]
    rules: Rules
    notes: tuple[str, ...] = ()
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise ContractError(
                message(
                    fr="Un résultat publié ne se fabrique pas à la main.", en="A published result is not handmade."
                ),
                where="Published",
                action=use_the_gate(self.kind),
            )

    @property
    def frame(self) -> pd.DataFrame:
        return self._frame.copy()

    @property
    def shown(self) -> pd.DataFrame:
        """The published rows alone."""
        return self._frame[self._frame["published"].astype(bool)].copy()


def rules_for(thresholds: Thresholds, *, diffusion: str) -> Rules:
    """The rules of a study for one diffusion: `internal`, or the stricter `external`.

    Raises: UsageError, for another diffusion.
    """
    if diffusion not in Diffusion.codes():
        raise UsageError(
            message(fr="Diffusion inconnue.", en="Unknown diffusion."),
            where="diffusion",
            found=repr(diffusion),
            allowed=", ".join(Diffusion.codes()),
        )
    return Rules(
        base=thresholds.internal if diffusion == Diffusion.INTERNAL else thresholds.external,
        cell=thresholds.cell,
        structures=thresholds.structures,
        dominance=thresholds.dominance,
        homogeneity_base=thresholds.homogeneity_base,
    )


def require_published(result: object, *, kind: str) -> Published:
    """The result itself, if it passed the gate as `kind`.

    Raises: ContractError, for a bare frame, anything else, or another kind of result.
    """
    if not isinstance(result, Published) or result.kind != kind:
        raise ContractError(
            message(
                fr="Ce résultat n’a pas passé le contrôle de publication.",
                en="This result has not passed the publication gate.",
            ),
            found=f"Published({result.kind})" if isinstance(result, Published) else type(result).__name__,
            allowed=f"Published({kind})",
            action=use_the_gate(kind),
        )
    return result


def use_the_gate(kind: str) -> Message:
    name = f"publish_{kind}" if kind in KINDS else "publish_shift"
    return message(
        fr=f"Passez le tableau par disclosure.{name}(…, rules=…, by=…).",
        en=f"Pass the frame through disclosure.{name}(…, rules=…, by=…).",
    )
