"""The trace of a call: what was asked of plugins, what they answered, how long it took."""

from __future__ import annotations

import click

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import table
from gov_comms.messages import msg


def echo_trace(reader: Reader) -> None:
    """Print the trace, if the call asks for one, to the error stream."""
    if reader.trace is None:
        return
    headings = (msg("called"), msg("plugin"), msg("version"), msg("answer"), msg("milliseconds"))
    rows = [
        (each.hook, each.plugin, each.version, each.answers, f"{each.seconds * 1000:.1f}")
        for each in reader.trace.calls
    ]
    click.echo(table([reader.say(each) for each in headings], rows, numbers=(4,)), err=True)
