"""An office's own Word template, filled in with the bulletin's text."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gov_comms.bulletin.archive import stable_zip
from gov_comms.bulletin.nouns import Bulletin, Table
from gov_comms.bulletin.plain import cell_text
from gov_comms.bulletin.wording import copies_line
from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg

FOLDER = "templates"
EVERY = "bulletin"
"""The name of the template of those bulletins that have none of their own."""
EMPTY = "—"


def office_template(bulletin: Bulletin) -> Path | None:
    """The template in the agency's folder: one named like the bulletin, else ``bulletin.docx``."""
    if not bulletin.agency.folder:
        return None
    folder = Path(bulletin.agency.folder) / FOLDER
    names = (name for name in (bulletin.kind, EVERY) if name)
    paths = (folder / f"{name}.docx" for name in names)
    return next((path for path in paths if path.is_file()), None)


def filled(bulletin: Bulletin, template: Path, language: str) -> bytes:
    """The template with its placeholders filled in; what is filled in is text, never markup.

    Raises `Refused` for a template that cannot be read, or that asks for what is not there.
    """
    import docxtpl
    import jinja2
    from docx.opc.exceptions import OpcError
    from jinja2.sandbox import SandboxedEnvironment

    # A template comes by mail, too: it may fill in text and repeat rows, and nothing else.
    environment = SandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    target = io.BytesIO()
    try:
        document = docxtpl.DocxTemplate(str(template))
        document.render(placeholders(bulletin, language), environment, autoescape=True)
        document.save(target)
    except jinja2.TemplateError as error:
        what = msg("this template cannot be filled in: {error}", error=str(error))
        hint = msg("known: {words}", words=", ".join(placeholders(bulletin, language)))
        raise Refused([Problem("template-failed", Place(str(template)), what, hint=hint)]) from None
    except (OpcError, OSError, KeyError, ValueError) as error:
        what = msg("this is no Word template: {error}", error=str(error))
        raise Refused([Problem("template-unreadable", Place(str(template)), what)]) from None
    return stable_zip(target.getvalue())


def placeholders(bulletin: Bulletin, language: str) -> Mapping[str, Any]:
    """What a template may ask for, by name."""
    tables = [_table(table) for section in bulletin.sections for table in section.tables]
    return {
        "title": bulletin.title,
        "number": bulletin.number,
        "addressee": bulletin.addressee,
        "opening": list(bulletin.opening),
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": list(section.paragraphs),
                "tables": [_table(table) for table in section.tables],
            }
            for section in bulletin.sections
        ],
        "tables": tables,
        "notes": list(bulletin.notes),
        "closing": list(bulletin.closing),
        "annexes": [
            {"title": each.title, "table": _table(each.table)} for each in bulletin.annexes
        ],
        "signature": bulletin.signature,
        "date": bulletin.date,
        "copies": copies_line(bulletin.copies, language) if bulletin.copies else "",
    }


def _table(table: Table) -> Mapping[str, Any]:
    return {
        "columns": [column.heading for column in table.columns],
        "rows": [
            {"group": row.group, "cells": [cell_text(cell, EMPTY) for cell in row.cells]}
            for row in table.rows
        ],
    }
