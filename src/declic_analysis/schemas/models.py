"""One pandera model a table: columns, types, meaning. The data dictionary is generated from here."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from declic_analysis import vocabulary as v

Text = pd.StringDtype
Date = pd.Timestamp
SIREN = r"^\d{9}$"
SIRET = r"^\d{14}$"
ROME = r"^[A-N]\d{4}$"
COMMUNE = r"^(\d{5}|2[AB]\d{3})$"


def text(meaning: str, **checks: object) -> object:
    return pa.Field(description=meaning, **checks)  # type: ignore[arg-type]


def optional(meaning: str, **checks: object) -> object:
    return pa.Field(description=meaning, nullable=True, **checks)  # type: ignore[arg-type]


class Table(pa.DataFrameModel):
    """Columns are exactly those declared, in that order; types are coerced."""

    class Config:
        strict = True
        coerce = True
        ordered = True


class Structures(Table):
    """Organisations that take part: prescribing structures, companies, SIAE, leads."""

    structure: Series[Text] = text("id in the study", unique=True)
    name: Series[Text] = text("name as the study writes it")
    territory: Series[Text] = optional("territory declared by the study")
    roles: Series[Text] = text("roles, separated by '|' (a structure may hold several)")
    siae_kind: Series[Text] = optional("kind of SIAE", isin=v.SiaeKind.codes())
    inclusion_kind: Series[Text] = optional("kind of employer outside the IAE", isin=v.InclusionKind.codes())
    prescriber_kind: Series[Text] = optional("kind of prescriber of the IAE", isin=v.PrescriberKind.codes())
    siret: Series[Text] = optional("establishment number, 14 digits", str_matches=SIRET)
    siren: Series[Text] = optional("company number, 9 digits", str_matches=SIREN)
    naf: Series[Text] = optional("activity code (NAF)")
    manufacturing: Series[pd.BooleanDtype] = optional("the NAF code lies in section C, divisions 10 to 33")
    commune: Series[Text] = optional("INSEE code of the commune, as text", str_matches=COMMUNE)
    epci: Series[Text] = optional("SIREN of the EPCI", str_matches=SIREN)
    size: Series[Text] = optional("employees, in bands", isin=v.SizeBand.codes())
    hr_capacity: Series[pd.BooleanDtype] = optional("somebody there can accompany a newcomer; empty = not known")
    fictitious: Series[pd.BooleanDtype] = text("invented for the demonstration")
    named_outside: Series[pd.BooleanDtype] = optional("may be named outside; empty = not")


class Participants(Table):
    """Persons who answered or took part, as keyed pseudonyms."""

    person: Series[Text] = text("keyed pseudonym")
    audience: Series[Text] = text("audience id")
    territory: Series[Text] = optional("territory of the last action")
    structure: Series[Text] = optional("structure id")
    identified: Series[pd.BooleanDtype] = text("false: the person could not be recognised from one wave to the next")
    match: Series[Text] = text("how the person was recognised from one questionnaire to another", isin=v.Match.codes())
    match_score: Series[pd.Float64Dtype] = optional(
        "1 = same code; 1 − 1/length for a code but for one typing slip; empty when match is none", ge=0, le=1
    )
    n_submissions: Series[pd.Int32Dtype] = text("questionnaires received from this person", ge=0)
    group: Series[Text] = optional("side of the comparison, where the study has one", isin=v.Group.codes())


class Actions(Table):
    """Actions held: one row an action."""

    action: Series[Text] = text("id of the action", unique=True)
    format: Series[Text] = optional("action format id; empty only where the study declares no format")
    territory: Series[Text] = optional("territory declared for the action; empty only where the study declares none")
    action_on: Series[Date] = optional("date")
    operator: Series[Text] = optional("structure that runs the action")
    host: Series[Text] = optional("structure visited")
    planned: Series[pd.Int32Dtype] = optional("persons expected", ge=0)
    counted: Series[pd.Int32Dtype] = optional("persons counted on the spot, where no attendance sheet is kept", ge=0)


class Attendances(Table):
    """Who was at which action: participations, never to be confused with persons."""

    action: Series[Text] = text("id of the action")
    person: Series[Text] = text("keyed pseudonym; unique to the row where the person could not be identified")
    identified: Series[pd.BooleanDtype] = text("false: nothing says whether this person stands in another row")
    audience: Series[Text] = optional("audience id; empty where neither the sheet nor the action's format says")
    structure: Series[Text] = optional("structure id")
    attendance: Series[Text] = text("state; rates divide by seen, excused and noshow", isin=v.Attendance.codes())
    role: Series[Text] = text("as what the person came", isin=v.AttendanceRole.codes())


class Invitations(Table):
    """Who, or how many, were invited to answer: the denominator of response rates.

    A row is a group with its count, or one person: `person` is then filled and n_invited is 1. The same person may be
    invited about several actions: count distinct persons, not rows.
    """

    audience: Series[Text] = text("audience id")
    territory: Series[Text] = optional("territory id")
    action: Series[Text] = optional("action the invitation is about")
    structure: Series[Text] = optional("structure of those invited")
    wave: Series[Text] = text("wave", isin=v.Wave.codes())
    month: Series[pd.Int16Dtype] = optional("months since the action, follow-up only", ge=0)
    n_invited: Series[pd.Int32Dtype] = text("persons invited to answer", ge=0)
    person: Series[Text] = optional("keyed pseudonym, where the sheet names each person")
    invited_on: Series[Date] = optional("date of the invitation")
    origin: Series[Text] = optional("where the number comes from")


class Responses(Table):
    """One row = one answer (substantive or not) to one item in one wave."""

    response: Series[Text] = text("submission id: source:row:wave")
    person: Series[Text] = text("keyed pseudonym; unique to the row where the person could not be identified")
    identified: Series[pd.BooleanDtype] = text("false: this row can never be paired")
    match: Series[Text] = text("how the person was recognised from one questionnaire to another", isin=v.Match.codes())
    match_score: Series[pd.Float64Dtype] = optional("likeness of the codes, see participants", ge=0, le=1)
    audience: Series[Text] = text("audience id")
    territory: Series[Text] = optional("territory declared for the action")
    format: Series[Text] = optional("action format id")
    action: Series[Text] = optional("action id")
    structure: Series[Text] = optional("structure id")
    wave: Series[Text] = text("wave", isin=v.Wave.codes())
    month: Series[pd.Int16Dtype] = optional("months since the action, follow-up only", ge=0)
    answered_on: Series[Date] = optional("when the questionnaire was submitted")
    action_on: Series[Date] = optional("date of the action: decides the period")
    item: Series[Text] = text("item id")
    scale: Series[Text] = text("scale id")
    answer: Series[Text] = text("on or off the scale", isin=v.Answer.codes())
    position: Series[pd.Int16Dtype] = optional("level as asked, 1 = lowest", ge=1)
    score: Series[pd.Int16Dtype] = optional("position, flipped once for favourable_low items", ge=1)
    favourable: Series[pd.BooleanDtype] = optional("score in the favourable (neutral items: agreeing) levels")
    non_substantive: Series[Text] = optional("code of an answer off the scale")
    source: Series[Text] = text("source id in study.yaml")
    source_row: Series[pd.Int32Dtype] = text("line in the raw file, header = 1", ge=1)
    source_column: Series[Text] = text("header as it stands in the raw file")

    @pa.dataframe_check(name="position goes with a substantive answer")
    @classmethod
    def position_iff_substantive(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["position"].notna() == (frame["answer"] == v.Answer.SUBSTANTIVE)

    @pa.dataframe_check(name="one answer per submission and item")
    @classmethod
    def one_answer(cls, frame: pd.DataFrame) -> pd.Series:
        return ~frame.duplicated(["response", "item"])


class Choices(Table):
    """One row = one option that a submission was offered, chosen or not. An unanswered question has no row."""

    response: Series[Text] = text("submission id: source:row:wave")
    person: Series[Text] = text("keyed pseudonym; unique to the row where the person could not be identified")
    identified: Series[pd.BooleanDtype] = text("false: this row can never be paired")
    audience: Series[Text] = text("audience id")
    territory: Series[Text] = optional("territory declared for the action")
    format: Series[Text] = optional("action format id")
    action: Series[Text] = optional("action id")
    structure: Series[Text] = optional("structure id")
    wave: Series[Text] = text("wave", isin=v.Wave.codes())
    month: Series[pd.Int16Dtype] = optional("months since the action, follow-up only", ge=0)
    answered_on: Series[Date] = optional("when the questionnaire was submitted")
    action_on: Series[Date] = optional("date of the action: decides the period")
    question: Series[Text] = text("choice question id")
    option: Series[Text] = text("option id; other: the respondent's own words, which are not stored")
    selected: Series[pd.BooleanDtype] = text("the option was chosen")
    source: Series[Text] = text("source id in study.yaml")
    source_row: Series[pd.Int32Dtype] = text("line in the raw file, header = 1", ge=1)
    source_column: Series[Text] = text("header of the question as the study or the raw file words it")

    @pa.dataframe_check(name="one row per submission, question and option")
    @classmethod
    def one_choice(cls, frame: pd.DataFrame) -> pd.Series:
        return ~frame.duplicated(["response", "question", "option"])


class Verbatims(Table):
    """Free answers, stored only once redacted."""

    verbatim: Series[Text] = text("id, the same as long as person, wave, question and text are the same", unique=True)
    response: Series[Text] = text("submission id")
    person: Series[Text] = text("keyed pseudonym")
    identified: Series[pd.BooleanDtype] = text("false: this row can never be paired")
    audience: Series[Text] = text("audience id")
    territory: Series[Text] = optional("territory id")
    format: Series[Text] = optional("action format id")
    action: Series[Text] = optional("action reference")
    structure: Series[Text] = optional("structure id")
    wave: Series[Text] = text("wave; of a row that holds two, the later one", isin=v.Wave.codes())
    month: Series[pd.Int16Dtype] = optional("months since the action, follow-up only", ge=0)
    answered_on: Series[Date] = optional("when the questionnaire was submitted")
    action_on: Series[Date] = optional("date of the action: decides the period")
    question: Series[Text] = text("open question id")
    redacted: Series[Text] = text("text after redaction of personal data")
    n_removed: Series[pd.Int16Dtype] = text("pieces of personal data removed", ge=0)
    n_doubtful: Series[pd.Int16Dtype] = text("capitalised words that only a reader can tell from a name", ge=0)
    may_quote: Series[pd.BooleanDtype] = text("the author allowed a quotation")
    source: Series[Text] = text("source id in study.yaml")
    source_row: Series[pd.Int32Dtype] = text("line in the raw file, header = 1", ge=1)


class Codings(Table):
    """What people said of free answers, in themes.xlsx."""

    verbatim: Series[Text] = text("id of the answer")
    coder: Series[pd.Int16Dtype] = text("1: the coding that counts; 2: another person's, for agreement", ge=1, le=2)
    themes: Series[Text] = optional("theme ids between |; no text = none of them; empty = not coded")
    may_quote: Series[pd.BooleanDtype] = optional("false: never to be quoted; true: its words were checked")

    @pa.dataframe_check(name="one row per answer and coder")
    @classmethod
    def one_coding(cls, frame: pd.DataFrame) -> pd.Series:
        return ~frame.duplicated(["verbatim", "coder"])


class Candidates(Table):
    """Persons accompanied towards a job."""

    candidate: Series[Text] = text("keyed pseudonym", unique=True)
    territory: Series[Text] = optional("territory id")
    prescriber: Series[Text] = optional("prescribing structure id")
    origin: Series[Text] = optional("origin of the application", isin=v.ApplicationOrigin.codes())
    rome: Series[Text] = optional("job sought (ROME)", str_matches=ROME)
    siae_employee: Series[pd.BooleanDtype] = optional("employee of a SIAE when first met; empty = not stated")
    siae_left_on: Series[Date] = optional("day the person left that SIAE; empty = still there, or not stated")
    group: Series[Text] = optional("side of the comparison, where the study has one", isin=v.Group.codes())


class Events(Table):
    """Candidate × step × date."""

    candidate: Series[Text] = text("keyed pseudonym")
    step: Series[Text] = text("step", isin=v.Step.codes())
    event_on: Series[Date] = text("date")
    action: Series[Text] = optional("action it comes from; empty = non attribuée")
    structure: Series[Text] = optional("company concerned")
    prescriber: Series[Text] = optional("prescribing structure of this application, where the export says it")
    origin: Series[Text] = optional("who proposed this application", isin=v.ApplicationOrigin.codes())
    state: Series[Text] = optional("application state", isin=v.ApplicationState.codes())
    state_on: Series[Date] = optional("day the state was reached; empty = not known, and never guessed")
    refusal_reason: Series[Text] = optional("refusal reason", isin=v.RefusalReason.codes())
    objective: Series[Text] = optional("immersion objective", isin=v.ImmersionObjective.codes())


class Hires(Table):
    """Contracts that followed."""

    hire: Series[Text] = text("id", unique=True)
    candidate: Series[Text] = text("keyed pseudonym")
    structure: Series[Text] = optional("hiring company")
    action: Series[Text] = optional("action it is linked to; empty = non attribuée")
    accepted_on: Series[Date] = optional("date of acceptance (date_embauche of the public exports)")
    started_on: Series[Date] = optional("start of the contract")
    contract: Series[Text] = optional("kind of contract", isin=v.Contract.codes())
    months: Series[pd.Float64Dtype] = optional("length in months, fixed-term contracts", ge=0)
    ended_on: Series[Date] = optional("end, if it has ended")
    rome: Series[Text] = optional("job (ROME)", str_matches=ROME)


class Videos(Table):
    """Promotional videos on the programme's channel."""

    video: Series[Text] = text("id")
    title: Series[Text] = text("title")
    structure: Series[Text] = optional("company shown")
    published_on: Series[Date] = optional("publication date")
    measured_on: Series[Date] = optional("date of the export: figures are those of that day")
    views: Series[pd.Int64Dtype] = optional("views", ge=0)
    watch_hours: Series[pd.Float64Dtype] = optional("watch time, hours", ge=0)
    length_seconds: Series[pd.Float64Dtype] = optional("length of the video, seconds", ge=0)
    average_seconds: Series[pd.Float64Dtype] = optional("average view duration, seconds", ge=0)
    average_share: Series[pd.Float64Dtype] = optional("average share of the video that is watched, 0.4 = 40 %", ge=0)
    impressions: Series[pd.Int64Dtype] = optional("times the thumbnail was shown", ge=0)
    click_rate: Series[pd.Float64Dtype] = optional("impressions followed by a view, 0.05 = 5 %", ge=0)
    subscribers: Series[pd.Int64Dtype] = optional("subscribers gained (may be negative)")
    shown_in: Series[Text] = optional("actions where it was shown, separated by '|'")


