from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=[
        "A number becomes a tensor with a single number (note the capital T in torch.Tensor); lists can have any depth."
    ],
)
def test_to_float_of_numbers_and_deep_lists(a_number, deep_lists, quiet):
    """to_float accepts a number, lists of any depth and an empty list, and gives no warning for a tensor."""
    assert_matches(a_number)
    assert_matches(quiet)
    assert_matches(deep_lists)


@check(points=0.25, hints=["The batches of a and of b are broadcast: compare them from the right."])
def test_matmul_shape_broadcasts(broadcast_batches):
    """matmul_shape broadcasts batches on either side, and changes no tensor."""
    assert_matches(broadcast_batches)


@check(
    points=0.25,
    hints=["A single number is not a vector, and `*` is not the matrix product."],
    needs=["test_matmul_shape_of_vectors"],
)
def test_matmul_shape_refuses_numbers(numbers_have_no_product):
    """matmul_shape raises ValueError for tensors without dimensions."""
    for shapes in numbers_have_no_product.expected:
        error = numbers_have_no_product[shapes]
        assert error == "ValueError", f"the shapes {shapes} raise {error or 'nothing'} instead of ValueError"
