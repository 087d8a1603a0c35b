"""Shapes: which keys the files of an agency may have, and of what type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator
from pydantic import Strict as Exactly

from gov_comms.language.faults import Faults
from gov_comms.language.step import Strict
from gov_comms.messages import msg
from gov_comms.model import Text
from gov_comms.timeline import MonthDay

ColumnKind = Literal[
    "id",
    "word",
    "words",
    "count",
    "number",
    "numbers",
    "day",
    "moment",
    "flag",
    "text",
    "unit",
    "units",
    "person",
    "people",
    "work",
    "outlet",
    "request",
]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def parse_text(raw: Any) -> Text:
    """A name: a string, or one for each language."""
    faults = Faults()
    if isinstance(raw, str):
        return Text(raw)
    if not isinstance(raw, Mapping):
        faults.add((), msg("a text is needed, or a table of zh and en"))
        faults.refuse()
        raise AssertionError
    faults.unknown_keys((), raw, ("zh", "en"))
    for key in ("zh", "en"):
        if not isinstance(raw.get(key, ""), str):
            faults.add((key,), msg("a text is needed"))
    if "zh" not in raw:
        faults.add(("zh",), msg("this key is missing"))
    faults.refuse()
    return Text(raw["zh"], raw.get("en", ""))


def parse_month_day(raw: Any) -> MonthDay:
    """A day that returns every year, such as ``"12-01"``."""
    found = re.fullmatch(r"(\d\d)-(\d\d)", raw) if isinstance(raw, str) else None
    if found:
        try:
            day = date(2000, int(found[1]), int(found[2]))
            return MonthDay(day.month, day.day)
        except ValueError:
            pass
    faults = Faults()
    faults.add((), msg('a month and a day such as "12-01" are needed'))
    faults.refuse()
    raise AssertionError


TextField = Annotated[Any, PlainValidator(parse_text)]


def parse_time(raw: Any) -> date:
    """A day or a moment, as TOML has it."""
    if not isinstance(raw, date):
        faults = Faults()
        faults.add((), msg("a day or a moment without quotes is needed"))
        faults.refuse()
    return raw  # type: ignore[no-any-return]


TimeField = Annotated[Any, PlainValidator(parse_time)]
MonthDayField = Annotated[Any, PlainValidator(parse_month_day)]
Day = Annotated[date, Exactly()]
Whole = Annotated[int, Exactly()]
Flag = Annotated[bool, Exactly()]


class TermShape(Strict):
    """``[[calendar.term]]``"""

    first: MonthDayField = Field(alias="from")
    last: MonthDayField = Field(alias="to")
    name: TextField = Text("")


class WindowShape(Strict):
    """``[[calendar.window]]``"""

    id: str = Field(min_length=1)
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")


class RestShape(Strict):
    """An element of ``rest`` in ``[[calendar.holidays]]``"""

    name: str = ""
    first: Day = Field(alias="from")
    last: Day | None = Field(None, alias="to")


class HolidaysShape(Strict):
    """``[[calendar.holidays]]``"""

    year: Whole = Field(ge=1900, le=9998)
    notice: str = ""
    replaces: Flag = False
    rest: tuple[RestShape, ...] = ()
    work: tuple[Day, ...] = ()


class CalendarShape(Strict):
    """``[calendar]``"""

    year_starts: MonthDayField = MonthDay(1, 1)
    named_for: Literal["start", "end"] = "start"
    week_starts: Weekday = "monday"
    week_owner: Weekday = "thursday"
    term: tuple[TermShape, ...] = ()
    window: tuple[WindowShape, ...] = ()
    holidays: tuple[HolidaysShape, ...] = ()


class WordsShape(Strict):
    """``[words.<list>]``"""

    name: TextField = None
    words: tuple[str, ...] = Field(min_length=1)
    ordered: Flag = False


class MeasureShape(Strict):
    """``[measures.<measure>]``"""

    label: TextField
    unit: TextField = Text("")
    scale: Whole = Field(0, ge=0, le=9)
    unit_total: Literal["own", "members", "both"] = "own"
    hidden: Flag = False


class ColumnShape(Strict):
    """``[columns.<table>.<column>]`` and ``[tables.<table>.columns.<column>]``"""

    type: ColumnKind
    name: TextField
    required: Flag = False
    words: str | None = None
    scale: Whole = Field(2, ge=0, le=9)
    aliases: tuple[str, ...] = ()


class TableShape(Strict):
    """``[tables.<table>]``"""

    plural: str = Field(min_length=1)
    name: TextField
    day: str = "day"
    columns: dict[str, ColumnShape] = {}


class BulletinShape(Strict):
    """``[[bulletin]]``"""

    id: str = Field(min_length=1)
    period: str
    title: TextField
    number: str = ""
    addressee: TextField = Text("")
    opening: TextField = Text("")
    closing: TextField = Text("")
    signature: TextField = Text("")
    measures: tuple[str, ...] = ()
    group_by: str | None = None
    name_people: Flag = False


class AgencyShape(Strict):
    """``agency.toml``; what a roster's rows may hold depends on the columns of its table."""

    name: TextField
    extends: str | None = None
    language: Literal["zh-CN", "en"] = "zh-CN"
    source: str = ""
    plugins: tuple[str, ...] = ()
    unlisted_outlets: Literal["error", "unpaid"] = "error"
    calendar: CalendarShape = CalendarShape()
    words: dict[str, WordsShape] = {}
    measures: dict[str, MeasureShape] = {}
    columns: dict[str, dict[str, ColumnShape]] = {}
    tables: dict[str, TableShape] = {}
    outlet: tuple[dict[str, Any], ...] = ()
    unit: tuple[dict[str, Any], ...] = ()
    person: tuple[dict[str, Any], ...] = ()
    role: tuple[dict[str, Any], ...] = ()
    chain: tuple[dict[str, Any], ...] = ()
    distribution: tuple[dict[str, Any], ...] = ()
    release: tuple[dict[str, Any], ...] = ()
    bulletin: tuple[BulletinShape, ...] = ()
    settings: dict[str, dict[str, Any]] = {}


