from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=[
        "What does to_float return for a list, and which dtype does it have?",
        "Say which dtype you want: torch does not turn integers into floats by itself.",
        "Look up torch.tensor and its argument dtype.",
    ],
)
def test_to_float_of_lists(lists):
    """to_float makes a float32 tensor from nested lists of integers and from a list of floats."""
    assert_matches(lists)


@check(
    points=0.25,
    hints=[
        "Which dtype do NumPy's numbers have, and which do you return?",
        "NumPy calculates in float64, a network in float32. Return float32 in every case.",
        "Look up torch.float32 and the argument dtype, and try your function on np.array([1.5]).",
    ],
)
def test_to_float_of_arrays(arrays):
    """to_float makes a float32 tensor from arrays and from tensors of other dtypes."""
    assert_matches(arrays)


@check(
    points=0.25,
    hints=[
        "In whose memory are the numbers of your tensor?",
        "Some functions use the memory of the array, others copy it. Here you need a copy.",
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
        "A conversion that has nothing to convert may return the same tensor. Make a copy in every case.",
        "Look up what Tensor.to says about its argument copy, and Tensor.clone.",
    ],
)
def test_own_storage_for_a_tensor(storage_of_a_tensor):
    """Writing into the tensor that to_float returns does not change the tensor it came from."""
    assert_matches(storage_of_a_tensor)


@check(
    points=0.25,
    hints=[
        "Does torch record what to_float does with a tensor?",
        "Gradients flow only through operations on the tensor itself: methods of torch convert and copy it in its graph.",
        "Look up Tensor.to and its argument copy, and why .numpy(), .detach() and torch.tensor(...) cut the graph.",
    ],
    needs=["test_to_float_of_arrays"],
)
def test_to_float_gradient(gradient):
    """Gradients flow through to_float."""
    assert_matches(gradient)


@check(
    points=0.25,
    hints=[
        "What does your function do with [[1, 2], [3]], and with [1, [2, 3]]?",
        "No grid has such a shape. Both must end in a ValueError, but torch raises one kind of error for the first and "
        "another kind for the second.",
        "Look up try, except and raise in Python, or what np.array does with ragged lists.",
    ],
    needs=["test_to_float_of_lists"],
)
def test_to_float_refuses_ragged_lists(ragged_lists):
    """to_float raises ValueError for ragged lists."""
    for call in ragged_lists.expected:
        error = ragged_lists[call]
        assert error == "ValueError", f"{call} raises {error or 'nothing'} instead of ValueError"


@check(
    points=0.25,
    hints=[
        "Which of a vector's dimensions is left after a matrix product?",
        "None: the product sums over it. A row times a column is a single number.",
        "Look up what torch.matmul does if one argument has one dimension.",
    ],
    hints_for={
        "error": "A vector has one dimension only, so it has no shape[1] and no shape[-2]. Let torch compute the "
        "product, and return its shape.",
    },
)
def test_matmul_shape_of_vectors(vectors):
    """matmul_shape is right for vectors and matrices, and returns a tuple."""
    assert_matches(vectors)


@check(
    points=0.25,
    hints=[
        "Which dimensions of a batch belong to a matrix, and which only count the matrices?",
        "The last two are the matrix, and those before them count the matrices. A single matrix is multiplied with "
        "each of them.",
        "Look up batched matrix multiply in the documentation of torch.matmul.",
    ],
    hints_for={
        "error": "The dimensions before the last two are a batch, and are not summed over. Let torch compute the "
        "product, and return its shape.",
    },
)
def test_matmul_shape_of_batches(batches):
    """matmul_shape is right for batches of matrices."""
    assert_matches(batches)


@check(
    points=0.25,
    hints=[
        "Which error does torch raise for shapes that have no product, and which must you raise?",
        "If there is no product, raise ValueError instead of torch's error.",
        "Look up try, except and raise in Python.",
    ],
    needs=["test_matmul_shape_of_vectors"],
)
def test_matmul_shape_refuses_what_does_not_fit(no_product):
    """matmul_shape raises ValueError for shapes that have no product."""
    for shapes in no_product.expected:
        error = no_product[shapes]
        assert error == "ValueError", f"the shapes {shapes} raise {error or 'nothing'} instead of ValueError"
