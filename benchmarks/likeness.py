"""``python -m benchmarks.likeness``: works that may be one, found among many.

Most of the made-up works have nothing in common but set phrases; every hundredth is an older one
in disguise.  Prints the seconds, how many of these are found, and on the set of labelled pairs that
the plugin ships how many of those that are one work it finds, and how many that it finds are right.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

import click

from benchmarks import timing
from gov_comms.plugins import Piece
from gov_comms_likeness import LikenessSettings
from gov_comms_likeness.pairs import like_pairs, likeness
from gov_comms_likeness.texts import plain_text

DISGUISED = 100
"""Of so many works one is an older one."""
SENTENCES = 7
MOST = 60
"""Seconds that a hundred thousand works may take."""


def labelled() -> list[Any]:
    """The pairs that people would judge, with what they would say."""
    text = files("gov_comms_likeness").joinpath("labelled.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def works(count: int) -> Iterator[Piece]:
    """Made-up works of some 270 signs; the disguised ones bear the number of what they are."""
    dice = random.Random(count)
    pairs = labelled()
    phrases = [part for pair in pairs for part in pair["one"][1].split("。") if part]
    signs = sorted({sign for phrase in phrases for sign in phrase if sign.isalpha()})
    made: list[list[str]] = []
    for number in range(count):
        own = ["".join(dice.choices(signs, k=dice.randint(25, 45))) for _ in range(SENTENCES - 1)]
        sentences = [dice.choice(phrases), *own]
        if number % DISGUISED == DISGUISED - 1:
            old = dice.choice(made)
            sentences = [old[1], old[0], *old[2:-1], old[-1][: len(old[-1]) // 2]]
        made.append(sentences)
        yield Piece(f"W{number}", f"题目{number}", "。".join(sentences))


def measure(count: int, figures: dict[str, float]) -> list[str]:
    """Seconds for as many works, and how right the plugin is; tells what it did not find."""
    threshold = LikenessSettings().threshold
    pieces = list(works(count))
    found, figures[f"{count:,} works likened, s"] = timing.timed(
        lambda: {each.other for each in like_pairs(pieces, (), threshold)}
    )
    hidden = {each.id for each in pieces[DISGUISED - 1 :: DISGUISED]}
    figures["disguised works found, share"] = len(found & hidden) / len(hidden)
    shown = [pair["same"] for pair in labelled() if _share(pair) >= threshold]
    same = sum(pair["same"] for pair in labelled())
    figures["labelled pairs, recall"] = sum(shown) / same
    figures["labelled pairs, precision"] = sum(shown) / len(shown)
    return [] if hidden <= found else ["disguised works"]


def _share(pair: Any) -> Decimal:
    one, other = (plain_text(Piece("x", *pair[key])) for key in ("one", "other"))
    return likeness(one, other)


@click.command()
@click.option("--works", "count", default=100_000, show_default=True, help="How many works.")
def main(count: int) -> None:
    """Liken made-up works, and say how well and how quickly."""
    figures: dict[str, float] = {}
    lost = measure(count, figures)
    for name, figure in figures.items():
        print(f"{name}: {figure:.3f}")
    sys.exit(1 if lost or figures[f"{count:,} works likened, s"] > MOST else 0)


if __name__ == "__main__":
    main()
