"""Each tool's writer: which columns its export has, and the bytes of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from declic_analysis.demo.columns import Column
from declic_analysis.demo.framaforms_writer import framaforms_bytes, framaforms_columns
from declic_analysis.demo.generic_writer import generic_bytes, generic_columns
from declic_analysis.demo.google_forms_writer import google_forms_bytes, google_forms_columns
from declic_analysis.demo.kobotoolbox_writer import kobotoolbox_bytes, kobotoolbox_columns
from declic_analysis.demo.layout import Export
from declic_analysis.demo.limesurvey_writer import limesurvey_bytes, limesurvey_columns
from declic_analysis.demo.microsoft_forms_writer import microsoft_forms_bytes, microsoft_forms_columns
from declic_analysis.demo.qualtrics_writer import qualtrics_bytes, qualtrics_columns
from declic_analysis.demo.sheets import Sheet
from declic_analysis.demo.tally_writer import tally_bytes, tally_columns
from declic_analysis.demo.typeform_writer import typeform_bytes, typeform_columns
from declic_analysis.study import Study


class Writer(NamedTuple):
    columns: Callable[[Export, Study], list[Column]]
    written: Callable[[list[Sheet], Export, Study], bytes]


WRITERS = {
    "limesurvey": Writer(limesurvey_columns, limesurvey_bytes),
    "framaforms": Writer(framaforms_columns, framaforms_bytes),
    "google_forms": Writer(google_forms_columns, google_forms_bytes),
    "microsoft_forms": Writer(microsoft_forms_columns, microsoft_forms_bytes),
    "kobotoolbox": Writer(kobotoolbox_columns, kobotoolbox_bytes),
    "tally": Writer(tally_columns, tally_bytes),
    "typeform": Writer(typeform_columns, typeform_bytes),
    "qualtrics": Writer(qualtrics_columns, qualtrics_bytes),
    "generic": Writer(generic_columns, generic_bytes),
}
