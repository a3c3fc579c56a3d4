"""Published results of a selection. A territory is read beside the others: the gate must see what it hides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
import pandas as pd

from declic_analysis import disclosure, perception
from declic_analysis.disclosure import Published, Rules
from declic_analysis.reports import comparing
from declic_analysis.reports.hiring import followed
from declic_analysis.reports.once import once
from declic_analysis.vocabulary import Design, Diffusion, Grouping, JourneyUnit, Wave

if TYPE_CHECKING:
    from declic_analysis.reports.selection import Period
    from declic_analysis.study import Study

SEED = 20240101  # of the bootstrap interval of means, so that two runs print the same page
STARTS = {Design.PRE_POST.value: Wave.BEFORE.value, Design.RETRO_PRE_POST.value: Wave.RETRO_BEFORE.value}
_CONSTRUCT = ("audience", "construct", "scale", "direction")
Frame = pd.DataFrame
Analysis = Callable[[list[str]], Frame]  # grouping → result frame


class Thresholds(TypedDict):
    confidence: float
    margin: float
    alpha: float
    minimum_base: int


@dataclass(frozen=True, eq=False)
class Selected:
    """Answers of all territories, the invited, and which territory (empty: all) the reader asked for."""

    study: Study
    responses: Frame
    invited: Frame
    rules: Rules
    territory: str = ""
    registers: Mapping[str, Frame] = field(default_factory=dict)
    cutoff: dt.date | None = None
    period: Period | None = None
    both: Selected | None = None  # with the comparison group, where there is one: see reports.sides
    diffusion: str = Diffusion.INTERNAL.value
    # Of this selection alone: results shown that are no property here, by name; frames, by analysis and grouping.
    kept: dict[str, Published] = field(default_factory=dict, init=False)
    made: dict[tuple[str, ...], Frame] = field(default_factory=dict, init=False)

    def keep(self, name: str, result: Published) -> Published:
        """The same result, remembered under its name for the tables beside the report."""
        self.kept[name] = result
        return result

    @cached_property
    def journeys(self) -> Frame:
        """`conversions.journeys` of persons, all territories, not published yet; no row: not stated."""
        return followed.journeys_of(self, unit=JourneyUnit.PERSON)

    @cached_property
    def applications(self) -> Frame:
        """`conversions.journeys` of applications (person × company), the same way."""
        return followed.journeys_of(self, unit=JourneyUnit.APPLICATION)

    @cached_property
    def hires_cutoff(self) -> dt.date:
        """Last day of the facts that count; with neither a cut-off nor an answer, the last fact of the registers."""
        return followed.last_day(self)

    @cached_property
    def pooled(self) -> frozenset[str]:
        """Audiences shown for all territories together, because one territory alone may not be shown."""
        return _pooled(self) if self.territory else frozenset()

    @cached_property
    def persons(self) -> Published:
        """`person_shift` by audience."""
        return gated(self, lambda by: _persons(self, by), by=["audience"], publish=_publish_shift(self))

    @cached_property
    def items(self) -> Published:
        """`paired_shift` by audience and item."""
        return gated(self, lambda by: _items(self, by), by=["audience", "item"], publish=_publish_shift(self))

    @cached_property
    def paired_levels(self) -> Published:
        """`distribution` by audience, item and wave, of the people seen in both waves."""
        return self._levels(paired=True)

    @cached_property
    def all_levels(self) -> Published:
        """`distribution` by audience, item and wave, of everybody who answered."""
        return self._levels(paired=False)

    @cached_property
    def gaps(self) -> Published:
        """`gap_change` of the audiences that are followed, all territories together: a gap needs both audiences."""
        starts = {a.id: STARTS[a.design] for a in self.study.audiences if a.design in STARTS}
        frame = perception.gap_change(
            self.responses, codebook=self.study.codebook(), wave_from=starts, **_thresholds(self)
        )
        return disclosure.publish_gap_change(frame, rules=self.rules)

    @cached_property
    def audience_gaps(self) -> Published:
        """`audience_gap` by wave, of everybody who answered, all territories together."""
        confidence = _thresholds(self)["confidence"]
        rng, codebook = np.random.default_rng(SEED), self.study.codebook()
        frame = perception.audience_gap(self.responses, codebook=codebook, rng=rng, confidence=confidence)
        return disclosure.publish_audience_gap(frame, rules=self.rules)

    @cached_property
    def ranges(self) -> Published:
        """`shift_range` by audience and item, all territories together, of the audiences that are followed."""
        codebook = self.study.codebook()
        frame = _by_start(
            self,
            lambda answers, wave: perception.shift_range(
                answers, codebook=codebook, invited=self.invited, wave_from=wave
            ),
        )
        return disclosure.publish_range(frame, rules=self.rules)

    @cached_property
    def scales(self) -> Published:
        """`scale_reliability`, all territories together: constructs of several questions only."""
        frame = perception.scale_reliability(
            self.responses,
            codebook=self.study.codebook(),
            confidence=self.study.analysis.confidence,
            minimum_base=self.rules.base,
        )
        return disclosure.publish_scales(frame[frame["n_items"] > 1], rules=self.rules)

    @cached_property
    def stayers(self) -> Published:
        """`stayers_and_leavers` with `weighted_shift` beside, of the audiences that are followed."""
        codebook, by = self.study.codebook(), ["audience", "item"]

        def both(answers: Frame, wave: str) -> Frame:
            stayed = perception.stayers_and_leavers(answers, codebook=codebook, wave_from=wave)
            weighted = perception.weighted_shift(answers, codebook=codebook, wave_from=wave)
            columns = [*by, "net_shift", "weighted_shift", "n_effective"]
            return stayed.merge(weighted[columns], on=by, how="left", validate="one_to_one")

        return disclosure.publish_stayers(_by_start(self, both), rules=self.rules)

    @cached_property
    def other_waves(self) -> list[Published]:
        """`shift_by_waves`, a comparison each, all territories together, without those that `items` holds already."""
        publish, by = _publish_shift(self), ["audience", "item"]
        return [publish(frame, rules=self.rules, by=by) for frame in _other_waves(self)]

    @cached_property
    def groups(self) -> Published:
        """`heterogeneity` of persons by audience, all territories together, of the audiences that are followed."""
        return disclosure.publish_heterogeneity(_groups(self), rules=self.rules, pooled=_pooled(self))

    @cached_property
    def formats(self) -> Published:
        """`format_shift` by audience and item, all territories together, of the audiences that are followed."""
        rules, behind = self.rules, _contributors(self.responses, by=["audience", "item", "format"])
        return disclosure.publish_formats(_formats(self), rules=rules, contributors=behind)

    @cached_property
    def actions(self) -> Published:
        """`action_shift` of the same."""
        behind = _contributors(self.responses, by=["audience", "item", "format", "action"])
        frame = _actions(self)
        return disclosure.publish_actions(frame, rules=self.rules, formats=self.formats, contributors=behind)

    @cached_property
    def model(self) -> Published:
        """`change_model` by item, and below by construct where it has several items (item empty)."""
        behind = _contributors(self.responses, by=["audience", "item"])
        return disclosure.publish_model(_model(self), rules=self.rules, contributors=behind)

    @cached_property
    def comparison(self) -> Published | None:
        """`group_comparison`, all territories together; None without a comparison group or anybody followed."""
        starts = {a.id: STARTS[a.design] for a in self.study.audiences if a.design in STARTS}
        declared = self.study.comparison_group is not None and starts
        return comparing.compared(self.both or self, starts=starts, seed=SEED) if declared else None

    @cached_property
    def unpaired(self) -> Published:
        """`unpaired_shift` by audience and item, of the audiences whose waves are two groups of people."""
        return gated(
            self,
            lambda by: _unpaired(self, by),
            by=["audience", "item"],
            publish=wave_gate(self, disclosure.publish_unpaired),
        )

    @cached_property
    def one_wave(self) -> Published:
        """`wave_level` by audience and item, of the audiences asked afterwards only."""
        return gated(
            self,
            lambda by: _one_wave(self, by),
            by=["audience", "item"],
            publish=wave_gate(self, disclosure.publish_level),
        )

    @cached_property
    def partly_paired(self) -> Published:
        """`partly_paired`, all territories together, of audiences that are followed and have people outside the pairs
        in both waves.
        """
        behind = _contributors(self.responses, by=["audience", "item"])
        return disclosure.publish_partly_paired(_partly_paired(self), rules=self.rules, contributors=behind)

    @cached_property
    def first_answers(self) -> Published:
        """`first_answer_groups`, all territories together, of the audiences that are followed."""
        codebook = self.study.codebook()
        frame = _by_start(
            self, lambda answers, wave: perception.first_answer_groups(answers, codebook=codebook, wave_from=wave)
        )
        return disclosure.publish_first_answers(frame, rules=self.rules)

    def _levels(self, *, paired: bool) -> Published:
        by = ["audience", "item", "wave"]
        return gated(self, lambda names: _levels(self, names, paired=paired), by=by, publish=_publish_levels(self))

    @cached_property
    def flow(self) -> Published:
        """`collection_flow` by audience."""
        return gated(self, lambda by: _flow(self, by), by=["audience"], publish=disclosure.publish_flow)

    def unpublished(self) -> tuple[Frame, Frame]:
        """`paired_shift` by audience and item and `collection_flow` by audience, all territories: to plan with, never
        to be shown.
        """
        return _items(self, ["audience", "item"]), _flow(self, ["audience"])


def gated(selected: Selected, analysis: Analysis, *, by: list[str], publish: Callable[..., Published]) -> Published:
    """All territories together; or one territory's rows, as the gate leaves them beside the other territories'."""
    rules, together = selected.rules, analysis(by)
    if not selected.territory:
        return publish(together, rules=rules, by=by)
    pooled, split = selected.pooled, [*by[:1], "territory", *by[1:]]
    apart = publish(analysis(split), rules=rules, by=split, pooled=pooled).frame
    own = apart[(apart["territory"] == selected.territory) & ~apart["audience"].isin(pooled)].drop(columns="territory")
    shared = publish(together[together["audience"].isin(pooled)], rules=rules, by=by).frame
    # Rows that the gate has emptied stay empty: their marks travel with them.
    return publish(_stacked(own, shared), rules=rules, by=by)


def _publish_shift(selected: Selected) -> Callable[..., Published]:
    """The gate, told which structures the people behind each row come from."""

    def publish(frame: Frame, *, rules: Rules, by: list[str], pooled: Collection[str] = ()) -> Published:
        behind = _contributors(selected.responses, by=by)
        return disclosure.publish_shift(frame, rules=rules, by=by, contributors=behind, pooled=pooled)

    return publish


def wave_gate(selected: Selected, gate: Callable[..., Published]) -> Callable[..., Published]:
    """A gate, told which structures the people who answered each wave come from."""

    def publish(frame: Frame, *, rules: Rules, by: list[str], pooled: Collection[str] = ()) -> Published:
        behind = _by_structure(selected.responses, by=[*by, "wave"])
        return gate(frame, rules=rules, by=by, contributors=behind, pooled=pooled)

    return publish


def _contributors(responses: Frame, *, by: list[str]) -> Frame:
    """Persons seen in two waves, per structure."""
    waves = responses.groupby(["person", "audience"])["wave"].transform("nunique")
    return _by_structure(responses[responses["identified"].astype(bool) & (waves > 1)], by=by)


def _by_structure(responses: Frame, *, by: list[str]) -> Frame:
    """Persons per structure; someone of no known structure stands for one of their own."""
    named = responses.assign(structure=responses["structure"].fillna(responses["person"]))
    return named.groupby([*by, "structure"], dropna=False)["person"].nunique().rename("n").reset_index()


def _stacked(*frames: Frame) -> Frame:
    """Frames of the same columns, one under the other, in the order of the first that has rows."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]


