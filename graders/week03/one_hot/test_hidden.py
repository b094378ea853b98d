from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["The classes are one more dimension at the end; the others stay as they are."])
def test_more_dimensions(more_dimensions):
    """one_hot takes labels of two and three dimensions, and a single class."""
    assert_matches(more_dimensions)


@check(points=0.25, hints=["torch wants int64 here and there, so convert the labels first."])
def test_integer_dtypes(integer_dtypes):
    """one_hot takes labels of every integer dtype."""
    assert_matches(integer_dtypes)


@check(points=0.25, hints=["Without labels there are no rows, but there are columns still, and no largest label."])
def test_no_labels(no_labels):
    """one_hot of no labels has no rows, and a column for each class, whatever the shape of the labels."""
    assert_matches(no_labels)


@check(
    points=0.25, hints=["What ends with an underscore, and what assigns to labels[...], changes the caller's tensor."]
)
def test_labels_are_left_alone(four_classes):
    """one_hot does not change the labels it is given."""
    assert_matches(four_classes, "labels")
