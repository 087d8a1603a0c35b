"""``gov-comms pay``: the money of a closed period, prepared, approved and paid by three people."""

from __future__ import annotations

from pathlib import Path

import click

from gov_comms.cli import at_desk, contents, parameters
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

NAME = "pay"
_PREPARE = "pay prepare 2014 --rule 稿酬 --basis 八条 --budget 经费 --db r.db"


def command(reader: Reader) -> click.Command:
    """The group in the reader's language."""
    return parameters.group(
        reader,
        NAME,
        about=contents.about(NAME),
        example=_PREPARE,
        commands=[
            _prepare(reader),
            parameters.command(
                reader,
                "approve",
                run_approve,
                about=msg("Approve a batch that somebody else prepared."),
                example="pay approve P2014-0001 --db record.db",
                takes=[_batch(), *at_desk.options(reader)],
            ),
            parameters.command(
                reader,
                "pay",
                run_pay,
                about=msg("Record that an approved batch is paid."),
                example="pay pay P2014-0001 --db record.db",
                takes=[_batch(), *at_desk.options(reader)],
            ),
            parameters.command(
                reader,
                "reverse",
                run_reverse,
                about=msg("Set a batch aside; it stays in the record."),
                example='pay reverse P2014-0001 --reason "重复" --db record.db',
                takes=[_batch(), at_desk.reason(reader, required=True), *at_desk.options(reader)],
            ),
            _sheet(reader),
        ],
    )


def _batch() -> click.Argument:
    return click.Argument(["batch"], metavar="ID")


def _prepare(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "prepare",
        run_prepare,
        about=msg("Prepare a batch of a closed period's money."),
        details=msg("The batch keeps no more than the last four digits of bank numbers."),
        example=_PREPARE,
        takes=[
            click.Argument(["period"], metavar="P"),
            click.Option(
                ["--rule"],
                metavar="ID",
                required=True,
                help=reader.say(msg("Which payment of the rules: a [[pay]] of agency.toml.")),
            ),
            click.Option(
                ["--basis"],
                metavar="TEXT",
                default="",
                help=reader.say(msg("The document and article on which it is paid.")),
            ),
            click.Option(
                ["--budget"],
                metavar="TEXT",
                default="",
                help=reader.say(msg("The budget item that bears it.")),
            ),
            click.Option(
                ["--accounts"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help=reader.say(msg("Bank numbers: a sheet with the columns 收款人 and 账号.")),
            ),
            *at_desk.options(reader),
        ],
    )


def _sheet(reader: Reader) -> click.Command:
    return parameters.command(
        reader,
        "sheet",
        run_sheet,
        about=msg("Write the pay sheet (发放表) of a batch."),
        example="pay sheet P2014-0001 -o 发放表.xlsx --db record.db",
        takes=[
            _batch(),
            parameters.output(reader, required=True, about=msg("The workbook to write.")),
            *at_desk.options(reader),
        ],
    )


def run_prepare(
    reader: Reader,
    db: str,
    acting_for: str,
    period: str,
    rule: str,
    basis: str,
    budget: str,
    accounts: Path | None,
) -> int:
    """Prepare a batch."""
    from gov_comms.closing.bank import read_accounts
    from gov_comms.closing.pay import prepare_pay

    numbers = {} if accounts is None else read_accounts(accounts)
    said = {"period": period, "rule_id": rule, "basis": basis, "budget": budget}
    return at_desk.carried(reader, db, prepare_pay, acting_for, **said, accounts=numbers)


def run_approve(reader: Reader, db: str, acting_for: str, batch: str) -> int:
    """Authorise a batch."""
    from gov_comms.closing.pay import authorise_pay

    return at_desk.carried(reader, db, authorise_pay, acting_for, batch_id=batch)


def run_pay(reader: Reader, db: str, acting_for: str, batch: str) -> int:
    """Record a payment."""
    from gov_comms.closing.pay import pay_out

    return at_desk.carried(reader, db, pay_out, acting_for, batch_id=batch)


def run_reverse(reader: Reader, db: str, acting_for: str, batch: str, reason: str) -> int:
    """Reverse a batch."""
    from gov_comms.closing.pay import reverse_pay

    return at_desk.carried(reader, db, reverse_pay, acting_for, batch_id=batch, reason=reason)


def run_sheet(reader: Reader, db: str, acting_for: str, batch: str, output: Path) -> int:
    """Write the pay sheet."""
    from gov_comms.bulletin.pay_sheet import pay_sheet
    from gov_comms.cli.output import write_bytes
    from gov_comms.closing.pay import batch_for

    with at_desk.visited(db, acting_for) as desk:
        sheet = pay_sheet(batch_for(desk, batch), reader.language)
    write_bytes(output, sheet)
    click.echo(reader.say(msg("{file} is written", file=str(output))))
    return DONE
