"""Law: what a regulation must not leave open, checked before anything runs.

Each check looks at an agency whose words are all known, under every edition in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from gov_comms.config.bans import bans_of
from gov_comms.config.competing import competing_of
from gov_comms.config.gaps import gaps_of
from gov_comms.config.ground import Ground, walk_steps
from gov_comms.config.idle import never_due, unused
from gov_comms.config.logic import logic_of
from gov_comms.config.naming import since_then
from gov_comms.config.overlaps import overlaps_of
from gov_comms.config.reach import left_on_works, reach_of, units_of_people, unknowns_of
from gov_comms.config.roundings import roundings_of
from gov_comms.config.standing import Standing
from gov_comms.config.vetoes import counters_voided, excluded_too_late, voided_too_early
from gov_comms.errors import Place, Problem
from gov_comms.model import Agency, Edition
from gov_comms.plugins import Check, hookimpl

Finder = Callable[[tuple[Standing, ...]], Iterator[Problem]]


_OF_STEPS: tuple[Finder, ...] = (
    gaps_of,
    roundings_of,
    overlaps_of,
    competing_of,
    reach_of,
    left_on_works,
    units_of_people,
    voided_too_early,
    counters_voided,
    excluded_too_late,
    unknowns_of,
    bans_of,
)
"""What is asked about the steps that run under an edition."""


@hookimpl
def register_checks() -> Iterable[Check]:
    """The core's own checks, by the names under which problems speak of them."""
    yield Check("steps", _steps)
    yield Check("unused", unused)
    yield Check("never-due", never_due)


def _steps(agency: Agency) -> Iterable[Problem]:
    """What the steps that run under each edition leave open."""
    found: dict[Problem, Problem] = {}
    for number, edition in enumerate(agency.editions):
        seen = replace(agency, editions=agency.editions[: number + 1])
        known = logic_of(seen, Ground(seen.tables, ()))
        steps = tuple(Standing(*each, known) for each in walk_steps(seen, seen.editions))
        for problem in (each for find in _OF_STEPS for each in find(steps)):
            if problem not in found:
                found[problem] = _brought_by(edition, problem)
    return tuple(found.values())


def _brought_by(edition: Edition, problem: Problem) -> Problem:
    """A problem where it arises: with its step, or with the later edition that brings it."""
    if problem.place.file == edition.file:
        return problem
    what = since_then(problem.key, problem.place.file, problem.what)
    return replace(problem, place=Place(edition.file), key="from", what=what)
