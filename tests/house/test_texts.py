"""No text that a user reads escapes the catalogues: a literal goes through ``msg``, or says why."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gov_comms.cli.program import program
from gov_comms.cli.reader import Reader

SOURCE = Path(__file__).parents[2] / "src" / "gov_comms"
WRITERS = (
    "bulletin",
    "cli",
    "closing",
    "facts/guide.py",
    "facts/marking.py",
    "facts/sheets.py",
    "facts/template.py",
)
"""The parts whose texts end in a document, a workbook or on a terminal."""
PROSE = re.compile(r"[㐀-鿿]|[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]{2,}$")
"""Chinese, two words in a row, or one that begins like a heading."""
READ_BY_CELLS = "stands in the cells of a workbook, which is read again in either language"
A_NAME = "a name by which a program knows a style, a format or a place"
ESCAPES = {
    ("bulletin/__init__.py", "Bulletin"): "a name of the code",
    ("bulletin/audience.py", "某"): "the mark of a hidden name, in Chinese names alone",
    ("bulletin/drawing.py", "Creator"): A_NAME,
    ("bulletin/drawing.py", "Date"): A_NAME,
    ("bulletin/drawing.py", "Software"): A_NAME,
    ("bulletin/drawing.py", "lower center"): A_NAME,
    ("bulletin/drawing.py", "offset points"): A_NAME,
    ("bulletin/page.py", '<svg role="img" aria-label="'): "markup",
    ("bulletin/pay_sheet.py", "宋体"): "a font",
    ("bulletin/setting.py", "的年月日、，）》〕”"): "signs that begin no line",
    ("bulletin/wording.py", "一二三四五六七八九十"): "the numbers of Chinese headings",
    ("bulletin/wording.py", r"[一二三四五六七八九十]+、"): "how a Chinese heading is known",
    ("bulletin/wording.py", r"（[一二三四五六七八九十]+）"): "how a Chinese heading is known",
    ("cli/demo.py", "  gov-comms template "): "a call, as it is typed",
    ("cli/demo.py", " -o 填报表.xlsx"): "a call, as it is typed",
    ("cli/demo.py", "通报"): "the name of a file in a call",
    ("cli/machine.py", "Python"): "a name",
    ("cli/machine.py", "报送·通报"): "tried on the terminal, not shown",
    ("cli/new.py", "  gov-comms check "): "a call, as it is typed",
    ("cli/pay.py", "pay prepare 2014 --rule 稿酬 --basis 八条 --budget 经费 --db r.db"): (
        "a call, as it is typed"
    ),
    ("cli/render_coverage.py", "left out"): "a word of the page of clauses, which is one language",
    ("closing/bank.py", "收款人"): READ_BY_CELLS,
    ("closing/bank.py", "账号"): READ_BY_CELLS,
    ("closing/close.py", "a record begins with its founding"): "for programmers",
    ("closing/items.py", "appeal decide "): "a call, as it is typed",
    ("closing/items.py", "pay approve"): "a call, as it is typed",
    ("closing/items.py", "pay pay"): "a call, as it is typed",
    ("facts/guide.py", "否"): READ_BY_CELLS,
    ("facts/guide.py", "是"): READ_BY_CELLS,
    ("facts/sheets.py", "What is wrong"): READ_BY_CELLS,
    ("facts/sheets.py", "示例"): READ_BY_CELLS,
    ("facts/sheets.py", "错误信息"): READ_BY_CELLS,
    ("facts/template.py", "How to fill in"): READ_BY_CELLS,
    ("facts/template.py", "Lists"): READ_BY_CELLS,
    ("facts/template.py", "yyyy-mm-dd hh:mm"): A_NAME,
    ("facts/template.py", "填写说明"): READ_BY_CELLS,
    ("facts/template.py", "选项"): READ_BY_CELLS,
}
"""Literals that are no text for a reader, and why."""
STYLES = ("bulletin/word.py", "bulletin/word_layout.py", "bulletin/word_marks.py")
"""Modules whose literals are names of styles and markup of Word's, beside what passes ``msg``."""


SAID = ("msg", "bilingual", "gettext", "TypeVar", "AttributeError")
"""What a literal passes through: a catalogue, click's own one, or nothing that is shown."""


def literals(code: str) -> Iterator[str]:
    """The texts of a module that are prose and pass through no ``msg``.

    Descriptions of the code and calls given as examples are not shown in a language.
    """
    tree = ast.parse(code)
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            passed |= set(ast.walk(node))
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in SAID:
                passed |= {each for argument in node.args for each in ast.walk(argument)}
            for keyword in node.keywords:
                if keyword.arg == "example":
                    passed |= set(ast.walk(keyword.value))
    for node in ast.walk(tree):
        if node in passed or not isinstance(node, ast.Constant):
            continue
        if isinstance(node.value, str) and PROSE.search(node.value):
            yield node.value


def modules() -> Iterator[Path]:
    for each in WRITERS:
        path = SOURCE / each
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def test_literals_that_reach_a_reader_pass_through_the_catalogues() -> None:
    found = {
        (name, text)
        for path in modules()
        if (name := path.relative_to(SOURCE).as_posix()) not in STYLES
        for text in literals(path.read_text(encoding="utf-8"))
    }
    assert found - ESCAPES.keys() == set()
    assert ESCAPES.keys() - found == set()


def test_literals_of_word_are_names_and_markup() -> None:
    found = {
        text for name in STYLES for text in literals((SOURCE / name).read_text(encoding="utf-8"))
    }
    assert {
        text for text in found if not re.search(r"[<>=]|^[A-Z][A-Za-z]+( Text)?$", text)
    } == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("x = '单位'", ["单位"]),
        ("x = f'{a} 单位'", [" 单位"]),
        ("x = 'this is wrong'", ["this is wrong"]),
        ("sheet = 'Totals'", ["Totals"]),
        ("x = msg('this is wrong')", []),
        ("x = msg('this is {a}', a='not this')", ["not this"]),
        ("command(example='check 单位')", []),
        ("'''Says this is fine.'''", []),
        ("x = 'key-of_a.thing'", []),
    ],
)
def test_literals_lint_sees(code: str, found: list[str]) -> None:
    assert list(literals(code)) == found


def commands(group: click.Group) -> Iterator[click.Command]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield command
        if isinstance(command, click.Group):
            yield from commands(command)


def test_choices_of_the_command_line_are_words_of_it() -> None:
    """What is typed is the same in every language; nothing else may stand among the choices."""
    choices = {
        str(word)
        for command in commands(program(Reader("en")))
        for parameter in command.params
        if isinstance(parameter.type, click.Choice)
        for word in parameter.type.choices
    }
    assert {
        word for word in choices if not re.fullmatch(r"[a-z][a-z0-9-]*(-[A-Z]+)?", word)
    } == set()
