"""Human decisions: rows of rulings joined to the facts or subjects they decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any

from gov_comms.errors import Place, Problem, Severity
from gov_comms.language.faults import nearest
from gov_comms.language.reading import rulings_in, table_read
from gov_comms.language.value import Number, Ruling
from gov_comms.ledger.buckets import Bucket
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.plan import Plan
from gov_comms.ledger.postings import PERSON
from gov_comms.ledger.tables import FACT_BITS, Tables
from gov_comms.messages import msg


def rulings_on(tables: Tables, step: str) -> list[dict[str, Any]]:
    """The rulings that name a step, as rows with words read back, in the order of facts."""
    if "ruling" not in tables.facts.frames:
        return []
    words = tables.facts.vocabularies.get("ruling.step", ())
    if step not in words:
        return []
    code = words.index(step)
    return [
        row for row in tables.facts.frames["ruling"].iter_rows(named=True) if row["step"] == code
    ]


def check_rulings(tables: Tables, plan: Plan) -> Iterator[Problem]:
    """Rulings that name no step or no row, or decide what the step does not allow."""
    known = [entry.step.id for entry in plan.entries]
    frame = tables.facts.frames.get("ruling")
    if frame is None:
        return
    words = tables.facts.vocabularies.get("ruling.step", ())
    for row in frame.iter_rows(named=True):
        step, place = words[row["step"]], tables.facts.place("ruling", row["row"])
        if step not in known:
            what = msg("ruling {id} names {step}, which is no step", id=row["id"], step=repr(step))
            yield Problem("ruling-on-nothing", place, what, hint=nearest(step, known))
    for entry in plan.entries:
        on = table_read(entry.step)
        table = on.table if on is not None and on.table in tables.frames else None
        for ruling in rulings_in(entry.step):
            yield from _wrong(tables, entry.step.id, ruling, table)


def _wrong(tables: Tables, step: str, ruling: Ruling, table: str | None) -> Iterator[Problem]:
    facts = _fact_numbers(tables, table) if table else {}
    decided: set[str] = set()
    for row in rulings_on(tables, step):
        place = tables.facts.place("ruling", row["row"])
        if table and row["fact"] in decided:
            what = msg(
                "{fact} is decided twice under step {step}", fact=repr(row["fact"]), step=step
            )
            yield Problem("ruling-twice", place, what)
        decided.add(row["fact"])
        if _ruled(tables, ruling, row) is None:
            yield _out_of_bounds(place, row["id"], step)
        elif table and row["fact"] not in facts:
            what = msg(
                "ruling {id} names {fact}, which is no row of {table}",
                id=row["id"],
                fact=repr(row["fact"]),
                table=table,
            )
            yield Problem("ruling-on-nothing", place, what, hint=nearest(str(row["fact"]), facts))


def add_rulings(
    tables: Tables,
    step: str,
    ruling: Ruling,
    table: str | None,
    buckets: Sequence[Bucket],
    frame: Frame,
    name: str,
) -> tuple[Frame, int]:
    """Rows with the number that was ruled for them under ``name``, null where nobody ruled.

    ``table`` is the table of the facts ruled on; without it the rulings are on subjects, in the
    bucket that holds the ruling's day.  Gives the rows and the denominator of the number.
    """
    decided: list[tuple[int, int, Fraction]] = []
    facts = _fact_numbers(tables, table) if table else {}
    for row in rulings_on(tables, step):
        number = _ruled(tables, ruling, row)
        if number is None:
            continue
        if table:
            decided.append((facts[row["fact"]], 0, number))
            continue
        subject = row["unit"] if row["person"] is None else PERSON + row["person"]
        for bucket in buckets:
            if subject is not None and bucket.first <= row["day"] <= bucket.last:
                decided.append((subject, bucket.number, number))
    bottom = reduce(lcm, (number.denominator for *_, number in decided), 1)
    keys = ["fact"] if table else ["subject", "bucket"]
    columns: dict[str, list[Any]] = {
        keys[0]: [first for first, *_ in decided],
        name: [int(number * bottom) for *_, number in decided],
    }
    if not table:
        columns["bucket"] = [second for _, second, _ in decided]
    return frame.join(tables.engine.small(columns), on=keys, how="left"), bottom


def _fact_numbers(tables: Tables, table: str) -> dict[str, int]:
    """The numbers of a table's facts by id; only called where rulings are read."""
    frame = tables.facts.frames[table]
    offset = tables.agency.tables[table].number << FACT_BITS
    return {key: offset + row for key, row in zip(frame["id"], frame["row"], strict=True)}


def _ruled(tables: Tables, ruling: Ruling, row: Mapping[str, Any]) -> Fraction | None:
    """The number ruled, or None when it is not one that the rule allows."""
    if ruling.words:
        for known, value in ruling.words:
            if known == row["word"] and isinstance(value, Number):
                return value.value
        return None
    column = tables.table("ruling").column("amount")
    scale = column.scale if column is not None else 0
    amount = None if row["amount"] is None else Fraction(row["amount"], 10**scale)
    if amount is None:
        return None
    if ruling.choices:
        return amount if amount in ruling.choices else None
    if ruling.low is not None and amount < ruling.low:
        return None
    if ruling.high is not None and amount > ruling.high:
        return None
    return amount


def _out_of_bounds(place: Place, ruling: str, step: str) -> Problem:
    return Problem(
        "ruling-out-of-bounds",
        place,
        msg("ruling {id} decides what step {step} does not allow", id=ruling, step=step),
        hint=msg("the step states the bounds or the words that may be ruled"),
        severity=Severity.ERROR,
    )
