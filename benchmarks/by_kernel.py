"""Haidian's totals by a compiled loop over arrays: the least that a processor must do.

Nothing is named, dated or explained; how far above it a run lies is what all of that costs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy
import polars as pl

from benchmarks.by_hand import paid_levels, paid_outlets
from benchmarks.data import YEAR
from gov_comms.facts.frames import Facts
from gov_comms.model import Agency
from gov_comms.timeline import Period, to_number
from tests.proofs import haidian_count
from tests.proofs.haidian_count import SUBMITTED


@dataclass(frozen=True, slots=True)
class Kernel:
    """The compiled loop and the arrays that it reads; compiling is not timed."""

    count: Callable[..., Any]
    arrays: tuple[Any, ...]
    units: tuple[str, ...]

    def standing(self, period: Period) -> dict[str, tuple[int, int]]:
        """Every unit's points and rank."""
        first, last = to_number(period.first), to_number(period.last)
        counted = self.count(*self.arrays, len(self.units), first, last)
        totals = dict(zip(self.units, (int(each) for each in counted), strict=True))
        ranks = haidian_count.rank(totals)
        return {unit: (points, ranks[unit]) for unit, points in totals.items()}


def compile_kernel(facts: Facts, agency: Agency) -> Kernel:
    """The loop, compiled, and the points of every row as an array."""
    import numba

    frames = facts.frames
    price = paid_outlets(facts, agency).collect()
    used = frames["adoption"].select("work", "day", "form", pl.col("outlet@").alias("version"))
    used = used.join(price, on=["version", "form"], how="left", maintain_order="left")
    level = paid_levels(facts, agency).collect()
    remark = frames["endorsement"].join(level, on="level", how="left", maintain_order="left")
    sent = frames["submission"]
    facts_of_works = [
        rows[name].fill_null(0) for rows in (used, remark) for name in ("work", "day", "points")
    ]
    arrays = tuple(each.to_numpy() for each in (sent["unit"], sent["day"], *facts_of_works))
    kernel = Kernel(numba.njit(_count), arrays, facts.subjects["unit"])
    kernel.standing(agency.calendar.period(str(YEAR)))
    return kernel


def _count(
    unit: Any,
    day: Any,
    used_work: Any,
    used_day: Any,
    used: Any,
    remark_work: Any,
    remark_day: Any,
    remark: Any,
    units: int,
    first: int,
    last: int,
) -> Any:
    """The points of each unit from arrays of whole numbers."""
    totals = numpy.zeros(units, numpy.int64)
    best = numpy.zeros(len(unit), numpy.int64)
    noted = numpy.zeros(len(unit), numpy.int64)
    for row in range(len(used)):
        if first <= used_day[row] <= last and used[row] > best[used_work[row]]:
            best[used_work[row]] = used[row]
    for row in range(len(remark)):
        if first <= remark_day[row] <= last and remark[row] > noted[remark_work[row]]:
            noted[remark_work[row]] = remark[row]
    for row in range(len(unit)):
        totals[unit[row]] += best[row] + noted[row]
        if first <= day[row] <= last:
            totals[unit[row]] += SUBMITTED
    return totals
