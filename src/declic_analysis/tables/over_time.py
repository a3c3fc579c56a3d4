"""Key figures of several reports or periods as display tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.wording.history import figure_difference, figure_name, figure_value
from declic_analysis.wording.texts import capital, say

NOTHING = "–"


def since_table(
    figures: Published, *, names: Mapping[str, str], moments: tuple[str, str], lang: str = "fr"
) -> pd.DataFrame:
    """One row a key figure: then, now, the difference.

    Parameters: a published `over_time` of two points a line, `at` 0 and 1, with difference, difference_low and
    difference_high at 1; names, of audiences; moments, the words for the two.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(figures, kind="over_time").frame
    then, now = (rows[rows["at"] == k] for k in (0, 1))
    header = [
        capital(say("key_figure", lang=lang)),
        *(capital(m) for m in moments),
        capital(say("difference", lang=lang)),
    ]
    cells = [
        [
            figure_name(row, names=names, lang=lang),
            figure_value(before, lang=lang),
            figure_value(row, lang=lang),
            figure_difference(row, lang=lang) or NOTHING,
        ]
        for (_, before), (_, row) in zip(then.iterrows(), now.iterrows(), strict=True)
    ]
    return pd.DataFrame(cells, columns=header, dtype="str")
