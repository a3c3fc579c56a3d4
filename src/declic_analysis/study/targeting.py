"""Which visits are studied, which answers they may change, and how many visits a model needs. Fixed beforehand."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from declic_analysis.study.base import Identifier, Strict


class Targeting(Strict):
    """Which companies gain from which visit: the format, the questions, the guard."""

    format: Identifier | None = Field(default=None, description="format of the visits; empty = nothing is targeted")
    items: list[Identifier] = Field(default=[], description="questions that a visit may change, outcomes of the model")
    objections: list[Identifier] = Field(
        default=[], description="questions about objections to visits: outcomes, and told of each person before"
    )
    minimum_visits: Annotated[int, Field(ge=20)] = Field(
        default=60, description="company × action visits under which no model is made, only the plain table"
    )
