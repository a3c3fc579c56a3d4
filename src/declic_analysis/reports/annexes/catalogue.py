"""Methods behind the results: which results use them, which functions hold them, what those functions cite."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from fnmatch import fnmatch
from importlib import import_module
from typing import NamedTuple

import pandas as pd

ROOM = "declic_analysis"
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
DOI = re.compile(r"\(doi:[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")


class Method(NamedTuple):
    """key: of `wording.method_texts`; results: names of tidy results, with wildcards; functions: whose docstrings cite
    the sources; column: the result uses the method where this column is filled; value: with this value.
    """

    key: str
    results: tuple[str, ...]
    functions: tuple[str, ...]
    column: str = ""
    value: str = ""


SHIFTS = ("items", "persons", "other_waves_*")
METHODS = (
    Method("net_shift", SHIFTS, ("statistics.paired_proportions.tango",), column="net_shift"),
    Method(
        "clusters",
        ("items", "persons"),
        ("statistics.clusters.cr2_interval", "statistics.clusters.icc1"),
        column="cluster_method",
        value="cr2_t",
    ),
    Method(
        "gate",
        SHIFTS,
        (
            "statistics.paired_proportions.sign_test",
            "statistics.clusters.sign_flip",
            "statistics.multiplicity.holm",
            "statistics.multiplicity.benjamini_hochberg",
        ),
        column="sign_p",
    ),
    Method("favourable_change", ("items",), ("statistics.paired_proportions.mcnemar",), column="mcnemar_p"),
    Method(
        "ranks",
        ("items",),
        ("statistics.signed_rank.signed_rank", "statistics.signed_rank.rank_biserial"),
        column="rank_biserial",
    ),
    Method(
        "mean_change",
        ("items",),
        ("statistics.mean_change.bca_interval", "statistics.mean_change.d_z", "statistics.mean_change.d_av"),
        column="mean_change",
    ),
    Method(
        "marginal",
        ("items",),
        ("statistics.marginal.stuart_maxwell", "statistics.marginal.bowker"),
        column="homogeneity_p",
    ),
    Method("gap", ("gaps", "audience_gaps"), ("statistics.gaps.difference", "statistics.gaps.paired_sum")),
    Method(
        "agreement",
        ("audience_gaps",),
        ("statistics.ordinal_agreement.agreement", "statistics.ordinal_agreement.consensus"),
    ),
    Method(
        "unpaired",
        ("unpaired", "partly_paired"),
        (
            "statistics.two_groups.brunner_munzel",
            "statistics.two_groups.cliff_interval",
            "statistics.proportions.newcombe_difference",
        ),
    ),
    Method("level", ("one_wave",), ("statistics.proportions.wilson",)),
    Method("range", ("ranges",), ("statistics.attrition.shift_bounds",)),
    Method(
        "stayers",
        ("stayers",),
        ("statistics.attrition.standardised_difference", "statistics.attrition.stay_weights"),
    ),
    Method("first_answers", ("first_answers",), ("statistics.attrition.expected_regression",)),
    Method("scales", ("scales",), ("statistics.reliability.cronbach_alpha", "statistics.one_factor.omega_total")),
    Method(
        "groups",
        ("groups",),
        ("statistics.group_permutation.group_test", "statistics.hierarchical_means.hierarchical_means"),
    ),
    Method(
        "pooling",
        ("formats", "actions"),
        ("statistics.partial_pooling.pooled_means", "statistics.hierarchical_means.hierarchical_means"),
    ),
    Method("model", ("model",), ("statistics.cumulative_link_mixed.cumulative_link_mixed",)),
    Method(
        "comparison",
        ("comparison",),
        ("statistics.group_change.difference_in_differences", "statistics.group_change.ancova"),
    ),
    Method("shares", ("steps*", "applications*", "quality*", "lasting"), ("statistics.proportions.wilson",)),
    Method(
        "times",
        ("curve", "delays", "windows*", "triangle"),
        ("statistics.cumulative_incidence.cumulative_incidence", "statistics.cumulative_incidence.incidence_at"),
    ),
    Method(
        "speeds",
        ("speeds_*",),
        ("statistics.gray.gray_test", "statistics.cumulative_incidence.restricted_time"),
    ),
    Method("rates", ("rates_*",), ("statistics.beta_binomial.fit_beta_binomial",)),
    Method("control", ("control",), ("statistics.control.control_limits",)),
    Method("strata", ("strata_*",), ("statistics.stratified.stratified",)),
    Method(
        "attribution",
        ("attribution",),
        ("statistics.attribution.shapley_credits", "statistics.attribution.removal_credits"),
    ),
    Method(
        "hire_comparison",
        ("hire_comparison",),
        (
            "statistics.treatment_effect.weighted",
            "statistics.treatment_effect.doubly_robust",
            "statistics.sensitivity.e_value",
        ),
    ),
    Method(
        "outlook",
        ("outlook", "reliability"),
        ("statistics.prediction.needed_size", "statistics.prediction.calibrated"),
    ),
    Method(
        "loyalty",
        ("loyalty*", "partner_survival"),
        ("statistics.survival.kaplan_meier", "statistics.proportions.wilson"),
    ),
    Method("network", ("network", "standings", "links", "link_changes"), ("ecosystem.network.network",)),
    Method("ambassadors", ("ambassadors", "led"), ()),  # counts of the roster: nobody else's method
    Method(
        "videos",
        ("videos", "video_companies", "showings"),
        ("statistics.mean_change.t_interval", "statistics.paired_proportions.sign_test"),
    ),
    Method("absences", ("taken_part_*", "reach"), ("statistics.proportions.wilson",), column="noshow_rate"),
    Method("visits", ("visit_profiles",), ("statistics.paired_proportions.tango",)),
    Method("visit_model", ("targeting",), ("statistics.penalised.judged", "statistics.prediction.calibrated")),
    Method(
        "visit_chances",
        ("visit_chances", "visit_reliability"),
        ("statistics.penalised_chances.expected_chances", "statistics.penalised.share_over_groups"),
    ),
    Method(
        "themes",
        ("themes", "beside"),
        ("statistics.paired_proportions.tango", "statistics.paired_proportions.sign_test"),
    ),
    Method("theme_level", ("theme_level",), ("statistics.proportions.wilson",)),
    Method("key_words", ("key_words",), ("statistics.keyness.keyness",)),
    Method("coding", ("coding",), ("statistics.agreement.krippendorff",)),
    Method("since_last", ("since_last",), ("statistics.gaps.difference",)),
)

# What followed the encounters: the methods of `hire_method`.
FOLLOWED = frozenset(
    {"shares", "times", "speeds", "rates", "control", "strata", "attribution", "hire_comparison", "outlook"}
)


def used(results: Mapping[str, pd.DataFrame]) -> dict[Method, list[str]]:
    """Methods behind published rows of the results, with the audiences of those rows (none: not by audience).

    Parameters: results, of `reports.tidy.results`: those that this document has shown so far.
    """
    found = {method: _rows(method, results) for method in METHODS}
    return {method: _audiences(rows) for method, rows in found.items() if not rows.empty}


def _rows(method: Method, results: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    frames = [frame for name, frame in results.items() if any(fnmatch(name, own) for own in method.results)]
    kept = [frame[_uses(method, frame)] for frame in frames]
    filled = [frame for frame in kept if len(frame)]
    named = [frame.reindex(columns=["audience"]).astype("string") for frame in filled]
    return pd.concat(named, ignore_index=True) if named else pd.DataFrame(columns=["audience"])


def _uses(method: Method, frame: pd.DataFrame) -> pd.Series:
    shown = frame["published"].astype(bool)
    if not method.column:
        return shown
    if method.column not in frame:
        return shown & False
    filled = frame[method.column].eq(method.value) if method.value else frame[method.column].notna()
    return shown & filled.fillna(False).astype(bool)


def _audiences(rows: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(rows["audience"].dropna()))


def references(method: Method) -> list[str]:
    """Authors, year and DOI of each source that the docstrings of the method's functions cite, each once."""
    cited = [source for path in method.functions for source in sources(_docstring(path))]
    return list(dict.fromkeys(cited))


def _docstring(path: str) -> str:
    module, name = f"{ROOM}.{path}".rsplit(".", 1)
    return inspect.getdoc(getattr(import_module(module), name)) or ""


def sources(docstring: str) -> list[str]:
    """Sources under `References:`: the pieces of its first sentence that hold a year, up to their DOI."""
    section = re.search(r"References?:\s*(.*?)(?=\n\s*\n|\Z)", docstring, flags=re.DOTALL)
    text = " ".join(section[1].split()) if section else ""
    sentence = re.split(r"\.(?:\s|$)", text, maxsplit=1)[0]
    pieces = [piece.strip() for piece in re.split(r"; |(?<=\))[,:] ", sentence)]
    return [_short(piece) for piece in pieces if YEAR.search(piece)]


def _short(piece: str) -> str:
    doi = DOI.search(piece)
    return piece[: doi.end()] if doi else piece
