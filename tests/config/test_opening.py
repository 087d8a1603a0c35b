"""Opening: from folders, texts and names; what is refused and what is only said."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from gov_comms.config import open_agency, open_texts, shipped
from gov_comms.config.opening import check_law
from gov_comms.config.report import Report
from gov_comms.errors import Place, Problem, Refused, Severity, errors_in
from gov_comms.messages import msg
from gov_comms.model import Agency
from gov_comms.plugins import Check, Plugins
from tests.config.agencies import AGENCY, FIRST, SOUND
from tests.config.spoiled import problems, said


def write(folder: Path, texts: dict[str, str], encoding: str = "utf-8") -> Path:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
    return folder


def test_folder_and_texts_give_the_same_agency(tmp_path: Path) -> None:
    folder = write(tmp_path / "agency", SOUND)
    from_folder, from_texts = open_agency(folder), open_texts(SOUND)
    assert from_folder.agency.id == from_texts.agency.id == "agency"
    assert from_folder.agency.measures == from_texts.agency.measures
    assert from_folder.agency.tables == from_texts.agency.tables
    assert [e.steps for e in from_folder.agency.editions] == [
        e.steps for e in from_texts.agency.editions
    ]
    assert [case.title for case in from_folder.cases] == [case.title for case in from_texts.cases]


def test_byte_order_mark_says_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "agency", SOUND, "utf-8-sig")
    assert open_agency(folder).problems == ()


def test_windows_line_ends_say_nothing(tmp_path: Path) -> None:
    texts = {name: text.replace("\n", "\r\n") for name, text in SOUND.items()}
    assert open_agency(write(tmp_path / "agency", texts)).problems == ()


def test_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "agency", SOUND, "gb18030")
    with pytest.raises(Refused) as refused:
        open_agency(folder)
    assert said(refused.value.problems)[0] == (
        f"{folder}/agency.toml: this file is not UTF-8 text. hint: save it with the encoding UTF-8"
    )


def test_folder_without_agency_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_agency(tmp_path)
    assert refused.value.problems[0].what.text("en") == "this folder holds no agency.toml"


def test_name_that_is_not_shipped_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        open_agency("haidain")
    assert said(refused.value.problems) == (
        "haidain: there is no such folder, and no agency of this name is shipped. "
        "hint: did you mean 'haidian'?",
    )


def test_shipped_agencies_open_by_name_without_errors() -> None:
    names = [folder.name for folder in shipped()]
    assert names == sorted(names)
    for name in names:
        opened = open_agency(name)
        assert opened.agency.id == name
        assert errors_in(opened.problems) == ()


def test_texts_without_agency_are_refused() -> None:
    texts = {"regulations/2014-03-01.toml": FIRST}
    assert said(problems(texts)) == ("agency.toml: this file is missing",)


def test_agency_without_regulation_is_refused() -> None:
    assert said(problems({"agency.toml": AGENCY})) == (
        "agency.toml: there is no regulation. hint: write it into a file such as "
        "regulations/2014-03-01.toml",
    )


def test_all_problems_of_all_files_come_at_once_in_reading_order() -> None:
    texts = {
        "agency.toml": AGENCY.replace('group_by = "class"', 'group_by = "klass"'),
        "regulations/2014-03-01.toml": FIRST.replace('per = ["work"]', 'per = ["works"]'),
        "regulations/2015-03-01.toml": "title = \n",
        "cases/a.toml": "title = 5\n",
    }
    found = problems(texts)
    assert [(each.place.text(), each.code) for each in found] == [
        ("agency.toml:69:1", "unknown-column"),
        ("cases/a.toml:1:1", "missing-key"),
        ("cases/a.toml:1:1", "missing-key"),
        ("cases/a.toml:1:1", "missing-key"),
        ("cases/a.toml:1:1", "wrong-type"),
        ("regulations/2015-03-01.toml:1:9", "syntax"),
    ]


def test_warnings_do_not_stop_an_agency() -> None:
    first = FIRST.replace('clause = "第一条"', 'clause = "第一条"\nunknown = "原文缺"')
    opened = open_texts({**SOUND, "regulations/2014-03-01.toml": first})
    assert [each.severity for each in opened.problems] == [Severity.NOTICE]


def law(checks: Iterable[Check]) -> tuple[str, ...]:
    opened = open_texts(SOUND)
    report = Report()
    plugins = Plugins({}, {}, {}, {check.name: check for check in checks}, {})
    check_law(opened.agency, plugins, opened_documents(), report)
    return said(tuple(report.problems))


def opened_documents() -> dict[str, object]:
    from gov_comms.config.reading import Source, parse

    source = Source("agency", SOUND)
    return {name: parse(source, name, []) for name in SOUND}


def test_problem_of_a_check_is_placed_by_its_key() -> None:
    def run(agency: Agency) -> Iterable[Problem]:
        place = Place(agency.editions[0].file)
        yield Problem("county", place, msg("unknown key"), 'step."used.highest".keep')

    assert law([Check("county", run)]) == (
        'regulations/2014-03-01.toml:27:1: step."used.highest".keep: unknown key',
    )


def test_check_that_fails_is_named() -> None:
    def run(agency: Agency) -> Iterable[Problem]:
        raise ZeroDivisionError(agency.id)

    assert law([Check("county", run)]) == (
        "agency.toml: the check county failed: ZeroDivisionError('agency')",
    )
