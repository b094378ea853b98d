"""Right answers in another form."""

from dlcourse.graders.authoring import variant


@variant(of="slope_signs")
def order_as_text():
    """One string, with commas."""
    return "4, 2, 1 and 3"


@variant(of="slope_signs")
def order_as_one_number():
    """Four digits in one number."""
    return 4213


@variant(of="slope_signs")
def order_with_dashes():
    """A dash between the numbers."""
    return "4 - 2 - 1 - 3"


@variant(of="steepest_line")
def small_letter():
    """Lower case, with a full stop."""
    return " b. "


@variant(of="steepest_line")
def letter_in_a_list():
    """A list with one letter."""
    return ["B"]


@variant(of="slope_of_the_square")
def number_as_text():
    """A text, with the minus sign of mathematics."""
    return "\N{MINUS SIGN}8.0"


@variant(of="slope_of_the_square")
def number_as_a_float():
    """A float that was computed."""
    return 2 * -4.0


@variant(of="slope_of_the_square")
def number_in_an_equation():
    """The name of the derivative before it."""
    return "f' = - 8"


@variant(of="derivative_of_the_sine")
def letter_with_a_bracket():
    """A letter and a bracket."""
    return "d)"


@variant(of="derivative_of_the_sine")
def letter_in_a_set():
    """A set with one letter."""
    return {"D"}
