"""Verbs tried on an agency's cases: as they stand, in another order, on one row and on many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from gov_comms.config import Opened
from gov_comms.errors import Refused
from gov_comms.facts import facts_from_rows
from gov_comms.model import Case, Row
from gov_comms.results import Line, Result
from gov_comms.settlement import explain_each, score
from gov_comms.trials.tried import Tried, faults_in

Rows = Mapping[str, Sequence[Row]]
Turn = Callable[[Rows], Rows]
MANY = 200
"""How many times each fact of a case stands in the trial on many rows."""


def scored(opened: Opened, case: Case, rows: Rows) -> Result:
    """What rows come to in the period of a case."""
    return score(opened, facts_from_rows(opened.agency, rows), case.period)


def counted(opened: Opened, turned: Turn = dict) -> Tried:
    """Every line of every case; what the records themselves lack is no fault of a plugin."""
    said: list[str] = []
    faults: list[str] = []
    for case in opened.cases:
        try:
            lines = scored(opened, case, turned(case.rows)).lines()
            said += sorted(_told(case, line) for line in lines)
        except Refused as refused:
            said += [f"{case.title}: {each.text('en')}" for each in refused.problems]
            faults += [f"{case.title}: {each}" for each in faults_in(refused.problems)]
    third = any(verb.plugin for verb in opened.plugins.verbs.values())
    return Tried(tuple(said), tuple(faults), len(opened.cases) if third else 0)


def _told(case: Case, line: Line) -> str:
    return f"{case.title}: {line.step} {line.fact} {line.subject.id} {line.amount}"


def reversed_rows(rows: Rows) -> Rows:
    """The same facts, the last first."""
    return {table: each[::-1] for table, each in rows.items()}


def one_of_each(rows: Rows) -> Rows:
    """The first fact of each table."""
    return {table: each[:1] for table, each in rows.items()}


def many_of_each(rows: Rows) -> Rows:
    """Each fact many times, under ids of its own; what refers to others refers to the first."""
    return {
        table: [
            each if number == 0 else Row({**each.cells, "id": f"{each.cells['id']}-{number}"})
            for each in given
            for number in range(MANY if "day" in each.cells else 1)
        ]
        for table, given in rows.items()
    }


def unexplained(opened: Opened) -> Iterator[str]:
    """Steps of plugins without a telling, and subjects whose lines do not sum to their total."""
    for name, verb in opened.plugins.verbs.items():
        if verb.plugin and verb.tell is None:
            yield f"{name}: tell"
    for case in opened.cases:
        try:
            facts = facts_from_rows(opened.agency, case.rows)
            result = score(opened, facts, case.period)
        except Refused:
            continue
        subjects = dict.fromkeys(each.subject.id for each in result.totals if each.total)
        for told in explain_each(opened, facts, case.period, subjects):
            for measure, total in told.totals:
                lines = [each.amount for each in told.lines if each.measure == measure]
                if sum(lines, Decimal(0)) != total:
                    yield f"{case.title}: {told.subject.id} {measure}"
