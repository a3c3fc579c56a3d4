"""Display tables: what is withheld reads "non publié", what is unknown "non renseigné", and HTML is escaped."""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure, tables
from declic_analysis.errors import ContractError
from declic_analysis.study import Study
from declic_analysis.study.model import PublishedClaim
from declic_analysis.vocabulary import ClaimStatus, Measure, NoteKind
from declic_analysis.wording.claims import Measured, measured_claim

RULES = disclosure.Rules(base=11)
CODEBOOK = pd.DataFrame(
    {"item": ["sens", "acces"], "number": [7, 9], "label_fr": ["Le travail a du sens", "Accès"],
     "label_en": ["Sense", "Access"],
     "audience": "prescripteurs", "favourable_from": 4}
)  # fmt: skip
NAMES = {"prescripteurs": "Prescripteurs", "lyonnais": "Territoire lyonnais"}


def row(**other: object) -> dict[str, object]:
    told = {"audience": "prescripteurs", "item": "sens", "direction": "favourable_high", "confirmatory": True,
            "design": "pre_post", "n_before": 40, "n_after": 38, "n_pairs": 36, "n_up": 16, "n_down": 8, "n_same": 12,
            "n_non_substantive": 0, "net_shift": 8 / 36, "net_low": 0.02, "net_high": 0.41, "confidence": 0.95,
            "favourable_before": 0.5, "favourable_after": 0.61, "favourable_change": 0.1, "favourable_low": 0.0,
            "favourable_high": 0.2, "detectable_30": 0.25, "detectable_45": 0.31, "detectable_60": 0.36, "margin": 0.1,
            "verdict": "inconclusive"}  # fmt: skip
    return told | other


def shift(*rows: dict[str, object], by: tuple[str, ...] = ("audience", "item")) -> disclosure.Published:
    return disclosure.publish_shift(pd.DataFrame(list(rows)), rules=RULES, by=by)


def test_a_shift_in_words() -> None:
    table = tables.shift_table(shift(row()), codebook=CODEBOOK, names=NAMES)
    assert table.iloc[0].to_dict() == {
        "Public": "Prescripteurs",
        "N°": "7",
        "Question": "Le travail a du sens",
        "Paires": "36",
        "Favorables (contraintes\u00a0: d’accord) avant": "50\u202f%",
        "Favorables (contraintes\u00a0: d’accord) après": "61\u202f%",
        "Solde [intervalle à 95\u202f%]": "+22\u00a0points [+2\u00a0; +41]",
        "Verdict": "non concluant",
        "Lecture": "confirmatoire",
        "Plus petite évolution détectable": "de 25 à 36\u00a0points",
        "Dispositif": "avant / après, mêmes personnes",
    }


def test_english_headers_and_labels() -> None:
    table = tables.shift_table(shift(row(confirmatory=False)), codebook=CODEBOOK, lang="en")
    assert table.loc[0, "Question"] == "Sense"
    assert table.loc[0, "Reading"] == "exploratory"
    assert table.loc[0, "Net shift [95% interval]"] == "+22\u00a0points [+2, +41]"


def test_refused_rows_stay_without_numbers() -> None:
    table = tables.shift_table(shift(row(), row(item="acces", n_pairs=10)), codebook=CODEBOOK)
    refused = table.iloc[1]
    assert refused["Verdict"] == "non publié\u00a0: protection des personnes"
    assert set(
        refused[
            [
                "Paires",
                "Favorables (contraintes\u00a0: d’accord) avant",
                "Favorables (contraintes\u00a0: d’accord) après",
                "Solde [intervalle à 95\u202f%]",
            ]
        ]
    ) == {"non publié"}
    assert not any(character.isdigit() for character in "".join(refused.drop(["N°", "Question"])))


def test_withheld_shares_stand_beside_published_shifts() -> None:
    table = tables.shift_table(shift(row(favourable_after=35 / 36)), codebook=CODEBOOK)
    assert table.loc[0, "Favorables (contraintes\u00a0: d’accord) avant"] == "non publié"
    assert table.loc[0, "Solde [intervalle à 95\u202f%]"].startswith("+22")


@pytest.mark.parametrize(
    ("verdict", "values", "expected"),
    [("improvement", (0.25, 0.31, 0.36), "–"), ("inconclusive", (np.nan, 0.41, 0.48), "de 41 à 48\u00a0points"),
     ("inconclusive", (np.nan, np.nan, 0.59), "59\u00a0points"),
     ("inconclusive", (np.nan,) * 3, "aucune avec 36\u00a0paires")],
)  # fmt: skip
def test_detectable_change_beside_inconclusive_rows(verdict: str, values: tuple[float, ...], expected: str) -> None:
    known = dict(zip(("detectable_30", "detectable_45", "detectable_60"), values, strict=True))
    table = tables.shift_table(shift(row(verdict=verdict, **known)), codebook=CODEBOOK)
    assert table.loc[0, "Plus petite évolution détectable"] == expected


