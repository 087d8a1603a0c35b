"""What somebody has to do, as he reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import shown
from gov_comms.messages import Message, msg
from gov_comms.review.desk import Desk
from gov_comms.review.items import Due, Item, due_words
from gov_comms.review.people import may_act_as

KINDS = {
    "step": msg("your step"),
    "returned": msg("sent back"),
    "delivery": msg("to be sent"),
    "request": msg("asked for"),
    "duty": msg("recurring duty"),
    "release": msg("to be held"),
    "required": msg("required"),
    "certificate": msg("certificate"),
    "registration": msg("registration"),
    "role-count": msg("roster"),
    "proof": msg("to be proved"),
    "evidence": msg("to be verified"),
    "likeness": msg("one work?"),
    "closing": msg("to be closed"),
    "appeal": msg("appeal"),
    "pay": msg("batch of pay"),
}
"""What an item is, in words; one that is not listed is called by its kind."""
_DAYS = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)


def todo_text(items: Sequence[Item], desk: Desk, reader: Reader) -> str:
    """The list for a terminal: what, by when, since when, and the command for the first."""
    lines = [
        msg(
            "{person}, today is {day}, {weekday}, {kind}.",
            person=desk.actor.whose,
            day=desk.today,
            weekday=_DAYS[desk.today.weekday()],
            kind=_kind_of_day(desk),
        ),
        msg("{count} things to do", count=len(items)) if items else msg("nothing to do"),
    ]
    lines += [msg("you may also act for {person}: --as {person}", person=p) for p in _others(desk)]
    text = [shown(reader.say(line)) for line in lines]
    for number, item in enumerate(items, start=1):
        kind = reader.say(KINDS.get(item.kind, msg("{kind}", kind=item.kind)))
        what = shown(reader.say(item.what))
        text.append(f"{number:>3}  {kind}  {what}  {item.clause}".rstrip())
        notes = [shown(reader.say(note)) for note in _notes(item, desk)]
        if notes:
            text.append("     " + "  ".join(notes))
    command = next((item.command for item in items if item.command), "")
    if command:
        text.append(reader.say(msg("next: gov-comms {command}", command=command)))
    return "\n".join(text)


def _others(desk: Desk) -> tuple[str, ...]:
    """The people for whom the actor may act beside himself."""
    if desk.actor.acting_for:
        return ()
    return may_act_as(desk.view, desk.actor.person, desk.today)


def todo_json(items: Sequence[Item], desk: Desk, reader: Reader) -> str:
    """The list for programs; times on the office's own clock."""
    return json.dumps(
        {
            "person": desk.actor.whose,
            "now": desk.clock.isoformat(" ", "minutes"),
            "items": [
                {
                    "kind": item.kind,
                    "id": item.id,
                    "what": reader.say(item.what),
                    "clause": item.clause,
                    "since": _written(item.since),
                    "due": item.due.text() or None,
                    "unknown_year": item.due.unknown,
                    "late": item.due.late(desk.clock),
                    "command": item.command or None,
                }
                for item in items
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _kind_of_day(desk: Desk) -> Message:
    worked = desk.agency.calendar.workdays.is_workday(desk.today)
    if worked is None:
        return msg("nobody told whether it is worked")
    return msg("a working day") if worked else msg("a day off")


def _notes(item: Item, desk: Desk) -> Iterator[Message]:
    if item.due != Due():
        late = item.due.late(desk.clock)
        due = due_words(item.due)
        yield msg("late: was due {due}", due=due) if late else msg("due {due}", due=due)
    if item.since is not None:
        yield msg("since {time}", time=_written(item.since))
    if item.command:
        yield msg("gov-comms {command}", command=item.command)


def _written(time: date | datetime | None) -> str | None:
    if isinstance(time, datetime):
        return time.isoformat(" ", "minutes")
    return None if time is None else time.isoformat()
