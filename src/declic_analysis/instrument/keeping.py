"""Writing beside what a person may have edited: nothing of theirs is overwritten, nothing is refused in silence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from declic_analysis.errors import UsageError, message

MEMORY = ".declic-questionnaire.json"
BESIDE = ".nouveau"
State = Literal["written", "unchanged", "beside"]


@dataclass
class Keeper:
    """A folder of written files, and what each of them was when it was written.

    A file that still is what was written is replaced; one that a person changed stays, and the new one goes beside it.
    """

    folder: Path
    known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Keeper:
        """The keeper of a folder, made if needed.

        Raises: UsageError, when the place is a file.
        """
        if folder.exists() and not folder.is_dir():
            raise UsageError(
                message(fr="Il faut un dossier, ceci est un fichier.", en="A folder is needed, this is a file."),
                where=str(folder),
                action=message(fr="Choisissez un autre dossier avec --output.", en="Choose another one with --output."),
            )
        folder.mkdir(parents=True, exist_ok=True)
        memory = folder / MEMORY
        try:
            known = json.loads(memory.read_text(encoding="utf-8")) if memory.is_file() else {}
        except ValueError:  # damaged: every file then counts as a person's own
            known = {}
        return cls(folder, known if isinstance(known, dict) else {})

    def write(self, name: str, content: bytes, *, identity: str | None = None) -> tuple[Path, State]:
        """Write a file, or write beside it, and say which.

        Parameters: name, path inside the folder; identity, what the content is made from, where the bytes of one
        content differ from run to run (workbooks and PDF carry dates).
        """
        path = self.folder / name
        made_from = identity or _digest(content)
        if path.is_file():
            if self.is_current(name, made_from):
                return path, "unchanged"
            mine = self.known.get(name, "").partition(" ")[0] == _digest(path.read_bytes())
            if not mine and path.read_bytes() != content:
                beside = path.with_name(f"{path.stem}{BESIDE}{path.suffix}")
                beside.write_bytes(content)
                return beside, "beside"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.known[name] = f"{_digest(content)} {made_from}"
        return path, "written"

    def is_current(self, name: str, identity: str) -> bool:
        """Whether the file there is the one we wrote, untouched, and made from the same."""
        path, (digest, _, made_from) = self.folder / name, self.known.get(name, "").partition(" ")
        return path.is_file() and made_from == identity and digest == _digest(path.read_bytes())

    def remember(self) -> None:
        """Keep what was written in mind for the next time."""
        text = json.dumps(self.known, indent=1, sort_keys=True)
        (self.folder / MEMORY).write_text(text + "\n", encoding="utf-8")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
