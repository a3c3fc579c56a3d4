"""How functions look here: few positional arguments, no clock and no chance below the command line, small bodies."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from conventions_source import SOURCE, modules, room

CLOCK = {
    *(("datetime", name) for name in ("now", "today", "utcnow")),
    *(("time", name) for name in ("time", "time_ns", "localtime", "gmtime")),
    *(("date", "today"), ("Timestamp", "now"), ("Timestamp", "today")),
}
MAX_LINES = 500


def functions() -> Iterator[tuple[Path, ast.FunctionDef, bool]]:
    for path, tree in modules():
        for parent in ast.walk(tree):
            for node in parent.body if isinstance(parent, (ast.Module, ast.ClassDef)) else []:
                if isinstance(node, ast.FunctionDef):
                    yield path, node, isinstance(parent, ast.ClassDef)


def name_of(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(SOURCE)}:{node.lineno} {getattr(node, 'name', '')}"  # type: ignore[attr-defined]


def test_at_most_three_positional_arguments() -> None:
    wrong = []
    for path, node, method in functions():
        positional = len(node.args.posonlyargs) + len(node.args.args) - (1 if method else 0)
        if not node.name.startswith("_") and positional > 3 and room(path) != "cli":
            wrong.append(name_of(path, node))
    assert not wrong, "make the options keyword-only: " + ", ".join(wrong)


def test_public_functions_say_what_they_do() -> None:
    wrong = [
        name_of(path, node)
        for path, node, method in functions()
        if not method
        and not node.name.startswith("_")
        and room(path) != "cli"
        and _lines(node) > 6
        and not ast.get_docstring(node)
    ]
    assert not wrong, "no docstring: " + ", ".join(wrong)


def _lines(node: ast.FunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_functions_are_small() -> None:
    sizes = [_lines(node) for _, node, _ in functions()]
    assert statistics.median(sizes) <= 8
    assert max(sizes) <= 60


def test_modules_do_one_thing() -> None:
    long = [
        str(p.relative_to(SOURCE)) for p, _ in modules() if len(p.read_text(encoding="utf-8").splitlines()) > MAX_LINES
    ]
    assert not long


def reads_clock(node: ast.AST) -> bool:
    """`dt.datetime.now()`, `pd.Timestamp.today()`, `time.time()`; a constructor such as `dt.time(9)` is no clock."""
    if not isinstance(node, ast.Attribute):
        return False
    owner = ast.unparse(node.value).split(".")[-1]
    return (owner, node.attr) in CLOCK


def test_no_clock_below_the_command_line() -> None:
    wrong = [name_of(p, n) for p, tree in modules() if room(p) != "cli" for n in ast.walk(tree) if reads_clock(n)]
    assert not wrong


def chance(node: ast.AST) -> bool:
    """A global generator, or a new one that no seed was given to."""
    if isinstance(node, ast.Import):
        return any(alias.name in {"random", "secrets"} for alias in node.names)
    if not isinstance(node, ast.Call) or not ast.unparse(node.func).startswith(("np.random.", "numpy.random.")):
        return False
    return not node.args or not ast.unparse(node.func).endswith(("default_rng", "Generator", "SeedSequence", "PCG64"))


def test_no_global_chance() -> None:
    """The pseudonym key alone is drawn from the system's randomness; a forked kernel's own generator is reseeded."""
    allowed = {"reports/warm.py"}
    wrong = [
        name_of(path, node)
        for path, tree in modules()
        if room(path) != "privacy" and path.relative_to(SOURCE).as_posix() not in allowed
        for node in ast.walk(tree)
        if chance(node)
    ]
    assert not wrong


def test_nothing_is_asserted_or_left_undone() -> None:
    wrong = [
        name_of(path, node)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Name) and node.id == "NotImplementedError")
    ]
    assert not wrong


def test_merges_say_what_they_expect() -> None:
    wrong = [
        name_of(path, node)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "merge"
        and not any(k.arg == "validate" for k in node.keywords)
    ]
    assert not wrong
