"""The shared diagnosis as a display table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.wording.diagnosis import element_words, naming_words, public_words, sharing_words
from declic_analysis.wording.texts import capital, say


def diagnosis_table(diagnosis: Published, *, sides: Sequence[str], lang: str = "fr") -> pd.DataFrame:
    """One row an element shown of a published `shared_diagnosis`; sides, names of both audiences, in order.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(diagnosis, kind="diagnosis").shown
    lines = [row for _, row in rows.iterrows()]
    elements = [element_words(row["element"], lang=lang) for row in lines]
    columns = {
        say("diagnosis_job", lang=lang): rows["rome"].tolist(),
        say("diagnosis_public", lang=lang): [capital(public_words(code, lang=lang)) for code in rows["concerned"]],
        say("diagnosis_kind", lang=lang): [kind for kind, _ in elements],
        say("diagnosis_element", lang=lang): [element for _, element in elements],
        say("diagnosis_state", lang=lang): [sharing_words(row["sharing"], sides=sides, lang=lang) for row in lines],
    }
    for place, side in zip(("first", "second"), sides, strict=True):
        header = say("diagnosis_naming", lang=lang, side=side)
        columns[header] = [naming_words(row, place, lang=lang) for row in lines]
    return pd.DataFrame(columns, dtype="str")
