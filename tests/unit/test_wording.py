"""What is said of a result: every verdict in both languages, the prudence formulas, the first page."""

from __future__ import annotations

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure, wording
from declic_analysis.errors import ContractError
from declic_analysis.study import Study
from declic_analysis.vocabulary import Verdict
from declic_analysis.wording import sentences
from declic_analysis.wording.texts import TEXTS

RULES = disclosure.Rules(base=5)
LANGUAGES = ("fr", "en")
GATED = {v for v in Verdict if v.startswith(("improvement", "worsening", "perceived"))}
NEUTRAL = {v for v in Verdict if v.startswith("perceived")}
NEVER = ("impact de", "effet de", "impact of", "effect of", "anonyme", "anonymous", "prouve", "proves", "démontre")
JUDGING = ("amélior", "improve", "favorable", "favourable", "dégrad", "worse")


def row(verdict: str = "inconclusive", **other: object) -> dict[str, object]:
    told = {"audience": "prescripteurs", "item": "sens", "direction": "favourable_high", "confirmatory": False,
            "design": "pre_post", "n_before": 40, "n_after": 38, "n_pairs": 36, "n_up": 16, "n_down": 8, "n_same": 12,
            "n_non_substantive": 0, "net_shift": 8 / 36, "net_low": 0.01, "net_high": 0.41, "confidence": 0.95,
            "favourable_before": 0.5, "favourable_after": 0.6, "favourable_change": 0.1, "favourable_low": 0.0,
            "favourable_high": 0.2, "detectable_30": 0.25, "detectable_45": 0.31, "detectable_60": 0.36, "margin": 0.1,
            "verdict": verdict}  # fmt: skip
    return told | other


def published(*rows: dict[str, object], by: tuple[str, ...] = ("audience", "item")) -> disclosure.Published:
    return disclosure.publish_shift(pd.DataFrame(list(rows)), rules=RULES, by=by)


def persons(*rows: dict[str, object]) -> disclosure.Published:
    frame = pd.DataFrame(list(rows)).drop(columns="item").assign(favourable_before=np.nan, favourable_after=np.nan)
    return disclosure.publish_shift(frame, rules=RULES, by=("audience",))


def flow(**other: object) -> disclosure.Published:
    told = {"audience": "prescripteurs", "n_invited": 50, "n_before": 40, "n_after": 38, "n_persons": 42,
            "n_identified": 41, "n_pairs": 36, "response_rate": 0.8} | other  # fmt: skip
    return disclosure.publish_flow(pd.DataFrame([told]), rules=RULES, by=("audience",))


def sentence(verdict: str, lang: str, **other: object) -> str:
    direction = "neutral" if verdict in NEUTRAL else "favourable_high"
    only = published(row(verdict, **({"direction": direction} | other)))
    return wording.verdict_sentences(only, lang=lang)[0]


@pytest.mark.parametrize(
    ("verdict", "lang", "confirmatory"), list(itertools.product(Verdict, LANGUAGES, (True, False)))
)
def test_every_verdict_keeps_its_words(verdict: Verdict, lang: str, confirmatory: bool) -> None:
    told = sentence(verdict.value, lang, confirmatory=confirmatory).lower()
    assert not [word for word in NEVER if word in told]
    assert ("significati" in told or "significant" in told) == (verdict in GATED)
    assert verdict.label.of(lang) in told or verdict in {Verdict.INSUFFICIENT, Verdict.NO_CHANGE_OBSERVED}
    if verdict in NEUTRAL:
        assert not [word for word in JUDGING if word in told]
    if verdict == Verdict.INCONCLUSIVE:
        assert "31\u00a0points" in told


@pytest.mark.parametrize(("verdict", "lang"), list(itertools.product(Verdict, LANGUAGES)))
def test_persons_keep_their_words_too(verdict: Verdict, lang: str) -> None:
    told = wording.verdict_sentences(persons(row(verdict.value)), lang=lang)[0].lower()
    assert not [word for word in NEVER if word in told]
    assert ("significati" in told or "significant" in told) == (verdict in GATED)
    assert "paire" not in told
    assert "pairs" not in told


def test_no_text_of_ours_uses_a_forbidden_word() -> None:
    texts = [text.of(lang).lower() for text in TEXTS.values() for lang in LANGUAGES]
    assert not [text for text in texts for word in NEVER if word in text]


def test_both_languages_fill_the_same_blanks() -> None:
    import string

    for key, text in TEXTS.items():
        blanks = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (text.fr, text.en)]
        assert blanks[0] == blanks[1], key


