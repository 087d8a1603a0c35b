"""Opening the plugins of one agency: found, tried, loaded, asked for words; no globals."""

from __future__ import annotations

import difflib
import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from typing import Any

import pluggy

import gov_comms
from gov_comms.errors import Place, Problem, Refused
from gov_comms.language.faults import nearest
from gov_comms.language.step import Strict
from gov_comms.messages import Message, msg
from gov_comms.plugins import hookspecs
from gov_comms.plugins.asking import Listener
from gov_comms.plugins.finding import (
    SingleFile,
    Source,
    api_objection,
    file_of,
    installed,
    packages_of,
)
from gov_comms.plugins.handing import Owner, fenced
from gov_comms.plugins.hookspecs import LIMIT, OPINIONS, WORDS, marked
from gov_comms.plugins.nouns import Settings
from gov_comms.plugins.objections import (
    answer_objection,
    hook_objections,
    in_one_line,
    shape_objections,
    suffixes,
    untrusted,
)
from gov_comms.plugins.opened import Plugins
from gov_comms.plugins.patience import TooLate, within
from gov_comms.plugins.probe import Probed, probe
from gov_comms.plugins.trace import Trace, traced
from gov_comms.plugins.trust import allow_list, lies_in, trusted

BUILT_IN = ("gov_comms.verbs", "gov_comms.config.law", "gov_comms.facts", "gov_comms.bulletin")
"""The core's own plugins, registered through the same hooks as anyone's."""


def _no_settings(_name: str, _shape: type[Strict] | None) -> Any:
    return None


@dataclass(frozen=True, slots=True)
class Enabling:
    """What an agency says of plugins: which, in order, and where that stands.

    Those that are ``optional`` may be missing.  ``folder`` is where single files lie; ``settings``
    reads what the agency sets for a plugin by the plugin's shape, and raises `Refused`; ``tried``
    asks for a trial of code that this process has not loaded yet; ``vouched`` says that the caller
    stands in for single files, as a test of a plugin does, whatever the list of trust says;
    ``kept`` that they lie in ``folder`` only for now, since a record keeps them.
    """

    names: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)
    folder: Path | None = None
    settings: Callable[[str, type[Strict] | None], Any] = _no_settings
    tried: bool = False
    vouched: bool = False
    kept: bool = False


def open_plugins(enabling: Enabling | None = None, trace: Trace | None = None) -> Plugins:
    """Load the core's own plugins and those an agency enables, in order, and ask them all.

    Raises `Refused` with every problem: a plugin that is not installed or not trusted, is written
    for another version, fails to load, answers a hook that does not exist, answers with what the
    hook does not take, claims a name that is taken, or is set wrongly.
    """
    asked = _Asked(enabling or Enabling(), trace)
    for name in BUILT_IN:
        asked.manager.register(importlib.import_module(name), name)
    sources = asked.sources()
    new = [each for each in sources if each.module() not in sys.modules]
    found = probe(new) if asked.enabling.tried else {}
    for source in sources:
        asked.load(source, found.get(source.name, Probed()))
    asked.manager.check_pending()
    asked.set_up()
    answers = {hook: asked.ask(hook) for hook in WORDS if hook != "register_settings"}
    if asked.problems:
        raise Refused(asked.problems)
    return Plugins(
        answers["register_verbs"],
        answers["register_importers"],
        answers["register_documents"],
        answers["register_checks"],
        asked.versions,
        {name: each for name, each in asked.settings.items() if each is not None},
        tuple(asked.listeners()),
        tuple(asked.absent),
        trace,
    )


def _new_manager() -> pluggy.PluginManager:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    return manager


