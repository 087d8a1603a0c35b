"""What a run of the benchmark leaves behind: tables, a line of history, a chart."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.targets import Judged


def table(figures: Mapping[str, float]) -> str:
    """The figures, one a line."""
    return "".join(f"{name:<64}{figure:>16,.3f}\n" for name, figure in figures.items())


def ways(said: Mapping[str, str]) -> str:
    """What each way to count can say of the rule, and why not more."""
    return "".join(f"{name:<24}{what}\n" for name, what in said.items())


def targets(judged: Iterable[Judged]) -> str:
    """The targets, one a line: what, bound, measured, met or not."""
    lines = []
    for each in judged:
        about = each.target
        bound = f"{'at least' if about.least else 'at most'} {about.bound:,.10g}"
        measured = "" if each.measured is None else f"{each.measured:,.2f}"
        lines.append(f"{about.what:<58}{bound:>20}{measured:>16}  {each.said}\n")
    return "".join(lines)


def told(
    figures: Mapping[str, float], judged: Iterable[Judged], said: Mapping[str, str]
) -> dict[str, Any]:
    """One run as JSON has it: figures, targets, what the ways to count can say."""
    return {
        "figures": figures,
        "targets": [
            {
                "what": each.target.what,
                "bound": each.target.bound,
                "least": each.target.least,
                "measured": each.measured,
                "said": each.said,
            }
            for each in judged
        ],
        "ways": said,
    }


def write_json(file: Path, run: Mapping[str, Any]) -> None:
    """One run."""
    file.write_text(json.dumps(run, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def add_to_history(file: Path, run: Mapping[str, Any], day: date) -> None:
    """A run as one more line, with the day and the machine, so that runs can be compared."""
    line = {
        "day": day.isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        **run,
    }
    with file.open("a", encoding="utf-8") as history:
        history.write(json.dumps(line, ensure_ascii=False) + "\n")


def draw(file: Path, figures: Mapping[str, float]) -> None:
    """Records a second of every way to count, as bars on a scale of powers of ten."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    ending = ", records/s"
    rates = {n.removesuffix(ending): rate for n, rate in figures.items() if n.endswith(ending)}
    names = sorted(rates, key=rates.__getitem__)
    figure = Figure(figsize=(9, 1 + 0.3 * len(names)), layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    bars = axes.barh(names, [rates[name] for name in names], color="#4477aa")
    axes.bar_label(bars, fmt="{:,.0f}", padding=3)
    axes.set_xscale("log")
    axes.margins(x=0.15)
    axes.set_xlabel("records a second")
    figure.savefig(file, format="svg")
