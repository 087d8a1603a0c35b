"""Readers, writers and checks of plugins tried: on what the agency has, and on what is broken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from gov_comms.bulletin import Bulletin, compose
from gov_comms.config import Opened
from gov_comms.config.reading import files_of
from gov_comms.errors import Problem, Refused
from gov_comms.messages import LANGUAGES
from gov_comms.plugins import Check, Document, Importer, open_plugins
from gov_comms.trials.counting import scored
from gov_comms.trials.tried import Tried, faults_in

Handed = TypeVar("Handed", Importer, Document, Check)
BROKEN = (b"", b"\x00\xff\xfe" * 99, "一,二\n三".encode(), b"[{]", b"PK\x03\x04")
"""What a reader is given besides sound files: nothing, noise, other formats."""


def _own(all_of_them: Mapping[str, Handed], core: Mapping[str, Handed]) -> list[Handed]:
    """What plugins handed in, without what the core has of itself."""
    return [each for name, each in all_of_them.items() if name not in core]


def files_read(opened: Opened, folder: Path) -> Tried:
    """The agency's files read by the readers of plugins: whole, cut short, and broken.

    What is read is a copy in ``folder``.  The times are those of sound files.
    """
    said: list[str] = []
    faults: list[str] = []
    times = 0
    lies = [path for _, path in files_of(Path(opened.agency.folder))]
    lies += sorted(Path(opened.agency.folder, "records").rglob("*"))
    for importer in _own(opened.plugins.importers, open_plugins().importers):
        sound = [path.read_bytes() for path in lies if path.name.endswith(importer.suffixes)]
        for suffix in importer.suffixes:
            for number, content in enumerate([*sound, *_damaged(sound), *BROKEN]):
                path = folder / f"{number}{suffix}"
                path.write_bytes(content)
                answers, wrong = _read(importer, path)
                if number < len(sound):
                    said += answers
                    times += 1
                if path.read_bytes() != content:
                    wrong.append(f"{importer.name}: {path.name}")
                faults += wrong
    return Tried(tuple(said), tuple(faults), times)


def _damaged(sound: Iterable[bytes]) -> Iterator[bytes]:
    """Each file cut in the middle, and with a sign in it that does not belong there."""
    for content in sound:
        half = len(content) // 2
        yield content[:half]
        yield content[:half] + b"\xff" + content[half:]


def _read(importer: Importer, path: Path) -> tuple[list[str], list[str]]:
    """What the sheets of a file hold, and what is the reader's fault; a refusal is none."""
    try:
        sheets = tuple(importer.read(path))
    except Refused as refused:
        return [each.text("en") for each in refused.problems], faults_in(refused.problems)
    told = [
        f"{path.name} {each.name} {each.headings} {each.first_row} {each.cells.rows()}"
        for each in sheets
    ]
    return told, []


def documents_written(opened: Opened) -> Tried:
    """The bulletin of every case, written by the writers of plugins in each language."""
    said: list[str] = []
    faults: list[str] = []
    own = _own(opened.plugins.documents, open_plugins().documents)
    for case in opened.cases if own else ():
        try:
            result = scored(opened, case, case.rows)
        except Refused:
            continue
        for language in LANGUAGES:
            bulletin = compose(opened.agency, result, None, language)
            before = _shown(bulletin)
            for document in own:
                try:
                    content = document.write(bulletin, language)
                except Refused as refused:
                    faults += [f"{case.title}: {each.text('en')}" for each in refused.problems]
                    continue
                digest = hashlib.sha256(content).hexdigest()
                said.append(f"{case.title}: {document.name} {language} {digest}")
            if _shown(bulletin) != before:
                faults.append(f"{case.title}: {language}")
    return Tried(tuple(said), tuple(faults), len(said))


def _shown(bulletin: Bulletin) -> str:
    """What a writer might change; the agency is looked at in the end."""
    result = bulletin.result
    return repr((bulletin.sections, bulletin.annexes, bulletin.notes, result.totals, result.flags))


def checks_run(opened: Opened) -> Tried:
    """What the checks of plugins say of the agency, and of each of its editions alone."""
    said: list[str] = []
    faults: list[str] = []
    agency = opened.agency
    shown = [agency, *(replace(agency, editions=(each,)) for each in agency.editions)]
    own = _own(opened.plugins.checks, open_plugins().checks)
    for check in own:
        for each in shown:
            try:
                problems: tuple[Problem, ...] = tuple(check.run(each))
            except Refused as refused:
                problems = refused.problems
            said += [
                f"{check.name}: {one.key} {one.text('zh-CN')} / {one.text('en')}"
                for one in problems
            ]
            faults += faults_in(problems)
    return Tried(tuple(said), tuple(faults), len(own) * len(shown))
