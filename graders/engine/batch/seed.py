"""The course seed: it decides the inputs with which a class is graded. It never comes from a submission."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import write_new

VARIABLE: Final = "DLCOURSE_SEED"


def course_seed(course: str, file: Path | None, say: Callable[[str], None]) -> str:
    """Return the seed from `file`, else from the environment (DLCOURSE_SEED), else from the user's configuration.

    If there is none yet, a random one is written into the configuration, readable by its owner only, and `say` is called
    with where. Raises CourseError for a file that cannot be read, or an empty seed.
    """
    if file is None and VARIABLE in os.environ:
        seed, source = os.environ[VARIABLE].strip(), f"${VARIABLE}"
    else:
        path = file or _default_file(course)
        if file is None and not path.exists() and _make_seed(path):
            say(f"Made a secret course seed in {path}. Keep it: the same seed gives the same inputs again.")
        try:
            seed, source = path.read_text(encoding="utf-8").strip(), str(path)
        except (OSError, UnicodeDecodeError) as error:
            raise CourseError(f"Cannot read the course seed in {path}: {error}. Any line of text is a seed.") from error
    if not seed:
        raise CourseError(
            f"The course seed in {source} is empty. Any text is a seed, as long as students do not know it."
        )
    return f"secret:{seed}"  # never the public seed, whatever its text


def _make_seed(path: Path) -> bool:
    """Write a random seed that only its owner can read; return whether there was none yet."""
    try:
        write_new(iter([path]), f"{secrets.token_hex(16)}\n".encode(), secret=True)
    except CourseError:
        if not path.exists():
            raise
        return False  # another command has just made one
    return True


def _default_file(course: str) -> Path:
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path("dlcourse", appauthor=False) / f"{course}.seed"
