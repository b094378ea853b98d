"""What was found about one thing that dlcourse needs, and the command that fixes it."""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

State = Literal["ok", "missing", "problem", "not needed"]

ODD_ON_WINDOWS: Final = frozenset(" <>|&^,;()'")


@dataclass(frozen=True)
class Finding:
    """One thing: its state, what was found, and if it is not ok, what to do: a command if there is one."""

    thing: str
    state: State
    found: str
    fix: str = ""

    @property
    def needs_fix(self) -> bool:
        return self.state in ("missing", "problem")


def pip_install(requirements: Iterable[str], *, again: bool = False) -> str:
    """Return the command that installs into this Python. again: also what is installed already."""
    command = [sys.executable, "-m", "pip", "install", *(["--force-reinstall"] if again else [])]
    if importlib.util.find_spec("pip") is None and shutil.which("uv"):  # a venv that uv made has no pip
        command = ["uv", "pip", "install", "--python", sys.executable, *(["--reinstall"] if again else [])]
    return as_typed([*command, *requirements])


def as_typed(command: Iterable[str]) -> str:
    """Return a command as this system's shell reads it."""
    if os.name != "nt":
        return shlex.join(command)
    return " ".join(f'"{word}"' if ODD_ON_WINDOWS & set(word) else word for word in command)


def as_root(command: str) -> str:
    """Return a command that needs root's rights as its reader must type it (Linux)."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return command
    return f"sudo {command}"
