"""A bulletin as a PDF: set by typst, from a form that gets all its text as data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from wcwidth import wcswidth

from gov_comms.bulletin.drawing import NoFont, drawn
from gov_comms.bulletin.fonts import first_of, font_files
from gov_comms.bulletin.grids import EMPTY, heading_lines, needs, text_size
from gov_comms.bulletin.nouns import Annex, Bulletin, Chart, Section, Table
from gov_comms.bulletin.plain import cell_text
from gov_comms.bulletin.setting import (
    TITLE_CLOSER,
    TWIPS,
    closer,
    line_pitch,
    points,
    signature_indents,
    title_lines,
)
from gov_comms.bulletin.wording import (
    annex_lines,
    annex_marks,
    copies_line,
    heading_level,
    printed_line,
)
from gov_comms.errors import Place, Problem, Refused
from gov_comms.layout import Fonts, Layout
from gov_comms.messages import msg

FORM = Path(__file__).parent / "forms" / "bulletin.typ"
LARGEST_LETTERHEAD = 48
"""Points."""


def pdf_file(bulletin: Bulletin, language: str) -> bytes:
    """The document; two writes of one bulletin give the same bytes on one machine.

    Raises `Refused` where none of the fonts of some kind of text is there: its place would be
    filled with boxes.
    """
    import typst

    layout = bulletin.agency.layout
    fonts = _fonts(layout.fonts)
    told = {**_told(bulletin, language), "fonts": fonts}
    inputs = {"bulletin": json.dumps(told, ensure_ascii=False)}
    made = typst.compile(str(FORM), root=str(FORM.parent), sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made


def _fonts(fonts: Fonts) -> Mapping[str, str]:
    """The font of each kind of text, the first of its list that this machine has."""
    there = font_files()
    found: dict[str, str] = {}
    problems = []
    for role, families in asdict(fonts).items():
        font = first_of(families, there)
        if font is None:
            what = msg("this machine has none of the fonts {fonts}", fonts=", ".join(families))
            hint = msg("install one of them, name another in [layout.fonts], or write .docx")
            problems.append(Problem("no-font", Place(), what, f"layout.fonts.{role}", hint))
        else:
            found[role] = font.family
    if problems:
        raise Refused(problems)
    own = found.pop("latin")
    return {**found, "latin": "" if own in found.values() else own}


def _told(bulletin: Bulletin, language: str) -> Mapping[str, Any]:
    layout = bulletin.agency.layout
    chinese = language == "zh-CN"
    mark = "：" if chinese else ":"
    indents = signature_indents(bulletin.signature, bulletin.date, language)
    signed = zip((bulletin.signature, bulletin.date), indents, strict=True)
    return {
        "lang": "zh" if chinese else "en",
        "region": "cn" if chinese else None,
        "indent": 2,
        "layout": _layout(layout),
        "title": bulletin.title,
        "title_lines": title_lines(bulletin.title, language, layout),
        "number": bulletin.number,
        "addressee": bulletin.addressee and bulletin.addressee + mark,
        "opening": _paragraphs(bulletin.opening),
        "sections": [_section(each, layout, language) for each in bulletin.sections],
        "notes": bulletin.notes,
        "closing": _paragraphs(bulletin.closing),
        "annex_lines": annex_lines([each.title for each in bulletin.annexes], language),
        "signature": [{"text": text, "indent": indent} for text, indent in signed],
        "annexes": _annexes(bulletin.annexes, layout, language),
        "copies": copies_line(bulletin.copies, language) if bulletin.copies else "",
        "printed": printed_line(bulletin.signature, language),
    }


def _layout(layout: Layout) -> Mapping[str, Any]:
    width = points(layout.width)
    fits = int(width * 2 / max(wcswidth(layout.letterhead), 1))
    told = asdict(layout)
    del told["fonts"]
    size = min(fits, LARGEST_LETTERHEAD)
    return {
        **told,
        "line": line_pitch(layout),
        "closer": closer(layout) / TWIPS,
        "title_closer": TITLE_CLOSER / TWIPS,
        "letterhead_size": size,
    }


def _paragraphs(texts: Sequence[str]) -> list[Mapping[str, Any]]:
    return [{"text": text, "level": heading_level(text)} for text in texts]


def _section(section: Section, layout: Layout, language: str) -> Mapping[str, Any]:
    pictures = []
    left_out = []
    for chart in section.charts:
        try:
            pictures.append(_picture(chart, layout))
        except NoFont as missing:
            left_out.append(missing.said(chart).text(language))
    return {
        "heading": section.heading,
        "paragraphs": [*section.paragraphs, *left_out],
        "tables": [_table(each, text_size(section.tables, layout)) for each in section.tables],
        "charts": pictures,
    }


def _picture(chart: Chart, layout: Layout) -> Mapping[str, Any]:
    picture = drawn(chart, layout.fonts, "svg").decode()
    return {"title": chart.title, "told": chart.told, "picture": picture}


def _annexes(annexes: Sequence[Annex], layout: Layout, language: str) -> list[Mapping[str, Any]]:
    return [
        {
            "mark": mark,
            "title": annex.title,
            "table": _table(annex.table, text_size([annex.table], layout)),
        }
        for annex, mark in zip(annexes, annex_marks(len(annexes), language), strict=True)
    ]


def _table(table: Table, size: float) -> Mapping[str, Any]:
    return {
        "size": size,
        "widths": needs(table),
        "head": ["\n".join(heading_lines(column.heading)) for column in table.columns],
        "rows": [
            {
                "group": row.group,
                "cells": [
                    {
                        "text": cell_text(cell, EMPTY),
                        "place": "centre" if cell is None else column.align.value,
                    }
                    for cell, column in zip(row.cells, table.columns, strict=False)
                ],
            }
            for row in table.rows
        ],
    }
