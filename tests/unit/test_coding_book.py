"""`themes.xlsx` goes out and comes back: what people typed is used, named when it cannot be, and never lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from declic_analysis import pipeline, privacy
from declic_analysis.errors import SourceError, UsageError
from declic_analysis.reports.testimony.book import write_coding_book
from declic_analysis.study import Study, parse_study

STUDY = """\
schema_version: 1
name: libre
title: Libre
programme: Libre
fictitious: false
audiences: [{ id: pro, label: Pros }, { id: autre, label: Autres }]
scales: [{ id: oui, levels: [{ label: Non }, { label: Oui }], favourable_from: 2 }]
constructs: [{ id: c, label: C }]
items: [{ id: q1, construct: c, scale: oui, audiences: [pro], wording: Q1 }]
open_questions: { avis: "Votre avis ?" }
themes:
  - { id: salaire, label: Le salaire, valence: asset, expressions: [salaire*] }
  - { id: bus, label: "Les bus, les trains", valence: obstacle, expressions: [bus] }
  - { id: rh, label: Appui RH, valence: other, audiences: [autre], expressions: [RH] }
sources:
  - id: apres
    files: apres.csv
    tool: generic
    audience: pro
    answers: { after: { q1: Q1 } }
    person: { columns: [Code] }
    verbatims: { avis: Avis }
    consents: { quote: Citer }
