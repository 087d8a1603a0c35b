"""Watching an agency's plugins at work, in a process that nobody else uses."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from gov_comms.config import Opened, open_agency
from gov_comms.config.enabling import Care
from gov_comms.errors import Refused
from gov_comms.review.cases import run_cases
from gov_comms.trials import counting, handing, hearing
from gov_comms.trials.scan import floats, unsteady
from gov_comms.trials.standing import changed, plugin_modules, state
from gov_comms.trials.tried import Tried
from gov_comms.trials.watch import Watch, watched


def observed(folder: str, *, only_answers: bool = False) -> dict[str, Any]:
    """What each contract finds wrong, by its name; how often it was tried; all that came out.

    ``against``, ``times`` and ``answers`` are the keys; ``only_answers`` tries nothing further.
    """
    sys.dont_write_bytecode = True
    with tempfile.TemporaryDirectory() as place, watched(Path(place).resolve()) as watch:
        # Whatever asks for a temporary file gets it where the watch allows one.
        tempfile.tempdir = str(watch.folder)
        try:
            opened = open_agency(folder, Care(tried=False, vouched=True))
        except Refused as refused:
            told = [each.text("en") for each in refused.problems]
            return {"against": {"opens": told}, "times": {}, "answers": []}
        if only_answers:
            return {"against": {"opens": []}, "times": {}, "answers": _round(opened).answers()}
        return _looked_at(opened, watch)


@dataclass(frozen=True, slots=True)
class _Round:
    """Everything tried once."""

    verbs: Tried
    opinions: Tried
    news: Tried
    files: Tried
    documents: Tried
    checks: Tried

    def answers(self) -> list[str]:
        """All that came out."""
        tried = (self.verbs, self.opinions, self.news, self.files, self.documents, self.checks)
        return [text for each in tried for text in each.answers]


def _round(opened: Opened) -> _Round:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        return _Round(
            counting.counted(opened),
            hearing.asked(opened),
            hearing.told(opened, Path(one)),
            handing.files_read(opened, Path(other)),
            handing.documents_written(opened),
            handing.checks_run(opened),
        )


def _looked_at(opened: Opened, watch: Watch) -> dict[str, Any]:
    modules = plugin_modules(opened)
    before, shown = state(modules), repr(opened.agency)
    first = _round(opened)
    turned = [each(opened, counting.reversed_rows) for each in (counting.counted, hearing.asked)]
    one = counting.counted(opened, counting.one_of_each)
    many = counting.counted(opened, counting.many_of_each)
    again = _round(opened)
    usual = [*first.verbs.answers, *first.opinions.answers]
    against = {
        "opens": [],
        "cases": [each.text("en") for each in run_cases(opened)],
        "order": _differences(usual, [text for each in turned for text in each.answers]),
        "one": one.faults,
        "many": many.faults,
        "files": first.files.faults,
        "documents": first.documents.faults,
        "checks": first.checks.faults,
        "opinions": first.opinions.faults,
        "news": first.news.faults,
        "explained": list(counting.unexplained(opened)),
        "decimals": [place for each in _with_verbs(opened) for place in floats(each)],
        "replay": _differences(first.answers(), again.answers()),
        "unchanged": [] if repr(opened.agency) == shown else [opened.agency.id],
        "state": changed(before, state(modules)),
        "outside": sorted(set(watch.seen)),
        "clock": [place for each in modules for place in unsteady(each)],
    }
    verbs = first.verbs.times
    times = {
        **dict.fromkeys(("one", "many", "explained", "decimals"), verbs),
        "files": first.files.times,
        "documents": first.documents.times,
        "checks": first.checks.times,
        "opinions": first.opinions.times,
        "news": first.news.times,
    }
    return {"against": against, "times": times, "answers": first.answers()}


def _with_verbs(opened: Opened) -> Iterator[ModuleType]:
    """The modules in which verbs of plugins compute."""
    names = {each.shape.__module__ for each in opened.plugins.verbs.values() if each.plugin}
    yield from (sys.modules[name] for name in sorted(names))


def _differences(first: Sequence[str], second: Sequence[str]) -> list[str]:
    return sorted(set(first) ^ set(second))[:5]
