"""Which raw files are registers: those the study declares, the template workbook, exports of a video channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.channel_exports import is_channel_export
from declic_analysis.ingest.files import RawFile, is_template
from declic_analysis.ingest.headers import header_key
from declic_analysis.study.model import Register
from declic_analysis.study.registers import template_registers
from declic_analysis.vocabulary import RegisterKind

BESIDE = ("lisez-moi", "listes")  # sheets of the template that list nothing


# An export of a video channel, recognised by its header: no entry in the study needed.
CHANNEL = Register(id="youtube", kind=RegisterKind.VIDEOS)


@dataclass(frozen=True)
class RegisterFile:
    """One sheet to read. `name`: how the ledger and messages call it, `registres.xlsx [actions]`."""

    register: Register
    file: RawFile
    name: str


@dataclass(frozen=True)
class Found:
    """sheets: what to read, in the order in which registers refer to one another; unread: (file, sheet) that nothing
    reads; others: files that are no register.
    """

    sheets: list[RegisterFile]
    unread: list[tuple[str, str]]
    others: list[RawFile]

    def files(self) -> list[RawFile]:
        """Every file that a register reads, once."""
        return list({sheet.file.name: sheet.file for sheet in self.sheets}.values())


def find_registers(files: Sequence[RawFile], *, registers: Sequence[Register]) -> Found:
    """Share raw files that no survey source reads between the registers of a study.

    Raises: SourceError, when a declared register matches no file, or a workbook cannot be opened.
    """
    sheets = [_declared(register, file) for register in registers for file in files if _reads(register, file)]
    missing = [r for r in registers if r.files and not any(_reads(r, file) for file in files)]
    if missing:
        raise _no_file(missing)
    taken = {sheet.file.name for sheet in sheets}
    sheets += [_declared(CHANNEL, file) for file in files if file.name not in taken and is_channel_export(file.path)]
    templates = [file for file in files if is_template(file)]
    unread = []
    for file in templates:
        own = [sheet for sheet in sheets if sheet.file == file]
        found, left = _template_sheets(file, declared=[sheet.register for sheet in own])
        sheets += found
        unread += left
    order = {kind: k for k, kind in enumerate(dict.fromkeys(r.kind for r in template_registers()))}
    read = {sheet.file.name for sheet in sheets} | {file.name for file in templates}
    ordered = sorted(sheets, key=lambda sheet: order.get(sheet.register.kind, len(order)))
    return Found(ordered, unread, [file for file in files if file.name not in read])


def _reads(register: Register, file: RawFile) -> bool:
    return any(fnmatchcase(file.name, pattern.strip()) for pattern in register.files.split("|"))


def _declared(register: Register, file: RawFile) -> RegisterFile:
    return RegisterFile(register, file, f"{file.name} [{register.sheet}]" if register.sheet else file.name)


def _template_sheets(
    file: RawFile, *, declared: Sequence[Register]
) -> tuple[list[RegisterFile], list[tuple[str, str]]]:
    """The known sheets of a template workbook that the study does not declare itself, and the sheets left over."""
    titles = {header_key(title): title for title in sheet_titles(file)}
    taken = {header_key(register.sheet or "") for register in declared}
    found = []
    for register in template_registers():
        names = map(header_key, (*register.kind.label, register.kind.value))
        title = next((titles[name] for name in names if name in titles and name not in taken), None)
        if title is not None and all(register.kind != other.kind for other in declared):
            found.append(_declared(register.model_copy(update={"sheet": title}), file))
    read = {header_key(sheet.register.sheet or "") for sheet in found} | taken | set(BESIDE)
    return found, [(file.name, title) for key, title in titles.items() if key not in read and not title.startswith("_")]


def sheet_titles(file: RawFile) -> list[str]:
    """The sheets of a workbook that hold something.

    Raises: SourceError, when it cannot be opened.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(file.path) as book:
            return [name for name in book.sheet_names if book.get_sheet_by_name(name).to_python()]
    except (CalamineError, OSError, ValueError) as failure:
        raise SourceError(
            message(fr="Ce classeur ne peut pas être ouvert.", en="This workbook cannot be opened."),
            where=file.name,
            found=type(failure).__name__,
            allowed=message(fr="un classeur .xlsx sans mot de passe", en="an .xlsx workbook without password"),
            action=message(fr="Enregistrez-le de nouveau au format .xlsx.", en="Save it again as .xlsx."),
        ) from None


def _no_file(missing: Sequence[Register]) -> SourceError:
    return SourceError(
        message(fr="Un registre déclaré n’a pas de fichier.", en="A declared register has no file."),
        where="registers",
        found="; ".join(f"{register.id} → {register.files}" for register in missing),
        action=message(
            fr="Déposez ce fichier à côté de study.yaml, ou retirez ce registre de « registers: ».",
            en="Put the file beside study.yaml, or take the register out of `registers:`.",
        ),
    )
