from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Keep the counts in the object, as self.…, and begin them in __init__."])
def test_side_by_side(side_by_side):
    """Two accuracies count apart from each other."""
    assert_matches(side_by_side)


@check(points=0.25, hints=["Compare the number of columns with num_classes before you count: too few or too many."])
def test_other_columns(other_columns):
    """update raises ValueError for scores with another number of columns than classes."""
    assert_matches(other_columns)


@check(
    points=0.25,
    hints=["A batch may have as many samples as there are classes, or only one, and two classes are like more."],
)
def test_square_batches(square_batch, one_sample_one_hot, two_classes):
    """Labels and one-hot targets are told apart in a batch of any size, and two classes are counted like more."""
    assert_matches(square_batch)
    assert_matches(one_sample_one_hot)
    assert_matches(two_classes, rtol=1e-6, atol=0)


@check(points=0.25, hints=["Ask only for the highest score of each row, and write into no tensor that you are given."])
def test_kinds_of_tensors(kinds_of_tensors, inputs_of_update):
    """update takes scores and targets of any dtype, layout and size, and does not change them."""
    assert_matches(kinds_of_tensors)
    assert_matches(inputs_of_update)