def _pooled(selected: Selected) -> frozenset[str]:
    """By persons and by items: whoever may not be shown apart in one is not in the other either."""
    found: set[str] = set()
    for analysis, by, counts, gate in _SPLIT:
        split = [*by[:1], "territory", *by[1:]]
        apart, total = analysis(selected, split), analysis(selected, by)
        found |= disclosure.pooled_audiences(apart, rules=selected.rules, total=total, counts=counts)
        rows = gate(apart, rules=selected.rules, by=split).frame
        measured = set(apart.loc[(apart[list(counts)] > 0).all(axis=1), "audience"])
        # Audiences that have answers, and of which no territory passes the gate.
        found |= measured - set(rows.loc[rows["published"].astype(bool), "audience"])
    return frozenset(found)


def _starts(study: Study, *, others: str = "") -> Iterator[tuple[str, list[str]]]:
    """First wave of the comparison → the audiences whose design starts there; `others`: that of all other designs."""
    waves = {a.id: STARTS.get(a.design, others) for a in study.audiences}
    for wave in dict.fromkeys(waves.values()):
        if wave:
            yield wave, [audience for audience, start in waves.items() if start == wave]


def _by_start(selected: Selected, analysis: Callable[[Frame, str], Frame]) -> Frame:
    """The analysis of each design from its own first wave, one under the other: designs are never pooled."""
    answers = selected.responses
    parts = [analysis(answers[answers["audience"].isin(ids)], wave) for wave, ids in _starts(selected.study)]
    return _stacked(*parts) if parts else analysis(answers.iloc[0:0], Wave.BEFORE.value)


