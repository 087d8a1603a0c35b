"""``gov-comms plugin new``: a plugin with a passing test and an office to try it."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.output import unwritable
from gov_comms.cli.reader import Reader
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        "new",
        run,
        about=msg("Write a new plugin: code, a passing test, an office to try it."),
        details=msg(
            "A package to install, or with --one-file a single file in the folder of an office."
        ),
        example="plugin new weekend-bonus",
        takes=[
            click.Argument(["name"], metavar="NAME", help=reader.say(msg("The plugin's name."))),
            click.Option(
                ["--one-file"],
                is_flag=True,
                help=reader.say(msg("One file instead of a package.")),
            ),
            click.Option(
                ["--into"],
                type=click.Path(file_okay=False, path_type=Path),
                metavar="DIR",
                default=".",
                help=reader.say(msg("The folder in which its folder is made.")),
            ),
        ],
    )


def run(reader: Reader, name: str, one_file: bool, into: Path) -> int:
    """Write the folder, and say what comes next."""
    from gov_comms.plugins.founding import NewPlugin, found_plugin

    files = found_plugin(NewPlugin(name, one_file))
    folder = into / (name if one_file else f"gov-comms-{name}")
    if folder.exists():
        what, hint = msg("this is there already"), msg("choose another NAME, or another --into")
        raise Refused([Problem("exists", Place(str(folder)), what, hint=hint)])
    for file, text in files.items():
        path = folder / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise unwritable(path, error) from error
        click.echo(reader.say(msg("written: {path}", path=path)))
    click.echo(reader.say(msg("Next: read {path}", path=folder / "README.md")))
    return DONE
