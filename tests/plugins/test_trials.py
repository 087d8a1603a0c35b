"""The contracts: for each a plugin that breaks just that one."""

from __future__ import annotations

from pathlib import Path

import pytest

from gov_comms.plugins.founding import NewPlugin, found_plugin
from gov_comms.trials.judging import CONTRACTS, judged
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


EVERY_FAMILY = """

from gov_comms.errors import Place, Problem, Severity
from gov_comms.plugins import Check, Document, Finding, Importer, Likeness, Objection, Sheet
from decimal import Decimal
LONG = bilingual("标题过长", "the title is long")


def read(path):
    import polars as pl
    lines = path.read_text("utf-8").splitlines()
    return [Sheet("submissions", ("id",), pl.DataFrame({"id": lines}), 1)]


def look(agency):
    yield Problem("long", Place(), LONG, severity=Severity.NOTICE)


@hookimpl
def register_importers():
    yield Importer("lines", (".lines",), read)


@hookimpl
def register_documents():
    yield Document("title", ".title", lambda bulletin, language: bulletin.title.encode())


@hookimpl
def register_checks():
    yield Check("look", look)


@hookimpl
def check_submission(piece):
    if len(piece.title) > 20:
        yield Finding(LONG, "第五条")


@hookimpl
def object_to(act):
    if act.action == "publish" and not act.piece.title:
        yield Objection(LONG, "第五条")


@hookimpl
def find_likeness(pieces, others):
    for number, piece in enumerate(pieces):
        for other in [*pieces[number + 1 :], *others]:
            if piece.title == other.title:
                yield Likeness(piece.id, other.id, Decimal(1))


@hookimpl
def on_event(agency, news):
    from pathlib import Path
    Path(agency.folder, "news.txt").write_text(news.kind, encoding="utf-8")
"""
"""A plugin that answers every hook, and holds every contract where its verb does."""
LAST = '"adds an amount"), tell=tell)\n'
WHOLE = {LAST: LAST + EVERY_FAMILY}


def spoilt(changes: dict[str, str]) -> dict[str, str]:
    """The plugin that answers every hook, with other code in some places."""
    code = EVERY_FAMILY
    for old, new in changes.items():
        assert old in code
        code = code.replace(old, new)
    return {LAST: LAST + code}


@pytest.mark.slow
def test_plugin_that_answers_every_hook_is_tried_at_each(tmp_path: Path) -> None:
    folder = office(tmp_path, WHOLE)
    (folder / "records").mkdir()
    (folder / "records" / "sent.lines").write_text("W1\n", encoding="utf-8")
    (folder / "news.txt").write_text("as it was", encoding="utf-8")
    said = {each.contract: (each.tried, each.against) for each in judged(folder)}
    # The reader does not see to it that the file is text, and crashes where it is none.
    crash = said.pop("files")
    assert crash[0]
    assert "plugin extra" in crash[1][0]
    assert "failed: lines: UnicodeDecodeError" in crash[1][0]
    assert said == {contract: (True, ()) for contract in CONTRACTS if contract != "files"}
    assert (folder / "news.txt").read_text("utf-8") == "as it was"


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
        pytest.param(
            spoilt(
                {
                    'lines = path.read_text("utf-8").splitlines()': (
                        'path.write_text(""); lines = []'
                    ),
                    "bulletin.title.encode()": "bulletin.title",
                    "def look(agency):\n": (
                        "def look(agency):\n"
                        '    vars(agency.editions[0].steps[0])["clause"] += "x"\n'
                    ),
                    "yield Finding(LONG": "yield (LONG",
                    "agency.folder": '"/no/such/folder"',
                }
            ),
            ["files", "documents", "opinions", "news", "unchanged", "outside"],
            id="breaks what it is shown",
        ),
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
        ("from datetime import datetime as clock\nclock.now()", ["mine.py:2"]),
        ("import time as t\nt.time()", ["mine.py:2"]),
        ("import numpy as np\nnp.random.default_rng()", ["mine.py:2"]),
        ("import numpy.random", ["mine.py:1"]),
        ("import numpy as np\nnp.zeros(3)", []),
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
