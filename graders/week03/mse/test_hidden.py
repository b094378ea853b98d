from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Compare the whole shapes, not the number of elements or the number of dimensions."],
    needs=["test_values"],
)
def test_other_shapes(other_shapes):
    """mse raises ValueError for all shapes that differ."""
    for shapes in other_shapes.expected:
        error = other_shapes[shapes]
        assert error == "ValueError", f"the shapes {shapes} raise {error or 'nothing'} instead of ValueError"


@check(points=0.25, hints=["The mean of whole numbers is often not whole: use the division that keeps fractions."])
def test_integers(integers):
    """mse of several whole numbers is a float."""
    assert_matches(integers)


@check(points=0.25, hints=["Use operations that work for any shape, and keep the dtype of floats."])
def test_dtypes(dtypes):
    """mse accepts all shapes of the contract, and keeps float64."""
    assert_matches(dtypes)
