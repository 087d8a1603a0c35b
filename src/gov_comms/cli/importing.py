"""``gov-comms import``: a workbook, a file or a folder of tables into the record."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.exits import ANSWER_IS_NO
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.cli.render_table import shown
from gov_comms.messages import msg

NAME = "import"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Without --yes it only tells what would be written: how many rows, and their numbers. "
            "One wrong row, and nothing is. Rows that stand in the record already are left alone."
        ),
        example="import records.xlsx --db record.db --yes",
        takes=[
            click.Argument(["path"], metavar="PATH", type=click.Path(path_type=Path)),
            click.Option(["--yes"], is_flag=True, help=reader.say(msg("Write it."))),
            *at_desk.options(reader),
        ],
    )


def run(reader: Reader, db: str, acting_for: str, path: Path, yes: bool) -> int:
    """Tell what a file would bring, or bring it in."""
    from gov_comms.review.importing import bring_in, preview, summary

    if yes:
        return at_desk.carried(reader, db, bring_in, acting_for, path=path)
    with at_desk.visited(db, acting_for) as desk:
        found = preview(desk, path)
        for message in summary(desk.agency, found):
            click.echo(shown(reader.say(message)))
    echo_warnings(found.problems, reader)
    click.echo(reader.say(msg("Nothing is written yet; --yes writes it.")))
    return ANSWER_IS_NO
