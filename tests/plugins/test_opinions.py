"""Opinions and news: what comes back, and what becomes of plugins that fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gov_comms.config import Opened, open_texts
from gov_comms.errors import Severity
from gov_comms.plugins import Act, Heard, News, Piece, hookspecs
from gov_comms.plugins.patience import TooLate, within
from tests.plugins.conftest import Install

HEAD = """\
from decimal import Decimal
from gov_comms.errors import Severity
from gov_comms.messages import bilingual
from gov_comms.plugins import Finding, Likeness, Objection, hookimpl

API = "1.1"
SAID = bilingual("标题过长", "the title is long")
"""
PIECE = Piece("W1", "题目", "正文", "东镇", date(2014, 3, 5), "submission")
OTHER = replace(PIECE, id="W2")
ACT = Act("publish", "甲", PIECE)
NEWS = News(7, datetime(2014, 3, 5, 8, 30, tzinfo=UTC), "submitted", "W1")
HINT = "hint: take it off the list of plugins to go on without it"


def opened(*plugins: str) -> Opened:
    listed = ", ".join(f'"{name}"' for name in plugins)
    agency = f'name = "甲办"\nplugins = [{listed}]\n[measures.points]\nlabel = "积分"\n'
    regulation = (
        'title = "办法"\nfrom = 2014-01-01\n[[step]]\nid = "sent"\nclause = "一"\n'
        'do = "award"\non = "submission"\ngive.points = 1\n'
    )
    return open_texts({"agency.toml": agency, "regulations/2014-01-01.toml": regulation})


def code(hook: str, takes: str, *body: str) -> str:
    lines = "".join(f"    {line}\n" for line in body)
    return f"{HEAD}\n@hookimpl\ndef {hook}({takes}):\n{lines}"


def checked(install: Install, *body: str) -> Heard[hookspecs.Finding]:
    install("mine", code("check_submission", "piece", *body), version="2.1")
    office = opened("mine")
    return office.plugins.ask_submission(office.agency, PIECE)


def test_findings_come_with_their_plugin_in_the_order_enabled(install: Install) -> None:
    for name in ("north", "south"):
        body = f'yield Finding(SAID, "{name}")'
        install(name, code("check_submission", "agency, piece", body))
    office = opened("south", "north")
    heard = office.plugins.ask_submission(office.agency, PIECE)
    told = [
        (each.plugin, each.clause, each.what.text("zh-CN"), each.severity) for each in heard.answers
    ]
    assert told == [
        ("south", "south", "标题过长", Severity.WARNING),
        ("north", "north", "标题过长", Severity.WARNING),
    ]
    assert heard.problems == ()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param("raise KeyError('x')", "KeyError: 'x'", id="raises"),
        pytest.param("raise SystemExit(3)", "RuntimeError: SystemExit: 3", id="exits"),
        pytest.param("pass", "TypeError: 'NoneType' object is not iterable", id="answers nothing"),
        pytest.param(
            "piece.title = 'x'",
            "FrozenInstanceError: cannot assign to field 'title'",
            id="changes the piece",
        ),
    ],
)
def test_plugin_that_fails_has_no_say(install: Install, body: str, says: str) -> None:
    heard = checked(install, body)
    assert heard.answers == ()
    (problem,) = heard.problems
    assert problem.severity is Severity.WARNING
    assert problem.text("en") == (
        f"plugins: plugin mine 2.1 failed: check_submission: {says}. {HINT}"
    )


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("'bad'", "check_submission is answered with Finding, not with str"),
        ("Objection(SAID, '一')", "check_submission is answered with Finding, not with Objection"),
        ("Finding('bad', '一')", "what it says is no text"),
        ("Finding(SAID, '')", "it names no clause for what it says"),
        ("Finding(SAID, '一', 'warning')", "'warning' is no severity"),
    ],
)
def test_answer_of_a_wrong_type_is_named(install: Install, answer: str, says: str) -> None:
    """A sound answer before it is not taken either."""
    heard = checked(install, f"return [Finding(SAID, '一'), {answer}]")
    assert heard.answers == ()
    assert [each.text("en") for each in heard.problems] == [
        f"plugins: plugin mine 2.1 failed: {says}. {HINT}"
    ]


def test_plugin_that_fails_does_not_keep_others_from_answering(install: Install) -> None:
    install("bad", code("check_submission", "piece", "raise ValueError"))
    install("good", code("check_submission", "piece", "yield Finding(SAID, '一')"))
    office = opened("bad", "good")
    heard = office.plugins.ask_submission(office.agency, PIECE)
    assert ([each.plugin for each in heard.answers], len(heard.problems)) == (["good"], 1)


def test_objection_is_a_value_with_a_reason(install: Install) -> None:
    install("mine", code("object_to", "act", "yield Objection(SAID, f'{act.action} 一')"))
    office = opened("mine")
    (objection,) = office.plugins.ask_act(office.agency, ACT).answers
    assert (objection.clause, objection.plugin) == ("publish 一", "mine")


def test_veto_that_cannot_be_heard_is_an_error(install: Install) -> None:
    install("mine", code("object_to", "act", "raise OSError('gone')"))
    office = opened("mine")
    (problem,) = office.plugins.ask_act(office.agency, ACT).problems
    assert problem.severity is Severity.ERROR
    assert problem.text("en") == (
        f"plugins: plugin mine 1.0 failed: object_to: OSError: gone. {HINT}"
    )


def test_likest_pieces_stand_first(install: Install) -> None:
    body = (
        "yield Likeness('W1', 'W3', Decimal('0.8'))",
        "yield Likeness('W1', 'W2', Decimal('0.9'))",
    )
    install("mine", code("find_likeness", "pieces, others", *body))
    office = opened("mine")
    others = [OTHER, replace(PIECE, id="W3")]
    heard = office.plugins.ask_likeness(office.agency, [PIECE], others)
    assert [(each.other, str(each.share)) for each in heard.answers] == [
        ("W2", "0.9"),
        ("W3", "0.8"),
    ]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("'W1', 'W9', Decimal(1)", "it names a piece 'W9' that was not shown"),
        ("'W1', 'W1', Decimal(1)", "it likens 'W1' to itself"),
        ("'W1', 'W2', 0.9", "0.9 is no decimal from 0 to 1"),
        ("'W1', 'W2', Decimal(2)", "Decimal('2') is no decimal from 0 to 1"),
        ("'W1', 'W2', Decimal('NaN')", "InvalidOperation: [<class 'decimal.InvalidOperation'>]"),
    ],
)
def test_likeness_that_cannot_be_is_named(install: Install, answer: str, says: str) -> None:
    install("mine", code("find_likeness", "pieces", f"yield Likeness({answer})"))
    office = opened("mine")
    heard = office.plugins.ask_likeness(office.agency, [PIECE, OTHER])
    told = [each.text("en") for each in heard.problems]
    assert (heard.answers, len(told)) == ((), 1)
    assert told[0].partition("failed: ")[2].removeprefix("find_likeness: ") == f"{says}. {HINT}"


def test_agency_that_is_shown_cannot_be_changed(install: Install) -> None:
    body = "agency.measures['mine'] = agency.measures['points']"
    install("mine", code("check_submission", "agency", body))
    office = opened("mine")
    (problem,) = office.plugins.ask_submission(office.agency, PIECE).problems
    said = "'mappingproxy' object does not support item assignment"
    assert said in problem.text("en")
    assert list(office.agency.measures) == ["points"]


def test_news_reach_who_listens_and_nobody_else(install: Install) -> None:
    install("deaf", code("check_submission", "piece", "return ()"))
    said = "raise ValueError(f'{news.seq} {news.kind} {news.subject}')"
    install("mine", code("on_event", "news", said))
    office = opened("deaf", "mine")
    (problem,) = office.plugins.tell(office.agency, NEWS)
    assert problem.severity is Severity.WARNING
    assert "plugin mine 1.0 failed: on_event: ValueError: 7 submitted W1" in problem.text("en")


def test_call_without_end_is_left_behind(monkeypatch: pytest.MonkeyPatch, install: Install) -> None:
    monkeypatch.setattr("gov_comms.plugins.asking.LIMITS", {"check_submission": 0.05})
    heard = checked(install, "import time", "time.sleep(5)")
    (problem,) = heard.problems
    assert "failed: check_submission: no answer within 0.05 seconds" in problem.text("en")


def test_time_limit_of_a_call() -> None:
    assert within(5, lambda: Decimal(1)) == 1
    with pytest.raises(TooLate):
        within(0.01, lambda: __import__("time").sleep(1))


def test_hooks_are_few_and_take_little() -> None:
    from inspect import signature

    assert len(hookspecs.HOOKS) <= 10
    takes = {hook: len(signature(getattr(hookspecs, hook)).parameters) for hook in hookspecs.HOOKS}
    assert max(takes.values()) <= 3
