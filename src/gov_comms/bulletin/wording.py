"""Periods, days, names and lists in the words of the reader's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from gov_comms.messages import Message, msg
from gov_comms.model import Measure
from gov_comms.timeline import Calendar, Period, Term, in_weeks, several

_YEAR = re.compile(r"[\[【（(〔［](\d{4})[\]】）)〕］]")
_LEVELS = tuple(
    re.compile(form)
    for form in (
        r"[一二三四五六七八九十]+、",
        r"（[一二三四五六七八九十]+）",
        r"\d+[.．]\D",
        r"（\d+）",
    )
)
"""How headings of each level begin, after GB/T 9704-2012."""
_SENTENCE_ENDS = ("。", "！", "？", "；", "：", ".", ";", ":")
NUMERALS = "一二三四五六七八九十"


def period_words(period: Period, calendar: Calendar, language: str) -> str:
    """A period as it is spoken of: ``2014-Q1`` is 2014年第一季度; a window keeps its name."""
    some = several(period.level)
    if some is not None:
        return _several_words(period, some[0]).text(language)
    year, _, part = period.id.partition("-")
    number = int(part.lstrip("HQTW")) if part and period.level != "window" else 0
    message: Message
    if period.level == "year":
        message = msg("{year}", year=year)
    elif period.level == "half":
        message = _halves(year)[number - 1]
    elif period.level == "quarter":
        message = _quarters(year)[number - 1]
    elif period.level == "month":
        message = _months(year)[number - 1]
    elif period.level == "term":
        message = _term(calendar.terms[number - 1], number, year, language)
    elif period.level == "week":
        message = msg("week {number} of {year}", number=number, year=year)
    else:
        return clean(period.id)
    return message.text(language)


def _several_words(period: Period, count: int) -> Message:
    """Several months by the first and the last of them, several weeks by their numbers."""
    year, _, part = period.id.partition("-")
    if in_weeks(period.level):
        first = count * (int(part.partition("W")[2]) - 1) + 1
        last = first + (period.last - period.first).days // 7
        return msg("weeks {first} to {last} of {year}", first=first, last=last, year=year)
    begins = period.first.month - 1
    years = (period.first.year, period.first.year + (begins + count - 1) // 12)
    names = [_months(f"{number:04}") for number in years]
    return msg("{a} to {b}", a=names[0][begins], b=names[1][(begins + count - 1) % 12])


def _term(term: Term, number: int, year: str, language: str) -> Message:
    """A term by its name, or else by its number."""
    zh, en = term.names
    name = clean(zh if language == "zh-CN" else en or zh)
    if name:
        return msg("{term} of {year}", term=name, year=year)
    return msg("term {number} of {year}", number=number, year=year)


def bucket_words(name: str, calendar: Calendar, language: str) -> str:
    """The words for a bucket that a step names; what the calendar does not know stays as it is."""
    try:
        return period_words(calendar.period(name), calendar, language)
    except ValueError:
        return clean(name)


def day_words(day: date, language: str) -> str:
    """A day as it stands in a sentence."""
    message = msg("{year:04}-{month:02}-{day:02}", year=day.year, month=day.month, day=day.day)
    return message.text(language)


def measure_words(measure: Measure, language: str) -> str:
    """A heading for a measure: its label and, in brackets, its unit."""
    label = clean(measure.label.text(language))
    return with_unit(label, clean(measure.unit.text(language)), language)


def with_unit(label: str, unit: str, language: str) -> str:
    """A heading with its unit in brackets, if it has one that says more than the label."""
    if unit.casefold() in ("", label.casefold()):
        return label
    return msg("{label} ({unit})", label=label, unit=unit).text(language)


def listed(parts: Sequence[str], language: str) -> str:
    """Short things in a row: ``甲、乙`` or ``A, B``."""
    return ("、" if language == "zh-CN" else ", ").join(parts)


def clauses_in_row(parts: Sequence[str], language: str) -> str:
    """Longer things in a row, which may hold commas of their own."""
    return ("；" if language == "zh-CN" else "; ").join(parts)


def cited(title: str, language: str) -> str:
    """The title of a regulation as it is cited."""
    if language != "zh-CN" or title.startswith("《"):
        return title
    return f"《{title}》"


def numbered(number: int, heading: str, language: str) -> str:
    """A heading with its number: ``一、`` or ``1.``."""
    written = str(number)
    if language == "zh-CN" and number <= len(NUMERALS):
        written = NUMERALS[number - 1]
    return msg("{number}. {heading}", number=written, heading=heading).text(language)


def in_brackets(number: str, brackets: str) -> str:
    """A document's number with ``brackets`` around its year, whichever were written."""
    return _YEAR.sub(rf"{brackets[0]}\1{brackets[1]}", number)


def annex_lines(titles: Sequence[str], language: str) -> tuple[str, ...]:
    """How a text names its annexes: one by its title, several with their numbers."""
    several = len(titles) > 1
    named = (f"{number}. {title}" if several else title for number, title in enumerate(titles, 1))
    return tuple(msg("Annex: {title}", title=each).text(language) for each in named)


def annex_marks(count: int, language: str) -> tuple[str, ...]:
    """The word above each annex, with its number where there are several."""
    if count == 1:
        return (msg("Annex").text(language),)
    numbers = range(1, count + 1)
    return tuple(msg("Annex {number}", number=number).text(language) for number in numbers)


def copies_line(copies: Sequence[str], language: str) -> str:
    """To whom copies are sent, in one sentence."""
    return msg("Copies to: {names}.", names=clauses_in_row(copies, language)).text(language)


def printed_line(office: str, language: str) -> tuple[str, str]:
    """Who printed a document, and when; the day is left blank as that of signing is."""
    return office, msg("printed on ____________").text(language)


def heading_level(text: str) -> int:
    """The level of a paragraph that is a heading by its number, 一、 （一） 1. or （1）; else 0.

    A heading is a line of its own: a sentence that begins with a number ends like a sentence.
    """
    if text.endswith(_SENTENCE_ENDS):
        return 0
    return next((level for level, form in enumerate(_LEVELS, 1) if form.match(text)), 0)


def clean(text: str) -> str:
    """``text`` on one line, without characters that a document cannot hold.

    Names come from workbooks: control characters break XML, line breaks break a row of a table.
    """
    kept = (" " if unicodedata.category(each) in ("Cc", "Cs") else each for each in text)
    return "".join(kept).strip()


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, one for each line that is not blank."""
    return tuple(line for line in map(clean, text.splitlines()) if line)


def _halves(year: str) -> tuple[Message, ...]:
    return (
        msg("the first half of {year}", year=year),
        msg("the second half of {year}", year=year),
    )


def _quarters(year: str) -> tuple[Message, ...]:
    return (
        msg("the first quarter of {year}", year=year),
        msg("the second quarter of {year}", year=year),
        msg("the third quarter of {year}", year=year),
        msg("the fourth quarter of {year}", year=year),
    )


def _months(year: str) -> tuple[Message, ...]:
    return (
        msg("January {year}", year=year),
        msg("February {year}", year=year),
        msg("March {year}", year=year),
        msg("April {year}", year=year),
        msg("May {year}", year=year),
        msg("June {year}", year=year),
        msg("July {year}", year=year),
        msg("August {year}", year=year),
        msg("September {year}", year=year),
        msg("October {year}", year=year),
        msg("November {year}", year=year),
        msg("December {year}", year=year),
    )