class Ambassadors(Table):
    """Ambassadeurs de l'Industrie: volunteers who then lead actions."""

    person: Series[Text] = text("keyed pseudonym", unique=True)
    territory: Series[Text] = optional("territory id")
    structure: Series[Text] = optional("company")
    retired: Series[pd.BooleanDtype] = optional("recently retired")
    volunteered_on: Series[Date] = optional("since when")
    trained_on: Series[Date] = optional("training date")


class Recommendations(Table):
    """What the sponsoring committee recommends, and what became of it."""

    recommendation: Series[Text] = text("id", unique=True)
    wording: Series[Text] = text("text")
    owner: Series[Text] = optional("who carries it")
    state: Series[Text] = text("state", isin=v.RecommendationState.codes())
    due_on: Series[Date] = optional("due date")
    evidence: Series[Text] = optional("figure or document that shows it")


class PublishedFigures(Table):
    """Figures published elsewhere, with qualifier and doubt: never mixed with computed ones."""

    figure: Series[Text] = text("id", unique=True)
    territory: Series[Text] = optional("territory id")
    indicator: Series[Text] = text("what is counted")
    value: Series[pd.Float64Dtype] = optional("value; empty when no number was given")
    qualifier: Series[Text] = text("how to read the value", isin=v.Qualifier.codes())
    wording: Series[Text] = text("the words of the source")
    doubt: Series[Text] = optional("what is doubtful")
    source: Series[Text] = text("where it was published")


