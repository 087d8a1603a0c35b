"""The verb tells itself where a regulation is told in words."""

from __future__ import annotations

import pytest

from gov_comms.config import open_texts
from gov_comms.settlement.telling import tell_plan

TEXTS = {
    "agency.toml": """\
name = "甲办"
plugins = ["repeats"]

[measures.points]
label = "积分"
unit = "分"

[columns.submission.topic]
type = "word"
name = "主题"

[[unit]]
id = "东镇"
""",
    "regulations/2014-01-01.toml": """\
title = "办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = 10

[[step]]
id = "topics"
clause = "二"
do = "repeats"
of = ["sent"]
per = ["topic"]
order = ["earliest"]
shares = [1, "50%"]
rest = 0
rounding = "half_up"
""",
}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-CN", ("第1步所记的，同一主题的依次只计100%、50%，以后的计0%。", "先后：日期最早的。")),
        (
            "en",
            (
                "what step 1 gave: of the same 主题 they count in turn for 100%, 50%, later ones "
                "for 0%.",
                "Their order: the earliest.",
            ),
        ),
    ],
)
def test_step_is_told_in_the_readers_language(language: str, expected: tuple[str, ...]) -> None:
    assert tell_plan(open_texts(TEXTS), language).steps[1].told == expected
