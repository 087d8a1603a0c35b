"""What waits for somebody once periods are over: closings, appeals, batches of pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gov_comms.closing.appeals import appeals
from gov_comms.closing.nouns import AUTHORISED, BATCH, CLOSING, PREPARED, batch_of
from gov_comms.messages import msg
from gov_comms.review.desk import Desk
from gov_comms.review.duties import began
from gov_comms.review.items import Item
from gov_comms.review.people import having
from gov_comms.timeline import ONE_DAY


def closing_items(desk: Desk) -> Iterator[Item]:
    """Everything of this kind that somebody has to do."""
    yield from _periods(desk)
    yield from _appeals(desk)
    yield from _batches(desk)


def _periods(desk: Desk) -> Iterator[Item]:
    """The last period that is over of each level for which there is a bulletin, until closed."""
    calendar, able = desk.agency.calendar, _able(desk, "settle")
    for level in dict.fromkeys(plan.period for plan in desk.agency.bulletins):
        current = calendar.containing(desk.today, level) if level in calendar.levels() else None
        if current is None:
            continue
        over = calendar.containing(current.first - ONE_DAY, level)
        if over is None or over.last < began(desk) or desk.view.row(CLOSING, over.id) is not None:
            continue
        what = msg("{period} is over and not closed", period=over.id)
        since = over.last + ONE_DAY
        yield Item("closing", over.id, able, what, since=since, command=f"close {over.id}")


def _appeals(desk: Desk) -> Iterator[Item]:
    """The appeals that nobody has decided."""
    rule, able = desk.agency.procedure.appeals, _able(desk, "decide")
    for appeal in appeals(desk.view):
        if not appeal.outcome:
            what = msg(
                "{subject} appeals against {period}", subject=appeal.subject, period=appeal.period
            )
            yield Item(
                "appeal",
                appeal.id,
                able,
                what,
                rule.clause if rule is not None else "",
                date.fromisoformat(appeal.raised_at[:10]),
                command=f"appeal decide {appeal.id}",
            )


def _batches(desk: Desk) -> Iterator[Item]:
    """The batches that wait for approval or for payment."""
    for state, power, command in (
        (PREPARED, "authorise", "pay approve"),
        (AUTHORISED, "pay", "pay pay"),
    ):
        able = _able(desk, power)
        for row in desk.view.rows(BATCH, state=state):
            batch = batch_of(row)
            what = msg(
                "batch {id} for {period}, {total}",
                id=batch.id,
                period=batch.period,
                total=batch.total,
            )
            yield Item("pay", batch.id, able, what, command=f"{command} {batch.id}")


def _able(desk: Desk, power: str) -> tuple[str, ...]:
    """Everybody who has a power today."""
    return having(desk.view, desk.agency, power, desk.today)
