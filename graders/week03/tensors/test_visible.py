from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=[
        "Which dtype does torch give to whole numbers by itself?",
        "Say which dtype you want, for integers are not turned into floats unasked.",
        "Look up torch.tensor and its argument dtype.",
    ],
)
def test_to_float_of_lists(lists):
    """to_float makes a float32 tensor of lists: nested ones of integers, plain ones of floats."""
    assert_matches(lists)


@check(
    points=0.25,
    hints=[
        "Which dtype do NumPy's numbers have, and which do you return?",
        "NumPy calculates in float64, a network in float32: the result is float32 whatever comes in.",
        "Look up torch.float32 and the argument dtype, and try your function on np.array([1.5]).",
    ],
)
def test_to_float_of_arrays(arrays):
    """to_float makes a float32 tensor of arrays and tensors of other dtypes."""
    assert_matches(arrays)


@check(
    points=0.25,
    hints=[
        "Whose memory do the numbers in your tensor stand in?",
        "Some functions make a new view on an array's memory, others copy it. Here it has to be a copy.",
        "Look up what torch.from_numpy says about memory, and how torch.tensor differs.",
    ],
)
def test_own_storage_for_an_array(storage_of_an_array):
    """Writing into the tensor that to_float returns does not change the array it came from."""
    assert_matches(storage_of_an_array)


@check(
    points=0.25,
    hints=[
        "What do you return if data is a float32 tensor already?",
        "A conversion that has nothing to convert may hand back the same tensor. Copy it in any case.",
        "Look up what Tensor.to says about its argument copy, and Tensor.clone.",
    ],
)
def test_own_storage_for_a_tensor(storage_of_a_tensor):
    """Writing into the tensor that to_float returns does not change the tensor it came from."""
    assert_matches(storage_of_a_tensor)


@check(
    points=0.25,
    hints=[
        "What does your function do with [[1, 2], [3]], and with [1, [2, 3]]?",
        "No grid has such a shape. Both have to end in a ValueError, while torch raises one kind of error for the one "
        "and another kind for the other.",
        "Look up try, except and raise in Python, or what np.array does with ragged lists.",
    ],
)
def test_to_float_refuses_ragged_lists(ragged_lists):
    """to_float raises ValueError for ragged lists."""
    for call in ragged_lists.expected:
        error = ragged_lists[call]
        assert error == "ValueError", f"{call} raises {error or 'nothing'} where ValueError is asked for"


@check(
    points=0.25,
    hints=[
        "Which of a vector's dimensions is left after a matrix product?",
        "None: the product sums over it. A row times a column is one number, and that has no dimensions.",
        "Look up in the documentation of torch.matmul what happens if one argument has one dimension.",
    ],
)
def test_matmul_shape_of_vectors(vectors):
    """matmul_shape knows the products of vectors and matrices, and returns a tuple."""
    assert_matches(vectors)


@check(
    points=0.25,
    hints=[
        "Which dimensions of a batch take part in the product, and which only repeat it?",
        "The last two are the matrix; those before them number the matrices, and one matrix serves for all of them.",
        "Look up batched matrix multiply in the documentation of torch.matmul.",
    ],
)
def test_matmul_shape_of_batches(batches):
    """matmul_shape knows the products of batches of matrices."""
    assert_matches(batches)


@check(
    points=0.25,
    hints=[
        "Which error does torch raise for shapes that do not fit, and which is asked for?",
        "Where there is no product, your function raises ValueError instead of what torch raises.",
        "Look up try, except and raise in Python.",
    ],
)
def test_matmul_shape_refuses_what_does_not_fit(no_product):
    """matmul_shape raises ValueError for shapes that do not fit."""
    for shapes in no_product.expected:
        error = no_product[shapes]
        assert error == "ValueError", (
            f"for the shapes {shapes} it raises {error or 'nothing'} where ValueError is asked for"
        )
