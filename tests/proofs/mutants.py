"""Every number of a regulation, changed one at a time.

A number that can be changed without a worked example failing is a number that nobody has
checked.  Found are the numbers in ``[[step]]``, ``[[derive]]``, ``[[scale]]`` and those of `DESK`:
whole numbers, decimals, the texts ``"30%"`` and ``"3/10"``, and numbers that are keys, such as the
edges of bands; and the cells of a text file in which the table of a scale stands.  Days and texts
are left alone, and so is what changes no result: ``scale``, and a split by one weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

import tomli
import tree_sitter
import tree_sitter_toml

from gov_comms.clauses import clause_ids

_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)\s*%")
_FRACTION = re.compile(r"(-?\d+)\s*/\s*(\d+)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BANDS = ("at_least", "more_than", "up_to", "less_than")
_TEXTS = ("id", "name", "clause", "text", "unknown", "after", "word", "flag", "version", "source")
"""Keys whose strings are texts, whatever they look like."""
_SILENT = ("scale",)
"""Keys whose numbers say how a number is kept, not what it is."""


DESK = ("role", "chain", "distribution", "duty")
"""What an agency says of who does the work, and of which cases at the desk are proof."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed number: where it stands, what it was and became, whose clauses answer for it."""

    file: str
    line: int
    column: int
    item: str
    was: str
    became: str
    clauses: tuple[str, ...]
    start: int = field(repr=False)
    end: int = field(repr=False)

    def applied_to(self, text: str) -> str:
        """The regulation with this one number changed."""
        raw = text.encode()
        return (raw[: self.start] + self.became.encode() + raw[self.end :]).decode()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.item} ({', '.join(self.clauses)}): {self.was} → {self.became}"


@dataclass(frozen=True, slots=True)
class _Site:
    node: tree_sitter.Node
    keys: tuple[str, ...]
    became: str


def find_mutants(file: str, text: str) -> tuple[Mutant, ...]:
    """One mutant for each number of a regulation, in the order written."""
    raw = text.encode()
    items = _items(tomli.loads(text))
    found = []
    for array, number, sites in _by_item(raw):
        name, clauses = items[array][number]
        for site in sites:
            line, _ = site.node.start_point
            before = raw[: site.node.start_byte].decode()
            found.append(
                Mutant(
                    file,
                    line + 1,
                    len(before) - before.rfind("\n"),
                    f"{array} {name}: {'.'.join(site.keys)}",
                    _text(site.node),
                    site.became,
                    clauses,
                    site.node.start_byte,
                    site.node.end_byte,
                )
            )
    return tuple(found)


def find_cell_mutants(regulation: str, files: Mapping[str, str]) -> tuple[Mutant, ...]:
    """One mutant for each number in the text files to which a regulation's scales refer."""
    data = tomli.loads(regulation)
    names = _items(data)["scale"]
    return tuple(
        mutant
        for raw, (name, clauses) in zip(data.get("scale", []), names, strict=True)
        if raw.get("file") in files
        for mutant in _cells(raw["file"], files[raw["file"]], name, clauses)
    )


def _cells(file: str, text: str, name: str, clauses: tuple[str, ...]) -> Iterator[Mutant]:
    """The numbers of a text file of commas, without quotes; headings are left alone."""
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        column = 1
        for cell in line.rstrip("\r\n").split(","):
            if number > 1 and _NUMBER.fullmatch(cell.strip()):
                at = len(text[: start + column - 1].encode())
                became = str(Decimal(cell.strip()) + 1)
                place = number, column, f"scale {name}"
                yield Mutant(file, *place, cell, became, clauses, at, at + len(cell.encode()))
            column += len(cell) + 1
        start += len(line)


