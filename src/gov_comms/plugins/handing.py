"""What a third-party plugin handed in, with a fence around what the core calls of it.

The fence names the plugin when it fails, checks what it answers, and keeps what it is shown from
being changed.  Verbs have a fence of their own, at the step that calls them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, Row
from gov_comms.plugins.hookspecs import PATIENCE
from gov_comms.plugins.nouns import Check, Document, Importer, Sheet, Verb
from gov_comms.plugins.objections import in_one_line
from gov_comms.plugins.patience import TooLate, within
from gov_comms.plugins.trace import Trace, traced

Handed = TypeVar("Handed", Verb, Importer, Document, Check)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Owner:
    """The plugin that handed something in."""

    name: str
    version: str

    def failure(self, what: Message) -> Message:
        """That the plugin failed, and how."""
        return msg(
            "plugin {name} {version} failed: {error}",
            name=self.name,
            version=self.version,
            error=what,
        )


def fenced(answer: Handed, owner: Owner, trace: Trace | None) -> Handed:
    """The same answer; what the core calls of it refuses to do harm."""
    match answer:
        case Verb(run=run):

            def steps(step: Any, book: Any) -> Any:
                called = f"{answer.name}: {step.id}"
                return traced(
                    trace, called, owner.name, owner.version, lambda: list(run(step, book))
                )

            named = f"{owner.name} {owner.version}"
            return replace(answer, plugin=named, run=steps if trace else run)
        case Importer(read=read):

            def sheets(path: Path) -> tuple[Sheet, ...]:
                return _called(answer, owner, trace, lambda: _sheets(tuple(read(path))))

            return replace(answer, read=sheets)
        case Document(write=write):

            def content(bulletin: Any, language: str) -> bytes:
                shown = replace(bulletin, agency=sealed(bulletin.agency))
                return _called(answer, owner, trace, lambda: _bytes(write(shown, language)))

            return replace(answer, write=content)
        case Check(run=check):

            def problems(agency: Agency) -> tuple[Problem, ...]:
                shown = sealed(agency)
                return _called(answer, owner, trace, lambda: _problems(tuple(check(shown))))

            return replace(answer, run=problems)


def sealed(agency: Agency) -> Agency:
    """The agency with mappings that cannot be written to."""
    return replace(
        agency,
        tables=MappingProxyType(dict(agency.tables)),
        words=MappingProxyType(dict(agency.words)),
        measures=MappingProxyType(dict(agency.measures)),
        settings=MappingProxyType(dict(agency.settings)),
        rosters=MappingProxyType(
            {
                name: tuple(Row(MappingProxyType(dict(row.cells)), row.place) for row in rows)
                for name, rows in agency.rosters.items()
            }
        ),
    )


class _Wrong(Exception):
    """An answer that cannot be taken; says why."""

    def __init__(self, what: Message) -> None:
        self.what = what
        super().__init__(what.text("en"))


def _called(
    answer: Importer | Document | Check,
    owner: Owner,
    trace: Trace | None,
    call: Callable[[], Answer],
) -> Answer:
    """What is called, traced; raises `Refused` naming the plugin for whatever it does wrong."""
    try:
        return traced(trace, answer.name, owner.name, owner.version, lambda: within(PATIENCE, call))
    except Refused:
        raise
    except _Wrong as wrong:
        what = wrong.what
    except TooLate as late:
        what = msg("{name}: {what}", name=answer.name, what=late.what)
    except Exception as error:
        what = msg("{name}: {error}", name=answer.name, error=in_one_line(error))
    hint = msg("take it off the list of plugins to go on without it")
    raise Refused([Problem("plugin-failed", Place(), owner.failure(what), "plugins", hint)])


def _sheets(found: tuple[Any, ...]) -> tuple[Sheet, ...]:
    for each in found:
        _typed(each, Sheet)
        if len(each.headings) != len(getattr(each.cells, "columns", ())):
            what = msg("sheet {name}: there must be a column for each heading", name=each.name)
            raise _Wrong(what)
    return found


def _bytes(found: Any) -> bytes:
    _typed(found, bytes)
    return bytes(found)


def _problems(found: tuple[Any, ...]) -> tuple[Problem, ...]:
    for each in found:
        _typed(each, Problem)
    return found


def _typed(found: object, wanted: type[Any]) -> None:
    if not isinstance(found, wanted):
        raise _Wrong(
            msg(
                "it answers with {found}, not with {wanted}",
                found=type(found).__name__,
                wanted=wanted.__name__,
            )
        )
