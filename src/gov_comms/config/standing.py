"""Steps where they stand: with their edition, what is above them, and the rows they look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gov_comms.config.ground import GIVES, Above, Ground
from gov_comms.config.logic import ALWAYS, Alternatives, Logic, both, either
from gov_comms.config.naming import dotted
from gov_comms.errors import Place, Problem, Severity
from gov_comms.language.faults import Keys
from gov_comms.language.reading import table_read
from gov_comms.language.step import Step, Strict
from gov_comms.language.value import Bands, Field, Lookup, Scaled, Value
from gov_comms.messages import Message
from gov_comms.model import Edition


@dataclass(frozen=True, slots=True)
class Standing:
    """A step that runs under an edition, and what stands above it.

    ``known`` is what the edition's derivations and words say of any rows.
    """

    step: Step
    edition: Edition
    above: Above
    known: Logic

    def problem(
        self,
        keys: Keys,
        code: str,
        what: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """A problem of this step, under keys of its own."""
        key = dotted(("step", self.step.id, *keys))
        return Problem(code, Place(self.edition.file), what, key, hint, severity)

    def table(self) -> str | None:
        """The table of facts whose rows the step looks at, if it looks at one."""
        on = table_read(self.step)
        if on is None or on.results is not None or on.table not in self.above.agency.tables:
            return None
        return on.table

    def values(self) -> Iterator[tuple[Keys, Value]]:
        """Every value of the step with the keys under which it stands."""
        for name, field in type(self.step).model_fields.items():
            yield from _values(getattr(self.step, name), (field.alias or name,))

    def given(self) -> Iterator[tuple[Keys, str, Value]]:
        """Every value that the step gives: its keys, the measure, the value."""
        for name in GIVES:
            for measure, value in (getattr(self.step, name, None) or {}).items():
                yield (name, measure), measure, value

    def ground(self, keys: Keys) -> Ground:
        """The rows on which a key of the step is read."""
        if keys[0] in (*GIVES, "every"):
            return self.above.given(self.step)
        return self.above.rows(self.step)

    def logic(self, keys: Keys = ("when",)) -> Logic:
        """The logic of the rows on which a key of the step is read."""
        ground = self.ground(keys)
        if keys == ("when",) and self.step.do == "convert":
            ground = self.above.claims(self.step)
        return replace(self.known, ground=ground)


def _values(raw: Any, keys: Keys) -> Iterator[tuple[Keys, Value]]:
    if isinstance(raw, Value):
        yield keys, raw
    elif isinstance(raw, dict):
        for key, each in raw.items():
            yield from _values(each, (*keys, key))
    elif isinstance(raw, tuple):
        for index, each in enumerate(raw):
            # A part that has a name is known by it in the texts of problems.
            key = getattr(each, "name", index) if isinstance(each, Strict) else index
            yield from _values(each, (*keys, key))
    elif isinstance(raw, Strict):
        for name, field in type(raw).model_fields.items():
            yield from _values(getattr(raw, name), (*keys, field.alias or name))


def applies(
    standing: Standing, logic: Logic, steps: Sequence[Standing], depth: int = 2
) -> Alternatives | None:
    """The ways in which a step's ``when`` can hold, given what comes before it.

    Rows that an exclusion above made unseen are out of reach; a step that works on claims reaches
    only rows for which a step above opened some.
    """
    when = logic.alternatives(getattr(standing.step, "when", None))
    table = standing.table()
    if table is not None:
        seen = [when]
        for other in steps[: steps.index(standing)]:
            if other.step.do == "exclude" and other.table() == table:
                seen.append(logic.alternatives(getattr(other.step, "when", None), holds=False))
        return both(*seen)
    of = getattr(standing.step, "of", None)
    if not of or depth == 0 or len(logic.ground.rows) != 1:
        return when
    opened = {opening.step.id for opening in standing.above.chosen(of)}
    sources = []
    for other in steps[: steps.index(standing)]:
        if other.step.id in opened:
            pays = [defined(logic, value) for *_, value in other.given()] or [ALWAYS]
            sources.append(both(applies(other, logic, steps, depth - 1), either(*pays)))
    return both(when, either(*sources))


def defined(logic: Logic, value: Value) -> Alternatives | None:
    """The rows for which a value is defined, as far as its outermost table or bands tell."""
    match value:
        case Scaled(value=inner):
            return defined(logic, inner)
        case Lookup(by=by, cells=cells, rest=None, empty=None):
            columns = (
                logic.entries(name, dict.fromkeys(cell.entry[index] for cell in cells))
                for index, name in enumerate(by)
            )
            return both(*columns)
        case Bands(of=Field(column=column), closed=closed, bands=bands, rest=None):
            edge = bands[0].edge if closed in ("at_least", "more_than") else bands[-1].edge
            operator = "at_most" if closed == "up_to" else closed
            return logic.compared(column, operator, edge)
    return ALWAYS
