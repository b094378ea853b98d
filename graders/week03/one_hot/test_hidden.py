from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["The classes are one more dimension at the end; the other dimensions stay as they are."])
def test_more_dimensions(more_dimensions):
    """one_hot accepts labels with two and three dimensions, and a single class."""
    assert_matches(more_dimensions)


@check(points=0.25, hints=["Some functions of torch need int64, so convert the labels first."])
def test_integer_dtypes(integer_dtypes, more_classes_than_the_dtype_holds):
    """one_hot accepts labels of every integer dtype, also if there are more classes than the dtype can count."""
    assert_matches(integer_dtypes)
    assert_matches(more_classes_than_the_dtype_holds)


@check(
    points=0.25,
    hints=["Without labels there are no rows and no largest label, but there are still columns."],
    needs=["test_values"],
)
def test_no_labels(no_labels):
    """one_hot of no labels has no rows, but a column for each class, for every shape of the labels."""
    assert_matches(no_labels)


@check(
    points=0.25,
    hints=["Labels that are floats have most likely been mixed up with something else: refuse the dtype."],
    needs=["test_values"],
)
def test_float_labels(floats):
    """one_hot raises ValueError for labels of a float dtype."""
    for call in floats.expected:
        error = floats[call]
        assert error == "ValueError", f"{call} raises {error or 'nothing'} instead of ValueError"
