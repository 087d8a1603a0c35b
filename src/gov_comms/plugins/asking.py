"""Asking for opinions and telling news: within a time, and whatever a plugin may do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from inspect import signature
from typing import Any, Generic, TypeVar

from gov_comms.errors import Place, Problem, Severity
from gov_comms.messages import Message, msg
from gov_comms.plugins.hookspecs import LIMIT, LIMITS, OPINIONS
from gov_comms.plugins.nouns import Finding, Likeness, Objection
from gov_comms.plugins.objections import in_one_line
from gov_comms.plugins.patience import TooLate, within
from gov_comms.plugins.trace import Trace, traced

Answer = TypeVar("Answer")
Opinion = TypeVar("Opinion", Finding, Objection, Likeness)


@dataclass(frozen=True, slots=True)
class Listener:
    """A function by which a plugin answers a hook of opinions or news."""

    plugin: str
    version: str
    hook: str
    function: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Heard(Generic[Opinion]):
    """What the plugins say, each opinion with its plugin, and which plugins failed."""

    answers: tuple[Opinion, ...] = ()
    problems: tuple[Problem, ...] = ()


def ask(
    listeners: Iterable[Listener],
    wanted: type[Opinion],
    arguments: Mapping[str, Any],
    trace: Trace | None,
    *,
    severity: Severity = Severity.WARNING,
    ids: Collection[str] = (),
) -> Heard[Opinion]:
    """What all plugins answer; a plugin that fails has no say and is named with its version.

    ``ids`` are the pieces that a likeness may name.
    """
    answers: list[Opinion] = []
    problems: list[Problem] = []
    for listener in listeners:
        if OPINIONS.get(listener.hook) is not wanted:
            continue
        try:
            handed = _called(listener, arguments, trace, lambda answer: tuple(answer))
            wrong = next((w for w in (_objection(a, wanted, ids) for a in handed) if w), None)
        except Exception as error:
            problems.append(_failure(listener, _said(listener, error), severity))
            continue
        if wrong is not None:
            problems.append(_failure(listener, wrong, severity))
            continue
        answers += [replace(each, plugin=listener.plugin) for each in handed]
    return Heard(tuple(answers), tuple(problems))


def tell(
    listeners: Iterable[Listener], shown: Iterable[Mapping[str, Any]], trace: Trace | None
) -> tuple[Problem, ...]:
    """Tell all plugins one thing after another; each that fails is named once.

    To one that does not answer in time nothing more is told: whoever waits has waited enough.
    """
    told = tuple(shown)
    problems = []
    for listener in listeners:
        if listener.hook in OPINIONS:
            continue
        failed: Exception | None = None
        for arguments in told:
            try:
                _called(listener, arguments, trace, lambda _: None)
            except TooLate as late:
                failed = late
                break
            except Exception as error:
                failed = failed or error
        if failed is not None:
            problems.append(_failure(listener, _said(listener, failed), Severity.WARNING))
    return tuple(problems)


def _called(
    listener: Listener,
    arguments: Mapping[str, Any],
    trace: Trace | None,
    gathered: Callable[[Any], Answer],
) -> Answer:
    """The answer to a hook, gathered while the time runs; the function gets what it asks for."""
    asked = {name: arguments[name] for name in signature(listener.function).parameters}
    limit = LIMITS.get(listener.hook, LIMIT)
    return traced(
        trace,
        listener.hook,
        listener.plugin,
        listener.version,
        lambda: within(limit, lambda: gathered(listener.function(**asked))),
    )


def _said(listener: Listener, error: Exception) -> Message:
    what = error.what if isinstance(error, TooLate) else msg("{error}", error=in_one_line(error))
    return msg("{hook}: {what}", hook=listener.hook, what=what)


def _objection(given: object, wanted: type[Any], ids: Collection[str]) -> Message | None:
    """What is wrong with one answer, whatever it is."""
    answer: Any = given
    if not isinstance(answer, wanted):
        return msg(
            "{hook} is answered with {wanted}, not with {found}",
            hook=next(hook for hook, noun in OPINIONS.items() if noun is wanted),
            wanted=wanted.__name__,
            found=type(answer).__name__,
        )
    if wanted is Likeness:
        return _likeness_objection(answer, ids)
    if not isinstance(answer.what, Message) or not answer.what.text("zh-CN"):
        return msg("what it says is no text")
    if not isinstance(answer.clause, str) or not answer.clause:
        return msg("it names no clause for what it says")
    if wanted is Finding and not isinstance(answer.severity, Severity):
        return msg("{severity} is no severity", severity=repr(answer.severity))
    return None


def _likeness_objection(answer: Any, ids: Collection[str]) -> Message | None:
    named = (answer.piece, answer.other)
    stranger = next((each for each in named if each not in ids), None)
    if stranger is not None:
        return msg("it names a piece {id} that was not shown", id=repr(stranger))
    if answer.piece == answer.other:
        return msg("it likens {id} to itself", id=repr(answer.piece))
    if not isinstance(answer.share, Decimal) or not 0 <= answer.share <= 1:
        return msg("{share} is no decimal from 0 to 1", share=repr(answer.share))
    return None


def _failure(listener: Listener, what: Message, severity: Severity) -> Problem:
    said = msg(
        "plugin {name} {version} failed: {error}",
        name=listener.plugin,
        version=listener.version,
        error=what,
    )
    hint = msg("take it off the list of plugins to go on without it")
    return Problem("plugin-failed", Place(), said, "plugins", hint, severity)
