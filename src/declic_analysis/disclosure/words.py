"""What may be shown of what people write: themes, words, quotations. Persons are counted, never answers."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, revealing, sealed, small
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

THEME_BY = ("audience", "theme")
FLOWS = ("n_said_before", "n_said_after", "share_before", "share_after", "n_up", "n_down")
LIMITS = ("change", "low", "high")
TESTS = ("sign_p", "p_adjusted")  # with the change, either gives n_up and n_down back
CHANGES = (*LIMITS, *TESTS)
SAID = ("n_said", "share", "low", "high")
WORD_NUMBERS = ("n_first", "n_second", "n_persons", "share_first", "share_second", "log_ratio", "g2", "p", "p_adjusted")
QUOTED = ("verbatim", "quote", "typicality", "n_persons", "n_allowed")
HEARD = ("n_with_notes", "n_quotable")
CODED = ("n_answers", "n_given", "dictionary_precision", "dictionary_recall", "dictionary_f1", "model_precision",
         "model_recall", "model_f1", "n_unsure")  # fmt: skip


def publish_themes(shift: pd.DataFrame, *, rules: Rules, sisters: pd.DataFrame | None = None) -> Published:
    """What may be shown of `verbatims.shares.theme_shift`.

    Parameters: sisters (optional), the same of the other territories, where one is shown alone: what one withholds, all
    do, for everybody less the others would give it back.
    Returns: rows on fewer pairs than the base lose every number; elsewhere the counts and shares of a theme, and its
    tests, go where few people speak of it, or few do not, before, after, or newly. Change and interval are whole points
    there; where few people speak of it at all (n, change and interval give one person back exactly) they go too.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(shift, kind="themes", by=THEME_BY, needed=["n_pairs", *FLOWS, *CHANGES])
    refuse(rows, numbers(rows, "n_pairs") < rules.base, Suppression.BELOW_BASE)
    few = _few_moved(rows, rules=rules) | _beside(rows, sisters, few=_few_moved, rules=rules)
    rare = _few_speakers(rows, rules=rules) | _beside(rows, sisters, few=_few_speakers, rules=rules)
    before = rows["flow_published"].astype(bool) if "flow_published" in rows.columns else True
    rows["flow_published"] = ~few & rows["published"].astype(bool) & before
    hidden = ~rows["flow_published"]
    empty(rows, hidden, [*FLOWS, *TESTS])
    for name in LIMITS:
        rows[name] = rows[name].mask(hidden, pd.to_numeric(rows[name]).round(2))
    empty(rows, ~rows["published"] | rare, CHANGES)
    empty(rows, ~rows["published"], ["n_pairs", "n_before", "n_after"])
    return sealed(rows, kind="themes", by=THEME_BY, rules=rules)


def _few_moved(rows: pd.DataFrame, *, rules: Rules) -> pd.Series:
    base, few = numbers(rows, "n_pairs"), pd.Series(False, index=rows.index)
    for name in ("n_said_before", "n_said_after"):
        few |= revealing(numbers(rows, name), base, rules=rules) & (numbers(rows, name) > 0)
    for name in ("n_up", "n_down"):
        few |= small(rows, name, under=rules.cell)
    return few


def _few_speakers(rows: pd.DataFrame, *, rules: Rules) -> pd.Series:
    """Those who spoke of it at either time: before, and newly after."""
    return (numbers(rows, "n_said_before") + numbers(rows, "n_up")).between(1, rules.cell - 1)


def _beside(
    rows: pd.DataFrame, sisters: pd.DataFrame | None, *, few: Callable[..., pd.Series], rules: Rules
) -> pd.Series:
    """Rows whose audience and theme are marked in another territory."""
    if sisters is None or sisters.empty:
        return pd.Series(False, index=rows.index)
    marked = sisters.loc[few(sisters, rules=rules).astype(bool), list(THEME_BY)].drop_duplicates()
    found = rows[list(THEME_BY)].merge(marked.assign(found=True), on=list(THEME_BY), how="left", validate="many_to_one")
    return found["found"].eq(True).fillna(False).astype(bool).set_axis(rows.index)


def publish_theme_level(level: pd.DataFrame, *, rules: Rules, sisters: pd.DataFrame | None = None) -> Published:
    """What may be shown of `verbatims.shares.theme_level`: a base of persons, and no count that tells of few of them.

    Parameters: sisters, as in `publish_themes`.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(level, kind="theme_level", by=THEME_BY, needed=["n_persons", *SAID])
    refuse(rows, numbers(rows, "n_persons") < rules.base, Suppression.BELOW_BASE)
    few = _few_say(rows, rules=rules) | _beside(rows, sisters, few=_few_say, rules=rules)
    empty(rows, ~rows["published"] | few, SAID)
    empty(rows, ~rows["published"], ["n_persons"])
    return sealed(rows, kind="theme_level", by=THEME_BY, rules=rules)


def _few_say(rows: pd.DataFrame, *, rules: Rules) -> pd.Series:
    said = numbers(rows, "n_said")
    return revealing(said, numbers(rows, "n_persons"), rules=rules) & (said > 0)


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


def publish_records(records: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `verbatims.testimony.records`: that conversations were held always; how many have notes or
    may be quoted, where a method heard the base and neither number tells of few: who was interviewed is often known.

    Raises: ContractError, when a column is missing.
    """
    by = ("audience", "method")
    rows = opened(records, kind="records", by=by, needed=["n_records", *HEARD])
    n = numbers(rows, "n_records")
    few = n < rules.base
    for name in HEARD:
        few |= revealing(numbers(rows, name), n, rules=rules)
    empty(rows, few, HEARD)
    return sealed(rows, kind="records", by=by, rules=rules)


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
    """Audiences of which one territory has few pairs of free answers, or few people who wrote: both are then shown
    together.

    Parameters: apart, `theme_shift` of each territory (of those of none too: the whole less the others is theirs).
    """
    few = pd.Series(False, index=apart.index)
    for name in ("n_pairs", "n_before", "n_after"):
        few |= small(apart, name, under=rules.base)
    return frozenset(apart.loc[few, "audience"].astype(str))
