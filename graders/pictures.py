"""For a topic's picture.py: colours, and values of a student drawn beside the expected ones. NumPy and matplotlib, never torch.

What a student's code returned may be anything, so `numbers` says whether it can be drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# told apart by colour-blind eyes too
BLUE: Final = "#0072B2"
ORANGE: Final = "#D55E00"
GREEN: Final = "#007A59"
GREY: Final = "#595959"
YOURS: Final = BLUE
EXPECTED: Final = ORANGE
MOST: Final = 1e12  # a larger number is not drawn: it would hide all others


def numbers(value: Any, dimensions: int = 1) -> np.ndarray | None:
    """Return a value as an array of float64 with so many dimensions; None if it is none, or empty.

    A number that is not finite, or too large to draw, becomes NaN.
    """
    try:
        found = np.asarray(value, dtype=np.float64)
    except (ValueError, TypeError):
        return None
    if found.ndim != dimensions or found.size == 0:
        return None
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(found) < MOST, found, np.nan)


def beside(axes: Axes, got: Any, want: Any, *, first: int = 0) -> None:
    """Draw a student's series over the expected one, each number at its place.

    got, want: lists of numbers or arrays of shape (N,). If `got` is none, the axes say so. first: the place of the first number.
    """
    yours, expected = numbers(got), numbers(want)
    if expected is not None:
        places = np.arange(first, first + len(expected))
        axes.plot(places, expected, color=EXPECTED, linewidth=5, alpha=0.35, label="expected")
    if yours is not None:
        places = np.arange(first, first + len(yours))
        axes.plot(places, yours, color=YOURS, marker="o" if len(yours) < 30 else "", markersize=4, label="yours")
    else:
        say(axes, "yours: no list of numbers")
    axes.legend(frameon=False)


def say(axes: Axes, text: str) -> None:
    """Write a text into the middle of the axes."""
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", color=GREY)
