"""Makes the year 2014 that ships with the Haidian agency: ``python -m benchmarks.demo_records``.

Everything in it is made up: units and authors bear the names of the old calendar's signs, titles
are put together from general phrases.  The same seed gives the same files.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SEED = 2014
FOLDER = Path(__file__).parent.parent / "agency_configs" / "haidian" / "records"
FIRST, LAST = date(2014, 1, 1), date(2014, 12, 31)
HOLIDAYS = (
    (date(2014, 1, 1), date(2014, 1, 1)),
    (date(2014, 1, 31), date(2014, 2, 6)),
    (date(2014, 5, 1), date(2014, 5, 3)),
    (date(2014, 10, 1), date(2014, 10, 7)),
)
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"

# What each unit sends in a year, in order: key committees, key departments, key towns, and the
# rest.  Few keep up with two items a week, and one unit sends nothing at all.
UNITS: tuple[tuple[str, str, str, int], ...] = (
    ("甲工委", "工委", "是", 52),
    ("乙工委", "工委", "是", 31),
    ("丙工委", "工委", "是", 24),
    ("丁工委", "工委", "是", 13),
    ("甲局", "部门", "是", 34),
    ("乙局", "部门", "是", 16),
    ("丙局", "部门", "是", 41),
    ("丁局", "部门", "是", 29),
    ("戊委", "部门", "否", 12),
    ("己局", "部门", "是", 22),
    ("庚局", "部门", "是", 18),
    ("辛局", "部门", "否", 9),
    ("壬委", "部门", "否", 5),
    ("癸局", "部门", "否", 0),
    ("甲街道", "街镇", "是", 98),
    ("乙街道", "街镇", "是", 46),
    ("丙镇", "街镇", "否", 14),
    ("丁街道", "街镇", "是", 37),
    ("戊街道", "街镇", "是", 26),
    ("己镇", "街镇", "是", 21),
    ("庚街道", "街镇", "是", 19),
    ("辛镇", "街镇", "否", 8),
    ("壬街道", "街镇", "否", 11),
    ("癸街道", "街镇", "否", 7),
    ("甲镇", "街镇", "否", 7),
)
TOPICS = (
    "环境整治",
    "文明引导",
    "志愿服务",
    "道德讲堂",
    "垃圾分类",
    "便民服务",
    "读书活动",
    "楼门文化建设",
    "交通秩序宣传",
    "文明旅游宣传",
    "科普进社区",
    "敬老助老",
    "绿化美化",
    "停车秩序治理",
    "群众文体活动",
    "窗口单位服务提升",
)
TITLES = (
    "{unit}开展{topic}工作",
    "{unit}{month}月{topic}进展情况",
    "{unit}推进{topic}的做法",
    "{unit}{topic}经验交流材料",
    "关于{topic}中问题与建议的报告",
    "关于{month}月{topic}情况的报告",
    "{topic}典型案例",
    "{unit}部署{month}月{topic}任务",
)
# Outlets as the clerks write them: some by an alias.
OUTLETS = {
    "区级": ("海淀有线", "海淀报", "《海淀报》", "海淀文明网", "文明海淀", "创建简报"),
    "市级": (
        "市委信息",
        "市政府信息",
        "首都文明办信息",
        "首都文明网",
        "《北京日报》",
        "北京晚报",
        "BTV",
    ),
    "国家级": ("人民日报", "光明日报", "新华社", "中央电视台", "中国文明网"),
}
TIER_WEIGHTS, FORM_WEIGHTS, LEVEL_WEIGHTS = (68, 25, 7), (60, 40), (26, 11, 3)
ADOPTIONS, ENDORSEMENTS = 900, 40


@dataclass(frozen=True, slots=True)
class Work:
    """A submission before it is numbered."""

    day: date
    unit: str
    title: str
    authors: str
    length: int


def make_records() -> dict[str, str]:
    """The texts of the files, by name: 单位, 报送, 采用 and 批示."""
    chance = random.Random(SEED)
    works = _works(chance)
    ids = [f"W{number:04}" for number in range(1, len(works) + 1)]
    adoptions = _adoptions(chance, works)
    endorsements = _endorsements(chance, works, sorted({work for work, *_ in adoptions}))
    return {
        "单位.csv": _csv(
            ("单位", "类别", "重点单位", "排序"),
            [(*unit[:3], order) for order, unit in enumerate(UNITS, 1)],
        ),
        "报送.csv": _csv(
            ("稿件编号", "标题", "报送日期", "单位", "作者", "字数"),
            [
                (name, work.title, work.day, work.unit, work.authors, work.length)
                for name, work in zip(ids, works, strict=True)
            ],
        ),
        "采用.csv": _csv(
            ("采用编号", "稿件编号", "采用媒体", "采用日期", "采用形式"),
            [
                (f"A{number:04}", ids[work], outlet, day, form)
                for number, (work, day, outlet, form) in enumerate(adoptions, 1)
            ],
        ),
        "批示.csv": _csv(
            ("批示编号", "稿件编号", "批示级别", "批示日期"),
            [
                (f"B{number:04}", ids[work], level, day)
                for number, (work, day, level) in enumerate(endorsements, 1)
            ],
        ),
    }


def _works(chance: random.Random) -> list[Work]:
    """The year's submissions on working days, in order of days."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    holidays = {day for day in days for first, last in HOLIDAYS if first <= day <= last}
    working = [day for day in days if day.weekday() < 5 and day not in holidays]
    works = []
    for number, (unit, _, _, sends) in enumerate(UNITS):
        writers = [STEMS[n % 10] + BRANCHES[n % 12] for n in (2 * number, 2 * number + 1)]
        for day in chance.choices(working, k=sends):
            title = chance.choice(TITLES).format(
                unit=unit, topic=chance.choice(TOPICS), month=day.month
            )
            authors = chance.choices((writers[:1], writers[1:], writers), (6, 3, 1))[0]
            length = chance.randrange(280, 2400, 10)
            works.append(Work(day, unit, title, "、".join(authors), length))
    return sorted(works, key=lambda work: work.day)


