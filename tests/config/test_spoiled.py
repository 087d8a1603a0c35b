"""One bad file per mistake, with the exact text of what is said about it."""

from __future__ import annotations

import pytest

from tests.config.spoiled import Spoiled, problems, read_cases, said

SHAPE = read_cases("shape.txt")
WORDS = read_cases("words.txt")
LAW = read_cases("law.txt")


@pytest.mark.parametrize("spoiled", SHAPE + WORDS + LAW, ids=lambda each: each.name)
def test_spoiled_agency_says_what_is_wrong(spoiled: Spoiled) -> None:
    found = problems(spoiled.texts())
    assert said(found) == spoiled.says
    # Chinese has words of its own for each, and speaks of the same places.
    chinese = [each.text("zh-CN") for each in found]
    assert [text.split(": ")[0] for text in chinese] == [each.place.text() for each in found]
    assert not any(each.text("en") == text for each, text in zip(found, chinese, strict=True))


@pytest.mark.parametrize("cases", [SHAPE, WORDS, LAW], ids=["shape", "words", "law"])
def test_every_case_has_its_own_name(cases: tuple[Spoiled, ...]) -> None:
    names = [each.name for each in cases]
    assert sorted(set(names)) == sorted(names)
