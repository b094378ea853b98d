"""Wrong solutions that students hand in; each docstring is the feedback."""

from itertools import zip_longest

import numpy as np
import torch
from solution import matmul_shape, to_float

from dlcourse.graders.authoring import mistake


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def dtype_is_left_to_torch(data):
    """Your tensor keeps the dtype of the data: integers stay integers, and NumPy's floats stay float64. Convert to
    float32 in every case."""
    try:
        return data.clone() if isinstance(data, torch.Tensor) else torch.tensor(data)
    except TypeError as error:
        raise ValueError("ragged") from error


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def dtype_is_double(data):
    """Your tensor is float64. Return float32: networks calculate in float32, and torch does not mix the two."""
    return to_float(data).double()


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def numbers_are_truncated(data):
    """Your tensor holds integers, so the digits after the point are lost. Convert to float32 directly."""
    return torch.from_numpy(np.array(data, dtype=np.int64))


@mistake(of="to_float", caught_by="test_to_float_of_lists", raises="TypeError")
def data_is_an_array(data):
    """Your to_float works for arrays only, because `torch.from_numpy` accepts nothing else. Accept numbers, lists and
    tensors too."""
    return torch.from_numpy(data).float()


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def returns_an_array(data):
    """You return a NumPy array. Return a tensor."""
    return np.array(data, dtype=np.float32)


@mistake(of="to_float", caught_by="test_own_storage_for_an_array")
def memory_is_shared(data):
    """Your tensor shares its memory with the array or tensor it was made from, so writing into one changes the other.
    Make a copy in every case."""
    if isinstance(data, torch.Tensor | np.ndarray):
        return torch.as_tensor(data, dtype=torch.float32)
    return to_float(data)


@mistake(of="to_float", caught_by="test_own_storage_for_an_array")
def memory_of_an_array_is_shared(data):
    """Your tensor shares its memory with the array it was made from: `torch.from_numpy` and `torch.as_tensor` make no
    copy. Copy the numbers."""
    return torch.from_numpy(data).float() if isinstance(data, np.ndarray) else to_float(data)


@mistake(of="to_float", caught_by="test_own_storage_for_a_tensor")
def memory_of_a_tensor_is_shared(data):
    """You return the caller's own tensor if it is float32 already: `.float()` and `.to(…)` then have nothing to
    convert. Make a copy in every case."""
    return data.float() if isinstance(data, torch.Tensor) else to_float(data)


@mistake(of="to_float", caught_by="test_to_float_refuses_ragged_lists")
def ragged_lists_are_a_type_error(data):
    """Some ragged lists end in a TypeError: torch raises it if a list holds both numbers and lists. Turn it into a
    ValueError."""
    return (
        data.to(torch.float32, copy=True) if isinstance(data, torch.Tensor) else torch.tensor(data, dtype=torch.float32)
    )


@mistake(of="to_float", caught_by="test_to_float_refuses_ragged_lists")
def ragged_lists_are_padded(data):
    """You raise no error for ragged lists. Filling up the short rows invents numbers. Raise ValueError instead."""
    try:
        return to_float(data)
    except ValueError:
        rows = [row if isinstance(row, list) else [row] for row in data]
        width = max(map(len, rows))
        return to_float([[0.0 if isinstance(v, list) else v for v in row] + [0.0] * (width - len(row)) for row in rows])


@mistake(of="to_float", caught_by="test_to_float_of_numbers_and_deep_lists")
def a_number_is_taken_for_a_size(data):
    """You call `torch.Tensor`: `torch.Tensor(5)` makes a tensor of five numbers that are not set. Call `torch.tensor`,
    in small letters: it reads the 5 as a number."""
    return torch.Tensor(data) if isinstance(data, int) else to_float(data)


@mistake(of="to_float", caught_by="test_to_float_of_lists", raises="ValueError")
def tables_only(data):
    """You expect a list of lists. Accept a plain list of numbers, deeper lists, and single numbers too."""
    if isinstance(data, torch.Tensor | np.ndarray):
        return to_float(data)
    try:
        if len({len(row) for row in data}) > 1:
            raise ValueError("ragged")
        return torch.tensor([[float(number) for number in row] for row in data])
    except TypeError as error:
        raise ValueError("ragged") from error


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def lists_of_integers_only(data):
    """You convert lists to integers first, so the digits after the point are lost. Convert to float32 directly."""
    return torch.from_numpy(np.array(data, dtype=np.int64)).float() if isinstance(data, list) else to_float(data)


