"""The ledger as files: every line of a run, as Parquet, for other programs to count on."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import narwhals as nw
import polars as pl

from gov_comms.errors import Place, Problem, Refused
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.outcome import Block, Outcome, in_period
from gov_comms.ledger.postings import PERSON, WORK
from gov_comms.ledger.tables import FACT_BITS
from gov_comms.messages import msg
from gov_comms.timeline import Period, to_number


def write_ledger(outcome: Outcome, folder: Path) -> None:
    """Write the lines dated in the period into ``folder``, parted by step.

    The folder has its name only when all of it is there.  Raises `Refused` where there is such a
    folder already, or where it cannot be written.
    """
    if folder.exists():
        what = msg("there is something of this name already")
        hint = msg("name a folder that is not there yet")
        raise Refused([Problem("ledger-exists", Place(str(folder)), what, hint=hint)])
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    engine = outcome.prepared.tables.engine
    names = _names(outcome)
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        for number, block in enumerate(outcome.blocks):
            step = unfinished / f"step={quote(block.entry.step.id, safe='')}"
            step.mkdir(exist_ok=True)
            engine.write(_lines(outcome, block, names), step / f"block={number}")
        unfinished.rename(folder)
    except OSError as error:
        said = msg("cannot be written: {error}", error=error.strerror or str(error))
        hint = msg("name a file in a folder that is there and may be written to")
        raise Refused([Problem("unwritable", Place(str(folder)), said, hint=hint)]) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _names(outcome: Outcome) -> Mapping[str, Frame]:
    """What stands behind codes: of subjects, of units, and of the days of the period."""
    tables = outcome.prepared.tables
    ids = tables.facts.subjects
    codes = {
        "unit": pl.Series(range(len(ids["unit"])), dtype=pl.Int64),
        "person": pl.Series(range(PERSON, PERSON + len(ids["person"])), dtype=pl.Int64),
    }
    subjects = [
        pl.DataFrame({"subject": codes[kind], f"{kind}:": pl.Series(ids[kind], dtype=pl.String)})
        for kind in codes
    ]
    named = pl.DataFrame({"unit": codes["unit"], "of:": pl.Series(ids["unit"], dtype=pl.String)})
    frames = {
        "subjects": pl.concat(subjects, how="diagonal"),
        "units": named,
        "days": _days(outcome.period),
    }
    return {name: tables.engine.take(nw.from_native(frame)) for name, frame in frames.items()}


def _days(period: Period) -> pl.DataFrame:
    days = [period.first + timedelta(n) for n in range((period.last - period.first).days + 1)]
    numbers = pl.Series([to_number(day) for day in days], dtype=pl.Int64)
    return pl.DataFrame({"day:": numbers, "date": days})


def _lines(outcome: Outcome, block: Block, names: Mapping[str, Frame]) -> Frame:
    """The lines of a block with the columns that the reference page lists."""
    tables, entry = outcome.prepared.tables, block.entry
    subject = nw.col("subject").cast(nw.Int64)
    rows = in_period(block.frame, outcome.period).with_columns(
        nw.col("day").cast(nw.Int64).alias("day:"),
        subject.alias("subject"),
        nw.col("unit").cast(nw.Int64).alias("unit"),
        nw.when(subject >= WORK).then(subject - WORK).alias("work:"),
    )
    rows = rows.join(names["subjects"], on="subject", how="left")
    rows = rows.join(names["units"], on="unit", how="left")
    rows = rows.join(names["days"], on="day:", how="left")
    rows, table = _with_facts(outcome, rows)
    if "submission" in tables.frames:
        rows = tables.engine.follow(rows, "work:", tables.frames["submission"], {"piece:": "id"})
    else:
        rows = rows.with_columns(nw.lit(None, nw.String).alias("piece:"))
    unit = nw.when(nw.col("of:").is_null()).then(nw.col("unit:")).otherwise(nw.col("of:"))
    scale = tables.agency.measures[block.measure].scale
    return rows.select(
        nw.lit(entry.edition.id).alias("edition"),
        nw.lit(entry.step.clause).alias("clause"),
        nw.lit(entry.step.do).alias("verb"),
        nw.lit(block.measure).alias("measure"),
        table.alias("table"),
        nw.col("fact:").alias("fact"),
        unit.alias("unit"),
        nw.col("person:").alias("person"),
        nw.col("piece:").alias("work"),
        "date",
        "claim",
        nw.col("amount").cast(nw.Int64).alias("amount"),
        nw.lit(scale, nw.Int64).alias("scale"),
    )


def _with_facts(outcome: Outcome, rows: Frame) -> tuple[Frame, nw.Expr]:
    """Rows with the id of their fact as ``fact:``, and the table in which it stands."""
    tables = outcome.prepared.tables
    number = nw.col("fact") // (1 << FACT_BITS)
    numbers = worked_out(rows.select(number.alias("table:")).unique())["table:"].to_list()
    table = fact = nw.lit(None, nw.String)
    for name in (each for each in tables.frames if tables.table(each).number in numbers):
        here = number == tables.table(name).number
        row = nw.when(here).then(nw.col("fact") % (1 << FACT_BITS)).alias("row:")
        found = {f"{name}:": "id"}
        rows = tables.engine.follow(rows.with_columns(row), "row:", tables.frames[name], found)
        table = nw.when(here).then(nw.lit(name)).otherwise(table)
        fact = nw.when(here).then(nw.col(f"{name}:")).otherwise(fact)
    return rows.with_columns(fact.alias("fact:")), table
