"""Choice questions → which options each person chose, of those offered; nothing of what they wrote themselves.

A question of a submission is one cell of the ledger: substantive when something was chosen or declined, empty when all
its cells are, non-substantive when only "je ne sais pas" was given, quarantined when a part of it is unknown.
"""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.cleaning.answers import EMPTY, OFF, QUARANTINED, SUBSTANTIVE
from declic_analysis.cleaning.options import KnownOptions, Reading
from declic_analysis.cleaning.responses import OF_ROW
from declic_analysis.study.choices import ABSENT, NO, OTHER, WORDS, YES, ChoiceQuestion
from declic_analysis.study.model import Study
from declic_analysis.vocabulary import QuarantineReason

log = logging.getLogger(__name__)


class Cleaned(NamedTuple):
    """asked: one row per question and submission (row, column, question, state, reason, near, other);
    options: one row per submission, question and option offered (row, column, option, selected);
    unknown: the texts that are no option (row, column, near, text), for remarks only.
    """

    asked: pd.DataFrame
    options: pd.DataFrame
    unknown: pd.DataFrame


def clean_choices(cells: pd.DataFrame, *, columns: pd.DataFrame, audiences: pd.Series, study: Study) -> Cleaned:
    """Every choice question of accepted rows, understood.

    Parameters: cells, row, column, option, mark, text; columns, per column wave, question, header, joined_by;
    audiences, audience id per accepted row. Cells of other rows are passed over.
    """
    cells = cells[cells["row"].isin(audiences.index)]
    parts = [
        _clean_question(cells[cells["column"] == k], column=k, row=row, audiences=audiences, study=study)
        for k, row in enumerate(columns.to_dict("records"))
    ]
    done = Cleaned(*(pd.concat(found, ignore_index=True) for found in zip(*parts, strict=True))) if parts else NOTHING
    unknown = int((done.asked["state"] == QUARANTINED).sum())
    log.info("choice questions: %d of %d quarantined", unknown, len(done.asked))
    return done


def _clean_question(cells: pd.DataFrame, *, column: int, row: dict, audiences: pd.Series, study: Study) -> Cleaned:
    question = study.choice_question(str(row["question"]))
    known = KnownOptions(question, joined_by=str(row["joined_by"]))
    votes = _votes(cells, known)
    asked = _asked(votes, rows=audiences.index, question=question).pipe(_of_audience, audiences, question=question)
    kept = asked.index[asked["state"] == SUBSTANTIVE]
    options = _offered(votes, rows=kept, question=question)
    whole = asked.rename_axis("row").reset_index().assign(column=column, question=question.id)
    unknown = votes.loc[votes["reason"] == QuarantineReason.UNKNOWN_OPTION, ["row", "near", "text"]]
    return Cleaned(whole, options.assign(column=column), unknown.assign(column=column))


def _votes(cells: pd.DataFrame, known: KnownOptions) -> pd.DataFrame:
    """One row per cell and option it speaks of: row, option, vote, other, off, reason, near, text.

    Each distinct cell is read once.
    """
    said = cells.assign(text=cells["text"].where(cells["mark"] == WORDS, ""))
    distinct = (
        said[["option", "mark", "text"]].drop_duplicates().reset_index(drop=True).rename_axis("key").reset_index()
    )
    keyed = said.merge(distinct, on=["option", "mark", "text"], how="left", validate="many_to_one")
    lines = [
        (key, *vote)
        for key, option, mark, text in distinct.itertuples(index=False, name=None)
        for vote in _votes_of(None if pd.isna(option) else option, mark, text, known=known)
    ]
    table = pd.DataFrame(lines, columns=["key", *Vote._fields]).astype(VOTE_TYPES)
    return keyed[["row", "key"]].merge(table, on="key", how="inner", validate="many_to_many").drop(columns="key")


class Vote(NamedTuple):
    """What a cell says of one option, of the respondent's own words, or of nothing that is understood."""

    option: str | None = None
    vote: str = YES
    other: bool = False
    off: bool = False
    reason: str | None = None
    near: str | None = None
    text: str | None = None


VOTE_TYPES: dict[str, Any] = {
    "key": "int64",
    "option": "str",
    "vote": "str",
    "other": bool,
    "off": bool,
    "reason": "str",
    "near": "str",
    "text": "str",
}


def _votes_of(option: str | None, mark: str, text: str, *, known: KnownOptions) -> list[Vote]:
    if option is None:
        return _said(known.read(text)) if mark == WORDS else []
    if option == OTHER and known.question.other:
        return [Vote(other=True)] if mark in (YES, WORDS) else []
    if option not in known.ids:  # a column that the study does not know matters where it is ticked
        unknown = Vote(reason=QuarantineReason.UNKNOWN_OPTION.value, near=known.near(option), text=option)
        return [unknown] if mark in (YES, WORDS) else []
    if mark != WORDS:
        return [Vote(option, mark)]
    reading = known.read(text)
    if reading.options == (option,):
        return [Vote(option)]
    return [Vote(reason=reading.reason or QuarantineReason.UNKNOWN_OPTION.value, near=reading.near)]


