"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="double", caught_by="test_double")
def double_squares(x):
    """You square x: that is right for 0 and 2 only. Multiply it by 2."""
    return x * x


@mistake(of="double", caught_by="test_double_leaves_its_input")
def double_in_place(x):
    """You change the x that you were given. Make a new one: 2 * x."""
    x *= 2
    return x