def test_persons_have_no_question() -> None:
    frame = pd.DataFrame([row()]).drop(columns="item")
    table = tables.shift_table(disclosure.publish_shift(frame, rules=RULES, by=("audience",)))
    assert "Question" not in table.columns
    assert "Favorables (contraintes\u00a0: d’accord) avant" not in table.columns
    assert table.loc[0, "Public"] == "prescripteurs"


def test_territories_have_their_column() -> None:
    apart = shift(row(territory="lyonnais"), row(territory="stephanois"), by=("territory", "audience", "item"))
    table = tables.shift_table(apart, codebook=CODEBOOK, names=NAMES)
    assert list(table["Territoire"]) == ["Territoire lyonnais", "stephanois"]


def test_items_need_their_labels() -> None:
    with pytest.raises(ContractError, match="label_fr"):
        tables.shift_table(shift(row()))


FLOW = {"audience": "prescripteurs", "n_invited": 107, "n_before": 90, "n_after": 60, "n_persons": 95,
        "n_identified": 92, "n_pairs": 3, "response_rate": 90 / 107}  # fmt: skip


def test_withheld_is_not_unknown() -> None:
    rows = [FLOW, FLOW | {"audience": "industriels", "n_invited": None, "response_rate": None},
            FLOW | {"audience": "autres", "n_persons": 6, "n_before": 6}]  # fmt: skip
    table = tables.flow_table(disclosure.publish_flow(pd.DataFrame(rows), rules=RULES, by=("audience",)))
    assert list(table["Invitées"]) == ["107", "non renseigné", "non publié"]
    assert list(table["Taux de réponse"]) == ["84\u202f%", "non renseigné", "non publié"]
    assert list(table["Paires"]) == ["non publié"] * 3
    assert table.loc[0, "Prudence"] == "tendances plus robustes"


def test_distributions_name_their_answers() -> None:
    n = [1, 9, 9, 9, 9]
    told = {"audience": "prescripteurs", "item": "sens", "wave": "before", "scale": "a", "direction": "favourable_high",
            "n_levels": 5, "base": 37, "n_non_substantive": 0}  # fmt: skip
    frame = pd.DataFrame({**told, "position": range(1, 6), "n": n, "share": [k / 37 for k in n]})
    published = disclosure.publish_distribution(frame, rules=RULES, by=("audience", "item", "wave"))
    table = tables.distribution_table(published, codebook=CODEBOOK, level_labels={"a": list("ABCDE")})
    assert list(table["Réponse"]) == ["A + B", "C", "D + E"]
    assert list(table["Nombre"]) == ["10", "9", "18"]
    assert set(table["Temps de mesure"]) == {"Avant"}


LEDGER = pd.DataFrame(
    {"source": "s", "file": "avant.csv", "unit": ["row", "row", "cell", "note"], "n": [1200, 3, 0, 1],
     "category": ["raw", "duplicate", "quarantined", "encoding"], "detail": [None, "", pd.NA, "utf-8"]}
)  # fmt: skip


def test_the_ledger_in_words() -> None:
    table = tables.ledger_table(LEDGER)
    assert list(table["Devenir"]) == ["lues dans le fichier", "doublons écartés", "mises en quarantaine", "encoding"]
    assert list(table["Nombre"]) == ["1\u202f200", "3", "0", "1"]
    assert list(tables.ledger_table(LEDGER, lang="en")["Unit"]) == ["rows", "rows", "cells", "note"]


def test_the_quarantine_is_counted() -> None:
    frame = pd.DataFrame({"source": "s", "file": "avant.csv", "row": [2, 3, 4], "column": ["Q1", "Q1", None],
                          "reason": ["unknown_label", "unknown_label", "wrong_width"],
                          "expected": ["5 niveaux"] * 2 + ["12"]})  # fmt: skip
    table = tables.quarantine_table(frame)
    assert list(table["Nombre"]) == ["2", "1"]
    assert list(table["Colonne"]) == ["Q1", "(ligne entière)"]
    assert table.loc[0, "Motif"] == "réponse inconnue de l’échelle"
    assert tables.quarantine_table(frame.iloc[0:0]).empty


