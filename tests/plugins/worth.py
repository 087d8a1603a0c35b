"""A plugin whose verb gives each claim what a plain function makes of the row behind it."""

from __future__ import annotations

import sys
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from gov_comms.testing import Desk, open_desk
from tests.plugins.conftest import Install

CODE = """\
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import ClassVar, Literal
import narwhals as nw
from gov_comms.errors import Place, Problem, Refused
from gov_comms.language.condition import ConditionField
from gov_comms.language.step import Rounding, Step
from gov_comms.ledger.book import Book
from gov_comms.ledger.combinations import by_combination
from gov_comms.ledger.postings import Adjusted
from gov_comms.messages import bilingual
from gov_comms.plugins import Text, Verb, hookimpl

API = "1.1"
CALLS = []

class Worth(Step):
    opens: ClassVar[bool] = False
    do: Literal["worth"]
    of: tuple[str, ...]
    when: ConditionField | None = None
    reads: tuple[str, ...]
    rounding: Rounding | None = None

def worth(*cells):
    CALLS.append(cells)
{body}

def run(step, book):
    for chosen in book.claims(step.of, (), step.when):
        scope, found = by_combination(book, chosen.scope, {names}, worth)
        scope = book.scaled(scope, found, chosen.source.measure, step.rounding, "worth:")
        frame = scope.frame.with_columns(nw.col("worth:").fill_null(0).alias("amount"))
        yield Adjusted(chosen.source, frame, chosen.others)

@hookimpl
def register_verbs():
    return [Verb("worth", Worth, run, Path(__file__), Text("值"))]
"""
AGENCY = """\
name = "甲办"
plugins = ["mine"]

[measures.points]
label = "积分"
unit = "分"
scale = 2

[words.kind]
name = "体裁"
words = ["简讯", "调研"]

[columns.submission.hours]
type = "number"
scale = 1
name = "工时"

[columns.submission.urgent]
type = "flag"
name = "紧急"

[columns.submission.at]
type = "moment"
name = "收到"

[[unit]]
id = "东镇"

[[unit]]
id = "西镇"
"""
REGULATION = """\
title = "办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = 1

[[step]]
id = "more"
clause = "二"
do = "worth"
of = ["sent"]
reads = {reads}
rounding = "up"
"""
RECEIVED = datetime.combine(date(2014, 3, 5), time(9, 30))
FULL = {
    "id": "W2",
    "unit": "西镇",
    "day": date(2014, 3, 5),
    "title": "关于防汛",
    "units": ["东镇", "西镇"],
    "shares": [Decimal("0.6"), Decimal("0.4")],
    "kind": "调研",
    "length": 1200,
    "tags": ["春", "夏"],
    "request": "Y1",
    "hours": Decimal("2.5"),
    "urgent": False,
    "at": RECEIVED,
}
"""A submission with a cell of each type."""
SPARE = {"id": "W1", "unit": "东镇", "day": date(2014, 3, 6)}
REQUESTS = [{"id": "Y1", "unit": "西镇", "day": date(2014, 3, 1)}]
READS = ("title", "units", "shares", "kind", "length", "tags", "request", "hours", "urgent", "at")
EMPTY = (None,) * len(READS)
CELLS = (
    "关于防汛",
    ("东镇", "西镇"),
    (Decimal("0.60"), Decimal("0.40")),
    "调研",
    1200,
    ("春", "夏"),
    "Y1",
    Decimal("2.5"),
    False,
    RECEIVED,
)
"""What the function is handed of them."""


def office(
    install: Install,
    reads: tuple[str, ...],
    body: str,
    *,
    names: str = "step.reads",
    more: str = "",
) -> Desk:
    """The office, with a function of this body, asked for columns of these names.

    ``more`` are further keys of the step.
    """
    install("mine", CODE.replace("{body}", f"    {body}").replace("{names}", names))
    regulation = (REGULATION + more).replace("{reads}", str(list(reads)).replace("'", '"'))
    return open_desk({"agency.toml": AGENCY, "regulations/2014-01-01.toml": regulation})


def calls() -> list[Any]:
    """With what the function was called so far, in turn."""
    return list(sys.modules["mine_plugin"].CALLS)
