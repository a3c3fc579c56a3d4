"""Instrument → what people answer → export as the tool writes it → build: the answers given, with nothing declared."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import exports
import openpyxl
import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.instrument.entry_sheet import entry_sheet
from declic_analysis.instrument.limesurvey import limesurvey
from declic_analysis.instrument.xlsform import xlsform
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study
from declic_analysis.study.form import Form, forms_of

FORMS = ["prescripteurs_before", "prescripteurs_after", "prescripteurs_followup_m3",
         "industriels_before", "industriels_after", "industriels_followup_m3"]  # fmt: skip
KOBO = [(None, False), ("en", False)]  # every form
KOBO_TOO = [(None, True), ("fr", False), ("fr", True)]  # two forms: groups in headers, French labels
LIMESURVEY = [("fr", "code", False), ("en", "full", True)]
LIMESURVEY_TOO = [("fr", "full", True), ("en", "codetext", False), ("fr", "code", True)]
TWO = [FORMS[1], FORMS[3]]
Truth = dict[tuple[int, str, str], int | str]
DONT_KNOW = "dont_know"


def form_named(study: Study, name: str) -> Form:
    return {form.name: form for form in forms_of(study)}[name]


def built(study: Study, folder: Path, **files: bytes) -> pipeline.Build:
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_bytes(content)
    return pipeline.read(study, raw=folder, key=FICTION_KEY)


def told(build: pipeline.Build) -> Truth:
    """(person's line, wave, item) → position, or the code of an answer off the scale."""
    found = {}
    for row in build.tables["responses"].itertuples():
        wave = row.wave if pd.isna(row.month) else f"followup_m{row.month}"
        answer = row.non_substantive if pd.isna(row.position) else int(row.position)
        found[row.source_row - 2, wave, row.item] = answer
    return found


def truth_of(answers: exports.Answers, names: dict[str, tuple[str, str]]) -> Truth:
    """The built-in scale: options 0 … 4 are its five levels from the lowest, option 5 is « Je ne sais pas »."""
    return {
        (k, *names[name]): option + 1 if option < 5 else DONT_KNOW
        for k, answer in enumerate(answers)
        for name, option in answer.items()
        if name in names and option is not None
    }


@pytest.mark.parametrize(
    ("name", "lang", "groups"),
    [(name, *way) for name in FORMS for way in KOBO] + [(name, *way) for name in TWO for way in KOBO_TOO],
)
def test_kobo(declic: Study, tmp_path: Path, name: str, lang: str | None, groups: bool) -> None:
    form = form_named(declic, name)
    book = xlsform(declic, form)
    answers = exports.answered(exports.kobo_options(book), seed=FORMS.index(name))
    table = exports.kobo_table(book, answers, lang=lang, groups=groups)
    build = built(declic, tmp_path, export_csv=exports.as_csv(table))
    waves = {n: tuple(n.split("__")) for n in exports.kobo_options(book) if n.count("__") == 1 and "consent" not in n}
    assert told(build) == truth_of(answers, waves)
    assert len(waves) == {"prescripteurs": 18, "industriels": 19}[form.audience]
    assert set(build.tables["responses"]["audience"]) == {form.audience}
    _everything_else_is_read(build, answers, consent="consent__quote")


@pytest.mark.parametrize(
    ("name", "lang", "headers", "long_answers"),
    [(name, *way) for name in FORMS for way in LIMESURVEY] + [(name, *way) for name in TWO for way in LIMESURVEY_TOO],
)
def test_limesurvey(declic: Study, tmp_path: Path, name: str, lang: str, headers: str, long_answers: bool) -> None:
    form = form_named(declic, name)
    structure = limesurvey(declic, form)
    options = exports.limesurvey_options(structure)
    answers = exports.answered(options, seed=FORMS.index(name))
    table = exports.limesurvey_table(structure, answers, lang=lang, headers=headers, long_answers=long_answers)
    build = built(declic, tmp_path, results_csv=exports.as_csv(table))
    items = {item.id.replace("_", ""): item.id for item in declic.items}
    names = {n: (form.wave, items[n.split("[")[1].rstrip("]")]) for n in options if "[" in n}
    assert told(build) == truth_of(answers, names)
    _everything_else_is_read(build, answers, consent="consentquote")


def _everything_else_is_read(build: pipeline.Build, answers: exports.Answers, *, consent: str) -> None:
    responses, ledger = build.tables["responses"], build.tables["ledger"]
    assert pipeline.ledger_balances(ledger)
    assert responses["identified"].all() and responses["person"].nunique() == len(exports.CODES)
    one_each = responses.drop_duplicates("source_row").sort_values("source_row")
    assert one_each["action_on"].dt.day.tolist() == [1, 2, 3, 4, 5, 6]
    assert one_each["answered_on"].dt.day.tolist() == [1, 2, 3, 4, 5, 6]
    territories = ["lyonnais", "stephanois"]
    expected = [None if a["territory"] is None else territories[a["territory"]] for a in answers]
    assert [None if pd.isna(t) else t for t in one_each["territory"]] == expected
    assert one_each["action"].tolist() == [f"texte {k}" for k in range(6)]
    assert len(build.tables["quarantine"]) == 0
    notes = ledger[ledger["unit"] == "note"].set_index("category")["n"].to_dict()
    assert "file_not_used" not in notes
    allowed = {_person(build, k): a[consent] == 0 for k, a in enumerate(answers) if a.get(consent) is not None}
    consents = build.tables["consents"]
    assert dict(zip(consents["person"], consents["granted"].astype(bool), strict=True)) == allowed
    assert set(consents["purpose"]) == ({"quote"} if allowed else set())
    free = ledger.loc[ledger["category"] == "verbatims_kept", "n"].tolist()
    assert free == ([6, 6] if consent in answers[0] else [])


def _person(build: pipeline.Build, line: int) -> str:
    responses = build.tables["responses"]
    return responses.loc[responses["source_row"] == line + 2, "person"].iloc[0]


@pytest.mark.parametrize("audience", ["prescripteurs", "industriels"])
@pytest.mark.parametrize("tool", ["kobo names", "kobo labels", "limesurvey codes", "limesurvey words"])
def test_retrospective_form_holds_two_waves(retro: Study, tmp_path: Path, audience: str, tool: str) -> None:
    assert [form.wave for form in forms_of(retro)] == ["after", "followup_m3"] * 2
    form = form_named(retro, f"{audience}_after")
    if tool.startswith("kobo"):
        book = xlsform(retro, form)
        options = exports.kobo_options(book)
        answers = exports.answered(options, seed=7)
        table = exports.kobo_table(book, answers, lang="fr" if "labels" in tool else None, groups=False)
        names = {n: tuple(n.split("__")) for n in options if n.count("__") == 1 and "consent" not in n}
    else:
        structure = limesurvey(retro, form)
        options = exports.limesurvey_options(structure)
        answers = exports.answered(options, seed=7)
        words = "words" in tool
        table = exports.limesurvey_table(
            structure, answers, lang="fr", headers="full" if words else "code", long_answers=words
        )
        items = {item.id.replace("_", ""): item.id for item in retro.items}
        waves = {"afteraccord5": "after", "retrobeforeaccord5": "retro_before"}
        names = {n: (waves[n.split("[")[0]], items[n.split("[")[1].rstrip("]")]) for n in options if "[" in n}
    build = built(retro, tmp_path, export_xlsx=exports.as_xlsx(table))
    assert {wave for _, wave, _ in told(build)} == {"after", "retro_before"}
    assert told(build) == truth_of(answers, names)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_paper_answers_typed_in_the_entry_sheet(declic: Study, tmp_path: Path, lang: str) -> None:
    form = form_named(declic, "industriels_after")
    book = openpyxl.load_workbook(io.BytesIO(entry_sheet(declic, form, lang=lang)))
    page = book["saisie"]
    headers = [cell.value for cell in page[1]]
    labels = _offered(book)
    code = {"fr": "Votre code personnel", "en": "Your personal code"}[lang]
    item = {"fr": "Mon entreprise peut", "en": "My company can support"}[lang]
    position = next(k for k, h in enumerate(headers, start=1) if h.startswith(item))
    for row, typed in enumerate(exports.CODES[:3], start=2):
        page.cell(row, 1, row - 1)
        page.cell(row, 2, dt.date(2026, 11, row))
        page.cell(row, headers.index(code) + 1, typed)
        page.cell(row, position, labels[position][row - 2 if row < 4 else 5])
        page.cell(row, len(headers), labels[len(headers)][row % 2])
    buffer = io.BytesIO()
    book.save(buffer)
    build = built(declic, tmp_path, saisie_xlsx=buffer.getvalue())
    assert told(build) == {
        (0, "after", "appui_rh"): 1,
        (1, "after", "appui_rh"): 2,
        (2, "after", "appui_rh"): DONT_KNOW,
    }
    assert build.tables["responses"]["answered_on"].dt.day.tolist() == [2, 3, 4]
    assert build.tables["responses"]["identified"].all()


def _offered(book: openpyxl.Workbook) -> dict[int, list[str]]:
    """Column → what its drop-down list offers."""
    found = {}
    for rule in book["saisie"].data_validations.dataValidation:
        sheet, _, cells = rule.formula1.partition("!")
        labels = [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]
        found[next(iter(rule.sqref.ranges)).min_col] = labels
    return found


def test_before_and_after_pair_by_the_code_whatever_the_tool(declic: Study, tmp_path: Path) -> None:
    before, after = (form_named(declic, f"prescripteurs_{wave}") for wave in ("before", "after"))
    book, structure = xlsform(declic, before), limesurvey(declic, after)
    kobo = exports.kobo_table(book, exports.answered(exports.kobo_options(book), seed=1), lang=None, groups=True)
    options = exports.limesurvey_options(structure)
    lime = exports.limesurvey_table(
        structure, exports.answered(options, seed=2), lang="en", headers="full", long_answers=True
    )
    build = built(declic, tmp_path, avant_csv=exports.as_csv(kobo), apres_csv=exports.as_csv(lime))
    waves = build.tables["responses"].groupby("person")["wave"].agg(lambda w: set(w))
    assert waves.tolist() == [{"before", "after"}] * len(exports.CODES)


def test_an_export_made_again_counts_nobody_twice(declic: Study, tmp_path: Path) -> None:
    book = xlsform(declic, form_named(declic, "prescripteurs_before"))
    table = exports.kobo_table(book, exports.answered(exports.kobo_options(book), seed=1), lang=None, groups=False)
    build = built(declic, tmp_path, semaine1_csv=exports.as_csv(table[:4]), semaine2_csv=exports.as_csv(table))
    assert build.tables["responses"]["person"].nunique() == 6
    rows = build.tables["ledger"].query("unit == 'row'").groupby("category")["n"].sum()
    assert rows["raw"] == 9 and rows["accepted"] == 6 and rows["duplicate"] == 3


def test_a_changed_questionnaire_and_a_missing_question_are_told(declic: Study, tmp_path: Path) -> None:
    form = form_named(declic, "prescripteurs_before")
    book = xlsform(declic, form)
    table = exports.kobo_table(book, exports.answered(exports.kobo_options(book), seed=1), lang=None, groups=False)
    lost = table[0].index("before__evolution")
    shorter = [[cell.replace(form.version, "00000000") for k, cell in enumerate(line) if k != lost] for line in table]
    build = built(declic, tmp_path, export_csv=exports.as_csv(shorter))
    said = " ".join(str(remark) for remark in build.remarks)
    assert "a changé dans l’étude" in said and "before__evolution" in said
    assert "evolution" not in set(build.tables["responses"]["item"])


def test_another_studys_form_is_left_aside_and_counted(declic: Study, tmp_path: Path) -> None:
    book = xlsform(declic, form_named(declic, "prescripteurs_before"))
    table = exports.kobo_table(book, exports.answered(exports.kobo_options(book), seed=1), lang=None, groups=False)
    content = exports.as_csv([[cell.replace("declic:declic:", "declic:autre:") for cell in line] for line in table])
    build = built(declic, tmp_path, export_csv=content)
    assert len(build.tables["responses"]) == 0
    assert build.tables["ledger"]["category"].tolist().count("file_not_used") == 1


def test_a_declared_source_goes_before_the_mark(declic: Study, tmp_path: Path) -> None:
    book = xlsform(declic, form_named(declic, "prescripteurs_before"))
    table = exports.kobo_table(book, exports.answered(exports.kobo_options(book), seed=1), lang=None, groups=False)
    own = {
        "id": "mienne",
        "files": "*.csv",
        "audience": "prescripteurs",
        "answers": {"before": {"evolution": "before__evolution"}},
    }
    study = Study.model_validate(declic.model_dump(by_alias=True) | {"sources": [own]})
    build = built(study, tmp_path, export_csv=exports.as_csv(table))
    assert set(build.tables["responses"]["source"]) == {"mienne"}


@pytest.mark.parametrize("separator", ["-", "/", "."])
def test_other_odk_servers(declic: Study, tmp_path: Path, separator: str) -> None:
    """ODK Central's csv: `group-question`, `SubmissionDate`, no column of Kobo's."""
    book = xlsform(declic, form_named(declic, "prescripteurs_after"))
    answers = exports.answered(exports.kobo_options(book), seed=3)
    table = exports.kobo_table(book, answers, lang=None, groups=True)
    kept = [k for k, header in enumerate(table[0]) if not header.startswith("_") or header == "_submission_time"]
    lines = [[line[k] for k in kept] for line in table]
    lines[0] = [header.replace("/", separator).replace("_submission_time", "SubmissionDate") for header in lines[0]]
    build = built(declic, tmp_path, submissions_csv=exports.as_csv(lines, separator=","))
    names = {n: tuple(n.split("__")) for n in exports.kobo_options(book) if n.startswith("after__")}
    assert told(build) == truth_of(answers, names)
    _everything_else_is_read(build, answers, consent="consent__quote")


def test_a_short_code_never_stands_for_another_id(declic: Study) -> None:
    """`a_b` is written `ab` for LimeSurvey; where `ab` is an id of its own, that id it stays."""
    from declic_analysis.ingest.assigning import vocabulary_of

    raw = declic.model_dump(by_alias=True)
    raw["territories"] += [{"id": "ab", "label": "Un"}, {"id": "a_b", "label": "Autre"}]
    assert vocabulary_of(Study.model_validate(raw), "territory")["ab"] == "ab"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 not a workbook", b"declic:declic:prescripteurs", b"\xff\xfe\x00", b""]
)
def test_damaged_files_are_left_aside_and_counted(declic: Study, tmp_path: Path, content: bytes) -> None:
    for ending in ("csv", "xlsx"):
        (tmp_path / f"abime.{ending}").write_bytes(content)
    build = pipeline.read(declic, raw=tmp_path, key=FICTION_KEY)
    assert build.tables["ledger"]["category"].tolist().count("file_not_used") == 2
