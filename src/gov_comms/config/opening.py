"""Opening an agency: reading its folder, checking shape, words and law, gathering all problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path, PurePosixPath

from gov_comms.clauses import ClauseTable
from gov_comms.config.agency import read_agency
from gov_comms.config.cases import Known, read_case
from gov_comms.config.clauses import read_clauses
from gov_comms.config.derived import with_derived
from gov_comms.config.duties import check_duties
from gov_comms.config.editions import Written, check_succession, read_edition
from gov_comms.config.enabling import Care, absent_ones, enabling_of
from gov_comms.config.extending import Layer, layers_of
from gov_comms.config.reading import (
    AGENCY_FILE,
    CASES,
    REGULATIONS,
    Document,
    Source,
    source_of_folder,
    source_of_shelf,
)
from gov_comms.config.report import Report
from gov_comms.config.scales import with_scales
from gov_comms.config.tables import Library
from gov_comms.config.weaving import agency_over, editions_over, is_sound
from gov_comms.config.words import check_words
from gov_comms.errors import Place, Problem, Refused, errors_in, in_order
from gov_comms.kinds import BUILT_IN
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
    clauses: ClauseTable | None = None


def open_agency(place: str | Path, care: Care | None = None) -> Opened:
    """The agency in a folder, or the shipped one of that name.

    Raises `Refused` with all problems of all its files when one of them is an error.
    """
    source, problems = source_of_folder(folder_of(place))
    return open_source(source, problems, care)


@dataclass(frozen=True, slots=True)
class Listed:
    """The plugins that an agency lists, those that may be missing among them, and its folder."""

    folder: Path
    names: tuple[str, ...]


def plugins_listed(place: str | Path) -> Listed:
    """What an agency lists, sound or not, without loading any of it.

    Raises `Refused` for an agency that is not there or whose file is no TOML.
    """
    folder = folder_of(place)
    source, problems = source_of_folder(folder)
    report = Report(problems)
    layers = layers_of(source, {each.name: each for each in shipped()}, report)
    main = _main(layers) if layers is not None else None
    if main is None:
        raise Refused(report.problems)
    lists = [main.data.get(key) for key in ("plugins", "optional_plugins")]
    names = [name for each in lists if isinstance(each, list) for name in each]
    return Listed(folder, tuple(name for name in names if isinstance(name, str)))


def folder_of(place: str | Path) -> Path:
    """The folder that ``place`` is, or that of the shipped agency of this name."""
    folder = Path(place)
    if (folder / AGENCY_FILE).is_file():
        return folder
    by_name = {each.name: each for each in shipped()}
    if str(place) not in by_name:
        raise Refused([_no_agency(folder, tuple(by_name))])
    return by_name[str(place)]


def open_texts(texts: Mapping[str, str], name: str = "agency") -> Opened:
    """The agency that some texts make, by relative file name, with nothing on disk.

    Raises `Refused` like `open_agency`.
    """
    missing = Problem("no-agency", Place(AGENCY_FILE), msg("this file is missing"))
    source = source_of_shelf(texts, "", name)
    return open_source(source, [] if AGENCY_FILE in texts else [missing], Care(tried=False))


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


def open_source(source: Source, problems: list[Problem], care: Care | None = None) -> Opened:
    """The agency that files make; ``problems`` are those of reading them."""
    report = Report(problems)
    layers = layers_of(source, {each.name: each for each in shipped()}, report)
    if layers is None:
        raise Refused(report.problems)
    main = _main(layers)
    agency = read_agency(main, source.name, source.folder, report) if main else None
    plugins = _plugins(agency, main, report, care or Care())
    if plugins is None:
        raise Refused(report.problems)
    if agency is not None and main is not None:
        agency = replace(agency, settings=plugins.settings)
        report.problems.extend(absent_ones(plugins, main, report))
    written, whole = _editions(layers, agency, plugins, report)
    if agency is None:
        raise Refused(report.problems)
    agency = with_derived(replace(agency, editions=tuple(e.edition for e in written)))
    whole = whole and not problems
    if whole:
        check_words(agency, written, report)
        if main is not None:
            lost = frozenset(name for each in written for name in each.lost)
            check_duties(agency, lost, main, report)
    known = _known(written, whole)
    found = [
        read_case(document, agency, known, report)
        for name, document in layers[-1].documents.items()
        if name.startswith(CASES)
    ]
    cases = tuple(case for case in found if case is not None)
    read = _by_name(layers, main, written)
    clauses = read_clauses(read, report)
    if not errors_in(report.problems):
        check_law(agency, plugins, read, report)
    if errors_in(report.problems):
        raise Refused(report.problems)
    return Opened(agency, plugins, cases, in_order(report.problems), clauses)


def _main(layers: Sequence[Layer]) -> Document | None:
    """The agency's own file, with the keys of those that it extends."""
    mains = [layer.documents.get(AGENCY_FILE) for layer in layers]
    return reduce(lambda base, own: agency_over(base, own) if base and own else own, mains)


