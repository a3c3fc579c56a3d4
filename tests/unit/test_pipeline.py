"""Raw files to tables: where rows and cells go, and what a person reads when a file is not what the study says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import demo, perception, pipeline
from declic_analysis.errors import DeclicError, KeyMissingError, SourceError, StudyError, UsageError
from declic_analysis.privacy import FICTION_KEY, load_key
from declic_analysis.study import Study, load_study, parse_study

STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: tous, label: Tous}]
territories: [{id: nord, label: Nord}, {id: sud, label: {fr: Sud, en: South}, aliases: [Le Sud]}]
scales:
  - id: accord5
    favourable_from: 4
    levels:
      - {label: Pas du tout d’accord}
      - {label: Plutôt pas d’accord}
      - {label: Neutre}
      - {label: Plutôt d’accord}
      - {label: Tout à fait d’accord}
    non_substantive: [{id: dont_know, label: Je ne sais pas}]
  - {id: oui_non, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}
constructs: [{id: c, label: C}]
items:
  - {id: q1, construct: c, scale: accord5, audiences: [tous], wording: Varié}
  - {id: q2, construct: c, scale: accord5, audiences: [tous], wording: Peu moderne, direction: favourable_low}
open_questions: {surprise: Une surprise}
sources:
  - id: avant
    files: avant.csv
    tool: generic
    audience: tous
    territory: {column: Territoire}
    person: {columns: [Code], pattern: "(?i)[a-z]{2}[0-9]{2}"}
    answered_on: Date
    verbatims: {surprise: Surprise}
    answers: {before: {q1: Q1, q2: Q2}}
  - id: apres
    files: apres.csv
    tool: generic
    audience: tous
    territory: {column: Territoire}
    person: {columns: [Code], pattern: "(?i)[a-z]{2}[0-9]{2}"}
    answered_on: Date
    answers: {after: {q1: Q1, q2: Q2}}
"""
HEADER = "Code;Territoire;Date;Q1;Q2;Surprise\n"
YES, NO, DK = "Tout à fait d'accord", "Pas du tout d’accord", "je ne  sais pas"


@pytest.fixture
def study() -> Study:
    return parse_study(STUDY)


def write(folder: Path, *, before: str | None = None, after: str | None = None, encoding: str = "utf-8") -> Path:
    for name, text in (("avant.csv", before), ("apres.csv", after)):
        if text is not None:
            (folder / name).write_text(text if text == "" else HEADER + text, encoding=encoding, newline="")
    return folder


def tables(study: Study, folder: Path) -> dict[str, pd.DataFrame]:
    found = pipeline.read(study, raw=folder, key=FICTION_KEY).tables
    assert pipeline.ledger_balances(found["ledger"])
    return found


def count(ledger: pd.DataFrame, unit: str, category: str) -> int:
    return int(ledger.loc[(ledger["unit"] == unit) & (ledger["category"] == category), "n"].sum())


def test_each_answer_is_read_once(study: Study, tmp_path: Path) -> None:
    found = tables(
        study,
        write(tmp_path, before=f"ab12;nord;05/03/2024;{YES};{NO};\n", after=f"AB12;Le sud;2024-04-05;{NO};{DK};\n"),
    )
    rows = found["responses"].set_index(["wave", "item"])
    assert rows.loc[("before", "q1"), "position"] == 5
    assert (rows.loc[("before", "q2"), "position"], rows.loc[("before", "q2"), "score"]) == (1, 5)
    assert rows.loc[("before", "q2"), "favourable"]
    assert rows.loc[("after", "q2"), "non_substantive"] == "dont_know"
    assert pd.isna(rows.loc[("after", "q2"), "position"])
    assert rows["person"].nunique() == 1
    assert rows.loc[("after", "q1"), "territory"] == "sud"
    assert rows.loc[("before", "q1"), "answered_on"] == pd.Timestamp("2024-03-05")


