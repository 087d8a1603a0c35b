"""Vetoes and exclusions that stand before or behind the steps about which they seem to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from gov_comms.config.ground import MEASURE_OF, Above, selection
from gov_comms.config.overlaps import receivers
from gov_comms.config.reach import reaches_people
from gov_comms.config.standing import Standing
from gov_comms.errors import Problem, Severity
from gov_comms.kinds import REFERENCES
from gov_comms.language.reading import names_read, table_read, totals_read
from gov_comms.language.step import Derive, Step
from gov_comms.messages import msg


def voided_too_early(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Vetoes with a step below that pays again."""
    for index, standing in enumerate(steps):
        if standing.step.do != "void":
            continue
        paying = [each.step.id for each in steps[index + 1 :] if _pays_again(each, standing)]
        if paying:
            what = msg(
                "this veto does not reach what stands below it: {steps}", steps=", ".join(paying)
            )
            hint = (
                msg("write the veto below them, if they are meant")
                if selection(standing.step)
                else msg("write the veto below them, or say with of what it is about")
            )
            yield standing.problem(("do",), "veto-order", what, hint, Severity.WARNING)


def _pays_again(later: Standing, veto: Standing) -> bool:
    """Whether a step pays what a veto above it voided: in its measures, and if it says of which
    steps it is, to the same receivers for the same rows, or under the name of a voided part.
    """
    of = selection(veto.step)
    voided = veto.above.chosen(of)
    measures = {measure for each in voided for measure in each.measures}
    narrowed = set(getattr(veto.step, "measures", ()))
    if not of:
        return any(not narrowed or measure in narrowed for _, measure, _ in later.given())
    wanted = measures & narrowed if narrowed else measures
    if not any(measure in wanted for _, measure, _ in later.given()):
        return False
    return later.step.part in of or any(
        table_read(each.step) == table_read(later.step)
        and receivers(each.step) & receivers(later.step)
        for each in voided
    )


def counters_voided(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Vetoes over everything that bring to zero what is only counted, and read below."""
    for index, standing in enumerate(steps):
        step, above = standing.step, standing.above
        if step.do != "void" or selection(step) or getattr(step, "measures", ()):
            continue
        people = "person" in getattr(step, "match", ())
        voided = [
            each for each in above.chosen(()) if not people or reaches_people(above, each.step)
        ]
        given = {measure for each in voided for measure in each.measures}
        shown = [each.id for each in above.agency.measures.values() if not each.hidden]
        meant = ", ".join(f'"{each}"' for each in shown if each in given)
        for measure in sorted(given.difference(shown) if meant else ()):
            counted = {each.step.id for each in voided if measure in each.measures}
            below = (each for each in steps[index + 1 :] if _counts(each, measure, counted))
            reading = ", ".join(each.step.id for each in below)
            if not reading:
                continue
            what = msg(
                "this veto brings {measure} to zero as well, which is read below: {steps}",
                measure=measure,
                steps=reading,
            )
            hint = msg(
                "write measures = [{measures}], and {measure} beside them only if it is meant",
                measures=meant,
                measure=measure,
            )
            yield standing.problem(("do",), "veto-counter", what, hint, Severity.WARNING)


def _counts(later: Standing, measure: str, counted: Set[str]) -> bool:
    """Whether a step reads what steps above it gave in a measure, as a count or as a total."""
    step, above = later.step, later.above
    if getattr(step, MEASURE_OF.get(step.do, ""), None) == measure:
        parts = [each.of for each in getattr(step, "targets", ())] or [selection(step)]
        if any(_among(above, of, counted) for of in parts):
            return True
    rows = above.rows(step)
    on = getattr(table_read(step), "results", None) or "totals"
    shapes: list[Step | Derive] = [step]
    while shapes:
        shape = shapes.pop()
        totals = (each for each in totals_read(shape) if each.measure == measure)
        if any(_among(above, each.of, counted) for each in totals):
            return True
        names = names_read(shape)
        if rows.subjects and measure in names and rows.path(measure) is not None:
            return True
        shapes += (d for d in map(later.known.derives.get, ((on, name) for name in names)) if d)
    return False


def _among(above: Above, of: Iterable[str], counted: Set[str]) -> bool:
    return any(opening.step.id in counted for opening in above.chosen(of))


def excluded_too_late(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Exclusions behind a step that has chosen the first among the excluded already."""
    for index, standing in enumerate(steps):
        if standing.step.do != "exclude":
            continue
        chosen = [
            each.step.id
            for each in steps[:index]
            if each.step.do in ("keep", "skip") and _choose_among(each, standing)
        ]
        if chosen:
            what = msg(
                "{steps} stands above and has chosen among these already", steps=", ".join(chosen)
            )
            hint = msg("write the exclusion above, so that what is excluded takes nobody's place")
            yield standing.problem(("do",), "exclude-order", what, hint, Severity.WARNING)


def _choose_among(keep: Standing, exclusion: Standing) -> bool:
    """Whether claims that an exclusion brings to zero competed under a step above it."""
    competing = keep.above.chosen(selection(keep.step))
    of = selection(exclusion.step)
    if of:
        out = {opening.step.id for opening in exclusion.above.chosen(of)}
        return any(opening.step.id in out for opening in competing)
    tables = {table for opening in competing for table in opening.tables}
    on = exclusion.table()
    return on is not None and any(_hangs_on(table, on, keep.above) for table in tables)


def _hangs_on(table: str, other: str, above: Above) -> bool:
    """Whether rows of a table go when rows of another go: the same, or those that refer to it."""
    columns = above.tables[table].columns if table in above.tables else ()
    return table == other or any(REFERENCES.get(each.type) == other for each in columns)
