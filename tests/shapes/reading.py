"""The shapes of rules as data: what the page says of each, and the file that proves it.

``docs/reference/shapes.md`` has a table of all shapes and for each a heading ``## 27 中文 English``
with a block ``toml shape=27`` (or ``toml shape=27 file=agency.toml``).  ``NN.toml`` beside this
module is an agency with a hole into which that block fits:

``name``        the shape's Chinese name, as on the page
``agency``      a whole ``agency.toml`` if it begins with ``name``; else it is added to the office
                of the examples (``docs/reference/verbs.md``).  The page's block is added to it.
``regulation``  what stands before the page's block; the usual head is added if it has no ``title``
``after``       steps behind it
``files``       further files of the agency: name = text
``case``        the text of a case as in ``cases/NAME.toml``, or ``cases``, a list of them; title,
                clauses and the year 2014 are added where they are missing
``expect``      ``path`` and ``is``: what the opened agency has there
``refused``     ``agency`` or ``regulation`` is added, or ``swap`` (old text = new text) is made in
                the page's block; ``says`` is all that `check` answers

Every case, expectation and refusal must come out with the block and fail without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import tomli

from gov_comms.config import open_texts
from gov_comms.errors import Refused, Severity
from gov_comms.model import Text
from gov_comms.settlement import run_cases
from tests.docs.pages import ROOT, blocks, office, table_after, whole_case

PAGE = ROOT / "docs" / "reference" / "shapes.md"
FOLDER = Path(__file__).parent
NUMBERS = tuple(range(1, 83))
_HEAD = 'title = "示例办法"\nfrom = 2014-01-01\n\n'
_HEADING = re.compile(r"^## (\d+) (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: its number, the page's block by file, and the file that proves it."""

    number: int
    block: Mapping[str, str]
    proof: Mapping[str, Any]

    def texts(self, block: Mapping[str, str]) -> dict[str, str]:
        """The files of its agency; ``block`` stands where the page's block belongs."""
        agency = self.proof.get("agency", "")
        steps = self.proof.get("regulation", "")
        parts = [
            "" if steps.lstrip().startswith("title") else _HEAD,
            steps,
            block.get("regulation", ""),
            self.proof.get("after", ""),
        ]
        return {
            "agency.toml": "\n".join(
                [
                    agency if agency.lstrip().startswith("name") else f"{office()}\n{agency}",
                    block.get("agency", ""),
                ]
            ),
            "regulations/2014-01-01.toml": "\n".join(parts),
            **self.proof.get("files", {}),
        }


def named_shapes() -> dict[int, tuple[str, str]]:
    """Number, Chinese and English name of every shape, from the table of the page."""
    rows = table_after(PAGE, "All shapes")
    return {int(re.sub(r"\D", "", row[0].partition("]")[0])): (row[2], row[1]) for row in rows}


def said_by() -> dict[int, str]:
    """What the table of the page says each shape is said by."""
    return {
        number: row[3]
        for number, row in zip(named_shapes(), table_after(PAGE, "All shapes"), strict=True)
    }


def headings() -> list[tuple[int, str]]:
    """Number and title of every heading of the page that begins with a number."""
    found = _HEADING.findall(PAGE.read_text("utf-8"))
    return [(int(number), title) for number, title in found]


def written() -> dict[int, dict[str, str]]:
    """The blocks of the page: number, then ``agency`` or ``regulation``, then the text."""
    found: dict[int, dict[str, str]] = {}
    for block in blocks(PAGE):
        match = re.fullmatch(r"shape=(\d+)( file=agency\.toml)?", block.role)
        if match:
            place = "agency" if match[2] else "regulation"
            shape = found.setdefault(int(match[1]), {})
            shape[place] = shape.get(place, "") + block.text
    return found


def proofs() -> dict[int, Mapping[str, Any]]:
    """The files that prove shapes, by number."""
    return {
        int(file.stem): tomli.loads(file.read_text("utf-8"))
        for file in sorted(FOLDER.glob("*.toml"))
    }


def shapes() -> Iterator[Shape]:
    """Every shape that has both a block and a file."""
    page, files = written(), proofs()
    for number in sorted(page.keys() & files.keys()):
        yield Shape(number, page[number], files[number])


def entries(proof: Mapping[str, Any], key: str) -> list[Any]:
    """The cases, expectations or refusals of a file; one case may stand alone."""
    alone = [proof["case"]] if key == "cases" and "case" in proof else []
    return alone + list(proof.get(key, ()))


def told(texts: Mapping[str, str]) -> list[str]:
    """What is wrong with an agency or its cases; notices are not."""
    try:
        opened = open_texts(texts)
    except Refused as refused:
        return [each.text("en") for each in refused.problems]
    found = [each.text("en") for each in opened.problems if each.severity is not Severity.NOTICE]
    return found + [each.text("en") for each in run_cases(opened)]


def with_case(texts: Mapping[str, str], case: str) -> dict[str, str]:
    """The files of an agency with one case."""
    titled = re.search(r"^title\s*=", case, re.MULTILINE)
    return {**texts, "cases/shape.toml": case if titled else whole_case(case, "示例")}


def found_at(texts: Mapping[str, str], path: str) -> Any:
    """What an agency has at ``procedure.chains.0.id``; none if it has nothing there."""
    try:
        found: Any = open_texts(texts).agency
        for part in path.split("."):
            found = found[int(part)] if part.isdigit() else _named(found, part)
    except (Refused, IndexError, KeyError, AttributeError):
        return None
    return _plain(found)


def _named(found: Any, part: str) -> Any:
    return found[part] if isinstance(found, Mapping) else getattr(found, part)


def _plain(found: Any) -> Any:
    """A value as TOML would have it."""
    if isinstance(found, tuple | list | frozenset):
        return [_plain(each) for each in found]
    if isinstance(found, Text):
        return found.zh
    if isinstance(found, Enum):
        return found.value
    return str(found) if isinstance(found, Decimal | date) else found
