"""A collection while it runs, and the next one's numbers, as a cell shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from declic_analysis import perception, tables
from declic_analysis.reports.blocks import Block, Blocks, bullets, drawing, joined, paragraph, table
from declic_analysis.reports.gated import SEED, STARTS
from declic_analysis.reports.results import View
from declic_analysis.vocabulary import Diffusion
from declic_analysis.wording.collecting import basis_sentence, rule_sentence, told

if TYPE_CHECKING:
    from declic_analysis.study.model import Audience

Tables = Mapping[str, pd.DataFrame]


def status_blocks(view: View, found: Tables, *, by: str, diffusion: str) -> Blocks:
    """Counts of persons at each stage, action by action or structure by structure. Inside the house only."""
    if diffusion != Diffusion.INTERNAL:
        return _only_inside(view)
    status = _status(view, found, by=["audience", by])
    if status.empty:
        return Blocks([paragraph(view.say("no_answers"), kind="absent")])
    names = view.names | {s.id: s.name for s in view.selected.study.structures}
    frame = tables.collection_table(status, names=names, lang=view.lang)
    caption = told("actions_caption" if by == "action" else "structures_caption", lang=view.lang)
    return Blocks([table(tables.to_html(frame, caption=caption))])


def goal_blocks(view: View, *, diffusion: str) -> Blocks:
    """Each audience against the pairs that its plan needs, for the study's smallest change of interest."""
    if diffusion != Diffusion.INTERNAL:
        return _only_inside(view)
    needs, flow = needs_of(view, targets=[view.selected.study.analysis.smallest_change])
    if needs.empty:
        return Blocks([paragraph(view.say("no_answers"), kind="absent")])
    goal = perception.collection_goal(flow, needs=needs, target=view.selected.study.analysis.smallest_change)
    frame = tables.goal_table(goal, names=view.names, lang=view.lang)
    return Blocks([table(tables.to_html(frame, caption=told("goal_caption", lang=view.lang)))])


def needs_blocks(view: View) -> Blocks:
    """What the next campaign needs: the rule, what it rests on, the numbers, the curves."""
    needs, _ = needs_of(view)
    if needs.empty:
        return Blocks([paragraph(view.say("no_answers"), kind="absent")])
    rule, *rests = needs_sentences(view, needs)
    caption = told("needs_caption", lang=view.lang)
    frame = tables.needs_table(needs, names=view.names, lang=view.lang)
    shown: list[Block | Blocks] = [paragraph(rule), bullets(rests), table(tables.to_html(frame, caption=caption))]
    return joined([*shown, *(_curve(view, needs, audience) for audience in _planned(view))])


def needs_text(view: View) -> str:
    """The same for a terminal, without the curves."""
    needs, _ = needs_of(view)
    if needs.empty:
        return view.say("no_answers")
    frame = tables.needs_table(needs, names=view.names, lang=view.lang)
    return "\n".join([*needs_sentences(view, needs), "", frame.to_string(index=False)])


def needs_sentences(view: View, needs: pd.DataFrame) -> list[str]:
    """The rule that the numbers are for, then what each audience's numbers rest on."""
    first = needs.drop_duplicates("audience")
    rule = rule_sentence(power=float(first["power"].iloc[0]), n_tests=int(first["n_tests"].max()), lang=view.lang)
    rows = [row for _, row in first.iterrows()]
    return [rule, *(basis_sentence(row, audience=view.names[row["audience"]], lang=view.lang) for row in rows)]


def needs_of(view: View, *, targets: list[float] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`campaign_needs` and the flow it rests on, for the audiences whose change is measured."""
    selected, chosen = view.selected, view.selected.study.analysis
    ids = [audience.id for audience in _planned(view)]
    shift, flow = selected.unpublished()
    needs = perception.campaign_needs(
        shift[shift["audience"].isin(ids)],
        flow=flow[flow["audience"].isin(ids)],
        rng=np.random.default_rng(SEED),
        targets=targets or sorted({chosen.smallest_change, *perception.TARGETS}),
        alpha=chosen.alpha,
        confidence=chosen.confidence,
        minimum_base=selected.rules.base,
    )
    return needs, flow[flow["audience"].isin(ids)]


def _planned(view: View) -> list[Audience]:
    return [audience for audience in view.audiences if audience.design in STARTS]


def _curve(view: View, needs: pd.DataFrame, audience: Audience) -> Blocks:
    from declic_analysis.figures import power_figure

    own = needs[needs["audience"] == audience.id]
    chosen = view.selected.study.analysis
    curve = perception.power_curve(
        own, rng=np.random.default_rng(SEED), alpha=chosen.alpha, confidence=chosen.confidence
    )
    if curve.empty:
        return Blocks([])
    label = audience.label.of(view.lang)
    picture = power_figure(curve, needs=own, audience=label, lang=view.lang)
    title = view.say("figure_title", audience=label, title=picture.title, part="")
    numbers = tables.to_html(picture.table, caption=title)
    return drawing(picture, title=title, note=picture.note, table_html=numbers, summary=view.say("numbers"))


def _status(view: View, found: Tables, *, by: list[str]) -> pd.DataFrame:
    selected = view.selected
    parts = []
    for start in dict.fromkeys(STARTS.values()):
        ids = [a.id for a in view.audiences if STARTS.get(a.design, "before") == start]
        if not ids:
            continue
        answers, attendances, invitations = (
            _of(frame, ids) for frame in (selected.responses, found["attendances"], found["invitations"])
        )
        parts.append(
            perception.collection_status(
                answers,
                actions=found["actions"],
                attendances=attendances,
                invitations=invitations,
                by=by,
                wave_from=start,
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _of(frame: pd.DataFrame, audiences: list[str]) -> pd.DataFrame:
    return frame[frame["audience"].isin(audiences)]


def _only_inside(view: View) -> Blocks:
    return Blocks([paragraph(told("only_inside", lang=view.lang), kind="withheld")])
