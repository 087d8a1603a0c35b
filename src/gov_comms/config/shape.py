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
from gov_comms.layout import Layout
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
_USUAL = Layout()
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


class FontsShape(Strict):
    """``[layout.fonts]``: without a key the fonts of the standard."""

    body: tuple[str, ...] = Field(_USUAL.fonts.body, min_length=1)
    title: tuple[str, ...] = Field(_USUAL.fonts.title, min_length=1)
    heading: tuple[str, ...] = Field(_USUAL.fonts.heading, min_length=1)
    subheading: tuple[str, ...] = Field(_USUAL.fonts.subheading, min_length=1)
    page_number: tuple[str, ...] = Field(_USUAL.fonts.page_number, min_length=1)
    latin: tuple[str, ...] = Field(_USUAL.fonts.latin, min_length=1)


class LayoutShape(Strict):
    """``[layout]``"""

    top: Whole = Field(_USUAL.top, ge=0, le=150)
    left: Whole = Field(_USUAL.left, ge=0, le=100)
    width: Whole = Field(_USUAL.width, ge=60, le=210)
    height: Whole = Field(_USUAL.height, ge=60, le=297)
    lines: Whole = Field(_USUAL.lines, ge=5, le=60)
    characters: Whole = Field(_USUAL.characters, ge=10, le=60)
    body_size: Whole = Field(_USUAL.body_size, ge=8, le=30)
    title_size: Whole = Field(_USUAL.title_size, ge=8, le=60)
    brackets: Literal["〔〕", "［］", "（）", "【】", "[]", "()"] = "〔〕"
    page_numbers: Flag = _USUAL.page_numbers
    seal_lines: Whole = Field(_USUAL.seal_lines, ge=0, le=12)
    letterhead: str = ""
    fonts: FontsShape = FontsShape()


class BulletinColumnShape(Strict):
    """An element of ``columns`` in ``[[bulletin]]``"""

    measure: str
    show: Literal["total", "rank", "to_date", "before", "change", "rate"] = "total"
    of: str | None = None
    decimals: Whole = Field(1, ge=0, le=4)
    heading: TextField = Text("")


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
    columns: tuple[BulletinColumnShape, ...] = ()
    order: str = "roster"
    groups: tuple[str, ...] = ()
    empty_rows: Flag = True
    name_shortfalls: Flag = True
    audience: Literal["office", "units", "public"] = "office"
    copies: tuple[str, ...] = ()
    annex: Flag = False
    charts: tuple[Literal["totals", "tiers", "quotas", "media"], ...] = ()


class RecordShape(Strict):
    """``[record]``"""

    retention_days: Whole = Field(1095, ge=180)


class AgencyShape(Strict):
    """``agency.toml``; what a roster's rows may hold depends on the columns of its table."""

    name: TextField
    extends: str | None = None
    language: Literal["zh-CN", "en"] = "zh-CN"
    source: str = ""
    plugins: tuple[str, ...] = ()
    optional_plugins: tuple[str, ...] = ()
    unlisted_outlets: Literal["error", "unpaid"] = "error"
    timezone: str = "Asia/Shanghai"
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
    duty: tuple[dict[str, Any], ...] = ()
    evidence: tuple[dict[str, Any], ...] = ()
    appeal: dict[str, Any] | None = None
    pay: tuple[dict[str, Any], ...] = ()
    bulletin: tuple[BulletinShape, ...] = ()
    layout: LayoutShape = LayoutShape()
    record: RecordShape = RecordShape()
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
