"""What the tests of the command share: a student at work, and courses and classes to break."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

TINY = Path(__file__).parents[1] / "courses" / "tiny"
PATIENCE = 60  # seconds; only a test that fails waits that long
KEYS = {"up": "\x1b[A", "down": "\x1b[B", "page down": "\x1b[6~", "enter": "\r", "escape": "\x1b", "ctrl-c": "\x03"}


@pytest.fixture(scope="session")
def tiny() -> Path:
    """The folder of the tiny course."""
    return TINY


@pytest.fixture(scope="session")
def solutions() -> dict[str, str]:
    """The text of the tiny course's solutions, by topic."""
    return {path.stem: path.read_text() for path in (TINY / "solutions" / "basics").glob("*.py")}


@pytest.fixture
def student(dlcourse, workspace):
    """The command, run in the student's folder."""
    return functools.partial(dlcourse, cwd=workspace)


@pytest.fixture
def write(workspace) -> Callable[..., Path]:
    """Write the student's file of a topic: text, bytes, or None to delete it."""

    def write(content: str | bytes | None, topic: str = "numbers") -> Path:
        path = workspace / "basics" / f"{topic}.py"
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def check_json(student) -> Callable[..., dict[str, Any]]:
    """Return the document of `check TARGET --json`, and see that nothing else was said."""

    def check(target: str = "numbers", code: int = 1, **settings: Any) -> dict[str, Any]:
        ended = student("check", target, "--json", **settings)
        assert (ended.code, ended.err) == (code, ""), ended
        document: dict[str, Any] = json.loads(ended.out)
        return document

    return check


@pytest.fixture
def course(tmp_path) -> Path:
    """A copy of the tiny course, to be changed."""
    return shutil.copytree(TINY, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def edit(course) -> Callable[[str, str, str], Path]:
    """Replace a text, which must be there, in a file of the course."""

    def edit(file: str, old: str, new: str) -> Path:
        path = course / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return path

    return edit


def hear_ctrl_c() -> None:
    """Undo what a shell does to what runs in the background: SIGINT is heard again."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class _Screen(pyte.Screen):
    """A screen that is empty again when the alternate one is left."""

    def reset_mode(self, *modes: int, **settings: Any) -> None:
        super().reset_mode(*modes, **settings)
        if 1049 in modes:
            self.erase_in_display(2)
            self.cursor_position()


class Terminal:
    """The real command in a pseudo-terminal, and what a person sees on its screen.

    raw: all bytes that it has written so far.
    """

    def __init__(self, command: list[str], *, cwd: Path, env: dict[str, str], columns: int, rows: int) -> None:
        self.raw = b""
        size = (rows, columns)
        self.process = pexpect.spawn(command[0], command[1:], cwd=cwd, env=env, dimensions=size, preexec_fn=hear_ctrl_c)
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    def screen(self) -> str:
        """Return what stands on the screen now, without the spaces at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def until(self, *texts: str, gone: str | None = None) -> str:
        """Wait until the screen shows all these texts, and does not show `gone` any more; return the screen."""
        return self.until_seen(
            lambda: all(text in self.screen() for text in texts) and (gone is None or gone not in self.screen())
        )

    def until_seen(self, wanted: Callable[[], bool]) -> str:
        """Read what the command writes until the screen is as wanted."""
        limit = time.monotonic() + PATIENCE
        while not wanted():
            assert self._read(), f"the command has ended, with this on the screen:\n{self.screen()}"
            assert time.monotonic() < limit, f"still on the screen:\n{self.screen()}"
        return self.screen()

    def press(self, *keys: str) -> None:
        """Press keys: characters, or the names in KEYS."""
        for key in keys:
            self.process.send(KEYS.get(key, key))

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size, as a person who drags its corner does."""
        self._screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def ended(self) -> int:
        """Wait for the command's end, and return its exit code."""
        limit = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < limit, f"does not end:\n{self.screen()}"
        self.process.wait()
        code: int = self.process.exitstatus
        return code

    def _read(self) -> bool:
        """Feed what has come to the screen, or wait a moment for more; return whether there can be more."""
        try:
            data: bytes = self.process.read_nonblocking(1 << 16, timeout=0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True


@pytest.fixture(scope="session")
def open_terminal(cache) -> Callable[..., contextlib.AbstractContextManager[Terminal]]:
    """Run `dlcourse ARGUMENTS` in a terminal of some size; a variable that is None is taken away. A context manager."""
    if sys.platform == "win32":
        pytest.skip("needs a pseudo-terminal")

    @contextlib.contextmanager
    def start(
        *arguments: str | Path,
        cwd: Path,
        course: Path = TINY,
        columns: int = 80,
        rows: int = 30,
        **environment: str | None,
    ) -> Iterator[Terminal]:
        command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", course, *arguments]
        settings = {"DLCOURSE_CACHE": str(cache), "TERM": "xterm-256color"}
        taken_away = dict.fromkeys(("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"))
        merged = os.environ | settings | taken_away | environment
        env = {name: value for name, value in merged.items() if value is not None}
        terminal = Terminal([*map(str, command)], cwd=cwd, env=env, columns=columns, rows=rows)
        try:
            yield terminal
        finally:
            with contextlib.suppress(OSError):
                terminal.process.close(force=True)

    return start


@pytest.fixture
def terminal(open_terminal, workspace) -> Iterator[Callable[..., Terminal]]:
    """Run `dlcourse ARGUMENTS` in a terminal, in the student's folder or in `cwd`."""
    with contextlib.ExitStack() as opened:
        yield lambda *arguments, **settings: opened.enter_context(
            open_terminal(*arguments, **({"cwd": workspace} | settings))
        )
