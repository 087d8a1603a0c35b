"""The page of checks names every code that check can say, each with a text that is really said."""

from __future__ import annotations

from collections.abc import Iterator

from gov_comms.errors import Problem
from tests.config.agencies import SOUND
from tests.config.codes import codes_in_source
from tests.config.dutiful import DUTIFUL
from tests.config.spoiled import Spoiled, problems, read_cases
from tests.config.test_extending import TEXTS
from tests.config.test_scales import SOUND_SCALES
from tests.docs.pages import ROOT, in_ticks

PAGE = ROOT / "docs" / "reference" / "checks.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.read_text("utf-8").splitlines()
    if line.startswith("| `")
]
EXAMPLES = {example for *_, example in ROWS if example}


def spoiled() -> Iterator[tuple[Spoiled, dict[str, str]]]:
    """Every agency with a mistake in it, of those that say one of the examples."""
    bases = {
        "shape.txt": SOUND,
        "words.txt": SOUND,
        "law.txt": SOUND,
        "duties.txt": DUTIFUL,
        "clauses.txt": DUTIFUL,
        "extending.txt": TEXTS,
    }
    for name, texts in bases.items():
        yield from ((each, each.spoil(texts, each.file)) for each in read_cases(name))
    for each in read_cases("scales.txt"):
        kind, _, file = each.file.partition(":")
        yield each, each.spoil(SOUND_SCALES[f"{kind}.toml"], file)


def found() -> Iterator[Problem]:
    for case, texts in spoiled():
        if any(example in line for example in EXAMPLES for line in case.says):
            yield from problems(texts)


def test_page_names_every_code_once() -> None:
    assert sorted(in_ticks(row[0])[0] for row in ROWS) == sorted(codes_in_source())


def test_examples_are_said_of_their_code() -> None:
    said = {(each.code, each.severity.value, each.what.text("en")) for each in found()}
    told = {(in_ticks(code)[0], severity, text) for code, severity, _, text in ROWS if text}
    assert told - said == set()
