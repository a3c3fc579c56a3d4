"""Sources: which raw files there are, which tool wrote them, what each of their columns is."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Protocol

from pydantic import Field, GetJsonSchemaHandler, StringConstraints, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from declic_analysis import vocabulary as v
from declic_analysis.errors import message
from declic_analysis.study.base import WAVES, Identifier, Strict, also_plain_text
from declic_analysis.study.comparison import GroupColumn
from declic_analysis.study.faults import StudyFault

TAB_NAMES = ("tab", "tabulation", "\\t")


def one_character(value: object) -> object:
    """A separator as given, its name turned into the character."""
    value = "\t" if value in TAB_NAMES else value
    if isinstance(value, str) and (len(value) != 1 or (value.isspace() and value != "\t")):
        raise StudyFault.of(
            "",
            message(fr="un seul caractère, ou tab", en="one character, or tab"),
        )
    return value


def file_inside(value: str) -> str:
    """A file name pattern, or several separated by |, once sure that they stay inside the study's folder."""
    patterns = [pattern.strip().replace("\\", "/") for pattern in value.split("|")]
    if any(p.startswith("/") or p == "" or ".." in p.split("/") or re.match(r"[A-Za-z]:", p) for p in patterns):
        raise StudyFault.of(
            "",
            message(
                fr="nom de fichier relatif au dossier de l’étude, sans « .. »",
                en="a file name relative to the study's folder, without '..'",
            ),
        )
    return value


class Layout(Protocol):
    """How a file is laid out, where its study says so: what a source and a register have in common."""

    @property
    def encoding(self) -> str | None: ...
    @property
    def separator(self) -> str | None: ...
    @property
    def sheet(self) -> str | None: ...
    @property
    def header_rows(self) -> int | None: ...


class Completeness(Strict):
    """How a finished submission is told from a draft."""

    column: str = Field(description="header of the column that tells")
    equals: list[str] = Field(default=[], description="values of a finished submission; empty = any value")
    action: Literal["drop", "keep"] = Field(default="drop", description="what becomes of drafts: drop or keep them")


