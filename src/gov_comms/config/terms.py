"""Terms: whether those of a year leave days out, or hold a day twice."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.errors import Severity
from gov_comms.language.faults import Keys
from gov_comms.messages import msg
from gov_comms.timeline import ONE_DAY, Calendar

_YEARS = range(2012, 2018)
"""Years among which some have a 29 February; terms return, so that any will do."""

_MOST = 9
"""Terms have one digit in the names of periods."""


def check_terms(calendar: Calendar, document: Document, report: Report) -> None:
    """Note the days of the year that lie in no term or in two."""
    numbers = range(min(len(calendar.terms), _MOST))
    named = [(calendar.period(f"{y}-T{number + 1}"), number) for y in _YEARS for number in numbers]
    said: set[tuple[Keys, str]] = set()
    for (one, number), (other, next_number) in pairwise(
        sorted(named, key=lambda each: each[0].first)
    ):
        gap = (one.last + ONE_DAY, other.first - ONE_DAY)
        if other.first <= one.last:
            days = _days(other.first, min(one.last, other.last))
            keys: Keys = ("calendar", "term", next_number, "from")
            if (keys, days) not in said:
                what = msg("two terms hold {days}", days=days)
                report.add(document, keys, "term-overlap", what)
        elif gap[0] <= gap[1]:
            days = _days(*gap)
            keys = ("calendar", "term", number, "to")
            if (keys, days) not in said:
                what = msg("no term holds {days}", days=days)
                leap = days == "02-29"
                hint = msg("write to = {day}, which is the last of any February", day='"02-29"')
                report.add(
                    document, keys, "term-gap", what, hint if leap else None, Severity.WARNING
                )
        else:
            continue
        said.add((keys, days))


def _days(first: date, last: date) -> str:
    """Days as the config writes them, without their year."""
    return f"{first:%m-%d}" if first == last else f"{first:%m-%d} – {last:%m-%d}"
