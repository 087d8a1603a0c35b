"""No number of a shipped regulation can be changed without a worked example failing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gov_comms.clauses import clause_ids
from gov_comms.config import Opened, open_texts, shipped
from gov_comms.errors import Refused
from gov_comms.review.cases import run_cases

from .mutants import Mutant, find_cell_mutants, find_mutants

REGULATION = """\
title = "试行办法"
from = 2014-01-01

[[derive]]
name = "long"
on = "submission"
when = { length = { at_least = 800 } }

[[step]]
id = "sent"
clause = "甲-01 报送一条"
do = "award"
on = "submission"
give.points = 1

[[step]]
id = "bonus"
clause = "甲-02 长稿"
do = "award"
on = "submission"
when = "long"
adds_to = ["sent"]
give.points = { of = "pictures", at_least = { 0 = 2, 1 = 3, "5" = "8/2" } }
"""
AGENCY = """\
name = "甲办"
language = "zh-CN"

[measures.points]
label = "积分"
unit = "分"

[[unit]]
id = "甲街道"
"""
CASE_OF_SENT = """\
title = "报送"
clauses = ["甲-01"]
period = "2014"

[[submissions]]
id = "W1"
unit = "甲街道"
day = 2014-03-05

[expect]
totals = [{ subject = "甲街道", measure = "points", total = "1" }]
"""
SCALES = """
[[scale]]
id = "fees"
title = "稿费标准"
version = "3/10"
file = "tables/fees.csv"
by = "tier"
amount = "元"

[[scale]]
id = "double"
title = "加倍"
version = "2014"
give = { times = [{ scale = "fees" }, 2] }

[[derive]]
name = "fee_due"
on = "adoption"
value = { scale = "double" }

[[step]]
id = "paid"
clause = "甲-03 稿费"
do = "award"
on = "adoption"
give.points = { field = "fee_due" }
"""
FEES = "级别,元,备注\n市级,20,甲\n省级,1.5,\n"
CASE_OF_BONUS = """\
title = "长稿"
clauses = ["甲-02"]
period = "2014"

[[submissions]]
id = "W1"
unit = "甲街道"
day = 2014-03-05
length = 800
pictures = 0

[expect]
totals = [{ subject = "甲街道", measure = "points", total = "3" }]
"""


CASE_OF_FEE = """\
title = "稿费"
clauses = ["甲-03"]
period = "2014"
submissions = [{ id = "W1", unit = "甲街道", day = 2014-03-05 }]
adoptions = [{ id = "A1", work = "W1", outlet = "甲报", day = 2014-03-06 }]

[expect]
totals = [{ subject = "甲街道", measure = "points", total = "40" }]
"""


def texts_of(folder: Path) -> dict[str, str]:
    """The TOML files of an agency and the tables of its scales, by their name in its folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted([*folder.rglob("*.toml"), *folder.glob("tables/*.csv")])
    }


def mutants_of(texts: dict[str, str]) -> list[Mutant]:
    """The mutants of all regulations among an agency's texts, and of its roles."""
    return [
        mutant
        for file, text in texts.items()
        if file.startswith("regulations/") or file == "agency.toml"
        for mutant in (*find_mutants(file, text), *find_cell_mutants(text, texts))
    ]


def opened(texts: dict[str, str], name: str) -> Opened | None:
    """The agency, or None where it is refused."""
    try:
        return open_texts(texts, name)
    except Refused:
        return None


def noticed_under(mutant: Mutant, texts: dict[str, str], name: str) -> set[str]:
    """The clauses whose cases fail; all of the mutant's, if the config is refused.

    Only cases that name such a clause are run: the others could not answer for this number anyway.
    """
    changed = opened({**texts, mutant.file: mutant.applied_to(texts[mutant.file])}, name)
    wanted = set(mutant.clauses)
    if changed is None:
        return wanted
    found: set[str] = set()
    for case in changed.cases:
        named = wanted & {each for clause in case.clauses for each in clause_ids(clause)}
        if named - found and run_cases(replace(changed, cases=(case,))):
            found |= named
    return found


def survivors(texts: dict[str, str], name: str) -> list[str]:
    """The mutants that nobody noticed, readable.

    A number of a step or role must be noticed under each clause that it cites, or that clause
    does not run; one of a derived column or scale under one of those that rest on it.
    """
    left = []
    for mutant in mutants_of(texts):
        missed = set(mutant.clauses) - noticed_under(mutant, texts, name)
        if missed == set(mutant.clauses):
            left.append(str(mutant))
        elif missed and mutant.item.startswith(("step ", "role ")):
            left.append(f"{mutant}, under {', '.join(sorted(missed))}")
    return left


# The same cases run thousands of times: what they reach is measured where they run once.
@pytest.mark.no_cover
@pytest.mark.slow
@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_shipped_regulation_every_number_is_proved_by_a_case(folder: Path) -> None:
    texts = texts_of(folder)
    assert run_cases(open_texts(texts, folder.name)) == ()
    assert mutants_of(texts) != []
    left = survivors(texts, folder.name)
    assert not left, "numbers that no case of their clause pins:\n" + "\n".join(left)


