"""The scripted year: 600 works of seven units, in the order of the clock.

The script draws what happens from a fixed seed, and counts by itself what it must come to; nothing
of the record or the desk is asked.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.year.office import CHECKLIST, UNITS

YEAR = 2025
WORKS = 600
BY_PROCESS = 20
"""Every so many works one goes by real processes: thirty in all."""
OUTLETS = ("县报", "县报", "市政府网", "省报")
SCANS = {"县报": "样报", "省报": "样报", "市政府网": "截图"}
LEAVE = (date(YEAR, 6, 1), date(YEAR, 8, 31))
"""甲局's leader is away in summer; that of 乙局 acts for him."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What somebody does at a moment of the office's clock; ``refused`` is the code expected."""

    at: datetime
    who: str
    command: str
    said: Mapping[str, Any] = field(default_factory=dict)
    acting_for: str = ""
    refused: str = ""
    process: bool = False


@dataclass(frozen=True, slots=True)
class Adoption:
    """A work carried by an outlet; ``proof`` is ``valid``, ``rejected`` or empty for none."""

    outlet: str
    form: str
    at: datetime
    proof: str


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of the year, and what becomes of it."""

    number: int
    unit: str
    authors: tuple[str, ...]
    route: str
    at: datetime
    returned: bool
    withdrawn: bool
    adoption: Adoption | None
    process: bool

    @property
    def id(self) -> str:
        """The number that the desk gives it: works are numbered as they come in."""
        return f"S{YEAR}-{self.number:04}"


def works() -> tuple[Work, ...]:
    """The works of the year in the order in which they come in."""
    draw = random.Random(20250101)
    moments = sorted(_moment(draw) for _ in range(WORKS))
    return tuple(_work(draw, number, at) for number, at in enumerate(moments, start=1))


def adoption_ids(year: tuple[Work, ...]) -> dict[int, str]:
    """The numbers of adoptions by work: adoptions are numbered as they are entered."""
    used = [work for work in year if work.adoption is not None]
    used.sort(key=lambda work: (_of(work).at, work.number))
    return {work.number: f"A{YEAR}-{at:04}" for at, work in enumerate(used, start=1)}


def evidence_ids(year: tuple[Work, ...]) -> dict[int, str]:
    """The numbers of files by work: each adoption with proof hands in one."""
    ids = adoption_ids(year)
    proven = [number for number in ids if _of(year[number - 1]).proof]
    return {number: f"V{YEAR}-{at:04}" for at, number in enumerate(proven, start=1)}


def doings(year: tuple[Work, ...]) -> tuple[Doing, ...]:
    """All that is done, in the order of the clock."""
    ids, files = adoption_ids(year), evidence_ids(year)
    found = [
        each
        for work in year
        for each in _of_work(work, ids.get(work.number, ""), files.get(work.number, ""))
    ]
    found += _around(year, ids)
    return tuple(sorted(found, key=lambda each: each.at))


