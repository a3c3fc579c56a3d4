"""Published gaps between audiences → what a cell shows, a pair of audiences at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from declic_analysis import disclosure, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, bullets, drawing, heading, joined, paragraph, table
from declic_analysis.reports.results import View
from declic_analysis.vocabulary import GapStatus
from declic_analysis.wording.texts import capital, say

GAPS_A_PAGE = 6  # questions a figure: three of them fill a sheet of A4, and none leaves half of one empty
IN_SHORT = 4  # questions of the short figure
Pair = tuple[str, str]
Publish = Callable[..., Published]


def convergence_blocks(view: View) -> Blocks:
    """A figure a pair of audiences: do they come closer?"""
    return _each_pair(view, view.selected.gaps, _figures)


def closer_blocks(view: View) -> Blocks:
    """The answer in short: how many gaps closed, held, grew; the questions of each; one figure of those named before.

    Confirmatory questions, so that no result chooses what is drawn; without any, the first of the questionnaire.
    """
    return _each_pair(view, view.selected.gaps, _closer)


def _closer(view: View, gaps: Published, pair: Pair) -> Blocks:
    from declic_analysis.figures import convergence_figure

    rows, codebook = gaps.frame, view.selected.study.codebook()
    named = rows.loc[rows["confirmatory"].astype(bool), "item"].tolist()
    items = (named or rows["item"].tolist())[:IN_SHORT]
    picture = convergence_figure(_of(gaps, pair, items), codebook=codebook, names=view.names, lang=view.lang)
    table_html = tables.to_html(picture.table, caption=picture.title)
    title = say("closer_title" if named else "closer_first", lang=view.lang)
    drawn = drawing(
        picture, title=title, note=picture.note, table_html=table_html, summary=view.say("numbers"), printed=False
    )
    return joined([paragraph(wording.both_views(gaps, lang=view.lang)), *_by_status(view, gaps), drawn])


def _by_status(view: View, gaps: Published) -> Iterator[Block]:
    """Which questions, status by status: none is left to a table elsewhere."""
    rows = gaps.shown
    items = {i.id: (i.short or i.wording).of(view.lang) for i in view.selected.study.items}
    found = [(status, [items[i] for i in rows.loc[rows["status"] == status.value, "item"]]) for status in GapStatus]
    told = [f"{status.label.of(view.lang)}\u00a0: {', '.join(named)}" for status, named in found if named]
    if told:
        yield bullets(capital(line) for line in told)


def change_tables(view: View) -> Blocks:
    """Gap before, after, its change, its status, a table a pair."""
    return _each_pair(view, view.selected.gaps, _change_table)


def wave_tables(view: View) -> Blocks:
    """Gap in each wave, agreement inside each audience, distance, a table a pair."""
    return _each_pair(view, view.selected.audience_gaps, _wave_table)


def _each_pair(view: View, gaps: Published, show: Callable[[View, Published, Pair], Blocks]) -> Blocks:
    if view.audience:
        return Blocks([paragraph(view.say("gap_one_audience"), kind="absent")])
    pairs = list(gaps.frame[["audience_first", "audience_second"]].drop_duplicates().itertuples(index=False, name=None))
    if not pairs:
        return Blocks([paragraph(view.say(_no_pair(view)), kind="absent")])
    together = [paragraph(view.say("gaps_together"), kind="note")] if view.selected.territory else []
    return joined([*together, *(_pair_blocks(view, gaps, pair, show, several=len(pairs) > 1) for pair in pairs)])


def _no_pair(view: View) -> str:
    """Why no two audiences can be compared: nobody has answered yet, or no question is asked of two of them."""
    asked = view.selected.study.codebook()["mirror"].astype(bool).any()
    return "no_answers" if asked and view.selected.responses.empty else "no_mirror"


def _pair_blocks(
    view: View, gaps: Published, pair: Pair, show: Callable[[View, Published, Pair], Blocks], *, several: bool
) -> Blocks:
    first, second = _names(view, pair)
    titles = [heading(f"{first} × {second}")] if several else []
    return joined([*titles, show(view, _of(gaps, pair), pair)])


def _of(gaps: Published, pair: Pair, items: list[str] | None = None) -> Published:
    """One pair of audiences (and some questions) of a published result; what the gate has emptied stays empty."""
    frame = gaps.frame
    own = frame[(frame["audience_first"] == pair[0]) & (frame["audience_second"] == pair[1])]
    own = own if items is None else own[own["item"].isin(items)]
    publish = disclosure.publish_gap_change if gaps.kind == "gap_change" else disclosure.publish_audience_gap
    return publish(own, rules=gaps.rules)


def _figures(view: View, gaps: Published, pair: Pair) -> Blocks:
    from declic_analysis.figures import convergence_figure

    codebook, portions = view.selected.study.codebook(), list(_portions(gaps))
    pictures = [
        convergence_figure(_of(gaps, pair, items), codebook=codebook, names=view.names, lang=view.lang)
        for items in portions
    ]
    last = len(pictures)
    return joined(
        drawing(
            picture,
            title=picture.title + (f" ({k}/{last})" if last > 1 else ""),
            note=picture.note if k == last else "",  # the same under each part: said once
            table_html=tables.to_html(picture.table, caption=picture.title),
            summary=view.say("numbers"),
        )
        for k, picture in enumerate(pictures, start=1)
    )


def _portions(gaps: Published) -> Iterator[list[str]]:
    """Questions in figures that fit a sheet, those whose gap moved first."""
    rows = gaps.frame
    place = {status.value: k for k, status in enumerate(wording.GAP_ORDER)}
    order = rows["status"].map(place).fillna(len(place)).sort_values(kind="stable").index
    items = rows.loc[order, "item"].tolist()
    n = -(-len(items) // GAPS_A_PAGE)
    size = -(-len(items) // n)
    yield from (items[k : k + size] for k in range(0, len(items), size))


def _change_table(view: View, gaps: Published, pair: Pair) -> Blocks:
    frame = tables.gap_table(gaps, codebook=view.selected.study.codebook(), names=view.names, lang=view.lang)
    return _tabled(view, gaps, frame_html=tables.to_html(frame, caption=_caption(view, "gap_caption", pair)), pair=pair)


def _wave_table(view: View, gaps: Published, pair: Pair) -> Blocks:
    frame = tables.audience_gap_table(gaps, codebook=view.selected.study.codebook(), names=view.names, lang=view.lang)
    shown = tables.to_html(frame, caption=_caption(view, "gap_waves_caption", pair))
    terms = paragraph(view.say("gap_terms"), kind="note")
    return joined([*_tabled(view, gaps, frame_html=shown, pair=pair), terms])


def _tabled(view: View, gaps: Published, *, frame_html: str, pair: Pair) -> Blocks:
    sign = paragraph(_caption(view, "gap_sign", pair), kind="note")
    notes: list[Block] = [paragraph(note, kind="note") for note in wording.notes(gaps, lang=view.lang)]
    return joined([table(frame_html), sign, *notes])


def _caption(view: View, key: str, pair: Pair) -> str:
    first, second = _names(view, pair)
    return view.say(key, first=first, second=second)


def _names(view: View, pair: Pair) -> Pair:
    return view.names[pair[0]], view.names[pair[1]]
