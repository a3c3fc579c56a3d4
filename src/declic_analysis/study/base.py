"""What every part of a study is made of: strict models, identifiers, wordings in two languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from declic_analysis.errors import message
from declic_analysis.study.faults import Fault, StudyFault

Identifier = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="lower-case identifier: letters, digits, _")
]
Language = Literal["fr", "en"]
Share = Annotated[float, Field(gt=0, lt=1)]
WAVES = Literal["before", "retro_before", "after", "followup"]


class Strict(BaseModel):
    """Unknown fields, control characters and numbers that are not finite are refused; nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)

    @model_validator(mode="after")
    def no_control_characters(self) -> Strict:
        # Neither XML (workbook) nor a page can carry them, and a terminal may obey them.
        faults = [
            Fault(name, message(fr="caractère de contrôle ; retirez-le", en="control character; remove it"))
            for name in type(self).model_fields
            if any(_has_control(text) for text in _texts(getattr(self, name)))
        ]
        if faults:
            raise StudyFault(faults)
        return self


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _has_control(text: str) -> bool:
    return any(unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff" for c in text if c not in "\n\t")


def also_plain_text(schema: JsonSchemaValue) -> JsonSchemaValue:
    """The JSON Schema of a model that may also be written as one text."""
    short = {"type": "string", "description": "short form: the text alone"}
    return {"anyOf": [short, schema], "title": schema.get("title"), "description": schema.get("description")}


class Words(Strict):
    """A wording in French, and in English if the study is read in English too."""

    fr: str = Field(description="in French")
    en: str | None = Field(default=None, description="in English; the French words are shown where it is absent")

    @model_validator(mode="before")
    @classmethod
    def plain_text_is_french(cls, value: Any) -> Any:
        return {"fr": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return also_plain_text(handler.resolve_ref_schema(handler(core)))

    def of(self, language: str) -> str:
        return self.en if language == "en" and self.en else self.fr
