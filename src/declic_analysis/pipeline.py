"""Raw → processed: map, mark rows, read answers, balance the ledger, hold every table to its contract."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

from declic_analysis import schemas
from declic_analysis.cleaning import rows
from declic_analysis.cleaning.answers import Answers, read_answers
from declic_analysis.cleaning.dates import parse_dates, unreadable_dates
from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.mapping import Mapped, map_table
from declic_analysis.ingest.reading import read_raw
from declic_analysis.privacy import Key
from declic_analysis.study import Study
from declic_analysis.study.model import Source
from declic_analysis.study.tables import study_tables
from declic_analysis.vocabulary import CellState, QuarantineReason, RowState

Progress = Callable[[str, int, int], None]
TEXTS, WORKBOOKS = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm")
MANIFEST = "manifest.json"
NOT_RAW = ("study.yaml", "etude.xlsx", "truth.json", "fiction.json", "structure_matches.csv")


@dataclass(frozen=True)
class Build:
    """`tables`: every contract table by name; `manifest`: inputs with SHA-256, extraction date, versions."""

    tables: dict[str, pd.DataFrame]
    manifest: dict[str, Any]


def build(study: Study, *, raw: Path, processed: Path, key: Key, progress: Progress | None = None) -> Build:
    """Raw files → contract tables, written to `processed` in one move.

    Raises: SourceError, when a file cannot be read as the study says; ContractError, when a table breaks its contract.
    """
    done = read(study, raw=raw, key=key, progress=progress)
    fresh = processed.with_name(f".{processed.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, table in done.tables.items():
        table.to_parquet(fresh / f"{name}.parquet", index=False)
    (fresh / MANIFEST).write_text(json.dumps(done.manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.rmtree(processed, ignore_errors=True)
    fresh.rename(processed)
    return done


def read(study: Study, *, raw: Path, key: Key, progress: Progress | None = None) -> Build:
    """The same, in memory: nothing is written."""
    if study.fictitious:
        from declic_analysis.demo import refuse_foreign_files

        refuse_foreign_files(raw)
    files = matched_files(study, raw=raw)
    parts = []
    for k, (source, path) in enumerate(files, 1):
        if progress:
            progress(path.name, k, len(files))
        parts.append((source, map_table(read_raw(path, source=source), source=source, key=key, study=study.name)))
    collected = _by_source(study, parts)
    tables = {name: schemas.empty(name) for name in schemas.TABLES} | study_tables(study)
    tables |= {
        "responses": _checked([c.responses for c in collected], "responses"),
        "quarantine": _checked([c.quarantine for c in collected], "quarantine"),
        "ledger": _checked([*(c.ledger for c in collected), _unread(study, raw=raw, files=files)], "ledger"),
    }
    tables["participants"] = participants(tables["responses"])
    return Build(tables, _manifest(study, raw=raw, files=[p for _, p in files], responses=tables["responses"]))


def load(processed: Path) -> Build:
    """The tables of the last build."""
    tables = {name: schemas.check(pd.read_parquet(processed / f"{name}.parquet"), name) for name in schemas.TABLES}
    return Build(tables, json.loads((processed / MANIFEST).read_text(encoding="utf-8")))


def is_stale(study: Study, *, raw: Path, processed: Path) -> bool:
    """True when there is no build, or the study, a raw file or this software changed since."""
    if not (processed / MANIFEST).is_file():
        return True
    known = json.loads((processed / MANIFEST).read_text(encoding="utf-8"))
    inputs = {path.relative_to(raw).as_posix(): _sha256(path) for _, path in matched_files(study, raw=raw)}
    return known["inputs"] != inputs or known["study_sha256"] != study_hash(study) or known["versions"] != versions()


def matched_files(study: Study, *, raw: Path) -> list[tuple[Source, Path]]:
    """Each source with the files its pattern matches, in alphabetical order.

    Raises: SourceError, when two sources claim one file.
    """
    found = [(source, path) for source in study.sources for path in sorted(raw.glob(source.files)) if path.is_file()]
    paths = [path for _, path in found]
    twice = sorted({path.name for path in paths if paths.count(path) > 1})
    if twice:
        raise SourceError(
            message(fr="Un fichier est réclamé par deux sources.", en="Two sources claim one file."),
            where=", ".join(twice),
            action=message(
                fr="Précisez les motifs « files » dans study.yaml.",
                en="Make the `files` patterns narrower in study.yaml.",
            ),
        )
    return found


@dataclass(frozen=True)
class _Collected:
    responses: pd.DataFrame
    quarantine: pd.DataFrame
    ledger: pd.DataFrame


def _by_source(study: Study, parts: list[tuple[Source, Mapped]]) -> list[_Collected]:
    collected = []
    for source in study.sources:
        mapped = [m for s, m in parts if s.id == source.id]
        if mapped:
            collected.append(_collect(study, source=source, mapped=mapped))
    return collected


def _collect(study: Study, *, source: Source, mapped: list[Mapped]) -> _Collected:
    """One source: rows marked together (duplicates may stand in two files), then answers file by file."""
    order = source.date_order or mapped[0].adapter.date_order
    frame = pd.concat([m.frame for m in mapped], ignore_index=True)
    texts = frame[["answered_on", "action_on"]]
    dates = {name: parse_dates(texts[name], order=order) for name in texts}
    marked = (
        frame.assign(**dates)
        .pipe(rows.undecided)
        .pipe(rows.mark_wrong_width)
        .pipe(rows.mark_incomplete)
        .pipe(rows.match_ids, known=rows.known_ids(study), headers=mapped[0].headers)
        .pipe(rows.mark_duplicates, rule=study.duplicates, cells=list(mapped[0].cells))
    )
    accepted = marked[marked["state"] == RowState.ACCEPTED]
    answers = [
        read_answers(accepted[accepted["file"] == m.file], cells=m.cells, study=study, file=m.file) for m in mapped
    ]
    bad_dates = _bad_dates(accepted, texts=texts, dates=dates, headers=mapped[0].headers)
    return _Collected(
        responses=_responses(answers, source=source),
        quarantine=_quarantine(marked, answers=answers, bad_dates=bad_dates, mapped=mapped, source=source),
        ledger=_ledger(marked, answers=answers, mapped=mapped, source=source),
    )


def _responses(answers: list[Answers], *, source: Source) -> pd.DataFrame:
    found = pd.concat([a.rows for a in answers if len(a.rows)] or [pd.DataFrame()], ignore_index=True)
    if found.empty:
        return schemas.empty("responses")
    ids = source.id + ":" + found["file"] + ":" + found["row"].astype("str") + ":" + found["wave"]
    months = found["month"].astype("str").where(found["month"].notna(), "")
    empties = {name: found[name].mask(found[name] == "") for name in ("territory", "format", "action", "structure")}
    return found.assign(response=ids + months, source=source.id, source_row=found["row"], **empties).drop(
        columns=["file", "row"]
    )


def _bad_dates(
    accepted: pd.DataFrame, *, texts: pd.DataFrame, dates: dict[str, pd.Series], headers: dict[str, str]
) -> pd.DataFrame:
    found = []
    for name, header in headers.items():
        if name in texts:
            hit = unreadable_dates(texts.loc[accepted.index, name], dates[name].loc[accepted.index])
            found.append(accepted.loc[hit, ["file", "row"]].assign(column=header))
    cells = pd.concat(found) if found else pd.DataFrame(columns=["file", "row", "column"])
    return cells.assign(reason=QuarantineReason.UNREADABLE_DATE.value, expected="2024-03-05, 05/03/2024")


def _quarantine(
    marked: pd.DataFrame, *, answers: list[Answers], bad_dates: pd.DataFrame, mapped: list[Mapped], source: Source
) -> pd.DataFrame:
    whole = marked[marked["state"] == RowState.QUARANTINED]
    as_rows = whole[["file", "row", "reason"]].assign(
        column=whole["reason_column"].mask(whole["reason_column"] == ""), expected="ids, labels, aliases of study.yaml"
    )
    conflicts = [
        m.conflicts.assign(
            file=m.file, reason=QuarantineReason.CONFLICTING_BRANCHES.value, expected="one filled branch"
        )
        for m in mapped
    ]
    parts = [p for p in (as_rows, bad_dates, *conflicts, *(a.unknown for a in answers)) if len(p)]
    return pd.concat(parts, ignore_index=True).assign(source=source.id) if parts else schemas.empty("quarantine")


def _ledger(marked: pd.DataFrame, *, answers: list[Answers], mapped: list[Mapped], source: Source) -> pd.DataFrame:
    lines: list[tuple[str, str, str, int, str | None]] = []
    for m, a in zip(mapped, answers, strict=True):
        states = marked.loc[marked["file"] == m.file, "state"].value_counts()
        lines.append((m.file, "row", "raw", int(states.sum()) + m.n_blank, None))
        blank = {RowState.INCOMPLETE.value: m.n_blank}
        lines += [(m.file, "row", s, int(states.get(s, 0)) + blank.get(s, 0), None) for s in RowState.codes()]
        lines.append((m.file, "cell", "raw", sum(a.states.values()), None))
        lines += [(m.file, "cell", s, a.states[s], None) for s in CellState.codes()]
        lines += [(m.file, "note", note.category, note.n, note.detail) for note in m.notes]
    ledger = pd.DataFrame(lines, columns=["file", "unit", "category", "n", "detail"])
    return ledger.assign(source=source.id)


def ledger_balances(ledger: pd.DataFrame) -> bool:
    """The conservation law: per file, what came in equals the sum of where it went, rows and cells alike."""
    counted = ledger[ledger["unit"] != "note"]
    raw = counted["category"] == "raw"
    left = counted[raw].groupby(["source", "file", "unit"])["n"].sum()
    right = counted[~raw].groupby(["source", "file", "unit"])["n"].sum()
    return bool(left.equals(right))


def _unread(study: Study, *, raw: Path, files: list[tuple[Source, Path]]) -> pd.DataFrame:
    """Notes on sources without a file and files without a source: nothing is passed over in silence."""
    silent = [s for s in study.sources if not any(f.id == s.id for f, _ in files)]
    lines = [(s.id, s.files, "note", "no_file", 0, "no file matches this source") for s in silent]
    if study.data_folder is None and raw.is_dir():
        known = {path for _, path in files}
        strangers = [
            p
            for p in sorted(raw.iterdir())
            if p.suffix.lower() in TEXTS + WORKBOOKS and p not in known and p.name not in NOT_RAW
        ]
        lines += [
            ("–", p.name, "note", "file_not_used", 1, "no source of study.yaml matches this file") for p in strangers
        ]
    return pd.DataFrame(lines, columns=["source", "file", "unit", "category", "n", "detail"])


def _checked(frames: list[pd.DataFrame], table: str) -> pd.DataFrame:
    kept = [frame for frame in frames if len(frame)]
    return schemas.check(pd.concat(kept, ignore_index=True), table) if kept else schemas.empty(table)


def participants(responses: pd.DataFrame) -> pd.DataFrame:
    """Persons who answered, with the territory and structure of their last submission."""
    if responses.empty:
        return schemas.empty("participants")
    last = responses.sort_values(["answered_on", "source_row"], na_position="first", kind="stable")
    grouped = last.groupby(["person", "audience"], sort=True)
    found = grouped.agg(
        territory=("territory", "last"),
        structure=("structure", "last"),
        identified=("identified", "last"),
        n_submissions=("response", "nunique"),
    )
    return schemas.check(found.reset_index(), "participants")


def _manifest(study: Study, *, raw: Path, files: list[Path], responses: pd.DataFrame) -> dict[str, Any]:
    latest = responses["answered_on"].max() if len(responses) else pd.NaT
    return {
        "study": study.name,
        "study_sha256": study_hash(study),
        "inputs": {path.relative_to(raw).as_posix(): _sha256(path) for path in files},
        "extracted_on": None if pd.isna(latest) else latest.date().isoformat(),
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """The software that made the tables."""
    return {name: metadata.version(name) for name in ("declic-analysis", "pandas", "pandera")}


def study_hash(study: Study) -> str:
    """SHA-256 of the study as it was understood."""
    return hashlib.sha256(study.model_dump_json(by_alias=True).encode()).hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
