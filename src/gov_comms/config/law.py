"""Law: what a regulation must not leave open, checked before anything runs.

Each check looks at an agency whose words are all known, under every edition in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from gov_comms.config.gaps import gaps_of
from gov_comms.config.ground import walk_steps
from gov_comms.config.naming import since_then
from gov_comms.config.overlaps import overlaps_of
from gov_comms.config.reach import left_on_works, reach_of, unknowns_of, voided_too_early
from gov_comms.config.roundings import roundings_of
from gov_comms.config.standing import Standing
from gov_comms.errors import Place, Problem
from gov_comms.model import Agency, Edition
from gov_comms.plugins import Check, hookimpl

Finder = Callable[[tuple[Standing, ...]], Iterator[Problem]]


@hookimpl
def register_checks() -> Iterable[Check]:
    """The core's own checks, by the names under which problems speak of them."""
    yield Check("gaps", _under_each_edition(gaps_of))
    yield Check("roundings", _under_each_edition(roundings_of))
    yield Check("overlaps", _under_each_edition(overlaps_of))
    yield Check("reach", _under_each_edition(reach_of))
    yield Check("works", _under_each_edition(left_on_works))
    yield Check("vetoes", _under_each_edition(voided_too_early))
    yield Check("unknowns", _under_each_edition(unknowns_of))


def _under_each_edition(find: Finder) -> Callable[[Agency], Iterable[Problem]]:
    """A check that asks ``find`` about the steps that run under each edition."""

    def run(agency: Agency) -> Iterable[Problem]:
        found: dict[Problem, Problem] = {}
        for number, edition in enumerate(agency.editions):
            editions = agency.editions[: number + 1]
            steps = tuple(Standing(*each) for each in walk_steps(agency, editions))
            for problem in find(steps):
                if problem not in found:
                    found[problem] = _brought_by(edition, problem)
        return tuple(found.values())

    return run


def _brought_by(edition: Edition, problem: Problem) -> Problem:
    """A problem where it arises: with its step, or with the later edition that brings it."""
    if problem.place.file == edition.file:
        return problem
    what = since_then(problem.key, problem.place.file, problem.what)
    return replace(problem, place=Place(edition.file), key="from", what=what)
