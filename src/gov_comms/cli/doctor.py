"""``gov-comms doctor``: what this machine has and lacks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import ANSWER_IS_NO, DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import table
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from gov_comms.cli.machine import Finding

NAME = "doctor"
COLOURS = {"note": "cyan", "lacks": "red"}


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Python, libraries, the terminal, fonts, shipped agencies, plugins, working days. What "
            "is only noted does not stop the work."
        ),
        example="doctor",
        takes=[parameters.output_format(reader, "table", "json")],
    )


def run(reader: Reader, output_format: str) -> int:
    """Print every finding; the answer is no when something lacks."""
    from gov_comms.cli.machine import State, examine

    findings = tuple(examine())
    lacking = [each for each in findings if each.state is State.LACKS]
    if output_format == "json":
        click.echo(_json(findings, reader))
    else:
        click.echo(_text(findings, reader))
        verdict = msg("{count} things are lacking", count=len(lacking))
        click.echo("\n" + reader.say(verdict if lacking else msg("nothing is lacking")))
    return ANSWER_IS_NO if lacking else DONE


def _text(findings: Sequence[Finding], reader: Reader) -> str:
    """A row for each finding, and below them what to do."""
    states = {"fine": msg("fine"), "note": msg("noted"), "lacks": msg("lacks")}
    headings = [reader.say(each) for each in (msg("what"), msg("state"), msg("found"))]
    rows = [
        [_say(each.about, reader), reader.say(states[each.state]), _say(each.found, reader)]
        for each in findings
    ]
    head, rule, *lines = table(headings, rows).splitlines()
    coloured = [
        click.style(line, COLOURS.get(each.state))
        for line, each in zip(lines, findings, strict=True)
    ]
    hints = [
        f"{_say(each.about, reader)}: {reader.say(each.hint)}" for each in findings if each.hint
    ]
    return "\n".join([head, rule, *coloured, *([""] if hints else []), *hints])


def _say(text: Message | str, reader: Reader) -> str:
    return text if isinstance(text, str) else reader.say(text)


def _json(findings: Sequence[Finding], reader: Reader) -> str:
    told = [
        {
            "what": _say(each.about, reader),
            "state": each.state.value,
            "found": _say(each.found, reader),
            "hint": reader.say(each.hint) if each.hint else None,
        }
        for each in findings
    ]
    fine = not any(each["state"] == "lacks" for each in told)
    return json.dumps({"fine": fine, "findings": told}, ensure_ascii=False, indent=2)
