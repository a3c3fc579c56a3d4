"""`docs/data-dictionary.md`, from the models: every contract table, every column, what it may hold, what it means."""

from __future__ import annotations

from typing import Any

from declic_analysis import vocabulary as v
from declic_analysis.schemas import TABLES
from declic_analysis.schemas.models import MODELS, Table

INTRODUCTION = """# Data dictionary

Generated from `declic_analysis.schemas.models` by `make fix`; do not edit by hand. A table that `declic build` writes
to `data/processed/<study>/` holds exactly the columns below, in this order. Persons appear only as keyed pseudonyms.
“empty” = may the cell be empty; unknown is always empty, never 0.
"""
TYPES = {"str": "text", "string": "text", "datetime64[ns]": "date and time", "boolean": "true or false"}


def render() -> str:
    """The whole document, in Markdown: one section per table, then the meaning of each code."""
    tables = [_section(name, MODELS[name]) for name in TABLES]
    return "\n".join([INTRODUCTION, _contents(), *tables, _codes()])


def _contents() -> str:
    return "Tables: " + ", ".join(f"[{name}](#{name})" for name in TABLES) + ". [What the codes mean](#codes).\n"


def _section(name: str, model: type[Table]) -> str:
    schema = model.to_schema()
    rows = [_row(column, spec) for column, spec in schema.columns.items()]
    rules = [f"- each row: {check.name}" for check in schema.checks]
    head = ["| column | type | empty | allowed | meaning |", "|---|---|---|---|---|"]
    return "\n".join([f"## {name}\n", f"{model.__doc__}\n", *head, *rows, "", *rules, *([""] if rules else [])])


def _row(name: str, spec: Any) -> str:
    allowed = [text for check in spec.checks if (text := _allowed(check))]
    allowed += ["unique"] if spec.unique else []
    cells = (f"`{name}`", _type(spec), "yes" if spec.nullable else "no", "; ".join(allowed), spec.description or "")
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _type(spec: Any) -> str:
    name = str(spec.dtype)
    return TYPES.get(name.split("[python]")[0].split("[pyarrow]")[0], name)


def _allowed(check: Any) -> str:
    """A check in words: 'a, b, c', '≥ 0', 'form ^\\d{9}$'."""
    found = check.statistics or {}
    if "allowed_values" in found:
        return ", ".join(map(str, found["allowed_values"]))
    if "min_value" in found:
        return f"≥ {found['min_value']}"
    if "pattern" in found:
        return f"form `{getattr(found['pattern'], 'pattern', found['pattern'])}`"
    return str(check.name)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _codes() -> str:
    used = {code for name in TABLES for code in _closed(MODELS[name])}
    lists = [cls for cls in v.Coded.__subclasses__() if cls.codes() in used]
    parts = ["## Codes\n", "Codes of the closed lists above, with the words that pages print.\n"]
    for cls in lists:
        parts += [f"### {cls.__name__}\n", "| code | French | English |", "|---|---|---|"]
        parts += [f"| `{m.value}` | {_escaped(m.label.fr)} | {_escaped(m.label.en)} |" for m in cls]
        parts.append("")
    return "\n".join(parts)


def _closed(model: type[Table]) -> set[tuple[str, ...]]:
    checks = [check for spec in model.to_schema().columns.values() for check in spec.checks]
    return {
        tuple(check.statistics["allowed_values"]) for check in checks if "allowed_values" in (check.statistics or {})
    }


if __name__ == "__main__":
    print(render(), end="")
