"""Every other comparison of waves → a table each: does the change last, do people recall what they answered before?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, joined, paragraph, table
from declic_analysis.reports.results import View
from declic_analysis.vocabulary import Design, Wave
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.study.model import Audience

_WAVES = {wave.value: wave.label for wave in Wave}


def wave_blocks(view: View, audience: Audience) -> Blocks:
    """A table a comparison, its waves and design named in the caption; a sentence where there is no other."""
    found = [_own(published, audience.id) for published in view.selected.other_waves]
    shown = [_comparison(view, audience, published) for published in found if len(published.frame)]
    told = paragraph(view.say("no_other_wave", audience=audience.label.of(view.lang)), kind="absent")
    later = [one for one in found if Wave.FOLLOWUP in set(one.frame["wave_to"])]
    together = [paragraph(view.say("range_together"), kind="note")] * bool(view.selected.territory and shown)
    return joined([*together, *shown, *([] if later else [told])])


def _own(published: Published, audience: str) -> Published:
    frame = published.frame
    return disclosure.publish_shift(frame[frame["audience"] == audience], rules=published.rules, by=published.by)


def _comparison(view: View, audience: Audience, shift: Published) -> Blocks:
    first, lang = shift.frame.iloc[0], view.lang
    start, end = (_wave_name(view, str(first[name]), first["month"]) for name in ("wave_from", "wave_to"))
    frame = tables.shift_table(shift, codebook=view.selected.study.codebook(), names=view.names, lang=lang)
    dropped = [say(name, lang=lang) for name in ("audience", "design")]
    if first["design"] == Design.RESPONSE_SHIFT:
        # Recalling otherwise is neither better nor worse: no verdict, no power.
        dropped += [say(name, lang=lang) for name in ("verdict", "reading", "exploratory_p", "detectable")]
    sides = {say("favourable_before", lang=lang): "side_share", say("favourable_after", lang=lang): "side_share"}
    renamed = {
        header: view.say(key, wave=wave) for (header, key), wave in zip(sides.items(), (start, end), strict=True)
    }
    frame = frame.drop(columns=[name for name in dropped if name in frame.columns]).rename(columns=renamed)
    design = wording.design_label(first["design"], lang=lang)
    label = audience.label.of(lang)
    caption = view.say("waves_caption", audience=label, start=start, end=end, design=design)
    note = [paragraph(view.say("response_shift_note"), kind="note")] * (first["design"] == Design.RESPONSE_SHIFT)
    told: list[Block] = [paragraph(text, kind="note") for text in wording.notes(shift, lang=lang)]
    return joined([table(tables.to_html(frame, caption=caption)), *note, *told])


def _wave_name(view: View, wave: str, month: object) -> str:
    name = _WAVES[wave].of(view.lang)
    if wave == Wave.FOLLOWUP and not pd.isna(month):  # type: ignore[call-overload]
        if not int(month):  # type: ignore[call-overload]
            return view.say("wave_soon", wave=name)
        return view.say("wave_month", wave=name, month=int(month))  # type: ignore[call-overload]
    return name
