"""A topic as an author writes it, with types: `make types` checks that the author's API accepts it. It is never run.

A line with `type: ignore` is wrong, and mypy must say so: an unused `ignore` is an error too.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, assert_type

import numpy as np
import torch
from numpy.typing import NDArray

from dlcourse.graders.assertions import Mismatch, Run, assert_at_least, assert_at_most, assert_matches
from dlcourse.graders.authoring import check, error_of, mistake, probe, variant

# ---- probes.py


def grid(rng: np.random.Generator) -> dict[str, NDArray[np.float64]]:
    return {"x": rng.uniform(-3, 3, size=(4, 5)), "labels": rng.uniform(size=4)}


def mixed(rng: np.random.Generator) -> dict[str, object]:
    return {"lr": float(rng.uniform()), "sizes": [1, 2], "name": "adam", "nothing": None}


@probe(inputs=grid)
def relu_values(student: ModuleType, x: torch.Tensor) -> dict[str, torch.Tensor]:
    """x has four rows."""
    x.requires_grad_()
    y: torch.Tensor = student.relu(x)
    y.sum().backward()  # type: ignore[no-untyped-call]  # torch has no types for it
    assert x.grad is not None
    return {"y": y, "x_grad": x.grad}


@probe(inputs=mixed)
def settings(student: Any, lr: float, sizes: list[int]) -> dict[str, Any]:
    return {"optimizer": student.make(lr, sizes=sizes)}


@probe()
def refusals(student: ModuleType) -> dict[str, str | None]:
    return {"text": error_of(student.relu, "text"), "keyword": error_of(student.leaky_relu, 1.0, slope=-1)}


assert_type(relu_values(ModuleType("student"), torch.zeros(2)), dict[str, torch.Tensor])
assert_type(error_of(len, 1), str | None)


@probe(inputs=len)  # type: ignore[arg-type]  # an input function returns values by name
def without_names(student: ModuleType) -> dict[str, int]:
    return {}


@probe  # type: ignore[call-arg]  # without brackets
def without_brackets(student: ModuleType) -> dict[str, int]:
    return {}


# ---- test_visible.py


@check(points=1.5, hints=["Which values stay?", "The positive ones.", "Look up torch.clamp."])
def test_relu(relu_values: Run) -> None:
    """relu keeps positive values."""
    assert_matches(relu_values)
    assert_matches(relu_values, "y", "x_grad", rtol=1e-3, atol=1e-6)


@check(points=1, hints=("Train longer.",), needs=["test_relu"], hints_for={"value": "Look at the loss."})
def test_accuracy(relu_values: Run, settings: Run) -> None:
    """Most rows are right."""
    right = relu_values["y"].argmax(axis=1) == relu_values.inputs["labels"]
    assert_at_least(right.mean(), 0.8, f"accuracy on {len(right)} rows")
    assert_at_most(abs(settings["loss"] - settings.expected["loss"]), 0.1, "error of the loss")
    assert_at_least(0.5, threshold=0.1, what="share")
    if not right.any():
        raise Mismatch([("differs", "no row is right")], relu_values, "y")


def shapes(run: Run) -> None:
    assert_type(run.expected, dict[str, Any])
    assert_type(run.inputs, dict[str, Any])
    assert_type(run.called(), str)


assert_at_least(0.9, 0.8)  # type: ignore[call-arg]  # what is it?
assert_matches("y")  # type: ignore[arg-type]  # a Run comes first


@check(hints=["How many points?"])  # type: ignore[call-arg]
def test_without_points(relu_values: Run) -> None: ...


@check(points=1, hints=["How?"], hints_for={"form": "A table."})  # type: ignore[dict-item]
def test_with_an_odd_kind(relu_values: Run) -> None: ...


@check(points=1, hints=[1, 2])  # type: ignore[list-item]
def test_with_odd_hints(relu_values: Run) -> None: ...


# ---- mistakes and variants


@mistake(of="relu", caught_by="test_relu")
def relu_is_absolute_value(x: torch.Tensor) -> torch.Tensor:
    """Your relu mirrors negative values."""
    return x.abs()


@mistake(of="relu", caught_by="test_relu", like="relu_is_absolute_value")
def relu_is_a_root(x: torch.Tensor) -> torch.Tensor:
    return x.square().sqrt()


@variant(of="Net")
class Net(torch.nn.Module):
    """Keeps its layers in a list."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.clamp(min=0)


assert_type(relu_is_absolute_value(torch.zeros(2)), torch.Tensor)
assert_type(Net(), Net)


@mistake(edit={"x > 0": "x >= 0"}, base="relu_is_absolute_value", raises="TypeError")
def an_edit() -> None:
    """You keep 0."""


@mistake(edit=["x > 0"])  # type: ignore[arg-type]  # and what comes instead?
def half_an_edit() -> None:
    """You keep 0."""


@variant("relu")  # type: ignore[call-arg]  # by name only
def by_position(x: torch.Tensor) -> torch.Tensor:
    return x
