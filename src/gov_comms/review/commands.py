"""The commands of the desk, and who may call each: the one list for the program and its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gov_comms.messages import Message, bilingual, msg
from gov_comms.procedure import POWERS

STEP, OWN, EVERYBODY = "step", "own", "everybody"
"""Who may beside those with a power: who has the step's role, whose piece it is, all people."""
WHO = (*POWERS, STEP, OWN, EVERYBODY)


@dataclass(frozen=True, slots=True)
class Command:
    """A command by its name on the command line, and who of `WHO` may call it.

    One that only ``reads`` is also for those who audit, where it is for everybody.
    """

    name: str
    who: tuple[str, ...]
    reads: bool = False


COMMANDS = (
    Command("init", ("system",)),
    Command("import", ("register",)),
    Command("submit", ("submit", "register")),
    Command("release", ("submit", "register")),
    Command("approve", (STEP,)),
    Command("countersign", (STEP,)),
    Command("sign", (STEP,)),
    Command("file", (STEP,)),
    Command("handle", (STEP,)),
    Command("return", (STEP,)),
    Command("withdraw", (OWN,)),
    Command("reassign", (STEP,)),
    Command("deliver", (STEP,)),
    Command("open", (EVERYBODY,), reads=True),
    Command("delegate", (EVERYBODY,)),
    Command("adopt", ("submit", "register")),
    Command("attach", ("submit", "register")),
    Command("verify", ("verify",)),
    Command("evidence", ("register", "verify", "audit"), reads=True),
    Command("alike look", ("register",)),
    Command("alike show", ("register",), reads=True),
    Command("alike same", ("register",)),
    Command("alike different", ("register",)),
    Command("endorse", ("register",)),
    Command("incident", ("register",)),
    Command("metric", ("register",)),
    Command("register", ("register",)),
    Command("request", ("request",)),
    Command("rule", ("rule",)),
    Command("mark", (STEP,)),
    Command("todo", (EVERYBODY,), reads=True),
    Command("retract", ("register",)),
    Command("correct", ("register",)),
    Command("close", ("settle",)),
    Command("appeal raise", (EVERYBODY,)),
    Command("appeal decide", ("decide",)),
    Command("pay prepare", ("prepare",)),
    Command("pay approve", ("authorise",)),
    Command("pay pay", ("pay",)),
    Command("pay reverse", ("authorise",)),
    Command("pay sheet", ("prepare", "authorise", "pay", "audit"), reads=True),
    Command("audit export", ("audit",), reads=True),
    Command("audit expire", ("system",)),
)
"""In the order of a piece's life."""
WITHOUT_A_DESK = ("audit verify", "audit rebuild", "audit files", "audit sign", "backup", "restore")
"""Commands on the database itself, which its own rights allow; nobody's powers are asked."""


def allowed(command: Command, who: str) -> bool:
    """Whether somebody who is one of `WHO`, and nothing else, may call a command."""
    of_all = EVERYBODY in command.who and (command.reads or who != "audit")
    return who in command.who or of_all


def who_may(command: Command) -> Message:
    """Who may call a command, in words."""
    names = [_NAMES.get(who) or bilingual(POWERS[who], who) for who in command.who]
    said = names[0]
    for name in names[1:]:
        said = msg("{one}, {other}", one=said, other=name)
    return msg("Who may: {who}.", who=said)


_NAMES: Mapping[str, Message] = {
    STEP: msg("whoever has the role of the step"),
    OWN: msg("whose piece it is"),
    EVERYBODY: msg("everybody on the roster"),
}
