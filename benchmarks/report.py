"""What a run of the benchmark leaves behind: a table, a line of history, a chart."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from datetime import date
from pathlib import Path


def table(figures: Mapping[str, float]) -> str:
    """The figures, one a line."""
    return "".join(f"{name:<56}{figure:>16,.3f}\n" for name, figure in figures.items())


def write_json(file: Path, figures: Mapping[str, float]) -> None:
    """The figures of one run."""
    file.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def add_to_history(file: Path, figures: Mapping[str, float], day: date) -> None:
    """The figures as one more line, with the day and the machine, so that runs can be compared."""
    line = {
        "day": day.isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "figures": figures,
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
