"""Made-up records in Haidian's shape, of any size, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

Columns = Mapping[str, Sequence[object]]
"""A table as columns, by Chinese heading."""
TIERS = ("区级", "市级", "国家级")
FORMS = ("全文", "综合")
CLASSES = ("工委", "部门", "街镇")
LEVELS = ("区级", "市级", "首都级")


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make; all days lie in the year."""

    works: int
    adoptions: int
    endorsements: int
    units: int
    outlets: int = 30


def outlet_tiers(outlets: int) -> dict[str, str]:
    """Outlets and their tiers, each tier in turn."""
    return {f"媒体{number:03}": TIERS[number % len(TIERS)] for number in range(outlets)}


def unit_names(units: int) -> tuple[str, ...]:
    """The names of the units."""
    return tuple(f"单位{number:04}" for number in range(units))


def make_tables(size: Size, year: int, seed: int) -> dict[str, Columns]:
    """The tables 单位, 媒体, 报送, 采用 and 批示 of one year, days as `datetime.date`."""
    chance = random.Random(seed)
    units, tiers = unit_names(size.units), outlet_tiers(size.outlets)
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [first + timedelta(days=shift) for shift in range((last - first).days + 1)]
    work_days = chance.choices(range(len(days)), k=size.works)
    adopted = chance.choices(range(size.works), k=size.adoptions)
    endorsed = chance.choices(range(size.works), k=size.endorsements)

    def later(works: Sequence[int]) -> list[date]:
        """A day up to forty days after each work's own, within the days there are."""
        delays = chance.choices(range(41), k=len(works))
        return [
            days[min(work_days[work] + delay, len(days) - 1)]
            for work, delay in zip(works, delays, strict=True)
        ]

    return {
        "单位": {
            "单位": list(units),
            "类别": [CLASSES[number % len(CLASSES)] for number in range(size.units)],
            "重点单位": ["否" if number % 4 == 3 else "是" for number in range(size.units)],
        },
        "媒体": {"媒体": list(tiers), "级别": list(tiers.values())},
        "报送": {
            "稿件编号": [_name("W", work) for work in range(size.works)],
            "报送日期": [days[day] for day in work_days],
            "单位": chance.choices(units, k=size.works),
        },
        "采用": {
            "采用编号": [_name("A", number) for number in range(size.adoptions)],
            "稿件编号": [_name("W", work) for work in adopted],
            "采用媒体": chance.choices(tuple(tiers), k=size.adoptions),
            "采用日期": later(adopted),
            "采用形式": chance.choices(FORMS, k=size.adoptions),
        },
        "批示": {
            "批示编号": [_name("B", number) for number in range(size.endorsements)],
            "稿件编号": [_name("W", work) for work in endorsed],
            "批示级别": chance.choices(LEVELS, k=size.endorsements),
            "批示日期": later(endorsed),
        },
    }


def _name(letter: str, number: int) -> str:
    return f"{letter}{number:08}"
