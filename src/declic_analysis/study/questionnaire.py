"""Scales, constructs and items: what is asked, and on which steps it is answered."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from declic_analysis import vocabulary as v
from declic_analysis.errors import message
from declic_analysis.study.base import WAVES, Identifier, Strict, Words
from declic_analysis.study.faults import StudyFault


class Level(Strict):
    """One step of a scale, from the lowest to the highest in the list."""

    label: Words = Field(description="the step as the questionnaire words it")
    codes: list[str] = Field(
        default=[], description="how the survey tool writes this level: codes, numbers, other labels"
    )


class OffScale(Strict):
    """An answer that counts but has no place on the scale, such as "Je ne sais pas"."""

    id: Identifier = Field(description="identifier of the answer, e.g. dont_know")
    label: Words = Field(description="the answer as the questionnaire words it")
    codes: list[str] = Field(default=[], description="how the survey tool writes it: codes, other labels")


class Scale(Strict):
    """Ordered steps that several items share."""

    id: Identifier = Field(description="identifier that items refer to")
    levels: Annotated[list[Level], Field(min_length=2, max_length=101)] = Field(
        description="the steps, from the lowest to the highest"
    )
    favourable_from: Annotated[int, Field(ge=1, description="lowest favourable level, counted from 1")]
    non_substantive: list[OffScale] = Field(
        default=[], description="answers off the scale, counted apart and never as a step"
    )

    @model_validator(mode="after")
    def favourable_is_a_level(self) -> Scale:
        if self.favourable_from > len(self.levels):
            n = len(self.levels)
            raise StudyFault.of(
                "favourable_from",
                message(fr=f"doit être compris entre 1 et {n}", en=f"must lie between 1 and {n}"),
            )
        return self

    @model_validator(mode="after")
    def a_code_means_one_thing(self) -> Scale:
        steps: list[Level | OffScale] = [*self.levels, *self.non_substantive]
        codes = Counter(code for step in steps for code in set(step.codes))
        twice = [code for code, n in codes.items() if n > 1]
        if twice:
            raise StudyFault.of(
                "levels",
                message(
                    fr=f"le code « {twice[0]} » désigne deux réponses ; un code n’en désigne qu’une",
                    en=f"code '{twice[0]}' stands for two answers; a code stands for one",
                ),
            )
        return self


class Construct(Strict):
    """What a group of items is about."""

    id: Identifier = Field(description="identifier that items refer to")
    label: Words = Field(description="name of the construct on pages")
    about: Literal["industry", "people", "relation", "other"] = Field(
        default="other", description="what it is a perception of: industry, people, the relation between both, other"
    )


class Item(Strict):
    """One question, the same words in every wave unless said otherwise."""

    id: Identifier = Field(description="identifier that sources refer to")
    number: int | None = Field(default=None, description="number in the questionnaire")
    construct_id: Identifier = Field(  # `construct` itself is a method of pydantic models
        alias="construct", description="id of the construct it measures"
    )
    scale: Identifier = Field(description="id of the scale it is answered on")
    audiences: Annotated[list[Identifier], Field(min_length=1)] = Field(
        description="ids of the audiences it is asked of; two audiences make it a mirror item"
    )
    direction: v.Direction = Field(
        default=v.Direction.FAVOURABLE_HIGH, description="which side is favourable; neutral for a perceived constraint"
    )
    mirror: Identifier | None = Field(
        default=None, description="the paired item on the other side, if the words differ"
    )
    confirmatory: bool = Field(default=False, description="true: a hypothesis fixed before the data were seen")
    wording: Words = Field(description="the question, word for word")
    wording_by_wave: dict[WAVES, Words] = Field(default={}, description="wave → words, where a wave asks differently")
    short: Words | None = Field(default=None, description="short label for figures")
