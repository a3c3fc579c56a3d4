"""How many people speak of each theme, before and after: persons count, never answers."""

from __future__ import annotations

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.statistics.multiplicity import benjamini_hochberg
from declic_analysis.statistics.paired_proportions import sign_p_values, tango_bounds
from declic_analysis.statistics.proportions import score_limits
from declic_analysis.vocabulary import Valence, Wave

NEEDED = ("verbatim", "response", "person", "identified", "audience", "wave", "month", "answered_on", "source_row")
ANY = {Valence.ASSET.value: "any_asset", Valence.OBSTACLE.value: "any_obstacle"}  # rows over all themes of a valence


def theme_shift(
    verbatims: pd.DataFrame,
    answers: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    wave_from: str = Wave.BEFORE.value,
    wave_to: str = Wave.AFTER.value,
    month: int | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Share of people who speak of a theme before and after, among those who answered an open question both times.

    One person, one pair: their first questionnaire of `wave_from`, their last of `wave_to`; a person speaks of a theme
    when any of their answers there has it. Rows `any_asset` and `any_obstacle`: at least one theme of that valence.
    Parameters: answers, as `coding.Coded.answers`.
    Returns: audience, theme, valence, wave_from, wave_to, month, n_before and n_after (persons who answered then),
    n_pairs, n_said_before, n_said_after, share_before, share_after, n_up (speak of it after only), n_down, change, low,
    high (Tango), confidence, sign_p, p_adjusted (Benjamini–Hochberg over the n_looks themes of all audiences that
    somebody of the pairs speaks of), method.
    """
    require(verbatims, NEEDED, table="verbatims")
    sides = (said(verbatims, answers, codebook=codebook, wave=wave_from, month=month, last=False),
             said(verbatims, answers, codebook=codebook, wave=wave_to, month=month, last=True))  # fmt: skip
    frames = [
        _shift(*(side[side["audience"] == a] for side in sides), audience=a) for a in codebook["audience"].unique()
    ]
    rows = pd.concat(frames, ignore_index=True)
    keys = themes_of(codebook)
    found = keys.merge(rows, on=["audience", "theme"], how="left", validate="one_to_one")
    counts = [name for name in found.columns if name.startswith("n_")]
    found[counts] = found[counts].fillna(0).astype("int64")
    low, high = tango_bounds(found["n_up"], found["n_down"], found["n_pairs"], confidence=confidence)
    pairs = found["n_pairs"].where(found["n_pairs"] > 0)
    p = pd.Series(sign_p_values(found["n_up"], found["n_down"]), index=found.index).where(found["n_pairs"] > 0)
    own = ~found["theme"].isin(ANY.values()) & (found["n_said_before"] + found["n_said_after"] > 0)
    return found.assign(
        wave_from=wave_from,
        wave_to=wave_to,
        month=pd.array([month] * len(found), dtype="Int16"),
        share_before=found["n_said_before"] / pairs,
        share_after=found["n_said_after"] / pairs,
        change=(found["n_up"] - found["n_down"]) / pairs,
        low=low,
        high=high,
        confidence=confidence,
        sign_p=p,
        p_adjusted=pd.Series(benjamini_hochberg(p[own].to_numpy(dtype=float)), index=found.index[own]),
        n_looks=int(p[own].notna().sum()),
        method="tango",
    )


def theme_level(
    verbatims: pd.DataFrame,
    answers: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    wave: str = Wave.AFTER.value,
    month: int | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Share of people who speak of a theme in one wave, whether or not they answered in another.

    Returns: audience, theme, valence, wave, month, n_persons, n_said, share, low, high (Wilson), confidence, method.
    """
    require(verbatims, NEEDED, table="verbatims")
    people = said(verbatims, answers, codebook=codebook, wave=wave, month=month, last=True)
    grouped = people.groupby(["audience", "theme"])["said"]
    found = grouped.agg(n_persons="size", n_said="sum").reset_index()
    found = themes_of(codebook).merge(found, on=["audience", "theme"], how="left", validate="one_to_one")
    found[["n_persons", "n_said"]] = found[["n_persons", "n_said"]].fillna(0).astype("int64")
    base = found["n_persons"].where(found["n_persons"] > 0)  # nobody wrote: no share, no interval
    share = found["n_said"] / base
    low, high = score_limits(share, base, confidence=confidence)
    return found.assign(
        wave=wave, month=pd.array([month] * len(found), dtype="Int16"), share=share, low=low, high=high,
        confidence=confidence, method="wilson",
    )  # fmt: skip


def themes_of(codebook: pd.DataFrame) -> pd.DataFrame:
    """audience, theme, valence: the themes looked for, and one row for all of a valence."""
    own = codebook[["audience", "theme", "valence"]]
    together = own[own["valence"].isin(ANY)].drop_duplicates(["audience", "valence"])
    together = together.assign(theme=together["valence"].map(ANY))
    return pd.concat([own, together], ignore_index=True)


def said(
    verbatims: pd.DataFrame, answers: pd.DataFrame, *, codebook: pd.DataFrame, wave: str, month: int | None, last: bool
) -> pd.DataFrame:
    """Whether each person speaks of each theme in one questionnaire of a wave: audience, person, identified, theme,
    said. A person's first questionnaire, or the last one.
    """
    own = verbatims["wave"].eq(wave) & (verbatims["month"].eq(month).fillna(False) if month is not None else True)
    rows = verbatims[own].sort_values(["answered_on", "source_row"], na_position="first", kind="stable")
    chosen = rows.drop_duplicates(["audience", "person"], keep="last" if last else "first")["response"]
    kept = rows.loc[rows["response"].isin(chosen), ["verbatim", "audience", "person", "identified"]]
    of_theme = answers[["verbatim", "theme", "given"]].merge(
        codebook[["theme", "valence"]].drop_duplicates(), on="theme", how="inner", validate="many_to_one"
    )
    long = kept.merge(of_theme, on="verbatim", how="inner", validate="one_to_many")
    together = long[long["valence"].isin(ANY)]
    everything = pd.concat([long, together.assign(theme=together["valence"].map(ANY))], ignore_index=True)
    keys = ["audience", "person", "theme"]
    found = everything.groupby(keys, sort=False, as_index=False).agg(
        said=("given", "any"), identified=("identified", "any")
    )
    return found.astype({"said": "bool", "identified": "bool"})


def _shift(before: pd.DataFrame, after: pd.DataFrame, *, audience: str) -> pd.DataFrame:
    """Counts of one audience, theme by theme."""
    keys = ["person", "theme"]
    both = before[before["identified"]].merge(
        after.loc[after["identified"], [*keys, "said"]],
        on=keys,
        how="inner",
        suffixes=("_from", "_to"),
        validate="one_to_one",
    )
    was, now = both["said_from"].astype(int), both["said_to"].astype(int)
    counted = both.assign(up=(now > was).astype(int), down=(now < was).astype(int), was=was, now=now).groupby("theme")
    found = counted.agg(n_pairs=("up", "size"), n_said_before=("was", "sum"), n_said_after=("now", "sum"),
                        n_up=("up", "sum"), n_down=("down", "sum"))  # fmt: skip
    answered = {
        name: side.groupby("theme")["person"].nunique() for name, side in (("n_before", before), ("n_after", after))
    }
    joined = pd.concat([found, pd.DataFrame(answered)], axis=1)
    return joined.rename_axis("theme").reset_index().assign(audience=audience)
