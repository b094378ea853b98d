"""The only format between a worker and the trusted side: a JSON tree, with its arrays in safetensors. Never pickle.

A *tree* is None, bool, int, float, str, `Array`, `Opaque`, or a list or str-keyed dict of trees; in a job also bytes. Jobs,
evidence and keys are sent and stored in it. `unpack` reads hostile bytes: for any input, it returns a tree within `Limits` or raises
`Malformed`. NumPy and safetensors are imported only for a tree with arrays.

Layout: 8 bytes little-endian length of the JSON, the JSON, then a safetensors file (absent without arrays).
"""

from __future__ import annotations

import base64
import json
import math
from dataclasses import dataclass
from typing import Any, Final

from dlcourse.graders.engine.lazy import np
from dlcourse.graders.engine.text import clean

Tree = Any  # None | bool | int | float | str | bytes | Array | Opaque | list[Tree] | dict[str, Tree]

DTYPES: Final = frozenset(
    ("bool", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64", "float16", "float32", "float64")
)
INT_BOUND: Final = 2**63


class Malformed(ValueError):
    """Bytes or a tree that the format does not allow."""


@dataclass(frozen=True)
class Limits:
    """What one message may hold. The defaults are far above what honest evidence needs. raw: whether it may hold bytes."""

    total_bytes: int = 64 << 20
    header_bytes: int = 2 << 20
    nodes: int = 20_000
    depth: int = 12
    arrays: int = 1000
    text: int = 100_000
    elements: int = 1 << 22
    dimensions: int = 12
    raw: bool = False


DEFAULT: Final = Limits()
JOB_LIMITS: Final = Limits(header_bytes=8 << 20, raw=True)  # what the trusted side sends: sources are bytes


@dataclass(frozen=True, eq=False)
class Array:
    """A tensor or ndarray.

    values: an ndarray of this shape and dtype (bfloat16 as float32), or None if the array is only described.
    dtype: the sender's name for it, such as "float32" or "bfloat16". kind: "tensor" or "ndarray".
    """

    values: np.ndarray | None
    shape: tuple[int, ...]
    dtype: str
    kind: str
    requires_grad: bool = False

    @classmethod
    def of(cls, values: np.ndarray, kind: str = "ndarray", requires_grad: bool = False) -> Array:
        """Wrap an ndarray of one of `DTYPES`. An array of another dtype is only described."""
        name = values.dtype.name
        kept = np.ascontiguousarray(values).reshape(values.shape) if name in DTYPES else None
        return cls(kept, tuple(values.shape), name, kind, requires_grad)


@dataclass(frozen=True)
class Opaque:
    """Any other object: the name of its type and its text, only for messages."""

    type: str
    text: str


def pack(tree: Tree, *, raw: bool = False) -> bytes:
    """Return the bytes of a tree. Raises Malformed for anything else. raw: whether it may hold bytes."""
    arrays: dict[str, np.ndarray] = {}
    text = json.dumps(_to_json(tree, arrays, raw), separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    header = text.encode("utf-8", "backslashreplace")  # a lone surrogate is the one thing that UTF-8 cannot say
    body = _save(arrays) if arrays else b""
    return len(header).to_bytes(8, "little") + header + body


def _save(arrays: dict[str, np.ndarray]) -> bytes:
    import safetensors.numpy  # noqa: PLC0415

    return safetensors.numpy.save(arrays)


def _load(body: bytes) -> dict[str, np.ndarray]:
    """Return the arrays of a safetensors file. Raises Malformed for anything else."""
    import safetensors.numpy  # noqa: PLC0415

    try:
        return safetensors.numpy.load(body)
    except (ValueError, RecursionError, safetensors.SafetensorError, KeyError, TypeError, OverflowError) as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> Malformed:
    return Malformed(f"a message that cannot be read ({clean(str(error), 200)})")


def _to_json(tree: Tree, arrays: dict[str, np.ndarray], raw: bool) -> Any:
    match tree:
        case None | bool():
            return tree
        case int():
            if not -INT_BOUND <= tree < INT_BOUND:
                raise Malformed("an integer of more than 64 bits")
            return int(tree)
        case float():
            return {"float": float(tree).hex()}
        case str():
            return str(tree)
        case bytes() if raw:
            return {"bytes": base64.b64encode(tree).decode()}
        case list() | tuple():
            return [_to_json(item, arrays, raw) for item in tree]
        case dict():
            if not all(isinstance(key, str) for key in tree):
                raise Malformed("a key that is not a string")
            return {"map": {key: _to_json(value, arrays, raw) for key, value in tree.items()}}
        case Opaque():
            return {"object": [tree.type, tree.text]}
        case Array():
            name = None
            if tree.values is not None:
                name = str(len(arrays))
                arrays[name] = tree.values
            return {"array": [name, list(tree.shape), tree.dtype, tree.kind, tree.requires_grad]}
    raise Malformed(f"a {type(tree).__name__} is not part of the format")


def unpack(data: bytes, limits: Limits = DEFAULT) -> Tree:
    """Return the tree that `data` holds. Raises Malformed for everything that is not exactly one tree within `limits`."""
    if len(data) > limits.total_bytes:
        raise Malformed(f"a message of {len(data)} bytes; at most {limits.total_bytes} are allowed")
    size = int.from_bytes(data[:8], "little")
    if len(data) < 8 or size > limits.header_bytes or 8 + size > len(data):
        raise Malformed("a message whose header gives a wrong length")
    body = data[8 + size :]
    if int.from_bytes(body[:8], "little") > limits.header_bytes:
        raise Malformed("a message whose arrays take too long to list")
    try:
        parsed = json.loads(
            data[8 : 8 + size].decode(), parse_float=_refuse, parse_constant=_refuse, object_pairs_hook=_pairs
        )
    except (ValueError, RecursionError, KeyError, TypeError, OverflowError) as error:
        raise _unreadable(error) from error
    arrays = _load(body) if body else {}
    reader = _Reader(arrays, limits)
    tree = reader.read(parsed, 0)
    if arrays.keys() != reader.used:
        raise Malformed("a message with unused arrays")
    return tree


def _refuse(text: str) -> Any:
    raise Malformed(f"the number {text[:20]} in a form that is not allowed")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Malformed("a name that appears twice")
    return made


class _Reader:
    """Rebuilds one tree, and counts what it holds."""

    def __init__(self, arrays: dict[str, np.ndarray], limits: Limits) -> None:
        if len(arrays) > limits.arrays:
            raise Malformed(f"{len(arrays)} arrays in one message")
        self.arrays = arrays
        self.limits = limits
        self.nodes = 0
        self.used: set[str] = set()

    def read(self, node: Any, depth: int) -> Tree:
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise Malformed(f"more than {self.limits.nodes} values in one message")
        if depth > self.limits.depth:
            raise Malformed(f"values nested more than {self.limits.depth} deep")
        if node is None or isinstance(node, bool):
            return node
        if isinstance(node, int):
            if not -INT_BOUND <= node < INT_BOUND:
                raise Malformed("an integer of more than 64 bits")
            return node
        if isinstance(node, str):
            return self.text(node)
        if isinstance(node, list):
            return [self.read(item, depth + 1) for item in node]
        if isinstance(node, dict) and len(node) == 1:
            ((tag, value),) = node.items()
            return self.tagged(tag, value, depth)
        raise Malformed("a value of an unknown form")

    def tagged(self, tag: str, value: Any, depth: int) -> Tree:
        match tag, value:
            case "float", str():
                try:
                    return float.fromhex(value)
                except (ValueError, OverflowError) as error:
                    raise Malformed("an invalid float") from error
            case "bytes", str() if self.limits.raw:
                try:
                    return base64.b64decode(value, validate=True)
                except ValueError as error:
                    raise Malformed("bytes that are not base64") from error
            case "map", dict():
                made = {self.text(key): self.read(item, depth + 1) for key, item in value.items()}
                if len(made) != len(value):  # cleaning can make two names equal
                    raise Malformed("a name that appears twice")
                return made
            case "object", [str() as type_name, str() as text]:
                return Opaque(self.text(type_name), self.text(text))
            case "array", [
                None | str() as name,
                list() as shape,
                str() as dtype,
                "tensor" | "ndarray" as kind,
                bool() as grad,
            ]:
                return self.array(name, shape, dtype, kind, grad)
        raise Malformed("a value of an unknown form")

    def text(self, text: str) -> str:
        safe = clean(text, self.limits.text)
        if len(safe) > self.limits.text:  # cleaning makes a text longer; a stored text must be readable again
            raise Malformed(f"a text of {len(text)} characters")
        return safe

    def array(self, name: str | None, shape: list[Any], dtype: str, kind: str, grad: bool) -> Array:
        if len(shape) > self.limits.dimensions or not all(type(n) is int and 0 <= n < INT_BOUND for n in shape):
            raise Malformed("an array of an impossible shape")
        values = None
        if name is not None:
            values = self.arrays.get(name)
            if values is None or name in self.used:
                raise Malformed("an array that is missing or used twice")
            self.used.add(name)
            if (
                math.prod(n for n in values.shape if n) > self.limits.elements
            ):  # an empty array of shape (0, 10**12) gives a large sum(0)
                raise Malformed(f"an array of {values.size} elements")
            if values.dtype == bool and (values.view("uint8") > 1).any():
                raise Malformed("a truth value that is neither true nor false")
            if list(values.shape) != shape or values.dtype.name not in DTYPES:
                raise Malformed("an array that differs from its description")
            if dtype != values.dtype.name and dtype in DTYPES:
                raise Malformed("an array that differs from its description")
        return Array(values, tuple(shape), self.text(dtype)[:40], kind, grad)


def plain(tree: Tree) -> Any:
    """Return a tree as plain Python objects that share nothing with it: an `Array` as an ndarray (None if only described)."""
    match tree:
        case Array():
            return None if tree.values is None else tree.values.copy()
        case list():
            return [plain(item) for item in tree]
        case dict():
            return {key: plain(value) for key, value in tree.items()}
    return tree
