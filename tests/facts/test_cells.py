"""The rules for single cells."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from gov_comms.facts.cells import (
    Fault,
    cell_text,
    name_key,
    parse_count,
    parse_day,
    parse_flag,
    parse_moment,
    parse_number,
    split_list,
)
from gov_comms.timeline import moment_text, to_number


def said(value: object) -> object:
    """A value as it is, a fault as its text."""
    return value.what.text("en") if isinstance(value, Fault) else value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("800", 800),
        ("８００", 800),
        ("800.0", 800),
        ("1,200", 1200),
        ("1e3", 1000),
        ("-3", -3),
        ("+3", 3),
        ("800.5", "'800.5' is not a whole number"),
        ("八百", "'八百' is not a number"),
        ("800字", "'800字' is not a number"),
        ("1,20", "'1,20' is not a number"),
        ("inf", "'inf' is not a number"),
        ("٣", "'٣' is not a number"),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", "'9223372036854775808' is too large"),
        ("1e40", "'1e40' is too large"),
        ("9" * 120, f"'{'9' * 39}…' is not a number"),
    ],
)
def test_parse_count_reads(text: str, value: object) -> None:
    assert said(parse_count(text)) == value


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("12.5", 2, 1250),
        ("12.50", 1, 125),
        (".5", 2, 50),
        ("5.", 2, 500),
        ("１２．５", 2, 1250),
        ("1,234.5", 1, 12345),
        ("0.125", 2, "'0.125' has more than 2 decimals"),
        ("1." + "0" * 40 + "1", 2, f"'1.{'0' * 37}…' has more than 2 decimals"),
        ("12元", 2, "'12元' is not a number"),
    ],
)
def test_parse_number_reads(text: str, scale: int, value: object) -> None:
    assert said(parse_number(text, scale)) == value


@pytest.mark.parametrize(
    "text",
    [
        "2014-03-05",
        "2014-3-5",
        "2014/3/5",
        "2014.3.5",
        "2014年3月5日",
        "2014年3月5",
        "20140305",
        "２０１４－０３－０５",
        "2014-03-05 00:00:00",
        "2014-03-05T00:00",
    ],
)
def test_parse_day_reads(text: str) -> None:
    assert parse_day(text) == to_number(date(2014, 3, 5))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2014-02-30", "'2014-02-30' is not in the calendar"),
        ("20141301", "'20141301' is not in the calendar"),
        ("3月5日", "'3月5日' is not a day"),
        ("2014-03/05", "'2014-03/05' is not a day"),
        ("2014-03-05 10:30:00", "'2014-03-05 10:30:00' is not a day"),
        ("41703", "'41703' is not a day"),
    ],
)
def test_parse_day_refuses(text: str, what: str) -> None:
    assert said(parse_day(text)) == what


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2014-03-05 09:30", "2014-03-05 09:30"),
        ("2014-03-05T09:30:00", "2014-03-05 09:30"),
        ("2014-03-05 09:30:00.000", "2014-03-05 09:30"),
        ("2014/3/5 9:05", "2014-03-05 09:05"),
        ("2014.3.5 23:59", "2014-03-05 23:59"),
        ("20140305 0:00", "2014-03-05 00:00"),
        ("2014年3月5日9时30分", "2014-03-05 09:30"),
        ("2014年3月5日 9时", "2014-03-05 09:00"),
        ("2014-03-05 9点", "2014-03-05 09:00"),
        ("２０１４-03-05 ９：30", "2014-03-05 09:30"),
        ("1969-12-31 23:00", "1969-12-31 23:00"),
    ],
)
def test_parse_moment_reads(text: str, moment: str) -> None:
    found = parse_moment(text)
    assert not isinstance(found, Fault)
    assert moment_text(found) == moment


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2014-03-05", "'2014-03-05' has no time of day"),
        ("2014-03-05 24:00", "'2014-03-05 24:00' is no time of day"),
        ("2014-03-05 9:60", "'2014-03-05 9:60' is no time of day"),
        ("2014-03-05 09:30:15", "'2014-03-05 09:30:15' has seconds"),
        ("2014-02-30 09:30", "'2014-02-30' is not in the calendar"),
        ("2014-03-0509:30", "'2014-03-0509:30' is not a day with a time of day"),
        ("2014-03-05 9", "'2014-03-05 9' is not a day with a time of day"),
        ("2014-03-05 09:30+08:00", "'2014-03-05 09:30+08:00' is not a day with a time of day"),
        ("上午九点", "'上午九点' is not a day with a time of day"),
    ],
)
def test_parse_moment_refuses(text: str, what: str) -> None:
    assert said(parse_moment(text)) == what


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, True) for text in ("是", "yes", "YES", "true", "1", "１", "√")),
        *((text, False) for text in ("否", "no", "False", "0")),
        ("有", "'有' is neither yes nor no"),
    ],
)
def test_parse_flag_reads(text: str, value: object) -> None:
    assert said(parse_flag(text)) == value


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, None),
        ("", None),
        ("\u3000 甲 \ufeff", "甲"),
        (True, "true"),
        (800, "800"),
        (0.1 + 0.2, "0.3"),
        (20140305.0, "20140305"),
        (Decimal("1E+3"), "1000"),
        (date(2014, 3, 5), "2014-03-05"),
        (datetime(2014, 3, 5), "2014-03-05"),  # noqa: DTZ001
        (datetime(2014, 3, 5, 10, 30), "2014-03-05 10:30:00"),  # noqa: DTZ001
        (time(10, 30), "10:30:00"),
        (("甲", " 乙"), "甲、乙"),
        ((), None),
    ],
)
def test_cell_text_stands_for(cell: object, text: str | None) -> None:
    assert cell_text(cell) == text


def test_split_list_takes_every_separator() -> None:
    assert split_list("甲、乙，丙, 丁；戊;、 己") == ["甲", "乙", "丙", "丁", "戊", "己"]


@pytest.mark.parametrize(
    ("name", "key"),
    [("张 三", "张三"), ("张\u3000三", "张三"), ("Ａ类１", "A类1"), ("Li Ming", "Li Ming")],
)
def test_name_key_forgives(name: str, key: str) -> None:
    assert name_key(name) == key