def test_a_re_saved_file_reads_the_same(study: Study, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    text = f"ab12;nord;05/03/2024;Plutôt d’accord;{NO};été\r\n"
    one = tables(study, write(tmp_path / "a", before=text))["responses"]
    two = tables(study, write(tmp_path / "b", before=text, encoding="cp1252"))["responses"]
    pd.testing.assert_frame_equal(one, two)


def test_rows_are_somewhere(study: Study, tmp_path: Path) -> None:
    text = (
        f"ab12;nord;05/03/2024;{YES};{NO};\n"
        f"ab12;nord;06/03/2024;{NO};{NO};\n"  # same person again: the last is kept
        f"zz99;lune;05/03/2024;{YES};{NO};\n"  # unknown territory
        f"a;nord;05/03/2024;{YES};{NO};\n"  # malformed code
        ";;;;;\n"
        f"cd34;nord;05/03/2024;{YES}\n"  # too few cells
    )
    found = tables(study, write(tmp_path, before=text))
    ledger = found["ledger"]
    assert {c: count(ledger, "row", c) for c in ("raw", "accepted", "duplicate", "incomplete", "quarantined")} == {
        "raw": 6,
        "accepted": 2,
        "duplicate": 1,
        "incomplete": 1,
        "quarantined": 2,
    }
    assert set(found["quarantine"]["reason"]) == {"unknown_territory", "wrong_width"}
    assert found["quarantine"]["row"].tolist() == [4, 7] or sorted(found["quarantine"]["row"]) == [4, 7]
    kept = found["responses"]
    assert kept.loc[kept["identified"], "position"].tolist() == [1, 1]
    assert count(ledger, "note", "unidentified") == 1


def test_unknown_label_is_quarantined_and_its_text_is_not_repeated(study: Study, tmp_path: Path) -> None:
    text = "ab12;nord;05/03/2024;Plutot d'acord;Madame Durand m'a dit;\n"
    found = tables(study, write(tmp_path, before=text))
    quarantine = found["quarantine"].set_index("column")
    assert quarantine.loc["Q1", "expected"].startswith("« Plutôt d’accord » ?")
    assert "Durand" not in quarantine.to_csv()
    assert count(found["ledger"], "cell", "quarantined") == 2
    assert found["responses"].empty


def test_verbatims_and_identities_go_no_further(study: Study, tmp_path: Path) -> None:
    found = tables(study, write(tmp_path, before=f"ab12;nord;05/03/2024;{YES};{NO};Appelez le 06 12 34 56 78\n"))
    everything = "".join(table.to_csv() for table in found.values())
    assert "06 12" not in everything
    assert "ab12" not in everything
    assert count(found["ledger"], "note", "verbatims_kept") == 1
    assert count(found["ledger"], "note", "personal_data_removed") == 1
    assert found["verbatims"]["redacted"].tolist() == ["Appelez le [téléphone]"]


def test_unreadable_date_keeps_the_row(study: Study, tmp_path: Path) -> None:
    found = tables(study, write(tmp_path, before=f"ab12;nord;hier;{YES};{NO};\n"))
    assert found["quarantine"]["reason"].tolist() == ["unreadable_date"]
    assert len(found["responses"]) == 2
    assert found["responses"]["answered_on"].isna().all()


def test_a_file_no_source_reads_is_named(study: Study, tmp_path: Path) -> None:
    (tmp_path / "autre.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    ledger = tables(study, write(tmp_path, before=f"ab12;nord;05/03/2024;{YES};{NO};\n"))["ledger"]
    assert ledger.loc[ledger["category"] == "file_not_used", "file"].tolist() == ["autre.csv"]
    assert ledger.loc[ledger["category"] == "no_file", "source"].tolist() == ["apres"]


def test_nothing_to_read_still_builds(study: Study, tmp_path: Path) -> None:
    found = tables(study, tmp_path)
    assert found["responses"].empty
    assert perception.paired_shift(found["responses"], codebook=study.codebook()).empty


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        (f"ab12;nord;;{YES};{NO};\n", f"cd34;nord;;{YES};{NO};\n", 0),
        (f"ab12;nord;;{YES};{NO};\n", f"ab12;nord;;{NO};{NO};\n", 1),
        (f"ab12;nord;;{YES};{NO};\ncd34;sud;;{NO};{NO};\n", f"ab12;nord;;{YES};{NO};\ncd34;sud;;{NO};{NO};\n", 2),
    ],
    ids=["no_pairs_at_all", "one_pair", "everybody_unchanged"],
)
def test_thin_data_has_rows_and_no_verdict(study: Study, tmp_path: Path, before: str, after: str, pairs: int) -> None:
    found = tables(study, write(tmp_path, before=before, after=after))
    shift = perception.paired_shift(found["responses"], codebook=study.codebook())
    assert shift["n_pairs"].tolist() == [pairs, pairs]
    assert set(shift["verdict"]) == {"insufficient"}


