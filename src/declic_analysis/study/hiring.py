"""How the follow-up of candidates is counted: windows, time zero, look-back. Fixed before looking at the data."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, field_validator

from declic_analysis import vocabulary as v
from declic_analysis.errors import message
from declic_analysis.study.base import Strict
from declic_analysis.study.faults import StudyFault

Days = Annotated[int, Field(ge=1, le=3650)]


class Assessment(Strict):
    """A data protection impact assessment (AIPD) on predicting what becomes of open applications."""

    reference: Annotated[str, Field(min_length=1)] = Field(
        description="where the assessment is kept, its title or number"
    )
    dated_on: dt.date = Field(description="its date, YYYY-MM-DD")


class Hiring(Strict):
    """Choices behind the numbers about what followed: applications, immersions, hires."""

    windows_days: Annotated[list[Days], Field(min_length=1)] = Field(
        default=[30, 90, 180], description="fixed windows after time zero, days, growing"
    )
    origin: v.TimeOrigin = Field(
        default=v.TimeOrigin.ENCOUNTER, description="from which day delays are counted; printed beside every delay"
    )
    look_back_days: Days = Field(
        default=180, description="how long before a hire an action may have contributed to it, days"
    )
    half_life_days: Days = Field(
        default=30, description="time decay: an action that many days earlier weighs half as much, days"
    )
    assessment: Assessment | None = Field(
        default=None,
        description="impact assessment (AIPD) that covers the outlook on open applications; empty = the outlook is off",
    )

    @field_validator("windows_days")
    @classmethod
    def windows_grow(cls, value: list[int]) -> list[int]:
        if value != sorted(set(value)):
            raise StudyFault.of(
                "",
                message(
                    fr="des durées différentes, de la plus courte à la plus longue",
                    en="different durations, from the shortest to the longest",
                ),
            )
        return value
