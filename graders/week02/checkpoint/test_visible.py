from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "If you go to the right on each of these lines, do you go up or down, and can you go at all?",
        "The slope is dy / dx. Ask for each line whether one of the two is 0, and which sign they have.",
        "Look up the section on slopes in this week's README.",
    ],
)
def test_slope_signs(signs):
    """slope_signs puts the lines into the order of the question."""
    assert signs["is an answer"], "An answer has the numbers 1 to 4, each once, such as [1, 2, 3, 4]."
    assert signs["hash"] == signs.expected["hash"], "At least two of these lines have another slope."


@check(
    points=1,
    hints=[
        "What are dy and dx of each line?",
        "Compute dy / dx for all four. How steep a line is does not depend on the sign of its slope.",
        "Look up the section on slopes in this week's README.",
    ],
)
def test_steepest_line(steepest):
    """steepest_line returns the letter of the steepest line."""
    assert steepest["is an answer"], 'An answer is one letter from A to D, such as "A".'
    assert steepest["hash"] == steepest.expected["hash"], "Another line is steeper."


@check(
    points=1,
    hints=[
        "Does the curve of x² rise or fall at x = -4?",
        "Find the derivative for every x first, and then put -4 into it.",
        "Look up the section on derivatives in this week's README.",
    ],
)
def test_slope_of_the_square(square):
    """slope_of_the_square returns the derivative of x² at x = -4."""
    assert square["is an answer"], "An answer is a whole number, such as 10."
    assert square["hash"] == square.expected["hash"], "This is not the derivative of x² at x = -4."


@check(
    points=1,
    hints=[
        "How much faster does sin(6x) go up and down than sin(x)?",
        "The chain rule: the derivative of the sine at 6x, times the derivative of 6x.",
        "Look up the chain rule in the section on derivatives in this week's README.",
    ],
)
def test_derivative_of_the_sine(sine):
    """derivative_of_the_sine returns the letter of the derivative of sin(6x)."""
    assert sine["is an answer"], 'An answer is one letter from A to E, such as "A".'
    assert sine["hash"] == sine.expected["hash"], "Another of these is the derivative of sin(6x)."
