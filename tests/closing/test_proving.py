"""Closings that the journal no longer leads to, or that somebody else has signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gov_comms.closing.close import close
from gov_comms.closing.proving import check_closings
from gov_comms.record.signing import SigningKey, make_key
from tests.closing.offices import Desks, founded


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    return founded(str(tmp_path / "record.db"), tmp_path / "office")


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return make_key(tmp_path / "office.key")


def found(desks: Desks, signer: str = "") -> list[str]:
    with desks.office.record.reading() as reader:
        return [problem.code for problem in check_closings(reader, signer)]


def forge(desks: Desks, old: str, new: str) -> None:
    """Change what the closing says, as somebody could who owns the database."""
    with desks.office.record.writing() as writer:
        writer.connection.exec_driver_sql(
            f"UPDATE standing SET cells = replace(cells, '{old}', '{new}') WHERE kind = '@closing'"
        )


def test_closing_that_was_signed_holds(desks: Desks, key: SigningKey) -> None:
    desks.do("结", close, period="2026-Q1", key=key)
    assert found(desks) == []
    assert found(desks, key.public) == []


def test_closing_without_a_signature_is_held_to_its_head(desks: Desks) -> None:
    desks.do("结", close, period="2026-Q1", key=None)
    assert found(desks) == []
    assert found(desks, "a" * 64) == ["head-signer"]


def test_closing_signed_by_somebody_else_is_found(
    desks: Desks, key: SigningKey, tmp_path: Path
) -> None:
    desks.do("结", close, period="2026-Q1", key=make_key(tmp_path / "other.key"))
    assert found(desks, key.public) == ["head-signer"]


def test_closing_that_was_changed_is_found(desks: Desks, key: SigningKey) -> None:
    desks.do("结", close, period="2026-Q1", key=key)
    with desks.office.record.reading() as reader:
        figures = str(reader.rows("@closing")[0].cells["figures"])
    forge(desks, figures, "0" * 64)
    assert found(desks) == ["head-forged"]


def test_journal_written_anew_is_found_by_its_closings(desks: Desks, key: SigningKey) -> None:
    desks.do("结", close, period="2026-Q1", key=key)
    with desks.office.record.reading() as reader:
        head = str(reader.rows("@closing")[0].cells["head"])
    forge(desks, head, "0" * 64)
    assert found(desks) == ["head-forged", "journal-rewritten"]


def test_empty_record_has_no_closings(desks: Desks) -> None:
    assert found(desks) == []
