"""Turns Python objects into wire trees and back, on the untrusted side. It imports torch only to make a tensor, and NumPy never."""

from __future__ import annotations

import dataclasses
import itertools
import reprlib
import sys
from collections.abc import Callable
from typing import Any, Final

from dlcourse.graders.engine.evidence.wire import INT_BOUND, Array, Opaque, Tree

MAX_ELEMENTS: Final = 300_000
MAX_ITEMS: Final = 5_000
MAX_TEXT: Final = 10_000
MAX_DEPTH: Final = 8
MAX_BYTES: Final = 6 << 20
OWN_MODULES: Final = ("submission", "solution", "examples")  # the names that `worker.load` gives to modules


def describe(value: object, most: int = MAX_BYTES) -> Tree:
    """Return the tree of any object. What is too large, too deep or of another type is only described.

    most: how many bytes all its arrays may have together.
    """
    return _Describer(most).describe(value, 0)


class _Describer:
    """Makes one tree, with a budget for its items and one for the bytes of its arrays."""

    def __init__(self, most: int) -> None:
        self.left = MAX_ITEMS
        self.bytes = most

    def describe(self, value: object, depth: int) -> Tree:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            fits = -INT_BOUND <= value < INT_BOUND
            return int(value) if fits else Opaque("int", f"a number of {value.bit_length()} bits")
        if isinstance(value, float):
            return float(value)
        if isinstance(value, str):  # a shortened text could equal another one
            return str(value) if len(value) <= MAX_TEXT else Opaque("str", str(value[:200]))
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            return self.afford(_describe_tensor(torch, value))
        numpy = sys.modules.get("numpy")
        if numpy is not None and isinstance(value, numpy.ndarray | numpy.generic):
            array = numpy.asarray(value)
            if array.size > MAX_ELEMENTS:
                return Array(None, array.shape, array.dtype.name, "ndarray")
            return self.afford(Array.of(array))
        if isinstance(value, list | tuple | dict) and len(value) <= self.left and depth < MAX_DEPTH:
            items = value.items() if isinstance(value, dict) else value
            parts = list(itertools.islice(items, len(value)))  # a subclass may iterate without end
            self.left -= len(parts)
            if not isinstance(value, dict):
                return [self.describe(item, depth + 1) for item in parts]
            if all(isinstance(key, str) and len(key) <= MAX_TEXT for key, _ in parts):
                return {str(key): self.describe(item, depth + 1) for key, item in parts}
        return Opaque(type_name(value), brief(value, 200))

    def afford(self, array: Array) -> Array:
        """Return the array, or only its description if the budget is used up."""
        self.bytes -= array.values.nbytes if array.values is not None else 0
        return array if self.bytes >= 0 else dataclasses.replace(array, values=None)


def _describe_tensor(torch: Any, value: Any) -> Array:
    shape, dtype = tuple(value.shape), str(value.dtype).removeprefix("torch.")
    grad = bool(value.requires_grad)
    odd = value.layout is not torch.strided or value.is_quantized or value.is_meta
    if odd or value.numel() > MAX_ELEMENTS:
        return Array(None, shape, dtype, "tensor", grad)
    plain = value.detach().cpu().resolve_conj().resolve_neg()
    if plain.dtype == torch.bfloat16:
        return Array(plain.float().numpy(), shape, dtype, "tensor", grad)
    made = Array.of(plain.numpy(), "tensor", grad)
    return Array(made.values, shape, dtype, "tensor", grad)


def revive(tree: Tree) -> Any:
    """Return Python objects for a tree of inputs: tensors or ndarrays, each with its own storage."""
    if isinstance(tree, Array):
        assert tree.values is not None, "inputs are never only described"
        values = tree.values.copy()
        if tree.kind != "tensor":
            return values
        import torch  # noqa: PLC0415  a course without torch does not import it

        tensor = torch.from_numpy(values)
        return tensor.to(getattr(torch, tree.dtype)) if tree.dtype == "bfloat16" else tensor
    if isinstance(tree, list):
        return [revive(item) for item in tree]
    if isinstance(tree, dict):
        return {key: revive(item) for key, item in tree.items()}
    return tree


def converted(tree: Tree, arrays: str) -> Tree:
    """Return a tree of inputs as a week with these `arrays` gives them to its probes.

    "torch": every ndarray becomes a tensor; float64 becomes float32, PyTorch's default. "none": it becomes a number, or lists of
    numbers. "numpy": it stays.
    """
    if isinstance(tree, Array):
        if arrays == "numpy":
            return tree
        if arrays == "none":
            return tree if tree.values is None else tree.values.tolist()
        if tree.kind == "tensor" or tree.values is None:
            return tree
        values = tree.values.astype("float32") if tree.dtype == "float64" else tree.values
        return Array.of(values, "tensor")
    if isinstance(tree, list):
        return [converted(item, arrays) for item in tree]
    if isinstance(tree, dict):
        return {key: converted(item, arrays) for key, item in tree.items()}
    return tree


def type_name(value: object) -> str:
    cls = type(value)
    return cls.__name__ if cls.__module__ in ("builtins", *OWN_MODULES) else f"{cls.__module__}.{cls.__name__}"


def brief(value: object, limit: int) -> str:
    """Return the `repr` of any object, cut to `limit`. Of a collection, only the first items are used."""
    shortener = reprlib.Repr()
    shortener.maxother = shortener.maxstring = shortener.maxlong = limit
    return safe_text(shortener.repr, value, limit)


def safe_text(function: Callable[[Any], object], value: object, limit: int) -> str:
    """Return `function(value)` as text, cut to `limit`. The object's own code may raise or return anything."""
    try:
        return str(function(value))[:limit]
    except BaseException as error:
        return f"(its text cannot be shown: {type(error).__name__})"
