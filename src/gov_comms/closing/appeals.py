"""Appeals (申诉) against a closed figure: raised within a window, decided by another, traced.

A decision changes no figure.  What follows from one that is upheld is a correction of a fact or a
ruling, which the next closing books.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from gov_comms.closing.close import closing_for
from gov_comms.closing.nouns import APPEAL, Appeal, Closing, appeal_change, appeal_of
from gov_comms.messages import Message, msg
from gov_comms.record import Act, View
from gov_comms.record.journal import moment_of
from gov_comms.review.desk import Desk
from gov_comms.review.items import Due, due_from
from gov_comms.review.numbers import next_number
from gov_comms.review.people import (
    acting_person,
    need,
    not_own,
    people_on,
    person_called,
    refusal,
)


def raise_appeal(desk: Desk, period: str, reason: str, subject: str = "") -> Act:
    """Appeal against the closed figure of one's unit, or of oneself, or of one's colleague.

    ``subject`` is a unit or a person of it; without one it is the unit.  Raises `Refused` outside
    the window, for a figure of another unit, and without a reason.
    """
    person = acting_person(desk)
    closing = closing_for(desk.view, period)
    if not reason.strip():
        raise refusal("no-reason", msg("a reason is needed"), msg("say why: --reason"))
    subject = subject or person.unit
    of_person = person_called(desk.view, desk.agency, subject, desk.today)
    home = of_person.unit if of_person is not None else subject
    if home != person.unit:
        what = msg("{person} is not of {unit}", person=person.id, unit=home)
        raise refusal("not-yours", what, msg("an appeal is raised by the unit whose figure it is"))
    until = window(desk, closing)
    if until.late(desk.clock):
        what = msg(
            "an appeal against {period} could be raised until {day}",
            period=closing.period,
            day=until.text(),
        )
        rule = desk.agency.procedure.appeals
        raise refusal("window-over", what, msg("{clause}", clause=rule.clause if rule else ""))
    number, taken = next_number(desk, "C")
    appeal = Appeal(
        id=number,
        period=closing.period,
        kind="unit" if of_person is None else "person",
        subject=subject,
        reason=reason,
        raised_by=person.id,
        raised_at=desk.clock.isoformat(" ", "minutes"),
    )
    told = msg("appeal {id} against {period} is raised", id=number, period=closing.period)
    return Act("appealed", number, (appeal_change(appeal), taken), reason, (), (told,))


def decide_appeal(desk: Desk, appeal_id: str, outcome: str, ground: str) -> Act:
    """Decide an appeal; neither who closed the period nor anybody of the unit may."""
    need(desk, "decide")
    held = desk.view.row(APPEAL, appeal_id)
    if held is None:
        raise refusal("unknown-appeal", msg("there is no appeal {id}", id=appeal_id))
    appeal = appeal_of(held)
    if appeal.outcome:
        what = msg(
            "appeal {id} was decided by {person}: {outcome}",
            id=appeal.id,
            person=appeal.decided_by,
            outcome=outcome_name(appeal.outcome),
        )
        raise refusal("decided-already", what)
    if not ground.strip():
        raise refusal("no-reason", msg("a reason is needed"), msg("say why: --reason"))
    closing = closing_for(desk.view, appeal.period)
    people = people_on(desk.view, desk.agency, desk.today)
    home = next((each.unit for each in people if each.id == appeal.raised_by), "")
    concerned = [each.id for each in people if each.unit == home]
    not_own(desk, [*concerned, closing.closed_by], msg("deciding appeal {id}", id=appeal.id))
    decided = replace(
        appeal,
        outcome=outcome,
        decided_by=desk.actor.whose,
        decided_at=desk.clock.isoformat(" ", "minutes"),
        ground=ground,
    )
    told = [msg("appeal {id}: {outcome}", id=appeal.id, outcome=outcome_name(outcome))]
    if outcome == "upheld":
        told.append(msg("correct the fact or rule anew; the next closing books the difference"))
    return Act("decided", appeal.id, (appeal_change(decided),), ground, (), tuple(told))


def window(desk: Desk, closing: Closing) -> Due:
    """Until when a closed figure may be appealed against; raises `Refused` where never."""
    rule = desk.agency.procedure.appeals
    if rule is None:
        hint = msg("an office that hears appeals says so: [appeal] in agency.toml")
        raise refusal("no-appeals", msg("this office's rules know no appeal"), hint)
    return due_from(desk.agency.calendar, rule.window, _closed_on(desk, closing))


def appeals(view: View, period: str | None = None) -> tuple[Appeal, ...]:
    """The appeals against a period, or all, in the order of their numbers."""
    return tuple(appeal_of(row) for row in view.rows(APPEAL, about=period))


def outcome_name(outcome: str) -> Message:
    """An outcome in words."""
    return msg("upheld") if outcome == "upheld" else msg("dismissed")


def _closed_on(desk: Desk, closing: Closing) -> date:
    """The day of a closing where the office is."""
    zone = ZoneInfo(desk.agency.timezone)
    return moment_of(closing.closed_at).astimezone(zone).date()
