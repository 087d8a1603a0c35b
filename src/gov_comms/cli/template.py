"""``gov-comms template``: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.messages import msg

NAME = "template"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "With its columns, and its words to choose from, in the agency's language unless "
            "--lang is given."
        ),
        example="template haidian -o 填报表.xlsx",
        takes=[
            parameters.agency(reader),
            parameters.output(reader, required=True, about=msg("The .xlsx file to write.")),
        ],
    )


def run(reader: Reader, agency: str, output: Path) -> int:
    """Write the workbook in the agency's language."""
    from gov_comms.config import open_agency
    from gov_comms.facts import write_template

    opened = open_agency(agency, reader.care())
    write_template(opened.agency, output, reader.document_language(opened.agency.language))
    echo_warnings(opened.problems, reader)
    click.echo(reader.say(msg("written: {path}", path=output)))
    return DONE
