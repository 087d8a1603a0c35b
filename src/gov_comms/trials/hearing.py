"""Opinions and news tried: on the pieces of the cases, on odd ones, on one and on none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from gov_comms.config import Opened
from gov_comms.errors import Problem
from gov_comms.plugins import Act, Finding, Heard, Likeness, News, Objection, Piece
from gov_comms.trials.counting import Rows, Turn
from gov_comms.trials.tried import Tried

ACTIONS = ("submit", "approve", "return", "publish", "something else")
KINDS = ("submitted", "returned", "adopted", "closed", "something else")
DAY = datetime(2014, 3, 5, 8, 30, tzinfo=UTC)
ODD = (Piece("-empty", ""), Piece("-odd", "\u3000\x00𠀀" * 50, "字" * 5000))


def asked(opened: Opened, turned: Turn = dict) -> Tried:
    """What plugins find, object to and liken, each time in one order; and how they fail."""
    if not any(each.hook != "on_event" for each in opened.plugins.listeners):
        return Tried()
    said: list[str] = []
    problems: list[Problem] = []
    times = 0
    for rows in [{}, *(case.rows for case in opened.cases)]:
        pieces = [*ODD, *_pieces(turned(rows))]
        answers: list[str] = []
        for heard in _heard(opened, pieces):
            times += 1
            answers += [_told(each) for each in heard.answers]
            problems += heard.problems
        said += sorted(answers)
    faults = tuple(each.text("en") for each in problems)
    return Tried((*said, *sorted(faults)), faults, times)


def _heard(
    opened: Opened, pieces: Sequence[Piece]
) -> Iterator[Heard[Finding] | Heard[Objection] | Heard[Likeness]]:
    """Each hook of opinions asked; which of two like pieces is named first says nothing."""
    plugins, agency = opened.plugins, opened.agency
    for piece in pieces:
        yield plugins.ask_submission(agency, piece)
        for action in ACTIONS:
            yield plugins.ask_act(agency, Act(action, "甲", piece, "理由"))
        yield plugins.ask_likeness(agency, [piece], [each for each in pieces if each is not piece])
    for some in ([], pieces[:1], pieces):
        yield plugins.ask_likeness(agency, some)


def _told(answer: Finding | Objection | Likeness) -> str:
    if isinstance(answer, Likeness):
        return f"{answer.plugin}: {sorted((answer.piece, answer.other))} {answer.share}"
    texts = " / ".join(answer.what.text(language) for language in ("zh-CN", "en"))
    return f"{answer.plugin}: {answer.clause} {texts}"


def _pieces(rows: Rows) -> Iterator[Piece]:
    """The submissions of a case as plugins see them."""
    for row in rows.get("submission", ()):
        cells = row.cells
        yield Piece(
            str(cells["id"]),
            str(cells.get("title") or ""),
            unit=str(cells.get("unit") or ""),
            day=cells.get("day"),  # type: ignore[arg-type]
            kind="submission",
        )


def told(opened: Opened, folder: Path) -> Tried:
    """News of every kind told to plugins, as if the agency lay in ``folder``: what they write."""
    listeners = [each for each in opened.plugins.listeners if each.hook == "on_event"]
    if not listeners:
        return Tried()
    agency = replace(opened.agency, folder=str(folder))
    news = [News(seq, DAY, kind, f"W{seq}", "理由", "甲") for seq, kind in enumerate(KINDS, 1)]
    news.append(News(len(KINDS) + 1, DAY, "submitted", "", "字" * 5000))
    # The last is told twice: a program that broke off tells again.
    problems = [each for one in [*news, news[-1]] for each in opened.plugins.tell(agency, one)]
    written = [
        f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    return Tried(tuple(written), tuple(each.text("en") for each in problems), len(news))
