"""``python -m benchmarks.plugin_verb``: a verb of a plugin beside one of the core.

Of the adoptions of a work only the first two count: ``keep`` says it, and so does ``repeats`` of
``plugins/gov-comms-repeats``.  Prints seconds and their ratio; fails when a total differs, or when
the plugin takes more than twice as long.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

import click

from benchmarks import data, timing
from gov_comms.config import Opened, open_agency, shipped
from gov_comms.config.opening import open_source
from gov_comms.config.reading import Source, source_of_folder
from gov_comms.facts import read_facts
from gov_comms.facts.frames import Facts
from gov_comms.ledger.run import Outcome, run
from gov_comms.settlement import prepare_run, score

MOST = 2.0
"""How many times as long the plugin's verb may take."""
USED = """\
title = "办法"
from = 2014-01-01

[[step]]
id = "used"
clause = "一"
do = "award"
on = "adoption"
give.points = { by = ["tier", "form"], table = TABLE, rest = 1 }

[[step]]
id = "first"
clause = "二"
of = ["used"]
per = ["work"]
order = ["earliest"]
"""
VERBS = {
    "keep": 'do = "keep"\nkeep = 2\n',
    "repeats": 'do = "repeats"\nshares = [1, 1]\nrest = 0\n',
}


def office(verb: str) -> Opened:
    """Haidian with a regulation of two steps, the second by this verb."""
    source, _ = source_of_folder(next(path for path in shipped() if path.name == "haidian"))
    agency = source.texts["agency.toml"]
    if verb == "repeats":
        agency = f'plugins = ["repeats"]\n{agency}'
    table = '{ "区级" = { "全文" = 5, "综合" = 2 } }'
    texts = {
        "agency.toml": agency,
        "regulations/2014-01-01.toml": USED.replace("TABLE", table) + VERBS[verb],
    }
    return open_source(Source(source.name, texts, source.folder), [])


def whole(opened: Opened, facts: Facts) -> Outcome:
    """The ledger of a year, from facts that were read."""
    prepared = prepare_run(opened, facts)
    return run(prepared, opened.agency.calendar.period(str(data.YEAR)))


@click.command()
@click.option("--records", default=1_000_000, show_default=True, help="How many adoptions.")
@click.option("--repeats", default=5, show_default=True, help="Rounds of each measurement.")
def main(records: int, repeats: int) -> None:
    """Time both verbs in turn on the same records."""
    offices = {verb: office(verb) for verb in VERBS}
    with tempfile.TemporaryDirectory() as place:
        data.write_records(Path(place), records)
        haidian = open_agency(next(path for path in shipped() if path.name == "haidian"))
        facts = read_facts(haidian.agency, haidian.plugins, Path(place) / "parquet")
        took = timing.in_turn(
            {verb: partial(whole, opened, facts) for verb, opened in offices.items()}, repeats
        )
        totals = [score(opened, facts, str(data.YEAR)).totals for opened in offices.values()]
    ratio = took["repeats"] / took["keep"]
    print(f"{records} records, keep {took['keep']:.2f} s, repeats {took['repeats']:.2f} s")
    print(f"ratio {ratio:.2f}, at most {MOST}")
    same = totals[0] == totals[1]
    print(f"totals: {'agree' if same else 'differ'}")
    sys.exit(0 if same and ratio <= MOST else 1)


if __name__ == "__main__":
    main()