def expected_rows(
    year: tuple[Work, ...], *, before: date = date.max, retracted: frozenset[int] = frozenset()
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The submissions and adoptions that count, as a workbook would hold them."""
    sent = [work for work in year if not work.withdrawn and work.at.date() < before]
    submissions = [
        {
            "id": work.id,
            "day": work.at.date().isoformat(),
            "unit": work.unit,
            "authors": "、".join(work.authors),
            "route": work.route,
        }
        for work in sent
    ]
    ids = adoption_ids(year)
    adoptions = [
        {
            "id": ids[work.number],
            "work": work.id,
            "outlet": _of(work).outlet,
            "day": _of(work).at.date().isoformat(),
            "form": _of(work).form,
        }
        for work in sent
        if work.adoption is not None
        and work.adoption.proof == "valid"
        and work.adoption.at.date() < before
        and work.number not in retracted
    ]
    return submissions, adoptions


def retracted_work(year: tuple[Work, ...]) -> Work:
    """The work of the first quarter whose adoption is taken back after the closing."""
    return next(
        work
        for work in year
        if work.adoption is not None
        and work.adoption.proof == "valid"
        and work.adoption.at.date() < date(YEAR, 3, 31)
    )


# -- one work --------------------------------------------------------------------------------


def _moment(draw: random.Random) -> datetime:
    day = date(YEAR, 1, 2) + timedelta(days=draw.randrange(350))
    return datetime.combine(day, time(8)) + timedelta(seconds=draw.randrange(4 * 3600))


def _work(draw: random.Random, number: int, at: datetime) -> Work:
    unit = draw.choice(UNITS)
    one, two = f"{unit[0]}一", f"{unit[0]}二"
    authors = draw.choice([(one,), (two,), (one, two)])
    route = "重要" if draw.random() < 0.25 else "一般"
    returned, withdrawn = draw.random() < 0.15, draw.random() < 0.04
    used = draw.random() < 0.6
    outlet, form = draw.choice(OUTLETS), draw.choice(["全文", "综合"])
    proof = draw.choices(["valid", "rejected", ""], [88, 6, 6])[0]
    later = at.replace(hour=14) + timedelta(days=draw.randrange(2, 8))
    adoption = Adoption(outlet, form, later, proof) if used and not withdrawn else None
    process = number % BY_PROCESS == 0
    return Work(number, unit, authors, route, at, returned, withdrawn, adoption, process)


def _of(work: Work) -> Adoption:
    assert work.adoption is not None
    return work.adoption


def _of_work(work: Work, adoption_id: str, file_id: str) -> Iterator[Doing]:
    """What is done to one work, step by step."""
    head, leader = f"{work.unit[0]}三", f"{work.unit[0]}四"
    author, piece = work.authors[0], {"piece_id": work.id}

    def doing(hours: float, who: str, command: str, **said: Any) -> Doing:
        at = work.at + timedelta(hours=hours)
        return Doing(at, who, command, said, process=work.process)

    cells = {
        "title": f"信息{work.number}",
        "authors": "、".join(work.authors),
        "route": work.route,
    }
    yield doing(0, author, "submit", cells=cells)
    if work.withdrawn:
        yield doing(1, author, "withdraw", **piece, reason="另有安排")
        return
    if work.returned:
        yield doing(1, head, "return", **piece, reason="补充数据来源")
        yield doing(2, author, "again", **piece)
    yield doing(3, head, "approve", **piece)
    if work.route == "重要":
        yield doing(3.5, "保密员", "approve", **piece, checked=CHECKLIST)
    away = work.unit == "甲局" and LEAVE[0] <= work.at.date() <= LEAVE[1]
    signed = doing(4, "乙四" if away else leader, "approve", **piece)
    yield _for(signed, leader) if away else signed
    if work.route == "重要":
        yield doing(5, "主任", "sign", **piece)
    if work.adoption is not None:
        yield from _of_adoption(work, work.adoption, adoption_id, file_id)


def _of_adoption(work: Work, used: Adoption, adoption_id: str, file_id: str) -> Iterator[Doing]:
    cells = {
        "work": work.id,
        "outlet": used.outlet,
        "day": used.at.date().isoformat(),
        "form": used.form,
    }
    scans = [(SCANS[used.outlet], f"{work.id}.png")] if used.proof else []
    yield Doing(used.at, "编辑", "adopt", {"cells": cells, "scans": scans}, process=work.process)
    if used.proof:
        said: dict[str, Any] = {"adoption": adoption_id}
        if used.proof == "rejected":
            said |= {"reject": [file_id], "reason": "看不清"}
        at = used.at + timedelta(hours=1)
        yield Doing(at, "核验员", "verify", said, process=work.process)


def _for(doing: Doing, whose: str) -> Doing:
    return Doing(
        doing.at, doing.who, doing.command, doing.said, acting_for=whose, process=doing.process
    )


# -- what is done around the works -----------------------------------------------------------


def _around(year: tuple[Work, ...], ids: Mapping[int, str]) -> Iterator[Doing]:
    """A delegation, closings, a retraction, an appeal, pay, and what must be refused."""

    def at(month: int, day: int, hour: int, year: int = YEAR) -> datetime:
        return datetime(year, month, day, hour)  # noqa: DTZ001 - the office's own clock

    yield Doing(
        at(5, 31, 9), "甲四", "delegate", {"to": "乙四", "first": LEAVE[0], "last": LEAVE[1]}
    )
    first = year[0]
    soon = first.at + timedelta(minutes=30)
    other = next(unit for unit in UNITS if unit != first.unit)
    said: dict[str, Any] = {"piece_id": first.id}
    yield Doing(soon, f"{other[0]}三", "approve", said, refused="not-your-role")
    for quarter, day in enumerate(
        (at(4, 10, 10), at(7, 10, 10), at(10, 15, 10), at(1, 10, 10, YEAR + 1)), start=1
    ):
        yield Doing(day, "编辑", "close", {"period": f"{YEAR}-Q{quarter}"}, refused="no-power")
        closed = day + timedelta(minutes=1)
        yield Doing(closed, "结算员", "close", {"period": f"{YEAR}-Q{quarter}"})
    lost = retracted_work(year)
    said = {"table": "adoption", "fact": ids[lost.number], "reason": "媒体撤稿"}
    yield Doing(at(4, 14, 10), "编辑", "retract", said)
    said = {"period": f"{YEAR}-Q1", "reason": "漏登一篇采用"}
    yield Doing(at(4, 15, 10), "丙一", "raise", said)
    said = {"appeal_id": f"C{YEAR}-0001", "outcome": "dismissed", "ground": "凭证无效"}
    yield Doing(at(4, 16, 10), "裁决员", "decide", said)
    yield Doing(
        at(4, 30, 10),
        "丁一",
        "raise",
        {"period": f"{YEAR}-Q1", "reason": "过期"},
        refused="window-over",
    )
    said = {"period": f"{YEAR}-Q1", "rule_id": "稿酬", "basis": "办法第十条", "budget": "宣传经费"}
    yield Doing(at(5, 6, 10), "制单员", "prepare", said)
    yield Doing(at(5, 6, 11), "批准员", "authorise", {"batch_id": f"P{YEAR}-0001"})
    yield Doing(at(5, 6, 12), "出纳", "pay", {"batch_id": f"P{YEAR}-0001"})
    yield Doing(at(1, 12, 10, YEAR + 1), "结算员", "close", {"period": str(YEAR)})
