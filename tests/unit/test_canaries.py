"""Unique words in every identifying place of a study: none is found in what leaves the folder of raw files."""

from __future__ import annotations

import json
import logging
import subprocess
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from declic_analysis import cli, errors, pipeline, privacy, schemas
from declic_analysis.errors import ContractError, DeclicError, SourceError
from declic_analysis.reports.blocks import Block
from declic_analysis.reports.reading import Reading, open_study
from declic_analysis.reports.testimony import TestimonyReading
from declic_analysis.study import parse_study
from declic_analysis.study.register_workbook import write_template

NAME = "canari"
STUDY = """
schema_version: 1
name: canari
title: Canari
programme: Essai
audiences: [{id: pros, label: Professionnels}]
territories: [{id: nord, label: Nord}]
formats: [{id: tour, label: Tour, audience: pros}]
structures: [{id: relais, name: Relais du Nord, territory: nord, roles: [prescriber]}]
scales:
  - id: accord
    favourable_from: 3
    levels: [{label: Non}, {label: Plutôt non}, {label: Plutôt oui}, {label: Oui}]
constructs: [{id: c, label: C}]
items: [{id: q1, construct: c, scale: accord, audiences: [pros], wording: Question}]
open_questions: {avis: Votre avis}
themes: [{id: vu, label: Visite, valence: other, expressions: [vu]}]
choice_questions:
  - id: canal
    wording: Par quel canal
    other: true
    audiences: [pros]
    options: [{id: presse, label: Presse}, {id: web, label: Le web}]
sources:
"""
SOURCE = """
  - id: %s
    files: %s.csv
    tool: generic
    audience: pros
    territory: nord
    structure: {column: Structure}
    answered_on: Date
    person: {columns: [Code], pattern: "(?i)[a-z]{2}[0-9]{2}[a-z]{2}"}
    verbatims: {avis: Avis}
    choices: {%s: {canal: Canal}}
    answers: {%s: {q1: Q1}}
"""
HEADERS = ("Code", "Courriel", "Structure", "Date", "Q1", "Canal", "Avis")
# One word for each place; accents, capitals and spaces are those that a cleaning step would change.
CODES = [f"QZ{k:02d}XW" for k in range(1, 17)]
SURVEY = {
    "Code": "Éloïse Zorbacode", "Courriel": "zorbamail@exemple.fr", "Structure": "Élodie Zorbastructure",
    "Date": "appelez le 06 98 76 54 31", "Q1": "demandez à Zorbalabel", "Canal": "par Zorbacanal",
    "Avis": "Zorbaavis est là",
}  # fmt: skip
REGISTERS = {
    "actions": [{"référence": "A1", "format": "Tour", "territoire": "Nord", "date": "05/03/2024",
                 "opérateur": "Zorbaoperateur"}],
    "présences": [{"référence de l’action": "A1", "nom": "Zorbapresent", "prénom": "Ünal Zorbaprenom",
                   "structure": "Zorbaemploi", "présence": "Zorbaexcuse"}],
    "embauches": [{"nom": "Zorbahire", "prénom": "Zorbahireprenom", "entreprise": "Zorbapatron",
                   "acceptée le": "voir Zorbadate", "contrat": "Zorbacontrat", "métier (ROME)": "Zorbarome"},
                  {"code personnel": "Zorbamalforme", "acceptée le": "10/03/2024"}],
    "entretiens et observations": [{"méthode": "entretien", "notes": "Zorbanote a dit", "citation autorisée": "oui"},
                                   {"méthode": "Zorbamethode", "notes": "rien"}],
}  # fmt: skip
CANARIES = [
    "zorba", "zorbacode", "eloise", "élodie", "06 98 76 54 31", "0698765431", "unal", "ünal",
    *CODES, *(text for text in SURVEY.values()),
    *(text for rows in REGISTERS.values() for row in rows for text in row.values() if "zorba" in text.casefold()),
]  # fmt: skip
BESIDE_RAW = {"corrections.xlsx", "structure_matches.csv", "themes.xlsx"}


