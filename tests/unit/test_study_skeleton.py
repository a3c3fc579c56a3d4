"""The skeleton is a study at once, says what to look at, and holds no answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from declic_analysis.errors import UsageError
from declic_analysis.ingest.guessing import guess_file
from declic_analysis.study import Study, parse_study
from declic_analysis.study.guess import ColumnGuess, FileGuess, LevelGuess, ScaleGuess
from declic_analysis.study.skeleton import CHECK, skeleton_yaml
from declic_analysis.study.workbook import read_workbook, write_workbook
from declic_analysis.vocabulary import Tool

HEADERS = [
    "Q1_pre",
    "Q1_post",
    "Q2_pre",
    'Un "mot": # là',
    "Êtes-vous d’accord ? [Le métier]",
    "- tiret",
    "1. Nombre",
    "…",
]


def guess(*columns: ColumnGuess, **changes: object) -> FileGuess:
    plain: dict[str, object] = {
        "file": "avant [1].csv",
        "tool": Tool.GENERIC,
        "looks_like": "tableau quelconque",
        "system": (),
        "encoding": "cp1252",
        "separator": ";",
        "sheet": None,
        "header_rows": 1,
        "n_rows": 12,
        "wave": "before",
        "columns": columns,
        "scales": (ScaleGuess("accord2", (LevelGuess("Non"), LevelGuess("Oui", ("O", "=1"))), sure=True),),
    }
    return FileGuess(**(plain | changes))  # type: ignore[arg-type]


def asked(header: str, *, wave: str = "") -> ColumnGuess:
    stem = re.sub("_(pre|post)$", "", header).casefold()
    return ColumnGuess(header, "scale", "accord2", wave, stem, stem)


def made(found: FileGuess, name: str = "essai") -> Study:
    return parse_study(skeleton_yaml(name, found))


def test_columns_become_items_with_their_headers() -> None:
    study = made(guess(*(asked(header) for header in HEADERS[3:])))
    assert study.sources[0].answers == {
        "before": {
            "un_mot_la": 'Un "mot": # là',
            "le_metier": "Êtes-vous d’accord ? [Le métier]",
            "tiret": "- tiret",
            "q_1_nombre": "1. Nombre",
            "q": "…",
        }
    }
    assert [item.wording.fr for item in study.items] == HEADERS[3:]
    assert study.scales[0].levels[1].codes == ["O", "=1"]


def test_pairs_are_one_item_in_two_waves() -> None:
    columns = asked("Q1_pre", wave="before"), asked("Q1_post", wave="after"), asked("Q2_pre", wave="before")
    study = made(guess(*columns, pairs=(("Q1_pre", "Q1_post"),), person=("Code",)))
    assert study.sources[0].answers == {"before": {"q1": "Q1_pre", "q2": "Q2_pre"}, "after": {"q1": "Q1_post"}}
    assert study.audiences[0].design == "pre_post"
    assert study.sources[0].person is not None
    assert study.sources[0].person.columns == ["Code"]


def test_likely_pairs_wait_for_a_person() -> None:
    columns = asked("Q1_pre", wave="before"), asked("Q9_post", wave="after")
    text = skeleton_yaml("essai", guess(*columns, batteries=(("Q1_pre", "Q9_post"),)))
    assert parse_study(text).sources[0].answers == {"before": {"q1": "Q1_pre"}}
    line = next(line for line in text.splitlines() if "Q9_post" in line)
    assert line == '      #   q1: "Q9_post"'
    confirmed = text.replace("    answers:", "    answers:\n      after:\n        " + line.strip("# ") + "\n#", 1)
    assert parse_study(confirmed).sources[0].answers["after"] == {"q1": "Q9_post"}


def test_ids_are_unique_and_short() -> None:
    long = "Une question vraiment très longue qui dépasse de beaucoup ce qu’un identifiant peut porter"
    study = made(guess(asked(long), asked(f"{long} encore"), asked("Q.1"), asked("Q-1")))
    assert len({item.id for item in study.items}) == 4
    assert all(len(item.id) <= 42 for item in study.items)


def test_nothing_recognised_is_still_a_study_with_an_example_marked() -> None:
    text = skeleton_yaml("essai", guess(scales=()))
    study = parse_study(text)
    assert [len(scale.levels) for scale in study.scales] == [5]
    assert study.sources[0].answers == {"before": {}}
    assert f"{CHECK}\u00a0: aucune échelle reconnue" in text
    assert f"{CHECK}\u00a0: aucune question" in text


@pytest.mark.parametrize(
    "changes",
    [
        {"separator": "\t", "missing": ("NA", "-"), "date_order": "mdy", "answered_on": "Fin: #1"},
        {"sheet": "Feuille: 1", "separator": None, "encoding": None, "header_rows": 3},
        {"tool": Tool.LIMESURVEY, "looks_like": "LimeSurvey", "system": ("ID de la réponse", "Date\nde soumission")},
        {"file": "été\t#1: 'x' \"y\".csv"},
        {"wave": "followup_m3"},
    ],
)
def test_what_the_file_is_made_of(changes: dict[str, object]) -> None:
    source = made(guess(asked("Q1"), **changes)).sources[0]
    for name in ("sheet", "date_order", "answered_on"):
        assert getattr(source, name) == changes.get(name)
    assert source.tool == changes.get("tool", Tool.GENERIC)
    assert source.missing == list(changes.get("missing", ()))  # type: ignore[call-overload]
    assert list(source.answers) == [changes.get("wave", "before")]


def test_free_texts_are_open_questions() -> None:
    study = made(guess(asked("Q1"), ColumnGuess("Un mot ?", "text", stem="un mot ?")))
    assert study.open_questions["un_mot"].fr == "Un mot ?"
    assert study.sources[0].verbatims == {"un_mot": "Un mot ?"}


def test_comments_are_french_and_say_what_to_look_at() -> None:
    text = skeleton_yaml("essai", guess(asked("Q1")))
    assert text.count(CHECK) >= 8
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert len(comments) >= 10
    assert all(not re.search(r"\w [:;?!](\s|$)|« ", line) for line in comments)


@pytest.mark.parametrize("name", ["Essai", "é", "1a", "a b", "", "../x", "a-b", "a\nb: c"])
def test_names_that_no_study_can_have(name: str) -> None:
    with pytest.raises(UsageError, match="ne peut pas être celui d’une étude"):
        skeleton_yaml(name, guess())


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("file", "items"),
    [
        ("prepost_bucknell_cure/Year1.NoDemographics.tsv", 71),
        ("prepost_ds4biomed/01-02-pre_workshop.tsv", 15),
        ("fr_limesurvey_vaud/results-survey4914.xlsx", 2),
        ("fr_typeform_numerique/res_YvBfAdHB.csv", 5),
        ("prepost_uppmax_unpaired/20250425_evaluation_end.csv", 9),
        ("prepost_uppmax_unpaired/20250425_initial_knowledge.csv", 8),
    ],
)
def test_real_files_give_a_study_as_text_and_as_workbook(
    shared_data: Path, tmp_path: Path, file: str, items: int
) -> None:
    found = guess_file(shared_data / file)
    study = made(found)
    assert len(study.items) == items
    headers = {header for columns in study.sources[0].answers.values() for header in columns.values()}
    assert headers <= {" ".join(column.header.split()) for column in found.columns}
    write_workbook(study, tmp_path / "etude.xlsx")
    assert read_workbook(tmp_path / "etude.xlsx") == study


@pytest.mark.shared_data
@pytest.mark.parametrize(
    "file",
    ["prepost_ds4biomed/01-02-pre_workshop.tsv", "fr_typeform_numerique/res_YvBfAdHB.csv"],
)
def test_no_answer_of_a_real_file_is_in_its_skeleton(shared_data: Path, file: str) -> None:
    """Every cell outside the scale columns, unless a header says the same, is absent from the text."""
    from declic_analysis.ingest import read_raw

    raw, found = read_raw(shared_data / file), guess_file(shared_data / file)
    text = skeleton_yaml("essai", found)
    assert yaml.safe_load(text)
    headers = " ".join(" ".join(header.split()) for header in raw.headers)
    cells = {
        " ".join(cell.split())
        for k, column in enumerate(found.columns)
        if column.kind not in ("scale", "system", "choice")
        for cell in raw.frame[k]
    }
    tellable = [cell for cell in cells if len(cell) > 8 and cell not in headers]
    assert len(tellable) > 20
    assert [cell for cell in tellable if cell in text] == []
