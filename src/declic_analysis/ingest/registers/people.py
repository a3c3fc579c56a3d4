"""Who the rows of a register are about: the surveys' own rule where the sheet has its columns, else name and structure.

A code is read by the rule of the surveys, so that it gives the same pseudonym as in a questionnaire. Rows without a
well-formed code are told apart by last name, first name and structure: those persons meet in registers only.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.ingest.identity import IDENTIFIED, Claims, claims_of
from declic_analysis.ingest.reading import RawTable
from declic_analysis.ingest.registers.known import Known
from declic_analysis.study.model import IdentityRule, Register, Study
from declic_analysis.study.register_fields import CODE, FIRST, LAST

NO_STRUCTURE = "–"
NAMES = IdentityRule(columns=["nom", "prénom", "structure"])


def claims_of_register(
    raw: RawTable, register: Register, *, texts: dict[str, pd.Series], values: pd.DataFrame, known: Known
) -> list[Claims]:
    """One or two sets of claims that share the rows of the sheet: by code (or the declared columns), then by name."""
    index = raw.frame.index
    rule, identifiers = _first_rule(raw, register, texts=texts, study=known.study)
    by_rule = _claims(identifiers, raw, register, rule=rule, audience=audiences_of(values, known=known).fillna(""))
    names = _names(texts, values=values, index=index)
    told = (names[[0, 1]] != "").all(axis="columns") & (by_rule.states != IDENTIFIED)
    if not told.any():
        return [by_rule]
    parts = ((identifiers[~told], rule), (names[told], NAMES))
    return [_claims(part, raw, register, rule=its, audience=by_rule.audience[part.index]) for part, its in parts]


def _claims(
    identifiers: pd.DataFrame, raw: RawTable, register: Register, *, rule: IdentityRule | None, audience: pd.Series
) -> Claims:
    lines = pd.Series(raw.rows, index=raw.frame.index, dtype="int32")[identifiers.index]
    return claims_of(identifiers, rule=rule, source=register.id, file=raw.file, lines=lines, audience=audience)


def _first_rule(
    raw: RawTable, register: Register, *, texts: dict[str, pd.Series], study: Study
) -> tuple[IdentityRule | None, pd.DataFrame]:
    """The rule that the sheet can follow, and the texts it reads: declared, as in a survey, or the column of codes."""
    if register.person is not None:
        wanted = {f"person.{k}": header for k, header in enumerate(register.person.columns)}
        raw.columns.require(wanted, coalesce=False)
        return register.person, _columns(raw, register.person.columns)
    rules = survey_rules(study)
    for rule in rules:
        if len(rule.columns) > 1 and all(raw.columns.positions(header) for header in rule.columns):
            return rule, _columns(raw, rule.columns)
    if CODE not in texts:
        return None, pd.DataFrame(index=raw.frame.index)
    single = [rule for rule in rules if len(rule.columns) == 1]
    one = len({rule.pattern for rule in single}) == 1
    return _coded(single[0] if one else IdentityRule(columns=[CODE])), texts[CODE].to_frame()


def _coded(rule: IdentityRule) -> IdentityRule:
    """The surveys' rule, read from the register's column of codes: without constant field, and so to the letter."""
    return IdentityRule(columns=[CODE], pattern=rule.pattern)


def survey_rules(study: Study) -> list[IdentityRule]:
    """The identity rules of the study's surveys, each once, in their order."""
    return list({rule.model_dump_json(): rule for s in study.sources if (rule := s.person) is not None}.values())


def _columns(raw: RawTable, headers: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {k: raw.frame[raw.columns.positions(header)[0]].str.strip() for k, header in enumerate(headers)}
    )


def _names(texts: dict[str, pd.Series], *, values: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Last name, first name, structure: its id where it is known, so that its spellings are one."""
    blank = pd.Series("", index=index, dtype="str")
    written = texts.get("structure", blank)
    structure = values["structure"].fillna(written) if "structure" in values else written
    filled = structure.mask(structure == "", NO_STRUCTURE)
    return pd.DataFrame({0: texts.get(LAST, blank), 1: texts.get(FIRST, blank), 2: filled.astype("str")})


def audiences_of(values: pd.DataFrame, *, known: Known) -> pd.Series:
    """Audience id per row: as written, else the track of the action's format, else empty."""
    blank = pd.Series(pd.NA, index=values.index, dtype="string")
    written = values.get("audience", blank)
    by_action = known.audiences_of_actions()
    of_action = values["action"].map(by_action).astype("string") if "action" in values else blank
    return written.fillna(of_action)
