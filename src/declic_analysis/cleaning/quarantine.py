"""What could not be understood: file, row, column, reason, what was expected. The raw value stays in the raw file."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from declic_analysis.cleaning.labels import KnownLabels
from declic_analysis.errors import Message, message
from declic_analysis.study import Study
from declic_analysis.vocabulary import QuarantineReason, RowState

COLUMNS = ["source", "file", "row", "column", "reason", "expected"]
SAID_BY_MANY = 5
DATES_READ = "2024-03-05 | 05/03/2024 | 5 mars 2024"


def quarantined_rows(rows: pd.DataFrame, *, study: Study) -> pd.DataFrame:
    """Rows that went to quarantine whole."""
    whole = rows[rows["state"] == RowState.QUARANTINED]
    expected = {reason: _expected_of_row(reason, study=study) for reason in whole["fault"].unique()}
    return pd.DataFrame(
        {
            "source": whole["source"],
            "file": whole["file"],
            "row": whole["source_row"],
            "column": whole["fault_column"],
            "reason": whole["fault"],
            "expected": whole["fault"].map(expected).astype("string"),
        }
    )


def _expected_of_row(reason: str, *, study: Study) -> str:
    named: dict[str, Callable[[], list[str]]] = {
        QuarantineReason.UNKNOWN_AUDIENCE: lambda: [a.label.fr for a in study.audiences],
        QuarantineReason.UNKNOWN_TERRITORY: lambda: [t.label.fr for t in study.territories],
        QuarantineReason.UNKNOWN_FORMAT: lambda: [f.label.fr for f in study.formats],
        QuarantineReason.WRONG_WIDTH: lambda: ["autant de cellules que d’en-têtes"],
        QuarantineReason.CONFLICTING_BRANCHES: lambda: ["une seule branche remplie"],
        QuarantineReason.NOT_APPROVED: lambda: ["une réponse approuvée, ou pas encore relue"],
    }
    return " | ".join(named[reason]()) or "–"


def quarantined_dates(rows: pd.DataFrame, *, dates: dict[str, str]) -> pd.DataFrame:
    """Unreadable dates of accepted rows, which stay accepted, without that date.

    Parameters: dates, `answered_on` and `action_on` → header of their column in the file of `rows`.
    """
    accepted = rows[rows["state"] == RowState.ACCEPTED]
    found = [
        _cells(accepted[accepted[f"{name}_unreadable"]], column=header, reason=QuarantineReason.UNREADABLE_DATE)
        for name, header in dates.items()
    ]
    return pd.concat(found, ignore_index=True).assign(expected=DATES_READ) if found else _cells(rows.head(0))


def _cells(rows: pd.DataFrame, *, column: str | None = None, reason: str | None = None) -> pd.DataFrame:
    frame = rows[["source", "file"]].assign(row=rows["source_row"], column=column, reason=reason, expected=None)
    return frame.astype({"column": "string", "reason": "string", "expected": "string"})


def quarantined_cells(answers: pd.DataFrame, *, rows: pd.DataFrame, headers: pd.Series, study: Study) -> pd.DataFrame:
    """Item cells of one file that could not be understood.

    Parameters: answers, of one file; rows, whose index `answers.row` refers to; headers, per column of `answers`.
    """
    wrong = answers[answers["reason"].notna()]
    distinct = wrong[["text", "scale", "reason", "item"]].drop_duplicates()
    told = [_expected(*row, study=study) for row in distinct.itertuples(index=False, name=None)]
    keyed = distinct.assign(expected=pd.Series(told, index=distinct.index, dtype="string"))
    expected = wrong.merge(keyed, on=["text", "scale", "reason", "item"], how="left", validate="many_to_one")
    return pd.DataFrame(
        {
            "source": rows["source"].reindex(wrong["row"]).to_numpy(),
            "file": rows["file"].reindex(wrong["row"]).to_numpy(),
            "row": rows["source_row"].reindex(wrong["row"]).to_numpy(),
            "column": headers.reindex(wrong["column"]).to_numpy(),
            "reason": wrong["reason"].to_numpy(),
            "expected": expected["expected"].to_numpy(),
        },
        columns=COLUMNS,
    )


def _expected(text: str, scale: str, reason: str, item: str, *, study: Study) -> str:
    """What was expected: the levels, after the one that the text is a near miss of. The text is never repeated."""
    if reason == QuarantineReason.CONFLICTING_BRANCHES:
        return "une seule branche remplie"
    if reason == QuarantineReason.UNKNOWN_AUDIENCE:
        labels = {audience.id: audience.label.fr for audience in study.audiences}
        return "cellule vide, ou public : " + " | ".join(labels[audience] for audience in study.item(item).audiences)
    known = KnownLabels(study.scale(scale))
    near = known.near(text)
    return f"« {near} » ? ({known.expected()})" if near else known.expected()


def quarantined_choices(
    asked: pd.DataFrame, *, rows: pd.DataFrame, columns: pd.DataFrame, study: Study
) -> pd.DataFrame:
    """Choice questions of one file that could not be understood: one line per question and submission."""
    wrong = asked[asked["reason"].notna()]
    told = [_expected_option(study, *row) for row in wrong[["question", "reason", "near"]].itertuples(index=False)]
    whose = rows.reindex(wrong["row"])
    return pd.DataFrame(
        {
            "source": whose["source"].to_numpy(),
            "file": whose["file"].to_numpy(),
            "row": whose["source_row"].to_numpy(),
            "column": columns["header"].reindex(wrong["column"]).to_numpy(),
            "reason": wrong["reason"].to_numpy(),
            "expected": told,
        },
        columns=COLUMNS,
    )


def _expected_option(study: Study, question: str, reason: str, near: str | None) -> str:
    asked = study.choice_question(question)
    if reason == QuarantineReason.UNKNOWN_AUDIENCE:
        labels = {audience.id: audience.label.fr for audience in study.audiences}
        return "cellule vide, ou public : " + " | ".join(labels[audience] for audience in asked.audiences)
    known = " | ".join(option.label.fr for option in asked.options)
    return known if pd.isna(near) else f"« {near} » ? ({known})"


def unknown_options(unknown: pd.DataFrame, *, persons: pd.Series, headers: pd.Series) -> pd.DataFrame:
    """Distinct unknown options of one file: column, near, text, n, persons. See `unknown_labels`."""
    frame = pd.DataFrame(
        {
            "column": headers.reindex(unknown["column"]).to_numpy(),
            "near": unknown["near"].fillna("").to_numpy(),
            "text": unknown["text"].fillna("").to_numpy(),
            "person": persons.reindex(unknown["row"]).to_numpy(),
        }
    )
    grouped = frame.groupby(["column", "near", "text"], sort=False)
    return grouped.agg(n=("person", "size"), persons=("person", "nunique")).reset_index()


def unknown_option_remarks(unknown: pd.DataFrame, *, file: str) -> list[Message]:
    """One sentence per unknown option, told as `unknown_label_remarks` tells labels; one for all that are not told."""
    shown = (unknown["near"] != "") | (unknown["persons"] >= SAID_BY_MANY)
    folded = (
        unknown[~shown].groupby("column", sort=False, as_index=False)["n"].sum().assign(near="", text="", persons=0)
    )
    rows = pd.concat([unknown[shown], folded]).to_dict("records")
    return [_sentence(row, file=file, near=row["near"] or None) for row in rows]


def unknown_labels(answers: pd.DataFrame, *, persons: pd.Series, headers: pd.Series) -> pd.DataFrame:
    """Distinct unknown labels of one file: column, scale, text, n, persons.

    Parameters: persons, per label of `answers.row`; headers, per column of `answers`.
    """
    unknown = answers[answers["reason"] == QuarantineReason.UNKNOWN_LABEL]
    frame = pd.DataFrame(
        {
            "column": headers.reindex(unknown["column"]).to_numpy(),
            "scale": unknown["scale"].astype("str").to_numpy(),
            "text": unknown["text"].to_numpy(),
            "person": persons.reindex(unknown["row"]).to_numpy(),
        }
    )
    grouped = frame.groupby(["column", "scale", "text"], sort=False)
    return grouped.agg(n=("person", "size"), persons=("person", "nunique")).reset_index()


def unknown_label_remarks(unknown: pd.DataFrame, *, file: str, study: Study) -> list[Message]:
    """One sentence per unknown label. Its text is told only when it is near a known label or five persons gave it:
    otherwise it may be a free text that names somebody, and the quarantine tells file, row and column.
    """
    return [_remark(row, file=file, study=study) for row in unknown.to_dict("records")]


def _remark(row: dict, *, file: str, study: Study) -> Message:
    return _sentence(row, file=file, near=KnownLabels(study.scale(row["scale"])).near(row["text"]))


def _sentence(row: dict, *, file: str, near: str | None) -> Message:
    shown = near is not None or row["persons"] >= SAID_BY_MANY
    what = f" « {row['text']} »" if shown else ""
    fr = f" Vouliez-vous dire « {near} » ?" if near else ""
    en = f" Did you mean « {near} »?" if near else ""
    mend_fr = "Ajoutez ce texte à « codes: » s’il en fait partie." if shown else "Voir la quarantaine."
    mend_en = "Add this text to `codes:` if it belongs there." if shown else "See the quarantine."
    return message(
        fr=f"{file}, colonne « {row['column']} » : réponse inconnue{what}, {row['n']} fois.{fr} {mend_fr}",
        en=f"{file}, column « {row['column']} »: unknown answer{what}, {row['n']} times.{en} {mend_en}",
    )
