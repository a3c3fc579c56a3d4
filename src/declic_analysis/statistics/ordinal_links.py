"""Probability of an ordered level between two thresholds, with the derivatives that fitting needs.

A level with upper limit `a` and lower limit `b` on the latent scale (threshold minus linear predictor) has the
probability F(a) − F(b). Logit has closed forms without cancellation; probit goes through the general formulae.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import expit, log_expit, log_ndtr, logit, ndtri

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats

LINKS = ("logit", "probit")


class Terms(NamedTuple):
    """Derivatives of log(F(a) − F(b)), one value an answer.

    d_a … d_bb: first and second derivatives. score = −(d_a + d_b), the derivative in the linear predictor, with its
    own derivatives score_a, score_b. weight = score_a + score_b, minus the second derivative in the linear predictor
    (never negative for these links), with its derivatives weight_a, weight_b.
    """

    log_p: Floats
    d_a: Floats
    d_b: Floats
    d_aa: Floats
    d_ab: Floats
    d_bb: Floats
    score: Floats
    score_a: Floats
    score_b: Floats
    weight_a: Floats
    weight_b: Floats

    @property
    def weight(self) -> Floats:
        return self.score_a + self.score_b


def terms(a: Floats, b: Floats, *, link: str = "logit") -> Terms:
    """The terms of answers whose level lies between `b` and `a` (−∞ and +∞ for the end levels), with b < a."""
    return _LINKS[require_link(link)].terms(a, b)


def quantile(share: Floats, *, link: str = "logit") -> Floats:
    """Latent value below which `share` of the answers lie: where thresholds start."""
    return np.asarray(_LINKS[require_link(link)].quantile(share))


def require_link(link: str) -> str:
    """`link` when it is known, else ContractError."""
    if link not in LINKS:
        raise ContractError(
            message(fr="Fonction de lien inconnue.", en="Unknown link function."),
            where="link",
            found=repr(link),
            allowed=", ".join(LINKS),
            action=message(fr="choisir l’une des deux", en="choose one of the two"),
        )
    return link


class _Logit:
    """F(a) − F(b) = F(a) (1 − F(b)) (1 − e^(b − a)) for the logistic distribution."""

    @staticmethod
    def quantile(share: Floats) -> Floats:
        return np.asarray(logit(share))

    @staticmethod
    def terms(a: Floats, b: Floats) -> Terms:
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            odds = 1 / np.expm1(a - b)
            log_p = log_expit(a) + log_expit(-b) + np.log(-np.expm1(b - a))
        above, below = expit(a), expit(b)
        density_a, density_b = above * expit(-a), below * expit(-b)
        bend = odds * (1 + odds)
        return Terms(
            log_p=log_p,
            d_a=expit(-a) + odds,
            d_b=-below - odds,
            d_aa=-density_a - bend,
            d_ab=bend,
            d_bb=-density_b - bend,
            score=above - expit(-b),
            score_a=density_a,
            score_b=density_b,
            weight_a=density_a * (expit(-a) - above),
            weight_b=density_b * (expit(-b) - below),
        )


class _Probit:
    @staticmethod
    def quantile(share: Floats) -> Floats:
        return np.asarray(ndtri(share))

    @staticmethod
    def terms(a: Floats, b: Floats) -> Terms:
        log_p = _log_normal_between(a, b)
        p_a, p_b = _ratio(a, log_p), -_ratio(b, log_p)
        x, y = np.where(np.isfinite(a), a, 0.0), np.where(np.isfinite(b), b, 0.0)
        p_aa, p_bb = -x * p_a, -y * p_b
        d_aa, d_ab, d_bb = p_aa - p_a**2, -p_a * p_b, p_bb - p_b**2
        d_aaa = (x**2 - 1) * p_a - 3 * p_aa * p_a + 2 * p_a**3
        d_bbb = (y**2 - 1) * p_b - 3 * p_bb * p_b + 2 * p_b**3
        d_aab, d_abb = -p_aa * p_b + 2 * p_a**2 * p_b, -p_bb * p_a + 2 * p_a * p_b**2
        return Terms(
            log_p=log_p,
            d_a=p_a,
            d_b=p_b,
            d_aa=d_aa,
            d_ab=d_ab,
            d_bb=d_bb,
            score=-(p_a + p_b),
            score_a=-(d_aa + d_ab),
            score_b=-(d_ab + d_bb),
            weight_a=-(d_aaa + 2 * d_aab + d_abb),
            weight_b=-(d_aab + 2 * d_abb + d_bbb),
        )


def _log_normal_between(a: Floats, b: Floats) -> Floats:
    """log(Φ(a) − Φ(b)), from whichever tail is the smaller."""
    flip = a + b > 0
    upper, lower = np.where(flip, -b, a), np.where(flip, -a, b)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(log_ndtr(upper) + np.log(-np.expm1(log_ndtr(lower) - log_ndtr(upper))))


def _ratio(limit: Floats, log_p: Floats) -> Floats:
    """φ(limit) / p, 0 at an infinite limit."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(np.exp(-0.5 * limit**2 - 0.5 * np.log(2 * np.pi) - log_p))


_LINKS: dict[str, type[_Logit] | type[_Probit]] = {"logit": _Logit, "probit": _Probit}
