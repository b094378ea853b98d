"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(caught_by="test_slope", edit={"return rise / run": "return run / rise"}, of="slope")
def run_over_rise():
    """Your fraction is upside down. Divide the rise, the change of y, by the run, the change of x."""


@mistake(caught_by="test_slope", edit={"rise / run": "abs(rise / run)"})
def without_its_sign():
    """Your slope has lost its sign, so a line that goes down seems to go up. Do not take abs."""


@mistake(caught_by="test_slope", edit={"rise / run": "rise // run"})
def whole_division():
    """Your slope is rounded down, because // is the division of whole numbers. Use /."""


@mistake(caught_by="test_slope", edit={"rise / run": "round(rise / run, 2)"})
def rounded():
    """You round the slope. Return it as it is."""


@mistake(caught_by="test_slope", edit={"q[1] - p[1], q[0] - p[0]": "q[1] - p[1], p[0] - q[0]"})
def points_are_mixed():
    """You subtract p from q in the rise and q from p in the run, so the sign is wrong. Subtract the same way in both."""


@mistake(caught_by="test_slope", edit={"q[1] - p[1], q[0] - p[0]": "p[1] - p[0], q[1] - q[0]"})
def within_a_point():
    """You subtract x from y within each point. Subtract the y of p from the y of q, and the x of p from the x of q."""


@mistake(caught_by="test_slope", edit={"rise / run": "q[1] / q[0]"})
def from_the_origin():
    """You divide y by x for one point, which is the slope of the line from (0, 0) to it. Use the differences of both points."""


@mistake(
    caught_by="test_slope",
    edit={"rise / run": "math.degrees(math.atan2(rise, run))", "rise, run =": "import math\nrise, run ="},
)
def an_angle():
    """You return the angle of the line in degrees. Return the slope: rise divided by run, without atan."""


@mistake(caught_by="test_vertical_line", edit={"if run == 0:": "if False:"})
def vertical_is_divided():
    """A vertical line ends in ZeroDivisionError. Test whether the run is 0 before you divide, and raise ValueError."""


@mistake(
    caught_by="test_vertical_line",
    edit={'raise ValueError(f"{p} and {q} have the same x: a vertical line has no slope")': 'return float("inf")'},
)
def vertical_is_infinite():
    """You return infinity for a vertical line. It has no slope: raise ValueError."""


@mistake(
    caught_by="test_vertical_line",
    edit={'raise ValueError(f"{p} and {q} have the same x: a vertical line has no slope")': "return None"},
)
def vertical_is_none():
    """You return None for a vertical line. Raise ValueError, so that the caller sees the problem at once."""


@mistake(
    caught_by="test_vertical_line",
    edit={'raise ValueError(f"{p} and {q} have the same x: a vertical line has no slope")': "return 0.0"},
)
def vertical_is_zero():
    """You return 0 for a vertical line, but 0 is the slope of a flat one. Raise ValueError."""


@mistake(caught_by="test_either_point_first", edit={"return rise / run": "return rise / abs(run)"})
def p_is_on_the_left():
    """Your sign is wrong if q is left of p. Keep the sign of the run: then the order of the points does not matter."""


@mistake(caught_by="test_flat_line", edit={"if run == 0": "if run == 0 or rise == 0"}, raises="ValueError")
def flat_is_refused():
    """You raise an error for a flat line. Its slope is 0: only a vertical line has none."""


@mistake(caught_by="test_same_point", edit={"if run == 0": "if run == 0 and rise != 0"})
def same_point_is_divided():
    """Twice the same point ends in ZeroDivisionError. Test whether the run is 0, whatever the rise is."""


@mistake(caught_by="test_direction", edit={'"up" if m > 0 else "down"': '"down" if m > 0 else "up"'})
def directions_are_swapped():
    """You have swapped up and down. A line with a slope above 0 goes up, from left to right."""


@mistake(caught_by="test_direction", edit={"m > 0": "m >= 0"})
def flat_is_up():
    """You call a slope of 0 "up". It is "flat": use > and not >=."""


@mistake(caught_by="test_direction", edit={' if m < 0 else "flat"': ""})
def flat_is_down():
    """You call a slope of 0 "down". It is "flat": compare once more, with < 0."""


@mistake(caught_by="test_direction", edit={"return direction, steepness": "return steepness, direction"})
def steepness_first():
    """The two results are in the wrong order. Return the direction first, then the steepness."""


@mistake(caught_by="test_direction", edit={"return direction, steepness": "return direction"})
def direction_only():
    """You return a single text. Return a tuple of two texts: the direction, a comma, the steepness."""


@mistake(
    caught_by="test_direction",
    like="direction_only",
    edit={"return direction, steepness": 'return f"{direction} {steepness}"'},
)
def one_text():
    """Puts both words into one text."""


@mistake(caught_by="test_steepness", edit={"abs(m) > 1": "m > 1"})
def down_is_never_steep():
    """You compare m with 1, so no line that goes down is ever steep. Compare abs(m)."""


@mistake(caught_by="test_steepness", edit={"abs(m) > 1": "abs(m) >= 1"})
def one_is_steep():
    """You call the slopes 1 and -1 steep. Only more than 1 is steep: use > and not >=."""


@mistake(caught_by="test_steepness", edit={"abs(m) > 1": "abs(m) < 1"})
def steepness_is_swapped():
    """You have swapped steep and gentle. A slope far from 0 is steep."""


@mistake(caught_by="test_steepness", edit={"abs(m) > 1": "abs(m) > 0"})
def all_but_flat_is_steep():
    """You call every line steep that is not flat. Compare abs(m) with 1."""


@mistake(caught_by="test_steepness", edit={"abs(m) > 1": "round(abs(m)) > 1"})
def rounds_before():
    """You round the slope before you compare, so 1.2 counts as 1. Compare the slope as it is."""


@mistake(
    caught_by="test_two_words", edit={"return direction": 'if m == 0:\n    return "flat", "flat"\nreturn direction'}
)
def flat_twice():
    """You return ("flat", "flat") for a slope of 0. The second word is "gentle", because 0 is not more than 1."""
