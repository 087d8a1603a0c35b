"""A sound agency as texts, for tests that spoil one thing."""

AGENCY = """\
name = { zh = "海淀区创建办", en = "Haidian office" }
source = "S001-07"

[calendar]
year_starts = "12-01"
named_for = "end"

[[calendar.window]]
id = "theme"
from = 2015-05-21
to = 2015-06-30

[words.tier]
name = "级别"
words = ["区级", "市级", "国家级"]
ordered = true

[words.form]
words = ["全文", "综合"]

[measures.points]
label = "积分"
unit = "分"

[measures.yuan]
label = "稿费"
unit = "元"
scale = 2

[columns.adoption.headline]
type = "flag"
name = "头条"

[tables.prize]
plural = "prizes"
name = "获奖"
[tables.prize.columns.unit]
type = "unit"
name = "单位"
required = true

[[outlet]]
id = "海淀报"
tier = "区级"
aliases = ["《海淀报》"]

[[outlet]]
id = "北京日报"
tier = "市级"

[[unit]]
id = "甲街道"
class = "重点"
headcount = 12

[[unit]]
id = "乙街道"

[[person]]
id = "甲"
unit = "甲街道"
roles = ["信息员"]

[[bulletin]]
id = "annual"
period = "year"
title = "通报"
measures = ["points"]
group_by = "class"
"""
FIRST = """\
title = "计分办法"
from = 2014-03-01

[[derive]]
name = "key_piece"
on = "adoption"
when = { any = [ { page = 1 }, { length = { at_least = 800 } } ] }

[[step]]
id = "used"
clause = "第一条"
do = "award"
on = "adoption"
[step.give.points]
by = ["tier", "form"]
[step.give.points.table]
"区级" = { "全文" = 5, "综合" = 2 }
"市级" = { "全文" = 20, "综合" = 10 }
"国家级" = { "全文" = 40, "综合" = 20 }

[[step]]
id = "used.highest"
clause = "第二条"
do = "keep"
of = ["used"]
per = ["work"]
keep = 1
order = ["highest", "earliest"]
"""
SECOND = """\
title = "计分办法(修订)"
from = 2015-03-01
repeals = ["used.highest"]

[[step]]
id = "bonus"
clause = "第三条"
do = "award"
on = "adoption"
when = "key_piece"
give.points = 1
adds_to = ["used"]
after = "used"
"""
CASE = """\
title = "同一内容按最高分计"
clauses = ["第二条"]
period = "2014"

[[submissions]]
id = "W1"
unit = "甲街道"
day = 2014-03-05

[[adoptions]]
id = "A1"
work = "W1"
outlet = "海淀报"
day = 2014-03-08
form = "全文"

[expect]
totals = [ { subject = "甲街道", measure = "points", total = "5" } ]
problems = ["unpaid"]
"""
SOUND = {
    "agency.toml": AGENCY,
    "regulations/2014-03-01.toml": FIRST,
    "regulations/2015-03-01.toml": SECOND,
    "cases/highest.toml": CASE,
}
