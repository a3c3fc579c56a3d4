"""What may be said of a published result, and how cautiously."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.errors import ContractError, message
from declic_analysis.vocabulary import ClusterMethod, Design, Suppression, Verdict
from declic_analysis.wording.formats import decimal, integer, interval, missing, percent, points
from declic_analysis.wording.texts import capital, say

IMPROVED = frozenset({Verdict.IMPROVEMENT, Verdict.IMPROVEMENT_NOTABLE})
WORSENED = frozenset({Verdict.WORSENING, Verdict.WORSENING_NOTABLE})
PERCEIVED = frozenset({Verdict.PERCEIVED_MORE_NOTABLE, Verdict.PERCEIVED_MORE, Verdict.PERCEIVED_LESS,
                       Verdict.PERCEIVED_LESS_NOTABLE})  # fmt: skip
# The only verdicts that passed the gate of statistics.verdict: "significatif" is theirs alone.
GATED = IMPROVED | WORSENED | PERCEIVED
_WITHHELD = ("flow_withheld", "favourable_withheld", "gap_withheld", "range_withheld", "merged")
LOW_RATE, HIGH_RATE = 0.30, 0.70
_VERDICT_LABELS = {member.value: member.label for member in Verdict}
_DESIGN_LABELS = {member.value: member.label for member in Design}
_DETECTABLE = {"detectable_45": 0.45, "detectable_60": 0.60, "detectable_30": 0.30}


def verdict_sentence(shift: Published, *, where: Mapping[str, str], lang: str = "fr") -> str:
    """The sentence of one row, named by `where` (column → value, e.g. audience and item).

    Raises: ContractError, when the shift is not published or `where` does not name exactly one row.
    """
    rows = require_published(shift, kind="shift").frame
    for name, value in where.items():
        rows = rows[rows[name] == value] if name in rows.columns else rows.iloc[0:0]
    if len(rows) != 1:
        raise ContractError(
            message(fr="La ligne demandée n’est pas unique.", en="The row asked for is not one."),
            where=", ".join(where),
            found=message(fr=f"{len(rows)} lignes", en=f"{len(rows)} rows"),
            allowed=message(fr="1 ligne", en="1 row"),
            action=message(
                fr=f"Nommez une valeur pour chacune des colonnes : {', '.join(shift.by)}.",
                en=f"Name a value for each of the columns: {', '.join(shift.by)}.",
            ),
        )
    return row_sentence(rows.iloc[0], lang=lang)


def verdict_sentences(shift: Published, *, lang: str = "fr") -> list[str]:
    """One sentence a row, in the order of the frame."""
    rows = require_published(shift, kind="shift").frame
    return [row_sentence(row, lang=lang) for _, row in rows.iterrows()]


def row_sentence(row: pd.Series, *, lang: str = "fr") -> str:
    """The sentence of a row of a published shift (its number, its verdict, and what limits it)."""
    if not bool(row["published"]):
        return suppressed_sentence(row["reason"], lang=lang)
    verdict = str(row["verdict"])
    key = "gate" if verdict in GATED else verdict
    return say(key, lang=lang, **_values(row, lang=lang))


def brief_sentence(row: pd.Series, *, lang: str = "fr") -> str:
    """`row_sentence` for a line that already says on how many persons it rests."""
    verdict = str(row["verdict"])
    key = "brief_gate" if verdict in GATED else f"brief_{verdict}"
    return say(key, lang=lang, **_values(row, lang=lang))


def suppressed_sentence(reason: object, *, lang: str = "fr") -> str:
    """Why nothing is shown. Only "too few" is said: naming a homogeneous group would say what it answered."""
    return say("suppressed" if reason == Suppression.BELOW_BASE else "suppressed_otherwise", lang=lang)


def suppressed_label(reason: object, *, lang: str = "fr") -> str:
    """The same in a few words, for a cell or a mark."""
    return say("too_few" if reason == Suppression.BELOW_BASE else "protected", lang=lang)


def smallest_change_sentence(row: pd.Series, *, lang: str = "fr") -> str:
    """The smallest change that these pairs could have shown: stands beside every inconclusive result."""
    return _smallest(row, prefix="", lang=lang)


def verdict_label(row: pd.Series, *, lang: str = "fr") -> str:
    """The verdict in a few words, or why there is none."""
    if not bool(row["published"]):
        return suppressed_label(row["reason"], lang=lang)
    return _VERDICT_LABELS[str(row["verdict"])].of(lang)


def counted(row: pd.Series, *, lang: str = "fr") -> str:
    """ "107 paires", or "107 personnes suivies" where the row counts persons."""
    per_person, one = "item" not in row.index, int(row["n_pairs"]) == 1
    unit = ("one_person" if one else "persons") if per_person else ("one_pair" if one else "pairs")
    return f"{integer(row['n_pairs'], lang=lang)}\u00a0{say(unit, lang=lang)}"


def reading(row: pd.Series, *, lang: str = "fr") -> str:
    """Confirmatory or exploratory."""
    return say("confirmatory" if bool(row["confirmatory"]) else "exploratory", lang=lang)


def design_label(design: object, *, lang: str = "fr") -> str:
    """The design's name, to stand beside every figure; "non renseigné" where unknown."""
    return say("unknown", lang=lang) if missing(design) else _DESIGN_LABELS[str(design)].of(lang)


