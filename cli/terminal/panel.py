"""One check in full: what was called, what came back beside what was expected, what it may be, and where to go on.

Text that came out of student code is shown as text, never as markup.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.box import ROUNDED
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from dlcourse.cli.terminal.console import SIGNS, boxes
from dlcourse.cli.terminal.options import DISPLAY
from dlcourse.cli.terminal.view import check_line, to_read
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.results.records import LABEL, CheckResult, Line, TopicResult
from dlcourse.graders.engine.text import BARS, OFF_SCALE
from dlcourse.graders.engine.untrusted import Unreadable, read_source

NARROW = 56  # columns; below, a label has a row of its own
GAP = 3
MEASURE = Console()  # wrapping takes one, and asks it nothing
CURVE = re.compile(rf" +[{BARS}{OFF_SCALE}]{{2,}} *(?=  )")
HELPFUL = ("failed", "error", "timeout")  # the states in which a hint helps


@dataclass(frozen=True)
class Step:
    """A check to show, where its topic's file is, and how many of its hints have been asked for (the first is free)."""

    topic: Topic
    file: Path
    check: CheckResult
    hints: int = 1


def problems(topic: Topic, file: Path, result: TopicResult) -> Iterator[Step]:
    """Yield the checks that were begun and do not pass; of those that say the same only the first."""
    said = set()
    for check in result.checks:
        if check.status in (*HELPFUL, "broken") and check.lines not in said:
            said.add(check.lines)
            yield Step(topic, file, check)


def panel(out: Console, step: Step) -> RenderableType:
    """Return a check in full, for this console: in a box where it draws boxes."""
    boxed = boxes(out)
    width = out.width - (4 if boxed else 2)
    rows = told(step.check, width)
    links = _links(step) if boxed and out.color_system and not out.no_color else {}
    rows += [Text(), *_rows(_help(step), width, links)]
    if boxed:
        return Panel(Group(*rows), box=ROUNDED, border_style=SIGNS[step.check.status][1])
    return Group(*(Text("  ") + row if row else row for row in rows))


def told(check: CheckResult, width: int) -> list[Text]:
    """Return a check's heading and what its record tells, as rows of this width."""
    heading = check_line(check)
    rows = [*heading.wrap(MEASURE, width)] if len(heading) > width else [heading]
    if check.lines:
        rows += [Text(), *_rows(map(_spoken, check.lines) if DISPLAY.plain else check.lines, width, {})]
    return rows


def _help(step: Step) -> Iterator[Line]:
    hints = step.check.hints[: step.hints] if step.check.status != "broken" else ()
    for number, hint in enumerate(hints, start=1):
        yield Line("hint" if len(hints) == 1 else f"hint {number}", hint)
    for place in to_read(step.topic)[:1]:
        yield Line("read", place)
    yield Line("open", where(step))


def _links(step: Step) -> dict[str, str]:
    """Return what a terminal can open at a click, by label."""
    file = step.file.absolute()
    return {"open": file.as_uri(), "read": file.with_name("README.md").as_uri()}


def where(step: Step) -> str:
    """Return the place to open."""
    return place(step.file, step.check.source_line or line_of(step.file, step.check.exercise))


def place(file: Path, line: int) -> str:
    """Return file:line, relative to the current folder where that is shorter."""
    path = str(file)
    try:
        near = os.path.relpath(file)
    except (ValueError, OSError):  # another drive of Windows; a current folder that has gone
        near = path
    return f"{min(near, path, key=len)}:{line}"


def line_of(file: Path, exercise: str) -> int:
    """Return the line on which a file defines a function or class; 1 where that cannot be found."""
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


def _rows(lines: Iterable[Line], width: int, links: Mapping[str, str]) -> Iterator[Text]:
    """Yield the rows of labelled lines; what came back stands beside what was expected where both fit."""
    waiting = list(lines)
    while waiting:
        line = waiting.pop(0)
        if line.label in ("returned", "found") and waiting and waiting[0].label == "expected":
            other = waiting[0]
            fits = _width(line) + GAP + _width(other) <= width and not DISPLAY.plain
            if "\n" in line.text + other.text and fits:
                yield from (Text(), *_beside(line, waiting.pop(0)), Text())
                continue
            if "\n" in line.text + other.text and width >= NARROW:
                waiting.pop(0)
                yield from (Text(), *_labelled(line, width, None), *_labelled(other, width, None), Text())
                continue
        yield from _labelled(line, width, links.get(line.label))


def _spoken(line: Line) -> Line:
    """Return a line without carets, and without the bars of a curve: a screen reader says the long name of each."""
    rows = [row for row in line.text.split("\n") if not row.strip() or row.strip(" ^")]
    return Line(line.label, CURVE.sub("", "\n".join(rows)))


def _width(line: Line) -> int:
    return max(len(line.label), *(cell_len(row) for row in line.text.split("\n")))


def _beside(got: Line, want: Line) -> Iterator[Text]:
    left, right = ([Text(line.label, style="cyan"), *_marked(line)] for line in (got, want))
    wide = _width(got)
    for number in range(max(len(left), len(right))):
        row = left[number].copy() if number < len(left) else Text()
        row.append(" " * (wide - row.cell_len + GAP))
        yield row + (right[number] if number < len(right) else Text())


def _marked(line: Line) -> list[Text]:
    """Return a line's rows, the carets under the first difference in its colour."""
    style = "green" if line.label == "expected" else "red"
    rows = line.text.split("\n")
    return [Text(row, style=style if row.strip() and not row.strip("^ ") else "") for row in rows]


def _labelled(line: Line, width: int, link: str | None) -> Iterator[Text]:
    style = "bold yellow" if line.label == "this is" or line.label.startswith("hint") else "cyan"
    indent = LABEL + 2 if width >= NARROW else 2
    rows = [piece for row in _marked(line) for piece in _wrapped(row, width - indent)]
    if indent == 2:
        yield Text(line.label, style=style)
    for number, row in enumerate(rows):
        if link:
            row.stylize(f"link {link}")
        head = (f"{line.label:<{LABEL}}  ", style) if not number and indent > 2 else " " * indent
        yield Text.assemble(head, row)


def _wrapped(row: Text, room: int) -> list[Text]:
    """Wrap a row under its own beginning."""
    if row.cell_len <= room:
        return [row]
    spaces = " " * min(len(row.plain) - len(row.plain.lstrip()), room // 2)
    pieces = Text(row.plain.strip(), style=row.style).wrap(MEASURE, room - len(spaces))
    return [Text(spaces, style=row.style) + piece for piece in pieces]
