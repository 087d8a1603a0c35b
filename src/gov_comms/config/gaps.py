"""Gaps: tables that leave words out, entries that nothing reaches, bands that do not begin at 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product, zip_longest
from math import prod

from gov_comms.config.logic import Alternatives, Logic, both
from gov_comms.config.naming import number_text
from gov_comms.config.standing import Standing, applies
from gov_comms.errors import Problem, Severity
from gov_comms.language.faults import Keys
from gov_comms.language.value import Bands, Cases, Field, Lookup, Value, children
from gov_comms.messages import msg
from gov_comms.model import ColumnType

MOST_COMBINATIONS = 10_000
"""Tables over more combinations than this are not looked through for gaps."""
_SHOWN = 5
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "at_least": ("at_least", "less_than"),
    "more_than": ("more_than", "at_most"),
    "up_to": ("at_most", "more_than"),
    "less_than": ("less_than", "at_least"),
}
"""How numbers inside and outside the edge of a band compare with it."""
_COUNTED = (ColumnType.COUNT, ColumnType.NUMBER)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value is looked at, and of which rows."""

    standing: Standing
    logic: Logic
    keys: Keys


def gaps_of(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """What the values of all steps leave out."""
    for standing in steps:
        for keys, value in standing.values():
            logic = standing.logic(keys)
            reached = applies(standing, logic, steps)
            if logic.possible(reached):
                yield from _in_value(value, _Place(standing, logic, keys), reached)


def _in_value(value: Value, place: _Place, reached: Alternatives | None) -> Iterator[Problem]:
    """Gaps of a value that is worked out for the rows of ``reached``."""
    match value:
        case Lookup():
            yield from _in_lookup(value, place, reached)
        case Bands():
            yield from _in_bands(value, place, reached)
        case Cases():
            yield from _in_cases(value, place, reached)
        case _:
            yield from _in_parts(value, place, reached)


def _in_parts(value: Value, place: _Place, reached: Alternatives | None) -> Iterator[Problem]:
    for child in children(value):
        yield from _in_value(child, place, reached)


def _in_cases(value: Cases, place: _Place, reached: Alternatives | None) -> Iterator[Problem]:
    left = reached
    for index, case in enumerate(value.cases):
        here = both(left, place.logic.alternatives(case.when))
        if not place.logic.possible(here):
            keys = (*place.keys, *value.keys, "first", index, "when")
            what = msg("no row reaches this case")
            hint = msg("the step's when or a case before it leaves nothing over")
            yield place.standing.problem(keys, "unreachable", what, hint)
            continue
        yield from _in_value(case.value, place, here)
        left = both(left, place.logic.alternatives(case.when, holds=False))
    yield from _in_rest(value, "rest", place, left)


def _in_rest(
    value: Cases | Bands, key: str, place: _Place, left: Alternatives | None
) -> Iterator[Problem]:
    """What is given for all else, if anything is left for it."""
    if value.rest is None:
        return
    if place.logic.possible(left):
        yield from _in_value(value.rest, place, left)
        return
    what = msg("no row is left for {key}", key=key)
    keys = (*place.keys, *value.keys, key)
    yield place.standing.problem(keys, "unreachable", what, severity=Severity.WARNING)


def _in_lookup(value: Lookup, place: _Place, reached: Alternatives | None) -> Iterator[Problem]:
    logic = place.logic
    seen: set[tuple[str, ...]] = set()
    for cell in value.cells:
        keys = (*place.keys, *cell.keys)
        at_entry = [logic.entries(name, [e]) for name, e in zip(value.by, cell.entry, strict=True)]
        here = both(reached, *at_entry)
        if cell.entry in seen:
            what = msg("the entry {entry} stands twice", entry=_shown(cell.entry))
            yield place.standing.problem(keys, "entry-twice", what)
        elif not logic.possible(here):
            what = msg("no row reaches the entry {entry}", entry=_shown(cell.entry))
            yield place.standing.problem(keys, "unreachable", what, severity=Severity.WARNING)
        else:
            yield from _in_value(cell.value, place, here)
        seen.add(cell.entry)
    if value.empty is not None:
        yield from _in_value(value.empty, place, reached)
    missing = list(_missing(value, logic, reached, seen)) if value.rest is None else []
    if missing:
        names = ", ".join(_shown(entry) for entry in missing[:_SHOWN])
        what = msg("the table says nothing for {entries}", entries=names)
        if len(missing) > _SHOWN:
            what = msg("{what} and {more} more", what=what, more=len(missing) - _SHOWN)
        hint = msg("add these entries, or rest = … for all else")
        yield place.standing.problem((*place.keys, *value.keys), "table-gap", what, hint)
    if value.rest is not None and len(value.by) == 1:
        others = logic.entries(value.by[0], [cell.entry[0] for cell in value.cells], holds=False)
        yield from _in_value(value.rest, place, both(reached, others))


def _missing(
    value: Lookup, logic: Logic, reached: Alternatives | None, seen: set[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """The combinations of closed words that rows can have and the table does not name.

    A column whose words are open counts with the keys that the table itself has for it.
    """
    closed = [logic.closed(name) for name in value.by]
    if not any(closed):
        return
    keys = [
        words or tuple(dict.fromkeys(entry[index] for entry in seen))
        for index, words in enumerate(closed)
    ]
    if prod(map(len, keys)) > MOST_COMBINATIONS:
        return
    for entry in product(*keys):
        at_entry = (logic.entries(name, [e]) for name, e in zip(value.by, entry, strict=True))
        if entry not in seen and logic.possible(both(reached, *at_entry)):
            yield entry


def _in_bands(value: Bands, place: _Place, reached: Alternatives | None) -> Iterator[Problem]:
    """Bands of a column one by one; of what is worked out, nothing is known but its parts."""
    path = place.logic.ground.path(value.of.column) if isinstance(value.of, Field) else None
    if path is None or path.column.type not in _COUNTED or not isinstance(value.of, Field):
        yield from _in_parts(value, place, reached)
        return
    column, logic = value.of.column, place.logic
    rising = value.closed in ("at_least", "more_than")
    inside, beyond = _BOUNDS[value.closed]
    following = value.bands[1:] if rising else value.bands[-2::-1]
    for band, end in zip_longest(value.bands if rising else value.bands[::-1], following):
        here = both(reached, logic.compared(column, inside, band.edge))
        if end is not None:
            here = both(here, logic.compared(column, beyond, end.edge))
        if logic.possible(here):
            yield from _in_value(band.value, place, here)
            continue
        what = msg("no row reaches the band {edge}", edge=number_text(band.edge))
        keys = (*place.keys, *band.keys)
        yield place.standing.problem(keys, "unreachable", what, severity=Severity.WARNING)
    edge = value.bands[0].edge if rising else value.bands[-1].edge
    outside = both(reached, logic.compared(column, beyond, edge))
    yield from _in_rest(value, "below" if rising else "above", place, outside)
    if value.rest is None:
        yield from _outside_bands(value, column, edge, place, outside)


def _outside_bands(
    value: Bands, column: str, edge: Fraction, place: _Place, outside: Alternatives | None
) -> Iterator[Problem]:
    """Whether numbers from 0 upward fall into no band."""
    rising = value.closed in ("at_least", "more_than")
    gap = both(outside, place.logic.compared(column, "at_least", Fraction(0)))
    if not place.logic.possible(gap):
        return
    texts: Mapping[str, str] = {"at_least": "<", "more_than": "<=", "up_to": ">", "less_than": ">="}
    what = msg(
        "no band holds {numbers}", numbers=f"{column} {texts[value.closed]} {number_text(edge)}"
    )
    hint = (
        msg("begin with an edge of 0, or say below = …")
        if rising
        else msg("say above = … for what lies beyond the last edge")
    )
    yield place.standing.problem((*place.keys, *value.keys), "band-gap", what, hint)


def _shown(entry: tuple[str, ...]) -> str:
    return " × ".join(entry)
