"""``gov-comms diff``: what changes between two editions, two agencies, or with a draft."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gov_comms.cli import contents, parameters
from gov_comms.cli.exits import ANSWER_IS_NO, DONE
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import folded, shown
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from gov_comms.config import Opened
    from gov_comms.settlement.differences import Difference, Side

NAME = "diff"
COLUMNS = 96
CHANGES = {
    "added": msg("added"),
    "removed": msg("removed"),
    "changed": msg("changed"),
    "moved": msg("moved"),
}
MARKS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}


def command(reader: Reader) -> click.Command:
    """The command in the reader's language."""
    return parameters.command(
        reader,
        NAME,
        run,
        about=contents.about(NAME),
        details=msg(
            "Steps, numbers, outlets, quotas, roles, chains: compared as rules, not as text. A and "
            "B are an agency, an agency@DAY, or for B the file of a draft edition of A. Answers "
            "with 0 where nothing changes and with 1 where something does."
        ),
        example="diff haidian draft.toml",
        takes=[
            click.Argument(["old"], metavar="A", help=reader.say(msg("An agency, or agency@DAY."))),
            click.Argument(
                ["new"],
                metavar="B",
                help=reader.say(msg("An agency, agency@DAY, or the file of a draft of A.")),
            ),
            parameters.output_format(reader, "table", "json"),
        ],
    )


def run(reader: Reader, old: str, new: str, output_format: str) -> int:
    """Print the differences."""
    from gov_comms.settlement.differences import differences

    first = side_of(old)
    second = draft_of(old, Path(new)) if _is_draft(new) else side_of(new)
    speaker = replace(reader, language=reader.document_language(second.opened.agency.language))
    found = differences(first, second, speaker.language)
    click.echo(_json(found) if output_format == "json" else _text(found, first, second, speaker))
    return ANSWER_IS_NO if found else DONE


def side_of(name: str) -> Side:
    """The agency, or the agency on a day, that an argument names."""
    from gov_comms.config import open_agency
    from gov_comms.settlement.differences import Side

    place, at, text = name.rpartition("@")
    if not at:
        opened = open_agency(name)
        return Side(opened, _last(opened))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        what = msg("{text} is no day", text=repr(text))
        hint = msg("write agency@2014-07-01")
        raise Refused([Problem("no-day", Place(name), what, hint=hint)]) from None
    return Side(open_agency(place), day)


def draft_of(name: str, file: Path) -> Side:
    """The agency that another argument names, with a draft among its editions."""
    from gov_comms.config.drafts import open_draft
    from gov_comms.settlement.differences import Side

    place, at, _ = name.rpartition("@")
    drafted = open_draft(place if at else name, file)
    return Side(drafted.opened, drafted.edition.first_day)


def _is_draft(name: str) -> bool:
    return name.endswith(".toml") and Path(name).is_file()


def _last(opened: Opened) -> date:
    return opened.agency.editions[-1].first_day


def _text(found: tuple[Difference, ...], old: Side, new: Side, reader: Reader) -> str:
    """The differences, one under another."""
    said = msg(
        "{old}, edition {before} → {new}, edition {after}",
        old=old.opened.agency.id,
        before=old.edition.id,
        new=new.opened.agency.id,
        after=new.edition.id,
    )
    parts = [click.style(reader.say(said), bold=True)]
    parts += ["\n".join(_lines(each, reader)) for each in found]
    if not found:
        parts.append(reader.say(msg("Nothing changes.")))
    return "\n\n".join(parts)


def _lines(each: Difference, reader: Reader) -> Iterator[str]:
    from gov_comms.settlement.differences import KINDS

    kind = KINDS.get(each.kind, Message("{kind}", (("kind", each.kind),)))
    head = msg("{kind} {name}: {change}", kind=kind, name=each.name, change=CHANGES[each.change])
    clause = f"  {each.clause}" if each.clause else ""
    yield click.style(shown(f"{MARKS[each.change]} {reader.say(head)}{clause}"), bold=True)
    for detail in each.details:
        yield from (f"    {line}" for line in folded(shown(detail), COLUMNS))


def _json(found: tuple[Difference, ...]) -> str:
    return json.dumps(
        [
            {
                "kind": each.kind,
                "change": each.change,
                "name": each.name,
                "clause": each.clause or None,
                "details": each.details,
            }
            for each in found
        ],
        ensure_ascii=False,
        indent=2,
    )
