"""The command line: each command is one call and one rendering."""

from gov_comms.cli.program import main

__all__ = ["main"]
