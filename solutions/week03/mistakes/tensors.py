"""Wrong solutions that students hand in; each docstring is the feedback."""

from itertools import zip_longest

import numpy as np
import torch
from solution import matmul_shape, to_float

from dlcourse.graders.authoring import mistake


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def dtype_is_left_to_torch(data):
    """Your tensor takes over the dtype of the data: integers stay integers, and NumPy's floats stay float64. Ask for float32 in every case."""
    try:
        return data.clone() if isinstance(data, torch.Tensor) else torch.tensor(data)
    except TypeError as error:
        raise ValueError("ragged") from error


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def dtype_is_double(data):
    """Your tensor is float64. Networks calculate in float32, and torch does not mix the two."""
    return to_float(data).double()


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def numbers_are_truncated(data):
    """Your tensor holds integers, so what stands behind the point is lost. Go to float32 directly."""
    return torch.from_numpy(np.array(data, dtype=np.int64))


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def data_is_an_array(data):
    """Your to_float works for arrays only: `torch.from_numpy` takes nothing else. Numbers, lists and tensors come too."""
    return torch.from_numpy(data).float()


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def returns_an_array(data):
    """You return a NumPy array. A tensor is asked for."""
    return np.array(data, dtype=np.float32)


@mistake(of="to_float", caught_by="test_own_storage_for_an_array")
def memory_is_shared(data):
    """Your tensor stands in the memory of the array or tensor it was made from, so that writing into one changes the other. Make a copy in every case."""
    if isinstance(data, torch.Tensor | np.ndarray):
        return torch.as_tensor(data, dtype=torch.float32)
    return to_float(data)


@mistake(of="to_float", caught_by="test_own_storage_for_an_array")
def memory_of_an_array_is_shared(data):
    """Your tensor stands in the memory of the array it was made from: `torch.from_numpy` and `torch.as_tensor` make no copy. Copy the numbers."""
    return torch.from_numpy(data).float() if isinstance(data, np.ndarray) else to_float(data)


@mistake(of="to_float", caught_by="test_own_storage_for_a_tensor")
def memory_of_a_tensor_is_shared(data):
    """You hand back the caller's own tensor if it is float32 already: `.float()` and `.to(…)` then have nothing to do. Make a copy in every case."""
    return data.float() if isinstance(data, torch.Tensor) else to_float(data)


@mistake(of="to_float", caught_by="test_to_float_refuses_ragged_lists")
def ragged_lists_are_a_type_error(data):
    """Some ragged lists end in a TypeError: torch raises it where a number stands beside a list. Turn it into a ValueError."""
    return (
        data.to(torch.float32, copy=True) if isinstance(data, torch.Tensor) else torch.tensor(data, dtype=torch.float32)
    )


@mistake(of="to_float", caught_by="test_to_float_refuses_ragged_lists")
def ragged_lists_are_padded(data):
    """You fill up the short rows of ragged lists. That invents numbers; raise ValueError instead."""
    try:
        return to_float(data)
    except ValueError:
        rows = [row if isinstance(row, list) else [row] for row in data]
        width = max(map(len, rows))
        return to_float([[0.0 if isinstance(v, list) else v for v in row] + [0.0] * (width - len(row)) for row in rows])


@mistake(of="to_float", caught_by="test_to_float_of_numbers_and_deep_lists")
def a_number_is_taken_for_a_size(data):
    """`torch.Tensor(5)` is a tensor of five numbers that nobody has set. `torch.tensor`, in small letters, takes the 5 as a number."""
    return torch.Tensor(data) if isinstance(data, int) else to_float(data)


@mistake(of="to_float", caught_by="test_to_float_of_lists")
def tables_only(data):
    """You expect a list of lists: a row of rows. A plain list of numbers comes too, and so do deeper ones, and single numbers."""
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
    """You make integers of what stands in lists, so what stands behind the point is lost. Go to float32 directly."""
    return torch.from_numpy(np.array(data, dtype=np.int64)).float() if isinstance(data, list) else to_float(data)


