"""The manager: which plugins an agency gets, and one clear message for each way to fail."""

from __future__ import annotations

import pytest

from gov_comms.config import open_texts
from gov_comms.errors import Refused
from gov_comms.settlement import run_cases
from tests.plugins.conftest import Install

HEAD = (
    'from gov_comms.plugins import Check, Document, Importer, Text, Verb, hookimpl\nAPI = "1.0"\n'
)
REGULATION = """\
title = "办法"
from = 2014-01-01

[[step]]
id = "sent"
clause = "一"
do = "award"
on = "submission"
give.points = 1
"""
TOPICS = """\
[[step]]
id = "topics"
clause = "二"
do = "repeats"
of = ["sent"]
per = []
order = ["earliest"]
shares = [1]
rest = 0
"""
OFF = "take it off the list of plugins to go on without it"


def texts(*plugins: str, regulation: str = REGULATION) -> dict[str, str]:
    """A small agency that enables some plugins, in line 2 of its file."""
    listed = ", ".join(f'"{name}"' for name in plugins)
    agency = (
        f'name = "甲办"\nplugins = [{listed}]\n\n[measures.points]\nlabel = "积分"\nunit = "分"\n'
    )
    return {"agency.toml": agency, "regulations/2014-01-01.toml": regulation}


def refusal(*plugins: str, regulation: str = REGULATION) -> list[str]:
    """What opening the agency is refused for, hint and all."""
    with pytest.raises(Refused) as refused:
        open_texts(texts(*plugins, regulation=regulation))
    return [problem.text("en") for problem in refused.value.problems]


def hook(name: str, *body: str) -> str:
    """The code of a plugin that answers one hook."""
    lines = "".join(f"    {line}\n" for line in body)
    return f"{HEAD}\n@hookimpl\ndef {name}():\n{lines}"


def test_plugin_is_asked_when_it_is_enabled() -> None:
    opened = open_texts(texts("repeats", regulation=REGULATION + TOPICS))
    assert opened.plugins.versions == {"repeats": "0.1.0"}
    assert opened.plugins.verbs["repeats"].plugin == "repeats 0.1.0"


def test_plugin_that_is_not_enabled_is_unknown() -> None:
    assert refusal(regulation=REGULATION + TOPICS) == [
        "regulations/2014-01-01.toml:13:1: step.topics.do: no such verb. hint: "
        'a plugin of this name is installed; enable it with plugins = ["repeats"]'
    ]


def test_agencies_side_by_side_have_their_own_plugins() -> None:
    with_it = open_texts(texts("repeats", regulation=REGULATION + TOPICS))
    without = open_texts(texts())
    again = open_texts(texts("repeats", regulation=REGULATION + TOPICS))
    assert set(with_it.plugins.verbs) - set(without.plugins.verbs) == {"repeats"}
    assert (without.plugins.versions, again.plugins.versions) == ({}, {"repeats": "0.1.0"})
    assert run_cases(with_it) == run_cases(without) == ()


def test_plugin_that_is_not_installed() -> None:
    assert refusal("repeat", "absent") == [
        "agency.toml:2:1: plugins: plugin absent is not installed. "
        "hint: install it, or take it off the list",
        "agency.toml:2:1: plugins: plugin repeat is not installed. hint: did you mean 'repeats'?",
    ]


def test_plugin_that_stands_twice() -> None:
    assert refusal("repeats", "repeats") == [
        "agency.toml:2:1: plugins: plugin repeats stands twice"
    ]


def test_plugin_that_two_packages_bring(install: Install) -> None:
    for package in ("first", "second"):
        install("mine", hook("register_checks", "return ()"), package=package)
    assert refusal("mine") == [
        "agency.toml:2:1: plugins: several packages bring a plugin mine: first, second. "
        "hint: uninstall all but one of them"
    ]


def test_plugins_that_claim_one_name(install: Install) -> None:
    check = 'return [Check("names", lambda agency: ())]'
    install("north", hook("register_checks", check))
    install("south", hook("register_checks", check))
    assert refusal("south", "north") == [
        "agency.toml:2:1: plugins: south and north both claim the name names"
    ]


def test_plugin_that_claims_a_verb_of_the_core(install: Install) -> None:
    install(
        "mine",
        f"import gov_comms.verbs.award as award\nfrom pathlib import Path\n{HEAD}"
        "@hookimpl\ndef register_verbs():\n"
        '    return [Verb("award", award.Award, award.run, Path(__file__), Text("给"))]\n',
    )
    assert refusal("mine") == [
        "agency.toml:2:1: plugins: gov_comms.verbs and mine both claim the name award"
    ]


