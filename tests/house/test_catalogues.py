"""The catalogues follow the source, and every text has its Chinese."""

from __future__ import annotations

import gettext

from gov_comms.messages import LANGUAGES, LOCALE_FOLDER, catalogue, msg
from tools import catalogues


def test_catalogues_are_in_step() -> None:
    assert list(catalogues.complaints()) == []


def test_compiled_catalogue_equals_the_readable_one() -> None:
    with catalogues.COMPILED.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    readable = {str(each.id): each.string for each in catalogues.translated() if each.id}
    assert {text: compiled.gettext(text) for text in readable} == readable


def test_catalogues_carry_no_dates() -> None:
    for path in (catalogues.TEMPLATE, catalogues.CHINESE):
        assert "-Date:" not in path.read_text(encoding="utf-8")
    assert b"-Date:" not in catalogues.COMPILED.read_bytes()


def test_catalogues_lie_where_the_program_looks() -> None:
    assert catalogues.COMPILED == LOCALE_FOLDER / "zh_CN" / "LC_MESSAGES" / "gov_comms.mo"


def test_message_is_shown_in_each_language() -> None:
    shown = {language: msg("unknown key").text(language) for language in LANGUAGES}
    assert shown == {"zh-CN": "没有这个键", "en": "unknown key"}


def test_english_needs_no_catalogue() -> None:
    assert type(catalogue("en")) is gettext.NullTranslations


def test_placeholders_of_a_template() -> None:
    assert catalogues.placeholders("{a} of {b!r}, {{not}}") == {"a", "b"}
