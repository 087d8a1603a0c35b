"""Sketches: a few numbers of each text that two like texts have in common.

A text's pieces of four signs are hashed, those that many texts have (the set phrases of the trade)
are left out, and of the rest the smallest hash in each of `SLOTS` classes is kept: one-permutation
min-hashing (Li, Owen and Zhang, 2012).  Two texts agree in a slot about as often as they have
pieces in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

GRAM = 4
SLOTS = 32
AGREE = 3
"""In how many slots two texts must agree before they are compared."""
CROWD = 20
"""A piece that stands in more texts than this is a set phrase and says nothing."""
_COUNTERS = 1 << 24

Hashes = npt.NDArray[np.uint64]


def hashes_of(text: str) -> Hashes:
    """The hashes of a text's pieces, each once, in rising order."""
    signs = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(signs) < GRAM:
        signs = np.pad(signs, (0, GRAM - len(signs)))
    count = len(signs) - GRAM + 1
    found = np.zeros(count, dtype=np.uint64)
    for place in range(GRAM):
        found = (found ^ signs[place : count + place]) * np.uint64(0x9E3779B97F4A7C15)
        found ^= found >> np.uint64(29)
    return np.unique(found)


def sketch(hashes: Hashes) -> Hashes:
    """The smallest of some rising hashes in each slot; the slot is the rest that a hash leaves."""
    _, first = np.unique(hashes % np.uint64(SLOTS), return_index=True)
    return hashes[first]


def candidates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of texts, by number, the lower first, that are worth comparing."""
    yield from _equal(texts)
    counts = np.zeros(_COUNTERS, dtype=np.uint32)
    for text in texts:
        # A counter that two pieces of one text share counts them once, which is as well.
        counts[hashes_of(text) % np.uint64(_COUNTERS)] += 1
    sketches = []
    for text in texts:
        hashes = hashes_of(text)
        sketches.append(sketch(hashes[counts[hashes % np.uint64(_COUNTERS)] <= CROWD]))
    yield from _agreeing(sketches)


def _equal(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each text and the one before it that says just the same."""
    last: dict[str, int] = {}
    for number, text in enumerate(texts):
        if text in last:
            yield last[text], number
        last[text] = number


def _agreeing(sketches: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs whose sketches agree in enough slots, but for texts that say just the same."""
    if not sketches:
        return
    hashes = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches)), [len(each) for each in sketches])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    pairs = [np.zeros(0, dtype=np.int64)]
    for distance in range(1, CROWD + 1):
        same = hashes[distance:] == hashes[:-distance]
        pairs.append(owners[:-distance][same] * len(sketches) + owners[distance:][same])
    found, agreed = np.unique(np.concatenate(pairs), return_counts=True)
    first, second = found // len(sketches), found % len(sketches)
    lengths = np.array([len(each) for each in sketches])
    enough = agreed >= np.minimum(AGREE, np.minimum(lengths[first], lengths[second]))
    yield from zip(first[enough].tolist(), second[enough].tolist(), strict=True)
