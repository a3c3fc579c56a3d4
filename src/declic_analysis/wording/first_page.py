"""The first page of a review: every line from the data or the study, or "non renseigné"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.errors import ContractError, message
from declic_analysis.study import Study
from declic_analysis.study.model import Audience, Words
from declic_analysis.vocabulary import Design, Measure, RecommendationState, Verdict
from declic_analysis.wording import sentences
from declic_analysis.wording.convergence import both_views
from declic_analysis.wording.designs import apart_line, less_after, level_answer, one_audience, unpaired_answer
from declic_analysis.wording.done import OF_ACTIONS, reached
from declic_analysis.wording.formats import day, integer, missing, percent, points
from declic_analysis.wording.steps import follow_ups
from declic_analysis.wording.texts import say


@dataclass(frozen=True)
class Section:
    """A heading and its lines; `numbered` where the lines are counted."""

    heading: str
    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class FirstPage:
    """What the committee reads first. `flag` is empty for real data."""

    header: str
    flag: str
    by_line: str
    sections: tuple[Section, ...]
    lang: str = "fr"

    def as_text(self) -> str:
        """The page as plain text, one line a row."""
        top = [" ".join(part for part in (self.header, self.flag) if part), self.by_line]
        return "\n".join([*top, *(line for section in self.sections for line in self._section(section))])

    def _section(self, section: Section) -> list[str]:
        if len(section.lines) == 1 and not section.numbered:
            return [say("heading_line", lang=self.lang, heading=section.heading, line=section.lines[0])]
        marks = [f"{k} " if section.numbered else "– " for k in range(1, len(section.lines) + 1)]
        return [section.heading, *(f"{mark}{line}" for mark, line in zip(marks, section.lines, strict=True))]


@dataclass(frozen=True)
class _Results:
    """One row an audience: persons and flow, where published or not."""

    study: Study
    persons: pd.DataFrame
    flow: pd.DataFrame
    lang: str
    pooled: frozenset[str] = frozenset()
    apart: Mapping[str, Published | None] = field(default_factory=dict)

    def of_design(self, audience: Audience) -> Published | None:
        """Gaps or levels of an audience whose people are not followed, by its design."""
        published = self.apart.get(audience.design)
        return None if published is None else one_audience(published, audience.id)

    def label(self, audience: Audience) -> str:
        """The audience, with the words that tell a page of one territory that this line is about all of them."""
        name = audience.label.of(self.lang)
        return say("pooled_audience", lang=self.lang, audience=name) if audience.id in self.pooled else name

    @property
    def clustered(self) -> bool:
        """Every interval shown allows for actions."""
        gaps = self.apart.get(Design.UNPAIRED.value)
        frames = [self.persons[self.persons["published"].astype(bool)], *([gaps.shown] if gaps else [])]
        found = [sentences.is_clustered(row) for frame in frames for _, row in frame.iterrows()]
        return bool(found) and all(found)

    def person_row(self, audience: str) -> pd.Series | None:
        return _row(self.persons, audience)

    def flow_row(self, audience: str) -> pd.Series | None:
        return _row(self.flow, audience)

    def no_pair(self, audience: str) -> bool:
        """Nobody was seen in both waves: not a matter of protection, so the reader is told what to look for."""
        row = self.flow_row(audience)
        return row is not None and bool(row["published"]) and not missing(row["n_pairs"]) and int(row["n_pairs"]) == 0

    def response_rate(self, audience: str) -> float | None:
        row = self.flow_row(audience)
        return None if row is None or missing(row["response_rate"]) else float(row["response_rate"])

    def design(self, audience: Audience) -> str:
        row = self.person_row(audience.id)
        known = None if row is None else row["design"]
        return sentences.design_label(audience.design if missing(known) else known, lang=self.lang)


def first_page(
    study: Study,
    *,
    persons: Published,
    shift: Published,
    flow: Published,
    gaps: Published | None = None,
    taken: Published | None = None,
    cost: float | None = None,
    unpaired: Published | None = None,
    one_wave: Published | None = None,
    followed: Published | None = None,
    quality: Published | None = None,
    voice: str = "",
    cutoff: dt.date,
    period: str = "",
    territory: str = "",
    audience: str = "",
    pooled: Collection[str] = (),
    lang: str = "fr",
) -> FirstPage:
    """The first page, as docs/architecture.md and the mission lay it out.

    Parameters: persons, `person_shift` by audience; shift, `paired_shift` by audience and item; flow, `collection_flow`
    by audience; gaps, `gap_change` (None: not stated); taken, `participation` of the selection in one row (None: not
    stated); cost, euros of the whole study (None: not stated); unpaired, `unpaired_shift`, and one_wave, `wave_level`,
    by audience and item, for the audiences whose people are not followed; followed, `step_rates` of persons, and
    quality, `quality_shares` (None or no row: not stated); the frames all published. voice, a quotation
    with who says it, from `wording.words.voice` (empty: not stated). cutoff, the date the data stop;
    period and territory, as the reader should see them (empty: the whole); audience, an id, where the page is about one
    only; pooled, the audiences whose results are those of all territories together.
    Raises: ContractError, when a frame is not published or has several rows for an audience.
    """
    for result, kind in ((persons, "shift"), (shift, "shift"), (flow, "flow")):
        require_published(result, kind=kind)
    apart = {Design.UNPAIRED.value: unpaired, Design.POST_ONLY.value: one_wave}
    results = _Results(study, _one_row_each(persons), _one_row_each(flow), lang, frozenset(pooled), apart)
    audiences = [a for a in study.audiences if audience in ("", a.id)]
    return FirstPage(
        header=_header(study, cutoff=cutoff, period=period, territory=territory, lang=lang),
        flag=say("fiction", lang=lang) if study.fictitious else "",
        by_line=_by_line(study, lang=lang),
        sections=tuple(
            _sections(
                results,
                audiences,
                shift=shift,
                gaps=gaps,
                follow_ups=follow_ups(followed, quality, lang=lang),
                done=_done(study, taken=taken, cost=cost, whole=not (period or territory or audience), lang=lang),
                voice=voice,
            )
        ),
        lang=lang,
    )


def _sections(
    results: _Results,
    audiences: list[Audience],
    *,
    shift: Published,
    gaps: Published | None,
    follow_ups: str,
    done: str,
    voice: str,
) -> Iterator[Section]:
    lang, study = results.lang, results.study
    between = "\u202f; " if lang == "fr" else "; "
    answer = between.join(_answer(results, a) + _worsened(results, a, shift=shift) for a in audiences)
    yield Section(say("one_sentence", lang=lang), (f"{answer}.",))
    observed = (*_observed(results, audiences, gaps=gaps), follow_ups)
    yield Section(say("observed", lang=lang), observed, numbered=True)
    yield Section(say("done_planned", lang=lang), (done,))
    yield Section(say("respondents", lang=lang), tuple(_respondents(results, a) for a in audiences))
    yield Section(say("not_known", lang=lang), tuple(_not_known(results)))
    yield Section(say("went_wrong", lang=lang), (_told(study.narrative.surprises, lang=lang),))
    yield Section(say("voice", lang=lang), (voice or say("unknown", lang=lang),))
    yield Section(say("recommendations", lang=lang), (_recommendations(study, lang=lang),))
    yield _decisions(study, lang=lang)


def _header(study: Study, *, cutoff: dt.date, period: str, territory: str, lang: str) -> str:
    title = ", ".join(part for part in (say("title", lang=lang), study.phase.of(lang) if study.phase else "") if part)
    stop = say("cutoff_unknown" if missing(cutoff) else "cutoff", lang=lang, date=day(cutoff, lang=lang))
    return " · ".join(part for part in (study.programme.of(lang).upper(), title, territory, period, stop) if part)


def _by_line(study: Study, *, lang: str) -> str:
    interests = _told(study.narrative.interests, lang=lang)
    if study.narrative.evaluators is None:
        return say("by_line_unknown", lang=lang, interests=interests)
    return say("by_line", lang=lang, evaluators=study.narrative.evaluators.of(lang), interests=interests)


def _answer(results: _Results, audience: Audience) -> str:
    lang, label, row = results.lang, results.label(audience), results.person_row(audience.id)
    apart = results.of_design(audience)
    if apart is not None and len(apart.frame):
        answer = unpaired_answer(apart, lang=lang) if apart.kind == "unpaired" else level_answer(apart, lang=lang)
        key = "audience_apart" if answer else "audience_withheld"
        return say(key, lang=lang, audience=label, answer=answer)
    if row is None:
        return say("audience_unmeasured", lang=lang, audience=label)
    if not bool(row["published"]):
        return say("audience_withheld", lang=lang, audience=label)
    gated = str(row["verdict"]) in sentences.GATED
    answer = say("answer_none", lang=lang)
    if gated:
        verdict, net = sentences.verdict_label(row, lang=lang), points(row["net_shift"], lang=lang)
        answer = say("answer_shift", lang=lang, verdict=verdict, shift=net)
    sure = sentences.certainty(row, response_rate=results.response_rate(audience.id), lang=lang)
    return say("audience_answer", lang=lang, audience=label, answer=answer, certainty=sure)


def _worsened(results: _Results, audience: Audience, *, shift: Published) -> str:
    """The questions that went the other way: the sentence of the page does not leave them to the annex."""
    rows = shift.shown
    if not {"audience", "item"} <= set(rows.columns):
        return ""
    down = rows["verdict"].isin([Verdict.WORSENING.value, Verdict.WORSENING_NOTABLE.value])
    items = [results.study.item(item) for item in rows.loc[down & (rows["audience"] == audience.id), "item"]]
    apart = results.of_design(audience)
    fallen = [] if apart is None or apart.kind != "unpaired" else less_after(apart)
    named = ", ".join(_short(results, item) for item in [*(item.id for item in items), *fallen])
    return say("less_after" if fallen else "worsened", lang=results.lang, items=named) if named else ""


def _short(results: _Results, item: str) -> str:
    found = results.study.item(item)
    return (found.short or found.wording).of(results.lang)


def _observed(results: _Results, audiences: list[Audience], *, gaps: Published | None) -> Iterator[str]:
    yield from (_persons_line(results, audience) for audience in audiences)
    if len(audiences) > 1:
        unknown = say("both_views", lang=results.lang, told=say("unknown", lang=results.lang))
        yield unknown if gaps is None else both_views(gaps, lang=results.lang)


def _persons_line(results: _Results, audience: Audience) -> str:
    lang, label, row = results.lang, results.label(audience), results.person_row(audience.id)
    apart = results.of_design(audience)
    if apart is not None and len(apart.frame):
        line = apart_line(apart, flow=results.flow_row(audience.id), lang=lang)
        return say("audience_apart", lang=lang, audience=label, answer=line[:1].lower() + line[1:])
    if audience.design == Design.TESTIMONY:
        return say("persons_testimony", lang=lang, audience=label)
    if row is None:
        return say("persons_absent", lang=lang, audience=label)
    if results.no_pair(audience.id):
        return say("persons_no_pair", lang=lang, audience=label)
    if not bool(row["published"]):
        told = sentences.suppressed_sentence(row["reason"], lang=lang)
        return say("persons_withheld", lang=lang, audience=label, suppressed=told)
    counts = {name: integer(row[f"n_{name}"], lang=lang) for name in ("up", "down", "same")}
    return say(
        "persons_flow" if bool(row["flow_published"]) else "persons_no_flow",
        lang=lang,
        audience=label,
        k=integer(row["n_pairs"], lang=lang),
        verdict=sentences.brief_sentence(row, lang=lang),
        **counts,
    )


def _done(study: Study, *, taken: Published | None, cost: float | None, whole: bool, lang: str) -> str:
    """Targets and costs are declared for the whole study: the page of a part does not borrow them."""
    row = None if taken is None else require_published(taken, kind="participation").frame.iloc[0]
    told = {measure: reached(measure, taken=taken, lang=lang) for measure in OF_ACTIONS}
    if whole:
        told = {m: f"{reached}\u00a0/\u00a0{_target(study, m, lang=lang)}" for m, reached in told.items()}
    return say(
        "done_line",
        lang=lang,
        actions=told[Measure.ACTIONS],
        persons=told[Measure.PERSONS],
        attendances=told[Measure.PARTICIPATIONS] + _coverage(row, lang=lang),
        cost=reached(Measure.COST, cost=cost if whole else None, lang=lang),
    )


def _target(study: Study, measure: Measure, *, lang: str) -> str:
    """The target of the one indicator that the framework gives this measure."""
    named = [i.target for q in study.framework.questions for i in q.indicators if i.measure == measure]
    return integer(named[0], lang=lang) if len(named) == 1 and named[0] is not None else say("unknown", lang=lang)


def _coverage(row: pd.Series | None, *, lang: str) -> str:
    """Said where actions were held without an attendance sheet: their participations are not in the count."""
    if row is None or missing(row["n_participations"]) or missing(row["n_actions"]):
        return ""
    kept, held = int(row["n_with_sheet"]), int(row["n_actions"])
    told = {"kept": integer(kept, lang=lang), "held": integer(held, lang=lang)}
    counted = integer(row["n_counted"], lang=lang) if not missing(row["n_counted"]) else ""
    more = say("counted_on_spot", lang=lang, n=counted) if counted else ""
    return f" ({say('sheets_kept', lang=lang, **told)}{more})" if kept < held else ""


def _respondents(results: _Results, audience: Audience) -> str:
    lang, label, row = results.lang, results.label(audience), results.flow_row(audience.id)
    if row is None:
        return say("persons_absent", lang=lang, audience=label)
    rate, design = results.response_rate(audience.id), results.design(audience)
    told = {"audience": label, "design": design, "prudence": sentences.prudence(rate, lang=lang)}
    if not bool(row["published"]):
        return say("respondents_withheld", lang=lang, **told)
    told["pairs"] = _linked(row, audience, lang=lang)
    if rate is None:
        return say("respondents_unknown", lang=lang, answered=_count(row["n_persons"], lang=lang), **told)
    return say(
        "respondents_line",
        lang=lang,
        answered=integer(rate * float(row["n_invited"]), lang=lang),
        invited=integer(row["n_invited"], lang=lang),
        rate=percent(rate, lang=lang),
        **told,
    )


def _count(n: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)


def _linked(row: pd.Series, audience: Audience, *, lang: str) -> str:
    """Pairs; where nobody is followed, the respondents of each wave."""
    if audience.design == Design.UNPAIRED:
        sides = {name: _count(row[f"n_{name}"], lang=lang) for name in ("before", "after")}
        return say("not_linked", lang=lang, **sides)
    return say("only_after", lang=lang) if audience.design == Design.POST_ONLY else _pairs(row, lang=lang)


def _pairs(row: pd.Series, *, lang: str) -> str:
    if missing(row["n_pairs"]):
        return f"{say('pairs', lang=lang)} {say('not_published', lang=lang)}"
    unit = "one_pair" if int(row["n_pairs"]) == 1 else "pairs"
    return f"{integer(row['n_pairs'], lang=lang)}\u00a0{say(unit, lang=lang)}"


def _not_known(results: _Results) -> Iterator[str]:
    study, lang = results.study, results.lang
    others = _told(study.narrative.other_explanations, lang=lang)
    yield say(_share(study), lang=lang, others=others)
    if len(study.territories) > 1:
        yield say("territory_share", lang=lang)
    yield say("independence_structure" if results.clustered else "independence", lang=lang)
    yield say("main_limit", lang=lang, limit=_told(study.narrative.main_limit, lang=lang))


def _share(study: Study) -> str:
    if study.comparison_group is None:
        return "no_comparison"
    return "with_lots" if study.comparison_group.randomised else "with_comparison"


def _recommendations(study: Study, *, lang: str) -> str:
    if not study.recommendations:
        return say("unknown", lang=lang)
    states = [recommendation.state for recommendation in study.recommendations]
    counts = {state.value: integer(states.count(state), lang=lang) for state in RecommendationState}
    # French counts 0 and 1 as singular.
    words = {
        f"{state.value}_word": say(f"{state.value}_{'many' if states.count(state) > 1 else 'one'}", lang=lang)
        for state in (RecommendationState.DONE, RecommendationState.NOT_STARTED)
    }
    return say("recommendation_counts", lang=lang, **counts, **words)


def _decisions(study: Study, *, lang: str) -> Section:
    lines = tuple(decision.of(lang) for decision in study.narrative.decisions)
    return Section(say("to_decide", lang=lang), lines or (say("unknown", lang=lang),), numbered=bool(lines))


def _told(words: Words | None, *, lang: str) -> str:
    return words.of(lang) if words else say("unknown", lang=lang)


def _row(frame: pd.DataFrame, audience: str) -> pd.Series | None:
    rows = frame[frame["audience"] == audience]
    return None if rows.empty else rows.iloc[0]


def _one_row_each(published: Published) -> pd.DataFrame:
    frame = published.frame
    if "item" in published.by or "audience" not in frame.columns or frame["audience"].duplicated().any():
        raise ContractError(
            message(fr="La première page veut une ligne par public.", en="The first page wants one row an audience."),
            where=published.kind,
            found=", ".join(published.by),
            allowed="audience",
            action=message(fr='Calculez avec by=("audience",).', en='Compute with by=("audience",).'),
        )
    return frame
