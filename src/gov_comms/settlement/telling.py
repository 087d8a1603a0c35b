"""A regulation as the engine runs it, told in the office's words, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gov_comms.config import Opened
from gov_comms.config.editions import Span, merged, merged_derives
from gov_comms.config.ground import Above, Ground, derive_ground, walk_steps
from gov_comms.errors import Place, Problem, Refused
from gov_comms.language.names import NameAmbiguous, NameUnknown, Path
from gov_comms.language.reading import names_read, receiver_of, receivers_read
from gov_comms.language.step import Derive, Step
from gov_comms.language.value import Field, Unknown, columns_of
from gov_comms.ledger.buckets import runs_in
from gov_comms.messages import msg
from gov_comms.model import Agency, Edition, Text
from gov_comms.settlement.scoring import named_period
from gov_comms.telling import Told, Words
from gov_comms.telling.definitions import definition
from gov_comms.telling.steps import by_keys, common
from gov_comms.timeline import Period, is_level, rank_of_level


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One version of one step.

    ``first`` and ``last`` are the days on which it holds, as far as another edition starts or ends
    it; ``idle`` says why it does not run in the period, and is empty where it runs.
    """

    number: int
    id: str
    clause: str
    verb: str
    summary: Text
    edition: str
    first: date | None
    last: date | None
    idle: str
    text: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ToldPlan:
    """A regulation told: the editions in force, the steps in running order, and how to read it."""

    agency: Text
    period: Period | None
    editions: tuple[Edition, ...]
    steps: tuple[ToldStep, ...]
    notes: tuple[str, ...]


def tell_plan(
    opened: Opened, language: str, period: str | None = None, day: date | None = None
) -> ToldPlan:
    """The regulation as it runs in a period, or as it stands on a day; else its last edition.

    Raises `Refused` when the period has no such name, or no edition is in force in it.
    """
    agency = opened.agency
    asked = named_period(opened, period) if period is not None else None
    if asked is not None:
        first, last = asked.first, asked.last
    else:
        first = last = day or agency.editions[-1].first_day
    if agency.editions[0].first_day > last:
        what = msg("no edition of the regulation is in force then")
        raise Refused([Problem("no-edition", Place(), what)])
    spans = [span for span in merged(agency.editions) if _touches(span, first, last)]
    told = _Teller(opened, Words(agency, language, numbers=_numbers(spans)), asked, last)
    editions = agency.editions
    ends = [*(each.first_day for each in editions[1:]), None]
    return ToldPlan(
        agency.name,
        asked,
        tuple(
            edition
            for edition, end in zip(editions, ends, strict=True)
            if edition.first_day <= last and (end is None or end > first)
        ),
        tuple(told.steps(spans)),
        tuple(told.words.say(note) for note in NOTES),
    )


NOTES = (
    msg("The steps run in this order. A step changes no number; it adds lines."),
    msg("A total is the sum of all lines."),
    msg(
        "On an empty cell no condition holds, and what a table does not list gives nothing, "
        "unless it is said otherwise."
    ),
)


def _touches(span: Span[Any], first: date, last: date) -> bool:
    _, _, starts, ends = span
    return starts <= last and (ends is None or ends >= first)


def _numbers(spans: Sequence[Span[Step]]) -> dict[str, tuple[int, ...]]:
    """The numbers behind the ids and parts of steps; versions of one step share a number."""
    ids = list(dict.fromkeys(step.id for step, *_ in spans))
    found: dict[str, list[int]] = {}
    for step, *_ in spans:
        number = ids.index(step.id) + 1
        for name in (step.id, *((step.part,) if step.part else ())):
            found.setdefault(name, []).append(number)
    return {name: tuple(dict.fromkeys(numbers)) for name, numbers in found.items()}


