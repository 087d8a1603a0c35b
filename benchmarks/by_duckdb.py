"""Haidian's totals and ranks in hand-written SQL, alone and with a ledger of every line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from benchmarks.by_hand import paid_levels, paid_outlets
from gov_comms.facts.frames import Facts
from gov_comms.model import Agency
from gov_comms.timeline import Period, to_number
from tests.proofs.haidian_count import SUBMITTED

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LINES = """
  SELECT 'sent' AS step, row AS fact, row AS work, unit, {sent} AS points,
         CAST(NULL AS BIGINT) AS winner
  FROM submission WHERE day BETWEEN {first} AND {last}
  UNION ALL
  SELECT 'used', a.row, a.work, s.unit, p.points,
         first_value(a.row) OVER (PARTITION BY a.work ORDER BY p.points DESC, a.day, a.row)
  FROM adoption a JOIN price p USING (version, form) JOIN submission s ON s.row = a.work
  WHERE a.day BETWEEN {first} AND {last}
  UNION ALL
  SELECT 'remark', e.row, e.work, s.unit, p.points,
         first_value(e.row) OVER (PARTITION BY e.work ORDER BY p.points DESC, e.day, e.row)
  FROM endorsement e JOIN level p USING (level) JOIN submission s ON s.row = e.work
  WHERE e.day BETWEEN {first} AND {last}
"""
LEDGER = """
  CREATE OR REPLACE TEMP TABLE ledger AS
  WITH opened AS ({lines})
  SELECT step, fact, work, unit, points, NULL AS supersedes FROM opened
  UNION ALL
  SELECT step || '.highest', fact, work, unit, -points, winner
  FROM opened WHERE winner <> fact
"""
SUMS = {
    "ledger": "SELECT unit, sum(points) AS points FROM ledger GROUP BY unit",
    "totals": """
      SELECT unit, sum(points) AS points FROM (
        SELECT unit, count(*) * {sent} AS points FROM submission
        WHERE day BETWEEN {first} AND {last} GROUP BY unit
        UNION ALL
        SELECT s.unit, sum(best) FROM (
          SELECT a.work, max(p.points) AS best FROM adoption a JOIN price p USING (version, form)
          WHERE a.day BETWEEN {first} AND {last} GROUP BY a.work
        ) b JOIN submission s ON s.row = b.work GROUP BY s.unit
        UNION ALL
        SELECT s.unit, sum(best) FROM (
          SELECT e.work, max(p.points) AS best FROM endorsement e JOIN level p USING (level)
          WHERE e.day BETWEEN {first} AND {last} GROUP BY e.work
        ) b JOIN submission s ON s.row = b.work GROUP BY s.unit
      ) GROUP BY unit
    """,
}
RANKED = """
  SELECT u.unit, coalesce(t.points, 0)::BIGINT AS points,
         rank() OVER (ORDER BY coalesce(t.points, 0) DESC) AS place
  FROM roster u LEFT JOIN ({sums}) t USING (unit)
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The coded columns in tables of DuckDB; loading them is not timed."""

    connection: DuckDBPyConnection
    units: tuple[str, ...]

    def standing(self, period: Period, *, ledger: bool) -> dict[str, tuple[int, int]]:
        """Every unit's points and rank; with ``ledger`` they are summed from its lines."""
        values = {
            "first": to_number(period.first),
            "last": to_number(period.last),
            "sent": SUBMITTED,
        }
        if ledger:
            self.connection.execute(LEDGER.format(lines=LINES.format(**values)))
        sums = SUMS["ledger" if ledger else "totals"].format(**values)
        rows = self.connection.execute(RANKED.format(sums=sums)).fetchall()
        return {self.units[unit]: (points, place) for unit, points, place in rows}


def load(facts: Facts, agency: Agency, folder: str) -> Loaded:
    """The facts as tables, by way of Parquet files in a folder."""
    import duckdb

    frames = facts.frames
    tables = {
        "submission": frames["submission"].select("row", "unit", "day"),
        "adoption": frames["adoption"].select(
            "row", "work", "form", "day", pl.col("outlet@").alias("version")
        ),
        "endorsement": frames["endorsement"].select("row", "work", "level", "day"),
        "price": paid_outlets(facts, agency).collect(),
        "level": paid_levels(facts, agency).collect(),
        "roster": frames["unit"].select(pl.col("entity").alias("unit")).unique(),
    }
    connection = duckdb.connect()
    for name, frame in tables.items():
        frame.write_parquet(f"{folder}/{name}.parquet")
        connection.execute(f"CREATE TABLE {name} AS FROM '{folder}/{name}.parquet'")
    return Loaded(connection, facts.subjects["unit"])
