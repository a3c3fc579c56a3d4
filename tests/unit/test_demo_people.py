"""What the fiction knows of its people, and what matching finds: nobody missed, nobody taken for another."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from rapidfuzz.distance import DamerauLevenshtein

from declic_analysis import demo, perception, pipeline
from declic_analysis.ingest import read_raw
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study, load_study


def raw_codes(folder: Path, study: Study) -> dict[tuple[str, int], str]:
    """(source, line) → the code that stands there."""
    found = {}
    for source in study.sources:
        raw = read_raw(folder / source.files, source=source)
        column = raw.columns.positions(source.person.columns[0])[0]  # type: ignore[union-attr]
        found |= {(source.id, int(line)): code for line, code in zip(raw.rows, raw.frame[column], strict=True)}
    return found


@pytest.mark.parametrize("seed", [2024, 7])
def test_matching_recovers_the_truth(seed: int, tmp_path: Path) -> None:
    truth = demo.write_exports(tmp_path / "demo", seed=seed)
    study = load_study(tmp_path / "demo")
    tables = pipeline.read(study, raw=tmp_path / "demo", key=FICTION_KEY).tables
    flow = perception.collection_flow(tables["responses"], by=("audience",)).set_index("audience")
    wanted = pd.DataFrame(truth["attrition"]).groupby("audience")[["pairs", "pairs_exact", "pairs_one_edit"]].sum()
    assert flow["n_pairs"].to_dict() == wanted["pairs"].to_dict()
    found = tables["participants"].query("match == 'one_edit'")
    assert found.groupby("audience").size().to_dict() == wanted["pairs_one_edit"][lambda n: n > 0].to_dict()
    print(wanted)  # recall 1: as many as the fiction made, and the codes below are the right ones
    codes = raw_codes(tmp_path / "demo", study)
    rows = tables["responses"].drop_duplicates(["source", "source_row"])
    joined = rows[rows["match"] == "one_edit"]
    for _, of_person in joined.groupby("person"):
        told = {codes[place].upper() for place in zip(of_person["source"], of_person["source_row"], strict=True)}
        assert len(told) == 2  # two spellings of one person; any two true codes are three characters apart
        assert DamerauLevenshtein.distance(*told) == 1
    ledger = tables["ledger"][tables["ledger"]["file"].str.endswith(".csv")]  # registers count theirs apart
    assert ledger.loc[ledger["category"] == "one_edit", "n"].sum() == len(found)
    assert not len(ledger[ledger["category"] == "ambiguous_code"])
