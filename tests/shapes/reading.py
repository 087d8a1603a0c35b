"""The shapes of rules as data: what the page says of each, and the file that proves it.

``docs/reference/shapes.md`` has a table of all shapes and for each a heading ``## 27 中文 English``
with a block ``toml shape=27`` (or ``toml shape=27 file=agency.toml``).  Behind them it has the same
for the parts of the language: ``## 8c name English`` with ``toml need=8c``.  ``NN.toml`` beside
this module, or ``needs/8c.toml``, is an agency with a hole into which that block fits:

``name``        the shape's Chinese name or the part's name, as on the page
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
``notices``     what `check` notes of the sound agency
``plan``        lines that `explain --plan` has, in English, with one blank between cells

Every case, expectation, refusal, notice and line must come out with the block and fail without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import tomli

from gov_comms.cli.reader import Reader
from gov_comms.cli.render_plan import plan_text
from gov_comms.config import open_texts
from gov_comms.errors import Refused, Severity
from gov_comms.model import Text
from gov_comms.settlement import run_cases
from gov_comms.settlement.telling import tell_plan
from tests.docs.pages import ROOT, blocks, office, table_after, whole_case

PAGE = ROOT / "docs" / "reference" / "shapes.md"
FOLDER = Path(__file__).parent
_PARTS = (14, 8, 4, 8, 5, 8, 2, 13, 4, 15)  # of the nine needs, and the spellings
KEYS = (
    *(str(number) for number in range(1, 83)),
    *(f"{need}{letter}" for need, n in enumerate(_PARTS, 1) for letter in ascii_lowercase[:n]),
)
_HEAD = 'title = "示例办法"\nfrom = 2014-01-01\n\n'
_HEADING = re.compile(r"^## (\d+[a-z]?) (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape or part: its key, the page's block by file, and the file that proves it."""

    key: str
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


def _rows() -> dict[str, list[str]]:
    """The rows of both tables of the page by their key."""
    rows = table_after(PAGE, "All shapes") + table_after(PAGE, "Beyond the shapes")
    return {row[0].partition("]")[0].lstrip("["): row for row in rows}


def names() -> dict[str, tuple[str, str]]:
    """Key, name and English title of every shape and part, from the tables of the page."""
    return {key: (row[2], row[1]) for key, row in _rows().items()}


def said_by() -> dict[str, str]:
    """What the tables of the page say each is said by."""
    return {key: row[3] for key, row in _rows().items()}


def headings() -> list[tuple[str, str]]:
    """Key and title of every heading of the page that begins with a key."""
    return _HEADING.findall(PAGE.read_text("utf-8"))


def written() -> dict[str, dict[str, str]]:
    """The blocks of the page: key, then ``agency`` or ``regulation``, then the text."""
    found: dict[str, dict[str, str]] = {}
    for block in blocks(PAGE):
        match = re.fullmatch(r"(?:shape|need)=(\w+)( file=agency\.toml)?", block.role)
        if match:
            place = "agency" if match[2] else "regulation"
            shape = found.setdefault(match[1], {})
            shape[place] = shape.get(place, "") + block.text
    return found


def proofs() -> dict[str, Mapping[str, Any]]:
    """The files that prove shapes and parts, by key."""
    return {
        file.stem.lstrip("0"): tomli.loads(file.read_text("utf-8"))
        for file in sorted(FOLDER.rglob("*.toml"))
    }


def shapes() -> Iterator[Shape]:
    """Every shape and part that has both a block and a file, as the page has them."""
    files = proofs()
    for key, block in written().items():
        if key in files:
            yield Shape(key, block, files[key])


def entries(proof: Mapping[str, Any], key: str) -> list[Any]:
    """The cases, expectations or refusals of a file; one case may stand alone."""
    alone = [proof["case"]] if key == "cases" and "case" in proof else []
    return alone + list(proof.get(key, ()))


def noted(texts: Mapping[str, str]) -> list[str]:
    """What `check` notes of an agency that is sound, without the places."""
    found = open_texts(texts).problems
    return [without_place(each.text("en")) for each in found if each.severity is Severity.NOTICE]


def without_place(problem: str) -> str:
    """What a problem says, without the file and the line."""
    return problem.partition(": ")[2]


def planned(texts: Mapping[str, str]) -> set[str]:
    """The lines of `explain --plan`; none if the agency is refused."""
    try:
        plan = plan_text(tell_plan(open_texts(texts), "en"), Reader("en"))
    except Refused:
        return set()
    return {" ".join(line.split()) for line in plan.splitlines()}


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
