"""What makes real exports hard to read, put into clean sheets in counted quantities."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from declic_analysis.demo.sheets import Sheet
from declic_analysis.vocabulary import RowState

MALFORMED_SHARE = 0.06
UNKNOWN_TERRITORY = "Roannais"


@dataclass(frozen=True)
class Dose:
    """How many of each kind of dirt one export receives."""

    drafts: int = 0
    empty_rows: int = 0
    duplicates: int = 0
    unknown_territory: int = 0
    one_edit_codes: int = 0
    unknown_labels: int = 0
    misspelt_structures: int = 0
    personal_data: int = 0


DOSES = {
    "prescripteurs_avant": Dose(
        drafts=9, empty_rows=2, duplicates=4, unknown_territory=1, one_edit_codes=2, misspelt_structures=3
    ),
    "prescripteurs_apres_lyonnais": Dose(drafts=5, duplicates=2, personal_data=2),
    "prescripteurs_apres_stephanois": Dose(drafts=4, empty_rows=3, duplicates=2, unknown_labels=6, personal_data=1),
    "industriels_avant": Dose(empty_rows=1, duplicates=2, unknown_labels=2, one_edit_codes=1, misspelt_structures=2),
    "industriels_apres": Dose(empty_rows=2, duplicates=1, unknown_labels=3, personal_data=1),
}


def soil(
    sheets: list[Sheet], *, dose: Dose, typed: list[str], personal: list[str], rng: np.random.Generator
) -> list[Sheet]:
    """The sheets with their dirt, in the order of the file.

    Each kind of dirt falls on rows of its own, so that the true counts add up without overlap; `typed` are the
    texts found in place of a level, `personal` the free answers that hold (invented) personal data.
    """
    free = [int(k) for k in rng.permutation(len(sheets)) if sheets[k].kind == "plain"]
    changed = dict(enumerate(sheets))
    malformed = round(MALFORMED_SHARE * len(sheets))
    steps: list[tuple[int, Callable[[Sheet, int], Sheet]]] = [
        (malformed, lambda sheet, k: replace(sheet, code=malform(sheet.code, k), kind=_malformed_kind(k))),
        (dose.one_edit_codes, lambda sheet, k: replace(sheet, code=one_edit(sheet.code, rng), kind="one_edit_code")),
        (dose.unknown_territory, lambda sheet, k: _elsewhere(sheet)),
        (dose.unknown_labels, lambda sheet, k: _typed(sheet, typed[k % len(typed)], rng)),
        (dose.personal_data, lambda sheet, k: _personal(sheet, personal[k % len(personal)])),
    ]
    for n, change in steps:
        for k in range(n):
            where = free.pop()
            changed[where] = change(sheets[where], k)
    doubled = [sheets[free.pop()] for _ in range(dose.duplicates)]
    drafted = [sheets[free.pop()] for _ in range(dose.drafts)]
    extra = [_earlier(sheet, rng) for sheet in doubled] + [_draft(sheet, rng) for sheet in drafted]
    rows = sorted([*changed.values(), *extra], key=lambda sheet: (sheet.started_at, sheet.person))
    return _with_empty_rows(rows, dose.empty_rows, rng)


MALFORMATIONS: tuple[Callable[[str], str], ...] = (
    lambda code: code[:2] + code[3:],  # a digit of the day is missing
    lambda code: code + "ON",
    lambda code: "",
    lambda code: "je ne sais plus",
    lambda code: code[2:4] + "/" + code[4:],
)


LEGAL_FORMS = ("Association {}", "{} (association)", "S.A.R.L. {}")


def respelt(sheets: list[Sheet], *, misspelt: int) -> list[Sheet]:
    """Structures as people write them: every fourth otherwise spelled, and `misspelt` with a letter missing.

    No chance in it: the same rows whatever the seed, so that nothing else of the fiction depends on it.
    """
    own = [k for k, sheet in enumerate(sheets) if sheet.structure and sheet.kind == "plain"]
    changed = {k: spelled_otherwise(sheets[k].structure, n) for n, k in enumerate(own[::4])}
    changed |= {k: without_a_letter(sheets[k].structure) for k in own[1::4][:misspelt]}
    return [replace(sheet, structure=changed.get(k, sheet.structure)) for k, sheet in enumerate(sheets)]


def spelled_otherwise(name: str, n: int) -> str:
    """The same name: in capitals without accents, with hyphens, or with a legal form."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return (bare.upper(), name.replace(" ", "-"), LEGAL_FORMS[n // 3 % len(LEGAL_FORMS)].format(name))[n % 3]


