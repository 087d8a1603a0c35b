"""Evidence of adoptions: behind a number of the page, and as a register (凭证登记册)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gov_comms.bulletin.audience import evidence_for
from gov_comms.bulletin.nouns import Evidence
from gov_comms.bulletin.sheets import Sheet, SheetCell, SheetColumn
from gov_comms.bulletin.wording import clean
from gov_comms.messages import Message, msg
from gov_comms.model import Agency
from gov_comms.record import View
from gov_comms.review.people import roster
from gov_comms.review.proof import TABLE, Proof, proof_of
from gov_comms.review.register import Registered


def proofs_in(view: View, agency: Agency) -> Mapping[str, tuple[Evidence, ...]]:
    """The files that are to prove adoptions, by the adoption, in the order of their numbers."""
    names = _names(view, agency)
    found: dict[str, tuple[Evidence, ...]] = {}
    for proof in sorted(map(proof_of, view.rows(TABLE)), key=lambda each: each.id):
        found[proof.adoption] = (*found.get(proof.adoption, ()), _evidence(proof, names))
    return found


def register_sheet(
    view: View, agency: Agency, rows: Iterable[Registered], audience: str, language: str
) -> Sheet:
    """The register of evidence, a row for each file, as an audience may read it."""
    names, zone = _names(view, agency), ZoneInfo(agency.timezone)
    columns = (
        _column(msg("Adoption"), 14, language),
        _column(msg("Submission"), 14, language),
        _column(msg("Title"), 36, language),
        _column(msg("Outlet"), 16, language),
        _column(msg("Day"), 12, language),
        _column(msg("File"), 14, language),
        _column(msg("Kind"), 10, language),
        _column(msg("Name"), 24, language),
        _column(msg("Handed in by"), 12, language),
        _column(msg("Handed in at"), 17, language),
        _column(msg("State"), 10, language),
        _column(msg("Judged by"), 12, language),
        _column(msg("Judged at"), 17, language),
        _column(msg("Reason"), 20, language),
        _column(msg("Digest"), 72, language),
    )

    def cells(row: Registered) -> tuple[SheetCell, ...]:
        proof = row.proof
        told = evidence_for(audience, _evidence(proof, names))
        return (
            proof.adoption,
            row.work,
            clean(row.title),
            clean(row.outlet),
            date.fromisoformat(row.day) if row.day else None,
            told.number,
            told.kind,
            told.name,
            told.by,
            _moment(proof.at, zone),
            told.state.text(language),
            told.judge,
            _moment(proof.judged, zone),
            told.reason,
            told.digest,
        )

    name = msg("Register of evidence").text(language)
    return Sheet(name, columns, tuple(map(cells, rows)), frozen=3)


def register_file(sheet: Sheet) -> bytes:
    """The register as a workbook; the same one gives the same bytes."""
    from gov_comms.bulletin.spreadsheet import sheets_file

    return sheets_file(sheet.name, [sheet])


def _evidence(proof: Proof, names: Mapping[str, str]) -> Evidence:
    states = {
        "unverified": msg("not yet verified"),
        "verified": msg("verified"),
        "rejected": msg("rejected"),
    }
    return Evidence(
        proof.id,
        clean(proof.kind),
        clean(proof.name),
        f"{proof.algorithm}:{proof.digest}",
        states[proof.state],
        names.get(proof.by, proof.by),
        names.get(proof.judge, proof.judge),
        clean(proof.reason),
    )


def _names(view: View, agency: Agency) -> Mapping[str, str]:
    """What people are called, by their ids; the last row of somebody stands."""
    return {person.id: clean(person.name) or person.id for person in roster(view, agency)}


def _column(heading: Message, width: int, language: str) -> SheetColumn:
    return SheetColumn(heading.text(language), width)


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    """A moment as the office's clock shows it, to the minute."""
    if at is None:
        return ""
    return at.astimezone(zone).replace(tzinfo=None).isoformat(" ", "minutes")
