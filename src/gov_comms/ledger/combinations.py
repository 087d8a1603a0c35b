"""Combinations: a plain function of cells, worked out once for each that is unlike the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import narwhals as nw

from gov_comms.config.values import MOST
from gov_comms.errors import Refused
from gov_comms.facts.frames import Facts
from gov_comms.kinds import REFERENCES
from gov_comms.ledger.book import Book
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.quantity import Quantity
from gov_comms.ledger.scope import Known, Scope, seen
from gov_comms.ledger.values import DENSE, TEMPORARY
from gov_comms.messages import Message, msg
from gov_comms.model import ColumnType
from gov_comms.timeline import from_minutes, from_number

C = ColumnType
Number = int | Decimal | Fraction
Combination = tuple[Any, ...]
_TEXTS = (C.TEXT, C.ID)
_SEVERAL = {C.WORDS: C.WORD, C.NUMBERS: C.NUMBER, C.UNITS: C.UNIT, C.PEOPLE: C.PERSON}
_LONGEST = 60
"""Of a cell that is told, not more is shown."""


class FunctionFailed(Exception):
    """A function has no columns, raises something, or answers with what is no exact number."""

    def __init__(self, what: Message) -> None:
        self.what = what
        super().__init__(what.text("en"))


def by_combination(
    book: Book, scope: Scope, names: Sequence[str], function: Callable[..., Number | None]
) -> tuple[Scope, Quantity]:
    """The number that a function makes of the named cells of each row, and the rows with it.

    The function is called once for each distinct combination of cells, in the order of the cells.
    It is handed them in the order of ``names``: words and ids as text, counts as int, numbers as
    Decimal, days and moments as date and datetime, flags as bool, several in one cell as a tuple,
    an empty cell as None.  It answers with an exact number, or with None where there is none, and
    depends on nothing else.  Raises `FunctionFailed` at the first combination where it raises
    something else than `Refused`, answers with anything else, or with a number too large, and
    where the rows lack a column because no key of the step names it.
    """
    lacking = [name for name in names if name not in scope.columns]
    if lacking:
        what = msg("its function asks for {names}, which no key names", names=", ".join(lacking))
        raise FunctionFailed(what)
    about = [scope.columns[name] for name in names]
    name = f"{TEMPORARY}{scope.joined}"
    keys = [f"{name}-{number}" for number in range(len(names) + 1)]
    frame = scope.frame.with_columns(
        each.alias(key) for each, key in zip(_keys(names, about), keys, strict=True)
    )
    found = worked_out(frame.select(keys).unique())
    readers = [_reader(book.sight.tables.facts, scope, each) for each in about]
    cells = [_cells(row, readers) for row in found.iter_rows()]
    answers: list[Fraction | None] = [None] * len(cells)
    for place in sorted(range(len(cells)), key=lambda place: _in_order(cells[place])):
        answers[place] = _answer(function, names, cells[place])
    columns, bottom = _columns(answers, name)
    frame = _answered(scope.engine, frame, found, keys, columns).drop(keys)
    scope = replace(scope, frame=frame, joined=scope.joined + 1)
    return scope, Quantity(nw.col(name), bottom, MOST)


def _keys(names: Sequence[str], about: Sequence[Known]) -> Iterator[nw.Expr]:
    """The cells without an empty one, which no join would meet, and which of them are empty."""
    empty, several = nw.lit(0, nw.Int64), nw.List(nw.Int64)
    for number, (name, known) in enumerate(zip(names, about, strict=True)):
        column = nw.col(seen(name))
        empty = empty + column.is_null().cast(nw.Int64) * (1 << number)
        if known.type in _TEXTS:
            yield column.fill_null("")
        elif known.type in _SEVERAL:
            yield column.cast(several).fill_null(nw.lit([0], several))
        else:
            yield column.cast(nw.Int64).fill_null(0)
    yield empty


def _answered(
    engine: Engine,
    frame: Frame,
    found: nw.DataFrame[Any],
    keys: list[str],
    columns: Mapping[str, list[int | None]],
) -> Frame:
    """The rows with the answers to the combinations that were found, as columns.

    They are read from a list where one with a place for all that could be is not too long.
    """
    index, size = _index(found, keys)
    if index is None or size > DENSE:
        series = (nw.new_series(n, a, nw.Int64, backend="polars") for n, a in columns.items())
        return frame.join(engine.take(found.with_columns(*series)), on=keys, how="left")
    places = found.select(index.alias("place"))["place"].to_list()
    for name, answers in columns.items():
        listed: list[int | None] = [None] * size
        for place, answer in zip(places, answers, strict=True):
            listed[place] = answer
        frame = engine.pick(frame, index, listed, name)
    return frame


def _index(found: nw.DataFrame[Any], keys: Sequence[str]) -> tuple[nw.Expr | None, int]:
    """The place of a combination among all of the integers between those found, and how many.

    There is none where there are texts or lists.
    """
    index, size = nw.lit(0, nw.Int64), 1
    for key in keys:
        codes = found[key]
        if not codes.dtype.is_integer() or codes.is_empty():
            return None, 0
        low, width = codes.min(), codes.max() - codes.min() + 1
        index, size = index * width + nw.col(key) - low, size * width
    return index, size


def _cells(row: Sequence[Any], readers: Sequence[Callable[[Any], Any]]) -> Combination:
    *codes, empty = row
    return tuple(
        None if empty >> number & 1 else read(code)
        for number, (code, read) in enumerate(zip(codes, readers, strict=True))
    )


def _in_order(cells: Combination) -> Combination:
    """Empty cells come first."""
    return tuple((cell is not None, cell) for cell in cells)


def _reader(facts: Facts, scope: Scope, about: Known) -> Callable[[Any], Any]:
    """What makes a cell of a code."""
    match about.type:
        case C.WORD:
            return list(scope.words.vocabularies[about.vocabulary]).__getitem__
        case C.UNIT | C.PERSON | C.OUTLET:
            return facts.subjects[about.type].__getitem__
        case C.WORK | C.REQUEST:
            return facts.rows(REFERENCES[about.type]).select("id").collect()["id"].__getitem__
        case C.NUMBER:
            return lambda code: Decimal(code).scaleb(-about.scale)
        case C.DAY:
            return from_number
        case C.MOMENT:
            return from_minutes
        case C.FLAG:
            return bool
        case C.WORDS | C.NUMBERS | C.UNITS | C.PEOPLE:
            read = _reader(facts, scope, replace(about, type=_SEVERAL[about.type]))
            return lambda codes: tuple(map(read, codes))
        case _:
            return lambda cell: cell


def _answer(
    function: Callable[..., object], names: Sequence[str], cells: Combination
) -> Fraction | None:
    try:
        answer = function(*cells)
    except Refused:
        raise
    except Exception as error:
        what = msg(
            "its function raised {kind} on {cells}: {said}",
            kind=type(error).__name__,
            cells=_told(names, cells),
            said=" ".join(str(error).split()),
        )
        raise FunctionFailed(what) from error
    if answer is None:
        return None
    number = _exact(answer)
    if number is None:
        what = msg(
            "its function answered {answer} on {cells}, not an int, a Decimal, a Fraction or None",
            answer=_shown(answer),
            cells=_told(names, cells),
        )
        raise FunctionFailed(what)
    if max(abs(number.numerator), number.denominator) > MOST:
        what = msg(
            "its function answered {answer} on {cells}, which has too many digits to be counted "
            "exactly",
            answer=_shown(answer),
            cells=_told(names, cells),
        )
        raise FunctionFailed(what)
    return number


def _exact(answer: object) -> Fraction | None:
    if isinstance(answer, Decimal):
        return Fraction(answer) if answer.is_finite() else None
    if isinstance(answer, int | Fraction) and not isinstance(answer, bool):
        return Fraction(answer)
    return None


def _told(names: Sequence[str], cells: Combination) -> str:
    return ", ".join(f"{name} = {_shown(cell)}" for name, cell in zip(names, cells, strict=True))


def _shown(cell: object) -> str:
    text = repr(cell)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _columns(
    answers: Sequence[Fraction | None], name: str
) -> tuple[dict[str, list[int | None]], int | nw.Expr]:
    """The answers as integers, over one denominator where that leaves room to count."""
    bottoms = [1 if each is None else each.denominator for each in answers]
    tops = [None if each is None else each.numerator for each in answers]
    bottom = 1
    for each in set(bottoms):
        bottom = lcm(bottom, each)
        if bottom > MOST:
            break
    else:
        pairs = zip(tops, bottoms, strict=True)
        common = [None if top is None else top * (bottom // own) for top, own in pairs]
        if all(top is None or abs(top) <= MOST for top in common):
            return {name: common}, bottom
    below = f"{name}/"
    return {name: tops, below: list(bottoms)}, nw.col(below)
