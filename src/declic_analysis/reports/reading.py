"""What notebooks import: a study, opened for one reader, and one thing to show for each call."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from declic_analysis import disclosure, errors, pipeline, plan, privacy, wording, workplace
from declic_analysis.errors import LANGUAGES, StudyError
from declic_analysis.pipeline import Build
from declic_analysis.reports import (
    annex,
    collecting,
    comparing,
    designs,
    gaps,
    groups,
    models,
    registers,
    results,
    tidy,
    waves,
)
from declic_analysis.reports.annexes import AnnexReading
from declic_analysis.reports.blocks import Block, Blocks, markup, paragraph
from declic_analysis.reports.edition import edition_of
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.held import Places, held_build
from declic_analysis.reports.hiring import HireReading
from declic_analysis.reports.history.since import HistoryReading, iso
from declic_analysis.reports.impact import ImpactReading
from declic_analysis.reports.parameters import refuse, value_faults
from declic_analysis.reports.partners import PartnersReading
from declic_analysis.reports.phrases import phrase
from declic_analysis.reports.plans import plan_blocks, plan_sentence
from declic_analysis.reports.recommended import with_recommendations
from declic_analysis.reports.results import View
from declic_analysis.reports.selection import (
    Excluded,
    Period,
    about_first_action,
    parse_cutoff,
    parse_period,
    period_label,
    select,
    without_excluded,
)
from declic_analysis.reports.sides import programme_side
from declic_analysis.reports.targeting import TargetingReading
from declic_analysis.reports.testimony import TestimonyReading
from declic_analysis.reports.testimony.sections import chosen_voice
from declic_analysis.study import Study, load_study
from declic_analysis.study.base import Words
from declic_analysis.vocabulary import Diffusion, Edition

ROOT_VARIABLE = "DECLIC_ROOT"
_LATER_ACTIONS = Words(fr=phrase("pair_later_actions", lang="fr"), en=phrase("pair_later_actions", lang="en"))


def open_study(
    study: str = "",
    *,
    territory: str = "",
    period: str = "",
    audience: str = "",
    lang: str = "fr",
    cutoff: str = "",
    diffusion: str = "internal",
    edition: str = "",
) -> Reading:
    """A study of the project around the working directory, rebuilt if its raw files or its study.yaml changed.

    study: a name under data/raw or a folder; empty: the only study that has answers (or the only one there is).
    territory, audience: ids of the study; empty: all. period: 2024, 2024-T2, 2024-03, 2024-01-15/2024-06-30.
    cutoff: ISO date; empty: the extraction date of the build. diffusion: internal or external thresholds.
    edition: comite or complet; empty: that of the diffusion, the committee's for what leaves the house.
    Raises: UsageError for parameters, all faults at once; StudyError, SourceError, KeyMissingError.
    """
    # The papermill command turns `-p period 2024` into a number: here a year is as clear as its text.
    asked = {"territory": territory, "audience": audience, "lang": lang, "cutoff": cutoff}
    asked |= {"diffusion": diffusion, "edition": edition}
    asked["period"] = str(period) if type(period) is int else period
    if lang in LANGUAGES:
        errors.set_language(lang)
    refuse(value_faults(asked, study=None))
    root = project_root(os.environ, start=Path.cwd())
    folder = study_folder(study, root=root, environment=os.environ)
    declared = load_study(folder)
    refuse(value_faults(asked, study=declared))
    build, rebuilt = opened(declared, folder=folder, root=root, environment=os.environ)
    held = plan.standing(declared, folder=folder)
    outputs = root / workplace.OUTPUTS / declared.name
    return _reading(declared, build, asked, rebuilt=rebuilt, held=held, outputs=outputs)


def _reading(
    study: Study,
    build: Build,
    asked: Mapping[str, str],
    *,
    rebuilt: bool,
    held: plan.Standing | None,
    outputs: Path | None,
) -> Reading:
    period = parse_period(asked["period"])
    stop = last_day(study, build, cutoff=asked["cutoff"])
    chosen = select(build.tables["responses"], audience=asked["audience"], period=period, cutoff=stop)
    answers, excluded = without_excluded(chosen, exclusions=study.analysis.exclusions)
    if study.analysis.pair == "first_action":
        answers, later = about_first_action(answers, reason=_LATER_ACTIONS)
        excluded.append(later)
    # The invited are counted over the whole study: a period's rate would divide by the wrong number.
    invited = build.tables["invitations"].iloc[0:0] if period else build.tables["invitations"]
    rules = disclosure.rules_for(study.thresholds, diffusion=asked["diffusion"])
    study = with_recommendations(study, build.tables["recommendations"])
    everyone = Selected(
        study, answers, invited, rules, asked["territory"], build.tables, stop, period, diffusion=asked["diffusion"]
    )
    selected = programme_side(everyone)
    view = View(selected, asked["lang"], asked["audience"])
    return Reading(
        view, build, period=period, cutoff=stop, rebuilt=rebuilt, diffusion=asked["diffusion"], held=held,
        excluded=excluded, edition=edition_of(asked), outputs=outputs,
    )  # fmt: skip


def last_day(study: Study, build: Build, *, cutoff: str = "") -> dt.date | None:
    """The last day that counts: the reader's, the study's, else the day of the latest answer."""
    return parse_cutoff(cutoff) or study.analysis.cutoff or _extraction_date(build)


def project_root(environment: Mapping[str, str], *, start: Path) -> Path:
    """The folder that DECLIC_ROOT names, else the project around `start`."""
    named = environment.get(ROOT_VARIABLE)
    return workplace.find_root(named or start)


def study_folder(study: str, *, root: Path, environment: Mapping[str, str]) -> Path:
    """The folder of the study named; unnamed, of the only one that has answers, or of the only one there is.

    Raises: UsageError, listing the studies.
    """
    if study:
        return workplace.resolve_study(study, root=root)
    folders = workplace.study_folders(root)
    answered = [f for f in folders if _has_answers(f, environment=environment)] or folders
    return answered[0] if len(answered) == 1 else workplace.resolve_study(None, root=root)


def _has_answers(folder: Path, *, environment: Mapping[str, str]) -> bool:
    try:
        study = load_study(folder)
    except StudyError:
        return True  # its faults are told when it is named
    raw = workplace.raw_folder(study, folder, environment=environment)
    return bool(pipeline.matched_files(study, raw=raw))


def opened(study: Study, *, folder: Path, root: Path, environment: Mapping[str, str]) -> tuple[Build, bool]:
    """The tables of the study and whether they had to be rebuilt.

    Raises: SourceError, ContractError; KeyMissingError, for real answers without a pseudonym key.
    """
    places = places_of(study, folder=folder, root=root, environment=environment)
    held = held_build(study, places)
    if held is not None:
        return held, False
    raw, processed, _, communes = places
    if not pipeline.is_stale(study, raw=raw, processed=processed, beside=folder, communes=communes):
        return pipeline.load(processed), False
    key = privacy.FICTION_KEY
    if not study.fictitious and (study.sources or pipeline.matched_files(study, raw=raw)):
        key = privacy.load_key(path=workplace.key_file(), environment=environment)
    return pipeline.build(study, raw=raw, processed=processed, key=key, beside=folder, communes=communes), True


def places_of(study: Study, *, folder: Path, root: Path, environment: Mapping[str, str]) -> Places:
    """Where the files of a study are, and its tables."""
    return Places(
        raw=workplace.raw_folder(study, folder, environment=environment),
        processed=workplace.processed_folder(study, root=root),
        beside=folder,
        communes=workplace.communes_file(study, folder, environment=environment),
    )


def _extraction_date(build: Build) -> dt.date | None:
    found = build.manifest["extracted_on"]
    return dt.date.fromisoformat(found) if found else None


@dataclass(frozen=True, repr=False)
class Reading(
    HireReading, HistoryReading, PartnersReading, TargetingReading, ImpactReading, TestimonyReading, AnnexReading
):  # fmt: skip
    """A study opened for one reader. Each method returns one thing that a cell shows; all of it has passed the gate."""

    view: View
    build: Build
    period: Period | None
    cutoff: dt.date | None
    rebuilt: bool
    diffusion: str
    held: plan.Standing | None = None
    excluded: list[Excluded] = field(default_factory=list)
    edition: Edition = Edition.FULL
    outputs: Path | None = None  # outputs/<study>, where earlier reports are remembered

    def _ipython_display_(self) -> None:
        self.card()._ipython_display_()

    def card(self) -> Blocks:
        """What was opened, for the notebook's reader, with the ledger when the tables were just rebuilt."""
        kept = [paragraph(self.view.say("card_built" if self.rebuilt else "card_loaded"))]
        kept += self.ledger() if self.rebuilt else []
        lab = [Block(block.data, {"declic": {"lab": True}}) for block in kept]
        return Blocks([markup(f"<p>{self._selection_sentence()}</p>", only_in_lab=True, page=self._page()), *lab])

    def first_page(self) -> Block:
        """The committee's first page, line by line."""
        selected, shown = self.view.selected, self.first_page_results
        page = wording.first_page(
            selected.study,
            persons=shown.persons,
            shift=selected.items,
            flow=shown.flow,
            gaps=shown.gaps,
            unpaired=selected.unpaired,
            one_wave=selected.one_wave,
            taken=shown.taken,
            cost=shown.cost,
            followed=shown.steps,
            quality=shown.quality,
            voice=chosen_voice(self.view),
            cutoff=self.cutoff,  # type: ignore[arg-type]
            period=period_label(self.period, lang=self.view.lang),
            territory=self._territory(),
            audience=self.view.audience,
            pooled=selected.pooled,
            lang=self.view.lang,
        )
        return results.first_page_block(page, said=self.said)

    def _of_period(self, period: Period) -> Reading:
        """The same study, for the same readers and up to the same day, in another period."""
        selected = self.view.selected
        asked = {"territory": selected.territory, "audience": self.view.audience, "lang": self.view.lang}
        asked |= {"period": period.text, "cutoff": iso(self.cutoff), "diffusion": self.diffusion}
        asked |= {"edition": self.edition.value}
        return _reading(selected.study, self.build, asked, rebuilt=False, held=self.held, outputs=self.outputs)

    def persons(self) -> Blocks:
        """People more favourable, less favourable, unchanged; gaps or levels where nobody is followed."""
        return designs.persons(self.view, short=self.edition == Edition.COMMITTEE)

    def net_shift(self) -> Blocks:
        """Net shift of each question (gap or level, by the design), a figure an audience."""
        return results.by_audience(self.view, designs.shifts)

    def likert(self, *, confirmatory: bool = False) -> Blocks:
        """Answers before and after of the people followed; `confirmatory`: only the questions named beforehand."""
        return results.by_audience(self.view, partial(results.likert, confirmatory=confirmatory))

    def distribution(self) -> Blocks:
        """Answers of everybody who answered, wave by wave."""
        return results.by_audience(self.view, partial(results.likert, paired=False))

    def shift_table(self) -> Blocks:
        """The same results in full, a table an audience."""
        return results.by_audience(self.view, designs.rows)

    def partly_paired(self) -> Blocks:
        """People recognised in both waves beside the others, a table an audience."""
        return results.by_audience(self.view, designs.partly_paired)

    def first_answers(self) -> Blocks:
        """Change by first answer, beside regression to the mean."""
        return results.by_audience(self.view, designs.first_answers)

    def convergence(self) -> Blocks:
        """Whether the two audiences come closer, a figure a pair of audiences."""
        return gaps.convergence_blocks(self.view)

    def convergence_table(self) -> Blocks:
        """The same in full: gap before, after, its change."""
        return gaps.change_tables(self.view)

    def audience_gap(self) -> Blocks:
        """Gap between audiences in each wave, agreement inside each, distance beyond chance."""
        return gaps.wave_tables(self.view)

    def shift_range(self) -> Blocks:
        """How far the people lost could move each result."""
        return results.by_audience(self.view, results.range_rows)

    def scales(self) -> Blocks:
        """Whether the questions of one construct hang together well enough to be read as one."""
        return results.by_audience(self.view, annex.scales_blocks)

    def stayers(self) -> Blocks:
        """Whether the people lost had answered like those who stayed."""
        return results.by_audience(self.view, annex.stayers_blocks)

    def other_waves(self) -> Blocks:
        """Later follow-ups, held against before and against after; recalled answers, held against those given then."""
        return results.by_audience(self.view, waves.wave_blocks)

    def groups(self) -> Blocks:
        """Whether the change differs by territory, format, kind of structure, participation."""
        return results.by_audience(self.view, groups.group_blocks)

    def formats(self) -> Blocks:
        """Each question format by format, every action counted for what it can say; no verdict."""
        return results.by_audience(self.view, models.format_blocks)

    def change_model(self) -> Blocks:
        """A model of the answers, persons and actions alike among themselves, beside the results; no verdict."""
        return results.by_audience(self.view, models.model_blocks)

    def comparison(self) -> Blocks:
        """Change of the programme's group beside that of the comparison group; without one, what would be needed."""
        return comparing.comparison_blocks(self.view)

    def off_scale(self) -> Blocks:
        """Answers off the scale, question by question."""
        return results.by_audience(self.view, results.off_scale)

    def flow(self) -> Blocks:
        """Invited, answered, recognised, paired."""
        return results.flow_blocks(self.view)

    def flow_diagram(self) -> Blocks:
        """The same, as a diagram: boxes and arrows."""
        return results.flow_diagram(self.view)

    def ledger(self) -> Blocks:
        """Where each raw row and each raw cell went."""
        return registers.ledger_blocks(self.build.tables["ledger"], view=self.view, by_file=self._at_home())

    def reading_notes(self) -> Blocks:
        """What reading left aside: unused columns, unrecognised codes, free answers that are not stored."""
        return registers.notes_blocks(self.build.tables["ledger"], view=self.view)

    def quarantine(self) -> Blocks:
        """Cells and rows that could not be understood, and what became of people's corrections."""
        found, home = self.build.tables, self._at_home()
        left = registers.quarantine_blocks(found["quarantine"], view=self.view, by_file=home)
        return Blocks([*left, *registers.correction_blocks(found["corrections"], view=self.view, by_file=home)])

    def published_figures(self) -> Blocks:
        """Figures published elsewhere."""
        return registers.figures_blocks(self.view)

    def published_claims(self) -> Blocks:
        """Claims published elsewhere, held against the data."""
        return registers.claims_blocks(self.view, taken=self.participation)

    def other_explanations(self) -> Block:
        """Explanations of the changes that the study's authors name."""
        told = self.view.selected.study.narrative.other_explanations
        if told is None:
            return paragraph(self.view.say("explanations_unknown"), kind="absent")
        return paragraph(self.view.say("explanations", told=told.of(self.view.lang)))

    def recommendations(self) -> Blocks:
        """The committee's recommendations and what became of them."""
        return registers.recommendations_blocks(self.view)

    def questionnaire(self) -> Blocks:
        """The questions, as they are asked."""
        return registers.questionnaire_blocks(self.view)

    def plan(self) -> Blocks:
        """The analysis plan: when it was frozen, what differs from it, what was left out."""
        return plan_blocks(self.held, excluded=self.excluded, view=self.view)

    def collection(self) -> Blocks:
        """Who was there, invited, answered, can be paired, action by action: counts only, inside the house only."""
        return collecting.status_blocks(self.view, self.build.tables, by="action", diffusion=self.diffusion)

    def collection_structures(self) -> Blocks:
        """The same, structure by structure."""
        return collecting.status_blocks(self.view, self.build.tables, by="structure", diffusion=self.diffusion)

    def collection_goal(self) -> Blocks:
        """Where the collection stands against the pairs that the plan needs."""
        return collecting.goal_blocks(self.view, diffusion=self.diffusion)

    def campaign_needs(self) -> Blocks:
        """How many answers the next campaign needs, as a table and a figure."""
        return collecting.needs_blocks(self.view)

    def write_results(self, folder: str) -> None:
        """CSV and parquet of the published results that the calls before this one have shown, in `folder`."""
        tidy.write_tables(self.view.selected, Path(folder))

    def territory_caveat(self) -> Block:
        """Why territories are not to be ranked."""
        return paragraph(wording.territory_caveat(lang=self.view.lang), kind="warning")

    def _territory(self) -> str:
        selected = self.view.selected
        return self.view.names[selected.territory] if selected.territory else ""

    def _selection(self) -> list[str]:
        """Territory, period, cut-off and circulation, in words."""
        lang = self.view.lang
        stop = self.view.say("cutoff", date=wording.day(self.cutoff, lang=lang)) if self.cutoff else ""
        audience = self.view.names.get(self.view.audience, "")
        where = self._territory() or self.view.say("whole")
        parts = [where, audience, period_label(self.period, lang=lang), stop, self.view.say(self.diffusion)]
        return [part for part in parts if part]

    def _selection_sentence(self) -> str:
        answers, study = self.view.selected.responses, self.view.selected.study
        key = "card_nothing" if answers.empty else "card_selection"
        return self.view.say(key, study=study.name, selection=" · ".join(self._selection()))

    def _at_home(self) -> bool:
        """Counts of rows file by file stay inside: a file may hold the answers of few persons."""
        return self.diffusion == Diffusion.INTERNAL

    def _page(self) -> dict[str, Any]:
        """Facts that the exporter needs for the whole page."""
        study, lang = self.view.selected.study, self.view.lang
        phase = study.phase.of(lang) if study.phase else ""
        head = " · ".join(part for part in (study.programme.of(lang), phase) if part)
        made = phrase("colophon", lang=lang, version=metadata.version("declic-analysis"), study=study.name)
        return {
            "lang": lang,
            "running_head": head,
            "subtitle": " · ".join(self._selection()),
            "fictitious": study.fictitious,
            "edition": self.edition.value,
            "colophon": f"{made} {plan_sentence(self.held, view=self.view)}",
        }
