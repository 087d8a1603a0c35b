"""A bulletin with all that one may have: columns, groups, pictures, an annex, copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gov_comms.bulletin import Bulletin, compose
from gov_comms.bulletin.nouns import Beside, Record, Use
from gov_comms.layout import Layout
from gov_comms.model import Agency, BulletinColumn, BulletinPlan, Text
from gov_comms.results import Result

USES = (
    Use("A1", "第一篇", "甲街道", "区报", "区级", "报纸", "全文", date(2014, 3, 8)),
    Use("A2", "第二篇", "乙镇", "市网", "市级", "网站", "", date(2014, 4, 1)),
)
RECORDS = {
    ("adoption", "A1"): (Record("outlet", Text("采用媒体", "Outlet"), "区报", False),),
    ("submission", "W1"): (Record("title", Text("标题", "Title"), "第一篇", False),),
}


def full_bulletin(
    agency: Agency, result: Result, plan: BulletinPlan, language: str = "zh-CN"
) -> Bulletin:
    asked = replace(
        plan,
        opening=Text("现通报如下。\n一、基本情况\n（一）报送\n共10条。"),
        columns=(
            BulletinColumn("points"),
            BulletinColumn("points", "before"),
            BulletinColumn("points", "rank"),
            BulletinColumn("yuan"),
        ),
        copies=("区委办公室", "区政府办公室"),
        annex=True,
        charts=("totals", "tiers", "quotas"),
    )
    own = replace(agency, layout=Layout(letterhead="甲区宣传办公室文件"))
    beside = Beside(before=result, uses=USES, records=lambda: RECORDS)
    return compose(own, result, asked, language, beside)
