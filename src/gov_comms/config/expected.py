"""Shapes of cases: what people do in them, and what they expect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PlainValidator

from gov_comms.config.shape import Flag, TimeField, Whole
from gov_comms.language.faults import Faults
from gov_comms.language.step import Strict
from gov_comms.messages import msg


def parse_clock_time(raw: Any) -> datetime:
    """A moment of the office's own clock, as TOML has it."""
    if not isinstance(raw, datetime) or raw.tzinfo is not None:
        faults = Faults()
        faults.add((), msg("a moment such as 2014-03-01T09:30:00 is needed"))
        faults.refuse()
    return raw  # type: ignore[no-any-return]


class CaseShape(Strict):
    """``cases/NAME.toml`` without its facts, whose keys depend on the agency's tables."""

    title: str = Field(min_length=1)
    clauses: tuple[str, ...] = Field(min_length=1)
    period: str
    act: tuple[dict[str, Any], ...] = ()
    expect: dict[str, Any]


class ItemExpected(Strict):
    """An element of ``shows`` in an act of a case"""

    id: str
    kind: str | None = None
    due: TimeField = None
    late: Flag | None = None
    since: TimeField = None


class ActShape(Strict):
    """An element of ``act`` in a case; what the command is told stands beside these keys."""

    model_config = ConfigDict(extra="allow", frozen=True)

    at: Annotated[Any, PlainValidator(parse_clock_time)]
    by: str = Field(min_length=1)
    do: str = Field(min_length=1)
    acting_for: str = Field("", alias="for")
    named: str = Field("", alias="as")
    refused: str = ""
    shows: tuple[ItemExpected, ...] = ()
    hides: tuple[str, ...] = ()


class PieceExpected(Strict):
    """An entry of ``expect.pieces``"""

    id: str
    state: Literal["waiting", "returned", "withdrawn", "done"] | None = None
    chain: str | None = None
    role: str | None = None
    action: str | None = None
    body: str | None = Field(None, alias="with")
    due: TimeField = None
    counts: Flag | None = None


class DeliveryExpected(Strict):
    """An entry of ``expect.deliveries`` and ``expect.undelivered``"""

    id: str
    of: str
    to: str
    by: str | None = None


class TotalExpected(Strict):
    """An entry of ``expect.totals``"""

    subject: str
    measure: str
    total: Any
    rank: Whole | None = None
    period: str | None = None


class LineExpected(Strict):
    """An entry of ``expect.lines``"""

    step: str
    measure: str
    amount: Any
    fact: str | None = None
    subject: str | None = None
    period: str | None = None


class QuotaExpected(Strict):
    """An entry of ``expect.quotas``"""

    step: str
    subject: str
    target: str | None = None
    period: str | None = None
    required: Any = None
    actual: Any = None
    missing: Any = None
    excess: Any = None
    outcome: Literal["met", "unmet"] | None = None


class NoQuotaExpected(Strict):
    """An entry of ``expect.no_quotas``"""

    step: str
    subject: str
    target: str | None = None
    period: str | None = None


class NoDutyExpected(Strict):
    """An entry of ``expect.no_duties``"""

    step: str
    subject: str | None = None
    fact: str | None = None
    period: str | None = None


class DutyExpected(Strict):
    """An entry of ``expect.duties``"""

    step: str
    subject: str | None = None
    fact: str | None = None
    period: str | None = None
    due: TimeField = None
    done: TimeField = None
    outcome: Literal["met", "late", "missing", "unknown"] | None = None


class FlagExpected(Strict):
    """An entry of ``expect.flags`` and ``expect.no_flags``"""

    flag: str
    subject: str
    period: str | None = None


class RankExpected(Strict):
    """An entry of ``expect.ranks``"""

    step: str
    subject: str
    rank: Whole
    period: str | None = None
    value: Any = None
    seat: Flag | None = None


EXPECTED: Mapping[str, type[Strict]] = {
    "totals": TotalExpected,
    "lines": LineExpected,
    "quotas": QuotaExpected,
    "no_quotas": NoQuotaExpected,
    "duties": DutyExpected,
    "no_duties": NoDutyExpected,
    "flags": FlagExpected,
    "no_flags": FlagExpected,
    "ranks": RankExpected,
    "pieces": PieceExpected,
    "deliveries": DeliveryExpected,
    "undelivered": DeliveryExpected,
}
AT_THE_DESK = ("pieces", "deliveries", "undelivered")
"""What only a case with acts can expect."""
