"""What to_float and matmul_shape are asked. Numbers that torch.Tensor(…) would leave unset never become evidence."""

import warnings

import torch

from dlcourse.graders.authoring import error_of, probe


def rows(rng):
    return {"data": rng.integers(-9, 10, (3, 2)).tolist()}


def table(rng):
    return {"x": rng.normal(size=(2, 3))}


def whole_number(rng):
    return {"number": int(rng.integers(2, 9))}


def sizes(rng):
    n, k, m, batch = rng.choice(range(2, 8), 4, replace=False).tolist()
    return {"n": n, "k": k, "m": m, "batch": batch}


@probe(inputs=rows)
def lists(student, data):
    return {"y": student.to_float(data), "data": data}


@probe(inputs=table)
def arrays(student, x):
    """A float64 array, an int32 array that is transposed, and a float64 tensor"""
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
    """Rows of unequal length, and numbers beside lists"""
    cases = [[1, 2], [3]], [[1, 2], []], [1, [2, 3]], [[1, 2], 3], [[[1], [2]], [[3]]]
    return {f"to_float({data})": error_of(student.to_float, data) for data in cases}


@probe(inputs=whole_number)
def a_number(student, number):
    y = student.to_float(number)
    return {"shape": y.shape, "dtype": str(y.dtype), "value": y.item() if y.dim() == 0 else None}


@probe(inputs=table)
def gradient(student, x):
    """x requires grad, in float64; the gradient of (y * y).sum() with respect to x"""
    x = x.double().requires_grad_()
    y = student.to_float(x)
    (y * y).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=table)
def quiet(student, x):
    """A tensor; warnings are counted"""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        student.to_float(x)
    return {"warnings": len(caught)}


@probe()
def vectors(student):
    """A vector and a vector, a matrix and a vector, a vector and a matrix: tensors of ones"""
    return {
        "(3,) @ (3,)": student.matmul_shape(torch.ones(3), torch.ones(3)),
        "(3, 4) @ (4,)": student.matmul_shape(torch.ones(3, 4), torch.ones(4)),
        "(3,) @ (3, 4)": student.matmul_shape(torch.ones(3), torch.ones(3, 4)),
    }


@probe()
def batches(student):
    """A batch of 10 matrices with a vector, with as many matrices, and with one matrix: tensors of ones"""
    return {
        "(10, 3, 4) @ (4,)": student.matmul_shape(torch.ones(10, 3, 4), torch.ones(4)),
        "(10, 3, 4) @ (10, 4, 5)": student.matmul_shape(torch.ones(10, 3, 4), torch.ones(10, 4, 5)),
        "(10, 3, 4) @ (4, 5)": student.matmul_shape(torch.ones(10, 3, 4), torch.ones(4, 5)),
    }


@probe(inputs=sizes)
def broadcast_batches(student, n, k, m, batch):
    """Batches of which one is missing or has size 1"""
    return {
        "(n, k) @ (batch, k, m)": student.matmul_shape(torch.ones(n, k), torch.ones(batch, k, m)),
        "(k,) @ (batch, k, m)": student.matmul_shape(torch.ones(k), torch.ones(batch, k, m)),
        "(2, 1, n, k) @ (batch, k, m)": student.matmul_shape(torch.ones(2, 1, n, k), torch.ones(batch, k, m)),
        "(0, k) @ (k, m)": student.matmul_shape(torch.ones(0, k), torch.ones(k, m)),
    }


@probe()
def no_product(student):
    """Sizes to sum over that differ, or batches that do"""
    cases = [((3,), (4,)), ((3, 4), (3,)), ((3, 4), (3, 4)), ((10, 3, 4), (3, 4)), ((2, 3, 4), (5, 4, 3))]
    return {f"{a} @ {b}": error_of(student.matmul_shape, torch.ones(a), torch.ones(b)) for a, b in cases}


@probe()
def numbers_have_no_product(student):
    """Tensors without dimensions"""
    cases = [((), ()), ((), (3,)), ((3, 4), ())]
    return {f"{a} @ {b}": error_of(student.matmul_shape, torch.ones(a), torch.ones(b)) for a, b in cases}
