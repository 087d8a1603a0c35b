"""Extending: the folders of an agency and of those that it extends, the lowest first."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from gov_comms.config.reading import (
    AGENCY_FILE,
    Document,
    Source,
    parse,
    source_of_folder,
    source_of_shelf,
)
from gov_comms.config.report import Report
from gov_comms.language.faults import nearest
from gov_comms.messages import msg

SHIPPED = ".shipped"
"""The folder of a shelf in which shipped agencies stand that are kept as they were."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder: its texts, and those that could be parsed by their name in it."""

    source: Source
    documents: Mapping[str, Document]


def layers_of(source: Source, shipped: Mapping[str, Path], report: Report) -> list[Layer] | None:
    """The agency of ``source`` and all below it; None, and the reason noted, if one is missing."""
    layers: list[Layer] = []
    seen = {_place_of(source)}
    while True:
        documents = {
            name: document
            for name in source.tomls()
            if (document := parse(source, name, report.problems)) is not None
        }
        layers.insert(0, Layer(source, documents))
        main = documents.get(AGENCY_FILE)
        if main is None and len(layers) > 1:
            return None
        name = main.data.get("extends") if main else None
        if main is None or not isinstance(name, str):
            return layers
        below = _below(source, main, name, shipped, report)
        if below is None:
            return None
        if _place_of(below) in seen:
            what = msg("{name} extends this agency in turn", name=name)
            report.add(main, ("extends",), "circle", what)
            return None
        seen.add(_place_of(below))
        source = below


def _place_of(source: Source) -> object:
    """What tells one folder from another."""
    return Path(source.folder).resolve() if source.shelf is None else ("shelf", source.folder)


def _below(
    source: Source, main: Document, name: str, shipped: Mapping[str, Path], report: Report
) -> Source | None:
    """The folder that an agency extends: a shipped one by its name, others by the way to them."""
    if "/" not in name and source.shelf is not None:
        kept = source_of_shelf(source.shelf, f"{SHIPPED}/{name}", name)
        if AGENCY_FILE in kept.texts:
            return kept
    if "/" not in name and name in shipped:
        found, problems = source_of_folder(shipped[name])
        report.problems.extend(problems)
        return found
    if "/" in name and not PurePath(name).is_absolute():
        folder = posixpath.normpath(posixpath.join(source.folder, name))
        if source.shelf is not None:
            inside = folder.removeprefix(".")
            beside = source_of_shelf(source.shelf, inside, posixpath.basename(inside))
            if AGENCY_FILE in beside.texts:
                return beside
        elif (Path(folder) / AGENCY_FILE).is_file():
            found, problems = source_of_folder(Path(folder))
            report.problems.extend(problems)
            return found
        what = msg("{name} is no folder with an agency.toml", name=name)
        report.add(main, ("extends",), "no-agency", what)
        return None
    what = msg("no agency of the name {name} is shipped", name=name)
    hint = nearest(name, shipped) or msg(
        "write the way to a folder: {example}", example='"../name"'
    )
    report.add(main, ("extends",), "no-agency", what, hint)
    return None
