"""Published results → what a cell shows: the first page, figures and tables audience by audience."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, bullets, drawing, heading, joined, markup, paragraph, table
from declic_analysis.reports.gated import STARTS, Selected
from declic_analysis.reports.phrases import phrase
from declic_analysis.reports.rendering import slug
from declic_analysis.statistics.detectable import pairs_for_equivalence
from declic_analysis.vocabulary import Direction, Wave
from declic_analysis.wording import FirstPage, Section, formats
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.figures import Picture
    from declic_analysis.study.model import Audience

LIKERTS_A_PAGE, SHIFTS_A_PAGE = 8, 9  # questions a figure, so that it fits a sheet of A4
_GATES: dict[str, Callable[..., Published]] = {
    "shift": disclosure.publish_shift,
    "flow": disclosure.publish_flow,
    "unpaired": disclosure.publish_unpaired,
    "level": disclosure.publish_level,
}
LEAD = 0  # the first section of the first page is the answer in one sentence


@dataclass(frozen=True)
class View:
    """Results of a selection, in the reader's language; `audience`: id of the only one shown, or empty."""

    selected: Selected
    lang: str
    audience: str = ""

    @property
    def audiences(self) -> list[Audience]:
        return [a for a in self.selected.study.audiences if self.audience in ("", a.id)]

    @property
    def names(self) -> dict[str, str]:
        """Labels of audiences and territories by id."""
        study = self.selected.study
        audiences = {a.id: a.label.of(self.lang) for a in study.audiences}
        return audiences | {t.id: t.label.of(self.lang) for t in study.territories}

    @property
    def designs(self) -> dict[str, str]:
        """Design of each audience by id."""
        return {a.id: a.design for a in self.selected.study.audiences}

    @property
    def levels(self) -> dict[str, list[str]]:
        """Labels of each scale's levels, from the lowest."""
        return {s.id: [level.label.of(self.lang) for level in s.levels] for s in self.selected.study.scales}

    def say(self, key: str, **values: object) -> str:
        return phrase(key, lang=self.lang, **values)


def first_page_block(page: FirstPage, *, said: Mapping[str, object] | None = None) -> Block:
    """The first page as one framed section, line by line as wording gives it; `said`: the same as data, beside it."""
    sections = "".join(_section(s, lead=k == LEAD, lang=page.lang) for k, s in enumerate(page.sections))
    flag = f' <span class="flag">{html.escape(page.flag)}</span>' if page.flag else ""
    head = f"<h2 data-unlisted>{_text(page.header)}{flag}</h2>"
    by_line = f'<p class="by">{_text(page.by_line)}</p>'
    inner = f'<section class="first-page">{head}{by_line}{sections}</section>'
    return markup(inner, plain=page.as_text(), facts={"said": dict(said)} if said else {})


def _section(section: Section, *, lead: bool, lang: str) -> str:
    entry = f'<h3 class="entry" data-unlisted>{_text(section.heading)}</h3>'
    lines = [_leading(line, lang=lang) for line in section.lines]
    if len(lines) == 1 and not section.numbered:
        kind = ' class="in-one-sentence"' if lead else ""
        return f"{entry}<p{kind}>{lines[0]}</p>"
    tag = "ol" if section.numbered else "ul"
    return f"{entry}<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"


def _leading(line: str, *, lang: str) -> str:
    """The chapter that a line sends the reader to, as a link: Chromium prints no number of a page ahead."""
    chapter = say("testimonies_chapter", lang=lang)
    return _text(line).replace(chapter, f'<a href="#{slug(chapter)}">{_text(chapter)}</a>')


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def persons_blocks(view: View, *, short: bool = False) -> Blocks:
    """How many people became more favourable, less, or neither: one sentence and, unless short, one row an audience."""
    persons = _chosen(view, view.selected.persons)
    frame = tables.shift_table(persons, names=view.names, lang=view.lang)
    shown = table(tables.to_html(frame, caption=view.say("persons_caption")))
    told = wording.verdict_sentences(persons, lang=view.lang)
    rows = [f"{view.names[a]}. {t}" for a, t in zip(persons.frame["audience"], told, strict=True)]
    if not rows:
        return _nothing(view)
    return joined([*_pooled_note(view), bullets(rows), *([] if short else [shown]), *_notes(view, persons)])


