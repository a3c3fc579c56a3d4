"""One report of a study, from its parameters to its files: page, executed notebook, manifest."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from declic_analysis import browser
from declic_analysis.errors import UsageError, message
from declic_analysis.reports import book, html, keeping, word
from declic_analysis.reports.documents import notebook_file
from declic_analysis.reports.edition import edition_of, usual_edition
from declic_analysis.reports.files import read_notebook, write_notebook
from declic_analysis.reports.freshness import data_digest, fingerprint, is_fresh
from declic_analysis.reports.history.before import Before, reports_before
from declic_analysis.reports.history.keeping import record_of
from declic_analysis.reports.history.record import read_history, remember
from declic_analysis.reports.labelling import labels_of
from declic_analysis.reports.manifest import report_manifest, write_manifest
from declic_analysis.reports.parameters import read_contract, resolve
from declic_analysis.reports.runner import FAILED, Run, run
from declic_analysis.reports.translations import load_translations, translated
from declic_analysis.vocabulary import ReportFormat
from declic_analysis.workplace import OUTPUTS, RAW

if TYPE_CHECKING:
    import pandas as pd

    from declic_analysis.pipeline import Build
    from declic_analysis.study import Study

FORMATS = ReportFormat.codes()
TABLES = "tables"
DRAWN = "drawn"  # in the manifest: whether a browser drew the figures of the summary in Word
STEMS = {
    "impact_report": "bilan",
    "00_suivi_collecte": "suivi",
    "01_data_quality": "qualite",
    "02_perception_shift": "regards",
    "03_convergence": "convergence",
    "04_hires": "suites",
    "05_formats_and_targeting": "formats",
    "06_ecosystem": "ecosysteme",
    "07_verbatims": "paroles",
    "partner_page": "partenaires",
}


class ReportPaths(NamedTuple):
    """Where a report's files are."""

    html: Path
    notebook: Path
    manifest: Path
    pdf: Path | None = None
    computed: bool = True  # false: nothing had changed since the files were made
    xlsx: Path | None = None
    docx: Path | None = None
    older: tuple[Path, ...] = ()  # of earlier runs, in formats not asked for this time: they may say something else
    aside: tuple[Path, ...] = ()  # what a person had changed in the files that were there, under their new names

    @property
    def files(self) -> tuple[Path, ...]:
        """What was made, but for the manifest."""
        return tuple(path for path in self._all if path)

    @property
    def _all(self) -> tuple[Path | None, ...]:
        return self.html, self.notebook, self.pdf, self.xlsx, self.docx

    @property
    def tables(self) -> Path | None:
        """Folder of the tidy tables, made with the workbook."""
        return self.html.parent / TABLES if self.xlsx else None


