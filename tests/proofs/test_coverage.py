"""Every clause of every seed document has a row, and the page of clauses is what the rows say."""

from __future__ import annotations

from pathlib import Path

from gov_comms.clauses import ClauseTable
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_coverage import Covered, as_markdown
from gov_comms.config import open_agency, shipped

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"
SEEDS = {
    "S000-01": 11, "S000-02": 7, "S000-03": 13, "S000-04": 5, "S000-05": 6, "S000-06": 7,
    "S000-07": 15, "S000-08": 9, "S000-09": 2, "S000-10": 5, "S000-11": 7, "S000-12": 4,
    "S000-13": 9, "S001-01": 6, "S001-02": 13, "S001-03": 3, "S001-04": 14, "S001-05": 8,
    "S001-06": 12, "S001-07": 14, "S001-08": 11, "S001-09": 6, "S001-10": 11, "S001-12": 3,
    "S001-13": 4, "S001-14": 3, "S001-15": 5, "S001-16": 3, "S001-17": 3, "S001-18": 3,
    "S002-01": 6, "S003-01": 7, "S003-02": 3, "S004-01": 12,
}  # fmt: skip
"""How many clauses each system of the seed documents has."""


def covered() -> list[Covered]:
    """The tables of all shipped agencies, in the order of their sources."""
    opened = [open_agency(folder) for folder in shipped()]
    found = [
        Covered(each.agency.id, each.agency.name, each.clauses)
        for each in opened
        if each.clauses is not None
    ]
    return sorted(found, key=lambda each: (each.table.source, each.agency))


def missing(source: str, number: int, tables: list[ClauseTable]) -> str:
    """What a system still lacks, readable; empty if nothing."""
    if not tables:
        return f"{source}: no clauses.toml"
    wanted = [f"{source}-{each:02d}" for each in range(1, number + 1)]
    found = [clause.id for table in tables for clause in table.clauses]
    lacking = [each for each in wanted if each not in found]
    strange = [each for each in found if each not in wanted]
    said = [f"lacks {', '.join(lacking)}"] if lacking else []
    said += [f"has {', '.join(strange)}, which the source does not have"] if strange else []
    return f"{source}: {'; '.join(said)}" if said else ""


def test_seeds_are_34_systems_with_250_clauses() -> None:
    assert (len(SEEDS), sum(SEEDS.values())) == (34, 250)


def test_every_clause_of_the_seeds_has_a_row() -> None:
    tables = [each.table for each in covered()]
    left = [
        missing(source, number, [table for table in tables if table.source == source])
        for source, number in SEEDS.items()
    ]
    lacking = [each for each in left if each]
    assert not lacking, "clauses without a row:\n" + "\n".join(lacking)


def test_no_source_is_covered_twice() -> None:
    sources = [each.table.source for each in covered()]
    assert sorted(set(sources)) == sorted(sources)


def test_page_of_clauses_is_current() -> None:
    told = PAGE.read_text("utf-8")
    assert told == as_markdown(Reader("en"), covered(), True), "run `make coverage`"
