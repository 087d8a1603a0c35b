"""No number of a shipped regulation can be changed without a worked example failing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gov_comms.config import Opened, open_texts, shipped
from gov_comms.errors import Refused
from gov_comms.settlement import run_cases

from .mutants import Mutant, clause_ids, find_mutants

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


def texts_of(folder: Path) -> dict[str, str]:
    """The TOML files of an agency by their name inside its folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.toml"))
    }


def mutants_of(texts: dict[str, str]) -> list[Mutant]:
    """The mutants of all regulations among an agency's texts."""
    return [
        mutant
        for file, text in texts.items()
        if file.startswith("regulations/")
        for mutant in find_mutants(file, text)
    ]


def opened(texts: dict[str, str], name: str) -> Opened | None:
    """The agency, or None where it is refused."""
    try:
        return open_texts(texts, name)
    except Refused:
        return None


def is_noticed(mutant: Mutant, texts: dict[str, str], name: str) -> bool:
    """Whether the config is refused, or a case that names the number's clause fails.

    Only cases that name the clause are run, one by one until one fails: the others could not
    answer for this number anyway.
    """
    changed = opened({**texts, mutant.file: mutant.applied_to(texts[mutant.file])}, name)
    if changed is None:
        return True
    for case in changed.cases:
        if set(mutant.clauses) & {each for clause in case.clauses for each in clause_ids(clause)}:
            problems = run_cases(replace(changed, cases=(case,)))
            if any(clause in p.text("en") for p in problems for clause in mutant.clauses):
                return True
    return False


def survivors(texts: dict[str, str], name: str) -> list[str]:
    """The mutants that nobody noticed, readable."""
    return [str(each) for each in mutants_of(texts) if not is_noticed(each, texts, name)]


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
