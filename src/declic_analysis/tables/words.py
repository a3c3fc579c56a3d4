"""What people write, as display tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import CodingOrigin, Concordance, QualitativeMethod, Valence
from declic_analysis.wording.formats import decimal, integer, interval, missing, percent, points
from declic_analysis.wording.texts import capital, say
from declic_analysis.wording.words import theme_name

WITHHELD = "–"  # what it stands for is said below the table
_VALENCES = {member.value: member.label for member in Valence}
_TOLD = {member.value: member.label for member in Concordance}
_METHODS = {member.value: member.label for member in QualitativeMethod}


def themes_table(themes: Published, *, labels: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a theme spoken of, of a published `theme_shift` of one audience. Raises: ContractError."""
    rows = require_published(themes, kind="themes").shown
    rows = rows[rows["spoken"].astype(bool)]
    return _text(
        {
            say("theme", lang=lang): [theme_name(t, labels=labels, lang=lang) for t in rows["theme"]],
            say("valence", lang=lang): [_VALENCES[v].of(lang) for v in rows["valence"]],
            say("n_pairs", lang=lang): [_whole(n, lang=lang) for n in rows["n_pairs"]],
            say("said_before", lang=lang): [_share(x, lang=lang) for x in rows["share_before"]],
            say("said_after", lang=lang): [_share(x, lang=lang) for x in rows["share_after"]],
            say("theme_change", lang=lang): [
                _points(row, "change", "low", "high", lang=lang) for _, row in rows.iterrows()
            ],
            say("p_adjusted_word", lang=lang): [_p(x, lang=lang) for x in rows["p_adjusted"]],
        }
    )