@mistake(of="to_float", caught_by="test_to_float_of_numbers_and_deep_lists")
def only_whole_numbers(data):
    """Your function knows int, but not float: a number may have a point as well."""
    if not isinstance(data, int | list | np.ndarray | torch.Tensor):
        raise TypeError("no numbers")
    return to_float(data)


@mistake(of="to_float", caught_by="test_to_float_of_numbers_and_deep_lists")
def first_entry_is_looked_at(data):
    """You look at the first entry of a list, which an empty one does not have."""
    if isinstance(data, list):
        isinstance(data[0], list)
    return to_float(data)


@mistake(of="to_float", caught_by="test_to_float_refuses_ragged_lists")
def rows_are_only_counted(data):
    """You compare the lengths of the rows, and leave what is inside them to torch, which raises a TypeError where a number stands beside a list. That is ragged too: raise ValueError."""
    if isinstance(data, list):
        if len({len(row) if isinstance(row, list) else None for row in data}) > 1:
            raise ValueError("ragged")
        return torch.tensor(data, dtype=torch.float32)
    return to_float(data)


@mistake(of="to_float", caught_by="test_to_float_of_arrays")
def class_instead_of_function(data):
    """You call the class `torch.Tensor`. It shares memory, takes a number for a size, and raises TypeError where a number stands beside a list. The function `torch.tensor`, in small letters, does neither of the first two; the TypeError is yours to turn into a ValueError."""
    return torch.Tensor(data)


@mistake(of="to_float", caught_by="test_to_float_of_numbers_and_deep_lists")
def a_number_becomes_a_list(data):
    """You give a number a dimension of size 1. It becomes a tensor without dimensions, with the shape ()."""
    y = to_float(data)
    return y[None] if y.dim() == 0 else y


@mistake(of="to_float", caught_by="test_to_float_gradient")
def a_tensor_loses_its_graph(data):
    """Your to_float takes tensors out of their graph, as `torch.tensor(tensor)` and `.detach()` do, so that no gradient flows back. Convert and copy them instead."""
    return data.detach().float().clone() if isinstance(data, torch.Tensor) else to_float(data)


@mistake(of="to_float", caught_by="test_to_float_gradient")
def a_float32_tensor_loses_its_graph(data):
    """You take a tensor that is float32 already out of its graph when you copy it. No gradient flows back: copy it without `.detach()` and `.data`."""
    if isinstance(data, torch.Tensor):
        return data.detach().clone() if data.dtype == torch.float32 else data.float()
    return to_float(data)


@mistake(of="to_float", caught_by="test_to_float_gradient")
def a_tensor_is_made_anew(data):
    """You pass a tensor to `torch.tensor`: that warns, and takes it out of its graph, so that no gradient flows back. Convert and copy it instead."""
    try:
        return torch.tensor(data, dtype=torch.float32)
    except TypeError as error:
        raise ValueError("ragged") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors")
def multiplies_element_by_element(a, b):
    """You multiply element by element, with `*`. The matrix product sums over a dimension: `@`."""
    try:
        return tuple((a * b).shape)
    except RuntimeError as error:
        raise ValueError("no product") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors")
def outer_sizes_of_matrices(a, b):
    """You keep all dimensions of a but the last, and the last one of b, even if b is a vector. A vector's only dimension is summed over: nothing of it is left."""
    try:
        torch.matmul(a, b)
    except RuntimeError as error:
        raise ValueError("no product") from error
    return (*a.shape[:-1], b.shape[-1])


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors")
def only_matrices(a, b):
    """Your function knows matrices only: `torch.mm` takes two dimensions on both sides. Vectors and batches have matrix products too."""
    try:
        return tuple(torch.mm(a, b).shape)
    except RuntimeError as error:
        raise ValueError("no product") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors")
def returns_the_product(a, b):
    """You return the product itself. Its shape is asked for, as a tuple."""
    try:
        return a @ b
    except RuntimeError as error:
        raise ValueError("no product") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_vectors")
def returns_a_list(a, b):
    """You return a list. A shape is a tuple: `(3, 4) == [3, 4]` is False in Python."""
    return list(matmul_shape(a, b))


