"""An office in which everybody has one power or none, and a situation for every command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from gov_comms.closing.appeals import decide_appeal, raise_appeal
from gov_comms.closing.close import close
from gov_comms.closing.corrections import correct, retract
from gov_comms.closing.pay import authorise_pay, batch_for, pay_out, prepare_pay, reverse_pay
from gov_comms.config.freezing import freeze, open_frozen
from gov_comms.procedure import POWERS
from gov_comms.review.adoptions import Scan, adopt, attach, verify
from gov_comms.review.commands import EVERYBODY, OWN, STEP
from gov_comms.review.delegating import delegate
from gov_comms.review.deliveries import deliver
from gov_comms.review.duties import mark
from gov_comms.review.exporting import exported
from gov_comms.review.happenings import count, endorse, happen, register
from gov_comms.review.importing import bring_in
from gov_comms.review.likeness import decide as decide_likeness
from gov_comms.review.likeness import look, open_pairs
from gov_comms.review.office import Office, carry_out, found, new_rules, open_office
from gov_comms.review.register import evidence_register
from gov_comms.review.releases import open_release
from gov_comms.review.requests import ask
from gov_comms.review.retention import expire
from gov_comms.review.returns import reassign, return_piece, withdraw
from gov_comms.review.rulings import rule
from gov_comms.review.sending import submit
from gov_comms.review.steps import take
from gov_comms.review.todo import todo
from gov_comms.review.trail import trail

STEPS = ("approve", "countersign", "sign", "file", "archive", "withdraw", "return")
"""The kinds of piece, each with a chain of its own."""
PEOPLE = {
    **{power: (power, POWERS[power]) for power in POWERS},
    STEP: (STEP, "经办"),
    OWN: (OWN, ""),
    EVERYBODY: (EVERYBODY, ""),
    "colleague": ("colleague", "经办"),
    "rival": ("rival", "报送"),
    "helper": ("helper", ""),
}
"""The people: for each of the columns of the page one, and some whom the situations need."""
HEAD = """\
name = { zh = "甲县政府办", en = "Some office" }

[words.kind]
words = ["approve", "countersign", "sign", "file", "archive", "withdraw", "return"]

[measures.points]
label = "积分"

[measures.fee]
label = "稿酬"
unit = "元"

[measures.prize]
label = "奖金"
unit = "元"

[measures.bonus]
label = "奖励"
unit = "元"

[appeal]
clause = "九"
plus_working_days = 10

[[evidence]]
id = "paper"
clause = "五"
kinds = ["样报"]

[[duty]]
id = "weekly"
clause = "六"
role = "经办"
each = "month"

[[release]]
id = "发布会"
clause = "七"

[[distribution]]
id = "brief"
clause = "七"
document = "简报"
to = ["县委"]
by = "经办"
each = "month"

[[outlet]]
id = "县报"

[[unit]]
id = "甲局"

[[unit]]
id = "乙局"

[tables.prize]
plural = "prizes"
name = { zh = "获奖", en = "Prizes" }
columns.unit = { type = "unit", name = "单位" }
"""
RULES = """\
title = "办法"
from = 2025-01-01

