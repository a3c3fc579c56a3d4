"""The decision file: read as a person edited it, never rewritten, refused with its line where it cannot be obeyed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from declic_analysis import pipeline
from declic_analysis.errors import StudyError
from declic_analysis.ingest.structures import (
    FILE,
    Decision,
    all_unmatched,
    match_structures,
    name_remarks,
    offer,
    offers,
    read_decisions,
    register_of,
    to_come,
    unmatched,
    waiting,
)
from declic_analysis.ingest.structures.decisions import HEADERS
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study
from declic_analysis.vocabulary import StructureMatch

STUDY = parse_study("""
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: pros, label: Pros, design: post_only}]
structures:
  - {id: forum, name: Forum réfugiés}
  - {id: pep, name: Les Pep 69}
scales: [{id: s, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C, about: relation}]
items: [{id: q, construct: c, scale: s, audiences: [pros], wording: Q}]
sources:
  - id: f
    files: "reponses*.csv"
    tool: generic
    audience: pros
    structure: {column: Structure}
    answers: {after: {q: Q}}
""")
REGISTER = register_of(STUDY)


def names_of(*texts: str, people: list[str] | None = None) -> pd.DataFrame:
    column = pd.Series(texts, dtype="str")
    persons = pd.Series(people) if people else None
    lines = pd.Series(range(2, len(texts) + 2))
    matches = match_structures(column, register=REGISTER)
    return unmatched(column, matches=matches, rows=lines, persons=persons, file="a.csv", column="Structure")


def offered(folder: Path, *texts: str) -> list[str]:
    decisions = read_decisions(folder, register=REGISTER)
    said = offer(folder, offers(names_of(*texts), register=REGISTER, decisions=decisions))
    return [str(message) for message in said]


def table(folder: Path) -> list[dict[str, str]]:
    text = (folder / FILE).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def decide(folder: Path, lines: str, *, encoding: str = "utf-8-sig") -> None:
    (folder / FILE).write_bytes(f"nom écrit;décision\n{lines}".encode(encoding))


def test_without_file_nothing_is_decided(tmp_path: Path) -> None:
    assert not read_decisions(tmp_path, register=REGISTER).decided


def test_what_is_offered(tmp_path: Path) -> None:
    offered(tmp_path, "Forum refugie", "FORUM REFUGIE", "Forum refugie", "Atelier Zed", "Les Pep 69", "")
    assert (tmp_path / FILE).read_bytes().startswith(b"\xef\xbb\xbfnom ")
    first, second = table(tmp_path)
    assert list(first) == list(HEADERS)
    assert (first["nom écrit"], first["lignes"], first["proche 1"]) == ("Forum refugie", "3", "forum (Forum réfugiés)")
    assert 90 <= int(first["score 1"]) <= 100
    assert (second["nom écrit"], second["lignes"], second["proche 1"]) == ("Atelier Zed", "1", "")


def test_nothing_to_offer_makes_no_file(tmp_path: Path) -> None:
    assert offered(tmp_path, "Les Pep 69", "") == []
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    ("cell", "decision"),
    [
        ("forum", Decision(StructureMatch.DECIDED, "forum")),
        (" forum (Forum réfugiés) ", Decision(StructureMatch.DECIDED, "forum")),  # a suggestion copied
        ("FORUM REFUGIES", Decision(StructureMatch.DECIDED, "forum")),
        ("Nouvelle", Decision(StructureMatch.NEW)),
        ("IGNORER", Decision(StructureMatch.IGNORED)),
        ("", None),
    ],
)
def test_a_decision(tmp_path: Path, cell: str, decision: Decision | None) -> None:
    decide(tmp_path, f"Réfugiés (forum);{cell}\n")
    found = read_decisions(tmp_path, register=REGISTER)
    assert found.decided.get("refugiesforum") == decision
    assert found.listed == {"refugiesforum"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_file_as_a_spreadsheet_saved_it(tmp_path: Path, encoding: str, separator: str) -> None:
    """Columns moved and added, blank lines, another encoding: read, and continued in the same way."""
    lines = [["mémo", "décision", "nom écrit"], ["à voir", "pep", "Élan"], ["", "", ""], ["", "", "Œuvre"]]
    text = "".join(separator.join(line) + "\r\n" for line in lines)
    (tmp_path / FILE).write_bytes(text.encode(encoding))
    before = (tmp_path / FILE).read_bytes()
    found = read_decisions(tmp_path, register=REGISTER)
    assert dict(found.decided) == {"elan": Decision(StructureMatch.DECIDED, "pep")}
    offered(tmp_path, "Élan", "Œuvre", "Forum de l’été")
    after = (tmp_path / FILE).read_bytes()
    assert after.startswith(before)
    assert after.decode(encoding) == f"{text}{separator}{separator}Forum de l’été\r\n"


def test_a_last_line_without_end_is_not_continued(tmp_path: Path) -> None:
    decide(tmp_path, "Élan;pep")
    offered(tmp_path, "Zed")
    assert (tmp_path / FILE).read_text(encoding="utf-8-sig").splitlines()[1:] == ["Élan;pep", "Zed;"]


def test_a_name_is_offered_once(tmp_path: Path) -> None:
    offered(tmp_path, "Zed", "Ypsilon")
    before = (tmp_path / FILE).read_bytes()
    assert offered(tmp_path, "ZED sarl", "ypsilon") == []
    assert (tmp_path / FILE).read_bytes() == before


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(tmp_path: Path) -> None:
    hostile = ['=HYPERLINK("x")', "+33 4", "@Zed", "-Alpha", "a;b\nc"]
    offered(tmp_path, *hostile)
    written = [row["nom écrit"] for row in table(tmp_path)]
    assert not [text for text in written if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert sorted(written) == sorted(['\'=HYPERLINK("x")', "'+33 4", "'@Zed", "'-Alpha", "a;b c"])
    assert offered(tmp_path, *hostile) == []  # and they are recognised again


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Zed;inconnue\n", "ligne 2 : ce n’est pas une structure de l’étude"),
        ("Zed;\n\nZed bis;forom\n", "ligne 4 : ce n’est pas une structure de l’étude ; vouliez-vous dire « forum » ?"),
        ("Zed;pep\nzed (SARL);forum\n", "ligne 3 : ce nom a déjà une autre décision plus haut"),
        ("Forum Refugies;pep\n", "ligne 2 : ce nom est celui de « forum » dans l’étude"),
        ("Forum Refugies;ignorer\n", "ligne 2 : ce nom est celui de « forum » dans l’étude"),
    ],
)
def test_a_decision_that_cannot_be_obeyed_is_refused_with_its_line(tmp_path: Path, lines: str, said: str) -> None:
    decide(tmp_path, lines)
    with pytest.raises(StudyError) as refusal:
        read_decisions(tmp_path, register=REGISTER)
    text = str(refusal.value).replace("\u00a0", " ").replace("\u202f", " ")
    assert f"{FILE}, {said}" in text and "Zed" not in text
    assert "forum, pep" in text


def test_every_faulty_line_is_told_at_once(tmp_path: Path) -> None:
    decide(tmp_path, "Zed;a\nYpsilon;b\n")
    with pytest.raises(StudyError, match=r"(?s)ligne 2.*ligne 3"):
        read_decisions(tmp_path, register=REGISTER)


@pytest.mark.parametrize("text", ["", "n’importe quoi", "nom écrit;autre\nZed;1\n"])
def test_a_file_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(StudyError, match="gardez l’en-tête"):
        read_decisions(tmp_path, register=REGISTER)


def test_the_same_decision_twice_and_a_new_structure_that_was_added_are_fine(tmp_path: Path) -> None:
    decide(tmp_path, "Zed;pep\nZED;pep\nForum réfugiés;nouvelle\n")
    assert read_decisions(tmp_path, register=REGISTER).decided["zed"].structure == "pep"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refused)
    assert "ne peut pas être écrit" in offered(tmp_path, "Zed")[0]


def test_names_that_the_encoding_cannot_write_are_counted(tmp_path: Path) -> None:
    decide(tmp_path, "Élan;pep\n", encoding="cp1252")
    said = offered(tmp_path, "Дом", "Zed")
    assert "1 nom de structure ajouté" in said[0] and "encodage" in said[1]
    assert (tmp_path / FILE).read_text(encoding="cp1252").endswith("Élan;pep\nZed;\n")


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=12), max_size=6))
def test_whatever_people_wrote_is_offered_once_and_read_back(texts: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = set(names_of(*texts)["key"]) - {""}
        offered(folder, *texts)
        assert read_decisions(folder, register=REGISTER).listed >= wanted
        before = (folder / FILE).read_bytes() if wanted else b""
        assert offered(folder, *texts) == []
        assert not wanted or (folder / FILE).read_bytes() == before


def test_a_name_is_printed_only_when_near_or_written_by_five() -> None:
    texts = ["Forum refugie", *["Club Zed"] * 5, "Martin Dupont", "Martin Dupont", *["Retraité"] * 5]
    people = ["a", *"bcdef", "g", "h", *["i"] * 5]
    said = "\n".join(str(m) for m in name_remarks(names_of(*texts, people=people), register=REGISTER))
    said = said.replace("\u00a0", " ").replace("\u202f", " ")
    assert "« Forum refugie », 1 fois ; proche de « Forum réfugiés »" in said
    assert "Club Zed" in said and "5 fois" in said
    assert "Dupont" not in said and "Retraité" not in said  # two persons; one person five times
    assert "lignes 8, 9, 10, 11, 12, 13, 14 (noms non affichés)" in said


def test_what_waits_and_what_comes_is_counted(tmp_path: Path) -> None:
    offered(tmp_path, "Zed", "Ypsilon")
    names = names_of("Zed", "Alpha", "Alpha")
    decisions = read_decisions(tmp_path, register=REGISTER)
    assert "sans décision\u00a0: 1" in str(waiting(names, decisions=decisions)[0])
    assert "à décider\u00a0: 1" in str(to_come(offers(names, register=REGISTER, decisions=decisions))[0])
    assert waiting(all_unmatched([]), decisions=decisions) == to_come(pd.DataFrame()) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    rows = ["forum refugies", "Forum refugie", "Forum refugie", "Retraité", "", "Les PEP69"]
    (raw / "reponses.csv").write_text("Structure;Q\n" + "".join(f"{r};Oui\n" for r in rows), encoding="utf-8")
    return raw


def ledger_of(build: pipeline.Build) -> dict[str, int]:
    notes = build.tables["ledger"].query("unit == 'note'")
    return dict(zip(notes["category"], notes["n"], strict=True))


def test_check_writes_nothing_build_offers_a_decision_is_used_and_a_change_of_mind_rebuilds(folder: Path) -> None:
    processed = folder.parent / "processed"
    seen = pipeline.read(STUDY, raw=folder, key=FICTION_KEY)
    assert not (folder / FILE).exists() and len(seen.offered) == 2
    assert ledger_of(seen)["unknown_structure"] == 3
    assert seen.tables["responses"]["structure"].tolist()[0] == "forum"
    assert seen.tables["responses"]["structure"].isna().sum() == 4

    built = pipeline.build(STUDY, raw=folder, processed=processed, key=FICTION_KEY)
    assert "2 noms de structure ajoutés" in str(built.remarks[-1])
    assert not pipeline.is_stale(STUDY, raw=folder, processed=processed), "the offer itself is no change"

    text = (folder / FILE).read_text(encoding="utf-8-sig").splitlines()
    cells = [line.split(";") for line in text]
    cells[1][8], cells[2][8] = "forum", "ignorer"
    (folder / FILE).write_text("\n".join(";".join(line) for line in cells), encoding="utf-8-sig")
    assert pipeline.is_stale(STUDY, raw=folder, processed=processed)
    before = (folder / FILE).read_bytes()
    again = pipeline.build(STUDY, raw=folder, processed=processed, key=FICTION_KEY)
    assert (folder / FILE).read_bytes() == before
    notes = ledger_of(again)
    assert (notes["structure_decided"], notes["structure_ignored"]) == (2, 1) and "unknown_structure" not in notes
    assert again.tables["responses"]["structure"].fillna("").tolist() == ["forum", "forum", "forum", "", "", "pep"]
    assert not pipeline.is_stale(STUDY, raw=folder, processed=processed)


def test_nothing_that_is_written_holds_a_name_of_the_file(folder: Path) -> None:
    processed = folder.parent / "processed"
    build = pipeline.build(STUDY, raw=folder, processed=processed, key=FICTION_KEY)
    text = "\n".join(table.to_csv() for table in build.tables.values()) + str(build.manifest)
    assert "refugie" not in text.casefold().replace("forum réfugiés", "") and "Retraité" not in text


def test_decisions_may_lie_beside_the_study_instead(folder: Path) -> None:
    beside = folder.parent / "study"
    beside.mkdir()
    pipeline.build(STUDY, raw=folder, beside=beside, processed=folder.parent / "p", key=FICTION_KEY)
    assert (beside / FILE).is_file() and not (folder / FILE).exists()


def test_the_demonstration_finds_every_spelling_and_offers_its_misspelt_names(tmp_path: Path) -> None:
    from declic_analysis.demo import write_exports
    from declic_analysis.demo.hire_sheets import UNKNOWN_COMPANY
    from declic_analysis.study import load_study

    raw = tmp_path / "demo_declic"
    truth = write_exports(raw, seed=7)
    study = load_study(raw)
    build = pipeline.build(study, raw=raw, processed=tmp_path / "p", key=FICTION_KEY)
    ledger = build.tables["ledger"]
    found = ledger[ledger["category"] == "unknown_structure"].set_index("file")["n"].to_dict()
    assert found == {
        file: of["misspelt_structures"] for file, of in truth["files"].items() if of["misspelt_structures"]
    }
    offered = [row for row in table(raw) if row["nom écrit"] != UNKNOWN_COMPANY]  # like no name of the register
    assert offered
    for row in offered:
        assert row["proche 1"].split(" (")[1].startswith(row["nom écrit"][:-2]), "the letter that is missing is known"
    text = (raw / FILE).read_text(encoding="utf-8-sig").splitlines()
    decided = [
        ";".join([*cells[:8], cells[2].split(" (")[0] or "ignorer", *cells[9:]])
        for cells in (t.split(";") for t in text[1:])
    ]
    (raw / FILE).write_text("\n".join([text[0], *decided]), encoding="utf-8-sig")
    again = pipeline.build(study, raw=raw, processed=tmp_path / "p", key=FICTION_KEY)
    assert again.tables["responses"]["structure"].notna().all()
    assert again.offered.empty


def test_decisions_saved_as_a_workbook_are_told(folder: Path) -> None:
    (folder / "structure_matches.xlsx").write_bytes(b"PK")
    said = [str(remark) for remark in pipeline.read(STUDY, raw=folder, key=FICTION_KEY).remarks]
    assert any("structure_matches.xlsx n’est pas lu" in remark for remark in said)


def test_many_names_are_told_in_a_few_sentences() -> None:
    texts = [f"Forum refugie{'s' * (k % 2)} {k // 10} {k % 10}" for k in range(40)]
    remarks = name_remarks(names_of(*texts), register=REGISTER)
    assert len(remarks) <= 22
