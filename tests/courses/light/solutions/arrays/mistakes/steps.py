"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="descend", caught_by="test_step", edit={" - lr": " + lr"})
def uphill():
    """You go uphill: subtract lr times the slope."""


@mistake(of="descend", caught_by="test_step")
def returns_nothing(x, lr):
    """Your function changes x and returns nothing."""
    x -= lr * x
