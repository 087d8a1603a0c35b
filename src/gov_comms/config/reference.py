"""References: whether what a condition names exists and can be tested in that way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from gov_comms.config.below import Below, Said
from gov_comms.config.ground import Ground
from gov_comms.config.naming import shown
from gov_comms.config.rows import RESULT_WORDS
from gov_comms.errors import Severity
from gov_comms.language.condition import ColumnRef, Named, Test
from gov_comms.language.faults import Keys, near_or_listed, nearest
from gov_comms.language.names import NameAmbiguous, NameUnknown, Path
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, ColumnType, WordList

C = ColumnType
Note = Callable[[Keys, str, Message, Message | None, Severity], None]
"""Notes a problem under the keys of one step or derivation."""

NUMERIC = (C.COUNT, C.NUMBER)
_EQUAL = ("is", "not", "any_of", "none_of")
_ORDER = ("at_least", "more_than", "at_most", "less_than", "between")
_HAS = ("has", "has_any", "has_all", "not", "none_of")
FITTING: Mapping[ColumnType, tuple[str, ...]] = {
    **dict.fromkeys((C.COUNT, C.NUMBER, C.DAY, C.MOMENT, C.WORD), (*_EQUAL, *_ORDER)),
    **dict.fromkeys((C.ID, C.UNIT, C.PERSON, C.OUTLET), _EQUAL),
    **dict.fromkeys((C.WORDS, C.UNITS, C.PEOPLE), _HAS),
    C.FLAG: ("is", "not"),
}
_TRUE, _FALSE = ("true", "yes", "是", "1"), ("false", "no", "否", "0")


@dataclass(frozen=True, slots=True)
class References:
    """Everything that conditions and values may refer to by name, and where faults are noted.

    ``yielded`` are the words of derived words, by table and name; ``lost`` are derivations that
    could not be read, of which nothing is known; ``below`` is what may not be read yet.
    """

    agency: Agency
    yielded: Mapping[tuple[str, str], tuple[str, ...]]
    note: Note
    lost: frozenset[str] = frozenset()
    below: Below | None = None

    def error(self, keys: Keys, code: str, what: Message, hint: Message | None = None) -> None:
        """Note an error."""
        self.note(keys, code, what, hint, Severity.ERROR)

    def paths(self, name: str, ground: Ground, keys: Keys) -> tuple[Path, ...]:
        """What a column's name means; nothing, and an error noted, when it means none."""
        if not ground.rows or self._is_lost(name):
            return ()
        try:
            return ground.paths(name)
        except NameUnknown as unknown:
            if not self._column_too_early(name, keys):
                what = msg("there is no column {name} here", name=name)
                hint = _way_hint(ground.ways(name))
                hint = hint or near_or_listed(name, unknown.known, ground.own())
                self.error(keys, "unknown-column", what, hint)
        except NameAmbiguous as unclear:
            what = msg("{name} can mean {ways}", name=name, ways=", ".join(unclear.paths))
            self.error(keys, "ambiguous-column", what, msg("write the way in full"))
        return ()

    def claims_too_early(self, name: str, keys: Keys) -> bool:
        """Whether a step or part stands below, or no longer; that it does is noted."""
        return self._too_early(self.below.claims(name) if self.below else None, keys)

    def _column_too_early(self, name: str, keys: Keys) -> bool:
        return self._too_early(self.below.column(name) if self.below else None, keys)

    def _too_early(self, said: Said | None, keys: Keys) -> bool:
        if said is not None:
            self.error(keys, "stands-below", *said)
        return said is not None

    def _is_lost(self, name: str) -> bool:
        return name.rpartition(".")[2] in self.lost

    def words(self, path: Path) -> WordList | None:
        """The closed list of words that a column can hold, if it is closed."""
        column = path.column
        if column.words in RESULT_WORDS:
            return RESULT_WORDS[column.words]
        if column.words is not None:
            return self.agency.words.get(column.words)
        words = self.yielded.get((path.table, column.id))
        return WordList(column.id, column.name, words) if words else None

    def test(self, test: Test | Named, ground: Ground, keys: Keys) -> None:
        """Check one test of a condition, or one that is named; it stands under ``keys``."""
        if isinstance(test, Named):
            self._named(test, ground, keys)
            return
        for path in self.paths(test.column, ground, keys):
            self._test(test, path, ground, keys)

    def _named(self, test: Named, ground: Ground, keys: Keys) -> None:
        if not ground.rows or self._is_lost(test.name):
            return
        paths: tuple[Path, ...] = ()
        try:
            paths = ground.paths(test.name)
        except (NameUnknown, NameAmbiguous):
            pass
        if not paths and self._column_too_early(test.name, keys):
            return
        if not paths or any(path.column.type is not C.FLAG for path in paths):
            flags = [n for n in ground.known() if (p := ground.path(n)) and p.column.type is C.FLAG]
            what = msg("no condition or yes/no column is called {name}", name=test.name)
            self.error(keys, "unknown-condition", what, nearest(test.name, flags))

    def _test(self, test: Test, path: Path, ground: Ground, keys: Keys) -> None:
        if test.operator == "present":
            return
        kind, words = path.column.type, self.words(path)
        fitting = FITTING.get(kind, ())
        if test.operator not in fitting:
            said = test.keys[-1] if test.keys and test.keys[-1] != test.column else test.operator
            what = msg(
                "the test {test} does not fit {column}, a column of the type {type}",
                test=said,
                column=test.column,
                type=kind.value,
            )
            tests = ", ".join((*fitting, "present"))
            self.error(keys, "wrong-test", what, msg("known: {words}", words=tests))
            return
        if kind is C.WORD and test.operator in _ORDER and (words is None or not words.ordered):
            what = msg("the words of {column} have no order", column=test.column)
            how = msg("declare them from low to high with ordered = true")
            self.error(keys, "no-order", what, how)
            return
        if isinstance(test.operand, ColumnRef):
            self._compare(test.operand, path, ground, keys)
            return
        operands = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        for operand in operands:
            self.literal(operand, path, keys)

    def _compare(self, other: ColumnRef, path: Path, ground: Ground, keys: Keys) -> None:
        kind = path.column.type
        for found in self.paths(other.column, ground, (*keys, "column")):
            same = found.column.type is kind or {found.column.type, kind} <= set(NUMERIC)
            if kind is C.DAY and found.column.type is C.MOMENT:
                self._day_and_moment(other.column, path.column.id, (*keys, "column"))
            elif not same and (kind, found.column.type) != (C.MOMENT, C.DAY):
                what = msg(
                    "{column} is a column of the type {type} and cannot be compared with {other}",
                    column=other.column,
                    type=found.column.type.value,
                    other=path.column.id,
                )
                self.error((*keys, "column"), "wrong-type", what)
        if other.plus_days and kind not in (C.DAY, C.MOMENT):
            what = msg("plus_days moves days; {column} holds none", column=path.column.id)
            self.error((*keys, "plus_days"), "wrong-type", what)

    def _day_and_moment(self, moment: str, day: str, keys: Keys) -> None:
        what = msg(
            "{day} is a day and {moment} a moment: on that day nobody can tell which was first",
            day=day,
            moment=moment,
        )
        hint = msg("test the moment, which counts as its whole day against a day")
        self.error(keys, "day-and-moment", what, hint)

    def literal(self, raw: object, path: Path, keys: Keys) -> None:
        """Check a plain value with which a column is compared."""
        kind, name = path.column.type, path.column.id
        if kind in NUMERIC:
            if isinstance(raw, bool) or not isinstance(raw, (int, Decimal)):
                what = msg("{column} holds numbers, not {found}", column=name, found=shown(raw))
                self.error(keys, "wrong-type", what, _number_hint(raw))
        elif kind is C.DAY:
            if not isinstance(raw, date) or isinstance(raw, datetime):
                what = msg("{column} holds days, not {found}", column=name, found=shown(raw))
                how = msg("write a day without quotes: 2014-03-01")
                self.error(keys, "wrong-type", what, how)
        elif kind is C.MOMENT:
            if not isinstance(raw, date):
                what = msg("{column} holds moments, not {found}", column=name, found=shown(raw))
                how = msg("write a moment without quotes: 2014-03-01T09:30:00")
                self.error(keys, "wrong-type", what, how)
            elif isinstance(raw, datetime) and (raw.second or raw.microsecond or raw.tzinfo):
                what = msg("{column} is exact to the minute, without a zone", column=name)
                self.error(keys, "wrong-type", what)
        elif kind is C.FLAG:
            if not isinstance(raw, bool):
                what = msg("{column} holds yes or no, not {found}", column=name, found=shown(raw))
                self.error(keys, "wrong-type", what, flag_hint(str(raw)))
        elif not isinstance(raw, str):
            what = msg("{column} holds words, not {found}", column=name, found=shown(raw))
            hint = _quote_hint(raw)
            self.error(keys, "wrong-type", what, hint)
        else:
            self.word(raw, path, keys)

    def word(self, word: str, path: Path, keys: Keys) -> None:
        """Check that a column can hold a word, as far as its words are known."""
        words = self.words(path)
        if words is not None:
            if word not in words.words:
                what = msg("{column} is never {word}", column=path.column.id, word=f'"{word}"')
                self.error(keys, "unknown-word", what, nearest(word, words.words))
            return
        rosters = {C.UNIT: "unit", C.PERSON: "person", C.OUTLET: "outlet"}
        listed = tuple(self._listed(rosters.get(path.column.type, "")))
        if listed and word not in listed:
            what = msg("{name} is not listed in agency.toml", name=f'"{word}"')
            self.note(keys, "not-listed", what, nearest(word, listed), Severity.WARNING)

    def role(self, role: str, keys: Keys) -> None:
        """Check that people can have a role, as far as roles or people are known."""
        column = self.agency.tables["person"].column("roles")
        if column is not None and column.words in self.agency.words:
            path = Ground(self.agency.tables, ("person",)).path("roles")
            if path is not None:
                self.word(role, path, keys)
            return
        people = self.agency.rosters.get("person", ())
        held = [each for row in people for each in _texts(row.cells.get("roles"))]
        if people and role not in held:
            what = msg("nobody is listed with the role {role}", role=role)
            self.note(
                keys, "not-listed", what, nearest(role, dict.fromkeys(held)), Severity.WARNING
            )

    def _listed(self, roster: str) -> Iterable[str]:
        for row in self.agency.rosters.get(roster, ()):
            yield str(row.cells.get("id"))
            yield from _texts(row.cells.get("aliases"))

    def measure(self, name: str, keys: Keys) -> None:
        """Check that a measure of this name exists."""
        if name not in self.agency.measures:
            what = msg("no measure is called {name}", name=name)
            declared = msg("declare it: {example}", example=f"[measures.{name}]")
            hint = nearest(name, self.agency.measures) or declared
            self.error(keys, "unknown-measure", what, hint)


def _way_hint(ways: tuple[str, ...]) -> Message | None:
    """The whole way, where a dotted name was only the end of one."""
    if len(ways) == 1:
        return msg("did you mean {word}?", word=repr(ways[0]))
    return msg("write the whole way: {ways}", ways=", ".join(ways)) if ways else None


def _texts(cell: object) -> tuple[str, ...]:
    return tuple(str(each) for each in cell) if isinstance(cell, tuple) else ()


def flag_hint(text: str) -> Message:
    """What to write for something that looks like yes or no."""
    if text.lower() in _TRUE:
        return msg("write {example}", example="true")
    if text.lower() in _FALSE:
        return msg("write {example}", example="false")
    return msg("write true or false")


def _quote_hint(raw: object) -> Message | None:
    if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        return msg("write {example}", example=f'"{raw}"')
    return None


def _number_hint(raw: object) -> Message | None:
    if isinstance(raw, str):
        try:
            Decimal(raw)
        except ArithmeticError:
            return None
        return msg("write {example}", example=raw)
    return None
