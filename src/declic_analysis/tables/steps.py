"""Published steps of journeys, their chain, refusals and contradictions as display tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.conversions.steps import LASTING
from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import Step
from declic_analysis.wording.formats import integer, missing, percent
from declic_analysis.wording.steps import (
    fault_name,
    reason_group,
    reason_name,
    step_count,
    step_group,
    step_name,
    step_share,
    stop_name,
    stop_outcome,
    treatment_name,
)
from declic_analysis.wording.texts import capital, say

FROM_START = ("start_rate", "start_low", "start_high")
FROM_PREVIOUS = ("rate", "low", "high")
SHOWN = {
    "person": (Step.APPLIED.value, Step.INTERVIEWED.value, Step.IMMERSED.value, Step.HIRED.value),
    "application": (Step.INTERVIEWED.value, Step.IMMERSED.value, Step.HIRED.value),
}


def steps_table(steps: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a step of a published `step_rates` of one group. Raises: ContractError, for a bare frame."""
    rows = require_published(steps, kind="steps").frame
    lines = [row for _, row in rows.iterrows()]
    columns = {
        say("step", lang=lang): [capital(_name(row, lang=lang)) for row in lines],
        say("step_reached", lang=lang): [step_count(row, "n_reached", lang=lang) for row in lines],
        say("step_start_share", lang=lang): [step_share(row, FROM_START, lang=lang) or "–" for row in lines],
        say("step_previous", lang=lang): [_passed(row, lang=lang) for row in lines],
        say("step_previous_share", lang=lang): [step_share(row, FROM_PREVIOUS, lang=lang) or "–" for row in lines],
        say("step_skipped", lang=lang): [_skipped(row, lang=lang) for row in lines],
    }
    return pd.DataFrame(columns, dtype="str")


def _name(row: pd.Series, *, lang: str) -> str:
    return step_name(str(row["step"]), unit=str(row["unit"]), lang=lang)


def _passed(row: pd.Series, *, lang: str) -> str:
    """How many of those in whom the step before is recorded; a dash for the first step."""
    if not bool(row["recorded"]) or missing(row["n_from_previous"]):
        return step_count(row, "n_from_previous", lang=lang)
    n, whole = (integer(row[name], lang=lang) for name in ("n_from_previous", "n_at_risk"))
    if row["step"] in LASTING:  # out of those whose time has come, not of all hires
        return say("step_of_lasting", lang=lang, n=n, whole=whole, months=str(LASTING[row["step"]]))
    previous = step_name(str(row["previous"]), unit=str(row["unit"]), lang=lang)
    return say("step_of", lang=lang, n=n, whole=whole, previous=previous)


def _skipped(row: pd.Series, *, lang: str) -> str:
    return step_count(row, "n_skipped", lang=lang) if bool(row["recorded"]) else "–"


