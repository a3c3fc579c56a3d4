"""Which group a respondent is in, where the study has a comparison group."""

from __future__ import annotations

import pandas as pd

from declic_analysis.ingest.cells import Reader
from declic_analysis.ingest.headers import header_key
from declic_analysis.study.comparison import GroupColumn
from declic_analysis.vocabulary import Group


def with_group(rows: pd.DataFrame, reader: Reader) -> tuple[pd.DataFrame, int]:
    """Rows with `group` (a code of `vocabulary.Group`, missing where it is not told), and how many tell it in words
    that the study does not know: those answers count, on no side of the comparison.
    """
    rule = reader.source.group
    if rule is None or rule.column is None:
        fixed = rule.value.value if rule and rule.value else None
        return rows.assign(group=pd.Series(fixed, index=rows.index, dtype="string")), 0
    texts = reader.text(rule.column).fillna("?")  # two branches filled: not told
    known = _spellings(rule)
    group = texts.map({text: known.get(header_key(text)) for text in texts.unique()}).astype("string")
    return rows.assign(group=group), int((group.isna() & (texts != "")).sum())


def _spellings(rule: GroupColumn) -> dict[str, str]:
    """The study's own texts; without any, the codes and labels of `vocabulary.Group`."""
    told = {Group.PROGRAMME: rule.programme, Group.COMPARISON: rule.comparison}
    own = {header_key(text): group.value for group, texts in told.items() for text in texts}
    return own or {header_key(text): group.value for group in Group for text in (group.value, *group.label)}