def test_plugins_that_claim_one_suffix(install: Install) -> None:
    install("mine", hook("register_importers", 'return [Importer("mine", (".csv", ".m"), list)]'))
    install("docs", hook("register_documents", 'return [Document("docs", ".docx", bytes)]'))
    assert refusal("mine", "docs") == [
        "agency.toml:2:1: plugins: gov_comms.bulletin and docs both claim the name .docx",
        "agency.toml:2:1: plugins: gov_comms.facts and mine both claim the name .csv",
    ]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        pytest.param(
            'import nothing_of_this_name\nAPI = "1.0"\n',
            "ModuleNotFoundError: No module named 'nothing_of_this_name'",
            id="import fails",
        ),
        pytest.param(
            "API = '1.0'\ndef register_checks(:\n", "line 2: invalid syntax", id="no Python"
        ),
        pytest.param(
            "API = '1.0'\nraise RuntimeError('two\\nlines')\n",
            "RuntimeError: two lines",
            id="raises at import",
        ),
        pytest.param(
            hook("register_checks", "raise KeyError"), "register_checks: KeyError", id="hook raises"
        ),
        pytest.param(
            hook("register_checks", "yield Check('a', print)", "raise ValueError('no more')"),
            "register_checks: ValueError: no more",
            id="hook raises on the way",
        ),
        pytest.param(
            hook("register_checks", "pass"),
            "register_checks: TypeError: 'NoneType' object is not iterable",
            id="hook answers nothing",
        ),
        pytest.param(
            hook("register_checks", "return ['gaps']"),
            "register_checks is answered with Check, not with str",
            id="answer of a wrong type",
        ),
        pytest.param(
            hook("register_verbs", "return [Check('a', print)]"),
            "register_verbs is answered with Verb, not with Check",
            id="answer to another hook",
        ),
        pytest.param(
            hook("register_checks", "return [Check('', print)]"),
            "what it hands in at register_checks has no name",
            id="answer without a name",
        ),
        pytest.param(
            hook("register_checks", "return [Check('a', 'gaps')]"),
            "run of a cannot be called",
            id="answer that cannot be called",
        ),
        pytest.param(
            hook("register_documents", "return [Document('a', 'pdf', print)]"),
            "a is for 'pdf'; a suffix is in small letters and begins with a dot",
            id="suffix without a dot",
        ),
        pytest.param(
            hook("register_verbs", "return [Verb('a', dict, print, 'a.md', Text('甲'))]"),
            "the shape of the verb a is not made from Step",
            id="shape that is no step",
        ),
        pytest.param(
            "from gov_comms.language.step import Step\nfrom pathlib import Path\n"
            + hook("register_verbs", "return [Verb('a', Step, print, Path('a.md'), Text('甲'))]"),
            "the verb a has no page; a.md is no file",
            id="verb without a page",
        ),
        pytest.param(
            "from gov_comms.plugins import Settings, Strict\n"
            "class Limits(Strict):\n    limit: 'Absent'\n"
            + hook("register_settings", "return [Settings(Limits)]"),
            "the shape Limits reads nothing: name 'Absent' is not defined",
            id="shape with a type that is not there",
        ),
        pytest.param(
            "from pathlib import Path\n"
            "from gov_comms.language.step import Step\n"
            "class Odd:\n    pass\n"
            "class Repeat(Step):\n    odd: Odd\n"
            + hook(
                "register_verbs", "return [Verb('a', Repeat, print, Path(__file__), Text('甲'))]"
            ),
            "the shape Repeat reads nothing: Unable to generate pydantic-core schema for <class "
            "'mine_plugin.Odd'>. Set `arbitrary_types_allowed=True` in the model_config to ignore "
            "this error or implement `__get_pydantic_core_schema__` on your type to fully support "
            "it.",
            id="shape with a type that reads nothing",
        ),
    ],
)
def test_plugin_that_fails(install: Install, code: str, says: str) -> None:
    install("mine", code, version="2.1")
    assert refusal("mine") == [
        f"agency.toml:2:1: plugins: plugin mine 2.1 failed: {says}. hint: {OFF}"
    ]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        pytest.param(
            hook("register_verb", "return ()"),
            "there is no hook register_verb. hint: did you mean 'register_verbs'?",
            id="misspelt hook",
        ),
        pytest.param(
            f"{HEAD}@hookimpl\ndef register_checks(agency):\n    return ()\n",
            "the hook register_checks is not handed agency. hint: known: settings",
            id="hook with an argument that it has not",
        ),
        pytest.param(
            "API = '1.0'\ndef register_checks():\n    return ()\n",
            "it answers no hook. hint: mark the functions that answer one with @hookimpl",
            id="hook without its mark",
        ),
    ],
)
def test_plugin_that_answers_no_hook_of_ours(install: Install, code: str, says: str) -> None:
    install("mine", code)
    assert refusal("mine") == [f"agency.toml:2:1: plugins: plugin mine 1.0 failed: {says}"]


def test_all_plugins_that_fail_are_told_at_once(install: Install) -> None:
    install("north", "API = '1.0'\nraise RuntimeError('north')\n")
    install("south", hook("register_checks", "return [1]"))
    assert [
        text.partition("failed: ")[2].partition(". hint")[0] for text in refusal("south", "north")
    ] == [
        "RuntimeError: north",
        "register_checks is answered with Check, not with int",
    ]


def test_plugin_that_fails_is_not_loaded_unless_enabled(install: Install) -> None:
    install("mine", "raise RuntimeError('loaded')\n")
    assert open_texts(texts()).plugins.versions == {}
