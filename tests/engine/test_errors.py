"""Errors say where they are, what is wrong, and more below."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dlcourse.graders.engine.errors import BrokenGrader, nearest


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (BrokenGrader("it is odd."), "it is odd."),
        (BrokenGrader("it is odd.", file=Path("a.py")), "a.py: it is odd."),
        (BrokenGrader("it is odd.", file="a.py", line=3), "a.py:3: it is odd."),
        (BrokenGrader("it is odd", file="a.py", line=3, raised="E: no", details="Trace"), "a.py:3: it is odd\nTrace"),
        (BrokenGrader(), ""),
    ],
)
def test_broken_grader(error: BrokenGrader, text: str) -> None:
    """The place comes first, as editors and terminals read it; another process gets the same error."""
    assert str(error) == text
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), vars(copy)) == (text, vars(error))


NAMES = ["week03", "mse", "one_hot", "sigmoid_softmax", "training_loop", "search"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("mes", "mse"), ("ms", "mse"), ("MSE.py", "mse"), ("mse_loss", "mse"), ("serch", "search")),
        *(("one-hot", "one_hot"), ("onehot", "one_hot"), ("softmax", "sigmoid_softmax"), ("train", "training_loop")),
        *(("traning_lopo", "training_loop"), ("week3", "week03"), ("wek03", "week03"), ("../week03", "week03")),
    ],
)
def test_a_close_name_is_suggested(typed: str, meant: str) -> None:
    """A typo or two, another way to join words, a word of the name, its beginning."""
    assert nearest(typed, NAMES) == f"Did you mean {meant!r}?"


@pytest.mark.parametrize(
    "typed", ["each", "earth", "week04", "week01", "relu", "xyz", "a", "", "_", "reach_it", "linear"]
)
def test_a_name_that_is_not_close_is_not_suggested(typed: str) -> None:
    """A wrong suggestion is worse than none, and another number is another name: then there is the list."""
    assert nearest(typed, NAMES) == f"Choose from: {', '.join(NAMES)}."


def test_names_that_are_as_close() -> None:
    """Of two or three all are named; of more, the list says it."""
    assert nearest("ab", ["abc", "abd"]) == "Did you mean 'abc' or 'abd'?"
    assert nearest("ab", ["aba", "abb", "abc", "abd"]) == "Choose from: aba, abb, abc, abd."
    assert nearest("ab", []) == "There are none yet."
