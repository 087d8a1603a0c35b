"""Taking back and correcting facts: the journal keeps what stood, closed figures stay as they are.

Where the day of a fact lies in a closed period, the next closing books the difference.
"""

from __future__ import annotations

from collections.abc import Mapping

from gov_comms.facts.entering import checked_cells
from gov_comms.kinds import ROSTERS
from gov_comms.messages import msg
from gov_comms.record import Act, Change, Held
from gov_comms.review.desk import Desk
from gov_comms.review.happenings import about_of
from gov_comms.review.people import need, not_own, refusal
from gov_comms.review.proof import states_of
from gov_comms.review.starting import refuse_under_way

ROSTER_TABLES = frozenset(roster.id for roster in ROSTERS)
FILLED = frozenset({"evidence", "evidence_day", "verified_by"})
"""The columns of an adoption that files and whoever verifies them fill in."""


def retract(desk: Desk, table: str, fact: str, reason: str) -> Act:
    """Take a fact back; raises `Refused` without a reason or where it does not stand."""
    held = _standing(desk, table, fact, reason)
    told = (msg("{fact} is taken back", fact=fact), msg("what it said stays in the journal"))
    return Act("retracted", fact, (Change(table, held.id, None),), reason, told=told)


def correct(desk: Desk, table: str, fact: str, said: Mapping[str, str], reason: str) -> Act:
    """Put a fact right: the old row is taken back and the right one entered, in one entry.

    ``said`` are the cells that change, by column id; an empty text empties one.
    """
    held = _standing(desk, table, fact, reason)
    cells = {name: str(cell) for name, cell in held.cells.items() if cell is not None}
    right = {**cells, **said}
    blank = [name for name, cell in right.items() if not cell]
    for name in blank:
        del right[name]
    if right == cells:
        what = msg("nothing is different")
        raise refusal("nothing-said", what, msg("say what is right: column=value"))
    if "id" in said:
        raise refusal("number-kept", msg("{fact} keeps its number", fact=fact))
    filled = sorted(FILLED.intersection(said)) if table == "adoption" else []
    if filled:
        what = msg("{columns} are filled in by evidence", columns="、".join(filled))
        raise refusal("filled-by-evidence", what, msg("hand in files and have them verified"))
    checked = checked_cells(desk.agency, desk.view, table, right)
    state, about = held.state, about_of(desk.agency.tables[table], checked)
    if table == "adoption":
        state = states_of(desk, {held.id: checked})[held.id]
    changes = (Change(table, held.id, None), Change(table, held.id, checked, state, about))
    told = (msg("{fact} is corrected", fact=fact), msg("what it said stays in the journal"))
    return Act("corrected", fact, changes, reason, told=told)


def _standing(desk: Desk, table: str, fact: str, reason: str) -> Held:
    person = need(desk, "register")
    if table not in desk.agency.tables:
        what = msg("no table is called {name}", name=table)
        raise refusal("unknown-table", what)
    if table in ROSTER_TABLES:
        what = msg("{table} is a roster", table=desk.agency.tables[table].name.said)
        hint = msg("bring the right one in, which asks who may do what: gov-comms import")
        raise refusal("roster", what, hint)
    refuse_under_way(desk, fact)
    held = desk.view.row(table, fact)
    if held is None:
        what = msg("{table} has no {fact}", table=desk.agency.tables[table].name.said, fact=fact)
        raise refusal("unknown-fact", what, msg("gov-comms open tells what stands"))
    if not reason.strip():
        raise refusal("no-reason", msg("a reason is needed"), msg("say why: --reason"))
    not_own(desk, _owners(desk, held), msg("taking back or correcting {fact}", fact=fact))
    assert person is not None
    return held


def _owners(desk: Desk, held: Held) -> tuple[str, ...]:
    """The people whose fact it is: its own, or those of the work it hangs on."""
    work = desk.view.row("submission", held.about) if held.about else None
    cells = [held.cells, *([work.cells] if work is not None else [])]
    named = ("authors", "person")
    texts = (str(each.get(name) or "") for each in cells for name in named)
    return tuple(name for text in texts for name in text.split("、") if name)