class DefaultsShape(Strict):
    """``[defaults]`` of an edition; its values are checked in the steps that take them."""

    to: Any = None
    within: Any = None
    dated_by: Any = None
    post: Any = None
    rounding: Any = None


class ScaleShape(Strict):
    """``[[scale]]``: its value, or the spreadsheet in which its table stands."""

    id: str = Field(min_length=1)
    title: TextField
    version: str = Field(min_length=1)
    source: str = ""
    give: Any = None
    file: str | None = None
    sheet: str | None = None
    by: str | tuple[str, ...] = ()
    amount: str | None = None
    columns: tuple[str, ...] = ()
    rest: Any = None

    def axes(self) -> tuple[str, ...]:
        """The columns by which a spreadsheet's table is looked up."""
        return (self.by,) if isinstance(self.by, str) else self.by


class SinceShape(Strict):
    """``since`` of an edition"""

    day: Day
    clause: str = Field(min_length=1)
    text: str = ""


class EditionShape(Strict):
    """``regulations/DATE.toml``; steps and derived columns are checked one by one."""

    title: TextField
    first_day: Day = Field(alias="from")
    source: str = ""
    since: SinceShape | None = None
    repeals: tuple[str, ...] = ()
    defaults: DefaultsShape = DefaultsShape()
    scale: tuple[dict[str, Any], ...] = ()
    derive: tuple[dict[str, Any], ...] = ()
    step: tuple[dict[str, Any], ...] = ()
    ban: tuple[dict[str, Any], ...] = ()


class CaseShape(Strict):
    """``cases/NAME.toml`` without its facts, whose keys depend on the agency's tables."""

    title: str = Field(min_length=1)
    clauses: tuple[str, ...] = Field(min_length=1)
    period: str
    expect: dict[str, Any]


class TotalExpected(Strict):
    """An entry of ``expect.totals``"""

    subject: str
    measure: str
    total: Any
    rank: Whole | None = None
    period: str | None = None


class LineExpected(Strict):
    """An entry of ``expect.lines``"""

    step: str
    measure: str
    amount: Any
    fact: str | None = None
    subject: str | None = None
    period: str | None = None


class QuotaExpected(Strict):
    """An entry of ``expect.quotas``"""

    step: str
    subject: str
    target: str | None = None
    period: str | None = None
    required: Any = None
    actual: Any = None
    missing: Any = None
    excess: Any = None
    outcome: Literal["met", "unmet"] | None = None


class NoQuotaExpected(Strict):
    """An entry of ``expect.no_quotas``"""

    step: str
    subject: str
    target: str | None = None
    period: str | None = None


class NoDutyExpected(Strict):
    """An entry of ``expect.no_duties``"""

    step: str
    subject: str | None = None
    fact: str | None = None
    period: str | None = None


class DutyExpected(Strict):
    """An entry of ``expect.duties``"""

    step: str
    subject: str | None = None
    fact: str | None = None
    period: str | None = None
    due: TimeField = None
    done: TimeField = None
    outcome: Literal["met", "late", "missing", "unknown"] | None = None


class FlagExpected(Strict):
    """An entry of ``expect.flags`` and ``expect.no_flags``"""

    flag: str
    subject: str
    period: str | None = None


class RankExpected(Strict):
    """An entry of ``expect.ranks``"""

    step: str
    subject: str
    rank: Whole
    period: str | None = None
    value: Any = None
    seat: Flag | None = None


EXPECTED: Mapping[str, type[Strict]] = {
    "totals": TotalExpected,
    "lines": LineExpected,
    "quotas": QuotaExpected,
    "no_quotas": NoQuotaExpected,
    "duties": DutyExpected,
    "no_duties": NoDutyExpected,
    "flags": FlagExpected,
    "no_flags": FlagExpected,
    "ranks": RankExpected,
}
