"""The panel itself: native fields with their labels, a sentence, one button, progress, links, two commands."""

from __future__ import annotations

import html
import os
import threading
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import ipywidgets as widgets

from declic_analysis import errors, wording, workplace
from declic_analysis.disclosure import rules_for
from declic_analysis.errors import DeclicError
from declic_analysis.reports.documents import documents
from declic_analysis.reports.edition import PARAMETER as EDITION
from declic_analysis.reports.edition import edition_of
from declic_analysis.reports.panel.choice import (
    Choice,
    papermill_command,
    range_fault,
    report_arguments,
    report_command,
)
from declic_analysis.reports.panel.job import Ended, run_report
from declic_analysis.reports.panel.offer import Offer, Options, offer, studies
from declic_analysis.reports.selection import parse_period, period_label
from declic_analysis.vocabulary import Coded, Diffusion, Edition, ReportFormat
from declic_analysis.wording.texts import say

OTHER = "other"
WIDE = {"width": "52em", "max_width": "100%"}
Run = Callable[..., Ended]


class Panel:
    """Fields are attributes (`territory`, `period`, …): their `value` may be set as a hand would set it.

    root: the project; study: the folder shown first; run: what makes a report of the arguments of `declic`.
    """

    def __init__(self, root: Path, *, study: Path, lang: str = "fr", run: Run = run_report) -> None:
        self.root, self.lang, self._run = root, lang, run
        self._offer: Offer | None = None
        self._job: threading.Thread | None = None
        self.documents = documents(root, lang=lang)
        self._fields(study)
        self.sentence, self.status, self.links, self.commands = (widgets.HTML(layout=dict(WIDE)) for _ in range(4))
        self.progress = widgets.IntProgress(description=self._say("panel_progress"), style=_LABEL, layout=WIDE)
        self.progress.layout.visibility = "hidden"
        self.make = widgets.Button(
            description=self._say("panel_make"), button_style="primary", layout={"width": "16em"}
        )
        self.make.on_click(lambda _: self.start())
        self.box = widgets.VBox([*self._rows(), self.sentence, self.make, self.progress, *self._said()])
        self._listen()
        self._study_changed()

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.box)

    def _fields(self, study: Path) -> None:
        known = studies(self.root)
        if str(study) not in [code for _, code in known]:
            known = [*known, (study.name, str(study))]
        self.study = self._list("panel_study", known, value=str(study))
        self.document = self._list("panel_document", [(d.title, d.name) for d in self.documents])
        self.territory, self.audience, self.period = (
            self._list(f"panel_{name}", [("…", "")]) for name in ("territory", "audience", "period")
        )
        self.first, self.last = (
            widgets.DatePicker(description=self._say(key), style=_LABEL) for key in ("panel_from", "panel_to")
        )
        self.report_lang = self._list(
            "panel_lang", [(self._say("panel_french"), "fr"), (self._say("panel_english"), "en")], value=self.lang
        )
        circulations = [(self._say(f"panel_{d.value}"), d.value) for d in Diffusion]
        self.diffusion = self._list("panel_diffusion", circulations, value=Diffusion.INTERNAL.value)
        editions = [(self._say(f"panel_edition_{code or 'auto'}"), code) for code in ("", *Edition.codes())]
        self.edition = self._list("panel_edition", editions)
        extra = [f for f in ReportFormat if f != ReportFormat.HTML]
        self.formats = {f.value: widgets.Checkbox(description=f.label.of(self.lang), indent=False) for f in extra}

    def _list(self, key: str, options: Options, *, value: str | None = None) -> Any:
        chosen = options[0][1] if value is None and options else value
        return widgets.Dropdown(
            options=options, value=chosen, description=self._say(key), style=_LABEL, layout=dict(WIDE)
        )

    def _rows(self) -> list[Any]:
        self._range = widgets.HBox([self.first, self.last])
        files = widgets.VBox(
            [widgets.HTML(f"<b>{html.escape(self._say('panel_formats'))}</b>"), *self.formats.values()]
        )
        # JupyterLab takes arrows and letters for itself until a list is open.
        hint = widgets.HTML(f"<small>{html.escape(self._say('panel_keyboard'))}</small>", layout=dict(WIDE))
        return [
            hint,
            *(self.study, self.document, self.territory, self.audience, self.period, self._range),
            *(self.report_lang, self.diffusion, self.edition, files),
        ]

    def _said(self) -> list[Any]:
        self.open = widgets.Button(description=self._say("panel_open"), layout={"width": "16em", "display": "none"})
        self.open.on_click(lambda _: self._open_page())
        self.page: Path | None = None
        return [self.status, self.open, self.links, self.commands]

    def _listen(self) -> None:
        self.study.observe(lambda _: self._study_changed(), names="value")
        for field in self._answers():
            field.observe(lambda _: self._refresh(), names="value")

    def _answers(self) -> Iterable[Any]:
        return (
            *(self.document, self.territory, self.audience, self.period, self.first, self.last),
            *(self.report_lang, self.diffusion, self.edition, *self.formats.values()),
        )

    def _say(self, key: str, **values: str) -> str:
        return say(key, lang=self.lang, **values)

    def _labels(self, codes: type[Coded]) -> dict[str, str]:
        return {one.value: one.label.of(self.lang) for one in codes}

    def _study_changed(self) -> None:
        """What the study offers takes the place of what the former one did; its faults are a sentence."""
        self._tell(self._say("panel_reading"))
        try:
            found = offer(Path(self.study.value), root=self.root, environment=os.environ, lang=self.lang)
        except DeclicError as failure:
            self._offer = None
            self._alert(str(failure))
        except Exception as failure:
            self._offer = None
            self._alert(str(errors.defect(failure)))
        else:
            self._offer = found
            self._fill(found)
            self._tell("")
        self._refresh()

    def _fill(self, found: Offer) -> None:
        self._offer = None  # no sentence while the fields change one after the other
        self.territory.options, self.audience.options = found.territories, found.audiences
        self.period.options = [*found.periods, (self._say("panel_other_period"), OTHER)]
        for field in (self.territory, self.audience, self.period):
            field.value = ""
        self.first.value, self.last.value = (found.days[0], found.days[-1]) if found.days else (None, None)
        self._offer = found

    def _refresh(self) -> None:
        """Sentence, commands and button follow the fields."""
        free, takes = self.period.value == OTHER, self._takes()
        self._range.layout.display = "" if free else "none"
        self.edition.layout.display = "" if EDITION in takes else "none"
        fault, chosen = self.fault, self.choice
        self.make.disabled = bool(fault) or chosen is None or self._busy
        if fault:
            self.sentence.value, self.commands.value = _alert(fault), ""
        elif chosen:
            self.sentence.value, self.commands.value = (
                f"<p>{html.escape(self._sentence(chosen))}</p>",
                self._shown(chosen),
            )
        else:
            self.sentence.value = self.commands.value = ""

    @property
    def _busy(self) -> bool:
        return self._job is not None and self._job.is_alive()

    def _takes(self) -> set[str]:
        return next((set(d.contract) for d in self.documents if d.name == self.document.value), set())

    @property
    def fault(self) -> str:
        """What is wrong with the fields, in a sentence; nothing when a report can be made."""
        if not self.documents:
            return self._say("panel_no_document")
        if self._offer and self.period.value == OTHER:
            return range_fault(self.first.value, self.last.value, days=self._offer.days, lang=self.lang)
        return ""

    @property
    def choice(self) -> Choice | None:
        """What the fields say; None while no study can be read or a field is wrong."""
        if self._offer is None or self.fault:
            return None
        between = f"{self.first.value}/{self.last.value}"
        values = {
            "territory": self.territory.value,
            "audience": self.audience.value,
            "period": between if self.period.value == OTHER else self.period.value,
            "lang": self.report_lang.value,
            "diffusion": self.diffusion.value,
            EDITION: self.edition.value,
        }
        folder, takes = Path(self.study.value), self._takes()
        name = folder.name if folder.parent == (self.root / workplace.RAW).resolve() else str(folder)
        wanted = tuple(code for code, box in self.formats.items() if box.value)
        return Choice(name, self.document.value, {n: v for n, v in values.items() if n in takes}, wanted)

    def _sentence(self, chosen: Choice) -> str:
        """The choice in one sentence, with the number of people below which nothing is published."""
        if self._offer is None:
            return ""
        rules = rules_for(self._offer.study.thresholds, diffusion=self.diffusion.value)
        edition = f", {edition_of(chosen.values).label.of(self.lang)}" if EDITION in chosen.values else ""
        free = period_label(parse_period(chosen.values["period"]), lang=self.lang)
        return self._say(
            "panel_chosen",
            document=_read(self.document),
            study=self._offer.study.name,
            territory=_read(self.territory),
            audience=_read(self.audience),
            period=free or self._say("panel_all_periods"),
            language=_read(self.report_lang),
            diffusion=self._labels(Diffusion)[self.diffusion.value],
            edition=edition,
            base=wording.integer(rules.base, lang=self.lang),
            formats=", ".join(self._labels(ReportFormat)[f] for f in (ReportFormat.HTML.value, *chosen.formats)),
        )

    def _shown(self, chosen: Choice) -> str:
        lines = [("panel_by_declic", report_command(chosen)), ("panel_by_papermill", papermill_command(chosen))]
        shown = "".join(
            f"<p>{html.escape(self._say(key))}</p><pre tabindex='0' style='{_COMMAND}'>{html.escape(text)}</pre>"
            for key, text in lines
        )
        return f"<p>{html.escape(self._say('panel_same', root=str(self.root)))}</p>{shown}"

    def start(self) -> None:
        """Make the report of the choice, beside: the panel stays alive."""
        chosen = self.choice
        if chosen is None or self._busy:
            return
        self.make.disabled, self.links.value, self.open.layout.display = True, "", "none"
        self.progress.value, self.progress.layout.visibility = 0, "visible"
        self._tell(self._say("panel_starting"))
        self._job = threading.Thread(target=self._work, args=(chosen,), daemon=True)
        self._job.start()

    def wait(self) -> None:
        """Until the report is made, or is not."""
        if self._job:
            self._job.join()

    def _work(self, chosen: Choice) -> None:
        try:
            ended = self._run(report_arguments(chosen), root=self.root, told=self._told)
        except OSError as failure:
            ended = Ended([], str(errors.defect(failure)))
        self.progress.layout.visibility, self.make.disabled = "hidden", False
        if ended.failed:
            self._alert(f"{self._say('panel_failed')}\n{ended.said}")
        else:
            self._made(ended.files)

    def _told(self, done: int, total: int) -> None:
        self.progress.max, self.progress.value = total, done
        told = {"done": wording.integer(done, lang=self.lang), "total": wording.integer(total, lang=self.lang)}
        self._tell(self._say("panel_working", **told) if done < total else self._say("panel_finishing"))

    def _made(self, files: list[Path]) -> None:
        self.page = files[0]
        self._tell(self._say("panel_done"))
        served = os.environ.get(workplace.LAB_VARIABLE) == str(self.root)
        self.open.layout.display = "none" if served else ""
        self.links.value = "".join(f"<p>{self._link(path, served=served)}</p>" for path in files)

    def _link(self, path: Path, *, served: bool) -> str:
        """A link where the notebook's own server gives the file; else its path, to be copied."""
        if not served:
            return f"<code>{html.escape(str(path))}</code>"
        place = quote(path.resolve().relative_to(self.root).as_posix())
        words = self._say("panel_open") if path.suffix == ".html" else path.name
        return f"<a href='/files/{place}' target='_blank' style='{_LINK}'>{html.escape(words)}</a>"

    def _open_page(self) -> None:
        if self.page:
            webbrowser.open(self.page.resolve().as_uri())

    def _tell(self, text: str) -> None:
        self.status.value = f"<p role='status'>{html.escape(text)}</p>" if text else ""

    def _alert(self, text: str) -> None:
        self.status.value = _alert(text)


_LABEL = {"description_width": "13em"}
_COMMAND = "user-select: all; white-space: pre-wrap; word-break: normal; overflow-wrap: normal; padding: .6em"
_LINK = "text-decoration: underline; font-weight: 600"


def _read(field: Any) -> str:
    return str(field.label)


def _alert(text: str) -> str:
    return f"<p role='alert' style='white-space: pre-wrap; font-weight: 600'>{html.escape(text)}</p>"