class PublishedClaims(Table):
    """Claims published about the programme, to be held against the data."""

    claim: Series[Text] = text("id", unique=True)
    audience: Series[Text] = optional("audience id")
    wording: Series[Text] = text("the words of the source")
    items: Series[Text] = optional("items that could show it, separated by '|'")
    source: Series[Text] = text("where it was published")


class Indicators(Table):
    """The logical framework: one row an indicator."""

    indicator: Series[Text] = text("id", unique=True)
    question: Series[Text] = text("evaluation question id")
    criterion: Series[Text] = text("evaluation criterion", isin=v.Criterion.codes())
    level: Series[Text] = text("place in the logic chain", isin=v.IndicatorLevel.codes())
    label: Series[Text] = text("what is measured")
    unit: Series[Text] = optional("unit")
    baseline: Series[pd.Float64Dtype] = optional("value at the start")
    target: Series[pd.Float64Dtype] = optional("value aimed at")
    target_on: Series[Date] = optional("by when")
    origin: Series[Text] = optional("source of the indicator")
    value: Series[pd.Float64Dtype] = optional("value reached, as a register states it; empty = unknown, not zero")
    value_on: Series[Date] = optional("date of that value")


class Costs(Table):
    """Full cost of the programme, by heading."""

    heading: Series[Text] = text("cost heading")
    territory: Series[Text] = optional("territory id")
    period: Series[Text] = optional("period")
    euros: Series[pd.Float64Dtype] = text("amount in euros")


