"""Numbers at the edge of 64 bits: the last that fits is counted, the next is refused by name.

The same on every engine; Spark's share is in ``tests/proofs/test_spark.py``.
"""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

from decimal import Decimal
from itertools import chain, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gov_comms.errors import Refused
from gov_comms.facts.cells import LIMIT
from gov_comms.ledger.engine import Engine, engine_named
from gov_comms.results import Result
from gov_comms.settlement import score
from tests.ledger.agency import metrics, office, records, step, totals

MOST = "92233720368547758.07"
"""The most that two decimals leave room for."""
HALF, MORE = "46116860184273879.03", "46116860184273879.04"
"""What can be doubled, and one more."""
HINT = "a number goes up to 9223372036854775807 of its last decimal place; see whether a cell of the records is wrong, or give the measure fewer decimals"
CHINESE = "regulations/2010-01-01.toml: step.rank: 步骤 rank（某条）：yuan 的一个合计太大，无法精确计算。提示：一个数最大为末位小数单位的 9223372036854775807 倍；请核对记录中的单元格是否填错，或减少计量的小数位数"
DEBT = '[measures.debt]\nlabel = "欠分"\nscale = 2\n'
TEXT = '[columns.metric.weight]\ntype = "number"\nscale = 4\nname = "权数"\n'


def paid(value: str = '{ field = "value" }', measure: str = "yuan", **keys: object) -> str:
    """The step that gives the value of a metric, or what is made of it."""
    return step("award", id="paid", on="metric", **{f"give__{measure}": value}, **keys)


def derived(value: str, scale: int = 2) -> str:
    head = f'\n[[derive]]\nname = "it"\non = "metric"\nscale = {scale}\n'
    return f"{head}value = {value}\n" + paid('{ field = "it" }')


def facts(*values: str) -> str:
    """A metric of one unit for each value, a month after the other."""
    return metrics(*(f"东镇 2014-{month:02}-01 {value}" for month, value in enumerate(values, 1)))


def scored(regulation: str, text: str, engine: Engine, extra: str = "") -> Result:
    opened = office(regulation, extra=extra)
    return score(opened, records(opened, text), "2014", engine=engine)


def refusal(regulation: str, text: str, engine: Engine, language: str = "en") -> str:
    with pytest.raises(Refused) as refused:
        scored(regulation, text, engine, DEBT + TEXT)
    (problem,) = refused.value.problems
    assert problem.code == "too-large"
    return problem.text(language)


