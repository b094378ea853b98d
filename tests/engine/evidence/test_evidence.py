"""Evidence: hostile trees become evidence or Malformed, and what differs is found exactly."""

from __future__ import annotations

import contextlib
import math
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.graders.engine.collect.job import EVIDENCE_LIMITS
from dlcourse.graders.engine.collect.key import KEY_LIMITS
from dlcourse.graders.engine.evidence.evidence import (
    REPORTABLE,
    Evidence,
    Failure,
    Frame,
    Outcome,
    difference,
    read_failure,
    same_evidence,
    topic_from_tree,
    topic_to_tree,
)
from dlcourse.graders.engine.evidence.wire import Array, Malformed, Opaque, Tree, pack, unpack

GOOD: dict[str, Tree] = {
    "probe": "p",
    "status": "ok",
    "values": {"y": 1},
    "error": None,
    "seconds": 0.5,
    "output": "",
}
CALLER: list[Tree] = ["predict", 7, "h = linear(x)", 1]
ERROR: dict[str, Tree] = Failure(type="ValueError", text="no", place="student", line=3).to_tree()


def short(value: object) -> str:
    return str(value)[:40]


def tensor(values: Any, dtype: str = "float32", kind: str = "tensor", grad: bool = False) -> Array:
    return Array.of(np.array(values, dtype), kind, grad)


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_evidence_survives_being_stored(outcome: Outcome) -> None:
    """What is stored of a topic reads back as it was, with its failures, times and output."""
    callers = (Frame("f", 7, "g(x)", 2), Frame("", 0, "", 990), Frame("<module>", 9, "f(1)"))
    failure = None if outcome == "ok" else Failure(type="ValueError", line=3, code="x = 1", column=2, callers=callers)
    evidence = {"p": Evidence("p", outcome, {"y": [1, "a"]}, failure, 0.25, "printed")}
    assert topic_from_tree(unpack(pack(topic_to_tree(evidence)))) == evidence


@pytest.mark.parametrize(
    "change",
    [
        {"probe": None},
        {"probe": 1},
        {"status": "passed"},
        {"status": "OK"},
        {"status": None},
        {"status": ["ok"]},
        {"status": {"ok": 1}},
        {"status": tensor([1.0])},
        {"values": None},
        {"values": [1]},
        {"values": tensor([1.0])},
        {"seconds": 1},
        {"seconds": True},
        {"seconds": "1"},
        {"seconds": -1.0},
        {"seconds": math.nan},
        {"seconds": math.inf},
        {"output": None},
        {"output": ["x"]},
        {"error": ERROR},
        {"status": "error"},
        {"status": "not_started"},
        {"status": "error", "error": "ValueError"},
        {"status": "error", "error": {}},
        {"status": "error", "error": ERROR | {"line": "3"}},
        {"status": "error", "error": ERROR | {"line": True}},
        {"status": "error", "error": ERROR | {"text": None}},
        {"status": "error", "error": ERROR | {"points": 100}},
        {"status": "error", "error": ERROR | {"text": "x" * 12_001}},
        {"status": "error", "error": ERROR | {"line": -1}},
        {"status": "error", "error": ERROR | {"column": 2**62}},
        {"status": "error", "error": ERROR | {"callers": None}},
        {"status": "error", "error": ERROR | {"callers": [CALLER] * 11}},
        {"status": "error", "error": ERROR | {"callers": ["predict"]}},
        {"status": "error", "error": ERROR | {"callers": [CALLER[:3]]}},
        {"status": "error", "error": ERROR | {"callers": [[*CALLER, 1]]}},
        {"status": "error", "error": ERROR | {"callers": [[None, *CALLER[1:]]]}},
        {"status": "error", "error": ERROR | {"callers": [["f", 1.0, "", 1]]}},
        {"status": "error", "error": ERROR | {"callers": [["f", 1, "", True]]}},
        {"status": "error", "error": ERROR | {"callers": [["f", 1, "x" * 12_001, 1]]}},
        {"status": "error", "error": {name: value for name, value in ERROR.items() if name != "place"}},
    ],
    ids=short,
)
def test_odd_evidence_is_malformed(change: dict[str, Tree]) -> None:
    """One part of another form is enough to refuse the whole."""
    assert Evidence.from_tree(GOOD).values == {"y": 1}
    assert read_failure(ERROR | {"callers": [CALLER] * 10}) is not None
    with pytest.raises(Malformed):
        Evidence.from_tree(GOOD | change)


@pytest.mark.parametrize("missing", GOOD)
def test_incomplete_evidence_is_malformed(missing: str) -> None:
    """Evidence lacks nothing, but for the error where there was none."""
    tree = {name: value for name, value in GOOD.items() if name != missing}
    if missing == "error":
        assert Evidence.from_tree(tree).outcome == "ok"
    else:
        with pytest.raises(Malformed):
            Evidence.from_tree(tree)


