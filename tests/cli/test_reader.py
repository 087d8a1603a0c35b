"""Whose language the command line speaks."""

from __future__ import annotations

import pytest

from gov_comms.cli.reader import Reader, reader_of

CHINESE, ENGLISH = Reader("zh-CN"), Reader("en")
VARIABLES = ("GOV_COMMS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("arguments", "environment", "reader"),
    [
        ([], {}, CHINESE),
        ([], {"LANG": "C.UTF-8"}, CHINESE),
        ([], {"LANG": "en_GB.UTF-8"}, ENGLISH),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, ENGLISH),
        ([], {"LANG": "en_US.UTF-8", "GOV_COMMS_LANG": "zh"}, CHINESE),
        (["--lang", "en"], {"GOV_COMMS_LANG": "zh"}, Reader("en", asked=True)),
        (["check", "haidian", "--lang=zh"], {"LANG": "en"}, Reader("zh-CN", asked=True)),
        (["--help", "--lang", "en"], {}, Reader("en", asked=True)),
        (["--lang", "fr"], {"LANG": "en"}, ENGLISH),
        (["--lang"], {"LANG": "en"}, ENGLISH),
        (["check", "--", "--lang", "zh"], {"LANG": "en"}, ENGLISH),
    ],
)
def test_reader_of_a_call(
    arguments: list[str],
    environment: dict[str, str],
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert reader_of(arguments) == reader


def test_document_language_is_the_agencys_unless_asked_for() -> None:
    assert Reader("en").document_language("zh-CN") == "zh-CN"
    assert Reader("en", asked=True).document_language("zh-CN") == "en"
