"""A bulletin as one page for a director: every number opens to its lines, clauses and records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gov_comms.bulletin.drawing import NoFont, drawn
from gov_comms.bulletin.nouns import Bulletin, Evidence, Figure, Record
from gov_comms.bulletin.tables import subjects_in
from gov_comms.bulletin.wording import clean, listed, measure_words
from gov_comms.messages import Message, msg
from gov_comms.model import Measure, SubjectKind
from gov_comms.results import Line, Subject, Total

if TYPE_CHECKING:
    from markupsafe import Markup

FORM = Path(__file__).parent / "forms" / "report.html"
MOST_LINES = 20_000
"""A page with more lines than these is slow to open; the rest is in the workbook."""
_SVG = re.compile(r"<svg.*</svg>", re.DOTALL)


def page_file(bulletin: Bulletin, language: str, most_lines: int = MOST_LINES) -> bytes:
    """The page, whole in itself: it loads nothing, and two writes of it give the same bytes."""
    import jinja2

    form = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    ).from_string(FORM.read_text(encoding="utf-8"))
    lines = bulletin.result.lines()
    shown = lines[:most_lines]
    said = msg(
        "Only the first {shown} of {all} lines of the ledger stand here.",
        shown=most_lines,
        all=len(lines),
    )
    measures = _measures(bulletin)
    units = _ordered(bulletin, measures)
    charts = [chart for section in bulletin.sections for chart in section.charts]
    pictures, left_out = _pictures(bulletin, charts, language)
    told = form.render(
        lang=language,
        title=bulletin.title,
        opening=bulletin.opening,
        words=_words(language),
        groups=list(dict.fromkeys(clean(unit.group) for unit in units if unit.group)),
        measures=[
            {"heading": measure_words(each, language), "ranked": _is_ranked(bulletin, each)}
            for each in measures
        ],
        units=_Teller(bulletin, measures, shown, language).units(units),
        charts=pictures,
        left_out=left_out,
        sections=[
            {"heading": each.heading, "paragraphs": each.paragraphs}
            for each in bulletin.sections
            if not each.tables
        ],
        cut=said.text(language) if len(lines) > most_lines else "",
        notes=bulletin.notes,
    )
    return told.encode()


def _words(language: str) -> Mapping[str, Any]:
    """What the page itself says."""
    words: Mapping[str, Message] = {
        "skip": msg("To the ranking"),
        "ranking": msg("Ranking"),
        "open": msg("Each number opens to its lines, the clause of each and what it rests on."),
        "name": msg("Name of the unit"),
        "group": msg("Group"),
        "all": msg("all"),
        "shortfalls": msg("Only units that miss a quota"),
        "count": msg("units shown: {count}", count="%"),
        "place": msg("No."),
        "unit": msg("Unit"),
        "rank": msg("Rank"),
        "lines": msg("What the numbers are made of"),
        "day": msg("Day"),
        "work": msg("Title"),
        "amount": msg("Amount"),
        "clause": msg("Clause"),
        "evidence": msg("What it rests on"),
        "sum": msg("Sum"),
        "back": msg("Back to the ranking"),
    }
    said: dict[str, Any] = {name: each.text(language) for name, each in words.items()}
    # It stands in the script, not in the text.
    from markupsafe import Markup

    said["count"] = Markup(_quoted(said["count"]))
    return said


def _quoted(text: str) -> str:
    """A text as a script writes it, with nothing in it that could end the script."""
    import json

    return json.dumps(text).replace("<", "\\u003c")


def _measures(bulletin: Bulletin) -> list[Measure]:
    """The measures of the units' tables: visible ones of which some unit has something."""
    having = {
        each.measure
        for each in bulletin.result.totals
        if each.total and each.subject.kind is SubjectKind.UNIT
    }
    return [
        each
        for each in bulletin.agency.measures.values()
        if not each.hidden and (not having or each.id in having)
    ]


def _ordered(bulletin: Bulletin, measures: Sequence[Measure]) -> list[Subject]:
    """The units by their rank in the last measure that is ranked, else in the roster's order."""
    units = subjects_in(bulletin.result, SubjectKind.UNIT)
    ranked = [each for each in measures if _is_ranked(bulletin, each)]
    if not ranked:
        return list(units)
    totals = {each.subject: each for each in _totals(bulletin, ranked[-1])}
    last = len(units) + 1
    return sorted(units, key=lambda unit: totals[unit].rank or last if unit in totals else last)


def _totals(bulletin: Bulletin, measure: Measure) -> list[Total]:
    return [
        each
        for each in bulletin.result.totals
        if each.measure == measure.id and not each.period and each.subject.kind is SubjectKind.UNIT
    ]


def _is_ranked(bulletin: Bulletin, measure: Measure) -> bool:
    return any(each.rank is not None for each in _totals(bulletin, measure))


def _pictures(
    bulletin: Bulletin, charts: Iterable[Any], language: str
) -> tuple[list[Mapping[str, Any]], list[str]]:
    pictures: list[Mapping[str, Any]] = []
    left_out: list[str] = []
    for number, chart in enumerate(charts, 1):
        try:
            drawing = drawn(chart, bulletin.agency.layout.fonts, "svg").decode()
        except NoFont as missing:
            left_out.append(missing.said(chart).text(language))
            continue
        pictures.append({"title": chart.title, "picture": _inline(drawing, number, chart.told)})
    return pictures, left_out