RELATED = '[[derive]]\nname = "sum_of_all"\non = "metric"\nrelated = { how = "sum", of = "metric", dated = "any", match = "unit", column = "value" }\n'
TO_POINTS = {"count": "yuan", "of": '["paid"]', "every": 0.01, "remainder": "lost"}
QUOTA = {"for_": "unit", "count": "yuan", "of": '["paid"]', "when": '{ unit = "东镇" }'}
ROUND = {"of": '["paid"]', "measure": "yuan", "places": 0, "rounding": "up"}
KEEP = {"of": '["paid"]', "per": "[]", "order": '["earliest"]', "most": 1}
PLUS = '{ plus = [{ field = "value" }, 0.01] }'
TWICE = '{ times = [{ field = "value" }, 2] }'
SQUARE = '{ times = [{ field = "value" }, { field = "value" }] }'
VALUE, SUM = "a value in yuan", "a sum of yuan"
CASES = {
    # name: (regulation, values that fit, the total, values that do not, at which step, which number)
    "award, a sum": (paid(PLUS), ["92233720368547758.06"], MOST, [MOST], "paid", VALUE),
    "award, a product": (paid(TWICE), [HALF], "92233720368547758.06", [MORE], "paid", VALUE),
    "award, below zero": (paid(TWICE), [f"-{HALF}"], "-92233720368547758.06", [f"-{MORE}"], "paid", VALUE),
    "award, a square": (paid(SQUARE, rounding="down"), ["30370004.99"], "922337203092624.90", ["30370005.00"], "paid", VALUE),
    "award, by pieces": (paid('{ each = 1, of = "value", give = 1, count = "whole" }'), [MOST], "92233720368547758.00", [], "", ""),
    "derived column": (derived(TWICE), [HALF], "92233720368547758.06", [MORE], "", "a number of the derived column it"),
    "related": (RELATED + paid('{ field = "sum_of_all" }'), [MOST], MOST, [MORE, MORE], "paid", "a number of the derived column sum_of_all"),
    "multiply": (paid() + step("multiply", of='["paid"]', factor=2), [HALF], "92233720368547758.06", [MORE], "multiply", VALUE),
    "multiply, the difference": (paid() + step("multiply", of='["paid"]', factor=-1), [HALF], f"-{HALF}", [MORE], "multiply", VALUE),
    "set": (paid() + step("set", of='["paid"]', give__yuan=TWICE), [HALF], "92233720368547758.06", [MORE], "set", VALUE),
    "clamp": (paid() + step("clamp", of='["paid"]', measure="yuan", each="total", at_least=1, when='{ unit = "东镇" }'), [f"-{HALF}"], "1.00", [f"-{MOST}"], "clamp", VALUE),
    "round, a claim": (paid() + step("round", each="claim", **ROUND), ["92233720368547757.01"], "92233720368547758.00", [MOST], "round", VALUE),
    "round, a total": (paid() + step("round", each="total", for_="unit", **ROUND), [HALF, "46116860184273878.90"], "92233720368547758.00", [HALF, HALF], "round", VALUE),
    "weigh": (paid() + step("weigh", of='["paid"]', measure="yuan", for_="unit", share=0.5, rounding="down"), [HALF, MORE], HALF, [MORE, MORE], "weigh", SUM),
    "weigh, to marks": (paid() + step("weigh", of='["paid"]', measure="yuan", for_="unit", share=1, full=1, marks=2), [MOST], "2.00", [], "", ""),
    "convert": (paid() + step("convert", give__debt=0.01, **TO_POINTS), [HALF, HALF], "92233720368547758.06", [MORE, MORE], "convert", SUM),
    "convert, what is given": (paid() + step("convert", give__debt=0.02, **TO_POINTS), [HALF], "92233720368547758.06", [MORE], "convert", "a value in debt"),
    "convert, carried": (paid() + step("convert", give__debt=0.01, **{**TO_POINTS, "remainder": "carried", "within": "month"}), [HALF, HALF], "92233720368547758.06", [MORE, MORE], "convert", SUM),
    "quota": (paid() + step("quota", target=1, **QUOTA), [f"-{HALF}"], f"-{HALF}", [f"-{MOST}"], "quota", "the difference between a target and what there is"),
    "quota, what is given": (paid() + step("quota", target=1, each_excess__debt=2, **QUOTA), [HALF], "92233720368547756.06", [MOST], "quota", "a value in debt"),
    "keep": (paid() + step("keep", **KEEP), [HALF, HALF], "1.00", [MORE, MORE], "keep", "a sum of claims that a cap is held against"),
    "rank": (paid() + step("rank", for_="unit", by="yuan", ties="share", zeros="out"), [HALF, HALF], "92233720368547758.06", [MORE, MORE], "rank", SUM),
    "total": (paid(), [MOST, f"-{MOST}", MOST], MOST, [MORE, MORE], "", "a total of yuan"),
    "a total of two steps": (paid() + step("award", id="again", on="metric", adds_to='["paid"]', give__yuan='{ field = "value" }'), [HALF], "92233720368547758.06", [MORE], "", "a total of yuan"),
    "condition": (paid(when='{ value = { at_least = 0.001 } }'), [MOST], MOST, [], "", ""),
    "condition, two values": (paid(when='{ compare = { of = { times = [{ field = "value" }, 2] }, at_least = 1 } }'), [HALF], HALF, [MORE], "paid", "a number that a condition compares"),
}  # fmt: skip


@pytest.fixture(params=["polars", pytest.param("duckdb", marks=pytest.mark.slow)], scope="module")
def engine(request: pytest.FixtureRequest) -> Engine:
    return engine_named(request.param)


@pytest.mark.parametrize("name", CASES)
def test_last_number_that_fits_is_counted(name: str, engine: Engine) -> None:
    regulation, values, total, *_ = CASES[name]
    result = scored(regulation, facts(*values), engine, DEBT + TEXT)
    measure = "debt" if totals(result, "debt") else "yuan"
    assert totals(result, measure) == {"东镇": total}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[3]])
def test_number_beyond_is_refused_by_name(name: str, engine: Engine) -> None:
    regulation, _, _, values, where, what = CASES[name]
    head = f"regulations/2010-01-01.toml: step.{where}: step {where} (某条): " if where else ""
    said = f"{head}{what} is too large to be counted exactly. hint: {HINT}"
    assert refusal(regulation, facts(*values), engine) == said


def test_refusal_in_chinese(engine: Engine) -> None:
    regulation = paid(TWICE) + step("rank", for_="unit", by="yuan", ties="share", zeros="out")
    assert refusal(regulation, facts(HALF, "0.01"), engine, "zh-CN") == CHINESE


