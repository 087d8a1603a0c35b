"""Evidence of adoptions: which files an adoption needs, which it has, and whether it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gov_comms.messages import Message, msg
from gov_comms.procedure import Evidence
from gov_comms.record import Cells, Change, Held, View
from gov_comms.record.journal import moment_of, moment_text
from gov_comms.review.desk import Desk
from gov_comms.review.paths import holding, names_in, rows_with

TABLE = "@evidence"
UNVERIFIED, VERIFIED, REJECTED = "unverified", "verified", "rejected"
"""What became of a file: nobody has looked at it yet, it proves, or it does not."""
COUNTS, LACKING = "", "lacking"
"""The states of adoptions, beside `UNVERIFIED`: it counts, or files are still needed."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that is to prove an adoption; ``by`` attached it and ``judge`` looked at it.

    ``name`` is what the file was called, ``digest`` that of what is stored, by ``algorithm``.
    """

    id: str
    adoption: str
    kind: str
    name: str
    digest: str
    algorithm: str
    size: int
    by: str
    at: datetime
    state: str = UNVERIFIED
    judge: str = ""
    judged: datetime | None = None
    reason: str = ""


def proof_of(row: Held) -> Proof:
    """The file that a row of ``@evidence`` tells of."""
    cells = {name: str(cell) for name, cell in row.cells.items() if cell is not None}
    return Proof(
        row.id,
        row.about,
        cells["kind"],
        cells["name"],
        cells["digest"],
        cells["algorithm"],
        int(cells["size"]),
        cells["by"],
        moment_of(cells["at"]),
        row.state,
        cells.get("judge", ""),
        moment_of(cells["judged"]) if "judged" in cells else None,
        cells.get("reason", ""),
    )


def change_of(proof: Proof) -> Change:
    """The change that puts a file into the register."""
    cells: dict[str, str | int | bool | None] = {
        "kind": proof.kind,
        "name": proof.name,
        "digest": proof.digest,
        "algorithm": proof.algorithm,
        "size": proof.size,
        "by": proof.by,
        "at": moment_text(proof.at),
    }
    if proof.judged is not None:
        cells |= {"judge": proof.judge, "judged": moment_text(proof.judged)}
        cells |= {"reason": proof.reason} if proof.reason else {}
    return Change(TABLE, proof.id, dict(cells), proof.state, proof.adoption)


def proofs_of(view: View, adoption: str) -> tuple[Proof, ...]:
    """The files of an adoption, those that were rejected among them."""
    return tuple(proof_of(row) for row in view.rows(TABLE, about=adoption))


# -- what is needed --------------------------------------------------------------------------


def rules_on(desk: Desk, adoptions: Mapping[str, Cells]) -> dict[str, tuple[Evidence, ...]]:
    """The rules of evidence that hold for each adoption, by its id."""
    rules = desk.agency.procedure.evidence
    found: dict[str, tuple[Evidence, ...]] = dict.fromkeys(adoptions, ())
    if not rules or not adoptions:
        return found
    rows = rows_with(desk, "adoption", adoptions, names_in(rules))
    for rule in rules:
        for name in holding(rows, rule.when):
            found[name] = (*found[name], rule)
    return found


def lacking(rules: Iterable[Evidence], files: Iterable[Proof]) -> tuple[Message, ...]:
    """What kinds of file an adoption still needs, each with the clause that asks for it."""
    there = {each.kind for each in files if each.state != REJECTED}
    found = []
    for rule in rules:
        needed = [kind for kind in rule.kinds if kind not in there]
        if rule.one_of and not there & set(rule.one_of):
            needed.append("/".join(rule.one_of))
        found += [msg("{kind} ({clause})", kind=kind, clause=rule.clause) for kind in needed]
    return tuple(dict.fromkeys(found))


def state_of(rules: Sequence[Evidence], files: Sequence[Proof]) -> str:
    """Whether an adoption counts, by the rules that hold for it and the files that it has."""
    if lacking(rules, files):
        return LACKING
    if not any(rule.verify for rule in rules):
        return COUNTS
    verified = [each for each in files if each.state == VERIFIED]
    return UNVERIFIED if lacking((r for r in rules if r.verify), verified) else COUNTS


def states_of(desk: Desk, adoptions: Mapping[str, Cells]) -> dict[str, str]:
    """The state of each adoption, by its id, with the files that it has on the record."""
    rules = rules_on(desk, adoptions)
    return {
        name: state_of(each, proofs_of(desk.view, name)) if each else COUNTS
        for name, each in rules.items()
    }