def prudence(response_rate: float | None, *, lang: str = "fr") -> str:
    """How a response rate (a proportion, or None where the invited are unknown) lets results be read."""
    if missing(response_rate):
        return say("unknown_rate", lang=lang)
    rate = float(response_rate)  # type: ignore[arg-type]
    return say("low_rate" if rate < LOW_RATE else "high_rate" if rate > HIGH_RATE else "middle_rate", lang=lang)


def certainty(row: pd.Series, *, response_rate: float | None, lang: str = "fr") -> str:
    """How sure the answer is: the gate first, then who answered, then the design. Never "high" without a comparison."""
    if str(row["verdict"]) not in GATED | {Verdict.EQUIVALENT}:
        return say("certainty_none", lang=lang)
    if missing(response_rate) or float(response_rate) < LOW_RATE or row["design"] != Design.PRE_POST:  # type: ignore[arg-type]
        return say("certainty_limited", lang=lang)
    return say("certainty_good" if float(response_rate) > HIGH_RATE else "certainty_middle", lang=lang)  # type: ignore[arg-type]


def territory_caveat(*, lang: str = "fr") -> str:
    """What stands beside anything that shows territories, structures or companies side by side."""
    return say("territory_caveat", lang=lang)


def notes(published: Published, *, lang: str = "fr") -> list[str]:
    """What was withheld or merged, in sentences, for the note under a table or figure."""
    codes = set(published.notes)
    withheld = ["rows_withheld"] if codes & set(Suppression.codes()) else []
    told = [code for code in _WITHHELD if code in codes]
    return [*cluster_notes(published, lang=lang), *(say(key, lang=lang) for key in (*withheld, *told))]


def looks(rows: pd.DataFrame, *, lang: str = "fr") -> str:
    """How many changes were looked at, and how many of `rows` are confirmatory; empty where the frame does not say."""
    known = rows["n_looks"].dropna() if "n_looks" in rows.columns else pd.Series(dtype="Int64")
    if known.empty:
        return ""
    told = {"n": int(known.iloc[0]), "k": int(rows["confirmatory"].astype(bool).sum())}
    return say("looks_note", lang=lang, **{name: integer(number, lang=lang) for name, number in told.items()})


def is_clustered(row: pd.Series) -> bool:
    """The row's interval and test count actions, not only persons."""
    method = row.get("cluster_method")
    return not missing(method) and method != ClusterMethod.INDEPENDENT


def cluster_notes(published: Published, *, lang: str = "fr") -> list[str]:
    """Whether intervals allow for the likeness of people of one action, and how alike they are; nothing if unsaid."""
    rows = published.shown
    if "cluster_method" not in rows.columns or rows.empty:
        return []
    clustered = rows.apply(is_clustered, axis=1)
    if not clustered.any():
        return [say("not_clustered", lang=lang)]
    if "icc" not in rows.columns:
        return [say("groups_clustered" if clustered.all() else "groups_partly_clustered", lang=lang)]
    icc = _icc_range(rows.loc[clustered, "icc"].dropna(), lang=lang)
    return [say("clustered" if clustered.all() else "partly_clustered", lang=lang, icc=icc)]


def _icc_range(icc: pd.Series, *, lang: str) -> str:
    if icc.empty:
        return say("icc_unknown", lang=lang)
    low, high = (decimal(end, digits=2, lang=lang) for end in (icc.min(), icc.max()))
    return low if low == high else say("icc_range", lang=lang, low=low, high=high)


def _smallest(row: pd.Series, *, prefix: str, lang: str) -> str:
    # 45 % of people moving is the middle of the three cases computed; the others stand in the table.
    known = [(name, moving) for name, moving in _DETECTABLE.items() if not missing(row[name])]
    if not known:
        return say(f"{prefix}smallest_none", lang=lang, n=counted(row, lang=lang))
    name, moving = known[0]
    size, share = points(row[name], lang=lang, signed=False), percent(moving, lang=lang)
    return say(f"{prefix}smallest", lang=lang, n=counted(row, lang=lang), points=size, moving=share)


def _values(row: pd.Series, *, lang: str) -> dict[str, str]:
    persons = "persons_clustered" if is_clustered(row) else "persons"
    kind = persons if "item" not in row.index else "confirmatory" if bool(row["confirmatory"]) else "exploratory"
    return {
        "verdict": capital(verdict_label(row, lang=lang)),
        "shift": points(row["net_shift"], lang=lang),
        "interval": interval(row["net_low"], row["net_high"], lang=lang),
        "n": counted(row, lang=lang),
        "reading": say(f"reading_{kind}", lang=lang),
        "margin": points(row["margin"], lang=lang, signed=False),
        "smallest": _smallest(row, prefix="", lang=lang),
        "brief_smallest": _smallest(row, prefix="brief_", lang=lang),
    }
