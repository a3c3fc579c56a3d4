"""From a guess about a survey file to a commented `study.yaml` that can be read at once, and completed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from declic_analysis.errors import UsageError, message, nbsp
from declic_analysis.study.guess import ColumnGuess, FileGuess, LevelGuess, ScaleGuess
from declic_analysis.vocabulary import Tool

CHECK = "À VÉRIFIER"
PLACEHOLDER = ScaleGuess(
    "accord5",
    tuple(
        LevelGuess(text)
        for text in (
            "Pas du tout d’accord",
            "Plutôt pas d’accord",
            "Ni d’accord ni pas d’accord",
            "Plutôt d’accord",
            "Tout à fait d’accord",
        )
    ),
    False,
)
END = """
# Pour aller plus loin (voir docs/guide-evaluateur.md), ajoutez :
#   territories, structures, formats : le programme ; invited : combien de personnes ont été invitées à répondre ;
#   thresholds : les seuils de publication ; framework : questions évaluatives et indicateurs ;
#   reports : les rapports à produire et leur calendrier.
"""


def skeleton_yaml(name: str, guess: FileGuess) -> str:
    """A commented `study.yaml` (comments in French) for a file seen once; `parse_study` reads it as it is.

    Lines to look at are marked À VÉRIFIER. It holds headers and scale labels, no respondent's answer.
    Raises: UsageError, when the name cannot be that of a study.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise UsageError(
            message(fr="Ce nom ne peut pas être celui d’une étude.", en="A study cannot have this name."),
            allowed=message(
                fr="minuscules sans accent, chiffres, _ ; une lettre d’abord",
                en="lower-case letters without accents, digits, _; a letter first",
            ),
            action=message(fr="Par exemple : mon_etude.", en="For instance: my_study."),
        )
    items = _items(guess)
    parts = [_head(name, guess), _scales(guess), _item_lines(guess, items), _open(guess), _source(guess, items)]
    return "\n".join(line for part in parts for line in part) + nbsp(END)


def _head(name: str, guess: FileGuess) -> Iterator[str]:
    yield from _comment(
        f"Squelette écrit d’après « {_clean(guess.file)} » ({guess.n_rows} lignes).",
        f"Relisez chaque ligne marquée « {CHECK} ».",
        "Une ligne qui commence par # est un commentaire. Ce fichier ne contient aucune réponse.",
    )
    yield "schema_version: 1"
    yield f"name: {name}"
    yield f"title: {_quoted(name.replace('_', ' '))} # {CHECK}\u00a0: le titre que les pages afficheront"
    yield f"programme: {_quoted(name.replace('_', ' '))} # {CHECK}\u00a0: le nom du programme"
    yield ""
    yield from _comment("Qui répond. design : pre_post, retro_pre_post, post_only, unpaired ou testimony.")
    yield "audiences:"
    yield f"  - {{ id: repondants, label: Répondants, design: {_design(guess)} }} # {CHECK}"
    yield ""


def _design(guess: FileGuess) -> str:
    if guess.pairs or guess.batteries or (guess.person and guess.wave != "after"):
        return "pre_post"
    return "unpaired" if guess.wave == "before" else "post_only"


def _scales(guess: FileGuess) -> Iterator[str]:
    yield from _comment(
        "Les échelles, du niveau le plus bas au plus haut. favourable_from : premier niveau favorable, compté de 1.",
        "Seuls les niveaux vus dans le fichier sont là : ajoutez à leur place ceux que personne n’a choisis.",
    )
    yield "scales:"
    for scale in guess.scales or (PLACEHOLDER,):
        if not guess.scales:
            yield f"  # {CHECK}\u00a0: aucune échelle reconnue dans le fichier ; celle-ci est un exemple."
        elif not scale.sure:
            yield f"  # {CHECK}\u00a0: sens des nombres inconnu (dans certains fichiers, 1 veut dire « tout à fait »)."
        yield from _scale(scale)
    yield ""


