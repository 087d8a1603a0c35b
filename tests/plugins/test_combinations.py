"""A plain function of a plugin: called once for each combination, on any engine, and exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest

from gov_comms.errors import Refused
from gov_comms.ledger.engine import engine_named
from gov_comms.settlement import score
from tests.plugins.conftest import Install
from tests.plugins.worth import CELLS, EMPTY, FULL, READS, REQUESTS, SPARE, calls, office
from tools.witnesses import MixedSpark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MANY = [
    {"id": f"W{n}", "unit": "东镇", "day": date(2014, 3, 1), "kind": kind, "length": length}
    for n, (kind, length) in enumerate(
        [("简讯", 2), (None, 2), ("调研", 10), ("简讯", 2), ("调研", 2), ("简讯", None)] * 5
    )
]
ENGINES = pytest.mark.parametrize("engine", ["polars", "duckdb"])


@ENGINES
def test_function_is_called_once_for_each_combination(install: Install, engine: str) -> None:
    desk = office(install, ("kind", "length"), "return 1 if cells[0] is None else cells[1]")
    facts = desk.facts(submissions=Random(engine).sample(MANY, len(MANY)))
    result = score(desk.opened, facts, "2014", engine=engine_named(engine))
    assert calls() == [(None, 2), ("简讯", None), ("简讯", 2), ("调研", 2), ("调研", 10)]
    (total,) = (each for each in result.totals if each.subject.id == "东镇")
    assert total.total == 30 + 5 * (2 + 1 + 10 + 2 + 2)


@ENGINES
def test_function_is_handed_cells_as_the_office_wrote_them(install: Install, engine: str) -> None:
    desk = office(install, READS, "return sum(cell is None for cell in cells)")
    facts = desk.facts(submissions=[FULL, SPARE], requests=REQUESTS)
    result = score(desk.opened, facts, "2014", engine=engine_named(engine))
    assert calls() == [EMPTY, CELLS]
    assert [type(cell) for cell in calls()[1]] == [type(cell) for cell in CELLS]
    assert [(each.fact, each.amount) for each in result.lines() if each.step == "more"] == [
        ("W1", len(READS))
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reads", "body"),
    [
        (READS, "return sum(cell is None for cell in cells)"),
        (("length",), "return None if cells[0] is None else Fraction(1, cells[0] + 999978)"),
    ],
)
def test_spark_gives_what_polars_gives(
    install: Install, cluster: SparkSession, reads: tuple[str, ...], body: str
) -> None:
    desk = office(install, reads, body)
    spare = [row | {"length": n} for n, row in enumerate(MANY[:6])]
    facts = desk.facts(submissions=[FULL | {"id": "W"}, *spare], requests=REQUESTS)
    one = score(desk.opened, facts, "2014")
    there = calls()
    other = score(desk.opened, facts, "2014", engine=MixedSpark(cluster))
    assert (one, one.lines()) == (other, other.lines())
    assert calls() == there * 2


def test_empty_cell_is_neither_nothing_written_nor_zero(install: Install) -> None:
    desk = office(install, ("length", "urgent"), "return len(CALLS)")
    rows = [SPARE, SPARE | {"id": "W2", "length": 0}, SPARE | {"id": "W3", "urgent": False}]
    assert [line[3] for line in desk.lines("2014", submissions=rows) if line[0] == "more"] == [
        Decimal(1),
        Decimal(3),
        Decimal(2),
    ]
    assert calls() == [(None, None), (None, False), (0, None)]


@ENGINES
def test_where_there_are_no_rows_nothing_is_called(install: Install, engine: str) -> None:
    desk = office(install, READS, "return 1", more="when = { length = { at_least = 1201 } }\n")
    facts = desk.facts(submissions=[FULL, SPARE], requests=REQUESTS)
    result = score(desk.opened, facts, "2014", engine=engine_named(engine))
    assert {each.step for each in result.lines()} == {"sent"}
    assert calls() == []


@ENGINES
@pytest.mark.parametrize(
    ("body", "amounts"),
    [
        ("return {1: Decimal('0.25'), 2: 3, 3: None}[cells[0]]", ["0.25", "3"]),
        ("return Decimal('-0.5') * cells[0]", ["-0.5", "-1", "-1.5"]),
        ("return Fraction(cells[0], 3)", ["0.34", "0.67", "1"]),
        # No denominator that these have in common leaves room to count.
        (
            "return {1: Fraction(1, 999983), 2: Fraction(-7, 999979), 3: 10**12}[cells[0]]",
            ["0.01", "-0.01", "1000000000000"],
        ),
    ],
)
def test_answers_are_exact(install: Install, engine: str, body: str, amounts: list[str]) -> None:
    desk = office(install, ("length",), body)
    facts = desk.facts(submissions=[SPARE | {"id": f"W{n}", "length": n} for n in (1, 2, 3)])
    lines = score(desk.opened, facts, "2014", engine=engine_named(engine)).lines()
    assert [str(each.amount.normalize() + 0) for each in lines if each.step == "more"] == amounts


@ENGINES
def test_combinations_may_lie_far_apart(install: Install, engine: str) -> None:
    desk = office(install, ("length", "day"), "return cells[0] % 10")
    lengths = [10**18 + 1, 3, 10**18 + 2, 10**18 + 1]
    rows = [SPARE | {"id": f"W{n}", "length": length} for n, length in enumerate(lengths)]
    lines = score(desk.opened, desk.facts(submissions=rows), "2014", engine=engine_named(engine))
    assert [int(each.amount) for each in lines.lines() if each.step == "more"] == [1, 3, 2, 1]
    assert len(calls()) == 3


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param(
            "return 1 // (cells[1] - 10)",
            "its function raised ZeroDivisionError on kind = '调研', length = 10: integer division "
            "or modulo by zero",
            id="exception",
        ),
        pytest.param(
            "return cells[1] / 4 if cells[0] else 1",
            "its function answered 0.5 on kind = '简讯', length = 2, not an int, a Decimal, a "
            "Fraction or None",
            id="a float",
        ),
        pytest.param(
            "return cells[1] > 3",
            "its function answered False on kind = None, length = 2, not an int, a Decimal, a "
            "Fraction or None",
            id="yes or no",
        ),
        pytest.param(
            "return '长' * 99",
            f"its function answered '{'长' * 58}… on kind = None, length = 2, not an int, a "
            "Decimal, a Fraction or None",
            id="a long text",
        ),
        pytest.param(
            "return Decimal('NaN')",
            "its function answered Decimal('NaN') on kind = None, length = 2, not an int, a "
            "Decimal, a Fraction or None",
            id="no number",
        ),
        pytest.param(
            "return 10**12 + 1",
            "its function answered 1000000000001 on kind = None, length = 2, which has too many "
            "digits to be counted exactly",
            id="too large",
        ),
        pytest.param(
            "return 1 / Decimal(3)",
            "its function answered Decimal('0.3333333333333333333333333333') on kind = None, "
            "length = 2, which has too many digits to be counted exactly",
            id="too fine",
        ),
        pytest.param(
            "raise SystemExit(5)", "RuntimeError: SystemExit: 5", id="the end of the program"
        ),
    ],
)
def test_function_that_fails_is_a_fault_of_the_plugin(
    install: Install, body: str, says: str
) -> None:
    desk = office(install, ("kind", "length"), body)
    rows = [row for row in MANY if row["length"]]
    with pytest.raises(Refused) as refused:
        desk.score("2014", submissions=rows)
    (problem,) = refused.value.problems
    assert problem.text("en") == (
        "regulations/2014-01-01.toml: step.more: the verb worth of plugin mine 1.0 failed at step "
        f"more: {says}. hint: this is a fault of the plugin, not of the regulation"
    )


def test_fault_is_told_in_chinese(install: Install) -> None:
    desk = office(install, ("kind",), "return 0.5")
    with pytest.raises(Refused) as refused:
        desk.score("2014", submissions=[FULL], requests=REQUESTS)
    (problem,) = refused.value.problems
    assert problem.what.text("zh-CN") == (
        "插件 mine 1.0 的动词 worth 在步骤 more 出错：函数对 kind = '调研' 答复 0.5，应为 int、"
        "Decimal、Fraction 或 None"
    )


def test_column_that_no_key_names_is_told(install: Install) -> None:
    desk = office(install, ("kind",), "return 1", names='("kind", "length", "route")')
    with pytest.raises(Refused) as refused:
        desk.score("2014", submissions=[SPARE])
    (problem,) = refused.value.problems
    assert problem.what.text("en") == (
        "the verb worth of plugin mine 1.0 failed at step more: its function asks for length, "
        "route, which no key names"
    )


def test_what_the_function_refuses_is_left_as_it_is(install: Install) -> None:
    said = 'Problem("odd", Place("x"), bilingual("怪", "odd {cell}", cell=cells[0]))'
    desk = office(install, ("kind",), f"raise Refused([{said}])")
    with pytest.raises(Refused) as refused:
        desk.score("2014", submissions=[FULL], requests=REQUESTS)
    assert [each.what.text("en") for each in refused.value.problems] == ["odd 调研"]


def test_column_that_is_not_there_is_refused_where_it_is_written(install: Install) -> None:
    with pytest.raises(Refused) as refused:
        office(install, ("kind", "lenght"), "return 1")
    assert [each.text("en") for each in refused.value.problems] == [
        "regulations/2014-01-01.toml:16:18: step.more.reads.2: there is no column lenght here. "
        "hint: did you mean 'length'?"
    ]


def test_explanation_names_what_the_function_read(install: Install) -> None:
    desk = office(install, ("title",), "return 2")
    lines = desk.explain("2014", "W2", submissions=[FULL], requests=REQUESTS).lines
    assert [(each.step, [(name.en, cell.zh) for name, cell in each.because]) for each in lines] == [
        ("sent", []),
        ("more", [("Title", "关于防汛")]),
    ]