@mistake(of="to_float", caught_by="test_to_float_of_numbers_and_deep_lists", raises="TypeError")
def only_whole_numbers(data):
    """Your function accepts an int but not a float, such as 2.5. Accept both."""
    if not isinstance(data, int | list | np.ndarray | torch.Tensor):
        raise TypeError("no numbers")
    return to_float(data)


@mistake(of="to_float", caught_by="test_to_float_of_numbers_and_deep_lists", raises="IndexError")
def first_entry_is_looked_at(data):
    """You look at the first entry of a list, but an empty list has none. Return a tensor of shape (0,) for it."""
    if isinstance(data, list):
        isinstance(data[0], list)
    return to_float(data)


@mistake(of="to_float", caught_by="test_to_float_refuses_ragged_lists")
def rows_are_only_counted(data):
    """You compare the lengths of the rows, but not what is in them. A list that holds both numbers and lists is ragged
    too, and torch raises a TypeError for it. Raise ValueError."""
    if isinstance(data, list):
        if len({len(row) if isinstance(row, list) else None for row in data}) > 1:
            raise ValueError("ragged")
        return torch.tensor(data, dtype=torch.float32)
    return to_float(data)


@mistake(of="to_float", caught_by="test_to_float_of_arrays")
def class_instead_of_function(data):
    """You call the class `torch.Tensor`. It shares memory, reads a number as a size, and raises TypeError if a list
    holds both numbers and lists. Call the function `torch.tensor`, in small letters, which copies and reads a number as
    a number. Turn its TypeError into a ValueError."""
    return torch.Tensor(data)


@mistake(of="to_float", caught_by="test_to_float_of_numbers_and_deep_lists")
def a_number_becomes_a_list(data):
    """You give a number a dimension of size 1. Return a tensor without dimensions: its shape is ()."""
    y = to_float(data)
    return y[None] if y.dim() == 0 else y


@mistake(of="to_float", caught_by="test_to_float_gradient")
def a_tensor_loses_its_graph(data):
    """Your to_float cuts tensors out of their graph, as `torch.tensor(tensor)` and `.detach()` do, so no gradient flows
    back. Convert and copy them with methods that keep the graph."""
    return data.detach().float().clone() if isinstance(data, torch.Tensor) else to_float(data)


@mistake(of="to_float", caught_by="test_to_float_gradient")
def a_float32_tensor_loses_its_graph(data):
    """You cut a tensor out of its graph if it is float32 already, so no gradient flows back. Copy it without
    `.detach()` and `.data`."""
    if isinstance(data, torch.Tensor):
        return data.detach().clone() if data.dtype == torch.float32 else data.float()
    return to_float(data)


@mistake(of="to_float", caught_by="test_to_float_gradient")
def a_tensor_is_made_anew(data):
    """You pass a tensor to `torch.tensor`, which warns and cuts it out of its graph, so no gradient flows back. Convert
    and copy it with methods that keep the graph."""
    try:
        return torch.tensor(data, dtype=torch.float32)
    except TypeError as error:
        raise ValueError("ragged") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors", raises="ValueError")
def multiplies_element_by_element(a, b):
    """You multiply element by element, with `*`. Use the matrix product `@`, which sums over a dimension."""
    try:
        return tuple((a * b).shape)
    except RuntimeError as error:
        raise ValueError("no product") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors")
def outer_sizes_of_matrices(a, b):
    """You keep all dimensions of a except the last, and the last one of b, even if b is a vector. Leave out a vector's
    only dimension: the product sums over it."""
    try:
        torch.matmul(a, b)
    except RuntimeError as error:
        raise ValueError("no product") from error
    return (*a.shape[:-1], b.shape[-1])


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors", raises="ValueError")
def only_matrices(a, b):
    """Your function works for matrices only: `torch.mm` needs two dimensions on both sides. Vectors and batches have
    matrix products too: accept them."""
    try:
        return tuple(torch.mm(a, b).shape)
    except RuntimeError as error:
        raise ValueError("no product") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors")
