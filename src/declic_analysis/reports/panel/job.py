"""The command of a report at work in a process of its own, its progress told line by line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

PROGRESS = re.compile(r"\[(\d+)/(\d+)\] ")
Told = Callable[[int, int], None]


class Ended(NamedTuple):
    """How a command ended: the files it named, or what it said."""

    files: list[Path]
    said: str

    @property
    def failed(self) -> bool:
        return not self.files


def run_report(arguments: Sequence[str], *, root: Path, told: Told) -> Ended:
    """Run `declic` with these arguments; `told`: cells done, cells in all."""
    command = [sys.executable, "-m", "declic_analysis", *arguments, "--root", str(root)]
    environment = {**os.environ, "DECLIC_PROGRESS": "lines", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        # Both pipes are read at once: a full one would stop the command.
        said: list[str] = []
        listening = threading.Thread(target=_listen, args=(process.stderr, said, told), daemon=True)
        listening.start()
        printed = process.stdout.read() if process.stdout else ""
        listening.join()
    files = [Path(line) for line in printed.splitlines() if Path(line).is_file()]
    return Ended(files if process.returncode == 0 else [], "\n".join(said))


def _listen(lines: Sequence[str], said: list[str], told: Told) -> None:
    for line in lines:
        if seen := PROGRESS.match(line):
            told(int(seen[1]), int(seen[2]))
        else:
            said.append(line.rstrip())