def study() -> Study:
    return Study.model_validate({
        "schema_version": 1, "name": "essai", "title": "Essai", "programme": "P",
        "audiences": [{"id": "prescripteurs", "label": "Prescripteurs"}],
        "territories": [{"id": "lyonnais", "label": "Territoire lyonnais"}],
        "scales": [{"id": "a", "levels": [{"label": str(k)} for k in range(5)], "favourable_from": 4}],
        "constructs": [{"id": "c", "label": "C"}],
        "items": [{"id": i, "construct": "c", "scale": "a", "audiences": ["prescripteurs"], "wording": i}
                  for i in ("sens", "acces")],
        "framework": {"questions": [
            {"id": "q1", "question": "Utile ?", "criterion": "relevance", "indicators": [
                {"id": "i1", "label": "Part", "level": "result", "unit": "%",
                 "baseline": 12.5, "target": 40, "target_on": "2025-06-30"}]},
            {"id": "q2", "question": "Durable ?", "criterion": "sustainability"}]},
        "published_figures": [
            {"id": "f1", "territory": "lyonnais", "indicator": "actions", "value": 15, "qualifier": "lower_bound",
             "wording": "plus d'une quinzaine", "source": "article"},
            {"id": "f2", "indicator": "embauches", "qualifier": "unknown", "wording": "quelques", "source": "article"}],
        "published_claims": [
            {"id": "c1", "audience": "prescripteurs", "wording": "du sens", "items": ["sens", "acces"],
             "source": "article"},
            {"id": "c2", "wording": "des échanges", "source": "article"}],
    })  # fmt: skip


def test_the_framework_keeps_unanswered_questions() -> None:
    table = tables.framework_table(study())
    assert list(table["Critère"]) == ["pertinence", "pérennité"]
    assert list(table["Départ"]) == ["12,5\u00a0%", "non renseigné"]
    assert list(table["Cible"]) == ["40\u00a0%", "non renseigné"]
    assert table.loc[0, "Échéance"] == "30\u00a0juin 2025"


def test_published_figures_keep_their_qualifier() -> None:
    table = tables.published_figures_table(study())
    assert list(table["Valeur publiée"]) == ["au moins 15", "non renseigné"]
    assert list(table["Territoire"]) == ["Territoire lyonnais", "tous"]
    assert list(tables.published_figures_table(study(), lang="en")["Published value"]) == ["at least 15", "not stated"]


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [(("improvement", "improvement_notable"), "confirmé"), (("improvement", "inconclusive"), "non confirmé"),
     (("improvement", "insufficient"), "non confirmé"), (("insufficient", "insufficient"), "non mesurable"),
     (("worsening", "worsening"), "non confirmé"), (("equivalent", "no_change_observed"), "non confirmé")],
)  # fmt: skip
def test_claims_against_the_data(verdicts: tuple[str, str], status: str) -> None:
    rows = [row(item=item, verdict=verdict) for item, verdict in zip(("sens", "acces"), verdicts, strict=True)]
    table = tables.claims_table(study(), shift=shift(*rows))
    assert list(table["Selon les données"]) == [status, "non mesurable"]


def test_perceived_constraints_bear_on_a_claim_in_either_sense() -> None:
    rows = [row(verdict="improvement"), row(item="acces", direction="neutral", verdict="perceived_less")]
    table = tables.claims_table(study(), shift=shift(*rows))
    assert table.loc[0, "Selon les données"] == "confirmé"
    assert table.loc[0, "Sur quoi"] == "2 sur 2 en évolution"


def test_claims_without_results_are_not_measurable() -> None:
    assert set(tables.claims_table(study())["Selon les données"]) == {"non mesurable"}
    refused = shift(row(n_pairs=3), row(item="acces", n_pairs=3))
    assert tables.claims_table(study(), shift=refused).loc[0, "Sur quoi"] == "aucun résultat publiable"


@pytest.mark.parametrize("make", [tables.shift_table, tables.flow_table])
def test_bare_frames_are_refused(make: object) -> None:
    with pytest.raises(ContractError):
        make(pd.DataFrame([row()]))  # type: ignore[operator]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_html_is_escaped_and_scoped() -> None:
    reader = Reader()
    reader.feed(
        tables.to_html(pd.DataFrame({"A<b>": ["<script>x</script>", "b"], "n": [1, 2]}), caption="A & <i>b</i>")
    )
    assert [attrs["scope"] for tag, attrs in reader.tags if tag == "th"] == ["col", "col", "row", "row"]
    assert not [tag for tag, _ in reader.tags if tag in {"script", "b", "i"}]
    assert reader.texts == ["A & <i>b</i>", "A<b>", "n", "<script>x</script>", "1", "b", "2"]


def test_columns_are_marked_as_numbers_or_long_words() -> None:
    frame = pd.DataFrame({
        "Question": ["a", "b"], "n": ["1 042", "non publié"], "p": ["< 0,001", "≥ 0,05"], "Part": ["12 %", "–"],
        "Solde": ["+3 [1 ; 5]", "0 [−1 ; 1]"], "Remarque": ["de 17 à 24 points, selon le nombre de paires", "–"],
    })  # fmt: skip
    reader = Reader()
    reader.feed(tables.to_html(frame, caption="x"))
    kinds = [attrs.get("class") for tag, attrs in reader.tags if tag == "th" and attrs["scope"] == "col"]
    assert kinds == [None, "number", "number", "number", None, "words"]