def _inline(drawing: str, number: int, told: str) -> Markup:
    """A drawing as a part of the page: its ids are its own, and it says what it shows."""
    from markupsafe import Markup, escape

    found = _SVG.search(drawing)
    assert found is not None
    own = re.sub(r'(id="|url\(#|href="#)([\w.-]+)', rf"\g<1>p{number}-\g<2>", found[0])
    return Markup(own.replace("<svg ", f'<svg role="img" aria-label="{escape(told)}" ', 1))


class _Teller:
    """The lines behind each unit's number of each measure, as the page shows them."""

    def __init__(
        self, bulletin: Bulletin, measures: Sequence[Measure], lines: Iterable[Line], language: str
    ) -> None:
        self.bulletin, self.measures, self.language = bulletin, measures, language
        self.records, self.proofs = bulletin.records(), bulletin.proofs()
        self.missing = {
            each.subject.id
            for each in bulletin.result.quotas
            if each.missing and each.subject.kind is SubjectKind.UNIT
        }
        self.lines: dict[tuple[str, str], list[Line]] = {}
        by_id = {each.id: each for each in measures}
        for line in lines:
            measure = by_id.get(line.measure)
            if measure is not None and _counts_for_unit(line, measure):
                self.lines.setdefault((line.unit, line.measure), []).append(line)

    def units(self, units: Sequence[Subject]) -> list[Mapping[str, Any]]:
        totals = {
            (each.subject.id, each.measure): each
            for measure in self.measures
            for each in _totals(self.bulletin, measure)
        }
        return [
            {
                "name": clean(unit.name),
                "group": clean(unit.group),
                "short": "1" if unit.id in self.missing else "",
                "numbers": [
                    self._number(unit, place, measure, totals.get((unit.id, measure.id)))
                    for measure in self.measures
                ],
            }
            for place, unit in enumerate(units, 1)
        ]

    def _number(
        self, unit: Subject, place: int, measure: Measure, total: Total | None
    ) -> Mapping[str, Any]:
        figure = Figure(total.total if total else Decimal(0), measure.scale).text()
        label = msg(
            "{unit}, {measure}: {total}",
            unit=clean(unit.name),
            measure=measure_words(measure, self.language),
            total=figure,
        )
        lines = self.lines.get((unit.id, measure.id), [])
        return {
            "anchor": f"u{place}-{self.measures.index(measure) + 1}",
            "label": label.text(self.language),
            "total": figure,
            "ranked": _is_ranked(self.bulletin, measure),
            "rank": total.rank if total and total.rank is not None else "",
            "lines": [self._line(line, measure) for line in sorted(lines, key=_by_day)],
        }

    def _line(self, line: Line, measure: Measure) -> Mapping[str, Any]:
        because = [
            (name.text(self.language), value.text(self.language)) for name, value in line.because
        ]
        cells = self._cells(line)
        gives_way = msg("Gives way to {fact}", fact=line.supersedes).text(self.language)
        return {
            "day": line.day.isoformat(),
            "work": self._title(line),
            "amount": Figure(line.amount, measure.scale).text(),
            "clause": line.clause,
            "text": line.text.text(self.language),
            "supersedes": gives_way if line.supersedes else "",
            "contrary": line.amount < 0,
            "fact": line.fact or line.kind,
            "because": [each for each in because if each not in cells],
            "records": cells,
            "proofs": [self._proof(each) for each in self.proofs.get(line.fact, ())]
            if line.kind == "adoption"
            else [],
        }

    def _proof(self, proof: Evidence) -> Mapping[str, str]:
        """A file: its kind and name, what became of it, and how to find it in the record."""
        known = [
            msg("handed in by {name}", name=proof.by) if proof.by else None,
            msg("judged by {name}", name=proof.judge) if proof.judge else None,
        ]
        told = [proof.number, *(each.text(self.language) for each in known if each is not None)]
        return {
            "kind": proof.kind,
            "name": proof.name,
            "state": proof.state.text(self.language),
            "told": listed(told, self.language),
            "digest": proof.digest,
        }

    def _title(self, line: Line) -> str:
        cells = self.records.get(("submission", line.work), ())
        return next((each.value for each in cells if each.column == "title"), line.work)

    def _cells(self, line: Line) -> list[tuple[str, str]]:
        said: Sequence[Record] = self.records.get((line.kind, line.fact), ())
        return [(each.heading.text(self.language), each.value) for each in said]


def _counts_for_unit(line: Line, measure: Measure) -> bool:
    """Whether a line makes part of a unit's total: its own, its members', or both."""
    if line.subject.kind is SubjectKind.UNIT:
        return measure.unit_total != "members"
    return line.subject.kind is SubjectKind.PERSON and measure.unit_total != "own"


def _by_day(line: Line) -> tuple[Any, ...]:
    return (line.day, line.work, line.claim)
