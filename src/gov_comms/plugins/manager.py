"""Finding, enabling and asking plugins: one manager per opened agency, no globals."""

from __future__ import annotations

import difflib
import importlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import pluggy

from gov_comms.errors import Place, Problem, Refused
from gov_comms.language.faults import nearest
from gov_comms.messages import Message, msg
from gov_comms.plugins import hookspecs
from gov_comms.plugins.nouns import Check, Document, Importer, Verb
from gov_comms.plugins.objections import (
    answer_objection,
    hook_objections,
    in_one_line,
    suffixes,
)

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

    Raises `Refused` with every problem: a plugin that is not installed, fails to load, answers a
    hook that does not exist, answers with what the hook does not take, or claims a name that is
    taken.
    """
    asked = _Asked(place or Place())
    for name in BUILT_IN:
        asked.manager.register(importlib.import_module(name), name)
    found = installed() if enabled else {}
    for name in dict.fromkeys(enabled):
        asked.load(name, found)
    for name, times in Counter(enabled).items():
        if times > 1:
            asked.refuse("plugin-twice", msg("plugin {name} stands twice", name=name))
    answers = {hook: asked.ask(hook) for hook in hookspecs.ANSWERS}
    if asked.problems:
        raise Refused(asked.problems)
    return Plugins(
        answers["register_verbs"],
        answers["register_importers"],
        answers["register_documents"],
        answers["register_checks"],
        asked.versions,
    )


def _new_manager() -> pluggy.PluginManager:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    return manager


@dataclass(slots=True)
class _Asked:
    """Plugins being opened: who was loaded, and what is wrong so far."""

    place: Place
    manager: pluggy.PluginManager = field(default_factory=_new_manager)
    versions: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, what: Message, hint: Message | None = None) -> None:
        """Note what is wrong with the agency's list of plugins."""
        self.problems.append(Problem(code, self.place, what, "plugins", hint))

    def fail(self, name: str, what: object, hint: Message | None = None) -> None:
        """Note what is wrong with a plugin."""
        said = msg(
            "plugin {name} {version} failed: {error}",
            name=name,
            version=self.versions.get(name, ""),
            error=what,
        )
        hint = hint or msg("take it off the list of plugins to go on without it")
        self.refuse("plugin-failed", said, hint)

    def load(self, name: str, found: Mapping[str, EntryPoint]) -> None:
        """Import a plugin, and register it if its hooks are sound."""
        if name not in found:
            what = msg("plugin {name} is not installed", name=name)
            close = difflib.get_close_matches(name, found, n=1)
            hint = msg("install it, or take it off the list")
            self.refuse("plugin-missing", what, nearest(name, close) or hint)
            return
        twins = [point for point in entry_points(group=hookspecs.PROJECT) if point.name == name]
        if len(twins) > 1:
            packages = ", ".join(sorted(point.dist.name for point in twins if point.dist))
            what = msg(
                "several packages bring a plugin {name}: {packages}", packages=packages, name=name
            )
            self.refuse("plugin-clash", what, msg("uninstall all but one of them"))
            return
        point = found[name]
        self.versions[name] = point.dist.version if point.dist else "0"
        try:
            plugin = point.load()
        except Exception as error:
            self.fail(name, in_one_line(error))
            return
        wrong = list(hook_objections(self.manager, plugin))
        for objection, way_out in wrong:
            self.fail(name, objection, way_out)
        if not wrong:
            self.manager.register(plugin, name)

    def ask(self, hook: str) -> dict[str, Any]:
        """All answers to one hook by name; the core's first, then plugins in the order enabled."""
        answers: dict[str, Any] = {}
        owners: dict[str, str] = {}
        implementations: list[Any] = getattr(self.manager.hook, hook).get_hookimpls()
        order = {name: at for at, (name, _) in enumerate(self.manager.list_name_plugin())}
        for each in sorted(implementations, key=lambda each: order[each.plugin_name]):
            for answer in self._answers(each.plugin_name, hook, each.function):
                claimed = (answer.name, *suffixes(answer))
                taken = [name for name in claimed if name in owners]
                for name in taken:
                    what = msg(
                        "{first} and {second} both claim the name {name}",
                        first=owners[name],
                        second=each.plugin_name,
                        name=name,
                    )
                    self.refuse("plugin-clash", what)
                if not taken:
                    answers[answer.name] = answer
                    owners.update(dict.fromkeys(claimed, each.plugin_name))
        return answers

    def _answers(self, plugin: str, hook: str, function: Any) -> Iterable[Any]:
        """What one plugin hands in at a hook, if it is sound."""
        try:
            handed = tuple(function())
            told = (answer_objection(hook, each) for each in handed)
            wrong = [each for each in told if each is not None]
        except Exception as error:
            self.fail(plugin, msg("{hook}: {error}", hook=hook, error=in_one_line(error)))
            return ()
        for objection in wrong:
            self.fail(plugin, objection)
        if wrong:
            return ()
        return (
            replace(each, plugin=plugin)
            if isinstance(each, Verb) and plugin in self.versions
            else each
            for each in handed
        )
