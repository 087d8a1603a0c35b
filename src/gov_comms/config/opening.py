"""Opening an agency: reading its folder, checking shape, words and law, gathering all problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from gov_comms.config.agency import read_agency
from gov_comms.config.cases import Known, read_case
from gov_comms.config.derived import with_derived
from gov_comms.config.editions import Written, check_succession, read_edition
from gov_comms.config.reading import (
    AGENCY_FILE,
    CASES,
    REGULATIONS,
    Document,
    Source,
    parse,
    source_of_folder,
)
from gov_comms.config.report import Report
from gov_comms.config.words import check_words
from gov_comms.errors import Place, Problem, Refused, errors_in, in_order
from gov_comms.language.faults import nearest
from gov_comms.messages import msg
from gov_comms.model import Agency, Case
from gov_comms.plugins import Plugins, open_plugins


@dataclass(frozen=True, slots=True)
class Opened:
    """An agency found sound, its plugins and cases; ``problems`` are warnings and notices."""

    agency: Agency
    plugins: Plugins
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...] = ()


def open_agency(place: str | Path) -> Opened:
    """The agency in a folder, or the shipped one of that name.

    Raises `Refused` with all problems of all its files when one of them is an error.
    """
    folder = Path(place)
    if not (folder / AGENCY_FILE).is_file():
        by_name = {each.name: each for each in shipped()}
        if str(place) not in by_name:
            raise Refused([_no_agency(folder, tuple(by_name))])
        folder = by_name[str(place)]
    source, problems = source_of_folder(folder)
    return _open(source, problems)


def open_texts(texts: Mapping[str, str], name: str = "agency") -> Opened:
    """The agency that some texts make, by relative file name, with nothing on disk.

    Raises `Refused` like `open_agency`.
    """
    missing = Problem("no-agency", Place(AGENCY_FILE), msg("this file is missing"))
    return _open(Source(name, texts), [] if AGENCY_FILE in texts else [missing])


def shipped() -> tuple[Path, ...]:
    """The folders of the agencies that come with the program, sorted by name."""
    package = Path(__file__).parents[1]
    places = (package / "agency_configs", package.parents[1] / "agency_configs")
    place = next((each for each in places if each.is_dir()), None)
    if place is None:
        return ()
    return tuple(sorted(path.parent for path in place.glob(f"*/{AGENCY_FILE}")))


def _no_agency(folder: Path, names: Sequence[str]) -> Problem:
    place = Place(str(folder))
    if folder.is_dir():
        what = msg("this folder holds no agency.toml")
    else:
        what = msg("there is no such folder, and no agency of this name is shipped")
    return Problem("no-agency", place, what, hint=nearest(folder.name, names))


def _open(source: Source, problems: list[Problem]) -> Opened:
    report = Report(problems)
    documents = {
        name: document
        for name in source.texts
        if (document := parse(source, name, report.problems)) is not None
    }
    main = documents.get(AGENCY_FILE)
    agency = read_agency(main, source.name, source.folder, report) if main else None
    plugins = _plugins(agency, main, report)
    if plugins is None:
        raise Refused(report.problems)
    written = _editions(source, documents, plugins, report)
    if agency is None:
        raise Refused(report.problems)
    agency = with_derived(replace(agency, editions=tuple(e.edition for e in written)))
    editions = sum(name.startswith(REGULATIONS) for name in source.texts)
    whole = not problems and len(written) == editions
    if whole:
        check_words(agency, written, report)
    known = _known(written, whole)
    found = [
        read_case(document, agency, known, report)
        for name, document in documents.items()
        if name.startswith(CASES)
    ]
    cases = tuple(case for case in found if case is not None)
    if not errors_in(report.problems):
        check_law(agency, plugins, documents, report)
    if errors_in(report.problems):
        raise Refused(report.problems)
    return Opened(agency, plugins, cases, in_order(report.problems))


def _known(written: Sequence[Written], whole: bool) -> Known:
    """What cases may name: the steps and flags of all editions; ``whole`` if all were read."""
    steps = [step for each in written for step in each.edition.steps]
    flags = [flag for step in steps if (flag := getattr(step, "flag", None)) is not None]
    partly = not whole or any(each.broken for each in written)
    return Known(tuple(step.id for step in steps), tuple(flags), partly)


def _plugins(agency: Agency | None, main: Document | None, report: Report) -> Plugins | None:
    try:
        if agency is not None and main is not None:
            return open_plugins(agency.plugins, report.places.of(main, ("plugins",)))
        # Without knowing its plugins, an agency's own verbs cannot be told from misspelt ones.
        return open_plugins() if main is None or not main.data.get("plugins") else None
    except Refused as refused:
        report.problems.extend(refused.problems)
        return None


def _editions(
    source: Source, documents: Mapping[str, Document], plugins: Plugins, report: Report
) -> list[Written]:
    """All editions that could be read, sorted by the day from which they hold."""
    names = [name for name in source.texts if name.startswith(REGULATIONS)]
    if not names and not report.problems:
        what = msg("there is no regulation")
        hint = msg("write it into a file such as {name}", name=f"{REGULATIONS}2014-03-01.toml")
        report.problems.append(
            Problem("no-regulation", Place(source.file(AGENCY_FILE)), what, hint=hint)
        )
    found = []
    for name in names:
        if name in documents:
            stem = PurePosixPath(name).stem
            found.append(read_edition(documents[name], stem, plugins.verbs, report))
    written = [each for each in found if each is not None]
    written.sort(key=lambda each: (each.edition.first_day, each.edition.id))
    if len(written) == len(names):
        check_succession(written, report)
    return written


def check_law(
    agency: Agency,
    plugins: Plugins,
    documents: Mapping[str, Document],
    report: Report,
) -> None:
    """Ask every check, the core's own and those of plugins, and place what they find."""
    by_file = {document.file: document for document in documents.values()}
    for check in plugins.checks.values():
        try:
            found = tuple(check.run(agency))
        except Exception as error:
            # A plugin's check may fail in any way; no traceback reaches the user for it.
            what = msg("the check {name} failed: {error}", name=check.name, error=repr(error))
            place = Place(next(iter(by_file), ""))
            report.problems.append(Problem("check-failed", place, what))
            continue
        report.problems.extend(report.locate(each, by_file) for each in found)
