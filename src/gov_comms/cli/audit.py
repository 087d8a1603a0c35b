"""``gov-comms audit``: proving a record, and handing it to inspectors."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.exits import ANSWER_IS_NO, DONE
from gov_comms.cli.output import write_text
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_problems
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from gov_comms.errors import Problem
    from gov_comms.record.audit import Verdict

NAME = "audit"


def command(reader: Reader) -> click.Command:
    """The group in the reader's language."""
    return parameters.group(
        reader,
        NAME,
        about=contents.about(NAME),
        example="audit verify --db office.db",
        commands=[
            _verify(reader),
            _rebuild(reader),
            _export(reader),
            _key(reader),
            _sign(reader),
            _expire(reader),
            _files(reader),
        ],
    )


def _verify(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "verify",
        run_verify,
        about=msg("Check every entry of the journal, and every stored file."),
        details=msg(
            "One changed byte is found, with the number of its entry and, where it can be told, "
            "the field. A journal that was wholly written anew is found by a signed head that was "
            "kept elsewhere."
        ),
        example="audit verify --db office.db --head 2026-06.json",
        takes=[
            parameters.record(reader),
            click.Option(
                ["--head", "heads"],
                type=click.Path(path_type=Path),
                metavar="FILE",
                multiple=True,
                help=reader.say(msg("A signed head that the journal must lead to.")),
            ),
            click.Option(
                ["--signer"],
                metavar="KEY",
                default="",
                help=reader.say(msg("The public key with which the heads must be signed.")),
            ),
        ],
    )


def _rebuild(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "rebuild",
        run_rebuild,
        about=msg("Prove that replaying the journal gives the rows that stand."),
        example="audit rebuild --db office.db",
        takes=[parameters.record(reader)],
    )


def _export(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "export",
        run_export,
        about=msg("Write the journal for inspectors: JSON lines, or a table to read."),
        details=msg(
            "A line of JSON is one entry with its digest; without the digest, sorted and without "
            "spaces, it is the text that the digest is of. It is done with the power audit."
        ),
        example="audit export --from 2026-01-01 -o journal.csv --db r.db",
        takes=[
            *at_desk.options(reader),
            click.Option(
                ["--from", "first"],
                type=click.DateTime(["%Y-%m-%d"]),
                metavar="DAY",
                help=reader.say(msg("From this day on.")),
            ),
            click.Option(
                ["--to", "last"],
                type=click.DateTime(["%Y-%m-%d"]),
                metavar="DAY",
                help=reader.say(msg("Up to this day.")),
            ),
            click.Option(
                ["--about", "subject"],
                metavar="ID",
                help=reader.say(msg("Only what was done about this.")),
            ),
            parameters.output_format(reader, "table", "jsonl"),
            parameters.output(
                reader, required=False, about=msg("Write to a file instead of the terminal.")
            ),
        ],
    )


def _files(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "files",
        run_files,
        about=msg("Check the evidence of adoptions: what is gone, and what was changed."),
        example="audit files --db office.db",
        takes=[parameters.record(reader)],
    )


def _key(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "key",
        run_key,
        about=msg("Make the key with which the office signs; it is kept outside the record."),
        example="audit key -o office.key",
        takes=[
            parameters.output(
                reader, required=True, about=msg("The file of the key; only its owner can read it.")
            )
        ],
    )


def _sign(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "sign",
        run_sign,
        about=msg("Sign the journal's last entry, to be kept elsewhere."),
        example="audit sign --db office.db --key office.key -o 2026-06.json",
        takes=[
            parameters.record(reader),
            click.Option(
                ["--key"],
                type=click.Path(path_type=Path),
                metavar="FILE",
                required=True,
                help=reader.say(msg("The file of the office's key.")),
            ),
            parameters.output(reader, required=True, about=msg("The file of the signed head.")),
        ],
    )


def _expire(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "expire",
        run_expire,
        about=msg("Drop the contents of files whose time is over; the journal stays."),
        details=msg(
            "The agency's retention_days says how long they are kept. Rules and closings are kept "
            "for good. It is done with the power system."
        ),
        example='audit expire --db office.db --reason "保存期满"',
        takes=[*at_desk.options(reader), at_desk.reason(reader, required=True)],
    )