class _Teller:
    """Tells steps one by one; what a derived column means is told at its first use."""

    def __init__(self, opened: Opened, words: Words, period: Period | None, last: date) -> None:
        self.opened, self.words, self.period, self.last = opened, words, period, last
        self.defined: dict[tuple[str, str], int] = {}

    def steps(self, spans: Sequence[Span[Step]]) -> Iterator[ToldStep]:
        grounds = standing(self.opened.agency)
        for step, edition, first, last in spans:
            above = grounds[id(step)]
            number = self.words.numbers[step.id][0]
            words = words_on(
                self.words, above, above.given(step), min(self.last, last or self.last)
            )
            verb = self.opened.plugins.verbs[step.do]
            told = verb.tell or by_keys
            several = len([each for each, *_ in spans if each.id == step.id]) > 1
            start = self.opened.agency.editions[0].first_day
            yield ToldStep(
                number,
                step.id,
                step.clause,
                step.do,
                verb.summary,
                edition.id,
                first if several or first > start else None,
                last,
                self._idle(step),
                step.text,
                (
                    *told(step, words),
                    *common(step, words),
                    *self._definitions(step, words, above, number),
                ),
            )

    def _idle(self, step: Step) -> str:
        """Why a step does not run in the period; empty where it does."""
        period = self.period
        if period is None or runs_in(step, self.opened.agency.calendar, period):
            return ""
        level = max(
            (each for each in (step.within, step.post or "") if is_level(each)), key=rank_of_level
        )
        said = msg(
            "does not run in {period}: it belongs to a whole {level}",
            period=period.id,
            level=self.words.bucket(level),
        )
        return self.words.say(said)

    def _definitions(self, step: Step, words: Words, above: Above, number: int) -> Iterator[Told]:
        """What the derived columns mean that a step names, and those that they name in turn."""
        waiting = [(name, words) for name in mentioned(step, words)]
        while waiting:
            name, where = waiting.pop(0)
            derive = where.derived(name)
            if derive is None:
                continue
            key = (derive.on, derive.name)
            if key in self.defined:
                if self.defined[key] != number:
                    said = msg(
                        "{name} is told at step {number}.",
                        name=words.quoted(derive.label or derive.name),
                        number=self.defined[key],
                    )
                    yield words.say(said)
                continue
            self.defined[key] = number
            ours = replace(words, find=finder(derive_ground(self.opened.agency, derive, above)))
            theirs = ours
            if derive.related is not None:
                ground = Ground(above.tables, (derive.related.of,))
                theirs = replace(ours, find=finder(ground))
                narrowed = derive.related.where
                waiting += [(each, theirs) for each in columns_of(narrowed)] if narrowed else []
            yield from definition(derive, ours, theirs)
            waiting += [(each, ours) for each in mentioned(derive, ours)]


def standing(agency: Agency) -> Mapping[int, Above]:
    """What stands above each version of each step, under the last edition that has it.

    The key is the identity of the step, of which an edition may have an equal one.
    """
    editions = sorted(agency.editions, key=lambda each: each.first_day)
    found: dict[int, Above] = {}
    for count in range(1, len(editions) + 1):
        for step, _, above in walk_steps(agency, editions[:count]):
            found[id(step)] = above
    return found


def words_on(words: Words, above: Above, ground: Ground, day: date) -> Words:
    """The words for some rows, with what is derived on a day."""
    derives = {
        (derive.on, derive.name): derive
        for derive, _, first, last in merged_derives(above.agency.editions)
        if first <= day and (last is None or last >= day)
    }
    return replace(words, find=finder(ground), derives=derives)


def finder(ground: Ground) -> Any:
    """Which column a name means on some rows; the first where rows of several kinds differ."""

    def find(name: str) -> Path | None:
        try:
            return ground.paths(name)[0]
        except (NameUnknown, NameAmbiguous, KeyError):
            return None

    return find


def mentioned(shape: Step | Derive, words: Words) -> tuple[str, ...]:
    """The columns that the sentences about a step name; a derived number is told unfolded."""
    to = receiver_of(shape) if isinstance(shape, Step) else None
    dated = (shape.dated_by,) if isinstance(shape, Step) and shape.dated_by else ()
    names = [*names_read(shape), *(receivers_read(to) if to else ()), *dated]
    for column in {each.column for each in _whole_fields(shape)}:
        derive = words.derived(column)
        if derive is not None and derive.value is not None:
            place = names.index(column)
            names[place : place + 1] = names_read(derive)
    return tuple(dict.fromkeys(names))


def _whole_fields(shape: Step | Derive) -> Iterator[Field]:
    """The columns that are a value by themselves."""
    for key in type(shape).model_fields:
        value = getattr(shape, key)
        for each in value.values() if isinstance(value, dict) else (value,):
            while isinstance(each, Unknown):
                each = each.office
            if isinstance(each, Field):
                yield each
