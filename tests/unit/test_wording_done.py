"""Indicators of the framework: what the registers count, what none tells, what the gate withholds."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis import disclosure, wording
from declic_analysis.conversions.quality import quality_shares
from declic_analysis.disclosure import Published, Rules
from declic_analysis.ecosystem import participation
from declic_analysis.schemas import empty
from declic_analysis.vocabulary import Measure

RULES = Rules(base=5)


def quality(durable: int, short: int) -> Published:
    kinds = ["cdi"] * durable + ["cdd_short"] * short + [None] * 60
    people = pd.DataFrame({"contract": kinds, "months": None, "structure": None})
    people["hired"] = people["contract"].notna()
    return disclosure.publish_quality(quality_shares(people), rules=RULES)


def taken() -> Published:
    actions = empty("actions").reindex(range(3)).assign(action=["a", "b", "c"])
    rows = [{"action": "a", "person": f"p{k}", "identified": True, "attendance": "seen", "role": "participant"}
            for k in range(12)]  # fmt: skip
    return disclosure.publish_participation(participation(actions, pd.DataFrame(rows)), rules=RULES)


@pytest.mark.parametrize("measure", list(Measure))
def test_no_register_is_not_zero(measure: Measure) -> None:
    assert wording.reached(measure, taken=None, steps=None, quality=None) == "non renseigné"


def test_counts_of_the_registers() -> None:
    told = {m: wording.reached(m, taken=taken(), steps=None, quality=quality(12, 6)) for m in Measure}
    assert [told[m] for m in wording.OF_ACTIONS] == ["3", "12", "12"]
    assert told[Measure.DURABLE] == "12"
    assert told[Measure.HIRES] == "non renseigné"


def test_the_cost_is_that_of_the_whole_study() -> None:
    assert wording.reached(Measure.COST, cost=112100.0) == "112\u202f100\u00a0€"
    assert wording.reached(Measure.COST, cost=0.0) == "0\u00a0€"  # stated, and nothing


def test_few_lasting_jobs_are_withheld() -> None:
    assert wording.reached(Measure.DURABLE, taken=None, steps=None, quality=quality(3, 9)) == "non publié"
