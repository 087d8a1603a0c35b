"""The plan of a regulation: its steps in running order, and what each must keep for later ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gov_comms.language.reading import names_read, receiver_of, receivers_read, table_read
from gov_comms.language.step import Derive, On, Step
from gov_comms.ledger.buckets import next_level
from gov_comms.ledger.tables import derived_in_order
from gov_comms.model import Edition
from gov_comms.plugins.nouns import Verb
from gov_comms.timeline import is_level, rank_of_level

CONTINUES = ("split", "set")
"""The verbs whose claims stand for older ones."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of one step in running order.

    It holds for days from ``first`` to ``last`` (None: until further notice).  ``carried`` are the
    columns that later steps read on its claims, ``names`` those it needs on the rows it looks at:
    its own and those it carries; ``reaches`` are the buckets in which later steps look at them
    (``ever``, ``week`` …).
    """

    number: int
    step: Step
    edition: Edition
    first: date
    last: date | None
    verb: Verb
    carried: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reaches: frozenset[str] = frozenset()
    follows: bool = False
    """Whether another edition was in force before this one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All entries in order, and what the editions derive.

    ``needs`` are the columns that entries read of each table of facts, told or only looked at.
    """

    entries: tuple[Entry, ...]
    derives: tuple[Derive, ...]
    needs: Mapping[str, tuple[str, ...]]

    @property
    def looks_back(self) -> bool:
        """Whether some step looks at facts from before the period."""
        return any(
            entry.step.within == "ever"
            or (entry.step.post or "").startswith("next ")
            or entry.edition.since is not None
            for entry in self.entries
        ) or any(d.related is not None and d.related.looks_back for d in self.derives)


def make_plan(
    versions: Sequence[tuple[Step, Edition, date, date | None]],
    derives: tuple[Derive, ...],
    verbs: Mapping[str, Verb],
) -> Plan:
    """The plan of merged editions; each version of a step keeps what all later steps read."""
    entries: list[Entry] = []
    start = min((first for *_, first, _ in versions), default=None)
    for number, (step, edition, first, last) in reversed(list(enumerate(versions))):
        # The last step first: a split or a set hands on what the steps behind it read.
        later = [entry for entry in reversed(entries) if selects(entry.step, step)]
        carried = [name for entry in later for name in _read_through(entry)]
        if any(_excludes_works(entry.step) for entry in entries):
            carried.append("work")
        carried = list(dict.fromkeys(carried))
        entries.append(
            Entry(
                number,
                step,
                edition,
                first,
                last,
                verbs[step.do],
                tuple(carried),
                _names_on_rows(step, carried),
                frozenset(reach for entry in later for reach in _reaches_through(entry)),
                first != start,
            )
        )
    entries.reverse()
    return Plan(tuple(entries), derives, _needs(entries, derives))


def _needs(entries: Sequence[Entry], derives: Sequence[Derive]) -> dict[str, tuple[str, ...]]:
    """The columns that entries read of each table, once each, in the order of the entries."""
    found: dict[str, list[str]] = {}
    by_name = {(derive.on, derive.name): derive for derive in derives}
    for entry in entries:
        table = table_behind(entries, entry)
        names = found.setdefault(table, ["outlet"] if table == "adoption" else [])
        left = getattr(rows_of(entry), "results", None)
        made = {d.name: d for d in derives if left is not None and d.on == left}
        read = derived_in_order(made, entry.names)[1]
        names.extend([*reasons(by_name, table, read), *read])
    return {table: tuple(dict.fromkeys(names)) for table, names in found.items() if table}


def _reach(step: Step) -> tuple[str, ...]:
    """The buckets in which a step looks at claims; ``before month`` is the one before the run's."""
    level = next_level(step)
    if level is None:
        return (step.within,)
    within = step.within if is_level(step.within) else level
    return (step.within, f"before {max((level, within), key=rank_of_level)}")


