"""Tables of rows that rules can read: named columns joined on demand, derived ones worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw
import polars as pl

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.frames import SOURCE, Facts, vocabulary_key
from gov_comms.kinds import REFERENCES
from gov_comms.language.names import NameAmbiguous, NameUnknown, Path, resolve
from gov_comms.language.reading import names_read
from gov_comms.language.step import Deadline, Derive, Related
from gov_comms.language.value import Word, columns_of, walk
from gov_comms.ledger.deadlines import due
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.integers import told
from gov_comms.ledger.postings import PERSON
from gov_comms.ledger.quantity import scaled
from gov_comms.ledger.related import belonging, limited, outcome, summed
from gov_comms.ledger.scope import Join, Known, Scope, Words, known, seen, words_of
from gov_comms.ledger.targets import target_words
from gov_comms.ledger.values import WORDS, evaluate, judged, narrowed, pinned
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, Column, ColumnType, Table
from gov_comms.timeline import to_number

if TYPE_CHECKING:
    from gov_comms.ledger.buckets import Bucket
    from gov_comms.timeline import Period

C = ColumnType
OUTCOME = "quota.outcome"
"""The vocabulary of a quota's outcome: unmet, then met."""
DUTY = "require.outcome"
"""The vocabulary of a duty's outcome."""
DUTIES = ("unknown", "missing", "late", "met")
"""Its words; a duty whose deadline nobody knows is none of the others."""
FACT_BITS = 40
"""A fact's number is its table's number shifted by so many bits, plus its row."""
BY_VERSION = (C.UNIT, C.PERSON, C.OUTLET)
"""Rosters are dated: a reference to one is followed to the version valid on the fact's day."""
Visible = Callable[[str, Frame], Frame]
"""Takes away the rows of a table that an exclusion made unseen."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows of a run's facts, and how names of columns are followed and derived.

    ``members`` are the versions of units and people, as `members_of` reads them.
    """

    agency: Agency
    facts: Facts
    frames: Mapping[str, Frame]
    members: Mapping[str, Frame]
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
        if name in facts.stored:
            rows = engine.read(facts.stored[name].files).drop(SOURCE)
            number = nw.col("row") + (table.number << FACT_BITS)
            frames[name] = rows.with_columns(number.alias("fact"))
        if name not in facts.frames:
            continue
        frame = facts.frames[name]
        numbered = (frame["row"] + (table.number << FACT_BITS)).alias("fact")
        if numbered.name in frame.columns:
            # The fact that a ruling names is read from the facts themselves.
            frame = frame.drop(numbered.name)
        frames[name] = engine.take(nw.from_native(frame.hstack([numbered])))
    # A list that only a derived column uses has no words among the facts.
    derived = {
        vocabulary_of_derived(derive): (
            agency.words[derive.words].words if derive.words else words_yielded(derive)
        )
        for derive in by_name.values()
        if derive.word is not None and derive.words not in facts.vocabularies
    }
    derived |= {OUTCOME: ("unmet", "met"), DUTY: DUTIES, **target_words(agency)}
    members = {kind: engine.take(members_of(facts, kind)) for kind in ("unit", "person")}
    return Tables(agency, facts, frames, members, words_of(facts, derived), by_name, engine)


def members_of(facts: Facts, kind: str) -> nw.DataFrame[Any]:
    """Every version of every unit or person, as steps join it to their rows.

    Columns: its ``subject`` and the number ``entity:`` among its kind, its own unit or that to
    which it belongs as ``home``, the days ``from:`` and ``to:`` between which it holds, ``fact``
    (null), reference and version for `attach`, and the ``roles:`` of people.
    """
    frame = facts.frames[kind]
    entity, row = frame["entity"].cast(pl.Int64), frame["row"].cast(pl.Int64)
    home = entity if kind == "unit" else frame["unit"].cast(pl.Int64)
    columns = {
        kind: frame["entity"],
        f"{kind}@": row,
        "entity:": entity,
        "subject": entity + (PERSON if kind == "person" else 0),
        "home": home,
        "from:": frame["from"].cast(pl.Int64),
        "to:": frame["to"].cast(pl.Int64),
        "fact": pl.Series([None], dtype=pl.Int64).new_from_index(0, len(frame)),
    }
    if kind == "person":
        columns["roles:"] = frame["roles"]
    return nw.from_native(pl.DataFrame(columns))


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
    reads = names_read(derive)
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
            about[name] = _known(tables, table, path.column)
    if plain:
        frame = frame.with_columns(*plain)
    for hop, asked in through.items():
        frame = _follow(tables, table, frame, hop, asked, about, visible, period)
    for name, derive in derived:
        frame = derive_column(tables, table, frame, name, derive, about, visible, period)
    return frame, about


