"""Guard: what a third-party verb answers with, checked before the core writes it.

Our own verbs are tested with the core and go unguarded: a fault of theirs shall be seen as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw

from gov_comms.errors import Place, Problem, Refused
from gov_comms.ledger.book import Book
from gov_comms.ledger.frame import Frame
from gov_comms.ledger.plan import Entry
from gov_comms.ledger.postings import Adjusted, Flagged, Found, Noted, Opened, Posting, Unseen
from gov_comms.ledger.scope import seen
from gov_comms.messages import Message, msg

SUBJECT = ("subject", "unit", "day")
"""The columns of everything that concerns a subject."""


def postings_of(entry: Entry, book: Book) -> Iterator[Posting]:
    """What a verb answers with at its step; that of a third-party verb is worked out and checked.

    Raises `Refused` naming verb, plugin and step when a third-party verb fails or answers with
    what cannot be written.
    """
    if not entry.verb.plugin:
        yield from entry.verb.run(entry.step, book)
        return
    try:
        answers = list(entry.verb.run(entry.step, book))
        checked = [_checked(entry, book, answer) for answer in answers]
    except Refused:
        raise
    except Exception as error:
        said = " ".join(str(error).split())
        what = msg("{kind}: {said}", kind=type(error).__name__, said=said)
        raise _failed(entry, what) from error
    adjusted = [each.source.number for each in checked if isinstance(each, Adjusted)]
    if len(set(adjusted)) < len(adjusted):
        raise _failed(entry, msg("it adjusts the claims of one source twice"))
    yield from checked


def _checked(entry: Entry, book: Book, answer: Any) -> Posting:
    match answer:
        case Opened(measure=measure):
            if measure not in book.sight.tables.agency.measures:
                raise _failed(entry, msg("there is no measure {name}", name=repr(measure)))
            carried = [seen(name) for name in answer.columns]
            columns = ["fact", *SUBJECT, "amount", *carried]
            frame = _worked_out(entry, answer.frame, columns, whole=[*SUBJECT, "amount"])
            return replace(answer, frame=frame)
        case Adjusted():
            return _adjusted(entry, book, answer)
        case Unseen():
            return replace(answer, frame=_worked_out(entry, answer.frame, ["row", "fact"]))
        case Found():
            columns = [*SUBJECT, "bucket", *answer.columns]
            return replace(answer, frame=_worked_out(entry, answer.frame, columns))
        case Flagged():
            columns = [*SUBJECT, "bucket"]
            return replace(answer, frame=_worked_out(entry, answer.frame, columns, whole=columns))
        case Noted():
            return answer
    raise _failed(
        entry, msg("it answered with {found}, not a posting", found=type(answer).__name__)
    )


def _adjusted(entry: Entry, book: Book, answer: Adjusted) -> Adjusted:
    """Lines on claims as they stand in the book, whatever else the answer says of them."""
    sources = book.sight.sources
    number = answer.source.number
    if number >= len(sources) or sources[number] is not answer.source:
        raise _failed(entry, msg("it adjusts claims that do not stand in the book"))
    given = _worked_out(entry, answer.frame, ["claim", "amount"], whole=["claim", "amount"])
    named = ["claim", "amount"]
    if "supersedes" in given.collect_schema().names():
        named.append("supersedes")
    given = given.select(*named)
    own = answer.source.frame
    frame = own.join(given, on="claim", how="inner").collect().lazy()
    height, distinct = (
        int(rows.select(nw.len().alias("rows")).collect()["rows"].to_list()[0])
        for rows in (given, given.select("claim").unique())
    )
    if distinct < height:
        raise _failed(entry, msg("it adjusts a claim twice"))
    if len(frame.collect()) < height:
        raise _failed(entry, msg("it adjusts claims that were not selected"))
    return Adjusted(answer.source, frame, own.join(given, on="claim", how="anti"))


def _worked_out(
    entry: Entry, frame: Any, columns: Sequence[str], whole: Iterable[str] = ()
) -> Frame:
    """A frame whose columns are there; those of ``whole`` hold an integer in every row."""
    if not isinstance(frame, nw.LazyFrame):
        found = type(frame).__name__
        raise _failed(entry, msg("its rows are no lazy frame but {found}", found=found))
    held = frame.collect()
    missing = [name for name in columns if name not in held.columns]
    if missing:
        raise _failed(entry, msg("its rows lack the columns {names}", names=", ".join(missing)))
    for name in whole:
        if not held[name].dtype.is_integer():
            kind = str(held[name].dtype)
            raise _failed(
                entry, msg("column {name} holds {kind}, not integers", name=name, kind=kind)
            )
        if name in ("claim", "amount") and held[name].null_count():
            raise _failed(entry, msg("column {name} has empty cells", name=name))
    return held.lazy()


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