REFUSALS = {
    "empty_file": ("", "est vide"),
    "missing_column": (None, "manquent"),
    "two_scales": ("".join(f"ab{k}1;nord;;{'Oui' if k % 2 else 'Non'};{NO};\n" for k in range(4)), "Deux échelles"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_files_say_what_where_and_what_to_do(study: Study, tmp_path: Path, case: str) -> None:
    text, sentence = REFUSALS[case]
    write(tmp_path, before=text)
    if case == "missing_column":
        (tmp_path / "avant.csv").write_text("Code;Territoire;Date;Q 1;Q2;Surprise\nab12;nord;;x;y;\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        tables(study, tmp_path)
    said = str(caught.value)
    assert sentence in said
    assert "avant.csv" in said
    assert "À faire" in said


def test_unreadable_workbook(study: Study, tmp_path: Path) -> None:
    (tmp_path / "avant.xlsx").write_bytes(b"PK not a workbook")
    changed = parse_study(STUDY.replace("files: avant.csv", "files: avant.xlsx"))
    with pytest.raises(SourceError) as caught:
        tables(changed, tmp_path)
    assert "avant.xlsx" in str(caught.value)


def test_wrong_tool_is_named_with_its_evidence(study: Study, tmp_path: Path) -> None:
    changed = parse_study(STUDY.replace("tool: generic", "tool: limesurvey", 1))
    with pytest.raises(SourceError) as caught:
        tables(changed, write(tmp_path, before=f"ab12;nord;05/03/2024;{YES};{NO};\n"))
    assert "LimeSurvey" in str(caught.value)
    assert "tool: generic" in str(caught.value)


def test_one_file_two_sources(tmp_path: Path) -> None:
    changed = parse_study(STUDY.replace("files: apres.csv", "files: avant.csv"))
    with pytest.raises(SourceError, match="deux sources"):
        tables(changed, write(tmp_path, before=f"ab12;nord;05/03/2024;{YES};{NO};\n"))


def test_two_headers_of_one_name(study: Study, tmp_path: Path) -> None:
    (tmp_path / "avant.csv").write_text("Code;Territoire;Date;Q1;Q1;Q2;Surprise\nab12;nord;;a;b;c;\n", encoding="utf-8")
    with pytest.raises(SourceError, match="même intitulé"):
        tables(study, tmp_path)


def test_missing_key_explains_itself(tmp_path: Path) -> None:
    with pytest.raises(KeyMissingError) as caught:
        load_key(path=tmp_path / "none", environment={})
    assert "declic key new" in str(caught.value)


def test_two_scales_for_a_mirror_pair_is_a_study_fault() -> None:
    text = STUDY.replace("wording: Varié}", "wording: Varié, mirror: q3}").replace(
        "open_questions",
        "  - {id: q3, construct: c, scale: oui_non, audiences: [tous], wording: Q}\nopen_questions",
    )
    with pytest.raises(StudyError, match="échelle"):
        parse_study(text)


def test_build_is_written_whole_and_known_to_be_fresh(study: Study, tmp_path: Path) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "processed" / "essai"
    raw.mkdir()
    write(raw, before=f"ab12;nord;05/03/2024;{YES};{NO};\n")
    assert pipeline.is_stale(study, raw=raw, processed=processed)
    built = pipeline.build(study, raw=raw, processed=processed, key=FICTION_KEY)
    assert not pipeline.is_stale(study, raw=raw, processed=processed)
    (processed / "videos.parquet").rename(raw / "videos.kept")
    assert pipeline.is_stale(study, raw=raw, processed=processed)  # a table is gone, or came with a newer version
    (raw / "videos.kept").rename(processed / "videos.parquet")
    loaded = pipeline.load(processed)
    pd.testing.assert_frame_equal(loaded.tables["responses"], built.tables["responses"])
    assert loaded.manifest["extracted_on"] == "2024-03-05"
    assert str(tmp_path) not in (processed / "manifest.json").read_text(encoding="utf-8")
    write(raw, before=f"ab12;nord;05/03/2024;{NO};{NO};\n")
    assert pipeline.is_stale(study, raw=raw, processed=processed)


def test_only_an_earlier_build_is_replaced(study: Study, tmp_path: Path) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "essai"
    raw.mkdir()
    write(raw, before=f"ab12;nord;05/03/2024;{YES};{NO};\n")
    pipeline.build(study, raw=raw, processed=processed, key=FICTION_KEY)
    pipeline.build(study, raw=raw, processed=processed, key=FICTION_KEY)
    with pytest.raises(UsageError, match="existe déjà"):
        pipeline.build(study, raw=raw, processed=processed, key=FICTION_KEY, overwrite=False)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(UsageError, match="ne sont pas des tables"):
        pipeline.build(study, raw=raw, processed=mine, key=FICTION_KEY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["essai", "mine", "raw"]  # nothing half made


def test_two_builds_of_the_same_files_are_byte_for_byte_the_same(study: Study, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    write(raw, before=f"ab12;nord;05/03/2024;{YES};{NO};\n", after=f"ab12;sud;06/04/2024;{NO};{DK};\n")
    for name in ("one", "two"):
        pipeline.build(study, raw=raw, processed=tmp_path / name, key=FICTION_KEY)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) > 20
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


def test_a_copy_of_a_file_counts_as_duplicates(tmp_path: Path) -> None:
    changed = parse_study(STUDY.replace("files: avant.csv", "files: avant*.csv"))
    write(tmp_path, before=f"ab12;nord;05/03/2024;{YES};{NO};\n;nord;05/03/2024;{NO};{NO};\n")
    (tmp_path / "avant2.csv").write_bytes((tmp_path / "avant.csv").read_bytes())
    found = tables(changed, tmp_path)
    assert count(found["ledger"], "row", "duplicate") == 2
    assert count(found["ledger"], "note", "copied_file") == 1
    assert len(found["responses"]) == 4


def test_an_item_not_asked_of_the_audience_is_quarantined(tmp_path: Path) -> None:
    text = STUDY.replace("[{id: tous, label: Tous}]", "[{id: tous, label: Tous}, {id: pros, label: Pros}]")
    text = text.replace("audiences: [tous], wording: Varié", "audiences: [tous, pros], wording: Varié")
    fixed = "audience: tous\n    territory: {column: Territoire}"
    changed = parse_study(text.replace(fixed, "audience: {column: Territoire}"))
    write(tmp_path, before=f"ab12;pros;05/03/2024;{YES};{NO};\ncd12;tous;05/03/2024;{YES};;\n")
    found = tables(changed, tmp_path)
    assert found["quarantine"][["row", "column", "reason"]].to_numpy().tolist() == [[2, "Q2", "unknown_audience"]]
    assert count(found["ledger"], "cell", "quarantined") == 1
    assert not perception.distribution(found["responses"], codebook=changed.codebook()).empty


def test_unknown_labels_are_told_only_when_they_can_name_nobody(study: Study, tmp_path: Path) -> None:
    said = ["Plutot d'acord;", *["Peut-être bien;"] * 5, "Voir Mme Exemple;"]
    rows = "".join(f"ab{k}0;nord;;{text}{NO};\n" for k, text in enumerate(said))
    write(tmp_path, before=f"{rows}zz99;nord;;{YES};{NO};\n")
    remarks = [str(remark) for remark in pipeline.read(study, raw=tmp_path, key=FICTION_KEY).remarks]
    assert len(remarks) == 3
    assert "Plutot d'acord" in remarks[0]
    assert "Peut-être bien" in remarks[1]
    assert "Exemple" not in "".join(remarks)


def test_a_failed_build_leaves_the_last_one(study: Study, tmp_path: Path) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "processed" / "essai"
    raw.mkdir()
    write(raw, before=f"ab12;nord;05/03/2024;{YES};{NO};\n")
    pipeline.build(study, raw=raw, processed=processed, key=FICTION_KEY)
    write(raw, before="")
    with pytest.raises(DeclicError):
        pipeline.build(study, raw=raw, processed=processed, key=FICTION_KEY)
    assert len(pipeline.load(processed).tables["responses"]) == 2


@pytest.mark.parametrize("seed", [1, 2024])
def test_the_demonstration_goes_where_its_truth_says(tmp_path: Path, seed: int) -> None:
    truth = demo.write_exports(tmp_path, seed=seed)
    ledger = tables(load_study(tmp_path), tmp_path)["ledger"]
    for file, told in truth["files"].items():
        for unit, counts in (("row", told["rows"]), ("cell", told["cells"])):
            part = ledger[(ledger["file"] == file) & (ledger["unit"] == unit)]
            assert dict(zip(part["category"], part["n"], strict=True)) == counts, (file, unit)
