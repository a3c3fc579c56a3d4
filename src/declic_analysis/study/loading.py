"""Reading a study folder: `study.yaml` or `etude.xlsx`. An error names file, line, field and what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from declic_analysis.errors import Message, StudyError, message
from declic_analysis.study.faults import Path_, Placed, located, study_error
from declic_analysis.study.model import SCHEMA_VERSION, Study

FILE = "study.yaml"
WORKBOOK = "etude.xlsx"
MAX_NODES = 200_000  # after YAML's aliases are spread out: ten times the largest study anyone would type
MAX_DEPTH = 30  # an alias inside itself has no bottom; the deepest field of a study lies 7 down
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}  # from version → upgrade of the raw mapping
Line = dict[Path_, int]


def load_study(folder: Path | str) -> Study:
    """The study declared by `folder/study.yaml` or by `folder/etude.xlsx`; where both stand, they must say the same.

    Raises: StudyError, with file, line (or sheet and row), field and what is allowed: every faulty field at once, then,
    once the fields hold, every faulty reference.
    """
    text, workbook = Path(folder) / FILE, Path(folder) / WORKBOOK
    if text.is_file() and workbook.is_file():
        return _the_same(_read_text(text), _read_workbook(workbook), where=str(folder))
    if text.is_file():
        return _read_text(text)
    if workbook.is_file():
        return _read_workbook(workbook)
    raise StudyError(
        message(fr=f"Ni {FILE} ni {WORKBOOK} dans ce dossier.", en=f"Neither {FILE} nor {WORKBOOK} in this folder."),
        where=str(folder),
        action=message(
            fr="Créez l’un des deux avec « declic new ÉTUDE --from FICHIER ».",
            en="Create either with `declic new STUDY --from FILE`.",
        ),
    )


def _read_workbook(path: Path) -> Study:
    from declic_analysis.study.workbook import read_workbook  # a workbook reader is loaded only for a workbook

    return read_workbook(path)


def _read_text(path: Path) -> Study:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as failure:
        raise StudyError(
            message(fr="Le fichier d’étude n’est pas en UTF-8.", en="The study file is not UTF-8."),
            where=message(fr=f"{path}, octet {failure.start + 1}", en=f"{path}, byte {failure.start + 1}"),
            action=message(
                fr="Enregistrez-le de nouveau en choisissant l’encodage UTF-8.", en="Save it again as UTF-8."
            ),
        ) from None
    return _parsed(text, str(path))


@lru_cache(maxsize=4)
def _parsed(text: str, file: str) -> Study:
    """The same text is parsed once a process (and its forks): reports ask for their study several times."""
    return parse_study(text, file=file)


def _the_same(left: Study, right: Study, *, where: str) -> Study:
    differing = [name for name in Study.model_fields if getattr(left, name) != getattr(right, name)]
    if differing:
        raise StudyError(
            message(fr=f"{FILE} et {WORKBOOK} se contredisent.", en=f"{FILE} and {WORKBOOK} contradict each other."),
            where=where,
            found=message(
                fr=f"différences dans : {', '.join(differing)}", en=f"differences in: {', '.join(differing)}"
            ),
            action=message(
                fr="Gardez un seul des deux fichiers, ou écrivez la même chose dans les deux.",
                en="Keep one of both files, or write the same in both.",
            ),
        )
    return left


def parse_study(text: str, *, file: str = FILE) -> Study:
    """A study from YAML text; `file` is how errors call it.

    Raises: StudyError, with line, field and what is allowed: every faulty field at once, then, once the
    fields hold, every faulty reference.
    """
    root = _compose(text, file)
    lines = _lines(root, file=file)
    raw = _construct(root, file)
    if not isinstance(raw, dict):
        raise StudyError(
            message(
                fr="Le fichier d’étude est vide, ou n’est pas une suite de « champ: valeur ».",
                en="The study file is empty, or not a series of 'field: value'.",
            ),
            where=file,
        )
    try:
        return Study.model_validate(migrated(raw, file=file))
    except ValidationError as failure:
        raise study_error([_placed(p, s, lines=lines, file=file) for p, s in located(failure)]) from None


def _placed(path: Path_, sentence: Message, *, lines: Line, file: str) -> Placed:
    line, field = _line_of(path, lines), ".".join(map(str, path))
    return Placed(
        message(fr=f"{file}, ligne {line}, {field or 'étude'}", en=f"{file}, line {line}, {field or 'study'}"), sentence
    )


def migrated(raw: dict[str, Any], *, file: str) -> dict[str, Any]:
    """The mapping upgraded, version by version, to the schema this library reads."""
    version = raw.get("schema_version", SCHEMA_VERSION)
    while type(version) is int and version in MIGRATIONS and version < SCHEMA_VERSION:
        raw = MIGRATIONS[version](raw)
        version = raw["schema_version"]
    if type(version) is not int or version != SCHEMA_VERSION:
        raise StudyError(
            message(fr="Version de fichier d’étude inconnue.", en="Unknown version of the study file."),
            where=f"{file}, schema_version",
            found=repr(version),
            allowed=str(SCHEMA_VERSION),
            action=message(fr="Mettez à jour declic_analysis.", en="Update declic_analysis."),
        )
    return raw


def to_yaml(study: Study) -> str:
    """The study as YAML that `parse_study` reads back equal; fields left at their default are not written."""
    raw = study.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"schema_version": SCHEMA_VERSION}
    ordered = {name: raw[name] for name in Study.model_fields if name in raw}
    return yaml.safe_dump(_short(ordered), allow_unicode=True, sort_keys=False, width=110)


def _short(value: Any) -> Any:
    """French words alone, and a fixed value alone, are written as plain text."""
    if isinstance(value, dict):
        return (
            value[next(iter(value))] if set(value) in ({"fr"}, {"value"}) else {k: _short(v) for k, v in value.items()}
        )
    return [_short(inner) for inner in value] if isinstance(value, list) else value


def _compose(text: str, file: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as failure:
        raise _unreadable(failure, file=file) from None
    except RecursionError:
        raise _unreadable(yaml.YAMLError(), file=file) from None


def _construct(root: yaml.Node | None, file: str) -> Any:
    if root is None:
        return None
    try:
        return _Loader("").construct_document(root)
    except yaml.YAMLError as failure:
        raise _unreadable(failure, file=file) from None


def _unreadable(failure: yaml.YAMLError, *, file: str) -> StudyError:
    mark = getattr(failure, "problem_mark", None)
    line = mark.line + 1 if mark else None
    return StudyError(
        message(fr="Le fichier d’étude n’est pas du YAML lisible.", en="The study file is not readable YAML."),
        where=message(fr=f"{file}, ligne {line}", en=f"{file}, line {line}") if line else file,
        found=_problem(failure),
        action=message(
            fr="Vérifiez l’indentation, les deux-points, les dates et les guillemets à cet endroit.",
            en="Check the indentation, colons, dates and quotes there.",
        ),
    )


def _problem(failure: yaml.YAMLError) -> Message:
    found = getattr(failure, "problem", None)
    if isinstance(found, Message):
        return found
    return message(
        fr="une ponctuation, un guillemet ou une indentation inattendus", en=str(found or "a stray character")
    )


class _Loader(yaml.SafeLoader):
    """YAML lets a second key overwrite the first in silence; a study does not."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _fault(message(fr="le nom d’un champ est un texte", en="the name of a field is a text"), key)
            name = key.value
            if name in seen:
                raise _fault(message(fr=f"le champ « {name} » est donné deux fois", en=f"'{name}' is given twice"), key)
            seen.add(name)
        return node

    def construct_date(self, node: yaml.ScalarNode) -> object:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            raise _fault(message(fr="une date qui n’existe pas", en="a date that does not exist"), node) from None


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_date)


def _fault(problem: Message, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)  # type: ignore[arg-type]


def _lines(root: yaml.Node | None, *, file: str) -> Line:
    """Path of each field → its line in the file, from 1. Aliases are spread out, up to a limit."""
    found: Line = {}
    waiting: list[tuple[yaml.Node | None, Path_]] = [(root, ())]
    while waiting:
        node, path = waiting.pop()
        if node is None:
            continue
        found.setdefault(path, node.start_mark.line + 1)
        if len(found) > MAX_NODES or len(path) > MAX_DEPTH:  # nested aliases grow without end ("billion laughs")
            raise StudyError(
                message(fr="Le fichier d’étude est démesuré.", en="The study file is oversized."), where=file
            )
        for name, key, value in _children(node):
            found[(*path, name)] = key.start_mark.line + 1
            waiting.append((value, (*path, name)))
    return found


def _children(node: yaml.Node) -> list[tuple[str | int, yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        return [(str(key.value), key, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [(k, value, value) for k, value in enumerate(node.value)]
    return []


def _line_of(path: Path_, lines: Line) -> int:
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)
