"""What people say of the programme that no count tells: effects nobody expected, how testimonies read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from declic_analysis import vocabulary as v
from declic_analysis.study.base import Identifier, Strict, Words


class UnexpectedEffect(Strict):
    """Something that happened and that the programme did not aim at, good or bad."""

    effect: Words = Field(description="what was seen, as the report prints it")
    source: str | None = Field(default=None, description="who saw it, in which document or meeting")


class TestimonyReading(Strict):
    """How the people who read the testimonies of an audience read them on some items: never a quotation."""

    __test__ = False  # pytest must not take it for a test

    audience: Identifier = Field(description="id of the audience that testified")
    items: Annotated[list[Identifier], Field(min_length=1)] = Field(description="ids of the items they speak about")
    sense: v.TestimonySense = Field(description="what most of the testimonies say: more favourable, less, or both")
    told: Words = Field(description="what they say, in the evaluator's words: no name, no quotation")
    source: str | None = Field(default=None, description="interviews, notes or meetings it rests on")


class Narrative(Strict):
    """What only people can say; printed as given, "non renseigné" where empty."""

    evaluators: Words | None = Field(default=None, description="Réalisé par …")
    interests: Words | None = Field(default=None, description="Liens d'intérêts")
    other_explanations: Words | None = Field(default=None, description="what else could explain a change")
    main_limit: Words | None = Field(default=None, description="the most troublesome limit")
    surprises: Words | None = Field(default=None, description="what did not work, or surprised")
    decisions: list[Words] = Field(default=[], description="what the committee has to decide")
    unexpected: list[UnexpectedEffect] = Field(default=[], description="effects that the programme did not aim at")
    testimonies: list[TestimonyReading] = Field(default=[], description="how the testimonies read, beside the figures")
