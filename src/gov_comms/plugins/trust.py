"""Trust: which single files may run as plugins on this machine, by their digest.

The list lies outside every agency's folder, since a config must not bring its own code.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import tomli

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg

VARIABLE = "GOV_COMMS_TRUSTED"
"""The environment variable that names another list."""
_HEAD = "# Plugin files that may run on this machine: digest and name. Written by gov-comms.\n"


def allow_list(environment: Mapping[str, str] | None = None) -> Path:
    """Where the list of trusted files lies."""
    found = os.environ if environment is None else environment
    if found.get(VARIABLE):
        return Path(found[VARIABLE])
    home = found.get("XDG_CONFIG_HOME")
    folder = Path(home) if home else Path.home() / ".config"
    return folder / "gov_comms" / "trusted.toml"


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file's content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def trusted(place: Path) -> Mapping[str, str]:
    """The trusted digests of a list and the names they were trusted under.

    Raises `Refused` for a list that cannot be read; one that is not there trusts nothing.
    """
    try:
        found = tomli.loads(place.read_text("utf-8")).get("sha256", {})
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        what = msg("the list of trusted files cannot be read: {error}", error=str(error))
        raise Refused([Problem("unreadable", Place(str(place)), what)]) from None
    return found if isinstance(found, dict) else {}


def trust(file: Path, place: Path) -> str:
    """Add a file to a list; answers its digest.

    Raises `Refused` when the file cannot be read, the list not be written, or the list would lie
    in the folder that brings the file.
    """
    try:
        digest = digest_of(file.read_bytes())
    except OSError as error:
        what = msg("this file cannot be read: {error}", error=error.strerror or str(error))
        raise Refused([Problem("unreadable", Place(str(file)), what)]) from None
    agency = file.resolve().parent.parent
    if (agency / "agency.toml").is_file() and lies_in(place, agency):
        what = msg("the list of trusted files must not lie in the folder that brings the plugin")
        raise Refused([Problem("trust-inside", Place(str(place)), what)])
    found = {**trusted(place), digest: file.name}
    lines = [f'"{each}" = "{_plain(name)}"\n' for each, name in sorted(found.items())]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f"{place.name}.{os.getpid()}")
        beside.write_text("".join([_HEAD, "\n[sha256]\n", *lines]), encoding="utf-8")
        beside.replace(place)
    except OSError as error:
        what = msg("cannot be written: {error}", error=error.strerror or str(error))
        raise Refused([Problem("unwritable", Place(str(place)), what)]) from None
    return digest


def lies_in(place: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, links followed."""
    return place.resolve().is_relative_to(folder.resolve())


def _plain(name: str) -> str:
    """A file's name without what would end a string of TOML."""
    return "".join(each if each.isprintable() and each not in '"\\' else "_" for each in name)
