"""A survey of the plugins that are there, enabled or not: what each is, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gov_comms.messages import Message, msg
from gov_comms.plugins.finding import (
    FOLDER,
    SingleFile,
    Source,
    api_objection,
    declared,
    installed,
    packages_of,
    single_file,
)
from gov_comms.plugins.hookspecs import HOOKS
from gov_comms.plugins.probe import probe
from gov_comms.plugins.trust import allow_list, trusted


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One plugin: ``api`` is the version it is written for, ``lacks`` why it would be refused."""

    name: str
    version: str
    api: str
    hooks: tuple[str, ...] = ()
    lacks: Message | None = None


def sources_there(folder: Path | None = None) -> tuple[Source, ...]:
    """Every installed plugin, and the single files in an agency's folder, by name."""
    found: list[Source] = [each for name in installed() for each in packages_of(name)]
    if folder is not None:
        found += [single_file(path) for path in (folder / FOLDER).glob("*.py")]
    return tuple(sorted(found, key=lambda each: (each.name, each.version)))


def survey(sources: tuple[Source, ...]) -> tuple[Surveyed, ...]:
    """What each plugin is; loaded on trial, but for files that nobody has trusted."""
    trust = trusted(allow_list())
    barred = {each: _barred(each, trust) for each in sources}
    tried = probe(each for each in sources if barred[each] is None)
    found = []
    for each in sources:
        lacks = barred[each]
        hooks: tuple[str, ...] = ()
        if lacks is None:
            hooks, lacks = tried[each.name].hooks, tried[each.name].failure
            strange = [hook for hook in hooks if hook not in HOOKS]
            if lacks is None and strange:
                lacks = msg("there is no hook {hook}", hook=strange[0])
            if lacks is None and not hooks:
                lacks = msg("it answers no hook")
        found.append(Surveyed(each.name, each.version, str(declared(each) or ""), hooks, lacks))
    return tuple(found)


def _barred(source: Source, trust: Mapping[str, str]) -> Message | None:
    """Why a plugin is not even tried."""
    if isinstance(source, SingleFile) and source.digest not in trust:
        return msg("not trusted on this machine")
    old = api_objection(source)
    return old[0] if old is not None else None
