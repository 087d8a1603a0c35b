"""What changes between two editions or two agencies, compared noun by noun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from gov_comms.config import Opened
from gov_comms.config.editions import Span, merged, merged_derives
from gov_comms.config.ground import Ground, derive_ground, nothing_above
from gov_comms.language.step import Derive, Step
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, Edition, Row, Text
from gov_comms.settlement.telling import standing, words_on
from gov_comms.telling import Words
from gov_comms.telling.changes import PLACES, arrow, changed, meaning
from gov_comms.telling.definitions import definition
from gov_comms.telling.steps import plain

KEYS: Mapping[str, Message] = {
    "at_least": msg("at least"),
    "at_most": msg("at most"),
    "clause": msg("clause"),
    "count": msg("counted"),
    "do": msg("verb"),
    "each_excess": msg("for each one beyond the target"),
    "each_missing": msg("for each one missing"),
    "factor": msg("factor"),
    "give": msg("gives"),
    "keep": msg("how many count"),
    "met": msg("for a target that is met"),
    "of": msg("looks at steps"),
    "on": msg("rows"),
    "order": msg("order"),
    "per": msg("for each"),
    "rounding": msg("rounding"),
    "share": msg("share"),
    "target": msg("target"),
    "text": msg("text"),
    "to": msg("receiver"),
    "top": msg("seats"),
    "unmet": msg("for a target that is not met"),
    "when": msg("condition"),
    "within": msg("stretch of days"),
}
"""The keys of steps in words; others are named as they are written."""

KINDS: Mapping[str, Message] = {
    "edition": msg("edition"),
    "step": msg("step"),
    "derive": msg("derived column"),
    "outlet": msg("outlet"),
    "unit": msg("unit"),
    "person": msg("person"),
    "words": msg("list of words"),
    "measures": msg("measure"),
    "tables": msg("table"),
    "bulletins": msg("bulletin"),
    "calendar": msg("calendar"),
    "roles": msg("role"),
    "chains": msg("chain"),
    "distributions": msg("distribution"),
    "releases": msg("form of release"),
    "duties": msg("recurring duty"),
    "scales": msg("scale"),
    "bans": msg("ban"),
}
"""What is compared, in words; further nouns of an agency are named by their field."""

NOT_COMPARED = ("name", "editions", "rosters", "procedure", "steps", "derives", "repeals")
"""What is compared apart, or says nothing that holds."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two regulations: an agency and the day on which it is looked at."""

    opened: Opened
    day: date

    @property
    def edition(self) -> Edition:
        """The edition in force on the day; the first one before it was."""
        started = [each for each in self.opened.agency.editions if each.first_day <= self.day]
        return started[-1] if started else self.opened.agency.editions[0]


@dataclass(frozen=True, slots=True)
class Difference:
    """One noun that is ``added``, ``removed``, ``changed`` or ``moved``, and how, in words."""

    kind: str
    change: str
    name: str
    clause: str = ""
    details: tuple[str, ...] = ()


def differences(old: Side, new: Side, language: str) -> tuple[Difference, ...]:
    """All that is different under ``new``, told in ``language``: the rules first."""
    return (
        *_edition(old, new, language),
        *_steps(old, new, language),
        *_derives(old, new, language),
        *_nouns(old, new, language),
    )


def _edition(old: Side, new: Side, language: str) -> Iterator[Difference]:
    """The titles and day of the two texts."""
    before, after = (Words(side.opened.agency, language) for side in (old, new))
    details = []
    for one, other in (
        (before.text(old.opened.agency.name), after.text(new.opened.agency.name)),
        (before.text(old.edition.title), after.text(new.edition.title)),
    ):
        if one != other:
            details.append(arrow(one, other, after))
    if details:
        yield Difference("edition", "changed", new.edition.id, "", tuple(details))


def _in_force(side: Side) -> dict[str, Step]:
    """The steps of a side in running order, by id."""
    spans: Sequence[Span[Step]] = merged(side.opened.agency.editions)
    return {
        step.id: step
        for step, _, first, last in spans
        if first <= side.day and (last is None or last >= side.day)
    }


def _words(side: Side, language: str) -> Mapping[str, Words]:
    """The words where each step of a side stands, by its id."""
    steps = _in_force(side)
    numbers = {step_id: (number,) for number, step_id in enumerate(steps, start=1)}
    words = Words(side.opened.agency, language, numbers=numbers)
    above = standing(side.opened.agency)
    return {
        step.id: words_on(words, above[id(step)], above[id(step)].given(step), side.day)
        for step in steps.values()
    }


