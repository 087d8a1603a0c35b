from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gov_comms.bulletin import Bulletin, register_documents, write_bulletin
from gov_comms.errors import Refused
from gov_comms.plugins import Document, Plugins

LIBRARIES = {
    "docx", "docxtpl", "jinja2", "lxml", "matplotlib", "polars", "typst", "wcwidth", "xlsxwriter",
}  # fmt: skip


def plugins(*more: Document) -> Plugins:
    documents = {each.name: each for each in (*register_documents(), *more)}
    return Plugins({}, {}, documents, {}, {})


def broken(_bulletin: object, _language: str) -> bytes:
    raise ValueError("no ink")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("b.docx", b"PK"),
        ("b.XLSX", b"PK"),
        ("通报.txt", b" "),
        ("b.pdf", b"%PDF"),
        ("b.html", b"<!DOCTYPE html>"),
    ],
)
def test_write_bulletin_by_suffix(
    composed: Bulletin, tmp_path: Path, name: str, start: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    write_bulletin(composed, plugins(), path)
    assert path.read_bytes().startswith(start)
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(("name", "suffix"), [("b.odt", ".odt"), ("b", "")])
def test_write_bulletin_unknown_suffix(composed: Bulletin, name: str, suffix: str) -> None:
    with pytest.raises(Refused) as refused:
        write_bulletin(composed, plugins(), name)
    (problem,) = refused.value.problems
    assert problem.text("en") == (
        f"{name}: no bulletin is written as '{suffix}'. "
        "hint: known: .docx, .html, .pdf, .txt, .xlsx"
    )


def test_write_bulletin_failing_writer_leaves_the_old_file(
    composed: Bulletin, tmp_path: Path
) -> None:
    path = tmp_path / "b.odt"
    path.write_bytes(b"old")
    with pytest.raises(Refused) as refused:
        write_bulletin(composed, plugins(Document("printer", ".odt", broken)), path)
    assert str(refused.value) == f"{path}: the writer printer failed: no ink"
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("b.odt", b"old")]


def test_write_bulletin_nowhere_to_write(composed: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder.txt").mkdir()
    said = {}
    for name in ("missing/b.txt", "file/b.txt", "folder.txt"):
        with pytest.raises(Refused) as refused:
            write_bulletin(composed, plugins(), tmp_path / name)
        said[name] = refused.value.problems[0].what.text("en")
    assert said == {
        "missing/b.txt": "the bulletin cannot be written: No such file or directory",
        "file/b.txt": "the bulletin cannot be written: Not a directory",
        "folder.txt": "the bulletin cannot be written: Is a directory",
    }
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder.txt"]


def test_write_bulletin_twice_gives_the_same_bytes(composed: Bulletin, tmp_path: Path) -> None:
    for suffix in (".docx", ".xlsx", ".txt", ".pdf", ".html"):
        paths = [tmp_path / f"{name}{suffix}" for name in ("one", "two")]
        for path in paths:
            write_bulletin(composed, plugins(), path)
        assert paths[0].read_bytes() == paths[1].read_bytes()


def test_bulletin_loads_its_libraries_only_to_write() -> None:
    program = (
        "import sys, gov_comms.bulletin as b; b.register_documents();"
        f"print(sorted({LIBRARIES} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
