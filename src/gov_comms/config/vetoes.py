"""Vetoes and exclusions that stand before or behind the steps about which they seem to be."""

from __future__ import annotations

from collections.abc import Iterator

from gov_comms.config.ground import Above, selection
from gov_comms.config.overlaps import receivers
from gov_comms.config.standing import Standing
from gov_comms.errors import Problem, Severity
from gov_comms.kinds import REFERENCES
from gov_comms.language.reading import table_read
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
