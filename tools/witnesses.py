"""Every shipped agency's cases on every engine, held against Polars: totals, results and lines.

Run from the repository root: ``.venv/bin/python -m tools.witnesses``.  Prints a row for each agency
and ends with an error where an engine gives something else.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from gov_comms.config import Opened, open_agency, shipped
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import ENGINES, Engine, engine_named
from gov_comms.ledger.spark import SparkEngine
from gov_comms.ledger.spark_session import spark_session
from gov_comms.model import Case
from gov_comms.settlement import score

CLUSTER = "local-cluster[2,1,1024]"
"""Two workers of one core each, on this machine."""
QUICK = {
    # What Java compiles well is never run often enough here to pay for it.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


@dataclass(frozen=True, slots=True)
class Witnessed:
    """How many cases an engine was asked, the names of those it answered otherwise, the seconds."""

    cases: int
    otherwise: tuple[str, ...]
    seconds: float


def cases_of(opened: Opened) -> list[Case]:
    """The cases of facts alone, and of facts that are not refused."""
    return [
        case
        for case in opened.cases
        if not case.acts and any(each.kind != "problems" for each in case.expectations)
    ]


def witnessed(opened: Opened, engine: Engine, most: int | None) -> Witnessed:
    """The first ``most`` cases of an agency on an engine, held against Polars."""
    began, cases = time.perf_counter(), cases_of(opened)[:most]
    otherwise = tuple(case.title for case in cases if not _alike(opened, case, engine))
    return Witnessed(len(cases), otherwise, time.perf_counter() - began)


def _alike(opened: Opened, case: Case, engine: Engine) -> bool:
    facts = facts_from_rows(opened.agency, case.rows)
    one = score(opened, facts, case.period)
    try:
        other = score(opened, facts, case.period, engine=engine)
    except Exception as error:
        click.echo(f"{case.title}: {type(error).__name__} {str(error)[:600]}", err=True)
        return False
    return one == other and one.lines() == other.lines()


@contextmanager
def engines_at_work(names: Sequence[str], master: str) -> Iterator[dict[str, Engine]]:
    """The engines by name; Spark in one session for all that it is asked."""
    with ExitStack() as stack:
        engines: dict[str, Engine] = {}
        for name in names:
            if name == "spark":
                folder = Path(stack.enter_context(TemporaryDirectory()))
                engines[name] = SparkEngine(
                    stack.enter_context(spark_session(master, folder, QUICK))
                )
            else:
                engines[name] = engine_named(name)
        yield engines


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every engine; 1 where one of them gives something else than Polars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agencies", nargs="*", help="their names; all that are shipped if none")
    parser.add_argument("--engines", nargs="+", choices=ENGINES[1:], default=ENGINES[1:])
    parser.add_argument("--master", default=CLUSTER, help="where Spark runs")
    parser.add_argument("--cases", type=int, help="at most so many cases of each agency")
    asked = parser.parse_args(arguments)
    names = asked.agencies or [folder.name for folder in shipped()]
    differing = 0
    with engines_at_work(asked.engines, asked.master) as engines:
        for agency in names:
            opened = open_agency(agency)
            for name, engine in engines.items():
                found = witnessed(opened, engine, asked.cases)
                differing += len(found.otherwise)
                said = "differs: " + ", ".join(found.otherwise) if found.otherwise else "alike"
                row = f"{agency:32} {name:7} {found.cases:4} cases {found.seconds:8.1f} s  {said}"
                click.echo(row)
    click.echo(f"{differing} cases differ")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
