"""LimeSurvey: `results-survey<id>` as csv, tsv or xlsx, headers as codes, as questions, or as both.

Source: LimeSurvey manual, *Export responses*; column names of its French and English interfaces.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from declic_analysis.ingest.adapters.base import Adapter, DraftRule
from declic_analysis.ingest.headers import HeaderForms
from declic_analysis.vocabulary import Tool

CODE_AND_TEXT = re.compile(r"(?P<code>[A-Za-z]\w*(?:\[[^\]]*\])*)\s*[.:]\s+(?P<text>\S.*)", re.S)
BRACKETED = re.compile(r"(?P<code>[A-Za-z]\w*)\s*\[(?P<sub>\w+)\]")
SUBMITTED = ("Date de soumission", "submitdate", "Date submitted")


def other_names(header: str) -> Iterable[str]:
    """`Q02[SQ001]. Question [line]` is also its code and its words; `Q02[SQ001]` is `Q02_SQ001` in other exports."""
    both = CODE_AND_TEXT.fullmatch(header.strip())
    code = both["code"] if both else header.strip()
    if both:
        yield from (both["code"], both["text"])
    if bracketed := BRACKETED.fullmatch(code):
        yield f"{bracketed['code']}_{bracketed['sub']}"


LIMESURVEY = Adapter(
    tool=Tool.LIMESURVEY,
    telling=(
        ("ID de la réponse", "ID réponse", "Response ID"),
        SUBMITTED,
        ("Dernière page", "lastpage", "Last page"),
        ("Langue de départ", "startlanguage", "Start language"),
        ("Tête de série", "seed"),
        ("Date de lancement", "Date started"),
        ("Date de la dernière action", "datestamp", "Date last action"),
        ("URL de référence", "refurl", "Referrer URL"),
    ),
    common=(("id",), ("Langue",), ("startdate",), ("Adresse IP", "ipaddr", "IP address")),
    submitted=SUBMITTED,
    drafts=(DraftRule(SUBMITTED, ("",)),),
    escaped_formulas=True,
    date_order="ymd",
    anonymised_on=dt.date(1980, 1, 1),
    forms=HeaderForms(other_names, options=(("[", "]"),)),
    ticked=("y", "yes", "oui", "1"),
    unticked=("n", "no", "non", "0"),
)
