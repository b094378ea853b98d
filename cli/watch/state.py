"""The state of a week that is watched, and how each event changes it. `drawing` shows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, Literal

from dlcourse.cli.terminal.panel import Problem, problems
from dlcourse.cli.watch.screen import Lines, Screen
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.results.records import TopicResult
from dlcourse.graders.engine.student.backups import reset
from dlcourse.graders.engine.student.checking import own_source, valid_result
from dlcourse.graders.engine.student.definitions import edited_first
from dlcourse.graders.engine.student.session import Done, Failed, Opened, Session, Waiting
from dlcourse.graders.engine.student.session import Event as SessionEvent
from dlcourse.graders.engine.student.workspace import NEVER_EDITED, Edited, Workspace
from dlcourse.graders.engine.text import listed
from dlcourse.graders.engine.untrusted import Unreadable

PAGE: Final = 10  # rows
ROWS_ABOVE: Final = 3  # of the list that stay visible above the cursor
MAX_NAMES: Final = 4  # of topics in one line
THE_END: Final = 10_000  # a row that no body has


@dataclass(frozen=True)
class Saved:
    """These topics' files have changed."""

    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Key:
    """A key was pressed."""

    name: str


Event = Saved | Key | SessionEvent


@dataclass
class Watch:
    """A week that is watched. It never moves to another topic by itself.

    files: each topic with the student's file. results, edited: by topic id.
    current: the index of the topic that is shown. chosen: the name of the check that `f` has led to; empty for the first one.
    waiting: what is running, in words; empty if nothing is. since: when that began.
    took: the seconds of the current topic's last check. arrived: how many results have come.
    notice: the answer to the last key. next_notice: the notice after the next save, which this program makes itself.
    cursor: the chosen line of the list, or None if the list is closed. cursor_moved: since the list was opened.
    resetting: whether the question about a reset is open. note: the opened note of the current topic, while it is shown.
    """

    files: list[tuple[Topic, Path]]
    workspace: Workspace
    session: Session
    screen: Screen | Lines
    results: dict[str, TopicResult] = field(default_factory=dict)
    edited: dict[str, Edited] = field(default_factory=dict)
    current: int = 0
    chosen: str = ""
    waiting: str = "starting"
    since: float = field(default_factory=time.monotonic)
    took: float | None = None
    arrived: int = 0
    notice: str = ""
    next_notice: str = ""
    cursor: int | None = None
    cursor_moved: bool = False
    resetting: bool = False
    note: str = ""
    running: bool = True

    def begin(self, topic: Topic | None) -> None:
        """Load the results that are still valid, and check `topic`, or the first that is not done."""
        for one, file in self.files:
            if (stored := valid_result(self.workspace, one, own_source(one, file))) is not None:
                self.results[one.id], self.edited[one.id] = stored.result, stored.edited
        topics = [one for one, _ in self.files]
        self.current = topics.index(topic) if topic else (self.next_open(-1) or 0)
        self._check([self.topic])

    @property
    def topic(self) -> Topic:
        return self.files[self.current][0]

    @property
    def result(self) -> TopicResult | None:
        """The current topic's result, if there is one."""
        return self.results.get(self.topic.id)

    @property
    def done(self) -> int:
        """How many topics pass."""
        return sum(result.status == "passed" for result in self.results.values())

    @property
    def points(self) -> float:
        return sum(result.points for result in self.results.values())

    @property
    def mode(self) -> Literal["question", "list", "topic"]:
        if self.resetting:
            return "question"
        return "topic" if self.cursor is None else "list"

    def next_open(self, after: int) -> int | None:
        """Return the index of the first topic after this one that is not done. The search starts again at the top."""
        for step in range(1, len(self.files) + 1):
            index = (after + step) % len(self.files)
            result = self.results.get(self.files[index][0].id)
            if (result is None or result.status != "passed") and index != after:
                return index
        return None

    def problem(self) -> Problem | None:
        """Return the check of the current topic to work on: one that goes wrong, else one that is not started.

        Of several that go wrong, the one that was chosen, else one of what was edited last.
        """
        if self.result is None:
            return None
        topic, file = self.files[self.current]
        failures = self._failures(self.current)
        first = next((each for each in failures if each.check.name == self.chosen), next(iter(failures), None))
        if first is None:
            left = (check for check in self.result.checks if check.status == "not_started")
            first = next((Problem(topic, file, check, hints=0) for check in left), None)
        if first is None:
            return None
        shown = self.workspace.state.hints.get(f"{topic.id}/{first.check.name}", 0)
        return replace(first, hints=max(first.hints, shown))

    def _failures(self, index: int) -> list[Problem]:
        """Return the checks of a topic that go wrong, in the order to work on them."""
        topic, file = self.files[index]
        result = self.results.get(topic.id)
        edited = self.edited.get(topic.id, NEVER_EDITED)
        return list(problems(topic, file, edited_first(result.checks, edited.names))) if result else []

    # ---- events

    def take(self, event: Event) -> None:
        match event:
            case Failed(error):
                raise error
            case Waiting(what):
                self.waiting, self.since = what, time.monotonic()
            case Done(topic, result, seconds, edited):
                if topic is self.topic:
                    self.took = seconds
                    if edited != self.edited.get(topic.id):
                        self.chosen = ""
                self.results[topic.id], self.edited[topic.id] = result, edited
                self.arrived += 1
            case Opened(topic, note, why):
                if topic is self.topic:
                    self.note, self.notice = note, why
            case Saved(topics):
                self.note = ""
                self.notice, self.next_notice = self.next_notice, ""
                if self.topic not in topics:  # the student works on another one
                    latest = max(topics, key=lambda topic: _saved_at(self.workspace.file_of(topic)))
                    self._go_to(next(i for i, (topic, _) in enumerate(self.files) if topic is latest))
                if others := [topic.name for topic in topics if topic is not self.topic]:
                    self.notice = f"Also saved: {listed(others, MAX_NAMES)}. Press l to see all."
                self._check(topics)
            case Key(name):
                self.notice = self.next_notice = ""
                keys = KEYS[self.mode]
                keys.get(name.lower(), keys.get(ANY_OTHER, Watch.do_nothing))(self)

    def _check(self, topics: Sequence[Topic]) -> None:
        self.took = None
        self.session.ask(topics)

    def _go_to(self, index: int) -> None:
        self.cursor = None
        self.note = ""
        self.screen.scroll_to(0)
        if index != self.current:
            self.current, self.took, self.chosen = index, None, ""
            if self.result is None:
                self._check([self.topic])

    # ---- keys

    def do_nothing(self) -> None:
        """This key has no meaning now."""

    def scroll(self, rows: int) -> None:
        self.screen.scroll(rows)

    def go_on(self) -> None:
        """Go to the next topic that is not done."""
        following = self.next_open(self.current)
        if following is None:
            self.notice = "Everything that you can see passes. There is no next topic."
        else:
            self._go_to(following)

    def next_failure(self) -> None:
        """Go to the next check that goes wrong: of this topic, else of the next topic that has one. Begins again at the end."""
        here = self._failures(self.current)
        names = [each.check.name for each in here]
        shown = names.index(self.chosen) if self.chosen in names else 0
        if names[shown + 1 :]:
            self._choose_failure(self.current, names[shown + 1])
            return
        count = len(self.files)
        for index in [(self.current + step) % count for step in range(1, count)]:
            if failures := self._failures(index):
                self._choose_failure(index, failures[0].check.name)
                return
        if len(names) > 1:
            self._choose_failure(self.current, names[0])
        else:
            self.notice = "No other check fails." if names else "No check fails. Press n to go on."

    def _choose_failure(self, index: int, check: str) -> None:
        self._go_to(index)
        self.chosen = check

    def hint(self) -> None:
        """Show one more hint."""
        problem = self.problem()
        if problem is None:
            self.notice = "There is no hint here. Press n to go on."
        elif not problem.check.hints:
            self.notice = "Make your code run first: see above."
        else:
            try:
                self._show_hint(problem)
            except CourseError as error:
                self.notice = str(error)

    def _show_hint(self, problem: Problem) -> None:
        shown = self.workspace.next_hint(problem.topic, problem.check)
        while shown <= problem.hints and shown < len(problem.check.hints):  # the first one is always shown
            shown = self.workspace.next_hint(problem.topic, problem.check)
        if problem.hints >= len(problem.check.hints):
            self.notice = "That was the last hint."
        self.screen.scroll_to(THE_END)

    def check_all(self) -> None:
        """Check every topic that is begun."""
        begun = [topic for topic, file in self.files if not is_untouched(topic, file)]
        self._check(begun)
        if begun:
            self.open_list()
        else:
            self.notice = "You have not started any topic yet."

    def show_note(self) -> None:
        """Open the note of the current topic, or close it again."""
        self.screen.scroll_to(0)
        if self.note:
            self.note = ""
        elif self.result is None or self.result.status != "passed":
            self.notice = f"The notes come when the visible checks of {self.topic.name} pass."
        elif not self.topic.has_note:
            self.notice = f"There are no notes on {self.topic.name}."
        else:
            self.session.ask_for_note(self.topic)

    def open_list(self) -> None:
        self.cursor, self.cursor_moved = self.current, False
        self.screen.scroll_to(self.cursor - ROWS_ABOVE)

    def close_list(self) -> None:
        self.cursor = None

    def move_cursor(self, step: int) -> None:
        assert self.cursor is not None
        self.cursor, self.cursor_moved = max(0, min(self.cursor + step, len(self.files) - 1)), True
        self.screen.scroll_to(self.cursor - ROWS_ABOVE)

    def choose(self) -> None:
        """Go to the topic under the cursor."""
        assert self.cursor is not None
        self._go_to(self.cursor)

    def ask_reset(self) -> None:
        self.resetting = True

    def do_not_reset(self) -> None:
        self.resetting = False
        self.notice = "Nothing was changed."

    def reset(self) -> None:
        """Start the current topic again."""
        self.resetting = False
        try:
            backup = reset(self.workspace, self.topic)
        except CourseError as error:
            self.notice = str(error)
            return
        back = f"; dlcourse restore {self.topic.name} brings it back"
        kept = f" Your version is in {backup.relative_to(self.workspace.root)}{back}." if backup else ""
        self.notice = self.next_notice = f"{self.topic.file_name} is as it was fetched.{kept}"

    def quit(self) -> None:
        self.running = False


