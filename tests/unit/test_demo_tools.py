"""The same answers, written by nine survey tools in every format they have, give the same tables, cell for cell.

The writers follow the documented layout of each export and share nothing with the adapters that read them. What a
format cannot carry is said in `CANNOT`; everything else is compared.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import demo, pipeline
from declic_analysis.demo.exports import fiction
from declic_analysis.demo.generic_writer import generic_lines
from declic_analysis.demo.hire_sheets import APPLICATIONS, IMMERSIONS
from declic_analysis.demo.layout import EXPORTS, KEEPS_DRAFTS, VARIANTS, Export, exports_as
from declic_analysis.demo.sheets import Sheet
from declic_analysis.demo.writers import WRITERS
from declic_analysis.ingest import read_raw
from declic_analysis.ingest.adapters import recognise_tool
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study, parse_study
from declic_analysis.study.register_fields import WORKBOOK
from declic_analysis.vocabulary import Tool

FORMATS = [(tool, variant) for tool, variants in VARIANTS.items() for variant in variants]
CANNOT = {
    "seconds": ["framaforms", "mixed"],  # Drupal's short dates, and a file re-saved by a spreadsheet: minutes only
    "drafts": ["google_forms", "microsoft_forms", "kobotoolbox", "tally", "typeform"],  # never leave the tool
}
ASKED_BESIDES = ("choices", "consents")  # of a question that the mixed demonstration does not ask, or does not map
REGISTERS = {WORKBOOK, APPLICATIONS, IMMERSIONS}
# File, line, header, and what is made of them (the id of a stranger's words): not the same, nor meant to be.
SAYS_WHERE = ["response", "source_row", "source_column", "verbatim"]


@cache
def written(tool: str, variant: str = "") -> tuple[dict[str, bytes], dict]:
    return fiction(2024, exports=EXPORTS if tool == "mixed" else exports_as(tool, variant))


def built(contents: dict[str, bytes], folder: Path) -> dict[str, pd.DataFrame]:
    """The build of the surveys' files; not through the demonstration's guard, which is tested elsewhere. The registers
    are the same bytes whatever the tool, and have tests of their own.
    """
    for name in contents.keys() - REGISTERS:
        (folder / name).write_bytes(contents[name])
    study = parse_study(contents["study.yaml"].decode()).model_copy(update={"fictitious": False, "registers": []})
    return pipeline.read(study, raw=folder, key=FICTION_KEY).tables


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    return built(written("limesurvey", "csv")[0], tmp_path_factory.mktemp("reference"))


def told(tables: dict[str, pd.DataFrame], *, minutes: bool) -> dict[str, pd.DataFrame]:
    """Tables without what names a file, a line or a header; who could not be identified is told by order alone."""
    answers = tables["responses"]
    strangers = answers.loc[~answers["identified"], "person"].drop_duplicates()
    names = {person: f"stranger {k:03d}" for k, person in enumerate(strangers)}
    found = {name: frame for name, frame in tables.items() if name not in ("ledger", "quarantine")}
    for name, frame in found.items():
        kept = frame.drop(columns=SAYS_WHERE, errors="ignore")
        kept = kept.assign(person=kept["person"].replace(names)) if "person" in kept else kept
        for column in {"answered_on", "given_on"} & set(kept.columns):
            kept = kept.assign(**{column: kept[column].dt.floor("min" if minutes else "s")})
        by = ["person", "question", "wave", "redacted"] if name == "verbatims" else list(kept.columns[:2])
        found[name] = kept if name in ("responses", "choices") else kept.sort_values(by)
    wrong = tables["quarantine"][["source", "reason", "expected"]]
    found["quarantine"] = wrong.sort_values(list(wrong.columns))
    return {name: frame.reset_index(drop=True) for name, frame in found.items()}


def same(
    found: dict[str, pd.DataFrame], wanted: dict[str, pd.DataFrame], *, minutes: bool = False, but: tuple[str, ...] = ()
) -> None:
    one, two = told(found, minutes=minutes), told(wanted, minutes=minutes)
    assert one.keys() == two.keys()
    for name in two.keys() - set(but):
        frame = two[name]
        pd.testing.assert_frame_equal(one[name], frame, obj=name)


def test_every_tool_has_a_writer() -> None:
    assert set(WRITERS) == set(VARIANTS) == set(Tool.codes())


@pytest.mark.parametrize(("tool", "variant"), [*FORMATS, ("mixed", "")])
def test_the_same_tables_whatever_the_tool(
    tool: str, variant: str, tmp_path: Path, reference: dict[str, pd.DataFrame]
) -> None:
    contents, truth = written(tool, variant)
    assert all(contents[name] == written("limesurvey", "csv")[0][name] for name in REGISTERS)
    tables = built(contents, tmp_path)
    same(tables, reference, minutes=tool in CANNOT["seconds"], but=ASKED_BESIDES if tool == "mixed" else ())
    assert pipeline.ledger_balances(tables["ledger"])
    for file, true in truth["files"].items():
        counted = ledger_of(tables["ledger"], file)
        assert counted["row"] == true["rows"], file
        assert counted["cell"] == true["cells"], file
        assert (true["dirt"]["draft"] == 0) == (tool in CANNOT["drafts"] or file.startswith("industriels"))


def ledger_of(ledger: pd.DataFrame, file: str) -> dict[str, dict[str, int]]:
    states = {
        "row": ["raw", "accepted", "duplicate", "incomplete", "quarantined"],
        "cell": ["raw", "substantive", "non_substantive", "empty", "quarantined"],
    }
    here = ledger[ledger["file"] == file]
    sums = here.groupby(["unit", "category"])["n"].sum()
    return {unit: {name: int(sums.get((unit, name), 0)) for name in names} for unit, names in states.items()}


def test_drafts_are_carried_by_the_tools_that_say_so() -> None:
    assert sorted([*KEEPS_DRAFTS, *CANNOT["drafts"]]) == sorted(VARIANTS)
    for tool in VARIANTS:
        drafts = written(tool)[1]["files"]
        assert (sum(file["dirt"]["draft"] for file in drafts.values()) > 0) == (tool in KEEPS_DRAFTS)


@pytest.mark.parametrize(("tool", "variant"), FORMATS)
def test_the_tool_is_recognised_by_its_columns(tool: str, variant: str, tmp_path: Path) -> None:
    contents, _ = written(tool, variant)
    for name in (export.file for export in exports_as(tool, variant)):
        (tmp_path / name).write_bytes(contents[name])
        assert recognise_tool(read_raw(tmp_path / name)).tool == tool


def test_a_study_that_does_not_say_its_tools(tmp_path: Path, reference: dict[str, pd.DataFrame]) -> None:
    contents, _ = written("qualtrics")
    untold = re.sub(r"(?m)^  tool: .*\n", "", contents["study.yaml"].decode())
    assert untold.count("tool:") == 0
    same(built({**contents, "study.yaml": untold.encode()}, tmp_path), reference)


def test_an_opendocument_sheet(
    tmp_path: Path, reference: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WRITERS, "generic", WRITERS["generic"]._replace(written=as_ods))
    exports = tuple(replace(e, file=f"{e.id}.ods") for e in exports_as("generic", "xlsx"))
    contents, truth = fiction(2024, exports=exports)
    assert all(b"opendocument" in contents[export.file][:200] for export in exports)
    tables = built(contents, tmp_path)
    same(tables, reference)
    for file, true in truth["files"].items():
        assert ledger_of(tables["ledger"], file)["row"] == true["rows"]


def as_ods(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The workbook's lines saved as ods: odfpy is there for the tests only."""
    lines = generic_lines(sheets, replace(export, file=f"{export.id}.xlsx"), study)
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="odf") as book:
        pd.DataFrame(lines).to_excel(book, sheet_name="Réponses", header=False, index=False)
    return out.getvalue()


def test_the_command_writes_one_tool_over_another(tmp_path: Path) -> None:
    demo.write_exports(tmp_path / "d")
    demo.write_exports(tmp_path / "d", tool="microsoft_forms")
    assert sorted(path.name for path in (tmp_path / "d").iterdir()) == sorted(
        [
            *(f"{export.id}.xlsx" for export in EXPORTS),
            "registres.xlsx",
            APPLICATIONS,
            IMMERSIONS,
            "study.yaml",
            "themes.xlsx",
            "truth.json",
            "fiction.json",
        ]
    )
    demo.refuse_foreign_files(tmp_path / "d")


@pytest.mark.parametrize("tool", list(VARIANTS))
def test_the_same_seed_writes_the_same_bytes(tool: str) -> None:
    contents, _ = written(tool)
    assert fiction(2024, exports=exports_as(tool))[0] == contents
