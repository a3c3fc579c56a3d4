"""The gate of the worst and best case, and its table."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis import disclosure, tables
from declic_analysis.errors import ContractError

CODEBOOK = pd.DataFrame({"item": ["sens"], "label_fr": ["Sens"], "label_en": ["Meaning"]})


def row(**other: object) -> pd.DataFrame:
    told = {"audience": "presc", "item": "sens", "wave_from": "before", "wave_to": "after", "n_pairs": 20, "n_up": 8,
            "n_down": 2, "net_shift": 0.3, "n_missing": 6, "worst": 0.0, "best": 12 / 26, "n_invited": 40,
            "n_missing_invited": 20, "worst_invited": -0.35, "best_invited": 0.65} | other  # fmt: skip
    return pd.DataFrame([told]).astype({"n_invited": "Int64", "n_missing_invited": "Int64"})


def published(frame: pd.DataFrame, *, base: int = 5) -> disclosure.Published:
    return disclosure.publish_range(frame, rules=disclosure.Rules(base=base))


def test_a_range_is_shown_without_rises_and_falls() -> None:
    shown = published(row()).frame.iloc[0]
    assert shown["published"] and shown["range_published"]
    assert not {"n_up", "n_down"} & set(shown.index)
    table = tables.range_table(published(row()), codebook=CODEBOOK)
    assert table.iloc[0].tolist()[1:] == [
        "20", "+30\u00a0points", "6", "[0\u00a0; +46]", "[\u221235\u00a0; +65]",
    ]  # fmt: skip


@pytest.mark.parametrize("n_missing", [1, 4])
def test_few_people_lost_are_not_counted(n_missing: int) -> None:
    shown = published(row(n_missing=n_missing)).frame.iloc[0]
    assert shown["published"] and not shown["range_published"]
    assert shown[["n_missing", "worst", "best"]].isna().all()
    assert "range_withheld" in published(row(n_missing=n_missing)).notes


@pytest.mark.parametrize("other", [{"n_pairs": 10}, {"net_shift": 1.0}])
def test_small_or_one_sided_rows_are_refused(other: dict[str, object]) -> None:
    shown = published(row(**other), base=11).frame.iloc[0]
    assert not shown["published"]
    assert shown[["n_pairs", "net_shift", "n_missing", "worst", "best", "n_invited", "best_invited"]].isna().all()


def test_unknown_invitations_have_no_column() -> None:
    unknown = {"n_invited": None, "n_missing_invited": None, "worst_invited": None, "best_invited": None}
    assert tables.range_table(published(row(**unknown)), codebook=CODEBOOK).shape[1] == 5


def test_a_bare_frame_is_not_tabulated() -> None:
    with pytest.raises(ContractError):
        tables.range_table(row(), codebook=CODEBOOK)  # type: ignore[arg-type]
