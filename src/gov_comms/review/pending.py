"""What waits to be proved, verified or told apart, as things to do."""

from __future__ import annotations

from collections.abc import Iterator

from gov_comms.messages import msg
from gov_comms.record import Held
from gov_comms.review.adoptions import owners
from gov_comms.review.desk import Desk
from gov_comms.review.items import Due, Item
from gov_comms.review.likeness import pairs
from gov_comms.review.paths import due_on, names_in, rows_with
from gov_comms.review.people import having, people_on
from gov_comms.review.proof import LACKING, UNVERIFIED, lacking, proofs_of, rules_on


def evidence_items(desk: Desk) -> Iterator[Item]:
    """Adoptions that lack files, for those who hand them in; those to be verified by others."""
    held = [
        row for state in (LACKING, UNVERIFIED) for row in desk.view.rows("adoption", state=state)
    ]
    rules = rules_on(desk, {row.id: row.cells for row in held})
    dues = _dues(desk, held)
    for row in held:
        files = proofs_of(desk.view, row.id)
        clauses = "、".join(dict.fromkeys(rule.clause for rule in rules[row.id]))
        if row.state == LACKING:
            needed = lacking(rules[row.id], files)
            for each in needed:
                what = msg("{adoption}: hand in {kind}", adoption=row.id, kind=each)
                command = f"attach {row.id}"
                whose = _handing_in(desk, row)
                yield Item("proof", row.id, whose, what, clauses, None, dues[row.id], command)
            continue
        own = owners(desk.view, row)
        whose = tuple(name for name in _having(desk, "verify") if name not in own)
        what = msg("{adoption}: {count} files", adoption=row.id, count=len(files))
        since = desk.local(files[-1].at) if files else None
        yield Item("evidence", row.id, whose, what, clauses, since, Due(), f"verify {row.id}")


def likeness_items(desk: Desk) -> Iterator[Item]:
    """The pairs of pieces of which nobody has said whether they are one work."""
    found = pairs(desk.view)
    whose = _having(desk, "register") if found else ()
    for pair in found:
        what = msg(
            "{one} and {other} may be one work ({share})",
            one=pair.one,
            other=pair.other,
            share=pair.share,
        )
        yield Item("likeness", pair.id, whose, what, command="alike show")


def _dues(desk: Desk, held: list[Held]) -> dict[str, Due]:
    """By when the files of each adoption are there: the first of the deadlines that hold for it."""
    dated = [rule for rule in desk.agency.procedure.evidence if rule.deadline is not None]
    found = {row.id: Due() for row in held}
    if not dated or not held:
        return found
    adoptions = {row.id: row.cells for row in held}
    rows = rows_with(desk, "adoption", adoptions, names_in(dated))
    for name, rules in rules_on(desk, adoptions).items():
        dues = [due_on(desk.agency, rows, name, each.deadline) for each in rules if each.deadline]
        found[name] = min(dues, key=_sooner, default=Due())
    return found


def _sooner(due: Due) -> tuple[bool, str]:
    return (due.moment is None, str(due.moment))


def _handing_in(desk: Desk, adoption: Held) -> tuple[str, ...]:
    """Those who send pieces in for the unit of a work."""
    work = desk.view.row("submission", adoption.about)
    unit = str(work.cells.get("unit") or "") if work is not None else ""
    people = {each.id: each.unit for each in people_on(desk.view, desk.agency, desk.today)}
    sending = [name for name in _having(desk, "submit") if people[name] == unit]
    return tuple(sending) or _having(desk, "register")


def _having(desk: Desk, power: str) -> tuple[str, ...]:
    """Everybody who has a power today."""
    return having(desk.view, desk.agency, power, desk.today)
