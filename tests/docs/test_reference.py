"""The reference names every verb, key, command and built-in column, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from pydantic import BaseModel

from gov_comms.clauses import MARKS, Ground, Kind
from gov_comms.cli.program import program
from gov_comms.cli.reader import Reader
from gov_comms.config import clauses, expected, procedure, shape
from gov_comms.config.evidence import EvidenceShape
from gov_comms.kinds import BUILT_IN
from gov_comms.language.condition import JOINS, OPERATORS
from gov_comms.language.step import Ban, Deadline, Derive, Related, Step
from gov_comms.language.value import ARITHMETIC, BANDS, ROUNDINGS
from gov_comms.plugins import Verb, open_plugins
from gov_comms.procedure import ACTIONS, DECIDING, HANDLING, MAKING, REVIEWING
from tests.docs.pages import OFFICE, PAGES, ROOT, in_ticks, table_after
from tests.docs.reference_tables import column_rows, fact_tables, headings, unclear_names

REFERENCE = ROOT / "docs" / "reference"
AGENCY, REGULATION, TABLES, COMMANDS = (
    REFERENCE / f"{name}.md" for name in ("agency", "regulation", "tables", "commands")
)
VERBS = tuple(open_plugins().verbs.values())


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a shape as TOML spells them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def told(file: Path, heading: str, number: int = 0) -> list[str]:
    """What stands in backquotes in the first column of a table."""
    return [name for row in tables_after(file, heading)[number] for name in in_ticks(row[0])]


def tables_after(file: Path, heading: str) -> list[list[list[str]]]:
    """All tables below a heading, up to the next one."""
    lines = file.read_text("utf-8").splitlines()
    start = lines.index(
        next(each for each in lines if each.lstrip("# ") == heading and "#" in each)
    )
    found: list[list[list[str]]] = []
    before = ""
    fenced = False
    for line in lines[start + 1 :]:
        fenced ^= line.startswith("```")
        if line.startswith("#") and not fenced:
            break
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            found[-1].append([cell.strip() for cell in re.split(r"(?<!\\)\|", line[1:-1])])
        before = line
    return [table[2:] for table in found]


def test_list_of_verbs_is_whole() -> None:
    rows = table_after(OFFICE, "The verbs, and the office of their examples")
    assert [re.findall(r"\[(\w+)\]", row[0])[0] for row in rows] == [v.name for v in VERBS]
    assert [row[1] for row in rows] == [verb.summary.zh for verb in VERBS]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_verb_has_a_page_with_its_keys(verb: Verb) -> None:
    own = [key for key in keys_of(verb.shape) if key not in keys_of(Step)]
    assert verb.page == PAGES / f"{verb.name}.md"
    assert sorted(told(verb.page, "Keys")) == sorted(own)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_page_tells_which_keys_are_required(verb: Verb) -> None:
    rows = {in_ticks(row[0])[0]: row[2] for row in tables_after(verb.page, "Keys")[0]}
    fields = {field.alias or name: field for name, field in verb.shape.model_fields.items()}
    required = [key for key in rows if fields[key].is_required()]
    assert [key for key, default in rows.items() if default == "required"] == required


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_regulation_names_the_keys_of_a_verb(verb: Verb) -> None:
    text = REGULATION.read_text("utf-8").partition(f"\n### {verb.name}\n")[2]
    said = re.findall(r"`([a-z_]+)", re.split(r"\n##", text)[0])
    own = [key for key in keys_of(verb.shape) if key not in keys_of(Step)]
    assert sorted({word for word in said if word in own}) == sorted(own)


def test_no_page_without_a_verb() -> None:
    assert sorted(page.stem for page in PAGES.glob("*.md")) == sorted(v.name for v in VERBS)


def test_every_key_of_a_step_is_told() -> None:
    assert sorted(told(REGULATION, "Every step")) == sorted(keys_of(Step))


@pytest.mark.parametrize(
    ("number", "model"),
    [(0, Derive), (1, Related), (2, Deadline)],
    ids=["derive", "related", "deadline"],
)
def test_every_key_of_a_derivation_is_told(number: int, model: type[BaseModel]) -> None:
    assert sorted(told(REGULATION, "Derived columns", number)) == sorted(keys_of(model))


@pytest.mark.parametrize(
    ("heading", "number", "model"),
    [
        ("agency.toml", 0, shape.AgencyShape),
        ("agency.toml", 1, shape.CalendarShape),
        ("agency.toml", 2, shape.WordsShape),
        ("agency.toml", 3, shape.MeasureShape),
        ("agency.toml", 4, shape.ColumnShape),
        ("agency.toml", 5, shape.TableShape),
        ("agency.toml", 6, shape.BulletinShape),
        ("agency.toml", 7, shape.BulletinColumnShape),
        ("agency.toml", 8, shape.LayoutShape),
        ("agency.toml", 9, shape.FontsShape),
        ("Who does the work", 0, procedure.RoleShape),
        ("Who does the work", 1, procedure.ChainShape),
        ("Who does the work", 2, procedure.ChainStepShape),
        ("Who does the work", 4, procedure.DistributionShape),
        ("Who does the work", 5, procedure.ReleaseShape),
        ("Recurring duties", 0, procedure.DutyShape),
        ("Recurring duties", 1, procedure.DuringShape),
        ("Cases at the desk", 0, expected.ActShape),
        ("Evidence", 0, EvidenceShape),
        ("clauses.toml", 0, clauses.ClauseShape),
        ("Working days", 0, shape.HolidaysShape),
        ("regulations/DATE.toml", 0, shape.EditionShape),
        ("Scales", 0, shape.ScaleShape),
        ("Bans", 0, Ban),
    ],
    ids=lambda each: each.__name__ if isinstance(each, type) else "",
)
def test_every_key_of_a_file_is_told(heading: str, number: int, model: type[BaseModel]) -> None:
    assert sorted(told(AGENCY, heading, number)) == sorted(keys_of(model))


def test_every_action_of_a_chain_is_told() -> None:
    rows = tables_after(AGENCY, "Who does the work")[3]
    said = {row[0]: re.findall(r"`(\w+)` (\w+)", row[1]) for row in rows}
    found = {stage: tuple(action for action, _ in pairs) for stage, pairs in said.items()}
    stages = {"making": MAKING, "reviewing": REVIEWING, "deciding": DECIDING, "handling": HANDLING}
    assert found == stages
    assert {action: name for pairs in said.values() for action, name in pairs} == ACTIONS
    assert get_args(procedure.Action) == tuple(ACTIONS)


def test_every_mark_kind_and_ground_of_a_clause_is_told() -> None:
    rows = tables_after(AGENCY, "clauses.toml")[1]
    assert [row[0].strip('`"') for row in rows] == list(MARKS)
    text = AGENCY.read_text("utf-8")
    kinds = text.partition("\nKinds: ")[2].partition("\n")[0]
    grounds = text.partition("\nGrounds: ")[2].partition("\n")[0]
    assert in_ticks(kinds) == list(get_args(Kind))
    assert in_ticks(grounds) == list(get_args(Ground))


def test_every_key_of_the_defaults_is_told() -> None:
    row = next(r for r in tables_after(AGENCY, "regulations/DATE.toml")[0] if "defaults" in r[0])
    assert sorted(in_ticks(row[3])[0].split()) == sorted(keys_of(shape.DefaultsShape))


def test_every_expectation_of_a_case_is_told() -> None:
    rows = {
        in_ticks(row[0])[0]: in_ticks(row[1]) for row in tables_after(AGENCY, "cases/NAME.toml")[0]
    }
    assert list(rows) == [*expected.EXPECTED, "problems"]
    for kind, model in expected.EXPECTED.items():
        if kind != "no_flags":
            said = [word for word in rows[kind] if word[0] != '"']
            assert sorted(said) == sorted(keys_of(model)), kind


def test_every_type_of_column_is_told() -> None:
    text = AGENCY.read_text("utf-8").partition("**Column types**")[2].partition("\n\n")[0]
    said = dict.fromkeys(name for name in in_ticks(text) if re.fullmatch("[a-z]+", name))
    assert sorted(said) == sorted(shape.ColumnKind.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("table", "heading"),
    list(zip(BUILT_IN.values(), headings(), strict=True)),
    ids=list(BUILT_IN),
)
def test_columns_stand_as_they_are(table: Any, heading: str) -> None:
    assert table_after(TABLES, heading) == column_rows(table)


def test_tables_stand_as_they_are() -> None:
    rows = table_after(TABLES, "Tables and columns")
    found = [[*in_ticks(row[0]), *in_ticks(row[1]), row[2], *in_ticks(row[4])] for row in rows]
    assert found == [
        [table.id, table.plural, table.name.zh, *([table.day] if table.day else [])]
        for table in BUILT_IN.values()
    ]


def test_unclear_names_stand_as_they_are() -> None:
    found = {}
    for row in table_after(TABLES, "Names of columns in rules"):
        said = [in_ticks(part) for part in row[1].split(";")] if row[1] != "none" else []
        found[in_ticks(row[0])[0]] = {name: tuple(ways) for name, *ways in said}
    assert found == {table: unclear_names(table) for table in fact_tables()}


@pytest.mark.parametrize(
    "words",
    [OPERATORS, JOINS, ARITHMETIC, BANDS, ROUNDINGS],
    ids=["tests", "joins", "sums", "bands", "roundings"],
)
def test_every_word_of_the_grammar_is_told(words: tuple[str, ...]) -> None:
    text = REGULATION.read_text("utf-8")
    assert [word for word in words if not re.search(rf"\b{word}\b", text)] == []


def _commands() -> dict[str, click.Command]:
    """The commands by what is typed: a group's own are ``plugin list`` and the like."""
    found: dict[str, click.Command] = {}
    for name, command in program(Reader("en")).commands.items():
        inner = command.commands if isinstance(command, click.Group) else None
        found |= {f"{name} {n}": c for n, c in inner.items()} if inner else {name: command}
    return found


