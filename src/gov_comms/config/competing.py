"""Competing: claims that one keep chooses among although they can never compete."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gov_comms.config.ground import Opening
from gov_comms.config.overlaps import receivers
from gov_comms.config.standing import Standing
from gov_comms.errors import Problem, Severity
from gov_comms.language.reading import receiver_of
from gov_comms.language.step import Step
from gov_comms.messages import msg
from gov_comms.model import ColumnType

_UNITS = (ColumnType.UNIT, ColumnType.UNITS)


def competing_of(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Keeps over claims that can go to one unit in two capacities, which nobody named."""
    by_id = {each.step.id: each for each in steps}
    for standing in steps:
        if standing.step.do != "keep":
            continue
        chosen = standing.above.chosen(getattr(standing.step, "of", ()))
        given = [each for each in chosen if each.step.do == "award"]
        for first, second in combinations(given, 2):
            if not _measured_together(standing.step, first, second):
                continue
            mine, other = by_id[first.step.id], by_id[second.step.id]
            capacities = [_capacity(each.step) for each in (mine, other)]
            if None in capacities or capacities[0] == capacities[1] or not _meet(mine, other):
                continue
            what = msg(
                "what {first} gives to {one} and {second} to {other} never competes",
                first=first.step.id,
                one=capacities[0],
                second=second.step.id,
                other=capacities[1],
            )
            hint = msg(
                "if one of them shall give way, write one capacity on both: {example}",
                example=f'capacity = "{capacities[0]}"',
            )
            yield standing.problem(("of",), "never-compete", what, hint, Severity.WARNING)


def _measured_together(keep: Step, first: Opening, second: Opening) -> bool:
    """Whether a keep holds what two steps opened against each other, if capacities allow it."""
    across, narrowed = getattr(keep, "across", ()), getattr(keep, "measures", ())
    if across:
        return bool(first.measures & set(across) and second.measures & set(across))
    shared = first.measures & second.measures
    return bool(shared & set(narrowed) if narrowed else shared)


def _capacity(step: Step) -> str | None:
    """The column by which a step finds who receives; None where the step names a capacity."""
    to = receiver_of(step)
    if getattr(step, "capacity", None) is not None or (to is not None and to.members_of):
        return None
    return to.paths[0] if to is not None else "unit"


def _meet(first: Standing, second: Standing) -> bool:
    """Whether one unit can receive from both."""
    if _units(first) and _units(second):
        return True
    return bool(receivers(first.step) & receivers(second.step))


def _units(standing: Standing) -> bool:
    """Whether some column in which a step finds who receives holds units."""
    rows = standing.above.rows(standing.step)
    paths = (rows.path(name) for name in receivers(standing.step))
    return any(path is not None and path.column.type in _UNITS for path in paths)
