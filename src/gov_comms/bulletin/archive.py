"""Documents are zip archives: the same content must give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

NO_PARTS: Mapping[str, bytes] = {}
EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - a mark without a zone, as documents store it
"""The day that documents bear as their creation: the earliest a zip archive can hold.

A real day would make two writes of one bulletin differ, and no clock is read.
"""


def stable_zip(content: bytes, parts: Mapping[str, bytes] = NO_PARTS) -> bytes:
    """The archive ``content`` with every entry dated `EPOCH`, and some parts replaced by others."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as stable,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            stable.writestr(entry, parts.get(name) or source.read(name))
    return target.getvalue()
