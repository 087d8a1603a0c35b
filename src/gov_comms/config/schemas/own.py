"""An agency's own words: what it lists is all that its files may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gov_comms.config.reference import FITTING
from gov_comms.config.rows import RESULT_WORDS
from gov_comms.config.schemas.grammar import Schema, closed, literal_of, ref, test, words
from gov_comms.config.schemas.tells import Teller
from gov_comms.kinds import BUILT_IN
from gov_comms.language.condition import OPERATORS
from gov_comms.language.names import NameAmbiguous, NameUnknown, known, resolve
from gov_comms.model import Agency, Column, ColumnType, Table

C = ColumnType
_OF_DAYS = ("after", "before", "on_or_after", "on_or_before")
"""Further names of tests, for days."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What is known of an agency; without one, only the built-in tables are."""

    agency: Agency | None

    def tables(self) -> Mapping[str, Table]:
        """Its tables, or the built-in ones."""
        return self.agency.tables if self.agency else BUILT_IN

    def words_of(self, column: Column) -> tuple[str, ...] | None:
        """The words that a column can hold; None where it takes any."""
        if self.agency is None:
            return None
        if column.words in RESULT_WORDS:
            return RESULT_WORDS[str(column.words)].words
        if column.words in self.agency.words:
            return self.agency.words[str(column.words)].words
        return self._outlets() if column.type is C.OUTLET else None

    def _outlets(self) -> tuple[str, ...] | None:
        """The names of the outlets that it lists; None where others are accepted."""
        agency = self.agency
        if agency is None or agency.unlisted_outlets != "error":
            return None
        names: list[str] = []
        for row in agency.rosters.get("outlet", ()):
            aliases = row.cells.get("aliases")
            names.append(str(row.cells["id"]))
            names += map(str, aliases if isinstance(aliases, tuple) else ())
        return tuple(dict.fromkeys(names)) or None

    def definitions(self, teller: Teller) -> dict[str, Schema]:
        """The definitions that are closed for this agency, in place of the open ones.

        Tests are defined once for each type of column, and for each list of words.
        """
        if self.agency is None:
            return {}
        measures = self.agency.measures
        told = {
            name: {"description": each.label.text(teller.language), "allOf": [ref("value")]}
            for name, each in measures.items()
        }
        tests = {_name(column): self._test(column, teller) for _, column in self._columns()}
        return {"measureName": words(measures), "gives": closed(told), **tests}

    def tests(self, teller: Teller) -> dict[str, Schema]:
        """For each column that a condition can name the test that fits it.

        A name that means columns of several kinds takes a test that fits one of them.
        """
        found: dict[str, dict[str, str]] = {}
        for name, column in self._columns():
            found.setdefault(name, {})[_name(column)] = column.name.text(teller.language)
        return {
            name: {
                "description": "/".join(dict.fromkeys(tests.values())),
                "anyOf": [ref(each) for each in tests],
            }
            for name, tests in found.items()
        }

    def _columns(self) -> Iterator[tuple[str, Column]]:
        """The names that mean a column on the rows of some table, and what they mean."""
        if self.agency is None:
            return
        tables = self.agency.tables
        ids = [column.id for table in tables.values() for column in table.columns]
        for table in tables:
            for name in dict.fromkeys((*known(tables, table), *ids)):
                try:
                    yield name, resolve(tables, table, name).column
                except (NameUnknown, NameAmbiguous):
                    continue
        # What a quota or a duty finds has words of its own beside those of the agency's outcomes.
        for found in RESULT_WORDS.values():
            yield "outcome", Column("outcome", C.WORD, found.name, words=found.id)

    def _test(self, column: Column, teller: Teller) -> Schema:
        operators = (*FITTING.get(column.type, ()), "present")
        if column.type in (C.DAY, C.MOMENT):
            operators = (*operators, *_OF_DAYS)
        fitting = [name for name in OPERATORS if name in operators]
        return test(literal_of(column.type, self.words_of(column)), fitting, teller)


def _name(column: Column) -> str:
    """The definition of a column's test."""
    return f"test.{column.type.value}" + (f".{column.words}" if column.words else "")