@mistake(of="matmul_shape", caught_by="test_matmul_shape_broadcasts")
def larger_batch_wins(a, b):
    """You take the larger of the two sizes of a batch. Broadcasting replaces a 1 by the other size, and that may be 0: a batch of nothing stays empty."""
    shape = matmul_shape(a, b)
    if min(a.dim(), b.dim()) < 3:
        return shape
    reversed_pairs = zip_longest(a.shape[-3::-1], b.shape[-3::-1], fillvalue=1)
    return (*reversed([max(pair) for pair in reversed_pairs]), *shape[-2:])


@mistake(of="matmul_shape", caught_by="test_matmul_shape_broadcasts")
def nothing_to_sum_over(a, b):
    """You refuse matrices whose common size is 0. Their product has a shape as well: a sum of nothing is 0."""
    if 0 in a.shape[-1:]:
        raise ValueError("no product")
    return matmul_shape(a, b)


@mistake(of="matmul_shape", caught_by="test_matmul_shape_broadcasts")
def vectors_are_turned_into_matrices(a, b):
    """You change the caller's vectors: `unsqueeze_` and `resize_` work in place. Without the underscore you get a new tensor."""
    shape = matmul_shape(a, b)
    if a.dim() == 1:
        a.unsqueeze_(0)
    if b.dim() == 1:
        b.unsqueeze_(1)
    return shape


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_what_does_not_fit")
def inner_sizes_are_broadcast(a, b):
    """You let a size of 1 pass for any other, even in the sizes to sum over. Only batches are broadcast."""
    if a.dim() == b.dim() == 2 and 1 in (a.shape[1], b.shape[0]):
        return (a.shape[0], b.shape[1])
    return matmul_shape(a, b)


@mistake(of="matmul_shape", caught_by="test_matmul_shape_of_batches")
def batches_must_be_equal(a, b):
    """You ask for the same batch on both sides. One matrix or vector serves for a whole batch: batches are broadcast."""
    if min(a.dim(), b.dim()) > 0 and max(a.dim(), b.dim()) > 2 and a.shape[:-2] != b.shape[:-2]:
        raise ValueError("no product")
    try:
        return tuple((a @ b).shape)
    except RuntimeError as error:
        raise ValueError("no product") from error


@mistake(of="matmul_shape", caught_by="test_matmul_shape_broadcasts")
def batch_of_a_alone(a, b):
    """You take the batch from a alone. If b has one, or a larger one, it counts too: the batches are broadcast."""
    try:
        shape = (a @ b).shape
    except RuntimeError as error:
        raise ValueError("no product") from error
    return tuple(shape) if a.dim() < 2 or b.dim() < 2 else (*a.shape[:-1], b.shape[-1])


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_what_does_not_fit")
def error_of_torch_passes_through(a, b):
    """Where there is no product, your function lets torch's RuntimeError through. Raise ValueError."""
    return tuple((a @ b).shape)


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_what_does_not_fit")
def none_instead_of_an_error(a, b):
    """Where there is no product, your function raises nothing: it returns None, or something else. Raise ValueError."""
    try:
        return tuple((a @ b).shape)
    except RuntimeError:
        return None


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_what_does_not_fit")
def inner_sizes_are_not_compared(a, b):
    """You work out a shape without asking whether there is a product. The sizes to sum over must be equal, or it is a ValueError."""
    if a.dim() == 0 or b.dim() == 0:
        raise ValueError("no product")
    try:
        batch = torch.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    except RuntimeError as error:
        raise ValueError("no product") from error
    return (*batch, *a.shape[-2:-1], *(b.shape[-1:] if b.dim() > 1 else ()))


@mistake(of="matmul_shape", caught_by="test_matmul_shape_refuses_numbers")
def numbers_are_multiplied(a, b):
    """You multiply by a tensor without dimensions. It has no matrix product: raise ValueError."""
    try:
        return tuple((a @ b if a.dim() and b.dim() else a * b).shape)
    except RuntimeError as error:
        raise ValueError("no product") from error
