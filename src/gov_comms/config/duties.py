"""Duties: whether what roles, chains, distributions, releases and duties name exists and fits.

Nobody may judge his own work: a chain in which one role, or one person of the roster, could do so
is refused, and so is one in which the same role stands for two stages of the judgement.
"""

from __future__ import annotations

from itertools import combinations

from gov_comms.config.derived import yielded_words
from gov_comms.config.editions import merged_derives
from gov_comms.config.inspection import Inspection
from gov_comms.config.logic import Alternatives, Logic, both, logic_of
from gov_comms.config.procedure import names_of
from gov_comms.config.reading import Document
from gov_comms.config.recurring import check_duty
from gov_comms.config.reference import References
from gov_comms.config.report import Report
from gov_comms.config.separation import roles_held, told, united
from gov_comms.config.values import check_condition
from gov_comms.errors import Severity
from gov_comms.language.faults import Keys
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

STAGES = (MAKING, REVIEWING, DECIDING)
"""A role may stand in one of them; what handles a piece without judging it may be anybody's."""


FILLABLE = (
    ColumnType.DAY,
    ColumnType.MOMENT,
    ColumnType.FLAG,
    ColumnType.UNIT,
    ColumnType.PERSON,
    ColumnType.TEXT,
)
"""What a step may fill: when it was done, that it was, by whom, or by which unit."""


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
    desk = Inspection(agency, references, roles, chains)
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
    for duty in procedure.duties:
        check_duty(duty, desk)
    for evidence in procedure.evidence:
        desk.rows(evidence, "adoption")
    if len(report.problems) == before:
        for table in dict.fromkeys(chain.on for chain in procedure.chains):
            _check_ways(table, desk)
        _check_people(desk)


def _check_role(role: Role, desk: Inspection) -> None:
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


def _check_chain(chain: Chain, desk: Inspection) -> None:
    tables = desk.agency.tables
    what = msg("no such table")
    desk.known(chain.on, tables, (*chain.keys, "on"), "unknown-table", what)
    desk.rows(chain, chain.on)
    holders = {role.id: role for role in desk.agency.procedure.roles}
    for step in chain.steps:
        desk.role(step.role, (*step.keys, "role"))
        desk.rows(step, chain.on)
        _check_fills(step, chain.on, desk)
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


def _check_fills(step: ChainStep | Distribution, table: str, desk: Inspection) -> None:
    """The columns that are filled are there, and can hold when it was done or by whom."""
    noun = desk.agency.tables.get(table)
    names = {} if noun is None else {each.id: each for each in noun.columns if not each.computed}
    for index, name in enumerate(step.fills if noun is not None else ()):
        keys = (*step.keys, "fills", index)
        what = msg("the table {table} has no column {name}", table=table, name=name)
        desk.known(name, names, keys, "unknown-column", what)
        if name in names and names[name].type not in FILLABLE:
            what = msg("{name} can hold neither when a step was done nor by whom", name=name)
            desk.error(keys, "wrong-type", what)


def _check_distribution(distribution: Distribution, desk: Inspection) -> None:
    keys = distribution.keys
    desk.role(distribution.by, (*keys, "by"))
    desk.each(distribution.each, (*keys, "each"))
    bulletins = [plan.id for plan in desk.agency.bulletins]
    what = msg("no bulletin is called {name}", name=distribution.bulletin)
    desk.known(distribution.bulletin, bulletins, (*keys, "bulletin"), "unknown-bulletin", what)
    if distribution.on is None:
        for name in ("when", "deadline", "fills"):
            if getattr(distribution, name):
                what = msg("on is missing: the table whose rows this is about")
                desk.error((*keys, name), "missing-key", what)
        return
    what = msg("no such table")
    desk.known(distribution.on, desk.agency.tables, (*keys, "on"), "unknown-table", what)
    desk.rows(distribution, distribution.on)
    _check_fills(distribution, distribution.on, desk)


def _check_release(release: Release, desk: Inspection) -> None:
    desk.role(release.host, (*release.keys, "host"))
    desk.each(release.each, (*release.keys, "each"))
    what = msg("no chain is called {name}", name=release.chain)
    desk.known(release.chain, desk.chains, (*release.keys, "chain"), "unknown-chain", what)
    if release.each is None and release.times > 1:
        what = msg("each is missing: in which period so many are held")
        desk.error((*release.keys, "times"), "missing-key", what)


# -- ways: which chain takes which piece, and who stands where on it -------------------------


def _check_ways(table: str, desk: Inspection) -> None:
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


def _say_what_is_left(table: str, ways: list[Chain], logic: Logic, desk: Inspection) -> None:
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


def _warn(desk: Inspection, keys: Keys, code: str, what: Message) -> None:
    hint = msg("end with a chain that has no when")
    desk.references.note(keys, code, what, hint, Severity.WARNING)


def _check_steps(chain: Chain, logic: Logic, desk: Inspection) -> None:
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


def _check_people(desk: Inspection) -> None:
    """Roles, and people of the roster, with charges that nobody may have together."""
    procedure = desk.agency.procedure
    for role in procedure.roles:
        for pair in united(procedure, (role.id,)):
            desk.error((*role.keys, "may"), "own-work", *told(*pair, role.id))
    for index, row in enumerate(desk.agency.rosters.get("person", ())):
        held = roles_held(procedure, row.cells.get("roles"), row.cells.get("unit"))
        for one, other in united(procedure, held):
            if one.role != other.role:
                said = told(one, other, str(row.cells.get("id")))
                desk.error(("person", index, "roles"), "own-work", *said)