def _typed(call: str) -> str:
    """The command at the beginning of a call."""
    words = call.split()
    return next(name for n in (2, 1) if (name := " ".join(words[:n])) in _commands())


def test_every_command_is_told() -> None:
    rows = table_after(COMMANDS, "The command line")
    assert sorted(_typed(in_ticks(row[0])[0]) for row in rows) == sorted(_commands())
    for row in rows:
        call = in_ticks(row[0])[0]
        name = _typed(call)
        takes = [each for each in _commands()[name].params if isinstance(each, click.Argument)]
        assert call.removeprefix(name).upper().split() == [
            each.metavar if each.required else f"[{each.metavar}]" for each in takes
        ]


THE_DESK = "those of the desk"
EVERYWHERE = ("--lang", "--help", "--trace", "--db", "--as", "--reason")
"""Options that are told once and for all, since so many commands have them."""


def test_every_option_is_told_with_its_commands() -> None:
    found: dict[str, set[str]] = {}
    for row in table_after(COMMANDS, "Options"):
        names = [tick.split()[0] for tick in in_ticks(row[0])]
        where = {"*"} if row[1] in ("all", "none", THE_DESK) else set(in_ticks(row[1]))
        found.update(dict.fromkeys(names, where))
    expected = {spelled: {"*"} for spelled in ("--version", *EVERYWHERE)}
    for name, command in _commands().items():
        for option in (each for each in command.params if isinstance(each, click.Option)):
            for spelled in option.opts:
                if spelled not in EVERYWHERE:
                    expected.setdefault(spelled, set()).add(name)
    assert found == expected