def by_audience(view: View, show: Callable[[View, Audience], Blocks]) -> Blocks:
    """`show` for each audience under its own heading; a sentence where there is nothing to show."""
    return joined(_audience_blocks(view, audience, show) for audience in view.audiences)


def _audience_blocks(view: View, audience: Audience, show: Callable[[View, Audience], Blocks]) -> Blocks:
    answered = bool((view.selected.responses["audience"] == audience.id).any())
    label = audience.label.of(view.lang)
    absent = paragraph(view.say("no_answers_audience", audience=label), kind="absent")
    body = joined([*_pooled_note(view, audience.id), show(view, audience)]) if answered else Blocks([absent])
    return joined([heading(label), body])


def net_shift(view: View, audience: Audience) -> Blocks:
    """Forest of net shifts, question by question."""
    from declic_analysis.figures import net_shift_figure

    if audience.design not in STARTS:
        return not_followed(view, audience)
    shift, codebook = of_audience(view, view.selected.items, audience.id), view.selected.study.codebook()
    groups = portions(shift, most=SHIFTS_A_PAGE, items=asked_twice(view, audience))
    pictures = [net_shift_figure(shift, codebook=codebook, lang=view.lang, items=items) for items in groups]
    return joined([*_asked_once(view, audience), figures(view, audience, pictures)])


def likert(view: View, audience: Audience, *, paired: bool = True, confirmatory: bool = False) -> Blocks:
    """Answers before and after, of the people seen in both waves (`paired`), or of everybody who answered.

    `confirmatory`: only the questions named before looking at results, if the audience has any.
    """
    from declic_analysis.figures import likert_figure

    if paired and audience.design not in STARTS:
        # Nobody is followed: what everybody answered is what can be shown.
        everybody = paragraph(view.say("likert_everybody"), kind="note")
        return joined([everybody, likert(view, audience, paired=False, confirmatory=confirmatory)])
    answers = view.selected.paired_levels if paired else view.selected.all_levels
    levels, codebook = of_audience(view, answers, audience.id), view.selected.study.codebook()
    if confirmatory:
        levels = of_audience(view, levels, audience.id, items=_confirmatory(codebook, audience.id))
    if paired:
        levels = of_audience(view, levels, audience.id, items=asked_twice(view, audience))
    pictures = [
        likert_figure(levels, codebook=codebook, level_labels=view.levels, lang=view.lang, items=items)
        for items in portions(levels, most=LIKERTS_A_PAGE)
    ]
    return figures(view, audience, pictures)


def asked_twice(view: View, audience: Audience) -> list[str]:
    """Questions that anybody of a followed audience answered, on the scale or off it, in both waves of its design."""
    answers = view.selected.responses
    own = answers[answers["audience"] == audience.id]
    first, last = (set(own.loc[own["wave"] == w, "item"]) for w in (STARTS[audience.design], Wave.AFTER.value))
    return [item for item in own["item"].drop_duplicates() if item in first & last]


def _asked_once(view: View, audience: Audience) -> list[Block]:
    """Questions that one wave alone holds are said to be so: nothing of them is withheld."""
    answers = view.selected.responses
    asked = answers.loc[answers["audience"] == audience.id, "item"].nunique()
    once = asked - len(asked_twice(view, audience))
    return [paragraph(view.say("asked_once", n=once), kind="note")] * bool(once)


def _confirmatory(codebook: pd.DataFrame, audience: str) -> list[str]:
    own = codebook[codebook["audience"] == audience]
    named = own.loc[own["confirmatory"].astype(bool), "item"].tolist()
    return named or own["item"].tolist()