@pytest.mark.parametrize("status", ["timeout", "malformed"])
def test_a_worker_cannot_claim_what_only_the_collector_can_say(status: str) -> None:
    """Timeout and malformed are the collector's words; in a worker's mouth they are malformed."""
    tree = GOOD | {"status": status, "error": ERROR}
    assert Evidence.from_tree(tree).outcome == status
    with pytest.raises(Malformed):
        Evidence.from_tree(tree, REPORTABLE)


@pytest.mark.parametrize("tree", [None, {}, "x", [None], [[]], [GOOD, GOOD], tensor([1.0]), [GOOD, {}]], ids=short)
def test_stored_evidence_of_another_form_is_malformed(tree: Tree) -> None:
    """A topic's stored evidence is a list, each probe once."""
    with pytest.raises(Malformed):
        topic_from_tree(tree)


@given(data=st.data())
def test_any_tree_is_evidence_or_malformed(data: st.DataObject, trees: st.SearchStrategy[Tree]) -> None:
    """No tree, however odd its parts, raises anything else."""
    tree = data.draw(trees | st.fixed_dictionaries(dict.fromkeys(GOOD, trees) | {"probe": st.just("p")}))
    tree = tree | data.draw(st.sampled_from([{}, {"status": "ok", "error": None}])) if isinstance(tree, dict) else tree
    for read in (Evidence.from_tree, read_failure, topic_from_tree, lambda item: topic_from_tree([item])):
        with contextlib.suppress(Malformed):
            read(tree)


@given(data=st.data())
def test_evidence_that_was_accepted_can_be_stored_and_read(data: st.DataObject, trees: st.SearchStrategy[Tree]) -> None:
    """Whatever a worker got past the collector can be regraded from its file."""
    values = data.draw(st.dictionaries(st.text(max_size=4), trees, max_size=3))
    text = data.draw(st.text())
    frame = GOOD | {"values": values, "output": text}
    try:
        evidence = {"p": Evidence.from_tree(unpack(pack(frame), EVIDENCE_LIMITS))}
    except Malformed:
        return
    again = topic_from_tree(unpack(pack(topic_to_tree(evidence)), KEY_LIMITS))
    assert again["p"].output == evidence["p"].output
    assert same_evidence(again["p"], evidence["p"])


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"y": "\x1b" * 25_000}, id="a text that cleaning makes four times as long"),
        pytest.param({"y": [[[[[[[[[[1]]]]]]]]]]}, id="as deep as a frame allows"),
        pytest.param({str(i): "\x1b" * 2000 for i in range(150)}, id="a header that grows beyond a frame's"),
    ],
)
def test_evidence_at_the_limits_can_be_stored_and_read(values: Tree) -> None:
    """What just fits into a frame still fits into the file of a topic, whose other probes stand beside it."""
    evidence = {"p": Evidence.from_tree(unpack(pack(GOOD | {"values": values}), EVIDENCE_LIMITS))}
    assert topic_from_tree(unpack(pack(topic_to_tree(evidence)), KEY_LIMITS)) == evidence


SAME: list[tuple[Tree, Tree]] = [
    (1.0, 1.0 + 5e-5),
    (0.0, 9e-6),
    (1, 1.0),
    (math.nan, math.nan),
    (math.inf, math.inf),
    ([1.0, "a", None, True], [1.0, "a", None, True]),
    (unpack(pack((1, 2))), [1, 2]),
    (tensor([1.0, math.nan, math.inf]), tensor([1.00005, math.nan, math.inf])),
    (tensor([1.0], grad=True), tensor([1.0])),
    (tensor([]), tensor([])),
    (tensor(3.0), tensor(3.0)),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    (Opaque("set", "{1}"), Opaque("set", "{1}")),
    (tensor([1.0], ">f8"), tensor([1.0], "float64")),
]
OTHER: list[tuple[Tree, Tree, str, str]] = [
    (1.001, 1.0, "", "value"),
    (1.0, 1, "", "kind"),
    (True, 1, "", "kind"),
    (1, True, "", "kind"),
    (True, 1.0, "", "kind"),
    ("1.0", 1.0, "", "kind"),
    (None, 1.0, "", "kind"),
    (None, 0, "", "kind"),
    (0, None, "", "kind"),
    (False, None, "", "kind"),
    (tensor(1.0), 1.0, "", "kind"),
    (tensor(1.0, kind="ndarray"), 1.0, "", "kind"),
    (1.0, tensor(1.0), "", "kind"),
    ([1.0], tensor([1.0]), "", "kind"),
    (Opaque("float", "1.0"), 1.0, "", "kind"),
    (Opaque("Tensor", "tensor([1.])"), tensor([1.0]), "", "kind"),
    (math.nan, 1.0, "", "value"),
    (1.0, math.nan, "", "value"),
    (math.inf, -math.inf, "", "value"),
    (1e308, math.inf, "", "value"),
    (math.inf, 1e308, "", "value"),
    (-1e308, 1e308, "", "value"),
    (2**63 - 1, 1.0, "", "value"),
    (2, 1, "", "value"),
    ("a", "A", "", "value"),
    ("a", "a ", "", "value"),
    ("", None, "", "kind"),
    ([], {}, "", "kind"),
    ([1, 2], [1, 3], "[1]", "value"),
    ([1, 2, 3], [1, 2], "", "length"),
    ([], [1], "", "length"),
    ([[1], [2]], [[1], 2], "[1]", "kind"),
    ({"a": 1}, {"b": 1}, "", "names"),
    ({"a": 1}, {"a": 1, "b": 1}, "", "names"),
    ({"a": {"b": [0, 1]}}, {"a": {"b": [0, 2]}}, "['a']['b'][1]", "value"),
    (tensor([1.0], kind="ndarray"), tensor([1.0]), "", "kind"),
    (tensor([1.0]), tensor([[1.0]]), "", "shape"),
    (tensor(1.0), tensor([1.0]), "", "shape"),
    (tensor([]), tensor([1.0]), "", "shape"),
    (tensor([1.0], "float64"), tensor([1.0]), "", "dtype"),
    (tensor([1], "int64"), tensor([1], "int32"), "", "dtype"),
    (tensor([1.0, math.nan]), tensor([1.0, 2.0]), "", "value"),
    (tensor([True, False], "bool"), tensor([True, True], "bool"), "", "value"),
    (tensor([3.4e38]), tensor([-3.4e38]), "", "value"),
    (tensor([65504.0], "float16"), tensor([-65504.0], "float16"), "", "value"),
    (tensor([2**63 - 1], "int64"), tensor([-(2**63)], "int64"), "", "value"),
    (Array(None, (2,), "float32", "tensor"), tensor([1.0, 2.0]), "", "size"),
    (Opaque("set", "{1}"), Opaque("set", "{2}"), "", "value"),
]


