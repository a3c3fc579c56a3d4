"""The study, as pydantic models. Unknown fields are refused; references are checked in `Study`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from declic_analysis import vocabulary as v
from declic_analysis.errors import message
from declic_analysis.study.base import WAVES, Identifier, Language, Share, Strict, Words
from declic_analysis.study.choices import ChoiceQuestion, Option
from declic_analysis.study.codes import Commune, Naf, References, Siren, Siret
from declic_analysis.study.comparison import ComparisonGroup, GroupColumn, described
from declic_analysis.study.diagnosis import SharedDiagnosis
from declic_analysis.study.faults import StudyFault
from declic_analysis.study.files import Assigned, Completeness, Consent, IdentityRule, Invited, Source, parse_wave
from declic_analysis.study.hiring import Hiring
from declic_analysis.study.instrument import ActionChoice, CodePart, Instrument
from declic_analysis.study.narrative import Narrative
from declic_analysis.study.questionnaire import Construct, Item, Level, OffScale, Scale
from declic_analysis.study.registers import Register
from declic_analysis.study.reporting import (
    Analysis,
    Cost,
    EvaluationQuestion,
    Exclusion,
    Framework,
    Indicator,
    PublishedClaim,
    PublishedFigure,
    Recommendation,
    ReportPlan,
    Thresholds,
)
from declic_analysis.study.themes import Theme

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "SCHEMA_VERSION",
    "WAVES",
    "ActionChoice",
    "ActionFormat",
    "Analysis",
    "Assigned",
    "Audience",
    "ChoiceQuestion",
    "CodePart",
    "ComparisonGroup",
    "Completeness",
    "Consent",
    "Construct",
    "Cost",
    "EvaluationQuestion",
    "Exclusion",
    "Framework",
    "GroupColumn",
    "Hiring",
    "Identifier",
    "IdentityRule",
    "Indicator",
    "Instrument",
    "Invited",
    "Item",
    "Language",
    "Level",
    "Narrative",
    "OffScale",
    "Option",
    "PublishedClaim",
    "PublishedFigure",
    "Recommendation",
    "Register",
    "ReportPlan",
    "Scale",
    "Share",
    "SharedDiagnosis",
    "Source",
    "Strict",
    "Structure",
    "Study",
    "Territory",
    "Theme",
    "Thresholds",
    "Words",
    "json_schema",
    "json_schema_text",
    "parse_wave",
]

SCHEMA_VERSION = 1


class Audience(Strict):
    """A group of people who are asked."""

    id: Identifier = Field(description="identifier that items and sources refer to")
    label: Words = Field(description="name of the audience on pages")
    design: Literal["pre_post", "retro_pre_post", "post_only", "unpaired", "testimony"] = Field(
        default="pre_post", description="how change is seen in this audience; named beside every figure"
    )


class Territory(Strict):
    """Where actions take place, as declared by the programme."""

    id: Identifier = Field(description="identifier of the territory")
    label: Words = Field(description="name of the territory on pages")
    leads: list[Identifier] = Field(default=[], description="ids of the lead organisations (porteurs)")
    operators: list[Identifier] = Field(default=[], description="ids of the structures that run the actions")
    epci: Siren | None = Field(default=None, description="SIREN of the EPCI")
    employment_zone: Annotated[str, Field(pattern=r"^\d{4}$")] | None = Field(
        default=None, description="INSEE code of the employment zone"
    )
    communes: list[Commune] = Field(
        default=[], description="INSEE codes of its communes, between quotes; no reference list is needed then"
    )
    aliases: list[str] = Field(default=[], description="other names that raw files give it")


class Structure(Strict):
    """An organisation: prescribing structure, company, SIAE, lead …"""

    id: Identifier = Field(description="identifier of the structure")
    name: str = Field(description="name as pages print it")
    territory: Identifier | None = Field(default=None, description="id of its territory")
    roles: list[v.Role] = Field(default=[], description="what it is to the programme; a structure may hold several")
    siae_kind: v.SiaeKind | None = Field(default=None, description="kind of SIAE, if it is one")
    inclusion_kind: v.InclusionKind | None = Field(
        default=None, description="kind of employer of inclusion outside the IAE, if it is one"
    )
    prescriber_kind: v.PrescriberKind | None = Field(
        default=None, description="kind of prescriber of the IAE, if it is one: all are habilités but ORIENTEUR"
    )
    siret: Siret | None = Field(default=None, description="establishment number, 14 digits with their check digit")
    naf: Naf | None = Field(default=None, description="activity code (NAF), e.g. 2511Z; divisions 10 to 33 = industry")
    commune: Commune | None = Field(
        default=None, description="INSEE code of its commune, between quotes: leading zeros count"
    )
    epci: Siren | None = Field(default=None, description="SIREN of its EPCI; a warning where its territory has another")
    size: v.SizeBand | None = Field(default=None, description="employees, in bands; empty = not known")
    hr_capacity: bool | None = Field(
        default=None, description="somebody there can accompany a newcomer; empty = not known"
    )
    named_outside: bool | None = Field(
        default=None, description="it agrees to be named outside, or is public already; empty = not named there"
    )
    aliases: list[str] = Field(default=[], description="other names that raw files give it")

    @model_validator(mode="after")
    def inside_or_outside_the_iae(self) -> Structure:
        if self.siae_kind and self.inclusion_kind:
            raise StudyFault.of(
                "inclusion_kind",
                message(
                    fr="une SIAE n’est pas un employeur hors IAE ; gardez siae_kind ou inclusion_kind",
                    en="a SIAE is no employer outside the IAE; keep siae_kind or inclusion_kind",
                ),
            )
        return self


class ActionFormat(Strict):
    """A kind of action: visit, tour, immersion day …"""

    id: Identifier = Field(description="identifier of the format")
    label: Words = Field(description="name of the format on pages")
    audience: Identifier | None = Field(default=None, description="track; empty when it brings audiences together")
    aliases: list[str] = Field(default=[], description="other names that raw files give it")


class Study(Strict):
    """A programme's evaluation: who is asked what, how files are read, what is compared, what may be shown."""

    schema_version: Literal[1] = Field(description="version of this file format")
    name: Identifier = Field(description="identifier of the study, the name of its folder")
    title: Words = Field(description="title of the study")
    programme: Words = Field(description="name of the programme, as the report's first line writes it")
    phase: Words | None = Field(default=None, description="e.g. année 2")
    fictitious: bool = Field(default=False, description="true: invented answers; every page says so")
    data_folder: str | None = Field(
        default=None,
        description="raw files live in this folder of DECLIC_DATA instead of beside study.yaml (public data)",
    )
    comparison_group: ComparisonGroup | None = Field(
        default=None, description="people who did not take part and can be compared; false or empty = none"
    )
    languages: Annotated[list[Language], Field(min_length=1)] = Field(
        default=["fr"], description="languages in which the study can be read"
    )
    audiences: Annotated[list[Audience], Field(min_length=1)] = Field(description="groups of people who are asked")
    territories: list[Territory] = Field(default=[], description="where actions take place")
    structures: list[Structure] = Field(default=[], description="organisations that take part")
    references: References = Field(default=References(), description="public lists, read in place, never copied")
    formats: list[ActionFormat] = Field(default=[], description="kinds of action")
    scales: Annotated[list[Scale], Field(min_length=1)] = Field(description="answer scales")
    constructs: Annotated[list[Construct], Field(min_length=1)] = Field(description="what groups of items are about")
    items: Annotated[list[Item], Field(min_length=1)] = Field(description="questions answered on a scale")
    open_questions: dict[Identifier, Words] = Field(
        default={}, description="id → wording of questions answered in free text"
    )
    themes: list[Theme] = Field(default=[], description="what to recognise in free answers")
    instrument: Instrument = Field(
        default=Instrument(), description="the survey itself, as `declic questionnaire` writes it"
    )
    choice_questions: list[ChoiceQuestion] = Field(
        default=[], description="questions answered by choosing among options that make no scale"
    )
    sources: list[Source] = Field(default=[], description="kinds of raw files and what their columns are")
    registers: list[Register] = Field(
        default=[], description="plain sheets that are not the template workbook registres.xlsx, and what they list"
    )
    duplicates: v.DuplicateRule = Field(
        default=v.DuplicateRule.LAST, description="which of a person's several submissions in one wave is kept"
    )
    invited: list[Invited] = Field(
        default=[], description="how many were invited to answer: the denominator of response rates"
    )
    thresholds: Thresholds = Field(default=Thresholds(), description="publication thresholds")
    analysis: Analysis = Field(default=Analysis(), description="choices fixed before looking at the data")
    diagnosis: SharedDiagnosis = Field(default=SharedDiagnosis(), description="what the shared diagnosis may name")
    narrative: Narrative = Field(default=Narrative(), description="what only people can say")
    framework: Framework = Field(default=Framework(), description="logical framework and costs")
    published_figures: list[PublishedFigure] = Field(default=[], description="figures published elsewhere")
    published_claims: list[PublishedClaim] = Field(default=[], description="claims published about the programme")
    recommendations: list[Recommendation] = Field(default=[], description="recommendations of the committee")
    reports: list[ReportPlan] = Field(default=[], description="reports to make, and when")

    @field_validator("comparison_group", mode="before")
    @classmethod
    def short_forms(cls, value: object) -> object:
        return described(value)

    @model_validator(mode="after")
    def references_hold(self) -> Study:
        from declic_analysis.study.references import broken_references

        broken = broken_references(self)
        if broken:
            raise StudyFault(broken)
        return self

    def reference_files(self) -> tuple[str, ...]:
        """Files of public lists that may lie in the study's folder: they hold no answers."""
        return (self.references.communes.file,) if self.references.communes else ()

    def item(self, item: str) -> Item:
        return {i.id: i for i in self.items}[item]

    def choice_question(self, question: str) -> ChoiceQuestion:
        return {q.id: q for q in self.choice_questions}[question]

    def scale(self, scale: str) -> Scale:
        return {s.id: s for s in self.scales}[scale]

    def codebook(self) -> pd.DataFrame:
        """One row per item × audience: see docs/architecture.md, *Codebook*."""
        constructs = {c.id: c.label for c in self.constructs}
        import pandas as pd  # here: reading a study must not cost a second of start-up

        rows = [
            _codebook_row(i, audience, self.scale(i.scale), constructs[i.construct_id])
            for i in self.items
            for audience in i.audiences
        ]
        return pd.DataFrame(rows)


def _codebook_row(item: Item, audience: str, scale: Scale, construct: Words) -> dict[str, object]:
    return {
        "item": item.id,
        "number": item.number,
        "construct": item.construct_id,
        "construct_label": construct.fr,
        "scale": item.scale,
        "n_levels": len(scale.levels),
        "direction": item.direction.value,
        "favourable_from": scale.favourable_from,
        "audience": audience,
        "mirror": item.mirror is not None or len(item.audiences) > 1,
        "mirror_item": item.mirror or (item.id if len(item.audiences) > 1 else None),
        "confirmatory": item.confirmatory,
        "label_fr": (item.short or item.wording).fr,
        "label_en": (item.short or item.wording).of("en"),
    }


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `study.yaml`, for editors; closed lists say what each code means."""
    schema = Study.model_json_schema()
    for name, definition in schema["$defs"].items():
        closed = getattr(v, name, None)
        if "enum" in definition and closed is not None:
            definition["description"] = "; ".join(f"{member.value}: {member.label.en}" for member in closed)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "study.yaml"} | schema


def json_schema_text() -> str:
    """The committed file `study.schema.json`, byte for byte."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
