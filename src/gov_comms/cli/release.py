"""``gov-comms release``: the office speaks in public."""

from __future__ import annotations

import click

from gov_comms.cli import at_desk, contents, parameters, taking
from gov_comms.cli.cells import cells_of, columns
from gov_comms.cli.reader import Reader
from gov_comms.cli.submit import file_in, manuscript, manuscript_in
from gov_comms.messages import msg

NAME = "release"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "FORM is one of the agency's forms of release, or with --question the number of one"
            " that was entered. A question is declined only where the form allows it."
        ),
        example='release 新闻发布会 --title "防汛部署" --db record.db',
        takes=[
            click.Argument(["form"], metavar="FORM"),
            manuscript(reader),
            *columns(reader, "submission", "title", "unit", "day"),
            click.Option(
                ["--table"],
                metavar="TABLE",
                default="",
                help=reader.say(msg("The table whose row it is, where several could be.")),
            ),
            click.Option(
                ["--invite", "invitees"],
                metavar="CLASS",
                multiple=True,
                help=reader.say(msg("Whom to invite, if not those of the form.")),
            ),
            click.Option(
                ["--interpreter"],
                metavar="NAME",
                default="",
                help=reader.say(msg("Who interprets.")),
            ),
            click.Option(
                ["--question"],
                metavar="TEXT",
                default="",
                help=reader.say(msg("What was asked.")),
            ),
            click.Option(
                ["--answer"],
                metavar="TEXT",
                default="",
                help=reader.say(msg("What was answered.")),
            ),
            click.Option(
                ["--decline", "declined"],
                is_flag=True,
                help=reader.say(msg("It was left unanswered.")),
            ),
            taking.checked(reader),
            taking.note(reader),
            *at_desk.options(reader),
        ],
    )


def run(
    reader: Reader,
    db: str,
    acting_for: str,
    form: str,
    file: str | None,
    question: str,
    answer: str,
    declined: bool,
    pairs: tuple[str, ...],
    table: str,
    invitees: tuple[str, ...],
    interpreter: str,
    checked: tuple[str, ...],
    note: str,
    **named: str | None,
) -> int:
    """Enter the release, or the question."""
    from gov_comms.review.releases import open_release, take_question

    if question:
        said = {"piece_id": form, "asked": question, "answer": answer, "declined": declined}
        return at_desk.carried(reader, db, take_question, acting_for, **said)
    path, rest = file_in(file, pairs)
    return at_desk.carried(
        reader,
        db,
        open_release,
        acting_for,
        form=form,
        table=table,
        cells=cells_of(reader, rest, named.items()),
        manuscript=manuscript_in(path),
        invitees=invitees,
        interpreter=interpreter,
        checked=checked,
        note=note,
    )
