"""A made-up regulation of forty steps: splits, quotas, weights and ranks, eight times over."""

from __future__ import annotations

from gov_comms.config import Opened, open_texts

SECTIONS = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛")

AGENCY = """\
name = "四十步"
language = "zh-CN"

[words.tier]
name = "级别"
words = ["区级", "市级", "国家级"]
ordered = true

[words.form]
words = ["全文", "综合"]

[words.level]
words = ["区级", "市级", "首都级"]
ordered = true

[columns.unit.key]
type = "flag"
name = "重点单位"
"""
MEASURE = """
[measures."{section}"]
label = "{section}分"
unit = "分"
scale = 2
"""
STEPS = """
[[step]]
id = "{section}.used"
clause = "{section}之一"
do = "award"
on = "adoption"
to = "work"
part = "{section}"
[step.give."{section}"]
by = ["tier", "form"]
columns = ["全文", "综合"]
rows = {{ "区级" = [{number}, 2], "市级" = [20, 10], "国家级" = [40, {number}] }}

[[step]]
id = "{section}.shared"
clause = "{section}之二"
do = "split"
of = ["{section}.used"]
to = ["units", "unit"]
by = "equal"
rounding = "half_up"
residue = "first"

[[step]]
id = "{section}.task"
clause = "{section}之三"
do = "quota"
for = "unit"
within = "month"
count = "{section}"
of = ["{section}"]
target = {number}
each_missing = {{ "{section}" = -0.1 }}
rounding = "half_up"

[[step]]
id = "{section}.share"
clause = "{section}之四"
do = "weigh"
of = ["{section}"]
measure = "{section}"
share = "60%"
rounding = "half_up"

[[step]]
id = "{section}.rank"
clause = "{section}之五"
do = "rank"
for = "unit"
by = "{section}"
ties = "share"
zeros = "in"
"""


def forty_steps() -> Opened:
    """The agency, read and checked."""
    agency = AGENCY + "".join(MEASURE.format(section=each) for each in SECTIONS)
    regulation = 'title = "四十步"\nfrom = 2014-01-01\n' + "".join(
        STEPS.format(section=each, number=number) for number, each in enumerate(SECTIONS, start=3)
    )
    return open_texts({"agency.toml": agency, "regulations/2014-01-01.toml": regulation})
