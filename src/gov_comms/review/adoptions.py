"""Adoptions and their evidence: entered, proved by files, and verified by a second person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gov_comms.config.evidence import WORDS
from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.entering import checked_cells
from gov_comms.language.faults import nearest
from gov_comms.messages import Message, msg
from gov_comms.model import Cell
from gov_comms.record import Act, Cells, Change, Held, Upload, View
from gov_comms.record.journal import digest_of
from gov_comms.record.opening import ABOUT
from gov_comms.review.desk import Desk
from gov_comms.review.happenings import enter
from gov_comms.review.numbers import next_numbers
from gov_comms.review.people import acting_person, acting_roles, need, not_own, powers_of, refusal
from gov_comms.review.pieces import TABLE as PIECE
from gov_comms.review.pieces import from_row
from gov_comms.review.proof import (
    COUNTS,
    REJECTED,
    UNVERIFIED,
    VERIFIED,
    Proof,
    change_of,
    lacking,
    proof_of,
    proofs_of,
    rules_on,
    state_of,
)
from gov_comms.review.proof import TABLE as EVIDENCE
from gov_comms.review.scans import check_scan

LETTER = "V"
"""The letter of the running numbers of evidence."""
_HANDING_IN = ("adopted", "evidence-attached", "imported")
"""The kinds of entry by which an adoption becomes somebody's own."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file as it is handed in: what kind of evidence it is, its name, and what it holds."""

    kind: str
    name: str
    content: bytes


def adopt(desk: Desk, cells: Mapping[str, Cell], scans: Sequence[Scan] = ()) -> Act:
    """Enter an adoption of a work, with the files that prove it.

    Whoever sends in pieces enters those of his unit that somebody has yet to verify.  Raises
    `Refused` with everything that is wrong; so also for a work that is still on its way.
    """
    act = enter(desk, "adoption", cells)
    put, *taken = act.changes
    work = desk.view.row("submission", put.about)
    _need_to_hand_in(desk, put.id, work)
    if work is not None and work.state != COUNTS:
        what = msg("{work} is still on its way, or was taken back", work=work.id)
        raise refusal("not-released", what, msg("gov-comms open {work} tells", work=work.id))
    proofs, changes, uploads = _kept(desk, put.id, scans)
    settled, said = _settled(desk, put.id, dict(put.cells or {}), proofs)
    rules = rules_on(desk, {put.id: settled.cells or {}})[put.id]
    if not _registers(desk) and not any(rule.verify for rule in rules):
        what = msg("this adoption would count without anybody verifying it")
        raise refusal("no-power", what, msg("whoever has the power register enters it"))
    others = [row.id for row in desk.view.rows("adoption", about=put.about)]
    told = [*act.told, *said]
    if others:
        ids = "、".join(others)
        told.append(msg("{work} was adopted before: {ids}", work=put.about, ids=ids))
    return Act("adopted", put.id, (settled, *taken, *changes), "", uploads, told=tuple(told))


def attach(desk: Desk, adoption: str, scans: Sequence[Scan]) -> Act:
    """Hand in files that prove an adoption; raises `Refused` with everything that is wrong."""
    held = adoption_called(desk, adoption)
    _need_to_hand_in(desk, adoption, desk.view.row("submission", held.about))
    before = proofs_of(desk.view, adoption)
    proofs, changes, uploads = _kept(desk, adoption, scans, before)
    settled, told = _settled(desk, adoption, held.cells, (*before, *proofs))
    said = (*(msg("{id}: {name}", id=each.id, name=each.name) for each in proofs), *told)
    return Act("evidence-attached", adoption, (settled, *changes), "", uploads, told=said)