WORKS = """
submissions = [{ id = "W1", unit = "东镇", day = 2014-01-01, authors = ["甲", "乙"], shares = [%s] }]
adoptions = [{ id = "A1", work = "W1", outlet = "区报", day = 2014-01-02, fee = %s, page = 3 }]
"""
FEE = step(
    "award",
    id="paid",
    on="adoption",
    give__yuan='{ field = "fee" }',
    give__pieces='{ field = "page" }',
)
SPLIT = step("award", id="paid", on="adoption", to="work", give__yuan='{ field = "fee" }') + step(
    "split", of='["paid"]', to="authors", by="shares", rounding="down", residue="last"
)
SKIP = FEE + step(
    "skip",
    for_="unit",
    count="pieces",
    target=1,
    order='["earliest"]',
    straddle="split",
    also='["paid"]',
    measures='["yuan"]',
    rounding="down",
    when='{ unit = "东镇" }',
)


@pytest.mark.parametrize(
    ("regulation", "shares", "fee", "expected"),
    [
        (SPLIT, "0.01, 0.01", MOST, {"甲": HALF, "乙": MORE}),
        (SPLIT, "0.02, 0.02", MOST, "step split (某条): a value in yuan"),
        (SPLIT, f"{HALF}, {HALF}", "0.02", {"甲": "0.01", "乙": "0.01"}),
        (SPLIT, f"{MORE}, {MORE}", "0.01", "step split (某条): a sum of shares"),
        (SKIP, "1, 1", "0.30", {"东镇": "0.20"}),
        (SKIP, "1, 1", MOST, "step skip (某条): a value in yuan"),
    ],
)
def test_claims_of_works_at_the_edge(
    regulation: str, shares: str, fee: str, expected: dict[str, str] | str, engine: Engine
) -> None:
    text = WORKS % (shares, fee)
    if isinstance(expected, dict):
        assert totals(scored(regulation, text, engine), "yuan") == expected
    else:
        assert f"{expected} is too large to be counted exactly" in refusal(regulation, text, engine)


@pytest.mark.parametrize(
    ("test", "chosen"),
    [
        ("value = { at_least = 1e30 }", []),
        ("value = { at_most = 1e30 }", ["least", "most"]),
        ("value = { more_than = -1e30 }", ["least", "most"]),
        ("value = { not = 0.001 }", ["least", "most"]),
        ("value = { is = 0.001 }", []),
        ("value = { less_than = 92233720368547758.07 }", ["least"]),
        ("value = { less_than = 92233720368547758.075 }", ["least", "most"]),
        ("value = { at_most = -92233720368547758.075 }", []),
        ('value = { at_most = { column = "weight" } }', ["least"]),
        ('value = { more_than = { column = "weight" } }', ["most"]),
        ('weight = { at_least = { column = "value" } }', ["least"]),
        ('weight = { is = { column = "value" } }', []),
    ],
)
def test_conditions_hold_as_they_would_with_more_room(
    test: str, chosen: list[str], engine: Engine
) -> None:
    regulation = step("award", id="paid", on="metric", when=f"{{ {test} }}", give__points=1)
    text = "".join(
        f'{{ id = "{name}", unit = "东镇", name = "数", day = 2014-01-02, value = {value}, weight = 1 }},'
        for name, value in (("least", f"-{MOST}"), ("most", MOST))
    )
    result = scored(regulation, f"metrics = [{text}]", engine, TEXT)
    assert [line.fact for line in result.lines()] == chosen


cents = st.integers(-9, 9).map(lambda left: LIMIT // 4 - left) | st.integers(-LIMIT, LIMIT)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    cells=st.lists(cents, min_size=1, max_size=4),
    factors=st.lists(st.sampled_from((-3, -1, 0, 1, 2, 4, 10**12)), min_size=1, max_size=2),
    twice=st.sampled_from((1, 2, 3)),
)
def test_any_total_is_the_exact_one_or_refused(
    engine: Engine, cells: list[int], factors: list[int], twice: int
) -> None:
    regulation = paid(f'{{ times = [{{ field = "value" }}, {twice}] }}') + "".join(
        step("multiply", id=f"by{number}", of='["paid"]', factor=factor)
        for number, factor in enumerate(factors)
    )
    text = facts(*(str(Decimal(cell).scaleb(-2)) for cell in cells))
    worked: list[list[int]] = [[cell * twice for cell in cells]]
    for factor in factors:
        worked.append([value * factor for value in worked[-1]])
    changes = [b - a for one, other in pairwise(worked) for a, b in zip(one, other, strict=True)]
    total = sum(worked[-1])
    every = [*chain.from_iterable(worked), *changes, total]
    if all(abs(number) <= LIMIT for number in every):
        expected = {"东镇": str(Decimal(total).scaleb(-2))} if total else {}
        assert totals(scored(regulation, text, engine), "yuan") == expected
    else:
        assert "is too large to be counted exactly" in refusal(regulation, text, engine)
