"""The analysis plan: what the study fixes before looking, kept with its date and digest, and held against the study.

`declic plan freeze` adds a dated copy of the choices to `plan.json`, beside the study file; a copy is never replaced.
Whether answers of a later wave were there already is looked up in the raw folder, not asked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from declic_analysis.errors import StudyError, UsageError, message
from declic_analysis.ingest import match_files
from declic_analysis.study import Study
from declic_analysis.study.model import Item, Source, parse_wave
from declic_analysis.vocabulary import Wave

PLAN_FILE = "plan.json"
FORMAT = 1


@dataclass(frozen=True)
class FrozenPlan:
    """choices: what was fixed, as nested plain values; frozen_on: the day; received: the waves after the first that
    had a raw file that day; sha256: digest of the choices; intact: the choices still have that digest.
    """

    choices: Mapping[str, Any]
    frozen_on: dt.date
    received: tuple[str, ...]
    sha256: str
    intact: bool = True

    @property
    def after_reception(self) -> bool:
        """True when answers that the plan is about were there before it."""
        return bool(self.received)


@dataclass(frozen=True)
class Deviation:
    """A choice that is no longer what was fixed: `path` inside the plan; then, now: plain values, None where absent."""

    path: str
    then: object
    now: object


def choices_of(study: Study) -> dict[str, Any]:
    """What the study fixes for the analysis: items, margins, waves, pairs, cut-off, exclusions, thresholds.

    Returns: nested mappings of plain values (text, number, list); the words that people read take no part.
    """
    analysis = study.analysis.model_dump(mode="json")
    exclusions = analysis.pop("exclusions")
    return {
        "confirmatory": sorted(item.id for item in study.items if item.confirmatory),
        "items": {item.id: _item(item, study) for item in study.items},
        "designs": {audience.id: audience.design for audience in study.audiences},
        "waves": {audience.id: _waves(study, audience.id) for audience in study.audiences},
        "analysis": analysis,
        "exclusions": {f"{k}": _without_empty(rule) for k, rule in enumerate(exclusions, start=1)},
        "duplicates": study.duplicates.value,
        "thresholds": study.thresholds.model_dump(mode="json"),
    }


def _item(item: Item, study: Study) -> dict[str, Any]:
    scale = study.scale(item.scale)
    return {
        "wording": item.wording.fr,
        "direction": item.direction.value,
        "levels": len(scale.levels),
        "favourable_from": scale.favourable_from,
        "audiences": sorted(item.audiences),
        "mirror": item.mirror,
    }


def _waves(study: Study, audience: str) -> list[str]:
    """Waves that the sources announce for an audience; a source that reads it from a column may hold any."""
    found = {
        wave for source in study.sources if source.audience.value in (None, audience) for wave in _waves_of(source)
    }
    return sorted(found)


def _waves_of(source: Source) -> list[str]:
    return list(source.answers)


def _without_empty(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value["fr"] if name == "reason" else value for name, value in rule.items() if value is not None}


def digest(choices: Mapping[str, Any]) -> str:
    """SHA-256 of the choices, whatever the order they are written in."""
    text = json.dumps(choices, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def received_waves(study: Study, *, raw: Path) -> tuple[str, ...]:
    """Waves after the first of which the raw folder holds a file."""
    if not raw.is_dir():
        return ()
    files = match_files(raw, sources=study.sources, aside=study.reference_files()).by_source
    waves = {wave for source in study.sources if files[source.id] for wave in _waves_of(source)}
    return tuple(sorted(wave for wave in waves if parse_wave(wave)[0] != Wave.BEFORE))


def freeze(study: Study, *, folder: Path, raw: Path, on: dt.date) -> FrozenPlan:
    """Add the study's choices of today to `plan.json` in its folder; what was frozen before stays.

    Parameters: folder, of the study file; raw, of the raw files; on, the day, given by the caller.
    Raises: UsageError, when these very choices are frozen already; StudyError, when `plan.json` cannot be read.
    """
    choices = choices_of(study)
    earlier = read_plans(folder)
    if earlier and earlier[-1].sha256 == digest(choices):
        raise _already_frozen(earlier[-1])
    plan = FrozenPlan(choices, on, received_waves(study, raw=raw), digest(choices))
    text = json.dumps(
        {"format": FORMAT, "plans": [_written(p) for p in (*earlier, plan)]}, ensure_ascii=False, indent=2
    )
    beside = folder / f".{PLAN_FILE}.new"
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(folder / PLAN_FILE)
    return plan


def _written(plan: FrozenPlan) -> dict[str, Any]:
    return {
        "frozen_on": plan.frozen_on.isoformat(),
        "received": list(plan.received),
        "sha256": plan.sha256,
        "choices": plan.choices,
    }


def read_plans(folder: Path) -> list[FrozenPlan]:
    """The plans frozen for a study, the earliest first; none where there is no `plan.json`.

    Raises: StudyError, when the file is not what `freeze` writes.
    """
    path = folder / PLAN_FILE
    if not path.is_file():
        return []
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return [_read(entry) for entry in content["plans"]]
    except (ValueError, KeyError, TypeError, AttributeError) as failure:
        raise StudyError(
            message(fr="Le plan d’analyse figé est illisible.", en="The frozen analysis plan cannot be read."),
            where=str(path),
            found=type(failure).__name__,
            allowed=message(
                fr="un fichier écrit par « declic plan freeze »", en="a file written by `declic plan freeze`"
            ),
            action=message(
                fr="Remettez la version d’origine de ce fichier ; il ne se corrige pas à la main.",
                en="Put the original of this file back; it is not meant to be edited.",
            ),
        ) from None


def _read(entry: Mapping[str, Any]) -> FrozenPlan:
    choices, known = dict(entry["choices"]), str(entry["sha256"])
    day = dt.date.fromisoformat(entry["frozen_on"])
    return FrozenPlan(choices, day, tuple(entry["received"]), known, intact=digest(choices) == known)


@dataclass(frozen=True)
class Standing:
    """Where a study stands: the plan it is held to, the plans frozen after that one, and what differs from it."""

    plan: FrozenPlan
    later: tuple[FrozenPlan, ...]
    deviations: tuple[Deviation, ...]


def standing(study: Study, *, folder: Path) -> Standing | None:
    """The study held against its plan: the last one frozen before any answer of a later wave came in, else the first.

    Nothing where no plan was frozen. Raises: StudyError, when `plan.json` cannot be read.
    """
    plans = read_plans(folder)
    if not plans:
        return None
    before = [k for k, plan in enumerate(plans) if not plan.after_reception]
    at = before[-1] if before else 0
    return Standing(plans[at], tuple(plans[at + 1 :]), tuple(deviations(plans[at], study)))


def deviations(plan: FrozenPlan, study: Study) -> list[Deviation]:
    """Every choice of the study that is no longer what the plan fixed, in the order of the plan.

    A plan frozen before the study had sources fixes no waves: those are then no deviation.
    """
    then, now = dict(_leaves(plan.choices)), dict(_leaves(choices_of(study)))
    paths = [*then, *(path for path in now if path not in then)]
    changed = [path for path in paths if then.get(path) != now.get(path)]
    open_waves = {path for path in changed if path.startswith("waves.") and not then.get(path)}
    return [Deviation(path, then.get(path), now.get(path)) for path in changed if path not in open_waves]


def _leaves(node: Mapping[str, Any], *, at: str = "") -> Iterator[tuple[str, object]]:
    for name, value in node.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, at=f"{at}{name}.")
        else:
            yield f"{at}{name}", value


def _already_frozen(plan: FrozenPlan) -> UsageError:
    return UsageError(
        message(fr="Ce plan est déjà figé, à l’identique.", en="This very plan is frozen already."),
        where=PLAN_FILE,
        found=plan.frozen_on.isoformat(),
        action=message(
            fr="Rien à faire : la date du premier gel compte. Un plan modifié s’ajoutera à la suite.",
            en="Nothing to do: the date of the first freeze counts. A changed plan is added after it.",
        ),
    )
