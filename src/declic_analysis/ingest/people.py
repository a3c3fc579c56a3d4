"""Everyone who answered or took part, over all files at once: identities go in, pseudonyms come out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.ingest.identity import IDENTIFIED, Claims
from declic_analysis.privacy import Key, pseudonyms, row_pseudonyms


def recognise(claims: Sequence[Claims], *, key: Key, study: str) -> list[pd.DataFrame]:
    """Name the rows of every file and sheet of a study, together: a person of one may be a person of another.

    Parameters: claims, of each file or sheet; study, its name, to which pseudonyms are bound.
    Returns: for each of `claims`, in order and with its index: person (pseudonym: the person's own where identified,
    else one that only this line of this file has), identity (state of the code), identified (boolean).
    """
    return [_named(one, key=key, study=study) for one in claims]


def _named(claims: Claims, *, key: Key, study: str) -> pd.DataFrame:
    known = claims.states == IDENTIFIED
    alone = row_pseudonyms(source=claims.source, file=claims.file, rows=claims.lines[~known], key=key, study=study)
    own = pseudonyms(claims.codes[known], key=key, study=study)
    person = pd.concat([own, alone]).reindex(claims.lines.index)
    return pd.DataFrame({"person": person, "identity": claims.states, "identified": known})
