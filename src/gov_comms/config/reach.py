"""Reach: steps that nothing can reach, values that reach nobody, and what the source lost."""

from __future__ import annotations

from collections.abc import Iterator

from gov_comms.config.ground import MEASURE_OF, Above, Ground, selection
from gov_comms.config.standing import Standing, applies
from gov_comms.errors import Problem, Severity
from gov_comms.language.faults import Keys
from gov_comms.language.reading import receiver_of, receivers_read, table_read
from gov_comms.language.step import Step, To
from gov_comms.language.value import Unknown, walk
from gov_comms.messages import msg
from gov_comms.model import ColumnType


def reach_of(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Steps whose condition can never hold, and those that find no claims in their measures."""
    for standing in steps:
        step = standing.step
        logic = standing.logic()
        when = getattr(step, "when", None)
        if when is not None and not logic.possible(logic.alternatives(when)):
            what = msg("this condition can never hold")
            yield standing.problem(("when",), "never", what)
        elif when is not None and not logic.possible(applies(standing, logic, steps)):
            what = msg("no row that reaches this step fulfils its condition")
            yield standing.problem(("when",), "never", what)
        yield from _without_claims(standing)
        yield from _people_without(standing)


def _without_claims(standing: Standing) -> Iterator[Problem]:
    step, above = standing.step, standing.above
    wanted = set(getattr(step, "measures", ()))
    looked_at = getattr(step, MEASURE_OF.get(step.do, "measure"), None)
    if isinstance(looked_at, str):
        wanted = {looked_at}
    if not hasattr(step, "of") or (step.do == "exclude" and table_read(step) is not None):
        return
    of = selection(step)
    for keys, name, wanted_there in _named_in(step, wanted):
        given = {m for opening in above.chosen((name,)) for m in opening.measures}
        if wanted_there and not given & wanted_there:
            what = msg(
                "{name} gives {given}, not {wanted}",
                name=name,
                given=", ".join(sorted(given)),
                wanted=", ".join(sorted(wanted_there)),
            )
            yield standing.problem(keys, "no-claims", what)
    if not of:
        given = {m for opening in above.chosen(()) for m in opening.measures}
        if not given or (wanted and not given & wanted):
            names = ", ".join(sorted(wanted)) or ", ".join(above.agency.measures)
            what = msg("no step above gives {measures}", measures=names)
            yield standing.problem(("of",), "no-claims", what)


def _named_in(step: Step, wanted: set[str]) -> Iterator[tuple[Keys, str, set[str]]]:
    """Every step or part that a step selects, under its keys, and the measures looked for in it."""
    for index, name in enumerate(selection(step)):
        yield ("of", index), name, wanted
    for each in getattr(step, "targets", ()):
        for index, name in enumerate(each.of):
            yield ("targets", each.name, "of", index), name, wanted
    for index, name in enumerate(getattr(step, "also", ()) if step.do == "skip" else ()):
        yield ("also", index), name, set(getattr(step, "measures", ()))


def _people_without(standing: Standing) -> Iterator[Problem]:
    """People counted by a measure that no step above gives to people."""
    step, above = standing.step, standing.above
    measure = getattr(step, MEASURE_OF.get(step.do, ""), None)
    if getattr(step, "subjects", None) != "person" or not isinstance(measure, str):
        return
    openings = [each for each in above.chosen(selection(step)) if measure in each.measures]
    if openings and not any(reaches_people(above, each.step) for each in openings):
        what = msg("{measure} is given only to units, not to people", measure=measure)
        hint = msg("give it to the authors, or write for = {units}", units='"unit"')
        yield standing.problem((MEASURE_OF[step.do],), "only-units", what, hint)


def reaches_people(above: Above, step: Step) -> bool:
    """Whether a step can open claims of people; one that continues others may."""
    to = receiver_of(step)
    if to is None:
        return step.do not in ("base", "quota", "rank", "clamp", "round", "weigh", "award") or (
            getattr(step, "subjects", None) == "person"
        )
    if to.members_of is not None:
        return True
    ground = above.rows(step)
    types = {path.column.type for name in to.paths if (path := ground.path(name))}
    return not types.isdisjoint({ColumnType.PERSON, ColumnType.PEOPLE})


def units_of_people(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Steps that say nobody, on rows of which only a person tells the unit that receives."""
    for standing in steps:
        step, table = standing.step, standing.table()
        if table is None or getattr(step, "to", 0) is not None:
            continue
        for name in receivers_read(receiver_of(step) or To(())):
            person = _person_on_the_way(standing.above, table, name)
            if person is None:
                continue
            what = msg(
                "{table} has no unit of its own: this goes to that of {person}",
                table=table,
                person=person,
            )
            hint = msg(
                "say which is meant: to = {person} or to = {unit}",
                person=f'"{person}"',
                unit=f'"{person}.{name}"',
            )
            yield standing.problem(("on",), "unit-of-person", what, hint, Severity.WARNING)


def _person_on_the_way(above: Above, table: str, name: str) -> str | None:
    """The way to the person through whom rows of a table come to a column, if they do."""
    path = Ground(above.tables, (table,)).path(name)
    if path is None or not path.hops:
        return None
    way = ".".join(path.hops)
    held = Ground(above.tables, (table,)).path(way)
    return way if held is not None and held.column.type is ColumnType.PERSON else None


def left_on_works(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Awards to a work with no split below that says whose they are."""
    for standing in steps:
        to = receiver_of(standing.step)
        if standing.table() is None or to is None:
            continue
        ground = standing.above.rows(standing.step)
        types = [path.column.type for name in to.paths if (path := ground.path(name))]
        if ColumnType.WORK not in types:
            continue
        for keys, measure, _ in standing.given():
            if not _is_split(steps, standing, measure):
                what = msg(
                    "{measure} stays with the work; no split below says whose it is",
                    measure=measure,
                )
                hint = msg("split it by a step with of = {of}", of=f'["{standing.step.id}"]')
                yield standing.problem(keys, "left-on-work", what, hint)


def _is_split(steps: tuple[Standing, ...], standing: Standing, measure: str) -> bool:
    for each in steps[steps.index(standing) + 1 :]:
        chosen = each.above.chosen(selection(each.step))
        narrowed = getattr(each.step, "measures", ())
        over = standing.step.id in {opening.step.id for opening in chosen}
        if each.step.do == "split" and over and (not narrowed or measure in narrowed):
            return True
    return False


def unknowns_of(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """What the source lost: values that are not there, and the office's own in their place."""
    for standing in steps:
        if standing.step.unknown is not None:
            what = msg("not in the source: {why}", why=standing.step.unknown)
            yield standing.problem(("unknown",), "unknown", what, severity=Severity.NOTICE)
        for keys, value in standing.values():
            for part in walk(value):
                if not isinstance(part, Unknown):
                    continue
                what = msg("not in the source: {why}", why=part.why)
                hint = (
                    msg("nothing is given here")
                    if part.office is None
                    else msg("the office's own value stands in its place")
                )
                here = (*keys, *part.keys)
                yield standing.problem(here, "unknown", what, hint, Severity.NOTICE)
