"""Manuscripts: the title, length and pictures of a Word or text file, read without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile, ZipFile

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.record import Upload
from gov_comms.record.journal import digest_of

LARGEST = 20 * 1024 * 1024
"""Bytes that a manuscript may have."""
UNPACKED = 200 * 1024 * 1024
"""Bytes that a Word file may unpack to; no manuscript comes near it."""
TEXTS = (".txt", ".md")
WORD = ".docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = ("title", "heading 1")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file that somebody hands in, and what is read from it.

    ``length`` counts what stands below the title as word processors count 字数: each Chinese
    character or mark, each word or number of another script.  ``margins`` is what stands in
    headers and footers.
    """

    name: str
    upload: Upload
    title: str
    length: int
    pictures: int
    text: str
    margins: str = ""


def read_manuscript(name: str, content: bytes) -> Manuscript:
    """What a file holds; raises `Refused` for one that is no sound Word or text file."""
    name = PurePath(name.replace("\\", "/")).name
    if len(content) > LARGEST:
        what = msg(
            "it has {size} MB; a manuscript has at most {most} MB",
            size=-(-len(content) // 1024**2),
            most=LARGEST // 1024**2,
        )
        raise _unread(name, what, msg("make the pictures smaller"))
    suffix = PurePath(name).suffix.lower()
    if suffix in TEXTS:
        paragraphs, pictures, margins = _text(name, content).splitlines(), 0, ""
        titled = [False] * len(paragraphs)
    elif suffix == WORD:
        document = _document(name, content)
        found = list(_paragraphs(document))
        paragraphs, titled = [text for text, _ in found], [title for _, title in found]
        pictures, margins = _pictures(document), _margins(document)
    else:
        what = msg("a manuscript is a Word file (.docx) or a text file (.txt)")
        raise _unread(name, what, msg("save it as .docx"))
    filled = [(text.strip(), title) for text, title in zip(paragraphs, titled, strict=True)]
    filled = [each for each in filled if each[0]]
    if not filled:
        raise _unread(name, msg("there is no text in it"))
    at = next((index for index, (_, title) in enumerate(filled) if title), 0)
    title = filled[at][0].lstrip("# ") if suffix in TEXTS else filled[at][0]
    rest = "\n".join(text for index, (text, _) in enumerate(filled) if index != at)
    text = "\n".join(text for text, _ in filled)
    upload = Upload(digest_of(content), content)
    return Manuscript(name, upload, title, length_of(rest), pictures, text, margins)


def length_of(text: str) -> int:
    """The length of a text as word processors count 字数."""
    return len(re.findall(r"[0-9A-Za-zÀ-ɏ]+(?:[.,'’:/-][0-9A-Za-zÀ-ɏ]+)*|\S", text))


def _text(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    what = msg("it is no text in UTF-8 or GB 18030")
    raise _unread(name, what, msg("save it as .docx"))


def _document(name: str, content: bytes) -> Any:
    """The Word document; what unpacks to more than any manuscript is not unpacked."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    broken = msg("it is no Word file, or a broken one")
    hint = msg("open it in WPS or Word and save it as .docx")
    try:
        with ZipFile(BytesIO(content)) as archive:
            size = sum(info.file_size for info in archive.infolist())
            if size > UNPACKED:
                raise _unread(name, msg("it unpacks to more than {most} MB", most=UNPACKED >> 20))
        return Document(BytesIO(content))
    except (BadZipFile, PackageNotFoundError, SyntaxError, KeyError, ValueError, OSError):
        raise _unread(name, broken, hint) from None


def _paragraphs(document: Any) -> Iterator[tuple[str, bool]]:
    """Every paragraph, those of tables and boxes too, and whether it is styled as a title."""
    styles = {style.style_id: str(style.name).lower() for style in document.styles}
    for paragraph in document.element.body.iter(f"{_W}p"):
        if _is_fallback(paragraph):
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        named = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
        yield _words(paragraph), named in _TITLES


def _words(paragraph: Any) -> str:
    """The text of a paragraph, without that of boxes which hang on it."""
    return "".join(
        each.text or ""
        for each in paragraph.iter(f"{_W}t")
        if next(each.iterancestors(f"{_W}p")) is paragraph
    )


def _is_fallback(element: Any) -> bool:
    """Whether it repeats for old programs what stands beside it."""
    return next(element.iterancestors(_FALLBACK), None) is not None


def _pictures(document: Any) -> int:
    found = document.element.body.iter(*_PICTURES)
    return sum(not _is_fallback(each) for each in found)


def _margins(document: Any) -> str:
    parts = [part for each in document.sections for part in (each.header, each.footer)]
    parts += [each.first_page_header for each in document.sections]
    return "\n".join(paragraph.text for part in parts for paragraph in part.paragraphs)


def _unread(name: str, what: Message, hint: Message | None = None) -> Refused:
    return Refused([Problem("unreadable-manuscript", Place(name), what, hint=hint)])
