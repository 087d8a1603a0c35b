"""Words: every name in every edition, resolved where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gov_comms.config.bans import check_ban
from gov_comms.config.below import Below
from gov_comms.config.derived import target_names, yielded_words
from gov_comms.config.derives import check_derive, without_derived
from gov_comms.config.editions import Written, merged_derives
from gov_comms.config.ground import (
    Above,
    derive_ground,
    nothing_above,
    row_tables,
    walk_steps,
)
from gov_comms.config.naming import dotted, since_then
from gov_comms.config.reference import Note, References
from gov_comms.config.report import Report
from gov_comms.config.steps import check_step
from gov_comms.errors import Severity
from gov_comms.language.faults import Keys
from gov_comms.language.step import Derive, Step
from gov_comms.messages import Message
from gov_comms.model import Agency, Edition


def check_words(agency: Agency, written: Sequence[Written], report: Report) -> None:
    """Note every name of the editions, sorted by day, that means nothing where it stands."""
    by_edition = {id(each.edition): each for each in written}
    faulty: set[int] = set()
    for number, each in enumerate(written):
        editions = [w.edition for w in written[: number + 1]]
        broken = frozenset(name for w in written[: number + 1] for name in w.broken)
        lost = frozenset(name for w in written[: number + 1] for name in w.lost)
        seen = _as_of(agency, editions)
        below = nothing_above(seen, broken)
        yielded = _yielded(seen)
        standing = tuple(walk_steps(seen, editions, broken))
        repealed = {name for edition in editions for name in edition.repeals}
        gone = frozenset(repealed - {step.id for step, *_ in standing})
        for step, _, above in standing:
            below = above.below(step)
        for index, (step, edition, above) in enumerate(standing):
            if id(step) in faulty:
                continue
            source = by_edition[id(edition)]
            note = _note(source, step, report)
            if edition is not each.edition:
                note = _note_later(each, step, edition, report)
            before = len(report.problems)
            later = Below(step, [other for other, *_ in standing[index + 1 :]], gone=gone)
            check_step(step, above, below, References(seen, yielded, note, lost, later))
            if len(report.problems) > before:
                faulty.add(id(step))
        _check_derives(seen, each, below, report)
        for index, ban in each.bans:
            note = _note_under(each, ("ban", index), report)
            check_ban(ban, below, References(seen, _yielded(seen), note, lost))


def _check_derives(agency: Agency, written: Written, above: Above, report: Report) -> None:
    """Check the derivations of one edition; each may name those declared above it."""
    yielded = _yielded(agency)
    bare = without_derived(agency)
    declared: list[Derive] = []
    spans = merged_derives(agency.editions)
    for index, (derive, edition, *_) in enumerate(spans):
        if edition is written.edition:
            own = (derive.on, derive.name)
            tables = bare(each for each in declared if (each.on, each.name) != own)
            below = Below(derive, derives=[d for d, *_, last in spans[index:] if last is None])
            note = _note(written, derive, report)
            references = References(agency, yielded, note, written.lost, below)
            only = replace(agency, tables=tables)
            rows = row_tables(only, above.flags, above.results, declared)
            here = replace(above, agency=only, tables=rows)
            ground = derive_ground(here.agency, derive, here)
            check_derive(derive, ground, here, references)
        declared.append(derive)


def _as_of(agency: Agency, editions: Sequence[Edition]) -> Agency:
    return replace(agency, editions=tuple(editions))


def _yielded(agency: Agency) -> dict[tuple[str, str], tuple[str, ...]]:
    derived = yielded_words(derive for derive, *_ in merged_derives(agency.editions))
    return {**derived, **target_names(agency)}


def _note(written: Written, part: Step | Derive, report: Report) -> Note:
    """Problems of a part of an edition, placed where it is written."""

    def note(
        keys: Keys, code: str, what: Message, hint: Message | None, severity: Severity
    ) -> None:
        document, place = written.place(part, keys)
        report.add(document, place, code, what, hint, severity)

    return note


def _note_under(written: Written, stem: Keys, report: Report) -> Note:
    """Problems of what is written under some keys of an edition."""

    def note(
        keys: Keys, code: str, what: Message, hint: Message | None, severity: Severity
    ) -> None:
        report.add(written.document, (*stem, *keys), code, what, hint, severity)

    return note


def _note_later(written: Written, step: Step, edition: Edition, report: Report) -> Note:
    """Problems that a later edition brings to a step which an earlier one wrote."""

    def note(
        keys: Keys, code: str, what: Message, hint: Message | None, severity: Severity
    ) -> None:
        key = dotted(("step", step.id, *keys))
        said = since_then(key, edition.file, what)
        report.add(written.document, ("from",), code, said, hint, severity)

    return note
