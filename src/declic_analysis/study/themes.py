"""Themes to recognise in free answers: a codebook whose every decision can be shown word by word."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from declic_analysis import vocabulary as v
from declic_analysis.errors import message
from declic_analysis.study.base import Identifier, Strict, Words
from declic_analysis.study.faults import StudyFault

MARK = "*"  # at the end of a word: every word that begins so


class Theme(Strict):
    """What an answer may be about. People's own coding (themes.xlsx) always comes before these expressions."""

    id: Identifier = Field(description="identifier of the theme")
    label: Words = Field(description="name of the theme on pages")
    definition: Words | None = Field(default=None, description="when to give it, for the people who code")
    valence: v.Valence = Field(description="what it is to the programme; an obstacle has no good direction")
    audiences: list[Identifier] = Field(default=[], description="ids of the audiences it is looked for in; empty = all")
    construct_id: Identifier | None = Field(
        default=None,
        alias="construct",
        description="construct of the questionnaire that it speaks of: figures and words are then set side by side",
    )
    expressions: Annotated[list[str], Field(min_length=1)] = Field(
        description="words or phrases, in any inflection; a * at the end of a word takes all that begins so"
    )
    exceptions: list[str] = Field(
        default=[], alias="except", description="phrases in which an expression does not count"
    )

    @field_validator("expressions", "exceptions")
    @classmethod
    def say_something(cls, value: list[str]) -> list[str]:
        for text in value:
            if not any(c.isalnum() for c in text) or any(
                MARK in word[:3] or MARK in word[:-1] for word in text.split()
            ):
                raise StudyFault.of(
                    text,
                    message(
                        fr="écrivez un mot ou une tournure ; * à la fin d’un mot seulement, après trois lettres",
                        en="write a word or a phrase; * at the end of a word only, after three letters or more",
                    ),
                )
        return value
