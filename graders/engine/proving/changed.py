"""Which files of a course have changed since a commit."""

from __future__ import annotations

import subprocess
from pathlib import Path

from dlcourse.graders.engine.errors import CourseError


def changed_files(root: Path, since: str) -> set[Path]:
    """Return the files below a course's root that differ from a commit, new and deleted ones too. Raises CourseError without git."""
    changed = _git(root, "diff", "--name-only", "--relative", "-z", since, "--")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return {root / name for name in [*changed.split("\0"), *new.split("\0")] if name}


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8", check=True
        )
    except FileNotFoundError as error:
        raise CourseError("--since needs git, which is not installed.") from error
    except subprocess.CalledProcessError as error:
        raise CourseError(f"--since: git says: {error.stderr.strip().splitlines()[0]}") from error
    return done.stdout
