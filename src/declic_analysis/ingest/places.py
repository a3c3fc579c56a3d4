"""From a place to a territory: commune, postal code, EPCI, employment zone, by what the study declares and by its list.

A place that two territories could claim stands for neither: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from declic_analysis.codes import commune_code, parent_commune, postal_code, siren_digits
from declic_analysis.ingest.reading import read_raw
from declic_analysis.naming import organisation_key
from declic_analysis.study import Study
from declic_analysis.study.codes import CommuneList
from declic_analysis.study.model import Territory
from declic_analysis.vocabulary import PlaceCode

COMMUNES = ["commune", "name", "postal_codes", "epci", "employment_zone"]
Claim = tuple[str, str, str | None]  # what it is, its code, the territory that has it


def _commune(text: str) -> str | None:
    code = commune_code(text)
    return parent_commune(code) if code else None


CANONICAL: dict[PlaceCode, Callable[[str], str | None]] = {
    PlaceCode.COMMUNE: _commune,
    PlaceCode.POSTAL_CODE: postal_code,
    PlaceCode.EPCI: siren_digits,
    PlaceCode.EMPLOYMENT_ZONE: lambda text: re.sub(r"[.,]0+$", "", text.strip()),
    PlaceCode.NAME: organisation_key,
}


@dataclass(frozen=True)
class Places:
    """territories: (what it is, code) → territory id; epcis: commune → the EPCI that the list gives it;
    listed: communes of the list.
    """

    territories: Mapping[tuple[str, str], str]
    epcis: Mapping[str, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()

    def territory(self, text: str, *, holds: str) -> str | None:
        """The territory of one place, nothing when the text is no such place or lies in none, or in two."""
        code = CANONICAL[PlaceCode.of(holds)](text)
        return self.territories.get((holds, code)) if code else None


def territories_of(texts: pd.Series, *, places: Places, holds: str) -> pd.Series:
    """Territory of each place, missing where none; each distinct text is looked at once. `holds`: a `PlaceCode`."""
    plain = texts.fillna("").astype("str")
    return plain.map({text: places.territory(text, holds=holds) for text in plain.unique()}).astype("string")


def read_communes(path: Path, *, columns: CommuneList) -> pd.DataFrame:
    """A person's list of communes: commune (canonical code; rows without one are left out), name, postal_codes, epci,
    employment_zone; `""` where the list does not say.

    Raises: SourceError, when the file cannot be read or lacks a column that the study names.
    """
    raw = read_raw(path, name=columns.file)
    named = {"commune": columns.code, **{name: getattr(columns, name) for name in COMMUNES[1:]}}
    raw.columns.require({name: header for name, header in named.items() if header}, coalesce=False)
    at = {name: raw.columns.positions(header)[0] for name, header in named.items() if header}
    cells = {name: raw.frame[at[name]].str.strip() if name in at else "" for name in named}
    frame = pd.DataFrame(cells, index=raw.frame.index)
    return frame.assign(commune=[commune_code(text) or "" for text in frame["commune"]]).query("commune != ''")


def places_of(study: Study, *, communes: pd.DataFrame | None = None) -> Places:
    """What the study declares of its territories, with a list of communes (`read_communes`) where there is one."""
    listed = communes if communes is not None else pd.DataFrame(columns=COMMUNES)
    owners = _owners(study.territories, listed)
    epcis = {c: siren_digits(e) for c, e in zip(listed["commune"], listed["epci"], strict=True) if e}
    return Places(
        territories=_alone([*_declared(study.territories), *_of_communes(owners, listed)]),
        epcis=epcis,
        listed=frozenset(listed["commune"]),
    )


def _declared(territories: Iterable[Territory]) -> Iterator[Claim]:
    for territory in territories:
        if territory.epci:
            yield PlaceCode.EPCI.value, territory.epci, territory.id
        if territory.employment_zone:
            yield PlaceCode.EMPLOYMENT_ZONE.value, territory.employment_zone, territory.id


def _owners(territories: list[Territory], listed: pd.DataFrame) -> dict[str, str | None]:
    """Commune → its territory: the study's own list goes before the EPCI, the EPCI before the employment zone."""
    declared = _alone(_declared(territories))
    own = _alone((PlaceCode.COMMUNE.value, parent_commune(c), t.id) for t in territories for c in t.communes)
    found: dict[str, str | None] = {code: owner for (_, code), owner in own.items()}
    for row in listed.to_dict("records"):
        by_epci = declared.get((PlaceCode.EPCI.value, siren_digits(row["epci"])))
        by_zone = declared.get((PlaceCode.EMPLOYMENT_ZONE.value, row["employment_zone"]))
        found.setdefault(parent_commune(row["commune"]), by_epci or by_zone)
    return found


def _of_communes(owners: Mapping[str, str | None], listed: pd.DataFrame) -> Iterator[Claim]:
    for commune, owner in owners.items():
        yield PlaceCode.COMMUNE.value, commune, owner
    for row in listed.to_dict("records"):
        owner = owners[parent_commune(row["commune"])]
        codes = {postal_code(text) for text in re.split(r"[|;,/\s]+", row["postal_codes"])}
        yield from ((PlaceCode.POSTAL_CODE.value, code, owner) for code in codes if code)
        yield PlaceCode.NAME.value, organisation_key(row["name"]), owner


def _alone(claims: Iterable[Claim]) -> dict[tuple[str, str], str]:
    """What one territory alone claims: a postal code that a commune of no territory shares is nobody's."""
    found: dict[tuple[str, str], set[str | None]] = {}
    for kind, code, owner in claims:
        found.setdefault((kind, code), set()).add(owner)
    single = {place: next(iter(owners)) for place, owners in found.items() if len(owners) == 1}
    return {place: owner for place, owner in single.items() if owner}
