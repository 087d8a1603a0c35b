"""Reporting: problems gathered with their places, and what pydantic finds in our own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from gov_comms.config.naming import inside, key_text, keys_of_text
from gov_comms.config.places import Places
from gov_comms.config.reading import Document, home_of, last_scale
from gov_comms.config.translation import translated
from gov_comms.errors import Problem, Severity
from gov_comms.language.faults import Keys
from gov_comms.messages import Message

Shape = TypeVar("Shape", bound=BaseModel)


class Report:
    """The problems found in an agency's files so far."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems = list(problems)
        self.places = Places()

    def add(
        self,
        document: Document,
        keys: Keys,
        code: str,
        what: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note that what stands under ``keys`` of a document is wrong."""
        place = self.places.of(document, keys)
        key = key_text(document.data, keys)
        problem = Problem(code, place, what, key, hint, severity)
        if last_scale(document, keys) is None or not self._is_said(problem):
            self.problems.append(problem)

    def _is_said(self, problem: Problem) -> bool:
        """Whether the same was said of this place, though of another rule that leads there."""
        what = (problem.place, problem.code, problem.what)
        return what in ((each.place, each.code, each.what) for each in self.problems)

    def read(
        self,
        shape: type[Shape],
        raw: object,
        document: Document,
        keys: Keys = (),
        context: Mapping[str, Any] | None = None,
    ) -> Shape | None:
        """``raw``, which stands under ``keys``, as a shape; None, and all faults noted, if not.

        ``context`` are the scales that values may refer to.
        """
        try:
            return shape.model_validate(raw, context=context)
        except ValidationError as error:
            for inner, said in translated(shape, raw, error.errors(include_url=False)):
                self.add(document, (*keys, *inner), *said)
            return None

    def locate(self, problem: Problem, documents: Mapping[str, Document]) -> Problem:
        """The problem with line and column, when it names only a file and a dotted key."""
        document = documents.get(problem.place.file)
        if document is None or problem.place.line is not None:
            return problem
        scales = {name: _data_of(*home) for name, home in document.scales.items()}
        place = self.places.of(document, keys_of_text(document.data, problem.key, scales))
        return replace(problem, place=place)


def _data_of(document: Document, keys: Keys) -> object:
    """What is written in a document under some keys."""
    document, keys = home_of(document, keys)
    found: object = document.data
    for key in keys:
        found = inside(found, key)
    return found
