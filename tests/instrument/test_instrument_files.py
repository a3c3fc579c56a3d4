"""The files themselves: valid for the tools they are for, true to the study, honest in their words."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Any

import exports
import openpyxl
import pytest
from conftest import studied
from pyxform.xls2xform import convert

from declic_analysis.errors import StudyError
from declic_analysis.instrument import texts
from declic_analysis.instrument.entry_sheet import entry_sheet
from declic_analysis.instrument.limesurvey import limesurvey
from declic_analysis.instrument.messages import messages_of
from declic_analysis.instrument.paper import paper_page
from declic_analysis.instrument.xlsform import xlsform
from declic_analysis.study import Study
from declic_analysis.study.form import forms_of, is_paired, long_code, short_code

# LimeSurvey manual, *Tab Separated Value survey structure*: columns of the format.
DOCUMENTED = ["id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
              "mandatory", "encrypted", "other", "default", "same_default", "same_script"]  # fmt: skip


def everything(study: Study) -> dict[str, str]:
    """Every text that respondents may read, by the file it stands in."""
    found = {}
    for form in forms_of(study):
        found[f"{form.name} xlsform"] = str(exports.sheet_rows(xlsform(study, form), "survey"))
        found[f"{form.name} limesurvey"] = limesurvey(study, form).decode("utf-8-sig")
        for lang in study.languages:
            found[f"{form.name} paper {lang}"] = paper_page(study, form, lang=lang)
            found |= {name: mail.text(lang) for name, mail in messages_of(study, form, lang=lang).items()}
    return found


def test_pyxform_converts_every_form_without_a_warning(declic: Study, retro: Study) -> None:
    for study in (declic, retro):
        for form in forms_of(study):
            warnings: list[str] = []
            done = convert(io.BytesIO(xlsform(study, form)), warnings=warnings)
            assert warnings == []
            assert all(f"<{question.name}/>" in done.xform for question in form.questions)
            assert form.marker in done.xform and 'lang="Français (fr)"' in done.xform and "English (en)" in done.xform


def test_xlsform_columns_and_settings(declic: Study) -> None:
    form = forms_of(declic)[1]
    book = openpyxl.load_workbook(io.BytesIO(xlsform(declic, form)))
    assert book.sheetnames == ["survey", "choices", "settings"]
    headers = [cell.value for cell in book["survey"][1]]
    assert headers[:4] == ["type", "name", "label::Français (fr)", "label::English (en)"]
    settings = exports.sheet_rows(xlsform(declic, form), "settings")[0]
    assert settings["form_id"] == "declic_declic_prescripteurs_after" and settings["version"] == form.version
    steps = [r for r in exports.sheet_rows(xlsform(declic, form), "choices") if r["list_name"] == "scale_accord5"]
    assert [r["name"] for r in steps] == ["niv1", "niv2", "niv3", "niv4", "niv5", "dont_know"]
    assert steps[5]["label::Français (fr)"] == "Je ne sais pas"


def test_limesurvey_has_the_documented_columns_and_classes(declic: Study, retro: Study) -> None:
    for study in (declic, retro):
        for form in forms_of(study):
            content = limesurvey(study, form).decode("utf-8-sig")
            header = next(csv.reader(io.StringIO(content), delimiter="\t"))
            assert header[: len(DOCUMENTED)] == DOCUMENTED
            rows = exports.limesurvey_rows(limesurvey(study, form))
            kinds = [row["class"] for row in rows]
            assert set(kinds) == {"S", "SL", "G", "Q", "SQ", "A"}
            assert kinds == sorted(kinds, key=lambda kind: {"S": 0, "SL": 1}.get(kind, 2)), "settings come first"
            settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
            assert settings["anonymized"] == "N" and settings["datestamp"] == "Y" and settings["ipaddr"] == "N"
            assert settings["language"] == "fr" and settings["additional_languages"] == "en"


def test_limesurvey_codes_fit_and_languages_mirror_each_other(declic: Study, retro: Study) -> None:
    for study in (declic, retro):
        for form in forms_of(study):
            rows = exports.limesurvey_rows(limesurvey(study, form))
            parts = [
                [r for r in rows if r["language"] == lang and r["class"] in ("G", "Q", "SQ", "A")]
                for lang in ("fr", "en")
            ]
            shape = [
                [(r["id"], r["class"], r["type/scale"], r["name"] * (r["class"] != "G")) for r in p] for p in parts
            ]
            assert shape[0] == shape[1]
            for row in parts[0]:
                if row["class"] in ("Q", "SQ"):
                    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", row["name"])
                if row["class"] == "A":
                    assert re.fullmatch(r"[A-Za-z0-9]{1,5}", row["name"])
            names = Counter(r["name"].casefold() for r in parts[0] if r["class"] == "Q")
            ids = Counter(r["id"] for r in parts[0] if r["class"] in ("Q", "SQ"))
            assert max(names.values()) == 1 and max(ids.values()) == 1
            grids = [q for q in exports.limesurvey_questions(limesurvey(study, form), "fr") if q["type/scale"] == "F"]
            assert len(grids) == (2 if form.wave == "after" and study is retro else 1)
            assert all(len(grid["A"]) == 6 and len(grid["SQ"]) in (18, 19) for grid in grids)


def test_braces_are_limesurveys_own(declic: Study) -> None:
    """A brace opens an expression there: only those of the messages stay."""
    for form in forms_of(declic):
        for row in exports.limesurvey_rows(limesurvey(declic, form)):
            if row["class"] != "S" and not row["name"].startswith("surveyls_email"):
                assert "{" not in row["text"] + row["help"]
            else:
                assert set(re.findall(r"\{(\w+)\}", row["text"])) <= {"SURVEYURL", "OPTOUTURL"}


def test_the_forbidden_word_never_stands_where_waves_are_paired(declic: Study, retro: Study) -> None:
    for study in (declic, retro):
        assert all(is_paired(study, audience) for audience in study.audiences)
        for name, text in everything(study).items():
            plain = text.replace("anonymized\t\tN", "").replace("ipanonymize\t\tN", "")  # LimeSurvey's switches, off
            assert "anonym" not in plain.casefold(), name
            assert "confidentiel" in text.casefold() or "confidential" in text.casefold(), name


def test_the_information_text_says_what_the_law_asks_for(declic: Study) -> None:
    """GDPR, article 13: controller, contact, purpose, legal basis, recipients, retention, rights, complaint."""
    form = forms_of(declic)[0]
    said = " ".join(f"{p.head} {p.text}" for p in texts.notice(declic, form, "fr"))
    for word in ("Association Exemple", "donnees@exemple.org", "deux ans", "consentement", "évaluer le programme",
                 "Accès, rectification, effacement", "retrait", "CNIL", "code personnel", "Seules les"):  # fmt: skip
        assert word in said
    assert "À COMPLÉTER" not in str(everything(declic))
    own = studied(legal_basis="public_task", recipients="Deux évaluateurs.", purpose="À apprendre.")
    said = " ".join(p.text for p in texts.notice(own, form, "fr"))
    assert "Deux évaluateurs." in said and "À apprendre." in said and "intérêt public" in said and "retrait" not in said


def test_what_nobody_said_is_marked_and_never_made_up() -> None:
    study = studied(controller=None, contact=None, retention=None)
    assert texts.missing(study) == ["controller", "contact", "retention"]
    for name, text in everything(study).items():
        assert "À COMPLÉTER" in text or "TO BE COMPLETED" in text, name


def test_unpaired_audience_is_asked_no_code(declic: Study) -> None:
    raw = declic.model_dump(by_alias=True)
    raw["audiences"][0]["design"], raw["audiences"][1]["design"] = "unpaired", "testimony"
    study = Study.model_validate(raw)
    forms = {form.name: form for form in forms_of(study)}
    assert set(forms) == {"prescripteurs_before", "prescripteurs_after", "industriels_after"}
    assert all(question.kind != "code" for form in forms.values() for question in form.questions)
    assert all(question.kind != "scale" for question in forms["industriels_after"].questions)
    for form in forms.values():
        assert "code personnel" not in paper_page(study, form, lang="fr")
        assert convert(io.BytesIO(xlsform(study, form))).xform


def test_words_depend_on_the_audience_where_the_study_says_so(declic: Study) -> None:
    raw = declic.model_dump(by_alias=True)
    raw["items"][0]["wording"] = {
        "fr": "Je sais qui contacter dans {une entreprise industrielle / une structure prescriptrice}.",
        "en": "I know whom to contact in {a company / a prescribing structure}.",
    }
    study = Study.model_validate(raw)
    forms = {form.name: form for form in forms_of(study)}
    assert "dans une entreprise industrielle." in paper_page(study, forms["prescripteurs_before"], lang="fr")
    assert "in a prescribing structure." in paper_page(study, forms["industriels_before"], lang="en")
    raw["items"][0]["wording"] = {"fr": "Je sais qui contacter dans {a / b / c}."}
    with pytest.raises(StudyError, match="pas un par public"):
        forms_of(Study.model_validate(raw))


def test_two_ids_that_limesurvey_would_confuse_are_refused(declic: Study) -> None:
    raw = declic.model_dump(by_alias=True)
    raw["items"][1] |= {"id": "diver_site", "mirror": None}
    raw["published_claims"] = []
    with pytest.raises(StudyError, match="LimeSurvey"):
        limesurvey(Study.model_validate(raw), forms_of(Study.model_validate(raw))[0])


@pytest.mark.parametrize("name", ["dont_know", "lyonnais", "stephanois", "not_applicable", "a", "zi_tour"])
def test_codes_are_stable_and_short(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]{1,5}", short_code(name))
    assert re.fullmatch(r"[a-z0-9]{1,20}", long_code(name * 4))


def test_a_short_code_is_the_id_or_the_head_of_its_sha256() -> None:
    """`printf dont_know | sha256sum`: a code in last year's export still means the same id."""
    assert [short_code(name) for name in ("dont_know", "lyonnais", "zi_tour")] == ["xfb51", "x2036", "xe671"]
    assert short_code("nsp") == "nsp"