def _steps(old: Side, new: Side, language: str) -> Iterator[Difference]:
    """Steps by id: those removed, then the new regulation in its order."""
    was, now = _in_force(old), _in_force(new)
    before, after = _words(old, language), _words(new, language)
    for step_id, step in was.items():
        if step_id not in now:
            told = _told(old, step, before[step_id])
            yield Difference("step", "removed", step_id, step.clause, told)
    moved = _moved([each for each in was if each in now], [each for each in now if each in was])
    for step_id, step in now.items():
        if step_id not in was:
            told = _told(new, step, after[step_id])
            yield Difference("step", "added", step_id, step.clause, told)
            continue
        details = tuple(_keys(was[step_id], step, before[step_id], after[step_id], new))
        if details:
            yield Difference("step", "changed", step_id, step.clause, details)
        if step_id in moved:
            place, new_place = (str(list(each).index(step_id) + 1) for each in (was, now))
            said = arrow(place, new_place, after[step_id])
            yield Difference("step", "moved", step_id, step.clause, (said,))


def _told(side: Side, step: Step, words: Words) -> tuple[str, ...]:
    """The sentences of a step that stands on one side only; tables as ``heading: cells``."""
    tell = side.opened.plugins.verbs[step.do].tell
    if tell is None:
        return ()
    told = []
    for each in tell(step, words):
        if isinstance(each, str):
            told.append(each)
        else:
            told += [" ".join(row) for row in each.rows]
    return tuple(told)


def _moved(was: Sequence[str], now: Sequence[str]) -> set[str]:
    """The steps that stand elsewhere among those that both have."""
    blocks = SequenceMatcher(a=was, b=now, autojunk=False).get_matching_blocks()
    stayed = {was[block.a + index] for block in blocks for index in range(block.size)}
    return set(was) - stayed


def _keys(old: Step, new: Step, before: Words, after: Words, now: Side) -> Iterator[str]:
    """What changes in a step, key by key; another verb is told anew."""
    if old.do != new.do:
        yield arrow(old.do, new.do, after)
        yield from _told(now, new, after)
        return
    for key in type(new).model_fields:
        if key in ("id", "after"):
            continue
        label = after.say(KEYS[key]) if key in KEYS else key
        for each in changed(getattr(old, key), getattr(new, key), before, after):
            yield after.say(msg("{name}: {change}", name=label, change=each))


def _derives(old: Side, new: Side, language: str) -> Iterator[Difference]:
    """Derived columns by name."""
    was, now = _derived(old), _derived(new)
    for key, derive in was.items():
        if key not in now:
            told = _defined(old, derive, language)
            yield Difference("derive", "removed", derive.name, "", told)
    for key, derive in now.items():
        if key not in was:
            yield Difference("derive", "added", derive.name, "", _defined(new, derive, language))
        elif meaning(was[key]) != meaning(derive):
            details = tuple(_redefined(old, was[key], new, derive, language))
            yield Difference("derive", "changed", derive.name, "", details)


def _derived(side: Side) -> dict[tuple[str, str], Derive]:
    return {
        (derive.on, derive.name): derive
        for derive, _, first, last in merged_derives(side.opened.agency.editions)
        if first <= side.day and (last is None or last >= side.day)
    }


def _derive_words(side: Side, derive: Derive, language: str) -> tuple[Words, Words]:
    """The words for a derived column's own rows, and for those it looks into."""
    agency = side.opened.agency
    above = nothing_above(agency)
    words = Words(agency, language)
    ours = words_on(words, above, derive_ground(agency, derive, above), side.day)
    if derive.related is None:
        return ours, ours
    theirs = Ground(above.tables, (derive.related.of,))
    return ours, words_on(words, above, theirs, side.day)


def _defined(side: Side, derive: Derive, language: str) -> tuple[str, ...]:
    ours, theirs = _derive_words(side, derive, language)
    told = []
    for each in definition(derive, ours, theirs):
        told += [each] if isinstance(each, str) else [" ".join(row) for row in each.rows]
    return tuple(told)


def _redefined(old: Side, was: Derive, new: Side, now: Derive, language: str) -> Iterator[str]:
    """What changes in a derived column."""
    before, _ = _derive_words(old, was, language)
    after, _ = _derive_words(new, now, language)
    for form in ("value", "word", "when"):
        one, other = getattr(was, form), getattr(now, form)
        if one is not None and other is not None:
            yield from changed(one, other, before, after)
            return
    for each in _defined(old, was, language):
        yield after.say(msg("before: {text}", text=each))
    for each in _defined(new, now, language):
        yield after.say(msg("now: {text}", text=each))


