"""Delegations: one person acts for another from a day to a day, and both names are recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gov_comms.record import Held, Json

TABLE = "@delegation"
IN_FORCE, ENDED = "", "ended"
"""What a delegation is: to be used on its days, or ended before them."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """``to`` may act for ``by`` from ``first`` to ``last``, in the roles named or in all."""

    by: str
    to: str
    first: date
    last: date
    roles: tuple[str, ...] = ()

    def on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day <= self.last


def delegation_of(row: Held) -> Delegation:
    """The delegation that a row of the record tells."""
    cells = {name: str(cell or "") for name, cell in row.cells.items()}
    return Delegation(
        cells["by"],
        cells["to"],
        date.fromisoformat(cells["first"]),
        date.fromisoformat(cells["last"]),
        tuple(filter(None, cells["roles"].split("、"))),
    )


def delegation_cells(given: Delegation) -> Mapping[str, Json]:
    """A delegation as the cells of its row."""
    return {
        "by": given.by,
        "to": given.to,
        "first": given.first.isoformat(),
        "last": given.last.isoformat(),
        "roles": "、".join(given.roles),
    }
