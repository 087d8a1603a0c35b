"""The version of the hooks that a plugin declares: compared before any of its code runs."""

from __future__ import annotations

import pytest

from gov_comms.errors import Refused
from gov_comms.plugins import open_plugins
from gov_comms.plugins.api import API, version_objection
from gov_comms.plugins.manager import Enabling
from tests.plugins.conftest import Install

EXAMPLE = f'its module says so: API = "{API}"'
CHECK = "from gov_comms.plugins import hookimpl\n@hookimpl\ndef register_checks():\n    return ()\n"


def refusal(code: str, install: Install) -> list[str]:
    install("mine", code, version="2.1")
    with pytest.raises(Refused) as refused:
        open_plugins(Enabling(("mine",)))
    return [problem.text("en") for problem in refused.value.problems]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_supported_version_is_loaded(install: Install, version: str) -> None:
    install("mine", f'API = "{version}"\n{CHECK}', version="2.1")
    assert open_plugins(Enabling(("mine",))).versions == {"mine": "2.1"}


@pytest.mark.parametrize(
    ("version", "hint"),
    [
        ("0.9", "it needs a newer release of the plugin"),
        ("1.2", "it needs a newer gov_comms, or an older release of the plugin"),
        ("2.0", "it needs a newer gov_comms, or an older release of the plugin"),
    ],
)
def test_other_version_is_refused_and_both_are_named(
    install: Install, version: str, hint: str
) -> None:
    """Though its import would fail as well, since it needs what is not there."""
    code = f'from gov_comms.plugins import Tomorrow\nAPI = "{version}"\n{CHECK}'
    assert refusal(code, install) == [
        f"plugins: plugin mine 2.1 failed: it is written for version {version} of the hooks, "
        f"and this program has {API}. hint: {hint}"
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "it does not say for which version of the hooks it is written"),
        ("API = 1", "1 is no version of the hooks"),
        ('API = "1"', "'1' is no version of the hooks"),
        ("API = str(1.0)", "it does not say for which version of the hooks it is written"),
    ],
)
def test_version_must_be_declared_in_plain_text(install: Install, line: str, says: str) -> None:
    found = refusal(f"{line}\n{CHECK}", install)
    assert found == [f"plugins: plugin mine 2.1 failed: {says}. hint: {EXAMPLE}"]


@pytest.mark.parametrize(
    ("declared", "against", "refused"),
    [
        ("1.0", "1.3", False),
        ("1.3", "1.3", False),
        ("1.4", "1.3", True),
        ("1.0", "2.0", True),
        ("2.0", "2.0", False),
    ],
)
def test_versions_are_compared(declared: str, against: str, refused: bool) -> None:
    assert (version_objection(declared, against) is not None) == refused
