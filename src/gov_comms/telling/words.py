"""The words of one office: what its columns, measures, steps, periods and receivers are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from gov_comms.language.names import Path
from gov_comms.language.step import Derive, Step, To
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, ColumnType, Measure, Text
from gov_comms.timeline import several

BUCKETS = {
    "week": msg("week"),
    "month": msg("month"),
    "quarter": msg("quarter"),
    "half": msg("half-year"),
    "term": msg("term"),
    "year": msg("year"),
    "period": msg("period of the run"),
}
OUTCOMES = {
    "met": msg("met"),
    "unmet": msg("unmet"),
    "late": msg("late"),
    "missing": msg("not done"),
    "unknown": msg("deadline unknown"),
}
"""The words that a quota or a duty leaves in its column ``outcome``."""
ROUNDED = {
    "half_up": msg("rounded half up"),
    "half_even": msg("rounded half to even"),
    "down": msg("rounded down"),
    "up": msg("rounded up"),
}


@dataclass(frozen=True)
class Words:
    """The office's words for a reader of ``language``, where one step stands.

    ``find`` tells which column a name means there, ``numbers`` the step numbers behind the ids of
    steps and the names of parts, ``derives`` what is derived on which rows.
    """

    agency: Agency
    language: str
    find: Callable[[str], Path | None] = lambda _: None
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    derives: Mapping[tuple[str, str], Derive] = field(default_factory=dict)

    def say(self, message: Message) -> str:
        """``message`` in the reader's language."""
        return message.text(self.language)

    def text(self, name: Text) -> str:
        """``name`` in the reader's language."""
        return name.text(self.language)

    def heading(self, name: str) -> str:
        """What the office calls a column, by the way that leads to it."""
        path = self.find(name)
        if path is None:
            measure = self.agency.measures.get(name)
            return self.text(measure.label) if measure else name
        heading = self.text(path.column.name)
        if path.column.type is ColumnType.WORK:
            heading = self.say(msg("submission"))
        if path.column.computed and self.derived(name) is not None:
            heading = self.quoted(heading)
        ways = name.split(".")
        for end in range(len(ways) - 1, 0, -1):
            heading = self._held(heading, ".".join(ways[:end]))
        return heading

    def _held(self, heading: str, way: str) -> str:
        """A column as one of what another column refers to: ``稿件的单位``."""
        path = self.find(way)
        holder = self.text(path.column.name) if path else way
        if path is not None and path.column.type is ColumnType.WORK:
            holder = self.say(msg("submission"))
        return self.say(msg("{column} of the {holder}", column=heading, holder=holder))

    def type_of(self, name: str) -> ColumnType | None:
        """What a column holds."""
        path = self.find(name)
        return path.column.type if path else None

    def derived(self, name: str) -> Derive | None:
        """The derivation behind a name, if it is derived."""
        path = self.find(name)
        if path is None:
            return None
        kind, _, rest = path.table.partition(":")
        on = rest if kind == "results" else kind
        return self.derives.get((on, path.column.id))

    def quoted(self, text: str) -> str:
        """A name that might be taken for plain text, in quotation marks."""
        return self.say(msg("“{text}”", text=text))

    def table(self, name: str) -> str:
        """What the office calls a table of facts."""
        found = self.agency.tables.get(name)
        return self.quoted(self.text(found.name) if found else name)

    def measure(self, name: str) -> str:
        """What the office calls a measure."""
        found = self.agency.measures.get(name)
        return self.text(found.label) if found else name

    def unit(self, name: str) -> str:
        """The unit of a measure."""
        found: Measure | None = self.agency.measures.get(name)
        return self.text(found.unit) if found else ""

    def amount(self, number: Fraction, measure: str) -> str:
        """A number of a measure: ``积分5分``, ``5 points``."""
        label, unit, shown = self.measure(measure), self.unit(measure), self.number(number)
        if unit.lower() in ("", label.lower()):
            return self.say(msg("{number} {unit}", number=shown, unit=unit or label))
        return self.say(msg("{label} {number} {unit}", label=label, number=shown, unit=unit))

    def counted(self, number: Fraction, measure: str) -> str:
        """A number with the unit of a measure: ``5分``."""
        unit = self.unit(measure) or self.measure(measure)
        return self.say(msg("{number} {unit}", number=self.number(number), unit=unit))

    def number(self, value: Fraction | Decimal | int) -> str:
        """An exact number as a reader writes it: ``2.5``, or ``1/3`` where no decimal ends."""
        exact = Fraction(value)
        places = _places(exact.denominator)
        if places is None:
            return f"{exact.numerator}/{exact.denominator}"
        scaled = exact * 10**places
        return f"{Decimal(scaled.numerator).scaleb(-places):f}"

    def percent(self, value: Fraction) -> str:
        """A share as a reader writes it: ``60%``, or ``1/3`` where no decimal ends."""
        shown = self.number(value * 100)
        return self.number(value) if "/" in shown else f"{shown}%"

    def day(self, day: date) -> str:
        """A day as an office writes it."""
        return self.say(day_text(day))

    def moment(self, day: str, minutes: int) -> str:
        """A time of day, in minutes, on a day."""
        hour, minute = divmod(minutes, 60)
        return self.say(msg("{day}, {hour}:{minute:02}", day=day, hour=hour, minute=minute))

    def literal(self, value: object) -> str:
        """A plain value of a rule."""
        if isinstance(value, bool):
            return self.say(msg("yes")) if value else self.say(msg("no"))
        if isinstance(value, datetime):
            return self.moment(self.day(value), value.hour * 60 + value.minute)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, (int, Decimal)):
            return self.number(value)
        return str(value)

    def word(self, column: str, value: object) -> str:
        """A plain value with which a column is compared; outcomes are told in words."""
        path = self.find(column)
        found = path is not None and path.column.computed and path.column.id == "outcome"
        return self.say(OUTCOMES[str(value)]) if found else self.literal(value)

    def listed(self, parts: Iterable[str]) -> str:
        """Parts side by side: ``甲、乙``."""
        return self.say(msg(", ")).join(parts)

    def either(self, parts: Iterable[str]) -> str:
        """Parts of which one holds: ``甲、乙或丙``."""
        *most, last = parts
        if not most:
            return last
        return self.say(msg("{parts} or {last}", parts=self.listed(most), last=last))

    def steps(self, of: Iterable[str]) -> str:
        """The steps that are named by id or part: ``第3、4步``; without a name, all above."""
        named = list(of)
        if not named:
            return self.say(msg("all steps above"))
        numbers = sorted({n for name in named for n in self.numbers.get(name, ())})
        if not numbers:
            return self.listed(named)
        shown = self.listed(str(number) for number in numbers)
        one = len(numbers) == 1
        return self.say(
            msg("step {numbers}", numbers=shown) if one else msg("steps {numbers}", numbers=shown)
        )

    def bucket(self, within: str) -> str:
        """A stretch of days in which a step works: ``月``."""
        if within == "term" and any(zh for zh, _ in self._terms()):
            return self.either(self.text(Text(*names)) for names in self._terms())
        if within in BUCKETS:
            return self.say(BUCKETS[within])
        count = several(within)
        if count is None:
            return within
        stretch = msg("{count} weeks", count=count[0])
        if count[1] == "month":
            stretch = msg("{count} months", count=count[0])
        return self.say(stretch)

    def _terms(self) -> tuple[tuple[str, str], ...]:
        return tuple(term.names for term in self.agency.calendar.terms)

    def during(self, step: Step) -> str:
        """In which stretches of days a step works: ``每月内``, ``本期内``."""
        if step.within == "ever":
            return self.say(msg("in this and all earlier periods"))
        if step.within == "period":
            return self.say(msg("in the period of the run"))
        if step.within in BUCKETS or several(step.within):
            return self.say(msg("in each {bucket}", bucket=self.bucket(step.within)))
        return self.say(msg("in {window}", window=step.within))

    def each(self, kind: str, during: str) -> str:
        """Every unit, or every person, in some stretches of days."""
        if kind == "person":
            return self.say(msg("each person {during}", during=during))
        return self.say(msg("each unit {during}", during=during))

    def receivers(self, to: To | None, kind: str | None = None, *, divided: bool = False) -> str:
        """Who receives what a step gives; without ``to`` the subject of the row itself.

        Several receive it each in full, unless it is ``divided`` among them.
        """
        if to is None:
            person = kind == "person" or self._of_people()
            return self.say(msg("that person") if person else msg("that unit"))
        if to.members_of is not None:
            unit = self.heading(to.members_of)
            if to.role:
                return self.say(
                    msg("each member of the {unit} with the role {role}", unit=unit, role=to.role)
                )
            return self.say(msg("each member of the {unit}", unit=unit))
        first, *others = (self._receiver(path, divided) for path in to.paths)
        for other in others:
            first = self.say(msg("{first}, or if there is none {other}", first=first, other=other))
        return first

    def _of_people(self) -> bool:
        """Whether the rows are results of a step on people, and no facts."""
        person, day = self.find("person"), self.find("day")
        results = person is not None and person.table.startswith("results:")
        return results and (day is None or bool(day.hops))

    def _receiver(self, path: str, divided: bool) -> str:
        if path == "work":
            return self.say(msg("the work, until a later step says whose it is"))
        heading = self.heading(path)
        if self.type_of(path) in (ColumnType.PEOPLE, ColumnType.UNITS):
            if divided:
                return self.say(msg("the {column}", column=heading))
            return self.say(msg("each of the {column} (each in full)", column=heading))
        return self.say(msg("the {column}", column=heading))

    def rounding(self, how: str | None, places: int) -> str | None:
        """How a step rounds, as a sentence; None where it does not."""
        if how is None:
            return None
        said = ROUNDED[how]
        if places == 0:
            return self.say(
                msg("Numbers that do not come out even are {rounded}, to wholes.", rounded=said)
            )
        return self.say(
            msg(
                "Numbers that do not come out even are {rounded}, to {places} decimals.",
                rounded=said,
                places=places,
            )
        )

    def scale(self, measure: str) -> int:
        """The decimals of a measure."""
        found = self.agency.measures.get(measure)
        return found.scale if found else 0


def day_text(day: date) -> Message:
    """A day as an office writes it."""
    return msg("{year}-{month:02}-{day:02}", year=day.year, month=day.month, day=day.day)


def _places(denominator: int) -> int | None:
    """How many decimals a fraction has; None when they never end."""
    rest, twos, fives = denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
