"""Duties: whether what roles, chains, distributions and releases name exists, and fits together.

Nobody may judge his own work: a chain in which one role, or one person of the roster, could do so
is refused, and so is one in which the same role stands for two stages of the judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from gov_comms.config.deadlines import check_deadline
from gov_comms.config.derived import yielded_words
from gov_comms.config.editions import merged_derives
from gov_comms.config.ground import Ground
from gov_comms.config.logic import Alternatives, Logic, both, logic_of
from gov_comms.config.procedure import names_of
from gov_comms.config.reading import Document
from gov_comms.config.reference import References
from gov_comms.config.report import Report
from gov_comms.config.values import check_condition
from gov_comms.errors import Severity
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.value import columns_of
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, ColumnType
from gov_comms.procedure import (
    DECIDING,
    MAKING,
    REVIEWING,
    Chain,
    ChainStep,
    Distribution,
    Release,
    Role,
)
from gov_comms.timeline import several

STAGES = (MAKING, REVIEWING, DECIDING)
"""A role may stand in one of them; what handles a piece without judging it may be anybody's."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """An agency whose procedure is looked through, and where problems are noted.

    ``roles`` and ``chains`` are all that are written, also those of a wrong shape.
    """

    agency: Agency
    references: References
    roles: tuple[str, ...]
    chains: tuple[str, ...]

    @property
    def levels(self) -> tuple[str, ...]:
        return ("day", *self.agency.calendar.levels())

    def ground(self, table: str) -> Ground:
        tables = self.agency.tables
        return Ground(tables, (table,) if table in tables else ())

    def error(self, keys: Keys, code: str, what: Message, hint: Message | None = None) -> None:
        self.references.error(keys, code, what, hint)

    def known(
        self, name: str | None, names: Iterable[str], keys: Keys, code: str, what: Message
    ) -> None:
        """Note a name that is written and none of those known."""
        names = tuple(names)
        if name is not None and name not in names:
            self.error(keys, code, what, nearest(name, names))

    def role(self, name: str | None, keys: Keys) -> None:
        what = msg("no role is called {name}", name=name)
        self.known(name, self.roles, keys, "unknown-role", what)

    def each(self, name: str | None, keys: Keys) -> None:
        if name is None or several(name) is None:
            what = msg("{name} is no level of periods", name=name)
            self.known(name, self.levels, keys, "unknown-period", what)

    def rows(self, part: ChainStep | Chain | Distribution, table: str) -> None:
        """Check the condition and the deadline of a part that is about rows of a table."""
        ground = self.ground(table)
        if part.when is not None:
            check_condition(part.when, ground, None, self.references, (*part.keys, "when"))
        deadline = getattr(part, "deadline", None)
        if deadline is not None:

            def note(keys: Keys, *said: object) -> None:
                self.references.note((*part.keys, *keys), *said)  # type: ignore[arg-type]

            check_deadline(deadline, ground, replace(self.references, note=note))


def check_duties(agency: Agency, lost: frozenset[str], document: Document, report: Report) -> None:
    """Note everything in an agency's procedure that names nothing or cannot be meant.

    ``lost`` are derivations that could not be read, of which nothing is known.
    """

    def note(
        keys: Keys, code: str, what: Message, hint: Message | None, severity: Severity
    ) -> None:
        report.add(document, keys, code, what, hint, severity)

    yielded = yielded_words(derive for derive, *_ in merged_derives(agency.editions))
    references = References(agency, yielded, note, lost)
    roles, chains = (names_of(name, document) for name in ("role", "chain"))
    desk = _Desk(agency, references, roles, chains)
    procedure = agency.procedure
    before = len(report.problems)
    for role in procedure.roles:
        _check_role(role, desk)
    for chain in procedure.chains:
        _check_chain(chain, desk)
    for distribution in procedure.distributions:
        _check_distribution(distribution, desk)
    for release in procedure.releases:
        _check_release(release, desk)
    if len(report.problems) == before:
        for table in dict.fromkeys(chain.on for chain in procedure.chains):
            _check_ways(table, desk)
        _check_people(desk)


def _check_role(role: Role, desk: _Desk) -> None:
    units = [str(row.cells.get("id")) for row in desk.agency.rosters.get("unit", ())]
    if units:
        what = msg("no unit is called {name}", name=role.unit)
        desk.known(role.unit, units, (*role.keys, "unit"), "unknown-unit", what)
    if role.at_most is not None and role.at_most < role.at_least:
        what = msg("at most {most} and at least {least}", most=role.at_most, least=role.at_least)
        desk.error((*role.keys, "at_most"), "wrong-value", what)
    if role.when is not None:
        if role.per != "unit":
            what = msg("when narrows the units in which holders are counted")
            desk.error((*role.keys, "when"), "useless-key", what, msg('write per = "unit"'))
        rows = desk.ground("unit")
        check_condition(role.when, rows, None, desk.references, (*role.keys, "when"))


def _check_chain(chain: Chain, desk: _Desk) -> None:
    tables = desk.agency.tables
    what = msg("no such table")
    desk.known(chain.on, tables, (*chain.keys, "on"), "unknown-table", what)
    desk.rows(chain, chain.on)
    holders = {role.id: role for role in desk.agency.procedure.roles}
    for step in chain.steps:
        desk.role(step.role, (*step.keys, "role"))
        desk.rows(step, chain.on)
        if step.action == "file" and not step.body:
            what = msg("a piece is filed with an office outside; say with which")
            desk.error(step.keys, "missing-key", what, msg('write with = "…"'))
        role = holders.get(step.role)
        most = role.at_most if role is not None and role.per == "agency" else None
        if most is not None and step.people > most:
            what = msg(
                "{people} people are needed, and {role} has at most {most}",
                people=step.people,
                role=step.role,
                most=most,
            )
            desk.error((*step.keys, "people"), "wrong-value", what)


def _check_distribution(distribution: Distribution, desk: _Desk) -> None:
    keys = distribution.keys
    desk.role(distribution.by, (*keys, "by"))
    desk.each(distribution.each, (*keys, "each"))
    bulletins = [plan.id for plan in desk.agency.bulletins]
    what = msg("no bulletin is called {name}", name=distribution.bulletin)
    desk.known(distribution.bulletin, bulletins, (*keys, "bulletin"), "unknown-bulletin", what)
    if distribution.on is None:
        for name in ("when", "deadline"):
            if getattr(distribution, name) is not None:
                what = msg("on is missing: the table whose rows this is about")
                desk.error((*keys, name), "missing-key", what)
        return
    what = msg("no such table")
    desk.known(distribution.on, desk.agency.tables, (*keys, "on"), "unknown-table", what)
    desk.rows(distribution, distribution.on)


def _check_release(release: Release, desk: _Desk) -> None:
    desk.role(release.host, (*release.keys, "host"))
    desk.each(release.each, (*release.keys, "each"))
    what = msg("no chain is called {name}", name=release.chain)
    desk.known(release.chain, desk.chains, (*release.keys, "chain"), "unknown-chain", what)
    if release.each is None and release.times > 1:
        what = msg("each is missing: in which period so many are held")
        desk.error((*release.keys, "times"), "missing-key", what)


# -- ways: which chain takes which piece, and who stands where on it -------------------------


def _check_ways(table: str, desk: _Desk) -> None:
    logic = logic_of(desk.agency, desk.ground(table))
    chains = [chain for chain in desk.agency.procedure.chains if chain.on == table]
    passed: list[Alternatives | None] = []
    for chain in chains:
        own = logic.alternatives(chain.when)
        if not logic.possible(own):
            what = msg("this condition can never hold")
            desk.error((*chain.keys, "when"), "never", what)
            continue
        if not chain.called and not logic.possible(both(own, *passed)):
            what = msg("no piece comes this way: the chains above take them all")
            desk.error(chain.keys, "never", what, msg("put the narrower chain first"))
        if not chain.called:
            passed.append(logic.alternatives(chain.when, holds=False))
        _check_steps(chain, logic, desk)
    ways = [chain for chain in chains if not chain.called]
    if ways and logic.possible(both(*passed)):
        _say_what_is_left(table, ways, logic, desk)


def _say_what_is_left(table: str, ways: list[Chain], logic: Logic, desk: _Desk) -> None:
    """Warn of pieces that no chain takes, by the closed words that chains go by."""
    conditions = [chain.when for chain in ways if chain.when is not None]
    names = dict.fromkeys(name for when in conditions for name in columns_of(when))
    if table == "submission":
        names["kind"] = None
    passed = [logic.alternatives(chain.when, holds=False) for chain in ways]
    told = False
    for name in names:
        path = logic.ground.path(name)
        words = logic.closed(name) or ()
        if path is None or path.column.type is not ColumnType.WORD or not words:
            continue
        told = True
        left = [
            word for word in words if logic.possible(both(logic.entries(name, [word]), *passed))
        ]
        if left:
            words_left = ", ".join(left)
            what = msg("no chain takes all of {column} {words}", column=name, words=words_left)
            _warn(desk, ("chain",), "no-chain", what)
    if not told:
        what = msg("some pieces are taken by no chain")
        _warn(desk, ("chain",), "no-chain", what)


def _warn(desk: _Desk, keys: Keys, code: str, what: Message) -> None:
    hint = msg("end with a chain that has no when")
    desk.references.note(keys, code, what, hint, Severity.WARNING)


def _check_steps(chain: Chain, logic: Logic, desk: _Desk) -> None:
    """Steps that nobody comes to, steps that stand twice, and roles that judge their own work."""
    way = logic.alternatives(chain.when)
    for step in chain.steps:
        if not logic.possible(both(way, logic.alternatives(step.when))):
            what = msg("no piece of this chain fulfils its condition")
            desk.error((*step.keys, "when"), "never", what)
    for one, other in combinations(chain.steps, 2):
        conditions = (logic.alternatives(one.when), logic.alternatives(other.when))
        if one.role != other.role or not logic.possible(both(way, *conditions)):
            continue
        if (one.action, one.body) == (other.action, other.body):
            what = msg("{role} has this step already: {action}", role=one.role, action=one.action)
            desk.error(other.keys, "step-twice", what)
        elif not (one.body or other.body) and _stages(one, other):
            what = msg(
                "{role} has both {one} and {other} of one piece",
                role=one.role,
                one=one.action,
                other=other.action,
            )
            hint = msg("nobody may judge his own work; give one of them to another role")
            desk.error((*other.keys, "role"), "own-work", what, hint)


def _stages(one: ChainStep, other: ChainStep) -> bool:
    """Whether two steps belong to different stages of making and judging."""
    found = [stage for step in (one, other) for stage in STAGES if step.action in stage]
    return len(found) == 2 and found[0] is not found[1]


def _check_people(desk: _Desk) -> None:
    """People of the roster who could judge what they made themselves."""
    pairs: dict[tuple[str, str], str] = {}
    for chain in desk.agency.procedure.chains:
        for pair in _pairs(chain):
            pairs.setdefault(pair, chain.id)
    for index, row in enumerate(desk.agency.rosters.get("person", ())):
        held = row.cells.get("roles")
        for (made, judged), name in pairs.items():
            if isinstance(held, tuple) and {made, judged} <= set(map(str, held)):
                what = msg(
                    "{person} makes pieces as {made} and judges them as {judged} in {chain}",
                    person=row.cells.get("id"),
                    made=made,
                    judged=judged,
                    chain=name,
                )
                hint = msg("nobody may judge his own work; take one of the roles from him")
                desk.error(("person", index, "roles"), "own-work", what, hint)


def _pairs(chain: Chain) -> Iterator[tuple[str, str]]:
    """The roles that make and the roles that judge, on one chain."""
    for one in chain.steps:
        for other in chain.steps:
            judges = other.action in (*REVIEWING, *DECIDING) and not other.body
            if one.action in MAKING and judges and one.role != other.role:
                yield one.role, other.role
