"""Watching a week: each file is checked when it is saved, and keys move between topics."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Final

from dlcourse.cli.terminal.console import boxes, console, say
from dlcourse.cli.watch.drawing import TICK, farewell, picture
from dlcourse.cli.watch.screen import Lines, Screen
from dlcourse.cli.watch.state import Event, Key, Saved, Watch
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.student.session import Failed, Session
from dlcourse.graders.engine.student.workspace import Workspace

QUIET_MS: Final = 200  # an editor may write a file in several steps
FOLDER_SECONDS: Final = 0.5  # how often we check that the folder is still the one that is watched
SIZE_SECONDS: Final = 1.0  # how often we check the size of the window


def watch_week(workspace: Workspace, week: str, topic: Topic | None) -> None:
    """Watch a week's files until the student quits. Begins with `topic`, or with the first that is not done.

    Raises CourseError if the week's folder is missing or disappears, and what the grader itself raises.
    """
    folder = workspace.root / week
    if not folder.is_dir():
        raise CourseError(f"{folder} is missing. `dlcourse fetch {week}` brings it back.")
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    out = console()
    out.file = sys.stdout  # kept here: the judge redirects sys.stdout while it works, in another thread
    screen = Screen(out) if boxes(out) and not out.legacy_windows else Lines(out, keys=_has_keys())
    files = [(each, workspace.file_of(each)) for each in workspace.course.weeks[week]]
    _end_as_ctrl_c_does()
    with ExitStack() as opened:
        session = opened.enter_context(Session(files, workspace, events.put))
        watch = Watch(files, workspace, session, screen)
        watch.begin(topic)
        opened.enter_context(_Thread(partial(_send_saves, folder, files, events.put)))
        opened.enter_context(screen)
        opened.enter_context(_keys(events.put))
        try:
            while watch.running:
                screen.paint(picture(watch))
                _take(events, watch)
        except KeyboardInterrupt:
            pass
    for line in farewell(watch):
        say(out, line)


def _end_as_ctrl_c_does() -> None:
    """Let every signal that ends a program restore the terminal, as Ctrl-C does. Ignore the signal that only stops it."""
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):  # Windows has only the first
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    if hasattr(signal, "SIGTSTP"):
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)


def _take(events: queue.SimpleQueue[Event], watch: Watch) -> None:
    """Give the watch the next event and all that wait behind it. Return without one when it is time to paint again."""
    try:
        watch.take(events.get(timeout=TICK if watch.waiting else SIZE_SECONDS))
        while True:
            watch.take(events.get_nowait())
    except queue.Empty:
        pass


def _send_saves(
    folder: Path, files: Sequence[tuple[Topic, Path]], send: Callable[[Saved | Failed], None], stop: threading.Event
) -> None:
    """Send an event for topics' files that were changed, replaced or deleted, until `stop` is set."""
    topics = {path.name: topic for topic, path in files}
    try:
        for names in _changed_names(folder, topics.keys(), stop):
            send(Saved(tuple(topic for name, topic in topics.items() if name in names)))
    except (FileNotFoundError, NotADirectoryError):
        send(Failed(CourseError(f"{folder} is gone. If you moved it, go there and run `dlcourse watch` again.")))
    except OSError as error:
        send(Failed(CourseError(f"{folder} cannot be watched: {error}. `dlcourse check` works without watching.")))


def _changed_names(folder: Path, names: Collection[str], stop: threading.Event) -> Iterator[Collection[str]]:
    """Yield those of these names that have changed, after QUIET_MS without another change.

    If another folder replaces the folder, that one is watched, and all names count as changed. Raises OSError if the
    folder is gone.
    """
    from watchfiles import watch  # noqa: PLC0415

    replaced = False
    while not stop.is_set():
        with _held(folder) as is_same_folder:
            for changes in watch(
                folder,
                watch_filter=lambda _, path: Path(path).name in names,
                step=QUIET_MS,
                rust_timeout=int(FOLDER_SECONDS * 1000),
                yield_on_timeout=True,
                stop_event=stop,
                recursive=False,
                raise_interrupt=False,
            ):
                if changed := names if replaced else {Path(path).name for _, path in changes}:
                    yield changed
                if replaced := not is_same_folder():
                    break


@contextmanager
def _held(folder: Path) -> Iterator[Callable[[], bool]]:
    """Give a function that returns whether the path still leads to the same folder as now. Raises OSError if to none."""
    about = folder.stat()
    # kept open: the inode number of a deleted folder could go to a new one
    held = os.open(folder, os.O_RDONLY) if sys.platform != "win32" else None

    def is_same_folder() -> bool:
        try:
            return os.path.samestat(about, folder.stat())
        except OSError:
            return False

    try:
        yield is_same_folder
    finally:
        if held is not None:
            os.close(held)


class _Thread:
    """A thread whose function gets an event that says when to stop. Use as a context manager."""

    def __init__(self, run: Callable[[threading.Event], None]) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=run, args=(self._stop,), daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()


def _has_keys() -> bool:
    """Return whether a person types at a terminal and sees the answers there."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _keys(send: Callable[[Key], None]) -> AbstractContextManager[None]:
    if not _has_keys():
        return nullcontext()
    from dlcourse.cli.watch.keyboard import keys  # noqa: PLC0415

    return keys(lambda name: send(Key(name)))
