"""`themes.xlsx` of a study, brought up to date from its tables."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from declic_analysis.errors import UsageError, message
from declic_analysis.ingest.coding_book import settled, update_coding_book
from declic_analysis.pipeline import Build
from declic_analysis.pipeline.words import codings_book, lines_of
from declic_analysis.reports.testimony.coding import SEED
from declic_analysis.study import Study
from declic_analysis.verbatims.codebook import theme_codebook
from declic_analysis.verbatims.coding import coded


class CodingBook(NamedTuple):
    """path; n_answers in the tables; n_new lines added; n_used and n_unused of the lines that people typed."""

    path: Path
    n_answers: int
    n_new: int
    n_used: int
    n_unused: int


def write_coding_book(study: Study, build: Build, *, raw: Path) -> CodingBook:
    """Write every redacted answer with the themes proposed, beside the raw files; what people typed stays.

    Raises: UsageError, where there is nothing to code; SourceError, when the workbook is damaged or open.
    """
    path, verbatims = codings_book(study, raw=raw), build.tables["verbatims"]
    if path is None or not study.themes or verbatims.empty:
        raise _nothing(study, answers=len(verbatims), in_place=path is None)
    lines = lines_of(study, raw=raw)
    found = settled(lines, verbatims=verbatims, study=study)
    rng = np.random.default_rng(SEED)
    answers = coded(verbatims, codebook=theme_codebook(study), codings=found.codings, rng=rng).answers
    n_new = update_coding_book(
        path, study=study, verbatims=verbatims, answers=answers, lines=lines, states=found.states
    )
    used = sum(state.is_used for state in found.states.values())
    return CodingBook(path, len(verbatims), n_new, used, len(found.states) - used)


def _nothing(study: Study, *, answers: int, in_place: bool) -> UsageError:
    if in_place:
        found = message(fr="des données publiques, lues en place", en="public data, read in place")
    elif not study.themes:
        found = message(fr="aucun thème déclaré dans l’étude", en="no theme declared in the study")
    else:
        found = message(fr=f"{answers} réponse libre dans les tables", en=f"{answers} free answers in the tables")
    return UsageError(
        message(fr="Il n’y a rien à coder.", en="There is nothing to code."),
        where=study.name,
        found=found,
        allowed=message(
            fr="des thèmes (rubrique « themes ») et des réponses à une question ouverte (« verbatims » d’une source)",
            en="themes (section `themes`) and answers to an open question (`verbatims` of a source)",
        ),
        action=message(
            fr="Complétez study.yaml ou le classeur de l’étude, puis relancez « declic build ».",
            en="Complete study.yaml or the study's workbook, then run `declic build` again.",
        ),
    )
