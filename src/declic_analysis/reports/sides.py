"""The programme's own side of a study that has a comparison group: every page but the comparison is about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis.vocabulary import Group

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected

CANDIDATES = ("candidates", "events", "hires")


def programme_side(everyone: Selected) -> Selected:
    """`everyone` without the people of the comparison group; they stay in its `both`, for the comparison alone.

    People whose group nobody told stay: they are the programme's until told otherwise.
    """
    if everyone.study.comparison_group is None:
        return everyone
    tables = everyone.registers
    people, candidates = (
        _compared(tables.get("participants"), "person"),
        _compared(tables.get("candidates"), "candidate"),
    )
    left = {name: _without(tables[name], "candidate", candidates) for name in CANDIDATES if name in tables}
    left |= {"participants": _without(tables["participants"], "person", people)} if "participants" in tables else {}
    left |= {"verbatims": _without(tables["verbatims"], "person", people)} if "verbatims" in tables else {}
    return replace(
        everyone,
        responses=_without(everyone.responses, "person", people),
        invited=_without(everyone.invited, "person", people),
        registers=_Tables(tables, left),
        both=everyone,
    )


def _compared(people: pd.DataFrame | None, who: str) -> set[str]:
    if people is None or "group" not in people:
        return set()
    return set(people.loc[(people["group"] == Group.COMPARISON.value).fillna(False), who])


def _without(frame: pd.DataFrame, who: str, people: set[str]) -> pd.DataFrame:
    return frame[~frame[who].isin(list(people))]


class _Tables(Mapping[str, pd.DataFrame]):
    """The contract tables, some of them with fewer rows; the others are still expanded only when they are read."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], left: dict[str, pd.DataFrame]) -> None:
        self._tables, self._left = tables, left

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._left[name] if name in self._left else self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)
