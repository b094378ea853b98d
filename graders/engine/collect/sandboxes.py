"""Which sandbox code runs in: bubblewrap, or a plain process if the user asks for it."""

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

ISOLATIONS: Final = ("bwrap", "bwrap-single", "process")


def open_sandbox(isolation: str, *, hidden: Sequence[Path] = (), many: bool = False) -> Sandbox:
    """Return the sandbox of this name, ready to open workers.

    isolation: "bwrap"; "bwrap-single", without namespaces inside namespaces, so a new sandbox for each submission; "process".
    hidden: folders that must not be visible inside. many: workers will get many jobs.
    Raises CourseError, with what to do, if bubblewrap cannot run here: grading never falls back by itself.
    """
    if isolation == "process":
        return ProcessSandbox(forks=True)
    return hard_sandbox(hidden, many=many, single=isolation == "bwrap-single")


def hard_sandbox(
    hidden: Sequence[Path] = (), *, many: bool = False, data: bool = False, single: bool = False
) -> BwrapSandbox:
    """Return the bubblewrap sandbox. Raises CourseError, with what to do, if it cannot run here. single: as for it."""
    if sys.platform != "linux":
        raise CourseError(
            "The hard sandbox needs Linux. Here: --isolation process, which protects from accidents only."
        )
    from dlcourse.graders.engine.collect.bwrap import BwrapSandbox  # noqa: PLC0415  needs Linux

    sandbox = BwrapSandbox(hidden, many=many, data=data, single=single)
    _ = sandbox.report
    return sandbox


@functools.cache
def reference_sandbox() -> Sandbox:
    """Return the sandbox for the course's own solutions and mistakes.

    It is the one that submissions have, so that no exercise asks for something that a student's code cannot do. If there is
    no hard sandbox here, it is a plain process.
    """
    try:
        return hard_sandbox(data=True)
    except CourseError:
        return ProcessSandbox(forks=True)
