"""Ids that a study uses but does not declare, and ids it declares twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from declic_analysis.errors import message
from declic_analysis.naming import organisation_key
from declic_analysis.study.choices import OTHER
from declic_analysis.study.faults import Fault

if TYPE_CHECKING:
    from declic_analysis.study.model import Item, Source, Study

LISTS = ("audiences", "territories", "structures", "formats", "scales", "constructs", "items", "themes",
         "choice_questions",
         "sources", "registers", "published_figures", "published_claims", "recommendations", "reports")  # fmt: skip


def broken_references(study: Study) -> list[Fault]:
    """Every fault of reference, in the order of the file's sections."""
    return [*_twice(study), *_planned_twice(study), *_unknown(study), *_same_names(study), *_items(study),
            *_targeting(study), *_sources(study)]  # fmt: skip


def _ids(rows: Iterable[object]) -> list[str]:
    return [row.id for row in rows]  # type: ignore[attr-defined]


def _twice(study: Study) -> Iterator[Fault]:
    questions = study.framework.questions
    lists = {name: _ids(getattr(study, name)) for name in LISTS}
    lists["framework.questions"] = _ids(questions)
    lists["framework.questions.indicators"] = _ids(indicator for q in questions for indicator in q.indicators)
    lists["instrument.actions"] = _ids(study.instrument.actions)
    for name in ("publics", "elements", "jobs"):
        lists[f"diagnosis.{name}"] = _ids(getattr(study.diagnosis, name))
    for k, scale in enumerate(study.scales):
        lists[f"scales.{k}.non_substantive"] = _ids(scale.non_substantive)
    for name, ids in lists.items():
        for found, n in Counter(ids).items():
            if n > 1:
                yield Fault(
                    name,
                    message(
                        fr=f"« {found} » est déclaré {n} fois ; un id ne sert qu’une fois",
                        en=f"'{found}' is declared {n} times; each id once",
                    ),
                )


def _planned_twice(study: Study) -> Iterator[Fault]:
    first: dict[tuple[str | None, ...], int] = {}
    for k, row in enumerate(study.framework.planned):
        if first.setdefault((row.format, row.territory, row.period), k) != k:
            yield Fault(
                f"framework.planned.{k}",
                message(
                    fr="cet objectif (format, territoire, période) a déjà une ligne ; n’en gardez qu’une",
                    en="this target (format, territory, period) already has a row; keep one",
                ),
            )


def _unknown(study: Study) -> Iterator[Fault]:
    audiences, territories, structures = _ids(study.audiences), _ids(study.territories), _ids(study.structures)
    items = _ids(study.items)
    uses = [
        *(("territories", k, "leads", s, structures) for k, t in enumerate(study.territories) for s in t.leads),
        *(("territories", k, "operators", s, structures) for k, t in enumerate(study.territories) for s in t.operators),
        *(("themes", k, "audiences", a, audiences) for k, t in enumerate(study.themes) for a in t.audiences),
        *(("themes", k, "construct", t.construct_id, _ids(study.constructs)) for k, t in enumerate(study.themes)),
        *(
            ("choice_questions", k, "audiences", a, audiences)
            for k, q in enumerate(study.choice_questions)
            for a in q.audiences
        ),
        *_optional(study, "structures", "territory", territories),
        *_optional(study, "formats", "audience", audiences),
        *_optional(study, "invited", "audience", audiences),
        *_optional(study, "invited", "territory", territories),
        *_exclusions(study),
        *_optional(study.framework, "costs", "territory", territories, prefix="framework."),
        *_optional(study.framework, "planned", "territory", territories, prefix="framework."),
        *_optional(study.framework, "planned", "format", _ids(study.formats), prefix="framework."),
        *_optional(study, "published_figures", "territory", territories),
        *_optional(study, "published_claims", "audience", audiences),
        *_optional(study.narrative, "testimonies", "audience", audiences, prefix="narrative."),
        *(
            ("narrative.testimonies", k, "items", i, items)
            for k, t in enumerate(study.narrative.testimonies)
            for i in t.items
        ),
        *_of_indicators(study, audiences=audiences, items=items),
        *(("published_claims", k, "items", i, items) for k, c in enumerate(study.published_claims) for i in c.items),
        *_optional(study, "reports", "territory", territories),
        *_optional(study, "reports", "audience", audiences),
        *(("instrument.off_scale", k, "", i, _off_scale_ids(study)) for k, i in enumerate(study.instrument.off_scale)),
    ]
    for name, k, field, used, allowed in uses:
        if used is not None and used not in allowed:
            yield _fault(f"{name}.{k}.{field}".rstrip("."), used, allowed)


def _off_scale_ids(study: Study) -> list[str]:
    return list(dict.fromkeys(off.id for scale in study.scales for off in scale.non_substantive))


Use = tuple[str, int, str, str | None, list[str]]


def _optional(owner: object, name: str, field: str, allowed: list[str], *, prefix: str = "") -> Iterator[Use]:
    for k, row in enumerate(getattr(owner, name)):
        yield prefix + name, k, field, getattr(row, field), allowed


def _same_names(study: Study) -> Iterator[Fault]:
    """One spelling, two structures: a file could mean either."""
    owners: dict[str, str] = {}
    for k, structure in enumerate(study.structures):
        for name in (structure.name, *structure.aliases, structure.id):
            owner = owners.setdefault(organisation_key(name), structure.id)
            if owner != structure.id and organisation_key(name):
                yield Fault(
                    f"structures.{k}",
                    message(
                        fr=f"« {name} » désigne déjà « {owner} », aux accents, articles et formes juridiques près ; "
                        "ajoutez un lieu ou une activité au nom, ou réunissez les deux structures",
                        en=f"'{name}' already stands for '{owner}', accents, articles and legal forms apart; "
                        "add a place or an activity to the name, or make one structure of both",
                    ),
                )


