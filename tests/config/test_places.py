"""Places: every key of every file is found, in lines and characters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import tomli

from gov_comms.config import shipped
from gov_comms.config.naming import key_text, keys_of_text
from gov_comms.config.places import Places
from gov_comms.config.reading import Document
from gov_comms.language.faults import Keys
from tests.config.agencies import SOUND

TEXT = """\
top = { "中" = [1, { y = 2 }] } # 注
"名称" . b = 1
[words.'a b']
k = 2
[[step]]
id = "one"
[step.give.points]
"市级" = 5
[[step.case]]
z = [
  1,
  { w = 2 },
]
[[step.case]]
z = 3
[[step]]
id = "two.b"
when = { any = [
  { page = 1 },
  { "级别" = "市级", length = { at_least = 800 } },
] }
[step.give]
points.x = 1
"""


def document(text: str, file: str = "a.toml") -> Document:
    return Document(file, text, tomli.loads(text))


def keys_in(data: object, above: Keys = ()) -> Iterator[Keys]:
    parts = data.items() if isinstance(data, dict) else enumerate(data)  # type: ignore[arg-type]
    for key, inner in parts:
        yield (*above, key)
        if isinstance(inner, (dict, list)):
            yield from keys_in(inner, (*above, key))


@pytest.mark.parametrize(
    ("keys", "line", "column"),
    [
        (("top",), 1, 1),
        (("top", "中"), 1, 9),
        (("top", "中", 1), 1, 19),
        (("top", "中", 1, "y"), 1, 21),
        (("名称",), 2, 1),
        (("名称", "b"), 2, 8),
        (("words", "a b"), 3, 1),
        (("words", "a b", "k"), 4, 1),
        (("step", 0), 5, 1),
        (("step", 0, "id"), 6, 1),
        (("step", 0, "give"), 7, 1),
        (("step", 0, "give", "points"), 7, 1),
        (("step", 0, "give", "points", "市级"), 8, 1),
        (("step", 0, "case", 0), 9, 1),
        (("step", 0, "case", 0, "z"), 10, 1),
        (("step", 0, "case", 0, "z", 0), 11, 3),
        (("step", 0, "case", 0, "z", 1, "w"), 12, 5),
        (("step", 0, "case", 1), 14, 1),
        (("step", 0, "case", 1, "z"), 15, 1),
        (("step", 1), 16, 1),
        (("step", 1, "when", "any", 1, "length", "at_least"), 20, 29),
        (("step", 1, "give", "points", "x"), 23, 8),
    ],
)
def test_place_of_a_key(keys: Keys, line: int, column: int) -> None:
    place = Places().of(document(TEXT), keys)
    assert (place.file, place.line, place.column) == ("a.toml", line, column)


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("step", 1, "clause"), 16),
        (("step", 0, "give", "yuan"), 7),
        (("step", 0, "case", 1, "w"), 14),
        (("nothing",), 1),
        ((), 1),
    ],
)
def test_missing_key_stands_at_the_head_of_its_table(keys: Keys, line: int) -> None:
    place = Places().of(document(TEXT), keys)
    assert (place.line, place.column) == (line, 1)


def texts() -> dict[str, str]:
    paths = (path for folder in shipped() for path in sorted(folder.rglob("*.toml")))
    read = {f"{path.parts[-3]}/{path.name}": path.read_text("utf-8") for path in paths}
    return {**SOUND, **read}


@pytest.mark.parametrize("file", sorted(texts()))
def test_every_key_stands_where_it_is_said_to(file: str) -> None:
    text = texts()[file]
    read, places = document(text, file), Places()
    lines = text.split("\n")
    for keys in keys_in(read.data):
        place = places.of(read, keys)
        assert place.line is not None
        assert place.column is not None
        rest = lines[place.line - 1][place.column - 1 :]
        if isinstance(keys[-1], str):
            assert rest.startswith((keys[-1], f'"{keys[-1]}"', f"'{keys[-1]}'", "["))


def test_key_text_reads_back() -> None:
    data = document(TEXT).data
    for keys in keys_in(data):
        assert keys_of_text(data, key_text(data, keys)) == keys


def test_key_text_names_elements_by_their_id() -> None:
    data = document(TEXT).data
    assert key_text(data, ("step", 1, "when", "any", 1, "级别")) == (
        'step."two.b".when.any.2."级别"'
    )
