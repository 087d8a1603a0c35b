"""A sound agency that also says who does the work, and what became of its clauses."""

from __future__ import annotations

from tests.config.agencies import AGENCY, SOUND

DUTIES = """
[words.kind]
words = ["一般", "重要"]

[[role]]
id = "信息员"
clause = "S1-01"
per = "unit"
when = { class = "重点" }
at_least = 1

[[role]]
id = "科长"
clause = "S1-02"
at_most = 2

[[role]]
id = "局长"
clause = "S1-02"

[[chain]]
id = "important"
clause = "S1-02"
when = { kind = "重要" }
step = [
  { role = "信息员", action = "draft" },
  { role = "科长", action = "review", checklist = ["内容属实"] },
  { role = "局长", action = "sign", when = { length = { at_least = 800 } } },
  { role = "信息员", action = "file", with = "宣传部", deadline = { of = "day", plus_days = 3 } },
]

[[chain]]
id = "interview"
clause = "S1-02"
step = [
  { role = "科长", action = "host" },
]

[[chain]]
id = "ordinary"
clause = "S1-02"
step = [
  { role = "信息员", action = "draft" },
  { role = "科长", action = "approve" },
]

[[distribution]]
id = "copy"
clause = "S1-03"
document = "信息"
to = ["办公室"]
by = "信息员"
on = "submission"
when = { kind = "重要" }
each = "2 weeks"
deadline = { of = "day" }
bulletin = "annual"

[[release]]
id = "通报会"
clause = "S1-03"
host = "局长"
chain = "interview"
each = "quarter"
times = 2

[[duty]]
id = "月报"
clause = "S1-03"
role = "信息员"
per = "unit"
when = { class = "重点" }
each = "month"
on = "submission"
where = { kind = "重要" }
deadline = { of = "day", plus_days = 5 }

[[evidence]]
id = "print"
clause = "S1-03"
when = { form = "全文" }
kinds = ["样报"]
one_of = ["截图", "录像"]
deadline = { of = "day", plus_days = 9 }
"""
CLAUSES = """\
source = "S1"

[[clause]]
id = "S1-01"
kind = "roster"
text = "重点单位有信息员。"
mark = "runs"
keys = ["role.信息员"]
cases = ["highest"]

[[clause]]
id = "S1-02"
kind = "approval"
text = "稿件经科长、局长审签。"
mark = "duty"
keys = ["chain.important", "chain.ordinary", "role.局长"]

[[clause]]
id = "S1-03"
kind = "distribution"
text = "抄送办公室。"
mark = "duty"
keys = ["distribution.copy"]

[[clause]]
id = "S1-04"
kind = "fact"
text = "全年一百篇。"
mark = "fact"

[[clause]]
id = "S1-05"
kind = "sla"
text = "每天巡看论坛。"
mark = "left out"
ground = "monitoring of public opinion"
reason = "监看舆情。"

[[clause]]
id = "S1-06"
kind = "quota"
text = "任务表。"
mark = "not a rule"
reason = "表已缺失。"
"""
DUTIFUL = {
    **SOUND,
    "agency.toml": AGENCY.replace("S001-07", "S1") + DUTIES,
    "clauses.toml": CLAUSES,
    "cases/highest.toml": SOUND["cases/highest.toml"].replace('["第二条"]', '["第二条", "S1-01"]'),
}
