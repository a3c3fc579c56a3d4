"""The study, as pydantic models. Unknown fields are refused; references are checked in `Study`."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from declic_analysis import vocabulary as v
from declic_analysis.errors import message
from declic_analysis.study.faults import StudyFault

SCHEMA_VERSION = 1

Identifier = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="lower-case identifier: letters, digits, _")
]
Language = Literal["fr", "en"]
Share = Annotated[float, Field(gt=0, lt=1)]
WAVES = Literal["before", "retro_before", "after", "followup"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Words(Strict):
    """A wording in French, and in English if the study is read in English too."""

    fr: str
    en: str | None = None

    @model_validator(mode="before")
    @classmethod
    def plain_text_is_french(cls, value: Any) -> Any:
        return {"fr": value} if isinstance(value, str) else value

    def of(self, language: str) -> str:
        return self.en if language == "en" and self.en else self.fr


class Audience(Strict):
    id: Identifier
    label: Words
    design: Literal["pre_post", "retro_pre_post", "post_only", "unpaired", "testimony"] = "pre_post"


class Territory(Strict):
    id: Identifier
    label: Words
    leads: list[Identifier] = []
    operators: list[Identifier] = []
    epci: Annotated[str, Field(pattern=r"^\d{9}$")] | None = None
    employment_zone: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    aliases: list[str] = []


class Structure(Strict):
    id: Identifier
    name: str
    territory: Identifier | None = None
    roles: list[v.Role] = []
    siae_kind: v.SiaeKind | None = None
    siret: Annotated[str, Field(pattern=r"^\d{14}$")] | None = None
    naf: str | None = None
    commune: Annotated[str, Field(pattern=r"^(\d{5}|2[AB]\d{3})$")] | None = None
    epci: Annotated[str, Field(pattern=r"^\d{9}$")] | None = None
    aliases: list[str] = []


class ActionFormat(Strict):
    id: Identifier
    label: Words
    audience: Identifier | None = Field(default=None, description="track; empty when it brings audiences together")
    aliases: list[str] = []


class Level(Strict):
    """One step of a scale, from the lowest to the highest in the list."""

    label: Words
    codes: list[str] = Field(
        default=[], description="how the survey tool writes this level: codes, numbers, other labels"
    )


class OffScale(Strict):
    id: Identifier
    label: Words
    codes: list[str] = []


class Scale(Strict):
    id: Identifier
    levels: Annotated[list[Level], Field(min_length=2, max_length=11)]
    favourable_from: Annotated[int, Field(ge=1, description="lowest favourable level, counted from 1")]
    non_substantive: list[OffScale] = []

    @model_validator(mode="after")
    def favourable_is_a_level(self) -> Scale:
        if self.favourable_from > len(self.levels):
            n = len(self.levels)
            raise StudyFault.of(
                "favourable_from",
                message(fr=f"doit être compris entre 1 et {n}", en=f"must lie between 1 and {n}"),
            )
        return self


class Construct(Strict):
    id: Identifier
    label: Words
    about: Literal["industry", "people", "relation", "other"] = "other"


class Item(Strict):
    id: Identifier
    number: int | None = None
    construct_id: Identifier = Field(alias="construct")  # `construct` itself is a method of pydantic models
    scale: Identifier
    audiences: Annotated[list[Identifier], Field(min_length=1)]
    direction: v.Direction = v.Direction.FAVOURABLE_HIGH
    mirror: Identifier | None = Field(
        default=None, description="the paired item on the other side, if the words differ"
    )
    confirmatory: bool = False
    wording: Words
    wording_by_wave: dict[WAVES, Words] = {}
    short: Words | None = Field(default=None, description="short label for figures")


class Completeness(Strict):
    """How a finished submission is told from a draft."""

    column: str
    equals: list[str] = Field(default=[], description="values of a finished submission; empty = any value")
    action: Literal["drop", "keep"] = "drop"


class IdentityRule(Strict):
    """Columns whose normalised values, joined, make the pseudonym."""

    columns: Annotated[list[str], Field(min_length=1)]
    pattern: str | None = Field(default=None, description="regular expression of a well-formed self-generated code")

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


class Assigned(Strict):
    """A value fixed for the whole file, or read from a column."""

    value: str | None = None
    column: str | None = None

    @model_validator(mode="before")
    @classmethod
    def plain_text_is_value(cls, value: Any) -> Any:
        return {"value": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def one_of_both(self) -> Assigned:
        if (self.value is None) == (self.column is None):
            raise StudyFault.of("", message(fr="donnez soit value, soit column", en="give either value or column"))
        return self


class Source(Strict):
    """A kind of raw file: which files, which tool, what each column is."""

    id: Identifier
    files: Annotated[str, Field(description="file name pattern inside the study's raw folder, e.g. 'avant_*.csv'")]
    tool: v.Tool
    audience: Assigned
    territory: Assigned | None = None
    format: Assigned | None = None
    action: Assigned | None = None
    structure: Assigned | None = None
    action_on: Assigned | None = None
    answered_on: str | None = Field(
        default=None, description="column of the submission date; the tool's own by default"
    )
    answers: dict[str, dict[Identifier, str]] = Field(
        description="wave → item → column header; a wave is before, retro_before, after, or followup_m3, followup_m6 …"
    )
    person: IdentityRule | None = None
    verbatims: dict[Identifier, str] = Field(
        default={}, description="open question → column header; counted, not stored"
    )
    complete: Completeness | None = None
    missing: list[str] = Field(default=[], description="texts that mean an empty cell, e.g. NA")
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    header_rows: Annotated[int, Field(ge=1, le=3)] | None = None
    date_order: Literal["dmy", "mdy", "ymd"] | None = None

    @field_validator("answers")
    @classmethod
    def waves_exist(cls, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for wave in value:
            parse_wave(wave)
        return value

    @field_validator("files")
    @classmethod
    def inside_the_folder(cls, value: str) -> str:
        if value.startswith("/") or ".." in value.split("/"):
            raise StudyFault.of(
                "",
                message(
                    fr="nom de fichier relatif au dossier de l’étude, sans « .. »",
                    en="a file name relative to the study's folder, without '..'",
                ),
            )
        return value


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

    audience: Identifier
    territory: Identifier | None = None
    wave: WAVES = "before"
    persons: Annotated[int, Field(ge=0)]
    origin: str | None = None


class Thresholds(Strict):
    """Publication thresholds, in persons. No public authority sets them: they are this study's choice."""

    internal: Annotated[int, Field(ge=3)] = 5
    external: Annotated[int, Field(ge=5)] = 11
    cell: Annotated[int, Field(ge=2)] = 5
    structures: Annotated[int, Field(ge=2)] = 3
    dominance: Share = 0.85
    homogeneity_base: Annotated[int, Field(ge=5)] = 30

    @model_validator(mode="after")
    def external_is_stricter(self) -> Thresholds:
        if self.external < self.internal:
            raise StudyFault.of(
                "external",
                message(
                    fr="ne peut pas être inférieur à internal : ce qui sort est protégé au moins autant",
                    en="must not be below internal: what leaves the house is protected at least as much",
                ),
            )
        return self


