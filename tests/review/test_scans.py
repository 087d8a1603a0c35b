"""Files handed in as evidence: names, sizes, and whether they are what they say."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from gov_comms.errors import Refused
from gov_comms.review import scans
from gov_comms.review.scans import check_scan
from tests.review.proved import PAPER, SCREEN

PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"


def packed(*names: str) -> bytes:
    """An archive with parts of these names."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, "<x/>")
    return archive.getvalue()


DOCX = packed("[Content_Types].xml", "word/document.xml")


def told(name: str, content: bytes) -> tuple[str, str]:
    """The code and the text of the refusal."""
    with pytest.raises(Refused) as refusal:
        check_scan(name, content)
    (problem,) = refusal.value.problems
    return problem.code, problem.text("en")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (PAPER.name, PAPER.content),
        (SCREEN.name, SCREEN.content),
        ("样报 第3版.PDF", PDF),
        ("说明.docx", DOCX),
        ("页面.ofd", packed("OFD.xml")),
        ("新闻.mp4", b"\0\0\0\x18ftypmp42"),
        ("摘录.txt", "秋粮收购过半".encode()),
    ],
)
def test_sound_file_is_kept_under_its_name(name: str, content: bytes) -> None:
    assert check_scan(name, content) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".jpg",
        "..",
        " p.jpg",
        "p.jpg ",
        "p.jpg.",
        "a/b.jpg",
        "/etc/passwd",
        "..\\b.jpg",
        "C:b.jpg",
        "b.jpg\0.txt",
        "b\n.jpg",
        "b\u202egpj.exe.jpg",
        "b\u200b.jpg",
        "b|c.jpg",
        "长" * 117 + ".jpg",
    ],
)
def test_name_that_plays_tricks_is_refused(name: str) -> None:
    assert told(name, PAPER.content)[0] == "evidence-name"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.jpg", PDF),
        ("p.jpg", PAPER.content[:-2]),
        ("p.pdf", PDF.replace(b"%%EOF", b"")),
        ("p.png", PAPER.content),
        ("p.docx", b"PK\x03\x04 no archive"),
        ("p.docx", packed("OFD.xml")),
        ("p.docx", DOCX[:40] + b"\xff\xff" + DOCX[42:]),
        ("p.docx", DOCX[:-10]),
        ("p.mp4", b"ftyp"),
        ("p.txt", b"a\0b"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(name: str, content: bytes) -> None:
    ending = name[1:]
    hint = "hint: open it once, and save or scan it anew"
    assert told(name, content) == (
        "evidence-broken",
        f"{name}: it is no sound {ending}, or was cut off. {hint}",
    )


def test_other_kinds_of_file_are_refused() -> None:
    for name in ("p.exe", "p.html", "p.jpg.js", "p"):
        code, text = told(name, b"MZ")
        assert (code, ".pdf" in text) == ("evidence-kind", True), name


def test_empty_and_oversized_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told("p.jpg", b"") == ("evidence-size", "p.jpg: it is empty")
    monkeypatch.setattr(scans, "LARGEST", 1024 * 1024)
    text = "p.jpg: it has 2 MB; evidence has at most 1 MB. hint: scan it with fewer dots"
    assert told("p.jpg", PAPER.content + bytes(1024 * 1024)) == ("evidence-size", text)


def test_archive_that_unpacks_to_far_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "UNPACKED", 3)
    assert told("p.docx", DOCX)[0] == "evidence-broken"
