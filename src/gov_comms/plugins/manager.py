"""Finding, enabling and asking plugins: one manager per opened agency, no globals."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import pluggy

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg
from gov_comms.plugins import hookspecs
from gov_comms.plugins.nouns import Check, Document, Importer, Verb

BUILT_IN = ("gov_comms.verbs", "gov_comms.config.law", "gov_comms.facts", "gov_comms.bulletin")
"""The core's own plugins, registered through the same hooks as anyone's."""


@dataclass(frozen=True, slots=True)
class Plugins:
    """What all enabled plugins handed in, by name, and which plugins were asked."""

    verbs: Mapping[str, Verb]
    importers: Mapping[str, Importer]
    documents: Mapping[str, Document]
    checks: Mapping[str, Check]
    versions: Mapping[str, str]
    """The enabled third-party plugins and their versions."""


def installed() -> dict[str, EntryPoint]:
    """The installed third-party plugins by name; installed is not enabled."""
    return {point.name: point for point in entry_points(group=hookspecs.PROJECT)}


def open_plugins(enabled: Sequence[str] = (), place: Place | None = None) -> Plugins:
    """Load the core's own plugins and those an agency enables, in order, and ask them all.

    Raises `Refused` naming every plugin that is not installed, fails to load, answers a hook that
    does not exist, or claims a name that is taken.
    """
    place = place or Place()
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for name in BUILT_IN:
        manager.register(importlib.import_module(name), name)
    problems, versions = _load(manager, enabled, place)
    if problems:
        raise Refused(problems)
    asked: dict[str, dict[str, Any]] = {}
    for hook in ("register_verbs", "register_importers", "register_documents", "register_checks"):
        asked[hook] = _ask(manager, hook, place, problems)
    if problems:
        raise Refused(problems)
    return Plugins(
        asked["register_verbs"],
        asked["register_importers"],
        asked["register_documents"],
        asked["register_checks"],
        versions,
    )


def _load(
    manager: pluggy.PluginManager, enabled: Sequence[str], place: Place
) -> tuple[list[Problem], dict[str, str]]:
    problems: list[Problem] = []
    versions: dict[str, str] = {}
    found = installed() if enabled else {}
    for name in enabled:
        if name not in found:
            problems.append(
                Problem(
                    "plugin-missing",
                    place,
                    msg("plugin {name} is not installed", name=name),
                    "plugins",
                    msg("install it, or take it off the list"),
                )
            )
            continue
        point = found[name]
        versions[name] = point.dist.version if point.dist else "0"
        try:
            manager.register(point.load(), name)
            manager.check_pending()
        except Exception as error:
            problems.append(_failure(name, versions[name], place, error))
    return problems, versions


def _ask(
    manager: pluggy.PluginManager, hook: str, place: Place, problems: list[Problem]
) -> dict[str, Any]:
    """All answers to one hook by name; the core's first, then plugins in the order enabled."""
    answers: dict[str, Any] = {}
    owners: dict[str, str] = {}
    implementations: list[Any] = getattr(manager.hook, hook).get_hookimpls()
    order = {name: index for index, (name, _) in enumerate(manager.list_name_plugin())}
    for implementation in sorted(implementations, key=lambda each: order[each.plugin_name]):
        try:
            handed: Iterable[Any] = tuple(_call(implementation.function))
        except Exception as error:
            problems.append(_failure(implementation.plugin_name, "", place, error))
            continue
        for answer in handed:
            if answer.name in answers:
                problems.append(
                    Problem(
                        "plugin-clash",
                        place,
                        msg(
                            "{first} and {second} both claim the name {name}",
                            first=owners[answer.name],
                            second=implementation.plugin_name,
                            name=answer.name,
                        ),
                        "plugins",
                    )
                )
                continue
            answers[answer.name] = answer
            owners[answer.name] = implementation.plugin_name
    return answers


def _call(function: Callable[[], Iterable[Any]]) -> Iterable[Any]:
    return function()


def _failure(name: str, version: str, place: Place, error: Exception) -> Problem:
    return Problem(
        "plugin-failed",
        place,
        msg(
            "plugin {name} {version} failed: {error}", name=name, version=version, error=str(error)
        ),
        "plugins",
        msg("take it off the list of plugins to go on without it"),
    )
