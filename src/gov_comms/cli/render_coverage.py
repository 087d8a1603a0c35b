"""Tables of clauses: in a terminal, as JSON, and as the page of the documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from gov_comms.clauses import MARKS, Clause, ClauseTable
from gov_comms.cli.reader import Reader
from gov_comms.cli.render_table import table
from gov_comms.messages import Message, msg
from gov_comms.model import Text


@dataclass(frozen=True, slots=True)
class Covered:
    """An agency and the table of its source's clauses."""

    agency: str
    name: Text
    table: ClauseTable


_MARK_NAMES: Mapping[str, Message] = {
    "runs": msg("runs"),
    "duty": msg("duty"),
    "fact": msg("fact"),
    "left out": msg("left out"),
    "not a rule": msg("not a rule"),
}
_FAMILIES: Mapping[str, Message] = {
    "S": msg("seed documents (S…)"),
    "R": msg("public regulations (R…)"),
    "": msg("others"),
}


def as_table(reader: Reader, covered: Sequence[Covered], detailed: bool) -> str:
    """Counts by system; ``detailed`` adds every clause."""
    numbers = range(2, 4 + len(MARKS))
    parts = [
        table(_said(reader, _family_heads()), _family_rows(reader, covered), range(1, 9)),
        table(_said(reader, _system_heads()), _system_rows(covered), numbers),
    ]
    if detailed:
        parts += [
            table(_said(reader, _clause_heads()), _clause_rows(reader, each.table))
            for each in covered
        ]
    return "\n\n".join(parts) + "\n"


def as_markdown(reader: Reader, covered: Sequence[Covered], _detailed: bool) -> str:
    """A page with the totals, the systems and every clause."""
    lines = [
        f"# {reader.say(msg('Coverage of the clauses'))}",
        "",
        reader.say(
            msg(
                "Written by `make coverage` from the clauses.toml of each agency; a test holds "
                "it to them. A clause that runs is proved by the cases named; a duty is told in "
                "the config, and reported when it is not done only where that is said."
            )
        ),
        "",
        *_grid(_said(reader, _family_heads()), _family_rows(reader, covered)),
        "",
        *_grid(_said(reader, _system_heads()), _system_rows(covered)),
    ]
    for each in covered:
        name = each.name.text(reader.language)
        lines += ["", f"## {each.table.source} {name} ({each.agency})", ""]
        lines += _grid(_said(reader, _clause_heads()), _clause_rows(reader, each.table))
    return "\n".join(lines) + "\n"


def as_json(_reader: Reader, covered: Sequence[Covered], _detailed: bool) -> str:
    """One object: every system with its counts and clauses."""
    systems = [
        {
            "source": each.table.source,
            "agency": each.agency,
            "name": each.name.zh,
            "counts": {mark: each.table.count(mark) for mark in MARKS},
            "clauses": [_object(clause) for clause in each.table.clauses],
        }
        for each in covered
    ]
    return json.dumps({"systems": systems}, ensure_ascii=False, indent=2) + "\n"


Writer = Callable[[Reader, Sequence[Covered], bool], str]
FORMATS: Mapping[str, Writer] = {"table": as_table, "json": as_json, "markdown": as_markdown}


def _object(clause: Clause) -> dict[str, Any]:
    fields = asdict(clause)
    del fields["place"]
    return fields


def _said(reader: Reader, heads: Iterable[Message]) -> list[str]:
    return [reader.say(each) for each in heads]


def _marks() -> tuple[Message, ...]:
    return tuple(_MARK_NAMES[mark] for mark in MARKS)


def _family_heads() -> tuple[Message, ...]:
    return (msg("sources"), msg("systems"), msg("clauses"), *_marks(), msg("duties reported"))


def _system_heads() -> tuple[Message, ...]:
    return (msg("source"), msg("agency"), msg("clauses"), *_marks(), msg("duties reported"))


def _clause_heads() -> tuple[Message, ...]:
    return (msg("clause"), msg("kind"), msg("text"), msg("mark"), msg("where"), msg("cases"))


def _counts(tables: Sequence[ClauseTable]) -> list[int]:
    """Clauses, how many bear each mark, and the duties of which something is reported."""
    clauses = [clause for each in tables for clause in each.clauses]
    by_mark = [sum(each.count(mark) for each in tables) for mark in MARKS]
    return [len(clauses), *by_mark, sum(clause.enforced for clause in clauses)]


def _family_rows(reader: Reader, covered: Sequence[Covered]) -> list[list[object]]:
    rows: list[list[object]] = []
    for start, name in _FAMILIES.items():
        tables = [each.table for each in covered if _family(each.table.source) == start]
        if tables:
            systems = len({each.source for each in tables})
            rows.append([reader.say(name), systems, *_counts(tables)])
    return rows


def _family(source: str) -> str:
    return source[0] if source[:1] in ("S", "R") and source[1:2].isdigit() else ""


def _system_rows(covered: Sequence[Covered]) -> list[list[object]]:
    return [[each.table.source, each.agency, *_counts([each.table])] for each in covered]


def _clause_rows(reader: Reader, clauses: ClauseTable) -> list[list[object]]:
    return [
        [
            clause.id,
            clause.kind,
            clause.text,
            _mark(reader, clause),
            ", ".join(clause.keys) or clause.reason,
            ", ".join(clause.cases),
        ]
        for clause in clauses.clauses
    ]


def _mark(reader: Reader, clause: Clause) -> str:
    if clause.mark == "duty":
        said = msg("duty, reported") if clause.enforced else msg("duty, not yet enforced")
        return reader.say(said)
    return reader.say(_MARK_NAMES[clause.mark])


def _grid(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table in Markdown."""
    cells = [heads, ["---"] * len(heads), *([str(cell) for cell in row] for row in rows)]
    return ["| " + " | ".join(each.replace("|", "\\|") for each in row) + " |" for row in cells]
