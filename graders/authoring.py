"""What a course author writes with: `probe`, `check`, `mistake`, `variant`; `error_of` and `run_program` for probes.

The four decorators only mark a function. The engine reads the marks from the source (see `reading`) without running the
file, so their arguments are literals. A topic's files import from here and from `assertions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

T = TypeVar("T")
FailureKind = Literal["error", "type", "shape", "dtype", "value"]
Draw = Callable[[Any], Mapping[str, Any]]
TODO = "# TODO: your code here"  # in a stub, above the error of an exercise that is not started
on_error: Callable[[Exception], None] | None = None  # set by the worker: gets what `error_of` catches, for messages


def probe(*, inputs: Draw | None = None) -> Callable[[T], T]:
    """Mark `def name(student, …)` in probes.py as a probe: it calls the student's code and returns evidence.

    inputs: a function of a seeded `numpy.random.Generator` that returns values by name: tensors, ndarrays, numbers,
        strings, None, and lists and dicts of these. It runs on the trusted side. The probe takes the values that it names
        as arguments. The others, such as test labels, never enter the sandbox, but checks can see them.

    The probe returns a dict of evidence by name, of the same kinds of values. Its docstring says to the student what the
    call was made with. In a week with `arrays = "torch"`, the probe gets the ndarrays as tensors (float64 as float32).
    """
    return _mark


def check(
    *,
    points: float,
    hints: Sequence[str],
    needs: Sequence[str] = (),
    hints_for: Mapping[FailureKind, str] | None = None,
) -> Callable[[T], T]:
    """Mark `def test_…(probe_name, …)` in test_visible.py or test_hidden.py as a check.

    Each argument names a probe and gets its `Run`: `run["y"]` is the student's evidence, `run.expected["y"]` what the
    reference gave, `run.inputs["x"]` the input. Judge with `assert_matches(run)` or a plain `assert …, "message"`.
    The docstring is the check's title.

    points: above 0. hints: steps for a student who fails it, shown one at a time: a question, the idea, what to look up.
    needs: names of earlier checks of this topic. If one of them does not pass, this check is `blocked`.
    hints_for: hints that fit one kind of failure only, and come before the others: {"shape": "…", "error": "…"}. An exception
        in the student's code is an "error"; then only this hint is shown. Else it is about the first difference that
        `assert_matches` finds: in the "type" (a list for a tensor, None), in the "shape" (of an array, the length of a list,
        the names of a dict), in the "dtype", or in a "value". An `assert` of your own is about a "value".
    """
    return _mark


def mistake(
    *,
    caught_by: str = "",
    of: str = "",
    edit: Mapping[str, str] | None = None,
    base: str | None = None,
    raises: str | None = None,
    like: str | None = None,
) -> Callable[[T], T]:
    """Mark a known wrong solution in mistakes/<topic>.py; its docstring is the feedback for the student.

    of: the exercise that it replaces, such as "relu" or "Net.forward". It may be left out if the topic has only one, or if
        only one has the texts of `edit`.
    caught_by: the check that must catch it; `dlcourse dev check --fill` writes it.
    edit: what changes in the reference, `{"optimizer.zero_grad()": "pass"}`; the function then has no body. Each pattern
        stands exactly once between the marks of the exercise. Further lines are indented as the first one.
    base: an earlier mistake whose edits come first.
    raises: the type of exception that it ends with in a probe of `caught_by`. Without it, an exception there is a violation.
    like: another mistake whose feedback is given for this one too.
    A mistake without `edit` is a function or class; other exercises come from `from solution import …`.
    """
    return _mark


def survives(change: str, /, *, because: str) -> None:
    """Record in mistakes/<topic>.py, outside of any function, a mutant of the reference that may pass every check.

    change: the mutant as `dlcourse dev mutate` prints it. because: why it is right, or equal to the reference. When the
    line of the solution changes, the record is a violation.
    """


def variant(*, of: str) -> Callable[[T], T]:
    """Mark a right but unusual solution in variants/<topic>.py, which must get full marks."""
    return _mark


def _mark(function: T) -> T:
    return function


def error_of(function: Callable[..., object], *args: object, **kwargs: object) -> str | None:
    """Call `function` and return the name of the built-in exception it raised (a subclass counts), or None.

    NotImplementedError passes through, because it means that the exercise is not started. Only the name is compared. If it
    is not the expected one, the student also sees the exception's text and line.
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


@dataclass(frozen=True)
class Program:
    """How a run of the student's file ended.

    code: the exit code. output: what it printed to standard output.
    """

    code: int
    output: str


def run_program(student: Any, *arguments: str, of: str) -> Program:
    """Run the student's file as a program, as `python FILE ARGUMENTS` does, and return its exit code and what it printed.

    of: the exercise that the program begins with, such as "main": the file must have it, and its mistakes show here.

    The file runs anew as `__main__` with `sys.argv = [FILE, *arguments]`, in the process and within the limits of the probe;
    standard input is empty. An exception passes out, as it does from a call; `sys.exit` does not: it gives the code. More
    than 10,000 characters of output are too long for evidence. What is written to standard error is not returned.
    """
    program: Program = student._program.run(arguments)
    return program


def output_of_import(student: Any, *, of: str) -> str:
    """Return what the student's file printed to standard output when it was imported: "" if the import is silent.

    of: the exercise that makes the file silent, such as "main".
    """
    printed: str = student._program.printed
    return printed
