"""Wrong solutions that students hand in; each docstring is the feedback."""

import numpy as np
import torch
from solution import to_float

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


@mistake(of="to_float", caught_by="test_to_float_of_a_number")
def a_number_is_taken_for_a_size(data):
    """`torch.Tensor(5)` is a tensor of five numbers that nobody has set. `torch.tensor`, in small letters, takes the 5 as a number."""
    return torch.Tensor(data) if isinstance(data, int) else to_float(data)


@mistake(of="to_float", caught_by="test_to_float_of_arrays")
def class_instead_of_function(data):
    """You call the class `torch.Tensor`. It shares memory, takes a number for a size, and raises TypeError where a number stands beside a list. The function `torch.tensor`, in small letters, does neither of the first two; the TypeError is yours to turn into a ValueError."""
    return torch.Tensor(data)


@mistake(of="to_float", caught_by="test_to_float_of_a_number")
def a_number_becomes_a_list(data):
    """You give a number a dimension of size 1. It becomes a tensor without dimensions, with the shape ()."""
    y = to_float(data)
    return y[None] if y.dim() == 0 else y


@mistake(of="to_float", caught_by="test_to_float_gradient")
def a_tensor_loses_its_graph(data):
    """Your to_float takes tensors out of their graph, as `torch.tensor(tensor)` and `.detach()` do, so that no gradient flows back. Convert and copy them instead."""
    return data.detach().float().clone() if isinstance(data, torch.Tensor) else to_float(data)


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
