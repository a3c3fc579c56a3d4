"""YouTube Studio's own exports: soft hyphens in headers, a total row, French and English names, decimal commas."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.ingest.headers import header_key
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study
from declic_analysis.study.register_fields import FIELDS
from declic_analysis.vocabulary import RegisterKind

STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: tous, label: Tous}]
scales: [{id: accord, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C}]
items: [{id: q1, construct: c, scale: accord, audiences: [tous], wording: A}]
registers: [{id: chaine, kind: videos, files: "*/*.csv"}]
"""
# Headers as seen in real exports (their hyphenation included).
ENGLISH = (
    "Video,Video title,Video pub\u00adlish time,Av\u00ader\u00adage per\u00adcent\u00adage viewed (%),"
    "Av\u00ader\u00adage view dur\u00ada\u00adtion,Views,Watch time (hours),Sub\u00adscribers,Im\u00adpres\u00adsions,"
    "Im\u00adpres\u00adsions click-through rate (%),Likes\n"
    "Total,,,41.2,0:02:00,1500,60.5,12,20000,4.1,33\n"
    'abc,"Forge, atelier","May 8, 2020",42.5,0:03:09,1000,50.25,10,15000,4.2,30\n'
    " -xyz,Fonderie,,,0:01:00,500,10.25,-2,5000,3.9,3\n"
)
FRENCH = (
    "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues,Durée de visionnage (heures),Abonnés,"
    "Impressions,Taux de clics par impression (%),J'aime\n"
    'Total,,,,"1\u202f500","60,5",12,20000,"4,1",3\n'
    'abc,Forge,28 sept. 2026,189,"1\u202f000","50,25",10,15000,"4,2",3\n'
)


def read(tmp_path: Path, text: str, *, folder: str = "Content 2024-01-01_2024-12-31 Essai") -> pipeline.Build:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "Table data.csv").write_text(text, encoding="utf-8")
    done = pipeline.read(parse_study(STUDY), raw=tmp_path, key=FICTION_KEY)
    assert pipeline.ledger_balances(done.tables["ledger"]) and done.tables["quarantine"].empty
    return done


def test_english_export(tmp_path: Path) -> None:
    done = read(tmp_path, ENGLISH)
    videos = done.tables["videos"].set_index("video")
    assert list(videos.index) == ["abc", "-xyz"]  # no total, no leading space
    assert videos.loc["abc", "published_on"] == pd.Timestamp(2020, 5, 8)
    assert videos["views"].to_list() == [1000, 500] and videos["watch_hours"].to_list() == [50.25, 10.25]
    assert videos["average_seconds"].to_list() == [189.0, 60.0] and videos.loc["abc", "average_share"] == 0.425
    assert videos["click_rate"].to_list() == [0.042, 0.039] and videos["subscribers"].to_list() == [10, -2]
    assert (videos["measured_on"] == pd.Timestamp(2024, 12, 31)).all()  # the period of the folder's name
    ledger = done.tables["ledger"].set_index(["unit", "category"])["n"]
    assert (ledger["row", "raw"], ledger["row", "accepted"], ledger["row", "duplicate"]) == (3, 2, 1)
    assert ledger["note", "total_row"] == 1 and ledger["note", "columns_not_mapped"] == 1


def test_french_export(tmp_path: Path) -> None:
    video = read(tmp_path, FRENCH, folder="sans date").tables["videos"].iloc[0]
    assert (video["views"], video["watch_hours"], video["click_rate"]) == (1000, 50.25, 0.042)
    assert video["published_on"] == pd.Timestamp(2026, 9, 28) and video["length_seconds"] == 189.0
    assert pd.isna(video["measured_on"])


