"""The wire format: what goes in comes out, and whatever else comes in is refused."""

from __future__ import annotations

import contextlib
import json
import math
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import example, given
from hypothesis import strategies as st

from dlcourse.graders.engine.collect.job import EVIDENCE_LIMITS
from dlcourse.graders.engine.evidence.wire import (
    DTYPES,
    JOB_LIMITS,
    Array,
    Limits,
    Malformed,
    Opaque,
    Tree,
    pack,
    plain,
    unpack,
)

SMALL = Limits(
    total_bytes=4000, header_bytes=2000, nodes=20, depth=3, arrays=2, text=30, elements=16, dimensions=3
)  # so small that mutations cross them


def same(one: Tree, other: Tree) -> bool:
    """Return whether two trees are alike to the last bit, but for a tuple that became a list, and byte order."""
    if isinstance(one, Array):
        return isinstance(other, Array) and _bits(one) == _bits(other)
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    if isinstance(one, list | tuple):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return isinstance(other, dict) and list(one) == list(other) and all(map(same, one.values(), other.values()))
    return type(one) is type(other) and one == other


def _bits(array: Array) -> tuple[object, ...]:
    values = array.values
    bits = None if values is None else (values.shape, values.astype(values.dtype.newbyteorder("<")).tobytes())
    return bits, array.shape, array.dtype, array.kind, array.requires_grad


def nodes(tree: Tree) -> Iterator[Tree]:
    """Yield a tree and everything in it, with its depth."""
    yield tree
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from nodes(part)


