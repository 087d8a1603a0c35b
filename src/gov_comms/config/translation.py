"""Translation: what pydantic finds wrong with a file, in our own words."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomli
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from gov_comms.config.naming import inside, shown
from gov_comms.language.choice import choice_of
from gov_comms.language.faults import Key, Keys, nearest
from gov_comms.language.renamed import renamed
from gov_comms.messages import Message, msg

Said = tuple[str, Message, Message | None]
"""A code, what is wrong, and a hint."""

_NEEDED = {
    "string": msg("a text is needed"),
    "int": msg("a whole number is needed"),
    "bool": msg("true or false is needed"),
    "tuple": msg("a list is needed"),
    "dict": msg("a table is needed"),
    "model": msg("a table is needed"),
    "date": msg("a day such as 2014-03-01 is needed"),
}


def translated(
    shape: type[BaseModel], raw: object, errors: Sequence[ErrorDetails]
) -> list[tuple[Keys, Said]]:
    """Pydantic's errors in our words, with the keys that stand in the file.

    Where a key may take several shapes, pydantic speaks of each; only the one that fits best is
    worth telling.
    """
    found: dict[tuple[Keys, int], tuple[Keys, Said]] = {}
    for number, error in enumerate(errors):
        if error["type"] == "too_short" and error["input"]:
            # All elements were at fault, which is said of each of them.
            continue
        keys = _written(raw, error)
        of_union = len(keys) < len(error["loc"]) and error["type"] != "missing"
        if not of_union:
            found[keys, number] = (keys, _said(shape, keys, error))
            continue
        branch = next(i for i, key in enumerate(error["loc"]) if key not in keys[i : i + 1])
        stem = (keys[:branch], -1)
        if stem not in found or len(keys) > len(found[stem][0]):
            found[stem] = (keys, _said(shape, keys, error))
    return list(found.values())


def _written(raw: object, error: ErrorDetails) -> Keys:
    """The keys of an error without the names that pydantic gives to the shapes it tried."""
    keys: Keys = ()
    last = len(error["loc"]) - 1
    for index, key in enumerate(error["loc"]):
        if isinstance(raw, str) and raw == key and keys[-1:] == ("scale",):
            # The rest stands in the scale of this name.
            return (*keys, *error["loc"][index:])
        there = isinstance(raw, Mapping) and key in raw
        there = there or (isinstance(raw, list) and isinstance(key, int))
        if there or (index == last and error["type"] == "missing"):
            keys = (*keys, key)
            raw = inside(raw, key)
        elif error["type"] == "language" and isinstance(raw, Mapping):
            keys = (*keys, key)
            raw = None
    return keys


def _said(shape: type[BaseModel], keys: Keys, error: ErrorDetails) -> Said:
    """What is wrong; of a key that is a choice, what is left open and every answer."""
    code, what, hint = _plainly(shape, keys, error)
    choice = choice_of(_fields_at(shape, keys[:-1]).get(str(keys[-1]))) if keys else None
    if choice is None:
        return code, what, hint
    if code in ("missing-key", "empty"):
        return "open-choice", choice.asks, choice.listed()
    return code, what, hint or choice.listed()


def _plainly(shape: type[BaseModel], keys: Keys, error: ErrorDetails) -> Said:
    context = error.get("ctx", {})
    kind, raw = error["type"], error["input"]
    if kind == "language":
        return "language", context["what"], context["hint"]
    if kind == "missing":
        return "missing-key", msg("this key is missing"), None
    if kind == "extra_forbidden":
        name, known = str(keys[-1]), _fields_at(shape, keys[:-1])
        return "unknown-key", msg("unknown key"), renamed(name, known) or nearest(name, known)
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        what = msg("{found} is none of {choices}", found=shown(raw), choices=", ".join(choices))
        return "wrong-choice", what, nearest(str(raw), choices) if len(choices) > 12 else None
    if kind in ("string_too_short", "too_short"):
        return "empty", msg("this must not be empty"), None
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        what = (
            msg("at least {bound} is needed, not {found}", bound=bound, found=shown(raw))
            if "ge" in context
            else msg("at most {bound} is needed, not {found}", bound=bound, found=shown(raw))
        )
        return "wrong-value", what, None
    needed = _NEEDED.get(kind.partition("_")[0])
    if needed is None:
        return "wrong-value", msg("{found} does not fit here", found=shown(raw)), None
    what = msg("{needed}, not {found}", needed=needed, found=shown(raw))
    return "wrong-type", what, _type_hint(kind, raw)


def _type_hint(kind: str, raw: object) -> Message | None:
    if kind == "tuple_type" and isinstance(raw, str):
        return msg("write {example}", example=f'["{raw}"]')
    if kind.startswith(("date", "int", "bool")) and isinstance(raw, str):
        try:
            tomli.loads(f"x = {raw}")
        except tomli.TOMLDecodeError:
            return None
        return msg("write {example}", example=raw)
    return None


def _fields_at(shape: type[BaseModel], keys: Keys) -> Mapping[str, FieldInfo]:
    """The keys that the shape knows under ``keys``."""
    annotation: Any = shape
    for key in keys:
        annotation = _under(annotation, key)
    return _fields(annotation)


def _under(annotation: Any, key: Key) -> Any:
    """The annotation of what stands under a key, as far as models and containers tell."""
    fields = _fields(annotation)
    if fields:
        return fields[str(key)].annotation if str(key) in fields else None
    inner = [each for each in typing.get_args(annotation) if each not in (None.__class__, ...)]
    return inner[-1] if inner else None


def _fields(annotation: Any) -> Mapping[str, FieldInfo]:
    """The keys of a model, also of one that may be left out."""
    model = next(_models(annotation), None)
    return {f.alias or name: f for name, f in model.model_fields.items()} if model else {}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation allows, those that a reader of its own says it takes, too."""
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif origin in (typing.Union, types.UnionType):
        for each in parts:
            yield from _models(each)
    elif origin is typing.Annotated:
        taken = (getattr(mark, "json_schema_input_type", None) for mark in parts[1:])
        for each in (parts[0], *taken):
            yield from _models(each)
