"""A small made-up agency whose regulation uses most verbs at once, and a later edition of it."""

from __future__ import annotations

AGENCY = """\
name = "甲办"
language = "zh-CN"

[words.tier]
name = "级别"
words = ["区级", "市级"]
ordered = true

[measures.points]
label = "积分"
unit = "分"

[measures.yuan]
label = "稿费"
unit = "元"
scale = 2

[measures.pieces]
label = "篇数"
unit = "篇"
hidden = true

[[outlet]]
id = "甲报"
tier = "区级"

[[outlet]]
id = "乙报"
tier = "市级"

[[unit]]
id = "甲街道"
class = "重点"

[[unit]]
id = "乙街道"
class = "重点"

[[unit]]
id = "丙局"
class = "一般"

[[person]]
id = "甲"
unit = "甲街道"

[[person]]
id = "乙"
unit = "乙街道"

[[person]]
id = "丙"
unit = "丙局"
"""
REGULATION = """\
title = "试行办法"
from = 2013-01-01

[[step]]
id = "late"
clause = "甲-01 迟报的不计"
do = "exclude"
on = "submission"
when = { length = { less_than = 100 } }

[[step]]
id = "base"
clause = "甲-02 基础分"
do = "base"
for = "unit"
within = "quarter"
give.points = 3

[[step]]
id = "sent"
clause = "甲-03 报送"
do = "award"
on = "submission"
give.points = 1

[[step]]
id = "sent.most"
clause = "甲-03 报送每月至多2分"
do = "keep"
of = ["sent"]
within = "month"
per = []
most = 2
order = ["earliest"]

[[step]]
id = "used"
clause = "甲-04 采用"
do = "award"
on = "adoption"
to = "work"
give.yuan = { by = "tier", table = { "区级" = 10, "市级" = 25 } }
give.pieces = 1

[[step]]
id = "used.long"
clause = "甲-05 长稿加三成"
do = "multiply"
of = ["used"]
measures = ["yuan"]
when = { "work.length" = { at_least = 800 } }
factor = "130%"

[[step]]
id = "used.highest"
clause = "甲-06 一稿多用取最高"
do = "keep"
of = ["used"]
measures = ["yuan"]
per = ["work"]
keep = 1
order = ["highest", "earliest"]

[[step]]
id = "used.shared"
clause = "甲-07 合写的平分"
do = "split"
of = ["used"]
to = "authors"
by = "equal"
rounding = "down"
residue = "first"

[[step]]
id = "used.unit"
clause = "甲-08 单位计分"
do = "award"
on = "adoption"
give.points = { by = "tier", table = { "区级" = 2, "市级" = 5 } }

[[step]]
id = "three"
clause = "甲-09 每三篇另奖一分"
do = "convert"
count = "points"
of = ["used.unit"]
per = []
every = 3
remainder = "lost"
give.points = 1

[[step]]
id = "task"
clause = "甲-10 每季任务"
do = "quota"
for = "unit"
when = { class = "重点" }
within = "quarter"
count = "points"
of = ["sent"]
target = 2
each_missing.points = -1

[[step]]
id = "most"
clause = "甲-11 采用分封顶"
do = "clamp"
of = ["used.unit", "three"]
measure = "points"
each = "total"
for = "unit"
at_most = 12

[[step]]
id = "veto"
clause = "甲-12 失实的当季采用分作废"
do = "void"
on = "incident"
match = ["unit"]
within = "quarter"
of = ["used.unit"]

[[step]]
id = "good"
clause = "甲-13 先进"
do = "rank"
for = "unit"
by = "points"
ties = "share"
zeros = "out"
top = 1
flag = "先进"
"""
LATER = """\
title = "修订"
from = 2014-07-01

[[step]]
id = "used.unit"
clause = "甲-08 单位计分"
do = "award"
on = "adoption"
give.points = { by = "tier", table = { "区级" = 4, "市级" = 9 } }
"""
