"""The table of contents of the command line: every command, its module, and what it does.

Help is printed from this page; a command's module is imported once the command is called.
"""

from __future__ import annotations

from dataclasses import dataclass

from gov_comms.messages import Message, msg


@dataclass(frozen=True, slots=True)
class Listed:
    """A command: its name, what it does in one short sentence, the module that it lies in."""

    name: str
    about: Message
    module: str


def _listed(name: str, about: Message, module: str = "") -> Listed:
    return Listed(name, about, module or name)


COMMANDS = (
    _listed("demo", msg("Do the main job on a shipped year of records.")),
    _listed("agencies", msg("List the shipped agencies.")),
    _listed("new", msg("Write the folder of a new agency.")),
    _listed("check", msg("Check an agency's files, and run its worked cases.")),
    _listed("coverage", msg("Show what became of each clause of the sources.")),
    _listed("score", msg("Score a period: totals, ranks, flags, quotas, duties.")),
    _listed("explain", msg("Explain every number of a work, a unit or a person.")),
    _listed("diff", msg("Tell what changes between two editions or two agencies.")),
    _listed("simulate", msg("Try a draft edition on real records.")),
    _listed("bulletin", msg("Write the bulletin of a period.")),
    _listed("template", msg("Write an empty workbook for an agency's records.")),
    _listed(
        "check-records",
        msg("Look through filled-in records before they are scored."),
        "check_records",
    ),
    _listed("schema", msg("Write JSON Schemas of an agency's files, for editors.")),
    _listed("plugin", msg("List, trust, test and write plugins.")),
    _listed("doctor", msg("Say what this machine has and lacks.")),
    _listed("init", msg("Make the record of an agency, or put its changed rules in force.")),
    _listed("submit", msg("Send a piece in, on the way that its chain says.")),
    _listed("approve", msg("Pass a review of a piece, or approve it.")),
    _listed("countersign", msg("Countersign a piece.")),
    _listed("sign", msg("Sign a piece for issue.")),
    _listed("file", msg("Say that a piece was filed with an office outside.")),
    _listed("handle", msg("Do a step that judges nothing: edit, host, upload, publish, archive.")),
    _listed("return", msg("Send a piece back to its maker, or to any step before."), "returning"),
    _listed("withdraw", msg("Take your own piece back, as long as it is not approved.")),
    _listed("reassign", msg("Hand the step of a piece to a colleague who has the same role.")),
    _listed("delegate", msg("Let another person act for you, from a day to a day.")),
    _listed("release", msg("Enter a release in public, or a question that was asked at one.")),
    _listed("deliver", msg("Say that a document was sent to those who are to have it.")),
    _listed(
        "open",
        msg("Show a piece or a fact: what it holds, where it is, who did what and when."),
        "opening",
    ),
    _listed("retract", msg("Take a fact back; the journal keeps what it said.")),
    _listed("correct", msg("Put a fact right; the journal keeps what it said.")),
    _listed("close", msg("Close a period: freeze its figures and rules, and sign the journal.")),
    _listed("appeal", msg("Appeal against a closed figure, or decide an appeal.")),
    _listed(
        "pay", msg("Pay what a closed period comes to: prepare, approve, pay, reverse, sheet.")
    ),
    _listed("import", msg("Bring a workbook or a folder of tables into the record."), "importing"),
    _listed("adopt", msg("Enter that an outlet has carried a work.")),
    _listed("attach", msg("Hand in files that prove an adoption.")),
    _listed("verify", msg("Verify the evidence of an adoption, or reject it.")),
    _listed("evidence", msg("The register of evidence: which file proves which adoption.")),
    _listed("alike", msg("Pieces that may be one work: look, show, same, different.")),
    _listed("endorse", msg("Enter a leader's remark on a work.")),
    _listed("incident", msg("Enter an incident, or add to one.")),
    _listed("metric", msg("Enter something that was counted.")),
    _listed("register", msg("Enter a row of one of the agency's own tables, or add to one.")),
    _listed("request", msg("Ask a unit for a piece, or enter what became of it.")),
    _listed("rule", msg("Decide what a step of the regulation leaves to a person, with a reason.")),
    _listed("mark", msg("Say that a recurring duty is done.")),
    _listed("todo", msg("Show what you have to do: what is late first, by when, since when.")),
    _listed("audit", msg("Prove that a record is as it was written; hand it to inspectors.")),
    _listed("backup", msg("Write a whole record into one file, while others go on working.")),
    _listed("restore", msg("Fill an empty database from a backup, entry by entry.")),
)
"""All commands, in the order in which an office meets them."""


def about(name: str) -> Message:
    """What a command does, in one short sentence."""
    return next(each.about for each in COMMANDS if each.name == name)
