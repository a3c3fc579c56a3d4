"""Keys and pseudonyms."""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
from pathlib import Path

import pandas as pd
import pytest

from declic_analysis.errors import KeyMissingError, UsageError
from declic_analysis.privacy import (
    FICTION_KEY,
    Key,
    load_key,
    new_key,
    normalised,
    pseudonyms,
    row_pseudonyms,
)

OTHER = Key(b"k" * 32)


def one(*identity: str, key: Key = FICTION_KEY, study: str = "essai") -> str:
    return str(pseudonyms(pd.DataFrame([identity]), key=key, study=study).iloc[0])


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("ÉLODIE  Martin ", "elodie martin"),
        ("Élodie\u00a0martin", "elodie martin"),  # no-break space; e + combining accent
        ("ｅlodie ﬁn", "elodie fin"),
        ("Straße", "strasse"),
    ],
)
def test_one_spelling(written: str, same: str) -> None:
    assert normalised(written) == same


def test_pseudonym_is_keyed_and_bound_to_the_study() -> None:
    assert one("AB12") == one(" ab12")
    assert len({one("ab12"), one("ab12", study="autre"), one("ab12", key=OTHER), one("ab13")}) == 4
    assert one("ab", "c") != one("a", "bc")


def test_pseudonym_is_hmac_sha256() -> None:
    text = b'["person", "essai", "ab12"]'
    assert one("AB12") == hmac.new(FICTION_KEY.secret, text, hashlib.sha256).hexdigest()[:32]


def test_no_identity_no_pseudonym() -> None:
    frame = pd.DataFrame({"a": ["x", "", None], "b": ["y", "y", "y"]}, index=[5, 6, 7])
    found = pseudonyms(frame, key=FICTION_KEY, study="essai")
    assert found.index.tolist() == [5, 6, 7]
    assert found.notna().tolist() == [True, False, False]


def test_rows_without_identity_stand_alone() -> None:
    lines = pd.Series([2, 3])
    found = {
        name: row_pseudonyms(source="s", file=name, rows=lines, key=FICTION_KEY, study="essai")
        for name in ("a.csv", "b.csv")
    }
    assert pd.concat(found).nunique() == 4


def test_new_key_is_private_and_never_replaced(tmp_path: Path) -> None:
    path = new_key(tmp_path / "keys" / "pseudonym.key")
    assert len(load_key(path=path, environment={}).secret) == 32
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="existe déjà"):
        new_key(path)
    assert load_key(path=path, environment={}) != load_key(path=new_key(tmp_path / "two.key"), environment={})


@pytest.mark.parametrize("mark", [[".git"], ["data/raw", "notebooks"]])
def test_no_key_inside_a_project(tmp_path: Path, mark: list[str]) -> None:
    for name in mark:
        (tmp_path / name).mkdir(parents=True)
    with pytest.raises(UsageError, match="projet"):
        new_key(tmp_path / "deep" / "pseudonym.key")
    assert not (tmp_path / "deep").exists()


def test_environment_goes_first(tmp_path: Path) -> None:
    path = new_key(tmp_path / "a.key")
    assert load_key(path=path, environment={"DECLIC_KEY": "ab" * 32}).secret == bytes.fromhex("ab" * 32)


@pytest.mark.parametrize("text", ["", "ab" * 31, "zz" * 32, "ab" * 32 + "c"])
def test_malformed_keys_are_refused_and_not_shown(tmp_path: Path, text: str) -> None:
    with pytest.raises(KeyMissingError) as caught:
        load_key(path=tmp_path / "none", environment={"DECLIC_KEY": text})
    assert "mal formée" in str(caught.value)
    assert not text or text not in str(caught.value)


def test_a_key_does_not_print() -> None:
    assert "secret" not in repr(OTHER)
    assert "k" * 8 not in repr(OTHER)
