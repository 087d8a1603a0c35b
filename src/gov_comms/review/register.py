"""The register of evidence (凭证登记册): which file proves which adoption, who handed it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gov_comms.review.desk import Desk
from gov_comms.review.people import acting_roles, need, powers_of
from gov_comms.review.proof import TABLE, Proof, proof_of

READERS = ("register", "verify", "audit")
"""The powers by which somebody reads the register."""


@dataclass(frozen=True, slots=True)
class Registered:
    """One file of the register, with the adoption that it is to prove and the work."""

    proof: Proof
    work: str
    title: str
    outlet: str
    day: str


def evidence_register(
    desk: Desk, first: date | None = None, last: date | None = None
) -> tuple[Registered, ...]:
    """All files for adoptions of some days, by the adoption's day and the file's number.

    Raises `Refused` for those who have none of `READERS`.
    """
    if not powers_of(desk.agency, acting_roles(desk)) & set(READERS):
        need(desk, READERS[0])
    found = []
    for row in desk.view.rows(TABLE):
        proof = proof_of(row)
        adoption = desk.view.row("adoption", proof.adoption)
        cells = adoption.cells if adoption is not None else {}
        day = str(cells.get("day") or "")
        if (first is None or day >= str(first)) and (last is None or day <= str(last)):
            name = str(cells.get("work") or "")
            work = desk.view.row("submission", name)
            title = str(work.cells.get("title") or "") if work is not None else ""
            found.append(Registered(proof, name, title, str(cells.get("outlet") or ""), day))
    return tuple(sorted(found, key=lambda each: (each.day, each.proof.id)))
