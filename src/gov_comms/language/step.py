"""The shape that all steps share, and what ``[[derive]]`` may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator
from pydantic import Strict as StrictMark

from gov_comms.language.condition import ConditionField
from gov_comms.language.faults import Faults
from gov_comms.language.value_syntax import ValueField, WordValueField
from gov_comms.messages import msg

Whole = Annotated[int, StrictMark()]
"""A whole number written as one: neither a text nor true."""
SubjectFor = Literal["unit", "person"]
Rounding = Literal["half_up", "half_even", "down", "up"]
Gives = dict[str, ValueField]
"""``give.points = …``: a value for each measure."""


class Strict(BaseModel):
    """A table of TOML whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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


class Related(Strict):
    """A fact about other facts that refer to the same thing.

    ``of`` is their table, ``match`` the columns that must be equal (``work = "id"`` where names
    differ: their column = ours), ``where`` narrows them, ``dated`` says whether they must lie in
    the period of the run.
    """

    how: Literal["exists", "count", "sum", "first", "last", "highest", "lowest"]
    of: str
    match: dict[str, str] | tuple[str, ...] | str
    dated: Literal["in_period", "any"]
    where: ConditionField | None = None
    column: str | None = None


class Deadline(Strict):
    """A day counted from another: the ``day``-th of a month of the period that holds ``of``.

    ``month`` is ``first`` or ``last`` of that period, or ``next`` after it; ``plus_days`` moves
    the day afterwards.
    """

    of: str
    period: str = "month"
    month: Literal["first", "last", "next"] = "last"
    day: Whole | None = Field(None, ge=1, le=31)
    plus_days: Whole = 0


class Derive(Strict):
    """A name for a condition, a value, a word, a related fact or a deadline of a table's rows."""

    name: str = Field(min_length=1)
    on: str
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
        forms = ("when", "value", "word", "related", "deadline")
        return [form for form in forms if getattr(self, form) is not None]
