"""The demonstration's folder: study, raw exports, truth, and the list of what was written."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rapidfuzz.distance import DamerauLevenshtein

from declic_analysis.demo.accompanied import Accompanied, draw_accompanied, ground_of, n_accompanied
from declic_analysis.demo.cells import expected_cells
from declic_analysis.demo.codings import coding_book, codings_truth, draw_codings
from declic_analysis.demo.declared_truth import declared_truth
from declic_analysis.demo.dirt import DOSES, respelt, soil
from declic_analysis.demo.edges import NUMBERS, Edge, draw_edge
from declic_analysis.demo.edges import TERRITORY as EDGE_TERRITORY
from declic_analysis.demo.fiction import LIST, file_list, files_listed, refuse_overwriting, worked_in
from declic_analysis.demo.hire_sheets import hire_exports, told_on
from declic_analysis.demo.hiring_truth import hiring_truth
from declic_analysis.demo.layout import CODE_PATTERN, EXPORTS, KEEPS_DRAFTS, Export, exports_as
from declic_analysis.demo.people import CALENDAR, Person, draw_actions, draw_codes, draw_people
from declic_analysis.demo.registers import fictitious_registers
from declic_analysis.demo.scenario import GROUPS, RECALL, RETRO_ITEMS, Group, expected_shifts
from declic_analysis.demo.sheets import Sheet, sheets_of
from declic_analysis.demo.study_file import asset, demo_study_text
from declic_analysis.demo.visits import TERRITORY, VISITS, Visit, draw_visits, shifts_with, visits_truth
from declic_analysis.demo.windows import APART
from declic_analysis.demo.words import expected_words, with_words, written_words
from declic_analysis.demo.writers import WRITERS
from declic_analysis.privacy import normalised
from declic_analysis.study import Study, parse_study
from declic_analysis.study.coding_fields import CODINGS
from declic_analysis.study.register_fields import WORKBOOK
from declic_analysis.vocabulary import Role, RowState

WELL_FORMED = re.compile(CODE_PATTERN)
ROLE_OF = {"prescripteurs": Role.PRESCRIBER, "industriels": Role.COMPANY}
DIRT = ("draft", "empty_row", "duplicate", "unknown_territory", "malformed_code", "empty_code", "one_edit_code",
        "unknown_label", "personal_data", "second_action")  # fmt: skip


def write_exports(folder: Path | str, *, seed: int = 2024, tool: str | None = None) -> dict[str, Any]:
    """Write the fictitious study into `folder` (created if needed) and return its truth.

    Parameters: tool, a code of `vocabulary.Tool`: every export as that tool writes it; by default a mix of tools.
    Files: `study.yaml`, one file an export, `registres.xlsx`, `truth.json` (the returned mapping: true shift of each
    audience × item in proportions, share of people who write of each theme, attrition and pairs of each group, rows,
    cells and dirt of each file, rows of each sheet of the registers), `themes.xlsx`, `fiction.json` (SHA-256 of each).
    The same seed writes the same bytes. A `themes.xlsx` in which somebody worked stays as it is.

    Raises: SourceError, when `folder` holds anything that the generator did not write.
    """
    folder = Path(folder)
    refuse_overwriting(folder)
    contents, truth = fiction(seed, exports=exports_as(tool) if tool else EXPORTS)
    folder.mkdir(parents=True, exist_ok=True)
    kept = worked_in(folder)
    for name in files_listed(folder) - contents.keys():
        (folder / name).unlink()
    (folder / LIST).write_bytes(file_list(contents, seed=seed))
    for name, data in contents.items():
        if name not in kept:
            (folder / name).write_bytes(data)
    return truth


def fiction(seed: int, *, exports: tuple[Export, ...] = EXPORTS) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Every file of the demonstration but the list, by name, and the truth.

    The people, their answers and the dirt are the same whatever the exports; a tool that only exports finished
    answers has no drafts.
    """
    text = demo_study_text(exports)
    study, words = parse_study(text, file="demo_declic/study.yaml"), yaml.safe_load(asset("verbatims.yaml"))
    rng = np.random.default_rng(seed)
    population, clean, dirty, sheets, journeys, pens, calls, coders, ties = rng.spawn(9)
    people = draw_population(study, rng=population)
    accompanied = draw_persons_accompanied(study, people=people, rng=journeys)
    taken = [*(p.code for p in people), *(p.code for p in accompanied)]
    visits = draw_visits(study, people=people, taken=taken, rng=calls)
    edge = _edge(people, visits, taken=taken, rng=ties)
    rows = {e.id: _rows(e, people, texts=words, study=study, rngs=(clean, dirty, pens)) for e in exports}
    rows = {e.id: [*rows[e.id], *_visitors_sheets(e, visits, study, rng=calls)] for e in exports}
    told = told_on(accompanied, on=_last_answer(rows), rng=journeys)
    registers, listed = fictitious_registers(study, people=people, visits=visits, edge=edge, told=told, rng=sheets)
    hiring = hiring_truth(accompanied, told=told, on=_last_answer(rows))
    everybody = [*people, *(visitor for visit in visits for visitor in visit.visitors)]
    truth = _truth(rows, everybody, seed=seed, exports=exports) | {"registers": listed, "hiring": hiring}
    truth |= {"shifts": shifts_with(expected_shifts(), visits, study), "visits": visits_truth(visits, study)}
    truth["declared"] = declared_truth(study, hires=listed["hires"], on=_last_answer(rows))
    truth["words"] = {
        "expected": expected_words(words),
        "written": written_words((e, sheet) for e in exports for sheet in rows[e.id]),
    }
    answers = ((e, sheet) for e in exports for sheet in rows[e.id])
    codings = draw_codings(answers, texts=words, study=study, rng=coders)
    truth["codings"] = codings_truth(codings)
    files = {e.file: WRITERS[e.tool].written(rows[e.id], e, study) for e in exports} | hire_exports(told)
    return {
        "study.yaml": text.encode(),
        **files,
        WORKBOOK: registers,
        CODINGS: coding_book(codings),
        "truth.json": _json(truth),
    }, truth


