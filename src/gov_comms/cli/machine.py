"""What a machine has of all that the program needs; nothing is changed, nothing is sent."""

from __future__ import annotations

import locale
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata

from gov_comms.errors import Refused
from gov_comms.layout import Layout
from gov_comms.messages import Message, language_of, msg

PACKAGE = "gov-comms"
OLDEST = (3, 11)
_USUAL = Layout().fonts
FONTS = tuple(
    fonts[0]
    for fonts in (
        _USUAL.body,
        _USUAL.title,
        _USUAL.heading,
        _USUAL.subheading,
        _USUAL.page_number,
    )
)
"""The Chinese fonts that bulletins name."""
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LEAST = re.compile(r">=\s*([0-9.]+)")
_EXTRA = re.compile(r"extra == ['\"](\w+)['\"]")


class State(StrEnum):
    """Whether something is there, may be missing, or must not be."""

    FINE = "fine"
    NOTE = "note"
    LACKS = "lacks"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its name, how it stands, what was found, and what to do."""

    about: Message | str
    state: State
    found: Message | str
    hint: Message | None = None


def examine() -> Iterator[Finding]:
    """Everything, from the ground up."""
    yield _python()
    yield Finding(msg("gov_comms"), State.FINE, metadata.version(PACKAGE))
    yield from _libraries()
    yield from _terminal()
    yield _temporary()
    yield _fonts()
    for look, about in (
        (_agencies, msg("shipped agencies")),
        (_plugins, msg("plugins installed")),
        (_workdays, msg("years of working days")),
    ):
        try:
            yield look(about)
        except ImportError as error:
            found = msg("cannot be looked at: {error}", error=error)
            yield Finding(about, State.LACKS, found, msg("install what is lacking above"))


def _python() -> Finding:
    version = platform.python_version()
    state = State.FINE if sys.version_info >= OLDEST else State.LACKS
    hint = None if state is State.FINE else msg("3.11 or later is needed")
    return Finding("Python", state, f"{version} ({sys.platform})", hint)


def _libraries() -> Iterator[Finding]:
    """The libraries that the package asks for; those of an extra may be missing."""
    for line in metadata.requires(PACKAGE) or ():
        (name, *_), (least, *_), (extra, *_) = (
            (*pattern.findall(line), "") for pattern in (_NAME, _LEAST, _EXTRA)
        )
        about = msg("{name} (for {extra})", name=name, extra=extra) if extra else name
        lacking = State.NOTE if extra else State.LACKS
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            hint = None if extra else msg("install it: pip install {name}", name=name)
            yield Finding(about, lacking, msg("not installed"), hint)
            continue
        if least and _numbers(version) < _numbers(least):
            hint = msg("{least} or later is needed", least=least)
            yield Finding(about, lacking, version, hint)
        else:
            yield Finding(about, State.FINE, version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _terminal() -> Iterator[Finding]:
    encoding = sys.stdout.encoding or ""
    try:
        "报送·通报".encode(encoding)
        yield Finding(msg("encoding of the output"), State.FINE, encoding)
    except (LookupError, UnicodeEncodeError):
        hint = msg("set PYTHONUTF8=1, or a locale with UTF-8")
        found = msg("{encoding} has no Chinese", encoding=encoding or "-")
        yield Finding(msg("encoding of the output"), State.LACKS, found, hint)
    place = ".".join(part or "C" for part in locale.getlocale())
    found = msg("{locale}; messages in {language}", locale=place, language=language_of())
    yield Finding(msg("locale"), State.FINE, found)


def _temporary() -> Finding:
    about = msg("folder for temporary files")
    try:
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"1")
    except OSError as error:
        hint = msg("name one that can be written to in TMPDIR")
        return Finding(about, State.LACKS, error.strerror or str(error), hint)
    return Finding(about, State.FINE, tempfile.gettempdir())


def _fonts() -> Finding:
    """The fonts that documents name: who opens them needs them, who writes them does not."""
    about = msg("fonts of documents")
    program = shutil.which("fc-list")
    if program is None:
        return Finding(about, State.NOTE, msg("cannot be told here: there is no fc-list"))
    asked = [program, ":lang=zh", "family"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    lacking = [font for font in FONTS if font not in listed]
    if not lacking:
        return Finding(about, State.FINE, "、".join(FONTS))
    found = msg("not here: {fonts}", fonts="、".join(lacking))
    hint = msg("they are needed where a bulletin is opened or printed, not where it is written")
    return Finding(about, State.NOTE, found, hint)


def _agencies(about: Message) -> Finding:
    from gov_comms.config import open_agency, shipped

    folders = shipped()
    if not folders:
        return Finding(about, State.LACKS, msg("none is found"), msg("install the program anew"))
    broken = []
    for folder in folders:
        try:
            open_agency(folder)
        except (OSError, Refused):
            broken.append(folder.name)
    if broken:
        found = msg("cannot be opened: {names}", names=", ".join(broken))
        return Finding(about, State.LACKS, found, msg("run gov-comms check on them"))
    return Finding(about, State.FINE, ", ".join(each.name for each in folders))


def _plugins(about: Message) -> Finding:
    """The plugins that are installed, and the shipped agencies that enable them."""
    from gov_comms.config import open_agency, shipped
    from gov_comms.plugins import installed

    enabled: dict[str, list[str]] = {}
    for folder in shipped():
        try:
            for name in open_agency(folder).plugins.versions:
                enabled.setdefault(name, []).append(folder.name)
        except (OSError, Refused):
            continue
    told = []
    for name, point in sorted(installed().items()):
        version = point.dist.version if point.dist else ""
        users = f" ({', '.join(enabled[name])})" if name in enabled else ""
        told.append(f"{name} {version}{users}")
    return Finding(about, State.FINE, "; ".join(told) or msg("none"))


def _workdays(about: Message) -> Finding:
    """The years whose holidays are known: later deadlines in working days are unknown."""
    from gov_comms.workdays import shipped_years

    years = sorted(shipped_years())
    if not years:
        return Finding(about, State.LACKS, msg("none is found"), msg("install the program anew"))
    hint = msg("later years: [[calendar.holidays]] in agency.toml")
    return Finding(about, State.FINE, f"{years[0]}–{years[-1]}", hint)
