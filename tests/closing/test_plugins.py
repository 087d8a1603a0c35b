"""Closed periods whose rules ask for a plugin: the figures closed, or one clear refusal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gov_comms.closing.close import close
from gov_comms.closing.closed import closed_result
from gov_comms.errors import Refused
from gov_comms.plugins.founding import NewPlugin, found_plugin
from gov_comms.plugins.trust import trust
from gov_comms.review.desk import Desk
from gov_comms.review.office import found, open_office
from tests.closing.offices import NEXT_OVER, Desks, agency_folder
from tests.plugins.conftest import Install, install
from tests.plugins.test_trust import own_list

__all__ = ["install", "own_list"]
CODE = found_plugin(NewPlugin("extra", one_file=True))["plugins/extra.py"]
ADDS = 'nw.col("add:")'
STEP = """
[[step]]
id = "more"
clause = "第十条"
do = "extra"
of = ["used"]
measures = ["points"]
add = 1
"""
TOTALS = {"甲局": "9", "乙局": "6"}


def office(folder: Path) -> Path:
    """The office, with a step for which it needs the plugin."""
    agency_folder(folder)
    for name, text in (
        ("agency.toml", 'plugins = ["extra"]\n'),
        ("regulations/2025-01-01.toml", ""),
    ):
        path = folder / name
        path.write_text(text + path.read_text("utf-8") + ("" if text else STEP), "utf-8")
    return folder


def closed(url: str, folder: Path) -> Desks:
    """The office with its first quarter closed."""
    found(url, str(folder), "os:系", at=datetime(2026, 1, 1, 1, tzinfo=UTC))
    desks = Desks(open_office(url))
    desks.adopted(1, "甲局", "甲", "2026-01-20", "全文")
    desks.adopted(2, "甲局", "甲", "2026-02-20", "综合")
    desks.adopted(3, "乙局", "乙", "2026-03-20", "全文")
    desks.do("结", close, period="2026-Q1", key=None)
    return desks


def totals(desk: Desk) -> Mapping[str, str]:
    result = closed_result(desk.view, desk.agency, "2026-Q1")
    assert result is not None
    return {
        each.subject.id: f"{each.total:f}"
        for each in result.totals
        if each.measure == "points" and each.total
    }


def refusal(found: pytest.ExceptionInfo[Refused]) -> str:
    (problem,) = found.value.problems
    return f"{problem.code}: {problem.what.text('en')}"


@pytest.fixture
def single(tmp_path: Path, own_list: Path) -> Path:
    """The office with the plugin as a single file, which is trusted."""
    folder = office(tmp_path / "office")
    (folder / "plugins").mkdir()
    (folder / "plugins" / "extra.py").write_text(CODE, "utf-8")
    trust(folder / "plugins" / "extra.py", own_list)
    return folder


@pytest.mark.parametrize("code", [CODE.replace(ADDS, f"({ADDS} * 2)"), ""])
def test_file_that_changed_or_is_gone_changes_nothing_closed(
    tmp_path: Path, single: Path, code: str
) -> None:
    """The record keeps the file with the rules."""
    url = str(tmp_path / "record.db")
    desks = closed(url, single)
    file = single / "plugins" / "extra.py"
    if code:
        file.write_text(code, "utf-8")
    else:
        file.unlink()
    assert desks.ask("审", totals) == TOTALS
    again = Desks(open_office(url))
    assert again.ask("审", totals) == TOTALS
    assert again.do("结", close, at=NEXT_OVER, period="2026-Q2", key=None).problems == ()


def test_file_that_is_trusted_no_more_is_one_refusal(
    tmp_path: Path, single: Path, own_list: Path
) -> None:
    url = str(tmp_path / "record.db")
    desks = closed(url, single)
    digest = next(iter(own_list.read_text("utf-8").split('"')[1:]))
    own_list.unlink()
    said = (
        f"plugin-untrusted: plugin extra is a file that the record keeps, SHA-256 {digest}, which "
        "is not trusted on this machine"
    )
    with pytest.raises(Refused) as refused:
        desks.ask("审", totals)
    assert refusal(refused) == said
    with pytest.raises(Refused) as refused:
        desks.do("结", close, at=NEXT_OVER, period="2026-Q2", key=None)
    assert refusal(refused) == said
    with pytest.raises(Refused) as refused:
        open_office(url)
    assert refusal(refused) == said


@pytest.mark.parametrize("same", [True, False])
def test_package_of_another_version_comes_to_the_same_or_is_refused(
    tmp_path: Path, install: Install, same: bool
) -> None:
    install("extra", CODE, version="1.0")
    url = str(tmp_path / "record.db")
    desks = closed(url, office(tmp_path / "office"))
    site = tmp_path / "site"
    about = site / "extra-1.0.dist-info" / "METADATA"
    about.write_text("Name: extra\nVersion: 2.0\n", encoding="utf-8")
    if same:
        assert desks.ask("审", totals) == TOTALS
        return
    del sys.modules["extra_plugin"]
    code = (site / "extra_plugin.py").read_text("utf-8")
    (site / "extra_plugin.py").write_text(
        f"{code}\n# another release\n".replace(ADDS, f"({ADDS} * 2)")
    )
    with pytest.raises(Refused) as refused:
        desks.ask("审", totals)
    assert refusal(refused) == "replay-differs: replaying 2026-Q1 does not give the figures closed"
    hint = refused.value.problems[0].hint
    assert hint is not None
    assert hint.text("en") == "it was closed with the plugins extra 1.0, and here it is extra 2.0"
    with pytest.raises(Refused, match="2026-Q1"):
        desks.do("结", close, at=NEXT_OVER, period="2026-Q2", key=None)
    assert desks.ask("审", lambda desk: closed_result(desk.view, desk.agency, "2026-Q2")) is None


def test_package_that_is_gone_is_one_refusal(tmp_path: Path, install: Install) -> None:
    install("extra", CODE, version="1.0")
    desks = closed(str(tmp_path / "record.db"), office(tmp_path / "office"))
    (tmp_path / "site" / "extra-1.0.dist-info" / "entry_points.txt").unlink()
    with pytest.raises(Refused) as refused:
        desks.ask("审", totals)
    assert refusal(refused) == "plugin-missing: plugin extra is not installed"
