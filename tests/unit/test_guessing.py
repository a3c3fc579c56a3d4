"""A file seen for the first time: what is recognised, and above all what is never copied."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from declic_analysis.errors import SourceError, set_language
from declic_analysis.ingest.guessing import guess_file
from declic_analysis.ingest.label_families import FAMILIES, completed, families_of, label_key, off_scale
from declic_analysis.study.guess import ColumnGuess, FileGuess
from declic_analysis.vocabulary import Tool

FIVE = [
    "Pas du tout d'accord",
    "Plutôt pas d'accord",
    "Ni d'accord ni pas d'accord",
    "Plutôt d'accord",
    "Tout à fait d'accord",
]


def write(folder: Path, columns: dict[str, list[str]], *, name: str = "enquete.csv", separator: str = ";") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


def cycle(labels: list[str], n: int = 20) -> list[str]:
    return [labels[k % len(labels)] for k in range(n)]


def column(guess: FileGuess, header: str) -> ColumnGuess:
    return next(c for c in guess.columns if c.header == header)


def labels(guess: FileGuess, name: str) -> list[str]:
    return [level.label for level in next(s for s in guess.scales if s.id == name).levels]


# -- scales


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_spellings_of_a_family_stand_for_one_step(family: object) -> None:
    keys = [label_key(text) for slot in family.slots for text in slot]  # type: ignore[attr-defined]
    assert len(keys) == len(set(keys))
    assert all(off_scale(key) is None for key in keys)


def test_an_order_is_known_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    guess = guess_file(write(tmp_path, {"Q1": cycle(FIVE[::-1]), "Q2": cycle(FIVE[2:] + FIVE[:2])}))
    assert labels(guess, "accord5") == FIVE
    assert [s.id for s in guess.scales] == ["accord5"]
    assert guess.scales[0].sure
    assert guess.scales[0].favourable_from == 4


def test_a_step_that_nobody_chose_keeps_its_place(tmp_path: Path) -> None:
    guess = guess_file(write(tmp_path, {"Q1": cycle(FIVE[1:4])}))
    assert [label_key(text) for text in labels(guess, "accord5")] == [label_key(text) for text in FIVE]


def test_four_steps_have_no_middle(tmp_path: Path) -> None:
    guess = guess_file(write(tmp_path, {"Q1": cycle(FIVE[:2] + FIVE[3:])}))
    assert labels(guess, "accord4") == FIVE[:2] + FIVE[3:]
    assert guess.scales[0].favourable_from == 3


def test_two_scales_in_one_file(tmp_path: Path) -> None:
    seven = [
        "Strongly disagree",
        "Disagree",
        "Somewhat disagree",
        "Neutral",
        "Somewhat agree",
        "Agree",
        "Strongly agree",
    ]
    guess = guess_file(write(tmp_path, {"Q1": cycle(seven, 28), "Q2": cycle(["Jamais", "Souvent", "Toujours"], 28)}))
    assert labels(guess, "accord7") == seven
    assert labels(guess, "frequence3") == ["Jamais", "Souvent", "Toujours"]
    assert column(guess, "Q2").scale == "frequence3"


def test_typography_and_capitals_do_not_matter(tmp_path: Path) -> None:
    met = ["PAS DU TOUT D’ACCORD", "Plutôt  pas d'accord", "Neutre", "plutôt d&#39;accord.", "Tout à fait d’accord"]
    guess = guess_file(write(tmp_path, {"Q1": cycle(met), "Q2": cycle(FIVE)}))
    assert [s.id for s in guess.scales] == ["accord5"]
    spellings = {text for level in guess.scales[0].levels for text in (level.label, *level.codes)}
    assert {"Neutre", "Ni d'accord ni pas d'accord", "PAS DU TOUT D’ACCORD"} <= spellings


def test_answers_off_the_scale_are_no_step(tmp_path: Path) -> None:
    guess = guess_file(write(tmp_path, {"Q1": cycle([*FIVE, "NSP", "Je ne sais pas", "Non concerné"], 40)}))
    assert [code for code, _ in guess.scales[0].off_scale] == ["dont_know", "not_applicable"]
    assert dict(guess.scales[0].off_scale)["dont_know"].codes == ("Je ne sais pas",)


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        (["1", "2", "3", "4", "5"], "note_1_5"),
        (["2", "3", "4"], "note_1_4"),
        (["0", "3", "5"], "note_0_5"),
        (["0", "7", "10"], "note_0_10"),
        (["1,0", "3,0", "7,0"], "note_1_7"),
    ],
)
def test_numbers(tmp_path: Path, values: list[str], scale: str) -> None:
    guess = guess_file(write(tmp_path, {"Q1": cycle(values), "Q2": cycle(["a", "b"])}))
    assert column(guess, "Q1").scale == scale
    assert not guess.scales[0].sure, "1 may mean “tout à fait”"


def test_a_grid_has_one_range(tmp_path: Path) -> None:
    guess = guess_file(write(tmp_path, {"Q9_1": cycle(["2", "3", "4"]), "Q9_2": cycle(["1", "3", "5"])}))
    assert [c.scale for c in guess.columns] == ["note_1_5", "note_1_5"]


@pytest.mark.parametrize("header", ["Quel est votre âge ?", "Combien de postes ?", "Année", "Durée (minutes)"])
def test_counts_are_no_scale(tmp_path: Path, header: str) -> None:
    assert (
        column(guess_file(write(tmp_path, {header: cycle(["1", "3", "5"]), "Q": cycle(FIVE)})), header).kind == "number"
    )


def test_numbered_labels_give_their_order(tmp_path: Path) -> None:
    met = ["3 - Tout le temps libre", "1 - Un matin", "2 - Deux matins"]
    guess = guess_file(write(tmp_path, {"Q1": cycle(met, 30)}))
    assert [level.label for level in guess.scales[0].levels] == sorted(met)


def test_yes_and_no_are_no_scale(tmp_path: Path) -> None:
    guess = guess_file(write(tmp_path, {"Q1": cycle(["Oui", "Non"]), "Q2": cycle(["0", "1"]), "Q3": cycle(["Y", ""])}))
    assert [c.kind for c in guess.columns] == ["choice"] * 3
    assert guess.scales == ()


def test_two_sided_families_are_completed_and_others_are_not() -> None:
    agreement, frequency = FAMILIES[0], next(f for f in FAMILIES if f.name == "frequence")
    assert completed(agreement, {4}) == [0, 2, 4, 6]
    assert completed(frequency, {2, 5}) == [2, 5]
    assert families_of(["Jamais"]) == [], "one label makes no scale"


# -- columns


def test_what_columns_are(tmp_path: Path) -> None:
    n = 20
    guess = guess_file(
        write(
            tmp_path,
            {
                "Code personnel": [f"{k:02d}MA{k}" for k in range(n)],
                "Adresse e-mail": [f"p{k}@exemple.fr" for k in range(n)],
                "Date": [f"{k + 1:02d}/03/2026 10:00" for k in range(n)],
                "Pourquoi ?": [f"Parce que la personne {k} me l’a dit" for k in range(n)],
                "Canton": cycle(["Nord", "Sud", "Est"]),
                "Vide": [""] * n,
                "Salaire": [f"{1500 + k},50" for k in range(n)],
            },
        )
    )
    kinds = {c.header: c.kind for c in guess.columns}
    assert kinds == {
        "Code personnel": "identifier",
        "Adresse e-mail": "identifier",
        "Date": "date",
        "Pourquoi ?": "text",
        "Canton": "choice",
        "Vide": "empty",
        "Salaire": "number",
    }
    assert guess.person == ("Code personnel",)
    assert guess.date_order == "dmy"


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2026-03-01", "2026-03-28"], "ymd"),
        (["3/1/26 14:00:12", "3/28/26 09:00:00"], "mdy"),
        (["01/03/2026", "28/03/2026"], "dmy"),
    ],
)
def test_order_of_dates(tmp_path: Path, dates: list[str], order: str) -> None:
    assert guess_file(write(tmp_path, {"Quand": cycle(dates), "Q": cycle(FIVE)})).date_order == order


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Q1_pre", "Q1_post"),
        ("q1 (avant)", "q1 (après)"),
        ("Avant : Je connais", "Après : Je connais"),
        ("[Avant] Je connais", "[Après] Je connais"),
        ("confiance.T0", "confiance.T1"),
        ("k1_pre_3", "k1_pst_3"),
    ],
)
def test_before_and_after_in_one_row(tmp_path: Path, before: str, after: str) -> None:
    guess = guess_file(write(tmp_path, {before: cycle(FIVE), after: cycle(FIVE[::-1])}))
    assert guess.pairs == ((before, after),)


@pytest.mark.parametrize(
    "header", ["Que pensez-vous de la fin ?", "avant-projet utile", "Weekend", "Bonne fin", "Le pré"]
)
def test_words_that_are_no_wave(tmp_path: Path, header: str) -> None:
    assert column(guess_file(write(tmp_path, {header: cycle(FIVE)})), header).wave == ""


def test_same_name_on_another_scale_is_no_pair(tmp_path: Path) -> None:
    guess = guess_file(write(tmp_path, {"Q1_pre": cycle(FIVE), "Q1_post": cycle(["Jamais", "Souvent", "Toujours"])}))
    assert guess.pairs == ()


def test_grids_that_changed_their_number_are_only_suggested(tmp_path: Path) -> None:
    pre = {f"Q11_{k}_pre": cycle(FIVE) for k in (1, 2, 3)}
    post = {f"Q13_{k}_post": cycle(FIVE) for k in (1, 2, 3)}
    guess = guess_file(write(tmp_path, pre | {"Q11_1_post": cycle(FIVE)} | post))
    assert guess.pairs == (), "Q11 has three lines before and one after: the numbers do not mean the same"
    assert guess.batteries[0] == ("Q11_1_pre", "Q13_1_post")
    assert len(guess.batteries) == 3


@pytest.mark.parametrize(
    ("name", "wave"),
    [("pre_2026.csv", "before"), ("enquete-avant.csv", "before"), ("survey_start.csv", "before"), ("post.csv", "after"),
     ("suivi 3 mois.csv", "followup_m3"), ("01-04-longterm.csv", "followup_m6"), ("reponses.csv", "after")],
)  # fmt: skip
def test_wave_of_a_file(tmp_path: Path, name: str, wave: str) -> None:
    assert guess_file(write(tmp_path, {"Q": cycle(FIVE)}, name=name)).wave == wave


@pytest.mark.parametrize(
    ("headers", "tool", "said"),
    [
        (["ID de la réponse", "Date de soumission", "Dernière page"], Tool.LIMESURVEY, "LimeSurvey"),
        (["Horodateur"], Tool.GOOGLE_FORMS, "Google Forms"),
        (["Heure de début", "Heure de fin", "Nom"], Tool.MICROSOFT_FORMS, "Microsoft Forms"),
        (["_uuid", "_submission_time"], Tool.KOBOTOOLBOX, "KoboToolbox"),
        (["Séquentiel", "SID", "Heure de soumission"], Tool.FRAMAFORMS, "Framaforms (webform Drupal)"),
        (["Ville"], Tool.GENERIC, "tableau quelconque"),
    ],
)
def test_tool_with_its_evidence(tmp_path: Path, headers: list[str], tool: Tool, said: str) -> None:
    guess = guess_file(write(tmp_path, {h: cycle(["x", "y"]) for h in headers} | {"Q": cycle(FIVE)}))
    assert (guess.tool, guess.looks_like) == (tool, said)
    assert set(guess.system) <= set(headers)
    assert bool(guess.system) == (said != "tableau quelconque")


def test_missing_marks(tmp_path: Path) -> None:
    guess = guess_file(
        write(tmp_path, {"Q1": cycle([*FIVE, "NA"]), "Q2": cycle(["NA", *FIVE]), "Q3": cycle([*FIVE, "-"], 5)[:5] * 4})
    )
    assert guess.missing == ("NA",)
    assert guess.scales[0].unplaced == ()


def test_repeated_headers_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Q;Autre;Autre\n" + "\n".join(f"{label};x{k};y{k}" for k, label in enumerate(cycle(FIVE))), encoding="utf-8"
    )
    guess = guess_file(path)
    assert [c.repeated for c in guess.columns] == [False, True, True]
    assert any("Autre" in line for line in guess.evidence)


# -- what is never copied


def test_nothing_that_few_people_wrote_is_copied(tmp_path: Path) -> None:
    secret = "Marie Dupont de Renault m’a insulté"
    rare = [*cycle(FIVE, 38), "Plutôt d'accord sauf avec Mme Dupont", "Ça dépend de Mme Dupont"]
    guess = guess_file(
        write(tmp_path, {"Code": [f"MD{k:02d}" for k in range(40)], "Q1": rare, "Q2": [*cycle(FIVE, 39), secret],
                         "Dites": [f"{secret} {k}" for k in range(40)], "Ville": cycle(["Rive-de-Gier", "Givors"], 40)})
    )  # fmt: skip
    shown = repr(guess) + "\n".join(guess.evidence)
    assert "accord5" in shown
    assert [word for word in ("Dupont", "MD07", "Rive-de-Gier", "Givors") if word in shown] == []


@pytest.mark.parametrize(("n", "shown"), [(4, False), (5, True)])
def test_a_label_without_place_is_shown_from_five_rows_on(tmp_path: Path, n: int, shown: bool) -> None:
    guess = guess_file(write(tmp_path, {"Q1": [*cycle(FIVE, 100), *["D'accord selon les jours"] * n]}))
    assert guess.scales[0].unplaced == (("D'accord selon les jours",) if shown else ())


def test_numbered_labels_that_few_gave_are_not_a_scale(tmp_path: Path) -> None:
    guess = guess_file(write(tmp_path, {"Q1": cycle(["1 - a", "2 - b", "3 - chez Mme Dupont"], 12)}))
    assert "Dupont" not in repr(guess)


@pytest.mark.parametrize("first", ["12/03/2026", "marie@exemple.fr", "06 12 34 56 78"])
def test_a_file_without_header_line_is_refused(tmp_path: Path, first: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{first};x\n" + "\n".join(f"{first};{k}" for k in range(20)), encoding="utf-8")
    with pytest.raises(SourceError, match="ne ressemble pas à des en-têtes") as caught:
        guess_file(path)
    assert first not in str(caught.value)


def test_a_scale_label_as_header_means_that_the_header_line_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(f"{label};x{k}" for k, label in enumerate(cycle(FIVE))), encoding="utf-8")
    with pytest.raises(SourceError, match="en-têtes"):
        guess_file(path)


def test_evidence_in_both_languages(tmp_path: Path) -> None:
    guess = guess_file(write(tmp_path, {"Q1": cycle(FIVE)}, separator="\t"))
    assert (
        guess.evidence[0] == "Fichier\u00a0: enquete.csv, 20 lignes, 1 colonnes (utf-8, tab)."
        or "1 colonnes" in guess.evidence[0]
    )
    try:
        set_language("en")
        assert guess.evidence[0].startswith("File: enquete.csv, 20 rows")
    finally:
        set_language("fr")


# -- real files


@pytest.mark.shared_data
def test_pre_and_post_in_one_row_with_other_numbers(shared_data: Path) -> None:
    guess = guess_file(shared_data / "prepost_bucknell_cure" / "Year1.NoDemographics.tsv")
    assert (guess.n_rows, len(guess.columns), guess.separator) == (85, 151, "\t")
    assert labels(guess, "accord5") == ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
    assert labels(guess, "intensite5") == ["None", "Little", "Some", "Much", "Extensive"]
    assert labels(guess, "importance3") == ["Not important", "Moderately important", "Very important"]
    assert guess.person == ("ResponseId_pre",)
    assert "NA" in guess.missing
    assert guess.pairs == ()
    attitudes = {(f"Q11_{k}_pre", f"Q13_{k}_post") for k in range(1, 23)}
    gains = {(f"Q10_{k}_pre", f"Q9_{k}_post") for k in range(1, 26)}
    assert set(guess.batteries) == attitudes | gains


@pytest.mark.shared_data
def test_qualtrics_with_seven_steps(shared_data: Path) -> None:
    guess = guess_file(shared_data / "prepost_ds4biomed" / "01-02-pre_workshop.tsv")
    assert (guess.looks_like, guess.wave, guess.person) == ("Qualtrics", "before", ("id_person",))
    assert len(labels(guess, "accord7")) == 7
    assert len(guess.of_kind("scale")) == 15
    assert {c.header for c in guess.of_kind("identifier")} == {"id_person", "id_response"}
    assert {"Q5.4", "Q5.5"} <= {c.header for c in guess.of_kind("text")}


@pytest.mark.shared_data
def test_limesurvey_in_french(shared_data: Path) -> None:
    guess = guess_file(shared_data / "fr_limesurvey_vaud" / "results-survey4914.xlsx")
    assert (guess.tool, guess.n_rows) == (Tool.LIMESURVEY, 348)
    assert [c.header for c in guess.of_kind("identifier")] == ["ID réponse"]
    assert {label_key(text) for s in guess.scales for level in s.levels for text in (level.label, *level.codes)} == {
        *("moyen", "moyenne", "bien", "bonne", "excellent", "excellente"),
    }
    assert "Accueil laisse à désirer" not in repr(guess), "two persons gave it"
    assert guess.scales[0].unplaced == ("L'offre devrait être améliorée",)


@pytest.mark.shared_data
def test_typeform_in_french(shared_data: Path) -> None:
    guess = guess_file(shared_data / "fr_typeform_numerique" / "res_YvBfAdHB.csv")
    assert (guess.looks_like, guess.n_rows, guess.answered_on) == ("Typeform", 44, None), "the tool knows its own date"
    assert {s.id for s in guess.scales} == {"note_0_10", "note_1_5"}
    assert "Network ID" in {c.header for c in guess.of_kind("identifier")}
    assert {"Autre", "Other"} & {c.header for c in guess.columns if c.repeated} == {"Other"}


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("file", "looks", "scales", "wave"),
    [
        ("20250425_initial_knowledge.csv", "Google Forms", {"note_0_5"}, "before"),
        ("20250425_evaluation_end.csv", "Microsoft Forms", {"confiance5", "note_0_10"}, "after"),
        ("20251128_survey_start.csv", "Google Forms", {"note_0_5"}, "before"),
    ],
)
def test_waves_that_cannot_be_paired(shared_data: Path, file: str, looks: str, scales: set[str], wave: str) -> None:
    guess = guess_file(shared_data / "prepost_uppmax_unpaired" / file)
    assert (guess.looks_like, guess.wave, guess.person) == (looks, wave, ())
    assert {s.id for s in guess.scales} == scales
