"""How to_float and matmul_shape are called. Numbers that torch.Tensor(…) leaves unset never become evidence."""

import warnings

import torch

from dlcourse.graders.authoring import error_of, probe


def rows(rng):
    return {"data": rng.integers(-9, 10, (3, 2)).tolist(), "floats": rng.uniform(-9, 9, 3).round(2).tolist()}


def block(rng):
    return {"data": rng.uniform(-9, 9, (2, 3, 2)).round(2).tolist()}


def table(rng):
    return {"x": rng.normal(size=(2, 3))}


def two_numbers(rng):
    return {"whole": int(rng.integers(2, 9)), "broken": float(rng.integers(2, 9)) + 0.5}


def whole_numbers(rng, *shape):
    return rng.integers(1, 10, shape).astype(float)


def matrices(rng):
    n, k, m, p = rng.choice(range(2, 8), 4, replace=False)
    shapes = {"A": (n, k), "B": (k, m), "C": (m, p), "v": (k,)}
    return {name: whole_numbers(rng, *shape) for name, shape in shapes.items()}


def batches_of_matrices(rng):
    batch, n, k, m = rng.choice(range(2, 8), 4, replace=False)
    shapes = {"batch": (batch, n, k), "other_batch": (batch, k, m), "matrix": (k, m), "vector": (k,)}
    return {name: whole_numbers(rng, *shape) for name, shape in shapes.items()}


def batches_of_many_sizes(rng):
    n, k, m, batch, rows = rng.choice(range(2, 8), 5, replace=False)
    shapes = {
        "vector": (k,),
        "matrix": (n, k),
        "left": (batch, n, k),
        "right": (batch, k, m),
        "left_rows": (rows, 1, n, k),
        "right_rows": (rows, 1, k, m),
    }
    return {name: whole_numbers(rng, *shape) for name, shape in shapes.items()}


@probe(inputs=rows)
def lists(student, data, floats):
    return {"y": student.to_float(data), "y of floats": student.to_float(floats), "data": data}


@probe(inputs=block)
def deep_lists(student, data):
    """Lists in lists in lists; an empty list"""
    return {"y": student.to_float(data), "of an empty list": student.to_float([])}


@probe(inputs=table)
def arrays(student, x):
    """A float64 array, a transposed int32 array, and a float64 tensor"""
    array = x.double().numpy()
    return {
        "float64 array": student.to_float(array),
        "transposed int32 array": student.to_float((10 * array).astype("int32").T),
        "float64 tensor": student.to_float(x.double()),
    }


@probe(inputs=table)
def storage_of_an_array(student, x):
    """A float32 array; 100 is written into the returned tensor at [0, 0]"""
    array = x.numpy()
    y = student.to_float(array)
    y[0, 0] = 100
    return {"the numbers in the returned tensor afterwards": y.tolist(), "the array afterwards": array}


@probe(inputs=table)
def storage_of_a_tensor(student, x):
    """A float32 tensor; 100 is written into the returned tensor at [0, 0]"""
    y = student.to_float(x)
    y[0, 0] = 100
    return {"the numbers in the returned tensor afterwards": y.tolist(), "the tensor afterwards": x}


@probe()
def ragged_lists(student):
    """Rows of different lengths, and lists that hold both numbers and lists"""
    cases = [[1, 2], [3]], [[1, 2], []], [1, [2, 3]], [[1, 2], 3], [[[1], [2]], [[3]]], [[1, [2]], [3, 4]]
    return {f"to_float({data})": error_of(student.to_float, data) for data in cases}


def described(y):
    return {"shape": y.shape, "dtype": str(y.dtype), "value": y.item() if y.dim() == 0 else None}


@probe(inputs=two_numbers)
def a_number(student, whole, broken):
    return {
        "a whole number": described(student.to_float(whole)),
        "a number with a point": described(student.to_float(broken)),
    }


@probe(inputs=table)
def gradient(student, x):
    """x requires a gradient, in float64 and in float32; the gradient of (y * y).sum() with respect to x"""
    gradients = {}
    for dtype in ("float64", "float32"):
        leaf = x.to(getattr(torch, dtype), copy=True).requires_grad_()
        y = student.to_float(leaf)
        if y.requires_grad:
            (y * y).sum().backward()
        gradients[f"x.grad, x in {dtype}"] = leaf.grad
    return gradients


@probe(inputs=table)
def quiet(student, x):
    """A tensor; the warnings are counted"""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        student.to_float(x)
    return {"warnings": len(caught)}


@probe(inputs=matrices)
def vectors(student, A, B, C, v):
    """A, B and C are matrices, v is a vector; the type of the result"""
    shape = student.matmul_shape(A, B)
    return {
        "of A and B": shape,
        "of B and C": student.matmul_shape(B, C),
        "of v and v": student.matmul_shape(v, v),
        "of A and v": student.matmul_shape(A, v),
        "of v and B": student.matmul_shape(v, B),
        "type": "tuple" if isinstance(shape, tuple) else type(shape).__name__,
    }


@probe(inputs=batches_of_matrices)
def batches(student, batch, other_batch, matrix, vector):
    """A batch of matrices with one vector, with as many matrices, and with one matrix"""
    return {
        "of batch and vector": student.matmul_shape(batch, vector),
        "of batch and other_batch": student.matmul_shape(batch, other_batch),
        "of batch and matrix": student.matmul_shape(batch, matrix),
    }


@probe(inputs=batches_of_many_sizes)
def broadcast_batches(student, vector, matrix, left, right, left_rows, right_rows):
    """Batches of which one is missing, or has size 1 or 0; sizes to sum over that are 0; the vector is (k,)"""
    return {
        "(n, k) @ (batch, k, m)": student.matmul_shape(matrix, right),
        "(k,) @ (batch, k, m)": student.matmul_shape(vector, right),
        "(rows, 1, n, k) @ (batch, k, m)": student.matmul_shape(left_rows, right),
        "(batch, n, k) @ (rows, 1, k, m)": student.matmul_shape(left, right_rows),
        "(0, k) @ (k, m)": student.matmul_shape(matrix[:0], right[0]),
        "(0, n, k) @ (1, k, m)": student.matmul_shape(left[:0], right[:1]),
        "(n, 0) @ (0, m)": student.matmul_shape(matrix[:, :0], right[0, :0]),
        "the vector afterwards": vector,
    }


@probe()
def no_product(student):
    """The sizes to sum over differ, or the batches do not broadcast"""
    cases = [
        ((3,), (4,)),
        ((3, 4), (3,)),
        ((3, 4), (3, 4)),
        ((3, 4), (1, 5)),
        ((10, 3, 4), (3, 4)),
        ((2, 3, 4), (5, 4, 3)),
    ]
    return {f"{a} @ {b}": error_of(student.matmul_shape, torch.ones(a), torch.ones(b)) for a, b in cases}


@probe()
def numbers_have_no_product(student):
    """Tensors without dimensions"""
    cases = [((), ()), ((), (3,)), ((3, 4), ())]
    return {f"{a} @ {b}": error_of(student.matmul_shape, torch.ones(a), torch.ones(b)) for a, b in cases}