def portions(published: Published, *, most: int, items: Sequence[str] | None = None) -> list[list[str]]:
    """Items in figures that fit a sheet of paper: confirmatory, then exploratory, then perceived constraints."""
    rows = published.frame.drop_duplicates("item")
    rows = rows if items is None else rows[rows["item"].isin(items)]
    if len(rows) <= most:
        return [rows["item"].tolist()] if len(rows) or items is None else []
    neutral = rows["direction"] == Direction.NEUTRAL
    named = rows["confirmatory"].astype(bool) if "confirmatory" in rows.columns else ~neutral
    kinds = (named & ~neutral, ~named & ~neutral, neutral)
    return [portion for kind in kinds for portion in evenly(rows.loc[kind, "item"].tolist(), most)]


def evenly(items: list[str], most: int) -> list[list[str]]:
    """As few portions as possible of at most `most`, of about the same length."""
    if not items:
        return []
    size = math.ceil(len(items) / math.ceil(len(items) / most))
    return [items[k : k + size] for k in range(0, len(items), size)]


def figures(view: View, audience: Audience, pictures: list[Picture]) -> Blocks:
    """The pictures of an audience under their titles; the note they share stands under the last one."""
    label = audience.label.of(view.lang)
    return joined(
        drawing(
            picture,
            title=view.say("figure_title", audience=label, title=_lower(picture.title), part=_part(k, len(pictures))),
            note=picture.note if k == len(pictures) else "",  # the same under each part: said once
            table_html=tables.to_html(picture.table, caption=picture.title),
            summary=view.say("numbers"),
        )
        for k, picture in enumerate(pictures, start=1)
    )


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _part(k: int, n: int) -> str:
    return f" ({k}/{n})" if n > 1 else ""


def shift_rows(view: View, audience: Audience) -> Blocks:
    """The table of changes, question by question, with what limits each."""
    if audience.design not in STARTS:
        return not_followed(view, audience)
    shift = of_audience(view, view.selected.items, audience.id, items=asked_twice(view, audience))
    frame = tables.shift_table(shift, codebook=view.selected.study.codebook(), names=view.names, lang=view.lang)
    design = wording.design_label(audience.design, lang=view.lang)
    caption = view.say("shift_caption", audience=audience.label.of(view.lang), design=design)
    shown = table(tables.to_html(_narrow(view, frame), caption=caption))
    told = [*([shown] if len(frame) else []), *_stable_needs(view, shift), *_notes(view, shift)]
    return joined([*_asked_once(view, audience), *told])


def _stable_needs(view: View, shift: Published) -> Iterator[Block]:
    """With how many pairs a change could be called negligible: nearly never with those at hand."""
    margins = shift.shown["margin"].dropna()
    if margins.empty:
        return
    margin = float(margins.iloc[0])
    needed = {f"n_{m}": pairs_for_equivalence(margin=margin, moving=m / 100) for m in (30, 45, 60)}
    told = {name: formats.integer(n, lang=view.lang) for name, n in needed.items()}
    size = formats.points(margin, lang=view.lang, signed=False)
    yield paragraph(view.say("stable_needs", margin=size, **told), kind="note")


def off_scale(view: View, audience: Audience) -> Blocks:
    """Answers on and off the scale, question by question and wave by wave."""
    levels = of_audience(view, view.selected.all_levels, audience.id)
    rows = levels.frame.drop_duplicates(["item", "wave"])
    codebook = view.selected.study.codebook().drop_duplicates("item").set_index("item")
    waves = {w.value: w.label.of(view.lang) for w in Wave}
    frame = pd.DataFrame(
        {
            view.say("question"): rows["item"].map(codebook[f"label_{view.lang}"]),
            view.say("wave"): rows["wave"].map(waves),
            view.say("on_scale"): [_count(view, n) for n in rows["base"]],
            view.say("off_scale"): [_count(view, n) for n in rows["n_non_substantive"]],
        }
    )
    caption = view.say("off_scale_caption", audience=audience.label.of(view.lang))
    return joined([table(tables.to_html(frame, caption=caption)), *_notes(view, levels)])


