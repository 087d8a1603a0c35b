"""Pay: three people, a basis and a budget item, a cap, capitals, and no bank number kept."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gov_comms.bulletin.pay_sheet import pay_sheet
from gov_comms.closing.bank import read_accounts
from gov_comms.closing.close import close
from gov_comms.closing.corrections import retract
from gov_comms.closing.pay import (
    authorise_pay,
    batch_for,
    batches,
    in_capitals,
    masked,
    pay_out,
    prepare_pay,
    reverse_pay,
)
from gov_comms.errors import Refused
from tests.closing.offices import NEXT_OVER, Desks, founded

SAID = {"period": "2026-Q1", "rule_id": "稿酬", "basis": "办法第八条", "budget": "宣传经费"}
NUMBERS = {"甲": "6222 0000 1111 2222 333"}


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    desks = founded(str(tmp_path / "record.db"), tmp_path / "office")
    desks.do("结", close, period="2026-Q1", key=None)
    return desks


def refusals(found: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [f"{each.code}: {each.what.text('en')}" for each in found.value.problems]


def test_three_people_pay_a_closed_period(desks: Desks) -> None:
    desks.do("制", prepare_pay, **SAID, accounts=NUMBERS)
    desks.do("批", authorise_pay, batch_id="P2026-0001")
    desks.do("付", pay_out, batch_id="P2026-0001")
    (batch,) = desks.ask("审", lambda desk: batches(desk.view))
    assert (batch.total, batch.capitals) == ("120.50", "壹佰贰拾元伍角")
    assert [(p.name, p.amount, p.capitals, p.account) for p in batch.payees] == [
        ("甲", "70.50", "柒拾元伍角", "***************2333"),
        ("乙", "50.00", "伍拾元整", ""),
    ]
    assert (batch.prepared_by, batch.authorised_by, batch.paid_by) == ("制", "批", "付")
    journal = desks.ask("审", lambda desk: "".join(map(str, desk.view.entries())))
    assert "6222" not in journal


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"basis": " "}, ["no-basis: the legal basis of the payment is missing"]),
        (
            {"basis": "", "budget": ""},
            [
                "no-basis: the legal basis of the payment is missing",
                "no-budget: the budget item is missing",
            ],
        ),
        ({"period": "2026-Q2"}, ["not-closed: 2026-Q2 is not closed"]),
        ({"rule_id": "奖金"}, ["unknown-pay: no payment is called 奖金"]),
    ],
)
def test_a_batch_states_what_it_rests_on(
    desks: Desks, said: dict[str, str], told: list[str]
) -> None:
    with pytest.raises(Refused) as found:
        desks.do("制", prepare_pay, **{**SAID, **said})
    assert refusals(found) == told


def test_a_batch_keeps_within_its_cap(tmp_path: Path) -> None:
    desks = founded(str(tmp_path / "record.db"), tmp_path / "office")
    for number in range(4, 24):
        desks.adopted(number, "甲局", "甲", "2026-03-01", "全文")
    desks.do("结", close, period="2026-Q1", key=None)
    with pytest.raises(Refused) as found:
        desks.do("制", prepare_pay, **SAID)
    assert refusals(found) == ["over-cap: the batch comes to 1120.50, the cap is 1000"]


def test_a_period_is_paid_once_unless_its_batch_is_reversed(desks: Desks) -> None:
    desks.do("制", prepare_pay, **SAID)
    with pytest.raises(Refused) as found:
        desks.do("制", prepare_pay, **SAID)
    assert refusals(found) == ["batch-there: 2026-Q1 has batch P2026-0001 already"]
    desks.do("批", reverse_pay, batch_id="P2026-0001", reason="科目有误")
    desks.do("制", prepare_pay, **SAID)
    found_batches = desks.ask("审", lambda desk: batches(desk.view, "2026-Q1"))
    assert [(each.id, each.reversed_by, each.reason) for each in found_batches] == [
        ("P2026-0001", "批", "科目有误"),
        ("P2026-0002", "", ""),
    ]


def test_a_batch_goes_its_way_in_order(desks: Desks) -> None:
    desks.do("制", prepare_pay, **SAID)
    with pytest.raises(Refused) as early:
        desks.do("付", pay_out, batch_id="P2026-0001")
    assert refusals(early) == ["batch-state: batch P2026-0001 is prepared"]
    desks.do("批", authorise_pay, batch_id="P2026-0001")
    with pytest.raises(Refused) as twice:
        desks.do("批", authorise_pay, batch_id="P2026-0001")
    assert refusals(twice) == ["batch-state: batch P2026-0001 is authorised"]


def test_nobody_pays_himself(tmp_path: Path) -> None:
    desks = founded(str(tmp_path / "record.db"), tmp_path / "office")
    desks.adopted(9, "政府办", "批", "2026-03-01", "全文")
    desks.do("结", close, period="2026-Q1", key=None)
    desks.do("制", prepare_pay, **SAID)
    with pytest.raises(Refused) as found:
        desks.do("批", authorise_pay, batch_id="P2026-0001")
    assert [each.code for each in found.value.problems] == ["own-work"]


def test_who_owes_is_not_paid_but_named(desks: Desks) -> None:
    desks.do("登", retract, table="adoption", fact="A3", reason="撤稿")
    desks.adopted(4, "甲局", "甲", "2026-05-01", "综合")
    desks.do("结", close, NEXT_OVER, period="2026-Q2", key=None)
    done = desks.do("制", prepare_pay, NEXT_OVER, **{**SAID, "period": "2026-Q2"})
    assert [each.text("en") for each in done.told] == [
        "batch P2026-0001: 1 payees, 20.50",
        "in words: 贰拾元伍角",
        "乙 owes 50.00",
    ]


def test_the_pay_sheet_is_what_finance_signs(desks: Desks) -> None:
    desks.do("制", prepare_pay, **SAID, accounts=NUMBERS)
    batch = desks.ask("制", batch_for, batch_id="P2026-0001")
    content = pay_sheet(batch, "zh-CN")
    assert content == pay_sheet(batch, "zh-CN")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows == [
        ["2026-Q1发放表"],
        ["批次：P2026-0001"],
        ["依据：办法第八条"],
        ["预算科目：宣传经费"],
        ["序号", "收款人", "单位", "金额(元)", "大写", "账号", "签收"],
        [1, "甲", "甲局", 70.5, "柒拾元伍角", "***************2333"],
        [2, "乙", "乙局", 50, "伍拾元整", ""],
        ["合计", 120.5, "壹佰贰拾元伍角"],
        [],
        ["制单：制", "批准：", "发放："],
    ]
    with pytest.raises(Refused) as found:
        desks.ask("甲", batch_for, batch_id="P2026-0001")
    assert refusals(found) == ["no-power: 甲 may not see batches of pay"]


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        # The examples of the rules for filling in bills (银行《支付结算办法》附一).
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("0.05", "伍分"),
        ("100", "壹佰元整"),
    ],
)
def test_capitals_follow_the_rules_of_bills(amount: str, capitals: str) -> None:
    assert in_capitals(Decimal(amount)) == capitals


@pytest.mark.parametrize(
    ("account", "shown"), [("6222 0000 1111", "********1111"), ("123", "***"), ("", "")]
)
def test_bank_numbers_show_their_last_digits(account: str, shown: str) -> None:
    assert masked(account) == shown


def test_bank_numbers_are_read_from_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "账号.csv"
    path.write_text("收款人,账号\n甲,6222000011112222\n乙,6222000011113333\n", "utf-8")
    assert read_accounts(path) == {"甲": "6222000011112222", "乙": "6222000011113333"}
    path.write_text("收款人,账号\n甲,1\n甲,2\n", "utf-8")
    with pytest.raises(Refused) as twice:
        read_accounts(path)
    assert [each.code for each in twice.value.problems] == ["two-numbers"]
    path.write_text("姓名,号码\n甲,1\n", "utf-8")
    with pytest.raises(Refused) as none:
        read_accounts(path)
    assert [each.code for each in none.value.problems] == ["no-accounts"]
