"""What results look like in a terminal. Text that came out of student code is shown as text, never as markup."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from dlcourse.graders.course import Topic
from dlcourse.graders.records import CheckResult, Status, TopicResult
from dlcourse.graders.text import points

STYLES: dict[Status, tuple[str, str, str]] = {  # sign, sign without Unicode, style
    "passed": ("✔", "+", "green"),
    "failed": ("✘", "x", "red"),
    "error": ("✘", "x", "red"),
    "timeout": ("✘", "x", "red"),
    "not_started": ("○", "o", "dim"),
    "blocked": ("·", ".", "dim"),
    "broken": ("!", "!", "yellow"),
}
WORDS: dict[Status, str] = {
    "passed": "",
    "failed": "",
    "error": "stopped with an error",
    "timeout": "took too long",
    "not_started": "not started",
    "blocked": "waits for another check",
    "broken": "the grader failed here; not your fault",
}

INDENT = 6


def console(*, stderr: bool = False) -> Console:
    """Return a console that wraps at the terminal's width, and at nothing where there is none."""
    made = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not made.is_terminal:
        made.width = 160
    return made


def sign(status: Status) -> Text:
    """Return a status as one coloured character that the terminal can print."""
    fancy, plain, style = STYLES[status]
    try:
        fancy.encode(sys.__stdout__.encoding if sys.__stdout__ else "ascii")  # rich puts a proxy into sys.stdout
    except (UnicodeEncodeError, LookupError):
        fancy = plain
    return Text(fancy, style=style)


def topic_line(topic: Topic, result: TopicResult) -> Text:
    """Return a topic's line: sign, name, title, points."""
    line = Text.assemble(sign(result.status), " ", (topic.name, "bold"), f"  {topic.entry.title}  ")
    line.append(f"{points(result.points)}/{points(result.max_points)}", style=STYLES[result.status][2])
    if result.status == "not_started":
        line.append("  not started", style="dim")
    return line


def show_topic(out: Console, topic: Topic, result: TopicResult, *, full: bool) -> None:
    """Print a topic: its line, then what does not pass yet; with `full`, its passing checks too."""
    out.print(topic_line(topic, result))
    if result.status == "not_started" and not full:
        if result.checks[0].message:
            out.print(message(result.checks[0], out.width), soft_wrap=True)
        return
    said: dict[str, str] = {}
    for check in result.checks:
        if check.status == "passed" and not full:
            continue
        out.print(Text("  ") + check_line(check), soft_wrap=True)
        if check.message in said:
            out.print(Text(f"      as for: {said[check.message]}", style="dim"), soft_wrap=True)
        elif check.message:
            said[check.message] = check.title
            out.print(message(check, out.width), soft_wrap=True)
    if result.status not in ("passed", "not_started"):
        for place in to_read(topic)[:1]:
            out.print(Text(f"  Read: {place}", style="dim"), soft_wrap=True)
    out.print()


def to_read(topic: Topic) -> list[str]:
    """Return where a topic's idea is explained: its section of the week's lesson, and beyond."""
    lesson = [f"{topic.week.name}/README.md, section “{topic.entry.title}”"] if topic.lesson.exists() else []
    return [*lesson, *([topic.entry.reading] if topic.entry.reading else [])]


def check_line(check: CheckResult) -> Text:
    """Return a check's line: sign, title, points, and the state in words where the sign does not say it."""
    line = Text.assemble(sign(check.status), " ", check.title, "  ")
    line.append(f"{points(check.points)}/{points(check.max_points)}", style=STYLES[check.status][2])
    if WORDS[check.status]:
        line.append(f"  {WORDS[check.status]}", style=STYLES[check.status][2])
    return line


def message(check: CheckResult, width: int) -> Text:
    """Return a check's message with its labels set off, its sentences wrapped, and its first hint where one helps."""
    lines = check.message.splitlines()
    if check.hints and check.status in ("failed", "error", "timeout"):
        lines.append(f"{'hint':<9}  {check.hints[0]}")
    body = Text()
    for number, line in enumerate(lines):
        label, rest = (line[:11], line[11:]) if line[:11].strip() and line[9:11] == "  " else ("", line)
        style = "bold yellow" if label.startswith(("this is", "hint")) else "cyan"
        body.append(" " * INDENT)
        body.append(label, style=style)
        body.append(_wrapped(rest, INDENT + len(label), width) + ("\n" if number < len(lines) - 1 else ""))
    return body


def _wrapped(text: str, column: int, width: int) -> str:
    """Wrap a sentence that starts at `column` under its own beginning; an array's line stays as it is."""
    spaces = len(text) - len(text.lstrip())
    room = width - column - spaces
    if column + len(text) <= width or text.lstrip().startswith("[") or room < 30:
        return text
    return ("\n" + " " * (column + spaces)).join(textwrap.wrap(text, width - column, break_long_words=False))


def summary(topics: Iterable[Topic], results: Sequence[TopicResult]) -> str:
    """Return the sentence on points that is plain about what a student can see."""
    got, visible = sum(r.points for r in results), sum(r.max_points for r in results)
    hidden = sum(topic.entry.points for topic in topics) - visible
    more = f"; {points(hidden)} more {'is' if hidden == 1 else 'are'} graded with hidden checks" if hidden > 0 else ""
    return f"{points(got)} of {points(visible)} visible points{more}."
