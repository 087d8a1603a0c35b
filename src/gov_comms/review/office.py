"""An office at work: its record, the rules in force, and one way to carry a command out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from gov_comms.clock import now
from gov_comms.config.freezing import Frozen, freeze, open_frozen
from gov_comms.config.opening import Opened, open_agency
from gov_comms.errors import Problem
from gov_comms.messages import Message, msg
from gov_comms.plugins.nouns import News
from gov_comms.record import Act, Actor, Change, Entry, Held, Stamp, Upload, View
from gov_comms.record.engines import account_of
from gov_comms.record.grants import grant
from gov_comms.record.journal import canonical, digest_of
from gov_comms.record.opening import ABOUT, making, open_record
from gov_comms.record.store import Record, Writer
from gov_comms.review.desk import Desk
from gov_comms.review.people import (
    actor_of,
    may_write,
    need,
    person_called,
    person_of,
    refusal,
    roster,
)
from gov_comms.review.separation import refuse_united

CONFIG = "@config"
ACCOUNT = "@account"
IN_FORCE, PAST = "in force", "past"

Command = Callable[..., Act | Sequence[Act]]
"""A command of the desk: the desk and what the person says in, acts out; it writes nothing."""


@dataclass(frozen=True, slots=True)
class Office:
    """A record and the rules in force in it; ``config`` is their digest."""

    record: Record
    opened: Opened
    config: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to: its entries, what to tell, and plugins that failed to hear of it."""

    entries: tuple[Entry, ...]
    told: tuple[Message, ...] = ()
    problems: tuple[Problem, ...] = ()


# -- at the desk -----------------------------------------------------------------------------


def open_office(url: str) -> Office:
    """The office whose record lies at an address, under the rules in force.

    Raises `Refused` where there is no record, or its rules do not open with this program.
    """
    record = open_record(url)
    with record.reading() as reader:
        return _under_the_rules(record, reader)


def carry_out(
    office: Office,
    command: Command,
    account: str,
    /,
    *,
    acting_for: str = "",
    at: datetime | None = None,
    **said: Any,
) -> Done:
    """Carry a command out: who acts is found, the command answers, its acts are written.

    ``account`` is that of whoever calls, ``acting_for`` the person for whom he acts; ``at`` is now.
    Raises `Refused` where the command, the roster or the database does; then nothing is written.
    """
    at = at or now()
    with office.record.writing() as writer:
        office = _up_to_date(office, writer)
        desk = _desk(office, writer, account, acting_for, at)
        may_write(desk)
        acts = _acts(command(desk, **said))
        entries = writer.write(acts, _stamp(desk))
    told = tuple(message for act in acts for message in act.told)
    return Done(entries, told, _news(office, entries))


@contextmanager
def visit(
    office: Office, account: str, *, acting_for: str = "", at: datetime | None = None
) -> Iterator[Desk]:
    """The desk for somebody who only looks; raises `Refused` where the account is nobody's."""
    with office.record.reading() as reader:
        yield _desk(_up_to_date(office, reader), reader, account, acting_for, at or now())


def own_account(office: Office) -> str:
    """The account of whoever runs this program, as the record sees it."""
    with office.record.reading() as reader:
        return account_of(reader.connection)


# -- founding and new rules ------------------------------------------------------------------


def found(
    url: str,
    place: str,
    account: str = "",
    *,
    founder: str = "",
    reason: str = "",
    algorithm: str = "sha256",
    writers: Sequence[str] = (),
    auditors: Sequence[str] = (),
    at: datetime | None = None,
) -> Done:
    """Make the record of an agency, bring an old one up to date, or put changed rules in force.

    The founder holds the power ``system``, as does whoever changes the rules, who says why.
    ``writers`` and ``auditors`` are roles of a server that get their rights.
    Raises `Refused` where the rules do not open, or somebody else would have to do it.
    """
    frozen, opened = freeze(place), open_agency(place)
    at = at or now()
    with making(url) as (record, writer):
        account = account or account_of(writer.connection)
        told = grant(writer.connection, writers, auditors)
        if writer.head() is None:
            writer = Writer(writer.connection, algorithm)
            desk = _founding_desk(writer, opened, frozen, account, founder, at)
            act = founding(desk, frozen, algorithm)
        elif digest_of_rules(frozen) == _row_in_force(writer).id:
            fine = msg("the record is up to date, and these rules are in force")
            return Done((), (fine, *told))
        else:
            desk = _desk(_under_the_rules(record, writer), writer, account, "", at)
            act = new_rules(desk, frozen, opened, reason)
        entries = writer.write([act], _stamp(desk))
    return Done(entries, (*act.told, *told))


def founding(desk: Desk, frozen: Frozen, algorithm: str) -> Act:
    """The first act of a record: the rules, how the journal is chained, whose account founds it."""
    person = need(desk, "system")
    changes = [Change(*ABOUT, {"digest": algorithm}), _rules(frozen)]
    if person_of(desk.view, desk.agency, desk.actor.account, desk.today) is None:
        changes.append(Change(ACCOUNT, desk.actor.account, {"person": person.id}))
    told = msg("the record of {name} is founded", name=desk.agency.name.said)
    return Act("founded", desk.agency.id, tuple(changes), uploads=_uploads(frozen), told=(told,))


