"""Reading ninjs: an array of news items, or one item a line, as a table of adoptions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import Message, bilingual
from gov_comms.plugins import Sheet
from gov_comms_monitoring.settings import MonitoringSettings

HEADINGS = ("id", "work", "outlet", "day", "form", "length")
Item = tuple[int, Mapping[str, Any]]
"""An item and its number in the file, from 1."""


def read(settings: MonitoringSettings, path: Path) -> list[Sheet]:
    """The adoptions of an export; raises `Refused` with every item that cannot be one."""
    import polars as pl

    problems: list[Problem] = []
    rows = []
    for number, item in _items(path):
        row = {
            "id": item.get("uri"),
            "work": _work(settings, item),
            "outlet": _named(settings.outlets, _outlet(item)),
            "day": str(item.get("firstcreated") or item.get("versioncreated") or "")[:10],
            "form": _named(settings.forms, item.get("profile")),
            "length": item.get("charcount"),
        }
        if row["work"] is None and settings.others == "leave":
            continue
        problems += _objections(path, number, row)
        rows.append(row)
    if problems:
        raise Refused(problems)
    texts = {name: [_text(row[name]) for row in rows] for name in HEADINGS}
    cells = pl.DataFrame(texts, schema=dict.fromkeys(HEADINGS, pl.String))
    return [Sheet("adoptions", HEADINGS, cells, 1)]


def _items(path: Path) -> Iterator[Item]:
    """The items of a file that have been published, in their order."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = bilingual(
            "读不了这个文件：{error}", "this file cannot be read: {error}", error=error
        )
        raise _refused(path, what) from None
    lines = [text] if text.lstrip().startswith("[") else text.splitlines()
    found: list[Any] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            read = json.loads(line)
        except ValueError:
            what = bilingual("第{number}行不是 JSON", "line {number} is no JSON", number=number)
            raise _refused(path, what) from None
        found += read if isinstance(read, list) else [read]
    for number, item in enumerate(found, start=1):
        if not isinstance(item, dict):
            what = bilingual("第{number}条不是稿件", "item {number} is no item", number=number)
            raise _refused(path, what)
        if item.get("pubstatus", "usable") == "usable":
            yield number, item


def _work(settings: MonitoringSettings, item: Mapping[str, Any]) -> str | None:
    """The number of the work that an item carries; ninjs has either form of ``altids``."""
    found = item.get("altids")
    if isinstance(found, dict):
        found = found.get(settings.key)
    elif isinstance(found, list):
        roles = {each.get("role"): each.get("value") for each in found if isinstance(each, dict)}
        found = roles.get(settings.key)
    return found if isinstance(found, str) and found else None


def _outlet(item: Mapping[str, Any]) -> object:
    """Who carried it: the first source, else the holder of the rights."""
    sources = item.get("infosource") or item.get("infosources")
    if isinstance(sources, list) and sources and isinstance(sources[0], dict):
        return sources[0].get("name")
    return item.get("copyrightholder")


def _named(names: Mapping[str, str], found: object) -> object:
    return names.get(found, found) if isinstance(found, str) else found


def _objections(path: Path, number: int, row: Mapping[str, object]) -> Iterator[Problem]:
    for name in ("id", "outlet", "day"):
        if not isinstance(row[name], str) or not row[name]:
            what = bilingual(
                "第{number}条缺少{name}",
                "item {number} lacks {name}",
                number=number,
                name=_NAMES[name],
            )
            yield Problem("ninjs", Place(str(path), row=number), what)


_NAMES = {
    "id": "uri",
    "outlet": "infosource",
    "day": "firstcreated",
}


def _text(cell: object) -> str | None:
    return None if cell is None or cell == "" else str(cell)


def _refused(path: Path, what: Message) -> Refused:
    return Refused([Problem("ninjs", Place(str(path)), what)])
