"""Dates as exports write them. The order of day and month is declared, never guessed row by row."""

from __future__ import annotations

import pandas as pd

ANONYMISED = pd.Timestamp("1980-01-01")  # LimeSurvey's date for an anonymised submission
EXCEL_EPOCH = "1899-12-30"
FORMATS = {
    "dmy": ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d/%m/%y %H:%M:%S", "%d/%m/%y %H:%M", "%d/%m/%y"),
    "mdy": ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%m/%d/%y %H:%M:%S", "%m/%d/%y %H:%M", "%m/%d/%y"),
    "ymd": ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d"),
}
FRENCH = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")


def parse_dates(texts: pd.Series, *, order: str) -> pd.Series:
    """Dates of a text column: ISO first, then spreadsheet serial numbers, then slashed dates in `order`.

    Parameters: texts, empty where there is no date; `order`, `dmy`, `mdy` or `ymd`. A `ymd` tool re-saved by a French
    spreadsheet writes dd/mm/yyyy, so slashed dates with the year last are then read day first.
    Returns: datetime64, missing where the text is empty, unreadable, or the tool's mark of an anonymised date.
    """
    distinct = texts[texts != ""].drop_duplicates()
    found = distinct.map(dict(zip(distinct, _parsed(distinct, order=order), strict=True)))
    dates = texts.map(dict(zip(distinct, found, strict=True)))
    dates = pd.to_datetime(dates)
    return dates.mask(dates.dt.normalize() == ANONYMISED)


def unreadable_dates(texts: pd.Series, dates: pd.Series) -> pd.Series:
    """True where a text stands but no date could be read from it (an anonymised date is readable)."""
    return (texts != "") & dates.isna() & ~texts.str.startswith("1980-01-01")


def _parsed(texts: pd.Series, *, order: str) -> pd.Series:
    plain = texts.str.replace(r"(Z|[+-]\d{2}:?\d{2})$", "", regex=True).str.replace(r"[.]\d+$", "", regex=True)
    plain = plain.str.replace("T", " ", regex=False).str.replace(
        r"[.-](?=\d{1,2}[.-]\d{4})|(?<=\d[.-]\d{2})[.-](?=\d{4})", "/", regex=True
    )
    dates = pd.to_datetime(plain, format="ISO8601", errors="coerce")
    serial = pd.to_numeric(plain.where(plain.str.fullmatch(r"\d{5}([.]\d+)?")), errors="coerce")
    dates = dates.where(
        dates.notna() & ~plain.str.fullmatch(r"\d{5}"), pd.to_datetime(serial, unit="D", origin=EXCEL_EPOCH)
    )
    for layout in FORMATS[order] + (FRENCH if order == "ymd" else ()):
        dates = dates.fillna(pd.to_datetime(plain, format=layout, errors="coerce"))
    return dates.dt.floor("s").astype("datetime64[ns]")