def verify(desk: Desk, adoption: str, reject: Sequence[str] = (), reason: str = "") -> Act:
    """Say that the files of an adoption prove it, but for those that are rejected with a reason.

    Raises `Refused` for one's own adoption, for files that are no longer what was handed in, and
    where there is nothing to verify.
    """
    need(desk, "verify")
    held = adoption_called(desk, adoption)
    not_own(desk, owners(desk.view, held), msg("verifying {adoption}", adoption=adoption))
    proofs = proofs_of(desk.view, adoption)
    open_ones = [each for each in proofs if each.state == UNVERIFIED]
    if not open_ones:
        what = msg(
            "{adoption} has no file that waits for somebody to look at it", adoption=adoption
        )
        raise refusal("nothing-to-verify", what, msg("hand one in: attach"))
    _check_rejected(reject, reason, open_ones)
    changed = tuple(found_changed(desk.view, open_ones))
    if changed:
        raise Refused(changed)
    judged = {
        each.id: replace(
            each,
            state=REJECTED if each.id in reject else VERIFIED,
            judge=desk.actor.whose,
            judged=desk.now,
            reason=reason if each.id in reject else "",
        )
        for each in open_ones
    }
    whole = [judged.get(each.id, each) for each in proofs]
    cells = dict(held.cells)
    if len(reject) < len(open_ones):
        cells["verified_by"] = desk.actor.whose
    settled, told = _settled(desk, adoption, cells, whole)
    changes = (settled, *(change_of(each) for each in judged.values()))
    kind = "evidence-rejected" if reject else "verified"
    return Act(kind, adoption, changes, reason, told=told)


def files_to_read(desk: Desk, adoption: str) -> tuple[tuple[str, bytes], ...]:
    """The files of an adoption, each under its id and name, for whoever verifies or registers.

    Raises `Refused` for one that is gone or changed.
    """
    if not _registers(desk):
        need(desk, "verify")
    adoption_called(desk, adoption)
    proofs = proofs_of(desk.view, adoption)
    changed = tuple(found_changed(desk.view, proofs))
    if changed:
        raise Refused(changed)
    return tuple((f"{each.id} {each.name}", desk.view.file(each.digest) or b"") for each in proofs)


def adoption_called(desk: Desk, adoption: str) -> Held:
    """The adoption of this id; raises `Refused` where there is none."""
    held = desk.view.row("adoption", adoption)
    if held is None:
        known = [row.id for row in desk.view.rows("adoption")]
        what = msg("no adoption is called {id}", id=adoption)
        raise refusal("unknown-fact", what, nearest(adoption, known))
    return held


def owners(view: View, adoption: Held) -> frozenset[str]:
    """Those who may not verify an adoption: authors, who sent in, judged, entered or proved it."""
    found: set[str] = set()
    work = view.row("submission", adoption.about)
    if work is not None:
        found |= {name for name in str(work.cells.get("authors") or "").split("、") if name}
    row = view.row(PIECE, adoption.about)
    if row is not None:
        piece = from_row(row)
        found |= {piece.submitter, *piece.makers}
        judged = (deed for deed in piece.deeds if piece.path[deed.stop].by_us)
        found |= {name for deed in judged for name in deed.people}
    for entry in view.entries(adoption.id):
        if entry.kind in _HANDING_IN:
            found |= {entry.actor.person, entry.actor.acting_for}
    return frozenset(found - {""})


def found_changed(view: View, proofs: Iterable[Proof]) -> Iterator[Problem]:
    """The files of evidence that are gone, or no longer what was handed in."""
    for each in proofs:
        place = Place(sheet=each.adoption, heading=each.id)
        content = view.file(each.digest)
        if content is None:
            what = msg("{name} is no longer in the record", name=each.name)
            yield Problem("evidence-gone", place, what, hint=msg("restore it from a backup"))
        elif digest_of(content, each.algorithm) != each.digest:
            what = msg("{name} is not what was handed in", name=each.name)
            yield Problem("evidence-changed", place, what, hint=msg("restore it from a backup"))


def audit_files(view: View) -> tuple[Problem, ...]:
    """Every file of evidence that is gone or changed."""
    return tuple(found_changed(view, map(proof_of, view.rows(EVIDENCE))))


# -- the parts -------------------------------------------------------------------------------


def _registers(desk: Desk) -> bool:
    return "register" in powers_of(desk.agency, acting_roles(desk))


def _need_to_hand_in(desk: Desk, adoption: str, work: Held | None) -> None:
    """Whoever registers facts enters and proves any, whoever sends pieces in those of his unit."""
    if _registers(desk):
        return
    need(desk, "submit")
    own = acting_person(desk).unit
    if work is None or work.cells.get("unit") != own:
        what = msg("{adoption} is not of a work of {unit}", adoption=adoption, unit=own)
        raise refusal("other-unit", what)


