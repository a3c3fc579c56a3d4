"""A survey file never seen before → what it seems to hold. Nothing a respondent wrote is kept, except scale labels that
belong to a public vocabulary or that five rows or more share (a free text may name someone)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from declic_analysis.errors import Message, SourceError, message
from declic_analysis.ingest.adapters import ADAPTERS, Recognition, recognise_tool
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.label_families import Family, completed, families_of, label_key, off_scale
from declic_analysis.ingest.reading import RawTable, read_raw
from declic_analysis.study.guess import ColumnGuess, FileGuess, LevelGuess, ScaleGuess
from declic_analysis.vocabulary import Tool

MANY = 5  # rows that must share a label before it is copied
KNOWN_SHARE = 0.9  # of the filled cells must carry known labels before a column is taken for a scale
MISSING = {"na", "#n/a", "null", "nan", "n/a", ".", "-", "–"}
YES_NO = {"oui", "non", "yes", "no", "y", "n", "o", "true", "false", "vrai", "faux", "0", "1", "x", "coché"}
RANGES = ((1, 4), (1, 5), (0, 5), (1, 6), (1, 7), (0, 10), (1, 10))
NUMBERED = re.compile(r"(\d{1,2})\s*[-–—.:)=]\s*(\D.*)")
DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})([ T].*)?")
PERSON = re.compile(r"[^@\s]+@[^@\s]+\.\w+|(?:\+33|\b0)\s*[1-9](?:[ .-]?\d{2}){4}\b")
SYSTEM = {header_key(name) for adapter in ADAPTERS.values() for names in adapter.telling for name in names}
SUBMITTED = re.compile(r"soumission|submit|horodat|timestamp|enddate|completion|heure de fin|recorded|_submission_time")
IDENTITY = re.compile(
    r"\b(id|identifiant|code|matricule|e-?mail|courriel|messagerie|token|uuid|hash|nom|prénom|name|adresse|network)\b"
)
PERSONAL = re.compile(r"id_?person|\bcodes?\b(?! postal)|identifiant|matricule|e-?mail|courriel|participant|\bid_?resp")
COUNTED = re.compile(r"\b(âge|age|année|year|combien|durée|temps|how many|how long|duration|postal|progress|nombre)\b")
BEFORE, AFTER = r"pre|avant|before|t0", r"post|pst|après|apres|after|t1"
FILE_BEFORE = set(BEFORE.split("|")) | {"initial", "initiale", "start", "début", "debut"}
GRID = re.compile(r"[ _.-]*\d+$|\s*\[[^\]]*\]$|\s*\([^)]*\)$")  # what numbers or names the line of a grid
RATED = re.compile(r"\b(note|noter|notez|échelle|scale|rate)\b")
SUFFIX = re.compile(rf"(?P<stem>.+?)[\s_.\-:/|(\[]+(?:(?P<before>{BEFORE})|(?P<after>{AFTER}))[\])]?")
INFIX = re.compile(r"(?P<stem>.+)_(?:(?P<before>pre)|(?P<after>post|pst))(?P<tail>_\d+)")  # k1_pre_3
PREFIX = re.compile(
    rf"[\[(]?(?:(?P<before>{BEFORE})|(?P<after>{AFTER}))(?:[\])]\s*[:_|–-]?\s*|\s*[:_|]\s*|\s+[-–]\s+)(?P<stem>.+)"
)


class _Texts(NamedTuple):
    """The texts of one column that mean something: cells, in file order."""

    position: int
    header: str
    cells: list[str]

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.cells)


def guess_file(path: Path | str) -> FileGuess:
    """What a survey file seems to hold: tool, form, scales, identities, dates, free texts, before / after columns.

    Returns: FileGuess; labels of scales and headers only, never another answer.
    Raises: SourceError, when the file cannot be read as a table.
    """
    raw = read_raw(path)
    recognition = recognise_tool(raw)
    tool = recognition.tool or Tool.GENERIC
    missing = _missing_texts(raw.frame)
    texts = [_texts(raw, k, missing) for k in range(len(raw.headers))]
    _refuse_headless(texts, file=raw.file)
    scales, scale_of = _scales(texts)
    columns = _columns(raw, texts, scale_of, tool=tool)
    pairs = _pairs(columns)
    dates = [c.header for c in columns if c.kind == "date"]
    return FileGuess(
        file=raw.file,
        tool=tool,
        looks_like=tool.label.fr,
        system=recognition.shown,
        encoding=raw.encoding,
        separator=raw.separator,
        sheet=raw.sheet,
        header_rows=len(raw.header_lines),
        n_rows=len(raw.frame),
        wave=_file_wave(raw.file),
        columns=columns,
        scales=tuple(scales),
        pairs=tuple(pairs),
        batteries=tuple(_battery_pairs(columns, paired={header for pair in pairs for header in pair})),
        person=_person(columns),
        answered_on=next((h for h in dates if SUBMITTED.search(header_key(h))), None) if tool == Tool.GENERIC else None,
        date_order=_date_order([t for t in texts if t.header in dates]),
        missing=missing,
        notes=(*_doubt(recognition), *_notes(columns)),
    )


def _refuse_headless(columns: list[_Texts], *, file: str) -> None:
    """Without a header line, the first person's answers would be taken for questions, and copied."""
    answers = [
        c.header
        for c in columns
        if DATE.fullmatch(c.header.strip())
        or PERSON.search(c.header)
        or any(label_key(c.header) == label_key(label) for _, slots in families_of(list(c.counts)) for label in slots)
    ]
    if answers:
        raise SourceError(
            message(
                fr="La première ligne de ce fichier ne ressemble pas à des en-têtes.",
                en="The first line of this file does not look like headers.",
            ),
            where=file,
            found=message(
                fr=f"{len(answers)} cellule(s) qui sont des réponses (date, adresse, niveau d’échelle)",
                en=f"{len(answers)} cell(s) that are answers (date, address, step of a scale)",
            ),
            allowed=message(
                fr="une ligne d’en-têtes, une question par colonne", en="a header line, a question a column"
            ),
            action=message(
                fr="Ajoutez la ligne d’en-têtes, puis recommencez.", en="Add the header line and start again."
            ),
        )


