"""Every block of TOML in the documents is opened or parsed, and every example comes out."""

from __future__ import annotations

import pytest
import tomli

from gov_comms.config import open_texts
from gov_comms.config.opening import open_source
from gov_comms.config.reading import source_of_shelf
from gov_comms.errors import Refused, Severity
from gov_comms.settlement import run_cases
from tests.docs.pages import DOCUMENTS, ROOT, Block, Example, blocks, examples, written_agency

BLOCKS = [block for file in DOCUMENTS for block in blocks(file)]
EXAMPLES = [example for file in DOCUMENTS for example in examples(file)]


@pytest.mark.parametrize(
    "block", [b for b in BLOCKS if b.language == "toml"], ids=lambda block: block.name
)
def test_block_of_toml_parses(block: Block) -> None:
    if block.role != "wrong":
        tomli.loads(block.text)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_example_comes_out(example: Example) -> None:
    opened = open_texts(example.texts())
    told = [each.text("en") for each in opened.problems if each.severity is not Severity.NOTICE]
    assert told == []
    assert [problem.text("en") for problem in run_cases(opened)] == []


@pytest.mark.parametrize(
    ("example", "wrong", "says"),
    [(each, wrong, says) for each in EXAMPLES for wrong, says in each.wrong],
    ids=[each.name for each in EXAMPLES for _ in each.wrong],
)
def test_wrong_steps_are_refused_as_told(example: Example, wrong: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        open_texts(example.texts(wrong))
    found = [each.text("en").partition(": ")[2] for each in refused.value.problems]
    assert found == says.splitlines()


def test_extension_of_the_recipes_opens_and_its_cases_hold() -> None:
    texts = written_agency(ROOT / "docs" / "how-to" / "recipes.md")
    opened = open_source(source_of_shelf(texts, "town", "town"), [])
    assert [problem.text("en") for problem in opened.problems] == []
    assert [problem.text("en") for problem in run_cases(opened)] == []
    assert [len(each.steps) for each in opened.agency.editions] == [2]
    assert len(opened.cases) == 1


def test_agency_of_the_reference_opens_and_its_cases_hold() -> None:
    opened = open_texts(written_agency(ROOT / "docs" / "reference" / "agency.md"))
    assert [problem.text("en") for problem in opened.problems] == []
    assert [problem.text("en") for problem in run_cases(opened)] == []
    assert (len(opened.agency.editions), len(opened.cases)) == (2, 2)
