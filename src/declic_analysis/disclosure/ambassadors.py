"""What may be shown of ambassadors, who are persons, and of the videos, whose figures are public."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed, small, withhold
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

STATUS = ("n_retired", "n_working", "n_status_unknown")
SINCE = ("n_dated", "median_months")
OF_PERSONS = ("n_leading", "n_outside_roster", "n_reached", "n_participations")


def publish_ambassadors(pipeline: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `ecosystem.ambassador_pipeline`.

    Returns: nothing where the roster is under the base (a roster of nobody shows its zeros). A stage is empty where it,
    or what is left between it and a stage shown before, is a small cell: the difference would tell of few people. The
    three counts of status are empty where one of them is small. The time since volunteering is that of the base or
    more, and empty where few have no date.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(pipeline, kind="ambassadors", by=["stage"], needed=("n", "n_previous", *STATUS, *SINCE))
    n = numbers(rows, "n")
    refuse(rows, pd.Series(bool(len(n)) and 0 < n.max() < rules.base, index=rows.index), Suppression.BELOW_BASE)
    refuse(rows, _revealing(n, rules.cell), Suppression.COMPLEMENT)
    before = rows["published"].astype(bool).shift(fill_value=True)
    empty(rows, ~rows["published"].astype(bool), ["n", "n_previous", "n_untrained_leading", *STATUS, *SINCE])
    empty(rows, ~before, ["n_previous"])
    few = pd.concat([numbers(rows, name).between(1, rules.cell - 1) for name in STATUS], axis=1).any(axis=1)
    empty(rows, few, STATUS)
    others = n - numbers(rows, "n_dated")
    empty(rows, (numbers(rows, "n_dated") < rules.base) | others.between(1, rules.cell - 1), SINCE)
    empty(rows, small(rows, "n_untrained_leading", under=rules.cell), ["n_untrained_leading"])
    return sealed(rows, kind="ambassadors", by=["stage"], rules=rules)


def _revealing(n: pd.Series, cell: int) -> pd.Series:
    """Stages that are small, or leave few people between them and a stage that is shown."""
    shown, hidden = list[float](), list[bool]()
    for value in n:
        few = 0 < value < cell or any(0 < other - value < cell for other in shown)
        hidden.append(few)
        shown += [] if few else [value]
    return pd.Series(hidden, index=n.index, dtype=bool)


def publish_led(led: pd.DataFrame, *, rules: Rules, by: Sequence[str] = ()) -> Published:
    """What may be shown of `ecosystem.ambassador_actions`: actions are no persons, small numbers of people are empty,
    with those of the sister rows.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(led, kind="led", by=by, needed=("n_actions", "n_led", *OF_PERSONS))
    for name in OF_PERSONS[:2]:
        withhold(rows, [name], small(rows, name, under=rules.cell), by=by)
    withhold(rows, OF_PERSONS[2:], small(rows, "n_reached", under=rules.base), by=by)
    return sealed(rows, kind="led", by=by, rules=rules)


def publish_videos(videos: pd.DataFrame, *, rules: Rules) -> Published:
    """`ecosystem.videos_over_time`, sealed: counts of views of public videos are nobody's answers."""
    rows = opened(videos, kind="videos", by=["measured_on"], needed=("n_videos", "views"))
    return sealed(rows, kind="videos", by=["measured_on"], rules=rules)


def publish_video_companies(videos: pd.DataFrame, *, rules: Rules) -> Published:
    """`ecosystem.videos_by_company`, sealed; companies that may not be named stand together beforehand."""
    rows = opened(videos, kind="video_companies", by=["structure"], needed=("n_videos", "views"))
    return sealed(rows, kind="video_companies", by=["structure"], rules=rules)


def publish_showings(rates: pd.DataFrame, *, rules: Rules) -> Published:
    """`ecosystem.views_around_showings`, sealed."""
    rows = opened(rates, kind="showings", by=["shown_at"], needed=("n_videos", "views_per_day"))
    return sealed(rows, kind="showings", by=["shown_at"], rules=rules)