"""
ROWS = [("ab12", "Le salaire est bon"), ("cd34", "Les bus ne passent pas"), ("ef56", "= Rien de neuf"), ("gh78", "")]
KEY = privacy.FICTION_KEY


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return written(tmp_path, ROWS)


def written(folder: Path, rows: list[tuple[str, str]]) -> Path:
    text = "Code;Q1;Avis;Citer\n" + "".join(f"{code};Oui;{avis};oui\n" for code, avis in rows)
    (folder / "apres.csv").write_text(text, encoding="utf-8")
    return folder


def study() -> Study:
    return parse_study(STUDY, file="study.yaml")


def built(raw: Path) -> pipeline.Build:
    return pipeline.read(study(), raw=raw, key=KEY)


def typed(raw: Path, **cells: dict[int, str]) -> None:
    """Type into the columns of the workbook: header → row → text."""
    book = openpyxl.load_workbook(raw / "themes.xlsx")
    page = book["réponses"]
    where = {cell.value: cell.column for cell in page[1]}
    for header, texts in cells.items():
        for row, text in texts.items():
            page.cell(row, where[header.replace("_", " ")]).value = text
    book.save(raw / "themes.xlsx")


def column(raw: Path, header: str) -> list[str]:
    page = openpyxl.load_workbook(raw / "themes.xlsx")["réponses"]
    where = {cell.value: cell.column for cell in page[1]}
    return [str(page.cell(k, where[header]).value or "") for k in range(2, page.max_row + 1)]


def row_of(raw: Path, text: str) -> int:
    return 2 + column(raw, "réponse").index(text)


def test_the_book_proposes_and_tells_the_words(raw: Path) -> None:
    done = write_coding_book(study(), built(raw), raw=raw)
    assert (done.n_answers, done.n_new) == (3, 3)
    k = row_of(raw, "Le salaire est bon") - 2
    assert column(raw, "thèmes proposés")[k] == "salaire"
    assert column(raw, "mots reconnus")[k] == "salaire"
    page = openpyxl.load_workbook(raw / "themes.xlsx")["réponses"]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_what_a_person_typed_comes_back_as_labels(raw: Path) -> None:
    write_coding_book(study(), built(raw), raw=raw)
    first, second = row_of(raw, "Le salaire est bon"), row_of(raw, "Les bus ne passent pas")
    typed(
        raw,
        vos_thèmes={first: "Les bus, les trains; salaire", second: "aucun"},
        second_codage={first: "ok"},
        à_citer={second: "non"},
    )
    build = built(raw)
    codings = build.tables["codings"].merge(build.tables["verbatims"][["verbatim", "redacted"]], on="verbatim")
    said = {(row["redacted"], row["coder"]): row["themes"] for _, row in codings.iterrows()}
    assert said == {("Le salaire est bon", 1): "bus|salaire", ("Le salaire est bon", 2): "salaire",
                    ("Les bus ne passent pas", 1): ""}  # fmt: skip
    refused = codings[codings["may_quote"].eq(False).fillna(False)]["redacted"].tolist()
    assert refused == ["Les bus ne passent pas"]
    ledger = build.tables["ledger"].set_index("category")["n"]
    assert ledger["codings_used"] == 2
    done = write_coding_book(study(), build, raw=raw)
    assert (done.n_new, done.n_used, done.n_unused) == (0, 2, 0)
    assert column(raw, "vos thèmes")[first - 2] == "Les bus, les trains; salaire"
    assert column(raw, "état")[first - 2] == "pris en compte"


def test_themes_may_be_separated_by_commas_though_labels_hold_some(raw: Path) -> None:
    write_coding_book(study(), built(raw), raw=raw)
    typed(raw, vos_thèmes={row_of(raw, "Le salaire est bon"): "bus, salaire"})
    assert built(raw).tables["codings"]["themes"].tolist() == ["bus|salaire"]


def test_a_new_export_with_other_lines_keeps_the_codings(raw: Path) -> None:
    write_coding_book(study(), built(raw), raw=raw)
    typed(raw, vos_thèmes={row_of(raw, "Le salaire est bon"): "bus"})
    written(raw, [("zz99", "Tout va bien"), *reversed(ROWS)])
    assert built(raw).tables["codings"]["themes"].tolist() == ["bus"]


def test_an_answer_is_found_again_by_its_text(raw: Path) -> None:
    write_coding_book(study(), built(raw), raw=raw)
    typed(raw, vos_thèmes={row_of(raw, "Le salaire est bon"): "bus"})
    written(raw, [("ab99", "Le salaire est bon")])  # the person corrected their code
    build = built(raw)
    assert build.tables["codings"]["verbatim"].tolist() == build.tables["verbatims"]["verbatim"].tolist()
    write_coding_book(study(), build, raw=raw)
    assert any("retrouvée par son texte" in state for state in column(raw, "état"))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"vos_thèmes": "salaires | bus"}, "thème inconnu"),
        ({"vos_thèmes": "rh"}, "ou d’un autre public"),
        ({"vos_thèmes": "=1+1"}, "formule"),
        ({"à_citer": "peut-être"}, "ni oui ni non"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_line(raw: Path, cells: dict[str, str], told: str) -> None:
    write_coding_book(study(), built(raw), raw=raw)
    row = row_of(raw, "Le salaire est bon")
    typed(raw, **{header: {row: text} for header, text in cells.items()})
    build = built(raw)
    assert build.tables["codings"].empty
    remark = next(r.fr for r in build.remarks if "themes.xlsx" in r.fr)
    assert f"ligne(s) {row}\u00a0:" in remark
    assert told in remark
    assert "salaire est bon" not in remark


def test_a_stale_line_is_named_and_stays(raw: Path) -> None:
    write_coding_book(study(), built(raw), raw=raw)
    row = row_of(raw, "Le salaire est bon")
    typed(raw, vos_thèmes={row: "bus"})
    written(raw, ROWS[1:])
    build = built(raw)
    assert any("introuvable" in r.fr and f"ligne(s) {row}\u00a0:" in r.fr for r in build.remarks)
    assert build.tables["ledger"].set_index("category")["n"]["codings_not_used"] == 1
    write_coding_book(study(), build, raw=raw)
    assert column(raw, "vos thèmes")[row - 2] == "bus"
    assert "introuvable" in column(raw, "état")[row - 2]


def test_two_lines_that_contradict_are_both_left(raw: Path) -> None:
    write_coding_book(study(), built(raw), raw=raw)
    book = openpyxl.load_workbook(raw / "themes.xlsx")
    page = book["réponses"]
    copied = [cell.value for cell in page[2]]
    page.append(copied)
    book.save(raw / "themes.xlsx")
    typed(raw, vos_thèmes={2: "bus", page.max_row: "salaire"})
    build = built(raw)
    assert build.tables["codings"].empty
    assert any("se contredisent" in r.fr for r in build.remarks)


def test_typing_makes_a_build_stale_and_writing_does_not(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    processed = tmp_path_factory.mktemp("tables") / "libre"
    done = pipeline.build(study(), raw=raw, processed=processed, key=KEY)
    write_coding_book(study(), done, raw=raw)
    assert not pipeline.is_stale(study(), raw=raw, processed=processed)
    typed(raw, vos_thèmes={2: "bus"})
    assert pipeline.is_stale(study(), raw=raw, processed=processed)


def test_nothing_to_code_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="rien à coder"):
        write_coding_book(study(), built(written(tmp_path, [("ab12", "")])), raw=tmp_path)


def test_a_book_that_is_open_or_damaged_is_refused(raw: Path) -> None:
    write_coding_book(study(), built(raw), raw=raw)
    (raw / "~$themes.xlsx").touch()
    with pytest.raises(SourceError, match="ouvert dans un tableur"):
        write_coding_book(study(), built(raw), raw=raw)
    (raw / "themes.xlsx").write_bytes(b"no workbook")
    with pytest.raises(SourceError, match="illisible"):
        built(raw)


def test_codings_hold_their_contract(raw: Path) -> None:
    write_coding_book(study(), built(raw), raw=raw)
    typed(raw, vos_thèmes={2: "bus"})
    codings = built(raw).tables["codings"]
    assert codings.dtypes["coder"] == pd.Int16Dtype()


def test_an_answer_that_no_workbook_can_hold_is_shown_without_what_cannot_be(raw: Path) -> None:
    build = built(raw)
    words = build.tables["verbatims"]
    odd = words.assign(redacted=["a\x0bb\x01c", *words["redacted"].iloc[1:]])
    changed = replace(build, tables={**build.tables, "verbatims": odd})
    assert write_coding_book(study(), changed, raw=raw).n_new == len(words)
    assert "abc" in column(raw, "réponse")
