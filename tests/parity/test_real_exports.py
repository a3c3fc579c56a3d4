"""Real exports read through `tests/studies`, held to what the files hold by the csv module alone, or to R (R03)."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from declic_analysis import cli, perception, pipeline
from declic_analysis.errors import SourceError
from declic_analysis.ingest import read_raw
from declic_analysis.ingest.adapters import recognise_tool
from declic_analysis.ingest.guessing import guess_file
from declic_analysis.ingest.headers import header_key
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study, load_study, parse_study

pytestmark = pytest.mark.shared_data
STUDIES = Path(__file__).resolve().parents[1] / "studies"
TYPEFORM = "fr_typeform_numerique/res_YvBfAdHB.csv"
CARPENTRIES = "prepost_carpentries_retro/longterm_October2017.csv"


@cache
def study(name: str) -> Study:
    return load_study(STUDIES / name)


def read(wanted: Study, data: Path) -> pipeline.Build:
    return pipeline.read(wanted, raw=data / str(wanted.data_folder), key=FICTION_KEY)


@cache
def built(name: str, data: Path) -> pipeline.Build:
    return read(study(name), data)


def lines(data: Path, name: str, *, separator: str = ",") -> list[dict[str, str]]:
    """The file by the csv module alone; of two columns with one header, the last counts."""
    with (data / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def in_ledger(build: pipeline.Build, unit: str, file: str) -> dict[str, int]:
    ledger = build.tables["ledger"]
    here = ledger[(ledger["unit"] == unit) & (ledger["file"] == file) & (ledger["n"] > 0)]
    return dict(zip(here["category"], here["n"], strict=True))


def positions(build: pipeline.Build, item: str, **where: str) -> Counter[int]:
    rows = build.tables["responses"].query("item == @item and answer == 'substantive'")
    for column, value in where.items():
        rows = rows[rows[column] == value]
    return Counter(int(k) for k in rows["position"])


@pytest.mark.parametrize(
    "name",
    [
        "fr_limesurvey_vaud",
        "fr_limesurvey_vaud_codes",
        "fr_limesurvey_vaud_prep",
        "fr_typeform_numerique",
        "prepost_carpentries_retro",
        "prepost_ds4biomed",
        "prepost_uppmax_unpaired",
    ],
)
def test_every_row_and_cell_is_somewhere(shared_data: Path, name: str) -> None:
    tables = built(name, shared_data).tables
    assert pipeline.ledger_balances(tables["ledger"])
    assert tables["quarantine"].empty


# Typeform, in French ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "first"), [("aisance", 0), ("maitrise", 0), ("messages", 0), ("societe", 0), ("musee", 1), ("ecole", 0)]
)
def test_typeform_counts_what_the_export_holds(shared_data: Path, item: str, first: int) -> None:
    header = {header_key(h): h for h in lines(shared_data, TYPEFORM)[0]}[
        header_key(study("fr_typeform_numerique").sources[0].answers["after"][item])
    ]
    told = Counter(int(row[header]) for row in lines(shared_data, TYPEFORM) if row[header])
    found = positions(built("fr_typeform_numerique", shared_data), item)
    assert {k - 1 + first: n for k, n in found.items()} == told


def test_typeform_dates_verbatims_and_rows(shared_data: Path) -> None:
    build, raw = built("fr_typeform_numerique", shared_data), lines(shared_data, TYPEFORM)
    sent = sorted(row["Submit Date (UTC)"] for row in raw)
    answered = build.tables["responses"]["answered_on"]
    assert (str(answered.min()), str(answered.max())) == (sent[0], sent[-1])
    file = Path(TYPEFORM).name
    assert in_ledger(build, "row", file) == {"raw": len(raw), "accepted": len(raw)}
    notes = in_ledger(build, "note", file)
    told = sum(bool(row["Pourquoi ?"].strip()) for row in raw)
    assert notes["verbatims_kept"] + notes.get("verbatims_left_out", 0) == told


def test_typeform_reversed_item_is_flipped_once(shared_data: Path) -> None:
    rows = built("fr_typeform_numerique", shared_data).tables["responses"].query("item == 'messages'")
    assert (rows["position"] + rows["score"] == 12).all()
    told = [
        int(row[h]) for row in lines(shared_data, TYPEFORM) for h in row if "messages promotionnels" in h and row[h]
    ]
    assert rows["favourable"].sum() == sum(k <= 3 for k in told)  # 8 to 10 of the flipped scale


# Carpentries: the lowest level is worded differently before and since --------------------------------------------


def reference(data: Path) -> dict:
    return json.loads((data / "reference/R03_mcnemar_marginal.json").read_text(encoding="utf-8"))["carpentries_usage"]


def usage(build: pipeline.Build) -> pd.DataFrame:
    responses = build.tables["responses"]
    return responses[(responses["action"] == "year2017") & (responses["item"] == "usage")]


def test_carpentries_pairs_equal_r(shared_data: Path) -> None:
    expected = reference(shared_data)
    moved = perception.pairs(usage(built("prepost_carpentries_retro", shared_data)), wave_from="retro_before")
    table = pd.crosstab(moved["before_position"], moved["after_position"])
    assert len(moved) == expected["n"] == 433
    assert table.to_numpy().tolist() == list(expected["table_rows_before"].values())


def test_carpentries_shift_equals_r(shared_data: Path) -> None:
    expected, codebook = reference(shared_data), study("prepost_carpentries_retro").codebook()
    shift = perception.paired_shift(
        usage(built("prepost_carpentries_retro", shared_data)), codebook=codebook, wave_from="retro_before"
    )
    row, paired = shift.set_index("item").loc["usage"], expected["paired"]
    counts = row[["n_up", "n_down", "n_same"]].tolist()
    assert counts == [paired["n_up"], paired["n_down"], paired["n_zero"]]
    assert row["mean_change"] == pytest.approx(paired["mean_diff"], abs=1e-9)
    assert row["sign_p"] == pytest.approx(paired["sign_test_p"], rel=1e-9)
    assert row["symmetry_p"] == pytest.approx(expected["bowker_symmetry"]["p"], rel=1e-6)


def test_a_mapping_that_forgets_one_wording_says_what_it_loses(shared_data: Path) -> None:
    """The 22 answers worded "have not been" are quarantined, counted and named; no pair vanishes without a line."""
    naive = study("prepost_carpentries_retro").model_copy(deep=True)
    naive.scales[0].levels[0].codes.pop()
    naive.sources.pop()
    build, raw = read(naive, shared_data), lines(shared_data, CARPENTRIES)
    worded = Counter(row["Programming-Usage-Since-Workshop"].strip() for row in raw)
    lost = worded["I have not been using tools like these."]
    quarantine = build.tables["quarantine"]
    assert len(quarantine) == lost == 22
    assert set(quarantine["column"]) == {"Programming-Usage-Since-Workshop"}
    assert pipeline.ledger_balances(build.tables["ledger"])
    assert len(perception.pairs(usage(build), wave_from="retro_before")) == reference(shared_data)["n"] - lost
    assert any("I have not been using tools like these" in str(remark) for remark in build.remarks)


@pytest.mark.parametrize(
    ("action", "name", "columns"),
    [
        ("year2017", CARPENTRIES, ("Programming-Usage-Before-Workshop", "Programming-Usage-Since-Workshop")),
        (
            "year2020",
            "prepost_carpentries_retro/20200326-longterm-other_questions-no-open.csv",
            ("frequency_usage_before", "frequency_usage_after"),
        ),
    ],
)
def test_carpentries_levels_are_counted_as_in_the_files(
    shared_data: Path, action: str, name: str, columns: tuple[str, str]
) -> None:
    words = ("not been using", "Less than once", "Several times", "Monthly", "Weekly", "Daily")
    for wave, column in zip(("retro_before", "after"), columns, strict=True):
        told = Counter(row[column] for row in lines(shared_data, name))
        wanted = {k: sum(n for text, n in told.items() if word in text) for k, word in enumerate(words, 1)}
        found = positions(built("prepost_carpentries_retro", shared_data), "usage", wave=wave, action=action)
        assert found == {k: n for k, n in wanted.items() if n}


# UPPMAX: Google Forms at the start, Microsoft Forms at the end, nobody asked who they are -------------------------


def test_uppmax_is_described_and_pairs_nobody(shared_data: Path) -> None:
    build, wanted = built("prepost_uppmax_unpaired", shared_data), study("prepost_uppmax_unpaired")
    folder = "prepost_uppmax_unpaired"
    for source in wanted.sources:
        raw = lines(shared_data, f"{folder}/{source.files}")
        assert in_ledger(build, "row", source.files) == {"raw": len(raw), "accepted": len(raw)}
        assert recognise_tool(read_raw(shared_data / folder / source.files)).tool == source.tool
        (columns,) = source.answers.values()
        for item, header in columns.items():
            told = Counter(row[h] for row in raw for h in row if header_key(h) == header_key(header))
            levels = wanted.scale(wanted.item(item).scale).levels
            found = positions(build, item, source=source.id)
            assert found == {
                k: told[level.label.of("en")] for k, level in enumerate(levels, 1) if told[level.label.of("en")]
            }
    flow = perception.collection_flow(build.tables["responses"]).loc[0]
    assert (flow["n_before"], flow["n_after"], flow["n_identified"], flow["n_pairs"]) == (20, 19, 0, 0)


def test_uppmax_absence_is_counted_off_the_scale(shared_data: Path) -> None:
    raw = lines(shared_data, "prepost_uppmax_unpaired/20250425_evaluation_end.csv")
    absent = sum(
        row["I can check that I am in an interactive session"] == "I did not attend that session" for row in raw
    )
    responses = built("prepost_uppmax_unpaired", shared_data).tables["responses"]
    assert (responses["non_substantive"] == "absent").sum() == absent > 0


def test_uppmax_dates_of_both_tools(shared_data: Path) -> None:
    answered = built("prepost_uppmax_unpaired", shared_data).tables["responses"].groupby("source")["answered_on"]
    assert answered.min()["start_november"] == pd.Timestamp("2025-11-28 09:03:52")  # 2025/11/28 9:03:52 am CET
    assert answered.min()["end_april"] == pd.Timestamp("2025-04-25 14:56:36")  # 4/25/25 14:56:36
    assert answered.max()["end_november"] > pd.Timestamp("2025-11-28 15:00:03")


def test_check_says_that_nobody_can_be_paired(shared_data: Path, tmp_path: Path) -> None:
    for folder in ("data/raw", "data/processed", "notebooks", "outputs"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copytree(STUDIES / "prepost_uppmax_unpaired", tmp_path / "data/raw/prepost_uppmax_unpaired")
    result = CliRunner().invoke(cli.main, ["check", "--root", str(tmp_path)], env={"DECLIC_DATA": str(shared_data)})
    assert result.exit_code == 0, result.output
    assert "ne peuvent pas être appariés" in result.output


def test_uppmax_two_scales_for_one_statement_are_refused(shared_data: Path) -> None:
    text = (STUDIES / "prepost_uppmax_unpaired/study.yaml").read_text(encoding="utf-8")
    merged = text.replace("load_end: I can", "load_start: I can")
    with pytest.raises(SourceError) as caught:
        read(parse_study(merged), shared_data)
    assert "Deux échelles" in str(caught.value)
    assert "20250425_evaluation_end.csv" in str(caught.value)


# ds4biomed: Qualtrics saved again with one header line ------------------------------------------------------------


@pytest.mark.parametrize(("source", "file"), [("pre", "01-02-pre_workshop.tsv"), ("post", "01-03-post_workshop.tsv")])
def test_ds4biomed_is_qualtrics_and_keeps_unfinished_answers(shared_data: Path, source: str, file: str) -> None:
    build, raw = (
        built("prepost_ds4biomed", shared_data),
        lines(shared_data, f"prepost_ds4biomed/{file}", separator="\t"),
    )
    assert recognise_tool(read_raw(shared_data / "prepost_ds4biomed" / file)).tool == "qualtrics"
    assert in_ledger(build, "row", file)["accepted"] == len(raw)
    assert in_ledger(build, "note", file)["incomplete_kept"] == sum(row["Finished"] == "FALSE" for row in raw) > 0
    answered = build.tables["responses"].query("source == @source")["answered_on"]
    kept = [row["RecordedDate"] for row in raw if any(row[h] != "NA" for h in row if re.match(r"Q[45]\.[23]_", h))]
    assert answered.max() == max(pd.Timestamp(day).tz_localize(None) for day in kept)


def test_ds4biomed_drops_unfinished_answers_by_qualtrics_own_rule(shared_data: Path) -> None:
    text = (STUDIES / "prepost_ds4biomed/study.yaml").read_text(encoding="utf-8")
    own = parse_study(re.sub(r"(?m)^    complete: .*\n", "", text))
    assert all(source.complete is None for source in own.sources)
    build = read(own, shared_data)
    for source in own.sources:
        raw = lines(shared_data, f"prepost_ds4biomed/{source.files}", separator="\t")
        unfinished = sum(row["Finished"] == "FALSE" for row in raw)
        assert in_ledger(build, "row", source.files).get("incomplete", 0) == unfinished


# LimeSurvey in Vaud: one survey, three files ----------------------------------------------------------------------


def test_vaud_three_files_say_the_same(shared_data: Path) -> None:
    raw, codes, prepared = (
        built(f"fr_limesurvey_vaud{suffix}", shared_data).tables["responses"].drop(columns=["person", "source_column"])
        for suffix in ("", "_codes", "_prep")
    )
    pd.testing.assert_frame_equal(raw, codes)
    pd.testing.assert_frame_equal(raw, prepared)


def test_vaud_levels_are_counted_as_in_the_codes(shared_data: Path) -> None:
    told = Counter(
        row["accueil"] for row in lines(shared_data, "fr_limesurvey_vaud/results-survey4914.tsv", separator="\t")
    )
    wanted = {k: told[code] for k, code in enumerate(("mauvais", "moyen", "bien", "excellent"), 1)}
    assert positions(built("fr_limesurvey_vaud", shared_data), "accueil") == wanted
    assert told[""] == in_ledger(built("fr_limesurvey_vaud_prep", shared_data), "cell", "results-survey4914-prep.xlsx")[
        "empty"
    ] - sum(row["offre_activites_loisirs"] == "" for row in lines(
        shared_data, "fr_limesurvey_vaud/results-survey4914.tsv", separator="\t"))  # fmt: skip


# Wording of two French Tally forms: headers as they leave the tool ------------------------------------------------


def questions(data: Path, name: str) -> list[str]:
    return [row["question"] for row in lines(data, f"fr_reference/forms/{name}", separator=";") if row["question"]]


def spoken(text: str) -> str:
    """A header as a person copies it: entities and no-break spaces gone, single spaces, typographic apostrophes."""
    return " ".join(html.unescape(text).replace("\u00a0", " ").split()).replace("'", "’")


@pytest.mark.parametrize("name", ["ESAT_variables_questionnaire2025.csv", "monrecap_variables_barometre.csv"])
def test_forms_every_question_is_found_by_its_spoken_wording(shared_data: Path, name: str, tmp_path: Path) -> None:
    asked = questions(shared_data, name)
    path = tmp_path / "tally.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([asked, [str(k) for k in range(len(asked))]])
    columns = read_raw(path).columns
    by_words: dict[str, list[int]] = {}
    for k, text in enumerate(asked):
        by_words.setdefault(spoken(text).casefold().replace("’", "'"), []).append(k)
    assert any("&nbsp;" in text for text in asked) == name.startswith("ESAT")
    for text in asked:
        assert columns.positions(spoken(text)) == by_words[spoken(text).casefold().replace("’", "'")]


def test_forms_answers_on_a_family_of_labels_are_read_through_tally(shared_data: Path, tmp_path: Path) -> None:
    """Options of a real question, put into `Question (Option)` headers and into a grid's cells, keep their order."""
    asked = questions(shared_data, "monrecap_variables_barometre.csv")
    question = "Les usagers reviennent-ils avec le carnet ?"
    options = [match[1].strip() for text in asked if (match := re.fullmatch(rf"{re.escape(question)} \((.*)\)", text))]
    grid = [text for text in asked if re.match(r"D'après vous, +\[", text)]
    assert (len(options), len(grid)) == (5, 6)
    rows = [
        [f"s{k}", f"r{k}", "2024-03-05 10:00:00"]
        + [options[(k + j) % 5] if text in grid else "" for j, text in enumerate(asked[3:])]
        for k in range(20)
    ]
    path = tmp_path / "avant.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([asked, *rows])
    guess = guess_file(path)
    assert guess.tool == "tally"
    (scale,) = guess.scales
    assert [level.label for level in scale.levels] == options[::-1]  # from "Jamais" to "Toujours"
    levels = ", ".join(f"{{label: {text}}}" for text in reversed(options))
    items = "\n".join(
        f"  - {{id: g{k}, construct: c, scale: f, audiences: [a], wording: Grille {k}}}" for k in range(6)
    )
    mapped = "\n".join(f'        g{k}: "{spoken(text)}"' for k, text in enumerate(grid))
    parsed = parse_study(
        f"schema_version: 1\nname: forme\ntitle: F\nprogramme: F\naudiences: [{{id: a, label: A}}]\n"
        f"scales: [{{id: f, favourable_from: 4, levels: [{levels}]}}]\nconstructs: [{{id: c, label: C}}]\n"
        f"items:\n{items}\nsources:\n  - id: s\n    files: avant.csv\n    audience: a\n"
        f"    answers:\n      before:\n{mapped}\n"
    )
    found = pipeline.read(parsed, raw=tmp_path, key=FICTION_KEY).tables["responses"]
    wanted = {(f"g{g}", k + 2): 5 - (k + asked.index(text) - 3) % 5 for g, text in enumerate(grid) for k in range(20)}
    keyed = found.set_index(["item", "source_row"])["position"].astype(int).to_dict()
    assert keyed == wanted
