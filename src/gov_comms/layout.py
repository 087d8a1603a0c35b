"""How an office's documents look: page, fonts, marks; GB/T 9704-2012 unless the office differs."""

from __future__ import annotations

from dataclasses import dataclass, field

FREE_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
FREE_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
"""Fonts that are free and stand last: a machine without the usual ones often has one of them."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """For each kind of text the fonts in which it may be set, the one meant first.

    A Word document names the first and hands on the others as its stand-ins; a PDF takes the first
    that is there.
    """

    body: tuple[str, ...] = ("仿宋_GB2312", "仿宋", "FangSong_GB2312", "FangSong", *FREE_SERIF)
    title: tuple[str, ...] = (
        "方正小标宋简体",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        *FREE_SERIF,
    )
    heading: tuple[str, ...] = ("黑体", "SimHei", *FREE_SANS)
    subheading: tuple[str, ...] = ("楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi", *FREE_SERIF)
    page_number: tuple[str, ...] = ("宋体", "SimSun", *FREE_SERIF)
    latin: tuple[str, ...] = ("Times New Roman", "Liberation Serif", *FREE_SERIF)


@dataclass(frozen=True, slots=True)
class Layout:
    """A page: lengths in millimetres, sizes of type in points.

    ``top`` and ``left`` lie between the paper's edge and the text, ``width`` and ``height`` are
    those of the text; ``lines`` stand on a page and ``characters`` on a line.  ``brackets`` go
    around the year in a document's number, ``seal_lines`` are left blank above the signature, and
    a ``letterhead`` stands in red above all.
    """

    top: int = 37
    left: int = 28
    width: int = 156
    height: int = 225
    lines: int = 22
    characters: int = 28
    body_size: int = 16
    title_size: int = 22
    brackets: str = "〔〕"
    page_numbers: bool = True
    seal_lines: int = 2
    letterhead: str = ""
    fonts: Fonts = field(default_factory=Fonts)