def _known(tables: Tables, table: str, column: Column) -> Known:
    """What is known of a column of facts, and how far its numbers go."""
    about = known(column, vocabulary_key(tables.agency, table, column))
    if column.type not in (C.COUNT, C.NUMBER, C.NUMBERS) or not tables.facts.knows(table):
        return about
    return replace(about, most=tables.facts.largest(table, column.id))


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
    buckets: Sequence[Bucket] = (),
) -> Frame:
    """Rows with one derived column; what it reads is in ``about`` or is joined for the moment.

    Rows that are subjects come with their ``buckets``.
    """
    if derive.related is not None:
        related = derive.related
        return _related(tables, table, frame, name, related, about, visible, period, buckets)
    missing = [each for each in names_read(derive) if each not in about]
    frame, columns = attach(tables, table, frame, missing, visible, period, about)
    scope = Scope(frame, columns, tables.words, tables.engine, add_total)
    if derive.deadline is not None:
        about[name] = Known(C.MOMENT if derive.deadline.is_moment else C.DAY)
        frame = _deadline(tables, frame, name, derive.deadline, columns[derive.deadline.of])
    elif derive.when is not None:
        about[name] = Known(C.FLAG)
        after, mask = judged(derive.when, scope)
        frame = after.frame.with_columns(mask.alias(seen(name)))
    elif derive.word is not None:
        key = vocabulary_of_derived(derive)
        about[name] = Known(C.WORD, vocabulary=key)
        own = {**tables.words.vocabularies, WORDS: tables.words.vocabularies[key]}
        worded = replace(scope, words=replace(tables.words, vocabularies=own))
        after, found = evaluate(derive.word, worded)
        frame = after.frame.with_columns(found.top.cast(nw.Int32).alias(seen(name)))
    elif derive.value is not None:
        after, found = evaluate(derive.value, scope)
        after, found = pinned(after, found)
        whole, inexact = scaled(found, derive.scale, derive.rounding, tables.engine)
        frame = told(after.frame, whole, seen(name), _derived(name))
        if inexact is not None and len(_inexact_rows(after.frame, inexact)):
            raise Refused([_does_not_fit(tables, derive)])
        about[name] = Known(C.NUMBER, derive.scale, most=whole.most)
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


def _derived(name: str) -> Message:
    return msg("a number of the derived column {name}", name=name)


def _inexact_rows(frame: Frame, inexact: nw.Expr) -> nw.DataFrame[Any]:
    return worked_out(frame.filter(inexact.fill_null(False)).head(1))


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
    gone = [n for n in present if n in names or n.startswith(("v:", seen("v:")))]
    return frame.drop(gone) if gone else frame


def _deadline(tables: Tables, frame: Frame, name: str, deadline: Deadline, of: Known) -> Frame:
    """Deadlines are worked out once for each day or moment that occurs."""
    source = nw.col(seen(deadline.of)).cast(nw.Int64)
    starts = frame.select(source.alias("d:start")).filter(~nw.col("d:start").is_null()).unique()
    found = sorted(worked_out(starts)["d:start"].to_list())
    calendar, moment = tables.agency.calendar, of.type is C.MOMENT
    dues = [due(calendar, deadline, start, moment=moment) for start in found]
    table = tables.engine.small({"d:start": found, "d:due": dues})
    joined = frame.with_columns(source.alias("d:start")).join(table, on="d:start", how="left")
    width = nw.Int64 if deadline.is_moment else nw.Int32
    column = nw.col("d:due").cast(width).alias(seen(name))
    return joined.with_columns(column).drop(["d:start", "d:due"])


def _related(
    tables: Tables,
    table: str,
    frame: Frame,
    name: str,
    related: Related,
    about: dict[str, Known],
    visible: Visible,
    period: Period | None,
    buckets: Sequence[Bucket],
) -> Frame:
    """Counts, sums or picks among the rows that share the matched columns."""
    pairs = related.pairs()
    other = tables.agency.tables[related.of]
    names = [*pairs, *(columns_of(related.where) if related.where is not None else ())]
    if related.column:
        names.append(related.column)
    rows, there = attach(
        tables, related.of, visible(related.of, tables.frames[related.of]), names, visible, period
    )
    if related.dated == "in_period" and period is not None:
        day = nw.col(str(other.day))
        rows = rows.filter((day >= to_number(period.first)) & (day <= to_number(period.last)))
    rows = narrowed(Scope(rows, there, tables.words, tables.engine), related.where).frame
    needed = [*pairs.values(), *([related.until.of] if related.until else [])]
    more = [each for each in dict.fromkeys(needed) if each != "id" and each not in about]
    ours, here = attach(tables, table, frame, more, visible, period, about)
    ours, limits = limited(
        related, tables.table(table), ours, tables.agency.calendar, buckets, tables.engine
    )
    sides = [((left, there[left]), (right, here.get(right))) for left, right in pairs.items()]
    column = nw.col(seen(related.column)) if related.column else nw.lit(1)
    days = (other.day, other.day) if other.day else ("from", "to")
    chosen = dict.fromkeys(("row", *(days if limits else ())))
    value = column.cast(nw.Int64).alias("r:value")
    given = (tables.words, tables.engine)
    rows, ours, keys = belonging(rows, ours, sides, [*chosen, value], *given)
    about_it = there[related.column] if related.column else Known(C.COUNT, most=1)
    height = tables.facts.height(related.of)
    joined = summed(related, rows, ours, keys, limits, days, about_it.most * height, _derived(name))
    found, about[name] = outcome(related, about_it, height)
    joined = joined.with_columns(found.alias(seen(name)))
    return joined.drop([*keys, *limits, "r:found", *(seen(each) for each in more)])
