"""Editions: the dated texts of a regulation, read, and merged into one running order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from gov_comms.config.reading import Document, Home, home_of
from gov_comms.config.report import Report
from gov_comms.config.shape import EditionShape
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.step import Ban, Derive, Step
from gov_comms.language.value import ScaleText
from gov_comms.messages import msg
from gov_comms.model import Edition, Since
from gov_comms.plugins import Verb, installed
from gov_comms.timeline import ONE_DAY

Part = TypeVar("Part", Step, Derive)
Span = tuple[Part, Edition, date, date | None]
"""A step or derived column, the edition it stands in, and the first and last day it holds."""


@dataclass(frozen=True, slots=True)
class Written:
    """An edition with the file it was read from.

    ``steps``, ``derives`` and ``bans`` say at which index of the file each part of the edition
    stands; ``broken`` are the ids of steps, and ``lost`` the names of derivations, that could not
    be read.
    """

    edition: Edition
    document: Document
    steps: tuple[int, ...]
    derives: tuple[int, ...]
    bans: tuple[tuple[int, Ban], ...]
    broken: frozenset[str]
    lost: frozenset[str]

    def keys(self, part: Step | Derive) -> Keys:
        """The keys under which a step or derived column of this edition is written."""
        if isinstance(part, Step):
            return ("step", self.steps[_index(self.edition.steps, part)])
        return ("derive", self.derives[_index(self.edition.derives, part)])

    def place(self, part: Step | Derive, inner: Keys) -> Home:
        """Where a key of a part stands: with the part, or in ``[defaults]`` of its file."""
        keys = self.keys(part)
        raw = self.document.data[str(keys[0])][keys[1]]
        home, _ = home_of(self.document, keys)
        defaults = home.data.get("defaults", {})
        if isinstance(part, Step) and inner and inner[0] not in raw and inner[0] in defaults:
            return home, ("defaults", *inner)
        return self.document, (*keys, *inner)


def read_edition(
    document: Document,
    edition_id: str,
    verbs: Mapping[str, Verb],
    scales: Mapping[str, ScaleText],
    report: Report,
) -> Written | None:
    """One edition; what cannot be read of it is noted and left out."""
    shape = report.read(EditionShape, document.data, document)
    if shape is None:
        return None
    steps: dict[int, Step] = {}
    broken: set[str] = set()
    for index, raw in enumerate(shape.step):
        step = _read_step(raw, document, ("step", index), verbs, scales, report)
        if step is None:
            broken.add(str(raw.get("id", "")))
        elif any(step.id == each.id for each in steps.values()):
            what = msg("the step {id} stands twice in this edition", id=step.id)
            report.add(document, ("step", index, "id"), "step-twice", what)
        else:
            steps[index] = step
    derives: dict[int, Derive] = {}
    lost: set[str] = set()
    for index, raw in enumerate(shape.derive):
        derive = report.read(Derive, raw, document, ("derive", index), scales)
        if derive is None or not _one_form(derive, document, ("derive", index), report):
            lost.add(str(raw.get("name", "")))
        elif any((derive.on, derive.name) == (d.on, d.name) for d in derives.values()):
            what = msg("{name} is derived twice on {on}", name=derive.name, on=derive.on)
            report.add(document, ("derive", index, "name"), "derive-twice", what)
        else:
            derives[index] = derive
    bans = _read_bans(shape, document, scales, report)
    edition = Edition(
        edition_id,
        shape.title,
        shape.first_day,
        tuple(steps.values()),
        tuple(derives.values()),
        shape.repeals,
        document.file,
        shape.source,
        tuple(text.scale for text in scales.values()),
        tuple((ban, home_of(document, ("ban", at))[0].file) for at, ban in bans.items()),
        None if shape.since is None else Since(**shape.since.model_dump()),
    )
    places = tuple(steps), tuple(derives), tuple(bans.items())
    return Written(edition, document, *places, frozenset(broken), frozenset(lost))


def _read_bans(
    shape: EditionShape, document: Document, scales: Mapping[str, ScaleText], report: Report
) -> dict[int, Ban]:
    """The bans of an edition by their index in its file."""
    bans: dict[int, Ban] = {}
    for index, raw in enumerate(shape.ban):
        ban = report.read(Ban, raw, document, ("ban", index), scales)
        if ban is not None and any(ban.id == each.id for each in bans.values()):
            what = msg("the ban {id} stands twice in this edition", id=ban.id)
            report.add(document, ("ban", index, "id"), "ban-twice", what)
        elif ban is not None:
            bans[index] = ban
    return bans


def _read_step(
    raw: Mapping[str, Any],
    document: Document,
    keys: Keys,
    verbs: Mapping[str, Verb],
    scales: Mapping[str, ScaleText],
    report: Report,
) -> Step | None:
    name = raw.get("do")
    if not isinstance(name, str) or name not in verbs:
        if "do" not in raw:
            report.add(document, (*keys, "do"), "missing-key", msg("this key is missing"))
        else:
            hint = nearest(str(name), verbs)
            if name in installed():
                hint = msg(
                    "a plugin of this name is installed; enable it with plugins = {list}",
                    list=f'["{name}"]',
                )
            report.add(document, (*keys, "do"), "unknown-verb", msg("no such verb"), hint)
        return None
    shape = verbs[name].shape
    defaults = home_of(document, keys)[0].data.get("defaults", {})
    wanted = {
        key: value
        for key, value in defaults.items()
        if key not in raw and _takes_default(shape, raw, key)
    }
    return report.read(shape, {**raw, **wanted}, document, keys, scales)


def _takes_default(shape: type[Step], raw: Mapping[str, Any], key: str) -> bool:
    """Whether ``[defaults]`` sets a key of a step.

    A step on rows that are subjects speaks of the subject unless it says otherwise itself, so a
    default ``to`` is for steps on rows of facts, and for those that must name a receiver.
    """
    field = shape.model_fields.get(key)
    if field is None or key != "to":
        return field is not None
    on_facts = isinstance(raw.get("on"), str) and raw["on"] != "totals"
    return field.is_required() or on_facts


def _one_form(derive: Derive, document: Document, keys: Keys, report: Report) -> bool:
    """Whether a derived column says in exactly one way what it is."""
    forms = derive.kinds()
    if len(forms) == 1:
        return True
    if forms:
        what = msg("{forms} stand side by side; only one can say it", forms=", ".join(forms))
        report.add(document, (*keys, forms[1]), "derive-forms", what)
    else:
        what = msg("one of when, value, word, related or deadline is needed")
        report.add(document, keys, "derive-forms", what)
    return False


def check_succession(written: Sequence[Written], report: Report) -> None:
    """Note where an edition does not fit what stood before it; ``written`` is sorted by day."""
    steps: dict[str, bool] = {}
    bans: set[str] = set()
    for number, each in enumerate(written):
        edition, document = each.edition, each.document
        if number and edition.first_day == written[number - 1].edition.first_day:
            what = msg("{file} starts on the same day", file=written[number - 1].document.file)
            report.add(document, ("from",), "edition-twice", what)
        if edition.since is not None and not number:
            what = msg("the first edition revises nothing")
            report.add(document, ("since",), "since", what, msg("leave this key out"))
        elif edition.since is not None and edition.since.day >= edition.first_day:
            what = msg("a revision reaches back to a day before its own first day")
            report.add(document, ("since", "day"), "since", what)
        for index, name in enumerate(edition.repeals):
            if name in bans:
                bans.discard(name)
            elif not steps.get(name):
                hint = nearest(name, [step for step, runs in steps.items() if runs])
                what = msg("no step {name} stands in the editions before this one", name=name)
                report.add(document, ("repeals", index), "unknown-step", what, hint)
        steps |= {name: False for name in edition.repeals if name in steps}
        for step in edition.steps:
            _check_after(each, step, number == 0, steps, report)
            steps[step.id] = True
        steps |= dict.fromkeys(each.broken, True)
        bans |= {ban.id for ban, _ in edition.bans}


def _check_after(
    written: Written, step: Step, first: bool, steps: Mapping[str, bool], report: Report
) -> None:
    keys = (*written.keys(step), "after")
    if first or step.id in steps:
        if step.after is not None:
            what = (
                msg("the steps of the first edition stand in the order written")
                if first
                else msg("a step that replaces another keeps its place")
            )
            report.add(written.document, keys, "after", what, msg("leave this key out"))
    elif step.after is None:
        what = msg("a new step of a later edition says behind which step it stands")
        hint = nearest(step.id, steps) if steps else None
        report.add(written.document, keys, "after", what, hint)
    elif step.after not in steps:
        what = msg("no step {name} stands in the editions before this one", name=step.after)
        report.add(written.document, keys, "unknown-step", what, nearest(step.after, steps))


def merged(editions: Iterable[Edition]) -> tuple[Span[Step], ...]:
    """All steps of all editions in running order, with the days on which each version holds.

    A replaced step has two entries side by side, whose days adjoin; the last day is None for what
    holds to this day.  Steps of one edition behind the same step stand in the order written.
    """
    places: list[tuple[str, list[Span[Step]]]] = []
    for edition in sorted(editions, key=lambda each: each.first_day):
        added: dict[str, int] = {}
        for step_id, versions in places:
            if step_id in edition.repeals:
                _end(versions, edition)
        for step in edition.steps:
            span = (step, edition, edition.first_day, None)
            found = next((versions for step_id, versions in places if step_id == step.id), None)
            if found is not None:
                _end(found, edition)
                found.append(span)
                continue
            ids = [step_id for step_id, _ in places]
            index = len(places)
            if step.after in ids:
                added[step.after] = added.get(step.after, 0) + 1
                index = ids.index(step.after) + added[step.after]
            places.insert(index, (step.id, [span]))
    return tuple(span for _, versions in places for span in versions)


def merged_derives(editions: Iterable[Edition]) -> tuple[Span[Derive], ...]:
    """All derived columns of all editions in the order declared, like `merged`."""
    places: dict[tuple[str, str], list[Span[Derive]]] = {}
    for edition in sorted(editions, key=lambda each: each.first_day):
        for derive in edition.derives:
            versions = places.setdefault((derive.on, derive.name), [])
            _end(versions, edition)
            versions.append((derive, edition, edition.first_day, None))
    return tuple(span for versions in places.values() for span in versions)


def _end(versions: list[Span[Part]], edition: Edition) -> None:
    """The last version holds until the day before the edition."""
    if versions and versions[-1][3] is None:
        part, written, first, _ = versions[-1]
        versions[-1] = (part, written, first, edition.first_day - ONE_DAY)


def _index(parts: Sequence[Any], part: Step | Derive) -> int:
    return next(index for index, each in enumerate(parts) if each is part)