def _adoptions(chance: random.Random, works: Sequence[Work]) -> list[tuple[int, date, str, str]]:
    """Work, day, outlet and form; some works are used often, many never; none twice by one."""
    liked = [chance.choices((0, 1, 2, 5), (38, 34, 20, 8))[0] for _ in works]
    found: dict[tuple[int, str], tuple[int, date, str, str]] = {}
    while len(found) < ADOPTIONS:
        work = chance.choices(range(len(works)), liked)[0]
        tier = chance.choices(tuple(OUTLETS), TIER_WEIGHTS)[0]
        outlet = chance.choice(OUTLETS[tier])
        form = chance.choices(("全文", "综合"), FORM_WEIGHTS)[0]
        day = _later(chance, works[work].day, 25)
        found.setdefault((work, outlet.strip("《》")), (work, day, outlet, form))
    return sorted(found.values(), key=lambda each: (each[1], each[0], each[2]))


def _endorsements(
    chance: random.Random, works: Sequence[Work], used: Sequence[int]
) -> list[tuple[int, date, str]]:
    """Work, day and level; a few works are endorsed more than once."""
    found = []
    for work in chance.choices(used[:: len(used) // 30], k=ENDORSEMENTS):
        level = chance.choices(("区级", "市级", "首都级"), LEVEL_WEIGHTS)[0]
        found.append((work, _later(chance, works[work].day, 40), level))
    return sorted(found, key=lambda each: (each[1], each[0], each[2]))


def _later(chance: random.Random, day: date, most: int) -> date:
    """A day up to ``most`` days later, within the year."""
    return min(day + timedelta(days=chance.randint(1, most)), LAST)


def _csv(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table as CSV with a byte order mark, as office spreadsheets expect it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return "\ufeff" + text.getvalue()


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in make_records().items():
        (FOLDER / name).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
