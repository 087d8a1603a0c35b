"""Problems that a running step can meet."""

from __future__ import annotations

from gov_comms.errors import Place, Problem, Severity
from gov_comms.language.step import Step
from gov_comms.ledger.integers import too_large_hint
from gov_comms.ledger.plan import Entry
from gov_comms.ledger.tables import Tables
from gov_comms.messages import Message, msg
from gov_comms.model import Measure


def does_not_fit(entry: Entry, measure: Measure) -> Problem:
    """The problem that a value needs more decimals than its measure has."""
    step = entry.step
    return Problem(
        "needs-rounding",
        Place(entry.edition.file),
        msg(
            "step {step} gives a value that does not fit the {scale} decimals of {measure}",
            step=step.id,
            scale=measure.scale,
            measure=measure.id,
        ),
        f"step.{step.id}",
        msg("give the step a rounding: half_up, half_even, down or up"),
    )


def too_large(entry: Entry, what: Message) -> Problem:
    """The problem that a step comes to a number that 64 bits do not hold; ``what`` is it."""
    step = entry.step
    return Problem(
        "too-large",
        Place(entry.edition.file),
        msg(
            "step {step} ({clause}): {what} is too large to be counted exactly",
            step=step.id,
            clause=step.clause,
            what=what,
        ),
        f"step.{step.id}",
        too_large_hint(),
    )


def pending(tables: Tables, step: Step, table: str, row: int) -> Problem:
    """The problem that a row waits for a ruling nobody made."""
    facts = tables.facts
    return Problem(
        "ruling-pending",
        facts.place(table, row),
        msg(
            "{fact} waits for a ruling under step {step}; it gives nothing until then",
            fact=facts.cell(table, "id", row),
            step=step.id,
        ),
        hint=msg("add a row to the table of rulings, with amount, reason, name and day"),
        severity=Severity.WARNING,
    )