class Analysis(Strict):
    """Choices fixed before looking: confidence, error rate, smallest change of interest (a proportion: 0.10 = 10 points)."""

    confidence: Share = 0.95
    alpha: Share = 0.05
    smallest_change: Share = 0.10
    pair: Literal["first_before_last_after", "first_action"] = "first_before_last_after"


class Indicator(Strict):
    id: Identifier
    label: Words
    level: v.IndicatorLevel
    source: str | None = None
    unit: str | None = None
    baseline: float | None = None
    target: float | None = None
    target_on: dt.date | None = None


class EvaluationQuestion(Strict):
    id: Identifier
    question: Words
    criterion: v.Criterion
    indicators: list[Indicator] = []


class Cost(Strict):
    heading: Words
    territory: Identifier | None = None
    period: str | None = None
    euros: Annotated[float, Field(ge=0)]


class Framework(Strict):
    questions: list[EvaluationQuestion] = []
    costs: list[Cost] = []


class PublishedFigure(Strict):
    id: Identifier
    territory: Identifier | None = None
    indicator: str
    value: float | None = None
    qualifier: v.Qualifier
    wording: str
    doubt: str | None = None
    source: str

    @model_validator(mode="after")
    def unknown_has_no_value(self) -> PublishedFigure:
        if (self.value is None) != (self.qualifier == v.Qualifier.UNKNOWN):
            raise StudyFault.of(
                "value",
                message(
                    fr="une valeur va avec exact ou lower_bound, aucune avec unknown : inconnu n’est pas zéro",
                    en="a value goes with exact or lower_bound, none with unknown: unknown is not zero",
                ),
            )
        return self


