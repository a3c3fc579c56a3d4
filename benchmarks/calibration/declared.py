"""What else the demonstration knows of itself: who gains from which visit, claims, the network, coded answers.

Answers come from the generator's people, laid out as contract tables in memory, without the dirt of the exports.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd
import yaml

from calibration.cell import CERTAIN, COVERAGE_SMALL, ENOUGH, FALSE_CLAIM, LEVEL, Cell
from calibration.recovery import MARGIN, population, responses, study
from declic_analysis import ecosystem
from declic_analysis.demo.codings import SLIPS, Coding, draw_codings
from declic_analysis.demo.declared_truth import claim_truth
from declic_analysis.demo.edges import Edge, draw_edge, network_truth
from declic_analysis.demo.layout import EXPORTS
from declic_analysis.demo.people import Person
from declic_analysis.demo.registers import attendance_rows, hosts_of, seen_at
from declic_analysis.demo.sheets import sheets_of
from declic_analysis.demo.study_file import asset
from declic_analysis.demo.visits import FORMAT, ITEM, Visit, draw_visits
from declic_analysis.demo.words import with_words
from declic_analysis.disclosure import Rules, publish_shift
from declic_analysis.perception import paired_shift, pairs
from declic_analysis.statistics.agreement import krippendorff_interval
from declic_analysis.tables.declared import claim_status
from declic_analysis.vocabulary import Attendance, ClaimStatus, Measure, Standing, TargetingState

STILL = "motivation"  # moves as much whatever the company and the place


def cells(seeds: int) -> Iterator[Cell]:
    yield from _targeting(seeds)
    yield from _claims(seeds)
    yield from _network(seeds)
    yield from _coders(seeds)


def _visits(seed: int) -> tuple[list[Person], list[Visit]]:
    people = population(seed)
    rng = np.random.default_rng([seed, 2])
    return people, draw_visits(study(), people=people, taken=[p.code for p in people], rng=rng)


def _targeting(seeds: int) -> Iterator[Cell]:
    found = [_gain(seed) for seed in range(seeds)]
    share, false, crossed = (float(np.mean([one[k] for one in found])) for k in range(3))
    n = round(float(np.mean([one[3] for one in found])))
    method = "visits of SIAE of demo_declic"
    yield Cell(method, "a model is shown", "size × kind of SIAE tells who gains", n, share, seeds, ENOUGH)
    yield Cell(method, "a model where there is none", "nothing of the company tells", n, false, seeds, LEVEL)
    yield Cell(
        method, "both cells that gain above both that do not", "a model, and in that order", n, crossed, seeds, ENOUGH
    )


def _gain(seed: int) -> tuple[bool, bool, float, int]:
    people, visits = _visits(seed)
    visitors = [visitor for visit in visits for visitor in visit.visitors]
    names = {s.aliases[0]: s for s in study().structures if s.aliases}
    hosts = {visit.action.id: visit.host for visit in visits}
    every = {a.id for p in people for a in p.actions} | set(hosts)
    held = pd.DataFrame({"action": sorted(every)}).assign(host=lambda t: t["action"].map(hosts))
    profiles = pd.DataFrame(
        [(name, s.siae_kind, s.size, s.naf, s.hr_capacity) for name, s in names.items()],
        columns=["structure", "siae_kind", "size", "naf", "hr_capacity"],
    )
    told = ecosystem.visit_answers(
        pairs(responses([*people, *visitors])), actions=held, structures=profiles, format=FORMAT, items=[ITEM, STILL]
    )
    found = ecosystem.visit_targeting(told, minimum_visits=60, rng=np.random.default_rng([seed, 3]))
    states = found.summary.set_index("item")["state"] == TargetingState.ESTIMATED.value
    return bool(states[ITEM]), bool(states[STILL]), _crossing(found.chances, shown=bool(states[ITEM])), len(visitors)


def _crossing(chances: pd.DataFrame, *, shown: bool) -> float:
    """Whether the chances of size × kind stand in the true order."""
    if not shown:
        return 0.0
    own = chances[(chances["item"] == ITEM) & (chances["characteristic"] == "size")]
    at = own.set_index(["category", "siae_kind"])["predicted"]
    gain = min(at["from_10", "EI"], at["from_50", "ACI"])
    return float(gain > max(at["from_10", "ACI"], at["from_50", "EI"]))


def _claims(seeds: int) -> Iterator[Cell]:
    asked = {item for claim in study().published_claims for item in claim.items}
    codebook = study().codebook()
    codebook = codebook[codebook["item"].isin(asked)]
    found = [_statuses(seed, asked, codebook) for seed in range(seeds)]
    for claim in study().published_claims:
        if claim.measure is Measure.HIRES:
            continue
        true = claim_truth(study(), claim, hires=0)
        share = float(np.mean([one[claim.id] is ClaimStatus.CONFIRMED for one in found]))
        said = float(np.mean([one[claim.id] is true for one in found]))
        goal = {ClaimStatus.CONFIRMED: ENOUGH, ClaimStatus.NOT_CONFIRMED: FALSE_CLAIM}.get(true, CERTAIN)
        measure = "said “not measurable”" if true is ClaimStatus.NOT_MEASURABLE else "said “confirmed”"
        value = said if true is ClaimStatus.NOT_MEASURABLE else share
        text = f"{claim.id}, in truth {true.label.en}"
        yield Cell("published claims of demo_declic", measure, text, 5, value, seeds, goal)


def _statuses(seed: int, asked: set[str], codebook: pd.DataFrame) -> dict[str, ClaimStatus]:
    answers = responses(population(seed))
    frame = paired_shift(answers[answers["item"].isin(asked)], codebook=codebook, margin=MARGIN)
    shown = publish_shift(frame, rules=Rules(base=11), by=("audience", "item")).shown
    return {claim.id: claim_status(claim, shown) for claim in study().published_claims}


def _network(seeds: int) -> Iterator[Cell]:
    found = [_standings(seed) for seed in range(seeds)]
    for k, measure in enumerate(("isolated structures", "structures that make the link")):
        value = float(np.mean([one[k] for one in found]))
        yield Cell("network of demo_declic", "recovered", measure, 36, value, seeds, CERTAIN)


def _standings(seed: int) -> tuple[bool, bool]:
    people, visits = _visits(seed)
    visitors = [visitor for visit in visits for visitor in visit.visitors]
    days = {a.held_on for p in [*people, *visitors] for a in p.actions}
    edge = draw_edge(people, days=days, taken=[p.code for p in people], rng=np.random.default_rng([seed, 4]))
    _, states = attendance_rows(people, np.random.default_rng([seed, 1]))
    others = [*visitors, *edge.people]
    seen = [*seen_at(people, states), *((p.structure, p.actions[0]) for p in others)]
    actions = {a.id: a for p in people for a in p.actions}
    hosts = hosts_of(actions.values(), study()) | {v.action.id: v.host for v in visits} | dict(edge.hosts)
    truth = network_truth(seen, hosts, study=study())
    nodes = ecosystem.network(_present(people, states, others, hosts, edge, visits))
    standing = nodes.set_index("structure")["standing"]
    alone, bridges = (sorted(standing.index[standing == word.value]) for word in (Standing.ISOLATED, Standing.BRIDGE))
    planted = "Refuge de la Sapinière Muette" in alone, "Scierie de Longuebrise" in bridges
    return planted[0] and alone == truth["isolated"], planted[1] and bridges == truth["bridges"]


def _present(
    people: list[Person], states: list[Attendance], others: list[Person], hosts: dict[str, str], edge: Edge,
    visits: list[Visit],
) -> pd.DataFrame:  # fmt: skip
    own = {a.id: a for p in people for a in p.actions} | {a.id: a for a in edge.actions}
    own |= {v.action.id: v.action for v in visits}
    held = pd.DataFrame(
        [(a.id, a.format, a.territory, a.held_on, hosts.get(a.id) or None) for a in own.values()],
        columns=["action", "format", "territory", "action_on", "host"],
    ).assign(action_on=lambda t: pd.to_datetime(t["action_on"]))
    drawn = ((p, a) for p in people for a in p.actions)
    rows = [(a.id, p.code, p.structure, str(s)) for (p, a), s in zip(drawn, states, strict=True)]
    rows += [(p.actions[0].id, p.code, p.structure, Attendance.SEEN.value) for p in others]
    came = pd.DataFrame(rows, columns=["action", "person", "structure", "attendance"]).assign(role="participant")
    roles = pd.DataFrame(
        [(s.aliases[0], "|".join(map(str, s.roles))) for s in study().structures if s.aliases],
        columns=["structure", "roles"],
    )
    return ecosystem.presence(held, came, structures=roles)


@cache
def _texts() -> dict:
    return yaml.safe_load(asset("verbatims.yaml"))


def _coders(seeds: int) -> Iterator[Cell]:
    """Agreement of the two coders, over all the answers that both coded: is there a theme of its own, or none."""
    found = [_agreement(seed) for seed in range(seeds)]
    held = float(np.mean([one[0] for one in found]))
    n = round(float(np.mean([one[2] for one in found])))
    yield Cell("Krippendorff's alpha, demo_declic", "coverage", "themes, two coders", n, held, seeds, COVERAGE_SMALL)
    gap = float(np.mean([one[1] for one in found]))
    yield Cell("Krippendorff's alpha, demo_declic", "mean of found − true", "themes, two coders", n, gap, seeds)


def _agreement(seed: int) -> tuple[bool, float, int]:
    people, rng = population(seed), np.random.default_rng([seed, 5])
    rows = [
        (export, sheet)
        for export in EXPORTS
        for sheet in with_words(
            sheets_of(export, people=people, study=study(), rng=rng), texts=_texts(), export=export, rng=rng
        )
    ]
    both = [one for one in draw_codings(rows, texts=_texts(), study=study(), rng=rng) if one.second]
    names = sorted({word for one in both for word in (one.first, one.second)})
    codes = np.array([[names.index(one.first), names.index(one.second)] for one in both], dtype=float)
    estimate = krippendorff_interval(codes, rng=rng)
    true = _alpha(both)
    return bool(estimate.low <= true <= estimate.high), estimate.estimate - true, len(both)


def _alpha(both: list[Coding]) -> float:
    """Alpha of the law of slips, on answers whose themes are those: one less disagreement over that of chance."""
    audiences = {a.label.fr: a.id for a in study().audiences}
    given, agree = {}, 0.0
    for one in both:
        own = _texts()["shares"][audiences[one.answer["audience"]]][one.answer["question"]]
        laws = [_law(one.theme, list(own), slips) for slips in SLIPS]
        agree += sum(laws[0].get(word, 0.0) * laws[1].get(word, 0.0) for word in laws[0])
        for law in laws:
            for word, chance in law.items():
                given[word] = given.get(word, 0.0) + chance / 2
    n = len(both)
    chance = sum((share / n) ** 2 for share in given.values())
    return 1 - (1 - agree / n) / ((1 - chance) * 2 * n / (2 * n - 1))


def _law(theme: str, options: list[str], slips: float) -> dict[str, float]:
    if theme:
        return {theme: 1 - slips, "aucun": slips}
    return {"aucun": 1 - slips, **dict.fromkeys(options, slips / len(options))}
