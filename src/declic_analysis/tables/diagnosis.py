"""The shared diagnosis as a display table."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.study import Study
from declic_analysis.vocabulary.diagnosis import Sharing
from declic_analysis.wording.diagnosis import (
    element_words,
    job_words,
    naming_words,
    posts_words,
    public_words,
    sharing_words,
    sides_of,
)
from declic_analysis.wording.texts import capital, say


def diagnosis_table(
    diagnosis: Published, *, study: Study, jobs: Published | None = None, lang: str = "fr"
) -> pd.DataFrame:
    """One row an element shown of a published `shared_diagnosis`: job, public, what is named, who names it.

    Parameters: jobs, a published `jobs_to_fill`: the posts of each job. Jobs of which nobody speaks have no row: a
    sentence names them (`wording.diagnosis_sentences`).
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(diagnosis, kind="diagnosis").shown
    rows = rows[~rows["sharing"].eq(Sharing.NOBODY.value).fillna(False)]
    lines = [row for _, row in rows.iterrows()]
    elements = [element_words(row["element"], study=study, lang=lang) for row in lines]
    publics = [public_words(code, study=study, lang=lang) for code in rows["concerned"]]
    columns = {
        say("diagnosis_job", lang=lang): [job_words(code, study=study, lang=lang) for code in rows["rome"]],
        say("diagnosis_to_fill", lang=lang): [posts_words(code, jobs, lang=lang) or "–" for code in rows["rome"]],
        say("diagnosis_public", lang=lang): [capital(public) for public in publics],
        say("diagnosis_kind", lang=lang): [kind for kind, _ in elements],
        say("diagnosis_element", lang=lang): [element for _, element in elements],
        say("diagnosis_state", lang=lang): [sharing_words(row["sharing"], study=study, lang=lang) for row in lines],
    }
    for place, side in zip(("first", "second"), sides_of(study, lang=lang), strict=True):
        header = say("diagnosis_naming", lang=lang, side=side)
        columns[header] = [naming_words(row, place, lang=lang) for row in lines]
    return pd.DataFrame(columns, dtype="str")
