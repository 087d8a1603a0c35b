"""Law: the same problems whatever the order of files and tables; choices; bulletins of periods."""

from __future__ import annotations

from typing import Literal, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from gov_comms.language.choice import Choice, choice_of
from gov_comms.language.step import Derive, Related
from gov_comms.plugins import open_plugins
from tests.config.agencies import AGENCY, FIRST, SOUND
from tests.config.spoiled import problems, said

MANY = """
[words.channel]
words = ["电话", "邮件"]

[[calendar.term]]
from = "12-01"
to = "02-28"

[[bulletin]]
id = "spring"
period = "theme"
title = "通报"
measures = ["yuan"]
group_by = "clas"
"""
"""Several mistakes in agency.toml, in tables that may stand in any order."""
WRONG = """
[[derive]]
name = "idle"
on = "adoption"
when = { form = "短讯" }

[[step]]
id = "more"
clause = "第四条"
do = "award"
on = "adoptions"
give.point = 1
"""
SPOILT = {
    **SOUND,
    "agency.toml": AGENCY + MANY,
    "regulations/2014-03-01.toml": FIRST + WRONG,
}
OPEN = {
    **SOUND,
    "agency.toml": AGENCY + MANY.replace('group_by = "clas"\n', ""),
    "regulations/2014-03-01.toml": FIRST + WRONG.split("[[step]]")[0].replace("短讯", "全文"),
}
"""What only the law objects to, so that the last of the checks run, too."""


def without_places(texts: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Problems without their lines, which move with the tables."""
    found = problems(texts)
    return sorted((each.code, each.place.file, each.key, each.what.text("en")) for each in found)


@given(st.permutations(sorted(SPOILT)), st.sampled_from([SPOILT, OPEN]))
@settings(max_examples=15)
def test_order_of_files_changes_no_problem(names: list[str], texts: dict[str, str]) -> None:
    assert problems({name: texts[name] for name in names}) == problems(texts)


@given(st.permutations(range((AGENCY + MANY).count("\n["))), st.sampled_from([SPOILT, OPEN]))
@settings(max_examples=30)
def test_order_of_tables_changes_no_problem(order: list[int], texts: dict[str, str]) -> None:
    head, *tables = texts["agency.toml"].split("\n[")
    # A list keeps the order of its entries, which are counted.
    lists = [table for table in tables if table.startswith("[")]
    shuffled = [tables[place] for place in order]
    turned = [lists.pop(0) if table.startswith("[") else table for table in shuffled]
    moved = {**texts, "agency.toml": "\n[".join([head, *turned])}
    assert without_places(moved) == without_places(texts)


def test_problems_of_many_mistakes_are_said_at_once() -> None:
    assert len(problems(SPOILT)) > 4
    assert {each.code for each in problems(OPEN)} == {"term-gap", "unused", "never-due"}


def test_bulletin_of_shorter_periods_than_any_step() -> None:
    texts = {
        **SOUND,
        "agency.toml": AGENCY.replace('period = "year"', 'period = "month"'),
        "regulations/2014-03-01.toml": FIRST.replace(
            'id = "used"\n', 'id = "used"\nwithin = "quarter"\n'
        ),
        "regulations/2015-03-01.toml": SOUND["regulations/2015-03-01.toml"].replace(
            'id = "bonus"\n', 'id = "bonus"\npost = "year"\n'
        ),
    }
    assert said(problems(texts)) == (
        "warning: agency.toml:68:13: bulletin.annual.measures.1: "
        "points is counted only in longer periods than month",
    )


def test_bulletin_with_a_column_of_what_nothing_gives() -> None:
    columns = 'columns = [ { measure = "points" }, { measure = "yuan", show = "rank" } ]'
    main = AGENCY.replace('measures = ["points"]', columns)
    assert said(problems({**SOUND, "agency.toml": main})) == (
        "warning: agency.toml:68:39: bulletin.annual.columns.2.measure: no step gives yuan",
    )


SHAPES = [*(verb.shape for verb in open_plugins().verbs.values()), Derive, Related]


def literals(annotation: object) -> list[str]:
    """The words among which a key chooses, if it chooses among nothing else."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [each for inner in get_args(annotation) for each in literals(inner)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_choices_list_every_answer(shape: type[BaseModel]) -> None:
    for field in shape.model_fields.values():
        choice = choice_of(field)
        if isinstance(choice, Choice):
            words = literals(field.annotation)
            assert set(words) <= {answer for answer, _ in choice.answers}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_what_must_be_chosen_is_a_choice(shape: type[BaseModel]) -> None:
    """A verb that asks for a word says what each word means."""
    silent = {"do", "how"}
    for key, field in shape.model_fields.items():
        if field.is_required() and literals(field.annotation) and key not in silent:
            assert choice_of(field) is not None, key
