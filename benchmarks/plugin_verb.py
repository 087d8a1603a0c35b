"""Verbs of plugins beside the nearest of the core.

``toll`` is the verb of the guide for authors of plugins, taken from the page as it stands there:
each claim of ten points loses two.  ``clamp`` says it, too: no claim above eight.  ``worth`` asks a
plain function what each combination of tier and form is worth, ``multiply`` a table.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from benchmarks import by_function, data, timing
from gov_comms.config import Opened, shipped
from gov_comms.config.opening import open_source
from gov_comms.config.reading import Source, source_of_folder
from gov_comms.facts.frames import Facts
from gov_comms.ledger.outcome import Outcome
from gov_comms.ledger.run import run
from gov_comms.settlement import prepare_run, score
from tests.docs.pages import ROOT, blocks

GUIDE = ROOT / "docs" / "how-to" / "write-a-plugin.md"
SOURCE = "file=src/"
USED = f"""\
title = "办法"
from = 2014-01-01

[[step]]
id = "used"
clause = "一"
do = "award"
on = "adoption"
give.points = {by_function.FLAT}

[[step]]
id = "less"
clause = "二"
of = ["used"]
"""
VERBS = {
    "toll": 'do = "toll"\ntake = 2\n',
    "clamp": 'do = "clamp"\nmeasure = "points"\neach = "claim"\nat_most = 8\n',
    "worth": 'do = "worth"\n',
    "multiply": """\
do = "multiply"
[step.factor]
by = ["tier", "form"]
columns = ["全文", "综合"]
rows = { "区级" = [1, "1/2"], "市级" = [4, 2], "国家级" = [8, 4] }
""",
}
PAIRS = {"toll": "clamp", "worth": "multiply"}
"""The verb of the core that says the same as a plugin's."""


def measure(facts: Facts, folder: Path, repeats: int, figures: dict[str, float]) -> list[str]:
    """Seconds of a year by each verb, in turn; tells whose totals differ from the core's."""
    install(folder)
    offices = {verb: office(verb) for verb in VERBS}
    took = timing.in_turn(
        {verb: partial(whole, opened, facts) for verb, opened in offices.items()}, repeats
    )
    totals = {verb: score(each, facts, str(data.YEAR)).totals for verb, each in offices.items()}
    for ours, core in PAIRS.items():
        figures[f"plugin's {ours}, s"] = took[ours]
        figures[f"plugin's {ours}, times {core}"] = took[ours] / took[core]
    return [f"{ours} and {core}" for ours, core in PAIRS.items() if totals[ours] != totals[core]]


def install(folder: Path) -> None:
    """The packages as an installer leaves them, so that their entry points are found."""
    for each in blocks(GUIDE):
        file = folder / each.role.removeprefix(SOURCE)
        # Further down the guide spells a hook wrongly, to show what is said then.
        if each.role.startswith(SOURCE) and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(each.text, "utf-8")
    for verb, module in (("toll", "gov_comms_toll"), ("worth", by_function.__name__)):
        about = folder / f"gov_comms_{verb}-0.1.0.dist-info"
        about.mkdir()
        name = f"Metadata-Version: 2.1\nName: gov-comms-{verb}\nVersion: 0.1.0\n"
        (about / "METADATA").write_text(name)
        (about / "entry_points.txt").write_text(f"[gov_comms]\n{verb} = {module}\n")
    sys.path.insert(0, str(folder))


def office(verb: str) -> Opened:
    """Haidian with a regulation of two steps, the second by this verb."""
    source, _ = source_of_folder(next(path for path in shipped() if path.name == "haidian"))
    agency = source.texts["agency.toml"]
    if verb in PAIRS:
        agency = f'plugins = ["{verb}"]\n{agency}'
    texts = {"agency.toml": agency, "regulations/2014-01-01.toml": USED + VERBS[verb]}
    return open_source(Source(source.name, texts, source.folder), [])


def whole(opened: Opened, facts: Facts) -> Outcome:
    """The ledger of a year, from facts that were read."""
    prepared = prepare_run(opened, facts)
    return run(prepared, opened.agency.calendar.period(str(data.YEAR)))
