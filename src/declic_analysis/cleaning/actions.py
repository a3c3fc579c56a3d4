"""Answers that name their action only: territory, format and date come from the register of actions."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from declic_analysis.cleaning.labels import label_key
from declic_analysis.errors import Message, message

TAKEN = ("territory", "format", "action_on")
HEADERS = {"territory": "territoire", "format": "format", "action_on": "jour"}


class Completed(NamedTuple):
    """rows: with what the register says; n_filled, n_unknown, differing (field → rows): for the ledger."""

    rows: pd.DataFrame
    n_filled: int
    n_unknown: int
    differing: dict[str, int]


def fill_from_actions(rows: pd.DataFrame, *, actions: pd.DataFrame) -> Completed:
    """Rows of survey answers with the territory, format and date of their action, where they lack them.

    Parameters: rows, with action, territory, format, action_on, fault; actions, the contract table. What a row says
    itself is kept, also where the register says otherwise: that is counted. A reference is taken whatever its capitals.
    """
    listed = {label_key(action): action for action in actions["action"]}
    written = rows["action"]
    known = written.map(lambda text: listed.get(label_key(text)), na_action="ignore").astype("string")
    facts = actions.set_index("action")
    faulty = rows["fault"].notna()  # a row set aside for another reason is left as it is
    filled = pd.Series(False, index=rows.index)
    found: dict[str, pd.Series] = {"action": known.fillna(written)}
    differing: dict[str, int] = {}
    for name in TAKEN:
        told = known.map(facts[name].to_dict()).astype(rows[name].dtype)
        lacking = rows[name].isna() & told.notna() & ~faulty
        filled |= lacking
        found[name] = rows[name].mask(lacking, told)
        differing[name] = int((_day(rows[name]) != _day(told)).where(rows[name].notna() & told.notna(), False).sum())
    unknown = int((written.notna() & known.isna()).sum())
    return Completed(rows.assign(**found), int(filled.sum()), unknown, {k: n for k, n in differing.items() if n})


def action_remarks(done: Completed, *, file: str) -> list[Message]:
    """One sentence per kind of disagreement between the answers of a file and the register of actions."""
    told = [
        message(
            fr=f"{file} : {n} réponse(s) disent un autre {HEADERS[name]} que le registre des actions ; ce que la "
            "réponse dit est gardé.",
            en=f"{file}: {n} answer(s) say another {name} than the register of actions; what the answer says is kept.",
        )
        for name, n in done.differing.items()
    ]
    if done.n_unknown:
        told.append(
            message(
                fr=f"{file} : {done.n_unknown} réponse(s) citent une action absente du registre des actions.",
                en=f"{file}: {done.n_unknown} answer(s) name an action absent from the register of actions.",
            )
        )
    return told


def _day(column: pd.Series) -> pd.Series:
    return column.dt.normalize() if column.dtype.kind == "M" else column
