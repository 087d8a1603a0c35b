"""Which fonts this machine has: a PDF or a picture without them would show boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

REGULAR = 400
"""The weight of type that is neither light nor bold."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font on this machine: its family, its file, and its place in a file that holds several."""

    family: str
    path: str
    index: int


def font_files() -> tuple[FontFile, ...]:
    """The upright fonts of ordinary weight, one of each family."""
    import typst

    found: dict[str, FontFile] = {}
    for each in sorted(
        (each for each in typst.Fonts().fonts() if each.path and each.style == "normal"),
        key=lambda each: (abs(each.weight - REGULAR), str(each.path)),
    ):
        found.setdefault(each.family, FontFile(each.family, str(each.path), each.index))
    return tuple(found.values())


def first_of(families: Sequence[str], there: Iterable[FontFile]) -> FontFile | None:
    """The first of some families that is there."""
    by_family = {each.family: each for each in there}
    return next((by_family[name] for name in families if name in by_family), None)
