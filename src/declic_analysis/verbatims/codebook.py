"""The study's themes as a frame: what is looked for, in whose answers, under which words."""

from __future__ import annotations

import pandas as pd

from declic_analysis.study import Study

COLUMNS = ("theme", "audience", "valence", "construct", "label_fr", "label_en", "expressions", "exceptions")


def theme_codebook(study: Study) -> pd.DataFrame:
    """One row a theme and audience, in the study's order: theme, audience, valence, construct (missing where none),
    label_fr, label_en, expressions and exceptions (tuples of texts).
    """
    everyone = [audience.id for audience in study.audiences]
    rows = [
        (
            *(theme.id, audience, theme.valence.value, theme.construct_id, theme.label.fr, theme.label.of("en")),
            *(tuple(theme.expressions), tuple(theme.exceptions)),
        )
        for theme in study.themes
        for audience in theme.audiences or everyone
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
