"""The two places of the impact report: one figure, one sentence, one caveat each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis import wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Blocks, joined, paragraph
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.partners import filmed, leading, network, overtime
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


def ecosystem_blocks(view: View) -> Blocks:
    """Structures over time, whether they come again, whether the two sides meet."""
    if overtime.absent(view):
        return overtime.not_stated(view)
    lang = view.lang
    loyal = wording.loyalty_sentences(overtime.published_loyalty(view.selected), lang=lang)[0]
    linked = wording.network_sentences(network.published_network(view.selected), lang=lang)[0]
    caveat = paragraph(say("network_caveat", lang=lang), kind="warning")
    return joined([paragraph(f"{loyal} {linked}"), overtime.periods_drawing(view), caveat])


def ambassadors_videos_blocks(view: View) -> Blocks:
    """From volunteer to active, the actions led, the views of the videos."""
    lang, selected = view.lang, view.selected
    videos, absent = filmed.published_videos(selected), leading.no_roster(selected)
    told = [say("ambassadors_absent", lang=lang) if absent else _led(view)]
    told.append(say("videos_absent", lang=lang) if videos.frame.empty else wording.videos_sentence(videos, lang=lang))
    if absent:
        return Blocks([paragraph(" ".join(told), kind="absent" if videos.frame.empty else "")])
    pipeline = leading.published_pipeline(selected)
    figure = leading.pipeline_drawing(view) if len(pipeline.shown) else Blocks([])
    caveat = paragraph(say("leaders_videos_caveat", lang=lang), kind="warning")
    return joined([paragraph(" ".join(told)), figure, caveat])


def _led(view: View) -> str:
    roster = wording.roster_sentence(leading.published_pipeline(view.selected), lang=view.lang)
    if view.selected.territory:
        roster = f"{roster} {view.say('range_together')}"
    return f"{roster} {wording.led_sentence(leading.published_led(view.selected), lang=view.lang)}"


def counted(selected: Selected) -> dict[str, Published]:
    """What the indicators of the framework read, by kind; a kind that no register tells is absent."""
    told: dict[str, Published] = {}
    if not leading.no_roster(selected):
        told["ambassadors"] = leading.published_pipeline(selected)
    if not register_of(selected, "attendances").empty:
        told["led"] = leading.published_led(selected)
        told |= {} if overtime.nobody(selected) else {"loyalty": overtime.published_loyalty(selected)}
    return told