def _missing_texts(frame: pd.DataFrame) -> tuple[str, ...]:
    """Texts such as NA that stand in five cells or more, over two columns or more."""
    cells: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for k in frame.columns:
        found = Counter(text.strip() for text in frame[k] if text.strip().casefold() in MISSING)
        cells.update(found)
        columns.update(found.keys())
    return tuple(sorted(text for text, n in cells.items() if n >= MANY and columns[text] >= 2))


def _texts(raw: RawTable, position: int, missing: tuple[str, ...]) -> _Texts:
    cells = [" ".join(str(text).split()) for text in raw.frame[position]]
    return _Texts(position, raw.headers[position], [text for text in cells if text and text not in missing])


# -- scales ------------------------------------------------------------------------------------------------------------


def _scales(columns: list[_Texts]) -> tuple[list[ScaleGuess], dict[int, str]]:
    """The scales of the file, and which column is answered on which."""
    by_family: dict[str, list[tuple[_Texts, Family, dict[str, int]]]] = defaultdict(list)
    by_range: dict[str, list[tuple[_Texts, tuple[int, int]]]] = defaultdict(list)
    shared: list[_Texts] = []
    for texts in columns:
        labels = [label for label in texts.counts if off_scale(label) is None]
        known = _known(texts, labels)
        numbers = _numbers(texts, labels)
        if known is not None:
            by_family[known[0].name].append((texts, *known))
        elif numbers is not None:
            by_range[_battery(texts.header)].append((texts, numbers))
        elif not _yes_no(labels):
            shared.append(texts)
    parts = [_family_scales(found) for found in by_family.values()]
    parts += [_number_scales(list(by_range.values())), _numbered_scales(shared)]
    scales = [scale for found, _ in parts for scale in found]
    return scales, {position: name for _, where in parts for position, name in where.items()}


def _yes_no(labels: Iterable[str]) -> bool:
    return all(label_key(label) in YES_NO for label in labels)


def _known(texts: _Texts, labels: list[str]) -> tuple[Family, dict[str, int]] | None:
    """The family whose labels fill nine cells in ten of a column, with the slot of each label."""
    best: tuple[Family, dict[str, int]] | None = None
    for family, slots in families_of(labels):
        share = sum(texts.counts[label] for label in slots) / max(sum(texts.counts[label] for label in labels), 1)
        if share >= KNOWN_SHARE and len(labels) - len(slots) <= 2 and (best is None or len(slots) > len(best[1])):
            best = (family, slots)
    return best


