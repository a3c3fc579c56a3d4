"""From communes, postal codes, EPCI and zones to territories; where a structure disagrees with its own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import pipeline, workplace
from declic_analysis.errors import SourceError, StudyError
from declic_analysis.ingest.places import Places, places_of, read_communes, territories_of
from declic_analysis.ingest.structures import structure_remarks
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study, load_study, parse_study
from declic_analysis.vocabulary import NoteKind

STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: pros, label: Pros, design: post_only}]
territories:
  - {id: lyonnais, label: Lyonnais, epci: "200046977", employment_zone: "8421"%s}
  - {id: stephanois, label: Stéphanois, epci: "244200770", employment_zone: "8428"}
structures: [%s]
scales: [{id: s, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C, about: relation}]
items: [{id: q, construct: c, scale: s, audiences: [pros], wording: Q}]
sources:
  - {id: f, files: "r*.csv", tool: generic, audience: pros, territory: {column: Lieu%s}, answers: {after: {q: Q}}}
%s
"""
LIST = """references:
  communes: {file: %s, code: code_commune, name: nom, postal_codes: codes_postaux, epci: epci_code}
"""
# Seven real communes, from the public list of INSEE: code, name, postal codes, EPCI.
COMMUNES = """code_commune;nom;codes_postaux;epci_code
69123;Lyon;69001|69003;200046977
69290;Saint-Priest;69800;200046977
42218;Saint-Étienne;42000|42100|42230;244200770
42183;Roche-la-Molière;42230;244200770
42279;Saint-Just-Saint-Rambert;42170;200065886
1004;Ambérieu-en-Bugey;01500;240100883
2A004;Ajaccio;20000;242010056
"""


def study_of(*, communes: str = "", structures: str = "", holds: str = "", references: str = "") -> Study:
    return parse_study(STUDY % (communes, structures, holds and f", holds: {holds}", references))


@pytest.fixture
def with_list(tmp_path: Path) -> Places:
    (tmp_path / "communes.csv").write_text(COMMUNES, encoding="utf-8")
    study = study_of(references=LIST % "communes.csv")
    assert study.references.communes is not None
    return places_of(study, communes=read_communes(tmp_path / "communes.csv", columns=study.references.communes))


@pytest.mark.parametrize(
    ("text", "holds", "territory"),
    [
        ("69123", "commune", "lyonnais"),
        ("69383", "commune", "lyonnais"),  # a district of Lyon
        ("42218.0", "commune", "stephanois"),
        ("42279", "commune", None),  # Loire Forez
        ("1004", "commune", None),
        ("99999", "commune", None),
        ("69003", "postal_code", "lyonnais"),
        ("42230", "postal_code", "stephanois"),  # shared by two communes of one territory
        ("42170", "postal_code", None),
        ("69003", "commune", None),  # a postal code is no commune code
        ("200 046 977", "epci", "lyonnais"),
        ("200065886", "epci", None),
        ("8428", "employment_zone", "stephanois"),
        ("8428.0", "employment_zone", "stephanois"),
        ("St Etienne", "name", "stephanois"),
        ("LYON", "name", "lyonnais"),
        ("Ajaccio", "name", None),
        ("", "name", None),
    ],
)
def test_a_place_lies_in_a_territory(with_list: Places, text: str, holds: str, territory: str | None) -> None:
    assert with_list.territory(text, holds=holds) == territory


def test_without_list_only_what_the_study_declares_is_known() -> None:
    places = places_of(study_of(communes=', communes: ["69123"]'))
    assert places.territory("69389", holds="commune") == "lyonnais"
    assert places.territory("42218", holds="commune") is None
    assert places.territory("244200770", holds="epci") == "stephanois"
    assert places.territory("69003", holds="postal_code") is None


def test_what_two_territories_claim_is_nobodys() -> None:
    text = STUDY.replace("244200770", "200046977") % ("", "", "", "")
    places = places_of(parse_study(text))
    assert places.territory("200046977", holds="epci") is None
    assert places.territory("8421", holds="employment_zone") == "lyonnais"


