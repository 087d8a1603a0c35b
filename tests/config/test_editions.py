"""Editions: how later texts change the running order, and which days each version holds."""

from __future__ import annotations

from datetime import date

from gov_comms.config import open_texts
from gov_comms.config.editions import merged, merged_derives
from tests.config.agencies import AGENCY, FIRST, SECOND

STEP = """
[[step]]
id = "{id}"
clause = "{clause}"
do = "award"
on = "adoption"
to = "{to}"
give.points = 1
{more}
"""


def step(id_: str, to: str, clause: str = "c", more: str = "") -> str:
    return STEP.format(id=id_, to=to, clause=clause, more=more)


def edition(day: str, *parts: str, head: str = "") -> str:
    return f'title = "t"\nfrom = {day}\n{head}\n' + "".join(parts)


def order(*texts: str) -> list[tuple[str, str, date, date | None]]:
    files = {f"regulations/{number}.toml": text for number, text in enumerate(texts)}
    agency = open_texts({"agency.toml": AGENCY, **files}).agency
    return [(s.id, s.clause, first, last) for s, _, first, last in merged(agency.editions)]


FIRST_DAY, SECOND_DAY, EVE = date(2014, 1, 1), date(2015, 1, 1), date(2014, 12, 31)


def test_replaced_step_keeps_its_place() -> None:
    first = edition("2014-01-01", step("a", "reviewer"), step("b", "editor"))
    second = edition("2015-01-01", step("a", "reviewer", "new"))
    assert order(first, second) == [
        ("a", "c", FIRST_DAY, EVE),
        ("a", "new", SECOND_DAY, None),
        ("b", "c", FIRST_DAY, None),
    ]


def test_new_steps_stand_behind_the_one_they_name_in_the_order_written() -> None:
    first = edition("2014-01-01", step("a", "reviewer"), step("b", "editor"))
    second = edition(
        "2015-01-01",
        step("x", "first_author", more='after = "a"'),
        step("y", "unit", more='after = "a"'),
        step("z", "authors", more='after = "x"'),
    )
    assert [name for name, *_ in order(first, second)] == ["a", "x", "z", "y", "b"]


def test_repealed_step_ends_the_day_before() -> None:
    first = edition("2014-01-01", step("a", "reviewer"), step("b", "editor"))
    second = edition("2015-01-01", head='repeals = ["a"]')
    assert order(first, second) == [
        ("a", "c", FIRST_DAY, EVE),
        ("b", "c", FIRST_DAY, None),
    ]


def test_repealed_step_may_come_back_in_its_place() -> None:
    first = edition("2014-01-01", step("a", "reviewer"), step("b", "editor"))
    second = edition("2015-01-01", head='repeals = ["a"]')
    third = edition("2016-01-01", step("a", "reviewer", "again"))
    assert order(first, second, third) == [
        ("a", "c", FIRST_DAY, EVE),
        ("a", "again", date(2016, 1, 1), None),
        ("b", "c", FIRST_DAY, None),
    ]


def test_editions_are_sorted_by_day_whatever_their_files_are_called() -> None:
    second = edition("2014-01-01", step("a", "reviewer"))
    first = edition("2015-01-01", step("a", "reviewer", "new"))
    assert order(first, second)[0] == ("a", "c", FIRST_DAY, EVE)


def test_derivation_of_a_later_edition_replaces_the_earlier_one() -> None:
    derive = '[[derive]]\nname = "key_piece"\non = "adoption"\nwhen = { page = 2 }\n\n[[step]]'
    second = SECOND.replace("[[step]]", derive)
    agency = open_texts(
        {"agency.toml": AGENCY, "regulations/a.toml": FIRST, "regulations/b.toml": second}
    ).agency
    spans = merged_derives(agency.editions)
    assert [(d.name, first, last) for d, _, first, last in spans] == [
        ("key_piece", date(2014, 3, 1), date(2015, 2, 28)),
        ("key_piece", date(2015, 3, 1), None),
    ]


def test_defaults_are_for_steps_that_do_not_say_otherwise() -> None:
    text = edition(
        "2014-01-01",
        '[defaults]\nto = "editor"\nwithin = "month"\nrounding = "down"\n',
        '[[step]]\nid = "a"\nclause = "c"\ndo = "award"\non = "adoption"\ngive.points = 1\n',
        step("b", "reviewer", more='within = "year"'),
        '[[step]]\nid = "q"\nclause = "c"\ndo = "quota"\nfor = "unit"\ncount = "points"\n',
        "target = 3\nunmet.points = -1\n",
    )
    agency = open_texts({"agency.toml": AGENCY, "regulations/a.toml": text}).agency
    a, b, quota = agency.editions[0].steps
    assert [(s.within, s.to and s.to.paths, s.rounding) for s in (a, b, quota)] == [  # type: ignore[attr-defined]
        ("month", ("editor",), "down"),
        ("year", ("reviewer",), "down"),
        ("month", None, "down"),
    ]


def test_default_receiver_is_for_every_step_on_facts() -> None:
    agency = AGENCY + '[columns.adoption.uploader]\ntype = "person"\nname = "上传人"\n'
    duty = '[[step]]\nid = "d"\nclause = "c"\ndo = "require"\non = "adoption"\n'
    text = edition(
        "2014-01-01",
        '[defaults]\nto = "work.unit"\n',
        '[[step]]\nid = "a"\nclause = "c"\ndo = "award"\non = "adoption"\ngive.points = 1\n',
        duty + "holds = { length = { present = true } }\n",
    )
    opened = open_texts({"agency.toml": agency, "regulations/a.toml": text})
    steps = opened.agency.editions[0].steps
    assert [step.to.paths for step in steps] == [("work.unit",), ("work.unit",)]  # type: ignore[attr-defined]
