"""Below: names that exist, but only at or after the part that wants to read them, or no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gov_comms.language.reading import names_read
from gov_comms.language.step import Derive, Step
from gov_comms.language.value import columns_of
from gov_comms.messages import Message, msg

Said = tuple[Message, Message | None]
"""What is wrong, and a hint."""


@dataclass(frozen=True, slots=True)
class Below:
    """A step or derivation, with the steps and derivations that stand below it.

    ``gone`` are the steps that were repealed and not written anew.
    """

    part: Step | Derive
    steps: Sequence[Step] = ()
    derives: Sequence[Derive] = ()
    gone: frozenset[str] = frozenset()

    def claims(self, name: str) -> Said | None:
        """Where a step or part stands whose claims are wanted too early."""
        if name == self._own_id():
            return msg("a step cannot look at itself"), None
        if name in self.gone:
            return msg("the step {name} is repealed", name=name), None
        return next(
            (self._moved(each, name) for each in self.steps if name in (each.id, each.part)), None
        )

    def column(self, name: str) -> Said | None:
        """Where a flag is set, or a column derived, that is wanted too early."""
        last = name.rpartition(".")[2]
        for each in self.steps:
            if getattr(each, "flag", None) == last:
                return self._moved(each, last)
        return next((self._derived(each) for each in self.derives if each.name == last), None)

    def _own_id(self) -> str | None:
        return self.part.id if isinstance(self.part, Step) else None

    def _moved(self, step: Step, name: str) -> Said:
        what = (
            msg("the step {name} stands below this one", name=name)
            if name == step.id
            else msg("{name} comes only from {step}, which stands below", name=name, step=step.id)
        )
        return what, msg("a step sees only what stands above it; write {step} first", step=step.id)

    def _derived(self, derive: Derive) -> Said:
        if derive is self.part:
            return msg("{name} is derived from itself", name=derive.name), None
        circle = self._circle(derive)
        if circle:
            ways = " → ".join(each.name for each in (*circle, circle[0]))
            return msg("derived in a circle: {ways}", ways=ways), None
        what = msg("{name} is derived below", name=derive.name)
        return what, msg("write its [[derive]] above this one")

    def _circle(self, start: Derive) -> tuple[Derive, ...]:
        """The derivations, from this one, of which each reads the next and the last this one."""
        ways: list[tuple[Step | Derive, ...]] = [(self.part, start)]
        seen: list[Step | Derive] = []
        while ways:
            way = ways.pop()
            if way[-1] is self.part:
                return tuple(each for each in way[:-1] if isinstance(each, Derive))
            if way[-1] not in seen:
                ways.extend((*way, each) for each in self._read_by(way[-1]))
                seen.append(way[-1])
        return ()

    def _read_by(self, derive: Step | Derive) -> Iterator[Derive]:
        names = set(names_read(derive))
        if isinstance(derive, Derive) and derive.related is not None:
            related = derive.related
            names |= {*related.pairs().values(), related.column or ""}
            names |= set(columns_of(related.where)) if related.where is not None else set()
        last = {name.rpartition(".")[2] for name in names}
        return (each for each in self.derives if each.name in last)
