"""Tables, folding and numbers in a terminal."""

from __future__ import annotations

from decimal import Decimal

import click
import pytest

from gov_comms.cli.render_numbers import decimal_text, signed_text
from gov_comms.cli.render_table import folded, padded, shown, table, width


def test_table_of_chinese_and_latin_stays_straight() -> None:
    text = table(["单位", "积分(分)"], [["甲街道", "12"], ["Unit B", "3.5"]], numbers=[1])
    assert click.unstyle(text).splitlines() == [
        "单位    积分(分)",
        "──────  ────────",
        "甲街道        12",
        "Unit B       3.5",
    ]


def test_table_without_rows_keeps_its_headings() -> None:
    assert click.unstyle(table(["a", "bc"], [])).splitlines() == ["a  bc", "─  ──"]


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("甲街道", "甲街道"),
        ("two\nlines\tand more", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("right\u202eleft", "rightleft"),
        ("zero\u200bwidth", "zerowidth"),
        (12, "12"),
    ],
)
def test_shown_leaves_nothing_that_steers_a_terminal(raw: object, seen: str) -> None:
    assert shown(raw) == seen


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("甲街道", 6), ("𠮷A", 3)])
def test_width_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_padded_fills_either_side() -> None:
    assert (padded("甲", 4), padded("甲", 4, right=True)) == ("甲  ", "  甲")


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("甲乙丙丁戊", 4, ["甲乙", "丙丁", "戊"]),
        ("甲乙丙丁。", 8, ["甲乙丙", "丁。"]),
        ("按 TOML 写", 7, ["按 TOML", "写"]),
    ],
)
def test_folded_breaks_where_each_script_may(text: str, columns: int, lines: list[str]) -> None:
    assert folded(text, columns) == lines


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [
        ("5", 0, "5"),
        ("5", 2, "5.00"),
        ("5.10", 0, "5.1"),
        ("5.123", 2, "5.123"),
        ("-0.5", 1, "-0.5"),
        ("0", 1, "0.0"),
        ("-0", 0, "0"),
        ("1E+2", 0, "100"),
        ("100", 0, "100"),
        ("1200.00", 0, "1200"),
    ],
)
def test_decimal_text_is_exact(value: str, scale: int, text: str) -> None:
    assert decimal_text(Decimal(value), scale) == text


@pytest.mark.parametrize(("value", "text"), [("5", "+5"), ("-5", "-5"), ("0", "+0")])
def test_signed_text_bears_its_sign(value: str, text: str) -> None:
    assert signed_text(Decimal(value)) == text
