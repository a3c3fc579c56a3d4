"""How partners are followed: periods, look-back, silence that ends a partnership. Fixed before looking at the data."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from declic_analysis import vocabulary as v
from declic_analysis.study.base import Strict
from declic_analysis.study.hiring import Days


class Partners(Strict):
    """Choices behind the numbers about structures over time and about ambassadors."""

    period: v.PeriodLength = Field(
        default=v.PeriodLength.QUARTER, description="calendar periods in which structures are counted"
    )
    look_back: Annotated[int, Field(ge=1, le=24)] = Field(
        default=2, description="periods without a structure after which it counts as not seen any more"
    )
    silence_days: Days = Field(
        default=180, description="days without any presence that end a partnership; also the window to come again"
    )
    active_months: Annotated[int, Field(ge=1, le=60)] = Field(
        default=6, description="an ambassador who led an action in so many months before the cut-off is active"
    )
