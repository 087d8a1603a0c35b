"""The catalogues follow the source, and every text has its Chinese."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from gov_comms.messages import LANGUAGES, LOCALE_FOLDER, catalogue, msg
from tools import catalogues

READABLE = (catalogues.CHINESE, catalogues.CLICK)


def test_catalogues_are_in_step() -> None:
    assert list(catalogues.complaints()) == []


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_compiled_catalogue_equals_the_readable_one(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogues.texts(catalogues.translated(path)):
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == (message.string or message.id)
        else:
            assert compiled.ngettext(*message.id, 2) == message.string[0]


def test_catalogues_carry_no_dates() -> None:
    for path in (catalogues.TEMPLATE, *READABLE, *(each.with_suffix(".mo") for each in READABLE)):
        assert b"-Date:" not in path.read_bytes()


def test_catalogues_lie_where_the_program_looks() -> None:
    assert catalogues.CHINESE.parent == LOCALE_FOLDER / "zh_CN" / "LC_MESSAGES"


def test_message_is_shown_in_each_language() -> None:
    shown = {language: msg("unknown key").text(language) for language in LANGUAGES}
    assert shown == {"zh-CN": "没有这个键", "en": "unknown key"}


def test_english_needs_no_catalogue() -> None:
    assert type(catalogue("en")) is gettext.NullTranslations


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("plain", set()),
        ("{a} of {b!r}, {c:02}, {{not}}", {"a", "b", "c"}),
        ("{ a = 1 }", {" a = 1 "}),
    ],
)
def test_placeholders_of_a_template(template: str, names: set[str]) -> None:
    assert catalogues.placeholders(template) == names
