"""A verb of a plugin beside the nearest of the core.

``toll`` is the verb of the guide for authors of plugins, taken from the page as it stands there:
each claim of five points loses two.  ``clamp`` says it, too: no claim above three.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from benchmarks import data, timing
from gov_comms.config import Opened, shipped
from gov_comms.config.opening import open_source
from gov_comms.config.reading import Source, source_of_folder
from gov_comms.facts.frames import Facts
from gov_comms.ledger.run import Outcome, run
from gov_comms.settlement import prepare_run, score
from tests.docs.pages import ROOT, blocks

GUIDE = ROOT / "docs" / "how-to" / "write-a-plugin.md"
SOURCE = "file=src/"
USED = """\
title = "办法"
from = 2014-01-01

[[step]]
id = "used"
clause = "一"
do = "award"
on = "adoption"
give.points = 5

[[step]]
id = "less"
clause = "二"
of = ["used"]
"""
VERBS = {
    "toll": 'do = "toll"\ntake = 2\n',
    "clamp": 'do = "clamp"\nmeasure = "points"\neach = "claim"\nat_most = 3\n',
}


def measure(facts: Facts, folder: Path, repeats: int, figures: dict[str, float]) -> list[str]:
    """Seconds of a year by each verb, in turn; tells whether their totals differ."""
    install(folder)
    offices = {verb: office(verb) for verb in VERBS}
    took = timing.in_turn(
        {verb: partial(whole, opened, facts) for verb, opened in offices.items()}, repeats
    )
    figures["plugin's toll, s"] = took["toll"]
    figures["plugin's toll, times clamp"] = took["toll"] / took["clamp"]
    by_toll, by_clamp = (score(each, facts, str(data.YEAR)).totals for each in offices.values())
    return [] if by_toll == by_clamp else ["toll and clamp"]


def install(folder: Path) -> None:
    """The guide's package as an installer leaves it, so that its entry point is found."""
    for each in blocks(GUIDE):
        file = folder / each.role.removeprefix(SOURCE)
        # Further down the guide spells a hook wrongly, to show what is said then.
        if each.role.startswith(SOURCE) and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(each.text, "utf-8")
    about = folder / "gov_comms_toll-0.1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: gov-comms-toll\nVersion: 0.1.0\n")
    (about / "entry_points.txt").write_text("[gov_comms]\ntoll = gov_comms_toll\n")
    sys.path.insert(0, str(folder))


def office(verb: str) -> Opened:
    """Haidian with a regulation of two steps, the second by this verb."""
    source, _ = source_of_folder(next(path for path in shipped() if path.name == "haidian"))
    agency = source.texts["agency.toml"]
    if verb == "toll":
        agency = f'plugins = ["toll"]\n{agency}'
    texts = {"agency.toml": agency, "regulations/2014-01-01.toml": USED + VERBS[verb]}
    return open_source(Source(source.name, texts, source.folder), [])


def whole(opened: Opened, facts: Facts) -> Outcome:
    """The ledger of a year, from facts that were read."""
    prepared = prepare_run(opened, facts)
    return run(prepared, opened.agency.calendar.period(str(data.YEAR)))
