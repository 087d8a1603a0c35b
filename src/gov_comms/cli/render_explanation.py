"""An explanation in the terminal, the way an officer argues a case.

Fact by fact: what each clause gave for it, on which grounds, and what a later clause took back.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

import click

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_numbers import decimal_text, signed_text
from gov_comms.cli.render_table import padded, shown, width
from gov_comms.messages import msg
from gov_comms.model import SubjectKind

if TYPE_CHECKING:
    from gov_comms.model import Agency
    from gov_comms.results import Explanation, Line

MOST_SUMMANDS = 12
"""A longer sum is told by its number of lines."""


def explanation_text(agency: Agency, explained: Explanation, reader: Reader) -> str:
    """The whole explanation, part under part."""
    subject = explained.subject
    title = subject.id if subject.name in ("", subject.id) else f"{subject.id} {subject.name}"
    kinds = {
        SubjectKind.WORK: msg("submission"),
        SubjectKind.UNIT: msg("unit"),
        SubjectKind.PERSON: msg("person"),
    }
    parts = [click.style(shown(f"{reader.say(kinds[subject.kind])} {title}"), bold=True)]
    parts.extend(_facts(agency, explained, reader))
    parts.extend(_duties(agency, explained, reader))
    parts.extend(_excluded(agency, explained, reader))
    parts.extend(_not_applied(agency, explained, reader))
    parts.append("\n".join(_sums(agency, explained, reader)))
    return "\n\n".join(parts)


def fact_name(agency: Agency, kind: str, fact: str, reader: Reader) -> str:
    """``采用 A1`` for a fact; for what a step found, the step's verb."""
    found = agency.tables.get(kind)
    name = found.name.text(reader.language) if found else kind
    return f"{name} {fact}" if fact else name


def _facts(agency: Agency, explained: Explanation, reader: Reader) -> Iterator[str]:
    """A paragraph for each fact, in the order of days."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in explained.lines:
        groups.setdefault((line.kind, line.fact), []).append(line)
    for (kind, fact), lines in sorted(groups.items(), key=lambda each: each[1][0].day):
        name = fact_name(agency, kind, fact, reader)
        head = f"{click.style(shown(name), bold=True)} · {lines[0].day.isoformat()}"
        arguments = [tuple(same) for _, same in groupby(lines, key=_argued)]
        amounts = [" ".join(_amount(agency, line, reader) for line in same) for same in arguments]
        margin = max(width(amount) for amount in amounts)
        body = (
            text
            for (line, *_), amount in zip(arguments, amounts, strict=True)
            for text in _argument(explained, line, padded(amount, margin, right=True), reader)
        )
        yield "\n".join([head, *body])


def _argued(line: Line) -> tuple[object, ...]:
    """What lines share that one argument can give: several measures are paid by one clause."""
    return line.step, line.subject, line.because, line.supersedes, line.amount < 0


def _argument(explained: Explanation, line: Line, amount: str, reader: Reader) -> Iterator[str]:
    """The amounts that one step gave to one subject, the clause, then its grounds."""
    indent = " " * (width(amount) + 4)
    said = msg(
        "{clause} ({edition}, step {step})",
        clause=line.clause,
        edition=line.edition,
        step=line.step,
    )
    colour = "red" if line.amount < 0 else "green"
    whose = "" if line.subject == explained.subject else f"{line.subject.name}  "
    yield f"  {click.style(amount, colour)}  {shown(whose + reader.say(said))}"
    if line.text.zh:
        yield indent + shown(line.text.text(reader.language))
    if line.because:
        language = reader.language
        grounds = [
            f"{name.text(language)} = {value.text(language)}" for name, value in line.because
        ]
        joined = reader.say(msg("; ")).join(grounds)
        yield indent + shown(reader.say(msg("because {grounds}", grounds=joined)))
    if line.plugin:
        yield indent + shown(reader.say(msg("by plugin {plugin}", plugin=line.plugin)))
    if line.supersedes:
        yield indent + shown(reader.say(msg("gives way to {fact}", fact=line.supersedes)))


def _amount(agency: Agency, line: Line, reader: Reader) -> str:
    measure = agency.measures[line.measure]
    unit = measure.unit.text(reader.language) or measure.label.text(reader.language)
    return f"{signed_text(line.amount, measure.scale)} {unit}"


def outcome_text(outcome: str, reader: Reader) -> str:
    """What became of a duty, in a word."""
    words = {
        "met": msg("in time"),
        "late": msg("late"),
        "missing": msg("not done"),
        "unknown": msg("deadline unknown"),
    }
    return reader.say(words[outcome])


def _duties(agency: Agency, explained: Explanation, reader: Reader) -> Iterator[str]:
    """What was required, until when, and what became of it."""
    if not explained.duties:
        return
    lines = [click.style(reader.say(msg("Duties")), bold=True)]
    for each in explained.duties:
        name = fact_name(agency, each.kind, each.fact, reader) if each.kind else each.period
        told = [outcome_text(each.outcome, reader)]
        if each.due:
            told.append(reader.say(msg("due {due}", due=each.due)))
        if each.done:
            told.append(reader.say(msg("done {done}", done=each.done)))
        said = reader.say(msg("; ")).join(told)
        lines.append(shown(f"  {name}  {each.clause} ({each.step})  {said}"))
    yield "\n".join(lines)


def _excluded(agency: Agency, explained: Explanation, reader: Reader) -> Iterator[str]:
    """The facts that do not count, and the clauses that say so."""
    if not explained.excluded:
        return
    lines = [click.style(reader.say(msg("Does not count")), bold=True)]
    for each in explained.excluded:
        name = fact_name(agency, each.kind, each.fact, reader)
        text = f"  {name}  {each.clause} ({each.step})"
        lines.append(shown(f"{text}  {each.text}") if each.text else shown(text))
    yield "\n".join(lines)


def _not_applied(agency: Agency, explained: Explanation, reader: Reader) -> Iterator[str]:
    """The steps that gave nothing, each with the first test that failed."""
    if not explained.not_applied:
        return
    lines = [click.style(reader.say(msg("Did not apply")), bold=True)]
    for each in explained.not_applied:
        name = fact_name(agency, each.kind, each.fact, reader)
        test = each.test.text(reader.language)
        lines.append(shown(f"  {name}  {each.clause} ({each.step})  {test}"))
    yield "\n".join(lines)


def _sums(agency: Agency, explained: Explanation, reader: Reader) -> Iterator[str]:
    """A line for each measure: its lines, added up."""
    for name, total in explained.totals:
        measure = agency.measures[name]
        amounts = [line.amount for line in explained.lines if line.measure == name]
        label = measure.label.text(reader.language)
        value = f"{decimal_text(total, measure.scale)} {measure.unit.text(reader.language)}"
        text = reader.say(
            msg(
                "{label}: {sum} = {total}",
                label=label,
                sum=_sum(amounts, measure.scale, reader),
                total=value.rstrip(),
            )
        )
        yield click.style(shown(text), bold=True)


def _sum(amounts: list[Decimal], scale: int, reader: Reader) -> str:
    if not amounts:
        return reader.say(msg("no line"))
    if len(amounts) > MOST_SUMMANDS:
        return reader.say(msg("{count} lines", count=len(amounts)))
    signed = [signed_text(amount, scale) for amount in amounts]
    return " ".join(f"{each[0]} {each[1:]}" for each in signed).removeprefix("+ ")
