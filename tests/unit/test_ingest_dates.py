"""Dates in the forms that tools, spreadsheets and people write."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis.ingest.dates import read_date, read_dates

DAY = "2024-03-05"


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2024-03-05", "dmy", DAY),
        ("2024-03-05 14:07:09", "mdy", f"{DAY} 14:07:09"),
        ("2024-03-05T14:07:09.123Z", "dmy", f"{DAY} 14:07:09"),
        ("2024-03-05T14:07:09+01:00", "dmy", f"{DAY} 14:07:09"),
        ("2024/03/05 2:07:09 pm CET", "dmy", f"{DAY} 14:07:09"),  # Google Forms, English
        ("2024/03/05 12:07:09 am UTC+2", "dmy", f"{DAY} 00:07:09"),
        ("05/03/2024", "dmy", DAY),
        ("03/05/2024", "mdy", DAY),
        ("05/03/2024 - 14:07", "dmy", f"{DAY} 14:07"),  # Drupal webform
        ("mar, 05/03/2024 - 14:07", "dmy", f"{DAY} 14:07"),
        ("05/03/2024 14:07", "ymd", f"{DAY} 14:07"),  # LimeSurvey saved again by a French spreadsheet
        ("24/03/05", "ymd", DAY),
        ("3/5/24 14:07:09", "mdy", f"{DAY} 14:07:09"),  # Microsoft Forms
        ("5.3.2024", "dmy", DAY),
        ("5 mars 2024", "mdy", DAY),
        ("5 Mars, 2024 - 14:07", "dmy", f"{DAY} 14:07"),
        ("mardi 5 mars 2024 à 14h07", "dmy", f"{DAY} 14:07"),
        ("1er août 2024", "dmy", "2024-08-01"),
        ("Tuesday, March 5, 2024", "dmy", DAY),
        ("45356", "dmy", DAY),  # Excel serial
        ("45356.5", "dmy", f"{DAY} 12:00"),
        ("45356,5", "dmy", f"{DAY} 12:00"),
    ],
)
def test_read(text: str, order: str, moment: str) -> None:
    assert read_date(text, order=order) == pd.Timestamp(moment)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("hier", "dmy"),
        ("05/13/2024", "dmy"),  # month first: not turned round in silence
        ("13/05/2024", "mdy"),
        ("31/02/2024", "dmy"),
        ("5 marsouin 2024", "dmy"),
        ("2024-03-05 25:00", "dmy"),
        ("01/01/0024", "dmy"),
        ("12", "dmy"),
        ("2024", "dmy"),
    ],
)
def test_unreadable(text: str, order: str) -> None:
    assert read_date(text, order=order) is None


def test_a_column_keeps_its_index_and_type() -> None:
    found = read_dates(pd.Series(["05/03/2024", "", "x"], index=[4, 5, 6], dtype="str"), order="dmy")
    assert found.dtype == "datetime64[ns]"
    assert found.notna().to_dict() == {4: True, 5: False, 6: False}
    assert read_dates(pd.Series([], dtype="str"), order="dmy").dtype == "datetime64[ns]"
