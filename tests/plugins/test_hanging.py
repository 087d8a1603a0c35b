"""Plugins that never answer: one clear message each, and everything else goes on."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gov_comms.bulletin import compose, write_bulletin
from gov_comms.config import Opened, open_texts
from gov_comms.errors import Refused, Severity
from gov_comms.facts import read_facts
from gov_comms.plugins import Act, News, Piece
from gov_comms.settlement import score
from gov_comms.testing import Desk
from tests.plugins.conftest import Install
from tests.plugins.test_guard import ROWS, odd_desk
from tests.plugins.test_manager import refusal, texts

HEAD = """\
import time
from gov_comms.plugins import Check, Document, Importer, hookimpl

API = "1.1"
CALLS = []

def hang(*_):
    time.sleep(5)
"""
PIECE = Piece("W1", "题目")
HINT = "hint: take it off the list of plugins to go on without it"


@pytest.fixture(autouse=True)
def little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gov_comms.plugins.asking.LIMIT", 0.2)
    monkeypatch.setattr("gov_comms.plugins.asking.LIMITS", {})
    monkeypatch.setattr("gov_comms.plugins.manager.LIMIT", 0.2)
    monkeypatch.setattr("gov_comms.plugins.handing.PATIENCE", 0.2)
    monkeypatch.setattr("gov_comms.ledger.guard.PATIENCE", 0.2)


def opened(install: Install, hook: str, takes: str, body: str) -> Opened:
    """An agency with two plugins: the first answers a hook as ``body`` says, the second soundly."""
    code = f"{HEAD}\n@hookimpl\ndef {hook}({takes}):\n    {body}\n"
    install("mine", code, version="2.1")
    install("good", code.replace(body, "return ()"))
    return open_texts(texts("mine", "good"))


def one(refused: Refused) -> str:
    (problem,) = refused.problems
    return problem.text("en")


@pytest.mark.parametrize(
    ("hook", "takes", "ask"),
    [
        ("check_submission", "piece", lambda o: o.plugins.ask_submission(o.agency, PIECE)),
        ("object_to", "act", lambda o: o.plugins.ask_act(o.agency, Act("publish", "甲", PIECE))),
        ("find_likeness", "pieces", lambda o: o.plugins.ask_likeness(o.agency, [PIECE])),
    ],
)
def test_opinion_that_never_comes(install: Install, hook: str, takes: str, ask: object) -> None:
    office = opened(install, hook, takes, "hang()")
    heard = ask(office)  # type: ignore[operator]
    assert [each.text("en") for each in heard.problems] == [
        f"plugins: plugin mine 2.1 failed: {hook}: no answer within 0.2 seconds. {HINT}"
    ]


def test_news_that_are_never_heard_out_are_told_once(install: Install) -> None:
    office = opened(install, "on_event", "news", "CALLS.append(news.seq); hang()")
    news = [News(n, datetime(2014, 3, 5, tzinfo=UTC), "submitted", "W1") for n in range(1, 50)]
    (problem,) = office.plugins.tell(office.agency, *news)
    assert sys.modules["mine_plugin"].CALLS == [1]
    assert problem.severity is Severity.WARNING
    assert problem.text("en") == (
        f"plugins: plugin mine 2.1 failed: on_event: no answer within 0.2 seconds. {HINT}"
    )


def test_plugin_that_fails_at_each_of_many_news_is_named_once(install: Install) -> None:
    office = opened(install, "on_event", "news", "raise ValueError(news.seq)")
    news = [News(n, datetime(2014, 3, 5, tzinfo=UTC), "submitted", "W1") for n in (7, 8, 9)]
    (problem,) = office.plugins.tell(office.agency, *news)
    assert problem.text("en") == (
        f"plugins: plugin mine 2.1 failed: on_event: ValueError: 7. {HINT}"
    )


def test_hook_of_words_that_never_answers(install: Install) -> None:
    install("mine", f"{HEAD}\n@hookimpl\ndef register_checks():\n    hang()\n", version="2.1")
    assert refusal("mine") == [
        "agency.toml:2:1: plugins: plugin mine 2.1 failed: register_checks: "
        f"no answer within 0.2 seconds. {HINT}"
    ]


def test_check_that_never_ends(install: Install) -> None:
    with pytest.raises(Refused) as refused:
        opened(install, "register_checks", "", 'return [Check("slow", hang)]')
    assert one(refused.value) == (
        f"plugins: plugin mine 2.1 failed: slow: no answer within 0.2 seconds. {HINT}"
    )


def test_reader_that_never_ends_keeps_no_other_file(install: Install, tmp_path: Path) -> None:
    office = opened(
        install, "register_importers", "", 'return [Importer("slow", (".slow",), hang)]'
    )
    (tmp_path / "submissions.slow").write_text("", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_facts(office.agency, office.plugins, tmp_path / "submissions.slow")
    assert one(refused.value) == (
        f"plugins: plugin mine 2.1 failed: slow: no answer within 0.2 seconds. {HINT}"
    )
    (tmp_path / "submissions.csv").write_text("id,unit,day\n", encoding="utf-8")
    facts = read_facts(office.agency, office.plugins, tmp_path / "submissions.csv")
    assert score(office, facts, "2014").totals == ()


def test_writer_that_never_ends_leaves_no_file(install: Install, tmp_path: Path) -> None:
    office = opened(install, "register_documents", "", 'return [Document("slow", ".slow", hang)]')
    result = score(office, Desk(office).facts(submissions=[]), "2014")
    bulletin = compose(office.agency, result, None, "en")
    with pytest.raises(Refused) as refused:
        write_bulletin(bulletin, office.plugins, tmp_path / "a.slow")
    assert one(refused.value) == (
        f"plugins: plugin mine 2.1 failed: slow: no answer within 0.2 seconds. {HINT}"
    )
    write_bulletin(bulletin, office.plugins, tmp_path / "a.txt")
    assert [path.name for path in tmp_path.glob("a.*")] == ["a.txt"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("import time; time.sleep(5); yield", id="while it looks"),
        pytest.param(
            "import time; slow = lambda rows: time.sleep(5) or rows\n"
            "    yield Adjusted(source, nw.from_native("
            "given.to_native().map_batches(slow)), None)",
            id="while its rows are worked out",
        ),
    ],
)
def test_verb_that_never_ends(install: Install, body: str) -> None:
    desk = odd_desk(install, body)
    with pytest.raises(Refused) as refused:
        desk.score("2014", submissions=ROWS)
    assert one(refused.value) == (
        "regulations/2014-01-01.toml: step.strange: the verb odd of plugin mine 1.0 failed at "
        "step strange: no answer within 0.2 seconds. hint: this is a fault of the plugin, not of "
        "the regulation"
    )


def test_verb_that_ends_the_program_is_named(install: Install) -> None:
    desk = odd_desk(install, "import sys; sys.exit(3); yield")
    with pytest.raises(Refused) as refused:
        desk.score("2014", submissions=[{"id": "W1", "unit": "东镇", "day": date(2014, 3, 1)}])
    assert "failed at step strange: RuntimeError: SystemExit: 3" in one(refused.value)
