"""The state of a week that is watched: what the screen shows of it, and what each event makes of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from dlcourse.cli.terminal import view
from dlcourse.cli.terminal.console import sign
from dlcourse.cli.terminal.panel import NARROW, Step, panel, place, problems
from dlcourse.cli.watch.screen import Lines, Picture, Screen
from dlcourse.graders.engine.course.course import Topic, visible_points
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.results.records import TopicResult
from dlcourse.graders.engine.student.backups import reset
from dlcourse.graders.engine.student.checking import own_source, valid_result
from dlcourse.graders.engine.student.session import Done, Failed, Session, Waiting
from dlcourse.graders.engine.student.session import Event as Told
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.text import points
from dlcourse.graders.engine.untrusted import Unreadable

TICK: Final = 0.1  # seconds between two pictures of something that moves
FOOTER: Final = (
    ("n", "next"),
    ("h", "hint"),
    ("l", "list"),
    ("c", "check all"),
    ("r", "reset"),
    ("q", "quit"),
)
THE_END: Final = 10_000  # a row that no body has
SPINNER: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


@dataclass(frozen=True)
class Saved:
    """These topics' files have changed."""

    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Key:
    """A key was pressed."""

    name: str


Event = Saved | Key | Told


@dataclass
class Watch:
    """What the screen shows, and what each event makes of it. It never moves on by itself."""

    files: list[tuple[Topic, Path]]
    workspace: Workspace
    session: Session
    screen: Screen | Lines
    results: dict[str, TopicResult] = field(default_factory=dict)
    current: int = 0
    waiting: str = "starting"
    since: float = field(default_factory=time.monotonic)
    took: float | None = None
    arrived: int = 0  # results, so far
    notice: str = ""
    lasting: str = ""  # the notice that the next save leaves, since it tells of that
    cursor: int | None = None  # the chosen line of the list, while that is shown
    moved: bool = False  # the cursor, since the list was opened
    resetting: bool = False
    goes_on: bool = True

    def begin(self, topic: Topic | None) -> None:
        """Show what is known of the last results, and check `topic`, or the first that is not done."""
        for one, file in self.files:
            if (stored := valid_result(self.workspace, one, own_source(one, file))) is not None:
                self.results[one.id] = stored
        topics = [one for one, _ in self.files]
        self.current = topics.index(topic) if topic else (self._next(-1) or 0)
        self._ask([self.topic])

    @property
    def topic(self) -> Topic:
        return self.files[self.current][0]

    @property
    def _done(self) -> int:
        return sum(result.status == "passed" for result in self.results.values())

    @property
    def _points(self) -> float:
        return sum(result.points for result in self.results.values())

    # ---- events

    def take(self, event: Event) -> None:
        match event:
            case Failed(error):
                raise error
            case Waiting(what):
                self.waiting, self.since = what, time.monotonic()
            case Done(topic, result, seconds):
                self.results[topic.id] = result
                self.arrived += 1
                if topic is self.topic:
                    self.took = seconds
            case Saved(topics):
                self.notice, self.lasting = self.lasting, ""
                if len(topics) == 1:  # who saves a file works on it
                    self._go_to(next(i for i, (topic, _) in enumerate(self.files) if topic is topics[0]))
                self._ask(topics)
            case Key(name):
                self._press(name)

    def _ask(self, topics: Sequence[Topic]) -> None:
        self.took = None
        self.session.ask(topics)

    def _press(self, key: str) -> None:
        self.notice = self.lasting = ""
        key = key.lower()
        if self.resetting:
            self.resetting = False
            if key == "y":
                self._reset()
            else:
                self.notice = "Nothing was changed."
        elif self.cursor is not None and key in ("up", "down", "k", "j"):
            step = -1 if key in ("up", "k") else 1
            self.cursor, self.moved = max(0, min(self.cursor + step, len(self.files) - 1)), True
            self.screen.scroll_to(self.cursor - 3)
        elif self.cursor is not None and key in ("enter", "l", "escape"):
            chosen, self.cursor = self.cursor, None
            if key == "enter":
                self._go_to(chosen)
        elif key in ("up", "down", "k", "j", "page up", "page down"):
            rows = 10 if key.startswith("page") else 1
            self.screen.scroll(-rows if key in ("up", "k", "page up") else rows)
        elif key == "n":
            following = self._next(self.current)
            if following is None:
                self.notice = "Everything that you can see passes. There is no next."
            else:
                self._go_to(following)
        elif key == "h":
            self._hint()
        elif key == "l":
            self._open_list()
        elif key == "c":
            begun = [topic for topic, file in self.files if not self._untouched(topic, file)]
            self._ask(begun)
            if begun:
                self._open_list()
            else:
                self.notice = "Nothing is begun yet."
        elif key == "r":
            self.resetting = True
        elif key == "q":
            self.goes_on = False

    def _open_list(self) -> None:
        self.cursor, self.moved = self.current, False
        self.screen.scroll_to(self.cursor - 3)

    def _go_to(self, index: int) -> None:
        self.cursor = None
        self.screen.scroll_to(0)
        if index != self.current:
            self.current, self.took = index, None
            if self.topic.id not in self.results:
                self._ask([self.topic])

    def _next(self, after: int) -> int | None:
        """Return the first topic behind `after`, in a circle, that is not done."""
        order = [(after + 1 + step) % len(self.files) for step in range(len(self.files))]
        for index in order:
            result = self.results.get(self.files[index][0].id)
            if (result is None or result.status != "passed") and index != after:
                return index
        return None

    def _hint(self) -> None:
        step = self._step()
        if step is None:
            self.notice = "There is nothing to hint at: n goes on."
        elif not step.check.hints:
            self.notice = "Make your code run first: see above."
        else:
            try:
                self._show_hint(step)
            except CourseError as error:
                self.notice = str(error)

    def _show_hint(self, step: Step) -> None:
        shown = self.workspace.next_hint(step.topic, step.check)
        while shown <= step.hints and shown < len(step.check.hints):  # the first is shown unasked
            shown = self.workspace.next_hint(step.topic, step.check)
        if step.hints >= len(step.check.hints):
            self.notice = "That was the last hint."
        self.screen.scroll_to(THE_END)

    def _reset(self) -> None:
        try:
            backup = reset(self.workspace, self.topic)
        except CourseError as error:
            self.notice = str(error)
            return
        back = f"; dlcourse restore {self.topic.name} brings it back"
        kept = f" Your version is in {backup.relative_to(self.workspace.root)}{back}." if backup else ""
        self.notice = self.lasting = f"{self.topic.file_name} is as it was fetched.{kept}"

    @staticmethod
    def _untouched(topic: Topic, file: Path) -> bool:
        source = own_source(topic, file)
        return isinstance(source, Unreadable) and not source.started

    # ---- what is shown

    def _step(self) -> Step | None:
        """Return the first check of the current topic to work on: one that goes wrong, or one that is not started."""
        topic, file = self.files[self.current]
        result = self.results.get(topic.id)
        if result is None:
            return None
        first = next(problems(topic, file, result), None)
        if first is None:
            left = (check for check in result.checks if check.status == "not_started")
            first = next((Step(topic, file, check, hints=0) for check in left), None)
        return first and replace(
            first, hints=max(first.hints, self.workspace.state.hints.get(f"{topic.id}/{first.check.name}", 0))
        )

    def paint(self) -> None:
        body = Group(*(self._list() if self.cursor is not None else self._problem()))
        self.screen.paint(
            Picture(body, self._said(), self._progress(), _footer(), busy=bool(self.waiting), results=self.arrived)
        )

    def _problem(self) -> Iterator[RenderableType]:
        topic, file = self.files[self.current]
        result = self.results.get(topic.id)
        if result is None:
            yield self._unknown(topic, file)
            yield Text()
            if self._untouched(topic, file):
                yield Text(f"Open {place(file, 1)} and read its first lines.")
                yield from (Text(f"Read {each}") for each in view.to_read(topic)[:1])
            elif self.waiting:
                yield Text("It is being checked.")
            return
        yield view.topic_line(topic, result)
        step = self._step()
        if step is not None:
            open_ones = [check for check in result.checks if check.status not in ("passed", "blocked")]
            others = len(open_ones) - 1
            same = all(check.lines == step.check.lines != () for check in open_ones)
            yield Text()
            yield panel(self.screen.out, step)
            if others > 0:
                checks = "check" if others == 1 else "checks"
                words = (
                    f"The other {checks} of this file say the same."
                    if same
                    else f"{others} more {checks} after this one."
                )
                yield Text(words, style="dim")
        elif result.status == "passed":
            following = self._next(self.current)
            hidden = topic.entry.points - result.max_points
            yield Text()
            yield Text(f"{topic.entry.title} is done. Well done!", style="green")
            if hidden > 0:
                yield Text(f"{view.hidden_points(hidden)}.", style="dim")
            if following is not None:
                entry = self.files[following][0].entry
                yield Text(f"n goes on with {entry.name}: {entry.title}.")
            else:
                yield Text(f"And with it all that you can see of {topic.week.name}!", style="bold green")

    def _list(self) -> Iterator[RenderableType]:
        for index, (topic, file) in enumerate(self.files):
            result = self.results.get(topic.id)
            line = Text("> " if index == self.cursor else "  ")
            line.append(view.topic_line(topic, result) if result else self._unknown(topic, file))
            if index == self.cursor:
                line.stylize("reverse")
            line.no_wrap, line.overflow = True, "ellipsis"
            if self.screen.whole or not self.moved or index == self.cursor:
                yield line
        if self.screen.whole or not self.moved:
            yield Text("Enter goes there, l goes back.", style="dim")

    def _unknown(self, topic: Topic, file: Path) -> Text:
        """Return the line of a topic without a result."""
        untouched = self._untouched(topic, file)
        state = sign("not_started" if untouched else None)
        known = self.workspace.stored(topic) is not None
        words = "not started" if untouched else "changed since the last check" if known else "not checked yet"
        return Text.assemble(state, " ", (topic.name, "bold"), f"  {topic.entry.title}  ", (words, "dim"))

    def _said(self) -> Text | None:
        """Return what answers the last key, or asks for the next."""
        if self.resetting:
            question = f"Start {self.topic.file_name} again? Your file is kept as a backup. y yes, n no"
            return Text(question, style="yellow")
        return Text(self.notice, style="yellow") if self.notice else None

    def _progress(self) -> Text:
        """Return the week's bar, and what is going on."""
        done, got = self._done, self._points
        parts = [Text(self.topic.week.name)]
        if self.screen.out.width >= NARROW:
            words = f"{done} of {len(self.files)} topics, {points(got)} {'point' if got == 1 else 'points'}"
            parts += [view.bar(done, len(self.files)), Text(words)]
        else:
            parts += [view.bar(done, len(self.files), 8), Text(f"{done}/{len(self.files)}")]
        line = Text(" ").join(part for part in parts if part)
        line.no_wrap, line.overflow = True, "ellipsis"
        if self.waiting:
            passed = time.monotonic() - self.since
            turn = SPINNER[int(passed / TICK) % len(SPINNER)]
            line.append(f"  {turn} {self.waiting}{f' {passed:.0f} s' if passed >= 1 else ''}", style="cyan")
        elif self.took is not None:
            line.append(f"  checked in {self.took:.2f} s", style="dim")
        return line

    def farewell(self) -> Iterator[str]:
        """Yield what stands in the terminal when the screen has gone."""
        visible = visible_points(topic for topic, _ in self.files)
        got = f"{points(self._points)} of {points(visible)} visible points"
        yield f"{self.topic.week.name}: {self._done} of {len(self.files)} topics done, {got}."
        left = self._next(-1)
        if left is None:
            yield "Everything that you can see passes. Well done!"
        else:
            topic = self.topic if self._next(self.current - 1) == self.current else self.files[left][0]
            yield f"Go on with {topic.week.name}/{topic.file_name}: dlcourse watch {topic.name}"


def _footer() -> Text:
    return Text("  ").join(Text.assemble((key, "bold"), " ", what) for key, what in FOOTER)
