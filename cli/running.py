"""The program of `dlcourse run`: `python -P -u -m dlcourse.cli.running SETTINGS`, with the student's own terminal.

It shows what a student's file prints, then what each example of its docstrings gives. It exits with 0 if each gives what its
docstring says, 130 after Ctrl-C, else 1. Nothing else imports it: student code runs in this process.
"""

from __future__ import annotations

import doctest
import json
import signal
import sys
from bdb import BdbQuit
from collections import Counter
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from dlcourse.cli.terminal import panel
from dlcourse.cli.terminal.console import console, say, sign
from dlcourse.cli.terminal.encoding import make_printable
from dlcourse.cli.terminal.options import DISPLAY
from dlcourse.graders.engine.evidence.evidence import Failure, read_failure
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.judge import wording
from dlcourse.graders.engine.results.records import Line
from dlcourse.graders.engine.text import clean, counted
from dlcourse.graders.engine.worker.examples import Ended, Ending, Exercise, OwnFile

INTERRUPTED: Final = 130
INDENT: Final = "  "
GIVES: Final = "yours gives    "
SAYS: Final = "docstring says "


def main() -> None:
    """Run the file that the first argument names, as JSON: `file`, `stub` (its text), `topic`, `color`, `plain`."""
    settings: dict[str, Any] = json.loads(sys.argv[1])
    DISPLAY.color, DISPLAY.plain = settings["color"], settings["plain"]
    if sys.platform == "linux":
        from dlcourse.graders.engine.worker.namespaces import die_with_parent  # noqa: PLC0415  needs Linux

        die_with_parent()
    make_printable()
    file = Path(settings["file"])
    run = _Run(console(), file, OwnFile(file, settings["stub"]))
    try:
        code = run.run(settings["topic"])
    except KeyboardInterrupt as error:
        run.say_stopped(error)
        code = INTERRUPTED
    except BdbQuit:
        run.line("Stopped in the debugger.")
        code = 1
    sys.exit(code)


