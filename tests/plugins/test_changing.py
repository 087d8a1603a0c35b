"""Plugins that try to change what they are shown: one clear message each, and nothing changes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gov_comms.bulletin import compose, write_bulletin
from gov_comms.config import open_texts
from gov_comms.errors import Refused
from gov_comms.plugins import Act, Piece
from gov_comms.settlement import score
from gov_comms.testing import Desk
from tests.plugins.conftest import Install
from tests.plugins.test_guard import ROWS, odd_desk
from tests.plugins.test_manager import refusal, texts

HEAD = """\
from gov_comms.plugins import Check, Document, Objection, hookimpl

API = "1.1"
"""
HINT = "hint: take it off the list of plugins to go on without it"


def code(hook: str, takes: str, *body: str) -> str:
    lines = "".join(f"    {line}\n" for line in body)
    return f"{HEAD}\n@hookimpl\ndef {hook}({takes}):\n{lines}"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            "agency.measures.clear()",
            "AttributeError: 'mappingproxy' object has no attribute 'clear'",
        ),
        (
            "agency.name = 'x'",
            "FrozenInstanceError: cannot assign to field 'name'",
        ),
        (
            "agency.editions[0].steps[0].clause = 'x'",
            "ValidationError: 1 validation error for Award clause Instance is frozen",
        ),
    ],
)
def test_check_that_changes_the_agency(install: Install, change: str, says: str) -> None:
    body = ("def run(agency):", f"    {change}", "    return ()", "return [Check('odd', run)]")
    install("mine", code("register_checks", "", *body), version="2.1")
    (said,) = refusal("mine")
    assert said.startswith(f"plugins: plugin mine 2.1 failed: odd: {says}")
    assert said.endswith(HINT)


def test_writer_that_changes_the_agency(install: Install, tmp_path: Path) -> None:
    body = (
        "def write(bulletin, language):",
        "    del bulletin.agency.measures['points']",
        "return [Document('odd', '.odd', write)]",
    )
    install("mine", code("register_documents", "", *body), version="2.1")
    office = open_texts(texts("mine"))
    result = score(office, Desk(office).facts(submissions=[]), "2014")
    with pytest.raises(Refused) as refused:
        write_bulletin(
            compose(office.agency, result, None, "en"), office.plugins, tmp_path / "a.odd"
        )
    (problem,) = refused.value.problems
    assert problem.text("en") == (
        "plugins: plugin mine 2.1 failed: odd: TypeError: 'mappingproxy' object does not support "
        f"item deletion. {HINT}"
    )
    assert (list(office.agency.measures), list(tmp_path.glob("a.*"))) == (["points"], [])


def test_objection_that_changes_the_act(install: Install) -> None:
    install("mine", code("object_to", "act", "act.piece.title = 'x'"), version="2.1")
    office = open_texts(texts("mine"))
    act = Act("publish", "甲", Piece("W1", "题目"))
    (problem,) = office.plugins.ask_act(office.agency, act).problems
    assert problem.text("en") == (
        "plugins: plugin mine 2.1 failed: object_to: FrozenInstanceError: cannot assign to field "
        f"'title'. {HINT}"
    )
    assert act.piece.title == "题目"


def test_verb_that_changes_its_step(install: Install) -> None:
    desk = odd_desk(install, "step.of = ()", "yield Adjusted(source, given, None)")
    with pytest.raises(Refused, match="failed at step strange: ValidationError"):
        desk.score("2014", submissions=ROWS)


def test_verb_that_writes_into_the_rows_it_was_given(install: Install) -> None:
    """What it is given is a plan of rows, and what it makes of it is its own."""
    desk = odd_desk(
        install,
        "rows = frame.with_columns(value=nw.lit(99, nw.Int64)).collect()",
        "rows.to_native().replace_column(0, pl.Series('claim', [7] * len(rows)))",
        "yield Adjusted(source, given, None)",
    )
    assert desk.totals("2014", submissions=ROWS) == {("points", "东镇"): Decimal(6)}
