"""Problems: what is wrong, where, and what to do about it; values, gathered, never lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gov_comms.messages import Message


class Severity(StrEnum):
    """Whether a problem stops the work (error) or is only said (warning, notice)."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands: a file, and in it a line and column, or a sheet, row and column.

    ``line``, ``column`` and ``row`` count from 1; ``heading`` is the heading of a table's column.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    row: int | None = None
    heading: str | None = None

    def text(self) -> str:
        """``file:line:column`` for texts, ``file:sheet:row:heading`` for tables."""
        parts = (self.file, self.sheet, self.line, self.row, self.column, self.heading)
        return ":".join(str(part) for part in parts if part not in (None, ""))

    def order(self) -> tuple[str, int, int, str, int, str]:
        """The sort key that puts problems in reading order."""
        return (
            self.file,
            self.line or 0,
            self.column or 0,
            self.sheet or "",
            self.row or 0,
            self.heading or "",
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, under which key, what, and a hint.

    ``code`` names the kind of problem for machines and tests; ``key`` is the dotted key of a TOML
    file, or empty.
    """

    code: str
    place: Place
    what: Message
    key: str = ""
    hint: Message | None = None
    severity: Severity = Severity.ERROR

    def text(self, language: str) -> str:
        """``place: key: what. hint: …``, in the reader's language."""
        head = ": ".join(part for part in (self.place.text(), self.key) if part)
        body = self.what.text(language)
        line = f"{head}: {body}" if head else body
        if self.hint is not None:
            mark = "。提示：" if language == "zh-CN" else ". hint: "
            line += f"{mark}{self.hint.text(language)}"
        return line


class Refused(Exception):
    """The work cannot be done; carries every problem found, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(problem.text("en") for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems once each, in reading order."""
    return tuple(
        sorted(
            dict.fromkeys(problems), key=lambda p: (p.place.order(), p.key, p.code, repr(p.what))
        )
    )


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that stop the work."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with all problems when one of them is an error."""
    problems = tuple(problems)
    if errors_in(problems):
        raise Refused(problems)
