"""The schemas for editors: what is right validates, what is spoiled does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pytest
import tomli
from jsonschema import Draft4Validator, FormatChecker

from gov_comms.config import open_agency, open_texts, shipped
from gov_comms.config.schemas import KINDS, schemas
from gov_comms.config.schemas.shapes import GRAMMARS
from gov_comms.errors import Refused
from gov_comms.language.condition import OPERATORS, TAKEN
from gov_comms.language.value import ARITHMETIC, BANDS
from gov_comms.plugins import open_plugins
from tests.config.agencies import SOUND
from tests.config.spoiled import Spoiled, read_cases
from tests.docs.pages import DOCUMENTS, examples

UNSEEN = {
    "column_called_all": "the name of a column of one's own",
    "column_of_type_id": "a rule over two keys",
    "column_of_unknown_table": "tables may be declared in the same file",
    "column_that_is_there": "the name of a column of one's own",
    "column_with_unknown_words": "lists are declared in the same file",
    "column_with_words_that_are_not_words": "a rule over two keys",
    "bulletin_grouped_by_no_column": "columns are declared in the same file",
    "bulletin_of_no_group": "lists are declared in the same file",
    "bulletin_of_unknown_period": "windows are declared in the same file",
    "measure_called_unit": "the name of a measure",
    "measure_name_with_a_dot": "the name of a measure",
    "bulletin_twice": "a rule over two tables",
    "appeal_without_window": "one key of two",
    "pay_twice": "a rule over two tables",
    "pay_with_a_cap_of_nothing": "an amount that may also be written as a text",
    "bulletin_with_columns_and_measures": "a rule over two keys",
    "layout_beyond_the_paper": "a rule over two keys",
    "case_of_no_period": "windows are declared in another file",
    "case_that_expects_in_no_period": "windows are declared in another file",
    "case_with_unknown_flag": "flags are set in another file",
    "case_with_unknown_step": "steps are written in another file",
    "derive_twice": "a rule over two tables",
    "holidays_of_other_years": "a rule over two keys",
    "holidays_twice_and_of_nothing": "what the program knows",
    "kept_for_ever_without_later": "a rule over two keys",
    "several_targets_of_what": "a rule over two keys",
    "step_twice": "a rule over two tables",
    "table_with_a_built_in_name": "the name of a table",
    "table_with_a_dot_in_its_name": "the name of a table",
    "value_table_one_level_short": "how many columns a table is by",
    "weigh_with_full_and_no_marks": "a rule over two keys",
    "word_that_a_cell_would_split": "a rule over a list and a column",
    "outlet_alias_taken": "a rule over two rows",
    "outlet_listed_twice": "a rule over two rows",
    "person_of_unknown_unit": "units are declared in the same file",
    "plugin_not_installed": "what is installed",
    "table_dated_by_no_column": "a rule over two keys",
    "table_with_a_taken_plural": "a rule over two tables",
    "unit_with_days_the_wrong_way": "a rule over two keys",
    "window_day_is_text": "editors hand a day to the schema as text",
    "window_ends_first": "a rule over two keys",
    "window_is_a_level": "the name of a window",
    "window_is_a_period": "the name of a window",
    "word_twice": "a rule over two words",
    "year_starts_on_no_day": "the calendar",
}
"""Mistakes that only `check` sees, and what a schema would have to know of."""


def as_an_editor_reads(raw: Any) -> Any:
    """TOML as editors hand it to a schema: days are texts."""
    if isinstance(raw, Mapping):
        return {key: as_an_editor_reads(each) for key, each in raw.items()}
    if isinstance(raw, list):
        return [as_an_editor_reads(each) for each in raw]
    return raw.isoformat() if isinstance(raw, date) else raw


def kind_of(name: str) -> str:
    folder = PurePosixPath(name).parts[0]
    kinds = {"regulations": "edition", "cases": "case", "clauses.toml": "clauses"}
    return kinds.get(folder, "agency")


def underlined(made: Mapping[str, Any], name: str, text: str) -> list[str]:
    """What a validator has to say of a file, by the place of what it says."""
    validator = Draft4Validator(made[kind_of(name)], format_checker=FormatChecker())
    found = validator.iter_errors(as_an_editor_reads(tomli.loads(text)))
    return [f"{'.'.join(map(str, each.absolute_path))}: {each.message[:120]}" for each in found]


@cache
def general() -> Mapping[str, Any]:
    return schemas("en")


@cache
def of_sound() -> Mapping[str, Any]:
    return schemas("en", open_texts(SOUND))


def shipped_files() -> Iterator[tuple[str, str]]:
    for folder in shipped():
        for pattern in ("agency.toml", "clauses.toml", "regulations/*.toml", "cases/*.toml"):
            for path in sorted(folder.glob(pattern)):
                yield folder.name, path.relative_to(folder).as_posix()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_schemas_are_schemas(language: str) -> None:
    made = schemas(language)
    assert tuple(made) == KINDS
    for schema in (*made.values(), *schemas(language, open_texts(SOUND)).values()):
        Draft4Validator.check_schema(schema)


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_shipped_files_are_right(folder: Any) -> None:
    own = schemas("en", open_agency(folder))
    names = [name for agency, name in shipped_files() if agency == folder.name]
    assert names
    for name in names:
        text = (folder / name).read_text("utf-8")
        assert underlined(general(), name, text) == [], name
        assert underlined(own, name, text) == [], name


@pytest.mark.parametrize(
    "texts", [each.texts() for file in DOCUMENTS for each in examples(file)], ids=lambda _: ""
)
def test_examples_of_the_documents_are_right(texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        if name.endswith(".toml"):
            assert underlined(general(), name, text) == [], text


SHAPE = read_cases("shape.txt")


@pytest.mark.parametrize("spoiled", SHAPE, ids=lambda each: each.name)
def test_spoiled_files_are_underlined(spoiled: Spoiled) -> None:
    try:
        found = underlined(of_sound(), spoiled.file, spoiled.texts()[spoiled.file])
    except tomli.TOMLDecodeError:
        return
    assert bool(found) is (spoiled.name not in UNSEEN), (spoiled.name, found)


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("agency", 'tier = "市级"', 'tier = "市"'),
        ("agency", 'measures = ["points"]', 'measures = ["point"]'),
        ("edition", "[step.give.points]", "[step.give.point]"),
        ("edition", "{ page = 1 }", '{ page = "1" }'),
        ("edition", "{ page = 1 }", '{ tier = "省级" }'),
        ("edition", "{ page = 1 }", '{ tier = { at_least = "省级" } }'),
        ("edition", "{ page = 1 }", "{ page = { has = 1 } }"),
        ("edition", "{ page = 1 }", '{ outlet = "省报" }'),
        ("edition", "{ page = 1 }", "{ all = [] }"),
        ("case", 'form = "全文"', 'form = "全"'),
        ("case", 'measure = "points"', 'measure = "point"'),
        ("case", "[[adoptions]]", "[[adoption]]"),
    ],
)
def test_own_words_are_the_only_ones(kind: str, old: str, new: str) -> None:
    name = next(each for each in SOUND if kind_of(each) == kind)
    text = SOUND[name]
    assert old in text
    assert underlined(of_sound(), name, text) == []
    assert underlined(of_sound(), name, text.replace(old, new)) != []


def test_words_stay_open_without_an_agency() -> None:
    text = SOUND["agency.toml"].replace('tier = "市级"', 'tier = "市"')
    assert underlined(general(), "agency.toml", text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("[settings.likeness]\nthreshold = 0.8\n", True),
        ('[settings.likeness]\nthreshold = "0.8"\n', True),
        ("[settings.likeness]\nthreshold = 1.5\n", False),
        ("[settings.likeness]\ntreshold = 0.8\n", False),
        ('[settings.notify.mail]\nhost = "a"\nfrom = "b"\nto = ["c"]\n', True),
        ('[settings.notify.mail]\nhost = "a"\nfrom = "b"\n', False),
        ("[settings.absent]\nwhatever = 1\n", True),
        ("[settings.repeats]\nwhatever = 1\n", False),
        ("[settings.marks]\n", False),
    ],
)
def test_settings_of_the_agency_s_own_plugins_are_known(text: str, right: bool) -> None:
    listed = 'plugins = ["likeness", "notify", "repeats"]\noptional_plugins = ["absent"]\n'
    agency = listed + SOUND["agency.toml"]
    made = schemas("en", open_texts({**SOUND, "agency.toml": agency}))
    assert underlined(general(), "agency.toml", f"{agency}\n{text}") == []
    assert (underlined(made, "agency.toml", f"{agency}\n{text}") == []) is right


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("5", True),
        ("2.5", True),
        ('"30%"', True),
        ('"1/3"', True),
        ('"forty"', False),
        ("true", False),
        ("{ times = [2] }", False),
        ('{ times = [2, { field = "fee" }] }', True),
        ('{ by = "tier", table = { "区级" = 1 }, rest = 0 }', True),
        ('{ by = "tier", table = { "区级" = { "全文" = { plus = [1, 1] } } } }', True),
        ('{ by = "tier", tabel = { "区级" = 1 } }', False),
        ('{ of = "length", at_least = { 0 = 1 }, above = 2 }', False),
        ('{ of = "length", up_to = { 500 = 1 }, above = 2 }', True),
        ("{ first = [ { when = { page = 1 }, give = 5 } ], rest = 2 }", True),
        ("{ first = [ { when = { page = 1 } } ] }", False),
        ('{ each = 100, of = "length", give = 5, count = "started" }', True),
        ('{ each = 100, of = "length", give = 5, count = "begun" }', False),
        ("{ ruling = { at_least = 5 } }", False),
        ("{ ruling = { at_least = 5, at_most = 20 } }", True),
        ('{ unknown = "原文缺", office = 12 }', True),
    ],
)
def test_values_are_told_from_what_is_none(value: str, right: bool) -> None:
    text = (
        'title = "t"\nfrom = 2014-03-01\n[[step]]\nid = "a"\nclause = "c"\ndo = "award"\n'
        f'on = "adoption"\ngive.points = {value}\n'
    )
    assert (underlined(general(), "regulations/a.toml", text) == []) is right
    # The reader of values refuses the same; words and law are another matter.
    files = {**SOUND, "regulations/2014-03-01.toml": text}
    assert right or any(key.startswith("step.a.give.points") for key in _wrong_keys(files))


def _wrong_keys(files: Mapping[str, str]) -> list[str]:
    try:
        open_texts(files)
    except Refused as refused:
        return [each.key for each in refused.problems]
    return []


def test_every_small_grammar_has_its_schema() -> None:
    """A key of a verb whose reader is unknown to the schemas would take anything."""
    anything = []
    for schema in (general()["edition"], general()["agency"]):
        for name, each in schema["definitions"].items():
            for key, holds in each.get("properties", {}).items():
                if not set(holds) - {"description"}:
                    anything.append(f"{name}.{key}")
    assert anything == []
    assert set(GRAMMARS.values()) <= set(general()["edition"]["definitions"]) | {"monthDay"}


def test_every_word_of_the_grammar_is_in_the_schema() -> None:
    definitions = general()["edition"]["definitions"]
    *_, test = definitions["test"]["anyOf"]
    assert list(test["properties"]) == list(OPERATORS)
    *_, condition = definitions["condition"]["anyOf"]
    assert list(condition["properties"]) == list(TAKEN)
    forms = [set(each.get("required", ())) for each in definitions["value"]["anyOf"]]
    assert [how for how in (*ARITHMETIC, *BANDS) if not any(how in keys for keys in forms)] == []


def test_every_verb_is_a_branch() -> None:
    definitions = general()["edition"]["definitions"]
    verbs = [name for name in definitions if name.startswith("step.")]
    assert verbs == [f"step.{name}" for name in open_plugins().verbs]
    assert [definitions[name]["properties"]["do"]["enum"] for name in verbs] == [
        [name] for name in open_plugins().verbs
    ]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_key_is_told(language: str) -> None:
    untold = []
    for kind, schema in schemas(language).items():
        for name, each in {kind: schema, **schema["definitions"]}.items():
            if name in ("otherColumn", "text", "lineExpected"):
                continue
            for key, holds in each.get("properties", {}).items():
                if not holds.get("description") and not name.endswith("Expected"):
                    untold.append(f"{name}.{key}")
    assert untold == []
