"""What the screen shows of a week that is watched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from dlcourse.cli.terminal import view
from dlcourse.cli.terminal.console import sign
from dlcourse.cli.terminal.note import note_text
from dlcourse.cli.terminal.panel import NARROW, Problem, file_and_line, fitted_above
from dlcourse.cli.watch.screen import Picture
from dlcourse.cli.watch.state import Watch, is_untouched
from dlcourse.graders.engine.course.course import Topic, visible_points
from dlcourse.graders.engine.results.records import TopicResult
from dlcourse.graders.engine.text import counted, points

AROUND: Final = 2  # rows: the topic's line above a check, and an empty one or what says that there are more
WIDE: Final = 72  # columns; in fewer, the bar leaves room for how long a check took
TICK: Final = 0.1  # seconds between two pictures of something that moves
SPINNER: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
FOOTER: Final = (
    ("n", "next"),
    ("f", "failure"),
    ("h", "hint"),
    ("l", "list"),
    ("c", "check all"),
    ("r", "reset"),
    ("q", "quit"),
)


def picture(watch: Watch) -> Picture:
    """Return what to show now."""
    notice, progress, keys = _notice(watch), _progress(watch), _keys(watch.screen.out.width)
    room = watch.screen.room(notice, progress, keys)
    body = Group(*(_topic(watch, room) if watch.cursor is None else _list(watch)))
    return Picture(body, notice, progress, keys, busy=bool(watch.waiting), results=watch.arrived)


def _keys(width: int) -> Text:
    """Return the keys, closer together if they do not fit into one row otherwise."""
    parts = [Text.assemble((key, "bold"), " ", what) for key, what in FOOTER]
    wide = Text("  ").join(parts)
    return wide if wide.cell_len <= width else Text(" ").join(parts)


def _topic(watch: Watch, room: int | None) -> Iterator[RenderableType]:
    """Yield the topic's line and what to show of it. room: how many rows are in sight; None if there is no limit."""
    topic, file = watch.files[watch.current]
    result = watch.result
    if result is None:
        yield from _without_result(watch, topic, file)
        return
    yield view.topic_line(topic, result)
    problem = watch.problem()
    if problem is not None:
        others = list(_other_checks(problem, result))
        drawn = fitted_above(watch.screen.out, problem, room - AROUND - len(others) if room is not None else None)
        yield from [Text()] if drawn.shortening.spaced else []
        yield drawn.shown
        yield from others
    elif result.status == "passed":
        yield Text()
        yield from _praise(watch, topic, result)


def _without_result(watch: Watch, topic: Topic, file: Path) -> Iterator[RenderableType]:
    yield _line_without_result(watch, topic, file)
    yield Text()
    if is_untouched(topic, file):
        yield Text(f"Open {file_and_line(file, 1)} and read its first lines.")
        yield from (Text(f"Read {reading}") for reading in view.to_read(topic)[:1])
    elif watch.waiting:
        yield Text("It is being checked.")


def _other_checks(problem: Problem, result: TopicResult) -> Iterator[RenderableType]:
    """Yield a line on the checks of the topic that do not pass either."""
    open_checks = [check for check in result.checks if check.status not in ("passed", "blocked")]
    others = len(open_checks) - 1
    if others > 0:
        one = others == 1
        same = all(check.lines == problem.check.lines != () for check in open_checks)
        yield Text(
            f"The other {'check' if one else 'checks'} of this file say{'s' if one else ''} the same."
            if same
            else f"{counted(others, 'other check')} of this file {'does' if one else 'do'} not pass yet.",
            style="dim",
        )


def _praise(watch: Watch, topic: Topic, result: TopicResult) -> Iterator[RenderableType]:
    if watch.note:
        yield note_text(watch.screen.out, watch.note)
        return
    hidden = topic.entry.points - result.max_points
    yield Text(f"{topic.entry.title} is done. Well done!", style="green")
    yield from (line for check in result.checks for line in view.measured(check))
    if hidden > 0:
        yield Text(f"{view.hidden_points(hidden)}.", style="dim")
    if topic.has_note:
        yield Text("Press s to read what is worth knowing about it now.")
    following = watch.next_open(watch.current)
    if following is not None:
        entry = watch.files[following][0].entry
        yield Text(f"Press n to go on with {entry.name}: {entry.title}.")
    else:
        yield Text(f"Now everything that you can see of {topic.week.name} passes!", style="bold green")


def _list(watch: Watch) -> Iterator[RenderableType]:
    """Yield a line for each topic. Where lines are read one by one, a moved cursor shows only its own."""
    whole = watch.screen.whole or not watch.cursor_moved
    for index, (topic, file) in enumerate(watch.files):
        here = index == watch.cursor
        result = watch.results.get(topic.id)
        line = Text("> " if here else "  ")
        line.append(view.topic_line(topic, result) if result else _line_without_result(watch, topic, file))
        if here:
            line.stylize("reverse")
        line.no_wrap, line.overflow = True, "ellipsis"
        if whole or here:
            yield line
    if whole:
        yield Text("Enter opens the topic, l closes the list.", style="dim")


def _line_without_result(watch: Watch, topic: Topic, file: Path) -> Text:
    untouched = is_untouched(topic, file)
    state = sign("not_started" if untouched else None)
    known = watch.workspace.stored(topic) is not None
    words = "not started" if untouched else "changed since the last check" if known else "not checked yet"
    return Text.assemble(state, " ", (topic.name, "bold"), f"  {topic.entry.title}  ", (words, "dim"))


def _notice(watch: Watch) -> Text | None:
    """Return the answer to the last key, or the question that the next key answers."""
    if watch.mode == "question":
        question = f"Start {watch.topic.file_name} again? Your file is kept as a backup. y yes, n no"
        return Text(question, style="yellow")
    return Text(watch.notice, style="yellow") if watch.notice else None


def _progress(watch: Watch) -> Text:
    """Return the week's bar, and what is running."""
    done, total, got = watch.done, len(watch.files), watch.points
    parts = [Text(watch.topic.week.name)]
    if watch.screen.out.width >= NARROW:
        words = f"{done} of {total} topics, {points(got)} {'point' if got == 1 else 'points'}"
        parts += [view.bar(done, total, 20 if watch.screen.out.width >= WIDE else 8), Text(words)]
    else:
        parts += [view.bar(done, total, 8), Text(f"{done}/{total}")]
    line = Text(" ").join(part for part in parts if part)
    line.no_wrap, line.overflow = True, "ellipsis"
    if watch.waiting:
        seconds = time.monotonic() - watch.since
        spinner = SPINNER[int(seconds / TICK) % len(SPINNER)]
        line.append(f"  {spinner} {watch.waiting}{f' {seconds:.0f} s' if seconds >= 1 else ''}", style="cyan")
    elif watch.took is not None:
        line.append(f"  checked in {watch.took:.2f} s", style="dim")
    return line


def farewell(watch: Watch) -> Iterator[str]:
    """Yield the lines that stay in the terminal when the screen has closed."""
    visible = visible_points(topic for topic, _ in watch.files)
    got = f"{points(watch.points)} of {points(visible)} visible points"
    yield f"{watch.topic.week.name}: {watch.done} of {len(watch.files)} topics done, {got}."
    left = watch.next_open(-1)
    if left is None:
        yield "Everything that you can see passes. Well done!"
    else:
        topic = watch.topic if watch.next_open(watch.current - 1) == watch.current else watch.files[left][0]
        yield f"Go on with {topic.week.name}/{topic.file_name}: dlcourse watch {topic.name}"
