"""Documents as another program sees them: opened and set by LibreOffice, without a screen."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from gov_comms.bulletin import Bulletin, compose
from gov_comms.bulletin.word import word_file
from gov_comms.bulletin.workbook import workbook_file
from gov_comms.facts import write_template
from gov_comms.kinds import BUILT_IN
from gov_comms.model import Agency, BulletinPlan, Measure
from gov_comms.results import Result
from tests.bulletin.full import full_bulletin
from tests.bulletin.machine import converted, pictures_of, text_of

SUFFIXES = ("docx", "xlsx")
PICTURES = "GOV_COMMS_PICTURES"
"""Names a folder in which pictures of the pages are kept, for a person to look at."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("converted")


def bulletins(agency: Agency, result: Result, plan: BulletinPlan) -> dict[str, Bulletin]:
    return {
        "usual": compose(agency, result, plan, "zh-CN"),
        "english": compose(agency, result, plan, "en"),
        "full": full_bulletin(agency, result, plan),
        "people": compose(agency, result, replace(plan, name_people=True), "zh-CN"),
    }


def test_converted_pages_say_what_the_bulletins_say(
    agency: Agency, result: Result, plan: BulletinPlan, folder: Path
) -> None:
    made = bulletins(agency, result, plan)
    files = []
    for name, bulletin in made.items():
        files.append(folder / f"{name}.docx")
        files[-1].write_bytes(word_file(bulletin, bulletin.language))
    files.append(folder / "workbook.xlsx")
    files[-1].write_bytes(workbook_file(made["full"], "zh-CN"))
    pages = {pdf.stem: text_of(pdf) for pdf in converted(files, folder)}
    assert {name: len(found) for name, found in pages.items()} == {
        "usual": 2, "english": 2, "full": 5, "people": 2, "workbook": 6,
    }  # fmt: skip
    for name, bulletin in made.items():
        said = "".join(pages[name])
        for text in (bulletin.title, *bulletin.opening, bulletin.signature, *bulletin.copies):
            assert "".join(text.split()) in said
        for number, page in enumerate(pages[name], 1):
            assert page.endswith(f"—{number}—")
    assert pages["full"][-1].startswith("附件稿件采用目录")
    kept = os.environ.get(PICTURES)
    for name in pages:
        pictures = pictures_of(folder / f"{name}.pdf", folder / "pictures")
        assert len(pictures) == len(pages[name])
        # A page with nothing on it would be one grey.
        assert all(len(Image.open(each).convert("L").getcolors() or ()) > 8 for each in pictures)
        if kept:
            shutil.copytree(folder / "pictures", kept, dirs_exist_ok=True)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INLINE = "inline-string cell(s)"
"""The validator's word for texts in a workbook that stand in their cells and not in a part of
their own: right by the schema, and the way to write a ledger row by row.
"""


def faults(path: Path) -> list[str]:
    """What a validator by the schemas of the formats finds wrong with a file."""
    found = OpenXmlValidator().validate(str(path))
    return [str(each) for each in found.errors if INLINE not in str(each)]


def test_office_files_are_valid_by_their_schemas(
    agency: Agency, result: Result, plan: BulletinPlan, tmp_path: Path
) -> None:
    for name, bulletin in bulletins(agency, result, plan).items():
        word, book = tmp_path / f"{name}.docx", tmp_path / f"{name}.xlsx"
        word.write_bytes(word_file(bulletin, bulletin.language))
        book.write_bytes(workbook_file(bulletin, bulletin.language))
    write_template(replace(agency, tables=BUILT_IN), tmp_path / "template.xlsx", "zh-CN")
    assert {path.name: faults(path) for path in sorted(tmp_path.iterdir())} == {
        f"{name}.{suffix}": []
        for name, suffix in [
            *((name, suffix) for name in bulletins(agency, result, plan) for suffix in SUFFIXES),
            ("template", "xlsx"),
        ]
    }


def test_validator_sees_a_spoiled_document(composed: Bulletin, tmp_path: Path) -> None:
    content = word_file(composed, "zh-CN")
    spoiled = tmp_path / "spoiled.docx"
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(spoiled, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:tblW ", b"<w:tblWidth ")
            target.writestr(name, data)
    assert faults(spoiled) != []


def test_word_wide_tables_fit_the_page(agency: Agency, result: Result, plan: BulletinPlan) -> None:
    """Many measures with long names: no table is wider than the text."""
    names = [f"measure{number}" for number in range(14)]
    label = agency.measures["points"].label
    measures = {
        name: Measure(name, replace(label, zh="很长的计量名称"), agency.measures["yuan"].unit)
        for name in names
    }
    totals = tuple(
        replace(each, measure=name)
        for each in result.totals
        if each.measure == "points"
        for name in names
    )
    wide = replace(agency, measures={**agency.measures, **measures})
    bulletin = compose(wide, replace(result, totals=totals, quotas=(), ranks=()), plan, "zh-CN")
    root = etree.fromstring(
        zipfile.ZipFile(io.BytesIO(word_file(bulletin, "zh-CN"))).read("word/document.xml")
    )
    widths = [sum(int(each.get(f"{W}w")) for each in grid) for grid in root.iter(f"{W}tblGrid")]
    assert len(widths) > 1
    assert {*widths} == {8844}