def new_rules(desk: Desk, frozen: Frozen, opened: Opened, reason: str) -> Act:
    """Changed rules in force from now on; pieces on their way keep theirs."""
    need(desk, "system")
    if opened.agency.id != desk.agency.id:
        what = msg(
            "this is the record of {own}, not of {other}",
            own=desk.agency.id,
            other=opened.agency.id,
        )
        raise refusal("other-agency", what)
    if not reason:
        what = msg("changed rules need a reason")
        raise refusal("no-reason", what, msg("say it: --reason TEXT"))
    refuse_united(opened.agency, roster(desk.view, opened.agency))
    before = _row_in_force(desk.view)
    changes = (Change(CONFIG, before.id, before.cells, PAST), _rules(frozen))
    told = msg("the changed rules are in force; pieces on their way keep theirs")
    return Act("rules-changed", desk.agency.id, changes, reason, _uploads(frozen), (told,))


def digest_of_rules(frozen: Frozen) -> str:
    """The one digest of all files that make an agency."""
    return digest_of(canonical(_manifest(frozen)).encode())


# -- the parts -------------------------------------------------------------------------------


def _manifest(frozen: Frozen) -> dict[str, Any]:
    files: dict[str, Any] = {name: digest_of(text) for name, text in frozen.files.items()}
    return {"folder": frozen.folder, "files": files}


def _rules(frozen: Frozen) -> Change:
    return Change(CONFIG, digest_of_rules(frozen), _manifest(frozen), IN_FORCE)


def _uploads(frozen: Frozen) -> tuple[Upload, ...]:
    return tuple(Upload(digest_of(content), content) for content in frozen.files.values())


def _row_in_force(view: View) -> Held:
    rows = view.rows(CONFIG, state=IN_FORCE)
    if not rows:
        what = msg("the record was begun, but not founded")
        raise refusal("not-founded", what, msg("found it: gov-comms init AGENCY --db URL"))
    return rows[0]


def _under_the_rules(record: Record, view: View) -> Office:
    row = _row_in_force(view)
    return Office(record, open_frozen(rules_of(view, row.cells)), row.id)


def rules_of(view: View, cells: Mapping[str, Any]) -> Frozen:
    """The files of rules that a row of ``@config`` names; raises `Refused` where one is gone."""
    files = {name: view.file(digest) for name, digest in cells["files"].items()}
    gone = sorted(name for name, content in files.items() if content is None)
    if gone:
        what = msg("files of the rules are gone: {names}", names=", ".join(gone))
        raise refusal("rules-gone", what, msg("restore the record from a backup"))
    return Frozen(str(cells["folder"]), {name: text or b"" for name, text in files.items()})


def opened_under(view: View, config: str) -> Opened:
    """The agency under the rules of a digest, whether they are in force or were."""
    row = view.row(CONFIG, config)
    if row is None:
        raise refusal("rules-gone", msg("the record knows no rules {digest}", digest=config[:16]))
    return open_frozen(rules_of(view, row.cells))


def _up_to_date(office: Office, view: View) -> Office:
    """The office under the rules that are in force by now."""
    if _row_in_force(view).id == office.config:
        return office
    return _under_the_rules(office.record, view)


def _desk(office: Office, view: View, account: str, acting_for: str, at: datetime) -> Desk:
    day = at.astimezone(ZoneInfo(office.opened.agency.timezone)).date()
    actor = actor_of(view, office.opened.agency, account, day, acting_for)
    return Desk(view, office.opened, office.config, actor, at)


def _founding_desk(
    view: View, opened: Opened, frozen: Frozen, account: str, founder: str, at: datetime
) -> Desk:
    """The desk of whoever founds the record: the person of the account, or the one he names."""
    day = at.astimezone(ZoneInfo(opened.agency.timezone)).date()
    known = person_of(view, opened.agency, account, day)
    if founder and (known is not None and known.id != founder):
        what = msg("the account {account} is that of {person}", account=account, person=known.id)
        raise refusal("other-founder", what, msg("leave --founder away"))
    if known is None and person_called(view, opened.agency, founder, day) is None:
        what = (
            msg("nobody called {name} is on the roster", name=founder)
            if founder
            else msg("the account {account} is nobody's on the roster", account=account)
        )
        hint = msg("say who founds the record: --founder PERSON, with the power system")
        raise refusal("founder", what, hint)
    actor = Actor(account, known.id if known else founder)
    return Desk(view, opened, digest_of_rules(frozen), actor, at)


def _stamp(desk: Desk) -> Stamp:
    return Stamp(desk.now, desk.actor, desk.config, desk.opened.plugins.versions)


def _acts(answer: Act | Sequence[Act]) -> tuple[Act, ...]:
    return (answer,) if isinstance(answer, Act) else tuple(answer)


def _news(office: Office, entries: Sequence[Entry]) -> tuple[Problem, ...]:
    """Tell plugins what stands; what they make of it changes nothing."""
    news = [
        News(each.seq, each.at, each.kind, each.subject, each.reason, each.actor.person)
        for each in entries
    ]
    return office.opened.plugins.tell(office.opened.agency, *news)
