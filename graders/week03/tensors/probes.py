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


def sizes(rng):
    n, k, m, batch = rng.choice(range(2, 8), 4, replace=False).tolist()
    return {"n": n, "k": k, "m": m, "batch": batch}


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
    student.to_float(array)[0, 0] = 100
    return {"the array afterwards": array}


@probe(inputs=table)
def storage_of_a_tensor(student, x):
    """A float32 tensor; 100 is written into the returned tensor at [0, 0]"""
    student.to_float(x)[0, 0] = 100
    return {"the tensor afterwards": x}


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


@probe()
def vectors(student):
    """Tensors of ones: a vector and a vector, a matrix and a vector, a vector and a matrix; the type of the result"""
    shape = student.matmul_shape(torch.ones(2, 3), torch.ones(3, 4))
    return {
        "(3,) @ (3,)": student.matmul_shape(torch.ones(3), torch.ones(3)),
        "(3, 4) @ (4,)": student.matmul_shape(torch.ones(3, 4), torch.ones(4)),
        "(3,) @ (3, 4)": student.matmul_shape(torch.ones(3), torch.ones(3, 4)),
        "type": "tuple" if isinstance(shape, tuple) else type(shape).__name__,
    }


@probe()
def batches(student):
    """Tensors of ones: a batch of 10 matrices with one vector, with 10 matrices, and with one matrix"""
    return {
        "(10, 3, 4) @ (4,)": student.matmul_shape(torch.ones(10, 3, 4), torch.ones(4)),
        "(10, 3, 4) @ (10, 4, 5)": student.matmul_shape(torch.ones(10, 3, 4), torch.ones(10, 4, 5)),
        "(10, 3, 4) @ (4, 5)": student.matmul_shape(torch.ones(10, 3, 4), torch.ones(4, 5)),
    }


@probe(inputs=sizes)
def broadcast_batches(student, n, k, m, batch):
    """Batches of which one is missing, or has size 1 or 0; sizes to sum over that are 0; vector is torch.ones(k)"""
    vector = torch.ones(k)
    return {
        "(n, k) @ (batch, k, m)": student.matmul_shape(torch.ones(n, k), torch.ones(batch, k, m)),
        "(k,) @ (batch, k, m)": student.matmul_shape(vector, torch.ones(batch, k, m)),
        "(2, 1, n, k) @ (batch, k, m)": student.matmul_shape(torch.ones(2, 1, n, k), torch.ones(batch, k, m)),
        "(batch, n, k) @ (2, 1, k, m)": student.matmul_shape(torch.ones(batch, n, k), torch.ones(2, 1, k, m)),
        "(0, k) @ (k, m)": student.matmul_shape(torch.ones(0, k), torch.ones(k, m)),
        "(0, n, k) @ (1, k, m)": student.matmul_shape(torch.ones(0, n, k), torch.ones(1, k, m)),
        "(n, 0) @ (0, m)": student.matmul_shape(torch.ones(n, 0), torch.ones(0, m)),
        "shape of the vector afterwards": vector.shape,
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