def test_french_typography() -> None:
    for key, text in TEXTS.items():
        for mark in (" :", " ;", " ?", " !", "« ", " »", " %"):
            assert mark not in text.fr, key
        assert "'" not in text.fr, key


def test_the_gate_alone_is_significant() -> None:
    assert sentence("improvement", "fr") == (
        "Évolution favorable\u00a0: solde de +22\u00a0points [+1\u00a0; +41] sur 36\u00a0paires, "
        "statistiquement significatif (lecture exploratoire)."
    )
    assert "corrigée des comparaisons multiples" in sentence("improvement", "fr", confirmatory=True)


def test_constraints_are_perceived() -> None:
    assert sentence("perceived_more", "fr").startswith("Perçu davantage\u00a0:")
    assert sentence("perceived_less", "en").startswith("Perceived less:")


@pytest.mark.parametrize(
    ("detectable", "expected"),
    [((0.25, 0.31, 0.36), "31\u00a0points"), ((np.nan, np.nan, 0.59), "59\u00a0points"),
     ((np.nan, np.nan, np.nan), "même une forte")],
)  # fmt: skip
def test_the_smallest_detectable_change_stands_beside(detectable: tuple[float, ...], expected: str) -> None:
    values = dict(zip(("detectable_30", "detectable_45", "detectable_60"), detectable, strict=True))
    assert expected in sentence("inconclusive", "fr", **values)


def test_a_refused_row_says_so() -> None:
    told = wording.verdict_sentences(published(row(n_pairs=4, n_up=2, n_down=1, n_same=1)))[0]
    assert told == "Trop peu de réponses appariées\u00a0: résultat non publié pour protéger les personnes."


def test_a_homogeneous_group_is_not_named() -> None:
    all_up = row("improvement", n_pairs=12, n_up=12, n_down=0, n_same=0, net_shift=1.0)
    told = wording.verdict_sentences(published(all_up))[0]
    assert told == "Trop peu de réponses appariées\u00a0: résultat non publié pour protéger les personnes."


def test_a_row_is_named_by_its_keys() -> None:
    both = published(row("improvement"), row("inconclusive", item="acces"))
    told = wording.verdict_sentence(both, where={"audience": "prescripteurs", "item": "acces"})
    assert told.startswith("Non concluant")
    for where in ({"audience": "prescripteurs"}, {"item": "absent"}, {"territory": "lyonnais"}):
        with pytest.raises(ContractError, match="audience, item"):
            wording.verdict_sentence(both, where=where)


@pytest.mark.parametrize("call", [wording.verdict_sentences, lambda frame: wording.verdict_sentence(frame, where={})])
def test_a_bare_frame_is_not_worded(call: object) -> None:
    with pytest.raises(ContractError, match="publish_shift"):
        call(pd.DataFrame([row()]))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("rate", "fr", "en"),
    [(0.0, "signaux parmi les répondants", "signals among the respondents"),
     (0.299, "signaux parmi les répondants", "signals among the respondents"),
     (0.30, "tendances à interpréter avec prudence", "trends to be read with caution"),
     (0.70, "tendances à interpréter avec prudence", "trends to be read with caution"),
     (0.701, "tendances plus robustes", "more robust trends")],
)  # fmt: skip
def test_prudence(rate: float, fr: str, en: str) -> None:
    assert wording.prudence(rate) == fr
    assert wording.prudence(rate, lang="en") == en


@pytest.mark.parametrize("unknown", [None, np.nan])
def test_prudence_without_denominator(unknown: float | None) -> None:
    assert wording.prudence(unknown).startswith("taux de réponse inconnu")


@pytest.mark.parametrize(
    ("verdict", "rate", "design", "expected"),
    [("improvement", 0.8, "pre_post", "certainty_good"), ("improvement", 0.5, "pre_post", "certainty_middle"),
     ("improvement", 0.2, "pre_post", "certainty_limited"), ("improvement", None, "pre_post", "certainty_limited"),
     ("improvement", 0.9, "retro_pre_post", "certainty_limited"), ("inconclusive", 0.9, "pre_post", "certainty_none"),
     ("insufficient", 0.9, "pre_post", "certainty_none")],
)  # fmt: skip
def test_certainty(verdict: str, rate: float | None, design: str, expected: str) -> None:
    told = sentences.certainty(pd.Series(row(verdict, design=design)), response_rate=rate)
    assert told == TEXTS[expected].fr


