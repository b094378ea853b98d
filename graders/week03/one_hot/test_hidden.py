from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["The classes are one more dimension at the end; the other dimensions stay as they are."])
def test_more_dimensions(more_dimensions):
    """one_hot accepts labels with two and three dimensions, and a single class."""
    assert_matches(more_dimensions)


@check(points=0.25, hints=["Some functions of torch need int64, so convert the labels first."])
def test_integer_dtypes(integer_dtypes):
    """one_hot accepts labels of every integer dtype."""
    assert_matches(integer_dtypes)


@check(
    points=0.25,
    hints=["Without labels there are no rows and no largest label, but there are still columns."],
    needs=["test_values"],
)
def test_no_labels(no_labels):
    """one_hot of no labels has no rows, but a column for each class, for every shape of the labels."""
    assert_matches(no_labels)
