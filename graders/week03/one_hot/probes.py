"""How one_hot is called."""

import numpy as np
import torch

from dlcourse.graders.authoring import error_of, probe


def every_class(rng):
    return {"labels": rng.permutation([0, 1, 2, 3, 1, 3])}


def first_classes_only(rng):
    return {"labels": rng.permutation([0, 1, 1, 2]), "num_classes": int(rng.integers(11, 14))}


def single_labels(rng):
    num_classes = int(rng.integers(6, 13))
    labels = rng.choice(range(1, num_classes), 3, replace=False)
    return {"num_classes": num_classes} | {name: np.asarray(label) for name, label in zip("abc", labels, strict=True)}


def two_and_three_dimensions(rng):
    return {"table": rng.integers(0, 3, (2, 4)), "cube": rng.integers(0, 3, (2, 1, 3))}


@probe(inputs=every_class)
def four_classes(student, labels):
    return {"y": student.one_hot(labels, 4), "labels": labels}


@probe(inputs=first_classes_only)
def unseen_classes(student, labels, num_classes):
    return {"y": student.one_hot(labels, num_classes)}


@probe(inputs=single_labels)
def no_dimensions(student, a, b, c, num_classes):
    """a, b and c are tensors with a single number; the three results in a list"""
    vectors = [student.one_hot(a, num_classes), student.one_hot(b, num_classes), student.one_hot(c, num_classes)]
    return {"vectors": vectors}


@probe()
def too_large(student):
    """Labels of 3 classes go from 0 to 2"""
    return {
        "one_hot(torch.tensor([0, 3]), 3)": error_of(student.one_hot, torch.tensor([0, 3]), 3),
        "one_hot(torch.tensor([7, 1]), 3)": error_of(student.one_hot, torch.tensor([7, 1]), 3),
        "one_hot(torch.tensor([4, 3]), 3)": error_of(student.one_hot, torch.tensor([4, 3]), 3),
        "one_hot(torch.tensor([[0, 1], [2, 3]]), 3)": error_of(student.one_hot, torch.tensor([[0, 1], [2, 3]]), 3),
    }


@probe()
def negative(student):
    """-1 and -4 are not classes"""
    return {
        "one_hot(torch.tensor([0, -1]), 3)": error_of(student.one_hot, torch.tensor([0, -1]), 3),
        "one_hot(torch.tensor([-4, 2]), 3)": error_of(student.one_hot, torch.tensor([-4, 2]), 3),
        "one_hot(torch.tensor([-1, -2]), 3)": error_of(student.one_hot, torch.tensor([-1, -2]), 3),
    }


@probe()
def floats(student):
    """Labels in float32: whole numbers, and one that is not whole; then labels in float64 and float16"""
    double, half = torch.tensor([0.0, 1.0]).double(), torch.tensor([0.0, 1.0]).half()
    return {
        "one_hot(torch.tensor([0.0, 1.0]), 3)": error_of(student.one_hot, torch.tensor([0.0, 1.0]), 3),
        "one_hot(torch.tensor([0.0, 1.5]), 3)": error_of(student.one_hot, torch.tensor([0.0, 1.5]), 3),
        "one_hot(torch.tensor([0.0, 1.0]).double(), 3)": error_of(student.one_hot, double, 3),
        "one_hot(torch.tensor([0.0, 1.0]).half(), 3)": error_of(student.one_hot, half, 3),
    }


@probe(inputs=two_and_three_dimensions)
def more_dimensions(student, table, cube):
    return {
        "table": student.one_hot(table, 5),
        "cube": student.one_hot(cube, 3),
        "transposed": student.one_hot(table.T, 5),
        "one class": student.one_hot(torch.zeros(2, 3, dtype=torch.int64), 1),
    }


@probe(inputs=every_class)
def integer_dtypes(student, labels):
    """The labels in int32, int16 and uint8"""
    return {
        "int32": student.one_hot(labels.int(), 4),
        "int16": student.one_hot(labels.short(), 4),
        "uint8": student.one_hot(labels.byte(), 4),
    }


@probe()
def no_labels(student):
    """One batch without labels, and two batches without labels"""
    return {
        "one batch": student.one_hot(torch.zeros(0, dtype=torch.int64), 3),
        "two batches": student.one_hot(torch.zeros(2, 0, dtype=torch.int64), 3),
    }
