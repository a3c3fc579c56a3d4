"""What may be shown, what was fixed beforehand, what others published, what people say, which reports are due."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from declic_analysis import vocabulary as v
from declic_analysis.errors import message
from declic_analysis.study.base import Identifier, Language, Share, Strict, Words
from declic_analysis.study.faults import Fault, StudyFault
from declic_analysis.study.hiring import Hiring
from declic_analysis.study.partners import Partners
from declic_analysis.study.planned import Planned
from declic_analysis.study.targeting import Targeting

REVIEW = "impact_report"  # the notebook of the evaluation review, the one that has two editions


class Thresholds(Strict):
    """Publication thresholds, in persons. No public authority sets them: they are this study's choice."""

    internal: Annotated[int, Field(ge=3)] = Field(default=5, description="smallest base shown inside the programme")
    external: Annotated[int, Field(ge=5)] = Field(default=11, description="smallest base shown outside it")
    cell: Annotated[int, Field(ge=2)] = Field(default=5, description="smallest count of a cell")
    structures: Annotated[int, Field(ge=2)] = Field(default=3, description="fewest structures behind a number")
    dominance: Share = Field(default=0.85, description="largest share that one structure may have in a number")
    homogeneity_base: Annotated[int, Field(ge=5)] = Field(
        default=30, description="base under which a group that answers with one voice is not shown"
    )

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


class Exclusion(Strict):
    """Answers left out of every result, for a reason fixed beforehand: those that meet all the conditions given."""

    reason: Words = Field(description="why, as the report prints it")
    audience: Identifier | None = Field(default=None, description="answers of this audience")
    territory: Identifier | None = Field(default=None, description="answers of this territory")
    format: Identifier | None = Field(default=None, description="answers about actions of this format")
    structure: Identifier | None = Field(default=None, description="answers of people of this structure")
    action: str | None = Field(default=None, description="answers about this action, by its reference")
    answered_before: dt.date | None = Field(default=None, description="answers sent before this day, YYYY-MM-DD")
    answered_after: dt.date | None = Field(default=None, description="answers sent after this day, YYYY-MM-DD")

    @model_validator(mode="after")
    def has_a_condition(self) -> Exclusion:
        if all(getattr(self, name) is None for name in type(self).model_fields if name != "reason"):
            raise StudyFault.of(
                "",
                message(
                    fr="donnez au moins une condition : sans elle, toutes les réponses seraient exclues",
                    en="give at least one condition: without any, every answer would be left out",
                ),
            )
        return self


class Analysis(Strict):
    """Choices fixed before looking: confidence, error rate, smallest change of interest, cut-off, exclusions."""

    confidence: Share = Field(default=0.95, description="confidence of intervals, a proportion")
    alpha: Share = Field(default=0.05, description="error rate of tests, a proportion")
    smallest_change: Share = Field(
        default=0.10, description="smallest change of interest, a proportion: 0.10 = 10 points"
    )
    pair: Literal["first_before_last_after", "first_action"] = Field(
        default="first_before_last_after", description="which submissions make a person's pair"
    )
    cutoff: dt.date | None = Field(
        default=None, description="last day of the answers that count, YYYY-MM-DD; empty = the latest answer received"
    )
    exclusions: list[Exclusion] = Field(default=[], description="answers left out of every result, with the reason")
    hiring: Hiring = Field(default=Hiring(), description="how what followed the encounters is counted")
    partners: Partners = Field(default=Partners(), description="how structures and ambassadors are followed")
    targeting: Targeting = Field(default=Targeting(), description="which visits are held against which answers")


class Indicator(Strict):
    """One line of the logical framework."""

    id: Identifier = Field(description="identifier of the indicator")
    label: Words = Field(description="what is measured")
    level: v.IndicatorLevel = Field(description="place in the logic chain: resource, output, result, effect")
    measure: v.Measure | None = Field(
        default=None, description="what the software computes for it, from the registers or the answers, if it does"
    )
    audience: Identifier | None = Field(
        default=None, description="id of the audience whose answers it measures (measure net_shift, favourable)"
    )
    items: list[Identifier] = Field(default=[], description="ids of the items whose answers it measures (favourable)")
    source: str | None = Field(default=None, description="where its value comes from")
    unit: str | None = Field(default=None, description="unit of its value")
    baseline: float | None = Field(default=None, description="value at the start; empty = unknown, which is not zero")
    target: float | None = Field(default=None, description="value aimed at")
    target_on: dt.date | None = Field(default=None, description="by when, YYYY-MM-DD")

    @model_validator(mode="after")
    def measure_knows_its_answers(self) -> Indicator:
        if self.measure == v.Measure.NET_SHIFT and self.audience is None:
            raise StudyFault.of(
                "audience",
                message(fr="net_shift se mesure sur un public ; donnez son id", en="net_shift needs an audience's id"),
            )
        if self.measure == v.Measure.FAVOURABLE and not self.items:
            raise StudyFault.of(
                "items",
                message(fr="favourable se mesure sur des questions ; donnez leurs ids", en="favourable needs item ids"),
            )
        return self


class EvaluationQuestion(Strict):
    """What the evaluation must answer, and by which indicators."""

    id: Identifier = Field(description="identifier of the evaluation question")
    question: Words = Field(description="the question as the committee reads it")
    criterion: v.Criterion = Field(description="evaluation criterion it belongs to")
    indicators: list[Indicator] = Field(default=[], description="indicators that answer it")


class Cost(Strict):
    """One heading of the full cost."""

    heading: Words = Field(description="cost heading")
    territory: Identifier | None = Field(default=None, description="id of the territory; empty = whole programme")
    period: str | None = Field(default=None, description="period, e.g. 2024")
    euros: Annotated[float, Field(ge=0)] = Field(description="amount in euros")