def test_find_mutants_of_a_regulation_are_all_its_numbers() -> None:
    assert [str(mutant) for mutant in find_mutants("r.toml", REGULATION)] == [
        "r.toml:7:32: derive long: when.length.at_least (甲-02): 800 → 801",
        "r.toml:14:15: step sent: give.points (甲-01): 1 → 2",
        'r.toml:23:47: step bonus: give.points.at_least.0 (甲-02): 0 → "0.5"',
        "r.toml:23:51: step bonus: give.points.at_least.0 (甲-02): 2 → 3",
        'r.toml:23:54: step bonus: give.points.at_least.1 (甲-02): 1 → "2"',
        "r.toml:23:58: step bonus: give.points.at_least.1 (甲-02): 3 → 4",
        'r.toml:23:61: step bonus: give.points.at_least.5 (甲-02): "5" → "6"',
        'r.toml:23:67: step bonus: give.points.at_least.5 (甲-02): "8/2" → "10/2"',
    ]


def test_find_mutants_of_sub_tables_and_silent_keys() -> None:
    regulation = """\
from = 2014-01-01

[[step]]
id = "7"
clause = "S1-04、05 第一条"
do = "split"
text = "30%"
when = { day = { before = 2014-05-01 }, page = { any_of = [1, 2] } }
by = [3, 2]
by_count = { 1 = [1], 2 = [3, 2] }

[step.give.yuan]
by = "place"

[step.give.yuan.table]
1 = 1_000
2 = -2.5
"头条" = "30%"

[[derive]]
name = "pay"
scale = 2
"""
    found = find_mutants("r.toml", regulation)
    assert {each.clauses for each in found} == {("S1-04", "S1-05")}
    assert [f"{each.line}: {each.was} → {each.became}" for each in found] == [
        "8: 1 → 2",
        "8: 2 → 3",
        "9: 3 → 4",
        "9: 2 → 3",
        '10: 1 → "3"',
        '10: 2 → "3"',
        "10: 3 → 4",
        "10: 2 → 3",
        '16: 1 → "3"',
        "16: 1_000 → 1001",
        '17: 2 → "3"',
        "17: -2.5 → -1.5",
        '18: "30%" → "31%"',
    ]


def test_find_mutants_of_scales_are_their_numbers_and_cells() -> None:
    texts = {"regulations/2014.toml": REGULATION + SCALES, "tables/fees.csv": FEES}
    found = [each for each in mutants_of(texts) if each.clauses == ("甲-03",)]
    assert [str(each) for each in found] == [
        "regulations/2014.toml:37:39: scale double: give.times (甲-03): 2 → 3",
        "tables/fees.csv:2:4: scale fees (甲-03): 20 → 21",
        "tables/fees.csv:3:4: scale fees (甲-03): 1.5 → 2.5",
    ]
    assert [each.applied_to(texts[each.file]) for each in found[1:]] == [
        "级别,元,备注\n市级,21,甲\n省级,1.5,\n",
        "级别,元,备注\n市级,20,甲\n省级,2.5,\n",
    ]


def test_find_mutants_of_roles_are_their_counts() -> None:
    roles = """
[[role]]
id = "信息员"
clause = "甲-04、05"
at_least = 1
at_most = 2
due = "03-10"
"""
    assert [str(mutant) for mutant in find_mutants("agency.toml", AGENCY + roles)] == [
        "agency.toml:14:12: role 信息员: at_least (甲-04, 甲-05): 1 → 2",
        "agency.toml:15:11: role 信息员: at_most (甲-04, 甲-05): 2 → 3",
    ]


def test_survivors_of_a_number_under_one_of_its_clauses_are_reported() -> None:
    texts = {
        "agency.toml": AGENCY,
        "regulations/2014.toml": REGULATION.replace("甲-01 报送一条", "甲-01、09 报送一条"),
        "cases/sent.toml": CASE_OF_SENT,
    }
    assert survivors(texts, "small")[1] == (
        "regulations/2014.toml:14:15: step sent: give.points (甲-01, 甲-09): 1 → 2, under 甲-09"
    )


def test_survivors_of_a_scale_are_the_cells_no_case_pins() -> None:
    texts = {
        "agency.toml": f'{AGENCY}\n[words.tier]\nwords = ["市级", "省级"]\n'
        '[[outlet]]\nid = "甲报"\ntier = "市级"\n',
        "regulations/2014.toml": 'title = "办法"\nfrom = 2014-01-01\n' + SCALES,
        "tables/fees.csv": FEES,
        "cases/paid.toml": CASE_OF_FEE,
    }
    assert run_cases(open_texts(texts, "small")) == ()
    assert survivors(texts, "small") == ["tables/fees.csv:3:4: scale fees (甲-03): 1.5 → 2.5"]


def test_survivors_of_a_small_agency_are_the_numbers_no_case_pins() -> None:
    texts = {
        "agency.toml": AGENCY,
        "regulations/2014.toml": REGULATION,
        "cases/sent.toml": CASE_OF_SENT,
        "cases/bonus.toml": CASE_OF_BONUS,
    }
    assert run_cases(open_texts(texts, "small")) == ()
    assert [line.split(": ", 1)[1] for line in survivors(texts, "small")] == [
        'step bonus: give.points.at_least.1 (甲-02): 1 → "2"',
        "step bonus: give.points.at_least.1 (甲-02): 3 → 4",
        'step bonus: give.points.at_least.5 (甲-02): "5" → "6"',
        'step bonus: give.points.at_least.5 (甲-02): "8/2" → "10/2"',
    ]


def test_survivors_of_a_case_under_another_clause_are_reported() -> None:
    texts = {
        "agency.toml": AGENCY,
        "regulations/2014.toml": REGULATION,
        "cases/both.toml": CASE_OF_BONUS.replace("甲-02", "甲-09"),
    }
    assert "step sent: give.points (甲-01): 1 → 2" in "\n".join(survivors(texts, "small"))
