"""``gov-comms new``: the folder of a new agency, after a template."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.output import unwritable
from gov_comms.cli.reader import Reader
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg

NAME = "new"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "It passes check as it is: rules, a made-up roster and cases of the template, with "
            "comments. A template is blank, a shipped agency or a folder. What is not given is "
            "asked on a terminal."
        ),
        example="new shuili --from blank --name 某县水利局",
        takes=[
            click.Argument(
                ["agency_id"],
                metavar="ID",
                required=False,
                help=reader.say(msg("The name of its folder.")),
            ),
            click.Option(
                ["--from", "template"],
                metavar="TEMPLATE",
                help=reader.say(msg("The template: blank, a shipped agency, or a folder.")),
            ),
            click.Option(["--name"], help=reader.say(msg("What the office is called."))),
            click.Option(
                ["--into"],
                type=click.Path(file_okay=False, path_type=Path),
                metavar="DIR",
                default=".",
                help=reader.say(msg("The folder in which its folder is made.")),
            ),
            click.Option(
                ["--extends"],
                is_flag=True,
                help=reader.say(msg("Rest on the template instead of copying its rules.")),
            ),
        ],
    )


def run(
    reader: Reader,
    agency_id: str | None,
    template: str | None,
    name: str | None,
    into: Path,
    extends: bool,
) -> int:
    """Write the folder, and say what comes next."""
    from gov_comms.config.founding import BLANK, Founding, found, templates

    agency_id = agency_id or _asked(reader, msg("Name of the folder"), "ID")
    template = template or _asked(
        reader, msg("Template ({names})", names=", ".join(templates())), "--from", BLANK
    )
    name = name or _asked(reader, msg("Name of the office"), "--name", agency_id)
    files = found(Founding(agency_id, template, name, reader.language, into, extends))
    folder = into / agency_id
    if folder.exists():
        what, hint = msg("this is there already"), msg("choose another ID, or another --into")
        raise Refused([Problem("exists", Place(str(folder)), what, hint=hint)])
    for file, content in files.items():
        path = folder / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise unwritable(path, error) from error
        click.echo(reader.say(msg("written: {path}", path=path)))
    click.echo(reader.say(msg("Next: put your own names and rules in their place, and run")))
    click.echo(f"  gov-comms check {folder}")
    return DONE


def _asked(reader: Reader, question: Message, given_by: str, default: str | None = None) -> str:
    """What the reader answers on a terminal; elsewhere the default, or a refusal."""
    if sys.stdin.isatty():
        return str(click.prompt(reader.say(question), default=default))
    if default is not None:
        return default
    what = msg("this is needed where nobody can be asked")
    raise Refused([Problem("missing", Place(), what, given_by)])
