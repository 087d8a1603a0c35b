"""Making a record, and opening one that is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.record.engines import address_of, engine_of, file_of, shown_address
from gov_comms.record.schema import REVISION
from gov_comms.record.store import Record, Writer
from gov_comms.record.upgrading import revision_of, upgrade

ABOUT = ("@record", "record")
"""The row in which a record says how its journal is chained."""


def make_record(url: str) -> Record:
    """The record at an address, with the tables of this program: made, or brought up to date.

    Raises `Refused` where that cannot be done, or where a newer program made it.
    """
    with making(url) as (record, _):
        pass
    return _chained(record)


@contextmanager
def making(url: str) -> Iterator[tuple[Record, Writer]]:
    """A record in the hands of whoever makes it, or brings it up to date, in one stroke."""
    address = address_of(url)
    file = file_of(address)
    if file is not None and not Path(file).parent.is_dir():
        what = msg("there is no such folder")
        raise Refused([Problem("record-unreachable", Place(str(Path(file).parent)), what)])
    record = Record(engine_of(url))
    with record.writing() as writer:
        revision = revision_of(writer.connection)
        if revision is not None and revision > REVISION:
            raise _newer(shown_address(address))
        if revision != REVISION:
            upgrade(writer.connection)
        about = writer.row(*ABOUT)
        record = record if about is None else replace(record, algorithm=str(about.cells["digest"]))
        yield record, Writer(writer.connection, record.algorithm)


def open_record(url: str) -> Record:
    """The record at an address; raises `Refused` where there is none, or an older or newer one."""
    address = address_of(url)
    place = shown_address(address)
    file = file_of(address)
    if file is not None and not Path(file).is_file():
        raise _none(place)
    record = Record(engine_of(url))
    with record.reading() as reader:
        found = revision_of(reader.connection)
    if found is None:
        raise _none(place)
    if found > REVISION:
        raise _newer(place)
    if found < REVISION:
        what = msg("this record was made by an older program")
        hint = msg("bring it up to date: gov-comms init AGENCY --db {place}", place=place)
        raise _refusal("record-older", place, what, hint)
    return _chained(record)


def _chained(record: Record) -> Record:
    """The record with the digest that its founding names."""
    with record.reading() as reader:
        about = reader.row(*ABOUT)
    return record if about is None else replace(record, algorithm=str(about.cells["digest"]))


def _none(place: str) -> Refused:
    what = msg("there is no record here")
    hint = msg("make one: gov-comms init AGENCY --db {place}", place=place)
    return _refusal("no-record", place, what, hint)


def _newer(place: str) -> Refused:
    what = msg("this record was made by a newer program")
    return _refusal("record-newer", place, what, msg("install that program here"))


def _refusal(code: str, place: str, what: Message, hint: Message) -> Refused:
    return Refused([Problem(code, Place(place), what, hint=hint)])