def _exclusions(study: Study) -> Iterator[Use]:
    declared = {
        "audience": _ids(study.audiences),
        "territory": _ids(study.territories),
        "format": _ids(study.formats),
        "structure": _ids(study.structures),
    }
    for field, ids in declared.items():
        yield from _optional(study.analysis, "exclusions", field, ids, prefix="analysis.")


def _targeting(study: Study) -> Iterator[Fault]:
    told, items = study.analysis.targeting, _ids(study.items)
    if told.format is not None and told.format not in _ids(study.formats):
        yield _fault("analysis.targeting.format", told.format, _ids(study.formats))
    for field in ("items", "objections"):
        for k, used in enumerate(getattr(told, field)):
            if used not in items:
                yield _fault(f"analysis.targeting.{field}.{k}", used, items)


def _of_indicators(
    study: Study, *, audiences: list[str], items: list[str]
) -> Iterator[tuple[str, int, str, str, list[str]]]:
    for k, question in enumerate(study.framework.questions):
        for indicator in question.indicators:
            if indicator.audience:
                yield "framework.questions", k, f"indicators.{indicator.id}.audience", indicator.audience, audiences
            yield from (
                ("framework.questions", k, f"indicators.{indicator.id}.items", item, items) for item in indicator.items
            )


def _items(study: Study) -> Iterator[Fault]:
    for k, item in enumerate(study.items):
        checks = [("construct", item.construct_id, _ids(study.constructs)), ("scale", item.scale, _ids(study.scales))]
        checks += [("audiences", audience, _ids(study.audiences)) for audience in item.audiences]
        checks += [("mirror", item.mirror, _ids(study.items))] if item.mirror else []
        for field, used, allowed in checks:
            if used not in allowed:
                yield _fault(f"items.{k}.{field}", used, allowed)
        yield from _mirror_scales(study, item, k)


def _mirror_scales(study: Study, item: Item, k: int) -> Iterator[Fault]:
    other = {i.id: i for i in study.items}.get(item.mirror or "")
    if other is not None and other.scale != item.scale:
        yield Fault(
            f"items.{k}.mirror",
            message(
                fr=f"« {item.id} » et « {other.id} » sont comparés sans avoir la même échelle ; donnez-leur la même",
                en=f"'{item.id}' and '{other.id}' are compared but use two scales; give them one scale",
            ),
        )


def _sources(study: Study) -> Iterator[Fault]:
    for k, source in enumerate(study.sources):
        fixed = [
            ("audience", source.audience, _ids(study.audiences)),
            ("territory", source.territory, _ids(study.territories)),
            ("format", source.format, _ids(study.formats)),
            ("structure", source.structure, _ids(study.structures)),
        ]
        for field, assigned, allowed in fixed:
            if assigned is not None and assigned.value is not None and assigned.value not in allowed:
                yield _fault(f"sources.{k}.{field}", assigned.value, allowed)
        yield from _group(study, source, k)
        yield from _answers(study, source, k)
        yield from _open_questions(study, source, k)
        yield from _choices(study, source, k)


def _group(study: Study, source: Source, k: int) -> Iterator[Fault]:
    if source.group is not None and study.comparison_group is None:
        yield Fault(
            f"sources.{k}.group",
            message(
                fr="l’étude ne déclare pas de groupe de comparaison ; décrivez-le (comparison_group), ou retirez group",
                en="the study declares no comparison group; describe it (comparison_group), or take group out",
            ),
        )


def _answers(study: Study, source: Source, k: int) -> Iterator[Fault]:
    headers: Counter[str] = Counter()
    for wave, columns in source.answers.items():
        headers.update(columns.values())
        for item in columns:
            if item not in _ids(study.items):
                yield _fault(f"sources.{k}.answers.{wave}.{item}", item, _ids(study.items))
    for header, n in headers.items():
        if n > 1:
            yield Fault(
                f"sources.{k}.answers",
                message(
                    fr=f"la colonne « {header} » sert {n} fois ; une colonne porte un item à un temps de mesure",
                    en=f"column '{header}' is used {n} times; a column holds one item in one wave",
                ),
            )


def _choices(study: Study, source: Source, k: int) -> Iterator[Fault]:
    known = {q.id: [*_ids(q.options), *([OTHER] if q.other else [])] for q in study.choice_questions}
    mapped: list[tuple[str, str, str, list[str]]]
    mapped = [("choices", wave, q, []) for wave, found in source.choices.items() for q in found]
    mapped += [
        ("choice_columns", wave, q, list(options))
        for wave, found in source.choice_columns.items()
        for q, options in found.items()
    ]
    for field, wave, question, options in mapped:
        path = f"sources.{k}.{field}.{wave}.{question}"
        if question not in known:
            yield _fault(path, question, list(known))
        else:
            yield from (_fault(f"{path}.{o}", o, known[question]) for o in options if o not in known[question])


def _open_questions(study: Study, source: Source, k: int) -> Iterator[Fault]:
    for question in source.verbatims:
        if question not in study.open_questions:
            yield _fault(f"sources.{k}.verbatims.{question}", question, list(study.open_questions))


def _fault(path: str, used: str, allowed: list[str]) -> Fault:
    known = ", ".join(allowed)
    return Fault(
        path,
        message(
            fr=f"« {used} » n’est pas déclaré ; admis : {known or '(rien de déclaré)'}",
            en=f"'{used}' is not declared; allowed: {known or '(nothing declared)'}",
        ),
    )
