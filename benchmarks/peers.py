"""The ways to count Haidian's rule that stand beside the program in one run, on the same data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

from benchmarks import by_duckdb, by_hand, by_kernel, by_openfisca, by_rows, ours
from gov_comms.config import Opened
from gov_comms.facts.frames import Facts
from gov_comms.settlement import prepare_run
from gov_comms.timeline import Period

BY_HAND = "Polars by hand, totals"
OURS = "gov_comms, full ledger"
Standing = dict[str, tuple[int, int]]
"""Every unit's points and rank."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to count: ``work`` does it for some periods, ``standing`` tells what it found for one.

    ``standing`` is None where another peer with the same digits tells it.
    """

    name: str
    work: Callable[[Sequence[Period]], object]
    standing: Callable[[Period], Standing] | None = None


def peers(opened: Opened, facts: Facts, folder: str) -> list[Peer]:
    """The program and what is installed besides it; by hand comes first, the ratios are to it."""
    agency, units = opened.agency, facts.subjects["unit"]
    rule = ours.with_rule_only(opened)
    prepared = prepare_run(rule, facts)

    def by_polars(period: Period) -> Standing:
        frame = by_hand.totals_and_ranks(facts, agency, period).select("unit", "points", "rank")
        return {units[unit]: (points, rank) for unit, points, rank in frame.iter_rows()}

    def each(count: Callable[[Period], object]) -> Callable[[Sequence[Period]], object]:
        return lambda periods: [count(period) for period in periods]

    def named(periods: Sequence[Period]) -> list[str]:
        return [period.id for period in periods]

    found = [
        Peer(
            BY_HAND,
            each(lambda period: by_hand.totals_and_ranks(facts, agency, period)),
            by_polars,
        ),
        Peer(
            OURS,
            lambda periods: ours.ledgers(rule, facts, named(periods)),
            lambda period: ours.standing(rule, facts, period.id),
        ),
        Peer(f"{OURS}, prepared", lambda periods: ours.ledgers_of(prepared, named(periods))),
        Peer("whole regulation", lambda periods: ours.ledgers(opened, facts, named(periods))),
    ]
    if find_spec("duckdb") is not None:
        loaded = by_duckdb.load(facts, agency, folder)
        for name, ledger in (("DuckDB, totals", False), ("DuckDB, ledger", True)):
            tell = partial(loaded.standing, ledger=ledger)
            found.append(Peer(name, each(tell), tell))
    if find_spec("numba") is not None:
        kernel = by_kernel.compile_kernel(facts, agency)
        found.append(Peer("compiled loop", each(kernel.standing), kernel.standing))
    if find_spec("openfisca_core") is not None:
        people = by_openfisca.simulated(facts, agency)
        found.append(Peer("openfisca-core", people.standings, people.standing))
    return found


def ways() -> dict[str, str]:
    """What each way to count can say of the rule; and which are not here."""
    every = {
        OURS: ("gov_comms", "the whole rule, each line with its clause and what it supersedes"),
        BY_HAND: ("polars", "totals and ranks of this rule alone; no ledger, no explanation"),
        "DuckDB": ("duckdb", "totals and ranks; with a ledger, each line with what supersedes it"),
        "compiled loop": ("numba", "totals: the least that a processor must do"),
        "openfisca-core": ("openfisca_core", by_openfisca.SAYS),
        "plain Python": ("json", by_rows.SAYS),
        **{name: (module, by_rows.SAYS) for name, module in by_rows.ENGINES.items()},
        by_rows.TRACING: ("zen", "what one record is worth and which row of a table said so"),
    }
    missing = "not installed: pip install gov-comms[bench]"
    return {
        name: says if find_spec(module) is not None else missing
        for name, (module, says) in every.items()
    }
