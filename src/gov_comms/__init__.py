"""Run an office's reporting regulation on its records, down to the clause behind every number."""

__version__ = "0.1.0"
