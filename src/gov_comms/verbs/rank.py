"""``rank``: orders subjects by a measure, within groups, and gives by rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Annotated, Any, Literal

import narwhals as nw
from pydantic import Field, PlainValidator, ValidationInfo

from gov_comms.language.choice import Choice
from gov_comms.language.condition import ConditionField
from gov_comms.language.positive import Positive
from gov_comms.language.step import Gives, Rounding, Step, Strict, SubjectFor, Whole
from gov_comms.language.value import Value
from gov_comms.language.value_syntax import ValueField, parse_value
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import settled, worked_out
from gov_comms.ledger.integers import refuse_beyond
from gov_comms.ledger.postings import Flagged, Found, Posting
from gov_comms.ledger.scope import Known, Scope, seen, undotted
from gov_comms.ledger.values import evaluate, judged, narrowed, pinned
from gov_comms.messages import msg
from gov_comms.model import ColumnType

TIES = Choice(
    msg("it is not said how equal ones are ranked"),
    (
        ("share", msg("1, 2, 2, 4")),
        ("dense", msg("1, 2, 2, 3")),
        ("then", msg("the measures in then decide")),
    ),
)
ZEROS = Choice(
    msg("it is not said whether those with a zero are ranked"),
    (("in", msg("they are ranked, too")), ("out", msg("they are left out"))),
)
POPULATION = Choice(
    msg("it is not said of whom the share is taken"),
    (
        ("ranked", msg("of all who are ranked")),
        ("participants", msg("of those who have something")),
        ("roster", msg("of all on the roster, ranked or not")),
    ),
)


class Seats(Strict):
    """Seats as a ``share`` of a group: of those ranked, of those with something, of the roster."""

    share: Positive
    of: Annotated[Literal["ranked", "participants", "roster"], POPULATION]
    rounding: Rounding
    at_least: Whole = Field(0, ge=0)

    def among(self, runners: int) -> int:
        """How many seats there are among so many."""
        share: Fraction = self.share
        whole, rest = divmod(share * runners, 1)
        more = {
            "down": False,
            "up": rest > 0,
            "half_up": rest * 2 >= 1,
            "half_even": rest * 2 > 1 or (rest * 2 == 1 and whole % 2 == 1),
        }
        return max(whole + more[self.rounding], self.at_least)


def parse_top(raw: Any, info: ValidationInfo) -> Seats | Value:
    """A number of seats: a value, or a share of those who take part."""
    if isinstance(raw, Seats):
        return raw
    seats = isinstance(raw, Mapping) and "share" in raw
    return Seats.model_validate(raw) if seats else parse_value(raw, info)


TopField = Annotated[Any, PlainValidator(parse_top, json_schema_input_type=Seats | ValueField)]


class Rank(Step):
    """Ranks units or persons by ``by``, ties as declared, and flags or pays the first ``top``.

    ``ties``: ``share`` (1, 2, 2, 4), ``dense`` (1, 2, 2, 3) or ``then`` (by the measures in
    ``then``, and by roster order after that).  ``zeros`` says whether a zero takes part.
    """

    do: Literal["rank"]
    subjects: SubjectFor = Field(alias="for")
    when: ConditionField | None = None
    by: str
    of: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    order: Literal["highest", "lowest"] = "highest"
    ties: Annotated[Literal["share", "dense", "then"], TIES]
    then: tuple[str, ...] = ()
    zeros: Annotated[Literal["in", "out"], ZEROS]
    eligible: ConditionField | None = None
    top: TopField | None = None
    flag: str | None = None
    give: Gives = {}
    rounding: Rounding | None = None


@dataclass(frozen=True, slots=True)
class Runner:
    """One subject in a ranking; ``values`` are its measures, those that decide ties after."""

    subject: int
    bucket: int
    group: tuple[int | None, ...]
    values: tuple[int, ...]
    eligible: bool
    seats: int | None
    listed: int
    """How many of its group are on the roster, ranked or not."""


def run(step: Rank, book: Book) -> Iterator[Posting]:
    """Leave a result row with rank and seat for each subject, flag the seated, give by rank."""
    scope = _runners(step, book)
    scope = replace(scope, frame=settled(scope.frame))
    ranks = rank_all(_read(step, scope), step.order, step.ties)
    small = book.sight.tables.engine.small
    table = small(
        {
            "subject": [runner.subject for runner, *_ in ranks],
            "bucket": [runner.bucket for runner, *_ in ranks],
            "rank:": [rank for _, rank, _ in ranks],
            "seat:": [int(seat) for *_, seat in ranks],
        }
    )
    frame = scope.frame.join(table, on=["subject", "bucket"], how="inner").with_columns(
        nw.col("rank:").alias(seen("rank")),
        nw.col("value:").alias(seen("value")),
        (nw.col("seat:") == 1).alias(seen("seat")),
    )
    columns = {
        "rank": Known(ColumnType.COUNT),
        "value": _number(step, book, scope),
        "seat": Known(ColumnType.FLAG),
    }
    groups = {name: scope.columns[name] for name in step.groups}
    scope = replace(scope, frame=frame, columns={**scope.columns, **columns})
    named = {**columns, **groups}
    results = frame.with_columns(*(nw.col(seen(name)).alias(undotted(name)) for name in named))
    yield Found(step.subjects, results, named)
    if step.flag is None and not step.give:
        return
    seated = replace(scope, frame=frame.filter(nw.col(seen("seat"))))
    if step.flag is not None:
        yield Flagged(step.flag, seated.frame)
    for measure, value in step.give.items():
        given = book.amount(seated, value, measure, step.rounding, "give:")
        yield book.opened(given, measure, "give:", capacity="unit")


def _number(step: Rank, book: Book, scope: Scope) -> Known:
    """What is known of the sums by which is ranked."""
    most = scope.integers("value:").most
    return Known(ColumnType.NUMBER, book.measure(step.by).scale, most=most)


def _runners(step: Rank, book: Book) -> Scope:
    """The subjects that are ranked, with ``value:``, the measures behind it, and their seats.

    ``eligible:``, ``top:`` and ``listed:`` stand beside them where the step asks for them.
    """
    scope = book.totals(step.subjects)
    if isinstance(step.top, Seats) and step.top.of == "roster":
        group = ["bucket", *(seen(name) for name in step.groups)]
        listed = nw.col("subject").count().over(*group).cast(nw.Int64).alias("listed:")
        scope = replace(scope, frame=scope.frame.with_columns(listed))
    scope = book.add_sum(scope, step.subjects, step.by, step.of, "value:")
    for number, measure in enumerate(step.then):
        scope = book.add_sum(scope, step.subjects, measure, (), f"then{number}:")
    scope = narrowed(scope, step.when)
    if step.zeros == "out":
        scope = replace(scope, frame=scope.frame.filter(nw.col("value:") != 0))
    if step.eligible is not None:
        scope, eligible = judged(step.eligible, scope)
        scope = replace(scope, frame=scope.frame.with_columns(eligible.alias("eligible:")))
    if step.top is None or isinstance(step.top, Seats):
        return scope
    scope, top = pinned(*evaluate(step.top, scope))
    refuse_beyond(scope.frame, top.beyond, msg("the number of seats"))
    # Where no number of seats is defined there are none.
    seats = scope.engine.whole(top.top, top.bottom).fill_null(0).alias("top:")
    return replace(scope, frame=scope.frame.with_columns(seats))


def _read(step: Rank, scope: Scope) -> list[Runner]:
    groups = [seen(name) for name in step.groups]
    then = [f"then{number}:" for number in range(len(step.then))]
    rows = worked_out(scope.frame).rows(named=True)
    runners = [
        Runner(
            row["subject"],
            row["bucket"],
            tuple(row[name] for name in groups),
            (row["value:"], *(row[name] for name in then)),
            bool(row.get("eligible:", True)),
            row.get("top:"),
            row.get("listed:", 0),
        )
        for row in rows
    ]
    return _seated(runners, step.top) if isinstance(step.top, Seats) else runners


def _seated(runners: list[Runner], seats: Seats) -> list[Runner]:
    """Runners with the number of seats that their group has."""
    counted = Counter(
        (each.bucket, each.group) for each in runners if seats.of == "ranked" or each.values[0] != 0
    )

    def among(runner: Runner) -> int:
        listed = seats.of == "roster"
        return runner.listed if listed else counted[runner.bucket, runner.group]

    return [replace(each, seats=seats.among(among(each))) for each in runners]


def rank_all(runners: Sequence[Runner], order: str, ties: str) -> list[tuple[Runner, int, bool]]:
    """Each runner with its rank in its group and whether it has a seat, in a fixed order.

    Ranks are dealt over all; seats go to the eligible in rank order, and those who share the last
    seat all have it.  With ``then``, what is still alike stands in roster order.
    """
    sign = -1 if order == "highest" else 1
    ordered = sorted(
        runners,
        key=lambda r: (
            r.bucket,
            tuple((g is None, g or 0) for g in r.group),
            tuple(sign * v for v in r.values) if ties == "then" else (sign * r.values[0],),
            r.subject,
        ),
    )
    found: list[tuple[Runner, int, bool]] = []
    before: Runner | None = None
    position = rank = eligible = ahead = 0
    for runner in ordered:
        if before is None or (runner.bucket, runner.group) != (before.bucket, before.group):
            position = rank = eligible = ahead = 0
            before = None
        position += 1
        alike = before is not None and ties != "then" and runner.values[0] == before.values[0]
        if not alike:
            rank = rank + 1 if ties == "dense" else position
            ahead = eligible
        eligible += runner.eligible
        seat = runner.eligible and (runner.seats is None or ahead < runner.seats)
        found.append((runner, rank, seat))
        before = runner
    return found
