"""The built-in study says what the questionnaire and the article say, and travels with the package."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from declic_analysis.demo import declic_study_text
from declic_analysis.study import Study, load_study, parse_study

# number, French words, marks (M both sides, P / I one side, R reversed, N neutral), number of the paired item
QUESTIONNAIRE = """
1 | L'industrie locale propose des métiers très variés. | M
2 | On peut progresser professionnellement dans l'industrie locale. | M
3 | L'industrie locale offre de vraies possibilités d'emploi en reconversion. | M
4 | À qualification égale, l'industrie locale rémunère bien. | M
5 | Les pratiques de l'industrie locale se sont peu modernisées. | M R
6 | Des compétences acquises ailleurs sont utiles dans l'industrie. | M
7 | Travailler dans l'industrie locale peut avoir du sens. | M
8 | Je peux citer des atouts comme des contraintes de l'industrie. | P
9 | Sans voiture, rejoindre les sites industriels est difficile. | M N
10 | Les postes industriels accessibles en reconversion sont physiquement exigeants. | M N
11 | Les horaires industriels se concilient mal avec la vie personnelle. | M N
12 | Les personnes en reconversion s'investissent quand on leur confie un poste. | M
13 | Le niveau de français demandé freine les embauches. | M N
14 | Les compétences techniques exigées à l'entrée freinent les embauches. | M N
15 | Je me représente mal les parcours des personnes en reconversion. | I R 16
16 | Je me représente mal les métiers des entreprises industrielles proches. | P R 15
17 | L'expérience acquise en SIAE est éloignée de notre cœur de métier. | I N
18 | Mon entreprise peut accompagner l'arrivée d'une personne issue d'une SIAE. | I
19 | Je sais ce que les industriels attendent des candidats. | P 20
20 | Je sais ce dont les prescripteurs ont besoin pour orienter vers nous. | I 19
21 | Je sais qui contacter dans une entreprise industrielle. | P 21
21 | Je sais qui contacter dans une structure prescriptrice. | I 21
22 | D'ici trois mois, je compte proposer l'industrie à des personnes que j'accompagne. | P 23
23 | D'ici trois mois, mon entreprise compte rencontrer des candidats orientés par des prescripteurs. | I 22
"""
CASES = [tuple(part.strip() for part in line.split("|")) for line in QUESTIONNAIRE.strip().splitlines()]
SIDES = {"M": ["prescripteurs", "industriels"], "P": ["prescripteurs"], "I": ["industriels"]}


def straight(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("’", "'")


@pytest.fixture(scope="module")
def study() -> Study:
    return parse_study(declic_study_text(), file="declic/study.yaml")


def test_the_installed_copy_is_the_file_in_data_raw(project_root: Path) -> None:
    assert (project_root / "data/raw/declic/study.yaml").read_text(encoding="utf-8") == declic_study_text()
    assert load_study(project_root / "data/raw/declic").name == "declic"


def test_every_question_is_there_once_in_the_order_of_the_questionnaire(study: Study) -> None:
    asked = [(str(item.number), straight(item.wording.fr)) for item in study.items]
    assert asked == [(number, words) for number, words, _ in CASES]


@pytest.mark.parametrize(("number", "words", "marks"), CASES)
def test_marks(study: Study, number: str, words: str, marks: str) -> None:
    item = next(i for i in study.items if straight(i.wording.fr) == words)
    side, *rest = marks.split()
    expected = {"R": "favourable_low", "N": "neutral"}.get("".join(r for r in rest if r in "RN"), "favourable_high")
    pair = [r for r in rest if r.isdigit()]
    assert sorted(item.audiences) == sorted(SIDES[side])
    assert item.direction == expected
    assert [str(study.item(item.mirror).number)] == pair if item.mirror else pair == []
    assert item.confirmatory == (number in {"3", "6", "12", "15", "16", "19", "20"})


def test_mirrors_point_at_each_other_across_audiences(study: Study) -> None:
    for item in (i for i in study.items if i.mirror):
        other = study.item(item.mirror or "")
        assert other.mirror == item.id and set(other.audiences).isdisjoint(item.audiences)


def test_short_labels_fit_the_figures_and_both_languages_are_there(study: Study) -> None:
    for item in study.items:
        assert item.short is not None and item.short.en and item.wording.en
        assert max(len(item.short.fr), len(item.short.en)) <= 38


@pytest.mark.parametrize(
    ("level", "labels"),
    [
        (1, ["Pas du tout d'accord", "Entièrement en désaccord", "1", "A1"]),
        (2, ["Plutôt pas d'accord", "Plutôt en désaccord"]),
        (3, ["Ni d'accord ni pas d'accord", "Neutre", "Ni d'accord ni en désaccord", "Partagé", "Indécis"]),
        (4, ["Plutôt d'accord", "Assez d'accord"]),
        (5, ["Tout à fait d'accord", "Entièrement d'accord", "Fortement d'accord", "5 - Tout à fait d'accord"]),
    ],
)
def test_labels_met_in_the_wild_are_known(study: Study, level: int, labels: list[str]) -> None:
    known = study.scale("accord5").levels[level - 1]
    assert set(labels) <= {straight(code) for code in [known.label.fr, *known.codes]}


def test_no_label_stands_for_two_levels(study: Study) -> None:
    scale = study.scale("accord5")
    steps = [*scale.levels, *scale.non_substantive]
    words = [{straight(t).casefold() for t in [s.label.fr, s.label.en or "", *s.codes]} for s in steps]
    assert sum(map(len, words)) == len(set().union(*words))


def test_off_the_scale_labels(study: Study) -> None:
    off = {straight(code) for step in study.scale("accord5").non_substantive for code in step.codes}
    assert {
        "Ne sait pas",
        "NSP",
        "Je ne sais pas",
        "Je ne me prononce pas",
        "Sans opinion",
        "Non concerné",
        "Passer",
    } <= off


def test_published_figures_keep_their_doubts(study: Study) -> None:
    figures = {f.id: f for f in study.published_figures}
    assert (figures["actions_lyonnais"].value, figures["actions_lyonnais"].qualifier) == (15, "lower_bound")
    assert (figures["actions_stephanois"].value, figures["actions_stephanois"].qualifier) == (24, "exact")
    assert [figures[f"industriels_{t}"].value for t in ("lyonnais", "stephanois")] == [26, 50]
    assert figures["embauches"].value is None and figures["embauches"].qualifier == "unknown"
    for territory in ("lyonnais", "stephanois"):
        figure = figures[f"prescripteurs_{territory}"]
        assert figure.value == 107 and "à vérifier" in (figure.doubt or "")
        assert "participations" in (figure.doubt or "") and "participations" in (
            figures[f"industriels_{territory}"].doubt or ""
        )


def test_operators_leads_and_the_caveat_on_the_epci(study: Study) -> None:
    territories = {t.id: t for t in study.territories}
    assert (territories["lyonnais"].leads, territories["lyonnais"].operators) == (["sirac"], ["airm"])
    assert (territories["stephanois"].leads, territories["stephanois"].operators) == (["club_gier"], ["club_gier"])
    oasis = next(s for s in study.structures if s.id == "oasis_jardins_de_cocagne")
    assert oasis.epci == "200065886" != territories["stephanois"].epci
    assert {"prescriber", "siae"} == set(oasis.roles) and oasis.siae_kind == "ACI"


def test_nothing_is_claimed_that_nobody_said(study: Study) -> None:
    assert not study.sources and not study.invited and not study.recommendations and not study.framework.costs
    assert study.narrative.evaluators is None and study.narrative.surprises is None
    assert all(i.target is None and i.baseline is None for q in study.framework.questions for i in q.indicators)
    assert not study.fictitious


def test_every_confirmatory_item_is_asked_of_someone_and_claims_name_known_audiences(study: Study) -> None:
    for claim in study.published_claims:
        if claim.audience:
            assert all(claim.audience in study.item(item).audiences for item in claim.items)
    questions = {question.id for question in study.framework.questions}
    assert {"pertinence", "regard_prescripteurs", "regard_industriels", "convergence", "suites"} <= questions


def test_the_commented_example_of_a_source_is_a_valid_source(study: Study) -> None:
    text = declic_study_text()
    example = re.findall(r"^# (sources:\n(?:#.*\n)+)", text, flags=re.M)[0]
    lines = [line.removeprefix("# ") for line in example.splitlines()]
    spliced = text.replace("\nsources: []\n", "\n" + "\n".join(lines) + "\n")
    assert [s.id for s in parse_study(spliced).sources] == ["prescripteurs_avant"]