def _saved_at(file: Path) -> int:
    """Return when a file was written last, in nanoseconds; 0 if there is none."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def is_untouched(topic: Topic, file: Path) -> bool:
    """Return whether the student has not started this file."""
    source = own_source(topic, file)
    return isinstance(source, Unreadable) and not source.started


ANY_OTHER: Final = "any other key"
TOPIC_KEYS: Final[dict[str, Callable[[Watch], None]]] = {
    "up": partial(Watch.scroll, rows=-1),
    "k": partial(Watch.scroll, rows=-1),
    "down": partial(Watch.scroll, rows=1),
    "j": partial(Watch.scroll, rows=1),
    "page up": partial(Watch.scroll, rows=-PAGE),
    "page down": partial(Watch.scroll, rows=PAGE),
    "n": Watch.go_on,
    "f": Watch.next_failure,
    "h": Watch.hint,
    "l": Watch.open_list,
    "c": Watch.check_all,
    "r": Watch.ask_reset,
    "s": Watch.show_note,
    "q": Watch.quit,
}
LIST_KEYS: Final[dict[str, Callable[[Watch], None]]] = TOPIC_KEYS | {
    "up": partial(Watch.move_cursor, step=-1),
    "k": partial(Watch.move_cursor, step=-1),
    "down": partial(Watch.move_cursor, step=1),
    "j": partial(Watch.move_cursor, step=1),
    "enter": Watch.choose,
    "l": Watch.close_list,
    "escape": Watch.close_list,
}
KEYS: Final[dict[str, dict[str, Callable[[Watch], None]]]] = {  # by mode
    "topic": TOPIC_KEYS,
    "list": LIST_KEYS,
    "question": {"y": Watch.reset, ANY_OTHER: Watch.do_not_reset},
}