Placed = tuple[list[ScaleGuess], dict[int, str]]


def _family_scales(found: list[tuple[_Texts, Family, dict[str, int]]]) -> Placed:
    """Columns of one family: two-sided ones share a scale when one's steps include the other's; others share one."""
    family = found[0][1]
    sets = [set(completed(family, set(slots.values()))) for _, _, slots in found]
    wanted = [*_maximal(sets)] if family.two_sided else [set().union(*sets)]
    where: dict[int, str] = {}
    members: dict[str, list[tuple[_Texts, dict[str, int]]]] = defaultdict(list)
    names = [f"{family.name}{len(used)}" + (f"_{k}" if k else "") for k, used in enumerate(wanted)]
    for (texts, _, slots), used in zip(found, sets, strict=True):
        name = next(n for n, whole in zip(names, wanted, strict=True) if used <= whole)
        where[texts.position] = name
        members[name].append((texts, slots))
    return [_family_scale(n, family, sorted(w), members[n]) for n, w in zip(names, wanted, strict=True)], where


def _maximal(sets: list[set[int]]) -> list[set[int]]:
    kept: list[set[int]] = []
    for used in sorted(sets, key=len, reverse=True):
        if not any(used <= other for other in kept):
            kept.append(used)
    return kept


def _family_scale(
    name: str, family: Family, used: list[int], members: list[tuple[_Texts, dict[str, int]]]
) -> ScaleGuess:
    spellings: dict[int, Counter[str]] = {slot: Counter() for slot in used}
    for texts, slots in members:
        for label, slot in slots.items():
            spellings[slot][label] += texts.counts[label]
    english = any(
        " agree" in f" {text.casefold()}" or "satisfied" in text.casefold() for c in spellings.values() for text in c
    )
    levels = [_level(spellings[slot], fallback=_canonical(family.slots[slot], english=english)) for slot in used]
    columns = [texts for texts, _ in members]
    placed = {label for _, slots in members for label in slots}
    return ScaleGuess(name, tuple(levels), True, _off(columns), tuple(_shareable(columns, but=placed)))


def _level(spellings: Counter[str], *, fallback: str) -> LevelGuess:
    texts = [text for text, _ in spellings.most_common()]
    return LevelGuess(texts[0], tuple(texts[1:])) if texts else LevelGuess(fallback)


ENGLISH = re.compile(r"\b(agree|disagree|satisfied|dissatisfied|neutral|undecided|neither|easy|difficult|unsure)\b")


def _canonical(slot: Sequence[str], *, english: bool) -> str:
    wanted = [text for text in slot if bool(ENGLISH.search(text)) == english]
    return (wanted or list(slot))[0].capitalize()


def _off(columns: list[_Texts]) -> tuple[tuple[str, LevelGuess], ...]:
    met: dict[str, Counter[str]] = defaultdict(Counter)
    for texts in columns:
        for label, n in texts.counts.items():
            code = off_scale(label)
            if code:
                met[code][label] += n
    return tuple((code, _level(labels, fallback=code)) for code, labels in sorted(met.items()))


def _shareable(columns: list[_Texts], *, but: set[str]) -> list[str]:
    """Labels that five rows or more of one column gave."""
    labels = {label for t in columns for label, n in t.counts.items() if n >= MANY and off_scale(label) is None}
    return sorted(labels - but)


def _numbers(texts: _Texts, labels: list[str]) -> tuple[int, int] | None:
    """The narrowest usual range that holds the whole numbers of a column; nothing when they count something else."""
    values = [_whole(label) for label in labels]
    if len(values) < 3 or any(value is None for value in values):
        return None
    if COUNTED.search(header_key(texts.header)) and not RATED.search(header_key(texts.header)):
        return None
    low, high = min(v for v in values if v is not None), max(v for v in values if v is not None)
    unique = len(texts.counts) == len(texts.cells) and len(texts.cells) > 11
    return None if unique else next((r for r in RANGES if r[0] <= low and high <= r[1]), None)


def _whole(text: str) -> int | None:
    match = re.fullmatch(r"(\d{1,2})([.,]0+)?", text)
    return int(match[1]) if match else None


