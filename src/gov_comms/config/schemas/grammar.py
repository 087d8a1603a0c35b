"""The grammars inside a file: conditions, values and the other small forms, as recursive schemas.

They are written in the words of draft 4 of JSON Schema, the one that editors of TOML know: a
single word is an ``enum`` of one, and what stands beside a ``$ref`` is wrapped in ``allOf``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gov_comms.config.schemas.tells import Teller
from gov_comms.language.condition import COMPARE, COMPARISONS, JOINS, OPERATORS
from gov_comms.language.order import ORDERS
from gov_comms.language.value import ARITHMETIC, BANDS
from gov_comms.messages import msg
from gov_comms.model import ColumnType

Schema = dict[str, Any]

ABOVE = ("up_to", "less_than")
"""The bands whose rest lies above their edges."""
LISTS = ("any_of", "none_of", "has_any", "has_all")
MISFIT = "^-?[0-9]+([.][0-9]+)?%$|^-?[0-9]+([.][0-9]+)?/[0-9]+([.][0-9]+)?$"
"""Numbers that TOML does not have: ``"30%"`` and ``"1/3"``."""
DECIMAL = "^-?[0-9]+([.][0-9]+)?$"
"""A plain decimal as text, the form in which results are printed."""


def ref(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/definitions/{name}"}


def closed(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """A table of TOML whose keys are all known."""
    found: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    needed = list(required)
    return {**found, "required": needed} if needed else found


def listed(items: Schema, least: int = 0) -> Schema:
    """A list of TOML."""
    found: Schema = {"type": "array", "items": items}
    return {**found, "minItems": least} if least else found


def words(allowed: Iterable[str]) -> Schema:
    """A text that is one of some words."""
    return {"type": "string", "enum": list(allowed)}


TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}"}
"""A time of day or a whole day."""
FLAG: Schema = {"type": "boolean"}


def grammar(teller: Teller, tests: Mapping[str, Schema]) -> dict[str, Schema]:
    """The definitions of every form, each by the name under which shapes refer to it.

    ``tests`` are those of columns whose names are known; other columns take any test.
    """
    return {
        "text": {"anyOf": [TEXT, closed({"zh": TEXT, "en": TEXT}, ["zh"])]},
        "monthDay": {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"},
        "number": {"anyOf": [NUMBER, {"type": "string", "pattern": MISFIT}]},
        "amount": {"anyOf": [NUMBER, {"type": "string", "pattern": f"{MISFIT}|{DECIMAL}"}]},
        "positive": {
            "anyOf": [
                {**NUMBER, "minimum": 0, "exclusiveMinimum": True},
                {"type": "string", "pattern": MISFIT, "not": {"pattern": "^(-|[0.]+[%/])"}},
            ]
        },
        "clock": {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"},
        "measureName": TEXT,
        "gives": {"type": "object", "additionalProperties": ref("value")},
        "to": {
            "anyOf": [
                TEXT,
                listed(TEXT, 1),
                closed({"members_of": TEXT, "role": TEXT}, ["members_of"]),
            ]
        },
        "on": {"anyOf": [TEXT, closed({"results": TEXT}, ["results"])]},
        "order": {
            "anyOf": [words(ORDERS), *(closed({way: TEXT}, [way]) for way in ("high", "low"))]
        },
        **_conditions(teller, tests),
        **_values("value", ref("number"), teller),
        **_values("wordValue", TEXT, teller),
    }


# ---------------------------------------------------------------- conditions


def _conditions(teller: Teller, tests: Mapping[str, Schema]) -> dict[str, Schema]:
    joins = {
        how: {**listed(ref("condition"), 1), "description": teller.tell("condition", how)}
        for how in JOINS
    }
    joins[COMPARE] = {**_compared(), "description": teller.tell("condition", COMPARE)}
    return {
        "literal": {"anyOf": [{"type": kind} for kind in ("string", "number", "boolean")]},
        "otherColumn": closed({"column": TEXT, "plus_days": WHOLE}, ["column"]),
        "test": test(ref("literal"), OPERATORS, teller),
        "condition": {
            "anyOf": [
                {**TEXT, "description": teller.say(msg("the name of a condition or a flag"))},
                listed(ref("condition")),
                {
                    "type": "object",
                    "properties": {**tests, **joins},
                    "additionalProperties": ref("test"),
                },
            ]
        },
    }


def _compared() -> Schema:
    """One value held against others."""
    forms = dict.fromkeys(COMPARISONS, _measured())
    return {**closed({"of": _measured(), **forms, "present": FLAG}, ["of"]), "minProperties": 2}


def test(literal: Schema, operators: Iterable[str], teller: Teller) -> Schema:
    """A test of one column, which holds what ``literal`` says."""
    forms = {
        name: {**_operand(name, literal), "description": teller.tell("test", name)}
        for name in operators
    }
    one: list[Schema] = [literal, listed(literal, 1)]
    return {"anyOf": [*one, {**closed(forms), "minProperties": 1}]}


def _operand(operator: str, literal: Schema) -> Schema:
    if operator == "present":
        return dict(FLAG)
    if operator in LISTS:
        return listed(literal, 1)
    if operator == "between":
        return {**listed(literal, 2), "maxItems": 2}
    return {"anyOf": [literal, ref("otherColumn")]}


def literal_of(kind: ColumnType, allowed: Iterable[str] | None) -> Schema:
    """What a column of this type is compared with; ``allowed`` are its words, if it is closed."""
    plain: Mapping[ColumnType, Schema] = {
        ColumnType.COUNT: NUMBER,
        ColumnType.NUMBER: NUMBER,
        ColumnType.DAY: DAY,
        ColumnType.MOMENT: MOMENT,
        ColumnType.FLAG: FLAG,
    }
    return plain.get(kind) or (TEXT if allowed is None else words(allowed))


# ---------------------------------------------------------------- values


def _values(name: str, leaf: Schema, teller: Teller) -> dict[str, Schema]:
    """The forms of a value, whose leaves are numbers or words."""
    each, table = ref(name), f"{name}Table"
    forms: list[tuple[str, Schema]] = [
        ("field", closed({"field": TEXT}, ["field"])),
        *((how, closed({how: listed(_measured(), 2)}, [how])) for how in ARITHMETIC),
        ("by", _lookup(each, ref(table))),
        ("by", _grid(each)),
        *((how, _bands(how, each)) for how in BANDS),
        ("first", _cases(each)),
        ("each", _each(each)),
        ("total", closed({"total": ref("measureName"), "of": listed(TEXT)}, ["total"])),
        ("ruling", closed({"ruling": _ruling(each)}, ["ruling"])),
        ("scale", closed({"scale": TEXT}, ["scale"])),
        ("unknown", closed({"unknown": TEXT, "office": each}, ["unknown"])),
    ]
    told = [{**form, "description": teller.tell("value", key)} for key, form in forms]
    entry = {"anyOf": [each, ref(table)]}
    return {
        name: {"anyOf": [leaf, *told]},
        table: {"type": "object", "additionalProperties": entry, "minProperties": 1},
    }


def _lookup(each: Schema, table: Schema) -> Schema:
    by = {"anyOf": [TEXT, listed(TEXT, 1)]}
    return closed({"by": by, "table": table, "rest": each, "empty": each}, ["by", "table"])


def _measured() -> Schema:
    """A number column, or any value of numbers."""
    return {"anyOf": [TEXT, ref("value")]}


def _grid(each: Schema) -> Schema:
    keys = {
        "by": {**listed(TEXT, 2), "maxItems": 2},
        "columns": listed(TEXT, 1),
        "rows": {"type": "object", "additionalProperties": listed(each, 1)},
        "rest": each,
        "empty": each,
    }
    return closed(keys, ["by", "columns", "rows"])


def _bands(how: str, each: Schema) -> Schema:
    edges = {"type": "object", "additionalProperties": each, "minProperties": 1}
    rest = "above" if how in ABOVE else "below"
    return closed({"of": _measured(), how: edges, rest: each}, ["of", how])


def _cases(each: Schema) -> Schema:
    case = closed({"when": ref("condition"), "give": each}, ["when", "give"])
    return closed({"first": listed(case, 1), "rest": each}, ["first"])


def _each(each: Schema) -> Schema:
    keys = {
        "each": ref("number"),
        "of": _measured(),
        "give": each,
        "beyond": ref("number"),
        "count": words(("whole", "started", "exact")),
    }
    return closed(keys, ["each", "of", "give"])


def _ruling(each: Schema) -> Schema:
    number = ref("number")
    chosen = {"type": "object", "additionalProperties": each, "minProperties": 1}
    return {
        "anyOf": [
            closed({"at_least": number, "at_most": number}, ["at_least", "at_most"]),
            closed({"one_of": listed(number, 1)}, ["one_of"]),
            closed({"words": chosen}, ["words"]),
        ]
    }