class PublishedClaim(Strict):
    id: Identifier
    audience: Identifier | None = None
    wording: str
    items: list[Identifier] = []
    source: str


class Recommendation(Strict):
    id: Identifier
    wording: str
    owner: str | None = None
    state: v.RecommendationState
    due_on: dt.date | None = None
    evidence: str | None = None


class Narrative(Strict):
    """What only people can say; printed as given, "non renseigné" where empty."""

    evaluators: Words | None = Field(default=None, description="Réalisé par …")
    interests: Words | None = Field(default=None, description="Liens d'intérêts")
    other_explanations: Words | None = None
    main_limit: Words | None = None
    surprises: Words | None = None
    decisions: list[Words] = []


class ReportPlan(Strict):
    """A report and when it is due. The schedule is cron syntax in the given time zone."""

    id: Identifier
    notebook: str = "impact_report"
    territory: Identifier | None = None
    audience: Identifier | None = None
    period: str | None = None
    lang: Language = "fr"
    diffusion: v.Diffusion = v.Diffusion.EXTERNAL
    formats: list[Literal["html", "pdf", "xlsx", "docx"]] = ["html"]
    cron: Annotated[str, Field(pattern=r"^\S+(\s+\S+){4}$")] | None = None
    timezone: str = "Europe/Paris"
    recipients: list[str] = []


class Study(Strict):
    """A programme's evaluation: who is asked what, how files are read, what is compared, what may be shown."""

    schema_version: Literal[1]
    name: Identifier
    title: Words
    programme: Words = Field(description="name of the programme, as the report's first line writes it")
    phase: Words | None = Field(default=None, description="e.g. année 2")
    fictitious: bool = False
    data_folder: str | None = Field(
        default=None,
        description="raw files live in this folder of DECLIC_DATA instead of beside study.yaml (public data)",
    )
    comparison_group: bool = False
    languages: list[Language] = ["fr"]
    audiences: Annotated[list[Audience], Field(min_length=1)]
    territories: list[Territory] = []
    structures: list[Structure] = []
    formats: list[ActionFormat] = []
    scales: Annotated[list[Scale], Field(min_length=1)]
    constructs: Annotated[list[Construct], Field(min_length=1)]
    items: Annotated[list[Item], Field(min_length=1)]
    open_questions: dict[Identifier, Words] = {}
    sources: list[Source] = []
    duplicates: v.DuplicateRule = v.DuplicateRule.LAST
    invited: list[Invited] = []
    thresholds: Thresholds = Thresholds()
    analysis: Analysis = Analysis()
    narrative: Narrative = Narrative()
    framework: Framework = Framework()
    published_figures: list[PublishedFigure] = []
    published_claims: list[PublishedClaim] = []
    recommendations: list[Recommendation] = []
    reports: list[ReportPlan] = []

    @model_validator(mode="after")
    def references_hold(self) -> Study:
        from declic_analysis.study.references import broken_references

        broken = broken_references(self)
        if broken:
            raise StudyFault(broken)
        return self

    def item(self, item: str) -> Item:
        return {i.id: i for i in self.items}[item]

    def scale(self, scale: str) -> Scale:
        return {s.id: s for s in self.scales}[scale]

    def codebook(self) -> pd.DataFrame:
        """One row per item × audience: see docs/architecture.md, *Codebook*."""
        constructs = {c.id: c.label for c in self.constructs}
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
        "confirmatory": item.confirmatory,
        "label_fr": (item.short or item.wording).fr,
        "label_en": (item.short or item.wording).of("en"),
    }


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `study.yaml`, for editors."""
    return Study.model_json_schema() | {"$schema": "https://json-schema.org/draft/2020-12/schema"}
