"""What the figures should come to on two cores, and whether they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.peers import OURS


@dataclass(frozen=True, slots=True)
class Target:
    """A bound for a figure: at most so much, or at least."""

    what: str
    figure: str
    bound: float
    least: bool = False

    def met(self, measured: float) -> bool:
        """Whether a figure keeps to the bound."""
        return measured >= self.bound if self.least else measured <= self.bound


@dataclass(frozen=True, slots=True)
class Judged:
    """A target with what was measured; None where this run did not measure it."""

    target: Target
    measured: float | None

    @property
    def said(self) -> str:
        """``met``, ``not met`` or ``not measured``."""
        if self.measured is None:
            return "not measured"
        return "met" if self.target.met(self.measured) else "not met"


TARGETS = (
    Target("one period with its ledger, times totals by hand", f"year, {OURS}, ratio", 1.5),
    Target("17 periods with their ledgers, times totals", f"17 periods, {OURS}, ratio", 3),
    Target("one period, warm, records/s", f"year, {OURS}, prepared, records/s", 8e6, least=True),
    Target("17 periods, records/s", f"17 periods, {OURS}, prepared, records/s", 3e6, least=True),
    Target(
        "end to end, times as fast as the fastest row-wise peer",
        "end to end, times as fast as the fastest row-wise peer",
        20,
        least=True,
    ),
    Target("a record at the largest size, times one at a tenth of it", "linear, ratio", 1.25),
    Target("10,000 small offices, s", "small offices, 10,000 of them would take, s", 60),
    Target("cold score of a small workbook, s", "gov-comms cold score of 500 rows, s", 1),
    Target("--help, times a bare click program", "gov-comms --help, ratio", 3),
    Target("a plugin's verb, times one of the core", "plugin's toll, times clamp", 2),
    Target("a plugin's function, times a table", "plugin's worth, times multiply", 2),
    Target("100,000 works likened, s", "100,000 works likened, s", 60),
)


LARGE = (
    Target("100 million records, peak memory, MiB", "100,000,000 records, peak memory, MiB", 8192),
)
"""What runs through the adapter for more than memory holds come to: `benchmarks.large`."""


def judged(figures: Mapping[str, float], targets: Iterable[Target] = TARGETS) -> list[Judged]:
    """Each target with what a run measured of it."""
    return [Judged(target, figures.get(target.figure)) for target in targets]
