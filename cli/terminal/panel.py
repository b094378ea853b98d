"""One check in full: the likely mistake, what came back beside what was expected, what was called, and the next step.

Text from student code is shown as text, never as markup.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import msgspec
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
from dlcourse.graders.engine.results.records import CAUSES, DETAILS, LABEL, CheckResult, Line, rank
from dlcourse.graders.engine.untrusted import Unreadable, read_source

NARROW: Final = 56  # columns; in fewer, a label has a row of its own
GAP: Final = 3  # columns between two values side by side
ANY_CONSOLE: Final = Console()  # to wrap a Text needs one, but does not use it
CURVE: Final = re.compile(rf" +[{BARS}{OFF_SCALE}]{{2,}} *(?=  )")
NO_LINKS: Final[Mapping[str, str]] = {}
ROWS_OF_A_VALUE: Final = re.compile(r"\s+(\[|…|at \[)")  # what they begin with, below the value's shape
FEW: Final = 3  # rows of an answer that is shortened
IS_PROBLEM: Final = ("failed", "error", "timeout", "broken")


@dataclass(frozen=True)
class Problem:
    """A check that does not pass, the student's file of its topic, and how many of its hints to show."""

    topic: Topic
    file: Path
    check: CheckResult
    hints: int = 1


@dataclass(frozen=True)
class Shortening:
    """How much of a check is drawn.

    inputs: the values in a call as they are, without the rows of arrays ("shapes"), only the call, or nothing.
    spaced: whether there are empty rows. details: whether to show what was printed, the callers, and where to read.
    answers: what came back as it is; of arrays only the shape and the row with the first difference ("row"), or only one of
        these two ("mark").
    """

    inputs: Literal["values", "shapes", "call", "nothing"] = "values"
    spaced: bool = True
    details: bool = True
    boxed: bool = True
    answers: Literal["values", "row", "mark"] = "values"
    hints: bool = True


WHOLE: Final = Shortening()
_TIGHT: Final = Shortening("shapes", spaced=False, details=False)
SHORTER: Final = (  # for a window in which the first rows would scroll away, one after the other
    Shortening("shapes"),
    _TIGHT,
    replace(_TIGHT, inputs="call"),
    replace(_TIGHT, inputs="call", boxed=False),
    replace(_TIGHT, inputs="call", boxed=False, answers="row"),
    replace(_TIGHT, inputs="nothing", boxed=False, answers="row", hints=False),
    replace(_TIGHT, inputs="nothing", boxed=False, answers="mark", hints=False),
)
SHORTER_ABOVE: Final = (  # for a window that shows the first rows, and the rest by scrolling
    Shortening("shapes"),
    Shortening("shapes", spaced=False),
    Shortening("shapes", spaced=False, boxed=False),
    Shortening("shapes", spaced=False, boxed=False, answers="row"),
    Shortening("shapes", spaced=False, boxed=False, answers="mark"),
)


@dataclass(frozen=True)
class Drawn:
    """A check as it is drawn. rows: its height. first_rows: how many of these show the cause and what came back."""

    shown: RenderableType
    shortening: Shortening
    rows: int
    first_rows: int


def problems(topic: Topic, file: Path, checks: Iterable[CheckResult]) -> Iterator[Problem]:
    """Yield the checks that were begun and do not pass. Of several with the same message, only the first."""
    messages = set()
    for check in checks:
        if check.status in IS_PROBLEM and check.lines not in messages:
            messages.add(check.lines)
            yield Problem(topic, file, check)


def panel(out: Console, problem: Problem) -> RenderableType:
    """Return a check in full, for this console: in a box if it draws boxes."""
    return draw(out, problem, WHOLE).shown


def fitted(out: Console, problem: Problem, room: int | None) -> Drawn:
    """Return a check with at most `room` rows if it can be shortened so far; inputs are shortened before answers are.

    If it has empty rows, one more is for the empty row below it.
    """
    drawn = draw(out, problem, WHOLE)
    for shortening in SHORTER if room is not None else ():
        if drawn.rows + drawn.shortening.spaced <= (room or 0):
            break
        drawn = draw(out, problem, shortening)
    return drawn


def fitted_above(out: Console, problem: Problem, room: int | None) -> Drawn:
    """Return a check that can be scrolled, shortened until the first `room` rows show the cause and what came back."""
    drawn = draw(out, problem, WHOLE)
    if room is not None and drawn.rows > room:
        for shortening in SHORTER_ABOVE:
            drawn = draw(out, problem, shortening)
            if drawn.first_rows + shortening.spaced <= room:  # the row that says that there are more takes one
                break
    return drawn


def draw(out: Console, problem: Problem, shortening: Shortening) -> Drawn:
    """Return a check as a shortening says, for this console: in a box if it draws boxes and the shortening wants one."""
    boxed = boxes(out) and shortening.boxed
    width = out.width - (4 if boxed else 2)
    rows = message_rows(problem.check, width, shortening)
    first = rows if not problem.check.lines else message_rows(_first_lines(problem.check), width, shortening)
    links = _links(problem) if boxes(out) and out.color_system and not out.no_color else {}
    space = [Text()] if shortening.spaced else []
    rows += [*space, *labelled_rows(_next_steps(problem, shortening), width, links, shortening)]
    if boxed:
        border = SIGNS[problem.check.status][1]
        return Drawn(Panel(Group(*rows), box=ROUNDED, border_style=border), shortening, len(rows) + 2, len(first) + 1)
    return Drawn(Group(*(Text("  ") + row if row else row for row in rows)), shortening, len(rows), len(first))