@dataclass(slots=True)
class _Asked:
    """Plugins being opened: who was loaded, and what is wrong so far."""

    enabling: Enabling
    trace: Trace | None
    manager: pluggy.PluginManager = field(default_factory=_new_manager)
    versions: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, what: Message, hint: Message | None = None) -> None:
        """Note what is wrong with the agency's list of plugins."""
        self.problems.append(Problem(code, self.enabling.place, what, "plugins", hint))

    def fail(self, name: str, what: Message, hint: Message | None = None) -> None:
        """Note what is wrong with a plugin."""
        hint = hint or msg("take it off the list of plugins to go on without it")
        owner = Owner(name, self.versions.get(name, ""))
        self.refuse("plugin-failed", owner.failure(what), hint)

    def sources(self) -> list[Source]:
        """Where the code of each enabled plugin comes from, if it is there and trusted."""
        names = (*self.enabling.names, *self.enabling.optional)
        for name, times in Counter(names).items():
            if times > 1:
                self.refuse("plugin-twice", msg("plugin {name} stands twice", name=name))
        found = (self.source(name) for name in dict.fromkeys(names))
        return [each for each in found if each is not None]

    def source(self, name: str) -> Source | None:
        """Where the code of a plugin comes from."""
        packages, file = packages_of(name), file_of(self.enabling.folder, name)
        brought = [package.point.dist.name for package in packages if package.point.dist]
        if len(packages) + (file is not None) > 1:
            brought = sorted(brought) + ([file.path] if file is not None else [])
            what = msg(
                "several packages bring a plugin {name}: {packages}",
                packages=", ".join(brought),
                name=name,
            )
            self.refuse("plugin-clash", what, msg("uninstall all but one of them"))
            return None
        if file is not None:
            return file if self.is_trusted(file) else None
        if packages:
            return packages[0]
        if name in self.enabling.optional:
            self.absent.append(name)
            return None
        what = msg("plugin {name} is not installed", name=name)
        close = difflib.get_close_matches(name, installed(), n=1)
        hint = msg("install it, or take it off the list")
        self.refuse("plugin-missing", what, nearest(name, close) or hint)
        return None

    def is_trusted(self, file: SingleFile) -> bool:
        """Whether a single file may run here; a list in the agency's own folder says nothing."""
        if self.enabling.vouched:
            return True
        place = allow_list()
        inside = self.enabling.folder is not None and lies_in(place, self.enabling.folder)
        if not inside and file.digest in trusted(place):
            return True
        what, hint = untrusted(file, kept=self.enabling.kept)
        self.refuse("plugin-untrusted", what, hint)
        return False

    def load(self, source: Source, found: Probed) -> None:
        """Import a plugin, and register it if its version and its hooks are sound."""
        name = source.name
        self.versions[name] = source.version
        old = api_objection(source)
        if old is not None:
            self.fail(name, *old)
            return
        if found.failure is not None:
            self.fail(name, found.failure)
            return
        try:
            plugin = source.load()
        except (Exception, SystemExit) as error:
            self.fail(name, msg("{error}", error=in_one_line(error)))
            return
        wrong = list(hook_objections(plugin))
        for objection, way_out in wrong:
            self.fail(name, objection, way_out)
        if not wrong:
            self.manager.register(plugin, name)

    def plugins(self) -> list[tuple[str, Any]]:
        """Who was loaded: the core's own first, then plugins in the order enabled."""
        return list(self.manager.list_name_plugin())

    def set_up(self) -> None:
        """Read what the agency sets for each plugin by the shape that the plugin gives."""
        for name, plugin in self.plugins():
            if name in BUILT_IN:
                continue
            shapes: tuple[Settings, ...] = ()
            if "register_settings" in marked(plugin):
                handed = self.answers(name, plugin, "register_settings")
                if handed is None:
                    continue
                shapes = handed
            if len(shapes) > 1:
                self.fail(name, msg("it hands in more than one shape of settings"))
                continue
            try:
                shape = shapes[0].shape if shapes else None
                self.settings[name] = self.enabling.settings(name, shape)
            except Refused as refused:
                self.problems.extend(refused.problems)

    def ask(self, hook: str) -> dict[str, Any]:
        """All answers to one hook by name; the core's first, then plugins in the order enabled."""
        answers: dict[str, Any] = {}
        owners: dict[str, str] = {}
        for name, plugin in self.plugins():
            if hook not in marked(plugin) or (name in self.versions and name not in self.settings):
                continue
            for answer in self.answers(name, plugin, hook) or ():
                claimed = (answer.name, *suffixes(answer))
                taken = [each for each in claimed if each in owners]
                for each in taken:
                    what = msg(
                        "{first} and {second} both claim the name {name}",
                        first=owners[each],
                        second=name,
                        name=each,
                    )
                    self.refuse("plugin-clash", what)
                if not taken:
                    owner = Owner(name, self.versions.get(name, ""))
                    third = name in self.versions
                    answers[answer.name] = fenced(answer, owner, self.trace) if third else answer
                    owners.update(dict.fromkeys(claimed, name))
        return answers

    def answers(self, name: str, plugin: Any, hook: str) -> tuple[Any, ...] | None:
        """What one plugin hands in at a hook, if it is sound."""
        function = getattr(plugin, hook)
        takes = {"settings": self.settings.get(name)} if signature(function).parameters else {}
        version = self.versions.get(name, gov_comms.__version__)

        def asked() -> tuple[Any, ...]:
            return tuple(function(**takes))

        def limited() -> tuple[Any, ...]:
            return within(LIMIT, asked) if name in self.versions else asked()

        try:
            handed = traced(self.trace, hook, name, version, limited)
            told = (answer_objection(hook, each) for each in handed)
            wrong = [each for each in told if each is not None]
            if name in self.versions and not wrong:
                wrong = list(shape_objections(handed))
        except TooLate as late:
            self.fail(name, msg("{hook}: {what}", hook=hook, what=late.what))
            return None
        except Exception as error:
            self.fail(name, msg("{hook}: {error}", hook=hook, error=in_one_line(error)))
            return None
        if hook == "register_verbs" and handed and name in self.enabling.optional:
            wrong.append(msg("a plugin with verbs cannot be optional"))
        for objection in wrong:
            self.fail(name, objection)
        return None if wrong else handed

    def listeners(self) -> Iterable[Listener]:
        """The functions that are asked for opinions or told news, in the order enabled."""
        for hook in (*OPINIONS, *hookspecs.NEWS):
            for name, plugin in self.plugins():
                if hook in marked(plugin):
                    version = self.versions.get(name, gov_comms.__version__)
                    yield Listener(name, version, hook, getattr(plugin, hook))
