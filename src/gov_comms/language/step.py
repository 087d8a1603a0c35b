"""The shape that all steps share, and what ``[[derive]]`` may say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic import Strict as StrictMark

from gov_comms.language.choice import Choice
from gov_comms.language.condition import ConditionField
from gov_comms.language.faults import Faults
from gov_comms.language.value_syntax import ValueField, WordValueField
from gov_comms.messages import msg

Whole = Annotated[int, StrictMark()]
"""A whole number written as one: neither a text nor true."""
SubjectFor = Annotated[
    Literal["unit", "person"],
    Choice(
        msg("it is not said whether units or people are meant"),
        (("unit", msg("units")), ("person", msg("people"))),
    ),
]
Rounding = Annotated[
    Literal["half_up", "half_even", "down", "up"],
    Choice(
        msg("it is not said how amounts are rounded"),
        (
            ("half_up", msg("a half and more goes up")),
            ("half_even", msg("a half goes to the even digit")),
            ("down", msg("the rest is cut off")),
            ("up", msg("any rest goes up")),
        ),
    ),
]
EachField = Annotated[
    Literal["total", "claim"],
    Choice(
        msg("it is not said whether the total or each single claim is meant"),
        (("total", msg("the sum of a subject")), ("claim", msg("each claim by itself"))),
    ),
]
Gives = dict[str, ValueField]
"""``give.points = …``: a value for each measure."""


class Strict(BaseModel):
    """A table of TOML whose keys are all known; how to read it is worked out at its first use."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


@dataclass(frozen=True, slots=True)
class To:
    """Who receives: the first of ``paths`` that names somebody, or the members of a unit.

    A path is a column that holds a unit, a person or several of them; ``work`` leaves the claim
    with the work until a later split.  ``members_of`` names a unit column, ``role`` narrows it.
    """

    paths: tuple[str, ...] = ()
    members_of: str | None = None
    role: str | None = None


def parse_to(raw: Any) -> To:
    """The receiver that TOML data says."""
    if isinstance(raw, To):
        return raw
    faults = Faults()
    if isinstance(raw, str):
        return To((raw,))
    if isinstance(raw, list) and raw and all(isinstance(each, str) for each in raw):
        return To(tuple(raw))
    if isinstance(raw, Mapping):
        faults.unknown_keys((), raw, ("members_of", "role"))
        if not isinstance(raw.get("members_of"), str):
            faults.add((), msg('members need members_of = "unit"'))
        faults.refuse()
        return To(members_of=raw["members_of"], role=raw.get("role"))
    faults.add((), msg('to takes a column, a list of columns, or {{ members_of = "unit" }}'))
    faults.refuse()
    raise AssertionError


@dataclass(frozen=True, slots=True)
class On:
    """Which rows a step looks at: a table of facts, ``totals``, or the results of a step."""

    table: str
    results: str | None = None


def parse_on(raw: Any) -> On:
    """The rows that TOML data says."""
    if isinstance(raw, On):
        return raw
    if isinstance(raw, str):
        return On(raw)
    if isinstance(raw, Mapping) and raw.keys() == {"results"} and isinstance(raw["results"], str):
        return On("results", raw["results"])
    faults = Faults()
    faults.add((), msg('on takes a table of facts, "totals", or {{ results = "step" }}'))
    faults.refuse()
    raise AssertionError


class Due(Strict):
    """A deadline column of a duty; it binds the rows on which ``when`` holds, or all."""

    deadline: str
    when: ConditionField | None = None


def parse_by(raw: Any) -> Any:
    """The deadlines of a duty as tables; a column alone stands for one that binds all rows."""
    if isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, list):
        return raw
    return [{"deadline": each} if isinstance(each, str) else each for each in raw]


_Dues = str | Due | tuple[str | Due, ...]
ByField = Annotated[tuple[Due, ...], BeforeValidator(parse_by, json_schema_input_type=_Dues)]
ToField = Annotated[Any, PlainValidator(parse_to)]
OnField = Annotated[Any, PlainValidator(parse_on)]


class Step(Strict):
    """What every step has; a verb's own shape adds to it.

    ``within`` is the bucket a step works in: a level, a window, ``period`` (the whole run) or
    ``ever``.  ``post`` counts the claim only from a longer level upward, or in the next bucket of
    a level (``next month``).  ``unknown`` says what the source lost where the office put its own.
    """

    id: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    do: str
    text: str = ""
    part: str | None = None
    within: str = "period"
    dated_by: str | None = None
    post: str | None = None
    adds_to: tuple[str, ...] = ()
    after: str | None = None
    unknown: str | None = None
    opens: ClassVar[bool] = True
    """Whether the verb may open claims; one that only adjusts what is there says so."""


class Until(Strict):
    """A day of our row up to which related facts count, moved by days."""

    of: str
    plus_days: Whole = 0


