"""A sound agency with one thing spoiled, and what is said about it.

The files beside this one hold such cases, each as a name, a file, and what a diff would show:
lines taken out (``-``), lines put in their place (``+``, at the end where nothing is taken out),
and every problem that is then reported, in English (``!``).  What follows ``@ FILE`` is changed in
another file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gov_comms.config import open_texts
from gov_comms.errors import Problem, Refused, Severity
from tests.config.agencies import SOUND

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Spoiled:
    name: str
    file: str
    old: str
    new: str
    says: tuple[str, ...]
    others: tuple[tuple[str, str, str], ...] = ()
    """Further changes: the file, what is taken out of it, what is put in its place."""

    def texts(self) -> dict[str, str]:
        """The sound agency's texts, with the change."""
        return self.spoil(SOUND, self.file)

    def spoil(self, texts: Mapping[str, str], file: str) -> dict[str, str]:
        """Some texts with the change in one of them, and with those in others."""
        spoilt = dict(texts)
        for place, old, new in ((file, self.old, self.new), *self.others):
            assert old in spoilt[place]
            spoilt[place] = spoilt[place].replace(old, new, 1) if old else spoilt[place] + new
        return spoilt


def read_cases(name: str) -> tuple[Spoiled, ...]:
    """The cases of one file of this folder."""
    return tuple(_cases((HERE / name).read_text(encoding="utf-8").split("\n== ")[1:]))


def _cases(blocks: list[str]) -> Iterator[Spoiled]:
    for block in blocks:
        change, *others = block.rstrip("\n").split("\n@ ")
        head, *lines = change.split("\n")
        name, file = head.split()
        says = [line[2:] for line in block.split("\n") if line[:1] == "!"]
        further = (_change(*other.split("\n")) for other in others)
        yield Spoiled(*(name, *_change(file, *lines)), tuple(says), tuple(further))


def _change(file: str, *lines: str) -> tuple[str, str, str]:
    """A file, what is taken out of it, and what is put in its place."""
    old, new = (_text([line[2:] for line in lines if line[:1] == mark]) for mark in "-+")
    return file, old, new


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def problems(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Every problem of an agency, whether it can be opened or not."""
    try:
        return open_texts(texts).problems
    except Refused as refused:
        return refused.problems


def said(found: tuple[Problem, ...]) -> tuple[str, ...]:
    """Problems in English; what is no error with its severity."""
    return tuple(
        each.text("en")
        if each.severity is Severity.ERROR
        else f"{each.severity}: {each.text('en')}"
        for each in found
    )