def _said(reading: Reading) -> list[Vote]:
    if reading.reason:
        return [Vote(reason=reading.reason, near=reading.near, text=text) for text in reading.unknown or (None,)]
    beside = [Vote(other=reading.other, off=reading.off)] if reading.other or reading.off else []
    return [*map(Vote, reading.options), *beside]


def _asked(votes: pd.DataFrame, *, rows: pd.Index, question: ChoiceQuestion) -> pd.DataFrame:
    """Per submission: state, reason, near, other."""
    by_row = votes.groupby("row")
    said = votes["vote"].isin([YES, NO]).groupby(votes["row"]).any().reindex(rows, fill_value=False)
    chosen = votes[(votes["vote"] == YES) & ~votes["off"]].drop_duplicates(["row", "option", "other"])
    n = chosen.groupby("row").size().reindex(rows, fill_value=0)
    reason = by_row["reason"].first().reindex(rows)
    reason = reason.mask((n > 1) & (not question.multiple) & reason.isna(), QuarantineReason.SEVERAL_OPTIONS.value)
    off = by_row["off"].any().reindex(rows, fill_value=False) & (n == 0)
    state = np.select([reason.notna(), ~said, off], [QUARANTINED, EMPTY, OFF], default=SUBSTANTIVE)
    found = {"state": pd.Series(state, index=rows, dtype="int8"), "reason": reason.astype("string")}
    found["near"] = by_row["near"].first().reindex(rows).astype("string")
    return pd.DataFrame(found | {"other": by_row["other"].any().reindex(rows, fill_value=False).astype(bool)})


def _of_audience(asked: pd.DataFrame, audiences: pd.Series, *, question: ChoiceQuestion) -> pd.DataFrame:
    """Answers of people whom the study does not ask go to quarantine."""
    wrong = ~audiences.isin(question.audiences) & (asked["state"] != EMPTY)
    return asked.assign(
        state=asked["state"].mask(wrong, QUARANTINED).astype("int8"),
        reason=asked["reason"].mask(wrong, QuarantineReason.UNKNOWN_AUDIENCE.value),
    )


def _offered(votes: pd.DataFrame, *, rows: pd.Index, question: ChoiceQuestion) -> pd.DataFrame:
    """One row per submission and option offered; an option that a person was not shown has none."""
    ids = pd.Index([*(option.id for option in question.options), *([OTHER] if question.other else [])])
    line = rows.get_indexer(pd.Index(votes["row"]))
    at = ids.get_indexer(pd.Index(votes["option"].mask(votes["other"], OTHER)))
    inside = (line >= 0) & (at >= 0)
    marks = {}
    for mark in (YES, ABSENT):
        here = inside & (votes["vote"] == mark).to_numpy()
        marks[mark] = np.zeros((len(rows), len(ids)), dtype=bool)
        marks[mark][line[here], at[here]] = True
    k, option = np.nonzero(marks[YES] | ~marks[ABSENT])
    selected = pd.array(marks[YES][k, option], dtype="boolean")
    return pd.DataFrame({"row": rows.take(k), "option": ids.take(option), "selected": selected})


def _nothing(**types: object) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in types.items()})  # type: ignore[call-overload]


NOTHING = Cleaned(
    _nothing(row="int64", state="int8", reason="string", near="string", other=bool, column="int64", question="str"),
    _nothing(row="int64", option="str", selected="boolean", column="int64"),
    _nothing(row="int64", near="str", text="str", column="int64"),
)


def choices_of(cleaned: Cleaned, *, rows: pd.DataFrame, columns: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """The contract's `choices` of one file, in the order of its lines, then of the study's columns and options.

    Parameters: rows, whose index `cleaned` refers to; columns, per question and wave; prefix, how the file's
    submissions are called.
    """
    kept = cleaned.options
    line = rows.index.get_indexer(pd.Index(kept["row"]))
    order = np.lexsort((np.arange(len(kept)), kept["column"], rows["source_row"].to_numpy()[line]))
    kept, line = kept.iloc[order], line[order]
    column = kept["column"].to_numpy(dtype="int64")
    numbers, keys = rows["source_row"].to_numpy()[line], columns["wave_key"].to_numpy(dtype=object)[column]
    return pd.DataFrame(
        {
            "response": pd.array([f"{prefix}:{n}:{key}" for n, key in zip(numbers, keys, strict=True)], dtype="string"),
            **{name: rows[name].array.take(line) for name in (*OF_ROW, "source", "source_row")},
            **{name: columns[name].array.take(column) for name in ("wave", "month", "question")},
            "source_column": columns["header"].array.take(column),
            **{name: kept[name].array for name in ("option", "selected")},
        }
    )
