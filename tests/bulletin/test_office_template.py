"""An office's own Word template stands in the place of ours."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from gov_comms.bulletin import Bulletin, compose, register_documents
from gov_comms.errors import Refused
from gov_comms.model import Agency, BulletinPlan
from gov_comms.results import Result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    return tmp_path


@pytest.fixture
def bulletin(agency: Agency, result: Result, plan: BulletinPlan, folder: Path) -> Bulletin:
    return compose(replace(agency, folder=str(folder)), result, plan, "zh-CN")


def template(folder: Path, name: str, *lines: str) -> Path:
    """A template of some lines, and of a table that repeats a row."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(3, 2)
    table.rows[0].cells[0].text = "{%tr for row in tables[0].rows if not row.group %}"
    table.rows[1].cells[0].text = "{{ row.cells[1] }}"
    table.rows[1].cells[1].text = "{{ row.cells[2] }}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    path = folder / "templates" / name
    document.save(str(path))
    return path


def written(bulletin: Bulletin) -> bytes:
    word = next(each for each in register_documents() if each.suffix == ".docx")
    return word.write(bulletin, "zh-CN")


def test_template_of_the_office_is_filled_in(bulletin: Bulletin, folder: Path) -> None:
    template(folder, "bulletin.docx", "本局公文", "{{ title }}", "{{ signature }}")
    document = docx.Document(io.BytesIO(written(bulletin)))
    assert [each.text for each in document.paragraphs] == [
        "本局公文", "关于2014年宣传信息工作情况的通报", "甲区宣传办公室",
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["甲街道", "12.5"], ["丙街道", "3.0"], ["乙镇", "12.5"], ["丁局", "0.0"],
    ]  # fmt: skip


def test_template_of_one_bulletin_goes_before_that_of_all(bulletin: Bulletin, folder: Path) -> None:
    template(folder, "bulletin.docx", "各种通报")
    template(folder, "annual.docx", "年度通报")
    document = docx.Document(io.BytesIO(written(bulletin)))
    assert [each.text for each in document.paragraphs] == ["年度通报"]


def test_template_gets_text_and_never_markup(bulletin: Bulletin, folder: Path) -> None:
    template(folder, "bulletin.docx", "{{ title }}")
    odd = replace(bulletin, title="<w:p/> & {{ number }}")
    document = docx.Document(io.BytesIO(written(odd)))
    assert document.paragraphs[0].text == "<w:p/> & {{ number }}"


def test_template_filled_twice_gives_the_same_bytes(bulletin: Bulletin, folder: Path) -> None:
    template(folder, "bulletin.docx", "{{ title }}")
    assert written(bulletin) == written(bulletin)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ tittle }}", "this template cannot be filled in: 'tittle' is undefined"),
        (
            "{{ title",
            "this template cannot be filled in: expected token 'end of print statement', got '{'",
        ),
        ("{{ title.__class__.__mro__ }}", "this template cannot be filled in: access to attribute"),
    ],
)
def test_template_that_cannot_be_filled_in_is_named(
    bulletin: Bulletin, folder: Path, line: str, said: str
) -> None:
    path = template(folder, "bulletin.docx", line)
    with pytest.raises(Refused) as refused:
        written(bulletin)
    (problem,) = refused.value.problems
    assert problem.text("en").startswith(f"{path}: {said}")
    assert problem.code == "template-failed"


def test_template_that_is_none_is_named(bulletin: Bulletin, folder: Path) -> None:
    path = folder / "templates" / "bulletin.docx"
    path.write_bytes(b"no document")
    with pytest.raises(Refused) as refused:
        written(bulletin)
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == ("template-unreadable", str(path))
