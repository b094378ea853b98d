"""Results in a terminal, one line each: topics, checks, points. `panel` shows a check in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from dlcourse.cli.terminal.console import SIGNS, say, sign
from dlcourse.cli.terminal.options import DISPLAY
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.results.records import LABEL, MEASURED, CheckResult, Line, Status, TopicResult, layout
from dlcourse.graders.engine.text import points

WORDS: dict[Status, str] = {
    "passed": "",
    "failed": "",
    "error": "stopped with an error",
    "timeout": "took too long",
    "not_started": "not started",
    "blocked": "waits for another check",
    "broken": "the grader failed here; not your fault",
}


def topic_line(topic: Topic, result: TopicResult) -> Text:
    """Return a topic's line: sign, name, title, points."""
    line = Text.assemble(sign(result.status), " ", (topic.name, "bold"), f"  {topic.entry.title}  ")
    line.append(f"{points(result.points)}/{points(result.max_points)}", style=SIGNS[result.status][1])
    if result.status == "not_started":
        line.append("  not started", style="dim")
    return line


def show_topic(out: Console, topic: Topic, result: TopicResult, *, full: bool) -> None:
    """Print a topic's line, then one for each check that does not pass yet; with `full`, one for each check.

    A check that passes with a message (`check -v`: what the code printed) is printed with it.
    """
    say(out, topic_line(topic, result), 2)
    checks = result.checks
    if result.status == "not_started":  # a topic that is begun has a panel
        for line in checks[0].lines:
            say(out, Text(f"    {line.text}"), 4)
    same = len(checks) > 1 and checks[0].lines and all(check.lines == checks[0].lines for check in checks)
    if same and checks[0].status != "passed":
        words = WORDS[checks[0].status]
        say(out, Text(f"  all {len(checks)} checks{': ' if words else ''}{words}", style="dim"), 4)
    elif result.status != "not_started" or full:
        for check in checks:
            if full or check.status != "passed" or _of_passed(check, full=full):
                say(out, Text("  ") + check_line(check), 4)
            for line in _of_passed(check, full=full):
                for row in layout(line).splitlines() if line.label != MEASURED else [f"  {line.text}"]:
                    say(out, Text(f"    {row}"), 4 + LABEL + 2)


def _of_passed(check: CheckResult, *, full: bool) -> list[Line]:
    """Return what to show of a check that passes: what it printed, and with `full` what was measured."""
    return [line for line in check.lines if check.status == "passed" and (full or line.label != MEASURED)]


def measured(check: CheckResult) -> list[Text]:
    """Return what a check that passes has measured, such as the accuracy of the student's network."""
    return [Text(line.text) for line in check.lines if check.status == "passed" and line.label == MEASURED]


def to_read(topic: Topic) -> list[str]:
    """Return where a topic is explained: its section of the week's lesson, and further reading."""
    lesson = [f"{topic.week.name}/README.md, section “{topic.entry.title}”"] if topic.lesson.exists() else []
    return [*lesson, *([topic.entry.reading] if topic.entry.reading else [])]


def check_line(check: CheckResult) -> Text:
    """Return a check's line: sign, title, points, and the status in words if the sign does not say it."""
    line = Text.assemble(sign(check.status), " ", check.title, "  ")
    line.append(f"{points(check.points)}/{points(check.max_points)}", style=SIGNS[check.status][1])
    if WORDS[check.status]:
        line.append(f"  {WORDS[check.status]}", style=SIGNS[check.status][1])
    if check.hidden:
        line.append("  (hidden check)", style="dim")
    return line


def bar(done: int, of: int, width: int = 20) -> Text:
    """Return a progress bar of `width` characters."""
    if DISPLAY.plain:
        return Text()
    filled = round(width * done / of) if of else width
    return Text.assemble(("━" * filled, "green"), ("─" * (width - filled), "dim"))


def hidden_points(hidden: float) -> str:
    """Return the words on points that only hidden checks give."""
    return f"{points(hidden)} more {'is' if hidden == 1 else 'are'} graded with hidden checks"


def summary(topics: Iterable[Topic], results: Sequence[TopicResult]) -> str:
    """Return a sentence on the visible points, and on the points that only hidden checks give."""
    got, visible = sum(r.points for r in results), sum(r.max_points for r in results)
    hidden = sum(topic.entry.points for topic in topics) - visible
    more = f"; {hidden_points(hidden)}" if hidden > 0 else ""
    return f"{points(got)} of {points(visible)} visible points{more}."
