"""Wrong answers that students give; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="slope_signs", caught_by="test_slope_signs", edit={"4, 2": "2, 4"})
def up_and_down_are_swapped():
    """You have swapped the lines that rise and fall. A line that goes up from left to right has a positive slope."""


@mistake(of="slope_signs", caught_by="test_slope_signs", edit={"1, 3": "3, 1"})
def horizontal_and_vertical_are_swapped():
    """You have swapped the horizontal and the vertical line. On a horizontal line dy is 0, so dy / dx is 0. On a vertical
    line dx is 0, and nothing can be divided by 0."""


@mistake(of="slope_signs", caught_by="test_slope_signs", edit={"4, 2, 1, 3": "2, 4, 3, 1"})
def both_pairs_are_swapped():
    """You have swapped two pairs: the lines that rise and fall, and the horizontal and the vertical line. The slope is
    dy / dx, with dx above 0 if you go to the right."""


@mistake(of="slope_signs", caught_by="test_slope_signs", edit={"4, 2, 1, 3": "1, 2, 3, 4"})
def signs_in_the_order_of_the_question():
    """You return the lines in the order of the question. Begin with the line that has a positive slope."""


@mistake(of="slope_signs", caught_by="test_slope_signs", edit={"4, 2, 1, 3": "3, 2, 4, 1"})
def positions_of_the_lines():
    """You say for each line at which position it belongs. Say it the other way round: first the number of the line with the
    positive slope, and so on."""


@mistake(of="steepest_line", caught_by="test_steepest_line", edit={"B": "C"})
def largest_slope():
    """This line has the largest slope, 3. But a line that falls can be steeper: compare the slopes without their signs."""


@mistake(of="steepest_line", caught_by="test_steepest_line", edit={"B": "A"})
def longest_line():
    """This slope is 6 / 12, so it rises by a half for each step to the right. If you have 2, you have divided dx by dy. How
    far the two points are apart does not matter."""


@mistake(of="steepest_line", caught_by="test_steepest_line", edit={"B": "D"})
def flat_line():
    """Both points of this line are at the same height, so its slope is 0. No line is less steep."""


@mistake(of="slope_of_the_square", caught_by="test_slope_of_the_square", edit={"-8": "16"})
def value_of_the_square():
    """16 is x² itself at x = -4. The derivative says how steep the curve is there."""


@mistake(of="slope_of_the_square", caught_by="test_slope_of_the_square", edit={"-8": "8"})
def sign_of_the_slope_is_lost():
    """The number is right, but not the sign. At x = -4 the curve falls from left to right."""


@mistake(of="slope_of_the_square", caught_by="test_slope_of_the_square", edit={"-8": "-4"})
def factor_is_lost():
    """You have put -4 into x. The derivative of x² has a factor too: the exponent comes down."""


@mistake(of="slope_of_the_square", caught_by="test_slope_of_the_square", edit={"-8": "2"})
def second_derivative():
    """2 is the derivative of 2x, or its factor alone. The slope of x² changes along the curve: it depends on x."""


@mistake(of="slope_of_the_square", caught_by="test_slope_of_the_square", edit={"-8": "-16"})
def value_with_the_sign():
    """You have -16, perhaps because of x² with a minus. Find the derivative of x² first, and then put -4 into it."""


@mistake(of="derivative_of_the_sine", caught_by="test_derivative_of_the_sine", edit={"D": "A"})
def inner_derivative_is_lost():
    """This is the derivative of the sine at 6x. By the chain rule, multiply it with the derivative of 6x."""


@mistake(of="derivative_of_the_sine", caught_by="test_derivative_of_the_sine", edit={"D": "B"})
def inner_function_is_lost():
    """The factor is right. But the outer derivative is taken at 6x, not at x."""


@mistake(of="derivative_of_the_sine", caught_by="test_derivative_of_the_sine", edit={"D": "C"})
def sine_stays():
    """The factor is right. But the derivative of the sine is another function: it is largest where the sine rises most."""


@mistake(of="derivative_of_the_sine", caught_by="test_derivative_of_the_sine", edit={"D": "E"})
def sign_of_the_cosine():
    """The minus belongs to the derivative of the cosine. At x = 0 the sine rises."""