class QualitativeSources(Table):
    """Interviews, groups, observations, testimonies."""

    record: Series[Text] = text("id", unique=True)
    method: Series[Text] = text("method", isin=v.QualitativeMethod.codes())
    audience: Series[Text] = optional("audience id")
    territory: Series[Text] = optional("territory id")
    held_on: Series[Date] = optional("date")
    redacted: Series[Text] = optional("notes after redaction of personal data; empty = no notes")
    characters: Series[pd.Int32Dtype] = optional("length of the redacted notes; empty = no notes", ge=0)
    may_quote: Series[pd.BooleanDtype] = text("the author allowed a quotation")


class Diagnosis(Table):
    """What each side names for a job and a public: one row a thing named by a structure."""

    rome: Series[Text] = text("job to fill, ROME code")
    concerned: Series[Text] = optional("whom the job could be for; empty = everybody")
    audience: Series[Text] = text("audience id: the side that says so")
    element: Series[Text] = text("barrier, training or adaptation named; nothing = nothing to say")
    structure: Series[Text] = optional("structure that says so; a row without one is not counted")
    territory: Series[Text] = optional("territory id")
    action: Series[Text] = optional("action where it was said, for example a mediation")
    named_on: Series[Date] = optional("date")


class Openings(Table):
    """Jobs that companies want to fill: one row a job and company."""

    rome: Series[Text] = text("job to fill, ROME code")
    structure: Series[Text] = optional("company; a row without one is not counted")
    posts: Series[pd.Int32Dtype] = optional("posts to fill; empty = unknown", ge=0)
    territory: Series[Text] = optional("territory id")
    opened_on: Series[Date] = optional("first day it was open")
    filled_on: Series[Date] = optional("day it was filled or withdrawn; empty = still open")


