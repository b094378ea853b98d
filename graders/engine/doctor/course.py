"""The course's keys and the workspace: whether they are there, complete, and can be written."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course.course import Course, Topic, installed_course
from dlcourse.graders.engine.doctor.finding import Finding, as_typed, pip_install
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import cache_folder
from dlcourse.graders.engine.student.workspace import STATE, State, ignored_workspace, read_state, workspace_root
from dlcourse.graders.engine.text import counted, listed

ROOM: Final = 100 << 20  # bytes that backups and results fit into for a long time
FEW: Final = 3
REMOTE: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "fuse.sshfs", "9p", "afs", "ncpfs"})


def course(course: Course) -> Finding:
    """Say which course this is, and whether it can be graded or only checked."""
    what = "with solutions: you can check and grade" if course.has_solutions else "without solutions: you can check"
    count = counted(len(course.topics), "topic")
    return Finding("course", "ok", f"{course.name}, {count}, {what} ({course.root})")


def keys(course: Course) -> Finding:
    """Say whether every topic has a valid key, or a solution to make one from."""
    if course.has_solutions:
        return _keys_from_solutions(course)
    from dlcourse.graders.engine.collect.key import load_key  # noqa: PLC0415  needs numpy

    invalid: dict[Topic, str] = {}
    for topic in course.topics:
        try:
            load_key(topic.shipped_key, topic)
        except (CourseError, OSError) as error:
            invalid[topic] = str(error)
    if not invalid:
        return Finding("keys", "ok", f"{len(course.topics)} of {len(course.topics)} are here and valid")
    missing = all(not topic.shipped_key.exists() for topic in invalid)
    why = "" if missing else f" ({next(iter(invalid.values()))})"
    what = "are missing" if missing else "are not valid"
    found = f"{len(invalid)} of {len(course.topics)} {what}: {_some(invalid)}{why}"
    return Finding("keys", "missing" if missing else "problem", found, _again(course))


def _keys_from_solutions(course: Course) -> Finding:
    without = [topic for topic in course.topics if not topic.solution.is_file()]
    if without:
        found = f"{len(without)} of {len(course.topics)} topics have no solution to make a key from: {_some(without)}"
        return Finding("keys", "missing", found, as_typed(["dlcourse", "--course", str(course.root), "dev", "check"]))
    folder = cache_folder("keys")
    here = next(path for path in (folder, *folder.parents) if path.exists())
    if why := _not_writable(here):
        fix = "set DLCOURSE_CACHE to a folder that can be written"
        return Finding("keys", "problem", f"made again for every check: {here} cannot be written ({why})", fix)
    return Finding("keys", "ok", f"made from the solutions when a check needs them, and stored in {folder}")


def _again(course: Course) -> str:
    """Return the command that gets a course without solutions again."""
    if course.root == installed_course():
        return pip_install(["dlcourse"], again=True)
    if STATE in course.root.parts:  # it came as a zip and is part of a workspace
        return f"dlcourse fetch {next(iter(course.weeks), 'WEEK')}"
    return f"ask whoever gave you {course.root} for it again (`dlcourse dev pack` makes a complete one)"


def workspace(found: Course | None, here: Path, program: str, *, needed: bool) -> Finding:
    """Say which workspace the folder `here` is in, and whether a student can work in it.

    program: how dlcourse was started, for the commands to type.
    needed: whether the lack of a workspace is a problem.
    """
    week = next(iter(found.weeks), "WEEK") if found else "WEEK"
    root = workspace_root(here)
    if root is None:
        ignored = ignored_workspace(here)
        if not needed:
            return Finding("workspace", "not needed", ignored or f"not in one ({here}); grading needs none")
        if ignored:
            return Finding("workspace", "problem", ignored, f"{program} fetch {week} --into my-course")
        found_here = f"not in one ({here}); if you have one, go into its folder"
        return Finding("workspace", "missing", found_here, f"{program} fetch {week} --into my-course")
    file = root / STATE / "workspace.json"
    try:
        state = read_state(root) or State("")
    except CourseError:
        fix = f"delete that one file (your work stays), then: {program} fetch {week}"
        return Finding("workspace", "problem", f"{file} cannot be read", fix)
    if found is not None and state.course != found.name:
        fix = f"go into another folder, or name this one's course: dlcourse --course FOLDER fetch {week}"
        return Finding(
            "workspace", "problem", f"{root} belongs to the course {state.course!r}, not {found.name!r}", fix
        )
    weeks = weeks_of(state)
    folders = [root, root / STATE, *(root / week for week in weeks if (root / week).exists())]
    for folder in folders:
        if why := _not_writable(folder):
            fix = "get back the right to write there, or fetch into another folder: "
            fix += f"{program} fetch {weeks[0] if weeks else week} --into FOLDER"
            return Finding("workspace", "problem", f"{folder} cannot be written ({why})", fix)
    free = shutil.disk_usage(root).free
    words = f"{root}, {', '.join(weeks) or 'no week yet'}; can be written; {_amount(free)} free{_far(root)}"
    if free < ROOM:
        return Finding("workspace", "problem", words, f"free some space on the disk of {root}")
    return Finding("workspace", "ok", words)


def weeks_of(state: State) -> list[str]:
    """Return the weeks that were fetched into a workspace."""
    folders = {name.partition("/")[0]: None for name in state.files if "/" in name}
    return [name for name in folders if name != "data"]


def _not_writable(folder: Path) -> str:
    """Return why no file can be made in a folder; an empty string if one can."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"dlcourse doctor")
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _far(root: Path) -> str:
    """Return words on a folder that is not on a disk of this machine, or that a program synchronises; else ""."""
    if root.drive.startswith("\\\\"):
        return "; on a network folder, so checks may be slow"
    try:
        import psutil  # noqa: PLC0415  may be missing

        mounts = [part for part in psutil.disk_partitions(all=True) if root.is_relative_to(part.mountpoint)]
        kind = max(mounts, key=lambda part: len(part.mountpoint)) if mounts else None
    except (ImportError, OSError, RuntimeError):
        kind = None
    if kind is not None and (kind.fstype.lower() in REMOTE or "remote" in kind.opts.split(",")):
        return f"; on a network folder ({kind.fstype}), so checks may be slow"
    if any(root.is_relative_to(folder) for folder in _synchronised()):
        return "; in a folder that is synchronised: let it finish before you work on another machine"
    return ""


def _synchronised() -> list[Path]:
    """Return the folders that are known to be copied elsewhere by a program."""
    named = [os.environ[name] for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer") if name in os.environ]
    folders = [Path(name) for name in named if name]
    if sys.platform == "darwin":
        library = Path.home() / "Library"
        folders += [library / "CloudStorage", library / "Mobile Documents"]
    return folders


def _some(topics: Sequence[Topic] | dict[Topic, str]) -> str:
    names = [topic.id for topic in topics]
    return listed(names, FEW)


def _amount(size: int) -> str:
    return f"{size / (1 << 30):.0f} GB" if size >= 10 << 30 else f"{size / (1 << 20):.0f} MB"