def message_rows(check: CheckResult, width: int, shortening: Shortening = WHOLE) -> list[Text]:
    """Return a check's heading and message as rows of at most this width."""
    heading = check_line(check)
    rows = [*heading.wrap(ANY_CONSOLE, width)] if len(heading) > width else [heading]
    if check.lines:
        space = [Text()] if shortening.spaced else []
        rows += [*space, *labelled_rows(_shortened(check.lines, width, shortening), width, shortening=shortening)]
    return rows


def _first_lines(check: CheckResult) -> CheckResult:
    """Return a check with only the lines that must be seen at once: the cause, and what came back."""
    return msgspec.structs.replace(
        check, lines=tuple(line for line in check.lines if rank(line.label) < rank("called"))
    )


def _shortened(lines: Iterable[Line], width: int, shortening: Shortening) -> Iterator[Line]:
    for line in lines:
        if line.label in DETAILS and not shortening.details:
            continue
        if line.label == "called":
            if shortening.inputs != "nothing":
                yield Line(line.label, _shorter_call(line.text, shortening))
        elif shortening.answers == "values" or rank(line.label) != rank("returned"):
            yield line
        elif "\n" in line.text:
            yield Line(line.label, _shorter_array(line.text, shortening))
        else:
            room = (width - LABEL - 2) * (1 if shortening.answers == "mark" and line.label == "differs" else FEW)
            yield Line(line.label, line.text if len(line.text) <= room else f"{line.text[: room - 1]}…")


def _shorter_call(text: str, shortening: Shortening) -> str:
    rows = text.split("\n")
    if shortening.inputs == "values":
        return text
    if shortening.inputs == "call":
        return rows[0] + (" …" if len(rows) > 1 else "")
    below = [bool(ROWS_OF_A_VALUE.match(row)) for row in rows]
    kept = zip(rows, below, [*below[1:], False], strict=True)
    return "\n".join(row.removesuffix(":") if cut else row for row, inside, cut in kept if not inside)


def _shorter_array(text: str, shortening: Shortening) -> str:
    """Return of an array's rows the shape and the row with the first difference; if a mark is enough, one of the two."""
    rows = text.split("\n")
    marks = [number for number, row in enumerate(rows) if row.strip() and not row.strip("^ ")]
    marked = rows[marks[0] - 1 : marks[0] + 1] if marks else []
    if shortening.answers == "mark" and (marked or rows[0].endswith(":")):
        return "\n".join(marked) if marked else f"{rows[0]} …"
    if len(rows) <= FEW:
        return text
    head = rows[: 2 if rows[1].startswith("at [") else 1]  # of more than two dimensions, also which slice it is
    return "\n".join([*head, *(marked or [rows[1], "…"])])


def _next_steps(problem: Problem, shortening: Shortening) -> Iterator[Line]:
    hints = problem.check.hints[: problem.hints] if problem.check.status != "broken" and shortening.hints else ()
    for number, hint in enumerate(hints, start=1):
        yield Line("hint" if len(hints) == 1 else f"hint {number}", hint)
    for reading in to_read(problem.topic)[: int(shortening.details)]:
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


def labelled_rows(
    lines: Iterable[Line], width: int, links: Mapping[str, str] = NO_LINKS, shortening: Shortening = WHOLE
) -> Iterator[Text]:
    """Yield the rows of labelled lines, at most this wide. Arrays have an empty row above and below.

    links: what a terminal can open at a click, by label.
    """
    left = list(map(_to_be_spoken, lines) if DISPLAY.plain else lines)
    above: bool | None = None  # whether the rows above were such arrays; None at the beginning
    while left:
        line = left.pop(0)
        pair = line.label in ("returned", "found") and bool(left) and left[0].label == "expected"
        arrays = pair and "\n" in line.text + left[0].text and (width >= NARROW or _fit(line, left[0], width))
        if shortening.spaced and (above or (arrays and above is not None)):
            yield Text()
        if arrays:
            yield from _pair(line, left.pop(0), width)
        else:
            yield from _labelled(line, width, links.get(line.label))
        above = arrays


def _fit(got: Line, want: Line, width: int) -> bool:
    """Return whether to show two values beside each other."""
    return _width(got) + GAP + _width(want) <= width and not DISPLAY.plain


def _pair(got: Line, want: Line, width: int) -> Iterator[Text]:
    """Yield what came back beside what was expected; below each other if they do not fit or are to be spoken."""
    if _fit(got, want, width):
        yield from _side_by_side(got, want)
    else:
        yield from (*_labelled(got, width, None), *_labelled(want, width, None))


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
    style = "bold yellow" if line.label in CAUSES or line.label.startswith("hint") else "cyan"
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
