"""Subjects as rows: every unit or person of the roster in every bucket of a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import narwhals as nw

from gov_comms.ledger.buckets import Bucket
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.postings import PERSON
from gov_comms.ledger.tables import Tables
from gov_comms.model import Column, ColumnType, Table, Text

SUBJECT_TABLES = {
    kind: Table(
        f"{kind} subjects", "", Text(""), (Column(kind, ColumnType(kind), Text(kind)),), day=None
    )
    for kind in ("unit", "person")
}
"""Rows that have a subject and nothing else; the roster's columns are read through it."""


def with_subject_tables(tables: Tables) -> Tables:
    """Tables that also know rows of subjects, by ``unit subjects`` and ``person subjects``."""
    named = {table.id: table for table in SUBJECT_TABLES.values()}
    agency = replace(tables.agency, tables={**tables.agency.tables, **named})
    return replace(tables, agency=agency)


def roster(tables: Tables, kind: str, buckets: Sequence[Bucket]) -> Frame:
    """A row for each subject valid on the day a bucket ends.

    Columns: ``subject``, ``unit``, ``bucket``, ``day`` (on which findings are dated), ``fact``
    (null), and the subject's reference and version for `attach`.
    """
    table = tables.engine.small(
        {
            "bucket": [bucket.number for bucket in buckets],
            "last": [bucket.ended for bucket in buckets],
            "day": [bucket.day for bucket in buckets],
        }
    )
    crossed = tables.members[kind].join(table, how="cross")
    valid = crossed.filter((nw.col("from:") <= nw.col("last")) & (nw.col("last") <= nw.col("to:")))
    return valid.select(kind, f"{kind}@", "subject", "home", "fact", "bucket", "day")


def add_versions(tables: Tables, frame: Frame, kind: str) -> Frame:
    """Rows that have a subject and a day, with its reference and the version of that day, if any.

    A person's ``home`` is then the unit of that version.
    """
    key = nw.col("subject") - (PERSON if kind == "person" else 0)
    day = nw.col("day").cast(nw.Int64)
    members = tables.members[kind].select("entity:", f"{kind}@", "home", "from:", "to:")
    members = members.rename({"home": "unit:"})
    keyed = frame.with_columns(key.alias("entity:"), day.alias("day:"))
    asked = keyed.select("entity:", "day:").unique().join(members, on="entity:", how="inner")
    valid = asked.filter((nw.col("from:") <= nw.col("day:")) & (nw.col("day:") <= nw.col("to:")))
    joined = keyed.join(valid.drop(["from:", "to:"]), on=["entity:", "day:"], how="left")
    home = nw.when(nw.col("unit:").is_null()).then(nw.col("home")).otherwise(nw.col("unit:"))
    named = joined.with_columns(nw.col("entity:").alias(kind), home.alias("home"))
    return named.drop(["entity:", "day:", "unit:"])