def steps_by_table(steps: Published, *, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a group of a published `step_rates`, in alphabetical order: counts by step, share hired so far.

    Raises: ContractError, for a bare frame.
    """
    published = require_published(steps, kind="steps")
    rows, by = published.frame, published.by[0]
    lines = [_group_line(own, by=by, names=names, lang=lang) for _, own in rows.groupby(by, dropna=False, sort=False)]
    headers = [say(key, lang=lang) for key in (f"by_{by}", "followed")]
    unit = str(rows["unit"].iloc[0]) if len(rows) else "person"
    headers += [capital(step_name(step, unit=unit, lang=lang)) for step in SHOWN[unit]]
    frame = pd.DataFrame(lines, columns=[*headers, say("hired_share", lang=lang), "_last"])
    ordered = frame.sort_values(["_last", headers[0]], key=_alphabetical)
    return ordered.drop(columns="_last").reset_index(drop=True).astype("str")


def _alphabetical(column: pd.Series) -> pd.Series:
    """É stands with E, as in a dictionary."""
    plain = column.astype("str").str.normalize("NFKD").str.encode("ascii", "ignore").str.decode("ascii")
    return plain.str.casefold()


def _group_line(own: pd.DataFrame, *, by: str, names: Mapping[str, str], lang: str) -> list[object]:
    """Group, counts, share; the last cell puts what is not stated at the end."""
    by_step = {str(row["step"]): row for _, row in own.iterrows()}
    hired = by_step[Step.HIRED.value]
    start = say("not_published", lang=lang) if missing(hired["n_start"]) else integer(hired["n_start"], lang=lang)
    counts = [step_count(by_step[s], "n_reached", lang=lang) for s in SHOWN[str(hired["unit"])]]
    share = step_share(hired, FROM_START, lang=lang) or step_count(hired, "start_rate", lang=lang)
    group = step_group(by, own[by].iloc[0], names=names, lang=lang)
    return [group, start, *counts, share, missing(own[by].iloc[0])]


def chain_table(chain: Published, *, lang: str = "fr") -> pd.DataFrame:
    """Journeys and hires with the whole chain, without it, and what is missing. Raises: ContractError."""
    rows = require_published(chain, kind="chain").frame
    links = ("no_prescriber", "no_company", "no_action")
    columns = {say("chain_of", lang=lang): [capital(say(f"chain_{of}", lang=lang)) for of in rows["of"]]}
    columns |= {say("n", lang=lang): [_stated(row, "n", lang=lang) for _, row in rows.iterrows()]}
    for name, key in (("n_linked", "linked"), ("n_unlinked", "unlinked"), *((link, link) for link in links)):
        header = capital(say(f"chain_{key}", lang=lang))
        columns[header] = [_stated(row, name, lang=lang) for _, row in rows.iterrows()]
    return pd.DataFrame(columns, dtype="str")


def _stated(row: pd.Series, name: str, *, lang: str) -> str:
    """A count; "not stated" where the row has none because nothing is recorded."""
    if not missing(row[name]):
        return integer(row[name], lang=lang)
    return say("not_published" if bool(row["protected"]) else "unknown", lang=lang)


def losses_table(refusals: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a reason of published `refusals`. Raises: ContractError, for a bare frame."""
    rows = require_published(refusals, kind="refusals").shown
    columns = {
        say("loss_reason", lang=lang): [capital(reason_name(code, lang=lang)) for code in rows["reason"]],
        say("loss_group", lang=lang): [capital(reason_group(code, lang=lang)) for code in rows["group"]],
        say("loss_applications", lang=lang): [integer(n, lang=lang) for n in rows["n_applications"]],
        say("loss_share", lang=lang): [percent(share, lang=lang) for share in rows["share"]],
    }
    return pd.DataFrame(columns, dtype="str")


def history_table(history: Published, *, lang: str = "fr") -> pd.DataFrame:
    """The contradictions found: rows, people, what is done. Raises: ContractError, for a bare frame."""
    rows = require_published(history, kind="history").frame
    found = rows[rows["n_rows"].isna() | (rows["n_rows"] > 0)]
    hidden = say("not_published", lang=lang)
    columns = {say("fault", lang=lang): [capital(fault_name(code, lang=lang)) for code in found["fault"]]}
    for name, key in (("n_rows", "fault_rows"), ("n_persons", "fault_persons")):
        columns[say(key, lang=lang)] = [hidden if missing(n) else integer(n, lang=lang) for n in found[name]]
    columns[say("fault_treatment", lang=lang)] = [
        capital(treatment_name(code, lang=lang)) for code in found["treatment"]
    ]
    return pd.DataFrame(columns, dtype="str")


def stops_table(stops: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a last step and outcome of published `stops`. Raises: ContractError, for a bare frame."""
    rows = require_published(stops, kind="stops").frame
    hidden = say("not_published", lang=lang)
    columns = {
        say("stop_last", lang=lang): [capital(stop_name(str(step), lang=lang)) for step in rows["last"]],
        say("stop_outcome", lang=lang): [capital(stop_outcome(code, lang=lang)) for code in rows["outcome"]],
        say("n", lang=lang): [hidden if missing(n) else integer(n, lang=lang) for n in rows["n"]],
        say("stop_share", lang=lang): ["–" if missing(share) else percent(share, lang=lang) for share in rows["share"]],
    }
    return pd.DataFrame(columns, dtype="str")
