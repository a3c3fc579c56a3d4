"""Everyone who answered or took part, over all files at once: identities go in, pseudonyms come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from declic_analysis.ingest.identity import IDENTIFIED, MALFORMED, Claims, with_leading_zeros
from declic_analysis.ingest.lookalikes import differing_constants, refuse_lookalikes
from declic_analysis.ingest.matching import Links, Seen, columns_of, one_edit_links
from declic_analysis.privacy import Key, coded, row_pseudonyms
from declic_analysis.vocabulary import Match, NoteKind

NO_LINKS = Links({}, {}, frozenset(), frozenset())


class Recognised(NamedTuple):
    """Who the rows of one file are. people: person, identity, identified, match, match_score, index of the rows;
    notes: for the ledger (category, how many, what about).
    """

    people: pd.DataFrame
    notes: list[tuple[str, int, str | None]]


def recognise(claims: Sequence[Claims], *, key: Key, study: str) -> list[Recognised]:
    """Name the rows of every file and sheet of a study, together: a person of one may be a person of another.

    Parameters: claims, of each file or sheet; study, its name, to which pseudonyms are bound.
    Returns: for each of `claims`, in order: person (pseudonym: the person's own where identified, else one that only
    this line of this file has), identity (state of the code), identified (also where no code was asked and one row
    holds two waves), match (`vocabulary.Match`: how the person was recognised from one questionnaire to another) and
    match_score (1 exact, less by one edit, missing for `none`).
    Raises: SourceError, when identifiers are row numbers, or name other persons in another file.
    """
    mended = with_leading_zeros(claims)
    differing = differing_constants(mended)
    refuse_lookalikes(mended)
    links = one_edit_links(_seen(mended)) if any(_tolerant(one) for one in mended) else NO_LINKS
    again = _seen_again(mended)
    known: dict[tuple[str, ...], str] = {}
    name = partial(_people, links=links, again=again, key=key, study=study, known=known)
    return [Recognised(name(one), _notes(one, links, differs=n)) for one, n in zip(mended, differing, strict=True)]


def _tolerant(claims: Claims) -> bool:
    return claims.rule is not None and claims.rule.tolerance == "one_edit"


def _seen(claims: Sequence[Claims]) -> Iterator[Seen]:
    """Every code that counts, of the sources that ask for tolerance."""
    found: dict[str, Seen] = {}
    for one in claims:
        rows = one.counts & one.states.isin([IDENTIFIED, MALFORMED]) & one.audience.notna()
        if not _tolerant(one) or not rows.any():
            continue
        told = one.constants[rows].itertuples(index=False, name=None)
        for name, state, constants in zip(one.names()[rows], one.states[rows], told, strict=True):
            found.setdefault(name, Seen(name, state == IDENTIFIED)).add(one.waves, constants)
    yield from found.values()


def _seen_again(claims: Sequence[Claims]) -> pd.Index:
    """Codes that stand in two questionnaires (or registers) about other waves."""
    parts = [
        pd.DataFrame({"name": one.names()[one.counts & (one.states == IDENTIFIED)], "of": "|".join(sorted(one.waves))})
        for one in claims
        if one.rule is not None
    ]
    if not parts:
        return pd.Index([])
    places = pd.concat(parts, ignore_index=True).drop_duplicates()["name"].value_counts(sort=False)
    return places.index[places > 1]


def _people(
    claims: Claims, *, links: Links, again: pd.Index, key: Key, study: str, known: dict[tuple[str, ...], str]
) -> pd.DataFrame:
    names = claims.names()
    well_formed = claims.states == IDENTIFIED
    joined = _among(names, pd.Index(list(links.name_of), dtype="str")) & (claims.counts | well_formed)
    told = well_formed | joined
    codes = _own_codes(claims, names=names[joined], links=links)
    alone = row_pseudonyms(source=claims.source, file=claims.file, rows=claims.lines[~told], key=key, study=study)
    person = pd.concat([coded(codes[told], key=key, study=study, known=known), alone]).reindex(names.index)
    exact = told & ~joined & _among(names, again)
    match = pd.Series(Match.NONE.value, index=names.index, dtype="string")
    score = names.where(joined).map(links.score).astype("Float64").mask(exact, 1.0)
    return pd.DataFrame(
        {
            "person": person,
            "identity": claims.states,
            "identified": told | _one_row_two_waves(claims),
            "match": match.mask(exact, Match.EXACT.value).mask(joined, Match.ONE_EDIT.value),
            "match_score": score,
        }
    )


def _among(names: pd.Series, wanted: pd.Index) -> pd.Series:
    """Which names are among the distinct `wanted` ones; `isin` would walk through them one by one."""
    found = wanted.get_indexer(pd.Index(names)) >= 0 if len(wanted) else False
    return pd.Series(found, index=names.index, dtype=bool)


def _one_row_two_waves(claims: Claims) -> bool:
    """Without an identifier, a row that tells before and after is still one person, who pairs with nobody else."""
    return claims.rule is None and len(claims.waves) > 1


def _own_codes(claims: Claims, *, names: pd.Series, links: Links) -> pd.DataFrame:
    """The codes, those joined to another replaced by the one that names their person."""
    if names.empty:
        return claims.codes
    own = pd.DataFrame([columns_of(links.name_of[name]) for name in names], index=names.index)
    return pd.concat([claims.codes.drop(names.index), own]).reindex(claims.codes.index)


def _notes(claims: Claims, links: Links, *, differs: int) -> list[tuple[str, int, str | None]]:
    names = set(claims.names()[claims.counts]) if links is not NO_LINKS else set()
    found = [
        (NoteKind.ONE_EDIT.value, sum(links.name_of.get(name, name) != name for name in names)),
        (NoteKind.AMBIGUOUS_CODE.value, len(names & links.ambiguous)),
        (NoteKind.NEAR_CODE_REFUSED.value, len(names & links.refused)),
        (NoteKind.ZEROS_RESTORED.value, claims.n_padded),
        (NoteKind.CONSTANT_DIFFERS.value, differs),
    ]
    return [(category, n, claims.header) for category, n in found if n]