[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = { ruling = { at_least = 0, at_most = 5 } }
"""
FEE = """
[[step]]
id = "{measure}"
clause = "八"
do = "award"
on = "submission"
to = "first_author"
give.{measure} = 50
"""
MARCH = datetime(2026, 3, 30, 1, 0, tzinfo=UTC)
APRIL = datetime(2026, 4, 10, 1, 0, tzinfo=UTC)
YEARS_AFTER = datetime(2030, 4, 10, 1, 0, tzinfo=UTC)


def agency_folder(folder: Path) -> Path:
    """The office's files in a folder."""
    text = HEAD
    for measure in ("fee", "prize", "bonus"):
        text += (
            f'\n[[pay]]\nid = "{measure}"\nclause = "八"\nmeasure = "{measure}"\nto = "person"\n'
        )
    for power, name in POWERS.items():
        text += f'\n[[role]]\nid = "{name}"\nclause = "二"\nmay = ["{power}"]\n'
    text += '\n[[role]]\nid = "经办"\nclause = "二"\n'
    for kind in STEPS:
        first = '{ role = "经办", action = "countersign" }, ' if kind == "return" else ""
        action = "approve" if kind in ("withdraw", "return") else kind
        body = ', with = "县委"' if kind == "file" else ""
        text += f'\n[[chain]]\nid = "{kind}"\nclause = "三"\nwhen = {{ kind = "{kind}" }}\n'
        text += f'step = [{first}{{ role = "经办", action = "{action}"{body} }}]\n'
    for name, role in PEOPLE.values():
        unit = "乙局" if name == "decide" else "甲局"
        text += f'\n[[person]]\nid = "{name}"\nunit = "{unit}"\naccount = "os:{name}"\n'
        text += f'roles = ["{role}"]\n' if role else ""
    (folder / "regulations").mkdir(parents=True)
    (folder / "agency.toml").write_text(text, "utf-8")
    rules = RULES + "".join(FEE.format(measure=each) for each in ("fee", "prize", "bonus"))
    (folder / "regulations" / "2025-01-01.toml").write_text(rules, "utf-8")
    return folder


@dataclass(frozen=True)
class Situation:
    """What is tried: a command of the desk, or a question at it, what is said to it, and when."""

    command: Callable[..., Any]
    said: Mapping[str, Any]
    at: datetime


def situation(command: Callable[..., Any], /, at: datetime = APRIL, **said: Any) -> Situation:
    """What is tried, with what is said."""
    return Situation(command, said, at)


def prepared(folder: Path) -> tuple[Office, dict[str, Situation]]:
    """The office after a quarter of work, and the situation of each command by its name."""
    place = agency_folder(folder / "office")
    found(str(folder / "record.db"), str(place), "os:system", at=MARCH)
    office = open_office(str(folder / "record.db"))

    def do(who: str, command: Any, at: datetime = MARCH, /, **said: Any) -> str:
        return carry_out(office, command, f"os:{who}", at=at, **said).entries[-1].subject

    pieces = {
        kind: do("rival", submit, cells={"kind": kind, "authors": OWN, "title": kind})
        for kind in STEPS
    }
    do("colleague", take, command="countersign", piece_id=pieces["return"])
    carried = {"work": pieces["archive"], "outlet": "县报"}
    scan = Scan("样报", "样报.txt", "样报".encode())
    page = Scan("样报", "第二版.txt", "第二版".encode())
    adoption = do("register", adopt, cells=carried, scans=[scan])
    asked = {"unit": "甲局", "title": "约稿"}
    talk = {"kind": "approve", "title": "访谈"}
    do("settle", close, APRIL, period="2026-Q1", key=None)
    appeal = do(OWN, raise_appeal, APRIL, period="2026-Q1", reason="漏登")
    money = {"period": "2026-Q1", "basis": "第八条", "budget": "宣传"}
    batch = do("prepare", prepare_pay, APRIL, rule_id="fee", **money)
    ready = do("prepare", prepare_pay, APRIL, rule_id="prize", **money)
    do("authorise", authorise_pay, APRIL, batch_id=ready)
    sheet = folder / "指标.csv"
    sheet.write_text("指标编号,指标,统计日期,数值,单位\nM9,转载,2026-04-01,1,甲局\n", "utf-8")
    rules = place / "regulations" / "2025-01-01.toml"
    rules.write_text(rules.read_text("utf-8") + "\n# 改过\n", "utf-8")
    frozen = freeze(str(place))
    ruled = {"fact": pieces["archive"], "amount": 3, "reason": "重要"}
    likened = {"one": pieces["archive"], "other": pieces["file"], "reason": "同题"}
    found_by = {
        "init": situation(new_rules, frozen=frozen, opened=open_frozen(frozen), reason="修订"),
        "import": situation(bring_in, path=sheet),
        "submit": situation(submit, cells={"kind": "approve", "title": "新稿"}),
        "approve": situation(take, command="approve", piece_id=pieces["approve"]),
        "countersign": situation(take, command="countersign", piece_id=pieces["countersign"]),
        "sign": situation(take, command="sign", piece_id=pieces["sign"]),
        "file": situation(take, command="file", piece_id=pieces["file"]),
        "handle": situation(take, command="handle", piece_id=pieces["archive"]),
        "return": situation(return_piece, piece_id=pieces["return"], reason="补充"),
        "withdraw": situation(withdraw, piece_id=pieces["withdraw"], reason="有误"),
        "reassign": situation(
            reassign, piece_id=pieces["approve"], person="colleague", reason="出差"
        ),
        "release": situation(open_release, form="发布会", table="submission", cells=talk),
        "deliver": situation(deliver, document="brief"),
        "open": situation(trail, number=pieces["approve"]),
        "delegate": situation(delegate, to="helper", last=date(2026, 4, 30)),
        "adopt": situation(adopt, cells=carried),
        "attach": situation(attach, adoption=adoption, scans=[page]),
        "verify": situation(verify, adoption=adoption),
        "evidence": situation(evidence_register),
        "alike look": situation(look),
        "alike show": situation(open_pairs),
        "alike same": situation(decide_likeness, **likened, same=True),
        "alike different": situation(decide_likeness, **likened, same=False),
        "endorse": situation(endorse, cells={"work": pieces["archive"], "level": "县长"}),
        "incident": situation(happen, cells={"kind": "失实"}),
        "metric": situation(count, cells={"name": "转载", "value": "1"}),
        "register": situation(register, table="prize", cells={"unit": "甲局"}),
        "request": situation(ask, cells=asked),
        "rule": situation(rule, step="sent", cells=ruled),
        "mark": situation(mark, duty="weekly"),
        "todo": situation(todo),
        "retract": situation(retract, table="adoption", fact=adoption, reason="误登"),
        "correct": situation(
            correct, table="adoption", fact=adoption, said={"page": "1"}, reason="误登"
        ),
        "close": situation(close, period="2026-03", key=None),
        "appeal raise": situation(raise_appeal, period="2026-Q1", reason="漏登"),
        "appeal decide": situation(
            decide_appeal, appeal_id=appeal, outcome="dismissed", ground="无据"
        ),
        "pay prepare": situation(prepare_pay, rule_id="bonus", **money),
        "pay approve": situation(authorise_pay, batch_id=batch),
        "pay pay": situation(pay_out, batch_id=ready),
        "pay reverse": situation(reverse_pay, batch_id=batch, reason="有误"),
        "pay sheet": situation(batch_for, batch_id=batch),
        "audit export": situation(exported),
        "audit expire": situation(expire, YEARS_AFTER, reason="期满"),
    }
    return office, found_by