def run_verify(reader: Reader, db: str, heads: tuple[Path, ...], signer: str) -> int:
    """Tell what is wrong with the journal; the answer is no when something is."""
    from gov_comms.closing.proving import check_closings
    from gov_comms.record.audit import verify
    from gov_comms.record.heads import check_head, read_head
    from gov_comms.record.opening import open_record

    signed = [read_head(path) for path in heads]
    record = open_record(db)
    verdict = verify(record)
    problems = list(verdict.problems)
    with record.reading() as view:
        for head in signed:
            problems += check_head(view, head, signer)
        problems += check_closings(view, signer)
    fine = msg(
        "{count} entries are as they were written; the last is {head}",
        count=verdict.entries,
        head=verdict.head,
    )
    return _told(reader, verdict, problems, fine)


def run_rebuild(reader: Reader, db: str) -> int:
    """Tell which rows the journal does not give; the answer is no when there are some."""
    from gov_comms.record.audit import rebuild
    from gov_comms.record.opening import open_record

    verdict = rebuild(open_record(db))
    fine = msg("replaying {count} entries gives every row that stands", count=verdict.entries)
    return _told(reader, verdict, verdict.problems, fine)


def run_export(
    reader: Reader,
    db: str,
    acting_for: str,
    first: datetime | None,
    last: datetime | None,
    subject: str | None,
    output_format: str,
    output: Path | None,
) -> int:
    """Print or write the journal or a part of it."""
    from gov_comms.cli.render_entries import entries_text
    from gov_comms.review.exporting import exported, json_lines, zone_of

    with at_desk.visited(db, acting_for) as desk:
        days = (first.date() if first else None, last.date() if last else None)
        entries = exported(desk, *days, subject)
        zone = zone_of(desk)
    table = output_format == "table"
    text = f"{entries_text(entries, reader, zone)}\n" if table else json_lines(entries)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_text(output, text)
    return DONE


def run_key(reader: Reader, output: Path) -> int:
    """Make the key, and tell its public part."""
    from gov_comms.record.signing import make_key

    key = make_key(output)
    click.echo(reader.say(msg("written: {path}", path=output)))
    click.echo(reader.say(msg("its public part, to be made known: {key}", key=key.public)))
    return DONE


def run_sign(reader: Reader, db: str, key: Path, output: Path) -> int:
    """Sign the last entry into a file."""
    from gov_comms.record.heads import head_text, sign_head
    from gov_comms.record.opening import open_record
    from gov_comms.record.signing import read_key

    signing = read_key(key)
    with open_record(db).reading() as view:
        head = view.head()
    if head is None:
        click.echo(reader.say(msg("the journal is empty")), err=True)
        return ANSWER_IS_NO
    write_text(output, head_text(sign_head(head, signing)))
    click.echo(reader.say(msg("written: {path}", path=output)))
    return DONE


def run_expire(reader: Reader, db: str, acting_for: str, reason: str) -> int:
    """Drop old files."""
    from gov_comms.review.retention import expire

    return at_desk.carried(reader, db, expire, acting_for, reason=reason)


def run_files(reader: Reader, db: str) -> int:
    """Tell which evidence is gone or changed; the answer is no when some is."""
    from gov_comms.record.opening import open_record
    from gov_comms.review.adoptions import audit_files

    with open_record(db).reading() as view:
        problems = audit_files(view)
    echo_problems(problems, reader, err=False)
    if problems:
        return ANSWER_IS_NO
    click.echo(reader.say(msg("all evidence is what was handed in")))
    return DONE


def _told(
    reader: Reader, verdict: Verdict, problems: tuple[Problem, ...] | list[Problem], fine: Message
) -> int:
    echo_problems(problems, reader, err=False)
    if problems:
        found = msg(
            "{entries} entries, {count} problems", entries=verdict.entries, count=len(problems)
        )
        click.echo(reader.say(found))
        return ANSWER_IS_NO
    click.echo(reader.say(fine))
    return DONE
