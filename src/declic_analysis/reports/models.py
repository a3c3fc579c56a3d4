"""The annexes on formats, actions and the model of change, as a cell shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Blocks, drawing, joined, paragraph, table
from declic_analysis.reports.gated import STARTS
from declic_analysis.reports.results import View
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.study.model import Audience

_GATES = {
    "formats": disclosure.publish_formats,
    "actions": disclosure.publish_actions,
    "model": disclosure.publish_model,
}


def format_blocks(view: View, audience: Audience) -> Blocks:
    """Each question format by format: confirmatory ones as a figure, all in a table; then actions, where large."""
    if audience.design not in STARTS:
        return _not_followed(view, audience)
    formats = _own(view.selected.formats, audience.id)
    if formats.frame.empty:
        told = say("formats_none", lang=view.lang, audience=audience.label.of(view.lang))
        return Blocks([paragraph(told, kind="absent")])
    labels, names = _labels(view), view.names | {f.id: f.label.of(view.lang) for f in view.selected.study.formats}
    caption = say("formats_caption", lang=view.lang, audience=audience.label.of(view.lang))
    frame = tables.formats_table(formats, labels=labels, names=names, lang=view.lang)
    cautions = f"{wording.territory_caveat(lang=view.lang)} {say('groups_confounded', lang=view.lang)}"
    shown = table(tables.to_html(frame, caption=caption))
    picture = _formats_picture(view, audience, formats, labels, names)
    actions = _action_blocks(view, audience, labels, names)
    caveat = paragraph(cautions, kind="warning")
    return joined([caveat, *_together(view), *picture, shown, *_remarks(view, formats), *actions])


def model_blocks(view: View, audience: Audience) -> Blocks:
    """The model of change of each question, and of constructs of several questions; no verdict."""
    if audience.design not in STARTS:
        return _not_followed(view, audience)
    model, label = _own(view.selected.model, audience.id), audience.label.of(view.lang)
    if model.frame.empty:
        return Blocks([paragraph(say("model_none", lang=view.lang, audience=label), kind="absent")])
    constructs = {c.id: c.label.of(view.lang) for c in view.selected.study.constructs}
    frame = tables.model_table(model, labels=_labels(view), constructs=constructs, lang=view.lang)
    shown = table(tables.to_html(frame, caption=say("model_caption", lang=view.lang, audience=label)))
    confidence = wording.percent(view.selected.study.analysis.confidence, lang=view.lang)
    note = paragraph(say("model_note", lang=view.lang, confidence=confidence), kind="note")
    withheld = [paragraph(text, kind="note") for text in wording.notes(model, lang=view.lang)]
    return joined([*_together(view), shown, note, *withheld])


def _formats_picture(
    view: View, audience: Audience, formats: Published, labels: dict[str, str], names: dict[str, str]
) -> Blocks:
    from declic_analysis.figures import formats_figure

    codebook = view.selected.study.codebook()
    own = codebook[codebook["audience"] == audience.id]
    items = own.loc[own["confirmatory"].astype(bool), "item"].tolist() or own["item"].tolist()
    picture = formats_figure(formats, labels=labels, names=names, lang=view.lang, items=items)
    label, title = audience.label.of(view.lang), picture.title[:1].lower() + picture.title[1:]
    design = say("design_named", lang=view.lang, design=wording.design_label(audience.design, lang=view.lang))
    return drawing(
        picture,
        title=view.say("figure_title", audience=label, title=title, part=""),
        note=f"{picture.note} {design[:1].upper()}{design[1:]}.".strip(),
        table_html=tables.to_html(picture.table, caption=picture.title),
        summary=view.say("numbers"),
    )


def own_formats(view: View, audience: Audience) -> Published:
    """The published `format_shift` of one audience."""
    return _own(view.selected.formats, audience.id)


def _remarks(view: View, formats: Published) -> Blocks:
    """What of the formats is not there, and why."""
    rows = formats.frame
    items, hidden = rows["item"].nunique(), rows.loc[~rows["published"].astype(bool), "item"].nunique()
    shown = rows[rows["published"].astype(bool)]
    told = []
    if hidden:
        n, total = wording.integer(hidden, lang=view.lang), wording.integer(items, lang=view.lang)
        told.append(say("formats_hidden", lang=view.lang, n=n, total=total))
    if bool((~shown["pooled_published"].astype(bool)).any()):
        told.append(say("pooled_hidden", lang=view.lang))
    if bool((shown["pooled_published"].astype(bool) & shown["low"].isna()).any()):
        told.append(say("pooled_open", lang=view.lang))
    return Blocks([paragraph(text, kind="note") for text in told])


def _action_blocks(view: View, audience: Audience, labels: dict[str, str], names: dict[str, str]) -> Blocks:
    actions = _own(view.selected.actions, audience.id)
    if actions.shown.empty:
        return Blocks([paragraph(say("actions_none", lang=view.lang), kind="absent")])
    frame = tables.actions_table(actions, labels=labels, names=names, lang=view.lang)
    shown, total = (
        wording.integer(rows["action"].nunique(), lang=view.lang) for rows in (actions.shown, actions.frame)
    )
    caption = say("actions_caption", lang=view.lang, audience=audience.label.of(view.lang))
    note = say("actions_note", lang=view.lang, n=shown, total=total)
    return Blocks([table(tables.to_html(frame, caption=caption)), paragraph(note, kind="note")])


def _own(published: Published, audience: str) -> Published:
    """One audience's rows; what the gate has emptied stays empty."""
    frame: pd.DataFrame = published.frame
    return _GATES[published.kind](frame[frame["audience"] == audience], rules=published.rules)


def _labels(view: View) -> dict[str, str]:
    codebook = view.selected.study.codebook().drop_duplicates("item")
    return dict(zip(codebook["item"], codebook[f"label_{view.lang}"], strict=True))


def _together(view: View) -> Blocks:
    return Blocks([paragraph(view.say("range_together"), kind="note")] if view.selected.territory else [])


def _not_followed(view: View, audience: Audience) -> Blocks:
    design = wording.design_label(audience.design, lang=view.lang)
    told = view.say("not_paired", audience=audience.label.of(view.lang), design=design)
    return Blocks([paragraph(told, kind="absent")])