def _thresholds(selected: Selected) -> Thresholds:
    chosen = selected.study.analysis
    return Thresholds(
        confidence=chosen.confidence,
        margin=chosen.smallest_change,
        alpha=chosen.alpha,
        minimum_base=selected.rules.base,
    )


@once
def _persons(selected: Selected, by: list[str]) -> Frame:
    codebook, options = selected.study.codebook(), _thresholds(selected)
    return _by_start(
        selected,
        lambda answers, wave: perception.person_shift(answers, codebook=codebook, by=by, wave_from=wave, **options),
    )


@once
def _items(selected: Selected, by: list[str]) -> Frame:
    codebook, options, rng = selected.study.codebook(), _thresholds(selected), np.random.default_rng(SEED)
    return _by_start(
        selected,
        lambda answers, wave: perception.paired_shift(
            answers, codebook=codebook, by=by, wave_from=wave, rng=rng, **options
        ),
    )


def _designed(selected: Selected, design: Design) -> Frame:
    """Answers of the audiences of one design."""
    chosen = [a.id for a in selected.study.audiences if a.design == design]
    return selected.responses[selected.responses["audience"].isin(chosen)]


@once
def _unpaired(selected: Selected, by: list[str]) -> Frame:
    return perception.unpaired_shift(
        _designed(selected, Design.UNPAIRED), codebook=selected.study.codebook(), by=by,
        rng=np.random.default_rng(SEED), **_thresholds(selected),
    )  # fmt: skip