class Consents(Table):
    """What a person allowed, and when."""

    person: Series[Text] = text("keyed pseudonym")
    purpose: Series[Text] = text("what for")
    granted: Series[pd.BooleanDtype] = text("allowed or refused")
    given_on: Series[Date] = optional("date")


class Quarantine(Table):
    """Cells and rows that could not be understood. The raw value stays in the raw file."""

    source: Series[Text] = text("source id in study.yaml")
    file: Series[Text] = text("raw file")
    row: Series[pd.Int32Dtype] = text("line in the raw file, header = 1", ge=1)
    column: Series[Text] = optional("header in the raw file; empty when the whole row is meant")
    reason: Series[Text] = text("reason code", isin=v.QuarantineReason.codes())
    expected: Series[Text] = text("what was expected there")
    decision: Series[Text] = optional(
        "`drop` where a person decided to leave it out", isin=v.CorrectionDecision.codes()
    )


class Corrections(Table):
    """What people decided about quarantined cells and rows, and what became of it. No value is kept here."""

    source: Series[Text] = optional("source id in study.yaml; empty when the file is gone")
    file: Series[Text] = text("raw file")
    row: Series[pd.Int32Dtype] = text("line in the raw file, header = 1", ge=1)
    column: Series[Text] = optional("header in the raw file; empty when the whole row is meant")
    reason: Series[Text] = optional("why it was in quarantine", isin=v.QuarantineReason.codes())
    decision: Series[Text] = optional("what was decided; empty when unreadable", isin=v.CorrectionDecision.codes())
    state: Series[Text] = text("what became of it", isin=v.CorrectionState.codes())
    corrected_by: Series[Text] = optional("who decided, as written in the workbook")


class Ledger(Table):
    """Where each raw row and each raw cell went: the categories of a unit add up to its raw count."""

    source: Series[Text] = text("source id in study.yaml")
    file: Series[Text] = text("raw file")
    unit: Series[Text] = text(
        "what is counted: rows, cells of items, cells of registers, or a note", isin=("row", "cell", "field", "note")
    )
    category: Series[Text] = text("where they went")
    n: Series[pd.Int64Dtype] = text("how many", ge=0)
    detail: Series[Text] = optional("free remark (never an answer)")


MODELS: dict[str, type[Table]] = {
    "structures": Structures,
    "participants": Participants,
    "actions": Actions,
    "attendances": Attendances,
    "invitations": Invitations,
    "responses": Responses,
    "choices": Choices,
    "verbatims": Verbatims,
    "codings": Codings,
    "candidates": Candidates,
    "events": Events,
    "hires": Hires,
    "videos": Videos,
    "ambassadors": Ambassadors,
    "recommendations": Recommendations,
    "published_figures": PublishedFigures,
    "published_claims": PublishedClaims,
    "indicators": Indicators,
    "costs": Costs,
    "qualitative_sources": QualitativeSources,
    "diagnosis": Diagnosis,
    "openings": Openings,
    "consents": Consents,
    "quarantine": Quarantine,
    "corrections": Corrections,
    "ledger": Ledger,
}
