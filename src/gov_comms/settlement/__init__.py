"""Settling a period: running the regulation in force and reading off what it comes to."""

from gov_comms.results import Explanation, Result
from gov_comms.settlement.cases import run_cases
from gov_comms.settlement.explaining import explain, explain_each
from gov_comms.settlement.revising import prepare_run
from gov_comms.settlement.scoring import run, score

__all__ = [
    "Explanation",
    "Result",
    "explain",
    "explain_each",
    "prepare_run",
    "run",
    "run_cases",
    "score",
]