def test_messages_at_their_moments(declic: Study) -> None:
    names = {name for form in forms_of(declic) for name in messages_of(declic, form, lang="fr")}
    expected = {f"{a}_{m}_fr" for a in ("prescripteurs", "industriels") for m in ("avant", "j2", "j7", "m3")}
    assert names == expected
    for form in forms_of(declic):
        for mail in messages_of(declic, form, lang="fr").values():
            assert "{LIEN}" in mail.body and "{DESINSCRIPTION}" in mail.body and "donnees@exemple.org" in mail.body
            assert "facultatif" in mail.body and "Association Exemple" in mail.body
            assert not re.search(r"\{[a-z_]+\}", mail.text("fr")), "every value of the study is filled in"


def test_a_study_may_say_things_its_own_way() -> None:
    own: dict[str, Any] = {
        "welcome": {"before": "Bienvenue dans {programme}."},
        "messages": {"after": "Bonjour, {minutes} minutes : {LIEN}"},
        "introduction": "Que pensez-vous ?",
        "quote": "Peut-on vous citer ?",
        "actions": [
            {"id": "zi_tour_mars", "label": "ZI Tour du 12 mars"},
            {"id": "vmv_mai", "label": "Vis ma vie, mai"},
        ],
        "ask": ["action"],
        "followups": [],
    }
    study = studied(**own)
    forms = {form.name: form for form in forms_of(study)}
    assert set(forms) == {f"{a}_{w}" for a in ("prescripteurs", "industriels") for w in ("before", "after")}
    page = paper_page(study, forms["prescripteurs_after"], lang="fr")
    for words in ("Que pensez-vous", "Peut-on vous citer", "ZI Tour du 12 mars"):
        assert words in page
    assert "Bienvenue dans Déclic Industrie." in paper_page(study, forms["industriels_before"], lang="fr")
    assert "Territoire de l’action" not in page
    mail = messages_of(study, forms["prescripteurs_after"], lang="fr")["prescripteurs_j2_fr"]
    assert re.match(r"Bonjour, \d+ minutes\s: \{LIEN\}", mail.body)


def test_entry_sheet_offers_every_closed_answer(declic: Study) -> None:
    form = forms_of(declic)[1]
    book = openpyxl.load_workbook(io.BytesIO(entry_sheet(declic, form, lang="fr")))
    assert book.sheetnames == ["saisie", "listes", "lisez-moi"] and book["listes"].sheet_state == "hidden"
    closed = sum(1 for question in form.questions if question.choices)
    assert len(book["saisie"].data_validations.dataValidation) == closed
    assert len([c for c in next(book["listes"].iter_rows(min_row=1, max_row=1)) if c.value]) == 4  # said once each
    assert form.marker in book["saisie"]["A1"].value


def test_fiction_is_told() -> None:
    from declic_analysis.demo import demo_study_text
    from declic_analysis.study import parse_study

    study = parse_study(demo_study_text())
    assert "DONNÉES FICTIVES" in paper_page(study, forms_of(study)[0], lang="fr")
