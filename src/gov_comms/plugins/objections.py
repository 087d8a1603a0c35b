"""Objections: what is wrong with a plugin or with what it hands in, before anything uses it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import PydanticUndefinedAnnotation, PydanticUserError

from gov_comms.language.faults import nearest
from gov_comms.language.step import Step, Strict
from gov_comms.messages import Message, msg
from gov_comms.plugins import hookspecs
from gov_comms.plugins.finding import SingleFile
from gov_comms.plugins.hookspecs import HOOKS, WORDS, marked
from gov_comms.plugins.nouns import Settings, Verb

Objection = tuple[Message, Message | None]
"""What is wrong, and a hint."""
CALLED = {
    "register_verbs": "run",
    "register_importers": "read",
    "register_documents": "write",
    "register_checks": "run",
}
"""What the core calls of an answer to each hook."""


def hook_objections(plugin: Any) -> Iterator[Objection]:
    """What is wrong with the hooks that a plugin answers."""
    hooks = marked(plugin)
    for name in hooks:
        if name not in HOOKS:
            yield msg("there is no hook {hook}", hook=name), nearest(name, HOOKS)
            continue
        takes = inspect.signature(getattr(hookspecs, name)).parameters
        for each in inspect.signature(getattr(plugin, name)).parameters:
            if each not in takes:
                what = msg("the hook {hook} is not handed {name}", hook=name, name=each)
                yield what, nearest(each, takes) if takes else None
    if not hooks:
        hint = msg("mark the functions that answer one with {mark}", mark="@hookimpl")
        yield msg("it answers no hook"), hint


def untrusted(file: SingleFile, *, kept: bool) -> Objection:
    """That a single file is not trusted; one that a record keeps is named by its digest."""
    if kept:
        what = msg(
            "plugin {name} is a file that the record keeps, SHA-256 {digest}, which is not trusted "
            "on this machine",
            name=file.name,
            digest=file.digest,
        )
        return what, msg("run gov-comms plugin trust FILE with a file of this digest")
    what = msg(
        "plugin {name} is the file {file}, which is not trusted on this machine",
        name=file.name,
        file=file.path,
    )
    return what, msg("read it, then run gov-comms plugin trust {file}", file=file.path)


def answer_objection(hook: str, answer: Any) -> Message | None:
    """What is wrong with one answer to a hook."""
    wanted = WORDS[hook]
    if not isinstance(answer, wanted):
        return msg(
            "{hook} is answered with {wanted}, not with {found}",
            hook=hook,
            wanted=wanted.__name__,
            found=type(answer).__name__,
        )
    if wanted is Settings:
        sound = isinstance(answer.shape, type) and issubclass(answer.shape, Strict)
        return None if sound else msg("the shape of its settings is not made from Strict")
    if not isinstance(answer.name, str) or not answer.name:
        return msg("what it hands in at {hook} has no name", hook=hook)
    if not callable(getattr(answer, CALLED[hook])):
        return msg("{call} of {name} cannot be called", call=CALLED[hook], name=answer.name)
    for suffix in suffixes(answer):
        if not isinstance(suffix, str) or suffix[:1] != "." or suffix != suffix.lower():
            return msg(
                "{name} is for {suffix}; a suffix is in small letters and begins with a dot",
                name=answer.name,
                suffix=repr(suffix),
            )
    return _verb_objection(answer) if wanted is Verb else None


def _verb_objection(verb: Any) -> Message | None:
    if not (isinstance(verb.shape, type) and issubclass(verb.shape, Step)):
        return msg("the shape of the verb {name} is not made from Step", name=verb.name)
    if not (isinstance(verb.page, Path) and verb.page.is_file()):
        page = str(verb.page)
        return msg("the verb {name} has no page; {page} is no file", name=verb.name, page=page)
    return None


def shape_objections(answers: Iterable[Any]) -> Iterator[Message]:
    """What is wrong with shapes that sound answers hand in, before one reads its first table."""
    for answer in answers:
        if isinstance(answer, Verb | Settings):
            shape = answer.shape
            try:
                shape.model_rebuild()
            except (PydanticUserError, PydanticUndefinedAnnotation) as error:
                said, *_ = error.message.split("\n")
                yield msg("the shape {name} reads nothing: {said}", name=shape.__name__, said=said)


def suffixes(answer: Any) -> tuple[Any, ...]:
    """The endings of file names that an answer claims for itself."""
    one = (answer.suffix,) if hasattr(answer, "suffix") else ()
    return (*one, *getattr(answer, "suffixes", ()))


def in_one_line(error: BaseException) -> str:
    """An exception as text: its kind and what it says, without line breaks."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
