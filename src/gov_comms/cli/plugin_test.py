"""``gov-comms plugin test``: whether an agency's plugins hold to their contracts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from gov_comms.cli import parameters
from gov_comms.cli.exits import ANSWER_IS_NO, DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import shown
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.trials.judging import Verdict


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        "test",
        run,
        about=msg("Try an agency's plugins on its cases: the contracts that all hold to."),
        details=msg(
            "Replayable, no network, no clock, nothing kept, explained, exact, on one row and on "
            "many. Single files run without being trusted: read them first."
        ),
        example="plugin test haidian",
        takes=[parameters.agency(reader), parameters.output_format(reader, "table", "json")],
    )


def run(reader: Reader, agency: str, output_format: str) -> int:
    """Print each contract and what stands against it; the answer is no when something does."""
    from gov_comms.config.opening import plugins_listed
    from gov_comms.trials.judging import CONTRACTS, judged

    listed = plugins_listed(agency)
    if not listed.names:
        click.echo(reader.say(msg("{agency} enables no plugin", agency=agency)))
        return ANSWER_IS_NO
    verdicts = judged(listed.folder)
    broken = [each for each in verdicts if each.against]
    if output_format == "json":
        told = [
            {"contract": each.contract, "against": list(each.against), "tried": each.tried}
            for each in verdicts
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return ANSWER_IS_NO if broken else DONE
    for each in verdicts:
        click.echo(f"{_mark(each)} {reader.say(CONTRACTS[each.contract])}")
        for line in each.against:
            click.echo(f"    {shown(line)}")
    names = ", ".join(listed.names)
    idle = sum(not each.tried for each in verdicts)
    if broken:
        said = msg("{plugins}: {count} contracts are broken", plugins=names, count=len(broken))
    elif idle:
        said = msg(
            "{plugins}: {count} contracts hold; there is nothing to try {idle} on",
            plugins=names,
            count=len(verdicts) - idle,
            idle=idle,
        )
    else:
        said = msg("{plugins}: all {count} contracts hold", plugins=names, count=len(verdicts))
    click.echo(reader.say(said))
    return ANSWER_IS_NO if broken else DONE


def _mark(verdict: Verdict) -> str:
    """Broken, held, or with nothing to try it on."""
    if verdict.against:
        return click.style("✗", "red")
    return click.style("✓", "green") if verdict.tried else "–"
