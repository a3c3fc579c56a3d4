"""The shared diagnosis: what each side names for a job and a public, and where they agree, differ or are silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.vocabulary.diagnosis import DiagnosisElement, Public, Sharing

KEYS = ("rome", "concerned")
COLUMNS = (*KEYS, "element", "n_first_answering", "n_second_answering", "n_first_naming", "n_second_naming", "sharing")


def jobs_to_fill(openings: pd.DataFrame, *, on: dt.date) -> pd.DataFrame:
    """Jobs that companies want to fill on a day, a row each, in the order of their codes.

    Parameters: openings, the contract table; on, the day: a row opened later, or filled by then, is not counted; one
    without a date is. A row without a company is not counted.
    Returns: rome; n_companies; n_stating, of them those that say how many; n_posts, of those (empty where none does: a
    row without a number is unknown, not one post); largest_share, of the posts, of the company with most of them.
    Raises: ContractError, when a column is missing.
    """
    require(openings, ["rome", "structure", "posts", "opened_on", "filled_on"], table="openings")
    day = pd.Timestamp(on)
    open_then = ~(openings["opened_on"].dt.normalize() > day) & ~(openings["filled_on"].dt.normalize() <= day)
    known = openings[open_then & openings["structure"].notna()]
    held = known.groupby(["rome", "structure"], as_index=False)["posts"].sum(min_count=1)
    jobs = held.groupby("rome", sort=True)
    total, largest = jobs["posts"].sum(min_count=1), jobs["posts"].max()
    found = pd.DataFrame({"n_companies": jobs["structure"].nunique(), "n_posts": total})
    found["n_stating"] = jobs["posts"].count()
    share = (largest / total.where(total > 0)).astype("Float64")
    return found.assign(largest_share=share).rename_axis("rome").reset_index().astype(
        {"rome": "string", "n_companies": "Int64", "n_stating": "Int64", "n_posts": "Int64"}
    )  # fmt: skip


def shared_diagnosis(
    answers: pd.DataFrame,
    *,
    sides: tuple[str, str],
    jobs: Iterable[str] = (),
    elements: Sequence[str] = DiagnosisElement.codes(),
) -> pd.DataFrame:
    """One row per job × public × element that a side names; one for a job × public of which nothing is named.

    Parameters: answers, the contract table `diagnosis`; sides, both audiences in the order told; jobs, ROME codes to
    fill: one of which nobody says anything has a row, without a public; elements, all that may be named, in the order
    of the rows (one that is not among them comes last).
    Returns: rome, concerned, element; n_first_answering and n_second_answering, structures of each side that answered
    for this job and public at all (“nothing to say” is an answer); n_first_naming, n_second_naming, those that name
    the element; sharing (`vocabulary.diagnosis.Sharing`). A side that answered and does not name an element differs
    from one that did not answer. Where all who answered have nothing to say, the one row's element is `nothing`, and
    both sides share it if both answered. Rows without a structure, or of another audience, are not counted.
    Raises: ContractError, when a column is missing.
    """
    require(answers, ["rome", "concerned", "element", "audience", "structure"], table="diagnosis")
    known = answers[answers["audience"].isin(sides) & answers["structure"].notna()]
    known = known.assign(concerned=known["concerned"].fillna(Public.ALL.value))
    order = [*dict.fromkeys([*elements, *sorted(set(known["element"]))])]
    jobs_told = [((str(rome), str(whom)), own) for (rome, whom), own in known.groupby(list(KEYS), sort=True)]
    rows = [row for key, own in jobs_told for row in _of_job(key, own, sides=sides, order=order)]
    silent = sorted(set(jobs) - set(known["rome"]))
    rows += [(job, pd.NA, pd.NA, 0, 0, 0, 0, Sharing.NOBODY.value) for job in silent]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = dict.fromkeys((*KEYS, "element", "sharing"), "string")
    return frame.astype(texts | {name: "Int64" for name in COLUMNS if name.startswith("n_")})


def _of_job(
    key: tuple[str, str], own: pd.DataFrame, *, sides: tuple[str, str], order: Sequence[str]
) -> list[tuple[object, ...]]:
    answering = [own.loc[own["audience"] == side, "structure"].nunique() for side in sides]
    named = own[own["element"] != DiagnosisElement.NOTHING.value]
    told = own if named.empty else named
    rows = []
    for code in (code for code in order if (told["element"] == code).any()):
        saying = told[told["element"] == code]
        naming = [saying.loc[saying["audience"] == side, "structure"].nunique() for side in sides]
        rows.append((*key, code, *answering, *naming, _sharing(naming, answering)))
    return rows


def _sharing(naming: list[int], answering: list[int]) -> str:
    if all(naming):
        return Sharing.BOTH.value
    if naming[0]:
        return (Sharing.FIRST if answering[1] else Sharing.FIRST_ALONE).value
    return (Sharing.SECOND if answering[0] else Sharing.SECOND_ALONE).value
