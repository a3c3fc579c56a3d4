"""Where a structure's own codes disagree with the territory the study gives it: a remark, never a change.

The territory is declared by the programme: a structure may work for a territory that it does not lie in.
"""

from __future__ import annotations

from collections.abc import Iterator

from declic_analysis.codes import is_manufacturing, parent_commune
from declic_analysis.errors import Message, message
from declic_analysis.ingest.places import Places
from declic_analysis.study import Study
from declic_analysis.study.model import Structure, Territory
from declic_analysis.vocabulary import PlaceCode, Role


def structure_remarks(study: Study, *, places: Places) -> list[Message]:
    """One sentence a disagreement, in the order of the study: EPCI or commune, then activity."""
    territories = {territory.id: territory for territory in study.territories}
    found: list[Message] = []
    for structure in study.structures:
        if territory := territories.get(structure.territory or ""):
            found += _elsewhere(structure, territory, places)
        found += [*_listed_otherwise(structure, places), *_activity(structure)]
    return found


def _elsewhere(structure: Structure, territory: Territory, places: Places) -> Iterator[Message]:
    commune = parent_commune(structure.commune) if structure.commune else ""
    if commune in map(parent_commune, territory.communes):
        return
    if structure.epci and territory.epci and structure.epci != territory.epci:
        yield _outside(structure, territory, fr="son EPCI n’est pas celui", en="its EPCI is not that")
    elif commune and _lies_outside(commune, territory, places):
        yield _outside(structure, territory, fr="sa commune n’est pas l’une de celles", en="its commune is not one")


def _lies_outside(commune: str, territory: Territory, places: Places) -> bool:
    """The study or its list knows where the commune is, and it is not there."""
    owner = places.territory(commune, holds=PlaceCode.COMMUNE)
    known = owner is not None or commune in places.listed or bool(territory.communes)
    return known and owner != territory.id


def _outside(structure: Structure, territory: Territory, *, fr: str, en: str) -> Message:
    where_fr, where_en = territory.label.fr, territory.label.of("en")
    return message(
        fr=f"Structure « {structure.name} » : {fr} de « {where_fr} » ; le territoire déclaré est gardé.",
        en=f"Structure « {structure.name} »: {en} of « {where_en} »; the declared territory is kept.",
    )


def _listed_otherwise(structure: Structure, places: Places) -> Iterator[Message]:
    commune = parent_commune(structure.commune) if structure.commune else ""
    listed = places.epcis.get(commune)
    if structure.epci and listed and listed != structure.epci:
        yield message(
            fr=f"Structure « {structure.name} » : la liste de communes donne à sa commune un autre EPCI, {listed}.",
            en=f"Structure « {structure.name} »: the list of communes gives its commune another EPCI, {listed}.",
        )
    if commune and places.listed and commune not in places.listed:
        yield message(
            fr=f"Structure « {structure.name} » : sa commune n’est pas dans la liste de communes (code postal ?).",
            en=f"Structure « {structure.name} »: its commune is not in the list of communes (a postal code?).",
        )


def _activity(structure: Structure) -> Iterator[Message]:
    if Role.COMPANY in structure.roles and structure.naf and not is_manufacturing(structure.naf):
        yield message(
            fr=f"Structure « {structure.name} » : entreprise industrielle, mais son code NAF n’est pas de la section C "
            "(divisions 10 à 33).",
            en=f"Structure « {structure.name} »: manufacturing company, but its NAF code is not in section C "
            "(divisions 10 to 33).",
        )
