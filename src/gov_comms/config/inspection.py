"""Looking an agency's procedure through: what it may name, and where problems are noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gov_comms.config.deadlines import check_deadline
from gov_comms.config.ground import Ground
from gov_comms.config.reference import References
from gov_comms.config.values import check_condition
from gov_comms.language.condition import Condition
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.step import Deadline
from gov_comms.messages import Message, msg
from gov_comms.model import Agency
from gov_comms.procedure import Chain, ChainStep, Distribution, Evidence
from gov_comms.timeline import several


@dataclass(frozen=True, slots=True)
class Inspection:
    """An agency whose procedure is looked through, and where problems are noted.

    ``roles`` and ``chains`` are all that are written, also those of a wrong shape.
    """

    agency: Agency
    references: References
    roles: tuple[str, ...]
    chains: tuple[str, ...]

    @property
    def levels(self) -> tuple[str, ...]:
        """What can be said of how often: each day, or a level of the agency's periods."""
        return ("day", *self.agency.calendar.levels())

    def ground(self, table: str) -> Ground:
        """The rows of a table; none where there is no such table."""
        tables = self.agency.tables
        return Ground(tables, (table,) if table in tables else ())

    def error(self, keys: Keys, code: str, what: Message, hint: Message | None = None) -> None:
        """Note an error."""
        self.references.error(keys, code, what, hint)

    def known(
        self, name: str | None, names: Iterable[str], keys: Keys, code: str, what: Message
    ) -> None:
        """Note a name that is written and none of those known."""
        names = tuple(names)
        if name is not None and name not in names:
            self.error(keys, code, what, nearest(name, names))

    def role(self, name: str | None, keys: Keys) -> None:
        """Note a role that is written and not declared."""
        what = msg("no role is called {name}", name=name)
        self.known(name, self.roles, keys, "unknown-role", what)

    def each(self, name: str | None, keys: Keys) -> None:
        """Note a level of periods that is written and none."""
        if name is None or several(name) is None:
            what = msg("{name} is no level of periods", name=name)
            self.known(name, self.levels, keys, "unknown-period", what)

    def rows(self, part: ChainStep | Chain | Distribution | Evidence, table: str) -> None:
        """Check the condition and the deadline of a part that is about rows of a table."""
        ground = self.ground(table)
        self.condition(part.when, ground, (*part.keys, "when"))
        self.deadline(getattr(part, "deadline", None), ground, part.keys)

    def condition(self, condition: Condition | None, ground: Ground, keys: Keys) -> None:
        """Check a condition that stands under ``keys``, if there is one."""
        if condition is not None:
            check_condition(condition, ground, None, self.references, keys)

    def deadline(self, deadline: Deadline | None, ground: Ground, keys: Keys) -> None:
        """Check the deadline of the part that stands under ``keys``, if it has one."""

        def note(inner: Keys, *said: object) -> None:
            self.references.note((*keys, *inner), *said)  # type: ignore[arg-type]

        if deadline is not None:
            check_deadline(deadline, ground, replace(self.references, note=note))