def test_a_postal_code_shared_with_a_commune_outside_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(COMMUNES + "42999;Ailleurs;42100;200065886\n", encoding="utf-8")
    study = study_of(references=LIST % "c.csv")
    places = places_of(study, communes=read_communes(tmp_path / "c.csv", columns=study.references.communes))
    assert places.territory("42100", holds="postal_code") is None
    assert places.territory("42000", holds="postal_code") == "stephanois"


def test_holds_goes_with_a_column() -> None:
    text = STUDY.replace("{column: Lieu%s}", "{value: lyonnais%s}") % ("", "", ", holds: commune", "")
    with pytest.raises(StudyError, match="holds ne va qu’avec column"):
        parse_study(text)


def built(tmp_path: Path, study: Study, cells: list[str], **more: Path) -> pipeline.Build:
    (tmp_path / "r.csv").write_text("Lieu;Q\n" + "".join(f"{c};Oui\n" for c in cells), encoding="utf-8")
    return pipeline.read(study, raw=tmp_path, key=FICTION_KEY, **more)


def test_a_column_of_postal_codes_gives_territories(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(COMMUNES, encoding="utf-8")
    study = study_of(holds="postal_code", references=LIST % "list.csv")
    build = built(tmp_path, study, ["69003", "Stéphanois", "42170", ""])
    assert build.tables["responses"]["territory"].fillna("").tolist() == ["lyonnais", "stephanois", ""]
    assert build.tables["quarantine"]["reason"].tolist() == ["unknown_territory"]
    assert "file_not_used" not in set(build.tables["ledger"]["category"]), NoteKind.FILE_NOT_USED


def test_another_list_makes_a_build_stale(tmp_path: Path) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "p"
    raw.mkdir()
    (raw / "list.csv").write_text(COMMUNES, encoding="utf-8")
    (raw / "r.csv").write_text("Lieu;Q\n69003;Oui\n", encoding="utf-8")
    study = study_of(holds="postal_code", references=LIST % "list.csv")
    pipeline.build(study, raw=raw, processed=processed, key=FICTION_KEY)
    assert not pipeline.is_stale(study, raw=raw, processed=processed)
    (raw / "list.csv").write_text(COMMUNES.replace("69003", "69004"), encoding="utf-8")
    assert pipeline.is_stale(study, raw=raw, processed=processed)


def test_a_list_without_its_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("code;nom\n69123;Lyon\n", encoding="utf-8")
    study = study_of(references=LIST % "list.csv")
    with pytest.raises(SourceError, match=r"(?s)colonnes annoncées.*list\.csv.*code_commune"):
        read_communes(tmp_path / "list.csv", columns=study.references.communes)


@pytest.mark.parametrize("file", ["absent.csv", "../hors.csv", "/etc/hostname"])
def test_a_list_that_is_not_there_is_told(tmp_path: Path, file: str) -> None:
    (tmp_path / "hors.csv").write_text(COMMUNES, encoding="utf-8")
    folder, data = tmp_path / "study", tmp_path / "data"
    folder.mkdir()
    data.mkdir()
    with pytest.raises(SourceError, match="liste de communes est introuvable"):
        workplace.communes_file(study_of(references=LIST % file), folder, environment={"DECLIC_DATA": str(data)})


def test_a_list_among_the_public_data_is_read_in_place(tmp_path: Path) -> None:
    (tmp_path / "data/fr").mkdir(parents=True)
    (tmp_path / "data/fr/list.csv").write_text(COMMUNES, encoding="utf-8")
    study = study_of(references=LIST % "fr/list.csv")
    found = workplace.communes_file(study, tmp_path, environment={"DECLIC_DATA": str(tmp_path / "data")})
    assert found == tmp_path / "data/fr/list.csv"
    assert workplace.communes_file(study_of(), tmp_path, environment={}) is None


REMARKS = [
    ('epci: "200065886"', ["son EPCI n’est pas celui de « Lyonnais » ; le territoire déclaré est gardé"]),
    ('epci: "200046977"', []),
    ('commune: "69383"', []),
    ('commune: "42218"', ["sa commune n’est pas l’une de celles de « Lyonnais »"]),
    ('commune: "69123", epci: "244200770"', ["son EPCI n’est pas celui", "un autre EPCI, 200046977"]),
    ('commune: "69003"', ["sa commune n’est pas dans la liste de communes (code postal ?)"]),
    ('roles: [company], naf: "7112B"', ["son code NAF n’est pas de la section C"]),
    ('roles: [company], naf: "25.11Z"', []),
    ('roles: [prescriber], naf: "8899B"', []),
]


@pytest.mark.parametrize(("fields", "said"), REMARKS)
def test_disagreements_are_said_and_change_nothing(with_list: Places, fields: str, said: list[str]) -> None:
    study = study_of(structures=f"{{id: un, name: Un, territory: lyonnais, {fields}}}")
    remarks = [str(m).replace("\u00a0", " ").replace("\u202f", " ") for m in structure_remarks(study, places=with_list)]
    told = [part for part in said if any(part in remark for remark in remarks)]
    assert told == said and len(remarks) >= len(said)
    assert said or not remarks
    assert study.structures[0].territory == "lyonnais"


def test_a_declared_commune_is_enough_for_the_epci_not_to_matter() -> None:
    study = study_of(
        communes=', communes: ["42279"]',
        structures='{id: un, name: Un, territory: lyonnais, commune: "42279", epci: "200065886"}',
    )
    assert structure_remarks(study, places=places_of(study)) == []


def test_a_siae_is_no_employer_outside_the_iae() -> None:
    with pytest.raises(StudyError, match="n’est pas un employeur hors IAE"):
        study_of(structures="{id: un, name: Un, siae_kind: ACI, inclusion_kind: GEIQ}")


def test_the_built_in_study_says_that_oasis_lies_elsewhere(project_root: Path) -> None:
    study = load_study(project_root / "data/raw/declic")
    remarks = [str(remark) for remark in structure_remarks(study, places=places_of(study))]
    assert len(remarks) == 1 and "Oasis jardins de Cocagne" in remarks[0]


@pytest.mark.shared_data
def test_the_real_list_of_communes(shared_data: Path) -> None:
    path = "fr_reference/communes_rhone_loire.csv"
    study = study_of(references=LIST % path)
    listed = read_communes(shared_data / path, columns=study.references.communes)
    assert len(listed) == 586
    places = places_of(study, communes=listed)
    found = territories_of(listed["commune"], places=places, holds="commune").value_counts()
    assert found.to_dict() == {"lyonnais": 58, "stephanois": 53}
    assert places.territory("42279", holds="commune") is None  # Oasis Jardins de Cocagne: Saint-Just-Saint-Rambert
    assert places.epcis["42279"] == "200065886"
    districts = pd.read_csv(shared_data / "fr_reference/arrondissements_lyon.csv", dtype=str)
    assert set(territories_of(districts["code"], places=places, holds="commune")) == {"lyonnais"}
    postal = territories_of(districts["codes_postaux"], places=places, holds="postal_code")
    assert set(postal) == {"lyonnais"} and len(postal) == 9


@pytest.mark.shared_data
def test_real_siae_lie_where_their_postal_code_says(shared_data: Path) -> None:
    """By name and by postal code of the same public file: never two territories for one SIAE."""
    path = "fr_reference/communes_rhone_loire.csv"
    study = study_of(references=LIST % path)
    places = places_of(study, communes=read_communes(shared_data / path, columns=study.references.communes))
    siae = pd.read_csv(
        shared_data / "fr_reference/siae_2019_07_rhone_loire.csv", sep=";", dtype=str, encoding="utf-8-sig"
    )
    by_name = territories_of(siae["COMMUNE"].str.replace(r" \d\d$", "", regex=True), places=places, holds="name")
    by_code = territories_of(siae["CODE_POSTAL"], places=places, holds="postal_code")
    both = by_name.notna() & by_code.notna()
    assert both.sum() >= 60
    assert (by_name[both] == by_code[both]).all()


def test_the_workbook_holds_lists_communes_and_what_a_column_holds(tmp_path: Path) -> None:
    from declic_analysis.study.workbook import read_workbook, write_workbook

    study = study_of(
        communes=', communes: ["69123", "2A004"]',
        holds="commune",
        references=LIST % "fr/list.csv",
        structures="{id: un, name: Un, prescriber_kind: ML}, {id: deux, name: Deux, inclusion_kind: GEIQ, naf: 25.11Z}",
    )
    write_workbook(study, tmp_path / "etude.xlsx")
    assert read_workbook(tmp_path / "etude.xlsx") == study
