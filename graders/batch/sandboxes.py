"""Which sandbox `grade` uses: bubblewrap, or a plain process where that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dlcourse.graders.collect.bwrap import BwrapSandbox
from dlcourse.graders.collect.sandbox import ProcessSandbox, Sandbox

ISOLATIONS: Final = ("bwrap", "process")


def open_sandbox(isolation: str, *, hidden: Sequence[Path] = ()) -> Sandbox:
    """Return the sandbox of that name, ready to open workers; `hidden` folders must not be seen inside.

    Raises CourseError, with the way out, where bubblewrap cannot run here: grading never falls back by itself.
    """
    if isolation == "process":
        return ProcessSandbox(forks=True)
    sandbox = BwrapSandbox(hidden)
    _ = sandbox.report
    return sandbox
