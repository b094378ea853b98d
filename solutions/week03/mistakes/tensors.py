"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def dtype_is_left_to_torch(data):
    """Your tensor keeps a dtype that depends on the data: integers stay integers, or NumPy's floats stay float64. Convert
    to float32 in every case.
    """
    try:
        return data.clone() if isinstance(data, torch.Tensor) else torch.tensor(data)
    except TypeError as error:
        raise ValueError("ragged") from error


@mistake(
    of="to_float",
    caught_by="test_to_float_of_lists",
    edit={"torch.float32": "data.dtype", ", dtype=np.float32": ""},
    like="dtype_is_left_to_torch",
)
def dtype_is_left_to_numpy(): ...


@mistake(
    of="to_float",
    caught_by="test_to_float_of_lists",
    edit={"torch.float32": "torch.float64", "np.float32": "np.float64"},
)
def dtype_is_double():
    """Your tensor is float64. Return float32: networks calculate in float32, and torch does not mix the two."""


@mistake(
    of="to_float",
    caught_by="test_to_float_of_lists",
    edit={"torch.from_numpy(np.array(data, dtype=np.float32))": "torch.from_numpy(data).to(torch.float32, copy=True)"},
    raises="TypeError",
)
def data_is_an_array():
    """You call `torch.from_numpy`, which accepts arrays only. Accept numbers, lists and tensors too."""


@mistake(
    of="to_float",
    caught_by="test_to_float_of_lists",
    edit={"torch.from_numpy(np.array(data, dtype=np.float32))": "np.array(data, dtype=np.float32)"},
)
def returns_an_array():
    """You return a NumPy array. Return a tensor."""


@mistake(of="to_float", caught_by="test_own_storage_for_an_array", edit={"np.array(data": "np.asarray(data"})
def memory_of_an_array_is_shared():
    """Your tensor shares its memory with the array or tensor that it was made from, because `torch.from_numpy`,
    `torch.as_tensor`, and `.float()` of a float32 tensor make no copy. Copy the numbers in every case.
    """


@mistake(
    of="to_float",
    caught_by="test_own_storage_for_a_tensor",
    edit={", copy=True": ""},
    like="memory_of_an_array_is_shared",
)
def memory_of_a_tensor_is_shared(): ...


@mistake(
    of="to_float",
    caught_by="test_own_storage_for_an_array",
    base="memory_of_an_array_is_shared",
    edit={", copy=True": ""},
    like="memory_of_an_array_is_shared",
)
def memory_is_shared(): ...


@mistake(
    of="to_float",
    caught_by="test_to_float_refuses_ragged_lists",
    edit={"torch.from_numpy(np.array(data, dtype=np.float32))": "torch.tensor(data, dtype=torch.float32)"},
)
def ragged_lists_are_a_type_error():
    """Some ragged lists end in a TypeError: torch raises it if a list holds both numbers and lists. Turn it into a
    ValueError.
    """


@mistake(
    of="to_float",
    caught_by="test_own_storage_for_an_array",
    edit={"torch.from_numpy(np.array(data, dtype=np.float32))": "torch.Tensor(data)"},
)
def class_instead_of_function():
    """You call the class `torch.Tensor`, which shares memory, keeps a tensor as it is, and reads a whole number as a size. Call the function
    `torch.tensor`, in small letters, which copies, and turn its TypeError for ragged lists into a ValueError.
    """


@mistake(
    of="to_float",
    caught_by="test_to_float_of_numbers_and_deep_lists",
    edit={"np.array(data": "np.array(data, ndmin=1"},
)
def a_number_becomes_a_list():
    """You give a number a dimension of size 1. Return a tensor with a single number: its shape is ()."""


@mistake(of="to_float", caught_by="test_to_float_gradient", edit={"data.to": "data.detach().to"})
def a_tensor_loses_its_graph():
    """Your to_float cuts tensors out of their graph, as `torch.tensor(tensor)` and `.detach()` do, so no gradient flows
    back. Convert and copy them with methods that keep the graph.
    """


