"""Guard: what a third-party verb answers with, checked before the core writes it.

Our own verbs are tested with the core and go unguarded: a fault of theirs shall be seen as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.cells import LIMIT
from gov_comms.ledger.book import Book
from gov_comms.ledger.combinations import FunctionFailed
from gov_comms.ledger.frame import worked_out
from gov_comms.ledger.integers import TooLarge
from gov_comms.ledger.plan import Entry
from gov_comms.ledger.postings import (
    PERSON,
    WORK,
    Adjusted,
    Flagged,
    Found,
    Noted,
    Opened,
    Posting,
    Unseen,
)
from gov_comms.ledger.scope import PREFIX, seen
from gov_comms.messages import Message, msg
from gov_comms.plugins.hookspecs import PATIENCE
from gov_comms.plugins.patience import TooLate, within

SUBJECT = ("subject", "unit", "day")
"""The columns of everything that concerns a subject."""
MAY_BE_EMPTY = ("fact", "unit")
"""What a row may lack: what is given for a total has no fact, and a person may have no unit."""


def postings_of(entry: Entry, book: Book) -> Iterator[Posting]:
    """What a verb answers with at its step; that of a third-party verb is worked out and checked.

    Raises `Refused` naming verb, plugin and step when a third-party verb fails or answers with
    what cannot be written.
    """
    if not entry.verb.plugin:
        yield from entry.verb.run(entry.step, book)
        return
    try:
        checked = within(PATIENCE, lambda: _all_checked(entry, book))
    except Refused:
        raise
    except (TooLate, FunctionFailed) as failed:
        raise _failed(entry, failed.what) from failed
    except Exception as error:
        said = " ".join(str(error).split())
        what = msg("{kind}: {said}", kind=type(error).__name__, said=said)
        raise _failed(entry, what) from error
    adjusted = [each.source.number for each in checked if isinstance(each, Adjusted)]
    if len(set(adjusted)) < len(adjusted):
        raise _failed(entry, msg("it adjusts the claims of one source twice"))
    yield from checked


def _all_checked(entry: Entry, book: Book) -> list[Posting]:
    answers = list(entry.verb.run(entry.step, book))
    return [_checked(entry, book, answer) for answer in answers]


def _checked(entry: Entry, book: Book, answer: Any) -> Posting:
    tables = book.sight.tables
    match answer:
        case Opened(measure=measure):
            if measure not in tables.agency.measures:
                raise _failed(entry, msg("there is no measure {name}", name=repr(measure)))
            carried = [seen(name) for name in answer.columns]
            rows = _worked_out(entry, answer.frame, ["fact", *SUBJECT, "amount", *carried])
            _refuse_strangers(entry, book, rows)
            return replace(answer, frame=tables.engine.take(rows))
        case Adjusted():
            return _adjusted(entry, book, answer)
        case Unseen(table=table):
            if table not in tables.frames:
                raise _failed(entry, msg("there is no table {name}", name=repr(table)))
            rows = _worked_out(entry, answer.frame, ["row", "fact"])
            return replace(answer, frame=tables.engine.take(rows))
        case Flagged():
            rows = _worked_out(entry, answer.frame, [*SUBJECT, "bucket"])
            _refuse_strangers(entry, book, rows)
            if not set(rows["bucket"].to_list()) <= {each.number for each in book.buckets}:
                raise _failed(entry, msg("it names buckets in which the step does not work"))
            return replace(answer, frame=tables.engine.take(rows))
        case Noted():
            return answer
        case Found():
            raise _failed(entry, msg("only verbs of the core leave results"))
    found = type(answer).__name__
    raise _failed(entry, msg("it answered with {found}, not a posting", found=found))


def _adjusted(entry: Entry, book: Book, answer: Adjusted) -> Adjusted:
    """Lines on claims as they stand in the book, whatever else the answer says of them."""
    standing = [each for each in book.sight.sources if each is answer.source]
    given = _worked_out(entry, answer.frame, ["claim", "amount"])
    named = [name for name in ("claim", "amount", "supersedes") if name in given.columns]
    given = given.select(*named)
    own = worked_out(answer.source.frame)
    if own["claim"].to_native().equals(given["claim"].to_native()):
        # Most answers have the claims as the book has them, which spares the search.
        every = own.with_columns(*(given[name] for name in named[1:]))
    elif given["claim"].n_unique() < len(given):
        raise _failed(entry, msg("it adjusts a claim twice"))
    else:
        every = own.join(given, on="claim", how="left")
    met = ~nw.col("amount").is_null()
    whole = not every["amount"].null_count()
    frame = every if whole else every.filter(met)
    if not standing or len(frame) < len(given):
        raise _failed(entry, msg("it adjusts claims that do not stand in the book"))
    others = every.head(0) if whole else every.filter(~met)
    others = others.drop(*named[1:])
    take = book.sight.tables.engine.take
    return Adjusted(answer.source, take(frame), take(others), grows=True)


def _worked_out(entry: Entry, frame: Any, columns: Sequence[str]) -> nw.DataFrame[Any]:
    """The rows of a frame that has the columns; those with our own names hold integers."""
    if not isinstance(frame, nw.LazyFrame):
        found = type(frame).__name__
        raise _failed(entry, msg("its rows are no lazy frame but {found}", found=found))
    held = worked_out(frame)
    missing = [name for name in columns if name not in held.columns]
    if missing:
        raise _failed(entry, msg("its rows lack the columns {names}", names=", ".join(missing)))
    for name in (each for each in columns if not each.startswith(PREFIX)):
        cells = held[name]
        if not cells.dtype.is_integer() and cells.null_count() < len(cells):
            kind = str(cells.dtype)
            what = msg("column {name} holds {kind}, not integers", name=name, kind=kind)
            raise _failed(entry, what)
        if name not in MAY_BE_EMPTY and cells.null_count():
            raise _failed(entry, msg("column {name} has empty cells", name=name))
        if name == "amount" and len(cells) and not -LIMIT <= cells.min() <= cells.max() <= LIMIT:
            raise TooLarge(msg("an amount of its verb"))
    return held


def _refuse_strangers(entry: Entry, book: Book, rows: nw.DataFrame[Any]) -> None:
    """Raise `Refused` when some row's subject is none that the records know."""
    facts = book.sight.tables.facts
    works = facts.height("submission")
    ranges = (
        (0, len(facts.subjects["unit"])),
        (PERSON, len(facts.subjects["person"])),
        (WORK, works),
    )
    for code in rows["subject"].unique().to_list():
        if not any(low <= code < low + count for low, count in ranges):
            raise _failed(entry, msg("there is no subject {code}", code=code))


def _failed(entry: Entry, what: Message) -> Refused:
    step, verb = entry.step, entry.verb
    said = msg(
        "the verb {verb} of plugin {plugin} failed at step {step}: {what}",
        verb=verb.name,
        plugin=verb.plugin,
        step=step.id,
        what=what,
    )
    hint = msg("this is a fault of the plugin, not of the regulation")
    place = Place(entry.edition.file)
    return Refused([Problem("verb-failed", place, said, f"step.{step.id}", hint)])