class Framework(Strict):
    """The logical framework: evaluation questions with their indicators, targets by format, and the costs."""

    questions: list[EvaluationQuestion] = Field(default=[], description="evaluation questions")
    planned: list[Planned] = Field(default=[], description="targets by format, territory and period")
    costs: list[Cost] = Field(default=[], description="full cost by heading")


class PublishedFigure(Strict):
    """A figure published elsewhere: never mixed with what the data say."""

    id: Identifier = Field(description="identifier of the figure")
    territory: Identifier | None = Field(default=None, description="id of the territory; empty = whole programme")
    indicator: str = Field(description="what is counted")
    value: float | None = Field(default=None, description="the number; empty where none was given")
    qualifier: v.Qualifier = Field(description="how to read the number: exact, lower_bound, or unknown (no number)")
    wording: str = Field(description="the words of the publication")
    doubt: str | None = Field(default=None, description="what is doubtful about it")
    source: str = Field(description="where it was published")

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
    """A claim published about the programme, to be held against the data."""

    id: Identifier = Field(description="identifier of the claim")
    audience: Identifier | None = Field(default=None, description="id of the audience it is about")
    wording: str = Field(description="the words of the publication")
    items: list[Identifier] = Field(default=[], description="ids of the items that could show it; empty = none could")
    measure: v.Measure | None = Field(default=None, description="what the registers count that could show it")
    source: str = Field(description="where it was published")


class Recommendation(Strict):
    """What the sponsoring committee recommends, and what became of it."""

    id: Identifier = Field(description="identifier of the recommendation")
    wording: str = Field(description="the recommendation, word for word")
    owner: str | None = Field(default=None, description="who carries it")
    state: v.RecommendationState = Field(description="done, ongoing or not_started")
    due_on: dt.date | None = Field(default=None, description="due date, YYYY-MM-DD")
    evidence: str | None = Field(default=None, description="figure or document that shows it")


class ReportPlan(Strict):
    """A report and when it is due. The schedule is cron syntax in the given time zone."""

    id: Identifier = Field(description="identifier of the report")
    notebook: str = Field(default=REVIEW, description="notebook it is made from, without .ipynb")
    territory: Identifier | None = Field(default=None, description="id of the territory; empty = all")
    audience: Identifier | None = Field(default=None, description="id of the audience; empty = all")
    period: str | None = Field(
        default=None,
        description="2024, 2024-T2, 2024-03, 2024-01-15/2024-06-30, or before the day it is due: "
        + ", ".join(v.RelativePeriod.codes()),
    )
    lang: Language = Field(default="fr", description="language of the page")
    diffusion: v.Diffusion = Field(default=v.Diffusion.EXTERNAL, description="who may read it: decides the thresholds")
    edition: v.Edition | None = Field(
        default=None,
        description="comite or complet; empty = the committee's where diffusion is external, else the full one",
    )
    formats: Annotated[list[v.ReportFormat], Field(min_length=1)] = Field(
        default=[v.ReportFormat.HTML], description="files to write"
    )
    cron: Annotated[str, Field(pattern=r"^\S+(\s+\S+){4}$")] | None = Field(
        default=None, description="when it is due, five cron fields; empty = on demand"
    )
    timezone: str = Field(default="Europe/Paris", description="time zone of the schedule")
    recipients: list[Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]] = Field(
        default=[], description="e-mail addresses that receive it"
    )
    folder: str | None = Field(default=None, description="existing folder where a copy of its files is put")
    webhook: str | None = Field(
        default=None, description="https address told of it, or env:NAME: the address is in that variable"
    )

    @model_validator(mode="after")
    def schedule_is_readable(self) -> ReportPlan:
        faults = [*_period_fault(self.period), *_cron_fault(self.cron), *_zone_fault(self.timezone)]
        faults += _edition_fault(self)
        if faults:
            raise StudyFault(faults)
        return self


def _edition_fault(plan: ReportPlan) -> list[Fault]:
    if not plan.edition or plan.notebook == REVIEW:
        return []
    fr = f"ce carnet n’a qu’une édition ; laissez vide, ou choisissez notebook: {REVIEW}"
    en = f"this notebook has one edition only; leave it empty, or choose notebook: {REVIEW}"
    return [Fault("edition", message(fr=fr, en=en))]


def _period_fault(period: str | None) -> list[Fault]:
    day = r"\d{4}-\d{2}-\d{2}"
    if (
        not period
        or period in v.RelativePeriod.codes()
        or re.fullmatch(rf"\d{{4}}(-(T[1-4]|\d{{2}}))?|{day}/{day}", period)
    ):
        return []
    forms = ", ".join(["2024", "2024-T2", "2024-03", "2024-01-15/2024-06-30", *v.RelativePeriod.codes()])
    return [
        Fault(
            "period", message(fr=f"période illisible ; par exemple {forms}", en=f"unreadable period; such as {forms}")
        )
    ]


def _cron_fault(cron: str | None) -> list[Fault]:
    from cronsim import CronSim, CronSimError

    try:
        if cron:
            CronSim(cron, dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    except CronSimError:
        fr = "calendrier cron illisible ; cinq champs : minute heure jour mois jour-de-semaine, par exemple 0 7 1 * *"
        en = "unreadable cron schedule; five fields: minute hour day month weekday, for example 0 7 1 * *"
        return [Fault("cron", message(fr=fr, en=en))]
    return []


def _zone_fault(name: str) -> list[Fault]:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
        return []
    except (OSError, ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        pass
    return [Fault("timezone", message(fr="fuseau horaire inconnu ; par exemple Europe/Paris",
                                      en="unknown time zone; for example Europe/Paris"))]  # fmt: skip
