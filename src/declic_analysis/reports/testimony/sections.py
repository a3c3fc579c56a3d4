"""Free answers and conversations → blocks of a page. Nothing is shown that has not passed the gate."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from declic_analysis import disclosure, figures, tables
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, drawing, heading, joined, markup, paragraph, table
from declic_analysis.reports.testimony.coding import Words, words_of
from declic_analysis.verbatims.testimony import record_quotes, record_themes, records
from declic_analysis.vocabulary import CodingOrigin, Concordance, QualitativeMethod, Verdict
from declic_analysis.wording.formats import decimal, integer
from declic_analysis.wording.texts import say
from declic_analysis.wording.words import beside_sentence, quoted, said_by, theme_sentences, voice

if TYPE_CHECKING:
    import pandas as pd

    from declic_analysis.figures import Picture
    from declic_analysis.reports.results import View
    from declic_analysis.study.model import Audience


def coded_blocks(view: View) -> Blocks:
    """How many answers, how many people, and on whose word their themes are known."""
    if absent := _absent(view):
        return absent
    words, lang = words_of(view), view.lang
    answers, own = words.coded.answers, words.own
    if own["person"].nunique() < view.selected.rules.base:
        return Blocks([paragraph(say("words_withheld", lang=lang), kind="withheld")])
    by_people = answers.loc[answers["origin"] == CodingOrigin.PERSON.value, "verbatim"]
    learnt = bool((answers["origin"] == CodingOrigin.MODEL.value).any())
    told = say(
        "coded_sentence",
        lang=lang,
        n=integer(len(own), lang=lang),
        persons=integer(own["person"].nunique(), lang=lang),
        people=integer(own["verbatim"].isin(set(by_people)).sum(), lang=lang),
        machine=say("coded_by_model" if learnt else "coded_by_dictionary", lang=lang),
    )
    unsure = int(answers.loc[answers["verbatim"].isin(set(own["verbatim"])), "unsure"].sum())
    more = [paragraph(say("coded_unsure", lang=lang, n=integer(unsure, lang=lang)), kind="note")] if unsure else []
    return joined([paragraph(told), *more, paragraph(say("words_caveat", lang=lang), kind="note")])


def theme_blocks(view: View) -> Blocks:
    """Themes before and after, a figure and a table an audience."""
    if absent := _absent(view):
        return absent
    return joined(_of_audience(view, audience) for audience in view.audiences)


def _of_audience(view: View, audience: Audience) -> Blocks:
    words, lang = words_of(view), view.lang
    themes = _rows_of(words.themes, audience.id)
    sentences = theme_sentences(themes, names=view.names, lang=lang)
    head = [heading(audience.label.of(lang)), *_pooled(view, audience), *map(paragraph, sentences)]
    if themes.shown.empty:
        return joined(head)
    labels = _labels(words, lang=lang)
    picture = figures.themes_figure(themes, labels=labels, names=view.names, lang=lang)
    caption = say("themes_caption", lang=lang, audience=audience.label.of(lang))
    frame = tables.themes_table(themes, labels=labels, lang=lang)
    title = view.say("figure_title", audience=audience.label.of(lang), title=_lower(picture.title), part="")
    looks = say("themes_looks", lang=lang, n=str(int(themes.frame["n_looks"].max())))
    notes = [paragraph(text, kind="note") for text in (say("words_dash", lang=lang), looks)]
    return joined([*head, _drawn(view, picture, title=title), table(tables.to_html(frame, caption=caption)), *notes])


def level_blocks(view: View) -> Blocks:
    """Themes after the action, a table an audience."""
    if absent := _absent(view):
        return absent
    words, lang = words_of(view), view.lang
    labels = _labels(words, lang=lang)
    parts = []
    for audience in view.audiences:
        level = _rows_of(words.levels, audience.id)
        if level.shown["n_said"].gt(0).fillna(False).any():
            caption = say("words_level_caption", lang=lang, audience=audience.label.of(lang))
            parts.append(
                table(tables.to_html(tables.theme_level_table(level, labels=labels, lang=lang), caption=caption))
            )
    if not parts:
        return Blocks([paragraph(say("words_withheld", lang=lang), kind="withheld")])
    return joined([*parts, paragraph(say("words_level_note", lang=lang), kind="note")])


def word_blocks(view: View) -> Blocks:
    """The words that two audiences use most unequally."""
    if absent := _absent(view):
        return absent
    published, lang = words_of(view).words, view.lang
    if published.shown.empty:
        return Blocks([paragraph(say("words_none", lang=lang), kind="absent")])
    row = published.shown.iloc[0]
    alpha = view.selected.study.analysis.alpha
    n = integer(row["n_looks"], lang=lang)
    told = published.frame[published.frame["p_adjusted"].le(alpha).fillna(False)]
    if told.empty:
        none = paragraph(say("words_none_stands_out", lang=lang, n=n), kind="absent")
        return joined([*_all_territories(view), none])
    published = disclosure.publish_key_words(told, rules=published.rules)
    first, second = (view.names.get(row[side], row[side]) for side in ("audience_first", "audience_second"))
    frame = tables.key_words_table(published, names=view.names, lang=lang)
    note = say("words_note", lang=lang, first=first, second=second, n=n)
    shown = table(tables.to_html(frame, caption=say("words_caption", lang=lang)))
    return joined([*_all_territories(view), shown, paragraph(note, kind="note")])


def quote_blocks(view: View) -> Blocks:
    """The voices that the rule takes, and the rule."""
    if absent := _absent(view):
        return absent
    voices = _voices(view)
    if not voices:
        return Blocks([paragraph(say("quotes_none", lang=view.lang), kind="absent")])
    return joined([*voices, paragraph(say("quotes_rule", lang=view.lang), kind="note")])


def beside_blocks(view: View) -> Blocks:
    """Themes beside the questions of the same construct."""
    if absent := _absent(view):
        return absent
    words, lang = words_of(view), view.lang
    shown = words.beside
    if shown.shown.empty:
        return Blocks([paragraph(say("words_withheld", lang=view.lang), kind="withheld")])
    sentence = paragraph(beside_sentence(shown, lang=lang))
    known = shown.frame[shown.frame["concordance"].ne(Concordance.UNKNOWN.value).fillna(False)]
    note = paragraph(say("beside_note", lang=lang), kind="note")
    if known.empty:
        return joined([sentence, note])
    frame = tables.beside_table(
        disclosure.publish_beside(known, rules=shown.rules),
        labels=_labels(words, lang=lang),
        items=_items(view),
        names=view.names,
        verdicts=_verdicts(lang),
        lang=lang,
    )
    return joined(
        [
            sentence,
            table(tables.to_html(frame, caption=say("beside_caption", lang=lang))),
            note,
        ]
    )


def testimony_blocks(view: View) -> Blocks:
    """Conversations by method, then by theme."""
    heard, lang = _heard(view), view.lang
    if heard.empty:
        return Blocks([paragraph(say("testimony_absent", lang=lang), kind="absent")])
    frame = tables.records_table(
        disclosure.publish_records(records(heard), rules=view.selected.rules), names=view.names, lang=lang
    )
    parts = [paragraph(say("testimony_design", lang=lang), kind="note")]
    parts.append(table(tables.to_html(frame, caption=say("testimony_caption", lang=lang))))
    words = words_of(view)
    found = record_themes(heard, codebook=words.codebook)
    for audience in view.audiences if len(found) else ():
        own = disclosure.publish_testimonies(found[found["audience"] == audience.id], rules=view.selected.rules)
        if own.shown["n_said"].gt(0).fillna(False).any():
            caption = say("record_themes_caption", lang=lang, audience=audience.label.of(lang))
            rows = tables.record_themes_table(own, labels=_labels(words, lang=lang), lang=lang)
            parts.append(table(tables.to_html(rows, caption=caption)))
    return joined([*parts, *_record_voices(view, heard)])


def _record_voices(view: View, heard: pd.DataFrame) -> list[Block]:
    """What was said in conversations that may be quoted, marked as a testimony; nothing under the base."""
    words, lang = words_of(view), view.lang
    found = disclosure.publish_quotes(record_quotes(heard, codebook=words.codebook), rules=view.selected.rules)
    rows, labels = found.shown.dropna(subset=["quote"]), _labels(words, lang=lang)
    if rows.empty:
        return [paragraph(say("record_quotes_none", lang=lang), kind="absent")]
    methods = {method.value: method.label.of(lang) for method in QualitativeMethod}
    voices = [
        _voice(
            quoted(str(row["quote"]), lang=lang),
            say("record_quote_by", lang=lang, method=methods[row["method"]],
                by=said_by(row, labels=labels, names=view.names, lang=lang)),
        )
        for _, row in rows.iterrows()
    ]  # fmt: skip
    return [*voices, paragraph(say("record_quotes_rule", lang=lang), kind="note")]


def quality_blocks(view: View) -> Blocks:
    """Dictionary and model beside a person, theme by theme."""
    if absent := _absent(view):
        return absent
    words, lang = words_of(view), view.lang
    quality = words.quality
    if quality.shown.empty:
        return Blocks([paragraph(say("quality_absent_words", lang=lang), kind="absent")])
    frame = tables.coding_table(quality, labels=_labels(words, lang=lang), lang=lang)
    told = paragraph(_means(quality.shown, lang=lang))
    caption, note = (say(f"quality_words_{part}", lang=lang) for part in ("caption", "note"))
    return joined([told, table(tables.to_html(frame, caption=caption)), paragraph(note, kind="note")])


def _means(quality: pd.DataFrame, *, lang: str) -> str:
    """Macro-F1 over themes that people gave; dictionary and model on the very themes that the model could learn."""
    given = quality[~quality["n_given"].eq(0).fillna(False)]
    learnt = given[given["model_f1"].notna()]
    twice = integer(int(quality["n_people"].fillna(0).max()), lang=lang)
    told = say("quality_mean", lang=lang, dictionary=_mean(given["dictionary_f1"], lang=lang),
               themes=integer(len(given), lang=lang), twice=twice)  # fmt: skip
    if learnt.empty:
        return f"{told} {say('quality_mean_unlearnt', lang=lang)}"
    means = {name: _mean(learnt[f"{name}_f1"], lang=lang) for name in ("dictionary", "model")}
    return f"{told} {say('quality_mean_learnt', lang=lang, themes=integer(len(learnt), lang=lang), **means)}"


def page_blocks(view: View) -> Blocks:
    """Sentences and figure over all assets and all obstacles, figures beside words, the caveat."""
    if absent := _absent(view):
        return absent
    words, lang = words_of(view), view.lang
    sentences = theme_sentences(words.themes, names=view.names, lang=lang)
    parts: list[Block | Blocks] = [*map(paragraph, sentences)]
    if not words.themes.shown.empty:
        picture = figures.themes_figure(
            words.themes, labels=_labels(words, lang=lang), names=view.names, lang=lang, together=True
        )
        parts.append(_drawn(view, picture))
    if not words.beside.shown.empty:
        parts.append(paragraph(beside_sentence(words.beside, lang=lang)))
    return joined([*parts, paragraph(say("words_caveat", lang=lang), kind="note")])


def chosen_voice(view: View) -> str:
    """The voice of the first page; empty where nobody wrote, or nothing may be quoted."""
    words = words_of(view)
    if words.verbatims.empty or words.codebook.empty:
        return ""
    return voice(words.quotes, labels=_labels(words, lang=view.lang), names=view.names, lang=view.lang)


def _absent(view: View) -> Blocks:
    words = words_of(view)
    if words.verbatims.empty:
        return Blocks([paragraph(say("words_absent", lang=view.lang), kind="absent")])
    if words.codebook.empty:
        return Blocks([paragraph(say("themes_absent", lang=view.lang), kind="absent")])
    return Blocks([])


def _voices(view: View) -> list[Block]:
    """Quotations in the order of the codebook, their audience and theme below each."""
    words, lang = words_of(view), view.lang
    labels = _labels(words, lang=lang)
    rows = words.quotes.shown.dropna(subset=["quote"])
    return [
        _voice(quoted(str(row["quote"]), lang=lang), said_by(row, labels=labels, names=view.names, lang=lang))
        for _, row in rows.iterrows()
    ]


def _voice(quote: str, by: str) -> Block:
    said, who = (html.escape(text, quote=False) for text in (quote, by))
    return markup(
        f'<blockquote class="voice"><p>{said}</p><footer>{who}</footer></blockquote>',
        plain=f"{quote} ({by})",
    )


def _rows_of(published: Published, audience: str) -> Published:
    """The rows of one audience; the gate has seen all of them together."""
    own = published.frame[published.frame["audience"] == audience]
    gate = {"themes": disclosure.publish_themes, "theme_level": disclosure.publish_theme_level}[published.kind]
    return gate(own, rules=published.rules)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _drawn(view: View, picture: Picture, *, title: str = "") -> Blocks:
    title = title or picture.title
    table_html = tables.to_html(picture.table, caption=title)
    return drawing(picture, title=title, note=picture.note, table_html=table_html, summary=view.say("numbers"))


def _labels(words: Words, *, lang: str) -> dict[str, str]:
    column = "label_en" if lang == "en" else "label_fr"
    return dict(zip(words.codebook["theme"], words.codebook[column], strict=True))


def _items(view: View) -> dict[str, str]:
    codebook = view.selected.study.codebook()
    column = "label_en" if view.lang == "en" else "label_fr"
    return dict(zip(codebook["item"], codebook[column], strict=True))


def _verdicts(lang: str) -> dict[str, str]:
    return {verdict.value: verdict.label.of(lang) for verdict in Verdict}


def _pooled(view: View, audience: Audience) -> list[Block]:
    if audience.id not in words_of(view).pooled:
        return []
    return [paragraph(say("words_pooled", lang=view.lang, audience=audience.label.of(view.lang)), kind="note")]


def _all_territories(view: View) -> list[Block]:
    return [paragraph(say("words_together", lang=view.lang), kind="note")] if view.selected.territory else []


def _heard(view: View) -> pd.DataFrame:
    heard = view.selected.registers["qualitative_sources"]
    if view.audience:
        heard = heard[heard["audience"].eq(view.audience).fillna(False)]
    if view.selected.territory:
        heard = heard[heard["territory"].eq(view.selected.territory).fillna(False)]
    if view.selected.period is not None:
        day = heard["held_on"].dt.date
        heard = heard[(day >= view.selected.period.start) & (day <= view.selected.period.end)]
    return heard


def _mean(values: pd.Series, *, lang: str) -> str:
    known = values.dropna()
    return decimal(known.mean(), digits=2, lang=lang) if len(known) else "–"
