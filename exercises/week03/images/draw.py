"""Draw the lesson's pictures as SVG files beside this file: `python draw.py`, or `python draw.py png FOLDER` to look.

Every curve is computed. The files are the same on every run: no date, no random names, seeded data.
"""

import re
import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.polynomial import Legendre

from dlcourse.datasets.tables import load

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


def valley() -> Figure:
    """Three points, the line w·x for one w, and the mean squared error for every w with its slope at that one."""
    figure, (line, loss) = panels(1, 2, width=7.2, height=3.2)
    x, y, w = np.array([1.0, 2, 3]), np.array([2.0, 4, 6]), 0.5
    line.vlines(x, w * x, y, color=ORANGE, linewidth=1.5, linestyle=":")
    line.plot(x, y, "o", color=GREY)
    line.plot([0, 3.3], [0, 3.3 * w], color=BLUE)
    label(line, "target y = 2x", (x[2], y[2]), (-10, -2), GREY, ha="right")
    line.text(2.1, 0.35, "prediction 0.5 · x", color=BLUE)
    label(line, "distance", (x[1], 2.6), (6, 0), ORANGE, ha="left")
    line.set(xlabel="x", ylabel="y", xlim=(0, 3.4), ylim=(0, 6.6))
    weights = np.linspace(-0.2, 4.2, 60)
    mean = np.mean(x**2)
    loss.plot(weights, mean * (weights - 2) ** 2, color=BLUE)
    at, slope = mean * (w - 2) ** 2, 2 * mean * (w - 2)
    ends = np.array([w - 0.45, w + 0.6])
    loss.plot(ends, at + slope * (ends - w), color=ORANGE, linestyle="--")
    loss.plot(w, at, "o", color=ORANGE)
    label(loss, f"w = 0.5\nslope −{-slope:.0f}", (w, at), (10, 2), ORANGE, ha="left")
    label(loss, "lowest at\nw = 2", (2, 0), (0, 26), GREY, ha="center")
    loss.set(xlabel="w", ylabel="mean squared error", ylim=(-0.8, 23))
    return figure


def bends() -> Figure:
    """Three ReLUs, and their sum beside a smooth curve."""
    figure, (parts, total) = panels(1, 2, width=7.2, height=3.0, sharex=True)
    x = np.linspace(-3, 3, 121)
    units = ((-1.0, -1.0, 1.9), (1.0, 0.0, 1.2), (1.0, -1.5, 1.5))  # weight, bias, weight of the output
    found = [out * np.maximum(weight * x + bias, 0) for weight, bias, out in units]
    texts = ("1.9 · relu(−x − 1)", "1.2 · relu(x)", "1.5 · relu(x − 1.5)")
    ats = ((-2.4, 3.1), (-0.3, 2.4), (0.1, -0.5))
    for values, color, text, at in zip(found, (BLUE, ORANGE, GREEN), texts, ats, strict=True):
        parts.plot(x, values, color=color)
        parts.text(*at, text, color=color, ha="left")
    parts.set(xlabel="x", ylabel="value", title="three neurons", ylim=(-0.8, 4.2))
    total.plot(x, 0.55 * x**2 + 0.35 * x, color=GREY, linewidth=1.2, linestyle=":")
    total.plot(x, sum(found), color=BLUE)
    total.text(-1.2, 4.4, "their sum", color=BLUE)
    total.text(-1.2, 3.7, "a smooth curve", color=GREY)
    total.set(xlabel="x", title="their sum")
    return figure


