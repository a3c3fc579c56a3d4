"""The TREND checklist of a report: for each of its 22 items, what the study and the results shown here hold of it.

TREND: Transparent Reporting of Evaluations with Nonrandomized Designs, Des Jarlais, Lyles & Crepaz 2004
(doi:10.2105/AJPH.94.3.361). Nothing is ticked by hand: an item is covered where its evidence is there.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from declic_analysis import wording
from declic_analysis.reports.annexes.catalogue import used
from declic_analysis.reports.blocks import Blocks, paragraph, table
from declic_analysis.reports.rendering import slug
from declic_analysis.study import Study
from declic_analysis.vocabulary import Criterion
from declic_analysis.vocabulary.coverage import Coverage
from declic_analysis.wording.texts import say

Results = Mapping[str, pd.DataFrame]
WHERE = (
    *("first_page", "framework", "quality", "done", "framework", "questionnaire", "plan", "explanations", "method"),
    *("method", "method", "quality", "quality", "detail", "quality", "detail", "minds", "detail", "first_page"),
    *("explanations", "quality", "published"),
)


class Evidence(NamedTuple):
    """What an item is judged on. results: tidy, shown so far; tables: of the build; plan_before: True where a plan was
    frozen before the answers, False where after, None where there is none.
    """

    study: Study
    results: Results
    tables: Mapping[str, pd.DataFrame]
    plan_before: bool | None = None


def coverage(evidence: Evidence) -> list[Coverage]:
    """How much of each of the 22 items the report holds, in the order of the statement."""
    e = evidence
    return [*_about_the_study(e), *_about_the_design(e), *_about_the_people(e), *_about_the_results(e)]


def trend_blocks(evidence: Evidence, *, lang: str) -> Blocks:
    """The checklist with how many items are stated, where each is, and what is missing."""
    found = coverage(evidence)
    counts = {state.value: wording.integer(found.count(state), lang=lang) for state in Coverage}
    intro = say("trend_intro", lang=lang, total=wording.integer(len(found), lang=lang), **counts)
    source = paragraph(say("trend_source", lang=lang), kind="source")
    # Before any result most items are missing: the count says so, the rows would only repeat it.
    any_result = bool(used(evidence.results))
    kept = [n for n, state in enumerate(found, start=1) if any_result or state != Coverage.MISSING]
    rows = "".join(_row(n, found[n - 1], lang=lang) for n in kept)
    return Blocks([paragraph(intro), table(_markup(rows, lang=lang)), source])


def _of(whole: object, some: object = False) -> Coverage:
    return Coverage.COVERED if whole else Coverage.PARTLY if some else Coverage.MISSING


def _shown(e: Evidence, *names: str) -> pd.DataFrame:
    """Published rows of these results, one under the other; none where they were not shown."""
    frames = [e.results[name] for name in names if name in e.results]
    kept = [frame[frame["published"].astype(bool)] for frame in frames]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame()


def _any(e: Evidence, *names: str) -> bool:
    return any(not _shown(e, name).empty for name in names)


def _about_the_study(e: Evidence) -> Iterator[Coverage]:
    study, questions = e.study, e.study.framework.questions
    answered = _any(e, "items", "persons", "unpaired", "one_wave")
    yield _of(answered and study.narrative.evaluators, answered or study.narrative.evaluators)
    # The study has no place for the theory behind the actions: the need alone is part of the item.
    yield _of(False, any(q.criterion == Criterion.RELEVANCE for q in questions))
    yield _of(study.territories and _all_invited(e), not e.tables["responses"].empty)
    actions = e.tables.get("actions", pd.DataFrame())
    told = len(actions) and actions[["format", "action_on", "operator"]].notna().all(axis=None)
    yield _of(told, study.formats or len(actions))
    confirmatory = any(item.confirmatory for item in study.items)
    yield _of(questions and confirmatory, questions or confirmatory)
    yield _of(confirmatory and _any(e, "scales"), study.items)


def _about_the_design(e: Evidence) -> Iterator[Coverage]:
    study = e.study
    yield _of(e.plan_before, e.plan_before is not None)
    group = study.comparison_group
    yield _of(group and group.formed.fr, group)
    yield _of(False)  # masking: neither the study nor the data can tell
    rows = _shown(e, "items", "persons", "unpaired", "partly_paired")
    by_action = not rows.empty and "cluster_method" in rows and rows["cluster_method"].eq("cr2_t").any()
    yield _of(by_action, not rows.empty)
    yield _of(used(e.results))


def _about_the_people(e: Evidence) -> Iterator[Coverage]:
    flow, answers = _shown(e, "flow"), e.tables["responses"]
    yield _of(not flow.empty and _all_invited(e), not flow.empty)
    dated, actions = answers["answered_on"].notna(), e.tables.get("actions", pd.DataFrame())
    known = not actions.empty and actions["action_on"].notna().all()
    yield _of(len(answers) and dated.all() and known, dated.any())
    before, stayed = _any(e, "paired_levels", "all_levels", "items"), _any(e, "stayers")
    yield _of(before and stayed, before or stayed)
    yield _of(_any(e, "comparison", "stayers"))


def _about_the_results(e: Evidence) -> Iterator[Coverage]:
    study, everything = e.study, e.results.get("items", pd.DataFrame())
    published = _shown(e, "items")
    yield _of(len(published) and len(published) == len(everything), _any(e, "items", "persons", "unpaired", "one_wave"))
    yield _of(*_estimated(everything, published))
    yield _of(_any(e, "groups", "formats", "actions", "comparison"), len(published))
    told = study.narrative
    yield _of(told.surprises)
    yield _of(told.other_explanations and told.main_limit, told.other_explanations or told.main_limit)
    yield _of(_all_invited(e) and _any(e, "ranges"), _all_invited(e) or _any(e, "ranges"))
    yield _of(study.published_claims and study.published_figures, study.published_claims or study.published_figures)


def _estimated(everything: pd.DataFrame, published: pd.DataFrame) -> tuple[bool, bool]:
    """Whether every confirmatory question has a published interval; whether any question has one."""
    if published.empty:
        return False, False
    with_interval = published[published["net_low"].notna()]
    asked, told = (frame["confirmatory"].astype(bool).sum() for frame in (everything, with_interval))
    return bool(asked and asked == told), not with_interval.empty


def _all_invited(e: Evidence) -> bool:
    """The number invited is known for every audience that answered."""
    flow = _shown(e, "flow")
    return not flow.empty and bool(flow["n_invited"].notna().all())


def _markup(rows: str, *, lang: str) -> str:
    names = ("trend_item", "trend_state", "trend_where")
    head = "".join(f'<th scope="col">{html.escape(say(name, lang=lang))}</th>' for name in names)
    caption = html.escape(say("trend_caption", lang=lang))
    return (
        f'<table class="declic-table"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(number: int, state: Coverage, *, lang: str) -> str:
    name = html.escape(f"{number}. {say(f'trend_item_{number}', lang=lang)}")
    where = "" if state == Coverage.MISSING else _place(WHERE[number - 1], lang=lang)
    lack = "" if state == Coverage.COVERED else html.escape(say(f"trend_lack_{number}", lang=lang))
    told = " – ".join(part for part in (where, lack) if part)
    return f'<tr><th scope="row">{name}</th><td>{html.escape(state.label.of(lang))}</td><td>{told}</td></tr>'


def _place(chapter: str, *, lang: str) -> str:
    """A link to the chapter's heading; the first page has no anchor."""
    if chapter == "first_page":
        return html.escape(say("trend_first_page", lang=lang))
    title = say(f"trend_chapter_{chapter}", lang=lang)
    return f'<a href="#{slug(title)}">{html.escape(title, quote=False)}</a>'
