"""Receivers: from a rule's ``to`` to the units and people who get a row's amount."""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from gov_comms.facts.frames import vocabulary_key
from gov_comms.language.step import To
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.postings import PERSON, WORK
from gov_comms.ledger.scope import Scope, seen
from gov_comms.ledger.tables import Tables
from gov_comms.model import ColumnType

C = ColumnType
MANY = {C.PEOPLE: C.PERSON, C.UNITS: C.UNIT}


def capacity_of(to: To | None) -> str:
    """The role in which a receiver receives, where a step does not name it."""
    if to is None:
        return "unit"
    return f"members of {to.members_of}" if to.members_of else to.paths[0]


def is_single(scope: Scope, to: To | None) -> bool:
    """Whether every row has at most one receiver."""
    if to is None:
        return True
    types = [scope.columns[path].type for path in to.paths if path in scope.columns]
    return to.members_of is None and len(types) == 1 and types[0] not in MANY


def receive(tables: Tables, scope: Scope, to: To | None) -> Scope:
    """Rows with ``subject`` and ``unit``: one for each receiver, in the order written.

    Rows that name nobody fall away.  Several receivers of a row are numbered from 0 in ``turn``.
    """
    if to is None:
        return scope
    if to.members_of is not None:
        return replace(scope, frame=_members(tables, scope, to))
    if len(to.paths) == 1:
        return replace(scope, frame=_receive_one(tables, scope, to.paths[0]))
    parts = []
    left = scope.frame
    for path in to.paths:
        here = _is_there(scope, path)
        parts.append(_receive_one(tables, replace(scope, frame=left.filter(here)), path))
        left = left.filter(~here)
    columns = parts[0].collect_schema().names()
    return replace(scope, frame=nw.concat([part.select(*columns) for part in parts]))


def _is_there(scope: Scope, path: str) -> nw.Expr:
    column = nw.col(seen(path))
    there = ~column.is_null()
    if scope.columns[path].type in MANY:
        there = there & (column.list.len() > 0)
    return there.fill_null(False)


def _receive_one(tables: Tables, scope: Scope, path: str) -> Frame:
    kind = scope.columns[path].type
    listed = kind in MANY
    frame = _exploded(scope, path) if listed else scope.frame
    name, turn = ("each:", []) if listed else (seen(path), [nw.lit(0, nw.Int64).alias("turn")])
    frame, each = frame.drop_nulls(name), nw.col(name).cast(nw.Int64)
    match MANY.get(kind, kind):
        case C.PERSON:
            frame = _with_unit(tables, frame.with_columns(*turn, each.alias("each:")))
            return frame.with_columns((nw.col("each:") + PERSON).alias("subject")).drop("each:")
        case C.WORK:
            subject, unit = each + WORK, nw.lit(None, nw.Int64)
        case _:
            subject = unit = each
    frame = frame.with_columns(*turn, subject.alias("subject"), unit.alias("unit"))
    return frame.drop("each:") if listed else frame


def _exploded(scope: Scope, path: str) -> Frame:
    """A row for each entry of a list, numbered in ``turn`` in the order written."""
    column = seen(path)
    rows = scope.frame.filter(~nw.col(column).is_null() & (nw.col(column).list.len() > 0))
    parts = []
    longest = worked_out(rows.select(nw.col(column).list.len().max().alias("n")))["n"].to_list()
    for turn in range(int(longest[0] or 0) if longest else 0):
        long_enough = rows.filter(nw.col(column).list.len() > turn)
        parts.append(
            long_enough.with_columns(
                nw.when(nw.col(column).list.len() > turn)
                .then(nw.col(column).list.get(turn))
                .cast(nw.Int64)
                .alias("each:"),
                nw.lit(turn, nw.Int64).alias("turn"),
            )
        )
    if not parts:
        return rows.with_columns(
            nw.lit(None, nw.Int64).alias("each:"), nw.lit(None, nw.Int64).alias("turn")
        )
    return nw.concat(parts)


def _people(tables: Tables) -> Frame:
    people = tables.members["person"].select("entity:", "home", "from:", "to:", "roles:")
    return people.rename({"entity:": "each:", "home": "unit"})


def _with_unit(tables: Tables, frame: Frame) -> Frame:
    """People in ``each:`` with their unit on the row's day."""
    names = frame.collect_schema().names()
    frame = frame.drop([name for name in ("unit",) if name in names])
    joined = frame.join(_people(tables).drop("roles:"), on="each:", how="inner")
    inside = (nw.col("from:") <= nw.col("day")) & (nw.col("day") <= nw.col("to:"))
    return joined.filter(inside).drop(["from:", "to:"])


def _members(tables: Tables, scope: Scope, to: To) -> Frame:
    """All people of the row's unit on its day, with the role if one is named."""
    people = _people(tables)
    if to.role is not None:
        roles = next(c for c in tables.table("person").columns if c.id == "roles")
        key = vocabulary_key(tables.agency, "person", roles)
        code = tables.words.vocabularies.get(key, {}).get(to.role, -1)
        people = people.filter(nw.col("roles:").list.contains(code).fill_null(False))
    people = people.drop("roles:").rename({"unit": "home:"})
    names = scope.frame.collect_schema().names()
    frame = scope.frame.drop([name for name in ("subject",) if name in names])
    unit = nw.col(seen(str(to.members_of))).cast(nw.Int64)
    if to.members_of == "unit" and "unit" in names:
        # The unit of a claim goes before that of its row; a work's claim has none yet.
        own = nw.col("unit").cast(nw.Int64)
        unit = nw.when(own.is_null()).then(unit).otherwise(own)
    frame = frame.with_columns(unit.alias("home:"))
    frame = frame.drop([name for name in ("unit",) if name in names])
    joined = frame.join(people, on="home:", how="inner")
    inside = (nw.col("from:") <= nw.col("day")) & (nw.col("day") <= nw.col("to:"))
    return (
        joined.filter(inside)
        .with_columns(
            (nw.col("each:") + PERSON).alias("subject"),
            nw.col("home:").alias("unit"),
            nw.col("each:").alias("turn"),
        )
        .drop(["home:", "each:", "from:", "to:"])
    )