def test_designs_are_named() -> None:
    assert wording.design_label("retro_pre_post") == "avant (de mémoire) / après"
    assert wording.design_label(None, lang="en") == "not stated"


def test_notes_do_not_name_a_homogeneous_group() -> None:
    all_up = row("improvement", n_pairs=12, n_up=12, n_down=0, n_same=0, net_shift=1.0)
    few = row(n_pairs=4, n_up=2, n_down=1, n_same=1)
    assert wording.notes(published(all_up)) == wording.notes(published(few)) != []
    assert wording.notes(published(row())) == []


def test_caveats() -> None:
    assert wording.territory_caveat() == (
        "Opérateurs, publics et actions diffèrent\u00a0: ne pas lire comme un classement."
    )


SCALE = {"id": "accord", "levels": [{"label": str(k)} for k in range(1, 6)], "favourable_from": 4}
AUDIENCES = [{"id": "prescripteurs", "label": {"fr": "Prescripteurs", "en": "Prescribers"}},
             {"id": "industriels", "label": {"fr": "Industriels", "en": "Industrialists"}}]  # fmt: skip


def study(**other: object) -> Study:
    told = {"schema_version": 1, "name": "essai", "title": "Essai", "programme": "Déclic Industrie", "phase": "année 2",
            "languages": ["fr", "en"], "audiences": AUDIENCES, "scales": [SCALE],
            "constructs": [{"id": "c", "label": "C"}],
            "territories": [{"id": "lyonnais", "label": "Lyon"}, {"id": "stephanois", "label": "Loire"}],
            "items": [{"id": "sens", "construct": "c", "scale": "accord", "audiences": ["prescripteurs", "industriels"],
                       "wording": "Sens ?"}]}  # fmt: skip
    return Study.model_validate(told | other)


def page(some: Study, *, lang: str = "fr", **other: object) -> wording.FirstPage:
    told = {"persons": persons(row("improvement")), "shift": published(row(), row(audience="industriels")),
            "flow": flow(), "cutoff": dt.date(2024, 6, 30)} | other  # fmt: skip
    return wording.first_page(some, lang=lang, **told)  # type: ignore[arg-type]


HEADINGS = ["EN UNE PHRASE", "CE QUE NOUS OBSERVONS", "RÉALISÉ / PRÉVU", "RÉPONDANTS", "CE QUE NOUS NE SAVONS PAS",
            "CE QUI N’A PAS MARCHÉ OU A SURPRIS", "UNE VOIX", "PRÉCONISATIONS", "À DÉCIDER"]  # fmt: skip


def test_the_first_page_keeps_its_layout() -> None:
    made = page(study(), period="2024")
    assert made.header == "DÉCLIC INDUSTRIE · Bilan évaluatif, année 2 · 2024 · arrêté au 30\u00a0juin 2024"
    assert [section.heading for section in made.sections] == HEADINGS
    assert made.flag == ""
    assert made.as_text().splitlines()[1].startswith("Réalisé par")


def lines(made: wording.FirstPage, heading: str) -> tuple[str, ...]:
    return {section.heading: section.lines for section in made.sections}[heading]


def test_observations_come_from_the_data() -> None:
    observed = lines(page(study()), "CE QUE NOUS OBSERVONS")
    assert observed[0].startswith("Prescripteurs\u00a0: sur 36 personnes suivies, 16 plus favorables (davantage de")
    assert "8 moins, 12 inchangées. Évolution favorable" in observed[0]
    assert observed[1] == "Industriels\u00a0: non renseigné"
    assert observed[2] == "Regards croisés\u00a0: non renseigné"  # no gap was handed in
    assert observed[3].endswith("non renseigné")


def test_respondents_name_design_and_prudence() -> None:
    told = lines(page(study()), "RÉPONDANTS")[0]
    assert told == (
        "Prescripteurs\u00a0: 40/50 (80\u202f%), 36\u00a0paires, dispositif avant / après, mêmes personnes "
        "→ tendances plus robustes"
    )
    unknown = lines(page(study(), flow=flow(n_invited=None, response_rate=None)), "RÉPONDANTS")[0]
    assert "42 répondants" in unknown
    assert "taux de réponse inconnu" in unknown


def test_a_refused_audience_points_to_testimonies() -> None:
    few = persons(row(n_pairs=4, n_up=2, n_down=1, n_same=1))
    made = page(study(), persons=few)
    assert "Trop peu de réponses appariées" in lines(made, "CE QUE NOUS OBSERVONS")[0]
    assert lines(made, "CE QUE NOUS OBSERVONS")[0].endswith(
        "Voir témoignages, chapitre «\u00a0Chiffres et témoignages\u00a0»."
    )
    assert "résultat non publié" in lines(made, "EN UNE PHRASE")[0]