class IdentityRule(Strict):
    """Columns whose normalised values, joined, make the pseudonym."""

    columns: Annotated[list[str], Field(min_length=1)] = Field(description="headers, in the order they are joined")
    pattern: str | None = Field(default=None, description="regular expression of a well-formed self-generated code")
    constant: list[str] = Field(
        default=[],
        description="headers of answers that never change (birth year …), the same questions in the same order in each "
        "source: they confirm that a code is the same person's",
    )
    tolerance: Literal["exact", "one_edit"] = Field(
        default="exact",
        description="exact: the same code; one_edit: at most one typing slip where all constant fields agree",
    )
    numbered: bool = Field(
        default=False, description="true: these numbers were handed out to persons, they are not row numbers"
    )

    @field_validator("pattern")
    @classmethod
    def pattern_compiles(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as failure:
            raise StudyFault.of(
                "",
                message(fr=f"expression régulière illisible ({failure})", en=f"not a regular expression ({failure})"),
            ) from None
        return value

    @model_validator(mode="after")
    def tolerance_is_guarded(self) -> IdentityRule:
        if self.tolerance == "one_edit" and not self.constant:
            raise StudyFault.of(
                "tolerance",
                message(
                    fr="one_edit demande au moins un champ constant (constant)",
                    en="one_edit needs at least one constant field (constant)",
                ),
            )
        return self


class Consent(Strict):
    """A question by which a person allows or refuses something, such as to be quoted."""

    column: str = Field(description="header of the column that tells")
    granted: list[str] = Field(default=[], description="answers that allow it; yes, in any usual writing, by default")

    @model_validator(mode="before")
    @classmethod
    def plain_text_is_column(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return also_plain_text(handler.resolve_ref_schema(handler(core)))


class Assigned(Strict):
    """A value fixed for the whole file, or read from a column."""

    value: str | None = Field(default=None, description="the same for every row of the file: an id of the study")
    column: str | None = Field(default=None, description="header of the column that says it, row by row")

    @model_validator(mode="before")
    @classmethod
    def plain_text_is_value(cls, value: Any) -> Any:
        return {"value": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def one_of_both(self) -> Assigned:
        if (self.value is None) == (self.column is None):
            raise StudyFault.of("", message(fr="donnez soit value, soit column", en="give either value or column"))
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return also_plain_text(handler.resolve_ref_schema(handler(core)))


class AssignedPlace(Assigned):
    """A territory fixed for the whole file, or read from a column: its words, or a place that lies in it."""

    holds: v.PlaceCode | None = Field(
        default=None, description="what the column holds where it is not the study's words for a territory"
    )

    @model_validator(mode="after")
    def a_column_holds_it(self) -> AssignedPlace:
        if self.holds is not None and self.column is None:
            raise StudyFault.of("holds", message(fr="holds ne va qu’avec column", en="holds goes with column only"))
        return self


class Source(Strict):
    """A kind of raw file: which files, which tool, what each column is."""

    id: Identifier = Field(description="identifier, printed in the ledger")
    files: Annotated[
        str,
        Field(description="file name pattern inside the study's raw folder, 'avant_*.csv'; several are separated by |"),
    ]
    tool: v.Tool | None = Field(
        default=None,
        description="survey tool that wrote the file; generic for any other table; recognised by its columns if absent",
    )
    audience: Assigned = Field(description="audience of the respondents")
    territory: AssignedPlace | None = Field(default=None, description="territory declared for the action")
    format: Assigned | None = Field(default=None, description="action format")
    action: Assigned | None = Field(default=None, description="action the answers are about")
    structure: Assigned | None = Field(default=None, description="structure of the respondent")
    group: GroupColumn | None = Field(
        default=None, description="which group the respondent is in, where the study has a comparison group"
    )
    action_on: Assigned | None = Field(default=None, description="date of the action; it decides the period")
    answered_on: str | None = Field(
        default=None, description="column of the submission date; the tool's own by default"
    )
    answers: dict[str, dict[Identifier, str]] = Field(
        description="wave → item → column header; a wave is before, retro_before, after, or followup_m3, followup_m6 …"
    )
    choices: dict[str, dict[Identifier, str]] = Field(
        default={},
        description="wave → choice question → its header, without the option; its option columns are recognised",
    )
    choice_columns: dict[str, dict[Identifier, dict[Identifier, str]]] = Field(
        default={},
        description="wave → choice question → option → column header, where it lacks the question's words; "
        "option other: the column of the respondents' own words",
    )
    person: IdentityRule | None = Field(
        default=None, description="how the same person is recognised from one wave to the next; absent = never"
    )
    verbatims: dict[Identifier, str] = Field(
        default={}, description="open question → column header; kept without personal data"
    )
    consents: dict[Identifier, Consent] = Field(
        default={}, description="what people allow, e.g. quote → column header; never more than they said"
    )
    complete: Completeness | None = Field(
        default=None, description="how a finished submission is told from a draft; the tool's own rule by default"
    )
    missing: list[str] = Field(default=[], description="texts that mean an empty cell, e.g. NA")
    encoding: str | None = Field(default=None, description="e.g. utf-8, cp1252; recognised if absent")
    separator: Annotated[str, StringConstraints(strip_whitespace=False)] | None = Field(
        default=None, description="one character, or tab; recognised if absent"
    )
    sheet: str | None = Field(default=None, description="sheet of a workbook; the first one if absent")
    header_rows: Annotated[int, Field(ge=1, le=3)] | None = Field(
        default=None, description="lines of the header, 1 to 3; recognised if absent"
    )
    all_levels_offered: bool = Field(
        default=False, description="true: the questionnaire did offer every level, even those that nobody chose"
    )
    date_order: Literal["dmy", "mdy", "ymd"] | None = Field(
        default=None, description="order of day, month and year in dates; the tool's own if absent"
    )

    @field_validator("separator", mode="before")
    @classmethod
    def tab_has_a_name(cls, value: object) -> object:
        return one_character(value)

    @field_validator("answers", "choices", "choice_columns")
    @classmethod
    def waves_exist(cls, value: dict[str, Any]) -> dict[str, Any]:
        for wave in value:
            parse_wave(wave)
        return value

    @field_validator("files")
    @classmethod
    def inside_the_folder(cls, value: str) -> str:
        return file_inside(value)


def parse_wave(text: str) -> tuple[str, int | None]:
    """'followup_m3' → ('followup', 3); 'before' → ('before', None)."""
    match = re.fullmatch(r"followup_m(\d{1,2})", text)
    if match:
        return "followup", int(match[1])
    if text not in {"before", "retro_before", "after"}:
        raise StudyFault.of(
            text,
            message(
                fr="temps de mesure inconnu ; admis : before, retro_before, after, followup_m3, followup_m6 …",
                en="unknown wave; allowed: before, retro_before, after, followup_m3, followup_m6 …",
            ),
        )
    return text, None


class Invited(Strict):
    """How many were invited to answer, where no invitation sheet says so."""

    audience: Identifier = Field(description="id of the audience")
    territory: Identifier | None = Field(default=None, description="id of the territory; empty = all of them")
    wave: WAVES = Field(default="before", description="wave they were invited to")
    persons: Annotated[int, Field(ge=0)] = Field(description="persons invited")
    origin: str | None = Field(default=None, description="where this number comes from")
