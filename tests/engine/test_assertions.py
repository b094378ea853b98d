"""What a failing check says: the words a student reads, and the edges of what counts as equal."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.graders.assertions import (
    ATOL,
    RTOL,
    Mismatch,
    Run,
    assert_at_least,
    assert_at_most,
    assert_matches,
    curves,
    show,
)
from dlcourse.graders.engine.course.reading import Probe
from dlcourse.graders.engine.evidence.evidence import Evidence, difference
from dlcourse.graders.engine.evidence.wire import Array, Opaque, Tree

PROBE = Probe("p", "draw", ("x", "slope"), "leaky(x, slope=slope)\nrelu(x)", ("leaky", "relu"), "Twice in a row.")


def tensor(values: Any, dtype: str = "float32", kind: str = "tensor", grad: bool = False) -> Array:
    return Array.of(np.array(values, dtype), kind, grad)


def run(got: Tree, want: Tree) -> Run:
    return Run(PROBE, Evidence("p", "ok", {"y": got}), Evidence("p", "ok", {"y": want}), {})


def told(got: Tree, want: Tree, **tolerance: float) -> dict[str, str]:
    """Return what a mismatch says, by label."""
    with pytest.raises(Mismatch) as caught:
        assert_matches(run(got, want), **tolerance)
    return dict(caught.value.lines)


@pytest.mark.parametrize(
    ("got", "want", "differs"),
    [
        # kind
        (None, tensor([1.0]), "y: None instead of a tensor of shape (1,)"),
        (tensor([1.0], kind="ndarray"), tensor([1.0]), "y: an ndarray of shape (1,) instead of a tensor of shape (1,)"),
        ([1.0], tensor([1.0]), "y: a list or tuple instead of a tensor of shape (1,)"),
        (tensor(1.0), 1.0, "y: a tensor with a single number instead of a float"),
        ("1", 1, "y: a string instead of an int"),
        (True, 1, "y: a bool instead of an int"),
        (1.0, 1, "y: a float instead of an int"),
        ({}, [], "y: a dict instead of a list or tuple"),
        (Opaque("set", "{1}"), [1], "y: a set instead of a list or tuple"),
        (Opaque("object", "<object>"), [1], "y: an object instead of a list or tuple"),
        # shape, dtype, size
        (tensor([[1.0]]), tensor([1.0]), "y: shape (1, 1) instead of (1,)"),
        (tensor(1.0), tensor([1.0]), "y: a tensor with a single number instead of a tensor of shape (1,)"),
        (tensor([1.0], "float64"), tensor([1.0]), "y: dtype float64 instead of float32"),
        (Array(None, (1,), "float32", "tensor"), tensor([1.0]), "y: too large, or of a layout or dtype that cannot be compared"),
        # value and place
        (tensor([[1, 2], [3, 4.5]]), tensor([[1, 2], [3, 4]]), "y[1, 1]: 4.5 instead of 4 (1 of 4 values differ)"),
        (tensor([1.0, 9.0, 9.0]), tensor([1.0, 2.0, 3.0]), "y[1]: 9 instead of 2 (2 of 3 values differ)"),
        (tensor([math.nan]), tensor([1.0]), "y[0]: nan instead of 1"),
        (tensor([math.inf, 1.0]), tensor([2.0, 1.0]), "y[0]: inf instead of 2 (1 of 2 values differ)"),
        (tensor([True, True], "bool"), tensor([True, False], "bool"), "y[1]: True instead of False (1 of 2 values differ)"),
        (tensor([1], "int64"), tensor([2], "int64"), "y[0]: 1 instead of 2"),
        (tensor(2.0), tensor(1.0), "y: 2 instead of 1"),
        (2.5, 1.0, "y: 2.5 instead of 1"),
        (math.nan, 1.0, "y: nan instead of 1"),
        (3, 4, "y: 3 instead of 4"),
        (3, 4.5, "y: 3 instead of 4.5"),
        ("ab", "abc", "y: 'ab' instead of 'abc'"),
        ("a\nb", "a b c", "y: 'a b' instead of 'a b c'"),
        # inside
        ([1], [1, 2], "y: 1 item instead of 2"),
        ([1, 2, 3], [], "y: 3 items instead of 0"),
        ([1, [2, 3]], [1, [2, 4]], "y[1][1]: 3 instead of 4"),
        ({"w": tensor([1.0])}, {"w": tensor([2.0])}, "y['w'][0]: 1 instead of 2"),
        ({"w": 1, "c": 2}, {"w": 1, "b": 2}, "y: the names ['c', 'w'] instead of ['b', 'w']"),
        # floats that look alike
        (1.00000002, 1.0, "y: 1.00000002 instead of 1"),
        (tensor([0.1 + 1e-10], "float64"), tensor([0.1], "float64"), "y[0]: 0.1000000001 instead of 0.1"),
        (0.1 + 0.2, 0.3, "y: 0.30000000000000004 instead of 0.29999999999999999"),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_a_mismatch_says_where_two_values_first_part(got: Tree, want: Tree, differs: str) -> None:
    """One line names the place, what came and what was expected, in a student's words."""
    assert told(got, want, rtol=0, atol=0)["differs"] == differs


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (tensor([1.0, 2.5]), "tensor of 2 values, float32: [1.000, 2.500]"),
        (tensor([[1, 2], [3, 4]], "int64"), "tensor of 2×2, int64:\n[[1, 2],\n [3, 4]]"),
        (tensor(3.0), "tensor 3 (float32, no dimensions)"),
        (tensor([]), "tensor of 0 values, float32: []"),
        (tensor([1e-7, 1e7], kind="ndarray"), "ndarray of 2 values, float32: [1e-07, 1e+07]"),
        (Array(None, (10, 1000000), "float32", "tensor"), "tensor of shape (10, 1000000), float32"),
        (Opaque("Linear", "Linear(\n in=3)"), "Linear: Linear( in=3)"),
        (
            Opaque("method", "<built-in method relu of Tensor object at 0x7f3aF0>"),
            "method: <built-in method relu of Tensor object>",
        ),
        (None, "None"),
        (True, "True"),
        (0.30000000000000004, "0.3"),
        ("it's", '"it\'s"'),
        ("a" * 300, repr("a" * 200 + "… (300 characters)")),
        (list(range(20)), "[0, 1, 2, 3, 4, 5, 6, 7, … (20 items)]"),
        ({"loss": 1.0, "steps": 1}, "{'loss': 1.0, 'steps': 1}"),
        ([1e20, math.inf, math.nan, -2.0], "[1e+20, inf, nan, -2.0]"),
        ({"a": [1.5], "b": "c"}, "{'a': [1.5], 'b': 'c'}"),
        (
            {str(i): i for i in range(9)},
            "{'0': 0, '1': 1, '2': 2, '3': 3, '4': 4, '5': 5, '6': 6, '7': 7, … (9 items)}",
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_value_is_shown_as_a_student_would_know_it(value: Tree, shown: str) -> None:
    """Kind, shape and dtype stand before the numbers; what is long is shortened, and says so."""
    assert show(value) == shown


def test_a_large_array_is_shortened() -> None:
    """A million numbers take a few lines with an ellipsis."""
    text = show(tensor(np.arange(10**6).reshape(1000, 1000)))
    assert text.startswith("tensor of 1000×1000, float32:")
    assert "…" in text
    assert len(text.splitlines()) < 10


def test_an_attached_graph_is_noted() -> None:
    """A wrong tensor that still requires grad, where the reference's does not, gets a note."""
    assert "attached" in told(tensor([1.0], grad=True), tensor([2.0]))["note"]
    assert "note" not in told(tensor([1.0], grad=True), tensor([2.0], grad=True))


@pytest.mark.parametrize(
    ("got", "says"),
    [
        (Opaque("builtin_function_or_method", "<built-in method relu>"), "its ( ) are missing"),
        (Opaque("function", "<function relu>"), "its ( ) are missing"),
        (Opaque("torch.nn.modules.activation.ReLU", "ReLU()"), "this is a layer"),
    ],
)
def test_what_is_to_be_called_is_noted(got: Tree, says: str) -> None:
    """A function or a layer in the place of a tensor has not been called; where one is expected there is no note."""
    assert says in told(got, tensor([1.0]))["note"]
    assert "note" not in told(got, 1.0)
    assert "note" not in told(Opaque("Net", "Net()"), tensor([1.0]))


@pytest.mark.parametrize(
    ("returned", "name", "got", "differs", "shown"),
    [
        ({"y"}, "y", [1, 3], "[1]: 3 instead of 2", "2 numbers: "),
        ({"y"}, "y", [1], "the result: 1 item instead of 2", "[1]"),
        ({"y", "other one"}, "y", [1, 3], "y[1]: 3 instead of 2", "y: 2 numbers: "),
        ({"y", "other one"}, "other one", [1, 3], "other one at [1]: 3 instead of 2", "other one: 2 numbers: "),
        ({"y", "other one"}, "other one", [1], "other one: 1 item instead of 2", "other one: [1]"),
    ],
)
def test_a_name_that_stands_nowhere_else_is_not_used(
    returned: set[str], name: str, got: Tree, differs: str, shown: str
) -> None:
    """A probe's only result is the result; of several, the name is told with what came back as well."""
    probe = dataclasses.replace(PROBE, returned=frozenset(returned))
    with pytest.raises(Mismatch) as caught:
        assert_matches(Run(probe, Evidence("p", "ok", {name: got}), Evidence("p", "ok", {name: [1, 2]}), {}))
    lines = dict(caught.value.lines)
    assert lines["differs"] == differs
    assert lines["returned"].replace("\n", " ").startswith(shown)


def test_the_call_is_shown_with_the_inputs_that_it_names() -> None:
    """A message starts with the calls as the author wrote them, their inputs, and the situation."""
    drawn = {"x": tensor([1.0, 2.0]), "slope": 0.25, "labels": tensor([1], "int64"), "relu": 3}
    called = Run(PROBE, Evidence("p", "ok"), Evidence("p", "ok"), drawn).called()
    assert called.splitlines() == [
        "leaky(x, slope=slope)",
        "relu(x)",
        "x = tensor of 2 values, float32: [1, 2]",
        "slope = 0.25",
        "(Twice in a row.)",
    ]


@pytest.mark.parametrize(
    ("got", "want", "equal"),
    [
        (1.0 + 1.09e-4, 1.0, True),
        (1.0 + 1.11e-4, 1.0, False),
        (9.9e-6, 0.0, True),
        (1.01e-5, 0.0, False),
        (1000.1, 1000.0, True),
        (1000.2, 1000.0, False),
        (-1.0, 1.0, False),
        (1, 1.0, True),
        (True, 1.0, False),
        (math.nan, math.nan, True),
        (math.inf, math.inf, True),
        (math.inf, 1e38, False),
        (1e38, math.inf, False),
    ],
)
@pytest.mark.parametrize("wrap", [lambda value: value, lambda value: [value], lambda value: {"a": value}])
def test_floats_may_differ_by_the_tolerance(got: float, want: float, equal: bool, wrap: Any) -> None:
    """`atol + rtol * |expected|` is the whole of what is forgiven."""
    if equal:
        assert_matches(run(wrap(got), wrap(want)))
    else:
        told(wrap(got), wrap(want))


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_arrays_of_floats_have_the_same_tolerance(dtype: str) -> None:
    """Each element is forgiven as much as a number is; whole numbers are exact."""
    assert_matches(run(tensor([1.00005, 0.0], dtype), tensor([1.0, 0.0], dtype)))
    told(tensor([1.01, 0.0], dtype), tensor([1.0, 0.0], dtype))
    told(tensor([10**6 + 1], "int64"), tensor([10**6], "int64"))
    assert_matches(run(tensor([10**6 + 1], dtype), tensor([10**6], dtype)) if dtype != "float16" else run(1, 1))


def test_an_author_chooses_names_and_tolerances() -> None:
    """Only the named evidence is compared, with the tolerance asked for."""
    two = Run(PROBE, Evidence("p", "ok", {"y": 1.0, "z": 2.0}), Evidence("p", "ok", {"y": 1.0, "z": 3.0}), {})
    assert_matches(two, "y")
    assert_matches(two, rtol=0.5)
    with pytest.raises(Mismatch, match="z: 2 instead of 3"):
        assert_matches(two)
    with pytest.raises(KeyError):
        assert_matches(two, "no such evidence")


@pytest.mark.parametrize("got", [10, 10.0, tensor(10), tensor(10.0), tensor(10, "int64", kind="ndarray")])
@pytest.mark.parametrize("want", [10, 10.0, tensor(10.0)])
@pytest.mark.parametrize("wrap", [lambda value: value, lambda value: {"steps": [value, 2]}])
def test_numbers_of_every_kind_are_alike_if_the_contract_allows_it(got: Tree, want: Tree, wrap: Any) -> None:
    """Also in lists and dicts; True and an array with dimensions stay what they are."""
    assert_matches(run(wrap(got), wrap(want)), numbers=True)
    for other in (11, tensor(9.5), True, tensor([10.0]), "10", None):
        with pytest.raises(Mismatch):
            assert_matches(run(wrap(other), wrap(want)), numbers=True)


def test_a_dotted_name_is_a_value_inside() -> None:
    """The rest of the piece may differ; a value that is not there is a mismatch of what should hold it."""
    want = {"loss": [0.5, 0.25], "last": {"epoch": 2}}
    assert_matches(run({"loss": [0.5, 0.25], "last": None}, want), "y.loss")
    assert_matches(run(want, want), "y.last.epoch", "y")
    for got, differs in (
        ({"loss": [0.5, 0.3]}, "y['loss'][1]: 0.3 instead of 0.25"),
        ({"last": 1}, "y: the names ['last'] instead of ['last', 'loss']"),
        ([0.5], "y: a list or tuple instead of a dict"),
    ):
        with pytest.raises(Mismatch) as caught:
            assert_matches(run(got, want), "y.loss")
        assert dict(caught.value.lines)["differs"].startswith(differs), caught.value.lines


@pytest.mark.parametrize(
    ("value", "enough"), [(0.9, True), (0.90001, True), (0.89, False), (math.nan, False), (math.inf, True)]
)
def test_a_threshold_is_met_or_said(value: float, enough: bool) -> None:
    """The message has the quantity, its value and the threshold; NaN never is enough."""
    if enough:
        assert_at_least(value, 0.9, "accuracy")
        assert_at_most(-value, -0.9, "loss")
    else:
        with pytest.raises(Mismatch, match=f"accuracy: {value:g}\nexpected: at least 0.9"):
            assert_at_least(value, 0.9, "accuracy")
        with pytest.raises(Mismatch, match=r"at most -0\.9"):
            assert_at_most(-value, -0.9, "loss")


@given(data=st.data())
def test_words_are_found_for_every_mismatch(data: st.DataObject, trees: st.SearchStrategy[Tree]) -> None:
    """Any two trees that differ can be told of in lines of bounded length."""
    got, want = data.draw(trees), data.draw(trees)
    if difference(got, want, RTOL, ATOL):
        lines = told(got, want)
        assert [label for label in lines if label != "note"] == ["found", "expected", "differs"]
        assert all(0 < len(text) < 20_000 for text in lines.values())


def trained(got: Tree, want: Tree, name: str = "losses") -> list[tuple[str, str]]:
    """Return the curves of a run that left these losses."""
    return curves(Run(PROBE, Evidence("p", "ok", {name: got}), Evidence("p", "ok", {name: want}), {}))


@pytest.mark.parametrize(
    "form", [list, lambda values: tensor(values, "float64"), lambda values: tensor(values, "float64", "ndarray")]
)
def test_losses_are_drawn_beside_the_expected_ones(form: Any) -> None:
    """Lists, tensors and arrays of losses become two lines on one scale, with the first and the last number."""
    (drawn,) = trained(form([8.0, 8.0, 8.0, 8.0, 4.5]), form([8.0, 4.0, 2.0, 1.0, 1.0]))
    assert drawn == ("losses", "yours     ████▅  8 → 4.5\nexpected  █▄▂▁▁  8 → 1")


def test_losses_of_different_length_and_form() -> None:
    """A history that is too short or too long, or diverges, is drawn as far as it is one of numbers."""
    (drawn,) = trained([8.0, 4.0, 2.0, 1.0, float("nan")], [8.0, 4.0, 2.0, 1.0])
    assert drawn[1] == "yours     █▄▂▁×  8 → nan\nexpected  █▄▂▁   8 → 1"
    (drawn,) = trained([1.0, 10.0, 1e300, float("inf")], [8.0, 4.0, 2.0, 1.0])
    assert drawn[1].splitlines()[0] == "yours     ▁█↑↑  1 → inf"
    ((label, _),) = trained([3, 2, 1, 0], [3.0, 2.0, 1.0, 0.0], "validation_loss")
    assert label == "validatio"


@pytest.mark.parametrize(
    "got",
    [
        None,
        1.5,
        "8, 4, 2, 1",
        [8.0, 4.0, 2.0],
        [8.0, "4", 2.0, 1.0],
        [True, False, True, False],
        [10**400, 1, 1, 1],
        {"losses": [8.0]},
        tensor([[8.0, 4.0, 2.0, 1.0]]),
        Opaque("map", "<map object>"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_curve_is_not_drawn(got: Tree) -> None:
    """Where there are too few numbers, or none, the other lines say what is wrong."""
    assert trained(got, [8.0, 4.0, 2.0, 1.0]) == []


def test_only_losses_are_curves() -> None:
    """Other lists of numbers are shown as numbers."""
    assert trained([8.0, 4.0, 2.0, 1.0], [8.0, 4.0, 2.0, 1.0], "weights") == []
