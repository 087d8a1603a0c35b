"""Scales: tables that rules refer to by an id, written in an edition or kept in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from gov_comms.config.reading import Document, Home, home_of
from gov_comms.config.report import Report
from gov_comms.config.shape import ScaleShape
from gov_comms.config.tables import Library, read_table
from gov_comms.language.faults import Keys
from gov_comms.language.value import ScaleText
from gov_comms.messages import Message, msg
from gov_comms.model import Scale, Text

Scales = Mapping[str, ScaleText]
_OF_SHEETS = ("sheet", "by", "amount", "columns", "rest")


def with_scales(
    documents: Sequence[Document], libraries: Mapping[str, Library], report: Report
) -> list[tuple[Document, Scales]]:
    """Each edition's file, in the order of their days, with the scales in force under it.

    ``libraries`` say of each file where the spreadsheets beside it are.
    """
    texts: dict[str, ScaleText] = {}
    homes: dict[str, Home] = {}
    found: list[tuple[Document, Scales]] = []
    for document in documents:
        seen: set[str] = set()
        for index, raw in enumerate(document.data.get("scale", ())):
            home = home_of(document, ("scale", index))
            read = _read(raw, home, libraries[home[0].file], report)
            if read is None:
                continue
            text, at = read
            name = text.scale.id
            if name in seen:
                what = msg("the scale {id} stands twice in this edition", id=name)
                report.add(document, ("scale", index, "id"), "scale-twice", what)
            seen.add(name)
            texts[name], homes[name] = text, at
        found.append((replace(document, scales=dict(homes)), dict(texts)))
    return found


def _read(
    raw: Mapping[str, Any], home: Home, library: Library, report: Report
) -> tuple[ScaleText, Home] | None:
    """A scale, and where its value is written; a broken one keeps its name."""
    document, keys = home
    shape = report.read(ScaleShape, raw, document, keys)
    if shape is None:
        name = raw.get("id")
        broken = Scale(str(name), Text(str(name)), "")
        return (ScaleText(broken, None, broken=True), home) if isinstance(name, str) else None
    scale = Scale(shape.id, shape.title, shape.version, shape.source)
    broken_text = ScaleText(scale, None, broken=True), home
    if not _has_one_form(shape, document, keys, report):
        return broken_text
    if shape.file is None:
        return ScaleText(scale, shape.give), (document, (*keys, "give"))

    def note(inner: Keys, code: str, what: Message, hint: Message | None) -> None:
        report.add(document, (*keys, *inner), code, what, hint)

    table = read_table(shape, library, note, report.problems)
    if table is None:
        return broken_text
    file = library.source.file(shape.file)
    return ScaleText(scale, table.data), (Document(file, "", table.data, cells=table.cells), ())


def _has_one_form(shape: ScaleShape, document: Document, keys: Keys, report: Report) -> bool:
    """Whether a scale says in one way what it gives; notes why not."""
    written = [key for key in _OF_SHEETS if key in shape.model_fields_set]
    wrong: tuple[Keys, Message] | None = None
    if (shape.give is None) == (shape.file is None):
        wrong = (), msg("a scale has either give = … or file = …")
    elif shape.give is not None and written:
        wrong = (written[0],), msg("only a scale in a file has this key")
    elif shape.file is not None and not shape.axes():
        wrong = ("by",), msg("this key is missing")
    elif shape.file is not None and (shape.amount is None) == (not shape.columns):
        wrong = (), msg("a table in a file has either amount = … or columns = […]")
    elif shape.columns and len(shape.axes()) != 2:
        wrong = ("by",), msg("a grid needs by = [row, column]")
    if wrong is not None:
        report.add(document, (*keys, *wrong[0]), "scale-form", wrong[1])
    return wrong is None
