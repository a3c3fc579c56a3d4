"""The `declic` command: thin. It owns the clock, the environment and the exit codes; the work is done below.

Nothing scientific is imported before a command runs, so that `declic --help` answers at once.
"""

from declic_analysis.cli import build, keys, plan, questionnaire, report, schedule, studies, themes, workshop
from declic_analysis.cli.group import main, spoken, unexpected

__all__ = [
    "build",
    "keys",
    "main",
    "plan",
    "questionnaire",
    "report",
    "schedule",
    "spoken",
    "studies",
    "themes",
    "unexpected",
    "workshop",
]