def digits() -> Figure:
    """The first ten digits of the data, as squares of grey."""
    table = load("digits")
    figure, axes = panels(1, 10, width=7.2, height=1.1)
    for place, pixels, digit in zip(axes, table.X, table.y, strict=False):
        for index, ink in enumerate(pixels):
            if ink:
                grey = str(round(1 - float(ink) / 16, 2))
                place.add_patch(Rectangle((index % 8, index // 8), 1, 1, color=grey, linewidth=0))
        place.set(xlim=(0, 8), ylim=(8, 0), xticks=(), yticks=(), aspect="equal", title=str(digit))
        place.spines[:].set_visible(True)
        place.spines[:].set_color("#CCCCCC")
    return figure


def learning_rates() -> Figure:
    """The loss x² on the way down from x = -2, for three learning rates."""
    figure, axes = panels(1, 1, width=6.4, height=3.4)
    steps = np.arange(11)
    rates = (
        (0.01, GREEN, "s", "lr 0.01: still far away", -24),
        (0.1, BLUE, "o", "lr 0.1: almost there", 12),
        (1.0, ORANGE, "^", "lr 1.0: jumps from −2 to 2 and back", -16),
    )
    for lr, color, marker, text, above in rates:
        x = [-2.0]
        for _ in steps[1:]:
            x.append(x[-1] - lr * 2 * x[-1])
        loss = np.square(x)
        axes[0].plot(steps, loss, color=color, marker=marker, markersize=4)
        label(axes[0], text, (steps[-1], loss[-1]), (0, above), color, ha="right")
    axes[0].set(xlabel="step", ylabel="loss f(x) = x²", ylim=(-0.2, 4.4), xticks=steps)
    return figure


def activations() -> Figure:
    """Four activation functions, each with its gradient as autograd finds it."""
    figure, axes = panels(2, 2, width=6.8, height=5.2, sharex=True)
    x = torch.cat([torch.linspace(-5, -0.001, 40), torch.linspace(0.001, 5, 40)])
    slope = 0.1
    cases = (
        ("sigmoid", torch.sigmoid, (-0.1, 1.2), (0, 0.5, 1), (3.4, 1.06), (3.0, 0.2)),
        ("tanh", torch.tanh, (-1.2, 1.3), (-1, 0, 1), (3.4, 1.1), (2.9, 0.3)),
        ("ReLU", torch.relu, (-0.8, 5.2), (0, 1, 5), (1.6, 3.6), (3.9, 1.3)),
        (
            f"leaky ReLU, slope {slope}",
            lambda t: torch.where(t > 0, t, slope * t),
            (-0.8, 5.2),
            (0, 1, 5),
            (1.6, 3.6),
            (3.9, 1.3),
        ),
    )
    for place, (name, function, limits, ticks, at_function, at_gradient) in zip(axes, cases, strict=True):
        t = x.clone().requires_grad_()
        y = function(t)
        (gradient,) = torch.autograd.grad(y.sum(), t)
        place.plot(x, y.detach(), color=BLUE)
        parts = (slice(0, 40), slice(40, 80)) if gradient[40] - gradient[39] > 0.5 else (slice(0, 80),)
        for part in parts:  # a jump is no line
            place.plot(x[part], gradient[part], color=ORANGE, linestyle="--")
        place.text(*at_function, "function", color=BLUE, ha="center")
        place.text(*at_gradient, "gradient", color=ORANGE, ha="center")
        place.set(title=name, ylim=limits, yticks=ticks, xticks=(-4, -2, 0, 2, 4))
    for place in axes[2:]:
        place.set_xlabel("x")
    for place in axes[::2]:
        place.set_ylabel("value")
    figure.align_ylabels()
    return figure


def momentum() -> Figure:
    """Descent on x⁴ + x³ - 5x² from x = 2, with and without momentum: the curve, and the way above which x it led."""
    figure, (hill, way) = panels(2, 1, width=6.4, height=5.6, sharex=True)
    grid = np.linspace(-2.9, 2.2, 80)
    hill.plot(grid, curve(grid), color=GREY)
    hill.set(ylabel="f(x) = x⁴ + x³ − 5x²", ylim=(-16, 8), yticks=(-10, 0))
    for text, x, shift in (
        ("start", 2.0, (-8, 6)),
        ("local minimum", 1.25, (0, -16)),
        ("global minimum", -2.0, (0, -16)),
    ):
        hill.plot(x, curve(x), "o", color=GREY, markersize=5)
        label(hill, text, (x, curve(x)), shift, GREY, ha="right" if text == "start" else "center")
    for factor, color, marker, text, at in (
        (0.0, BLUE, "s", "no momentum:\nstuck at 1.25", (0.1, 30)),
        (0.9, ORANGE, "o", "momentum 0.9:\non to −2", (-1.3, 40)),
    ):
        x = descent(2.0, lr=0.02, momentum=factor, steps=300)
        assert abs(x[-1] - (-2 if factor else 1.25)) < 0.01
        way.plot(x[:51], range(51), color=color, marker=marker, markersize=3, linewidth=1.2)
        way.text(*at, text, color=color, va="center")
    way.set(xlabel="x", ylabel="step", ylim=(51, -2), xlim=(-2.9, 2.3))
    figure.align_ylabels()
    return figure


def curve(x):
    return x**4 + x**3 - 5 * x**2


def descent(x: float, lr: float, momentum: float, steps: int) -> list[float]:
    velocity, way = 0.0, [x]
    for _ in range(steps):
        velocity = momentum * velocity + 4 * x**3 + 3 * x**2 - 10 * x
        x -= lr * velocity
        way.append(x)
    return way


def fitting() -> Figure:
    """Polynomials of growing degree, each fitted to 20 noisy points: the loss on these, and on 200 others.

    The mean of 100 draws of the data, whose noise has a variance of 0.09.
    """
    degrees = np.arange(1, 15)
    rng = np.random.default_rng(0)
    losses = np.zeros((2, len(degrees)))
    draws = 100
    for _ in range(draws):
        x = [np.linspace(-1, 1, 20), rng.uniform(-1, 1, 200)]
        y = [np.sin(4 * part + 1) + rng.normal(0, 0.3, len(part)) for part in x]
        for column, degree in enumerate(degrees):
            model = Legendre.fit(x[0], y[0], degree, domain=[-1, 1])
            losses[:, column] += [
                np.mean((model(part) - target) ** 2) / draws for part, target in zip(x, y, strict=True)
            ]
    train, validation = losses
    best = int(np.argmin(validation))
    figure, (axes,) = panels(1, 1, width=6.4, height=3.6)
    axes.plot(degrees, train, color=BLUE, marker="o", markersize=4)
    axes.plot(degrees, validation, color=ORANGE, marker="s", markersize=4, linestyle="--")
    axes.axvline(degrees[best], color=GREY, linewidth=1, linestyle=":")
    top = 0.64
    axes.set(xlabel="capacity: degree of the polynomial", ylabel="mean squared error", xticks=degrees, ylim=(0, top))
    label(axes, "training", (degrees[-2], train[-2]), (0, 8), BLUE, ha="center")
    label(axes, "validation", (degrees[-2], validation[-2]), (0, 8), ORANGE, ha="right")
    axes.text(degrees[best] - 0.15, top * 0.93, "← underfits", color=GREY, ha="right")
    axes.text(degrees[best] + 0.15, top * 0.93, "overfits →", color=GREY, ha="left")
    return figure


def panels(rows: int, columns: int, width: float, height: float, sharex: bool = False) -> tuple[Figure, list[Axes]]:
    figure = Figure(figsize=(width, height), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.1, h_pad=0.1)
    axes = figure.subplots(rows, columns, squeeze=False, sharex=sharex)
    return figure, list(axes.flat)


def label(axes: Axes, text: str, point: tuple, shift: tuple, color: str, ha: str) -> None:
    """Write at a point of a curve, shifted by some typographic points."""
    axes.annotate(text, point, shift, textcoords="offset points", color=color, ha=ha)


if __name__ == "__main__":
    kind, folder = sys.argv[1:] or ("svg", Path(__file__).parent)
    for draw in (valley, bends, digits, learning_rates, activations, momentum, fitting):
        with mpl.rc_context(STYLE):
            target = Path(folder) / f"{draw.__name__}.{kind}"
            draw().savefig(target, dpi=120, metadata={"Date": None, "Creator": None} if kind == "svg" else {})
        if kind == "svg":  # a hundredth of a point is fine enough
            text = re.sub(r"(?<!scale\()(\d\.\d\d)\d+", r"\1", target.read_text(encoding="utf-8"))
            target.write_text(text, encoding="utf-8", newline="\n")
