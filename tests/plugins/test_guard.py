"""Verbs of plugins that answer wrongly: one clear refusal that names plugin, verb and step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gov_comms.errors import Refused
from gov_comms.testing import Desk, open_desk
from tests.plugins.conftest import Install

CODE = """\
from pathlib import Path
from typing import Literal
import narwhals as nw
import polars as pl
from gov_comms.errors import Place, Problem, Refused
from gov_comms.language.step import Step
from gov_comms.ledger.postings import Adjusted, Flagged, Found, Noted, Opened, Unseen
from gov_comms.messages import bilingual
from gov_comms.plugins import Text, Verb, hookimpl

API = "1.0"

class Odd(Step):
    do: Literal["odd"]
    of: tuple[str, ...] = ()

def run(step, book):
    first = book.claims(step.of, (), None)[0]
    source, frame = first.source, first.scope.frame
    one = nw.lit(1, nw.Int64)
    given = frame.with_columns(one.alias("amount"))
{body}

@hookimpl
def register_verbs():
    return [Verb("odd", Odd, run, Path(__file__), Text("怪"))]
"""
REGULATION = """\
title = "办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = 2

[[step]]
id = "strange"
clause = "二"
do = "odd"
of = ["sent"]
"""
AGENCY = """\
name = "甲办"
plugins = ["mine"]

[measures.points]
label = "积分"
unit = "分"

