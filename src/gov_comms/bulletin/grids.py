"""How wide the columns of a table are, and how large its text is: as large as fits the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wcwidth import wcswidth

from gov_comms.bulletin.nouns import Table
from gov_comms.bulletin.plain import cell_text
from gov_comms.bulletin.setting import points
from gov_comms.layout import Layout

EMPTY = "—"
LARGEST, SMALLEST = 14.0, 9.0
"""The sizes between which a table's text is set, in points (四号, 小五): as large as fits."""
PADDING = 2
"""Room in a column beside its text, in half characters."""
WHOLE_HEADING = 8
"""A heading of up to so many half characters stays on one line."""


def text_size(tables: Sequence[Table], layout: Layout) -> float:
    """The size in points, to the half, in which all of ``tables`` fit the text block."""
    need = max(sum(needs(table)) for table in tables)
    fitting = int(points(layout.width) * 2 / need * 2) / 2
    return min(max(fitting, SMALLEST), LARGEST)


def needs(table: Table) -> list[int]:
    """How wide each column's text is, in half characters."""
    needs = []
    for index, column in enumerate(table.columns):
        texts = [cell_text(row.cells[index], EMPTY) for row in table.rows if row.cells]
        widest = max((wcswidth(text) for text in texts), default=0)
        heading = max(wcswidth(line) for line in heading_lines(column.heading))
        needs.append(max(min(widest, column.widest), heading) + PADDING)
    return needs


def heading_lines(heading: str) -> list[str]:
    """A heading as it stands in its cell: what it is called, in two lines of about one length if it
    is long, and on a line of its own its unit.
    """
    label, bracket, unit = heading.rpartition("（" if heading.endswith("）") else "(")
    if not (label and heading.endswith(("）", ")"))):
        return _halves(heading)
    return [*_halves(label.rstrip()), bracket + unit]


def _halves(label: str) -> list[str]:
    """A label of up to `WHOLE_HEADING` half characters whole, a longer one in two lines; a word in
    Latin letters is not torn.
    """
    pieces: list[str] = re.findall(r"[!-~]+\s*|[^!-~]", label)
    if wcswidth(label) <= WHOLE_HEADING or len(pieces) < 2:
        return [label]
    cuts = ("".join(pieces[:count]) for count in range(1, len(pieces)))
    first = min(cuts, key=lambda cut: abs(2 * wcswidth(cut) - wcswidth(label)))
    return [first.rstrip(), label[len(first) :]]
