"""What one cell may say: the rules from its text to a number, a day, a flag or a list.

A rule takes the trimmed text of a cell and answers with the value or with a `Fault`.  The same
rules serve workbooks, text files and worked examples.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Context, Decimal
from typing import Any

from gov_comms.kinds import SEPARATORS
from gov_comms.messages import Message, msg
from gov_comms.timeline import DAY_MINUTES, to_number

SPACES = " \t\r\n\x0b\x0c\x85\xa0\u2002\u2003\u2007\u2009\u200b\u202f\u3000\ufeff"
"""What is trimmed from both ends of a cell."""
WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
"""Full-width digits and letters, as Chinese input methods write them."""
LIMIT = 2**63 - 1
"""The largest scaled number that a column holds."""

_EXACT = Context(prec=200)
_LONGEST = 100
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE_WORD = {code: to for code, to in _NARROW.items() if WIDE.match(chr(code))}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?", re.IGNORECASE | re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})"
    r"|年(\d{1,2})月(\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]0?0:00(?::00(?:\.0+)?)?)?",
    re.ASCII,
)
_MOMENT = re.compile(
    r"(?P<day>\S+?)(?:T|\s+|(?<=日))(?P<hour>\d{1,2})(?::|时|点)(?:(?P<minute>\d{1,2})分?)?"
    r"(?::(?P<second>\d{2})(?:\.0+)?)?",
    re.ASCII,
)
_A_MOMENT = "2014-03-05 09:30"
_INNER_SPACE = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")
_FLAGS = {
    "是": True,
    "yes": True,
    "true": True,
    "1": True,
    "√": True,
    "否": False,
    "no": False,
    "false": False,
    "0": False,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the text of a cell; ``code`` names the kind of problem.

    ``unknown`` is a name that nobody knows and for which a hint is still to be looked up.
    """

    code: str
    what: Message
    hint: Message | None = None
    unknown: str = ""


Rule = Callable[[str], Any]
"""From the text of a cell to its value or a `Fault`."""


def cell_text(cell: object) -> str | None:
    """The text that stands for a value of TOML or of a workbook's cell; nothing for a blank."""
    if isinstance(cell, str):
        return cell.strip(SPACES) or None
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # A workbook keeps 15 digits; what a binary float has beyond them nobody wrote.
        return f"{cell:.15g}"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, datetime):
        return str(cell.date()) if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, (list, tuple)):
        return "、".join(filter(None, map(cell_text, cell))) or None
    return str(cell)


def narrow(text: str) -> str:
    """The text with full-width digits and letters in their usual width."""
    return text if text.isascii() else text.translate(_WIDE_WORD)


def name_key(text: str) -> str:
    """The form in which names are compared: usual width, no spaces between Chinese characters."""
    return text if text.isascii() else _INNER_SPACE.sub("", narrow(text))


def shown(text: str) -> str:
    """A cell's text as problems quote it, cut where it is long."""
    return repr(text if len(text) <= 40 else text[:39] + "…")


def parse_count(text: str) -> int | Fault:
    """A whole number."""
    found = _decimal(text)
    if found is None:
        return Fault("not-a-number", msg("{text} is not a number", text=shown(text)))
    if found != int(found):
        return Fault("not-whole", msg("{text} is not a whole number", text=shown(text)))
    return _within(int(found), text)


def parse_number(text: str, scale: int) -> int | Fault:
    """An exact decimal, as a whole number of its last decimal place."""
    found = _decimal(text)
    if found is None:
        return Fault("not-a-number", msg("{text} is not a number", text=shown(text)))
    scaled = found.scaleb(scale, _EXACT)
    if scaled != int(scaled):
        what = msg("{text} has more than {scale} decimals", text=shown(text), scale=scale)
        return Fault("too-many-decimals", what, msg("round it to {scale} decimals", scale=scale))
    return _within(int(scaled), text)


def parse_day(text: str) -> int | Fault:
    """A day, as the number of days since 1970-01-01."""
    match = _DAY.fullmatch(text if text.isascii() else text.translate(_NARROW))
    if match:
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            return to_number(date(year, month, day))
        except ValueError:
            what = msg("{text} is not in the calendar", text=shown(text))
            return Fault("not-a-day", what)
    what = msg("{text} is not a day", text=shown(text))
    return Fault("not-a-day", what, msg("write it like {example}", example="2014-03-05"))


def parse_moment(text: str) -> int | Fault:
    """A day with a time of day, as the number of minutes since 1970-01-01."""
    plain = text if text.isascii() else text.translate(_NARROW)
    match = _MOMENT.fullmatch(plain)
    if match is None:
        day = parse_day(text)
        if isinstance(day, Fault):
            what = msg("{text} is not a day with a time of day", text=shown(text))
        else:
            what = msg("{text} has no time of day", text=shown(text))
        return Fault("not-a-moment", what, msg("write it like {example}", example=_A_MOMENT))
    day = parse_day(match["day"])
    if isinstance(day, Fault):
        return day
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        what = msg("{text} is no time of day", text=shown(text))
        return Fault("not-a-moment", what, msg("write it like {example}", example=_A_MOMENT))
    if match["second"] and int(match["second"]):
        what = msg("{text} has seconds", text=shown(text))
        return Fault("not-a-moment", what, msg("write it to the minute"))
    return day * DAY_MINUTES + hour * 60 + minute


def parse_flag(text: str) -> bool | Fault:
    """Yes or no."""
    found = _FLAGS.get(text.translate(_NARROW).lower())
    if found is None:
        what = msg("{text} is neither yes nor no", text=shown(text))
        return Fault("not-a-flag", what, msg("write 是 or 否 (yes or no)"))
    return found


def split_list(text: str) -> list[str]:
    """The parts of a cell that lists several, in the order written."""
    return [part for each in SEPARATORS.split(text) if (part := each.strip(SPACES))]


def _decimal(text: str) -> Decimal | None:
    plain = text if text.isascii() else text.translate(_NARROW)
    if len(plain) > _LONGEST:
        return None
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def _within(number: int, text: str) -> int | Fault:
    if abs(number) > LIMIT:
        return Fault("too-large", msg("{text} is too large", text=shown(text)))
    return number
