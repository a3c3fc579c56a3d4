"""Wilson, Jeffreys and Newcombe against R (`prop.test`, `qbeta`; data/reference/code/R07_binomial.R)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from declic_analysis.statistics.proportions import jeffreys, newcombe_difference, wilson

pytestmark = pytest.mark.shared_data


def rows(node: Any, *, key: str) -> Iterator[dict[str, Any]]:
    """Every block of the reference, at any depth, that has `key`."""
    if isinstance(node, dict):
        if key in node:
            yield node
        for child in node.values():
            yield from rows(child, key=key)


def test_intervals_of_every_row(reference: Callable[[str], dict[str, Any]]) -> None:
    blocks = list(rows(reference("R07_binomial"), key="wilson"))
    assert len(blocks) == 21
    for block in blocks:
        ours, bayes = wilson(block["x"], block["n"]), jeffreys(block["x"], block["n"])
        assert [ours.low, ours.high] == pytest.approx(block["wilson"], rel=1e-9, abs=1e-12), block["x"]
        assert [bayes.low, bayes.high] == pytest.approx(block["jeffreys_edge_corrected"], rel=1e-9, abs=1e-12)


def test_difference_of_every_row(reference: Callable[[str], dict[str, Any]]) -> None:
    blocks = list(rows(reference("R07_binomial"), key="newcombe10"))
    assert len(blocks) == 2
    for block in blocks:
        ours = newcombe_difference((block["a"], block["m"]), (block["b"], block["n"]))
        assert [ours.low, ours.high] == pytest.approx(block["newcombe10"], rel=1e-9)
        assert ours.estimate == pytest.approx(block["diff"])