def _nouns(old: Side, new: Side, language: str) -> Iterator[Difference]:
    """Everything else: what the agency declares and what its edition sets down, by kind and id."""
    words = Words(new.opened.agency, language)
    was, now = dict(_collections(old)), dict(_collections(new))
    for kind in dict.fromkeys((*was, *now)):
        before, after = was.get(kind, {}), now.get(kind, {})
        for name, noun in before.items():
            if name not in after:
                yield Difference(kind, "removed", name, _clause(noun))
        for name, noun in after.items():
            if name not in before:
                yield Difference(kind, "added", name, _clause(noun), tuple(_fields(noun, words)))
            elif meaning(before[name]) != meaning(noun):
                details = tuple(_changes(before[name], noun, words))
                yield Difference(kind, "changed", name, _clause(noun), details)


def _collections(side: Side) -> Iterator[tuple[str, dict[str, Any]]]:
    """The nouns of a side by kind and name."""
    agency, edition = side.opened.agency, side.edition
    for kind, rows in agency.rosters.items():
        yield kind, {_row_name(row): _cells(row, agency, kind) for row in rows}
    for holder in (agency, agency.procedure, edition):
        for each in fields(holder):
            value = getattr(holder, each.name)
            if each.name in NOT_COMPARED:
                continue
            named = _named(value)
            if named is not None:
                yield each.name, named
            elif is_dataclass(value) and not isinstance(value, type):
                yield each.name, {each.name: value}


def _named(value: Any) -> dict[str, Any] | None:
    """A collection of nouns by id, if it is one."""
    if isinstance(value, Mapping):
        return {str(name): noun for name, noun in value.items()}
    if isinstance(value, tuple) and value and all(hasattr(each, "id") for each in value):
        return {each.id: each for each in value}
    return {} if value == () else None


def _row_name(row: Row) -> str:
    """A row of a roster by its id, and by its first day where it has one."""
    start = row.cells.get("from")
    return str(row.cells["id"]) + (f" ({start})" if start is not None else "")


def _cells(row: Row, agency: Agency, table: str) -> dict[str, Any]:
    """The filled cells of a row by their headings."""
    named = {column.id: column.name for column in agency.tables[table].columns}
    return {
        named[name].zh if name in named else name: cell
        for name, cell in row.cells.items()
        if cell is not None and name not in ("id", "from")
    }


def _clause(noun: Any) -> str:
    return str(getattr(noun, "clause", ""))


def _parts(noun: Any) -> dict[str, Any]:
    """What a noun says, by the name of what is said."""
    if isinstance(noun, Mapping):
        return dict(noun)
    if is_dataclass(noun) and not isinstance(noun, type):
        names = (each.name for each in fields(noun) if each.name not in (*PLACES, "id", "clause"))
        found = {name: getattr(noun, name) for name in names}
        return {name: value for name, value in found.items() if value not in (None, "", ())}
    return {"": noun}


def _fields(noun: Any, words: Words) -> Iterator[str]:
    """What a new noun says; a table of facts has too much of it."""
    for name, value in _parts(noun).items():
        if not is_dataclass(value) or isinstance(value, Text):
            yield words.say(msg("{name}: {change}", name=name, change=plain(value, words)))


def _changes(old: Any, new: Any, words: Words) -> Iterator[str]:
    """What changes in a noun, part by part."""
    was, now = _parts(old), _parts(new)
    for name in dict.fromkeys((*was, *now)):
        one, other = was.get(name), now.get(name)
        if meaning(one) == meaning(other):
            continue
        if isinstance(one, tuple) and isinstance(other, tuple):
            yield from _listed(name, one, other, words)
            continue
        for each in changed(one, other, words, words):
            yield words.say(msg("{name}: {change}", name=name, change=each)) if name else each


def _listed(name: str, old: Sequence[Any], new: Sequence[Any], words: Words) -> Iterator[str]:
    """Parts of a list: those that are gone and those that come."""
    was, now = [meaning(each) for each in old], [meaning(each) for each in new]
    gone = [each for each in old if meaning(each) not in now]
    come = [each for each in new if meaning(each) not in was]
    for each in gone:
        yield words.say(msg("{name}: without {part}", name=name, part=_brief(each, words)))
    for each in come:
        yield words.say(msg("{name}: also {part}", name=name, part=_brief(each, words)))
    if not gone and not come:
        yield words.say(msg("{name}: in another order", name=name))


def _brief(noun: Any, words: Words) -> str:
    """A part of a list in one phrase."""
    if is_dataclass(noun) and not isinstance(noun, (Text, type)):
        shown = getattr(noun, "name", None) or getattr(noun, "id", None)
        if shown is not None:
            return plain(shown, words)
        return words.listed(_fields(noun, words))
    return plain(noun, words)
