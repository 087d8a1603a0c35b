"""Who does the work: the roles of an office, its chains of approval, what is sent to whom.

Frozen nouns that the config reads; whoever runs a chain runs on exactly these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from gov_comms.errors import Place

if TYPE_CHECKING:
    from gov_comms.language.condition import Condition
    from gov_comms.language.step import Deadline
    from gov_comms.timeline import MonthDay

Keys = tuple[str | int, ...]

MAKING = ("draft", "collect")
"""What somebody does to a piece that is then his own."""
REVIEWING = ("proofread", "review", "secrecy")
DECIDING = ("countersign", "approve", "sign")
HANDLING = (
    "submit",
    "register",
    "edit",
    "consult",
    "file",
    "copy",
    "invite",
    "host",
    "upload",
    "publish",
    "report",
    "feedback",
    "archive",
)
"""What is done to a piece without judging it."""
ACTIONS: Mapping[str, str] = {
    "draft": "起草",
    "collect": "采集",
    "submit": "报送",
    "register": "登记",
    "edit": "编辑",
    "proofread": "校对",
    "review": "审核",
    "secrecy": "保密审查",
    "consult": "征求意见",
    "countersign": "会签",
    "approve": "审批",
    "sign": "签发",
    "file": "备案",
    "copy": "抄送",
    "invite": "邀请媒体",
    "host": "主持发布",
    "upload": "上传",
    "publish": "发布",
    "report": "报告",
    "feedback": "反馈评估",
    "archive": "归档",
}
"""What a step of a chain may do, and its Chinese name."""
POWERS: Mapping[str, str] = {
    "submit": "报送",
    "register": "登记",
    "verify": "认定",
    "request": "约稿",
    "rule": "裁量",
    "settle": "结算",
    "decide": "裁决申诉",
    "prepare": "制单",
    "authorise": "批准发放",
    "pay": "发放",
    "system": "系统管理",
    "security": "安全管理",
    "audit": "审计",
}
"""What a role may do on the record beside its steps in chains, and its Chinese name."""


@dataclass(frozen=True, slots=True)
class Role:
    """An office that people hold: ``id`` is the word that stands among a person's roles.

    Everybody of ``unit`` holds it too.  ``at_least`` and ``at_most`` count its holders in the whole
    ``agency`` or in each ``unit`` for which ``when`` holds; ``who`` tells who may hold it.
    """

    id: str
    clause: str
    keys: Keys
    duties: tuple[str, ...] = ()
    who: str = ""
    unit: str | None = None
    per: str = "agency"
    when: Condition | None = None
    at_least: int = 0
    at_most: int | None = None
    may: tuple[str, ...] = ()
    """Powers on the record, of `POWERS`."""
    certificate: bool = False
    renew: str | None = None
    """``year``, or ``change``: when it must be declared anew."""
    due: MonthDay | None = None
    """The day of each year by which the list of its holders is due."""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One thing that a role does on the way of a piece; ``people`` of its holders, all distinct.

    ``body`` is an office outside, to which the role takes the piece: what is decided, it decides.
    """

    role: str
    action: str
    keys: Keys
    body: str = ""
    people: int = 1
    when: Condition | None = None
    checklist: tuple[str, ...] = ()
    deadline: Deadline | None = None
    fills: tuple[str, ...] = ()
    """Columns of the row that its doing fills: the day or moment, or who did it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The way of a piece from draft to outlet; the first chain whose ``when`` holds is its way.

    A ``called`` chain is no piece's way by itself: a form of release names it.
    """

    id: str
    clause: str
    keys: Keys
    steps: tuple[ChainStep, ...]
    on: str = "submission"
    when: Condition | None = None
    called: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """What is sent to whom: with each row of ``on``, in each period, or whenever it is out."""

    id: str
    clause: str
    keys: Keys
    document: str
    to: tuple[str, ...]
    by: str | None = None
    """The role that sends it."""
    on: str | None = None
    when: Condition | None = None
    each: str | None = None
    deadline: Deadline | None = None
    bulletin: str | None = None
    fills: tuple[str, ...] = ()
    """Columns of the row that are filled once all have it: the day or moment, or who sent it."""


@dataclass(frozen=True, slots=True)
class Release:
    """A form in which the office speaks in public; ``times`` of it are held in ``each`` period."""

    id: str
    clause: str
    keys: Keys
    level: str = ""
    host: str | None = None
    invitees: tuple[str, ...] = ()
    may_decline: bool | None = None
    """Whether a question may be left unanswered; None where the source does not say."""
    chain: str | None = None
    each: str | None = None
    times: int = 1


OUTCOMES = ("upheld", "dismissed")
"""What may become of an appeal."""


@dataclass(frozen=True, slots=True)
class Appeals:
    """Until when a closed figure may be appealed against, counted from the day of its closing."""

    clause: str
    window: Deadline


@dataclass(frozen=True, slots=True)
class Pay:
    """A measure that is paid out, ``to`` units or people, in batches of ``cap`` at the most."""

    id: str
    clause: str
    measure: str
    to: str
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class During:
    """The rows as long as which a duty recurs: from the day of one column to that of another.

    ``match`` is the column by which a row that fulfils the duty names the one it is about.
    """

    on: str
    first: str
    until: str
    match: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class RecurringDuty:
    """What a role does ``times`` in every period of ``each``: a level, ``day`` or ``workday``.

    ``per`` says whether it is the agency's, each unit's or each person's for whom ``when`` holds.
    Rows of ``on`` on which ``where`` holds fulfil it; without ``on`` somebody says that it is done.
    The deadline counts from ``day``, the last day of the period.  With ``during`` it is that of the
    unit of each such row, as long as the row lasts.
    """

    id: str
    clause: str
    keys: Keys
    role: str
    each: str
    text: str = ""
    per: str = "agency"
    when: Condition | None = None
    times: int = 1
    on: str | None = None
    where: Condition | None = None
    deadline: Deadline | None = None
    during: During | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves those adoptions for which ``when`` holds, before they count.

    A file of each of ``kinds`` is needed, and a file of any one of ``one_of``; with ``verify``
    somebody other than those whose adoption it is says that they are right.
    """

    id: str
    clause: str
    keys: Keys
    kinds: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    when: Condition | None = None
    verify: bool = True
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """All of an office's roles, chains, distributions, releases and recurring duties, in order."""

    roles: tuple[Role, ...] = ()
    chains: tuple[Chain, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    releases: tuple[Release, ...] = ()
    duties: tuple[RecurringDuty, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    appeals: Appeals | None = None
    pay: tuple[Pay, ...] = ()