[[unit]]
id = "东镇"
"""
ROWS = [{"id": f"W{n}", "unit": "东镇", "day": date(2014, 3, n)} for n in (1, 2)]


def odd_desk(install: Install, *body: str) -> Desk:
    """An agency with a step of the verb ``odd``, which does what ``body`` says."""
    install("mine", CODE.replace("{body}", "".join(f"    {line}\n" for line in body)))
    return open_desk({"agency.toml": AGENCY, "regulations/2014-01-01.toml": REGULATION})


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param("return [5]", "it answered with int, not a posting", id="no posting"),
        pytest.param("pass", "TypeError: 'NoneType' object is not iterable", id="no answer at all"),
        pytest.param("yield from [1 / 0]", "ZeroDivisionError: division by zero", id="exception"),
        pytest.param(
            "yield Adjusted(source, frame, None)",
            "its rows lack the columns amount",
            id="adjusted without an amount",
        ),
        pytest.param(
            "yield Adjusted(source, given.select('amount'), None)",
            "its rows lack the columns claim",
            id="adjusted without a claim",
        ),
        pytest.param(
            "yield Adjusted(source, given.collect(), None)",
            "its rows are no lazy frame but DataFrame",
            id="eager rows",
        ),
        pytest.param(
            "yield Adjusted(source, pl.DataFrame({'claim': [0]}), None)",
            "its rows are no lazy frame but DataFrame",
            id="rows of another library",
        ),
        pytest.param(
            "yield Adjusted(source, frame.with_columns((one / 2).alias('amount')), None)",
            "column amount holds Float64, not integers",
            id="a float for an amount",
        ),
        pytest.param(
            "none = nw.lit(None, nw.Int64).alias('amount')\n"
            "    yield Adjusted(source, frame.with_columns(none), None)",
            "column amount has empty cells",
            id="an amount that is empty",
        ),
        pytest.param(
            "yield Adjusted(source, given.with_columns(nw.col('claim') + 7), None)",
            "it adjusts claims that do not stand in the book",
            id="claims that are not there",
        ),
        pytest.param(
            "yield Adjusted(source, nw.concat([given, given]), None)",
            "it adjusts a claim twice",
            id="a claim twice in one answer",
        ),
        pytest.param(
            "yield Adjusted(source, given, None)\n    yield Adjusted(source, given, None)",
            "it adjusts the claims of one source twice",
            id="a source in two answers",
        ),
        pytest.param(
            "from dataclasses import replace\n"
            "    yield Adjusted(replace(source, number=5), given, None)",
            "it adjusts claims that do not stand in the book",
            id="a source of its own making",
        ),
        pytest.param(
            "yield Opened('stars', given, {})", "there is no measure 'stars'", id="unknown measure"
        ),
        pytest.param(
            "yield Opened('points', given.drop('subject', 'day'), {})",
            "its rows lack the columns subject, day",
            id="opened without a subject",
        ),
        pytest.param(
            "yield Opened('points', given, source.columns | {'topic': None})",
            "its rows lack the columns c:topic",
            id="opened without a carried column",
        ),
        pytest.param(
            "yield Unseen('submission', given)", "its rows lack the columns row", id="unseen"
        ),
        pytest.param(
            "yield Unseen('work', given)", "there is no table 'work'", id="unseen of no table"
        ),
        pytest.param(
            "yield Found('unit', given, {})", "only verbs of the core leave results", id="found"
        ),
        pytest.param(
            "yield Opened('points', given.with_columns(subject=nw.lit(9, nw.Int64)), {})",
            "there is no subject 9",
            id="opened for a stranger",
        ),
        pytest.param(
            "yield Opened('points', given.with_columns(subject=nw.lit(None, nw.Int64)), {})",
            "column subject has empty cells",
            id="opened for nobody",
        ),
        pytest.param(
            "yield Flagged('红旗', given.with_columns(bucket=nw.lit(3, nw.Int64)))",
            "it names buckets in which the step does not work",
            id="flagged in another bucket",
        ),
        pytest.param(
            "yield Flagged('红旗', given)", "its rows lack the columns bucket", id="flagged"
        ),
        pytest.param(
            "yield Adjusted(source, given.filter(nw.col('nothing') > 0), None)",
            'ColumnNotFoundError: unable to find column "nothing"',
            id="rows that cannot be worked out",
        ),
    ],
)
def test_wrong_answer_is_refused(install: Install, body: str, says: str) -> None:
    desk = odd_desk(install, body)
    with pytest.raises(Refused) as refused:
        desk.score("2014", submissions=ROWS)
    (problem,) = refused.value.problems
    head, _, hint = problem.text("en").partition(". hint: ")
    told = (
        "regulations/2014-01-01.toml: step.strange: the verb odd of plugin mine 1.0 failed at step"
    )
    assert head.startswith(f"{told} strange: {says}")
    assert "\n" not in head
    assert hint == "this is a fault of the plugin, not of the regulation"


def test_refusal_of_the_plugin_itself_is_left_as_it_is(install: Install) -> None:
    said = 'Problem("odd", Place("x"), bilingual("怪", "odd {number}", number=5))'
    desk = odd_desk(install, f"raise Refused([{said}])")
    with pytest.raises(Refused) as refused:
        desk.score("2014", submissions=ROWS)
    (problem,) = refused.value.problems
    assert (problem.what.text("en"), problem.what.text("zh-CN")) == ("odd 5", "怪")


@pytest.mark.parametrize(
    ("amount", "what"), [(2**63 - 1, "a value in points"), (-(2**63), "an amount of its verb")]
)
def test_amount_beyond_64_bits_is_refused(install: Install, amount: int, what: str) -> None:
    given = f"frame.with_columns(nw.lit({amount}, nw.Int64).alias('amount'))"
    desk = odd_desk(install, f"yield Adjusted(source, {given}, None)")
    with pytest.raises(Refused) as refused:
        desk.score("2014", submissions=ROWS)
    (problem,) = refused.value.problems
    said = f"step strange (二): {what} is too large to be counted exactly"
    assert (problem.code, problem.what.text("en")) == ("too-large", said)


def test_only_lines_are_taken_from_an_answer(install: Install) -> None:
    """A plugin that changes values, days and subjects, and drops the other claims, adds lines."""
    desk = odd_desk(
        install,
        "changed = given.with_columns(value=nw.lit(99, nw.Int64), day=nw.lit(0, nw.Int32))",
        "changed = changed.with_columns(nw.lit(7, nw.Int64).alias('subject'))",
        "yield Adjusted(source, changed.filter(nw.col('claim') == nw.col('claim').min()), None)",
    )
    assert desk.lines("2014", submissions=ROWS) == [
        ("sent", "W1", "东镇", Decimal(2)),
        ("sent", "W2", "东镇", Decimal(2)),
        ("strange", "W1", "东镇", Decimal(1)),
    ]
    assert desk.totals("2014", submissions=ROWS) == {("points", "东镇"): Decimal(5)}
