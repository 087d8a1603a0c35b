"""What a call loads: help next to nothing, a score what it counts with and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest

from gov_comms.cli.exits import DONE, WRONG

HELP = "from gov_comms.cli import main; main(['--help'])"
BARE = "import click; click.Command('bare').main(['--help'], standalone_mode=False)"
MOST_FURTHER_MODULES = 100
SCORE = """
from gov_comms.cli import main
assert main(["score", "haidian", "--period", "2014", "--facts", {place!r}]) == 0
"""
SHEETS = {
    "单位": [("单位", "类别", "重点单位", "排序"), ("甲镇", "街镇", "是", 1)],
    "报送": [("稿件编号", "报送日期", "单位"), ("W1", "2014-01-06", "甲镇")],
}
UNNEEDED = (
    "PIL",
    "alembic",
    "cn2an",
    "cryptography",
    "docx",
    "docxtpl",
    "duckdb",
    "gov_comms.cli.render_csv",
    "gov_comms.closing",
    "gov_comms.facts.large",
    "gov_comms.ledger.spark",
    "gov_comms.record",
    "gov_comms.telling",
    "gov_comms.trials",
    "jinja2",
    "lxml",
    "matplotlib",
    "numpy",
    "openpyxl",
    "psycopg",
    "pyarrow",
    "pyspark",
    "sqlalchemy",
    "typst",
    "xlsxwriter",
)
"""What other commands need, and what other engines do."""


def modules_after(code: str) -> set[str]:
    """The modules that are loaded once ``code`` has run in a process of its own."""
    tell = "import json, sys; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", f"{code}\n{tell}"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


def roots(modules: set[str]) -> set[str]:
    """The top-level packages that are not part of Python."""
    found = {module.partition(".")[0] for module in modules}
    return found - set(sys.stdlib_module_names)


def test_help_loads_no_engine() -> None:
    further = roots(modules_after(HELP)) - roots(modules_after(BARE))
    assert further == {"gov_comms", "wcwidth"}


def test_help_loads_few_modules() -> None:
    further = modules_after(HELP) - modules_after(BARE)
    assert len(further) < MOST_FURTHER_MODULES, sorted(further)


@pytest.fixture(scope="module")
def modules_of_score(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that are loaded once a small workbook has been scored."""
    place: Path = tmp_path_factory.mktemp("office") / "records.xlsx"
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in SHEETS.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(place)
    return modules_after(SCORE.format(place=str(place)))


@pytest.mark.parametrize("module", UNNEEDED)
def test_cold_score_of_a_workbook_loads_no(module: str, modules_of_score: set[str]) -> None:
    assert find_spec(module) is not None
    assert "polars" in modules_of_score
    assert module not in modules_of_score


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--version"], DONE), (["check", "nowhere"], WRONG)]
)
def test_process_ends_with_the_code_of_the_call(arguments: list[str], code: int) -> None:
    run = subprocess.run([sys.executable, "-m", "gov_comms", *arguments], capture_output=True)
    assert run.returncode == code
