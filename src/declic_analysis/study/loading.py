"""Reading `study.yaml`: an error names the file, the line, the field, what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from declic_analysis.errors import Message, StudyError, message
from declic_analysis.study.faults import StudyFault
from declic_analysis.study.model import SCHEMA_VERSION, Study

FILE = "study.yaml"
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}  # from version → upgrade of the raw mapping
Path_ = tuple[str | int, ...]
Line = dict[Path_, int]


def load_study(folder: Path | str) -> Study:
    """The study declared by `folder/study.yaml`.

    Raises: StudyError, with file, line, field and what is allowed, all faults at once.
    """
    path = Path(folder) / FILE
    if not path.is_file():
        raise StudyError(
            message(fr=f"Aucun fichier {FILE} dans ce dossier.", en=f"No {FILE} in this folder."),
            where=str(folder),
            action=message(
                fr="Créez-le avec « declic new ÉTUDE --from FICHIER ».",
                en="Create it with `declic new STUDY --from FILE`.",
            ),
        )
    return parse_study(path.read_text(encoding="utf-8-sig"), file=str(path))


def parse_study(text: str, *, file: str = FILE) -> Study:
    """A study from YAML text; `file` is how errors call it."""
    root = _compose(text, file)
    raw = yaml.safe_load(text)
    if not isinstance(raw, dict):
        raise StudyError(message(fr="Le fichier d’étude est vide.", en="The study file is empty."), where=file)
    try:
        return Study.model_validate(migrated(raw, file=file))
    except ValidationError as failure:
        raise _study_error(failure, lines=_lines(root), file=file) from None


def migrated(raw: dict[str, Any], *, file: str) -> dict[str, Any]:
    """The mapping upgraded, version by version, to the schema this library reads."""
    version = raw.get("schema_version", SCHEMA_VERSION)
    while isinstance(version, int) and version in MIGRATIONS and version < SCHEMA_VERSION:
        raw = MIGRATIONS[version](raw)
        version = raw["schema_version"]
    if version != SCHEMA_VERSION:
        raise StudyError(
            message(fr="Version de fichier d’étude inconnue.", en="Unknown version of the study file."),
            where=f"{file}, schema_version",
            found=repr(version),
            allowed=str(SCHEMA_VERSION),
            action=message(fr="Mettez à jour declic_analysis.", en="Update declic_analysis."),
        )
    return raw


def _compose(text: str, file: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_UniqueKeys)
    except yaml.MarkedYAMLError as failure:
        line = failure.problem_mark.line + 1 if failure.problem_mark else 1
        raise StudyError(
            message(fr="Le fichier d’étude n’est pas du YAML lisible.", en="The study file is not readable YAML."),
            where=message(fr=f"{file}, ligne {line}", en=f"{file}, line {line}"),
            found=failure.problem or "",
            action=message(
                fr="Vérifiez l’indentation, les deux-points et les guillemets de cette ligne.",
                en="Check the indentation, colons and quotes of this line.",
            ),
        ) from None


class _UniqueKeys(yaml.SafeLoader):
    """YAML lets a second key overwrite the first in silence; a study does not."""

    def compose_mapping_node(self, anchor: str | None) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)  # type: ignore[misc]
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"'{key.value}' is given twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return node


def _lines(node: yaml.Node | None, path: Path_ = ()) -> Line:
    """Path of each field → its line in the file, from 1."""
    if node is None:
        return {}
    found: Line = {path: node.start_mark.line + 1}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found |= _lines(value, (*path, key.value))
            found[(*path, key.value)] = key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for k, value in enumerate(node.value):
            found |= _lines(value, (*path, k))
    return found


def _line_of(path: Path_, lines: Line) -> int:
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)


def _study_error(failure: ValidationError, *, lines: Line, file: str) -> StudyError:
    faults = [fault for error in failure.errors() for fault in _faults(error)]
    rows = [(_line_of(path, lines), ".".join(map(str, path)), sentence) for path, sentence in faults]
    fr = [f"{file}, ligne {line}, {field or 'étude'} : {sentence.fr}" for line, field, sentence in rows]
    en = [f"{file}, line {line}, {field or 'study'}: {sentence.en}" for line, field, sentence in rows]
    return StudyError(
        message(
            fr=f"L’étude n’est pas valide ({len(rows)} point{'s' * (len(rows) > 1)} à corriger).",
            en=f"The study is not valid ({len(rows)} point{'s' * (len(rows) > 1)} to mend).",
        ),
        where=message(fr="\n      ".join(fr), en="\n      ".join(en)),
        action=message(
            fr="Corrigez ces lignes puis relancez « declic check ».",
            en="Mend these lines, then run `declic check` again.",
        ),
    )


def _faults(error: Any) -> list[tuple[Path_, Message]]:
    """Pydantic's error → (path, sentence); a reference check yields several, each with its own path."""
    inner = error.get("ctx", {}).get("error")
    location = tuple(part for part in error["loc"] if part not in {"function-before", "function-after"})
    if isinstance(inner, StudyFault):
        return [(location + _split(fault.path), fault.sentence) for fault in inner.faults]
    return [(location, sentence(error))]


def _split(path: str) -> Path_:
    return tuple(int(part) if part.isdigit() else part for part in path.split(".")) if path else ()


def sentence(error: Any) -> Message:
    """What is wrong and what is allowed, from a pydantic error, without the value itself."""
    name, context = str(error["loc"][-1]) if error["loc"] else "", error.get("ctx", {})
    known: dict[str, Message] = {
        "extra_forbidden": message(
            fr=f"champ inconnu « {name} » ; retirez-le ou corrigez son orthographe",
            en=f"unknown field '{name}'; remove it or correct its spelling",
        ),
        "missing": message(fr="champ obligatoire absent", en="required field missing"),
        "string_pattern_mismatch": message(
            fr=f"texte mal formé ; forme attendue : {context.get('pattern')}",
            en=f"malformed text; expected form: {context.get('pattern')}",
        ),
        "enum": message(
            fr=f"valeur inconnue ; admis : {context.get('expected')}",
            en=f"unknown value; allowed: {context.get('expected')}",
        ),
        "literal_error": message(
            fr=f"valeur inconnue ; admis : {context.get('expected')}",
            en=f"unknown value; allowed: {context.get('expected')}",
        ),
    }
    found = type(error["input"]).__name__
    other = message(fr=f"valeur refusée (trouvé : {found}) ; {error['msg']}", en=f"{error['msg']} (found {found})")
    return known.get(error["type"], other)
