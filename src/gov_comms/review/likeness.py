"""Pieces that may be one work: plugins liken them, they stand side by side, a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gov_comms.errors import Problem
from gov_comms.facts.recorded import works_cited
from gov_comms.messages import Message, msg
from gov_comms.model import Table
from gov_comms.plugins import nouns
from gov_comms.record import Act, Cells, Change, Held, Json, View
from gov_comms.review.desk import Desk
from gov_comms.review.opinions import piece_shown
from gov_comms.review.people import need, not_own, refusal
from gov_comms.review.pieces import TABLE as PIECE
from gov_comms.review.pieces import from_row
from gov_comms.review.reading import read_manuscript

TABLE = "@likeness"
OPEN, SAME, DIFFERENT = "open", "same", "different"
"""What is known of a pair: nobody has decided, it is one work, or it is two."""
BACK = timedelta(days=366)
"""How far back works are held against a new one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two submissions that may be one work, in the order of their ids, and how like they are."""

    one: str
    other: str
    share: str
    plugin: str
    state: str = OPEN
    reason: str = ""

    @property
    def id(self) -> str:
        """What the pair is called in the record."""
        return f"{self.one} {self.other}"


def pair_of(row: Held) -> Pair:
    """The pair that a row of ``@likeness`` tells of."""
    cells = {name: str(cell) for name, cell in row.cells.items()}
    return Pair(
        cells["one"],
        cells["other"],
        cells["share"],
        cells["plugin"],
        row.state,
        cells.get("reason", ""),
    )


def pairs(view: View, state: str | None = OPEN) -> tuple[Pair, ...]:
    """The pairs that are in a state."""
    return tuple(map(pair_of, view.rows(TABLE, state=state)))


def alike(desk: Desk, piece: nouns.Piece) -> tuple[tuple[Change, ...], tuple[Message, ...]]:
    """The pairs that plugins see between a piece and the works of the year before, and the telling.

    A plugin that fails is told of and stops nothing.
    """
    since = (piece.day or desk.today) - BACK
    others = [each for each in _works(desk, since) if each.id != piece.id]
    found, problems = _asked(desk, (piece,), others)
    told = [
        msg("{one} and {other} may be one work ({share})", one=p.one, other=p.other, share=p.share)
        for p in found
    ]
    return tuple(map(_change, found)), (*told, *(each.what for each in problems))


def look(desk: Desk, since: date | None = None) -> Act:
    """Ask plugins about all works from a day on, each with each."""
    need(desk, "register")
    found, problems = _asked(desk, _works(desk, since), ())
    count = len(found)
    told = (msg("{count} further pairs to be decided", count=count), *(p.what for p in problems))
    return Act("likened", desk.agency.id, tuple(map(_change, found)), told=told)


def decide(desk: Desk, one: str, other: str, same: bool, reason: str) -> Act:
    """Say whether two submissions are one work.

    If so, the one sent in first stands for both: the other no longer counts, and what was adopted
    or endorsed of it is the first one's.  Raises `Refused` without a reason, for one's own, and
    where one of the two is on its way.
    """
    need(desk, "register")
    first, later = sorted((_counting(desk, one), _counting(desk, other)), key=_order)
    if first.id == later.id:
        raise refusal("same-piece", msg("{id} is named twice", id=first.id))
    if not reason.strip():
        what = msg("a reason is needed")
        raise refusal("no-reason", what, msg("say why: --reason"))
    not_own(desk, _authors(first, later), msg("likening {one} and {other}", one=one, other=other))
    pair = _pair(desk.view, first.id, later.id)
    pair = replace(pair, state=SAME if same else DIFFERENT, reason=reason)
    if not same:
        told = msg("{one} and {other} are two works", one=pair.one, other=pair.other)
        return Act("found-different", pair.id, (_change(pair),), reason, told=(told,))
    moved = [
        Change(table.id, row.id, _moved(table, row.cells, later.id, first.id), row.state, first.id)
        for table in desk.agency.tables.values()
        if works_cited(table)
        for row in desk.view.rows(table.id, about=later.id)
    ]
    gone = Change("submission", later.id, later.cells, SAME, first.id)
    ids = "、".join(each.id for each in moved) or "-"
    told = msg(
        "{later} is the work {first} and no longer counts by itself; moved: {ids}",
        later=later.id,
        first=first.id,
        ids=ids,
    )
    return Act("found-same", pair.id, (_change(pair), gone, *moved), reason, told=(told,))


def open_pairs(desk: Desk) -> tuple[tuple[Pair, tuple[tuple[str, str, str], ...]], ...]:
    """The pairs that nobody has decided, each with its submissions side by side."""
    need(desk, "register")
    return tuple((pair, side_by_side(desk, pair)) for pair in pairs(desk.view))


def side_by_side(desk: Desk, pair: Pair) -> tuple[tuple[str, str, str], ...]:
    """The columns of two submissions beside each other, as heading and two cells."""
    table = desk.agency.tables["submission"]
    rows = [desk.view.row("submission", name) for name in (pair.one, pair.other)]
    found = []
    for column in table.columns:
        one, other = (str((row.cells if row else {}).get(column.id) or "") for row in rows)
        if one or other:
            found.append((column.name.zh, one, other))
    return tuple(found)


# -- the parts -------------------------------------------------------------------------------


def _works(desk: Desk, since: date | None) -> tuple[nouns.Piece, ...]:
    """The submissions from a day on that count or are on their way, with what they say."""
    listening = any(each.hook == "find_likeness" for each in desk.opened.plugins.listeners)
    if not listening:
        return ()
    found = []
    for row in desk.view.rows("submission"):
        day = str(row.cells.get("day") or "")
        if row.state != SAME and (since is None or day >= since.isoformat()):
            cells = {name: str(cell) for name, cell in row.cells.items() if cell is not None}
            text = _text(desk.view, row.id)
            found.append(piece_shown(desk, "submission", row.id, cells, text))
    return tuple(found)


def _text(view: View, work: str) -> str:
    """What the last manuscript of a piece says; empty where none is kept."""
    row = view.row(PIECE, work)
    papers = from_row(row).papers if row is not None else ()
    content = view.file(papers[-1].digest) if papers else None
    return "" if content is None else read_manuscript(papers[-1].name, content).text


def _asked(
    desk: Desk, pieces: Sequence[nouns.Piece], others: Sequence[nouns.Piece]
) -> tuple[list[Pair], tuple[Problem, ...]]:
    """The pairs that plugins see and that the record does not know yet."""
    if len(pieces) + len(others) < 2:
        return [], ()
    heard = desk.opened.plugins.ask_likeness(desk.agency, pieces, others)
    found: dict[str, Pair] = {}
    for each in heard.answers:
        one, other = sorted((each.piece, each.other))
        pair = Pair(one, other, f"{each.share:.0%}", each.plugin)
        if desk.view.row(TABLE, pair.id) is None:
            found.setdefault(pair.id, pair)
    return list(found.values()), heard.problems


def _pair(view: View, one: str, other: str) -> Pair:
    """The pair of two works as the record has it, or one that nobody likened."""
    first, second = sorted((one, other))
    pair = Pair(first, second, share="", plugin="")
    held = view.row(TABLE, pair.id)
    return pair if held is None else pair_of(held)


def _change(pair: Pair) -> Change:
    cells: dict[str, Json] = {
        "one": pair.one,
        "other": pair.other,
        "share": pair.share,
        "plugin": pair.plugin,
    }
    if pair.reason:
        cells["reason"] = pair.reason
    return Change(TABLE, pair.id, cells, pair.state, pair.other)


def _counting(desk: Desk, work: str) -> Held:
    held = desk.view.row("submission", work)
    if held is None:
        raise refusal("unknown-fact", msg("no submission has the id {id}", id=repr(work)))
    if held.state:
        what = msg("{work} is still on its way, or was taken back", work=work)
        raise refusal("not-released", what, msg("gov-comms open {work} tells", work=work))
    return held


def _order(work: Held) -> tuple[str, str]:
    return str(work.cells.get("day") or ""), work.id


def _authors(*works: Held) -> list[str]:
    texts: Iterable[str] = (_cell(work.cells, "authors") for work in works)
    return [name for text in texts for name in text.split("、") if name]


def _cell(cells: Cells, name: str) -> str:
    return str(cells.get(name) or "")


def _moved(table: Table, cells: Cells, work: str, to: str) -> Cells:
    """A row's cells with another work in place of the one that it is about."""
    named = {name: to for name in works_cited(table) if cells.get(name) == work}
    return {**cells, **named}
