"""Derived columns in words: what a name in a rule stands for."""

from __future__ import annotations

from collections.abc import Iterator

from gov_comms.language.step import Deadline, Derive, Related
from gov_comms.messages import Message, msg
from gov_comms.telling.conditions import condition_text
from gov_comms.telling.nouns import Told, sentence
from gov_comms.telling.values import told
from gov_comms.telling.words import Words


def definition(derive: Derive, ours: Words, theirs: Words) -> Iterator[Told]:
    """What a derived column is; ``theirs`` are the words for the rows that it looks into."""
    name = ours.quoted(derive.label or derive.name)
    if derive.when is not None:
        said = condition_text(derive.when, ours)
        yield ours.say(msg("{name} means: {condition}.", name=name, condition=said))
    for value in (derive.value, derive.word):
        if value is not None:
            phrase = told(value, ours, msg("value"))
            said = ours.say(msg("see the table below")) if phrase.grids else phrase.text
            text = msg("{name} means: {value}.", name=name, value=said)
            yield from sentence(ours.say(text), phrase)
    if derive.value is not None:
        rounding = ours.rounding(derive.rounding, derive.scale)
        yield from () if rounding is None else (rounding,)
    if derive.related is not None:
        yield from _related(name, derive.related, ours, theirs)
    if derive.deadline is not None:
        yield ours.say(
            msg("{name} means: {value}.", name=name, value=deadline_text(derive.deadline, ours))
        )


def _related(name: str, related: Related, ours: Words, theirs: Words) -> Iterator[Told]:
    """What is found on other rows that refer to the same thing."""
    column = theirs.heading(related.column) if related.column else ""
    found: dict[str, Message] = {
        "exists": msg("whether there is any"),
        "count": msg("how many there are"),
        "sum": msg("the sum of {column}", column=column),
        "highest": msg("the highest {column}", column=column),
        "lowest": msg("the lowest {column}", column=column),
        "first": msg("the earliest {column}", column=column),
        "last": msg("the latest {column}", column=column),
        "latest": msg("{column} of the latest of them", column=column),
        "earliest": msg("{column} of the earliest of them", column=column),
    }
    dated: dict[str | None, Message] = {
        None: msg("those on it that day"),
        "in_bucket": msg("those of the stretch of days itself"),
        "in_period": msg("those dated in the period of the run"),
        "any": msg("whatever their date"),
        "bucket_before": msg("those of the stretch of days before"),
        "in_year": msg("those of its assessment year"),
        "year_before": msg("those of the assessment year before"),
    }
    rows = msg(
        "rows of {table} with the same {columns}",
        table=ours.table(related.of),
        columns=ours.listed(theirs.heading(each) for each in related.pairs()),
    )
    if related.where is not None:
        where = condition_text(related.where, theirs)
        rows = msg("{rows} where {condition}", rows=rows, condition=where)
    text = msg(
        "{name} means: of the {rows}, {dated}: {found}.",
        name=name,
        rows=rows,
        dated=_until(ours.say(dated[related.dated]), related, ours),
        found=found[related.how],
    )
    yield ours.say(text)


def _until(dated: str, related: Related, ours: Words) -> str:
    """When related rows must lie, and up to which day of our row."""
    if related.until is None:
        return dated
    column, days = ours.heading(related.until.of), related.until.plus_days
    return ours.say(
        msg("{dated}, up to {count} days after {column}", dated=dated, count=days, column=column)
        if days
        else msg("{dated}, up to {column}", dated=dated, column=column)
    )


def deadline_text(deadline: Deadline, words: Words) -> str:
    """How a day or moment is counted from another."""
    of = words.heading(deadline.of)
    said = words.say(msg("the day of {column}", column=of))
    if deadline.in_hours:
        said = of
    if deadline.period is not None:
        said = words.say(_day_of_period(deadline, of, words.bucket(deadline.period)))
    moved = (
        (deadline.plus_days, msg("{day}, plus {count} days", day=said, count=deadline.plus_days)),
        (
            deadline.plus_working_days,
            msg("{day}, plus {count} working days", day=said, count=deadline.plus_working_days),
        ),
    )
    for count, message in moved:
        said = words.say(message) if count else said
    if deadline.rest_day is not None:
        moving = {
            "next": msg("{day}, if that is no working day the next one", day=said),
            "previous": msg("{day}, if that is no working day the one before", day=said),
        }
        said = words.say(moving[deadline.rest_day])
    if deadline.at is not None:
        said = words.moment(said, deadline.at)
    if deadline.plus_hours:
        said = words.say(msg("{day}, plus {count} hours", day=said, count=deadline.plus_hours))
    if deadline.plus_minutes:
        said = words.say(msg("{day}, plus {count} minutes", day=said, count=deadline.plus_minutes))
    return said


def _day_of_period(deadline: Deadline, of: str, period: str) -> Message:
    """The day of the period that holds another day."""
    if deadline.day is None:
        if deadline.month == "next":
            return msg(
                "the last day of the month after the {period} of {column}", period=period, column=of
            )
        if deadline.month == "first":
            return msg(
                "the last day of the first month of the {period} of {column}",
                period=period,
                column=of,
            )
        return msg("the last day of the {period} of {column}", period=period, column=of)
    day = deadline.day
    if deadline.month == "first":
        return msg(
            "day {day} of the first month of the {period} of {column}",
            day=day,
            period=period,
            column=of,
        )
    if deadline.month == "next":
        return msg(
            "day {day} of the month after the {period} of {column}",
            day=day,
            period=period,
            column=of,
        )
    if deadline.month == "last":
        return msg(
            "day {day} of the last month of the {period} of {column}",
            day=day,
            period=period,
            column=of,
        )
    return msg("day {day} of the {period} of {column}", day=day, period=period, column=of)
