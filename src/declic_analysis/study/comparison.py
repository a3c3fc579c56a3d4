"""A comparison group: how it was formed, and which people of a file belong to it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from declic_analysis import vocabulary as v
from declic_analysis.errors import message
from declic_analysis.study.base import Strict, Words, also_plain_text
from declic_analysis.study.faults import StudyFault

Characteristic = Literal["territory", "prescriber_kind", "rome_domain", "period"]


class ComparisonGroup(Strict):
    """People who did not take part, and how the two groups were formed: it decides which words a page may use."""

    randomised: bool = Field(
        default=False, description="true: chance alone decided who was offered the actions (lots were drawn)"
    )
    formed: Words = Field(description="how the groups were formed, as the report prints it")
    adjust_for: list[Characteristic] = Field(
        default=["territory", "prescriber_kind", "rome_domain"],
        description="characteristics of candidates, known before the encounter, on which hires are compared",
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = handler.resolve_ref_schema(handler(core))
        short = {"type": "boolean", "description": "short form: false, none; true, one whose forming is not stated"}
        return {
            "anyOf": [short, described],
            "title": described.get("title"),
            "description": described.get("description"),
        }


def described(value: object) -> object:
    """`false` is no group; `true`, one of which nothing else is known."""
    if value is True:
        return {"formed": {"fr": "non renseigné", "en": "not stated"}}
    return None if value is False else value


class GroupColumn(Strict):
    """Which group the people of a file are in: one for all of them, or read from a column, row by row."""

    value: v.Group | None = Field(default=None, description="the same for every row of the file")
    column: str | None = Field(default=None, description="header of the column that says it, row by row")
    programme: list[str] = Field(default=[], description="texts of the column that mean: programme’s group")
    comparison: list[str] = Field(default=[], description="texts of the column that mean: comparison group")

    @model_validator(mode="before")
    @classmethod
    def plain_text_is_value(cls, value: object) -> object:
        return {"value": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def one_of_both(self) -> GroupColumn:
        if (self.value is None) == (self.column is None):
            raise StudyFault.of("", message(fr="donnez soit value, soit column", en="give either value or column"))
        if self.column is None and (self.programme or self.comparison):
            raise StudyFault.of(
                "", message(fr="programme et comparison ne vont qu’avec column", en="these go with column only")
            )
        if set(self.programme) & set(self.comparison):
            raise StudyFault.of(
                "comparison",
                message(fr="un texte désigne les deux groupes ; gardez-le dans un seul", en="a text means both groups"),
            )
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return also_plain_text(handler.resolve_ref_schema(handler(core)))
