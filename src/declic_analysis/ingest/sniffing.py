"""What a text file is made of: its encoding, its separator, where its header lies."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.headers import closes_drupal, closes_qualtrics

SEPARATORS = (";", ",", "\t", "|")
SAMPLE_CHARACTERS = 200_000
SAMPLE_RECORDS = 300
TITLE_RECORDS = 8  # lines within which titles typed above the header end
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

QUALTRICS_WORDS = {
    *(("StartDate", "Start Date"), ("EndDate", "End Date"), ("Status", "Response Type"), ("ResponseId", "Response ID")),
    *(("RecordedDate", "Recorded Date"), ("IPAddress", "IP Address"), ("DistributionChannel", "Distribution Channel")),
    *(("StartDate", "Date de début"), ("EndDate", "Date de fin"), ("Status", "Type de réponse")),
    *(("ResponseId", "ID de réponse"), ("RecordedDate", "Date enregistrée"), ("IPAddress", "Adresse IP")),
    *(("Finished", "Terminé"), ("Progress", "Progression")),
}

Records = list[list[str]]


def encoding_of(content: bytes) -> str:
    """Byte-order mark, else NUL bytes at odd offsets (UTF-16 without mark), else strict UTF-8, else cp1252."""
    for mark, name in BOMS:
        if content.startswith(mark):
            return name
    odd = content[1:4000:2]
    if odd and odd.count(0) > len(odd) / 2:
        return "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def decoded(content: bytes, *, encoding: str | None, file: str) -> tuple[str, str]:
    """The text of a file and the encoding it was read with.

    Raises: SourceError, when the declared or sniffed encoding cannot read the bytes.
    """
    name = encoding or encoding_of(content)
    try:
        return content.decode(name), name
    except (UnicodeDecodeError, LookupError):
        raise SourceError(
            message(fr="L’encodage de ce fichier n’est pas lisible.", en="The encoding of this file is not readable."),
            where=file,
            found=name,
            allowed="utf-8, utf-8-sig, utf-16, utf-16-le, cp1252",
            action=message(
                fr="Exportez de nouveau en UTF-8, ou corrigez « encoding: » dans study.yaml.",
                en="Export again as UTF-8, or correct `encoding:` in study.yaml.",
            ),
        ) from None


def separator_of(text: str) -> str:
    """The separator with the most constant number of columns outside quotes; the widest of those that tie."""
    scores = {separator: _constancy(text[:SAMPLE_CHARACTERS], separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: scores[separator])


def _constancy(sample: str, separator: str) -> tuple[float, int]:
    widths = [len(record) for record in _sampled(sample, separator) if record]
    if not widths:
        return (0.0, 0)
    width, n = max(Counter(widths).items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]))
    return (n / len(widths), width) if width > 1 else (0.0, 1)


def _sampled(sample: str, separator: str) -> Records:
    """The first records, without the last: the sample may have cut it."""
    records: Records = []
    try:
        for record in _reader(sample, separator):
            records.append(record)
            if len(records) > SAMPLE_RECORDS:
                break
    except csv.Error:
        return records
    return records[:-1] if len(sample) == SAMPLE_CHARACTERS and len(records) > 1 else records


def _reader(text: str, separator: str, *, strict: bool = False) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def records_of(text: str, *, separator: str, file: str) -> Records:
    """Every record of a delimited text, blank ones included, so that record k stands on spreadsheet line k + 1.

    Raises: SourceError, when a quotation mark is opened and never closed.
    """
    try:
        return list(_reader(text, separator, strict=True))
    except csv.Error as failure:
        if "end of data" in str(failure):  # an open quotation mark would swallow every row after it
            raise _malformed(file, failure) from None
    try:
        return list(_reader(text, separator))
    except csv.Error as failure:
        raise _malformed(file, failure) from None


def _malformed(file: str, failure: csv.Error) -> SourceError:
    return SourceError(
        message(fr="Ce fichier délimité est mal formé.", en="This delimited file is malformed."),
        where=file,
        found=str(failure),
        action=message(
            fr="Cherchez un guillemet ouvert et jamais refermé, ou exportez de nouveau.",
            en="Look for a quotation mark that is never closed, or export again.",
        ),
    )


def is_blank(record: Iterable[str]) -> bool:
    return not any(cell.strip() for cell in record)


def header_span(records: Records, *, declared: int | None) -> tuple[int, int]:
    """Index of the first header record and how many there are (1 to 3).

    A stray line of numbers (Google Forms) and titles typed above the header are passed over. Two or three records are
    headers when the study says so, when the second or third carries Qualtrics' ImportIds or Drupal's system columns, or
    when the second says Qualtrics' codes in words.
    """
    first = next((k for k, record in enumerate(records) if not is_blank(record)), 0)
    if (declared or _header_rows(records[first : first + 3])) == 1:
        first = _below_titles(records, first)
    if first + 1 < len(records) and _stray(records[first], records[first + 1]):
        first += 1
    return first, declared or _header_rows(records[first : first + 3])


def _below_titles(records: Records, first: int) -> int:
    """The first record, unless it is a lone cell above a line of headers: several words, all different, no number."""
    for k in range(first, min(first + TITLE_RECORDS, len(records))):
        cells = [cell.strip() for cell in records[k] if cell.strip()]
        if len(cells) > 1:
            named = len(cells) > 2 and len(set(cells)) == len(cells) and not any(map(_is_number, cells))
            return k if named else first
    return first


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"\s*\d+([.,]\d+)?\s*", cell) is not None


def _stray(record: list[str], following: list[str]) -> bool:
    filled = [cell for cell in record if cell.strip()]
    return all(re.fullmatch(r"\s*\d+\s*", cell) for cell in filled) and not any(map(_is_number, following))


def _header_rows(head: Records) -> int:
    for k in range(len(head) - 1, 0, -1):
        if closes_qualtrics(head[k]) or closes_drupal(head[k]):
            return k + 1
    return 2 if len(head) > 1 and _worded_codes(*head[:2]) else 1


def _worded_codes(codes: list[str], words: list[str]) -> bool:
    """Qualtrics without its ImportIds: `RecordedDate` over `Recorded Date`."""
    pairs = {(code.strip(), word.strip()) for code, word in zip(codes, words, strict=False)}
    return len(pairs & QUALTRICS_WORDS) > 1


def empty_file(file: str) -> SourceError:
    """What a file without any text is told."""
    return SourceError(
        message(fr="Ce fichier est vide.", en="This file is empty."),
        where=file,
        allowed=message(fr="une ligne d’en-têtes, puis des réponses", en="a line of headers, then answers"),
        action=message(
            fr="Exportez-le de nouveau depuis l’outil d’enquête, ou retirez-le du dossier.",
            en="Export it again from the survey tool, or take it out of the folder.",
        ),
    )
