"""Closed lists of scheduled reports: periods that move with the calendar, how a run ended, what starts it."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class RelativePeriod(Coded):
    """A period that a scheduled report names by its place before the day it is due."""

    LAST_FULL_MONTH = "last_full_month", "dernier mois entier", "last full month"
    LAST_FULL_QUARTER = "last_full_quarter", "dernier trimestre entier", "last full quarter"
    LAST_FULL_SEMESTER = "last_full_semester", "dernier semestre entier", "last full half-year"
    LAST_FULL_YEAR = "last_full_year", "dernière année entière", "last full year"
    YEAR_TO_DATE = "year_to_date", "depuis le début de l’année", "since the start of the year"


class ReportFormat(Coded):
    """Files that a report can be written as."""

    HTML = "html", "page", "page"
    PDF = "pdf", "PDF A4", "A4 PDF"
    XLSX = "xlsx", "classeur des résultats", "workbook of the results"
    DOCX = "docx", "résumé modifiable (Word)", "editable summary (Word)"


class Edition(Coded):
    """How much of a report is on the page."""

    COMMITTEE = "comite", "édition du comité", "committee edition"
    FULL = "complet", "édition complète", "full edition"


class RunOutcome(Coded):
    DONE = "done", "fait", "made"
    UNCHANGED = "unchanged", "rien n’a changé\u00a0: pas recalculé", "nothing changed: not computed again"
    FAILED = "failed", "échec", "failed"


class Scheduler(Coded):
    """What can start `declic schedule run`."""

    CRON = "cron", "cron (Linux, macOS)", "cron (Linux, macOS)"
    SYSTEMD = "systemd", "minuterie systemd (Linux)", "systemd timer (Linux)"
    WINDOWS = "windows", "planificateur de tâches (Windows)", "task scheduler (Windows)"
    AIRFLOW = "airflow", "DAG Airflow, opérateur papermill", "Airflow DAG, papermill operator"
