"""Manuscripts read, and marks of secrecy found in them."""

from __future__ import annotations

import base64
import zipfile
from io import BytesIO

import pytest
from docx import Document

from gov_comms.errors import Refused
from gov_comms.review.pieces import Paper
from gov_comms.review.reading import LARGEST, UNPACKED, length_of, read_manuscript
from gov_comms.review.secrecy import secrecy_mark
from gov_comms.review.sending import submit, submit_again
from tests.review.chained import Office

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def word(*paragraphs: str, title: str = "", pictures: int = 0, header: str = "") -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if title:
        document.add_heading(title, 1)
    for _ in range(pictures):
        document.add_picture(BytesIO(PIXEL))
    if header:
        document.sections[0].header.paragraphs[0].text = header
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def refused(name: str, content: bytes) -> str:
    """The English text with which a manuscript is refused."""
    with pytest.raises(Refused) as error:
        read_manuscript(name, content)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "title", "length", "pictures"),
    [
        ("稿.txt", "秋粮过半\n\n全县已收购10万吨。".encode(), "秋粮过半", 9, 0),
        ("稿.txt", "秋粮过半\n全县".encode("gb18030"), "秋粮过半", 2, 0),
        ("稿.md", "# 秋粮过半\n全县".encode(), "秋粮过半", 2, 0),
        ("稿.TXT", "\ufeff秋粮过半".encode(), "秋粮过半", 0, 0),
        ("稿.docx", word("秋粮过半", "全县已收购。", pictures=2), "秋粮过半", 6, 2),
        ("稿.docx", word("甲局简报", "全县。", title="秋粮过半"), "秋粮过半", 7, 0),
        ("../../etc/稿.txt", "秋粮过半".encode(), "秋粮过半", 0, 0),
        ("C:\\稿\\稿.txt", "秋粮过半".encode(), "秋粮过半", 0, 0),
    ],
)
def test_title_length_and_pictures_are_read(
    name: str, content: bytes, title: str, length: int, pictures: int
) -> None:
    read = read_manuscript(name, content)
    assert (read.title, read.length, read.pictures) == (title, length, pictures)
    assert read.name in ("稿.txt", "稿.md", "稿.TXT", "稿.docx")


@pytest.mark.parametrize(
    ("text", "length"),
    [("全县秋粮", 4), ("GDP 增长3.5%", 5), ("2014年3月1日", 6), ("", 0), ("Open-air museum", 2)],
)
def test_length_counts_as_word_processors_do(text: str, length: int) -> None:
    assert length_of(text) == length


def bomb() -> bytes:
    """A small Word file that unpacks to more than any manuscript."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(UNPACKED // 2**20 + 1):
            archive.writestr(f"word/media/{number}.bin", bytes(2**20))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        (
            "稿.doc",
            b"x",
            "稿.doc: a manuscript is a Word file (.docx) or a text file (.txt)."
            " hint: save it as .docx",
        ),
        (
            "稿.docx",
            b"not a zip",
            "稿.docx: it is no Word file, or a broken one."
            " hint: open it in WPS or Word and save it as .docx",
        ),
        ("稿.docx", bomb(), "稿.docx: it unpacks to more than 200 MB"),
        (
            "稿.txt",
            b"\xff\xfe\x00\x00",
            "稿.txt: it is no text in UTF-8 or GB 18030. hint: save it as .docx",
        ),
        ("稿.txt", b" \n ", "稿.txt: there is no text in it"),
        (
            "稿.txt",
            bytes(LARGEST + 1),
            "稿.txt: it has 21 MB; a manuscript has at most 20 MB. hint: make the pictures smaller",
        ),
    ],
    ids=["suffix", "broken", "bomb", "binary", "empty", "large"],
)
def test_what_is_no_manuscript_is_refused(name: str, content: bytes, text: str) -> None:
    assert refused(name, content) == text


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("机密★1年", "机密★"),
        ("绝 密 ★ 长期", "绝 密 ★"),
        ("密级：秘密\n标题", "密级：秘密"),
        ("【机密】关于防汛", "【机密】"),
        ("关于防汛\n  秘密 5年\n正文", "秘密 5年"),
        ("关于防汛的通知(秘密)", "(秘密)"),
        ("要保守国家秘密", None),
        ("《秘密花园》读书会", None),
        ("机密文件管理培训", None),
    ],
)
def test_marks_of_secrecy_are_told_from_the_words(text: str, mark: str | None) -> None:
    assert secrecy_mark(text) == mark


@pytest.mark.parametrize(
    ("cells", "content"),
    [
        ({"kind": "信息", "title": "【机密】防汛"}, None),
        ({"kind": "信息"}, word("机密★1年", "防汛部署", "全文。")),
        ({"kind": "信息"}, word("防汛部署", "全文。", header="秘密★3年")),
    ],
    ids=["title", "text", "header"],
)
def test_what_bears_a_mark_is_refused_and_not_stored(
    office: Office, cells: dict[str, str], content: bytes | None
) -> None:
    manuscript = None if content is None else read_manuscript("稿.docx", content)
    text = office.refuses("甲", submit, cells=cells, manuscript=manuscript)
    assert text.startswith("it bears a mark of secrecy (")
    with office.record.reading() as reader:
        assert reader.rows("submission") == ()
        if manuscript is not None:
            assert reader.file(manuscript.upload.digest) is None


def test_a_manuscript_fills_the_row_and_is_stored(office: Office) -> None:
    manuscript = read_manuscript("秋粮.docx", word("秋粮过半", "全县已收购。", pictures=1))
    act = office.does("甲", submit, cells={"kind": "信息"}, manuscript=manuscript)
    assert act.told[0].text("en") == "S2026-0001: 秋粮过半; length 6, pictures 1"
    cells = office.row(act.subject)[1]
    assert (cells["title"], cells["length"], cells["pictures"]) == ("秋粮过半", "6", "1")
    digest = manuscript.upload.digest
    assert office.piece(act.subject).papers == (Paper(digest, "秋粮.docx"),)
    with office.record.reading() as reader:
        assert reader.file(digest) == manuscript.upload.content


def test_a_new_manuscript_stands_beside_the_old_one(office: Office) -> None:
    from gov_comms.review.returns import return_piece

    first, second = (
        read_manuscript("稿.txt", text.encode()) for text in ("秋粮\n短。", "秋粮过半\n长一些。")
    )
    number = office.does("甲", submit, cells={"kind": "信息"}, manuscript=first).subject
    office.does("乙", return_piece, number, reason="太短")
    office.does("甲", submit_again, number, manuscript=second)
    assert [paper.digest for paper in office.piece(number).papers] == [
        first.upload.digest,
        second.upload.digest,
    ]
    assert office.row(number)[1]["length"] == "4"
