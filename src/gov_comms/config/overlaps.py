"""Overlaps: two steps that can both pay the same fact, where nothing says whether both count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gov_comms.config.logic import both
from gov_comms.config.standing import Standing, applies, defined
from gov_comms.errors import Problem
from gov_comms.language.reading import receiver_of
from gov_comms.language.step import Step
from gov_comms.language.value import Value
from gov_comms.messages import msg

_DECIDES = ("keep", "set")


def overlaps_of(steps: tuple[Standing, ...]) -> Iterator[Problem]:
    """Pairs of steps that can pay one fact twice in a measure, and do not say that they mean to."""
    paying = [each for each in steps if each.table() is not None and each.step.do != "void"]
    for first, second in combinations(paying, 2):
        if first.table() != second.table() or not _same_receiver(first.step, second.step):
            continue
        if _adds(second.step, first.step) or _adds(first.step, second.step):
            continue
        for measure, mine, other in _shared(first, second):
            if _decided(steps, first, second, measure) or _apart(first, second, mine, other, steps):
                continue
            later = max((first, second), key=lambda each: each.edition.first_day)
            later = second if first.edition.first_day == second.edition.first_day else later
            earlier = first if later is second else second
            what = msg(
                "{later} and {earlier} can both pay one {table} in {measure}",
                later=later.step.id,
                earlier=earlier.step.id,
                table=first.table(),
                measure=measure,
            )
            hint = msg(
                "if only one counts, write a keep or a set over both; if both count, "
                "adds_to = {added}; if never both, conditions on the same column that "
                "exclude each other (the roster is not consulted)",
                added=f'["{earlier.step.id}"]',
            )
            yield later.problem((), "both-pay", what, hint)


def _shared(first: Standing, second: Standing) -> Iterator[tuple[str, Value, Value]]:
    """The measures that both give, with what each gives."""
    given = {measure: value for _, measure, value in first.given()}
    for _, measure, value in second.given():
        if measure in given:
            yield measure, given[measure], value


def _same_receiver(first: Step, second: Step) -> bool:
    """Whether both can pay somebody in the same capacity; capacities never compete."""
    capacities = [getattr(step, "capacity", None) for step in (first, second)]
    if any(capacities):
        return capacities[0] == capacities[1]
    mine, other = (receivers(step) for step in (first, second))
    return bool(mine & other)


def receivers(step: Step) -> set[str]:
    """The columns in which a step finds who receives, in words that two steps have in common."""
    to = receiver_of(step)
    if to is None:
        return {"unit"}
    return {f"members of {to.members_of}"} if to.members_of else set(to.paths)


def _adds(one: Step, other: Step) -> bool:
    """Whether one step says that it pays beside the other."""
    return other.id in one.adds_to or (other.part is not None and other.part in one.adds_to)


def _decided(steps: tuple[Standing, ...], first: Standing, second: Standing, measure: str) -> bool:
    """Whether a step below decides between the two."""
    for each in steps[steps.index(second) + 1 :]:
        if each.step.do not in _DECIDES:
            continue
        chosen = {o.step.id for o in each.above.chosen(getattr(each.step, "of", ()))}
        narrowed = getattr(each.step, "measures", ())
        over_both = {first.step.id, second.step.id} <= chosen
        if over_both and (not narrowed or measure in narrowed):
            return True
    return False


def _apart(
    first: Standing, second: Standing, mine: Value, other: Value, steps: tuple[Standing, ...]
) -> bool:
    """Whether no row can be paid by both."""
    logic = first.logic()
    said = [logic.alternatives(getattr(each.step, "when", None)) for each in (first, second)]
    values = (defined(logic, mine), defined(logic, other))
    if not logic.possible(both(*said, *values)):
        return True
    reached = (applies(first, logic, steps), applies(second, logic, steps))
    return not logic.possible(both(*reached, *values))
