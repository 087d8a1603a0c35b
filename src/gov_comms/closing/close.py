"""``close``: a period frozen with its rule texts, its figures and a signature over the journal.

There is no way to open it again.  What changes later is booked by the next closing of its level.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gov_comms.closing.adjusting import adjustments
from gov_comms.closing.figures import figures_text
from gov_comms.closing.nouns import (
    ADJUSTMENT,
    CLOSING,
    Adjustment,
    Closing,
    adjustment_change,
    adjustment_of,
    closing_change,
    closing_of,
)
from gov_comms.errors import Refused
from gov_comms.facts.recorded import facts_of
from gov_comms.messages import Message, msg
from gov_comms.record import Act, Upload, View
from gov_comms.record.journal import canonical, digest_of, moment_text
from gov_comms.record.past import as_of
from gov_comms.record.signing import SigningKey
from gov_comms.results import Line, Result
from gov_comms.review.desk import Desk
from gov_comms.review.office import opened_under
from gov_comms.review.people import need, refusal
from gov_comms.settlement.scoring import named_period, score
from gov_comms.timeline import Period


@dataclass(frozen=True, slots=True)
class Account:
    """What a closing states: the run of its own period, and what it books for earlier ones."""

    result: Result
    adjustments: tuple[Adjustment, ...]


def close(desk: Desk, period: str, key: SigningKey | None, reason: str = "") -> Act:
    """Close a period that is over; raises `Refused` if it is not, or is closed already."""
    person = need(desk, "settle")
    asked = named_period(desk.opened, period)
    if (held := desk.view.row(CLOSING, asked.id)) is not None:
        closed = closing_of(held)
        what = msg("{period} was closed by {person}", period=asked.id, person=closed.closed_by)
        hint = msg("what came later goes into the next closing by itself; there is no reopening")
        raise refusal("closed-already", what, hint)
    if asked.last >= desk.today:
        what = msg("{period} runs until {day}", period=asked.id, day=asked.last)
        raise refusal("not-over", what, msg("close it when it is over"))
    head = desk.view.head()
    assert head is not None, "a record begins with its founding"
    account = Account(
        score(desk.opened, facts_of(desk.agency, desk.view), asked.id),
        tuple(due_adjustments(desk, asked)),
    )
    figures = figures_text(account.result, account.adjustments).encode()
    closing = Closing(
        period=asked.id,
        level=asked.level,
        seq=head.seq,
        head=head.digest,
        config=desk.config,
        figures=digest_of(figures),
        closed_at=moment_text(desk.now),
        closed_by=person.id,
    )
    if key is not None:
        text = statement(desk.agency.id, closing)
        closing = replace(closing, signer=key.public, signature=key.sign(text))
    booked = (adjustment_change(each, n) for n, each in enumerate(account.adjustments, start=1))
    return Act(
        "closed",
        asked.id,
        (closing_change(closing), *booked),
        reason,
        (Upload(closing.figures, figures),),
        tuple(_told(closing, account)),
    )


def statement(agency: str, closing: Closing) -> str:
    """The text that a closing's signature is over."""
    return canonical(
        {
            "agency": agency,
            "period": closing.period,
            "seq": closing.seq,
            "head": closing.head,
            "config": closing.config,
            "figures": closing.figures,
        }
    )


def closings(view: View, level: str | None = None) -> tuple[Closing, ...]:
    """The closed periods, of one level or all, in the order in which they were closed."""
    found = (closing_of(row) for row in view.rows(CLOSING, about=level))
    return tuple(sorted(found, key=lambda each: (each.closed_at, each.seq, each.period)))


def closing_for(view: View, period: str) -> Closing:
    """The closing of a period; raises `Refused` where it is not closed."""
    held = view.row(CLOSING, period)
    if held is None:
        what = msg("{period} is not closed", period=period)
        raise refusal("not-closed", what, msg("close it first: gov-comms close"))
    return closing_of(held)


def booked_in(view: View, period: str) -> tuple[Adjustment, ...]:
    """What the closing of a period booked for earlier ones, in its order."""
    return tuple(adjustment_of(row) for row in view.rows(ADJUSTMENT, state=period))


def due_adjustments(desk: Desk, into: Period) -> Iterator[Adjustment]:
    """What the closing of a period has to book for those of its level that are closed."""
    for closing in closings(desk.view, into.level):
        rows = desk.view.rows(ADJUSTMENT, about=closing.period)
        booked = [adjustment_of(row) for row in rows]
        then = replayed(desk.view, closing).lines()
        yield from adjustments(closing.period, then, booked, _lines_now(desk, closing), into.id)


def replayed(view: View, closing: Closing) -> Result:
    """The run of a closed period, from the facts of that day under the rules of that day.

    Raises `Refused` when it does not give the figures that were closed.
    """
    past = as_of(view, closing.seq)
    opened = opened_under(view, closing.config)
    result = score(opened, facts_of(opened.agency, past), closing.period)
    closed = _plugins_then(view, closing)
    as_then = replace(result, plugins=tuple(closed.items()))
    figures = figures_text(as_then, booked_in(view, closing.period)).encode()
    if digest_of(figures) != closing.figures:
        raise _differs(closing.period, closed, dict(result.plugins))
    return result


def _plugins_then(view: View, closing: Closing) -> dict[str, str]:
    """The plugins with which a period was closed; another release may come to the same figures."""
    figures: dict[str, dict[str, str]] = json.loads(view.file(closing.figures) or b"{}")
    return figures.get("plugins", {})


def _differs(period: str, closed: Mapping[str, str], found: Mapping[str, str]) -> Refused:
    what = msg("replaying {period} does not give the figures closed", period=period)
    if closed == found:
        hint = msg("gov-comms audit verify and audit rebuild tell whether the record was changed")
    else:
        hint = msg(
            "it was closed with the plugins {closed}, and here it is {found}",
            closed=", ".join(f"{name} {version}" for name, version in closed.items()),
            found=", ".join(f"{name} {version}" for name, version in found.items()),
        )
    return refusal("replay-differs", what, hint)


def _lines_now(desk: Desk, closing: Closing) -> tuple[Line, ...]:
    """The lines of a closed period on today's facts, under the rules with which it was closed."""
    opened = opened_under(desk.view, closing.config)
    return score(opened, facts_of(opened.agency, desk.view), closing.period).lines()


def _told(closing: Closing, account: Account) -> Iterator[Message]:
    yield msg(
        "{period} is closed on {count} entries; journal head {head}",
        period=closing.period,
        count=closing.seq,
        head=closing.head[:16],
    )
    if closing.signature:
        yield msg("signed by the key {key}", key=closing.signer[:16])
    if account.adjustments:
        count = len(account.adjustments)
        yield msg("{count} adjusting entries for earlier periods are booked", count=count)
