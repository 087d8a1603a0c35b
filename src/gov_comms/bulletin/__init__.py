"""Bulletins: the result of a run as a document that an office can sign."""

from __future__ import annotations

from collections.abc import Iterable

from gov_comms.bulletin.composition import compose
from gov_comms.bulletin.nouns import Bulletin
from gov_comms.bulletin.writing import write_bulletin
from gov_comms.plugins import Document, hookimpl

__all__ = ["Bulletin", "compose", "register_documents", "write_bulletin"]


@hookimpl
def register_documents() -> Iterable[Document]:
    """Word, Excel and plain text; each writer loads its library only when it is called."""
    return (
        Document("word", ".docx", _word),
        Document("excel", ".xlsx", _excel),
        Document("text", ".txt", _text),
    )


def _word(bulletin: Bulletin, language: str) -> bytes:
    from gov_comms.bulletin.word import word_file

    return word_file(bulletin, language)


def _excel(bulletin: Bulletin, language: str) -> bytes:
    from gov_comms.bulletin.workbook import workbook_file

    return workbook_file(bulletin, language)


def _text(bulletin: Bulletin, language: str) -> bytes:
    from gov_comms.bulletin.plain import plain_file

    return plain_file(bulletin, language)
