"""Change by kind of SIAE visited, question by question."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.dots import Kind, dots, numbers
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import sentence_figure
from declic_analysis.vocabulary import Profile
from declic_analysis.wording.targeting import kind_words
from declic_analysis.wording.texts import say

SHIFT = Kind("raw_short", "net_shift", "low", "high", "diamond", palette.MOVED)


def visits_figure(
    profiles: Published, *, labels: Mapping[str, str], table: pd.DataFrame, note: str, lang: str = "fr"
) -> Picture:
    """Net shift of each question of a published `visit_profiles` by kind of SIAE, in points, with its interval.

    Parameters: labels, item → question; table, its twin; note. Raises: ContractError, for a bare frame.
    """
    rows = require_published(profiles, kind="visit_profiles").shown
    rows = rows[rows["characteristic"] == Profile.SIAE_KIND.value]
    title = say("visits_title", lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    told = {"head": [labels.get(item, item) for item in rows["item"]],
            "label": [kind_words(kind, lang=lang) for kind in rows["siae_kind"]]}  # fmt: skip
    drawn = rows.assign(**{name: pd.Series(values, index=rows.index, dtype="str") for name, values in told.items()})
    said = [say("alt_groups_item", lang=lang, group=f"{row['head']}, {row['label']}",
                value=numbers(row, SHIFT, lang=lang)) for _, row in drawn.iterrows()]  # fmt: skip
    return Picture(
        dots(drawn, kinds=[SHIFT], lang=lang), title, " ".join([say("alt_visits", lang=lang), *said]), note, table
    )
