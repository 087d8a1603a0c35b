"""Running numbers: ``S2026-0001`` is the first submission of 2026."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gov_comms.record import Change, View
from gov_comms.review.desk import Desk

TABLE = "@number"
_NUMBERED = re.compile(r"([A-Z]\d{4})-(\d{4,9})", re.ASCII)


def next_number(desk: Desk, letter: str) -> tuple[str, Change]:
    """The next number of a series in this year, and the change that takes it."""
    (number,), change = next_numbers(desk, letter, 1)
    return number, change


def next_numbers(desk: Desk, letter: str, count: int) -> tuple[tuple[str, ...], Change]:
    """The next few numbers of a series in this year, and the change that takes them."""
    series = f"{letter}{desk.today.year}"
    last = _last(desk.view, series)
    numbers = tuple(f"{series}-{each:04}" for each in range(last + 1, last + count + 1))
    return numbers, Change(TABLE, series, {"last": last + count})


def taken(view: View, ids: Iterable[str]) -> tuple[Change, ...]:
    """The changes by which numbers that came from elsewhere are not given out again."""
    highest: dict[str, int] = {}
    for each in ids:
        match = _NUMBERED.fullmatch(each)
        if match is not None:
            series, number = match[1], int(match[2])
            highest[series] = max(highest.get(series, 0), number)
    return tuple(
        Change(TABLE, series, {"last": number})
        for series, number in sorted(highest.items())
        if number > _last(view, series)
    )


def _last(view: View, series: str) -> int:
    held = view.row(TABLE, series)
    last = held.cells["last"] if held is not None else 0
    assert isinstance(last, int)
    return last
