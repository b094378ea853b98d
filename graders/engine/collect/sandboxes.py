"""Which sandbox code runs in: submissions behind bubblewrap, or in a plain process where that was asked for."""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dlcourse.graders.engine.collect.sandbox import ProcessSandbox, Sandbox
from dlcourse.graders.engine.errors import CourseError

if TYPE_CHECKING:
    from dlcourse.graders.engine.collect.bwrap import BwrapSandbox

ISOLATIONS: Final = ("bwrap", "process")


def open_sandbox(isolation: str, *, hidden: Sequence[Path] = (), many: bool = False) -> Sandbox:
    """Return the sandbox of that name, ready to open workers; `hidden` folders must not be seen inside; `many`: workers will
    get many jobs.

    Raises CourseError, with the way out, where bubblewrap cannot run here: grading never falls back by itself.
    """
    return ProcessSandbox(forks=True) if isolation == "process" else hard_sandbox(hidden, many=many)


def hard_sandbox(hidden: Sequence[Path] = (), *, many: bool = False, data: bool = False) -> BwrapSandbox:
    """Return the sandbox behind bubblewrap; CourseError, with the way out, where there is none."""
    if sys.platform != "linux":
        raise CourseError(
            "The hard sandbox needs Linux. Here: --isolation process, which protects from accidents only."
        )
    from dlcourse.graders.engine.collect.bwrap import BwrapSandbox  # noqa: PLC0415  needs Linux

    sandbox = BwrapSandbox(hidden, many=many, data=data)
    _ = sandbox.report
    return sandbox


@functools.cache
def reference_sandbox() -> Sandbox:
    """Return where the course's own solutions and mistakes run: within the walls and limits that submissions have, so
    that what a student cannot do is not asked of them; in a plain process where there is no hard sandbox.
    """
    try:
        return hard_sandbox(data=True)
    except CourseError:
        return ProcessSandbox(forks=True)
