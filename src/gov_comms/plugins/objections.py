"""Objections: what is wrong with a plugin or with what it hands in, before anything uses it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pluggy

from gov_comms.language.faults import nearest
from gov_comms.language.step import Step
from gov_comms.messages import Message, msg
from gov_comms.plugins.hookspecs import ANSWERS
from gov_comms.plugins.nouns import Verb

Objection = tuple[Message, Message | None]
"""What is wrong, and a hint."""
CALLED = {
    "register_verbs": "run",
    "register_importers": "read",
    "register_documents": "write",
    "register_checks": "run",
}
"""What the core calls of an answer to each hook."""


def hook_objections(manager: pluggy.PluginManager, plugin: Any) -> Iterator[Objection]:
    """What is wrong with the hooks that a plugin answers."""
    hooks = [each for each in dir(plugin) if manager.parse_hookimpl_opts(plugin, each) is not None]
    for name in hooks:
        if name not in ANSWERS:
            yield msg("there is no hook {hook}", hook=name), nearest(name, ANSWERS)
        elif inspect.signature(getattr(plugin, name)).parameters:
            yield msg("the hook {hook} takes no arguments", hook=name), None
    if not hooks:
        hint = msg("mark the functions that answer one with {mark}", mark="@hookimpl")
        yield msg("it answers no hook"), hint


def answer_objection(hook: str, answer: Any) -> Message | None:
    """What is wrong with one answer to a hook."""
    wanted = ANSWERS[hook]
    if not isinstance(answer, wanted):
        return msg(
            "{hook} is answered with {wanted}, not with {found}",
            hook=hook,
            wanted=wanted.__name__,
            found=type(answer).__name__,
        )
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


def suffixes(answer: Any) -> tuple[Any, ...]:
    """The endings of file names that an answer claims for itself."""
    one = (answer.suffix,) if hasattr(answer, "suffix") else ()
    return (*one, *getattr(answer, "suffixes", ()))


def in_one_line(error: BaseException) -> str:
    """An exception as text: its kind and what it says, without line breaks."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
