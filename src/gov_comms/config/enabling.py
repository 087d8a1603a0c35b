"""What an agency says of plugins: which it enables, and what it sets for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.errors import Problem, Refused, Severity
from gov_comms.language.step import Strict
from gov_comms.messages import msg
from gov_comms.model import Agency
from gov_comms.plugins import Enabling, Plugins, Trace


@dataclass(frozen=True, slots=True)
class Care:
    """How the code of plugins is taken in.

    ``trace`` notes each call; ``tried`` loads new code on trial first, in a process of its own;
    ``vouched`` says that the caller stands in for single files, as a test of a plugin does.
    """

    trace: Trace | None = None
    tried: bool = True
    vouched: bool = False
    folder: Path | None = None
    """Where single files lie, if not in the agency's own folder."""


def enabling_of(agency: Agency, document: Document, report: Report, care: Care) -> Enabling:
    """The plugins that an agency lists, and how what it sets for them is read."""

    def settings(name: str, shape: type[Strict] | None) -> Any:
        keys = ("settings", name)
        raw = document.data.get("settings", {}).get(name)
        own = Report()
        if shape is None and raw:
            own.add(document, keys, "settings", msg("plugin {name} takes no settings", name=name))
        found = own.read(shape, raw or {}, document, keys) if shape is not None else None
        if own.problems:
            raise Refused(own.problems)
        return found

    return Enabling(
        agency.plugins,
        agency.optional_plugins,
        report.places.of(document, ("plugins",)),
        care.folder or (Path(agency.folder) if agency.folder else None),
        settings,
        care.tried,
        care.vouched,
        kept=care.folder is not None,
    )


def absent_ones(plugins: Plugins, document: Document, report: Report) -> Iterator[Problem]:
    """A notice for each optional plugin that is not there."""
    for name in plugins.absent:
        place = report.places.of(document, ("optional_plugins",))
        what = msg("plugin {name} is not installed; the agency does without it", name=name)
        yield Problem("plugin-absent", place, what, "optional_plugins", severity=Severity.NOTICE)
