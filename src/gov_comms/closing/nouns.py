"""What closing leaves in the record: closings, adjusting entries, appeals, batches of pay."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from gov_comms.record import Cells, Change, Held

CLOSING = "@closing"
ADJUSTMENT = "@adjustment"
APPEAL = "@appeal"
BATCH = "@batch"


@dataclass(frozen=True, slots=True)
class Closing:
    """A period closed: on which facts, under which rules, with which figures.

    ``seq`` and ``head`` are the last entry whose facts count and its digest; ``figures`` is the
    digest of the stored file of figures; ``signature`` is over `statement`, by the key ``signer``.
    """

    period: str
    level: str
    seq: int
    head: str
    config: str
    figures: str
    closed_at: str
    closed_by: str
    signer: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A line of a closed ledger taken back, or one that has come to it, booked in a later closing.

    ``period`` is the closed period that it belongs to, ``booked`` the one whose closing books it.
    """

    period: str
    booked: str
    reverses: bool
    measure: str
    amount: Decimal
    kind: str
    """Whether ``subject`` is a unit or a person."""
    subject: str
    unit: str
    step: str
    clause: str
    edition: str
    table: str
    fact: str
    work: str
    day: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """An objection to a closed figure: by whom, about what, until when, and what became of it."""

    id: str
    period: str
    kind: str
    subject: str
    reason: str
    raised_by: str
    raised_at: str
    outcome: str = ""
    """Empty until decided; then ``upheld`` or ``dismissed``."""
    decided_by: str = ""
    decided_at: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Payee:
    """One row of a batch: who gets how much; ``account`` shows no more than its last digits."""

    kind: str
    subject: str
    name: str
    unit: str
    amount: str
    capitals: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Money of a closed period on its way: prepared, authorised and paid by three people."""

    id: str
    period: str
    measure: str
    basis: str
    budget: str
    total: str
    capitals: str
    payees: tuple[Payee, ...]
    owing: tuple[Payee, ...]
    """Those whose figure is below zero: they are not paid, and have to give back."""
    prepared_by: str
    authorised_by: str = ""
    paid_by: str = ""
    reversed_by: str = ""
    reason: str = ""


_PAYEES = ("payees", "owing")
PREPARED, AUTHORISED, PAID, REVERSED = "prepared", "authorised", "paid", "reversed"
"""The states of a batch, in order; a reversed one stands aside."""


def closing_of(held: Held) -> Closing:
    """The closing that a row holds."""
    return Closing(**_told(held.cells))


def adjustment_of(held: Held) -> Adjustment:
    """The adjusting entry that a row holds."""
    cells = _told(held.cells)
    return Adjustment(**{**cells, "amount": Decimal(cells["amount"])})


def appeal_of(held: Held) -> Appeal:
    """The appeal that a row holds."""
    return Appeal(**_told(held.cells))


def batch_of(held: Held) -> Batch:
    """The batch that a row holds."""
    cells = _told(held.cells)
    rows = {name: tuple(Payee(**each) for each in cells[name]) for name in _PAYEES}
    return Batch(**{**cells, **rows})


def closing_change(closing: Closing) -> Change:
    """The row of a closing."""
    return Change(CLOSING, closing.period, asdict(closing), "closed", closing.level)


def adjustment_change(adjustment: Adjustment, number: int) -> Change:
    """The row of an adjusting entry; ``number`` counts them within a closing."""
    cells = {**asdict(adjustment), "amount": str(adjustment.amount)}
    row = f"{adjustment.booked}/{number:05}"
    return Change(ADJUSTMENT, row, cells, adjustment.booked, adjustment.period)


def appeal_change(appeal: Appeal) -> Change:
    """The row of an appeal."""
    return Change(APPEAL, appeal.id, asdict(appeal), appeal.outcome or "open", appeal.period)


def batch_change(batch: Batch, state: str) -> Change:
    """The row of a batch."""
    rows = {name: [asdict(each) for each in getattr(batch, name)] for name in _PAYEES}
    cells: dict[str, Any] = {**asdict(batch), **rows}
    return Change(BATCH, batch.id, cells, state, batch.period)


def _told(cells: Cells) -> dict[str, Any]:
    return dict(cells)
