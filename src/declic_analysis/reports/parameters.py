"""The typed contract of a notebook's parameters, read from its `parameters` cell and from the study.

Papermill only logs an unknown name, guesses types, and lets the defaults win when the tag is lost: all three are
refused here, every fault at once.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from declic_analysis.errors import LANGUAGES, Message, ReportError, UsageError, message
from declic_analysis.reports.selection import parse_cutoff, parse_period
from declic_analysis.vocabulary import Diffusion, Edition

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from declic_analysis.study import Study

TAG = "parameters"
KINDS: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
KIND_LABELS = {
    "str": Message("un texte", "text"),
    "int": Message("un nombre entier", "a whole number"),
    "float": Message("un nombre", "a number"),
    "bool": Message("vrai ou faux (True, False)", "True or False"),
}


class Parameter(NamedTuple):
    """One line of the parameters cell. `required`: declared without a value."""

    name: str
    kind: str
    default: object
    required: bool


Contract = dict[str, Parameter]


def read_contract(notebook: NotebookNode, *, where: str) -> Contract:
    """Parameters declared by the notebook's cell tagged `parameters`, in its order; `where` names it in errors.

    Raises: ReportError, when the tag or the kernelspec is lost, or the cell holds anything but typed plain values.
    """
    _require_kernelspec(notebook, where=where)
    cells = [c for c in notebook.cells if c.cell_type == "code" and TAG in c.metadata.get("tags", [])]
    if len(cells) != 1:
        raise ReportError(
            message(
                fr="Le notebook n’a pas de cellule « parameters » unique : les paramètres seraient ignorés.",
                en="The notebook has no single `parameters` cell: parameters would be ignored.",
            ),
            where=where,
            found=message(fr=f"{len(cells)} cellule(s) avec cette étiquette", en=f"{len(cells)} cells with this tag"),
            action=message(
                fr="Dans JupyterLab, remettez l’étiquette « parameters » sur la cellule des paramètres.",
                en="In JupyterLab, put the tag `parameters` back on the parameters cell.",
            ),
        )
    return {p.name: p for p in _declared(cells[0].source, where=where)}


def _require_kernelspec(notebook: NotebookNode, *, where: str) -> None:
    spec = notebook.metadata.get("kernelspec", {})
    if not spec.get("name") or spec.get("language", "python") != "python":
        raise ReportError(
            message(
                fr="Le notebook a perdu l’indication de son noyau Python (kernelspec).",
                en="The notebook has lost its Python kernelspec.",
            ),
            where=where,
            allowed="kernelspec: python3",
            action=message(
                fr="Ouvrez-le dans JupyterLab, choisissez « Python 3 », enregistrez.",
                en="Open it in JupyterLab, choose “Python 3”, save.",
            ),
        )


def _declared(source: str, *, where: str) -> Iterator[Parameter]:
    try:
        tree = ast.parse(source, type_comments=True)
    except SyntaxError as failure:
        raise _bad_cell(where, line=failure.lineno or 1) from None
    for statement in tree.body:
        if not _is_docstring(statement):
            yield _parameter(statement, where=where)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _parameter(statement: ast.stmt, *, where: str) -> Parameter:
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id=kind), value=value):
            pass
        case ast.Assign(targets=[ast.Name(id=name)], type_comment=str(kind), value=value):
            pass
        case _:
            raise _bad_cell(where, line=statement.lineno)
    if kind not in KINDS:
        raise _bad_cell(where, line=statement.lineno)
    default = None if value is None else _plain(value, where=where)
    if value is not None and not _is_of(default, kind):
        raise _bad_cell(where, line=statement.lineno)
    return Parameter(name, kind, default, required=value is None)


def _plain(value: ast.expr, *, where: str) -> object:
    try:
        return ast.literal_eval(value)
    except ValueError:
        raise _bad_cell(where, line=value.lineno) from None


def _bad_cell(where: str, *, line: int) -> ReportError:
    return ReportError(
        message(
            fr="La cellule des paramètres ne contient pas que des valeurs simples et typées.",
            en="The parameters cell holds something else than plain typed values.",
        ),
        where=message(fr=f"{where}, ligne {line} de la cellule", en=f"{where}, line {line} of the cell"),
        allowed='territory: str = "lyonnais"',
        action=message(
            fr="Une ligne par paramètre : un nom, son type (str, int, float, bool), une valeur écrite telle quelle.",
            en="One line a parameter: a name, its type (str, int, float, bool), a value written as it is.",
        ),
    )


def _is_of(value: object, kind: str) -> bool:
    if kind in {"int", "float"} and isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if kind == "float" else KINDS[kind])


def resolve(
    contract: Contract, given: Mapping[str, object], *, study: Study | None = None, where: str
) -> dict[str, Any]:
    """Value of every parameter: what is given over the notebook's defaults, codes kept as text.

    Raises: UsageError, listing every unknown, missing, ill-typed or (where `study` is given) refused value.
    """
    values = {name: given.get(name, p.default) for name, p in contract.items()}
    faults = [
        *(_unknown(name, contract) for name in given if name not in contract),
        *(_missing(p) for p in contract.values() if p.required and p.name not in given),
        *(_ill_typed(p) for n, p in contract.items() if n in given and not _is_of(given[n], p.kind)),
    ]
    well_typed = {name: v for name, v in values.items() if v is not None and _is_of(v, contract[name].kind)}
    refuse([*faults, *value_faults(well_typed, study=study)], where=where)
    return values


def refuse(faults: list[Message], *, where: str | None = None) -> None:
    """Raise one UsageError that says every fault; none: nothing happens."""
    if not faults:
        return
    plural = "s" if len(faults) > 1 else ""
    raise UsageError(
        message(fr=f"{len(faults)} paramètre{plural} à corriger.", en=f"{len(faults)} parameter{plural} to mend."),
        where=where,
        found=Message("\n      ".join(["", *(f.fr for f in faults)]), "\n      ".join(["", *(f.en for f in faults)])),
        action=message(
            fr="Corrigez la cellule des paramètres ou la commande, puis relancez.",
            en="Mend the parameters cell or the command, then run again.",
        ),
    )


def _unknown(name: str, contract: Contract) -> Message:
    near = difflib.get_close_matches(name, contract, n=1, cutoff=0.5)
    known = ", ".join(contract)
    fr = f" ; vouliez-vous dire « {near[0]} » ?" if near else ""
    en = f"; did you mean '{near[0]}'?" if near else ""
    return message(
        fr=f"{name} : paramètre inconnu{fr or ' ;'} admis : {known}",
        en=f"{name}: unknown parameter{en or ';'} allowed: {known}",
    )


def _missing(parameter: Parameter) -> Message:
    kind = KIND_LABELS[parameter.kind]
    return message(
        fr=f"{parameter.name} : valeur obligatoire absente ; attendu : {kind.fr}",
        en=f"{parameter.name}: required value missing; expected: {kind.en}",
    )


def _ill_typed(parameter: Parameter) -> Message:
    kind = KIND_LABELS[parameter.kind]
    return message(
        fr=f"{parameter.name} : mauvais type de valeur ; attendu : {kind.fr}",
        en=f"{parameter.name}: wrong type of value; expected: {kind.en}",
    )


def value_faults(values: Mapping[str, Any], *, study: Study | None) -> list[Message]:
    """Faults of values against the closed lists, the syntaxes and the study's own ids."""
    allowed: dict[str, list[str]] = {"lang": list(LANGUAGES), "diffusion": list(Diffusion.codes())}
    allowed["edition"] = ["", *Edition.codes()]
    if study is not None:
        allowed["territory"] = ["", *(t.id for t in study.territories)]
        allowed["audience"] = ["", *(a.id for a in study.audiences)]
    faults = [_not_allowed(n, str(values[n]), a) for n, a in allowed.items() if n in values and values[n] not in a]
    for name, parse in (("period", parse_period), ("cutoff", parse_cutoff)):
        fault = _syntax_fault(parse, values.get(name, ""))
        faults += [Message(f"{name}\u00a0: {fault.fr}", f"{name}: {fault.en}")] if fault else []
    return faults


def _syntax_fault(parse: Any, value: str) -> Message | None:
    try:
        parse(value)
    except UsageError as failure:
        return _as_message(failure)
    return None


def _as_message(failure: UsageError) -> Message:
    what, allowed = _both(failure.what), _both(failure.allowed or "")
    return message(
        fr=f"{what.fr.rstrip('.')} ; admis : {allowed.fr}", en=f"{what.en.rstrip('.')}; allowed: {allowed.en}"
    )


def _both(text: Message | str) -> Message:
    return text if isinstance(text, Message) else Message(text, text)


def _not_allowed(name: str, value: str, allowed: list[str]) -> Message:
    near = difflib.get_close_matches(value, [a for a in allowed if a], n=1, cutoff=0.5)
    codes = ", ".join(a or '""' for a in allowed)
    fr = f" ; vouliez-vous dire « {near[0]} » ?" if near else " ;"
    en = f"; did you mean '{near[0]}'?" if near else ";"
    return message(
        fr=f"{name} : « {value} » n’est pas une valeur connue{fr} admis : {codes}",
        en=f"{name}: '{value}' is not a known value{en} allowed: {codes}",
    )
