"""Adjusting entries: what became of a closed ledger since, line by line.

A line that the facts of today no longer give is taken back; one that they newly give comes to it.
The closed figures themselves are never touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from gov_comms.closing.nouns import Adjustment
from gov_comms.results import Line


def adjustments(
    period: str,
    then: Iterable[Line],
    booked: Iterable[Adjustment],
    now: Iterable[Line],
    into: str,
) -> tuple[Adjustment, ...]:
    """What must be booked ``into`` a closing for the closed ``period``, in a fixed order.

    ``then`` are its lines as closed, ``booked`` what earlier closings booked for it, ``now`` its
    lines on today's facts.
    """
    held: Counter[Adjustment] = Counter(_entry(line, period) for line in then)
    for each in booked:
        plain = replace(each, booked="", reverses=False)
        if each.reverses:
            held[replace(plain, amount=-each.amount)] -= 1
        else:
            held[plain] += 1
    due = Counter(_entry(line, period) for line in now)
    due.subtract(held)
    return tuple(sorted(_booked(due, into), key=_order))


def _booked(due: Counter[Adjustment], into: str) -> Iterator[Adjustment]:
    for entry, times in due.items():
        amount = entry.amount if times > 0 else -entry.amount
        booked = replace(entry, booked=into, reverses=times < 0, amount=amount)
        yield from [booked] * abs(times)


def _entry(line: Line, period: str) -> Adjustment:
    """A line of a closed ledger, as an adjusting entry that no closing has booked."""
    return Adjustment(
        period=period,
        booked="",
        reverses=False,
        measure=line.measure,
        amount=line.amount,
        kind=line.subject.kind,
        subject=line.subject.id,
        unit=line.unit,
        step=line.step,
        clause=line.clause,
        edition=line.edition,
        table=line.kind,
        fact=line.fact,
        work=line.work,
        day=line.day.isoformat(),
    )


def _order(each: Adjustment) -> tuple[str, str, str, str, str, bool, Decimal, str]:
    return (
        *(each.kind, each.subject, each.measure, each.fact, each.step),
        *(not each.reverses, each.amount, each.day),
    )