def _read_through(entry: Entry) -> tuple[str, ...]:
    """The columns an entry needs on the claims it looks at, for itself and for what it opens."""
    handed_on = entry.carried if entry.step.do in CONTINUES else ()
    return (*_read_on_claims(entry.step), *handed_on)


def _reaches_through(entry: Entry) -> tuple[str, ...]:
    """The buckets in which an entry, and what looks at the claims it opens, looks at claims."""
    handed_on = entry.reaches if entry.step.do in CONTINUES else ()
    return (*_reach(entry.step), *handed_on)


def selected(step: Step) -> tuple[str, ...] | None:
    """The steps and parts whose claims a step looks at; None when it looks at no claims."""
    of = getattr(step, "of", None)
    if not isinstance(of, tuple):
        return None
    return (*of, *getattr(step, "also", ()))


def selects(step: Step, opening: Step) -> bool:
    """Whether a step looks at the claims of another; an empty ``of`` means all of them."""
    of = selected(step)
    on = table_read(step)
    if of is None:
        return on is not None and on.table == "totals"
    if not of:
        return step.do != "exclude"
    origins = [opening.id, *(selected(opening) or ())]
    # A split or a set stands for whatever it came from, whose part only the run knows.
    return opening.do in CONTINUES or opening.part in of or any(name in of for name in origins)


def _excludes_works(step: Step) -> bool:
    """An excluded work takes along the claims of all facts that hang on it, a request its works."""
    on = table_read(step) if step.do == "exclude" else None
    return on is not None and on.table in ("submission", "request")


def _read_on_claims(step: Step) -> tuple[str, ...]:
    """The columns a step reads on claims; one that has subjects reads its rows' columns instead."""
    if selected(step) is None:
        return ()
    if hasattr(step, "subjects") and getattr(step, "each", None) != "claim":
        order = getattr(step, "order", ())
        ordered = (each[1] for each in order if isinstance(order, tuple) and each[1])
        return (*getattr(step, "match", ()), *ordered)
    to: Any = getattr(step, "to", None)
    receivers = receivers_read(to) if step.do == "split" and to is not None else ()
    shares = ("shares",) if getattr(step, "by", None) == "shares" else ()
    return (*names_read(step), *receivers, *shares)


def _names_on_rows(step: Step, carried: Iterable[str]) -> tuple[str, ...]:
    """The columns that a step needs on the rows it looks at: its own and those it carries."""
    to = receiver_of(step)
    receivers = receivers_read(to) if to is not None else ()
    dated = (step.dated_by,) if step.dated_by else ()
    return tuple(dict.fromkeys((*names_read(step), *receivers, *carried, *dated)))


def reasons(
    plan_derives: Mapping[tuple[str, str], Derive], table: str, names: Iterable[str]
) -> tuple[str, ...]:
    """The columns that tell why a rule applied: what it read, and what derived columns read.

    A derived number is told by what it was made of; a derived condition or word is told too.
    """
    told: list[str] = []

    def tell(name: str) -> None:
        derive = plan_derives.get((table, name))
        if derive is not None:
            for each in names_read(derive):
                tell(each)
        if name not in told and (derive is None or derive.value is None):
            told.append(name)

    for name in names:
        tell(name)
    return tuple(told)


def rows_of(entry: Entry) -> On | None:
    """Which rows an entry looks at."""
    return table_read(entry.step)


def table_behind(entries: Iterable[Entry], entry: Entry) -> str:
    """The table of facts whose rows an entry looks at, itself or as a duty's results; or empty."""
    on = rows_of(entry)
    seen: set[str] = set()
    while on is not None and on.results is not None and on.results not in seen:
        seen.add(on.results)
        on = next(
            (
                rows_of(each)
                for each in entries
                if each.step.id == on.results and each.step.do == "require"
            ),
            None,
        )
    return "" if on is None or on.results is not None else on.table
