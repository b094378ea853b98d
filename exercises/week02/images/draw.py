"""Draw the lesson's pictures as SVG files beside this file: `python draw.py`, or `python draw.py png FOLDER` to look.

Every curve is computed. The files are the same on every run: no date, no random names.
"""

import re
import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#007A59", "#595959"  # told apart by colour-blind eyes too
STYLE = {
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 11,
    "figure.facecolor": "white",
    "font.size": 10,
    "grid.color": "#E6E6E6",
    "lines.linewidth": 2,
    "svg.hashsalt": "dlcourse",
    "xtick.major.size": 0,
    "ytick.major.size": 0,
}


def secants() -> Figure:
    """The line through two points of x², with the second one closer and closer, and with one point on each side."""
    figure, (forward, central) = panels(1, 2, width=7.2, height=3.2)
    x = np.linspace(-1.4, 3.2, 116)
    for axes in (forward, central):
        axes.plot(x, x**2, color=GREY)
        line(axes, 1, 1, 2, GREEN, "--")
        axes.set(xlabel="x", xlim=(-1.4, 3.4), ylim=(-2.4, 9))
    for eps, color in ((1.8, ORANGE), (0.8, BLUE)):
        line(forward, 1, 1, 2 + eps, color, "-")
        forward.plot(1 + eps, (1 + eps) ** 2, "o", color=color)
    forward.plot(1, 1, "o", color=GREEN)
    label(forward, "eps = 1.8: slope 3.8", (2.8, 7.84), (-8, -2), ORANGE, ha="right")
    label(forward, "eps = 0.8: slope 2.8", (1.8, 3.24), (-14, 8), BLUE, ha="right")
    label(forward, "at x = 1: slope 2", (3.3, 1.2), (0, 0), GREEN, ha="right")
    forward.set(title="forward: one side", ylabel="x²")
    line(central, 1, 1.64, 2, BLUE, "-")
    central.plot([0.2, 1.8], [0.04, 3.24], "o", color=BLUE)
    central.plot(1, 1, "o", color=GREEN)
    label(central, "eps = 0.8: slope 2", (1.8, 3.24), (-10, 8), BLUE, ha="right")
    label(central, "at x = 1: slope 2", (3.3, 1.2), (0, 0), GREEN, ha="right")
    central.set(title="central: both sides")
    return figure


def line(axes: Axes, x: float, y: float, slope: float, color: str, style: str) -> None:
    """Draw the line through a point with a slope."""
    ends = np.array([-0.2, 3.1])
    axes.plot(ends, y + slope * (ends - x), color=color, linestyle=style, linewidth=1.5)


def panels(rows: int, columns: int, width: float, height: float) -> tuple[Figure, list[Axes]]:
    figure = Figure(figsize=(width, height), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.1, h_pad=0.1)
    axes = figure.subplots(rows, columns, squeeze=False)
    return figure, list(axes.flat)


def label(axes: Axes, text: str, point: tuple, shift: tuple, color: str, ha: str) -> None:
    """Write at a point of a curve, shifted by some typographic points."""
    axes.annotate(text, point, shift, textcoords="offset points", color=color, ha=ha)


if __name__ == "__main__":
    kind, folder = sys.argv[1:] or ("svg", Path(__file__).parent)
    for draw in (secants,):
        with mpl.rc_context(STYLE):
            target = Path(folder) / f"{draw.__name__}.{kind}"
            draw().savefig(target, dpi=120, metadata={"Date": None, "Creator": None} if kind == "svg" else {})
        if kind == "svg":  # a hundredth of a point is fine enough
            text = re.sub(r"(?<!scale\()(\d\.\d\d)\d+", r"\1", target.read_text(encoding="utf-8"))
            target.write_text(text, encoding="utf-8", newline="\n")
