"""What was planned, format by format: actions, people, attendances."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from declic_analysis.errors import message
from declic_analysis.study.base import Identifier, Strict
from declic_analysis.study.faults import StudyFault

Whole = Annotated[int, Field(ge=0)]
PERIOD = r"^\d{4}(-(T[1-4]|S[12]|0[1-9]|1[0-2]))?$"


class Planned(Strict):
    """A target: how many actions, people, attendances of one format, in one territory, over one period."""

    format: Identifier | None = Field(default=None, description="id of the format; empty = all of them together")
    territory: Identifier | None = Field(default=None, description="id of the territory; empty = whole programme")
    period: Annotated[str, Field(pattern=PERIOD)] | None = Field(
        default=None, description="2024, 2024-S1, 2024-T2 or 2024-03; empty = the whole programme"
    )
    actions: Whole | None = Field(default=None, description="actions planned; empty = not stated, which is not zero")
    persons: Whole | None = Field(default=None, description="people to reach, each counted once")
    participations: Whole | None = Field(default=None, description="attendances to reach")

    @model_validator(mode="after")
    def plans_something(self) -> Planned:
        if self.actions is None and self.persons is None and self.participations is None:
            raise StudyFault.of(
                "",
                message(
                    fr="donnez au moins une cible : actions, personnes ou participations",
                    en="give at least one target: actions, people or attendances",
                ),
            )
        return self
