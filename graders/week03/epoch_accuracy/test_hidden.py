from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Store the counts in the object, as self.…, and set them in __init__."])
def test_side_by_side(side_by_side):
    """Two objects count separately."""
    assert_matches(side_by_side)


@check(
    points=0.25,
    hints=["Compare the number of columns with num_classes before you count: it can be too small or too large."],
)
def test_other_columns(other_columns):
    """update raises ValueError if the number of columns is not the number of classes."""
    assert_matches(other_columns)


@check(
    points=0.25,
    hints=["A batch may have as many samples as there are classes, or only one. Two classes work like more than two."],
)
def test_square_batches(square_batch, one_sample_one_hot, two_classes):
    """update tells labels from one-hot targets in a batch of any size, and works for two classes too."""
    assert_matches(square_batch)
    assert_matches(one_sample_one_hot)
    assert_matches(two_classes, rtol=1e-6, atol=0)


@check(
    points=0.25, hints=["Use only the highest score of each row, and do not write into the tensors that you are given."]
)
def test_kinds_of_tensors(kinds_of_tensors, inputs_of_update):
    """update works for scores and targets of any dtype, layout and size, and does not change them."""
    assert_matches(kinds_of_tensors)
    assert_matches(inputs_of_update)
