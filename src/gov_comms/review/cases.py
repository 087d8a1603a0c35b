"""Running all worked examples: those of facts alone, and those in which people act at the desk."""

from __future__ import annotations

from gov_comms.config import Opened
from gov_comms.errors import Problem, in_order
from gov_comms.settlement import run_cases as run_plain_cases


def run_cases(opened: Opened) -> tuple[Problem, ...]:
    """One problem for each thing that a case expects and that did not come out."""
    failed = list(run_plain_cases(opened))
    acted = [case for case in opened.cases if case.acts]
    if acted:
        # The desk and its record are much to import for the many offices that have no such case.
        from gov_comms.review.playing import play

        failed += [problem for case in acted for problem in play(opened, case)]
    return in_order(failed)
