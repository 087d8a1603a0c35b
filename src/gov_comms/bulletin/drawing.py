"""Drawing a picture: bars in shades and hatchings that can be told apart without colours."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from gov_comms.bulletin.fonts import first_of, font_files
from gov_comms.bulletin.nouns import Chart, Figure
from gov_comms.layout import Fonts
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

LOOKS = (
    ("#404040", ""),
    ("#ffffff", "////"),
    ("#a6a6a6", ""),
    ("#ffffff", "...."),
    ("#d9d9d9", "xxxx"),
    ("#ffffff", "----"),
)
"""Fill and hatching of each series in turn."""
WIDTH, BAR, EDGES, STANDING = 6.0, 0.26, 1.1, 3.2
"""Inches: the picture's width, the room of a lying bar, of what is above and below; the height of a
picture whose bars stand."""
DOTS = 200
"""Of a picture for Word, on an inch."""


class NoFont(Exception):
    """No font is there in which the words of a picture could be written."""

    def __init__(self, families: Sequence[str]) -> None:
        self.families = tuple(families)
        super().__init__(", ".join(families))

    def said(self, chart: Chart) -> Message:
        """What stands in the picture's place."""
        return msg(
            "The picture “{title}” is left out: this machine has none of the fonts {fonts}.",
            title=chart.title,
            fonts=", ".join(self.families),
        )


def drawn(chart: Chart, fonts: Fonts, form: Literal["png", "svg"]) -> bytes:
    """The picture in black and white, the same bytes each time; raises `NoFont`."""
    families = (*fonts.heading, *fonts.body)
    font = first_of(families, font_files())
    if font is None:
        raise NoFont(families)
    import matplotlib
    from matplotlib.figure import Figure as Canvas
    from matplotlib.font_manager import FontPath, FontProperties

    face = FontProperties(fname=FontPath(font.path, font.index), size=9)
    high = EDGES + BAR * len(chart.labels) if chart.flat else STANDING
    # Whatever a user has set for his own pictures does not reach ours.
    with matplotlib.rc_context(
        {**matplotlib.rcParamsDefault, "svg.hashsalt": "gov-comms", "hatch.linewidth": 0.6}
    ):
        canvas = Canvas(figsize=(WIDTH, high), layout="constrained")
        axes: Any = canvas.subplots()
        _bars(axes, chart, face)
        _frame(axes, chart, face)
        target = io.BytesIO()
        told = {"Software": None} if form == "png" else {"Date": None, "Creator": None}
        canvas.savefig(target, format=form, dpi=DOTS, metadata=told)
    return target.getvalue()


def _bars(axes: Any, chart: Chart, face: FontProperties) -> None:
    places = range(len(chart.labels))
    stacks = list(zip(*(each.values for each in chart.series), strict=True))
    starts = list(zip(*([0, *accumulate(stack)] for stack in stacks), strict=True))
    for number, series in enumerate(chart.series):
        fill, hatch = LOOKS[number % len(LOOKS)]
        # The library draws with floats; what is written beside a bar is the exact number.
        lengths = [float(value) for value in series.values]
        start = [float(value) for value in starts[number]]
        style = {"color": fill, "hatch": hatch, "edgecolor": "black", "linewidth": 0.6}
        if chart.flat:
            axes.barh(places, lengths, left=start, height=0.7, label=series.name, **style)
        else:
            axes.bar(places, lengths, bottom=start, width=0.6, label=series.name, **style)
    for place, stack in zip(places, stacks, strict=True):
        whole = sum(stack)
        texts = {"fontproperties": face, "xytext": (3, 0) if chart.flat else (0, 2)}
        at = (float(whole), place) if chart.flat else (place, float(whole))
        ways = ("left", "center") if chart.flat else ("center", "bottom")
        said = Figure(whole).text()
        axes.annotate(said, at, textcoords="offset points", ha=ways[0], va=ways[1], **texts)


def _frame(axes: Any, chart: Chart, face: FontProperties) -> None:
    places = range(len(chart.labels))
    if chart.flat:
        axes.set_yticks(places, chart.labels, fontproperties=face)
        axes.invert_yaxis()
        axes.set_xlabel(chart.unit, fontproperties=face, loc="right")
        axes.margins(x=0.1, y=0.02)
    else:
        axes.set_xticks(places, chart.labels, fontproperties=face)
        axes.set_ylabel(chart.unit, fontproperties=face, loc="top", rotation=0)
        axes.margins(y=0.12)
    for tick in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        tick.set_fontproperties(face)
    axes.spines[["top", "right"]].set_visible(False)
    if any(each.name for each in chart.series):
        axes.legend(prop=face, frameon=False, ncols=3, loc="lower center", bbox_to_anchor=(0.5, 1))