def found(text: str) -> list[str]:
    """The canaries in a text, as they were typed, in lower case or without accents."""
    forms = (text, text.casefold(), privacy.normalised(text))
    return sorted(
        {c for c in CANARIES for way in (c, c.casefold(), privacy.normalised(c)) if any(way in f for f in forms)}
    )


def survey(labels: list[str], *, of: dict[str, str]) -> str:
    plain = [
        {"Code": code, "Courriel": f"zorbamail{k}@exemple.fr", "Structure": "Relais du Nord", "Date": "05/03/2024",
         "Q1": labels[k % len(labels)], "Canal": "Presse" if k % 2 else "Le web",
         "Avis": f"Zorbaavis {k}, vu avec zorbapresent"}
        for k, code in enumerate(CODES)
    ]  # fmt: skip
    # each odd cell in a row of its own, else the first fault of a row would hide the others
    odd = [{**plain[k], name: text} for k, (name, text) in enumerate(of.items())]
    rows = [*odd, *plain[len(odd) :]]
    return "\n".join(
        ";".join(row[name] for name in HEADERS) for row in [dict(zip(HEADERS, HEADERS, strict=True)), *rows]
    )


def write_study(folder: Path) -> None:
    folder.mkdir(parents=True)
    sources = "".join(SOURCE % (name, name, wave, wave) for name, wave in (("avant", "before"), ("apres", "after")))
    (folder / "study.yaml").write_text(STUDY + sources, encoding="utf-8")
    (folder / "avant.csv").write_text(survey(["Non", "Plutôt non", "Plutôt oui"], of=SURVEY), encoding="utf-8")
    (folder / "apres.csv").write_text(survey(["Plutôt oui", "Oui", "Non"], of={}), encoding="utf-8")
    path = folder / "registres.xlsx"
    write_template(parse_study(STUDY + sources), path)
    book = openpyxl.load_workbook(path)
    for title, rows in REGISTERS.items():
        headers = [cell.value for cell in book[title][1]]
        for line, row in enumerate(rows, start=2):
            for header, value in row.items():
                book[title].cell(line, headers.index(header) + 1, value)
    book.save(path)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Place → all that is said there; `root` is the project's folder."""
    root = tmp_path_factory.mktemp("projet")
    for folder in ("notebooks", "outputs", "data/processed"):
        (root / folder).mkdir(parents=True)
    write_study(root / "data/raw" / NAME)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DECLIC_ROOT", str(root))
        patch.setenv("DECLIC_KEY", "5a" * privacy.KEY_BYTES)
        errors.set_language("fr")
        screens = {command: run(root, command) for command in ("check", "build", "themes")}
        parts = {"internal": Reading.__mro__[:-1], "external": (Reading, TestimonyReading)}
        opened = {way: open_study(NAME, diffusion=way) for way in ("internal", "external")}
        shown = {way: everything(reading, parts=parts[way]) for way, reading in opened.items()}
        for way, reading in opened.items():
            reading.write_results(str(root / "outputs" / way))
        return {"root": str(root), **screens, **shown}


