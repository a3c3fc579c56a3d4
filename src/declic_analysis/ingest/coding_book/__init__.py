"""`themes.xlsx`: people's own coding of free answers, read at each build, written by `declic themes`."""

from declic_analysis.ingest.coding_book.lines import BOOK, CodingLine, digest
from declic_analysis.ingest.coding_book.reading import read_codings
from declic_analysis.ingest.coding_book.settling import SettledCodings, settled
from declic_analysis.ingest.coding_book.writing import update_coding_book

__all__ = ["BOOK", "CodingLine", "SettledCodings", "digest", "read_codings", "settled", "update_coding_book"]
