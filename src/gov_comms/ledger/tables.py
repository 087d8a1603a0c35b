"""Tables of rows that rules can read: named columns joined on demand, derived ones worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals as nw

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.frames import Facts, vocabulary_key
from gov_comms.kinds import REFERENCES
from gov_comms.language.condition import columns_of
from gov_comms.language.names import NameAmbiguous, NameUnknown, Path, resolve
from gov_comms.language.reading import names_read
from gov_comms.language.step import Deadline, Derive, Related
from gov_comms.language.value import Word, walk
from gov_comms.ledger.conditions import holds, narrowed
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.quantity import scaled
from gov_comms.ledger.scope import Join, Known, Scope, Words, known, seen, words_of
from gov_comms.ledger.values import WORDS, evaluate, pinned
from gov_comms.messages import msg
from gov_comms.model import Agency, ColumnType, Table
from gov_comms.timeline import Calendar, from_number, to_number

if TYPE_CHECKING:
    from gov_comms.timeline import Period

C = ColumnType
OUTCOME = "quota.outcome"
"""The vocabulary of a quota's outcome: unmet, then met."""
FACT_BITS = 40
"""A fact's number is its table's number shifted by so many bits, plus its row."""
BY_VERSION = (C.UNIT, C.PERSON, C.OUTLET)
"""Rosters are dated: a reference to one is followed to the version valid on the fact's day."""
Visible = Callable[[str, Frame], Frame]
"""Takes away the rows of a table that an exclusion made unseen."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows of a run's facts, and how names of columns are followed and derived."""

    agency: Agency
    facts: Facts
    frames: Mapping[str, Frame]
    words: Words
    derives: Mapping[tuple[str, str], Derive]
    engine: Engine

    def table(self, table: str) -> Table:
        """The table ``table``."""
        return self.agency.tables[table]


def open_tables(agency: Agency, facts: Facts, derives: Iterable[Derive], engine: Engine) -> Tables:
    """Tables over facts; each fact row gets its ``fact`` number and its ``day``."""
    by_name = {(derive.on, derive.name): derive for derive in derives}
    frames = {}
    for name, table in agency.tables.items():
        if name not in facts.frames:
            continue
        frame = nw.from_native(facts.frames[name].lazy())
        number = nw.col("row") + (table.number << FACT_BITS)
        frames[name] = frame.with_columns(number.alias("fact"))
    derived = {
        vocabulary_of_derived(derive): words_yielded(derive)
        for derive in by_name.values()
        if derive.word is not None and not derive.words
    }
    derived[OUTCOME] = ("unmet", "met")
    return Tables(agency, facts, frames, words_of(facts, derived), by_name, engine)


def vocabulary_of_derived(derive: Derive) -> str:
    """The key of the vocabulary in which a derived word is coded."""
    return derive.words or f"{derive.on}.{derive.name}"


def words_yielded(derive: Derive) -> tuple[str, ...]:
    """The words that a derivation can yield, in the order written."""
    nodes = walk(derive.word) if derive.word is not None else ()
    words = [each.value for each in nodes if isinstance(each, Word)]
    return tuple(dict.fromkeys(words))


def is_moving(tables: Tables, table: str, name: str) -> bool:
    """Whether a column depends on the run: on its period, or on what was excluded so far."""
    path = _path(tables, table, name)
    derive = tables.derives.get((path.table, path.column.id)) if path else None
    if derive is None:
        return False
    if derive.related is not None:
        return True
    reads = [*names_read(derive), *([derive.deadline.of] if derive.deadline else [])]
    return any(is_moving(tables, path.table, each) for each in reads) if path else False


def _path(tables: Tables, table: str, name: str) -> Path | None:
    try:
        return resolve(tables.agency.tables, table, name)
    except (NameUnknown, NameAmbiguous):
        return None