def _scale(scale: ScaleGuess) -> Iterator[str]:
    yield f"  - id: {scale.id}"
    yield f"    favourable_from: {scale.favourable_from} # {CHECK}"
    yield "    levels:"
    yield from (f"      - {_labelled(level)}" for level in scale.levels)
    if scale.off_scale:
        yield "    non_substantive: # comptées, mais hors de l’échelle"
        yield from (f"      - {{ id: {code}, {_labelled(level)[2:]}" for code, level in scale.off_scale)
    for label in scale.unplaced:
        yield nbsp(
            f"    # {CHECK}\u00a0: libellé sans place connue, à ajouter comme niveau ou dans codes : {_clean(label)}"
        )


def _labelled(level: LevelGuess) -> str:
    codes = f", codes: [{', '.join(map(_quoted, level.codes))}]" if level.codes else ""
    return f"{{ label: {_quoted(level.label)}{codes} }}"


class _Item:
    """An item to declare, and the column that holds it in each wave."""

    def __init__(self, name: str, column: ColumnGuess, *, waves: dict[str, str], later: str = "") -> None:
        self.name, self.column, self.waves, self.later = name, column, waves, later


def _items(guess: FileGuess) -> list[_Item]:
    after_of, likely = dict(guess.pairs), dict(guess.batteries)
    second = {*after_of.values(), *likely.values()}
    items: list[_Item] = []
    for column in guess.of_kind("scale"):
        if (
            column.header in second
            or (column.repeated and guess.tool != Tool.GOOGLE_FORMS)
            or not _clean(column.header)
        ):
            continue
        if column.repeated and column.header in {item.column.header for item in items}:
            continue
        waves = {column.wave or guess.wave: column.header}
        if column.header in after_of:
            waves["after"] = after_of[column.header]
        name = _fresh(_slug(column), taken={item.name for item in items})
        items.append(_Item(name, column, waves=waves, later=likely.get(column.header, "")))
    return items


def _item_lines(guess: FileGuess, items: list[_Item]) -> Iterator[str]:
    yield from _comment("Ce que mesurent les questions. Regroupez-les par thème.")
    yield f"constructs:\n  - {{ id: perception, label: Perception }} # {CHECK}\n"
    yield from _comment(
        "Les questions. direction : favourable_high (favorable si d’accord), favourable_low (question inversée),",
        "neutral (contrainte perçue, sans bon sens). wording : recopiez la question telle qu’elle est posée.",
    )
    yield "items:"
    scale = (guess.scales or (PLACEHOLDER,))[0].id
    for item in items:
        yield from _item(item.name, item.column.scale, item.column.header)
    if not items:
        yield f"  # {CHECK}\u00a0: aucune question sur une échelle n’a été reconnue ; remplacez cet exemple."
        yield from _item("question_1", scale, "À compléter")
    yield ""


def _item(name: str, scale: str, wording: str) -> Iterator[str]:
    yield f"  - id: {name}"
    yield f"    construct: perception\n    scale: {scale}\n    audiences: [repondants]"
    yield f"    direction: favourable_high # {CHECK}"
    yield f"    wording: {_quoted(wording)}"


def _open_columns(guess: FileGuess) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in guess.of_kind("text"):
        if not column.repeated and _clean(column.header):
            found[_fresh(_slug(column), taken=set(found))] = column.header
    return found


def _open(guess: FileGuess) -> Iterator[str]:
    columns = _open_columns(guess)
    if columns:
        yield from _comment("Les questions à réponse libre : comptées ; leurs textes ne sont pas enregistrés.")
        yield "open_questions:"
        yield from (f"  {name}: {_quoted(header)}" for name, header in columns.items())
        yield ""


def _source(guess: FileGuess, items: list[_Item]) -> Iterator[str]:
    yield from _comment("Les fichiers bruts, et ce que porte chaque colonne.")
    yield "sources:\n  - id: questionnaire"
    yield f"    files: {_quoted(re.sub(r'[][]', '?', guess.file))} # * remplace un bout de nom, avant_*.csv"
    yield f"    tool: {guess.tool.value} # {_tool_said(guess)}"
    yield "    audience: repondants"
    yield from _form(guess)
    yield from _person(guess)
    yield from _answers(guess, items)
    columns = _open_columns(guess)
    if columns:
        yield "    verbatims:"
        yield from (f"      {name}: {_quoted(header)}" for name, header in columns.items())