def without_a_letter(name: str) -> str:
    """A typing error in the last word: another name, for who does not guess."""
    return name[:-2] + name[-1]


def malform(code: str, k: int) -> str:
    """The k-th way of getting one's own code wrong."""
    return MALFORMATIONS[k % len(MALFORMATIONS)](code)


def _malformed_kind(k: int) -> str:
    return "empty_code" if MALFORMATIONS[k % len(MALFORMATIONS)]("AB01CD") == "" else "malformed_code"


def one_edit(code: str, rng: np.random.Generator) -> str:
    """A well-formed code that differs by its last letter: another person, for an exact match."""
    return code[:-1] + str(rng.choice([letter for letter in "ABCDEFGHILMNOPRSTUVY" if letter != code[-1]]))


def _elsewhere(sheet: Sheet) -> Sheet:
    return replace(sheet, territory=UNKNOWN_TERRITORY, state=RowState.QUARANTINED, kind="unknown_territory")


def _typed(sheet: Sheet, text: str, rng: np.random.Generator) -> Sheet:
    answered = [key for key, score in sheet.scores.items() if score > 0]
    return replace(sheet, written={answered[int(rng.integers(len(answered)))]: text}, kind="unknown_label")


def _personal(sheet: Sheet, text: str) -> Sheet:
    return replace(sheet, open=sheet.open | {"frein": text}, themes=sheet.themes | {"frein": ""}, kind="personal_data")


def _earlier(sheet: Sheet, rng: np.random.Generator) -> Sheet:
    """The same person's first sending, some minutes before, one answer different: the later one counts."""
    lag = dt.timedelta(minutes=int(rng.integers(15, 90)))
    key = list(sheet.scores)[int(rng.integers(len(sheet.scores)))]
    scores = sheet.scores | {key: 1 + sheet.scores[key] % 5}
    sent, started = _before(sheet.sent_at, lag), _before(sheet.started_at, lag)
    return replace(sheet, sent_at=sent, started_at=started, scores=scores, open=dict.fromkeys(sheet.open, ""),
                   state=RowState.DUPLICATE, kind="duplicate")  # fmt: skip


def _draft(sheet: Sheet, rng: np.random.Generator) -> Sheet:
    """A questionnaire left on the way and taken up again another day: no submission date, the last questions empty."""
    kept = int(rng.integers(2, len(sheet.scores) - 2))
    scores = {key: score if k < kept else -1 for k, (key, score) in enumerate(sheet.scores.items())}
    started = _before(sheet.started_at, dt.timedelta(days=int(rng.integers(1, 4)), minutes=int(rng.integers(60))))
    return replace(sheet, sent_at=None, started_at=started, scores=scores, open=dict.fromkeys(sheet.open, ""),
                   state=RowState.INCOMPLETE, kind="draft")  # fmt: skip


def _before(when: dt.datetime | None, lag: dt.timedelta) -> dt.datetime | None:
    return when - lag if when is not None else None


def _with_empty_rows(rows: list[Sheet], n: int, rng: np.random.Generator) -> list[Sheet]:
    """Rows with nothing in them, as a spreadsheet leaves them; never the last, which tools would trim."""
    rows = list(rows)
    for _ in range(n):
        rows.insert(int(rng.integers(1, len(rows) - 1)), empty_row(rows[0]))
    return rows


def empty_row(like: Sheet) -> Sheet:
    """A row without a single value, with the questions of `like`."""
    return Sheet(person=-1, code="", territory="", structure="", action=None, sent_at=None, started_at=None,
                 scores=dict.fromkeys(like.scores, -1), open=dict.fromkeys(like.open, ""), quotable=False,
                 state=RowState.INCOMPLETE, kind="empty_row")  # fmt: skip