def _by_name(
    layers: Sequence[Layer], main: Document | None, written: Sequence[Written]
) -> Mapping[str, Document]:
    """The agency's files by name, put together with those that it extends."""
    found = {AGENCY_FILE: main} if main is not None else {}
    for each in written:
        found[f"{REGULATIONS}{PurePosixPath(each.document.file).name}"] = each.document
    return {**layers[-1].documents, **found}


def _known(written: Sequence[Written], whole: bool) -> Known:
    """What cases may name: the steps and flags of all editions; ``whole`` if all were read."""
    steps = [step for each in written for step in each.edition.steps]
    flags = [flag for step in steps if (flag := getattr(step, "flag", None)) is not None]
    partly = not whole or any(each.broken for each in written)
    return Known(tuple(step.id for step in steps), tuple(flags), partly)


def _plugins(
    agency: Agency | None, main: Document | None, report: Report, care: Care
) -> Plugins | None:
    try:
        if agency is not None and main is not None:
            return open_plugins(enabling_of(agency, main, report, care), care.trace)
        # Without knowing its plugins, an agency's own verbs cannot be told from misspelt ones.
        return open_plugins() if main is None or not main.data.get("plugins") else None
    except Refused as refused:
        report.problems.extend(refused.problems)
        return None


def _editions(
    layers: Sequence[Layer], agency: Agency | None, plugins: Plugins, report: Report
) -> tuple[list[Written], bool]:
    """All editions that could be read, by the day from which they hold; and whether that is all."""
    names = [name for each in layers for name in each.source.texts if name.startswith(REGULATIONS)]
    if not names and not report.problems:
        what = msg("there is no regulation")
        hint = msg("write it into a file such as {name}", name=f"{REGULATIONS}2014-03-01.toml")
        place = Place(layers[-1].source.file(AGENCY_FILE))
        report.problems.append(Problem("no-regulation", place, what, hint=hint))
    read = [
        [document for name, document in each.documents.items() if name.startswith(REGULATIONS)]
        for each in layers
    ]
    sound = [[document for document in each if is_sound(document)] for each in read]
    tables = agency.tables if agency is not None else BUILT_IN
    libraries = {
        document.file: Library(layer.source, plugins.importers, tables)
        for layer, documents in zip(layers, read, strict=True)
        for document in documents
    }
    woven = with_scales(editions_over(sound, report), libraries, report)
    woven += [(each, {}) for documents in read for each in documents if not is_sound(each)]
    found = []
    for document, scales in woven:
        stem = PurePosixPath(document.file).stem
        found.append(read_edition(document, stem, plugins.verbs, scales, report))
    written = [each for each in found if each is not None]
    written.sort(key=lambda each: (each.edition.first_day, each.edition.id))
    whole = len(written) == len(woven) and sum(map(len, read)) == len(names)
    if whole:
        check_succession(written, report)
    return written, whole


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
        except Refused as refused:
            report.problems.extend(refused.problems)
            continue
        except Exception as error:
            # A plugin's check may fail in any way; no traceback reaches the user for it.
            what = msg("the check {name} failed: {error}", name=check.name, error=repr(error))
            place = Place(next(iter(by_file), ""))
            report.problems.append(Problem("check-failed", place, what))
            continue
        report.problems.extend(report.locate(each, by_file) for each in found)
