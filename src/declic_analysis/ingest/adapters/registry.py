"""The adapters, and which one a file calls for: by its system columns, and never by a gamble."""

from __future__ import annotations

from typing import NamedTuple

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.adapters.base import Adapter
from declic_analysis.ingest.adapters.framaforms import FRAMAFORMS
from declic_analysis.ingest.adapters.generic import GENERIC
from declic_analysis.ingest.adapters.google_forms import GOOGLE_FORMS
from declic_analysis.ingest.adapters.kobotoolbox import KOBOTOOLBOX
from declic_analysis.ingest.adapters.limesurvey import LIMESURVEY
from declic_analysis.ingest.adapters.microsoft_forms import MICROSOFT_FORMS
from declic_analysis.ingest.adapters.qualtrics import QUALTRICS
from declic_analysis.ingest.adapters.tally import TALLY
from declic_analysis.ingest.adapters.typeform import TYPEFORM
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.reading import RawTable
from declic_analysis.vocabulary import Tool

ADAPTERS: dict[Tool, Adapter] = {
    adapter.tool: adapter
    for adapter in (
        *(LIMESURVEY, FRAMAFORMS, GOOGLE_FORMS, MICROSOFT_FORMS, KOBOTOOLBOX, TALLY, TYPEFORM, QUALTRICS),
        GENERIC,
    )
}


class Recognition(NamedTuple):
    """tool: the one sure tool, generic where nothing tells of one, none where the file could be several or half of one;
    evidence: per tool that left a trace, the headers of the file that tell of it.
    """

    tool: Tool | None
    evidence: dict[Tool, tuple[str, ...]]

    @property
    def shown(self) -> tuple[str, ...]:
        """The headers that tell of the recognised tool."""
        return self.shown_of(self.tool)

    def shown_of(self, tool: Tool | None) -> tuple[str, ...]:
        """The headers that tell of a tool."""
        return self.evidence.get(tool, ()) if tool else ()

    def said(self) -> str:
        """What was found, tool by tool."""
        traces = [f"{tool.label.fr} ({', '.join(headers)})" for tool, headers in self.evidence.items()]
        return "; ".join(traces) or "–"


def evidence(raw: RawTable, adapter: Adapter, *, declared: bool = False) -> tuple[str, ...]:
    """The tool's own headers in a file, in file order; none when there are only such as any tool may write.

    A tool that the study declares is believed on a common word that a person moved away from the first column.
    """
    names = _names(raw, adapter)
    telling = _present(names, adapter.telling)
    if not telling or (adapter.first and not declared and 0 not in telling):
        return ()
    found = telling | _present(names, adapter.common)
    return tuple(found[position] for position in sorted(found))


def _names(raw: RawTable, adapter: Adapter) -> dict[str, tuple[int, str]]:
    """Every name of a column as the tool writes it → its first position, and its text there."""
    lines = raw.header_lines if len(raw.header_lines) > 1 else (raw.headers,)
    found: dict[str, tuple[int, str]] = {}
    for line in lines:
        for k, cell in enumerate(line):
            for name in (cell, *adapter.forms.other_names(cell)):
                found.setdefault(header_key(name), (k, cell))
    return found


def _present(names: dict[str, tuple[int, str]], columns: tuple[tuple[str, ...], ...]) -> dict[int, str]:
    """Position → header of each of these columns that the file has, on any of its header lines."""
    wanted = ((header_key(spelling) for spelling in spellings) for spellings in columns)
    found = (next((names[key] for key in keys if key in names), None) for keys in wanted)
    return dict(at for at in found if at is not None)


def recognise_tool(raw: RawTable) -> Recognition:
    """The tool that wrote a file, by its system columns.

    Sure: exactly one tool has all the telling columns it needs, or one has more of them than any other.
    """
    found = {tool: evidence(raw, adapter) for tool, adapter in ADAPTERS.items()}
    traces = {tool: headers for tool, headers in found.items() if headers}
    sure = {tool: len(headers) for tool, headers in traces.items() if len(headers) >= ADAPTERS[tool].needed}
    best = [tool for tool, n in sure.items() if n == max(sure.values())]
    if len(best) == 1:
        return Recognition(best[0], traces)
    return Recognition(None if traces else Tool.GENERIC, traces)


def adapter_for(raw: RawTable, tool: Tool | None) -> Adapter:
    """The adapter of the declared tool, or of the recognised one where the study declares none.

    Raises: SourceError, when the file does not look like the declared tool's export, or could be several tools'.
    """
    recognition = recognise_tool(raw)
    if tool is None:
        if recognition.tool is None:
            raise _doubtful(raw, recognition)
        return ADAPTERS[recognition.tool]
    if len(evidence(raw, ADAPTERS[tool], declared=True)) < ADAPTERS[tool].needed:
        raise _other_tool(raw, ADAPTERS[tool], recognition)
    return ADAPTERS[tool]


def _doubtful(raw: RawTable, recognition: Recognition) -> SourceError:
    return SourceError(
        message(
            fr="L’outil d’enquête qui a écrit ce fichier n’est pas certain.",
            en="Which survey tool wrote this file is not certain.",
        ),
        where=raw.file,
        found=recognition.said(),
        allowed=", ".join(Tool.codes()),
        action=message(
            fr="Écrivez « tool: … » pour cette source dans study.yaml (generic pour un tableau quelconque).",
            en="Write `tool: …` for this source in study.yaml (generic for any table).",
        ),
    )


def _other_tool(raw: RawTable, adapter: Adapter, recognition: Recognition) -> SourceError:
    seen = len(evidence(raw, adapter))
    guess = recognition.tool or Tool.GENERIC
    return SourceError(
        message(
            fr=f"Ce fichier ne ressemble pas à un export {adapter.tool.label.fr}.",
            en=f"This file does not look like a {adapter.tool.label.en} export.",
        ),
        where=raw.file,
        found=message(
            fr=f"{seen} colonne(s) de cet outil ; indices : {recognition.said()}",
            en=f"{seen} column(s) of that tool; evidence: {recognition.said()}",
        ),
        allowed=", ".join(Tool.codes()),
        action=message(
            fr=f"Écrivez « tool: {guess} » pour cette source dans study.yaml, ou vérifiez le fichier.",
            en=f"Write `tool: {guess}` for this source in study.yaml, or check the file.",
        ),
    )
