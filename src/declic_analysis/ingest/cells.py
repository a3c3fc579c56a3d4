"""The cells of a raw table by mapped header: texts, ticks of option columns, marks of the tool's own columns."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.adapters import Adapter, DraftRule
from declic_analysis.ingest.assigning import DECLARED, assigned_column
from declic_analysis.ingest.headers import Columns, OptionColumn, header_key
from declic_analysis.ingest.reading import RawTable
from declic_analysis.study.model import Source

IP_ADDRESS = {"adresse ip", "ip address", "ipaddr", "ipaddress", "webform_ip_address"}
FORMULA = ("=", "+", "-", "@")


class Reader:
    """A raw table, read as its source and its tool say.

    Raises: SourceError, when the study maps an IP address: it never passes.
    """

    def __init__(self, raw: RawTable, *, source: Source, adapter: Adapter) -> None:
        self.raw, self.source, self.adapter = raw, source, adapter
        self.columns = Columns(raw.headers, lines=raw.header_lines, file=raw.file, forms=adapter.forms)
        self.submitted = source.answered_on or self.columns.first_known(adapter.submitted)
        addresses = [header for header in self.wanted().values() if header_key(header) in IP_ADDRESS]
        if addresses:
            raise _address(raw.file, addresses)

    def wanted(self) -> dict[str, str]:
        """What uses a header → the header, for every header the source maps."""
        source = self.source
        found = {f"answers.{wave}.{item}": h for wave, items in source.answers.items() for item, h in items.items()}
        found |= {
            field: column for field in (*DECLARED, "action", "action_on") if (column := assigned_column(source, field))
        }
        found |= {"group": source.group.column} if source.group and source.group.column else {}
        found |= {f"choices.{wave}.{q}": h for wave, questions in source.choices.items() for q, h in questions.items()}
        found |= {
            f"choice_columns.{wave}.{q}.{option}": header
            for wave, questions in source.choice_columns.items()
            for q, options in questions.items()
            for option, header in options.items()
        }
        found |= {f"verbatims.{question}": header for question, header in source.verbatims.items()}
        found |= {f"consents.{purpose}": rule.column for purpose, rule in source.consents.items()}
        if source.person:
            found |= {f"person.{k}": header for k, header in enumerate(source.person.columns)}
            found |= {f"constant.{k}": header for k, header in enumerate(source.person.constant)}
        found |= {"complete": source.complete.column} if source.complete else {}
        return found | ({"answered_on": source.answered_on} if source.answered_on else {})

    def date_headers(self) -> dict[str, str | None]:
        return {"answered_on": self.submitted, "action_on": assigned_column(self.source, "action_on")}

    def positions(self, mapped: str) -> list[int]:
        """Where a mapped header is: its columns, else those of its options."""
        return self.columns.positions(mapped) or [option.position for option in self.columns.options(mapped)]

    def header(self, mapped: str) -> str:
        """The header as it stands in the file; a question over several columns keeps its own words."""
        found = self.columns.positions(mapped)
        return self.raw.headers[found[0]] if found else mapped

    def text(self, mapped: str) -> pd.Series:
        """Cells of a column: `""` where empty; repeated branches joined, missing where two are filled.

        A question that stands only as columns of options gives the one that is ticked.
        """
        positions = self.columns.positions(mapped)
        branches = [self.cells(k) for k in positions] or [self._ticked(o) for o in self.columns.options(mapped)]
        if len(branches) == 1:
            return branches[0]
        table = pd.concat(branches, axis="columns", keys=range(len(branches)))
        filled = table != ""
        return table.where(filled).bfill(axis="columns").iloc[:, 0].fillna("").mask(filled.sum(axis="columns") > 1)

    def _ticked(self, option: OptionColumn) -> pd.Series:
        """The option's name where its cell is ticked, the cell's own text where it is neither ticked nor unticked."""
        empty = {*self.adapter.unticked, *self.adapter.not_asked}
        cells = self.cells(option.position)
        read = {text: "" if header_key(text) in empty else text for text in cells.unique()}
        read |= {text: option.names[0] for text in read if header_key(text) in self.adapter.ticked}
        return cells.map(read).astype("str")

    def told_by(self, rules: Sequence[DraftRule]) -> pd.Series:
        """Rows that one of the tool's own columns tells to be so."""
        found = pd.Series(False, index=self.raw.frame.index)
        for rule in rules:
            header = self.columns.first_known(rule.columns)
            if header is not None:
                wanted = {header_key(value) for value in rule.values}
                cells = self.text(header).fillna("")
                found |= cells.map({text: header_key(text) in wanted for text in cells.unique()}).astype(bool)
        return found

    def cells(self, position: int) -> pd.Series:
        """One column's texts: stripped, declared missing marks emptied, the tool's escape taken off."""
        column = self.raw.frame[position]
        codes, distinct = pd.factorize(column)
        texts = distinct.tolist()
        clean = [self._clean(text) for text in texts]
        return column if clean == texts else pd.Series(pd.array(clean, dtype="str").take(codes), column.index)

    def _clean(self, text: str) -> str:
        plain = text.strip()
        if plain in self.source.missing:
            return ""
        escaped = self.adapter.escaped_formulas and plain[:1] == "'" and plain[1:2] in FORMULA
        return plain[1:] if escaped else plain


def _address(file: str, headers: Sequence[str]) -> SourceError:
    return SourceError(
        message(
            fr="L’étude utilise une adresse IP : elle ne quitte jamais le fichier brut.",
            en="The study uses an IP address: it never leaves the raw file.",
        ),
        where=file,
        found=", ".join(headers),
        allowed=message(
            fr="un code auto-généré, un identifiant remis à la personne, une adresse e-mail",
            en="a self-generated code, an identifier given to the person, an e-mail address",
        ),
        action=message(
            fr="Retirez cette colonne de la source dans study.yaml.",
            en="Take this column out of the source in study.yaml.",
        ),
    )
