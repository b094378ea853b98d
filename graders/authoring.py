"""What a course author writes with: `probe`, `check`, `mistake`, `variant`, and `error_of` for probes.

The four decorators only mark a function. The engine reads the marks from the source (see `reading`), so their
arguments are literals, and no author's file is executed where it need not be. A topic's files import from here and
from `assertions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Draw = Callable[[Any], Mapping[str, Any]]
TODO = "# TODO: your code here"  # stands in a stub above the error of an exercise that is not started
on_error: Callable[[Exception], None] | None = None  # the worker's: gets what `error_of` meets, for the student to read


def probe(*, inputs: Draw | None = None) -> Callable[[T], T]:
    """Mark `def name(student, …)` in probes.py as a probe: it calls the student's code and returns evidence.

    inputs: a function of a seeded `numpy.random.Generator` that returns values by name: tensors, ndarrays, numbers,
        strings, None, and lists and dicts of these. It runs on the trusted side. The probe takes those that it names
        as arguments; what it does not take (test labels, say) never enters the sandbox, but checks can see it.

    The probe returns a dict of evidence by name, of the same values. Its docstring tells the student what the call
    was made with. In a week with `arrays = "torch"` it gets tensors where `inputs` gave ndarrays (float32 for float64).
    """
    return _mark


def check(*, points: float, hints: Sequence[str], needs: Sequence[str] = ()) -> Callable[[T], T]:
    """Mark `def test_…(probe_name, …)` in test_visible.py or test_hidden.py as a check.

    Each argument names a probe and gets its `Run`: `run["y"]` is the student's evidence, `run.expected["y"]` what the
    reference gave, `run.inputs["x"]` the input. Judge with `assert_matches(run)` or a plain `assert …, "message"`.
    The docstring is the check's title.

    points: what it is worth. hints: steps for a student who fails it, one at a time: a question, the idea, what to look up.
    needs: checks of this topic without which this one says nothing: if one of them does not pass, it is `blocked`.
    """
    return _mark


def mistake(*, of: str, caught_by: str, like: str | None = None) -> Callable[[T], T]:
    """Mark a known wrong solution in mistakes/<topic>.py; its docstring is the feedback that it deserves.

    of: the exercise it stands in for, such as "relu" or "Net.forward". caught_by: the check that must catch it.
    like: another mistake, from which no evidence can tell this one; it is that one's feedback that fits both.
    Other exercises come from `from solution import …`.
    """
    return _mark


def variant(*, of: str) -> Callable[[T], T]:
    """Mark a right but unusual solution in variants/<topic>.py, which must get full marks."""
    return _mark


def _mark(function: T) -> T:
    return function


def error_of(function: Callable[..., object], *args: object, **kwargs: object) -> str | None:
    """Call `function` and return the name of the built-in exception it raised (a subclass counts), or None.

    NotImplementedError passes through: an exercise that is not started has not raised anything. The name is all that
    is compared; where it is another one than expected, the student is shown the exception's text and line as well.
    """
    try:
        function(*args, **kwargs)
    except NotImplementedError:
        raise
    except Exception as error:
        if on_error is not None:
            on_error(error)
        return next(cls.__name__ for cls in type(error).__mro__ if cls.__module__ == "builtins")
    return None