def _last_answer(rows: Mapping[str, list[Sheet]]) -> dt.date:
    """Day of the last answer that counts: the registers are filled in up to then."""
    sent = (s.sent_at for sheets in rows.values() for s in sheets if s.sent_at and s.state == RowState.ACCEPTED)
    return max(sent).date()


def draw_persons_accompanied(study: Study, *, people: list[Person], rng: np.random.Generator) -> list[Accompanied]:
    """Everyone whom prescribers accompany, under codes that are nobody else's."""
    codes = draw_codes(n_accompanied(), rng, taken=[person.code for person in people])
    return draw_accompanied(ground_of(study, people=people), codes=codes, rng=rng)


def draw_population(study: Study, *, rng: np.random.Generator) -> list[Person]:
    """Everyone invited, group after group."""
    actions = draw_actions(rng)
    codes = list(enumerate(draw_codes(sum(group.invited for group in GROUPS), rng)))
    people: list[Person] = []
    for group in GROUPS:
        own = dict(codes[len(people) : len(people) + group.invited])
        people += draw_people(group, actions=actions, structures=_structures(study, group), codes=own, rng=rng)
    return people


def _structures(study: Study, group: Group) -> list[str]:
    """Names as respondents write them: the alias, without the mention “(fictif)”."""
    role = ROLE_OF[group.audience]
    here = [s.aliases[0] for s in study.structures if role in s.roles and s.territory == group.territory]
    return [name for name in here if name not in APART]


def _rows(export: Export, people: list[Person], *, texts: dict[str, Any], study: Study,
          rngs: tuple[np.random.Generator, np.random.Generator, np.random.Generator]) -> list[Sheet]:  # fmt: skip
    clean, dirty, pens = rngs
    blank = sheets_of(export, people=people, study=study, rng=clean)
    sheets = with_words(blank, texts=texts, export=export, rng=pens)
    typed = [*texts["typed_labels"], *texts["free_labels"]]
    dose = DOSES[export.id]
    soiled = respelt(
        soil(sheets, dose=dose, typed=typed, personal=texts[export.audience]["personal"], rng=dirty),
        misspelt=dose.misspelt_structures,
    )
    return [sheet for sheet in soiled if sheet.kind != "draft" or export.tool in KEEPS_DRAFTS]


