"""Ground: what a name can mean where a step stands, and what the steps above it opened.

Steps are known by the keys they have wherever that is enough, so that a plugin's verb is checked
like our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gov_comms.config.derived import derived_column
from gov_comms.config.editions import Span, merged, merged_derives
from gov_comms.config.rows import TARGET, duties_table, results_table, subjects_table, totals_table
from gov_comms.language.names import (
    NameAmbiguous,
    NameUnknown,
    Path,
    known,
    resolve,
    ways_ending_in,
)
from gov_comms.language.reading import table_read
from gov_comms.language.step import Derive, Step
from gov_comms.model import Agency, Column, ColumnType, Edition, SubjectKind, Table

GIVES = ("give", "each_missing", "each_excess", "met", "unmet", "ratio")
"""The keys under which a step gives values by measure."""
MEASURE_OF = {"quota": "count", "skip": "count", "convert": "count", "rank": "by"}
"""The key that names the measure which a verb looks at, where it is not ``measure``."""
LEAVES_RESULTS = ("quota", "rank", "convert", "skip", "require")
_KINDS = tuple(kind.value for kind in (SubjectKind.UNIT, SubjectKind.PERSON))


@dataclass(frozen=True, slots=True)
class Opening:
    """What a step opened: claims in some measures, on rows of some tables.

    ``names`` are the steps and parts under which they are found.
    """

    step: Step
    measures: frozenset[str]
    tables: tuple[str, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """Rows on which a key of a step is read: their tables (one, or all that claims come from).

    ``subjects`` says that they are subjects, so that their totals can be read.
    """

    tables: Mapping[str, Table]
    rows: tuple[str, ...]
    subjects: bool = False

    def paths(self, name: str) -> tuple[Path, ...]:
        """What a name means on each kind of row that knows it.

        Raises `NameUnknown` when none does and `NameAmbiguous` when one of them cannot tell.
        """
        found = []
        for row in self.rows:
            try:
                found.append(resolve(self.tables, row, name))
            except NameUnknown:
                continue
        if not found:
            raise NameUnknown(name, self.known())
        return tuple(found)

    def known(self) -> tuple[str, ...]:
        """The names that can be said here."""
        return tuple(dict.fromkeys(name for row in self.rows for name in known(self.tables, row)))

    def own(self) -> tuple[str, ...]:
        """The columns that the rows themselves have, but for their ids."""
        columns = (column.id for row in self.rows for column in self.tables[row].columns)
        return tuple(dict.fromkeys(name for name in columns if name != "id"))

    def ways(self, name: str) -> tuple[str, ...]:
        """The whole ways of which a dotted name is the end; none for a plain name."""
        if "." not in name:
            return ()
        ways = (way for row in self.rows for way in ways_ending_in(self.tables, row, name))
        return tuple(dict.fromkeys(ways))

    def path(self, name: str) -> Path | None:
        """What a name means, when all rows that know it agree."""
        try:
            paths = self.paths(name)
        except (NameUnknown, NameAmbiguous):
            return None
        return paths[0] if len({path.column for path in paths}) == 1 else None


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a step: the claims opened, the flags set, the results left.

    ``tables`` are the agency's and those of subjects, totals and results.
    """

    agency: Agency
    tables: Mapping[str, Table]
    openings: Mapping[str, Opening] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    results: Mapping[str, Table] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    """Steps that could not be read, of which nothing is known."""

    def chosen(self, of: Iterable[str]) -> tuple[Opening, ...]:
        """The openings that steps and parts select; all of them for an empty selection."""
        names = set(of)
        return tuple(
            opening for opening in self.openings.values() if not names or opening.names & names
        )

    def names(self) -> tuple[str, ...]:
        """What ``of`` may name: the steps that opened claims, and their parts."""
        names = (name for opening in self.openings.values() for name in sorted(opening.names))
        return tuple(dict.fromkeys((*self.openings, *names)))

    def rows(self, step: Step) -> Ground:
        """The rows that a step looks at: of ``on``, subjects, or the rows behind its claims."""
        tables = self.tables
        on = table_read(step)
        kind = getattr(step, "subjects", None)
        if on is not None:
            if on.table == "totals":
                return Ground(tables, (f"totals:{kind or 'unit'}",), subjects=True)
            if on.results is not None:
                found = self._present((f"results:{on.results}",))
                # Results on facts have a day and are no subjects, of whom totals could be asked.
                return Ground(tables, found, subjects=not any(tables[row].day for row in found))
            return Ground(tables, self._present((on.table,)))
        if kind is not None and getattr(step, "each", None) != "claim":
            table = "totals" if step.do in ("rank", "quota", "skip") else "subjects"
            return Ground(tables, (f"{table}:{kind}",), subjects=True)
        if hasattr(step, "of"):
            return self.claims(step)
        return Ground(tables, tuple(f"subjects:{each}" for each in _KINDS), subjects=True)

    def claims(self, step: Step) -> Ground:
        """The rows behind the claims that a step selects."""
        rows = [row for each in self.chosen(getattr(step, "of", ())) for row in each.tables]
        return Ground(self.tables, self._present(dict.fromkeys(rows)))

    def given(self, step: Step) -> Ground:
        """The rows on which what a step gives is worked out."""
        rows = self.rows(step)
        if step.do not in MEASURE_OF:
            return rows
        found = self._results_of(step)
        if step.do != "convert":
            base = self.tables[rows.rows[0]]
            more = (column for column in found.columns if base.column(column.id) is None)
            found = replace(base, id=found.id, columns=(*base.columns, *more))
        return Ground({**self.tables, found.id: found}, (found.id,), subjects=True)

    def _results_of(self, step: Step) -> Table:
        """The rows that a step leaves, without derived columns."""
        if step.do not in MEASURE_OF:
            return self._duties_of(step)
        measure = self.agency.measures.get(getattr(step, MEASURE_OF[step.do]))
        kind = SubjectKind(getattr(step, "subjects", None) or "unit")
        claims = self.claims(step)
        per = (claims.path(name) for name in getattr(step, "per", ()))
        columns = tuple(path.column for path in per if path is not None)
        columns += (TARGET,) if getattr(step, "targets", ()) else ()
        scale = measure.scale if measure else 0
        return results_table(step.id, step.do, kind, scale, columns)

    def _duties_of(self, step: Step) -> Table:
        """The rows that a duty leaves, with the types of what it compares."""
        rows = self.rows(step)
        done: Any = getattr(step, "done", None)
        paths = [rows.path(each.deadline) for each in getattr(step, "by", ())]
        dues = {path.column.type for path in paths if path is not None}
        held = rows.path(done) if done is not None else None
        due = ColumnType.MOMENT if ColumnType.MOMENT in dues else ColumnType.DAY
        base = self.tables[rows.rows[0]] if rows.rows else None
        return duties_table(step.id, base, held.column.type if held else None, due)

    def _present(self, rows: Iterable[str]) -> tuple[str, ...]:
        tables = self.tables
        return tuple(row for row in rows if row in tables)

    def below(self, step: Step) -> Above:
        """What stands above whatever follows ``step``."""
        openings = dict(self.openings)
        results = dict(self.results)
        if step.do in LEAVES_RESULTS:
            results[step.id] = self._results_of(step)
        measures = self.measures_of(step)
        if measures:
            openings[step.id] = Opening(step, measures, self._behind(step), self._named(step))
        flag = getattr(step, "flag", None)
        flags = dict.fromkeys((*self.flags, flag)) if isinstance(flag, str) else self.flags
        tables = self.tables
        if len(flags) > len(self.flags) or len(results) > len(self.results):
            derives = _derives(self.agency)
            tables = row_tables(self.agency, tuple(flags), results, derives)
        return replace(
            self,
            tables=tables,
            openings=openings,
            steps=(*self.steps, step.id),
            flags=tuple(flags),
            results=results,
        )

    def measures_of(self, step: Step) -> frozenset[str]:
        """The measures in which a step opens claims."""
        given = {name for key in GIVES for name in getattr(step, key, ()) or ()}
        if given or not step.opens:
            return frozenset(given)
        measure = getattr(step, "measure", None)
        if isinstance(measure, str):
            return frozenset((measure,))
        if not hasattr(step, "of"):
            return frozenset()
        selected = {name for each in self.chosen(selection(step)) for name in each.measures}
        wanted = set(getattr(step, "measures", ()))
        return frozenset(selected & wanted if wanted else selected)

    def _behind(self, step: Step) -> tuple[str, ...]:
        """The tables of the rows behind the claims that a step opens."""
        if step.do == "convert":
            return (f"results:{step.id}",)
        ground = self.rows(step)
        if table_read(step) is None and ground.subjects:
            return tuple(row.replace("totals:", "subjects:") for row in ground.rows)
        return ground.rows

    def _named(self, step: Step) -> frozenset[str]:
        """How a step's claims are found; those of ``split`` and ``set`` keep their old names."""
        own = {step.id, *((step.part,) if step.part else ())}
        if step.do in ("split", "set"):
            own |= {name for each in self.chosen(selection(step)) for name in each.names}
        return frozenset(own)


