"""The contracts: for each a plugin that breaks just that one."""

from __future__ import annotations

from pathlib import Path

import pytest

from gov_comms.plugins.founding import NewPlugin, found_plugin
from gov_comms.trials.judging import judged
from gov_comms.trials.scan import floats, unsteady

GIVES = '        lines = scope.frame.with_columns(nw.col("add:").alias("amount"))\n'


def office(folder: Path, changes: dict[str, str]) -> Path:
    """The office of a new plugin in one file, with changes in its code."""
    for name, text in found_plugin(NewPlugin("extra", one_file=True)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for old, new in changes.items() if name.startswith("plugins/") else ():
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return folder


def broken(folder: Path) -> list[str]:
    return [each.contract for each in judged(folder) if each.against]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "contracts"),
    [
        pytest.param(
            {
                GIVES: GIVES
                + "        SEEN.append(step.id)\n"
                + "        from socket import socket\n        socket().close()\n"
                + "        from datetime import date\n        date.today()\n"
                + "        0.5\n"
                + "        assert len(scope.frame.collect()) < 100\n",
                'API = "1.1"\n': 'API = "1.1"\nSEEN = []\n',
                ", tell=tell": "",
            },
            ["many", "explained", "decimals", "state", "outside", "clock"],
            id="whatever does not change a figure",
        ),
        pytest.param(
            {
                'nw.col("add:")': '(nw.col("add:") * len(SEEN))',
                "    for chosen in": "    SEEN.append(step.id)\n    for chosen in",
                'API = "1.1"\n': 'API = "1.1"\nSEEN = []\n',
            },
            ["cases", "replay", "order", "state"],
            id="counts its calls",
        ),
        pytest.param(
            {'nw.col("add:")': '(nw.col("add:") * (hash(step.id) % 1000))'},
            ["cases", "replay"],
            id="depends on hashes",
        ),
        pytest.param({'API = "1.1"': 'API = "3.0"'}, ["opens"], id="is not loaded"),
    ],
)
def test_contracts_that_a_plugin_breaks(
    tmp_path: Path, changes: dict[str, str], contracts: list[str]
) -> None:
    assert broken(office(tmp_path, changes)) == contracts


def module(folder: Path, code: str) -> object:
    from types import ModuleType

    path = folder / "mine.py"
    path.write_text(code, encoding="utf-8")
    found = ModuleType("mine")
    found.__file__ = str(path)
    return found


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("import random", ["mine.py:1"]),
        ("from secrets import token_hex", ["mine.py:1"]),
        ("import datetime\ndatetime.datetime.now()", ["mine.py:2"]),
        ("from datetime import date\nday = date.today", ["mine.py:2"]),
        ("from time import time", ["mine.py:1"]),
        ("from time import sleep\nfrom datetime import date\ndate(2014, 1, 1)", []),
        ("row.time.value\nbox.now()", []),
    ],
)
def test_look_for_clock_and_chance(tmp_path: Path, code: str, places: list[str]) -> None:
    assert list(unsteady(module(tmp_path, code))) == places  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "places"),
    [("a = 0.5", ["mine.py:1"]), ("b = 1\nfloat(b)", ["mine.py:2"]), ('c = "0.5"\nd = 5', [])],
)
def test_look_for_floats(tmp_path: Path, code: str, places: list[str]) -> None:
    assert list(floats(module(tmp_path, code))) == places  # type: ignore[arg-type]