@once
def _one_wave(selected: Selected, by: list[str]) -> Frame:
    answers, confidence = _designed(selected, Design.POST_ONLY), selected.study.analysis.confidence
    return perception.wave_level(answers, codebook=selected.study.codebook(), by=by, confidence=confidence)


def _partly_paired(selected: Selected) -> Frame:
    codebook, rng = selected.study.codebook(), np.random.default_rng(SEED)
    frame = _by_start(
        selected,
        lambda answers, wave: perception.partly_paired(
            answers, codebook=codebook, wave_from=wave, rng=rng, **_thresholds(selected)
        ),
    )
    least = frame[["n_before", "n_after"]].min(axis=1).where(frame["part"] == "unpaired", 0)
    both = least.groupby([frame["audience"], frame["item"]]).transform("max") > 0
    return frame[both].reset_index(drop=True)


def _other_waves(selected: Selected) -> Iterator[Frame]:
    """Comparisons beside the design's own, of audiences with anybody seen in both waves."""
    frame = perception.shift_by_waves(selected.responses, codebook=selected.study.codebook(), **_thresholds(selected))
    starts = {a.id: STARTS.get(a.design, "") for a in selected.study.audiences}
    own = (frame["wave_from"] == frame["audience"].map(starts)) & (frame["wave_to"] == Wave.AFTER.value)
    for _, rows in frame[~own].groupby(["wave_from", "wave_to", "month"], sort=False, dropna=False):
        followed = rows.groupby("audience")["n_pairs"].transform("max") > 0
        if followed.any():
            yield rows[followed].reset_index(drop=True)


