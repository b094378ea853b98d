"""The answers against slopes that are computed, and derivatives that torch finds."""

from __future__ import annotations

import math
import re

import pytest
import torch


def test_slope_signs(solution):
    """From left to right: a line that rises, one that falls, one that does neither, and one that goes nowhere."""
    words = ["rises", "falls", "horizontal", "vertical"]
    lines = re.findall(r"(\d)\. (.*)", solution.slope_signs.__doc__)
    assert solution.slope_signs() == [int(number) for word in words for number, text in lines if word in text]


def test_steepest_line(solution):
    numbers = {}
    for letter, text in re.findall(r"([A-D])\. (.*)", solution.steepest_line.__doc__):
        x1, y1, x2, y2 = (int(number) for number in re.findall(r"-?\d+", text))
        numbers[letter] = abs((y2 - y1) / (x2 - x1))
    assert len(numbers) == 4
    assert solution.steepest_line() == max(numbers, key=lambda letter: numbers[letter])


def test_slope_of_the_square(solution):
    x = torch.tensor(-4.0, requires_grad=True)
    (x**2).backward()
    assert x.grad is not None
    assert solution.slope_of_the_square() == x.grad.item()


@pytest.mark.parametrize("at", [0.1, 0.7, -2.0])
def test_derivative_of_the_sine(solution, at):
    """Only the right one of the five has the slope that torch finds."""
    x = torch.tensor(at, dtype=torch.float64, requires_grad=True)
    torch.sin(6 * x).backward()
    assert x.grad is not None
    right = []
    for letter, text in re.findall(r"([A-E])\. (.*)", solution.derivative_of_the_sine.__doc__):
        code = text.replace("·", "*").replace("6x", "6 * x")
        if math.isclose(eval(code, {"x": at, "sin": math.sin, "cos": math.cos}), x.grad.item()):
            right.append(letter)
    assert right == [solution.derivative_of_the_sine()]