def test_html_of_an_empty_table_keeps_its_header() -> None:
    text = tables.to_html(pd.DataFrame({"A": []}), caption="Vide")
    assert '<th scope="col">A</th>' in text
    assert "<tbody></tbody>" in text


def test_notes_of_the_ledger_are_said_in_words() -> None:
    lines = [("s", "a.csv", "note", kind.value, 1, None) for kind in NoteKind]
    ledger = pd.DataFrame(lines, columns=["source", "file", "unit", "category", "n", "detail"])
    for lang in ("fr", "en"):
        shown = tables.ledger_table(ledger, lang=lang)
        told = {text.casefold() for text in shown.to_numpy().ravel()}
        assert {kind.label.of(lang).casefold() for kind in NoteKind} <= told


def test_corrections_are_counted_by_effect_and_name_nobody() -> None:
    corrections = pd.DataFrame(
        {"file": ["a.csv"] * 3, "state": ["applied", "applied", "raw_changed"], "corrected_by": ["Mme Durand"] * 3}
    )
    shown = tables.corrections_table(corrections)
    assert shown.iloc[:, 2].tolist() == ["2", "1"]
    assert shown.iloc[0, 1] == "appliquée"
    assert "Durand" not in shown.to_csv()


def test_exploratory_questions_have_their_corrected_p_in_bands() -> None:
    rows = [row(sign_p_adjusted=0.01), row(item="acces", confirmatory=False, sign_p_adjusted=0.0312)]
    header = "p corrigé du nombre de questions explorées (petit\u00a0: le hasard seul l’explique mal)"
    assert list(tables.shift_table(shift(*rows), codebook=CODEBOOK)[header]) == ["–", "< 0,05"]
    few = shift(row(confirmatory=False, n_up=3, n_down=21, sign_p_adjusted=0.001))
    assert list(tables.shift_table(few, codebook=CODEBOOK)[header]) == ["non publié"]


def test_a_unit_that_is_a_word_may_go_to_the_next_line() -> None:
    told = study().model_dump(by_alias=True)
    told["framework"]["questions"][0]["indicators"][0]["unit"] = "participations"
    table = tables.framework_table(Study.model_validate(told))
    assert table.loc[0, "Cible"] == "40 participations"


def claimed(*, items: tuple[str, ...] = (), measure: str | None = None) -> str:
    """Status of one claim, of which questions, if any, moved favourably, with 62 hires known and loyal structures."""
    claim = PublishedClaim(id="c", wording="…", items=list(items), measure=measure, source="s")
    one = study().model_copy(update={"published_claims": [claim]})
    measured = {
        Measure.HIRES: Measured(ClaimStatus.CONFIRMED, "62"), Measure.LOYAL: Measured(ClaimStatus.NOT_CONFIRMED, "3"),
        Measure.IMMERSIONS: Measured(ClaimStatus.NOT_MEASURABLE, "?"),
    }  # fmt: skip
    table = tables.claims_table(one, shift=shift(row(item="sens", verdict="improvement")), measured=measured)
    return str(table.loc[0, "Selon les données"])


@pytest.mark.parametrize(
    ("items", "measure", "status"),
    [((), "hires", "confirmé"), ((), "loyal", "non confirmé"), ((), "immersions", "non mesurable"),
     (("sens",), "hires", "confirmé"), (("sens",), "loyal", "non confirmé"),
     (("sens",), "immersions", "non confirmé"), ((), None, "non mesurable")],
)  # fmt: skip
def test_a_claim_needs_its_questions_and_its_measure(items: tuple[str, ...], measure: str | None, status: str) -> None:
    assert claimed(items=items, measure=measure) == status


def test_what_a_measure_says_of_a_claim() -> None:
    said = measured_claim(Measure.HIRES, told="62")
    assert (said.status, said.basis) == (ClaimStatus.CONFIRMED, "Personnes ayant une embauche connue\u00a0: 62")
    assert measured_claim(Measure.HIRES, told="0").status is ClaimStatus.NOT_CONFIRMED
    assert measured_claim(Measure.HIRES, told="non publié").status is ClaimStatus.CONFIRMED  # few, not none
    assert measured_claim(Measure.HIRES, told="non renseigné").status is ClaimStatus.NOT_MEASURABLE
    assert measured_claim(Measure.LOYAL, told="?").status is ClaimStatus.NOT_MEASURABLE
