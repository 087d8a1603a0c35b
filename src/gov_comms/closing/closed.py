"""The figures of a closed period as announced: those of its run, and what its closing booked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from gov_comms.closing.close import booked_in, replayed
from gov_comms.closing.figures import adjusted, balance
from gov_comms.closing.nouns import CLOSING, Adjustment, Closing, closing_of
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, SubjectKind, Text
from gov_comms.record import View
from gov_comms.record.journal import moment_of
from gov_comms.results import Line, Result, Subject, Total

SHOWN = 16
"""So many digits of a digest or a signature are printed; the record keeps them whole."""
_Key = tuple[str, str]


def closed_result(view: View, agency: Agency, period: str) -> Result | None:
    """The result of a closed period with its adjusting entries; None while it is not closed.

    Ranks are those of the period's own run.  Raises `Refused` when a replay gives other figures.
    """
    held = view.row(CLOSING, period)
    if held is None:
        return None
    closing = closing_of(held)
    result, booked = replayed(view, closing), booked_in(view, period)
    subjects = {_key(each.subject): each.subject for each in result.totals}
    for each in booked:
        subjects.setdefault((each.kind, each.subject), _subject(each))
    own = result.lines
    entries = tuple(_line(each, n, subjects) for n, each in enumerate(booked, start=1))
    return replace(
        result,
        totals=tuple(_totals(result, booked, agency, subjects)),
        notes=tuple(_notes(agency, closing, len(booked))),
        lines=lambda: (*own(), *entries),
    )


def _totals(
    result: Result,
    booked: tuple[Adjustment, ...],
    agency: Agency,
    subjects: Mapping[_Key, Subject],
) -> Iterator[Total]:
    """Every total with what was booked; a subject that only an entry names comes last."""
    amounts = adjusted(balance(result), booked, agency.measures)
    for total in result.totals:
        yield replace(total, total=amounts.pop((total.measure, *_key(total.subject))))
    for (measure, kind, name), amount in amounts.items():
        yield Total(measure, subjects[kind, name], amount)


def _line(each: Adjustment, number: int, subjects: Mapping[_Key, Subject]) -> Line:
    """An adjusting entry as a line of the ledger."""
    said = msg("adjusts {period}", period=each.period)
    return Line(
        measure=each.measure,
        amount=each.amount,
        step=each.step,
        clause=each.clause,
        text=Text(said.text("zh-CN"), said.text("en")),
        edition=each.edition,
        kind=each.table,
        fact=each.fact,
        work=each.work,
        subject=subjects[each.kind, each.subject],
        day=date.fromisoformat(each.day),
        claim=-number,
        unit=each.unit,
    )


def _notes(agency: Agency, closing: Closing, entries: int) -> Iterator[Message]:
    """What a document says of where its figures come from."""
    day = moment_of(closing.closed_at).astimezone(ZoneInfo(agency.timezone)).date()
    yield msg(
        "Closed on {day} at entry {seq} of the record; digest {head}.",
        day=day,
        seq=closing.seq,
        head=closing.head[:SHOWN],
    )
    if closing.signature:
        yield msg(
            "Signed with the key {key}: {signature}.",
            key=closing.signer[:SHOWN],
            signature=closing.signature[:SHOWN],
        )
    if entries:
        yield msg(
            "{count} adjusting entries for periods closed before are included.", count=entries
        )


def _key(subject: Subject) -> _Key:
    return (str(subject.kind), subject.id)


def _subject(each: Adjustment) -> Subject:
    """Somebody who is on the roster no more."""
    return Subject(SubjectKind(each.kind), each.subject, each.subject, unit=each.unit)
