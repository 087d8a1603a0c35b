"""A regulation told, in the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import folded, padded, shown, width
from gov_comms.messages import Message, msg
from gov_comms.telling.words import day_text

if TYPE_CHECKING:
    from gov_comms.model import Edition
    from gov_comms.settlement.telling import ToldPlan, ToldStep
    from gov_comms.telling import Grid, Told

COLUMNS = 96
"""The longest line of a sentence."""


def plan_text(plan: ToldPlan, reader: Reader) -> str:
    """The whole regulation: editions, steps, and how to read it."""
    parts = [click.style(shown(plan.agency.text(reader.language)), bold=True)]
    parts[0] += "".join(f"\n{shown(line)}" for line in _heading(plan, reader))
    many = len(plan.editions) > 1
    parts += ["\n".join(_step(step, reader, many=many)) for step in plan.steps]
    parts.append("\n".join(line for note in plan.notes for line in folded(note, COLUMNS)))
    return "\n\n".join(parts)


def _heading(plan: ToldPlan, reader: Reader) -> Iterator[str]:
    for edition in plan.editions:
        title = edition.title.text(reader.language)
        source = f" · {edition.source}" if edition.source else ""
        said = msg(
            "{title}, edition in force from {day}", title=title, day=day_text(edition.first_day)
        )
        yield f"{reader.say(said)}{source}"
    if plan.period is not None:
        said = msg(
            "as it runs in {period} ({first} to {last})",
            period=plan.period.id,
            first=day_text(plan.period.first),
            last=day_text(plan.period.last),
        )
        yield reader.say(said)


def _step(step: ToldStep, reader: Reader, *, many: bool) -> Iterator[str]:
    """One step: its number and clause, what it does, and from which edition it comes."""
    number = f"{step.number}."
    indent = " " * (len(number) + 1)
    summary = step.summary.text(reader.language)
    yield click.style(shown(f"{number} {step.clause}"), bold=True) + f"  [{summary}]"
    if many or step.first is not None:
        yield indent + reader.say(edition_of(step))
    if step.idle:
        yield indent + click.style(step.idle, fg="yellow")
    for each in step.told:
        yield from (indent + line for line in _told(each))


def edition_of(step: ToldStep) -> Message:
    """From which edition a step comes, and on which days it holds."""
    first, last = (day_text(day) if day else None for day in (step.first, step.last))
    if last is not None and first is not None:
        return msg(
            "edition {edition}: from {first} to {last}",
            edition=step.edition,
            first=first,
            last=last,
        )
    if last is not None:
        return msg("edition {edition}: up to {last}", edition=step.edition, last=last)
    if first is not None:
        return msg("edition {edition}: from {first}", edition=step.edition, first=first)
    return msg("edition {edition}", edition=step.edition)


def _told(told: Told) -> list[str]:
    if isinstance(told, str):
        return folded(shown(told), COLUMNS)
    return [f"  {line}" for line in _grid(told)]


def _grid(grid: Grid) -> Iterator[str]:
    """A small table, its columns straight under Chinese."""
    rows = [[shown(cell) for cell in row] for row in (grid.headings, *grid.rows)]
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (padded(cell, to) for cell, to in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
        if row is rows[0]:
            yield "  ".join("─" * each for each in widths)


def plan_json(plan: ToldPlan, language: str) -> str:
    """The same as one object."""
    period = plan.period
    return json.dumps(
        {
            "agency": plan.agency.text(language),
            "period": period.id if period else None,
            "editions": [_edition(edition, language) for edition in plan.editions],
            "steps": [_step_object(step, language) for step in plan.steps],
            "notes": list(plan.notes),
        },
        ensure_ascii=False,
        indent=2,
    )


def _edition(edition: Edition, language: str) -> dict[str, Any]:
    return {
        "edition": edition.id,
        "title": edition.title.text(language),
        "from": edition.first_day.isoformat(),
        "source": edition.source,
    }


def _step_object(step: ToldStep, language: str) -> dict[str, Any]:
    return {
        "number": step.number,
        "id": step.id,
        "clause": step.clause,
        "verb": step.verb,
        "summary": step.summary.text(language),
        "edition": step.edition,
        "from": step.first.isoformat() if step.first else None,
        "to": step.last.isoformat() if step.last else None,
        "idle": step.idle or None,
        "text": step.text,
        "sentences": [
            each if isinstance(each, str) else {"headings": each.headings, "rows": each.rows}
            for each in step.told
        ],
    }
