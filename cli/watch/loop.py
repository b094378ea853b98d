"""Watching a week: its files are checked as they are saved, and keys move about in it."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Final

from dlcourse.cli.terminal.console import boxes, console, say
from dlcourse.cli.watch.screen import Lines, Screen
from dlcourse.cli.watch.state import TICK, Event, Key, Saved, Watch
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.student.session import Failed, Session
from dlcourse.graders.engine.student.workspace import Workspace

QUIET_MS: Final = 200  # an editor may write a file in several steps
LOOK_SECONDS: Final = 0.5  # between two looks whether the folder is still the one that is watched
SIZE_SECONDS: Final = 1.0  # between two looks how large the window is


def watch_week(workspace: Workspace, week: str, topic: Topic | None) -> None:
    """Watch a week's files until the student quits, beginning with `topic`, or with the first that is not done.

    Raises CourseError where the week's folder is not there, or goes away, and what the grader itself raises.
    """
    folder = workspace.root / week
    if not folder.is_dir():
        raise CourseError(f"{folder} is missing. `dlcourse fetch {week}` brings it back.")
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    out = console()
    out.file = sys.stdout  # the judge redirects sys.stdout while it works, in another thread
    screen = Screen(out) if boxes(out) and not out.legacy_windows else Lines(out, keys=_has_keys())
    files = [(each, workspace.file_of(each)) for each in workspace.course.weeks[week]]
    _end_well()
    with ExitStack() as opened:
        session = opened.enter_context(Session(files, workspace, events.put))
        watch = Watch(files, workspace, session, screen)
        watch.begin(topic)
        opened.enter_context(_saves(folder, files, events.put))
        opened.enter_context(screen)
        opened.enter_context(_keys(events.put))
        try:
            while watch.goes_on:
                watch.paint()
                _take(events, watch)
        except KeyboardInterrupt:
            pass
    for line in watch.farewell():
        say(out, line)


def _end_well() -> None:
    """Let what ends a program from outside give the screen back, as Ctrl-C does; what would only halt it is not heard."""
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):  # Windows has only the first
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    if hasattr(signal, "SIGTSTP"):
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)


def _take(events: queue.SimpleQueue[Event], watch: Watch) -> None:
    """Give the watch the next event, and all that wait behind it; return without one when the screen is due."""
    try:
        watch.take(events.get(timeout=TICK if watch.waiting else SIZE_SECONDS))
        while True:
            watch.take(events.get_nowait())
    except queue.Empty:
        pass


def _saves(folder: Path, files: Sequence[tuple[Topic, Path]], tell: Callable[[Saved | Failed], None]) -> _Thread:
    """`tell` of topics' files that were changed, replaced or deleted, after QUIET_MS without another change.

    Where another folder takes the folder's place, that one is watched, and all its files count as changed.
    """
    topics = {path.name: topic for topic, path in files}

    def look(stop: threading.Event, *, anew: bool = False) -> None:
        from watchfiles import watch  # noqa: PLC0415

        with _held(folder) as in_its_place:
            for changes in watch(
                folder,
                watch_filter=lambda _, path: Path(path).name in topics,
                step=QUIET_MS,
                rust_timeout=int(LOOK_SECONDS * 1000),
                yield_on_timeout=True,
                stop_event=stop,
                recursive=False,
                raise_interrupt=False,
            ):
                changed = topics if anew else {Path(path).name for _, path in changes}
                if changed:
                    tell(Saved(tuple(topic for name, topic in topics.items() if name in changed)))
                if not in_its_place():
                    break
                anew = False

    def run(stop: threading.Event) -> None:
        try:
            look(stop)
            while not stop.is_set():
                look(stop, anew=True)
        except (FileNotFoundError, NotADirectoryError):
            words = f"{folder} has gone. If you moved it: go there, and run `dlcourse watch` again."
            tell(Failed(CourseError(words)))
        except OSError as error:
            tell(Failed(CourseError(f"{folder} cannot be watched: {error}. `dlcourse check` works without watching.")))

    return _Thread(run)


@contextmanager
def _held(folder: Path) -> Iterator[Callable[[], bool]]:
    """Give a function that says whether the path still leads to the folder that it leads to now. OSError if to none."""
    about = folder.stat()
    # open, for the number of one that is deleted could go to the next
    held = os.open(folder, os.O_RDONLY) if sys.platform != "win32" else None

    def in_its_place() -> bool:
        try:
            return os.path.samestat(about, folder.stat())
        except OSError:
            return False

    try:
        yield in_its_place
    finally:
        if held is not None:
            os.close(held)


class _Thread:
    """A thread that is told when to stop. Use as a context manager."""

    def __init__(self, run: Callable[[threading.Event], None]) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=run, args=(self._stop,), daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()


def _has_keys() -> bool:
    """Return whether somebody sits at a terminal that shows what their keys do."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _keys(tell: Callable[[Key], None]) -> AbstractContextManager[None]:
    if not _has_keys():
        return nullcontext()
    from dlcourse.cli.watch.keyboard import keys  # noqa: PLC0415

    return keys(lambda name: tell(Key(name)))