DATED = Choice(
    msg("it is not said of which days facts count"),
    (
        ("in_period", msg("those of the period that is scored")),
        ("any", msg("those of any day")),
        ("in_bucket", msg("those of the bucket of the row")),
        ("bucket_before", msg("those of the bucket before it")),
        ("in_year", msg("those of the assessment year of the row")),
        ("year_before", msg("those of the assessment year before the row")),
    ),
)


class Related(Strict):
    """A fact about other facts that refer to the same thing, or about who is on a roster.

    ``of`` is their table, ``match`` the columns that must be equal (``work = "id"`` where names
    differ: their column = ours), ``where`` narrows them.  ``dated`` says when facts must lie: in
    the period of the run, on any day, in the bucket of our row or the one before, in the
    assessment year of our row or the one before; ``until`` ends it at a day of our row.  A roster
    is read as of our row's day and has no ``dated``.
    """

    how: Literal[
        "exists", "count", "sum", "first", "last", "highest", "lowest", "latest", "earliest"
    ]
    of: str
    match: dict[str, str] | tuple[str, ...] | str
    dated: (
        Annotated[
            Literal["in_period", "any", "in_bucket", "bucket_before", "in_year", "year_before"],
            DATED,
        ]
        | None
    ) = None
    until: Until | None = None
    where: ConditionField | None = None
    column: str | None = None

    def pairs(self) -> dict[str, str]:
        """Their column → ours, for each pair that must be equal."""
        if isinstance(self.match, str):
            return {self.match: self.match}
        if isinstance(self.match, tuple):
            return {name: name for name in self.match}
        return dict(self.match)

    @property
    def looks_back(self) -> bool:
        """Whether it looks at facts from before the year of the run."""
        return self.dated in ("any", "bucket_before", "year_before")


def parse_clock(raw: Any) -> int:
    """A time of day such as ``"09:00"`` in minutes; ``"24:00"`` is the end of the day."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", raw) if isinstance(raw, str) else None
    minutes = int(found[1]) * 60 + int(found[2]) if found else -1
    if found is None or int(found[2]) > 59 or minutes > 24 * 60:
        faults = Faults()
        faults.add((), msg('a time of day such as "09:00" is needed'))
        faults.refuse()
    return minutes


class Deadline(Strict):
    """A day or moment counted from another.

    Days: the day of ``of``, or with ``period`` the last day of the period that holds it, or the
    ``day``-th of its ``first`` or ``last`` month, or of the month ``next`` after it (of a week:
    the ``day``-th of the week).  ``plus_days``, then ``plus_working_days``, move it, backward when
    negative; ``rest_day`` moves one that is not worked.  ``at`` makes it a moment of that day.

    Hours: ``plus_hours`` and ``plus_minutes`` count from a moment, and nothing else moves it.
    """

    of: str
    period: str | None = None
    month: Literal["first", "last", "next"] | None = None
    day: Whole | None = Field(None, ge=1, le=31)
    plus_days: Whole = 0
    plus_working_days: Whole = 0
    rest_day: Literal["next", "previous"] | None = None
    at: Annotated[Any, PlainValidator(parse_clock)] = None
    plus_hours: Whole | None = None
    plus_minutes: Whole | None = None

    @property
    def in_hours(self) -> bool:
        """Whether it counts hours or minutes, not days."""
        return self.plus_hours is not None or self.plus_minutes is not None

    @property
    def is_moment(self) -> bool:
        """Whether it is known to the minute."""
        return self.in_hours or self.at is not None

    @property
    def asks_workdays(self) -> bool:
        """Whether it depends on which days are worked."""
        return bool(self.plus_working_days) or self.rest_day is not None


FORMS = ("when", "value", "word", "related", "deadline")
"""The keys of which a derived column has exactly one."""


class Ban(Strict):
    """A rule about rules: who must be given no targets, or no fines.

    ``on`` says whether units or people are spared, ``when`` which of them, ``measures`` in which
    measures; all of them when they are left out.
    """

    id: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    of: Literal["targets", "fines"]
    on: SubjectFor
    when: ConditionField | None = None
    measures: tuple[str, ...] = ()
    text: str = ""


class Derive(Strict):
    """A name for a condition, a value, a word, a related fact or a deadline of a table's rows."""

    name: str = Field(min_length=1)
    on: str
    label: str = ""
    when: ConditionField | None = None
    value: ValueField | None = None
    word: WordValueField | None = None
    words: str | None = None
    scale: Whole = Field(0, ge=0)
    rounding: Rounding | None = None
    related: Related | None = None
    deadline: Deadline | None = None

    def kinds(self) -> list[str]:
        """Which of its five forms it has; exactly one is right."""
        return [form for form in FORMS if getattr(self, form) is not None]
