"""Human decisions: rows of rulings joined to the facts or subjects they decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any

import narwhals as nw
import polars as pl

from gov_comms.errors import Problem, refuse_errors
from gov_comms.facts.hints import ids_alike, nearest_name
from gov_comms.language.faults import nearest
from gov_comms.language.reading import rulings_in, table_read
from gov_comms.language.step import Step
from gov_comms.language.value import Number, Ruling, Value, walk
from gov_comms.ledger.buckets import Bucket
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.integers import fitting
from gov_comms.ledger.plan import Plan
from gov_comms.ledger.postings import PERSON
from gov_comms.ledger.quantity import Quantity
from gov_comms.ledger.scope import Scope
from gov_comms.ledger.tables import FACT_BITS, Tables
from gov_comms.ledger.values import evaluate
from gov_comms.messages import msg

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Docket:
    """What people decided under one step, on its rows in its buckets."""

    tables: Tables
    step: Step
    buckets: Sequence[Bucket]

    def allowed(self, frame: Frame, ruling: Ruling, name: str) -> tuple[Frame, int, int]:
        """Rows with the number that was ruled for them under ``name``, null where none was.

        Null, too, where the ruling does not allow it.  The rest of the answer is that of a `Join`.
        """
        return self._joined(frame, name, lambda row: _ruled(self.tables, ruling, row))

    def refuse_beyond(self, value: Value, scope: Scope, number: Quantity) -> None:
        """Raise `Refused` for rows whose own ruling in ``value`` does not allow what was decided.

        A value may hold several rulings, each for other rows: one of them leaves ``number``, the
        value on the rows of ``scope``, undefined where the decision as made would define it.
        """
        if not any(isinstance(each, Ruling) for each in walk(value)):
            return
        scope, made = evaluate(value, replace(scope, add_ruling=self._made))
        frame, *_ = self._joined(scope.frame, "ruling:", lambda row: Fraction(row["row"]))
        beyond = number.top.is_null() & ~made.top.is_null() & ~nw.col("ruling:").is_null()
        found = set(worked_out(frame.filter(beyond).select("ruling:"))["ruling:"].to_list())
        refuse_errors(
            _out_of_bounds(self.tables, row, self.step.id)
            for row in rulings_on(self.tables, self.step.id)
            if row["row"] in found
        )

    def _made(self, frame: Frame, ruling: Ruling, name: str) -> tuple[Frame, int, int]:
        """Rows with the number that was ruled for them, whether it is allowed or not."""

        def number(row: Row) -> Fraction:
            amount = _amount(self.tables, row)
            return next(
                each
                for each in (_ruled(self.tables, ruling, row), amount, Fraction(1))
                if each is not None
            )

        return self._joined(frame, name, number)

    def _joined(
        self, frame: Frame, name: str, number: Callable[[Row], Fraction | None]
    ) -> tuple[Frame, int, int]:
        """Rows with a number of the row of rulings that decides them, its denominator and size.

        Rulings are on facts; where the step looks at none, on subjects, in the bucket that holds
        the ruling's day.
        """
        table = facts_ruled_on(self.tables, self.step)
        facts = _numbers_ruled_on(self.tables, self.step, table) if table else {}
        decided: list[tuple[int, int, Fraction]] = []
        twice: list[Problem] = []
        taken: set[tuple[int, int]] = set()
        for row in rulings_on(self.tables, self.step.id):
            found = number(row)
            if found is None:
                continue
            if table:
                decided.append((facts[row["fact"]], 0, found))
                continue
            subject = row["unit"] if row["person"] is None else PERSON + row["person"]
            for bucket in self.buckets:
                if subject is not None and bucket.first <= row["day"] <= bucket.last:
                    if (subject, bucket.number) in taken:
                        twice.append(_decided_twice(self.tables, self.step, row))
                    taken.add((subject, bucket.number))
                    decided.append((subject, bucket.number, found))
        refuse_errors(twice)
        bottom = reduce(lcm, (each.denominator for *_, each in decided), 1)
        keys = ["fact"] if table else ["subject", "bucket"]
        columns: dict[str, list[Any]] = {
            keys[0]: [first for first, *_ in decided],
            name: [fitting(int(each * bottom)) for *_, each in decided],
        }
        most = max((abs(top) for top in columns[name]), default=0)
        if not table:
            columns["bucket"] = [second for _, second, _ in decided]
        return frame.join(self.tables.engine.small(columns), on=keys, how="left"), bottom, most


def facts_ruled_on(tables: Tables, step: Step) -> str | None:
    """The table of the facts on which a step asks for rulings; None where it asks on subjects."""
    on = table_read(step)
    return on.table if on is not None and on.table in tables.frames else None


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
        rulings = tuple(rulings_in(entry.step))
        if rulings:
            yield from _wrong(tables, entry.step, rulings)


def _wrong(tables: Tables, step: Step, rulings: tuple[Ruling, ...]) -> Iterator[Problem]:
    """Rows of rulings that decide no row or one twice, or what none of the rulings allows."""
    table = facts_ruled_on(tables, step)
    facts = _numbers_ruled_on(tables, step, table) if table else {}
    decided: set[str] = set()
    for row in rulings_on(tables, step.id):
        place = tables.facts.place("ruling", row["row"])
        if table and row["fact"] in decided:
            yield _decided_twice(tables, step, row)
        decided.add(row["fact"])
        if all(_ruled(tables, ruling, row) is None for ruling in rulings):
            yield _out_of_bounds(tables, row, step.id)
        elif table and row["fact"] not in facts:
            what = msg(
                "ruling {id} names {fact}, which is no row of {table}",
                id=row["id"],
                fact=repr(row["fact"]),
                table=table,
            )
            ids = ids_alike(tables.facts.rows(str(table)), str(row["fact"]))
            hint = nearest_name(str(row["fact"]), ids)
            yield Problem("ruling-on-nothing", place, what, hint=hint)


def _numbers_ruled_on(tables: Tables, step: Step, table: str) -> dict[str, int]:
    """The numbers, by id, of the facts that the rulings on a step name."""
    named = [row["fact"] for row in rulings_on(tables, step.id) if row["fact"] is not None]
    if not named:
        return {}
    rows = tables.facts.rows(table).filter(pl.col("id").is_in(named)).select("id", "row")
    offset = tables.agency.tables[table].number << FACT_BITS
    return {key: offset + row for key, row in rows.collect().iter_rows()}


def _ruled(tables: Tables, ruling: Ruling, row: Row) -> Fraction | None:
    """The number ruled, or None when it is not one that the rule allows."""
    return ruled(ruling, _amount(tables, row), row["word"])


def ruled(ruling: Ruling, amount: Fraction | None, word: str | None) -> Fraction | None:
    """The number that an amount or a word rules, or None when the rule does not allow it."""
    if ruling.words:
        for known, value in ruling.words:
            if known == word and isinstance(value, Number):
                return value.value
        return None
    if amount is None:
        return None
    if ruling.choices:
        return amount if amount in ruling.choices else None
    if ruling.low is not None and amount < ruling.low:
        return None
    if ruling.high is not None and amount > ruling.high:
        return None
    return amount


def _amount(tables: Tables, row: Row) -> Fraction | None:
    """The number in a row of rulings."""
    column = tables.table("ruling").column("amount")
    scale = column.scale if column is not None else 0
    return None if row["amount"] is None else Fraction(row["amount"], 10**scale)


def _decided_twice(tables: Tables, step: Step, row: Row) -> Problem:
    """The problem of a ruling on what another ruling decides already."""
    named = row["fact"]
    for kind in ("person", "unit"):
        if named is None and row[kind] is not None:
            named = next(
                name for name, code in tables.words.subjects[kind].items() if code == row[kind]
            )
    place = tables.facts.place("ruling", row["row"])
    what = msg("{fact} is decided twice under step {step}", fact=repr(named), step=step.id)
    return Problem("ruling-twice", place, what)


def _out_of_bounds(tables: Tables, row: Row, step: str) -> Problem:
    return Problem(
        "ruling-out-of-bounds",
        tables.facts.place("ruling", row["row"]),
        msg("ruling {id} decides what step {step} does not allow", id=row["id"], step=step),
        hint=msg("the step states the bounds or the words that may be ruled"),
    )