def row_tables(
    agency: Agency, flags: Iterable[str], results: Mapping[str, Table], derives: Sequence[Derive]
) -> dict[str, Table]:
    """An agency's tables and those of subjects, of their totals and of the results of steps."""
    extra = _derived("totals", agency, derives)
    tables = dict(agency.tables)
    for kind in (SubjectKind.UNIT, SubjectKind.PERSON):
        for table in (
            subjects_table(kind),
            totals_table(agency.measures, kind, flags, extra),
        ):
            tables[table.id] = table
    for step, table in results.items():
        columns = (*table.columns, *_derived(step, agency, derives))
        tables[table.id] = replace(table, columns=columns)
    return tables


def _derived(on: str, agency: Agency, derives: Sequence[Derive]) -> tuple[Column, ...]:
    return tuple(derived_column(each, agency.tables) for each in derives if each.on == on)


def _derives(agency: Agency) -> tuple[Derive, ...]:
    return tuple(derive for derive, *_ in merged_derives(agency.editions))


def nothing_above(agency: Agency, broken: frozenset[str] = frozenset()) -> Above:
    """What stands above the first step; ``broken`` are steps that could not be read."""
    return Above(agency, row_tables(agency, (), {}, _derives(agency)), broken=broken)


def selection(step: Step) -> tuple[str, ...]:
    """The steps and parts whose claims a step selects."""
    of: Any = getattr(step, "of", ())
    return of if isinstance(of, tuple) else ()


def in_force(editions: Sequence[Edition]) -> tuple[tuple[Step, Edition], ...]:
    """The steps that run under the last of some editions, in running order."""
    spans: tuple[Span[Step], ...] = merged(editions)
    return tuple((step, edition) for step, edition, _, last in spans if last is None)


def walk_steps(
    agency: Agency, editions: Sequence[Edition], broken: frozenset[str] = frozenset()
) -> Iterator[tuple[Step, Edition, Above]]:
    """Each step that runs under the last of some editions, with what stands above it."""
    above = nothing_above(agency, broken)
    for step, edition in in_force(editions):
        yield step, edition, above
        above = above.below(step)


def derive_ground(agency: Agency, derive: Derive, above: Above) -> Ground:
    """The rows on which a derivation is read."""
    if derive.on == "totals":
        rows = tuple(f"totals:{kind}" for kind in _KINDS)
        return Ground(above.tables, rows, subjects=True)
    if derive.on in above.results:
        return Ground(above.tables, (f"results:{derive.on}",), subjects=True)
    rows = (derive.on,) if derive.on in agency.tables else ()
    return Ground(agency.tables, rows)