def attach(
    tables: Tables,
    table: str,
    frame: Frame,
    names: Iterable[str],
    visible: Visible,
    period: Period | None,
    given: Mapping[str, Known] | None = None,
) -> tuple[Frame, dict[str, Known]]:
    """Rows with the named columns under ``c:name``, and what is known of each.

    A name that means nothing for this table (a condition meant for another one) is an empty
    column, on which no test holds.  Columns that are ``given`` are there already.
    """
    about: dict[str, Known] = dict(given or {})
    through: dict[str, list[tuple[str, Path]]] = {}
    plain: list[nw.Expr] = []
    derived: list[tuple[str, Derive]] = []
    for name in (name for name in dict.fromkeys(names) if name not in about):
        path = _path(tables, table, name)
        if path is None:
            plain.append(nw.lit(None, nw.Int64).alias(seen(name)))
            about[name] = Known(C.COUNT)
        elif path.hops:
            through.setdefault(path.hops[0], []).append((name, path))
        elif (table, path.column.id) in tables.derives:
            derived.append((name, tables.derives[table, path.column.id]))
        else:
            own_row = table == "submission" and path.column.id == "work"
            plain.append(nw.col("row" if own_row else path.column.id).alias(seen(name)))
            about[name] = known(path.column, vocabulary_key(tables.agency, table, path.column))
    if plain:
        frame = frame.with_columns(*plain)
    for hop, asked in through.items():
        frame = _follow(tables, table, frame, hop, asked, about, visible, period)
    for name, derive in derived:
        frame = derive_column(tables, table, frame, name, derive, about, visible, period)
    return frame, about


def _follow(
    tables: Tables,
    table: str,
    frame: Frame,
    hop: str,
    asked: list[tuple[str, Path]],
    about: dict[str, Known],
    visible: Visible,
    period: Period | None,
) -> Frame:
    """Joins the columns that lie behind one reference."""
    column = tables.agency.tables[table].column(hop)
    assert column is not None, hop
    target = REFERENCES[column.type]
    key = f"{hop}@" if column.type in BY_VERSION else hop
    rests = {name: ".".join((*path.hops[1:], path.column.id)) for name, path in asked}
    rows, found = attach(tables, target, tables.frames[target], rests.values(), visible, period)
    about.update({name: found[rest] for name, rest in rests.items()})
    columns = {seen(name): seen(rest) for name, rest in rests.items()}
    return tables.engine.follow(frame, key, rows, columns)


def derive_column(
    tables: Tables,
    table: str,
    frame: Frame,
    name: str,
    derive: Derive,
    about: dict[str, Known],
    visible: Visible,
    period: Period | None,
    add_total: Join | None = None,
) -> Frame:
    """Rows with one derived column; what it reads is in ``about`` or is joined for the moment."""
    if derive.related is not None:
        return _related(tables, table, frame, name, derive.related, about, visible, period)
    reads = [*names_read(derive), *([derive.deadline.of] if derive.deadline else [])]
    missing = [each for each in reads if each not in about]
    frame, columns = attach(tables, table, frame, missing, visible, period, about)
    scope = Scope(frame, columns, tables.words, tables.engine, add_total)
    if derive.deadline is not None:
        about[name] = Known(C.DAY)
        frame = _deadline(tables, frame, name, derive.deadline)
    elif derive.when is not None:
        about[name] = Known(C.FLAG)
        frame = frame.with_columns(holds(derive.when, scope).alias(seen(name)))
    elif derive.word is not None:
        key = vocabulary_of_derived(derive)
        about[name] = Known(C.WORD, vocabulary=key)
        own = {**tables.words.vocabularies, WORDS: tables.words.vocabularies[key]}
        worded = replace(scope, words=replace(tables.words, vocabularies=own))
        after, found = evaluate(derive.word, worded)
        frame = after.frame.with_columns(found.top.cast(nw.Int32).alias(seen(name)))
    elif derive.value is not None:
        about[name] = Known(C.NUMBER, derive.scale)
        after, found = evaluate(derive.value, scope)
        after, found = pinned(after, found)
        top, inexact = scaled(found, derive.scale, derive.rounding)
        if inexact is not None and len(_inexact_rows(after.frame, inexact)):
            raise Refused([_does_not_fit(tables, derive)])
        frame = after.frame.with_columns(top.alias(seen(name)))
    extra = [seen(each) for each in missing]
    return _without(frame, extra)


