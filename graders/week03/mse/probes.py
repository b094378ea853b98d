"""How mse is called. No error is close to 1, because the square of 1 is 1 itself."""

import numpy as np
import torch

from dlcourse.graders.authoring import error_of, probe


def five_predictions(rng):
    errors = rng.uniform(1.5, 4, 5) * rng.permutation([-1, -1, 1, 1, 1])
    target = rng.normal(size=5)
    return {"pred": target + errors, "target": target}


def table(rng):
    target = rng.normal(size=(3, 2)) * 5
    return {"pred": target + rng.uniform(1.5, 4, (3, 2)) * [-1, 1], "target": target}


def column(rng):
    return {"pred": rng.normal(size=(4, 1)), "target": rng.normal(size=(4, 1))}


def pairs_of_numbers(rng):
    """Whole numbers without dimensions."""
    names = ("pred", "target", "other_pred", "other_target")
    values = rng.integers(2, 30, 4) * [1, -1, -1, 1]
    return {name: np.asarray(value) for name, value in zip(names, values, strict=True)}


def whole_numbers(rng):
    """The mean of the squares is not a whole number: one of the three errors is a multiple of 3."""
    errors = 3 * rng.integers(1, 10, 3) + [0, 1, 2]
    target = rng.integers(-9, 9, 3)
    return {"pred": target + rng.permutation(errors) * rng.permutation([-1, 1, 1]), "target": target}


@probe(inputs=five_predictions)
def values(student, pred, target):
    return {"loss": student.mse(pred, target)}


@probe(inputs=table)
def several_outputs(student, pred, target):
    return {"loss": student.mse(pred, target)}


@probe(inputs=pairs_of_numbers)
def two_numbers(student, pred, target, other_pred, other_target):
    """Tensors of int64, each with a single number"""
    return {"loss": student.mse(pred, target), "other loss": student.mse(other_pred, other_target)}


@probe(inputs=five_predictions)
def gradient(student, pred, target):
    """The gradient of the loss with respect to pred"""
    pred.requires_grad_()
    student.mse(pred, target).backward()
    return {"pred.grad": pred.grad}


@probe(inputs=column)
def column_and_vector(student, pred, target):
    """pred has the shape (4, 1), target[:, 0] has the shape (4,)"""
    error = error_of(student.mse, pred, target[:, 0])
    loss = None if error else student.mse(pred, target[:, 0])
    return {"result": error or (loss if isinstance(loss, torch.Tensor | float) else f"{type(loss).__name__}, returned")}


@probe(inputs=column)
def column_and_table(student, pred, target):
    """pred has the shape (4, 1), target twice side by side has the shape (4, 2)"""
    return {"raised": error_of(student.mse, pred, torch.cat([target, target], dim=1))}


@probe(inputs=column)
def other_shapes(student, pred, target):
    """One number with four; four numbers in two shapes; four with three; a column with a table"""
    return {
        "(4, 1) and ()": error_of(student.mse, pred, target[0, 0]),
        "(2, 2) and (4, 1)": error_of(student.mse, pred.reshape(2, 2), target),
        "(4, 1) and (3, 1)": error_of(student.mse, pred, target[:3]),
        "(4, 1) and (1, 4)": error_of(student.mse, pred, target.T),
        "(4, 1) and (4, 2)": error_of(student.mse, pred, torch.cat([target, target], dim=1)),
    }


@probe(inputs=whole_numbers)
def integers(student, pred, target):
    return {"loss": student.mse(pred, target)}


@probe(inputs=table)
def dtypes(student, pred, target):
    """float64; float64 with pred = [1e50] and target = [0.0]; two single numbers; transposed tables"""
    huge, zero = torch.tensor([[1e50], [0.0]], dtype=torch.float64)
    return {
        "float64": student.mse(pred.double(), target.double()),
        "float64, huge": student.mse(huge, zero),
        "numbers": student.mse(pred[0, 0], target[0, 0]),
        "transposed": student.mse(pred.T, target.T),
    }


@probe(inputs=five_predictions)
def inputs_after(student, pred, target):
    student.mse(pred, target)
    return {"pred": pred, "target": target}
