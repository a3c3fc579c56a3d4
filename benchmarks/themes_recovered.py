"""Are the fiction's themes found again? 200 seeds: coverage of the intervals, false findings, and what the words cost.

The people, their questionnaires and their sentences are the demonstration's; files and ingest are left out. The truth
is the share drawn for each theme; slips of the pen hide about one theme in twenty from the dictionary, before as after.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pandas as pd
import yaml

from declic_analysis import schemas
from declic_analysis.demo.exports import draw_population
from declic_analysis.demo.layout import EXPORTS, Export
from declic_analysis.demo.sheets import Sheet, sheets_of
from declic_analysis.demo.study_file import asset, demo_study
from declic_analysis.demo.words import expected_words, with_words
from declic_analysis.study import Study
from declic_analysis.verbatims.codebook import theme_codebook
from declic_analysis.verbatims.coding import coded
from declic_analysis.verbatims.shares import theme_level, theme_shift

SEEDS = 200


def verbatims(study: Study, texts: dict, *, seed: int) -> pd.DataFrame:
    """The contract's columns that shares need, of one draw of the fiction."""
    population, clean, pens = np.random.default_rng(seed).spawn(3)
    people = draw_population(study, rng=population)
    rows = [
        row
        for export in EXPORTS
        for sheet in with_words(
            sheets_of(export, people=people, study=study, rng=clean), texts=texts, export=export, rng=pens
        )
        for row in _answers(sheet, export)
    ]
    columns = ["person", "audience", "wave", "response", "answered_on", "question", "redacted"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(
        verbatim=[f"v{k:05d}" for k in range(len(frame))], identified=True, source_row=range(len(frame)),
        month=pd.array([pd.NA] * len(frame), dtype="Int16"),
    )  # fmt: skip


def _answers(sheet: Sheet, export: Export) -> list[tuple]:
    response = f"{sheet.person}-{export.wave}-{sheet.action.id if sheet.action else ''}"
    return [
        (str(sheet.person), export.audience, export.wave, response, pd.Timestamp(sheet.sent_at), question, text)
        for question, text in sheet.open.items()
        if text
    ]


def one(study: Study, texts: dict, *, seed: int) -> pd.DataFrame:
    """Each theme's truth beside what is found, in one draw."""
    answers, codebook = verbatims(study, texts, seed=seed), theme_codebook(study)
    rng = np.random.default_rng(seed)
    given = coded(answers, codebook=codebook, codings=schemas.empty("codings"), rng=rng).answers
    truth = pd.DataFrame(expected_words(texts)).assign(true=lambda t: t["after"] - t["before"])
    shift = theme_shift(answers, given, codebook=codebook)
    level = theme_level(answers, given, codebook=codebook)
    keys = ["audience", "theme"]
    found = truth.merge(shift, on=keys, validate="one_to_one")
    found = found.merge(level[[*keys, "low", "high"]], on=keys, suffixes=("", "_level"), validate="one_to_one")
    return found.assign(
        seed=seed,
        covered=found["true"].between(found["low"], found["high"]),
        covered_level=found["after"].between(found["low_level"], found["high_level"]),
        told=((found["low"] > 0) | (found["high"] < 0)) & (found["sign_p"] <= 0.05),
        missed=found["change"] - found["true"],
    )


def main() -> None:
    study, texts = demo_study(), yaml.safe_load(asset("verbatims.yaml"))
    start = perf_counter()
    found = pd.concat([one(study, texts, seed=seed) for seed in range(SEEDS)], ignore_index=True)
    steady, moving = found[found["true"].abs() < 0.005], found[found["true"].abs() >= 0.1]
    print(f"themes, {SEEDS} seeds in {perf_counter() - start:.0f} s: median {found['n_pairs'].median():.0f} pairs")
    print(f"change: interval covers the truth {found['covered'].mean():.3f}; goal 0.93 to 1 (counts are small)")
    print(f"share afterwards: covers {found['covered_level'].mean():.3f}; slips hide some: goal 0.90")
    print(f"nothing moved, interval and sign test say so of {steady['told'].mean():.3f}; goal at most 0.05")
    by_theme = moving.groupby(["audience", "theme"])["told"].mean()
    print("moved by 10 points or more, found:", ", ".join(f"{a} {t} {x:.2f}" for (a, t), x in by_theme.items()))
    print(f"mean of found − true change {found['missed'].mean():+.4f}; goal within 0.005")


if __name__ == "__main__":
    main()