def test_small_counts_are_not_spelt_out() -> None:
    told = lines(page(study(), persons=persons(row("improvement", n_down=2, n_same=18))), "CE QUE NOUS OBSERVONS")[0]
    assert "détail non publié" in told
    assert "moins" not in told


def test_what_is_unknown_is_said() -> None:
    made = page(study())
    for heading in ("CE QUI N’A PAS MARCHÉ OU A SURPRIS", "UNE VOIX", "PRÉCONISATIONS", "À DÉCIDER"):
        assert lines(made, heading) == ("non renseigné",)
    assert "coût complet\u00a0: non renseigné" in lines(made, "RÉALISÉ / PRÉVU")[0]
    assert "pas de groupe de comparaison" in lines(made, "CE QUE NOUS NE SAVONS PAS")[0]


def test_what_the_study_declares_is_printed() -> None:
    told = {"evaluators": "A. Évaluateur", "interests": "aucun", "surprises": "La météo.",
            "decisions": ["Continuer", "Arrêter"],
            "main_limit": "peu de retours"}  # fmt: skip
    states = ["done", "done", "ongoing"]
    made = page(study(
        narrative=told, fictitious=True, framework={"costs": [{"heading": "Cars", "euros": 12500}]},
        recommendations=[{"id": f"r{k}", "wording": "x", "state": state} for k, state in enumerate(states)],
    ), cost=12500)  # fmt: skip
    assert made.by_line == "Réalisé par A. Évaluateur. Liens d’intérêts\u00a0: aucun"
    assert made.flag == "[DONNÉES FICTIVES]"
    assert made.as_text().splitlines()[0].endswith("[DONNÉES FICTIVES]")
    assert lines(made, "PRÉCONISATIONS") == ("2 réalisées, 1 en cours, 0 non engagée",)
    assert lines(made, "À DÉCIDER") == ("Continuer", "Arrêter")
    assert "12\u202f500\u00a0€" in lines(made, "RÉALISÉ / PRÉVU")[0]
    assert "peu de retours" in lines(made, "CE QUE NOUS NE SAVONS PAS")[-1]


def test_a_territory_does_not_borrow_the_costs_of_all() -> None:
    made = page(study(framework={"costs": [{"heading": "Cars", "euros": 12500}]}), cost=12500, territory="Lyon")
    assert "non renseigné" in lines(made, "RÉALISÉ / PRÉVU")[0].rpartition("coût complet")[2]
    assert " · Lyon · " in made.header


def test_one_audience_alone() -> None:
    made = page(study(), audience="prescripteurs")
    assert not [line for line in lines(made, "CE QUE NOUS OBSERVONS") if line.startswith(("Industriels", "Regards"))]


def test_the_page_speaks_english() -> None:
    text = page(study(fictitious=True), lang="en").as_text()
    assert "WHAT WE OBSERVE" in text
    assert "[FICTITIOUS DATA]" in text
    assert "of 36 people followed, 16 more favourable (more questions up than down), 8 less, 12 unchanged" in text


@pytest.mark.parametrize(("verdict", "lang"), list(itertools.product(Verdict, LANGUAGES)))
def test_no_page_claims_an_impact(verdict: Verdict, lang: str) -> None:
    text = page(study(), lang=lang, persons=persons(row(verdict.value))).as_text().lower()
    assert not [word for word in NEVER if word in text]
    assert ("significati" in text or "significant" in text) == (verdict in GATED)


def test_bare_frames_and_wrong_groupings_are_refused() -> None:
    with pytest.raises(ContractError):
        page(study(), persons=pd.DataFrame([row()]))
    with pytest.raises(ContractError, match="une ligne par public"):
        page(study(), persons=published(row()))


def test_a_territorys_page_says_which_lines_are_about_all_territories() -> None:
    told = page(study(), territory="Territoire lyonnais", pooled=[study().audiences[0].id]).as_text()
    label = study().audiences[0].label.fr
    assert f"{label} (tous territoires ensemble)" in told
    assert told.count("(tous territoires ensemble)") == told.count(f"{label} (tous territoires ensemble)")


def test_the_sentence_of_the_page_names_what_went_the_other_way() -> None:
    worse = row("worsening", item=study().items[0].id)
    told = lines(page(study(), shift=published(worse)), "EN UNE PHRASE")[0]
    assert "mais évolution défavorable sur" in told
