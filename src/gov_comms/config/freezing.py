"""Freezing: all files that make an agency, kept as they are, and opened again from what is kept."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from gov_comms.config.enabling import Care
from gov_comms.config.extending import SHIPPED, Layer, layers_of
from gov_comms.config.opening import Opened, folder_of, open_source, shipped
from gov_comms.config.reading import AGENCY_FILE, files_of, source_of_folder, source_of_shelf
from gov_comms.config.report import Report
from gov_comms.errors import Place, Problem, Refused, refuse_errors
from gov_comms.messages import msg
from gov_comms.plugins.finding import FOLDER


@dataclass(frozen=True, slots=True)
class Frozen:
    """The files of an agency and of those that it extends, by name; ``folder`` is its own."""

    folder: str
    files: Mapping[str, bytes]


def freeze(place: str | Path) -> Frozen:
    """All files of the agency in a folder, or of the shipped one of that name.

    Raises `Refused` where the folder, or one that it extends, is not there or cannot be read.
    """
    source, problems = source_of_folder(folder_of(place))
    report = Report(problems)
    layers = layers_of(source, {each.name: each for each in shipped()}, report) or []
    refuse_errors(report.problems)
    kept = list(_kept(layers[::-1]))
    files = {
        f"{folder}/{name}": content
        for folder, on_disk in kept
        for name, content in _contents(Path(on_disk)).items()
    }
    return Frozen(kept[0][0], dict(sorted(files.items())))


def open_frozen(frozen: Frozen) -> Opened:
    """The agency that kept files make; raises `Refused` like `open_agency`."""
    shelf = {
        name: content.decode("utf-8-sig") if name.endswith(".toml") else content
        for name, content in frozen.files.items()
    }
    source = source_of_shelf(shelf, frozen.folder, posixpath.basename(frozen.folder))
    with TemporaryDirectory() as place:
        # Python takes single files of plugins from a disk; they are read while the agency opens.
        for name, content in frozen.files.items():
            single = name.removeprefix(f"{frozen.folder}/")
            if PurePosixPath(single).parent == PurePosixPath(FOLDER):
                path = Path(place, single)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
        return open_source(source, [], Care(tried=False, folder=Path(place)))


def _kept(layers: list[Layer]) -> Iterator[tuple[str, str]]:
    """Under which folder each layer is kept, the agency's own first, and where it lies."""
    names = [_extended(layer) for layer in layers]
    # So many folders above the agency's own are named as the ways to others climb.
    climbs = sum(PurePosixPath(name).parts.count("..") for name in names)
    own = Path(layers[0].source.folder).absolute()
    folder = "/".join(own.parts[1:][-1 - climbs :])
    for layer, name in zip(layers, names, strict=True):
        yield folder, layer.source.folder
        if name and "/" not in name:
            folder = f"{SHIPPED}/{name}"
        else:
            folder = posixpath.normpath(posixpath.join(folder, name))


def _extended(layer: Layer) -> str:
    return str(layer.documents[AGENCY_FILE].data.get("extends", ""))


def _contents(folder: Path) -> dict[str, bytes]:
    try:
        return {name: path.read_bytes() for name, path in files_of(folder)}
    except OSError as error:
        what = msg("this file cannot be read: {error}", error=error.strerror or str(error))
        raise Refused([Problem("unreadable", Place(str(error.filename)), what)]) from error
