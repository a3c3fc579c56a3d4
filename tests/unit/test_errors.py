"""Errors: one sentence in two languages, a distinct exit code each, no stack for a reader."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator

import pytest

from declic_analysis import errors
from declic_analysis.errors import DeclicError, Message, StudyError, UsageError, message, nbsp, set_language

KINDS = [DeclicError, *DeclicError.__subclasses__()]


@pytest.fixture(autouse=True)
def french_again() -> Iterator[None]:
    yield
    set_language("fr")


def full() -> StudyError:
    return StudyError(
        message(fr="Échelle inconnue.", en="Unknown scale."),
        where=message(fr="ligne 3", en="line 3"),
        found=message(fr="un texte", en="a text"),
        allowed="accord5",
        action=message(fr="Corrigez-la.", en="Correct it."),
    )


def test_every_kind_has_its_own_exit_code() -> None:
    codes = [cls.exit_code for cls in KINDS]
    assert len(set(codes)) == len(codes)
    assert 0 not in codes
    assert all(code < 126 for code in codes), "126 and above belong to the shell"


def test_the_sentence_in_french() -> None:
    assert str(full()).splitlines() == [
        "Échelle inconnue.",
        "  Où\u00a0: ligne 3",
        "  Trouvé\u00a0: un texte",
        "  Attendu\u00a0: accord5",
        "  À faire\u00a0: Corrigez-la.",
    ]


def test_the_language_may_change_after_the_error_was_made() -> None:
    error = full()
    set_language("en")
    assert str(error).splitlines() == [
        "Unknown scale.",
        "  Where: line 3",
        "  Found: a text",
        "  Expected: accord5",
        "  What to do: Correct it.",
    ]


def test_what_was_not_said_leaves_no_line() -> None:
    assert str(DeclicError("Court.", where="", found=None)) == "Court."


def test_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(UsageError) as caught:
        set_language("de")
    assert caught.value.allowed == "fr, en"
    assert str(message(fr="oui", en="yes")) == "oui"


def test_ipython_shows_the_sentence_without_stack(capsys: pytest.CaptureFixture[str]) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    assert full()._render_traceback_() == [str(full())]
    shell = InteractiveShell()
    shell.push({"error": full()})
    shell.run_cell("raise error")
    shown = "".join(capsys.readouterr())
    assert "Échelle inconnue." in shown
    assert "Traceback" not in shown
    assert "raise error" not in shown


def test_an_error_crosses_processes_whole() -> None:
    again = pickle.loads(pickle.dumps(full()))
    assert str(again) == str(full())
    assert again.exit_code == StudyError.exit_code


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Quoi ? Oui !", "Quoi\u202f? Oui\u202f!"),
        ("a ; b : c", "a\u202f; b\u00a0: c"),
        ("liste :", "liste\u00a0:"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("30 %", "30\u202f%"),
        ("10:30 a:b https://x", "10:30 a:b https://x"),
        ("", ""),
    ],
)
def test_french_spaces(given: str, expected: str) -> None:
    assert nbsp(given) == expected
    assert nbsp(expected) == expected, "twice changes nothing"


def test_english_is_left_alone() -> None:
    assert message(fr="a ?", en="a ?") == Message(fr="a\u202f?", en="a ?")


def test_every_message_in_the_sources_speaks_two_languages(project_root: object) -> None:
    assert all(re.fullmatch(r"[A-ZÀ-Ý].*", label.fr) and label.en for label in errors._LABELS.values())
