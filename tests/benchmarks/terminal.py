"""A student at a terminal: the time until the first output, and the time from a save to its result."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pexpect

LIMIT = 120.0
ENVIRONMENT = os.environ | {"TERM": "xterm-256color", "NO_COLOR": "1"}


def first_output(command: Sequence[str | Path], home: Path) -> float:
    """Return the seconds from the start of a check until the terminal shows what the check waits for."""
    begun = time.perf_counter()
    check = _spawn([*command, "check", "relu_family"], cwd=home)
    check.expect("importing torch")
    seconds = time.perf_counter() - begun
    check.expect(pexpect.EOF)
    check.close()
    return seconds


class Watching:
    """`dlcourse watch` on a topic whose solution is in the file. Use as a context manager."""

    def __init__(self, command: Sequence[str | Path], home: Path, topic: str) -> None:
        self._file = home / "week03" / f"{topic}.py"
        self._right = self._file.read_text()
        self._saves = 0
        self.took = 0.0  # seconds of the last check alone, as the screen shows them
        self._terminal = _spawn([*command, "watch", topic], cwd=home, dimensions=(50, 120), encoding="utf-8")

    def save(self) -> float:
        """Change and save the file; return the seconds until the result is on the screen."""
        self._saves += 1
        begun = time.perf_counter()
        self._file.write_text(f"{self._right}# saved {self._saves}\n")
        self._terminal.expect(r"checked in ([0-9.]+) s")
        assert isinstance(self._terminal.match, re.Match)
        self.took = float(self._terminal.match[1])
        return time.perf_counter() - begun

    def __enter__(self) -> Watching:
        self._terminal.expect("checked in")
        self.save()  # once without measuring: now all is warm
        self.save()
        return self

    def __exit__(self, *_: object) -> None:
        self._terminal.send("q")
        self._terminal.expect(pexpect.EOF)
        self._terminal.close()
        self._file.write_text(self._right)


def _spawn(command: Sequence[str | Path], **options: Any) -> Any:
    program, *words = map(str, command)
    return pexpect.spawn(program, words, env=ENVIRONMENT, timeout=LIMIT, **options)
