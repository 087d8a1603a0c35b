"""Adoptions and their evidence: what is needed, who verifies, what a changed file comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gov_comms.facts.recorded import facts_of
from gov_comms.record import Change
from gov_comms.review.adoptions import adopt, attach, audit_files, files_to_read, verify
from gov_comms.review.pieces import Deed, Piece, Stop, change_of
from gov_comms.review.rehearsal import Rehearsal
from gov_comms.review.todo import todo
from tests.review.bureau import refused, sit
from tests.review.proved import AGENCY, MONDAY, PAPER, SCREEN, begun, did, holding

IN_PAPER = {"work": "W1", "outlet": "区报"}
ON_SCREEN = {"work": "W1", "outlet": "区电视台"}
ADOPTION = "A2014-0001"


def state(office: Rehearsal, adoption: str = ADOPTION) -> str:
    row = office.memory.row("adoption", adoption)
    assert row is not None
    return row.state


def files(office: Rehearsal) -> list[tuple[str, str, str, str]]:
    """Id, kind, state and reason of every file."""
    rows = office.memory.rows("@evidence")
    return [
        (row.id, str(row.cells["kind"]), row.state, str(row.cells.get("reason", "")))
        for row in rows
    ]


def counted(office: Rehearsal) -> int:
    return facts_of(office.opened.agency, office.memory).frames["adoption"].height


def test_adoption_that_needs_no_evidence_counts_at_once() -> None:
    office = did(begun(), "丙", adopt, cells={"work": "W1", "outlet": "区网", "day": "2014-03-08"})
    row = office.memory.row("adoption", ADOPTION)
    assert row is not None
    assert (row.state, row.about, dict(row.cells)) == (
        "",
        "W1",
        {"id": ADOPTION, "work": "W1", "outlet": "区网", "day": "2014-03-08"},
    )


def test_adoption_counts_once_a_second_person_has_verified_its_files() -> None:
    office = did(begun(), "丙", adopt, cells=IN_PAPER)
    assert (state(office), counted(office)) == ("lacking", 0)
    office = did(office, "甲", attach, adoption=ADOPTION, scans=[PAPER])
    assert (state(office), counted(office)) == ("unverified", 0)
    office = did(office, "丁", verify, adoption=ADOPTION)
    assert (state(office), counted(office)) == ("", 1)
    assert files(office) == [("V2014-0001", "样报", "verified", "")]
    row = office.memory.row("adoption", ADOPTION)
    assert row is not None
    assert dict(row.cells) == {
        "id": ADOPTION,
        "work": "W1",
        "outlet": "区报",
        "day": "2014-03-10",
        "evidence": "样报",
        "evidence_day": "2014-03-10",
        "verified_by": "丁",
    }


def test_any_one_kind_is_enough_where_the_rule_says_so() -> None:
    office = did(begun(), "丙", adopt, cells=ON_SCREEN, scans=[SCREEN])
    assert (state(office), counted(office)) == ("", 1)


def test_rejected_file_does_not_prove_and_another_may_follow() -> None:
    office = did(begun(), "丙", adopt, cells=IN_PAPER, scans=[PAPER])
    said = {"reject": ["V2014-0001"], "reason": "不是当日报纸"}
    office = did(office, "丁", verify, adoption=ADOPTION, **said)
    assert (state(office), files(office)) == (
        "lacking",
        [("V2014-0001", "样报", "rejected", "不是当日报纸")],
    )
    better = replace(PAPER, content=PAPER.content.replace(b"page", b"leaf"))
    office = did(office, "甲", attach, adoption=ADOPTION, scans=[better])
    office = did(office, "丁", verify, adoption=ADOPTION)
    assert [each[2] for each in files(office)] == ["rejected", "verified"]
    assert state(office) == ""


def test_told_what_is_needed_by_clause() -> None:
    act = adopt(sit(begun(), "丙", MONDAY), IN_PAPER)
    assert [each.text("en") for each in act.told] == [
        "Adoptions A2014-0001 is entered",
        "A2014-0001 counts once it is proved",
        "needed: 样报 (二)",
    ]


def test_earlier_adoptions_of_a_work_are_named() -> None:
    office = did(begun(), "丙", adopt, cells={"work": "W1", "outlet": "区网"})
    act = adopt(sit(office, "丙", MONDAY), {"work": "W1", "outlet": "区网"})
    assert act.told[-1].text("en") == "W1 was adopted before: A2014-0001"


@pytest.mark.parametrize(
    ("person", "code"),
    [("甲", "no-power"), ("丙", "no-power"), ("戊", ""), ("丁", "")],
)
def test_only_those_with_the_power_verify(person: str, code: str) -> None:
    office = did(begun(), "丙", adopt, cells=IN_PAPER, scans=[PAPER])
    told = refused(office, person, MONDAY, verify, adoption=ADOPTION)
    assert [each for each, _ in told] == ([code] if code else [])


SENT = Piece(
    id="W1",
    table="submission",
    chain="plain",
    clause="一",
    config="rehearsal",
    unit="甲科",
    title="",
    submitter="丁",
    makers=("丁",),
    path=(),
    at=0,
    since=datetime(2014, 3, 3, 1, 0, tzinfo=UTC),
)
BOTH = AGENCY.replace('roles = ["认定员"]', 'roles = ["认定员", "登记员"]')


@pytest.mark.parametrize(
    ("authors", "enters", "attaches"),
    [("丁", "戊", "戊"), ("甲", "丁", "戊"), ("甲", "戊", "丁")],
)
def test_nobody_verifies_his_own(authors: str, enters: str, attaches: str) -> None:
    work = {"id": "W2", "day": "2014-03-03", "unit": "甲科", "authors": authors}
    office = holding(begun(BOTH), Change("submission", "W2", work))
    office = did(office, enters, adopt, cells={**IN_PAPER, "work": "W2"})
    office = did(office, attaches, attach, adoption=ADOPTION, scans=[PAPER])
    assert refused(office, "丁", MONDAY, verify, adoption=ADOPTION) == [
        (
            "own-work",
            "丁 may not do this to his own: verifying A2014-0001. hint: somebody else must do it",
        )
    ]


def test_whoever_sent_a_work_in_does_not_verify_its_adoption() -> None:
    office = did(holding(begun(), change_of(SENT)), "丙", adopt, cells=IN_PAPER, scans=[PAPER])
    told = refused(office, "丁", MONDAY, verify, adoption=ADOPTION)
    assert [code for code, _ in told] == ["own-work"]


def test_whoever_judged_a_work_does_not_verify_its_adoption() -> None:
    reviewed = Deed(0, "丁", SENT.since)
    judged = replace(
        SENT,
        submitter="甲",
        makers=("甲",),
        path=(Stop("科长", "review"),),
        at=1,
        deeds=(reviewed,),
    )
    office = did(holding(begun(), change_of(judged)), "丙", adopt, cells=IN_PAPER, scans=[PAPER])
    told = refused(office, "丁", MONDAY, verify, adoption=ADOPTION)
    assert [code for code, _ in told] == ["own-work"]
    assert refused(office, "戊", MONDAY, verify, adoption=ADOPTION) == []


def test_information_officer_enters_what_is_yet_to_be_verified_of_his_unit() -> None:
    office = did(begun(), "甲", adopt, cells=IN_PAPER, scans=[PAPER])
    assert (state(office), counted(office)) == ("unverified", 0)
    assert refused(begun(), "乙", MONDAY, adopt, cells=IN_PAPER) == [
        ("other-unit", "A2014-0001 is not of a work of 乙科")
    ]
    in_net = {"work": "W1", "outlet": "区网"}
    assert refused(begun(), "甲", MONDAY, adopt, cells=in_net) == [
        (
            "no-power",
            "this adoption would count without anybody verifying it. "
            "hint: whoever has the power register enters it",
        )
    ]


def test_information_officer_proves_adoptions_of_his_unit_only() -> None:
    office = did(begun(), "丙", adopt, cells=IN_PAPER)
    assert refused(office, "乙", MONDAY, attach, adoption=ADOPTION, scans=[PAPER]) == [
        ("other-unit", "A2014-0001 is not of a work of 乙科")
    ]
    assert (
        refused(office, "丁", MONDAY, attach, adoption=ADOPTION, scans=[PAPER])[0][0] == "no-power"
    )


def test_work_on_its_way_is_not_adopted() -> None:
    work = {"id": "W2", "day": "2014-03-03", "unit": "甲科"}
    office = holding(begun(), Change("submission", "W2", work, "waiting"))
    assert refused(office, "丙", MONDAY, adopt, cells={**IN_PAPER, "work": "W2"}) == [
        (
            "not-released",
            "W2 is still on its way, or was taken back. hint: gov-comms open W2 tells",
        )
    ]


def test_wrong_files_are_refused_all_at_once() -> None:
    office = did(begun(), "丙", adopt, cells=IN_PAPER, scans=[PAPER])
    scans = [
        replace(PAPER, kind="样报纸"),
        replace(PAPER, name="样报/../p3.jpg"),
        replace(PAPER, content=b"GIF89a"),
        PAPER,
    ]
    assert refused(office, "甲", MONDAY, attach, adoption=ADOPTION, scans=scans) == [
        ("unknown-word", "'样报纸' is no kind of evidence here. hint: did you mean '样报'?"),
        (
            "evidence-broken",
            "p3.jpg: it is no sound .jpg, or was cut off. "
            "hint: open it once, and save or scan it anew",
        ),
        ("evidence-twice", "p3.jpg: this file is there already, as V2014-0001"),
        (
            "evidence-name",
            "样报/../p3.jpg: the name of a file has no folders and no signs such as / or ... "
            "hint: call it something like 样报-2014-03-05.jpg",
        ),
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            {"adoption": "A2014-0002"},
            "no adoption is called A2014-0002. hint: did you mean 'A2014-0001'?",
        ),
        (
            {"adoption": ADOPTION, "reject": ["V1"], "reason": "旧"},
            "V1 is no file that waits for somebody to look at it. hint: those that do: V2014-0001",
        ),
        (
            {"adoption": ADOPTION, "reject": ["V2014-0001"]},
            "a file is rejected with a reason. hint: say it: --reason TEXT",
        ),
    ],
)
def test_verifying_what_is_not_there_is_refused(said: dict[str, object], told: str) -> None:
    office = did(begun(), "丙", adopt, cells=IN_PAPER, scans=[PAPER])
    assert [text for _, text in refused(office, "丁", MONDAY, verify, **said)] == [told]


def test_nothing_is_verified_twice() -> None:
    office = did(begun(), "丙", adopt, cells=IN_PAPER, scans=[PAPER])
    office = did(office, "丁", verify, adoption=ADOPTION)
    assert refused(office, "戊", MONDAY, verify, adoption=ADOPTION) == [
        (
            "nothing-to-verify",
            "A2014-0001 has no file that waits for somebody to look at it. "
            "hint: hand one in: attach",
        )
    ]


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"something else", "evidence-changed", "p3.jpg is not what was handed in"),
        (None, "evidence-gone", "p3.jpg is no longer in the record"),
    ],
)
def test_changed_file_is_found_and_proves_nothing(
    content: bytes | None, code: str, told: str
) -> None:
    office = did(begun(), "丙", adopt, cells=IN_PAPER, scans=[PAPER])
    assert audit_files(office.memory) == ()
    (digest,) = office.memory.stored
    stored = {} if content is None else {digest: content}
    office = replace(office, memory=replace(office.memory, stored=stored))
    text = f"{ADOPTION}:V2014-0001: {told}. hint: restore it from a backup"
    assert [(each.code, each.text("en")) for each in audit_files(office.memory)] == [(code, text)]
    assert refused(office, "丁", MONDAY, verify, adoption=ADOPTION) == [(code, text)]
    assert refused(office, "丁", MONDAY, files_to_read, adoption=ADOPTION) == [(code, text)]


def test_files_are_read_by_those_who_verify_or_register() -> None:
    office = did(begun(), "丙", adopt, cells=IN_PAPER, scans=[PAPER])
    for person in ("丁", "丙"):
        assert files_to_read(sit(office, person, MONDAY), ADOPTION) == (
            ("V2014-0001 p3.jpg", PAPER.content),
        )
    told = refused(office, "乙", MONDAY, files_to_read, adoption=ADOPTION)
    assert [code for code, _ in told] == ["no-power"]


def things(office: Rehearsal, person: str, at: str = MONDAY) -> list[tuple[str, str, str, str]]:
    """Kind, what, by when and the command of each thing that somebody has to do."""
    items = todo(sit(office, person, at))
    return [(each.kind, each.what.text("en"), each.due.text(), each.command) for each in items]


DATED = AGENCY.replace('id = "paper"', 'id = "paper"\ndeadline = { of = "day", plus_days = 5 }')


def test_what_is_to_be_proved_and_verified_stands_in_the_lists_of_those_who_do_it() -> None:
    office = did(begun(DATED), "丙", adopt, cells=IN_PAPER)
    lacking = ("proof", "A2014-0001: hand in 样报 (二)", "2014-03-15", "attach A2014-0001")
    assert {name: things(office, name) for name in "甲乙丙丁"} == {
        "甲": [lacking],
        "乙": [],
        "丙": [],
        "丁": [],
    }
    office = did(office, "甲", attach, adoption=ADOPTION, scans=[PAPER])
    waiting = ("evidence", "A2014-0001: 1 files", "", "verify A2014-0001")
    assert {name: things(office, name) for name in "甲丁戊"} == {
        "甲": [],
        "丁": [waiting],
        "戊": [waiting],
    }
    office = did(office, "丁", verify, adoption=ADOPTION)
    assert things(office, "戊") == []