class _Run:
    """One run of a student's file, and what it shows."""

    def __init__(self, out: Console, file: Path, own: OwnFile) -> None:
        self._out = out
        self._file = file
        self._own = own
        self._counts: Counter[Ending] = Counter()

    def line(self, text: Text | str = "", indent: int = 0) -> None:
        say(self._out, text, indent)

    def run(self, topic: str) -> int:
        """Run the file and its examples, and return the exit code. Ctrl-C comes out, and so does `q` in the debugger."""
        try:
            self._own.run()
        except (KeyboardInterrupt, BdbQuit):
            raise
        except BaseException as error:
            self.line()
            self._show_error(self._own.explain(error))
            self._say_not_started()
            self.line(f"Your file stopped here, so no example ran. Fix this, then: dlcourse run {topic}")
            return 1
        exercises = self._own.exercises()
        for exercise in exercises:
            if exercise.examples or exercise.problem:
                self.line()
                self._show(exercise)
        self.line()
        return self._summarise(topic, exercises)

    def say_stopped(self, error: BaseException) -> None:
        """Say at which line Ctrl-C has stopped the file."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed twice, it must not end in a traceback
        failure = read_failure(self._own.explain(error)) or Failure()
        at = f" in line {failure.line}: {failure.code}" if failure.line else ""
        self.line()
        self.line(f"Stopped{at}")

    def _show(self, exercise: Exercise) -> None:
        """Print an exercise's examples with what they give."""
        head = Text(exercise.name or self._file.name, style="bold")
        if not exercise.started:
            self.line(Text.assemble(sign("not_started"), " ", head, "  not started; its docstring says:"))
            for example in exercise.examples:
                self._show_call(example)
                self._show_text(example.want)
            return
        self.line(head)
        if exercise.problem:
            self._counts["error"] += 1
            self._show_text(f"Its docstring cannot be read: {exercise.problem}")
        names = self._own.new_names()
        for example in exercise.examples:
            self._show_call(example)
            ended = self._own.try_example(example, names)
            self._counts[ended.ending] += 1
            self._show_ended(example, ended)
            if ended.ending in ("error", "not_started"):
                return  # the examples below need what this one did not give

    def _show_ended(self, example: doctest.Example, ended: Ended) -> None:
        match ended.ending:
            case "differs":
                self._show_text(ended.values or ended.got or "nothing: it returned None. Is a return missing?", GIVES)
                self._show_text(example.want, SAYS)
            case "error":
                if example.want:
                    self._show_text(example.want, SAYS)
                self._show_error(ended.error)
            case "not_started":
                failure = read_failure(ended.error) or Failure()
                self.line(Text.assemble(INDENT, sign("not_started"), f" {failure.function} is not started"))
                if example.want:
                    self._show_text(example.want, SAYS)
            case _:
                self._show_text(ended.values)

    def _show_call(self, example: doctest.Example) -> None:
        """Print an example as it is in the docstring."""
        for number, row in enumerate(example.source.splitlines()):
            self.line(Text(f"{INDENT}{'...' if number else '>>>'} {row}", style="cyan"), 2 * len(INDENT))

    def _show_text(self, text: str, label: str = "") -> None:
        """Print a text below an example. label: what it is."""
        head = Text.assemble(INDENT, (label, "yellow" if label == GIVES else "cyan"))
        for row in clean(text.rstrip()).splitlines():
            self.line(head + Text(row), head.cell_len)
            head = Text(" " * head.cell_len)

    def _show_error(self, error: Tree) -> None:
        """Print an exception: its cause in words, the student's own lines, and where to open the file."""
        failure = read_failure(error) or Failure()
        lines = list(wording.as_lines(wording.raised(failure)))
        if failure.type == "EOFError":  # its advice is for a check, in which nobody can answer
            lines = [line for line in lines if line.label != "advice"]
        if failure.line:
            lines.append(Line("open", panel.file_and_line(self._file, failure.line)))
        for row in panel.labelled_rows(lines, self._out.width - len(INDENT)):
            self.line(Text(INDENT) + row)

    def _say_not_started(self) -> None:
        if self._own.not_started:
            self.line(Text.assemble(sign("not_started"), f" not started: {', '.join(self._own.not_started)}"), 2)

    def _summarise(self, topic: str, exercises: list[Exercise]) -> int:
        """Print the counts, what is not started, and what to do next; return the exit code."""
        compared = self._counts["right"] + self._counts["differs"] + self._counts["error"]
        if compared:
            gives = "gives" if compared == 1 else "give"
            self.line(f"{self._counts['right']} of {counted(compared, 'example')} {gives} what the docstring says.")
        for name in self._own.missing:
            self.line(Text.assemble(sign("failed"), f" your file has no {name!r}. Has its name changed?"), 2)
        self._say_not_started()
        self._say_how_to_call([each for each in exercises if each.started and not each.examples and not each.problem])
        unfinished = self._own.not_started or self._own.missing
        wrong = self._counts["differs"] + self._counts["error"] + self._counts["not_started"]
        if self._own.not_started and not compared:
            name, line = next(iter(self._own.not_started.items()))
            self.line(f"Write {name} in {panel.file_and_line(self._file, line)}, then: dlcourse run {topic}")
        else:
            self.line(f"Nothing was graded. What is right, the checks say: dlcourse check {topic}")
        return int(bool(unfinished or wrong))

    def _say_how_to_call(self, exercises: list[Exercise]) -> None:
        """Say of which exercises no docstring has an example, and how to call one."""
        shown = [each for each in exercises if "." not in each.name]
        if not shown:
            return
        self.line(
            f"No example in the docstring: {', '.join(each.name for each in shown)}. Add one to see what it gives:", 2
        )
        self.line(Text(f"{INDENT}>>> {shown[0].signature}", style="cyan"))


if __name__ == "__main__":
    main()
