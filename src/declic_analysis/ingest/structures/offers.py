"""Names that nobody decided on: what is offered in `structure_matches.csv`, and what the screen says of them.

A structure column may hold a person's name. The text of a name is printed only when it is a near miss of a known one
or five persons wrote it; otherwise file, column and lines. The decision file holds the names, and stays beside the raw
files.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from declic_analysis.errors import Message, message
from declic_analysis.ingest.structures.candidates import name_candidates, near_names
from declic_analysis.ingest.structures.decisions import FILE, HEADERS, HOW, Decisions, add_lines
from declic_analysis.ingest.structures.register import UNMATCHED, Register

SAID_BY_MANY = 5
LINES_TOLD = 10
NAMES_TOLD = 20  # a column; the decision file has them all
MOST_OFFERED = 1000  # more lines than a person decides in one sitting; the next build offers the others


def all_unmatched(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Frames of `unmatched` together, empty ones included."""
    kept = [frame for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=UNMATCHED)


def offers(names: pd.DataFrame, *, register: Register, decisions: Decisions) -> pd.DataFrame:
    """Lines to add to the decision file: names without a line there, the most frequent first.

    Parameters: names, as `all_unmatched`. Returns: columns of `decisions.HEADERS`.
    """
    new = names[(names["key"] != "") & ~names["key"].isin(decisions.listed)]
    spellings = (
        new.groupby(["key", "text"]).size().reset_index(name="n").sort_values(["n", "text"], ascending=[False, True])
    )
    counted = spellings.groupby("key", sort=False).agg(text=("text", "first"), n=("n", "sum"))
    chosen = counted.sort_values(["n", "text"], ascending=[False, True]).head(MOST_OFFERED)
    near = name_candidates(chosen["text"], register=register)
    suggested = {name: part.to_dict("records") for name, part in near.groupby("name")}
    texts, counts = chosen["text"].astype("str").tolist(), chosen["n"].astype("int64").tolist()
    rows = [_line(text, n, suggested.get(text, [])) for text, n in zip(texts, counts, strict=True)]
    return pd.DataFrame(rows, columns=list(HEADERS))


def _line(text: str, n: int, near: list[dict]) -> dict[str, str]:
    cells = {"nom écrit": text, "lignes": str(n)}
    for one in near:
        cells |= {
            f"proche {one['rank']}": f"{one['structure']} ({one['label']})",
            f"score {one['rank']}": str(one["score"]),
        }
    return dict.fromkeys(HEADERS, "") | cells


def offer(folder: Path, offered: pd.DataFrame) -> list[Message]:
    """Write the offers; say how many, or why not."""
    if offered.empty:
        return []
    try:
        n = add_lines(folder, offered)
    except OSError:
        return [
            message(
                fr=f"{FILE} ne peut pas être écrit (ouvert ailleurs ?) : fermez-le et relancez « declic build ».",
                en=f"{FILE} cannot be written (open in a spreadsheet?): close it and run `declic build` again.",
            )
        ]
    left = len(offered) - n
    return [_added(n), *([_left(left)] if left else [])]


def _added(n: int) -> Message:
    s = "s" * (n > 1)
    return message(
        fr=f"{FILE} : {n} nom{s} de structure ajouté{s}. Remplissez la colonne « {HOW} », "
        "puis relancez « declic build ».",
        en=f"{FILE}: {n} structure name{s} added. Fill the column « {HOW} », then run `declic build` again.",
    )


def _left(n: int) -> Message:
    return message(
        fr=f"{FILE} : noms que son encodage ne peut pas écrire : {n}. Enregistrez-le en « CSV UTF-8 » et relancez.",
        en=f"{FILE}: names that its encoding cannot write: {n}. Save it as CSV UTF-8 and run again.",
    )


def to_come(offered: pd.DataFrame) -> list[Message]:
    """What `declic check` says in place of writing."""
    n = len(offered)
    if not n:
        return []
    return [
        message(
            fr=f"Noms de structures à décider : {n}. « declic build » les proposera dans {FILE}.",
            en=f"Structure names to decide on: {n}. `declic build` will offer them in {FILE}.",
        )
    ]


def saved_elsewhere(folder: Path) -> list[Message]:
    """A person who saved the decisions as a workbook learns that it is not read."""
    others = sorted(
        path.name for path in folder.glob(f"{Path(FILE).stem}*.*") if path.suffix in (".xlsx", ".xls", ".ods")
    )
    return [
        message(
            fr=f"{name} n’est pas lu : enregistrez-le en CSV, sous le nom {FILE}.",
            en=f"{name} is not read: save it as CSV, under the name {FILE}.",
        )
        for name in others
    ]


def waiting(names: pd.DataFrame, *, decisions: Decisions) -> list[Message]:
    """How many names that have a line in the file still have no decision."""
    n = names.loc[names["key"].isin(decisions.listed), "key"].nunique()
    if not n:
        return []
    return [
        message(
            fr=f"{FILE} : noms sans décision : {n}. Leurs lignes restent sans structure.",
            en=f"{FILE}: names without a decision: {n}. Their rows stay without a structure.",
        )
    ]


def name_remarks(names: pd.DataFrame, *, register: Register) -> list[Message]:
    """One sentence for each name that may be printed, and one for the others of a column, by their lines."""
    if names.empty:
        return []
    labels = near_names(names["text"].unique(), register=register)
    remarks: list[Message] = []
    for where, part in names.groupby(["file", "column"], sort=False):
        file, column = map(str, where)
        counted = part.groupby("key", sort=False).agg(
            text=("text", "first"), n=("row", "size"), people=("person", "nunique")
        )
        shown = counted[counted["text"].isin(labels) | (counted["people"] >= SAID_BY_MANY)].query("key != ''")
        told = shown.sort_values("n", ascending=False, kind="stable").head(NAMES_TOLD)
        remarks += [_named(row, file=file, column=column, near=labels.get(str(row.text))) for row in told.itertuples()]
        remarks += [_more(len(shown) - len(told), file=file, column=column)] if len(shown) > len(told) else []
        hidden = part.loc[~part["key"].isin(shown.index), "row"]
        remarks += [_unnamed(hidden.tolist(), file=file, column=column)] if len(hidden) else []
    return remarks


def _named(row: Any, *, file: str, column: str, near: str | None) -> Message:
    text, n = row.text, row.n
    fr, en = (f" ; proche de « {near} »", f"; near « {near} »") if near else ("", "")
    return message(
        fr=f"{file}, colonne « {column} » : structure inconnue « {text} », {n} fois{fr}.",
        en=f"{file}, column « {column} »: unknown structure « {text} », {n} times{en}.",
    )


def _more(n: int, *, file: str, column: str) -> Message:
    return message(
        fr=f"{file}, colonne « {column} » : autres structures inconnues : {n} (voir {FILE}).",
        en=f"{file}, column « {column} »: other unknown structures: {n} (see {FILE}).",
    )


def _unnamed(rows: list[int], *, file: str, column: str) -> Message:
    told = ", ".join(map(str, rows[:LINES_TOLD])) + (" …" if len(rows) > LINES_TOLD else "")
    return message(
        fr=f"{file}, colonne « {column} » : structures inconnues, lignes {told} (noms non affichés).",
        en=f"{file}, column « {column} »: unknown structures, lines {told} (names not shown).",
    )
