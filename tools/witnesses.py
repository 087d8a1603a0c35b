"""Every shipped agency's cases on every engine, held against Polars: results, problems and lines.

Cases of one period are merged into one set of facts, so that a run asks of all of them at once; the
engine gets its rows in no order.  Run from the repository root:
``.venv/bin/python -m tools.witnesses``.  Prints a row for each agency, with the steps that wrote
something in what was compared and those that never did, and ends with an error where an engine
gives something else.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import narwhals as nw

from gov_comms.config import Opened, open_agency, shipped
from gov_comms.facts import facts_from_rows
from gov_comms.ledger.engine import ENGINES, DuckDBEngine, Engine
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.outcome import Outcome
from gov_comms.ledger.plan import Entry, Plan
from gov_comms.ledger.spark import SparkEngine
from gov_comms.ledger.spark_session import spark_session
from gov_comms.model import Case
from gov_comms.results import Result
from gov_comms.settlement import score
from gov_comms.settlement.revising import plan_of
from gov_comms.settlement.scoring import named_period, read_result, settle
from tools.merging import Merged, alone, merged

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
PARTS = 5
"""So many parts the rows are dealt into that Spark is given."""


@dataclass(frozen=True, slots=True)
class MixedDuckDB(DuckDBEngine):
    """DuckDB with the rows that it is given in no order."""

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """The rows, shuffled."""
        return DuckDBEngine.take(self, _mixed(rows))


@dataclass(frozen=True, slots=True)
class MixedSpark(SparkEngine):
    """Spark with the rows that it is given in no order, dealt out."""

    def take(self, rows: nw.DataFrame[Any]) -> Frame:
        """The rows, shuffled and dealt out."""
        taken = SparkEngine.take(self, _mixed(rows)).to_native()
        frame: Frame = nw.from_native(taken.repartition(PARTS))
        return frame


def _mixed(rows: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    mixed: nw.DataFrame[Any] = nw.from_native(
        rows.to_native().sample(fraction=1, seed=5, shuffle=True)
    )
    return mixed


@dataclass(frozen=True, slots=True)
class Asked:
    """What engines are asked of an agency, and what Polars answers; ``wrote`` are its steps."""

    merged: Merged
    one: Result
    wrote: frozenset[str]


def cases_of(opened: Opened) -> list[Case]:
    """The cases of facts alone, and of facts that are not refused."""
    return [
        case
        for case in opened.cases
        if not case.acts and any(each.kind != "problems" for each in case.expectations)
    ]


def asked_of(opened: Opened, plan: Plan) -> list[Asked]:
    """All cases of an agency merged, and by themselves those without which a step is silent.

    Raises `Refused` where what was merged is not accepted.
    """
    cases = cases_of(opened)
    asked = [_asked(opened, plan, each) for each in merged(opened.agency, cases)]
    heard = {step for each in asked for step in each.wrote}
    if heard < set(steps_of(plan)):
        for case in cases:
            one = _asked(opened, plan, alone(case))
            if not one.wrote <= heard:
                asked.append(one)
                heard |= one.wrote
    return asked


def _asked(opened: Opened, plan: Plan, facts: Merged) -> Asked:
    coded = facts_from_rows(opened.agency, facts.rows)
    outcome, problems = settle(opened, coded, named_period(opened, facts.period), plan)
    return Asked(facts, read_result(opened, outcome, problems), frozenset(wrote(outcome)))


def steps_of(plan: Plan) -> list[str]:
    """The steps of a plan, each once, in their order."""
    return list(dict.fromkeys(entry.step.id for entry in plan.entries))


def wrote(outcome: Outcome) -> Iterator[str]:
    """The steps that wrote a line, left a result, set a flag or made a fact unseen."""
    written: list[tuple[Entry, Frame]] = [
        *((each.entry, each.frame) for each in outcome.blocks),
        *((each.entry, each.frame) for each in outcome.excluded),
        *((entry, each.frame) for entry, each, _ in outcome.found),
        *((entry, each.frame) for entry, each, _ in outcome.flagged),
    ]
    for entry, frame in written:
        if len(worked_out(frame.head(1))):
            yield entry.step.id


def alike(opened: Opened, plan: Plan, asked: Asked, engine: Engine) -> bool:
    """Whether an engine answers as Polars did, facts and rows in another order."""
    facts = asked.merged.shuffled(opened.agency.id)
    try:
        coded = facts_from_rows(opened.agency, facts.rows)
        with engine.passing():
            other = score(opened, coded, facts.period, plan=plan, engine=engine)
            return asked.one == other and asked.one.lines() == other.lines()
    except Exception as error:
        titles = ", ".join(facts.titles)
        click.echo(f"{titles}: {type(error).__name__} {str(error)[:600]}", err=True)
        return False


@contextmanager
def engines_at_work(names: Sequence[str], master: str) -> Iterator[dict[str, Engine]]:
    """The engines by name; Spark in one session for all that it is asked."""
    with ExitStack() as stack:
        engines: dict[str, Engine] = {}
        if "duckdb" in names:
            import duckdb

            engines["duckdb"] = MixedDuckDB(duckdb.connect())
        if "spark" in names:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            engines["spark"] = MixedSpark(stack.enter_context(spark_session(master, folder, QUICK)))
        yield engines


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every engine; 1 where one of them gives something else than Polars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agencies", nargs="*", help="their names; all that are shipped if none")
    parser.add_argument("--engines", nargs="+", choices=ENGINES[1:], default=ENGINES[1:])
    parser.add_argument("--master", default=CLUSTER, help="where Spark runs")
    chosen = parser.parse_args(arguments)
    names = chosen.agencies or [folder.name for folder in shipped()]
    differing = 0
    with engines_at_work(chosen.engines, chosen.master) as engines:
        for agency in names:
            opened = open_agency(agency)
            plan = plan_of(opened)
            asked = asked_of(opened, plan)
            click.echo(f"{agency:32} {_heard(plan, asked)}")
            for name, engine in engines.items():
                began = time.perf_counter()
                otherwise = [each for each in asked if not alike(opened, plan, each, engine)]
                differing += len(otherwise)
                seconds = time.perf_counter() - began
                titles = [title for each in otherwise for title in each.merged.titles]
                said = "differs: " + ", ".join(titles) if titles else "alike"
                click.echo(f"{'':32} {name:7} {seconds:8.1f} s  {said}")
    click.echo(f"{differing} sets of facts differ")
    return 1 if differing else 0


def _heard(plan: Plan, asked: Sequence[Asked]) -> str:
    """How much of an agency is compared: cases, runs, steps that wrote, and those that did not."""
    steps, heard = steps_of(plan), {step for each in asked for step in each.wrote}
    cases = len({title for each in asked for title in each.merged.titles})
    silent = [step for step in steps if step not in heard]
    said = f"{cases} cases in {len(asked)} runs, {len(steps) - len(silent)} of {len(steps)} steps"
    return f"{said}; never: {', '.join(silent)}" if silent else said


if __name__ == "__main__":
    raise SystemExit(main())
