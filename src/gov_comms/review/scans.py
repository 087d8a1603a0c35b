"""Files handed in as evidence: their names, their size, and whether they are what they say."""

from __future__ import annotations

import unicodedata
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg

LARGEST = 50 * 1024 * 1024
"""Bytes that a file of evidence may have."""
UNPACKED = 500 * 1024 * 1024
"""Bytes that a document made of packed parts may unpack to."""
LONGEST = 120
"""Characters of a file's name."""
_HEADS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".tif": (b"II*\0", b"MM\0*"),
    ".tiff": (b"II*\0", b"MM\0*"),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3"),
}
"""What files of each ending begin with."""
_TAILS = {
    ".pdf": b"%%EOF",
    ".png": b"IEND\xaeB`\x82",
    ".jpg": b"\xff\xd9",
    ".jpeg": b"\xff\xd9",
}
"""What they end with, so that a file that was cut off is found."""
_PACKED = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".ofd": "OFD.xml"}
"""Documents that are archives, and the part that each of them has."""
_MP4 = ".mp4"
ENDINGS = (*_HEADS, *_PACKED, _MP4, ".txt")
"""The endings of files that are taken as evidence."""


def check_scan(name: str, content: bytes) -> str:
    """The name under which a file of evidence is kept.

    Raises `Refused` for a name that is none, a file that is too large or empty, and one that is not
    what its ending says.
    """
    what = _wrong_name(name)
    if what is not None:
        hint = msg("call it something like {example}", example="样报-2014-03-05.jpg")
        raise _refused("evidence-name", name, what, hint)
    if len(content) > LARGEST:
        what = msg(
            "it has {size} MB; evidence has at most {most} MB",
            size=-(-len(content) // 1024**2),
            most=LARGEST // 1024**2,
        )
        raise _refused("evidence-size", name, what, msg("scan it with fewer dots"))
    if not content:
        raise _refused("evidence-size", name, msg("it is empty"))
    ending = name[name.rfind(".") :].lower()
    if ending not in ENDINGS:
        what = msg("files of this kind are not taken as evidence")
        raise _refused("evidence-kind", name, what, msg("known: {words}", words=" ".join(ENDINGS)))
    if not _is_sound(ending, content):
        what = msg("it is no sound {ending}, or was cut off", ending=ending)
        raise _refused("evidence-broken", name, what, msg("open it once, and save or scan it anew"))
    return name


def _wrong_name(name: str) -> Message | None:
    if not name or name != name.strip() or name.startswith(".") or name.endswith("."):
        return msg("this is no name of a file")
    if len(name) > LONGEST:
        return msg("the name has more than {most} characters", most=LONGEST)
    if any(mark in name for mark in '/\\:*?"<>|') or ".." in name:
        return msg("the name of a file has no folders and no signs such as / or ..")
    # Control characters and marks that turn the direction of writing hide what a file is called.
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in name):
        return msg("the name has signs that cannot be seen")
    return None


def _is_sound(ending: str, content: bytes) -> bool:
    if ending in _PACKED:
        return _is_packed(_PACKED[ending], content)
    if ending == ".txt":
        return b"\0" not in content
    if ending == _MP4:
        return content[4:8] == b"ftyp"
    ends = content.rstrip(b"\r\n\0 ")[-1024:]
    return content.startswith(_HEADS[ending]) and _TAILS.get(ending, b"") in ends


def _is_packed(part: str, content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(each.file_size for each in members) > UNPACKED:
                return False
            return part in archive.namelist() and archive.testzip() is None
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error):
        return False


def _refused(code: str, name: str, what: Message, hint: Message | None = None) -> Refused:
    return Refused([Problem(code, Place(_shown(name)), what, hint=hint)])


def _shown(name: str) -> str:
    """A name that is safe to print."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:LONGEST]
