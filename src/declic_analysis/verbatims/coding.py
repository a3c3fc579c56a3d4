"""Which themes each answer is about, and on whose word: a person, a model learnt from people, or the dictionary."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.statistics.agreement import krippendorff_interval
from declic_analysis.statistics.text_labels import Decided, Labeller, groups_of, out_of_fold, scores
from declic_analysis.verbatims.dictionary import by_dictionary
from declic_analysis.verbatims.normalising import plain, telling
from declic_analysis.vocabulary import CodingOrigin

FEWEST_GIVEN = 10  # answers that people gave a theme, before a model of it is tried
FEWEST_CODED = 40  # answers that people coded at all
FIRST, SECOND = 1, 2  # coders: the first one's word counts, the second's measures agreement
SEPARATOR = "|"


class Coded(NamedTuple):
    """answers: verbatim, theme, given, unsure (left to a person, counted as not given), origin, words (those that hit,
    for the dictionary alone); quality: as `quality`.
    """

    answers: pd.DataFrame
    quality: pd.DataFrame


def coded(verbatims: pd.DataFrame, *, codebook: pd.DataFrame, codings: pd.DataFrame, rng: np.random.Generator) -> Coded:
    """Every answer × theme of its audience, decided by the most trusted who can.

    A person's coding stands. Elsewhere the dictionary decides, unless a model learnt from people's codings does better
    for that theme: it is tried from 40 coded answers and 10 that have the theme, and used where its out-of-fold F1 is
    above the dictionary's. Answers near its threshold are left to a person.
    Parameters: verbatims, codebook; codings with verbatim, coder, themes (ids between |, empty: none of them).
    """
    machine = by_dictionary(verbatims, codebook=codebook)
    machine = machine.assign(unsure=False, origin=CodingOrigin.DICTIONARY.value)
    people = by_people(codings, answers=machine, coder=FIRST)
    judged, decided = _judged(verbatims, machine=machine, people=people, rng=rng)
    quality = _with_agreement(judged, codings=codings, answers=machine, verbatims=verbatims, rng=rng)
    return Coded(_settled(machine, decided=decided, people=people), quality)


def by_people(codings: pd.DataFrame, *, answers: pd.DataFrame, coder: int) -> pd.DataFrame:
    """What one coder said: verbatim, theme, given, for the themes of the answer's audience."""
    coded_by = codings["coder"].eq(coder).fillna(False) & codings["themes"].notna()
    own = codings.loc[coded_by, ["verbatim", "themes"]].drop_duplicates("verbatim")
    found = answers[["verbatim", "theme"]].merge(own, on="verbatim", how="inner", validate="many_to_one")
    given = [
        theme in str(said).split(SEPARATOR)
        for theme, said in zip(found["theme"], found["themes"].fillna(""), strict=True)
    ]
    return found[["verbatim", "theme"]].assign(given=np.array(given, dtype=bool))


