"""Bulletins: the result of a run as a document that an office can sign."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from gov_comms.plugins import Document, hookimpl

if TYPE_CHECKING:
    from gov_comms.bulletin.composition import compose
    from gov_comms.bulletin.gathering import gather
    from gov_comms.bulletin.nouns import Bulletin
    from gov_comms.bulletin.writing import write_bulletin

__all__ = ["Bulletin", "compose", "gather", "register_documents", "write_bulletin"]

_MODULES = {
    "Bulletin": "nouns",
    "compose": "composition",
    "gather": "gathering",
    "write_bulletin": "writing",
}
"""Where the names stand that are imported once they are asked for: every run opens this plugin."""


def __getattr__(name: str) -> object:
    """One of the names above."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


@hookimpl
def register_documents() -> Iterable[Document]:
    """The formats of bulletins; each writer loads its library only when it is called."""
    return (
        Document("word", ".docx", _word),
        Document("excel", ".xlsx", _excel),
        Document("text", ".txt", _text),
        Document("pdf", ".pdf", _pdf),
        Document("page", ".html", _page),
    )


def _word(bulletin: Bulletin, language: str) -> bytes:
    from gov_comms.bulletin.office_template import filled, office_template
    from gov_comms.bulletin.word import word_file

    template = office_template(bulletin)
    return filled(bulletin, template, language) if template else word_file(bulletin, language)


def _excel(bulletin: Bulletin, language: str) -> bytes:
    from gov_comms.bulletin.workbook import workbook_file

    return workbook_file(bulletin, language)


def _pdf(bulletin: Bulletin, language: str) -> bytes:
    from gov_comms.bulletin.pdf import pdf_file

    return pdf_file(bulletin, language)


def _page(bulletin: Bulletin, language: str) -> bytes:
    from gov_comms.bulletin.page import page_file

    return page_file(bulletin, language)


def _text(bulletin: Bulletin, language: str) -> bytes:
    from gov_comms.bulletin.plain import plain_file

    return plain_file(bulletin, language)