def _edge(people: list[Person], visits: Iterable[Visit], *, taken: list[str], rng: np.random.Generator) -> Edge:
    everybody = [*people, *(visitor for visit in visits for visitor in visit.visitors)]
    days = {action.held_on for person in everybody for action in person.actions}
    return draw_edge(people, days=days, taken=[*taken, *(p.code for p in everybody[len(people) :])], rng=rng)


def _visitors_sheets(
    export: Export, visits: Iterable[Visit], study: Study, *, rng: np.random.Generator
) -> list[Sheet]:  # fmt: skip
    """What the visitors send back: nothing is wrong with it and no open question is answered."""
    visitors = [visitor for visit in visits for visitor in visit.visitors]
    return sheets_of(export, people=visitors, study=study, rng=rng)


def _truth(
    rows: Mapping[str, list[Sheet]], people: list[Person], *, seed: int, exports: tuple[Export, ...]
) -> dict[str, Any]:
    return {
        "fictitious": True,
        "seed": seed,
        "actions": {
            t: sum(formats.values()) + VISITS * (t == TERRITORY) + len(NUMBERS) * (t == EDGE_TERRITORY)
            for t, formats in CALENDAR.items()
        },
        "response_shift": {"items": list(RETRO_ITEMS), "latent": RECALL},
        "attrition": [_attrition(group, rows, people) for group in GROUPS],
        "files": {e.file: _file_truth(e, rows[e.id]) for e in exports},
    }


def _attrition(group: Group, rows: Mapping[str, list[Sheet]], people: list[Person]) -> dict[str, Any]:
    """`pairs_exact`: persons whose well-formed code stands on an accepted row of both waves; `pairs_one_edit`: others
    whose codes of the two waves differ by one slip, one of them well-formed, beside the same structure as written (the
    constant field); `pairs`: both.
    """
    codes: dict[int, dict[str, set[tuple[str, str]]]] = {
        p.id: {"before": set(), "after": set()}
        for p in people
        if (p.audience, p.territory) == (group.audience, group.territory)
    }
    for export in (e for e in EXPORTS if e.audience == group.audience):
        for sheet in rows[export.id]:
            if sheet.state == RowState.ACCEPTED and sheet.person in codes:
                codes[sheet.person][export.wave].add((sheet.code, normalised(sheet.structure)))
    visitors = len(codes) - group.invited  # those of `demo.visits` all answer both times
    exact = {n for n, of in codes.items() if _same_code(of["before"], of["after"])}
    near = {n for n, of in codes.items() if n not in exact and _one_slip(of["before"], of["after"])}
    return {
        "audience": group.audience,
        "territory": group.territory,
        "invited": group.invited + visitors,
        "answered_before": group.before + visitors,
        "answered_after": group.after + visitors,
        "answered_both": group.both + visitors,
        "attrition": round(1 - (group.both + visitors) / (group.before + visitors), 4),
        "attrition_depends_on_answers": False,
        "pairs": len(exact) + len(near),
        "pairs_exact": len(exact),
        "pairs_one_edit": len(near),
    }


def _same_code(before: set[tuple[str, str]], after: set[tuple[str, str]]) -> bool:
    return any(map(WELL_FORMED.match, {code for code, _ in before} & {code for code, _ in after}))


def _one_slip(before: set[tuple[str, str]], after: set[tuple[str, str]]) -> bool:
    pairs = ((one, other) for one, here in before for other, there in after if here == there)
    told = (pair for pair in pairs if any(map(WELL_FORMED.match, pair)))
    return any(DamerauLevenshtein.distance(one, other) == 1 for one, other in told)


def _file_truth(export: Export, rows: list[Sheet]) -> dict[str, Any]:
    states, kinds = Counter(sheet.state.value for sheet in rows), Counter(sheet.kind for sheet in rows)
    return {
        "source": export.id,
        "rows": {"raw": len(rows), **{state.value: states[state.value] for state in RowState}},
        "cells": expected_cells(rows, export=export),
        "dirt": {kind: kinds[kind] for kind in DIRT},
        "misspelt_structures": DOSES[export.id].misspelt_structures,
    }


def _json(truth: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(truth, indent=2, ensure_ascii=False)}\n".encode()
