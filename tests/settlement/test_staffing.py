"""Roles are counted on the last day of the period, in the agency or in each unit."""

# A case stands on one line, so that tables of cases read as tables.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from gov_comms.config import open_texts
from gov_comms.facts import facts_from_rows
from gov_comms.model import Row
from gov_comms.settlement import run_cases, score

AGENCY = """\
name = { zh = "某局", en = "Some bureau" }
[measures.points]
label = "积分"
unit = "分"
[[unit]]
id = "甲科"
class = "重点"
[[unit]]
id = "乙科"
class = "一般"
[[role]]
id = "信息员"
clause = "甲-01"
"""
REGULATION = """\
title = "办法"
from = 2014-01-01
[[step]]
id = "sent"
clause = "甲-02"
do = "award"
on = "submission"
give.points = 1
"""
IN_UNITS = 'per = "unit"\n'
ONE = "at_least = 1\nat_most = 1\n"


def people(*listed: str) -> list[dict[str, object]]:
    """A person each: name, unit, roles, and where written the first and last day."""
    rows = []
    for each in listed:
        name, unit, roles, *days = each.split()
        row: dict[str, object] = {"id": name, "unit": unit}
        row["roles"] = tuple(role for role in roles.split("、") if role != "-")
        row |= dict(zip(("from", "to"), days, strict=False))
        rows.append(row)
    return rows


def said(role: str, roster: list[dict[str, object]], period: str = "2014") -> list[str]:
    opened = open_texts({"agency.toml": AGENCY + role, "regulations/2014.toml": REGULATION})
    facts = facts_from_rows(opened.agency, {"person": [Row(cells) for cells in roster]})
    problems = score(opened, facts, period).problems
    assert {each.code for each in problems} <= {"role-count"}
    return [each.what.text("en") for each in problems]


NONE, TWO = "0 on the roster, at least 1 needed", "2 on the roster, at most 1 allowed"


@pytest.mark.parametrize(
    ("role", "roster", "expected"),
    [
        (ONE, people("甲 甲科 信息员"), []),
        (ONE, people("甲 甲科 信息员", "乙 乙科 信息员"), [f"Some bureau: 信息员: {TWO}"]),
        (IN_UNITS + ONE, people("甲 甲科 信息员", "乙 乙科 信息员"), []),
        (IN_UNITS + ONE, people("甲 甲科 信息员", "乙 乙科 -"), [f"乙科: 信息员: {NONE}"]),
        (IN_UNITS + ONE, people("甲 甲科 信息员", "乙 甲科 信息员"), [f"乙科: 信息员: {NONE}", f"甲科: 信息员: {TWO}"]),
        (f'{IN_UNITS}{ONE}when = {{ class = "重点" }}\n', people("甲 甲科 信息员"), []),
        (f'{IN_UNITS}{ONE}when = {{ class = "一般" }}\n', people("甲 甲科 信息员"), [f"乙科: 信息员: {NONE}"]),
        # Everybody of the unit holds it too.
        (f'{ONE}unit = "乙科"\n', people("甲 甲科 信息员", "乙 乙科 -"), [f"Some bureau: 信息员: {TWO}"]),
        # A roster that keeps no roles is held to none.
        (ONE, people("甲 甲科 -"), []),
        ("", people("甲 甲科 信息员", "乙 甲科 信息员"), []),
    ],
)  # fmt: skip
def test_role_with_too_few_or_too_many_holders_is_a_warning(
    role: str, roster: list[dict[str, object]], expected: list[str]
) -> None:
    assert said(role, roster) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2014-01", 1), ("2014-03", 0), ("2014-H1", 0), ("2014-07", 1), ("2014", 1)],
)
def test_role_is_counted_on_the_last_day(period: str, expected: int) -> None:
    roster = people("甲 甲科 信息员 2014-02-01 2014-06-30", "乙 甲科 -")
    assert len(said(ONE, roster, period)) == expected


CASE = """\
title = "信息员一名"
clauses = ["{clause}"]
period = "2014"
people = [{{ id = "甲", unit = "甲科", roles = ["{role}"] }}]
[expect]
problems = {problems}
"""


@pytest.mark.parametrize(
    ("clause", "role", "problems", "holds"),
    [
        ("甲-01", "信息员", "[]", True),
        ("甲-01", "信息员", '["role-count"]', False),
        ("甲-01", "联络员", '["role-count"]', True),
        ("甲-01", "联络员", "[]", False),
        # A case about another clause names only the people it needs.
        ("甲-02", "联络员", "[]", True),
    ],
)
def test_case_is_held_to_the_roles_whose_clause_it_names(
    clause: str, role: str, problems: str, holds: bool
) -> None:
    texts = {
        "agency.toml": f'{AGENCY}{ONE}[[role]]\nid = "联络员"\nclause = "甲-03"\n',
        "regulations/2014.toml": REGULATION,
        "cases/roster.toml": CASE.format(clause=clause, role=role, problems=problems),
    }
    assert (run_cases(open_texts(texts)) == ()) is holds
