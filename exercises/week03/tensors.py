"""Tensors: numbers in a grid, of one dtype and one shape.

A tensor has any number of dimensions: none for a single number, one for a list of numbers, two for a table. Its shape
says how many entries each dimension has, and its dtype what kind of numbers they are. Networks calculate in float32.
A matrix product of two tensors adds up products along one dimension, which both have in the same size:

    (…, n, k) @ (…, k, m)  ->  (…, n, m)
"""

import numpy as np
import torch


def to_float(data: object) -> torch.Tensor:
    """Return the numbers in data as a float32 tensor of their own.

    data: a number, a list of numbers, lists nested to any depth, an ndarray or a tensor; floats or integers of any
        dtype.
    Returns a float32 tensor of the same shape and values; a number gives a tensor without dimensions, an empty list one
    of the shape (0,). It has its own storage: data is not changed, and what is later written into the one is not seen
    in the other.
    Gradients flow back to data if it is a tensor that requires them. No warning is given.
    Raises ValueError if lists are ragged: of unequal length, or a number beside a list.

    >>> to_float([[1, 2], [3, 4]])
    tensor([[1., 2.],
            [3., 4.]])
    """
    # TODO: your code here
    raise NotImplementedError("to_float")


def matmul_shape(a: torch.Tensor, b: torch.Tensor) -> tuple[int, ...]:
    """Return the shape of the matrix product a @ b.

    a, b: float tensors of any shapes, which are not changed. A matrix product takes one dimension as a vector, the
        last two dimensions as a matrix, and those before them as a batch, which is broadcast.
    Returns a tuple of ints, () if the product is a single number.
    Raises ValueError if a and b have no matrix product: the sizes to sum over differ, the batches do not broadcast,
    or one of the two has no dimensions.

    >>> matmul_shape(torch.zeros(10, 3, 4), torch.zeros(4, 5))
    (10, 3, 5)
    """
    # TODO: your code here
    raise NotImplementedError("matmul_shape")