def message(header: Any, body: bytes = b"") -> bytes:
    """Return a message with this header: JSON text as bytes, or what becomes JSON."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body


def tensors(header: Any, data: bytes = b"") -> bytes:
    """Return a safetensors file with this header."""
    return message(header, data)


def array_of(
    shape: list[Any], dtype: Any = "float32", name: Any = "0", kind: Any = "ndarray", grad: Any = False
) -> Any:
    return {"array": [name, shape, dtype, kind, grad]}


def stored(shape: list[Any], offsets: tuple[int, int], dtype: str = "F32") -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": list(offsets)}


ZEROS = safetensors.numpy.save({"0": np.zeros((2, 2), np.float32)})


@given(data=st.data())
def test_every_tree_survives_the_trip(data: st.DataObject, trees: st.SearchStrategy[Tree]) -> None:
    """Unpacking what was packed gives the same tree, whatever its kinds, dtypes, shapes, strides and byte orders."""
    tree = data.draw(trees)
    assert same(tree, unpack(pack(tree)))


@pytest.mark.parametrize("name", sorted(DTYPES))
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 3), (2, 3)], ids=str)
def test_arrays_keep_dtype_and_shape(name: str, shape: tuple[int, ...]) -> None:
    """Each dtype travels, without dimensions and without elements too."""
    values = np.ones(shape, name)
    back = unpack(pack(Array.of(values, "tensor", True)))
    assert same(Array.of(values, "tensor", True), back)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.0, 5e-324, 1.7976931348623157e308])
def test_odd_floats_are_exact(value: float) -> None:
    """Floats travel to the last bit, alone and in arrays."""
    back = unpack(pack([value, Array.of(np.array([value]))]))
    assert back[0].hex() == value.hex()
    assert back[1].values.tobytes() == np.array([value]).tobytes()


@pytest.mark.parametrize("dtype", ["complex64", "object", "datetime64[s]", "S3", [("a", "i4")]], ids=str)
def test_other_dtypes_travel_as_a_description(dtype: Any) -> None:
    """An array of a dtype that the format lacks arrives as shape and dtype, without values."""
    array = Array.of(np.zeros(3, dtype))
    back = unpack(pack(array))
    assert (back.values, back.shape, back.dtype) == (None, (3,), array.dtype)


@pytest.mark.parametrize(
    "value", [2**63, -(2**63) - 1, {1: 2}, {1, 2}, b"bytes", 1j, ..., np.int64(3), [print]], ids=str
)
def test_what_is_no_tree_is_not_packed(value: object) -> None:
    """Packing refuses values that are not part of the format."""
    with pytest.raises(Malformed):
        pack(value)


@pytest.mark.parametrize("text", ["\x1b[31m", "a\u202eb", "\ud800", "\x00", "zero\u200bwidth"], ids=ascii)
def test_text_arrives_harmless(text: str) -> None:
    """Control characters in texts, names, types and descriptions arrive as visible escapes."""
    got = unpack(pack([text, {text: 1}, Opaque(text, text), Array(None, (1,), text, "tensor")]))
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    assert got[:3] == [safe, {safe: 1}, Opaque(safe, safe)]
    assert got[3].dtype == safe


def test_plain_values_share_nothing_with_the_tree() -> None:
    """A check that changes what it was given changes nothing for the next one."""
    tree = unpack(pack({"a": [Array.of(np.zeros(2))]}))
    plain(tree)["a"][0][:] = 7
    plain(tree)["a"].clear()
    assert plain(tree)["a"][0].tolist() == [0, 0]


HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "shorter than its length field": b"\1\0\0",
    "length beyond the end": (99).to_bytes(8, "little") + b"1",
    "length of 2**64-1": b"\xff" * 8 + b"1",
    "no header": message(b""),
    "not JSON": message(b"{"),
    "two documents": message(b"1 2"),
    "not UTF-8": message(b'"\xff"'),
    "byte order mark": message(b"\xef\xbb\xbf1"),
    "UTF-16": message('"a"'.encode("utf-16")),
    "bare float": message(b"1.5"),
    "bare NaN": message(b"NaN"),
    "bare Infinity": message(b"[-Infinity]"),
    "exponent": message(b"1e999"),
    "an integer of 64 bits": message(str(2**63).encode()),
    "an integer of 4000 digits": message(b"9" * 4000),
    "an integer of a million digits": message(b"9" * 1_000_000),
    "nested too deep": message(b"[" * 40 + b"]" * 40),
    "nested beyond the stack": message(b"[" * 500_000 + b"]" * 500_000),
    "maps nested beyond the stack": message(b'{"map":' * 100_000 + b"1" + b"}" * 100_000),
    "a plain object": message({"a": 1, "b": 2}),
    "an empty object": message({}),
    "an unknown tag": message({"pickle": "gASV"}),
    "two tags": message({"float": "0x1p0", "map": {}}),
    "a map of a list": message({"map": []}),
    "a name twice": message(b'{"map":{"a":1,"a":2}}'),
    "a tag twice": message(b'{"map":{},"map":{}}'),
    "a name twice once cleaned": message({"map": {"\x1b": 1, "\\x1b": 2}}),
    "a float of words": message({"float": "one"}),
    "a float of a number": message({"float": 1}),
    "a float beyond range": message({"float": "0x1p99999999"}),
    "an object of numbers": message({"object": [1, 2]}),
    "an object of three": message({"object": ["a", "b", "c"]}),
    "a text too long": message(json.dumps("x" * 100_001).encode()),
    "a text too long once cleaned": message(json.dumps("\x1b" * 30_000).encode()),
    "too many values": message(b"[" + b"1," * 20_000 + b"1]"),
    "an array that is missing": message(array_of([2, 2])),
    "an array of another name": message(array_of([2, 2], name="1"), ZEROS),
    "an array used twice": message([array_of([2, 2]), array_of([2, 2])], ZEROS),
    "an array nobody uses": message(1, ZEROS),
    "an array of another shape": message(array_of([4]), ZEROS),
    "an array of another dtype": message(array_of([2, 2], "int32"), ZEROS),
    "an array of no kind": message(array_of([2, 2], kind="list"), ZEROS),
    "an array with a number for a name": message(array_of([2, 2], name=0), ZEROS),
    "an array with a number for grad": message(array_of([2, 2], grad=1), ZEROS),
    "a negative shape": message(array_of([-1], name=None)),
    "a shape of floats": message(b'{"array":[null,[1.0],"float32","tensor",false]}'),
    "a shape of truth values": message(array_of([True], name=None)),
    "a shape of huge numbers": message(array_of([2**63], name=None)),
    "thirteen dimensions": message(array_of([1] * 13, name=None)),
    "tensors cut short": message(array_of([2, 2]), ZEROS[:-1]),
    "tensors with more behind": message(array_of([2, 2]), ZEROS + b"\0"),
    "tensors that are none": message(array_of([2, 2]), b"\0" * 100),
    "tensors whose header lies": message(array_of([2, 2]), b"\xff" * 8 + ZEROS[8:]),
    "tensors with a shape that lies": message(array_of([2, 2]), tensors({"0": stored([2, 2], (0, 4))}, bytes(4))),
    "tensors with an enormous shape": message(array_of([2**40]), tensors({"0": stored([2**40], (0, 2**42))})),
    "tensors whose size overflows": message(array_of([2**62, 8, 0]), tensors({"0": stored([2**62, 8, 0], (0, 0))})),
    "no elements in huge dimensions": message(array_of([0, 2**40]), tensors({"0": stored([0, 2**40], (0, 0))})),
    "tensors that overlap": message(
        [array_of([2]), array_of([2], name="1")],
        tensors({"0": stored([2], (0, 8)), "1": stored([2], (4, 12))}, bytes(12)),
    ),
    "tensors that go backwards": message(array_of([2]), tensors({"0": stored([2], (8, 0))}, bytes(8))),
    "a tensor with a negative shape": message(array_of([2]), tensors({"0": stored([-2], (0, 8))}, bytes(8))),
    "truth values of 2": message(array_of([2], "bool"), tensors({"0": stored([2], (0, 2), "BOOL")}, b"\2\xff")),
    "a thousand and one arrays": message(
        [array_of([0], name=str(i)) for i in range(1001)], tensors({str(i): stored([0], (0, 0)) for i in range(1001)})
    ),
    **{
        f"tensors of {dtype}": message(array_of([2], name), tensors({"0": stored([2], (0, 2 * size), dtype)}, bytes(2 * size)))
        for dtype, name, size in [
            ("BF16", "bfloat16", 2),
            ("F8_E4M3", "float8_e4m3fn", 1),
            ("F8_E5M2", "float8_e5m2", 1),
            ("C64", "complex64", 8),
            ("F4", "float4", 1),
            ("I9", "int9", 1),
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_malformed_message_is_refused(name: str) -> None:
    """Each of these is Malformed: none is a tree, none is another exception."""
    with pytest.raises(Malformed) as caught:
        unpack(HOSTILE[name])
    assert str(caught.value).isprintable()


BOMBS: dict[str, Callable[[], bytes]] = {
    "a header of empty lists": lambda: message(b"[" + b"[]," * 690_000 + b"[]]"),
    "a header of maps": lambda: message(b"[" + b'{"map":{}},' * 180_000 + b"1]"),
    "a header of long integers": lambda: message(b"[" + b",".join([b"9" * 4299] * 480) + b"]"),
    "a header of escapes": lambda: message(b"[" + b",".join([b'"' + b"\\u001b" * 15_000 + b'"'] * 20) + b"]"),
    "a header that is too long": lambda: message(b" " * (3 << 20) + b"1"),
    "a message that is too long": lambda: message(b"1", bytes(9 << 20)),
    "tensors by the hundred thousand": lambda: message(
        1, tensors({f"{i:x}": stored([0], (0, 0)) for i in range(100_000)})
    ),
    "a list of tensors by the thousand": lambda: message(
        1, tensors({f"{i:x}": stored([0], (0, 0)) for i in range(20_000)})
    ),
    "a float of a million digits": lambda: message({"float": "0x" + "f" * 1_000_000 + "p0"}),
    "a name of a million letters": lambda: message({"map": {"x" * 1_000_000: 1}}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little(name: str) -> None:
    """A message made to use up memory is read or refused at a small multiple of its own size."""
    data = BOMBS[name]()
    tracemalloc.start()
    try:
        with contextlib.suppress(Malformed):
            unpack(data, EVIDENCE_LIMITS)
        assert tracemalloc.get_traced_memory()[1] < 100 << 20
    finally:
        tracemalloc.stop()


def _within(tree: Tree, limits: Limits, depth: int = 0) -> bool:
    parts = list(tree.values()) if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    texts = [tree] if isinstance(tree, str) else [tree.type, tree.text] if isinstance(tree, Opaque) else []
    texts += list(tree) if isinstance(tree, dict) else []
    fits = not isinstance(tree, Array) or tree.values is None or tree.values.size <= limits.elements
    fine = depth <= limits.depth and all(len(text) <= limits.text for text in texts) and fits
    return fine and all(_within(part, limits, depth + 1) for part in parts)


def accept(data: bytes, limits: Limits) -> None:
    """Unpack hostile bytes, and hold `unpack` to its promise: Malformed, or a tree within limits that travels again."""
    try:
        tree = unpack(data, limits)
    except Malformed:
        return
    assert _within(tree, limits)
    assert sum(1 for _ in nodes(tree)) <= limits.nodes
    assert same(tree, unpack(pack(tree)))


@given(st.binary(max_size=300))
@example(bytes(8))
def test_arbitrary_bytes_are_a_tree_or_malformed(data: bytes) -> None:
    """Random bytes, and random bytes behind a true header length, break nothing."""
    accept(data, SMALL)
    accept(message(data), SMALL)
    accept(message({"array": ["0", [1], "uint8", "tensor", False]}, data), SMALL)


@given(data=st.data())
def test_a_damaged_message_is_a_tree_or_malformed(data: st.DataObject, trees: st.SearchStrategy[Tree]) -> None:
    """A valid message with flipped bits, parts cut out, doubled, or taken from another one breaks nothing."""
    valid = bytearray(pack(data.draw(trees)))
    for _ in range(data.draw(st.integers(1, 4))):
        place, other = (data.draw(st.integers(0, len(valid))) for _ in range(2))
        first, last = sorted((place, other))
        match data.draw(st.sampled_from(["flip", "set", "cut", "double", "insert", "end", "swap", "length"])):
            case "flip" if place < len(valid):
                valid[place] ^= 1 << data.draw(st.integers(0, 7))
            case "set" if place < len(valid):
                valid[place] = data.draw(st.sampled_from(b'0129-.eE"\\{}[],:NI\0\xff'))
            case "cut":
                del valid[first:last]
            case "double":
                valid[first:first] = valid[first:last]
            case "insert":
                valid[place:place] = data.draw(st.binary(max_size=9))
            case "end":
                del valid[place:]
            case "swap":
                valid[place:] = pack(data.draw(trees))[place:]
            case "length":
                valid[:8] = data.draw(st.integers(0, 2**64 - 1)).to_bytes(8, "little")
    accept(bytes(valid), data.draw(st.sampled_from([SMALL, Limits()])))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.sampled_from(["0", "1", "float32", "bool", "tensor", "ndarray", "0x1p0", "nan", "\ud800", "x" * 40])
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["map", "float", "object", "array", "a"]), inner, max_size=2)
        | st.tuples(
            st.sampled_from(["0", "1", None]), st.lists(st.integers(-1, 4), max_size=4), inner, inner, inner
        ).map(lambda parts: {"array": list(parts)})
        | st.builds(
            array_of, st.lists(st.integers(0, 3), max_size=3), st.sampled_from(sorted(DTYPES)), st.sampled_from("01")
        )
    ),
    max_leaves=10,
)
FILES = st.dictionaries(
    st.sampled_from(["0", "1", "2", "__metadata__"]),
    st.builds(
        stored,
        st.lists(st.integers(0, 3), max_size=3),
        st.tuples(st.integers(0, 32), st.integers(0, 32)),
        st.sampled_from(["F32", "BOOL", "U8", "BF16", "F8_E4M3", "I64", "F16", "none"]),
    ),
    max_size=3,
)


@given(header=JSON, file=FILES, size=st.integers(0, 32))
def test_a_forged_message_is_a_tree_or_malformed(header: Any, file: Any, size: int) -> None:
    """Well-formed JSON and safetensors of any content, which do not fit each other, break nothing."""
    accept(message(header), SMALL)
    accept(message(header, tensors(file, bytes(size))), SMALL)
    exact = sum(4 * math.prod(entry["shape"]) for entry in file.values())
    accept(message(header, tensors({n: e | {"dtype": "F32"} for n, e in file.items()}, bytes(exact))), SMALL)


def test_bytes_are_only_in_jobs():
    """A job holds sources of any bytes; in evidence and keys, bytes are refused, and so is what is not base64."""
    data = bytes(range(256))
    assert unpack(pack({"source": data}, raw=True), JOB_LIMITS) == {"source": data}
    with pytest.raises(Malformed, match="unknown form"):
        unpack(pack({"source": data}, raw=True))
    packed = pack({"source": b"abcdef"}, raw=True)
    with pytest.raises(Malformed, match="base64"):
        unpack(packed.replace(b"YWJjZGVm", b"YWJj!GVm"), JOB_LIMITS)