def _number_scales(groups: list[list[tuple[_Texts, tuple[int, int]]]]) -> Placed:
    """One range for a whole battery: the narrowest that holds all its columns."""
    scales: dict[str, ScaleGuess] = {}
    where: dict[int, str] = {}
    for group in groups:
        low, high = min(r[0] for _, r in group), max(r[1] for _, r in group)
        low, high = next((r for r in RANGES if r[0] <= low and high <= r[1]), (low, high))
        name = f"note_{low}_{high}"
        levels = tuple(LevelGuess(str(k)) for k in range(low, high + 1))
        off = _off([texts for texts, _ in group])
        before = scales.get(name)
        scales[name] = ScaleGuess(name, levels, False, off or (before.off_scale if before else ()))
        where |= {texts.position: name for texts, _ in group}
    return list(scales.values()), where


def _numbered_scales(columns: list[_Texts]) -> Placed:
    """Columns whose labels begin with their number: "5 - Tout à fait"."""
    scales: dict[tuple[str, ...], ScaleGuess] = {}
    where: dict[int, str] = {}
    for texts in columns:
        labels = [label for label in texts.counts if off_scale(label) is None]
        found = {int(m[1]): label for label in labels if (m := NUMBERED.fullmatch(label))}
        shown = len(found) == len(labels) and all(texts.counts[label] >= MANY for label in labels)
        if not (shown and 3 <= len(found) <= 11):
            continue
        ordered = tuple(found[k] for k in sorted(found))
        levels = tuple(LevelGuess(label, (str(k),)) for k, label in sorted(found.items()))
        name = f"numerotee{len(levels)}_{len(scales) + 1}"
        scale = scales.setdefault(ordered, ScaleGuess(name, levels, True, _off([texts])))
        where[texts.position] = scale.id
    return list(scales.values()), where


# -- columns -----------------------------------------------------------------------------------------------------------


def _columns(raw: RawTable, texts: list[_Texts], scale_of: dict[int, str], *, tool: Tool) -> tuple[ColumnGuess, ...]:
    keys = Counter(header_key(header) for header in raw.headers)
    system = {header_key(name) for name in ADAPTERS[tool].system} if tool != Tool.GENERIC else SYSTEM
    found = []
    for column in texts:
        wave, stem = _wave(column.header)
        kind = "scale" if column.position in scale_of else _kind(column, system)
        scale, repeated = scale_of.get(column.position, ""), keys[header_key(column.header)] > 1
        found.append(ColumnGuess(column.header, kind, scale, wave, stem, _battery(column.header), repeated))
    return tuple(found)


def _kind(column: _Texts, system: set[str]) -> str:
    cells, key = column.cells, header_key(column.header)
    if not cells:
        return "system" if key in system else "empty"
    if sum(bool(DATE.fullmatch(text)) for text in cells) >= KNOWN_SHARE * len(cells):
        return "date"
    if any(re.fullmatch(r"-?\d+[.,]\d+", text) for text in cells) and _numeric(cells):
        return "number"
    distinct = len(set(cells)) / len(cells)
    named = bool(IDENTITY.search(key.replace("_", " ")) or PERSONAL.search(key))
    compact = sum(" " not in text and len(text) <= 64 for text in cells) / len(cells)
    if (named and compact > 0.8 and distinct > 0.5) or (_unique(cells) and compact > KNOWN_SHARE):
        return "identifier"
    if key in system:
        return "system"
    if _yes_no(column.counts) or len(column.counts) == 1:
        return "choice"
    if _numeric(cells):
        return "number"
    long = sum(len(text) for text in cells) / len(cells)
    return "text" if distinct > 0.5 and long > 12 else "choice" if len(column.counts) <= 20 else "other"


def _numeric(cells: list[str]) -> bool:
    return all(re.fullmatch(r"-?\d+([.,]\d+)?(e-?\d+)?", text) for text in cells)


def _unique(cells: list[str]) -> bool:
    return len(cells) >= MANY and len(set(cells)) >= 0.95 * len(cells) and not all(len(text) < 3 for text in cells)