def _tool_said(guess: FileGuess) -> str:
    shown = ", ".join(map(_clean, guess.system))
    return nbsp(f"{guess.looks_like} : {shown}") if shown else f"{guess.looks_like} ({CHECK})"


def _form(guess: FileGuess) -> Iterator[str]:
    if guess.separator:
        separator = "tabulation" if guess.separator == "\t" else guess.separator
        yield f"    # encodage {guess.encoding}, séparateur {separator}\u00a0: reconnus, inutile de les écrire"
    if guess.sheet:
        yield f"    sheet: {_quoted(guess.sheet)}"
    if guess.header_rows > 1:
        yield f"    header_rows: {guess.header_rows}"
    if guess.answered_on:
        yield f"    answered_on: {_quoted(guess.answered_on)} # {CHECK}\u00a0: date de réponse"
    if guess.date_order:
        yield f"    date_order: {guess.date_order} # {CHECK}"
    if guess.missing:
        yield f"    missing: [{', '.join(map(_quoted, guess.missing))}] # textes qui veulent dire\u00a0: cellule vide"


def _person(guess: FileGuess) -> Iterator[str]:
    others = [_clean(c.header) for c in guess.of_kind("identifier") if c.header not in guess.person]
    if guess.person:
        columns = ", ".join(map(_quoted, guess.person))
        yield f"    person: {{ columns: [{columns}] }} # {CHECK}\u00a0: ce qui reconnaît la personne entre deux vagues"
    else:
        yield f'    # person: {{ columns: ["…"] }} # {CHECK}\u00a0: sans cette ligne, aucune paire avant / après'
    if others:
        yield f"    # autres colonnes qui identifient quelqu’un, jamais recopiées\u00a0: {', '.join(others)}"


def _answers(guess: FileGuess, items: list[_Item]) -> Iterator[str]:
    waves = list(dict.fromkeys(wave for item in items for wave in item.waves)) or [guess.wave]
    yield f"    answers: # {CHECK}\u00a0: before, retro_before, after, followup_m3, followup_m6 …"
    for wave in waves:
        mapped = [(item.name, item.waves[wave]) for item in items if wave in item.waves]
        yield f"      {wave}:" if mapped else f"      {wave}: {{}}"
        yield from (f"        {name}: {_quoted(header)}" for name, header in mapped)
    later = [(item.name, item.later) for item in items if item.later]
    if later:
        yield f"      # {CHECK}\u00a0: même échelle, même nombre de questions, mais d’autres numéros."
        yield "      # Si ce sont les mêmes questions, ajoutez ces lignes sous «\u00a0after:\u00a0» sans le #."
        yield from (f"      #   {name}: {_quoted(header)}" for name, header in later)


def _comment(*lines: str) -> Iterator[str]:
    return (f"# {nbsp(line)}" for line in lines)


def _clean(text: str) -> str:
    """One line, no control character: fit for a comment."""
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text).split())


def _quoted(text: str) -> str:
    """A YAML double-quoted text, on one line; headers are matched whatever their spaces."""
    return json.dumps(_clean(text), ensure_ascii=False)


def _slug(column: ColumnGuess) -> str:
    """'Q11_1_pre' → 'q11_1'; 'Êtes-vous … ? [Le métier]' → 'le_metier'."""
    inner = re.search(r"\[([^\]]+)\]\s*$", column.stem)
    text = unicodedata.normalize("NFKD", inner[1] if inner else column.stem)
    plain = re.sub(r"[^a-z0-9]+", "_", "".join(c for c in text if not unicodedata.combining(c)).casefold()).strip("_")
    short = plain if len(plain) <= 40 else plain[:40].rpartition("_")[0] or plain[:40]
    return short if re.match(r"[a-z]", short) else f"q_{short}".rstrip("_")


def _fresh(name: str, *, taken: Iterable[str]) -> str:
    known = set(taken)
    k = 2
    fresh = name
    while fresh in known:
        fresh, k = f"{name}_{k}", k + 1
    return fresh
