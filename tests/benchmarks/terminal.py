"""A student at a terminal: how long until it says something, and how long after a save it shows what became of it."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pexpect
from ours import DLCOURSE

LIMIT = 120.0
ENVIRONMENT = os.environ | {"TERM": "xterm-256color", "NO_COLOR": "1"}


def first_words(home: Path) -> float:
    """Return the seconds from the start of a check until the terminal shows what it waits for."""
    begun = time.perf_counter()
    check = pexpect.spawn(str(DLCOURSE), ["check", "relu_family"], cwd=home, env=ENVIRONMENT, timeout=LIMIT)
    check.expect("importing torch")
    seconds = time.perf_counter() - begun
    check.expect(pexpect.EOF)
    check.close()
    return seconds


class Watching:
    """`dlcourse watch` on a topic whose solution is in the file. Use as a context manager."""

    def __init__(self, home: Path, topic: str) -> None:
        self._file = home / "week03" / f"{topic}.py"
        self._right = self._file.read_text()
        self._saves = 0
        self.took = 0.0  # the last check by itself, as the screen tells it
        self._terminal = pexpect.spawn(
            str(DLCOURSE),
            ["watch", topic],
            cwd=home,
            env=ENVIRONMENT,
            timeout=LIMIT,
            dimensions=(50, 120),
            encoding="utf-8",
        )

    def save(self) -> float:
        """Save the file, changed, and return the seconds until the result is on the screen."""
        self._saves += 1
        begun = time.perf_counter()
        self._file.write_text(f"{self._right}# saved {self._saves}\n")
        self._terminal.expect(r"checked in ([0-9.]+) s")
        assert isinstance(self._terminal.match, re.Match)
        self.took = float(self._terminal.match[1])
        return time.perf_counter() - begun

    def __enter__(self) -> Watching:
        self._terminal.expect("checked in")
        self.save()  # once unmeasured: by now all is warm
        self.save()
        return self

    def __exit__(self, *_: object) -> None:
        self._terminal.send("q")
        self._terminal.expect(pexpect.EOF)
        self._terminal.close()
        self._file.write_text(self._right)
