"""Who does the work, and the table of clauses: one mistake each, with what is said about it."""

from __future__ import annotations

import pytest

from gov_comms.clauses import clause_ids
from gov_comms.config import open_texts
from tests.config.dutiful import DUTIFUL
from tests.config.spoiled import Spoiled, problems, read_cases, said

DUTIES = read_cases("duties.txt")
CLAUSES = read_cases("clauses.txt")


@pytest.mark.parametrize("spoiled", DUTIES + CLAUSES, ids=lambda each: each.name)
def test_spoiled_agency_says_what_is_wrong(spoiled: Spoiled) -> None:
    found = problems(spoiled.spoil(DUTIFUL, spoiled.file))
    assert said(found) == spoiled.says
    chinese = [each.text("zh-CN") for each in found]
    assert [text.split(": ")[0] for text in chinese] == [each.place.text() for each in found]
    assert not any(each.text("en") == text for each, text in zip(found, chinese, strict=True))


def test_sound_agency_says_nothing() -> None:
    assert problems(DUTIFUL) == ()


def test_roles_are_the_words_of_people() -> None:
    agency = open_texts(DUTIFUL).agency
    assert agency.words["roles"].words == ("信息员", "科长", "局长")


def test_chain_named_by_a_release_is_called() -> None:
    chains = open_texts(DUTIFUL).agency.procedure.chains
    assert [(chain.id, chain.called) for chain in chains] == [
        ("important", False),
        ("interview", True),
        ("ordinary", False),
    ]


def test_clauses_are_counted_by_mark() -> None:
    table = open_texts(DUTIFUL).clauses
    assert table is not None
    assert {mark: table.count(mark) for mark in ("runs", "duty", "fact")} == {
        "runs": 1,
        "duty": 2,
        "fact": 1,
    }


@pytest.mark.parametrize(
    ("citation", "ids"),
    [
        ("S1-02、07 任务", ("S1-02", "S1-07")),
        ("S1-02、S1-07", ("S1-02", "S1-07")),
        ("S1-02；S1-07", ("S1-02", "S1-07")),
        ("S1-02 采用 S1-07、09 不计", ("S1-02", "S1-07", "S1-09")),
        ("S1-02至S1-05", ("S1-02", "S1-05")),
        ("S1-02、2条", ("S1-02",)),
        ("S001-07-02 任务(S001-07-05)", ("S001-07-02", "S001-07-05")),
        ("S1-02 见XS1-07", ("S1-02",)),
        ("办法-01、02 任务", ("办法-01", "办法-02")),
        ("第四条、第五条 任务", ("第四条", "第五条")),
    ],
)
def test_citation_names_every_id_of_its_source(citation: str, ids: tuple[str, ...]) -> None:
    assert clause_ids(citation) == ids