def _groups(selected: Selected) -> Frame:
    """Groupings that the study's tables allow; participations up to the middle of the collection."""
    middle = perception.middle_of_collection(selected.responses)
    found = selected.registers.get
    kinds = [] if found("structures") is None else [Grouping.STRUCTURE_KIND]
    doses = [] if middle is None else [Grouping.REPEAT, Grouping.N_ACTIONS, Grouping.N_KINDS]
    codebook, rng = selected.study.codebook(), np.random.default_rng(SEED)
    return _by_start(
        selected,
        lambda answers, wave: perception.heterogeneity(
            answers, codebook=codebook, groupings=[Grouping.TERRITORY, Grouping.FORMAT, *kinds, *doses], rng=rng,
            wave_from=wave, landmark=middle, confidence=selected.study.analysis.confidence,
            actions=found("actions"), attendances=found("attendances"), structures=found("structures"),
        ),
    )  # fmt: skip


def _formats(selected: Selected) -> Frame:
    codebook, level = selected.study.codebook(), selected.study.analysis.confidence
    return _by_start(
        selected,
        lambda answers, wave: perception.format_shift(
            answers, codebook=codebook, wave_from=wave, confidence=level, small=selected.rules.base
        ),
    )


def _actions(selected: Selected) -> Frame:
    """With the territory of each action; one recorded in several stands in none."""
    codebook, level = selected.study.codebook(), selected.study.analysis.confidence
    frame = _by_start(
        selected,
        lambda answers, wave: perception.action_shift(answers, codebook=codebook, wave_from=wave, confidence=level),
    )
    places = selected.responses[["action", "territory"]].drop_duplicates().dropna(subset=["action"])
    known = places.drop_duplicates("action", keep=False).set_index("action")["territory"]
    return frame.assign(territory=frame["action"].map(known.to_dict()))


def _model(selected: Selected) -> Frame:
    codebook, level = selected.study.codebook(), selected.study.analysis.confidence

    def both(answers: Frame, wave: str) -> Frame:
        items = perception.change_model(answers, codebook=codebook, wave_from=wave, confidence=level)
        several = items.groupby(list(_CONSTRUCT))["item"].transform("nunique") > 1
        asked = answers[answers["item"].isin(items.loc[several, "item"])]
        pooled = perception.change_model(
            asked, codebook=codebook, unit="construct", wave_from=wave, confidence=level
        ).assign(item="")
        return _stacked(items, pooled[pooled["n_items"] > 1])

    return _by_start(selected, both)


def _levels(selected: Selected, by: list[str], *, paired: bool) -> Frame:
    codebook = selected.study.codebook()
    if not paired:
        return perception.distribution(selected.responses, codebook=codebook, by=by)
    return _by_start(
        selected,
        lambda answers, wave: perception.distribution(
            answers, codebook=codebook, by=by, paired=True, wave_from=wave, wave_to=Wave.AFTER.value
        ),
    )


def _publish_levels(selected: Selected) -> Callable[..., Published]:
    codebook = selected.study.codebook()

    def publish(frame: Frame, **options: Any) -> Published:
        return disclosure.publish_distribution(frame, codebook=codebook, **options)

    return publish


@once
def _flow(selected: Selected, by: list[str]) -> Frame:
    """All audiences: where nothing is paired, who answered is still worth a line."""
    answers, invited = selected.responses, selected.invited
    parts = [
        perception.collection_flow(
            answers[answers["audience"].isin(ids)],
            invited=invited[invited["audience"].isin(ids)],
            by=by,
            wave_from=wave,
        )
        for wave, ids in _starts(selected.study, others=Wave.BEFORE.value)
    ]
    order = {a.id: k for k, a in enumerate(selected.study.audiences)}
    return _stacked(*parts).sort_values("audience", key=lambda ids: ids.map(order), kind="stable")


_SPLIT: tuple[tuple[Callable[[Selected, list[str]], Frame], list[str], tuple[str, ...], Callable[..., Published]], ...]
_SPLIT = (
    (_persons, ["audience"], ("n_pairs",), disclosure.publish_shift),
    (_items, ["audience", "item"], ("n_pairs",), disclosure.publish_shift),
    (_unpaired, ["audience", "item"], ("n_before", "n_after"), disclosure.publish_unpaired),
    (_one_wave, ["audience", "item"], ("n",), disclosure.publish_level),
)