def derived_in_order(
    derived: Mapping[str, Derive], names: Sequence[str]
) -> tuple[list[str], list[str]]:
    """The derived columns among ``names`` and those they read, and all names that are read.

    Each derived column stands after what it reads.
    """
    order: list[str] = []

    def visit(name: str) -> None:
        if name in derived and name not in order:
            for each in names_read(derived[name]):
                visit(each)
            order.append(name)

    for name in names:
        visit(name)
    reads = [*names, *(name for each in order for name in names_read(derived[each]))]
    return order, list(dict.fromkeys(reads))


def _inexact_rows(frame: Frame, inexact: nw.Expr) -> nw.DataFrame[Any]:
    return frame.filter(inexact.fill_null(False)).head(1).collect()


def _does_not_fit(tables: Tables, derive: Derive) -> Problem:
    what = msg(
        "the derived column {name} has values that do not fit its {scale} decimals",
        name=derive.name,
        scale=derive.scale,
    )
    hint = msg("give it a larger scale, or a rounding: half_up, half_even, down or up")
    return Problem("needs-rounding", Place(tables.agency.folder), what, hint=hint)


def _without(frame: Frame, names: list[str]) -> Frame:
    present = frame.collect_schema().names()
    gone = [n for n in present if n in names or n.startswith("v:")]
    return frame.drop(gone) if gone else frame


def _deadline(tables: Tables, frame: Frame, name: str, deadline: Deadline) -> Frame:
    """Deadlines are worked out once for each day that occurs."""
    source = nw.col(seen(deadline.of))
    days = frame.select(source.alias("d:day")).filter(~nw.col("d:day").is_null()).unique()
    found = sorted(days.collect()["d:day"].to_list())
    dues = [due_day(tables.agency.calendar, deadline, day) for day in found]
    table = tables.engine.small({"d:day": found, "d:due": dues})
    joined = frame.with_columns(source.cast(nw.Int64).alias("d:day")).join(
        table, on="d:day", how="left"
    )
    due = nw.col("d:due").cast(nw.Int32).alias(seen(name))
    return joined.with_columns(due).drop(["d:day", "d:due"])


def due_day(calendar: Calendar, deadline: Deadline, day: int) -> int | None:
    """The deadline that follows from one day, both as days since 1970-01-01."""
    period = calendar.containing(from_number(day), deadline.period)
    if period is None:
        return None
    if deadline.month == "next":
        month = calendar.containing(period.last + timedelta(days=1), "month")
    else:
        edge = period.first if deadline.month == "first" else period.last
        month = calendar.containing(edge, "month")
    assert month is not None
    due = month.last
    if deadline.day is not None:
        due = min(month.first + timedelta(days=deadline.day - 1), month.last)
    return to_number(due) + deadline.plus_days


