"""G² against R's loglin (likelihood ratio of independence), its exact p against R's dhyper, and its edges."""

from __future__ import annotations

import math

import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.keyness import keyness

# R 4.2.2: loglin(matrix(c(users, others, users, others), 2, byrow = TRUE), list(1, 2))$lrt; p: the sum of
# dhyper(k, of_first, of_second, users) over the k whose lrt is as large. 0 of 33, 8 of 112: χ² says 0.039.
FROM_R = [
    (12, 26, 2, 50, 19.9291288223, 1.79850184602e-05),
    (5, 26, 0, 50, 11.4198475909, 0.00356051798013),
    (30, 107, 30, 107, 0.0, 1.0),
    (0, 33, 8, 112, 4.2675714764, 0.134855264794),
    (0, 33, 20, 112, 11.2397019833, 0.00442777426709),
]


@pytest.mark.parametrize(("first", "of_first", "second", "of_second", "g2", "p"), FROM_R)
def test_g2_as_in_r(first: int, of_first: int, second: int, of_second: int, g2: float, p: float) -> None:
    found = keyness(first, second, of_first=of_first, of_second=of_second)
    assert float(found.g2) == pytest.approx(g2, abs=1e-9)
    assert float(found.p) == pytest.approx(p, rel=1e-8)


def test_log_ratio_is_one_for_twice_the_share_and_finite_for_nobody() -> None:
    found = keyness([20, 4], [10, 0], of_first=100, of_second=100)
    assert found.log_ratio.tolist() == pytest.approx([1.0, 3.0])  # nobody stands as half a person


def test_a_group_without_anybody_gives_nothing() -> None:
    found = keyness(3, 0, of_first=9, of_second=0)
    assert all(math.isnan(float(value)) for value in found)


def test_more_users_than_persons_is_refused() -> None:
    with pytest.raises(ContractError, match="of_first"):
        keyness(5, 1, of_first=4, of_second=9)