@pytest.mark.parametrize(("got", "want"), SAME, ids=short)
def test_alike_is_no_difference(got: Tree, want: Tree) -> None:
    """Floats within tolerance, NaN for NaN, an int for a float, and a tuple for a list are alike."""
    assert difference(got, want, 1e-4, 1e-5) is None


@pytest.mark.parametrize(("got", "want", "path", "what"), OTHER, ids=short)
def test_a_difference_says_where_and_what(got: Tree, want: Tree, path: str, what: str) -> None:
    """All else is exact, and the first difference is named."""
    found = difference(got, want, 1e-4, 1e-5, "y")
    assert found is not None
    assert (found.path, found.what) == (f"y{path}", what)


def test_a_difference_in_an_array_has_its_place_and_count() -> None:
    """The first differing element of an array is found by index, and all of them are counted."""
    found = difference(tensor([[1, 2], [0, 0]]), tensor([[1, 2], [3, 4]]), 1e-4, 1e-5, "y")
    assert found is not None
    assert (found.at, found.count) == ((1, 0), 2)


@given(data=st.data())
def test_a_tree_equals_itself_and_nothing_raises(data: st.DataObject, trees: st.SearchStrategy[Tree]) -> None:
    """Comparing any two trees ends in None or a difference, and a tree with itself in None."""
    one, other = data.draw(trees), data.draw(trees)
    assert difference(one, one, 0, 0) is None
    found = difference(one, other, 1e-4, 1e-5)
    assert found is None or found.what in ("kind", "length", "names", "shape", "dtype", "size", "value")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Evidence("p", "ok", {"y": 1.0}), Evidence("p", "ok", {"y": 1.00001}, seconds=9.0, output="x"), True),
        (Evidence("p", "ok", {"y": 1.0}), Evidence("p", "ok", {"y": 2.0}), False),
        (Evidence("p", "ok", {"y": 1.0}), Evidence("p", "ok", {"z": 1.0}), False),
        (Evidence("p", "ok"), Evidence("p", "not_started", failure=Failure()), False),
        (
            Evidence("p", "error", failure=Failure(type="ValueError", text="3 is odd", place="student", line=3)),
            Evidence("p", "error", failure=Failure(type="ValueError", text="5 is odd", place="student", line=5)),
            True,
        ),
        (
            Evidence("p", "error", failure=Failure(type="NameError", text="name 'x' is not defined")),
            Evidence("p", "error", failure=Failure(type="NameError", text="name 'y' is not defined")),
            True,
        ),
        (
            Evidence("p", "error", failure=Failure(type="NameError", text="name 'x' is not defined")),
            Evidence(
                "p", "error", failure=Failure(type="NameError", text="name 'y' is not defined. Did you mean: 'Y'?")
            ),
            True,
        ),
        (
            Evidence("p", "error", failure=Failure(type="ValueError", text="odd")),
            Evidence("p", "error", failure=Failure(type="ValueError", text="even")),
            False,
        ),
        (
            Evidence("p", "error", failure=Failure(type="ValueError", place="student")),
            Evidence("p", "error", failure=Failure(type="ValueError", place="import")),
            False,
        ),
        (
            Evidence("p", "error", failure=Failure(type="ValueError")),
            Evidence("p", "error", failure=Failure(type="TypeError")),
            False,
        ),
    ],
)
def test_the_same_evidence_is_the_same_ending(one: Evidence, other: Evidence, expected: bool) -> None:
    """Two probes ended alike if their values are, or the type and place of their errors; times and output are not."""
    assert same_evidence(one, other) is expected
