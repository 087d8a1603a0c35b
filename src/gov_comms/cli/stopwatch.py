"""How far a long run is, and where its time went: told on the error stream, never in a result."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

import click

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import shown, table
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from gov_comms.ledger.watching import Ran

PATIENCE = 2.0
"""After so many seconds a reader at a terminal is told how far a run is."""
CLEAR = "\r\x1b[K"
"""Back to the start of the line, and nothing on it."""

OPENED = msg("regulation read")
READING = msg("reading the records …")
READ = msg("records read")
READY = msg("records made ready")
READ_OFF = msg("results read off")


@dataclass(slots=True)
class Lap:
    """What took time: a step or what stands before and after the steps."""

    what: str
    verb: str = ""
    runs: int = 0
    lines: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Stopwatch:
    """Laps of one call of the command line; ``terminal`` says that somebody looks on."""

    reader: Reader
    terminal: bool
    clock: Callable[[], float] = perf_counter
    laps: dict[tuple[str, str], Lap] = field(default_factory=dict)
    begun: float = field(init=False)
    since: float = field(init=False)
    told: bool = False
    """Whether something stands on the reader's line."""

    def __post_init__(self) -> None:
        """Starts at once."""
        self.begun = self.since = self.clock()

    def lap(self, what: str, verb: str = "", lines: int = 0) -> None:
        """Everything since the last lap was ``what``; several laps of one step are added up."""
        now = self.clock()
        lap = self.laps.setdefault((what, verb), Lap(what, verb))
        lap.runs, lap.lines = lap.runs + 1, lap.lines + lines
        lap.seconds, self.since = lap.seconds + now - self.since, now

    def stage(self, what: Message) -> None:
        """A lap for what stands before, between or after the steps."""
        self.lap(self.reader.say(what))

    def watch(self, ran: Ran) -> None:
        """A lap for a step of a run; a reader at a terminal is told how far the run is."""
        if not ran.number:
            first = all(not verb for _, verb in self.laps)
            self.stage(READY if first else READ_OFF)
            return
        self.lap(ran.step, ran.verb, ran.lines)
        if self.terminal and self.since - self.begun > PATIENCE:
            said = msg(
                "{period}: step {number} of {of}: {step}",
                period=ran.period.id,
                number=ran.number,
                of=ran.of,
                step=ran.step,
            )
            self._tell(said)

    def doing(self, what: Message) -> None:
        """Tell a reader at a terminal what begins, where nobody knows how long it will take."""
        if self.terminal:
            self._tell(what)

    def done(self) -> None:
        """Take away what was told of a run under way."""
        if self.told:
            click.echo(CLEAR, nl=False, err=True, color=True)

    def _tell(self, what: Message) -> None:
        click.echo(f"{CLEAR}{shown(self.reader.say(what))}", nl=False, err=True, color=True)
        self.told = True

    def profile(self) -> str:
        """Seconds, share of them and lines of every lap, and the most memory that was held."""
        whole = sum(lap.seconds for lap in self.laps.values()) or 1
        headings = (
            msg("step"),
            msg("verb"),
            msg("times run"),
            msg("ledger lines"),
            msg("seconds"),
            msg("share of the time"),
        )
        rows = [
            (
                lap.what,
                lap.verb,
                lap.runs,
                lap.lines if lap.verb else "",
                f"{lap.seconds:.3f}",
                f"{100 * lap.seconds / whole:.1f} %",
            )
            for lap in self.laps.values()
        ]
        memory = msg(
            "{seconds} seconds in all, at most {memory} MiB of memory",
            seconds=f"{whole:.3f}",
            memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        )
        said = [self.reader.say(each) for each in headings]
        return f"{table(said, rows, numbers=(2, 3, 4, 5))}\n{self.reader.say(memory)}"
