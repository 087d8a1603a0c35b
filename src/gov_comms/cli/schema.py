"""``gov-comms schema``: what an editor needs to complete and underline an agency's files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.output import unwritable, write_text
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "schema"
KINDS = ("agency", "edition", "case", "clauses")


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "For an agency, its own words, measures and outlets are the only ones allowed. All "
            "kinds go into a folder, one kind into a file, or to the terminal."
        ),
        example="schema haidian -o schemas",
        takes=[
            parameters.agency(reader, required=False),
            click.Option(
                ["--kind"],
                type=click.Choice(KINDS),
                help=reader.say(msg("Only the schema of this kind of file.")),
            ),
            click.Option(
                ["-o", "--output"],
                type=click.Path(path_type=Path),
                metavar="PATH",
                help=reader.say(msg("The folder to write to; with --kind the file.")),
            ),
        ],
    )


def run(reader: Reader, agency: str | None, kind: str | None, output: Path | None) -> int:
    """Print or write the schemas, and the line that leads an editor to them."""
    from gov_comms.config import open_agency
    from gov_comms.config.schemas import schemas

    made = schemas(reader.language, open_agency(agency) if agency else None)
    chosen = made if kind is None else {kind: made[kind]}
    if output is None:
        click.echo(_text(chosen if kind is None else chosen[kind]), nl=False)
        return DONE
    files = {_file(output, each, alone=kind is not None): chosen[each] for each in chosen}
    for path, schema in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path.parent, error) from error
        write_text(path, _text(schema))
        click.echo(reader.say(msg("written: {path}", path=path)))
    click.echo(reader.say(msg("An editor finds a schema by the first line of a file, such as:")))
    click.echo(f"  #:schema {next(iter(files)).resolve().as_posix()}")
    return DONE


def _file(output: Path, kind: str, *, alone: bool) -> Path:
    """Where the schema of a kind goes: into a folder, unless it is alone and a file is named."""
    return output if alone and not output.is_dir() else output / f"{kind}.schema.json"


def _text(schema: Any) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
