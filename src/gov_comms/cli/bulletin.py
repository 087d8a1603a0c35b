"""``gov-comms bulletin``: the notice that an office signs."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import contents, parameters, sources
from gov_comms.cli.exits import DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_problems import echo_warnings
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.model import Agency, BulletinPlan
    from gov_comms.timeline import Period

NAME = "bulletin"


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Word to be signed, PDF, a page in which every number opens to its clauses, Excel or "
            "plain text, by the ending of the file's name; in the agency's language unless --lang "
            "is given. With --db a closed period has the figures that were closed."
        ),
        example="bulletin haidian --facts records.xlsx --period 2014 -o 通报.docx",
        takes=[
            parameters.agency(reader),
            *sources.options(reader),
            parameters.period(reader),
            parameters.output(
                reader,
                required=True,
                about=msg("The file to write: .docx, .pdf, .html, .xlsx or .txt."),
            ),
            click.Option(
                ["--kind"],
                metavar="ID",
                help=reader.say(msg("Which of the agency's bulletins, if it has several.")),
            ),
        ],
    )


def run(
    reader: Reader,
    agency: str,
    facts: Path | None,
    db: str | None,
    period: str,
    output: Path,
    kind: str | None,
) -> int:
    """Score the period and write its bulletin."""
    from gov_comms.bulletin import compose, gather, write_bulletin
    from gov_comms.config import open_agency
    from gov_comms.settlement import score

    source = sources.source_of(reader, facts, db)
    opened = open_agency(agency, reader.care())
    about = opened.agency
    facts_read = source.read(opened)
    # A closed period is replayed: what several columns ask for is replayed once.
    closed = cache(partial(source.closed, opened))
    result = closed(period) or score(opened, facts_read, period)
    plan = chosen_plan(about, result.period, kind)
    language = reader.document_language(about.language)
    proofs = partial(source.proofs, opened)
    beside = gather(opened, facts_read, result, plan, closed=closed, proofs=proofs)
    write_bulletin(compose(about, result, plan, language, beside), opened.plugins, output)
    echo_warnings(result.problems, reader)
    click.echo(reader.say(msg("written: {path}", path=output)))
    return DONE


def chosen_plan(agency: Agency, period: Period, kind: str | None) -> BulletinPlan | None:
    """The bulletin called ``kind``, else the first one made for periods of this length."""
    from gov_comms.language.faults import nearest

    if kind is None:
        return next((each for each in agency.bulletins if each.period == period.level), None)
    plans = {each.id: each for each in agency.bulletins}
    if kind not in plans:
        what = msg("{agency} has no bulletin called {kind}", agency=agency.id, kind=repr(kind))
        raise Refused([Problem("bulletin-missing", Place(), what, "--kind", nearest(kind, plans))])
    return plans[kind]
