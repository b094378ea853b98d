"""Mistakes that are edits: the reference's file with a few of its words replaced."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course.reading import Example
from dlcourse.graders.engine.course.stubs import BEGIN, END, solution_regions
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.text import one_line

GUARD: Final = "\nif __name__ =="


def resolved(mistakes: dict[str, Example], exercises: Sequence[str], solution: Path) -> dict[str, Example]:
    """Return the mistakes with the edits of their `base` before their own, and with their exercise if they name none.

    That is the only exercise, or the only one of the solution file that has all the texts that the mistake edits.
    Raises BrokenGrader, with the mistake's line, if a base is no earlier mistake with edits, or if the exercise is not clear.
    """
    found: dict[str, Example] = {}
    for mistake in mistakes.values():
        of, edit = mistake.of, mistake.edit
        if mistake.base is not None:
            base = found.get(mistake.base)
            if base is None or not base.edit or not edit:
                raise _wrong(
                    mistake,
                    f"starts from {mistake.base!r}: `base` takes the edits of an earlier mistake, and needs `edit`",
                )
            of, edit = of or base.of, base.edit + edit
        if not of:
            possible = exercises if len(exercises) == 1 else _having(solution, exercises, edit)
            if len(possible) != 1:
                raise _wrong(mistake, f'does not say what it replaces: add `of="…"`, one of {", ".join(exercises)}')
            (of,) = possible
        found[mistake.name] = replace(mistake, of=of, edit=edit)
    return found


def edited(solution: Path, mistake: Example) -> str:
    """Return the text of a solution file with a mistake's edits, one after the other.

    Each pattern stands exactly once in the solution regions of the mistake's exercise, or of functions whose names begin with
    `_`, or in what follows `if __name__ == "__main__":`. Lines after the first are indented as the line where the pattern begins.
    Raises BrokenGrader, with the mistake's line, if it does not, or if the result is not valid Python.
    """
    text = solution.read_text(encoding="utf-8")
    owned = _regions_of(mistake.of, text, solution.name, helpers=True)
    for pattern, replacement in mistake.edit:
        found = [*_places(text, owned, pattern), *_in_guard(text, pattern)]
        if len(found) != 1:
            raise _wrong(mistake, _not_once(text, mistake.of, pattern, found))
        ((begin, end, indent),) = found
        text = text[:begin] + replacement.replace("\n", "\n" + indent) + text[end:]
    try:
        ast.parse(text)
    except SyntaxError as error:
        line = text.splitlines()[error.lineno - 1].strip() if error.lineno else ""
        raise _wrong(mistake, f"leaves no valid Python: {error.msg} (`{line}`). Change the edit") from error
    return text


def _having(solution: Path, exercises: Sequence[str], edit: Sequence[tuple[str, str]]) -> Sequence[str]:
    """Return the exercises whose solution regions have the patterns of these edits; a pattern that none has does not count."""
    text = solution.read_text(encoding="utf-8") if edit and solution.exists() else ""
    for pattern, _ in edit if text else ():
        having = [name for name in exercises if any(_places(text, _regions_of(name, text, solution.name), pattern))]
        exercises = having or exercises
    return exercises


def _regions_of(exercise: str, text: str, file: str, *, helpers: bool = False) -> list[int]:
    """Return the numbers of the solution regions of an exercise, and of functions whose names begin with `_` if `helpers`."""
    owners = (f"{exercise}.", "_") if helpers else (f"{exercise}.",)
    return [
        number
        for number, region in enumerate(solution_regions(text, file))
        if region.owner == exercise or region.owner.startswith(owners)
    ]


def _places(text: str, owned: Sequence[int], pattern: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a pattern begins and ends in these solution regions of a text, and the indentation of that line.

    The text need not be valid Python: it may be between two edits.
    """
    lines = text.splitlines(keepends=True)
    starts = [0, *itertools.accumulate(map(len, lines))]
    begins, ends = ([number for number, line in enumerate(lines) if line.strip() == mark] for mark in (BEGIN, END))
    for region in owned:
        for number in range(begins[region] + 1, ends[region]):
            indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
            wanted = pattern.replace("\n", "\n" + indent)
            last = starts[ends[region]] + len(indent)  # a pattern may end with the end of the last line
            at = text.find(wanted, starts[number], last)
            while wanted and starts[number] <= at < starts[number + 1]:
                yield at, at + len(wanted), indent
                at = text.find(wanted, at + 1, last)


def _in_guard(text: str, pattern: str) -> Iterator[tuple[int, int, str]]:
    """Yield as `_places` does where a pattern stands in the end of the file that runs only in a program."""
    begin = text.find(GUARD)
    at = text.find(pattern, begin + 1) if begin >= 0 else -1
    while at >= 0:
        yield at, at + len(pattern), ""
        at = text.find(pattern, at + 1)


def _not_once(text: str, exercise: str, pattern: str, found: Sequence[tuple[int, int, str]]) -> str:
    pattern = one_line(pattern, 100)
    if not found:
        return f"edits `{pattern}`, which is not in the solution of {exercise}: copy it from there"
    lines = ", ".join(str(text.count("\n", 0, begin) + 1) for begin, *_ in found)
    return f"edits `{pattern}`, which is in the solution {len(found)} times (lines {lines}): make it longer"


def _wrong(mistake: Example, why: str) -> BrokenGrader:
    return BrokenGrader(f"the mistake {mistake.name} {why}.", file=mistake.file, line=mistake.line)