def returns_the_product(a, b):
    """You return the product itself. Return its shape, as a tuple."""
    try:
        return a @ b
    except RuntimeError as error:
        raise ValueError("no product") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors")
def returns_a_list(a, b):
    """You return a list. Return a tuple: `(3, 4) == [3, 4]` is False in Python."""
    return list(matmul_shape(a, b))


@mistake(of="matmul_shape", caught_by="test_matmul_shape_broadcasts")
def larger_batch_wins(a, b):
    """You use the larger of the two sizes of a batch. Follow broadcasting instead: it replaces a 1 by the other size,
    which may be 0, so an empty batch stays empty."""
    shape = matmul_shape(a, b)
    if min(a.dim(), b.dim()) < 3:
        return shape
    reversed_pairs = zip_longest(a.shape[-3::-1], b.shape[-3::-1], fillvalue=1)
    return (*reversed([max(pair) for pair in reversed_pairs]), *shape[-2:])


@mistake(of="matmul_shape", caught_by="test_matmul_shape_broadcasts", raises="ValueError")
def nothing_to_sum_over(a, b):
    """You refuse matrices whose common size is 0. Return the shape of their product: a sum over no numbers is 0."""
    if 0 in a.shape[-1:]:
        raise ValueError("no product")
    return matmul_shape(a, b)


@mistake(of="matmul_shape", caught_by="test_matmul_shape_broadcasts")
def vectors_are_turned_into_matrices(a, b):
    """You change the caller's vectors: `unsqueeze_` and `resize_` work in place. Use functions without the underscore,
    which return a new tensor."""
    shape = matmul_shape(a, b)
    if a.dim() == 1:
        a.unsqueeze_(0)
    if b.dim() == 1:
        b.unsqueeze_(1)
    return shape


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_what_does_not_fit")
def inner_sizes_are_broadcast(a, b):
    """You broadcast a size of 1 even in the sizes to sum over. Broadcast only the batches."""
    if a.dim() == b.dim() == 2 and 1 in (a.shape[1], b.shape[0]):
        return (a.shape[0], b.shape[1])
    return matmul_shape(a, b)


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_batches", raises="ValueError")
def batches_must_be_equal(a, b):
    """You require the same batch on both sides. Broadcast the batches: one matrix or vector is multiplied with every
    matrix of a batch."""
    if min(a.dim(), b.dim()) > 0 and max(a.dim(), b.dim()) > 2 and a.shape[:-2] != b.shape[:-2]:
        raise ValueError("no product")
    try:
        return tuple((a @ b).shape)
    except RuntimeError as error:
        raise ValueError("no product") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_broadcasts")
def batch_of_a_alone(a, b):
    """You use the batch of a alone. Broadcast the two batches: if b has one, or a larger one, it counts too."""
    try:
        shape = (a @ b).shape
    except RuntimeError as error:
        raise ValueError("no product") from error
    return tuple(shape) if a.dim() < 2 or b.dim() < 2 else (*a.shape[:-1], b.shape[-1])


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_what_does_not_fit")
def error_of_torch_passes_through(a, b):
    """If there is no product, your function raises torch's RuntimeError. Raise ValueError instead."""
    return tuple((a @ b).shape)


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_what_does_not_fit")
def none_instead_of_an_error(a, b):
    """If there is no product, your function raises no error: it returns None, or something else. Raise ValueError."""
    try:
        return tuple((a @ b).shape)
    except RuntimeError:
        return None


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_what_does_not_fit")
def inner_sizes_are_not_compared(a, b):
    """You return a shape without checking that there is a product. Raise ValueError if the sizes to sum over differ."""
    if a.dim() == 0 or b.dim() == 0:
        raise ValueError("no product")
    try:
        batch = torch.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    except RuntimeError as error:
        raise ValueError("no product") from error
    return (*batch, *a.shape[-2:-1], *(b.shape[-1:] if b.dim() > 1 else ()))


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_numbers")
def numbers_are_multiplied(a, b):
    """You multiply by a tensor without dimensions, which has no matrix product. Raise ValueError."""
    try:
        return tuple((a @ b if a.dim() and b.dim() else a * b).shape)
    except RuntimeError as error:
        raise ValueError("no product") from error