def _items(data: dict[str, Any]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The name of each step, role and derived column, and the clauses that rest on it.

    A derived column and a scale have no clause of their own: they answer to the steps that name
    them, be it through other derived columns and scales.
    """
    steps = data.get("step", [])
    named = {key: data.get(key, []) for key in ("derive", "scale")}
    between = [(each.get("name") or each["id"], each) for key in named for each in named[key]]

    def users(name: str) -> tuple[str, ...]:
        names = {name}
        while True:
            wider = names | {other for other, each in between if _mentions(each, names)}
            if wider == names:
                break
            names = wider
        found = (clause_ids(step["clause"]) for step in steps if _mentions(step, names))
        return tuple(dict.fromkeys(clause for clauses in found for clause in clauses))

    return {
        "step": [(step["id"], clause_ids(step["clause"])) for step in steps],
        **{
            array: [(each["id"], clause_ids(each["clause"])) for each in data.get(array, [])]
            for array in DESK
        },
        "derive": [(each["name"], users(each["name"])) for each in named["derive"]],
        "scale": [(each["id"], users(each["id"])) for each in named["scale"]],
    }


def _mentions(data: Any, names: set[str]) -> bool:
    """Whether a name stands anywhere in the data, as a key or a text, or after a dot."""
    if isinstance(data, dict):
        return any(_mentions(each, names) for pair in data.items() for each in pair)
    if isinstance(data, list):
        return any(_mentions(each, names) for each in data)
    return isinstance(data, str) and data.split(".")[-1] in names


def _by_item(raw: bytes) -> Iterator[tuple[str, int, list[_Site]]]:
    """The numbers of each item; a sub-table belongs to the item above it."""
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    counts = dict.fromkeys(("step", "derive", "scale", *DESK), -1)
    for section in parser.parse(raw).root_node.children:
        if section.type not in ("table", "table_array_element"):
            continue
        head, *inner = _path(section.named_children[0])
        if head in counts:
            if not inner:
                counts[head] += 1
            yield head, counts[head], list(_sites(section, tuple(inner)))


def _sites(table: tree_sitter.Node, keys: tuple[str, ...]) -> Iterator[_Site]:
    """The numbers in a table, inline or not: its keys and its values."""
    pairs = [child for child in table.named_children if child.type == "pair"]
    keyed = [pair.named_children[0] for pair in pairs]
    changed = _other_keys([_text(key).strip("\"'") for key in keyed], keys)
    for pair, key in zip(pairs, keyed, strict=True):
        name = _text(key).strip("\"'")
        here = (*keys, *_path(key))
        if name in changed:
            yield _Site(key, here, f'"{changed[name]}"')
        if here[-1] not in (*_TEXTS, *_SILENT):
            yield from _values(pair.named_children[1], here)


def _values(node: tree_sitter.Node, keys: tuple[str, ...]) -> Iterator[_Site]:
    if node.type == "inline_table":
        yield from _sites(node, keys)
    elif node.type == "array":
        items = [child for child in node.named_children if child.type != "comment"]
        weights = keys[-1] == "by" or "by_count" in keys
        if not (weights and len(items) == 1):
            for item in items:
                yield from _values(item, keys)
    elif node.type in ("integer", "float", "string"):
        became = _other(_text(node))
        if became is not None:
            yield _Site(node, keys, became)


def _other(written: str) -> str | None:
    """Another number in place of a number as written; None for a text that is none."""
    if written[0] not in "\"'":
        return str(Decimal(written.replace("_", "")) + 1)
    inner = written[1:-1].strip()
    if percent := _PERCENT.fullmatch(inner):
        return f'"{Decimal(percent[1]) + 1}%"'
    if fraction := _FRACTION.fullmatch(inner):
        return f'"{int(fraction[1]) + int(fraction[2])}/{fraction[2]}"'
    return None


def _other_keys(written: Sequence[str], parents: tuple[str, ...]) -> dict[str, str]:
    """Another number for each key that is one.

    An edge of bands moves up by one, or half-way to the next where that is nearer; a key of
    another table becomes a number that the table lacks.
    """
    numbers = sorted((Decimal(key), key) for key in written if _NUMBER.fullmatch(key))
    if not numbers:
        return {}
    if not parents or parents[-1] not in _BANDS:
        return {key: str(numbers[-1][0] + 1) for _, key in numbers}
    others = {key: str(number + 1) for number, key in numbers}
    for (number, key), (following, _) in pairwise(numbers):
        if number + 1 >= following:
            others[key] = str((number + following) / 2)
    return others


def _path(key: tree_sitter.Node) -> tuple[str, ...]:
    if key.type == "dotted_key":
        return tuple(part for child in key.named_children for part in _path(child))
    return (_text(key).strip("\"'"),)


def _text(node: tree_sitter.Node) -> str:
    return (node.text or b"").decode()