def flow_blocks(view: View) -> Blocks:
    """Invited, answered, recognised, paired, and the caution that the response rate asks for."""
    flow = _chosen(view, view.selected.flow)
    if flow.frame.empty:
        return _nothing(view)
    frame = tables.flow_table(flow, names=view.names, designs=view.designs, lang=view.lang)
    shown = table(tables.to_html(frame, caption=view.say("flow_caption")))
    return joined([*_pooled_note(view), shown, *_notes(view, flow)])


def flow_diagram(view: View) -> Blocks:
    """The same as boxes and arrows."""
    from declic_analysis.figures import flow_figure

    flow = _chosen(view, view.selected.flow)
    if flow.frame.empty:
        return _nothing(view)
    picture = flow_figure(flow, names=view.names, designs=view.designs, lang=view.lang)
    table_html = tables.to_html(picture.table, caption=picture.title)
    shown = drawing(picture, title=picture.title, note=picture.note, table_html=table_html, summary=view.say("numbers"))
    return joined([*_pooled_note(view), shown])


def range_rows(view: View, audience: Audience) -> Blocks:
    """Worst and best case of each net shift, if the people lost had all fallen, or all risen."""
    if audience.design not in STARTS:
        return not_followed(view, audience)
    published = view.selected.ranges
    own = published.frame[published.frame["audience"] == audience.id]
    ranges = disclosure.publish_range(own, rules=published.rules)
    frame = tables.range_table(ranges, codebook=view.selected.study.codebook(), lang=view.lang)
    caption = view.say("range_caption", audience=audience.label.of(view.lang))
    together = [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []
    return joined([*together, table(tables.to_html(frame, caption=caption)), *_notes(view, ranges)])


def of_audience(view: View, published: Published, audience: str, *, items: Sequence[str] | None = None) -> Published:
    """One audience (and some items) of a published result; what the gate has emptied stays empty."""
    frame, rules, by = published.frame, published.rules, published.by
    own = frame[frame["audience"] == audience]
    own = own if items is None else own[own["item"].isin(items)]
    if published.kind == "distribution":
        return disclosure.publish_distribution(own, rules=rules, by=by, codebook=view.selected.study.codebook())
    return _GATES[published.kind](own, rules=rules, by=by)


def _chosen(view: View, published: Published) -> Published:
    return of_audience(view, published, view.audience) if view.audience else published


def _narrow(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """Without the columns that say the same in each row: audience and design stand in the caption."""
    constant = [view.say("audience"), wording_header("design", lang=view.lang)]
    return frame.drop(columns=[name for name in constant if name in frame.columns])


def wording_header(key: str, *, lang: str) -> str:
    from declic_analysis.wording.texts import say

    return say(key, lang=lang)


def not_followed(view: View, audience: Audience) -> Blocks:
    design = wording.design_label(audience.design, lang=view.lang)
    told = view.say("not_paired", audience=audience.label.of(view.lang), design=design)
    return Blocks([paragraph(told, kind="absent")])


def _pooled_note(view: View, audience: str = "") -> Iterator[Block]:
    """Why an audience is shown for all territories on the page of one."""
    pooled = view.selected.pooled & {a.id for a in view.audiences}
    told = wording_header("pooled", lang=view.lang)
    if audience in pooled:
        yield paragraph(told, kind="withheld")
    elif not audience:
        yield from (paragraph(f"{view.names[a]}\u00a0: {told}", kind="withheld") for a in sorted(pooled))


def _notes(view: View, published: Published) -> Iterator[Block]:
    yield from (paragraph(note, kind="note") for note in wording.notes(published, lang=view.lang))


def _nothing(view: View) -> Blocks:
    reason = "no_answers" if view.selected.responses.empty else "nobody_followed"
    return Blocks([paragraph(view.say(reason), kind="absent")])


def _count(view: View, n: object) -> str:
    return view.say("not_published") if pd.isna(n) else wording.integer(n, lang=view.lang)  # type: ignore[call-overload]
