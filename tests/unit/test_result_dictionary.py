"""The dictionary of the result tables: every column that any design or register gives, in both languages."""

from __future__ import annotations

import datetime as dt
import inspect
import re
import runpy
from functools import cache, cached_property
from pathlib import Path

import pandas as pd
import pytest
from journey_tables import CUTOFF, contract, events, hire, hires, step

from declic_analysis import disclosure, schemas
from declic_analysis.conversions.outlook import RELIABILITY
from declic_analysis.disclosure import Published, Rules
from declic_analysis.ecosystem.participation import participation
from declic_analysis.reports import gated
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.hiring import HireReading
from declic_analysis.reports.hiring.steps import GROUPINGS
from declic_analysis.reports.history import since
from declic_analysis.reports.results import View
from declic_analysis.study import Study, load_study
from declic_analysis.study.base import Words
from declic_analysis.study.comparison import ComparisonGroup
from declic_analysis.study.hiring import Assessment
from declic_analysis.wording.columns import column
from declic_analysis.wording.result_titles import RESULTS, result_title

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
_frames = runpy.run_path(str(HERE / "test_perception_frames.py"))
_groups = runpy.run_path(str(HERE / "test_comparing.py"))
RULES = Rules(base=5)
# Shown by the notebooks on the demonstration: tests/notebooks reads those tables against the dictionary.
ON_DEMO = {
    *("groups", "formats", "actions", "model", "steps_person", "steps_application", "history", "chain", "stops"),
    *("refusals", "windows", "delays", "curve", "triangle", "speeds", "rates", "control", "strata"),
    *("quality_selection", "lasting", "cost", "attribution", "partner_periods", "loyalty", "partner_survival"),
    *("network", "standings", "links", "link_changes", "partner_list", "ambassadors", "led", "led_shift", "videos"),
    *("video_companies", "showings", "themes", "theme_level", "key_words", "beside", "coding", "reach"),
    *(
        "indicator_levels",
        "taken_part",
        "visit_profiles",
        "targeting",
        "visit_importance",
        "visit_chances",
        "visit_reliability",
        "jobs_to_fill",
        "diagnosis",
    ),
}
REPORTS = Path(inspect.getfile(gated)).parent


@cache
def study() -> Study:
    return load_study(ROOT / "data/raw/declic")


def surveyed() -> dict[str, pd.DataFrame]:
    """Every published result of a selection, of nobody's answers: the columns are the same."""
    nobody = _frames["responses"](_frames["answer"]("x", "after", 1)).iloc[0:0]
    selected = Selected(study(), nobody, pd.DataFrame({"audience": pd.Series(dtype="str")}), RULES)
    found = {name: getattr(selected, name) for name in published_properties() if name not in ON_DEMO}
    found["other_waves"] = selected.items  # a list, a comparison of waves each, in the same columns
    found["comparison"] = disclosure.publish_group_comparison(_groups["frame"](gain=1), rules=RULES)
    return {name: result.frame for name, result in found.items() if isinstance(result, Published)}


def published_properties() -> list[str]:
    """Names of the results that a selection holds, from what they say they give."""
    held = {name: found.func for name, found in vars(Selected).items() if isinstance(found, cached_property)}
    kinds = {name: str(function.__annotations__["return"]) for name, function in held.items()}
    return [name for name, kind in kinds.items() if "Published" in kind and "list" not in kind]


class Hires(HireReading):
    diffusion = "internal"

    def __init__(self, view: View) -> None:
        self.view = view


