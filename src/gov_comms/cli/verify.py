"""``gov-comms verify``: a second person looks at the evidence of an adoption."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.output import unwritable
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "verify"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg("Nobody verifies his own. With --save the files are written out to look at."),
        example="verify A2014-0013 --db record.db",
        takes=[
            click.Argument(["adoption"], metavar="ADOPTION"),
            click.Option(
                ["--save"],
                type=click.Path(file_okay=False, path_type=Path),
                metavar="FOLDER",
                help=reader.say(msg("Only write its files into this folder.")),
            ),
            click.Option(
                ["--reject"],
                metavar="ID",
                multiple=True,
                help=reader.say(msg("A file that does not prove it; may be given again.")),
            ),
            at_desk.reason(reader),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    adoption: str,
    save: Path | None,
    reject: tuple[str, ...],
    reason: str,
) -> int:
    """Verify the adoption, or write its files out."""
    from gov_comms.review.adoptions import files_to_read, verify

    if save is None:
        said = {"adoption": adoption, "reject": reject, "reason": reason}
        return at_desk.carried(reader, db, verify, acting_for, **said)
    with at_desk.visited(db, acting_for) as desk:
        files = files_to_read(desk, adoption)
    for name, content in files:
        path = save / name
        try:
            save.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise unwritable(path, error) from error
        click.echo(reader.say(msg("written: {path}", path=path)))
    return DONE