def theme_level_table(level: Published, *, labels: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a theme of a published `theme_level` of one audience. Raises: ContractError, for a bare frame."""
    rows = require_published(level, kind="theme_level").shown
    rows = rows[rows["n_said"].gt(0).fillna(False)]  # withheld ones would be lines of dashes
    return _text(
        {
            say("theme", lang=lang): [theme_name(t, labels=labels, lang=lang) for t in rows["theme"]],
            say("n_writing", lang=lang): [_whole(n, lang=lang) for n in rows["n_persons"]],
            say("words_level_share", lang=lang): [_level(row, lang=lang) for _, row in rows.iterrows()],
        }
    )


def key_words_table(words: Published, *, names: Mapping[str, str], most: int = 20, lang: str = "fr") -> pd.DataFrame:
    """The `most` words that two audiences use most unequally, of a published `key_words`. Raises: ContractError."""
    rows = require_published(words, kind="key_words").shown.head(most)
    first, second = (
        (names.get(a, a) for a in rows[["audience_first", "audience_second"]].iloc[0]) if len(rows) else ("", "")
    )
    return _text(
        {
            say("word", lang=lang): rows["word"].tolist(),
            say("side_share", lang=lang, audience=first): [_of(r, "first", lang=lang) for _, r in rows.iterrows()],
            say("side_share", lang=lang, audience=second): [_of(r, "second", lang=lang) for _, r in rows.iterrows()],
            say("log_ratio", lang=lang): [_signed(x, lang=lang) for x in rows["log_ratio"]],
            say("g2", lang=lang): [decimal(x, digits=1, lang=lang) for x in rows["g2"]],
            say("p_adjusted_word", lang=lang): [_p(x, lang=lang) for x in rows["p_adjusted"]],
        }
    )


def beside_table(
    beside: Published, *, labels: Mapping[str, str], items: Mapping[str, str], names: Mapping[str, str],
    verdicts: Mapping[str, str], lang: str = "fr",
) -> pd.DataFrame:  # fmt: skip
    """One row a theme and question of a published `beside`. Raises: ContractError, for a bare frame."""
    rows = require_published(beside, kind="beside").shown
    colon = ": " if lang == "en" else "\u00a0: "
    figures = [
        f"{items[r['item']]}{colon}{_points(r, 'net_shift', 'net_low', 'net_high', lang=lang)}"
        f" ({verdicts.get(str(r['verdict']), '–')})"
        for _, r in rows.iterrows()
    ]
    return _text(
        {
            say("theme", lang=lang): [labels[t] for t in rows["theme"]],
            say("audience", lang=lang): [names.get(a, a) for a in rows["audience"]],
            say("in_words", lang=lang): [
                f"{change} · {say('n_equals', lang=lang, n=_whole(n, lang=lang))}"
                for change, n in zip(_change(rows, lang=lang), rows["n_pairs_words"], strict=True)
            ],
            say("in_figures", lang=lang): figures,
            say("together", lang=lang): [_TOLD[c].of(lang) for c in rows["concordance"]],
        }
    )


def coding_table(coding: Published, *, labels: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a theme of a published `Coded.quality`. Raises: ContractError, for a bare frame."""
    rows = require_published(coding, kind="coding").shown
    model = CodingOrigin.MODEL.value
    return _text(
        {
            say("theme", lang=lang): [labels[t] for t in rows["theme"]],
            say("n_coded", lang=lang): [_whole(n, lang=lang) for n in rows["n_answers"]],
            say("n_given", lang=lang): [_whole(n, lang=lang) for n in rows["n_given"]],
            say("dictionary_f1", lang=lang): [_two(x, lang=lang) for x in rows["dictionary_f1"]],
            say("model_f1", lang=lang): [_two(x, lang=lang) for x in rows["model_f1"]],
            say("chosen", lang=lang): [
                say("chosen_model" if c == model else "chosen_dictionary", lang=lang) for c in rows["chosen"]
            ],
            say("alpha_machine", lang=lang): [_alpha(r, "machine", lang=lang) for _, r in rows.iterrows()],
            say("alpha_people", lang=lang): [_alpha(r, "people", lang=lang) for _, r in rows.iterrows()],
        }
    )


def records_table(records: Published, *, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """Who was heard, of published `records`: conversations by audience and method. Raises: ContractError, for a bare
    frame.
    """
    rows = require_published(records, kind="records").frame
    return _text(
        {
            say("method", lang=lang): [capital(_METHODS[m].of(lang)) for m in rows["method"]],
            say("audience", lang=lang): [
                say("unknown", lang=lang) if missing(a) else names.get(a, a) for a in rows["audience"]
            ],
            say("n_records", lang=lang): [_whole(n, lang=lang) for n in rows["n_records"]],
            say("n_with_notes", lang=lang): [_whole(n, lang=lang) for n in rows["n_with_notes"]],
            say("n_quotable", lang=lang): [_whole(n, lang=lang) for n in rows["n_quotable"]],
        }
    )


def record_themes_table(records: Published, *, labels: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a theme that enough conversations speak of, of a published `record_themes` of one audience.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(records, kind="testimonies").shown
    rows = rows[rows["n_said"].gt(0).fillna(False)]  # few conversations speak of the others, or none
    return _text(
        {
            say("theme", lang=lang): [labels[t] for t in rows["theme"]],
            say("n_records", lang=lang): [_whole(n, lang=lang) for n in rows["n_records"]],
            say("n_said_records", lang=lang): [_whole(n, lang=lang) for n in rows["n_said"]],
        }
    )


def _text(columns: dict[str, list[str]]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def _whole(n: object, *, lang: str) -> str:
    return WITHHELD if missing(n) else integer(n, lang=lang)


def _share(x: object, *, lang: str) -> str:
    return WITHHELD if missing(x) else percent(x, lang=lang)


def _level(row: pd.Series, *, lang: str) -> str:
    if missing(row["share"]):
        return WITHHELD
    low, high = (percent(row[name], lang=lang) for name in ("low", "high"))
    return f"{percent(row['share'], lang=lang)} [{low} ; {high}]"


def _points(row: pd.Series, value: str, low: str, high: str, *, lang: str) -> str:
    if missing(row[value]):
        return say("too_few", lang=lang)
    return f"{points(row[value], lang=lang)} {interval(row[low], row[high], lang=lang)}"


def _change(rows: pd.DataFrame, *, lang: str) -> list[str]:
    return [_points(row, "change", "low", "high", lang=lang) for _, row in rows.iterrows()]


def _of(row: pd.Series, side: str, *, lang: str) -> str:
    return f"{integer(row[f'n_{side}'], lang=lang)} / {integer(row[f'of_{side}'], lang=lang)}"


def _signed(x: float, *, lang: str) -> str:
    return ("+" if x > 0 else "") + decimal(x, digits=1, lang=lang)


def _p(x: object, *, lang: str) -> str:
    return "–" if missing(x) else decimal(x, digits=3, lang=lang)


def _two(x: object, *, lang: str) -> str:
    return "–" if missing(x) else decimal(x, digits=2, lang=lang)


def _alpha(row: pd.Series, of: str, *, lang: str) -> str:
    value, low, high = (row[f"alpha_{of}{part}"] for part in ("", "_low", "_high"))
    if missing(value):
        return "–"
    told = _two(value, lang=lang)
    return told if missing(low) else f"{told} [{_two(low, lang=lang)} ; {_two(high, lang=lang)}]"
