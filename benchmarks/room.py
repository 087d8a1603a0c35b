"""Whether a machine has room for a size: the large ones would else fail after an hour."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

DISK_EACH = 250
"""Bytes on disk for each adoption, with its share of works, written as Parquet and as CSV."""
MEMORY_EACH = 2_500
"""Bytes of memory for each adoption while the records are made, read and counted in every way."""


def refuse_too_little(folder: Path, records: int) -> None:
    """Raise an error of the command line where a size in memory has too little."""
    refuse(folder, records, records * DISK_EACH, records * MEMORY_EACH)


def refuse(folder: Path, records: int, disk: int, memory: int) -> None:
    """Raise an error of the command line that says what a size needs and what there is."""
    free = shutil.disk_usage(folder).free
    for what, needed, there in (("disk", disk, free), ("memory", memory, _memory())):
        if there < needed:
            raise click.ClickException(
                f"{records:,} records need {needed >> 30} GiB of {what}, there are {there >> 30}"
            )


def _memory() -> int:
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
