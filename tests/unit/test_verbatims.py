"""Words to themes to shares to quotes, on tables small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from declic_analysis import schemas
from declic_analysis.verbatims.beside import beside
from declic_analysis.verbatims.coding import coded
from declic_analysis.verbatims.dictionary import by_dictionary
from declic_analysis.verbatims.key_words import key_words
from declic_analysis.verbatims.normalising import lemmas, plain, telling, words
from declic_analysis.verbatims.quotes import quotes
from declic_analysis.verbatims.shares import theme_level, theme_shift

CODEBOOK = pd.DataFrame(
    [
        ("salaire", "pro", "asset", "paie", "Salaire", "Pay", ("bien payé", "salaire"), ("salaire bas",)),
        ("bus", "pro", "obstacle", "acces", "Bus", "Buses", ("bus", "transport*"), ()),
    ],
    columns=["theme", "audience", "valence", "construct", "label_fr", "label_en", "expressions", "exceptions"],
)  # fmt: skip


def answers(rows: list[tuple[str, str, str]], **columns: object) -> pd.DataFrame:
    """Verbatims from (person, wave, text)."""
    frame = pd.DataFrame(rows, columns=["person", "wave", "redacted"])
    frame = frame.assign(
        verbatim=[f"v{k:03d}" for k in range(len(frame))],
        response=frame["person"] + frame["wave"],
        identified=True, audience="pro", month=pd.array([pd.NA] * len(frame), dtype="Int16"), question="avis",
        answered_on=pd.Timestamp("2024-05-01"), source_row=range(2, 2 + len(frame)), may_quote=True, n_removed=0,
        n_doubtful=0,
    )  # fmt: skip
    return frame.assign(**columns)


def given(frame: pd.DataFrame, codings: pd.DataFrame | None = None) -> pd.DataFrame:
    none = schemas.empty("codings") if codings is None else codings
    return coded(frame, codebook=CODEBOOK, codings=none, rng=np.random.default_rng(1)).answers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’atelier d’à côté", ["atelier", "à", "côté"]),
        ("C'est aujourd’hui qu'on s’y plaît", ["est", "aujourdhui", "on", "y", "plaît"]),
        ("Les horaires en 2x8, rendez-vous !", ["les", "horaires", "en", "2x8", "rendez-vous"]),
        ("Rappelez [téléphone] svp", ["rappelez", "svp"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_lemmas_and_accents() -> None:
    assert lemmas("Les métiers étaient variés") == ["le", "metier", "etre", "varie"]
    assert plain("Été à l’Œuvre") == "ete a l'oeuvre"
    assert telling("Le salaire est très bas") == ["salaire", "bas"]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Les salaires sont corrects", "salaires"),
        ("On est BIEN PAYÉES ici", "bien payées"),
        ("bien paye, sans accent", "bien paye"),
        ("Un salaire bas", ""),
        ("Des salaires bas, mais un bon salaire ailleurs", "salaire"),
        ("payé bien plus tard", ""),
    ],
)
def test_the_words_that_hit_are_told(text: str, hit: str) -> None:
    found = by_dictionary(answers([("a", "after", text)]), codebook=CODEBOOK).set_index("theme")
    assert found.loc["salaire", "words"] == hit
    assert bool(found.loc["salaire", "given"]) == bool(hit)


def test_shares_by_hand() -> None:
    frame = answers([
        ("a", "before", "le bus"), ("a", "after", "le salaire"), ("a", "after", "le salaire encore"),
        ("b", "before", "rien"), ("b", "after", "un bon salaire"),
        ("c", "before", "le salaire"), ("c", "after", "rien"),
        ("d", "after", "le salaire"),
    ])  # fmt: skip
    shift = theme_shift(frame, given(frame), codebook=CODEBOOK).set_index("theme")
    pay = shift.loc["salaire"]
    assert (pay["n_before"], pay["n_after"], pay["n_pairs"]) == (3, 4, 3)
    assert (pay["n_said_before"], pay["n_said_after"], pay["n_up"], pay["n_down"]) == (1, 2, 2, 1)
    assert pay["change"] == pytest.approx(1 / 3)
    assert pay["low"] < pay["change"] < pay["high"]
    assert shift.loc["any_obstacle", "n_down"] == 1
    level = theme_level(frame, given(frame), codebook=CODEBOOK).set_index("theme")
    assert (level.loc["salaire", "n_persons"], level.loc["salaire", "n_said"]) == (4, 3)


def test_tango_golden_is_reached_through_themes() -> None:
    """1 up, 7 down, 21 pairs: [−0.517232, −0.026003]."""
    before = [(f"p{k}", "before", "salaire" if k < 7 else "rien") for k in range(21)]
    after = [(f"p{k}", "after", "salaire" if k == 20 else "rien") for k in range(21)]
    frame = answers(before + after)
    pay = theme_shift(frame, given(frame), codebook=CODEBOOK).set_index("theme").loc["salaire"]
    assert [pay["low"], pay["high"]] == pytest.approx([-0.517232, -0.026003], abs=1e-6)


def test_a_theme_of_which_nobody_speaks_is_not_a_look() -> None:
    """Five who speak of pay afterwards only: p = 0.0625 stays so, no theme beside it could have moved."""
    people = [f"p{k}" for k in range(5)]
    frame = answers([*((p, "before", "rien") for p in people), *((p, "after", "un salaire") for p in people)])
    shift = theme_shift(frame, given(frame), codebook=CODEBOOK).set_index("theme")
    assert shift.loc["salaire", ["sign_p", "p_adjusted", "n_looks"]].tolist() == [0.0625, 0.0625, 1]
    assert pd.isna(shift.loc["bus", "p_adjusted"])


def test_unidentified_people_are_never_paired() -> None:
    frame = answers([("a", "before", "bus"), ("a", "after", "bus")], identified=False)
    assert theme_shift(frame, given(frame), codebook=CODEBOOK)["n_pairs"].eq(0).all()


def test_a_person_has_the_last_word() -> None:
    frame = answers([("a", "after", "le bus"), ("b", "after", "le bus")])
    codings = pd.DataFrame({"verbatim": ["v000"], "coder": [1], "themes": ["salaire"], "may_quote": [pd.NA]})
    found = given(frame, codings).set_index(["verbatim", "theme"])
    assert found["given"].to_dict() == {("v000", "salaire"): True, ("v000", "bus"): False,
                                        ("v001", "salaire"): False, ("v001", "bus"): True}  # fmt: skip
    assert found.loc[("v000", "bus"), "origin"] == "person"
    assert found.loc[("v001", "bus"), "words"] == "bus"


def test_a_model_takes_over_only_where_it_does_better() -> None:
    """People give `salaire` to answers with a word that the dictionary lacks; the dictionary is right about `bus`."""
    texts = [
        ("la prime" if k % 3 == 0 else "le bus" if k % 3 == 1 else "l’accueil") + f" numéro{k % 5}" for k in range(90)
    ]
    frame = answers([(f"p{k}", "after", text) for k, text in enumerate(texts)])
    people = ["salaire" if "prime" in t else "bus" if "bus" in t else "" for t in texts]
    codings = pd.DataFrame({"verbatim": frame["verbatim"][:60], "coder": 1, "themes": people[:60], "may_quote": pd.NA})
    done = coded(frame, codebook=CODEBOOK, codings=codings, rng=np.random.default_rng(1))
    quality = done.quality.set_index("theme")
    assert quality["chosen"].to_dict() == {"salaire": "model", "bus": "dictionary"}
    assert (quality.loc["salaire", "dictionary_f1"], quality.loc["bus", "dictionary_f1"]) == (0.0, 1.0)
    assert quality.loc["salaire", "model_f1"] > 0.9
    later = done.answers.merge(frame[["verbatim", "redacted"]], on="verbatim").iloc[120:]
    pay = later[later["theme"] == "salaire"]
    assert (pay["given"] | pay["unsure"])[pay["redacted"].str.contains("prime")].all()
    assert set(pay["origin"]) == {"model"}


def test_key_words_count_persons() -> None:
    many = answers([("a", "after", "salaire salaire salaire")] + [(f"p{k}", "after", "salaire") for k in range(5)])
    other = answers([(f"q{k}", "after", "bus") for k in range(6)], audience="autre")
    found = key_words(pd.concat([many, other]), fewest=5).set_index("word")
    assert found.loc["salaire", ["n_first", "n_second", "of_first", "of_second"]].tolist() == [0, 6, 6, 6]
    assert found.loc["salaire", "log_ratio"] < 0 < found.loc["bus", "log_ratio"]


def test_quotes_need_permission_and_nothing_doubtful() -> None:
    long = "le salaire est vraiment correct ici"
    frame = answers([(p, "after", f"{long} {p}") for p in "abcde"])
    frame = frame.assign(
        may_quote=[False, True, True, True, True], n_removed=[0, 1, 0, 0, 0], n_doubtful=[0, 0, 1, 0, 0]
    )
    found = quotes(frame, given(frame), codebook=CODEBOOK).set_index("theme")
    assert (found.loc["salaire", "n_persons"], found.loc["salaire", "n_allowed"]) == (5, 2)
    assert found.loc["salaire", "verbatim"] in ("v003", "v004")
    refused = {"v003": False, "v004": False, "v002": True}
    again = quotes(frame, given(frame), codebook=CODEBOOK, decisions=refused).set_index("theme")
    assert again.loc["salaire", "verbatim"] == "v002"
    assert pd.isna(quotes(frame.assign(may_quote=False), given(frame), codebook=CODEBOOK)["quote"]).all()


def test_an_answer_that_names_a_structure_is_quoted_only_once_read() -> None:
    # The structure may have sent one person, and outside it may not be named.
    frame = answers([("a", "after", "chez rubans de l'orme le salaire est bon, vraiment bon")])
    quote = quotes(frame, given(frame), codebook=CODEBOOK, structures=["Rubans de l’Orme"])["quote"]
    assert quote.isna().all()
    read = quotes(
        frame,
        given(frame),
        codebook=CODEBOOK,
        structures=["Rubans de l’Orme"],
        decisions={frame["verbatim"].iloc[0]: True},
    )["quote"]
    assert read.notna().any()
    assert quotes(frame, given(frame), codebook=CODEBOOK, structures=["Orm"])["quote"].notna().any()


def test_nobody_is_quoted_twice() -> None:
    frame = answers([("a", "after", "le salaire et le bus, voilà tout ce qui compte")])
    found = quotes(frame, given(frame), codebook=CODEBOOK)
    assert found["quote"].notna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("low", "high", "verdict", "told"),
    [
        (0.1, 0.3, "improvement", "concordant"),
        (-0.3, -0.1, "improvement_notable", "divergent"),
        (-0.1, 0.1, "improvement", "unknown"),
        (0.1, 0.3, "inconclusive", "unknown"),
        (0.1, 0.3, None, "unknown"),
        (-0.3, -0.1, "worsening", "concordant"),
    ],
)
def test_figures_beside_words(low: float, high: float, verdict: str | None, told: str) -> None:
    themes = pd.DataFrame({"audience": ["pro"], "theme": ["salaire"], "change": [0.2], "low": [low], "high": [high],
                           "sign_p": [0.02], "n_pairs": [20]})  # fmt: skip
    shift = pd.DataFrame({"audience": ["pro"] * 2, "item": ["q1", "q2"], "net_shift": 0.2, "net_low": 0.1,
                          "net_high": 0.3, "n_pairs": 30, "verdict": verdict})  # fmt: skip
    items = pd.DataFrame({"audience": ["pro"] * 2, "item": ["q1", "q2"], "construct": "paie",
                          "direction": ["favourable_high", "neutral"]})  # fmt: skip
    found = beside(themes, shift, codebook=CODEBOOK, items=items)
    assert found[["item", "concordance"]].to_numpy().tolist() == [["q1", told]]


def test_an_interval_alone_says_nothing_of_words() -> None:
    """Five moved, all one way: Tango's interval excludes zero, the exact sign test (0.0625) does not."""
    themes = pd.DataFrame({"audience": ["pro"], "theme": ["salaire"], "change": [0.25], "low": [0.05], "high": [0.4],
                           "sign_p": [0.0625], "n_pairs": [20]})  # fmt: skip
    shift = pd.DataFrame({"audience": ["pro"], "item": ["q1"], "net_shift": 0.2, "net_low": 0.1, "net_high": 0.3,
                          "n_pairs": 30, "verdict": "improvement"})  # fmt: skip
    items = pd.DataFrame({"audience": ["pro"], "item": ["q1"], "construct": "paie", "direction": "favourable_high"})
    assert beside(themes, shift, codebook=CODEBOOK, items=items)["concordance"].tolist() == ["unknown"]