def _settled(machine: pd.DataFrame, *, decided: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The later of dictionary, model, person that says something."""
    layers = [machine]
    if len(decided):
        layers.append(decided.assign(words="", origin=CodingOrigin.MODEL.value))
    if len(people):
        layers.append(people.assign(words="", unsure=False, origin=CodingOrigin.PERSON.value))
    order = machine[["verbatim", "theme"]].assign(place=range(len(machine)))
    last = pd.concat(layers, ignore_index=True).drop_duplicates(["verbatim", "theme"], keep="last")
    settled = last.merge(order, on=["verbatim", "theme"], how="inner", validate="one_to_one").sort_values("place")
    return settled[["verbatim", "theme", "given", "unsure", "origin", "words"]].reset_index(drop=True)


QUALITY = ("theme", "n_answers", "n_persons", "n_given", "dictionary_precision", "dictionary_recall", "dictionary_f1",
           "model_precision", "model_recall", "model_f1", "n_unsure", "chosen")  # fmt: skip


def _judged(
    verbatims: pd.DataFrame, *, machine: pd.DataFrame, people: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The dictionary and the model on the answers that people coded, and what the model says of the others."""
    nothing = machine[["verbatim", "theme", "given", "unsure"]].iloc[0:0]
    if people.empty:
        return pd.DataFrame(columns=list(QUALITY)), nothing
    texts = verbatims.drop_duplicates("verbatim").set_index("verbatim")
    truth = _wide(people)
    found = _wide(machine).reindex(index=truth.index, columns=truth.columns).fillna(False).astype(bool)
    rows = texts.loc[truth.index]
    own = _pairs(rows)
    groups = groups_of(rows["person"], [text for text, _ in own])
    asked = set(zip(people["verbatim"], people["theme"], strict=True))
    tried = [t for t in truth.columns if truth[t].sum() >= FEWEST_GIVEN and len(truth) >= FEWEST_CODED]
    model = _model(own, truth[tried].to_numpy(), groups=groups, rng=rng) if tried else None
    quality = pd.DataFrame(
        [_row(t, truth[t], found[t], rows["person"], model, tried, asked=asked) for t in truth.columns],
        columns=list(QUALITY),
    )
    better = quality.loc[quality["chosen"] == CodingOrigin.MODEL.value, "theme"].tolist()
    if not better:
        return quality, nothing
    return quality, _decided(verbatims, truth, tried=tried, better=better, groups=groups, own=own, rng=rng)


def _wide(long: pd.DataFrame) -> pd.DataFrame:
    """Answers × themes; a theme that is not looked for in the answer's audience is not given."""
    wide = long.pivot(index="verbatim", columns="theme", values="given")
    order = long["theme"].drop_duplicates().tolist()
    return wide[order].fillna(False).astype(bool)


def _pairs(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Texts as `Labeller` takes them: the question is told too, for it says much of what an answer is about."""
    asked = zip(rows["redacted"], rows["question"], rows["audience"], strict=True)
    return [(plain(text), " ".join([*telling(text), f"q_{question}", f"a_{side}"])) for text, question, side in asked]


def _model(own: list[tuple[str, str]], truth: np.ndarray, *, groups: np.ndarray, rng: np.random.Generator) -> Decided:
    return out_of_fold(own, truth, groups=groups, rng=rng)


def _row(
    theme: str, truth: pd.Series, found: pd.Series, persons: pd.Series, model: Decided | None, tried: list[str],
    *, asked: set[tuple[str, str]],
) -> tuple[object, ...]:  # fmt: skip
    mine = np.array([(verbatim, theme) in asked for verbatim in truth.index])
    people = truth.to_numpy()[mine][:, None]
    words = scores(people, found.to_numpy()[mine][:, None])
    learnt, unsure = (np.nan,) * 3, np.nan
    if model is not None and theme in tried:
        k = tried.index(theme)
        said = scores(people, model.given[mine, k][:, None])
        learnt = (float(said.precision[0]), float(said.recall[0]), float(said.f1[0]))
        unsure = float(model.unsure[mine, k].sum())
    base = np.nan_to_num(words.f1[0])
    chosen = CodingOrigin.MODEL if np.nan_to_num(learnt[2], nan=-1.0) > base else CodingOrigin.DICTIONARY
    return (
        theme, int(mine.sum()), int(persons[mine].nunique()), int(people.sum()),
        float(words.precision[0]), float(words.recall[0]), float(words.f1[0]), *learnt, unsure, chosen.value,
    )  # fmt: skip


def _decided(
    verbatims: pd.DataFrame, truth: pd.DataFrame, *, tried: list[str], better: list[str], groups: np.ndarray,
    own: list[tuple[str, str]], rng: np.random.Generator,
) -> pd.DataFrame:  # fmt: skip
    """What the model says of the answers that nobody coded, for the themes it is better at."""
    others = verbatims[~verbatims["verbatim"].isin(truth.index)]
    said = Labeller().fit(own, truth[tried].to_numpy(), groups=groups, rng=rng).decided(_pairs(others))
    frames = [
        pd.DataFrame(
            {
                "verbatim": others["verbatim"].to_numpy(),
                "theme": theme,
                "given": said.given[:, k] & ~said.unsure[:, k],
                "unsure": said.unsure[:, k],
            }
        )
        for k, theme in enumerate(tried)
        if theme in better
    ]
    return pd.concat(frames, ignore_index=True)


def _with_agreement(
    quality: pd.DataFrame, *, codings: pd.DataFrame, answers: pd.DataFrame, verbatims: pd.DataFrame,
    rng: np.random.Generator,
) -> pd.DataFrame:  # fmt: skip
    """Krippendorff's alpha of two people, and of people and dictionary: alpha_people, alpha_machine, each + limits."""
    first, second = (by_people(codings, answers=answers, coder=coder) for coder in (FIRST, SECOND))
    person = verbatims.drop_duplicates("verbatim").set_index("verbatim")["person"]
    columns: dict[str, pd.Series] = {}
    for name, one, other in (("people", first, second), ("machine", first, answers)):
        both = one.merge(other[["verbatim", "theme", "given"]], on=["verbatim", "theme"], validate="one_to_one")
        found = [_alpha(both[both["theme"] == theme], person=person, rng=rng) for theme in quality["theme"]]
        columns[f"n_{name}"] = pd.Series([one[3] for one in found], index=quality.index)
        for k, part in enumerate(("", "_low", "_high")):
            columns[f"alpha_{name}{part}"] = pd.Series([one[k] for one in found], index=quality.index)
    return quality.assign(**columns)


def _alpha(both: pd.DataFrame, *, person: pd.Series, rng: np.random.Generator) -> tuple[float, float, float, int]:
    codes = both[["given_x", "given_y"]].to_numpy(dtype=float)
    if not len(codes):
        return (float("nan"),) * 3 + (0,)
    found = krippendorff_interval(codes, groups=person.loc[both["verbatim"]].to_numpy(), rng=rng)
    return found.estimate, found.low, found.high, found.n
