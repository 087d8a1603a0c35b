"""A golden text for each kind of bulletin: a week, a month … a year, a campaign."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from gov_comms.bulletin import compose, gather
from gov_comms.bulletin.plain import plain_file
from gov_comms.config import Opened, open_texts
from gov_comms.facts import Facts, read_facts
from gov_comms.settlement import score
from tests.bulletin.test_gathering import ADOPTIONS, AGENCY, REGULATION, SUBMISSIONS

WINDOW = """
[[calendar.window]]
id = "campaign"
from = 2014-01-20
to = 2014-02-14
"""
PLAN = """
[[bulletin]]
id = "golden-{level}"
period = "{level}"
title = {{ zh = "关于{{period}}信息工作情况的通报", en = "Information work in {{period}}" }}
number = "某办〔2014〕1号"
copies = ["区委办公室"]
columns = [
  {{ measure = "sent" }},
  {{ measure = "sent", show = "to_date" }},
  {{ measure = "used" }},
  {{ measure = "used", show = "before" }},
  {{ measure = "used", show = "change" }},
  {{ measure = "used", show = "rate", of = "sent", heading = "采用率（%）" }},
]
order = "sent"
annex = true
"""
KINDS = {
    "week": "2014-W07",
    "month": "2014-02",
    "quarter": "2014-Q1",
    "half": "2014-H1",
    "year": "2014",
    "campaign": "campaign",
}
"""A period for each level that an office announces, and for a campaign."""


class TextFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture(scope="module")
def opened() -> Opened:
    plans = "".join(PLAN.format(level=level) for level in KINDS)
    texts = {"agency.toml": AGENCY + WINDOW + plans, "regulations/2014-01-01.toml": REGULATION}
    return open_texts(texts)


@pytest.fixture(scope="module")
def facts(opened: Opened, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder = tmp_path_factory.mktemp("records")
    (folder / "报送.csv").write_text(SUBMISSIONS, encoding="utf-8")
    (folder / "采用.csv").write_text(ADOPTIONS, encoding="utf-8")
    return read_facts(opened.agency, opened.plugins, folder)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("level", KINDS)
def test_golden_text_of_each_kind(
    opened: Opened, facts: Facts, level: str, language: str, snapshot: SnapshotAssertion
) -> None:
    agency = opened.agency
    plan = next(each for each in agency.bulletins if each.id == f"golden-{level}")
    result = score(opened, facts, KINDS[level])
    bulletin = compose(agency, result, plan, language, gather(opened, facts, result, plan))
    text = plain_file(bulletin, language).decode()
    assert text == snapshot(extension_class=TextFile)
