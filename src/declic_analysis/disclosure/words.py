"""What may be shown of what people write: themes, words, quotations. Persons are counted, never answers."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, revealing, sealed, small
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

THEME_BY = ("audience", "theme")
FLOWS = ("n_said_before", "n_said_after", "share_before", "share_after", "n_up", "n_down")
CHANGES = ("change", "low", "high", "sign_p", "p_adjusted")
SAID = ("n_said", "share", "low", "high")
WORD_NUMBERS = ("n_first", "n_second", "n_persons", "share_first", "share_second", "log_ratio", "g2", "p", "p_adjusted")
QUOTED = ("verbatim", "quote", "typicality", "n_persons", "n_allowed")
CODED = ("n_answers", "n_given", "dictionary_precision", "dictionary_recall", "dictionary_f1", "model_precision",
         "model_recall", "model_f1", "n_unsure")  # fmt: skip


def publish_themes(shift: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `verbatims.shares.theme_shift`.

    Returns: rows on fewer pairs than the base lose every number; elsewhere change and interval stay, and the counts and
    shares of a theme go where few people speak of it, or few do not, before, after, or newly.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(shift, kind="themes", by=THEME_BY, needed=["n_pairs", *FLOWS, *CHANGES])
    refuse(rows, numbers(rows, "n_pairs") < rules.base, Suppression.BELOW_BASE)
    base = numbers(rows, "n_pairs")
    few = pd.Series(False, index=rows.index)
    for name in ("n_said_before", "n_said_after"):
        few |= revealing(numbers(rows, name), base, rules=rules) & (numbers(rows, name) > 0)
    for name in ("n_up", "n_down"):
        few |= small(rows, name, under=rules.cell)
    before = rows["flow_published"].astype(bool) if "flow_published" in rows.columns else True
    rows["flow_published"] = ~few & rows["published"].astype(bool) & before
    empty(rows, ~rows["flow_published"], FLOWS)
    empty(rows, ~rows["published"], [*CHANGES, "n_pairs", "n_before", "n_after"])
    return sealed(rows, kind="themes", by=THEME_BY, rules=rules)


def publish_theme_level(level: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `verbatims.shares.theme_level`: a base of persons, and no count that tells of few of them.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(level, kind="theme_level", by=THEME_BY, needed=["n_persons", *SAID])
    people, said = numbers(rows, "n_persons"), numbers(rows, "n_said")
    refuse(rows, people < rules.base, Suppression.BELOW_BASE)
    few = revealing(said, people, rules=rules) & (said > 0)
    empty(rows, ~rows["published"] | few, SAID)
    empty(rows, ~rows["published"], ["n_persons"])
    return sealed(rows, kind="theme_level", by=THEME_BY, rules=rules)


def publish_key_words(words: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `verbatims.key_words`: words that enough persons use, none or enough of them on either side.

    A word that few people use names them to those who know them: its row loses the word itself too.
    Raises: ContractError, when a column is missing.
    """
    by = ("audience_first", "audience_second", "word")
    rows = opened(words, kind="key_words", by=by, needed=["of_first", "of_second", *WORD_NUMBERS])
    least = numbers(rows, "of_first").combine(numbers(rows, "of_second"), min)
    few = small(rows, "n_first", under=rules.cell) | small(rows, "n_second", under=rules.cell)
    refuse(rows, (least < rules.base) | (numbers(rows, "n_persons") < rules.base) | few, Suppression.BELOW_BASE)
    empty(rows, ~rows["published"], ["word", *WORD_NUMBERS])
    return sealed(rows, kind="key_words", by=by, rules=rules)


def publish_quotes(quotes: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `verbatims.quotes`: no quotation from a theme that fewer persons than the base speak of.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(quotes, kind="quotes", by=THEME_BY, needed=QUOTED)
    refuse(rows, numbers(rows, "n_persons") < rules.base, Suppression.BELOW_BASE)
    empty(rows, small(rows, "n_allowed", under=rules.cell), ["n_allowed"])
    empty(rows, ~rows["published"], QUOTED)
    return sealed(rows, kind="quotes", by=THEME_BY, rules=rules)


def publish_beside(beside: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `verbatims.beside`: both sides on the base, or neither, and then no conclusion.

    Raises: ContractError, when a column is missing.
    """
    told = ("change", "low", "high", "net_shift", "net_low", "net_high", "verdict", "concordance")
    by = ("audience", "theme", "item")
    rows = opened(beside, kind="beside", by=by, needed=["n_pairs_words", "n_pairs", *told])
    least = numbers(rows, "n_pairs_words").combine(numbers(rows, "n_pairs"), min)
    refuse(rows, least < rules.base, Suppression.BELOW_BASE)
    empty(rows, ~rows["published"], ["n_pairs_words", "n_pairs", *told])
    return sealed(rows, kind="beside", by=by, rules=rules)


def publish_testimonies(records: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `verbatims.testimony.record_themes`: conversations are held to the base as persons are.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(records, kind="testimonies", by=THEME_BY, needed=["n_records", "n_said"])
    refuse(rows, numbers(rows, "n_records") < rules.base, Suppression.BELOW_BASE)
    empty(rows, ~rows["published"] | small(rows, "n_said", under=rules.cell), ["n_said"])
    empty(rows, ~rows["published"], ["n_records"])
    return sealed(rows, kind="testimonies", by=THEME_BY, rules=rules)


def publish_coding(quality: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `verbatims.coding.Coded.quality`: themes judged on the answers of enough persons.

    Raises: ContractError, when a column is missing.
    """
    agreement = [name for name in quality.columns if name.startswith(("alpha_", "n_people", "n_machine"))]
    rows = opened(quality, kind="coding", by=("theme",), needed=["n_persons", *CODED])
    refuse(rows, numbers(rows, "n_persons") < rules.base, Suppression.BELOW_BASE)
    empty(rows, small(rows, "n_given", under=rules.cell), ["n_given"])
    empty(rows, ~rows["published"], ["n_persons", *CODED, *agreement])
    return sealed(rows, kind="coding", by=("theme",), rules=rules)


def pooled_words(apart: pd.DataFrame, *, rules: Rules) -> frozenset[str]:
    """Audiences of which one territory has 1 … base − 1 pairs of free answers: both are then shown together.

    Parameters: apart, `theme_shift` of each territory, with a column territory.
    """
    few = small(apart, "n_pairs", under=rules.base)
    return frozenset(apart.loc[few, "audience"].astype(str))
