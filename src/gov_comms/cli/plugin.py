"""``gov-comms plugin``: what is installed and trusted, and the kit for authors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import contents, parameters, plugin_new, plugin_test
from gov_comms.cli.exits import ANSWER_IS_NO, DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import table
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.plugins.survey import Surveyed

NAME = "plugin"


def command(reader: Reader) -> click.Command:
    """The commands in the reader's language."""
    return parameters.group(
        reader,
        NAME,
        about=contents.about(NAME),
        example="plugin list",
        commands=[
            _list_command(reader),
            plugin_new.command(reader),
            plugin_test.command(reader),
            _trust_command(reader),
            _check_command(reader),
        ],
    )


def _list_command(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "list",
        list_plugins,
        about=msg("List the plugins that are there, and what each answers."),
        details=msg(
            "Each is loaded on trial, in a process of its own. With AGENCY also the files in its "
            "folder, and which of all of them it enables."
        ),
        example="plugin list haidian",
        takes=[
            parameters.agency(reader, required=False),
            parameters.output_format(reader, "table", "json"),
        ],
    )


def _trust_command(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "trust",
        trust_file,
        about=msg("Let a single file run as a plugin on this machine."),
        details=msg(
            "Read the file first: it may do whatever you may do. Its digest goes on the list of "
            "this machine; when the file changes it is not trusted any more."
        ),
        example="plugin trust office/plugins/weekend.py",
        takes=[
            click.Argument(
                ["file"],
                metavar="FILE",
                type=click.Path(dir_okay=False, path_type=Path),
                help=reader.say(msg("The file of the plugin.")),
            )
        ],
    )


def _check_command(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "check",
        check_plugins,
        about=msg("Say which plugins a version of the hooks would refuse."),
        details=msg("Before an upgrade: the notes of a release name its version of the hooks."),
        example="plugin check --against 1.2",
        takes=[
            parameters.agency(reader, required=False),
            click.Option(
                ["--against"],
                metavar="VERSION",
                help=reader.say(msg("The version of the hooks; without it that of this program.")),
            ),
        ],
    )


def list_plugins(reader: Reader, agency: str | None, output_format: str) -> int:
    """Print a row for each plugin; the answer is no when one that the agency enables is unsound."""
    from gov_comms.config.opening import plugins_listed
    from gov_comms.plugins.survey import sources_there, survey

    listed = plugins_listed(agency) if agency is not None else None
    found = survey(sources_there(listed.folder if listed else None))
    enabled = listed.names if listed else ()
    if output_format == "json":
        told = [_object(each, each.name in enabled if listed else None, reader) for each in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(_text(found, enabled, reader))
    lost = [name for name in enabled if name not in {each.name for each in found}]
    for name in lost:
        click.echo(reader.say(msg("plugin {name} is not installed", name=name)), err=True)
    unsound = [each for each in found if each.lacks and each.name in enabled]
    return ANSWER_IS_NO if lost or unsound else DONE


def _text(found: tuple[Surveyed, ...], enabled: tuple[str, ...], reader: Reader) -> str:
    headings = (
        msg("plugin"),
        msg("version"),
        msg("written for"),
        msg("enabled"),
        msg("state"),
        msg("hooks"),
    )
    rows = [
        (
            each.name,
            each.version,
            each.api,
            reader.say(msg("yes")) if each.name in enabled else "",
            reader.say(each.lacks or msg("fine")),
            ", ".join(each.hooks),
        )
        for each in found
    ]
    return table([reader.say(each) for each in headings], rows)


def _object(each: Surveyed, enabled: bool | None, reader: Reader) -> dict[str, object]:
    return {
        "name": each.name,
        "version": each.version,
        "api": each.api,
        "enabled": enabled,
        "hooks": list(each.hooks),
        "lacks": reader.say(each.lacks) if each.lacks else None,
    }


def trust_file(reader: Reader, file: Path) -> int:
    """Put a file on the list of this machine, and say what it is."""
    from gov_comms.plugins.finding import single_file
    from gov_comms.plugins.survey import survey
    from gov_comms.plugins.trust import allow_list, trust

    place = allow_list()
    digest = trust(file, place)
    said = msg("trusted: {file}, SHA-256 {digest}", file=file, digest=digest)
    click.echo(reader.say(said))
    click.echo(reader.say(msg("The list is {place}", place=place)))
    (found,) = survey((single_file(file),))
    if found.lacks is not None:
        said = msg("It cannot be used as it is: {why}", why=found.lacks)
        click.echo(reader.say(said), err=True)
        return ANSWER_IS_NO
    click.echo(reader.say(msg("It answers {hooks}", hooks=", ".join(found.hooks))))
    return DONE


def check_plugins(reader: Reader, agency: str | None, against: str | None) -> int:
    """Print which plugins are loaded and which are refused by a version of the hooks."""
    from gov_comms.config.opening import plugins_listed
    from gov_comms.plugins.api import API, parsed_version
    from gov_comms.plugins.finding import api_objection
    from gov_comms.plugins.survey import sources_there

    version = against or API
    if parsed_version(version) is None:
        said = msg("{version} is no version of the hooks", version=repr(version))
        raise click.BadParameter(reader.say(said), param_hint="--against")
    listed = plugins_listed(agency) if agency is not None else None
    refused = 0
    for source in sources_there(listed.folder if listed else None):
        if listed is not None and source.name not in listed.names:
            continue
        wrong = api_objection(source, version)
        refused += wrong is not None
        verdict = msg("refused: {why}", why=wrong[0]) if wrong else msg("is loaded")
        click.echo(f"{source.name} {source.version}: {reader.say(verdict)}")
    said = msg("version {version} of the hooks refuses {count}", version=version, count=refused)
    click.echo(reader.say(said))
    return ANSWER_IS_NO if refused else DONE
