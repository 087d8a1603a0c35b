"""Every shape of rule is said in TOML: the page says it, a worked example proves it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.shapes.reading import (
    KEYS,
    Shape,
    entries,
    found_at,
    headings,
    names,
    noted,
    planned,
    proofs,
    said_by,
    shapes,
    told,
    with_case,
    without_place,
    written,
)

SHAPES = tuple(shapes())
NAMES = {shape.key: f"{shape.key}-{shape.proof['name']}" for shape in SHAPES}


def _each(key: str) -> pytest.MarkDecorator:
    """One test for each entry of ``key`` in the files of all shapes."""
    found = [
        pytest.param(shape, entry, id=f"{NAMES[shape.key]}{f'-{at}' if at else ''}")
        for shape in SHAPES
        for at, entry in enumerate(entries(shape.proof, key))
    ]
    return pytest.mark.parametrize(("shape", "entry"), found)


def test_page_and_folder_have_all_shapes_and_parts() -> None:
    assert tuple(names()) == KEYS
    assert tuple(key for key, _ in headings()) == KEYS
    assert tuple(written()) == KEYS
    assert sorted(proofs()) == sorted(KEYS)


def test_names_of_shapes_agree() -> None:
    named = names()
    assert headings() == [(key, f"{name} {title}") for key, (name, title) in named.items()]
    assert {key: proof["name"] for key, proof in proofs().items()} == {
        key: name for key, (name, _) in named.items()
    }


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: NAMES[shape.key])
def test_shape_is_short_and_said_by_what_the_table_names(shape: Shape) -> None:
    text = "".join(shape.block.values())
    assert len(text.splitlines()) <= 30
    words = re.findall(r"`([^`]+)`", said_by()[shape.key])
    assert words
    assert [word for word in words if not re.search(rf"\b{re.escape(word)}\b", text)] == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: NAMES[shape.key])
def test_shape_is_proved(shape: Shape) -> None:
    assert any(entries(shape.proof, key) for key in ("cases", "expect", "refused"))
    assert told(shape.texts(shape.block)) == []


@_each("cases")
def test_case_holds_with_the_shape_alone(shape: Shape, entry: str) -> None:
    assert told(with_case(shape.texts(shape.block), entry)) == []
    assert told(with_case(shape.texts({}), entry)) != []


@_each("expect")
def test_agency_has_what_the_shape_says(shape: Shape, entry: dict[str, Any]) -> None:
    assert found_at(shape.texts(shape.block), entry["path"]) == entry["is"]
    assert found_at(shape.texts({}), entry["path"]) != entry["is"]


@_each("refused")
def test_what_breaks_the_shape_is_refused(shape: Shape, entry: dict[str, Any]) -> None:
    says = entry["says"].splitlines()
    assert _answers(shape, shape.block, entry) == says
    assert _answers(shape, {}, entry) != says


@_each("notices")
def test_check_notes_the_shape(shape: Shape, entry: str) -> None:
    assert entry in noted(shape.texts(shape.block))
    assert entry not in noted(shape.texts({}))


@_each("plan")
def test_plan_tells_the_shape(shape: Shape, entry: str) -> None:
    assert entry in planned(shape.texts(shape.block))
    assert entry not in planned(shape.texts({}))


def _answers(shape: Shape, block: Any, entry: dict[str, Any]) -> list[str]:
    """What `check` says of the shape with the wrong lines, without their places."""
    for old, new in entry.get("swap", {}).items():
        block = {place: text.replace(old, new) for place, text in block.items()}
    texts = shape.texts(block)
    texts["agency.toml"] += entry.get("agency", "")
    texts["regulations/2014-01-01.toml"] += entry.get("regulation", "")
    return [without_place(each) for each in told(texts)]
