"""Structures over time, loyalty, network, and the list that partners may read, as display tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import FollowUp, LinkChange, Partnership, Standing
from declic_analysis.wording.ambassadors import count_words
from declic_analysis.wording.formats import day, integer, missing
from declic_analysis.wording.partners import side_words, structure_words
from declic_analysis.wording.rates import share_words
from declic_analysis.wording.texts import capital, say

_STANDINGS = {member.value: member.label for member in Standing}
_STATES = (Partnership.STAYED, Partnership.BACK, Partnership.NEW, Partnership.WAITING, Partnership.LAPSED,
           Partnership.AWAY, Partnership.OPEN)  # fmt: skip


def periods_table(periods: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a side and period of a published `period_counts`. Raises: ContractError, for a bare frame."""
    rows = require_published(periods, kind="partner_periods").frame
    columns = {
        say("period", lang=lang): rows["period"].tolist(),
        say("side", lang=lang): [side_words(side, lang=lang) for side in rows["side"]],
        say("concerned", lang=lang): _counts(rows["n_concerned"], lang=lang),
        say("present", lang=lang): _counts(rows["n_present"], lang=lang),
    }
    columns |= {say(f"state_{s.value}", lang=lang): _counts(rows[f"n_{s.value}"], lang=lang) for s in _STATES}
    return pd.DataFrame(columns, dtype="str")


def _counts(numbers: pd.Series, *, lang: str) -> list[str]:
    return [count_words(n, lang=lang) for n in numbers]


def loyalty_table(loyalty: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a side of a published `repeat_participation`. Raises: ContractError, for a bare frame."""
    rows = require_published(loyalty, kind="loyalty").frame
    days = str(int(rows["window_days"].iloc[0])) if len(rows) else ""
    lines = [row for _, row in rows.iterrows()]
    columns = {
        say("side", lang=lang): [side_words(row["side"], lang=lang) for row in lines],
        say("loyalty_n", lang=lang): _counts(rows["n_structures"], lang=lang),
        say("loyalty_repeat", lang=lang): _counts(rows["n_repeat"], lang=lang),
        say("loyalty_share", lang=lang): [share_words(r["repeat_rate"], r["low"], r["high"], lang=lang) for r in lines],
        say("loyalty_again", lang=lang, days=days): [_again(row, lang=lang) for row in lines],
        say("loyalty_recent", lang=lang): _counts(rows["n_too_recent"], lang=lang),
    }
    return pd.DataFrame(columns, dtype="str")


def _again(row: pd.Series, *, lang: str) -> str:
    if missing(row["again_rate"]):
        return say("not_published", lang=lang)
    k, m = (integer(row[name], lang=lang) for name in ("n_again", "n_mature"))
    share = share_words(row["again_rate"], row["again_low"], row["again_high"], lang=lang)
    return f"{say('loyalty_of', lang=lang, k=k, m=m)} ({share})"


def survival_table(survival: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a mark of a published `partnership_survival` that somebody is followed to. Raises: ContractError."""
    rows = require_published(survival, kind="partner_survival").frame
    known = rows[rows["state"] == FollowUp.KNOWN.value]
    columns = {
        say("survival_days", lang=lang): [str(int(n)) for n in known["days"]],
        say("survival_at_risk", lang=lang): _counts(known["n_at_risk"], lang=lang),
        say("survival_share", lang=lang): [
            share_words(row["survival"], row["low"], row["high"], lang=lang) for _, row in known.iterrows()
        ],
    }
    return pd.DataFrame(columns, dtype="str")


def standings_table(standings: Published, *, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a structure that may be named, in alphabetical order, the others together last. Raises: ContractError."""
    rows = _alphabetical(require_published(standings, kind="standings").shown, names=names, lang=lang)
    columns = {
        say("structure", lang=lang): rows["label"].tolist(),
        say("side", lang=lang): [side_words(side, lang=lang) for side in rows["side"]],
        say("standing", lang=lang): [
            "–" if missing(code) else capital(_STANDINGS[str(code)].of(lang)) for code in rows["standing"]
        ],
        say("reach", lang=lang): ["–" if missing(n) else integer(n, lang=lang) for n in rows["reach"]],
    }
    return pd.DataFrame(columns, dtype="str")


def changes_table(changes: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a period of the published counts of links. Raises: ContractError, for a bare frame."""
    rows = require_published(changes, kind="link_changes").frame
    spans = zip(rows["previous"], rows["period"], rows["complete"], strict=True)
    unfinished = f" ({say('changes_open', lang=lang)})"
    columns = {
        say("period", lang=lang): [
            say("changes_from", lang=lang, previous=before, period=after) + ("" if done else unfinished)
            for before, after, done in spans
        ]
    }
    columns |= {
        say(f"changes_{change.value}", lang=lang): _counts(rows[f"n_{change.value}"], lang=lang)
        for change in LinkChange
    }
    return pd.DataFrame(columns, dtype="str")


def partner_table(
    listed: Published, *, territory: str, names: Mapping[str, str], formats: Mapping[str, str], lang: str = "fr"
) -> pd.DataFrame:
    """The structures of one territory that may be named, in alphabetical order, the others together last.

    Raises: ContractError, for a bare frame.
    """
    shown = require_published(listed, kind="partner_list").shown
    rows = _alphabetical(shown[shown["territory"].fillna("") == territory], names=names, lang=lang)
    lines = [row for _, row in rows.iterrows()]
    columns = {
        say("structure", lang=lang): rows["label"].tolist(),
        say("side", lang=lang): [side_words(side, lang=lang) for side in rows["side"]],
        say("actions_number", lang=lang): ["–" if missing(n) else integer(n, lang=lang) for n in rows["n_actions"]],
        say("list_formats", lang=lang): [_formats(row["formats"], formats) for row in lines],
        say("list_since", lang=lang): [_span(row, lang=lang) for row in lines],
        say("list_hosted", lang=lang): [
            "–" if missing(yes) else say("list_yes" if bool(yes) else "list_no", lang=lang) for yes in rows["hosted"]
        ],
    }
    return pd.DataFrame(columns, dtype="str")


def _formats(codes: object, names: Mapping[str, str]) -> str:
    return "–" if missing(codes) else ", ".join(names.get(code, code) for code in str(codes).split("|") if code) or "–"


def _span(row: pd.Series, *, lang: str) -> str:
    if missing(row["first_on"]):
        return "–"
    first, last = (day(row[name].date(), lang=lang) for name in ("first_on", "last_on"))
    return first if first == last else f"{first} – {last}"


def _alphabetical(rows: pd.DataFrame, *, names: Mapping[str, str], lang: str) -> pd.DataFrame:
    """With `label`; accents aside, those told together last."""
    labels = [structure_words(s, names=names, n=n, lang=lang)
              for s, n in zip(rows["structure"], rows["n_structures"], strict=True)]  # fmt: skip
    together = [str(one).startswith("*") for one in rows["structure"]]
    plain = pd.Series(labels, index=rows.index, dtype="str").str.normalize("NFKD").str.encode("ascii", "ignore")
    keyed = rows.assign(label=labels, last=together, key=plain.str.decode("ascii").str.casefold())
    return keyed.sort_values(["last", "key"], kind="stable").reset_index(drop=True)
