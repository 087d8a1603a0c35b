"""Reporting: problems gathered with their places, and what pydantic finds in our own words."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gov_comms.config.places import Places
from gov_comms.config.reading import Document
from gov_comms.errors import Problem, Severity
from gov_comms.language.faults import Key, Keys, nearest
from gov_comms.messages import Message, msg

Shape = TypeVar("Shape", bound=BaseModel)
Said = tuple[str, Message, Message | None]
"""A code, what is wrong, and a hint."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_NEEDED = {
    "string": msg("a text is needed"),
    "int": msg("a whole number is needed"),
    "bool": msg("true or false is needed"),
    "tuple": msg("a list is needed"),
    "dict": msg("a table is needed"),
    "model": msg("a table is needed"),
    "date": msg("a day such as 2014-03-01 is needed"),
}


class Report:
    """The problems found in an agency's files so far."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems = list(problems)
        self.places = Places()

    def add(
        self,
        document: Document,
        keys: Keys,
        code: str,
        what: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note that what stands under ``keys`` of a document is wrong."""
        place = self.places.of(document, keys)
        key = key_text(document.data, keys)
        self.problems.append(Problem(code, place, what, key, hint, severity))

    def read(
        self, shape: type[Shape], raw: object, document: Document, keys: Keys = ()
    ) -> Shape | None:
        """``raw``, which stands under ``keys``, as a shape; None, and all faults noted, if not."""
        try:
            return shape.model_validate(raw)
        except ValidationError as error:
            for inner, said in _translated(shape, raw, error.errors(include_url=False)):
                self.add(document, (*keys, *inner), *said)
            return None

    def locate(self, problem: Problem, documents: Mapping[str, Document]) -> Problem:
        """The problem with line and column, when it names only a file and a dotted key."""
        document = documents.get(problem.place.file)
        if document is None or problem.place.line is not None:
            return problem
        place = self.places.of(document, keys_of_text(document.data, problem.key))
        return Problem(
            problem.code, place, problem.what, problem.key, problem.hint, problem.severity
        )


def key_text(data: object, keys: Keys) -> str:
    """Keys as TOML writes them, elements of a list by their id, or counted from 1."""
    parts: list[Key] = []
    for key in keys:
        parts.append(_name_of(data, key))
        data = _inside(data, key)
    return dotted(parts)


def dotted(keys: Iterable[Key]) -> str:
    """Keys joined by dots, quoted where TOML needs it; places in a list are counted from 1."""
    parts = [str(key + 1) if isinstance(key, int) else key for key in keys]
    return ".".join(part if _BARE.fullmatch(part) else f'"{part}"' for part in parts)


def keys_of_text(data: object, text: str) -> Keys:
    """The keys behind what `key_text` wrote; those that are not there are left out."""
    keys: list[Key] = []
    while text:
        found = re.match(r'"([^"]*)"|[^.]+', text)
        part = found[0] if found else text
        text = text[len(part) :].removeprefix(".")
        name = part.strip('"')
        key: Key | None = name
        if isinstance(data, list):
            elements = range(len(data))
            key = next((index for index in elements if _name_of(data, index) == name), None)
        if key is None:
            break
        keys.append(key)
        data = _inside(data, key)
    return tuple(keys)


def shown(raw: object) -> Message:
    """A value as TOML writes it, lists and tables by their kind."""
    match raw:
        case bool():
            return msg("{value}", value=str(raw).lower())
        case str():
            return msg("{value}", value=f'"{raw}"')
        case int() | Decimal() | date():
            return msg("{value}", value=str(raw))
        case list():
            return msg("a list")
    return msg("a table")


def since_then(key: str, file: str, what: Message) -> Message:
    """What a later edition brings to a key that an earlier one wrote."""
    return msg("from this edition on, {key} of {file}: {what}", key=key, file=file, what=what)


def number_text(number: Fraction) -> str:
    """A number as an officer writes it: a decimal where it ends, else a fraction."""
    decimal = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{decimal.normalize():f}" if Fraction(decimal) == number else str(number)


def _name_of(data: object, key: Key) -> str:
    if isinstance(key, str):
        return key
    element = _inside(data, key)
    if isinstance(element, Mapping):
        named = element.get("id", element.get("name"))
        if isinstance(named, str):
            return named
    return str(key + 1)


def _inside(data: object, key: Key) -> object:
    if isinstance(data, Mapping):
        return data.get(key)
    if isinstance(data, Sequence) and isinstance(key, int) and key < len(data):
        return data[key]
    return None


def _translated(
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
        there = isinstance(raw, Mapping) and key in raw
        there = there or (isinstance(raw, list) and isinstance(key, int))
        if there or (index == last and error["type"] == "missing"):
            keys = (*keys, key)
            raw = _inside(raw, key)
        elif error["type"] == "language" and isinstance(raw, Mapping):
            keys = (*keys, key)
            raw = None
    return keys


def _said(shape: type[BaseModel], keys: Keys, error: ErrorDetails) -> Said:
    context = error.get("ctx", {})
    kind, raw = error["type"], error["input"]
    if kind == "language":
        return "language", context["what"], context["hint"]
    if kind == "missing":
        return "missing-key", msg("this key is missing"), None
    if kind == "extra_forbidden":
        return "unknown-key", msg("unknown key"), nearest(str(keys[-1]), _keys_at(shape, keys[:-1]))
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


def _keys_at(shape: type[BaseModel], keys: Keys) -> list[str]:
    """The keys that the shape knows under ``keys``."""
    annotation: Any = shape
    for key in keys:
        annotation = _annotation(annotation, key)
    model = _model(annotation)
    fields = model.model_fields.items() if model else ()
    return [field.alias or name for name, field in fields]


def _annotation(annotation: Any, key: Key) -> Any:
    """The annotation of what stands under a key, as far as models and containers tell."""
    model = _model(annotation)
    if model is not None:
        fields = model.model_fields
        return next((f.annotation for n, f in fields.items() if key in (n, f.alias)), None)
    arguments = typing.get_args(annotation)
    if isinstance(key, int):
        return arguments[0] if arguments else None
    return arguments[-1] if arguments else None


def _model(annotation: Any) -> type[BaseModel] | None:
    for each in (annotation, *typing.get_args(annotation)):
        if isinstance(each, type) and issubclass(each, BaseModel) and each is not annotation:
            return each if typing.get_origin(annotation) not in (dict, tuple) else None
        if isinstance(each, type) and issubclass(each, BaseModel):
            return each
    return None
