"""Documents as data: their fenced blocks, their tables, and the agencies that their blocks make.

A block's info string says what it is:

``toml``              TOML that parses
``toml file=PATH``    a file of an agency; further blocks of one path are appended
``toml agency``       added to the agency of `OFFICE` under the same heading
``toml steps``        steps of a regulation, run by the agency of `OFFICE`
``toml case``         facts and what they come to under the steps above
``csv beside=PATH``   a file beside the regulation, to which a scale of the steps refers
``toml shape=N``      the lines that say shape N; `tests/shapes` proves them
``toml need=8c``      the same for part 8c of the language
``toml wrong``        steps that `check` refuses
``text says``         what it says about the block before
``console``           commands, and what they print; a line ``…`` stands for any lines
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
OFFICE = ROOT / "docs" / "reference" / "verbs.md"
PAGES = ROOT / "src" / "gov_comms" / "verbs" / "pages"
DOCUMENTS = tuple(
    sorted(
        [
            ROOT / "README.md",
            ROOT / "ARCHITECTURE.md",
            *(ROOT / "docs").rglob("*.md"),
            *PAGES.glob("*.md"),
        ]
    )
)
_FENCE = re.compile(r"^(`{3,})(.*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: where it stands, under which heading, and its text."""

    file: Path
    line: int
    heading: str
    language: str
    role: str
    text: str

    @property
    def name(self) -> str:
        """Where it stands, short enough to name a test."""
        return f"{self.file.relative_to(ROOT)}:{self.line}"


def blocks(file: Path) -> tuple[Block, ...]:
    """All fenced blocks of a document."""
    found: list[Block] = []
    heading, fence, info, start = "", "", "", 0
    text: list[str] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        match = _FENCE.match(line)
        if not fence and match:
            fence, info, start, text = match[1], match[2].strip(), number, []
        elif fence and line.strip() == fence:
            language, _, role = info.partition(" ")
            body = "".join(f"{each}\n" for each in text)
            found.append(Block(file, start, heading, language, role.strip(), body))
            fence = ""
        elif fence:
            text.append(line)
        elif line.startswith("#"):
            heading = line.lstrip("# ")
    assert not fence, f"{file}: the block of line {start} is not closed"
    return tuple(found)


def prose(file: Path) -> str:
    """A document without its fenced blocks."""
    lines: list[str] = []
    fence = ""
    for line in file.read_text("utf-8").splitlines():
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif fence and line.strip() == fence:
            fence = ""
        elif not fence:
            lines.append(line)
    return "\n".join(lines)


@dataclass(slots=True)
class Example:
    """An agency that stands under one heading of a document."""

    file: Path
    line: int
    heading: str
    agency: str = ""
    steps: str = ""
    cases: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Where it stands."""
        return f"{self.file.relative_to(ROOT)}:{self.line}"

    def texts(self, further: str = "") -> dict[str, str]:
        """Its files; ``further`` are steps to add."""
        head = 'title = "示例办法"\nfrom = 2014-01-01\n\n'
        texts = {
            "agency.toml": f"{office()}\n{self.agency}",
            "regulations/2014-01-01.toml": f"{head}{self.steps}\n{further}",
            **self.beside,
        }
        for number, case in enumerate(self.cases, start=1):
            texts[f"cases/{number}.toml"] = whole_case(case, self.heading)
        return texts


def office() -> str:
    """The agency of the examples, as the reference prints it."""
    return next(each.text for each in blocks(OFFICE) if each.role == "file=agency.toml")


def examples(file: Path) -> Iterator[Example]:
    """The agencies of a document, one for each heading that has steps."""
    found: Example | None = None
    for block in blocks(file):
        beside = block.role.partition("beside=")[2]
        if block.role not in ("agency", "steps", "case", "wrong", "says") and not beside:
            continue
        if found is None or found.heading != block.heading:
            if found is not None:
                yield found
            found = Example(file, block.line, block.heading)
        if beside:
            found.beside[beside] = block.text
        elif block.role == "agency":
            found.agency += block.text + "\n"
        elif block.role == "steps":
            found.steps += block.text + "\n"
        elif block.role == "case":
            found.cases.append(block.text)
        elif block.role == "wrong":
            found.wrong.append((block.text, ""))
        else:
            found.wrong[-1] = (found.wrong[-1][0], block.text)
    if found is not None:
        yield found


def written_agency(file: Path) -> dict[str, str]:
    """The files of an agency that a document writes out, by name."""
    texts: dict[str, str] = {}
    for block in blocks(file):
        kind, equals, name = block.role.partition("=")
        if kind == "file" and equals:
            texts[name] = texts.get(name, "") + block.text
    return texts


def whole_case(text: str, heading: str) -> str:
    """A case with what the examples leave out."""
    head = f'title = "{heading.replace(chr(34), "")}"\nclauses = ["示例"]\n'
    if not re.search(r"^period\s*=", text, re.MULTILINE):
        head += 'period = "2014"\n'
    return head + text


def table_after(file: Path, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    lines = file.read_text("utf-8").splitlines()
    start = next(
        at for at, line in enumerate(lines) if line.startswith("#") and line.lstrip("# ") == heading
    )
    rows: list[list[str]] = []
    for line in lines[start + 1 :]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))])
        elif rows or line.startswith("#"):
            break
    return rows[2:]


def in_ticks(cell: str) -> list[str]:
    """What stands in backquotes."""
    return re.findall(r"`([^`]+)`", cell)
