"""The rules against formalism, as far as a regulation can meet them; the README cites each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gov_comms.messages import Message, bilingual

RuleId = Literal["endorsements", "publications", "traces", "prizes", "money", "names"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is not to be, and the document that says so."""

    what: Message
    clause: str


RELIEF = "《整治形式主义为基层减负若干规定》（2024年）"
RULES: Mapping[RuleId, Rule] = {
    "endorsements": Rule(
        bilingual(
            "以领导批示计分，批示不得作为督查检查考核的内容",
            "endorsements are given points, and must not be what units are assessed by",
        ),
        RELIEF,
    ),
    "publications": Rule(
        bilingual(
            "以刊物、媒体刊发情况对单位定任务或者排名，刊发情况不得作为督查检查考核的内容",
            "units have targets or ranks by what was published, which must not be what they are "
            "assessed by",
        ),
        RELIEF,
    ),
    "traces": Rule(
        bilingual(
            "以阅读、点赞、转发、打卡、在线时长计分，不得以此排名考核",
            "reads, likes, shares, check-ins or hours online are counted, and must not be what "
            "anybody is ranked by",
        ),
        "《关于防治“指尖上的形式主义”的若干意见》（2023年）",
    ),
    "prizes": Rule(
        bilingual(
            "设立评选表彰项目，评比达标表彰须按规定报批",
            "a prize is set up, and prizes need to be approved",
        ),
        "评比达标表彰活动管理规定",
    ),
    "money": Rule(
        bilingual(
            "发放奖金、稿酬，须有文件依据和经费来源，不得自行设立津贴补贴",
            "money is paid, which needs a document and a budget; nobody may set up allowances on "
            "his own",
        ),
        "规范津贴补贴的纪律规定",
    ),
    "names": Rule(
        bilingual(
            "通报点名到人，公开前须去标识化",
            "a bulletin names people, and personal data is to be removed before it is published",
        ),
        "个人信息保护要求（公示公开）",
    ),
}
TRACES = ("阅读", "点赞", "转发", "打卡", "签到", "在线时长", "浏览量", "点击")
PRIZES = ("先进", "优秀", "标兵", "评选", "表彰", "十佳", "能手")
MONEY = ("元", "万元", "角")
"""Words by which a column, a flag and a measure are known."""