def _kept(
    desk: Desk, adoption: str, scans: Sequence[Scan], before: Sequence[Proof] = ()
) -> tuple[list[Proof], list[Change], tuple[Upload, ...]]:
    """Files as the register and the record keep them."""
    if not scans:
        return [], [], ()
    about = desk.view.row(*ABOUT)
    algorithm = str(about.cells["digest"]) if about is not None else "sha256"
    names, number = next_numbers(desk, LETTER, len(scans))
    proofs: list[Proof] = []
    uploads: list[Upload] = []
    problems: list[Problem] = []
    for scan, name in zip(scans, names, strict=True):
        try:
            kept = check_scan(scan.name, scan.content)
            _check_kind(desk, scan.kind)
        except Refused as refused:
            problems += refused.problems
            continue
        digest = digest_of(scan.content, algorithm)
        twice = next((each for each in (*before, *proofs) if each.digest == digest), None)
        if twice is not None:
            what = msg("this file is there already, as {id}", id=twice.id)
            problems.append(Problem("evidence-twice", Place(kept), what))
            continue
        who, size = desk.actor.whose, len(scan.content)
        proofs.append(
            Proof(name, adoption, scan.kind, kept, digest, algorithm, size, who, desk.now)
        )
        uploads.append(Upload(digest, scan.content))
    if problems:
        raise Refused(problems)
    return proofs, [*map(change_of, proofs), number], tuple(uploads)


def _check_kind(desk: Desk, kind: str) -> None:
    """The kind is one that some rule asks for, or a word of the agency's list."""
    rules = desk.agency.procedure.evidence
    asked = {each for rule in rules for each in (*rule.kinds, *rule.one_of)}
    listed = desk.agency.words.get(WORDS)
    known = sorted(asked | set(listed.words if listed is not None else ()))
    if not kind or (known and kind not in known):
        what = msg("{kind} is no kind of evidence here", kind=repr(kind))
        raise refusal("unknown-word", what, nearest(kind, known))


def _settled(
    desk: Desk, adoption: str, cells: Cells, proofs: Sequence[Proof]
) -> tuple[Change, tuple[Message, ...]]:
    """The adoption's row with what its files say, in the state that they leave it in."""
    held = [each for each in proofs if each.state != REJECTED]
    said: dict[str, Cell] = {name: str(cell) for name, cell in cells.items() if cell is not None}
    if held:
        said |= {name: text for name, text in _columns(desk, held[0]).items() if name not in said}
    rules = rules_on(desk, {adoption: {name: str(cell) for name, cell in said.items()}})[adoption]
    state = state_of(rules, proofs)
    checked = checked_cells(desk.agency, desk.view, "adoption", {**said, "id": adoption})
    told: list[Message] = []
    if state:
        needed = lacking(rules, proofs)
        told.append(
            msg("{adoption} counts once it is proved", adoption=adoption)
            if needed
            else msg("{adoption} counts once somebody has verified it", adoption=adoption)
        )
        told += [msg("needed: {kind}", kind=each) for each in needed]
    elif rules:
        told.append(msg("{adoption} is proved and counts", adoption=adoption))
    return Change("adoption", adoption, checked, state, checked.get("work", "")), tuple(told)


def _columns(desk: Desk, proof: Proof) -> dict[str, str]:
    """What the first file says in the columns of its adoption."""
    listed = desk.agency.words.get(WORDS)
    filed = {"evidence_day": desk.today.isoformat()}
    if listed is None or proof.kind in listed.words:
        filed["evidence"] = proof.kind
    return filed


def _check_rejected(reject: Sequence[str], reason: str, open_ones: Sequence[Proof]) -> None:
    ids = [each.id for each in open_ones]
    for name in reject:
        if name not in ids:
            what = msg("{id} is no file that waits for somebody to look at it", id=name)
            raise refusal("unknown-evidence", what, msg("those that do: {ids}", ids="、".join(ids)))
    if reject and not reason.strip():
        what = msg("a file is rejected with a reason")
        raise refusal("no-reason", what, msg("say it: --reason TEXT"))
