"""Draw the lesson's pictures as SVG files beside this file: `python draw.py`, or `python draw.py png FOLDER` to look.

Every number is computed. The files are the same on every run: no date, no random names, no random data.
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


def graph() -> Figure:
    """The nodes of (a · b + c) · f, with their data and their gradients."""
    a, b, c, f = 2, -3, 10, -2
    e, d = a * b, a * b + c
    nodes = {  # name: (x, y), data, gradient
        "a": ((0, 3), a, f * b),
        "b": ((0, 2), b, f * a),
        "c": ((0, 1), c, f),
        "f": ((0, 0), f, d),
        "e = a · b": ((2, 2.5), e, f),
        "d = e + c": ((4, 1.75), d, f),
        "result = d · f": ((6, 0.9), d * f, 1),
    }
    edges = [("a", 1), ("b", 1), ("e = a · b", 2), ("c", 2), ("d = e + c", 3), ("f", 3)]
    targets = {1: "e = a · b", 2: "d = e + c", 3: "result = d · f"}
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    axes = figure.subplots()
    for name, target in edges:
        (x, y), *_ = nodes[name]
        (to_x, to_y), *_ = nodes[targets[target]]
        arrow = {"arrowstyle": "->", "color": GREY, "linewidth": 1.2}
        axes.annotate("", (to_x - 0.85, to_y), (x + 0.85, y), arrowprops=arrow)
    for name, ((x, y), data, grad) in nodes.items():
        box = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": GREY}
        axes.text(x, y, f"{name}\n{' ' * 29}", ha="center", va="center", bbox=box, linespacing=1.5)
        axes.text(x - 0.06, y - 0.16, f"data {_minus(data)}", ha="right", va="center", color=BLUE, fontsize=9)
        axes.text(x + 0.06, y - 0.16, f"grad {_minus(grad)}", ha="left", va="center", color=ORANGE, fontsize=9)
    axes.text(3.6, 3.2, "data is computed from left to right,", color=BLUE, ha="left")
    axes.text(3.6, 2.9, "and grad from right to left", color=ORANGE, ha="left")
    axes.set(xlim=(-1, 7), ylim=(-0.45, 3.45))
    axes.axis("off")
    return figure


def curves() -> Figure:
    """The sigmoid and tanh, and their slopes."""
    figure = Figure(figsize=(7.2, 2.9), layout="constrained")
    values, slopes = figure.subplots(1, 2, sharex=True)
    x = np.linspace(-5, 5, 201)
    sigmoid = 1 / (1 + np.exp(-x))
    for axes, one, other in ((values, sigmoid, np.tanh(x)), (slopes, sigmoid * (1 - sigmoid), 1 - np.tanh(x) ** 2)):
        axes.plot(x, one, color=BLUE)
        axes.plot(x, other, color=ORANGE)
    values.text(-4.8, 0.14, "sigmoid", color=BLUE)
    values.text(-4.8, -0.88, "tanh", color=ORANGE)
    slopes.text(1.7, 0.2, "at most 0.25", color=BLUE)
    slopes.text(0.7, 0.85, "at most 1", color=ORANGE)
    values.set(title="the curve", xlabel="x")
    slopes.set(title="its slope", xlabel="x")
    return figure


def descent() -> Figure:
    """The line of a neuron after some steps, over four points on y = 2x - 1, and the loss of each step."""
    x, w, b, lr = np.arange(4.0), -1.0, 4.0, 0.1
    y, lines, losses = 2 * x - 1, [], []
    for _ in range(41):
        errors = w * x + b - y
        lines.append((w, b))
        losses.append(np.mean(errors**2))
        w, b = w - lr * 2 * np.mean(errors * x), b - lr * 2 * np.mean(errors)
    figure = Figure(figsize=(7.2, 3.1), layout="constrained")
    plane, loss = figure.subplots(1, 2)
    ends = np.array([-0.3, 3.3])
    for step, color in ((0, GREY), (3, GREEN), (10, ORANGE), (40, BLUE)):
        w, b = lines[step]
        plane.plot(ends, w * ends + b, color=color, label="start" if step == 0 else f"after {step} steps")
        loss.plot(step, losses[step], "o", color=color, zorder=3)
    plane.plot(x, y, "o", color="black", zorder=3)
    plane.legend(frameon=False, fontsize=9)
    plane.set(xlabel="x", ylabel="prediction", title="the line of the neuron")
    loss.plot(losses, color=GREY, linewidth=1.2)
    loss.set(xlabel="step", yscale="log", title="the loss")
    return figure


def _minus(number: int) -> str:
    return f"{number}".replace("-", "\N{MINUS SIGN}")


if __name__ == "__main__":
    kind, folder = sys.argv[1:] or ("svg", Path(__file__).parent)
    for draw in (secants, graph, curves, descent):
        with mpl.rc_context(STYLE):
            target = Path(folder) / f"{draw.__name__}.{kind}"
            draw().savefig(target, dpi=120, metadata={"Date": None, "Creator": None} if kind == "svg" else {})
        if kind == "svg":  # a hundredth of a point is fine enough
            text = re.sub(r"(?<!scale\()(\d\.\d\d)\d+", r"\1", target.read_text(encoding="utf-8"))
            target.write_text(text, encoding="utf-8", newline="\n")
