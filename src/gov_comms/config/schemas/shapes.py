"""Shapes as schemas: what pydantic knows of them, with the small grammars put in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from gov_comms.config.schemas.grammar import Schema, ref
from gov_comms.config.schemas.tells import Teller
from gov_comms.config.shape import parse_month_day, parse_text
from gov_comms.language.choice import CHOICE_MARK
from gov_comms.language.condition import parse_condition
from gov_comms.language.order import parse_order
from gov_comms.language.positive import parse_positive
from gov_comms.language.step import parse_clock, parse_on, parse_to
from gov_comms.language.value_syntax import parse_value, parse_word_value

GRAMMARS: Mapping[Callable[..., Any], str] = {
    parse_text: "text",
    parse_month_day: "monthDay",
    parse_condition: "condition",
    parse_value: "value",
    parse_word_value: "wordValue",
    parse_to: "to",
    parse_on: "on",
    parse_order: "order",
    parse_positive: "positive",
    parse_clock: "clock",
}
"""The readers of our own small grammars, and the definition that says the same."""
_MARK = "x-grammar"
_DROPPED = ("title", "description", "default")


class _Generator(GenerateJsonSchema):
    """Has our own readers stand for their definitions.

    A reader of a verb's own says what it takes by ``json_schema_input_type``.
    """

    def function_plain_schema(
        self, schema: core_schema.PlainValidatorFunctionSchema
    ) -> JsonSchemaValue:
        name = GRAMMARS.get(schema["function"]["function"])
        return {_MARK: name} if name else super().function_plain_schema(schema)

    def handle_invalid_for_json_schema(
        self,
        schema: core_schema.CoreSchema,  # noqa: ARG002
        error_info: str,  # noqa: ARG002
    ) -> JsonSchemaValue:
        """Anything: a reader of a plugin's need not say what it takes."""
        return {}


def shape_schemas(shape: type[BaseModel], teller: Teller) -> dict[str, Schema]:
    """The definitions of a shape and of all that stands in it, by name; the shape's own first."""
    made = shape.model_json_schema(by_alias=True, schema_generator=_Generator)
    inner = made.pop("$defs", {})
    return {
        short(name): _told(short(name), _answered(_plain(each), teller), teller)
        for name, each in {shape.__name__: made, **inner}.items()
    }


def short(name: str) -> str:
    """What a shape is called in schemas and in what is told of its keys."""
    name = name.removesuffix("Shape")
    return name[:1].lower() + name[1:]


def _told(name: str, schema: Schema, teller: Teller) -> Schema:
    """A shape with a line about each of its keys."""
    properties = schema.get("properties", {})
    told = {}
    for key, each in properties.items():
        text = teller.tell(name, key)
        if text and "description" in each:
            each = {**each, "description": f"{text}: {each['description']}"}
        told[key] = described(each, text)
    return {**schema, "properties": told} if told else schema


def _answered(schema: Any, teller: Teller) -> Any:
    """A schema in which what is a choice says every answer with its meaning."""
    if isinstance(schema, list):
        return [_answered(each, teller) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    found = {key: _answered(each, teller) for key, each in schema.items() if key != CHOICE_MARK}
    if CHOICE_MARK in schema:
        found["description"] = teller.say(schema[CHOICE_MARK].listed())
    return found


def described(schema: Schema, text: str) -> Schema:
    """A schema with what an editor shows of it; a reference is wrapped, since it stands alone."""
    if not text:
        return schema
    return {"description": text, **({"allOf": [schema]} if "$ref" in schema else schema)}


def _plain(schema: Any) -> Any:
    """A schema of pydantic's in the words of draft 4, without what TOML does not have."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    if _MARK in schema:
        return ref(schema[_MARK])
    if "$ref" in schema:
        return ref(short(schema["$ref"].rpartition("/")[2]))
    branches = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(branches) == 1:
        return _plain(branches[0])
    found: Schema = {}
    for key, each in schema.items():
        if key == "properties":
            found[key] = {name: _plain(one) for name, one in each.items()}
        elif key == "anyOf":
            found[key] = [_plain(branch) for branch in branches]
        elif key == "const":
            found["enum"] = [each]
        elif key not in _DROPPED:
            found[key] = _plain(each)
    return found


def with_properties(schema: Schema, properties: Mapping[str, Schema]) -> Schema:
    """A shape some of whose keys hold something else; what is told of them stays."""
    old = schema["properties"]
    new = {
        key: described(each, old[key].get("description", ""))
        for key, each in properties.items()
        if key in old
    }
    return {**schema, "properties": {**old, **new}}


def without_required(schema: Schema, keys: Iterable[str]) -> Schema:
    """A shape in which some keys may be left out, since something else gives them."""
    needed = [key for key in schema.get("required", ()) if key not in set(keys)]
    kept = {key: each for key, each in schema.items() if key != "required"}
    return {**kept, "required": needed} if needed else kept