def _wave(header: str) -> tuple[str, str]:
    """'Q9_1_pre' → ('before', 'q9_1'); 'Après : mon avis' → ('after', 'mon avis'); else ('', key)."""
    key = header_key(header)
    match = INFIX.fullmatch(key) or SUFFIX.fullmatch(key) or PREFIX.fullmatch(key)
    if match is None:
        return "", key
    return "before" if match["before"] else "after", match["stem"].strip() + match.groupdict().get("tail", "")


def _battery(header: str) -> str:
    """What the columns of one grid share: 'Question [ligne]' → 'question', 'Q9_1_pre' → 'q9' and the wave."""
    wave, stem = _wave(header)
    return f"{GRID.sub('', stem)}|{wave}"


def _pairs(columns: Sequence[ColumnGuess]) -> list[tuple[str, str]]:
    """Before and after of one header, on one scale, in grids of one length (else the numbers mean other questions)."""
    asked = [c for c in columns if c.kind == "scale" and not c.repeated]
    lengths = Counter((c.battery, c.scale) for c in asked)
    after = {(c.stem, c.scale, lengths[c.battery, c.scale]): c.header for c in asked if c.wave == "after"}
    before = [(c, (c.stem, c.scale, lengths[c.battery, c.scale])) for c in asked if c.wave == "before"]
    return [(c.header, after[key]) for c, key in before if key in after]


def _battery_pairs(columns: Sequence[ColumnGuess], *, paired: set[str]) -> list[tuple[str, str]]:
    """Grids asked before and after under other numbers: the only two of that scale and that length. To be confirmed."""
    grids: dict[tuple[str, str], list[str]] = defaultdict(list)
    for c in columns:
        if c.kind == "scale" and c.wave and not c.repeated and c.header not in paired:
            grids[c.battery, c.scale].append(c.header)
    shapes: dict[tuple[str, int], list[tuple[str, list[str]]]] = defaultdict(list)
    for (battery, scale), headers in grids.items():
        shapes[scale, len(headers)].append((battery.rpartition("|")[2], headers))
    sides = [dict(found) for (_, n), found in shapes.items() if len(found) == 2 and n > 1]
    return [
        pair
        for side in sides
        if set(side) == {"before", "after"}
        for pair in zip(side["before"], side["after"], strict=True)
    ]


def _person(columns: Sequence[ColumnGuess]) -> tuple[str, ...]:
    """The column that most likely tells who answers: named as a person's code, else the only identifier of the row."""
    candidates = [c for c in columns if c.kind == "identifier" and not c.repeated]
    named = [c.header for c in candidates if PERSONAL.search(header_key(c.header))]
    both_waves = {"before", "after"} <= {c.wave for c in columns if c.kind == "scale"}
    return tuple(named[:1] or ([c.header for c in candidates][:1] if both_waves else []))


def _file_wave(file: str) -> str:
    words = set(re.split(r"[^a-zà-ÿ0-9]+", Path(file).stem.casefold()))
    months = re.search(r"(\d{1,2})[ _-]?(?:mois|m\b|months?)", Path(file).stem.casefold())
    if months or words & {"longterm", "long-term", "suivi", "followup"}:
        return f"followup_m{int(months[1])}" if months else "followup_m6"
    return "before" if words & FILE_BEFORE else "after"


def _date_order(columns: list[_Texts]) -> str | None:
    parts = [match for t in columns for text in t.cells if (match := DATE.fullmatch(text))]
    if not parts:
        return None
    if all(len(match[1]) == 4 for match in parts):
        return "ymd"
    if any(int(match[2]) > 12 for match in parts):
        return "mdy"
    return "dmy"


def _doubt(recognition: Recognition) -> list[Message]:
    if recognition.tool is not None:
        return []
    return [
        message(
            fr=f"Outil incertain, indices : {recognition.said()}. Choisissez « tool: » vous-même.",
            en=f"Tool uncertain, evidence: {recognition.said()}. Choose `tool:` yourself.",
        )
    ]


def _notes(columns: Sequence[ColumnGuess]) -> list[Message]:
    repeated = sorted({c.header for c in columns if c.repeated and c.header})
    if not repeated:
        return []
    return [
        message(
            fr=f"En-têtes répétés, laissés de côté : {', '.join(repeated)}. Renommez ces questions pour les lire.",
            en=f"Repeated headers, left out: {', '.join(repeated)}. Rename these questions to have them read.",
        )
    ]
