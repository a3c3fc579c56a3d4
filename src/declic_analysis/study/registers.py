"""Registers: plain sheets beside the survey exports, and where they depart from the template workbook."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from declic_analysis import vocabulary as v
from declic_analysis.errors import message
from declic_analysis.study.base import Identifier, Strict
from declic_analysis.study.faults import Fault, StudyFault
from declic_analysis.study.files import IdentityRule, file_inside, one_character
from declic_analysis.study.register_fields import FIELDS, TEMPLATE, WORKBOOK


class Register(Strict):
    """A sheet that lists actions, attendances, hires … A filled template workbook needs no entry here."""

    id: Identifier = Field(description="identifier, printed in the ledger")
    kind: v.RegisterKind = Field(description="what the sheet lists")
    files: str = Field(
        default=WORKBOOK, description="file name pattern inside the study's raw folder, e.g. 'presences_*.csv'"
    )
    sheet: str | None = Field(default=None, description="sheet of a workbook; the only filled one if absent")
    columns: dict[Identifier, str] = Field(
        default={}, description="field → column header, where it is not the template's; see docs/registres.md"
    )
    person: IdentityRule | None = Field(
        default=None, description="how persons are recognised; by default as in the surveys, else by name and structure"
    )
    measured_on: dt.date | None = Field(
        default=None, description="videos: date of the export, where no column says it, YYYY-MM-DD"
    )
    missing: list[str] = Field(default=[], description="texts that mean an empty cell, e.g. NA")
    encoding: str | None = Field(default=None, description="e.g. utf-8, cp1252; recognised if absent")
    separator: Annotated[str, StringConstraints(strip_whitespace=False)] | None = Field(
        default=None, description="one character, or tab; recognised if absent"
    )
    header_rows: Annotated[int, Field(ge=1, le=3)] = Field(default=1, description="lines of the header, 1 to 3")
    date_order: Literal["dmy", "mdy", "ymd"] = Field(
        default="dmy", description="order of day, month and year in dates made of numbers"
    )

    @field_validator("separator", mode="before")
    @classmethod
    def tab_has_a_name(cls, value: object) -> object:
        return one_character(value)

    @field_validator("files")
    @classmethod
    def inside_the_folder(cls, value: str) -> str:
        return file_inside(value)

    @model_validator(mode="after")
    def fields_exist(self) -> Register:
        known = [field.name for field in FIELDS[self.kind]]
        faults = [
            Fault(
                f"columns.{name}",
                message(
                    fr=f"« {name} » n’est pas une colonne de ce registre ; admis : {', '.join(known)}",
                    en=f"'{name}' is no column of this register; allowed: {', '.join(known)}",
                ),
            )
            for name in self.columns
            if name not in known
        ]
        if faults:
            raise StudyFault(faults)
        return self


def template_registers() -> list[Register]:
    """The registers of a filled template workbook, one a sheet, in the order of the sheets."""
    return [Register(id=kind.value, kind=kind, sheet=kind.label.fr) for kind in TEMPLATE]