def registers() -> dict[str, pd.DataFrame]:
    """Forty people of two territories, met at two actions: one in three employed by a SIAE, every other one hired."""
    places = ("lyonnais", "stephanois")
    steps, jobs, people = [], [], []
    for k in range(40):
        at = {"action": f"A{k % 2}", "structure": ("steec", "faure")[k % 2]}
        told = {"prescriber": ("envergure", "reperes_loire")[k % 2], "origin": "orienteur"}
        side = ("programme", "comparison")[k // 2 % 2]
        people.append({"candidate": f"c{k}", "group": side, "territory": places[k % 2],
                       "siae_employee": k % 3 == 0, "siae_left_on": pd.Timestamp("2024-04-01"), "rome": "H2901",
                       **told})  # fmt: skip
        state = {"state": "refused", "state_on": "2024-05-02", "refusal_reason": "lacking_skills"} if k % 4 == 1 else {}
        steps.append(step(f"c{k}", "oriented", f"2024-03-{10 + k % 9}", **at, **told))
        steps.append(step(f"c{k}", "applied", f"2024-04-{10 + k % 9}", **at, **told, **state))
        if k % 2 == 0 or k % 8 == 3:
            jobs.append(
                hire(f"c{k}", accepted_on=f"2024-06-{10 + k % 9}", started_on="2024-07-01", contract="cdi", **at)
            )
    jobs.append(hire("c0", accepted_on="2024-01-02", contract="cdd_short"))
    actions = [{"action": f"A{k}", "action_on": pd.Timestamp("2024-02-10"), "territory": place,
                "format": ("zi_tour", "vis_ma_vie")[k]} for k, place in enumerate(places)]  # fmt: skip
    return {"events": events(*steps), "hires": hires(*jobs), "candidates": contract("candidates", *people),
            "actions": contract("actions", *actions)}  # fmt: skip


def hired() -> dict[str, pd.DataFrame]:
    """What the methods about hires that the demonstration has nothing for leave for the tables."""
    known = study()
    hiring = known.analysis.hiring.model_copy(
        update={"assessment": Assessment(reference="AIPD 1", dated_on=dt.date(2024, 1, 1))}
    )
    group = ComparisonGroup(formed=Words(fr="volontaires", en="volunteers"))
    chosen = known.model_copy(
        update={"analysis": known.analysis.model_copy(update={"hiring": hiring}), "comparison_group": group}
    )
    selected = Selected(chosen, pd.DataFrame(), pd.DataFrame(), RULES, registers=registers(), cutoff=CUTOFF)
    shown = Hires(View(selected, "fr"))
    for method in (shown.job_quality, shown.outlook, shown.hire_comparison):
        method()
    return {name: result.frame for name, result in selected.kept.items()}


def since_last() -> pd.DataFrame:
    told = since._side_by_side(since.Then([], ("", ""), overlapping=False), [])
    return disclosure.publish_over_time(told, rules=RULES, series=since.LINE, at="at").frame


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    counted = participation(schemas.empty("actions"), schemas.empty("attendances"))
    # So few hires have no outlook: its check is as its columns are declared.
    more = {"reliability": pd.DataFrame(columns=[*RELIABILITY, "published", "reason"]),
            "participation": disclosure.publish_participation(counted, rules=RULES).frame,
            "since_last": since_last()}  # fmt: skip
    return {**surveyed(), **hired(), **more}


def test_every_column_of_every_result_is_told_of_in_both_languages(frames: dict[str, pd.DataFrame]) -> None:
    untold = {name: [c for c in frame.columns if column(c) is None] for name, frame in frames.items()}
    assert {name: columns for name, columns in untold.items() if columns} == {}
    assert all(column(name) for name, _ in GROUPINGS)  # columns of the tables left out because they are like others
    known = [column(name) for frame in frames.values() for name in frame.columns]
    assert all(one and one.fr and one.en for one in known)


def test_the_frames_are_all_there_are(frames: dict[str, pd.DataFrame]) -> None:
    shown = {base for name in frames for base in RESULTS if name == base or name.startswith(f"{base}_")}
    assert set(RESULTS) - shown == ON_DEMO


def test_every_result_that_is_remembered_has_a_title() -> None:
    """Read in the code of the reports: what is kept under a name of its own, and what a selection holds."""
    kept = re.compile(r"""\.keep\(\s*f?"([a-z_]+)""")
    names = {name for path in REPORTS.rglob("*.py") for name in kept.findall(path.read_text(encoding="utf-8"))}
    assert len(names) > 20
    names |= set(published_properties())
    assert {name for name in names if result_title(name.rstrip("_"), lang="fr") == name.rstrip("_")} == set()