def test_two_measurements_of_one_video_are_two_rows(tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        folder = tmp_path / f"Content {year}-01-01_{year}-12-31 Essai"
        folder.mkdir()
        (folder / "Table data.csv").write_text(FRENCH, encoding="utf-8")
    videos = pipeline.read(parse_study(STUDY), raw=tmp_path, key=FICTION_KEY).tables["videos"]
    assert videos["measured_on"].dt.year.to_list() == [2023, 2024]


@pytest.mark.shared_data
def test_column_names_collected_from_real_exports(shared_data: Path) -> None:
    """Every name of the video, its title, date, views, watch time, impressions, rate and subscribers is read."""
    text = (shared_data / "youtube_columns" / "COLUMNS.md").read_text(encoding="utf-8")
    collected = {header_key(name.replace("\\u00ad", "")) for part in re.findall(r"`([^`]+)`", text)
                 for name in part.split(",")}  # fmt: skip
    known = {header_key(name) for field in FIELDS[RegisterKind.VIDEOS] for name in (field.header, *field.also)}
    wanted = {
        *("video", "content", "contenu", "video title", "titre de la vidéo", "video publish time", "views", "vues"),
        *("heure de publication de la vidéo", "watch time (hours)", "durée de visionnage (heures)", "subscribers"),
        *("abonnés", "nouveaux abonnés", "impressions", "thumbnail impressions", "impressions click-through rate (%)"),
        *("thumbnail click-through rate (%)", "taux de clics par impression (%)", "average percentage viewed (%)"),
        *("pourcentage moyen de vidéo regardé (%)", "pourcentage moyen regardé (%)", "average view duration"),
        *("durée moyenne d'une vue", "durée moyenne de visionnage", "duration", "durée"),
    }  # fmt: skip
    assert wanted <= collected  # the list is that of the collection
    assert wanted <= known


def exported(folder: Path, name: str, *, zipped: bool = True) -> None:
    """The three tables of an export, as the platform hands them over."""
    tables = {"Données du tableau.csv": FRENCH, "Totaux.csv": "Date,Vues\n2024-01-01,3\n",
              "Données du graphique.csv": "Date,Contenu,Titre de la vidéo,Vues\n2024-01-01,abc,Forge,3\n"}  # fmt: skip
    if zipped:
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as box:
            for title, text in tables.items():
                box.writestr(title, text)
        return
    (folder / name).mkdir()
    for title, text in tables.items():
        (folder / name / title).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("zipped", [True, False])
def test_an_export_dropped_as_it_comes_is_recognised_and_counted_once(tmp_path: Path, zipped: bool) -> None:
    exported(tmp_path, "Contenu 2024-01-01_2024-12-31 Essai", zipped=zipped)
    done = pipeline.read(parse_study(STUDY.split("registers:")[0]), raw=tmp_path, key=FICTION_KEY)
    videos = done.tables["videos"]
    assert videos[["video", "views"]].to_numpy().tolist() == [["abc", 1000]]
    assert videos["measured_on"].to_list() == [pd.Timestamp(2024, 12, 31)]
    ledger = done.tables["ledger"]
    assert ledger.loc[ledger["category"] == "total_row", "n"].to_list() == [1]
    assert not ledger["category"].isin(["export_of_a_period", "undated_export"]).any()


def test_figures_of_a_period_and_figures_without_a_day_are_said(tmp_path: Path) -> None:
    exported(tmp_path, "Contenu 2026-10-01_2026-12-31 Essai")
    exported(tmp_path, "export sans nom")
    ledger = pipeline.read(parse_study(STUDY.split("registers:")[0]), raw=tmp_path, key=FICTION_KEY).tables["ledger"]
    told = ledger[ledger["category"].isin(["export_of_a_period", "undated_export"])]
    assert dict(zip(told["category"], told["n"], strict=True)) == {"export_of_a_period": 1, "undated_export": 1}


def test_a_zip_of_something_else_is_no_export(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as box:
        box.writestr("liste.csv", "nom,vues\nx,1\n")
    (tmp_path / "abime.zip").write_bytes(b"PK\x03\x04 not a zip")
    done = pipeline.read(parse_study(STUDY.split("registers:")[0]), raw=tmp_path, key=FICTION_KEY)
    assert done.tables["videos"].empty