def run(root: Path, command: str) -> str:
    done = CliRunner().invoke(cli.main, [command, NAME, "--root", str(root)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def everything(opened: Reading, *, parts: tuple[type, ...]) -> str:
    own = {name: method for part in reversed(parts) for name, method in vars(part).items()}
    names = [name for name, method in own.items() if callable(method) and not name.startswith(("_", "write_"))]
    shown = [getattr(opened, name)() for name in names]
    blocks = [block for one in shown for block in ([one] if isinstance(one, Block) else one)]
    assert len(blocks) > 15
    return json.dumps([list(block) for block in blocks], ensure_ascii=False)


def test_the_canaries_were_read_and_would_be_found(told: dict[str, str]) -> None:
    book = openpyxl.load_workbook(Path(told["root"]) / "data/raw" / NAME / "corrections.xlsx")
    kept = " ".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row)
    assert {SURVEY["Q1"], SURVEY["Date"], "Zorbamethode"} <= set(found(kept))
    assert found("ELOISE ZORBACODE") and found("qz01xw") and not found("Relais du Nord")
    processed = Path(told["root"]) / "data/processed" / NAME
    reasons = set(pd.read_parquet(processed / "quarantine.parquet")["reason"])
    assert {"unknown_label", "unreadable_date"} <= reasons
    answers = pd.read_parquet(processed / "responses.parquet")
    assert answers["person"].nunique() >= len(CODES)
    assert len(pd.read_parquet(processed / "attendances.parquet")) == 1


def test_a_person_of_a_register_goes_from_what_others_write_and_from_the_workbook_of_themes(
    told: dict[str, str],
) -> None:
    book = openpyxl.load_workbook(Path(told["root"]) / "data/raw" / NAME / "themes.xlsx")
    cells = [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert sum("vu avec [nom]" in text for text in cells) > len(CODES)
    assert found(" ".join(cells)) == []


@pytest.mark.parametrize("place", ["check", "build", "themes", "internal", "external"])
def test_no_canary_is_shown(told: dict[str, str], place: str) -> None:
    assert len(told[place]) > 100
    assert found(told[place]) == []


def test_no_canary_is_in_a_table_or_its_metadata(told: dict[str, str]) -> None:
    tables = sorted((Path(told["root"]) / "data/processed" / NAME).glob("*.parquet"))
    assert len(tables) == len(schemas.TABLES)
    for path in tables:
        table = pq.read_table(path)
        assert found(str(table.schema.metadata) + table.to_pandas().to_csv()) == [], path.name


def test_canaries_stay_beside_the_raw_files(told: dict[str, str], project_root: Path) -> None:
    root = Path(told["root"])
    raw = root / "data/raw" / NAME
    inputs = {"study.yaml", "avant.csv", "apres.csv", "registres.xlsx"}
    assert {path.name for path in raw.iterdir()} - inputs == BESIDE_RAW
    elsewhere = [path for path in root.rglob("*") if path.is_file() and raw not in path.parents]
    assert any(path.name == "manifest.json" for path in elsewhere)
    assert any(path.suffix == ".csv" for path in elsewhere)
    for path in elsewhere:
        assert found(path.read_bytes().decode("utf-8", errors="ignore")) == [], path
        assert found(str(path.relative_to(root))) == []
    for name in BESIDE_RAW:
        asked = ["git", "check-ignore", "-q", "--no-index", f"data/raw/{NAME}/{name}"]
        assert subprocess.run(asked, cwd=project_root, check=False).returncode == 0


def test_no_canary_is_in_a_remark_or_a_log(told: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    folder = Path(told["root"]) / "data/raw" / NAME
    study = parse_study((folder / "study.yaml").read_text(encoding="utf-8"))
    with caplog.at_level(logging.DEBUG):
        done = pipeline.read(study, raw=folder, key=privacy.Key(b"k" * privacy.KEY_BYTES))
    assert found(" ".join(text for remark in done.remarks for text in remark) + caplog.text) == []


def refused(action: object, kind: type[DeclicError]) -> str:
    with pytest.raises(kind) as failure:
        action()  # type: ignore[operator]
    return str(failure.value) + repr(failure.value)


def test_no_canary_is_in_an_error(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    write_study(folder)
    study = parse_study((folder / "study.yaml").read_text(encoding="utf-8"))
    key = privacy.Key(b"k" * privacy.KEY_BYTES)
    (folder / "avant.csv").write_text(survey(["Zorbalabel", "Zorbacanal", "Zorbaavis"], of={}), encoding="utf-8")
    assert found(refused(lambda: pipeline.read(study, raw=folder, key=key), SourceError)) == []
    wrong = schemas.empty("consents").reindex(range(2)).assign(purpose="Zorbanote")
    assert found(refused(lambda: schemas.check(wrong, "consents"), ContractError)) == []
