"""The exit codes, which scripts count on."""

DONE = 0
ANSWER_IS_NO = 1
"""Findings, objections, a failed case."""
WRONG = 2
"""The call or a file is wrong."""
