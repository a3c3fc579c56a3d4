"""The free answers that a report is about, coded, counted and behind the gate."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from declic_analysis import disclosure
from declic_analysis.disclosure import Published
from declic_analysis.disclosure.words import pooled_words
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.selection import select, without_excluded
from declic_analysis.verbatims.beside import beside
from declic_analysis.verbatims.codebook import theme_codebook
from declic_analysis.verbatims.coding import Coded, coded
from declic_analysis.verbatims.key_words import key_words
from declic_analysis.verbatims.quotes import quotes
from declic_analysis.verbatims.shares import theme_level, theme_shift

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View

SEED = 2024


class Words:
    """What the people of a selection write. `verbatims`: their answers of every territory; `own`: of the one asked for,
    all of them for audiences that may not be shown apart.
    """

    def __init__(self, view: View) -> None:
        selected = view.selected
        self.selected, self.audience = selected, view.audience
        kept = select(
            selected.registers["verbatims"], audience=view.audience, period=selected.period, cutoff=selected.cutoff
        )
        self.verbatims = without_excluded(kept, exclusions=selected.study.analysis.exclusions)[0]
        codebook = theme_codebook(selected.study)
        self.codebook = codebook[codebook["audience"].eq(view.audience)] if view.audience else codebook

    @cached_property
    def coded(self) -> Coded:
        """Of every territory: what a person said of one answer teaches about the others."""
        rng = np.random.default_rng(SEED)
        return coded(self.verbatims, codebook=self.codebook, codings=self.selected.registers["codings"], rng=rng)

    @cached_property
    def pooled(self) -> frozenset[str]:
        """Audiences shown for all territories together, because one territory alone may not be shown."""
        if not self.selected.territory:
            return frozenset()
        apart = [self._shift(rows) for _, rows in self.verbatims.groupby("territory", dropna=False)]
        together = pd.concat(apart, ignore_index=True) if apart else self._shift(self.verbatims)
        return pooled_words(together, rules=self.selected.rules) | self.selected.pooled

    @cached_property
    def own(self) -> pd.DataFrame:
        if not self.selected.territory:
            return self.verbatims
        here = self.verbatims["territory"].eq(self.selected.territory).fillna(False)
        return self.verbatims[here | self.verbatims["audience"].isin(self.pooled)]

    @cached_property
    def others(self) -> list[pd.DataFrame]:
        """What is written elsewhere, territory by territory, of the audiences that are shown apart."""
        if not self.selected.territory:
            return []
        elsewhere = self.verbatims[~self.verbatims["verbatim"].isin(self.own["verbatim"])]
        return [rows for _, rows in elsewhere.groupby("territory", dropna=False)]

    @cached_property
    def shift(self) -> pd.DataFrame:
        """`theme_shift` before the gate."""
        return self._shift(self.own)

    @cached_property
    def themes(self) -> Published:
        """`theme_shift`, with `spoken`: whether anybody of the pairs speaks of the theme."""
        spoken = self.shift[["n_said_before", "n_said_after"]].sum(axis=1) > 0
        sisters = pd.concat([self._shift(rows) for rows in self.others]) if self.others else None
        shown = disclosure.publish_themes(self.shift.assign(spoken=spoken), rules=self.selected.rules, sisters=sisters)
        return self._kept("themes", shown)

    @cached_property
    def levels(self) -> Published:
        """`theme_level` after the action."""
        sisters = pd.concat([self._level(rows) for rows in self.others]) if self.others else None
        shown = disclosure.publish_theme_level(self._level(self.own), rules=self.selected.rules, sisters=sisters)
        return self._kept("theme_level", shown)

    @cached_property
    def words(self) -> Published:
        """`key_words`, all territories together: both audiences are needed."""
        rules = self.selected.rules
        return self._kept(
            "key_words", disclosure.publish_key_words(key_words(self.verbatims, fewest=rules.base), rules=rules)
        )

    @cached_property
    def quotes(self) -> Published:
        decided = self.selected.registers["codings"].dropna(subset=["may_quote"])
        decisions: Mapping[str, bool] = dict(zip(decided["verbatim"], decided["may_quote"].astype(bool), strict=True))
        listed = [name for s in self.selected.study.structures for name in (s.name, *s.aliases) if len(name) > 2]
        frame = quotes(
            self.own, self.coded.answers, codebook=self.codebook, decisions=decisions,
            structures=[*listed, *register_of(self.selected, "structures")["name"].dropna()],
        )  # fmt: skip
        return disclosure.publish_quotes(frame, rules=self.selected.rules)

    @cached_property
    def beside(self) -> Published:
        """Published themes beside published questions: of what either withheld, only the conclusion comes back, and
        none where the change is withheld.
        """
        frame = beside(
            self.themes.frame.assign(sign_p=self.shift["sign_p"]),
            self.selected.items.frame,
            codebook=self.codebook,
            items=self.selected.study.codebook(),
            alpha=self.selected.study.analysis.alpha,
        )
        return self._kept("beside", disclosure.publish_beside(frame, rules=self.selected.rules))

    @cached_property
    def quality(self) -> Published:
        return self._kept("coding", disclosure.publish_coding(self.coded.quality, rules=self.selected.rules))

    def _shift(self, verbatims: pd.DataFrame) -> pd.DataFrame:
        confidence = self.selected.study.analysis.confidence
        return theme_shift(verbatims, self.coded.answers, codebook=self.codebook, confidence=confidence)

    def _level(self, verbatims: pd.DataFrame) -> pd.DataFrame:
        confidence = self.selected.study.analysis.confidence
        return theme_level(verbatims, self.coded.answers, codebook=self.codebook, confidence=confidence)

    def _kept(self, name: str, published: Published) -> Published:
        return self.selected.keep(name, published)


def words_of(view: View) -> Words:
    """The same for every cell of a page: coding is done once a selection."""
    return _once(view.selected, view)


def _once(selected: Selected, view: View) -> Words:
    found = selected.__dict__.get("_words")
    if not isinstance(found, Words) or found.audience != view.audience:
        found = Words(view)
        selected.__dict__["_words"] = found
    return found
