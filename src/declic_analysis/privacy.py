"""Pseudonyms: HMAC-SHA-256 over a normalised identity, with a key that stays outside the project.

Normalisation (`normalised`): NFKC, case folded, accents removed, every kind of space collapsed. Accents go because one
person writes “Élodie” in one wave and “ELODIE” in the next; two persons who differ by an accent only are rarer.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from declic_analysis.errors import KeyMissingError, Message, UsageError, message

KEY_VARIABLE = "DECLIC_KEY"
KEY_BYTES = 32
PSEUDONYM_BYTES = 16
ENCODER = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True)
class Key:
    """The secret that turns an identity into a pseudonym. It never shows in a message."""

    secret: bytes = field(repr=False)


# Public on purpose: it only ever meets invented people (studies with `fictitious: true`).
FICTION_KEY = Key(hashlib.sha256(b"declic_analysis: fictitious studies only").digest())


def new_key(path: Path) -> Path:
    """Write a new random key to `path` (owner only), which must not exist nor lie in a project.

    Raises: UsageError.
    """
    target = Path(path).expanduser().resolve()
    _refuse_repository(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UsageError(
            message(fr="Une clé existe déjà à cet endroit.", en="There is a key there already."),
            where=str(target),
            action=message(
                fr="Gardez-la : une autre clé donnerait d’autres pseudonymes, et les vagues ne s’apparieraient plus.",
                en="Keep it: another key would give other pseudonyms, and waves would no longer pair.",
            ),
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
    return target


def _refuse_repository(path: Path) -> None:
    for folder in path.parents:
        if (folder / ".git").exists() or ((folder / "data/raw").is_dir() and (folder / "notebooks").is_dir()):
            raise UsageError(
                message(fr="La clé ne peut pas vivre dans le projet.", en="The key cannot live in the project."),
                where=str(folder),
                action=message(
                    fr="Choisissez un dossier personnel : qui reçoit le projet ne doit pas recevoir la clé.",
                    en="Choose a personal folder: whoever gets the project must not get the key.",
                ),
            )


def load_key(*, path: Path, environment: Mapping[str, str]) -> Key:
    """The key of the variable DECLIC_KEY if it is set, else of the file at `path` (hexadecimal, at least 32 bytes).

    Raises: KeyMissingError, when there is none or it is malformed.
    """
    if KEY_VARIABLE in environment:
        return _parse(environment[KEY_VARIABLE], where=KEY_VARIABLE)
    if not path.is_file():
        raise missing_key(where=str(path))
    return _parse(path.read_text(encoding="ascii", errors="replace"), where=str(path))


def missing_key(*, where: str | None = None) -> KeyMissingError:
    """The error for real answers without a key: what it is for, how to make one."""
    return KeyMissingError(
        message(
            fr="Il manque la clé qui remplace les identités par des pseudonymes.",
            en="The key that turns identities into pseudonyms is missing.",
        ),
        where=where,
        allowed=message(
            fr=f"un fichier hors du projet, ou la variable {KEY_VARIABLE}",
            en=f"a file outside the project, or the variable {KEY_VARIABLE}",
        ),
        action=message(
            fr="Créez-la une fois pour toutes avec « declic key new », puis gardez-la : sans elle, les vagues ne "
            "s’apparient plus.",
            en="Make it once and for all with `declic key new`, then keep it: without it, waves no longer pair.",
        ),
    )


def _parse(text: str, *, where: str) -> Key:
    stripped = text.strip()
    if re.fullmatch(rf"([0-9a-fA-F]{{2}}){{{KEY_BYTES},}}", stripped):
        return Key(bytes.fromhex(stripped))
    raise KeyMissingError(
        message(fr="La clé est mal formée.", en="The key is malformed."),
        where=where,
        found=_kind(stripped),
        allowed=message(
            fr=f"au moins {2 * KEY_BYTES} chiffres hexadécimaux, en nombre pair",
            en=f"at least {2 * KEY_BYTES} hexadecimal digits, an even number of them",
        ),
        action=message(
            fr="Retrouvez la clé d’origine ; « declic key new » n’en crée une que si aucune n’existe.",
            en="Find the original key; `declic key new` makes one only where there is none.",
        ),
    )


def _kind(text: str) -> Message:
    return message(fr=f"un texte de {len(text)} caractères", en=f"a text of {len(text)} characters")


def normalised(text: str) -> str:
    """One spelling of an identity: NFKC, case folded, no accents, single spaces."""
    if text.isascii():  # nothing to compose or decompose: most codes
        return " ".join(text.casefold().split())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


def normalised_column(column: pd.Series) -> pd.Series:
    """`normalised` over a text column, each distinct text once; a missing text becomes empty."""
    codes, distinct = pd.factorize(column.fillna(""))
    texts = pd.array([normalised(value) for value in distinct.tolist()], dtype="str")
    return pd.Series(texts.take(codes), index=column.index, name=column.name)


def pseudonyms(identifiers: pd.DataFrame, *, key: Key, study: str) -> pd.Series:
    """Keyed pseudonym of each row's identity (its columns, normalised, in order), bound to the study's name.

    Parameters: identifiers, one text column or more; a row where any of them is empty has no identity.
    Returns: text of 32 hexadecimal digits, missing where there is no identity; same index.
    """
    return coded(identifiers.apply(normalised_column) if len(identifiers) else identifiers, key=key, study=study)


def coded(clean: pd.DataFrame, *, key: Key, study: str, known: dict[tuple[str, ...], str] | None = None) -> pd.Series:
    """`pseudonyms` of identities that are normalised already.

    `known`: identity → pseudonym of this study, filled as they are met, so that a person of two files is coded once.
    """
    if clean.empty:
        return pd.Series(pd.NA, index=clean.index, dtype="string", name="person")
    at, distinct = pd.factorize(pd.MultiIndex.from_frame(clean) if len(clean.columns) > 1 else clean.iloc[:, 0])
    identities = distinct.tolist() if len(clean.columns) > 1 else [(value,) for value in distinct.tolist()]
    met = {} if known is None else known
    for identity in identities:
        if identity not in met and all(identity):
            met[identity] = _digest(["person", study, *identity], key=key)
    codes = pd.array([met.get(identity) for identity in identities], dtype="string")
    return pd.Series(codes.take(at), index=clean.index, name="person")


def row_pseudonyms(*, source: str, file: str, rows: pd.Series, key: Key, study: str) -> pd.Series:
    """A pseudonym per line of a raw file, for rows whose author cannot be told: it pairs with nothing."""
    codes = [_digest(["row", study, source, file, str(row)], key=key) for row in rows]
    return pd.Series(codes, index=rows.index, dtype="string", name="person")


def _digest(parts: list[str], *, key: Key) -> str:
    # JSON keeps the parts apart: ("ab", "c") and ("a", "bc") are two persons.
    text = ENCODER.encode(parts).encode()
    return hmac.digest(key.secret, text, "sha256")[:PSEUDONYM_BYTES].hex()