def report(
    study_folder: Path,
    *,
    notebook: str = "impact_report",
    parameters: Mapping[str, object],
    root: Path,
    created: str,
    formats: Sequence[str] = ("html",),
    again: bool = True,
    forked: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ReportPaths:
    """Make one report of a study in `outputs/<study>/<report name>/`.

    parameters: values for the notebook's parameters cell, without `study`; created: a time stamp from the caller, for
    the manifest; formats: of FORMATS, the page itself is always written; again: false leaves a report alone whose files
    stand as they were made from the same inputs, study, plan, parameters, notebook and code; forked: the kernel comes
    from the warm process; progress: told after each cell of the notebook how many are done, of how many. The tables
    are rebuilt first if the raw files or the study changed.
    Raises: UsageError for parameters, all faults at once, and for an unknown notebook; SourceError, StudyError,
    KeyMissingError; ToolMissingError, before anything is computed, when a PDF is asked for and no browser is found;
    ReportError when a cell fails: what was made of it is then in `outputs/<study>/failed`.
    """
    printer = _printer(formats)
    from declic_analysis.reports.history.since import iso
    from declic_analysis.reports.reading import last_day, opened
    from declic_analysis.study import load_study

    study, source = load_study(study_folder), notebook_file(notebook, root=root)
    given = {**parameters, "study": _named(study_folder.resolve(), root=root.resolve())}
    values = resolve(read_contract(read_notebook(source), where=source.name), given, study=study, where=source.name)
    build, _ = opened(study, folder=study_folder, root=root, environment=os.environ)
    outputs = root / OUTPUTS / study.name
    paths = _paths(outputs, name=report_name(notebook, values), formats=formats)
    stop = last_day(study, build, cutoff=str(values.get("cutoff") or ""))
    before = _before(outputs, values=values, build=build, cutoff=iso(stop))
    made_from = fingerprint(build, notebook=source, parameters=values, study_folder=study_folder, before=before.digest)
    drawn = {} if paths.docx is None else {DRAWN: _drawer() is not None}
    if not again and is_fresh(paths.manifest, made_from=made_from, files=paths.files, tables=paths.tables, told=drawn):
        return paths._replace(computed=False)
    known = keeping.known_outputs(paths.manifest)
    failed = outputs / FAILED
    done = run(
        source, parameters=given, output=paths.notebook, study=study, root=root, failed=failed, forked=forked,
        results=paths.tables, progress=progress,
    )  # fmt: skip
    _write_page(done, paths, notebooks=source.parent, lang=str(values.get("lang", "fr")))
    if paths.pdf and printer:
        browser.print_pdf(paths.html, paths.pdf, browser=printer)
    paths = paths._replace(aside=tuple(keeping.set_aside((paths.xlsx, paths.docx), known=known)))
    if paths.xlsx:
        _write_book(done, paths, study=study, structures=build.tables["structures"], dated=stop)
    if paths.docx:
        drawn = {DRAWN: _write_summary(done, paths.docx, notebooks=source.parent, dated=stop)}
    beside = sorted(paths.tables.iterdir()) if paths.tables else []
    facts = report_manifest(done, source=source, build=build, pages=[*paths.files, *beside], created=created)
    earlier = keeping.earlier(known, folder=paths.html.parent, now=facts["outputs"])
    remember(record_of(done, notebook=notebook, study=study, build=build, cutoff=iso(stop), created=created), outputs)
    told = {"cutoff": iso(stop), "compared_with": before.named, "page": _page(paths.notebook)}
    write_manifest(facts | {"made_from": made_from, "earlier": earlier, **told, **drawn}, paths.manifest)
    return paths._replace(older=tuple(paths.html.with_name(name) for name in earlier if "/" not in name))


def _before(outputs: Path, *, values: Mapping[str, Any], build: Build, cutoff: str) -> Before:
    """The earlier reports that the notebook will find: part of what this one is made from."""
    records = read_history(outputs).records
    return reports_before(records, chosen=values, cutoff=cutoff, data=data_digest(build))


def _page(executed: Path) -> dict[str, Any]:
    """What the index of reports says of this one."""
    notebook = read_notebook(executed)
    facts = html.page_facts(notebook)
    return {"title": html.title_of(notebook), "subtitle": facts.subtitle, "lang": facts.lang}


def _printer(formats: Sequence[str]) -> Path | None:
    """The browser that will print, where a PDF is asked for."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError(
            message(fr="Format inconnu.", en="Unknown format."),
            where="--format",
            found=", ".join(map(repr, unknown)),
            allowed=", ".join(FORMATS),
        )
    if "pdf" not in formats:
        return None
    found = browser.find_browser(environment=os.environ)
    if found is None:
        raise browser.missing_browser()
    return found


def _named(folder: Path, *, root: Path) -> str:
    """The study as a parameter writes it: its name under data/raw; the folder itself where it lies outside."""
    return folder.name if folder.parent == root / RAW else str(folder)


def _write_page(done: Run, paths: ReportPaths, *, notebooks: Path, lang: str) -> None:
    translations = load_translations(notebooks, lang=lang)
    if translations:
        write_notebook(translated(done.notebook, translations), paths.notebook)
    html.write(done.notebook, paths.html, translations=translations)


def _write_summary(done: Run, path: Path, *, notebooks: Path, dated: dt.date | None) -> bool:
    translations = load_translations(notebooks, lang=html.page_facts(done.notebook).lang)
    return word.write(done.notebook, path, translations=translations, dated=dated, command=_drawer())


def _drawer() -> Path | None:
    return browser.find_browser(environment=os.environ)


def _write_book(
    done: Run, paths: ReportPaths, *, study: Study, structures: pd.DataFrame, dated: dt.date | None
) -> None:
    """The workbook of the tables that the run left beside the page."""
    import pandas as pd

    if not paths.tables or not paths.xlsx:
        return
    results = {path.stem: pd.read_parquet(path) for path in sorted(paths.tables.glob("*.parquet"))}
    facts = html.page_facts(done.notebook)
    labels = labels_of(study, structures=structures, lang=facts.lang)
    book.write(results, paths.xlsx, facts=facts, title=study.title.of(facts.lang), labels=labels, dated=dated)


def _paths(outputs: Path, *, name: str, formats: Sequence[str]) -> ReportPaths:
    folder = outputs / name
    pdf = folder / f"{name}.pdf" if "pdf" in formats else None
    xlsx = folder / f"{name}.xlsx" if "xlsx" in formats else None
    docx = folder / f"{name}.docx" if "docx" in formats else None
    page, executed = folder / f"{name}.html", folder / f"{name}.ipynb"
    return ReportPaths(page, executed, folder / "manifest.json", pdf, xlsx=xlsx, docx=docx)


def report_name(notebook: str, values: Mapping[str, Any]) -> str:
    """`bilan_lyonnais_2024-T2_fr`: what the reader chose, and nothing else."""
    cutoff = f"arrete-{values['cutoff']}" if values.get("cutoff") else ""
    diffusion = "externe" if values.get("diffusion") == "external" else ""
    edition = edition_of(values)
    unusual = "" if edition == usual_edition(str(values.get("diffusion", ""))) else edition.value
    chosen = [values.get("territory"), values.get("audience"), values.get("period"), cutoff, diffusion, unusual]
    parts = [STEMS.get(notebook, notebook), *chosen, values.get("lang")]
    return "_".join(re.sub(r"[^A-Za-z0-9.-]+", "-", str(part)) for part in parts if part)
