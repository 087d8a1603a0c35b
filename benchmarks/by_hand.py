"""Haidian's totals and ranks as somebody who knows Polars writes them for this one rule.

It reads the same coded columns as the program, writes no ledger and explains nothing: the least
work that gives the numbers.
"""

from __future__ import annotations

import polars as pl

from gov_comms.facts.frames import Facts
from gov_comms.model import Agency
from gov_comms.timeline import Period, to_number
from tests.proofs.haidian_count import ADOPTED, ENDORSED, SUBMITTED


def totals_and_ranks(facts: Facts, agency: Agency, period: Period) -> pl.DataFrame:
    """Columns ``unit`` (its code), ``points`` and ``rank``, a row for each unit."""
    first, last = to_number(period.first), to_number(period.last)
    dated = pl.col("day").is_between(first, last)
    submissions = facts.frames["submission"].lazy()
    unit_of_work = submissions.select(pl.col("row").alias("work"), "unit")
    sent = (
        submissions.filter(dated)
        .group_by("unit")
        .agg((pl.len().cast(pl.Int64) * SUBMITTED).alias("points"))
    )
    adopted = (
        facts.frames["adoption"]
        .lazy()
        .filter(dated)
        .select("work", pl.col("outlet@").alias("version"), "form")
        .join(paid_outlets(facts, agency), on=["version", "form"])
        .group_by("work")
        .agg(pl.col("points").max())
    )
    endorsed = (
        facts.frames["endorsement"]
        .lazy()
        .filter(dated)
        .join(paid_levels(facts, agency), on="level")
        .group_by("work")
        .agg(pl.col("points").max())
    )
    by_unit = [
        works.join(unit_of_work, on="work").group_by("unit").agg(pl.col("points").sum())
        for works in (adopted, endorsed)
    ]
    roster = facts.frames["unit"].lazy().select(pl.col("entity").alias("unit")).unique()
    return (
        roster.join(
            pl.concat([sent, *by_unit]).group_by("unit").agg(pl.col("points").sum()),
            on="unit",
            how="left",
        )
        .with_columns(pl.col("points").fill_null(0))
        .with_columns(pl.col("points").rank("min", descending=True).alias("rank"))
        .collect()
    )


def paid_outlets(facts: Facts, agency: Agency) -> pl.LazyFrame:
    """What each version of an outlet pays for each form."""
    tiers = _codes(facts, agency, "outlet", "tier")
    forms = _codes(facts, agency, "adoption", "form")
    price = pl.LazyFrame(
        {
            "tier": [tiers[tier] for tier, _ in ADOPTED],
            "form": [forms[form] for _, form in ADOPTED],
            "points": list(ADOPTED.values()),
        },
        {"tier": pl.Int32, "form": pl.Int32, "points": pl.Int64},
    )
    outlets = facts.frames["outlet"].lazy().select(pl.col("row").cast(pl.Int32), "tier")
    return outlets.join(price, on="tier").select(pl.col("row").alias("version"), "form", "points")


def paid_levels(facts: Facts, agency: Agency) -> pl.LazyFrame:
    """What each level of endorsement pays."""
    levels = _codes(facts, agency, "endorsement", "level")
    return pl.LazyFrame(
        {
            "level": [levels[level] for level in ENDORSED],
            "points": list(ENDORSED.values()),
        },
        {"level": pl.Int32, "points": pl.Int64},
    )


def _codes(facts: Facts, agency: Agency, table: str, column: str) -> dict[str, int]:
    """The code of each word of a column; a word that never occurs gets none that matches."""
    about = agency.tables[table].column(column)
    assert about is not None
    declared = about.words if about.words in facts.vocabularies else f"{table}.{column}"
    known = {word: code for code, word in enumerate(facts.vocabularies[declared or ""])}
    wanted = {word for key in ADOPTED for word in key} | set(ENDORSED)
    return {word: known.get(word, -1) for word in wanted}
