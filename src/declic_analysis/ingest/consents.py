"""What people allow: a yes is a yes in any usual writing, silence and anything unclear are none."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from declic_analysis.ingest.cells import Reader
from declic_analysis.ingest.headers import header_key
from declic_analysis.study.model import Consent

YES = ("oui", "yes", "o", "y", "1", "true", "vrai", "x", "j'accepte", "i agree", "d'accord")
NO = ("non", "no", "n", "0", "2", "false", "faux", "je refuse", "i refuse", "je n'accepte pas")


def statements(reader: Reader) -> pd.DataFrame:
    """What each row says of each purpose that its source maps.

    Returns: row (index of the raw table), purpose, header, granted (boolean, missing where the answer is neither a yes
    nor a no); rows that say nothing are absent.
    """
    found = [_said(reader, purpose, rule) for purpose, rule in reader.source.consents.items()]
    return pd.concat([_none(), *found], ignore_index=True)


def _said(reader: Reader, purpose: str, rule: Consent) -> pd.DataFrame:
    texts = reader.text(rule.column).fillna("?")
    meanings = {text: _meaning(text, rule) for text in texts[texts != ""].unique()}
    kept = texts[texts != ""]
    return pd.DataFrame(
        {
            "row": kept.index,
            "purpose": purpose,
            "header": reader.header(rule.column),
            "granted": kept.map(meanings).astype("boolean").to_numpy(),
        }
    ).astype(dict(_none().dtypes))


def _meaning(text: str, rule: Consent) -> bool | None:
    """With answers named by the study, these and only these allow; any other answer does not."""
    key = header_key(text)
    if rule.granted:
        return key in _keys(rule.granted)
    return True if key in _keys(YES) else False if key in _keys(NO) else None


def _keys(texts: Iterable[str]) -> set[str]:
    return {header_key(text) for text in texts}


def _none() -> pd.DataFrame:
    kinds = {"row": "int64", "purpose": "string", "header": "string", "granted": "boolean"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