@mistake(
    of="to_float",
    caught_by="test_to_float_gradient",
    edit={"data.to(torch.float32, copy=True)": "torch.tensor(data, dtype=torch.float32)"},
    like="a_tensor_loses_its_graph",
)
def a_tensor_is_made_anew(): ...


@mistake(
    of="to_float",
    caught_by="test_to_float_gradient",
    edit={"isinstance(data, torch.Tensor)": "False"},
    raises="RuntimeError",
)
def tensors_become_arrays():
    """You turn tensors into arrays, which fails for a tensor that requires a gradient. Convert and copy tensors with
    methods of torch: they keep the graph.
    """


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors", edit={"a @ b": "a * b"}, raises="ValueError")
def multiplies_element_by_element():
    """You multiply element by element, with `*`. Use the matrix product `@`, which sums over a dimension."""


@mistake(
    of="matmul_shape",
    caught_by="test_matmul_shape_of_vectors",
    edit={"return tuple((a @ b).shape)": "a @ b\nreturn (*a.shape[:-1], b.shape[-1])"},
)
def outer_sizes_of_matrices():
    """You keep all dimensions of a except the last, and the last one of b, even if b is a vector. Leave out a vector's
    only dimension: the product sums over it.
    """


@mistake(
    of="matmul_shape",
    caught_by="test_matmul_shape_of_vectors",
    edit={"a @ b": "torch.mm(a, b)"},
    raises="ValueError",
)
def only_matrices():
    """Your function works for matrices only: `torch.mm` needs two dimensions on both sides. Vectors and batches have
    matrix products too: accept them.
    """


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors", edit={"tuple((a @ b).shape)": "a @ b"})
def returns_the_product():
    """You return the product itself. Return its shape, as a tuple."""


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors", edit={"tuple((a": "list((a"})
def returns_a_list():
    """You return a list. Return a tuple: `(3, 4) == [3, 4]` is False in Python."""


@mistake(
    of="matmul_shape",
    caught_by="test_matmul_shape_broadcasts",
    edit={
        "return tuple((a @ b).shape)": "shape = tuple((a @ b).shape)\n"
        "return (*a.shape[:-1], b.shape[-1]) if a.dim() > 1 and b.dim() > 1 else shape"
    },
)
def batch_of_a_alone():
    """You use the batch of a alone. Broadcast the two batches: if b has one, or a larger one, it counts too."""


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_what_does_not_fit", edit={"RuntimeError": "TypeError"})
def error_of_torch_passes_through():
    """If there is no product, your function raises torch's RuntimeError. Raise ValueError instead."""


@mistake(
    of="matmul_shape",
    caught_by="test_matmul_shape_refuses_what_does_not_fit",
    edit={" from error": "", "raise ValueError": "return ValueError"},
)
def no_error():
    """If there is no product, your function raises no error: it returns None, or something else. Raise ValueError."""


@mistake(
    of="matmul_shape",
    caught_by="test_matmul_shape_refuses_what_does_not_fit",
    edit={
        "tuple((a @ b).shape)": "(*torch.broadcast_shapes(a.shape[:-2], b.shape[:-2]), *a.shape[-2:-1], *b.shape[1:][-1:])"
    },
)
def inner_sizes_are_not_compared():
    """You return a shape without checking that there is a product. Raise ValueError if the sizes to sum over differ."""


@mistake(
    of="matmul_shape",
    caught_by="test_matmul_shape_refuses_numbers",
    edit={"a @ b": "a @ b if a.dim() and b.dim() else a * b"},
)
def numbers_are_multiplied():
    """You multiply by a tensor without dimensions, which has no matrix product. Raise ValueError."""


@mistake(of="to_float", caught_by="test_to_float_of_arrays", like="class_instead_of_function")
def class_for_everything(data):
    return torch.Tensor(data)


@mistake(
    of="matmul_shape",
    caught_by="test_matmul_shape_of_vectors",
    raises="RuntimeError",
    like="multiplies_element_by_element",
)
def multiplies_element_by_element_without_try(a, b):
    return tuple((a * b).shape)
