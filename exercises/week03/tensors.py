"""Tensors: grids of numbers, each with one shape and one dtype.

A tensor has any number of dimensions: none for a single number, one for a list of numbers, two for a table. Its shape
says how many entries each dimension has. Its dtype says what kind of numbers they are. Networks calculate in float32.
A matrix product of two tensors sums products along one dimension, which must have the same size in both:

    (…, n, k) @ (…, k, m)  ->  (…, n, m)
"""

import numpy as np
import torch


def to_float(data: object) -> torch.Tensor:
    """Return the numbers in data as a new float32 tensor.

    data: a number, a list of numbers, lists nested to any depth, an ndarray or a tensor; floats or integers of any
        dtype. It is not changed.
    Returns a float32 tensor of the same shape and values. A number gives a tensor with a single number (no dimensions),
        an empty list a tensor of shape (0,). The tensor has its own memory: writing into it later does not change data,
        and writing into data does not change the tensor.
    Gradients flow back to data if it is a tensor that requires them. No warning is given.
    Raises ValueError if lists are ragged: their lengths differ, or one list holds both a number and a list.

    >>> to_float([[1, 2], [3, 4]])
    tensor([[1., 2.],
            [3., 4.]])
    """
    # TODO: your code here
    raise NotImplementedError("to_float")


def matmul_shape(a: torch.Tensor, b: torch.Tensor) -> tuple[int, ...]:
    """Return the shape of the matrix product a @ b.

    a, b: float tensors of any shapes, which are not changed. A tensor with one dimension is a vector. With more, the
        last two dimensions are a matrix, and those before them are a batch, which is broadcast.
    Returns a tuple of ints; it is () if the product is a single number. You may compute the product and look at it.
    Raises ValueError if a and b have no matrix product: the sizes to sum over differ, the batches do not broadcast,
        or one of the two has no dimensions.

    >>> matmul_shape(torch.zeros(10, 3, 4), torch.zeros(4, 5))
    (10, 3, 5)
    """
    # TODO: your code here
    raise NotImplementedError("matmul_shape")