def _related(
    tables: Tables,
    table: str,
    frame: Frame,
    name: str,
    related: Related,
    about: dict[str, Known],
    visible: Visible,
    period: Period | None,
) -> Frame:
    """Counts, sums or picks among the facts that share the matched columns."""
    pairs = match_pairs(related)
    other = tables.agency.tables[related.of]
    names = [*pairs, *(columns_of(related.where) if related.where is not None else ())]
    if related.column:
        names.append(related.column)
    rows, known_there = attach(
        tables, related.of, visible(related.of, tables.frames[related.of]), names, visible, period
    )
    if related.dated == "in_period" and period is not None and other.day:
        day = nw.col(other.day)
        rows = rows.filter((day >= to_number(period.first)) & (day <= to_number(period.last)))
    rows = narrowed(Scope(rows, known_there, tables.words, tables.engine), related.where).frame
    keys = [f"r:{i}" for i in range(len(pairs))]
    more = [n for n in pairs.values() if n != "id" and n not in about]
    ours, known_here = attach(tables, table, frame, more, visible, period, about)
    theirs = []
    for key, (there, here) in zip(keys, pairs.items(), strict=True):
        rows, ours, their_key, our_key = _matched(
            tables, (rows, there, known_there[there]), (ours, here, known_here.get(here)), key
        )
        theirs.append(their_key)
        ours = ours.with_columns(our_key)
    column = nw.col(seen(related.column)) if related.column else nw.lit(1)
    grouped = rows.select(*theirs, column.cast(nw.Int64).alias("r:value"))
    value = nw.col("r:value")
    how = {
        "exists": value.count(),
        "count": value.count(),
        "sum": value.sum(),
        "first": value.min(),
        "lowest": value.min(),
        "last": value.max(),
        "highest": value.max(),
    }[related.how]
    summed = grouped.group_by(*keys).agg(how.alias("r:found"))
    joined = ours.join(summed, on=keys, how="left")
    found = nw.col("r:found")
    if related.how in ("exists", "count", "sum"):
        found = found.fill_null(0)
    if related.how == "exists":
        found = found > 0
        about[name] = Known(C.FLAG)
    elif related.how in ("first", "last"):
        found = found.cast(nw.Int32)
        about[name] = Known(C.DAY)
    else:
        scale = known_there[related.column].scale if related.column else 0
        about[name] = Known(C.NUMBER, scale)
    joined = joined.with_columns(found.alias(seen(name)))
    return joined.drop([*keys, "r:found", *(seen(n) for n in more)])


def match_pairs(related: Related) -> dict[str, str]:
    """Their column → ours, for each pair that must be equal."""
    if isinstance(related.match, str):
        return {related.match: related.match}
    if isinstance(related.match, tuple):
        return {name: name for name in related.match}
    return dict(related.match)


Side: TypeAlias = tuple[Frame, str, Known | None]
"""Rows, the column on their side of a match, and what is known of it."""


def _matched(
    tables: Tables, there: Side, here: Side, key: str
) -> tuple[Frame, Frame, nw.Expr, nw.Expr]:
    """Both sides with columns that are equal where a match holds, to be named ``key``.

    Our ``id`` is the row that a reference of theirs points to, or, where theirs is text, the text
    itself.  Words of different lists are compared as words.
    """
    rows, their_name, theirs = there
    ours, our_name, about = here
    assert theirs is not None
    if our_name == "id":
        if theirs.type in (C.TEXT, C.ID):
            return rows, ours, nw.col(seen(their_name)).alias(key), nw.col("id").alias(key)
        number = nw.col(seen(their_name)).cast(nw.Int64)
        return rows, ours, number.alias(key), nw.col("row").cast(nw.Int64).alias(key)
    if theirs.type in (C.TEXT, C.ID):
        return rows, ours, nw.col(seen(their_name)).alias(key), nw.col(seen(our_name)).alias(key)
    number = nw.col(seen(their_name)).cast(nw.Int64)
    if theirs.type is C.WORD and about is not None and about.vocabulary != theirs.vocabulary:
        known_words = tables.words.vocabularies.get(about.vocabulary, {})
        pairs = [
            (code, known_words.get(word, -1))
            for word, code in tables.words.vocabularies.get(theirs.vocabulary, {}).items()
        ]
        table = tables.engine.small(
            {"m:": [a for a, _ in pairs], f"m:{key}": [b for _, b in pairs]}
        )
        rows = rows.with_columns(number.alias("m:")).join(table, on="m:", how="left").drop("m:")
        number = nw.col(f"m:{key}")
    return rows, ours, number.alias(key), nw.col(seen(our_name)).cast(nw.Int64).alias(key)
