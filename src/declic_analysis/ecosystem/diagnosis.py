"""The shared diagnosis: what each side names for a job and a public, and where they agree, differ or are silent."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.vocabulary.diagnosis import DiagnosisElement, Public, Sharing

KEYS = ("rome", "concerned")
COLUMNS = (*KEYS, "element", "n_first_answering", "n_second_answering", "n_first_naming", "n_second_naming", "sharing")


def shared_diagnosis(answers: pd.DataFrame, *, sides: tuple[str, str], jobs: Iterable[str] = ()) -> pd.DataFrame:
    """One row per job × public × element that a side names; one for a job × public of which nothing is named.

    Parameters: answers, the contract table `diagnosis`; sides, both audiences in the order told; jobs, ROME codes
    looked for elsewhere (by candidates): one of which nobody says anything has a row, without a public.
    Returns: rome, concerned, element; n_first_answering and n_second_answering, structures of each side that answered
    for this job and public at all (“nothing to say” is an answer); n_first_naming, n_second_naming, those that name
    the element; sharing (`vocabulary.diagnosis.Sharing`). A side that answered and does not name an element differs
    from one that did not answer. Rows without a structure, or of another audience, are not counted.
    Raises: ContractError, when a column is missing.
    """
    require(answers, ["rome", "concerned", "element", "audience", "structure"], table="diagnosis")
    known = answers[answers["audience"].isin(sides) & answers["structure"].notna()]
    known = known.assign(concerned=known["concerned"].fillna(Public.ALL.value))
    jobs_told = [((str(rome), str(whom)), own) for (rome, whom), own in known.groupby(list(KEYS), sort=True)]
    rows = [row for key, own in jobs_told for row in _of_job(key, own, sides=sides)]
    silent = sorted(set(jobs) - set(known["rome"]))
    rows += [(job, pd.NA, pd.NA, 0, 0, 0, 0, Sharing.NOBODY.value) for job in silent]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = dict.fromkeys((*KEYS, "element", "sharing"), "string")
    return frame.astype(texts | {name: "Int64" for name in COLUMNS if name.startswith("n_")})


def _of_job(key: tuple[str, str], own: pd.DataFrame, *, sides: tuple[str, str]) -> list[tuple[object, ...]]:
    answering = [own.loc[own["audience"] == side, "structure"].nunique() for side in sides]
    named = own[own["element"] != DiagnosisElement.NOTHING.value]
    codes = [code for code in DiagnosisElement.codes() if (named["element"] == code).any()]
    rows = []
    for code in codes:
        told = named[named["element"] == code]
        naming = [told.loc[told["audience"] == side, "structure"].nunique() for side in sides]
        rows.append((*key, code, *answering, *naming, _sharing(naming, answering)))
    return rows


def _sharing(naming: list[int], answering: list[int]) -> str:
    if all(naming):
        return Sharing.BOTH.value
    if naming[0]:
        return (Sharing.FIRST if answering[1] else Sharing.FIRST_ALONE).value
    return (Sharing.SECOND if answering[0] else Sharing.SECOND_ALONE).value
