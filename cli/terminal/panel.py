"""One check in full: what was called, what came back beside what was expected, the likely mistake, and the next step.

Text from student code is shown as text, never as markup.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.box import ROUNDED
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from dlcourse.cli.terminal.console import SIGNS, boxes
from dlcourse.cli.terminal.options import DISPLAY
from dlcourse.cli.terminal.view import check_line, to_read
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.drawing import BARS, OFF_SCALE
from dlcourse.graders.engine.results.records import LABEL, CheckResult, Line, TopicResult
from dlcourse.graders.engine.untrusted import Unreadable, read_source

NARROW: Final = 56  # columns; in fewer, a label has a row of its own
GAP: Final = 3  # columns between two values side by side
ANY_CONSOLE: Final = Console()  # to wrap a Text needs one, but does not use it
CURVE: Final = re.compile(rf" +[{BARS}{OFF_SCALE}]{{2,}} *(?=  )")
NO_LINKS: Final[Mapping[str, str]] = {}
IS_PROBLEM: Final = ("failed", "error", "timeout", "broken")


@dataclass(frozen=True)
class Problem:
    """A check that does not pass, the student's file of its topic, and how many of its hints to show."""

    topic: Topic
    file: Path
    check: CheckResult
    hints: int = 1


def problems(topic: Topic, file: Path, result: TopicResult) -> Iterator[Problem]:
    """Yield the checks that were begun and do not pass. Of several with the same message, only the first."""
    messages = set()
    for check in result.checks:
        if check.status in IS_PROBLEM and check.lines not in messages:
            messages.add(check.lines)
            yield Problem(topic, file, check)


def panel(out: Console, problem: Problem) -> RenderableType:
    """Return a check in full, for this console: in a box if it draws boxes."""
    boxed = boxes(out)
    width = out.width - (4 if boxed else 2)
    rows = message_rows(problem.check, width)
    links = _links(problem) if boxed and out.color_system and not out.no_color else {}
    rows += [Text(), *labelled_rows(_next_steps(problem), width, links)]
    if boxed:
        return Panel(Group(*rows), box=ROUNDED, border_style=SIGNS[problem.check.status][1])
    return Group(*(Text("  ") + row if row else row for row in rows))


def message_rows(check: CheckResult, width: int) -> list[Text]:
    """Return a check's heading and message as rows of at most this width."""
    heading = check_line(check)
    rows = [*heading.wrap(ANY_CONSOLE, width)] if len(heading) > width else [heading]
    if check.lines:
        rows += [Text(), *labelled_rows(check.lines, width)]
    return rows


def _next_steps(problem: Problem) -> Iterator[Line]:
    hints = problem.check.hints[: problem.hints] if problem.check.status != "broken" else ()
    for number, hint in enumerate(hints, start=1):
        yield Line("hint" if len(hints) == 1 else f"hint {number}", hint)
    for reading in to_read(problem.topic)[:1]:
        yield Line("read", reading)
    yield Line("open", file_and_line(problem.file, line_of(problem)))


def _links(problem: Problem) -> dict[str, str]:
    """Return what a terminal can open at a click, by label."""
    file = problem.file.absolute()
    return {"open": file.as_uri(), "read": file.with_name("README.md").as_uri()}


def line_of(problem: Problem) -> int:
    """Return the line to open: the one that raised an error, else the one that defines the exercise."""
    return problem.check.source_line or _line_of_exercise(problem.file, problem.check.exercise)


def file_and_line(file: Path, line: int) -> str:
    """Return file:line, relative to the current folder if that is shorter."""
    path = str(file)
    try:
        near = os.path.relpath(file)
    except (ValueError, OSError):  # another drive of Windows; a current folder that was deleted
        near = path
    return f"{min(near, path, key=len)}:{line}"


def _line_of_exercise(file: Path, exercise: str) -> int:
    """Return the line on which a file defines a function or class; 1 if it cannot be found."""
    source = read_source(file, follow=True)
    if isinstance(source, Unreadable):
        return 1
    try:
        body: Sequence[ast.stmt] = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 1
    line = 1
    for name in exercise.split("."):
        found = [node for node in body if getattr(node, "name", None) == name]
        if not found:
            break
        line, body = found[-1].lineno, getattr(found[-1], "body", [])  # the last definition is the one that counts
    return line


def labelled_rows(lines: Iterable[Line], width: int, links: Mapping[str, str] = NO_LINKS) -> Iterator[Text]:
    """Yield the rows of labelled lines, at most this wide. What came back is beside what was expected, if both fit.

    links: what a terminal can open at a click, by label.
    """
    left = list(map(_to_be_spoken, lines) if DISPLAY.plain else lines)
    while left:
        line = left.pop(0)
        if line.label in ("returned", "found") and left and left[0].label == "expected":
            other = left[0]
            fits = _width(line) + GAP + _width(other) <= width and not DISPLAY.plain
            if "\n" in line.text + other.text and fits:
                yield from (Text(), *_side_by_side(line, left.pop(0)), Text())
                continue
            if "\n" in line.text + other.text and width >= NARROW:
                left.pop(0)
                yield from (Text(), *_labelled(line, width, None), *_labelled(other, width, None), Text())
                continue
        yield from _labelled(line, width, links.get(line.label))


def _to_be_spoken(line: Line) -> Line:
    """Return a line without carets and without the bars of a curve: a screen reader says the long name of each."""
    rows = [row for row in line.text.split("\n") if not row.strip() or row.strip(" ^")]
    return Line(line.label, CURVE.sub("", "\n".join(rows)))


def _width(line: Line) -> int:
    return max(len(line.label), *(cell_len(row) for row in line.text.split("\n")))


def _side_by_side(got: Line, want: Line) -> Iterator[Text]:
    left, right = ([Text(line.label, style="cyan"), *_colored(line)] for line in (got, want))
    width = _width(got)
    for number in range(max(len(left), len(right))):
        row = left[number].copy() if number < len(left) else Text()
        row.append(" " * (width - row.cell_len + GAP))
        yield row + (right[number] if number < len(right) else Text())


def _colored(line: Line) -> list[Text]:
    """Return a line's rows. The carets under the first difference have a colour."""
    style = "green" if line.label == "expected" else "red"
    rows = line.text.split("\n")
    return [Text(row, style=style if row.strip() and not row.strip("^ ") else "") for row in rows]


def _labelled(line: Line, width: int, link: str | None) -> Iterator[Text]:
    style = "bold yellow" if line.label in ("this is", "perhaps") or line.label.startswith("hint") else "cyan"
    indent = LABEL + 2 if width >= NARROW else 2
    rows = [piece for row in _colored(line) for piece in _wrapped(row, width - indent)]
    if indent == 2:
        yield Text(line.label, style=style)
    for number, row in enumerate(rows):
        if link:
            row.stylize(f"link {link}")
        head = (f"{line.label:<{LABEL}}  ", style) if not number and indent > 2 else " " * indent
        yield Text.assemble(head, row)


def _wrapped(row: Text, room: int) -> list[Text]:
    """Wrap a row; what follows is indented as the row is."""
    if row.cell_len <= room:
        return [row]
    spaces = " " * min(len(row.plain) - len(row.plain.lstrip()), room // 2)
    pieces = Text(row.plain.strip(), style=row.style).wrap(ANY_CONSOLE, room - len(spaces))
    return [Text(spaces, style=row.style) + piece for piece in pieces]
