"""The build hook of both distributions: what hatchling's tables cannot say.

`dlcourse` is built from the root, `dlcourse-instructor` from `solutions/`. hatchling's `force_include`
ignores `exclude`, so here it gets files one by one and never a folder.
"""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
STUDENT_FOLDERS = ("cli", "datasets", "exercises", "graders")


class CourseBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            link_folders()
        elif self.metadata.name == "dlcourse":
            self.require_student_files()
            if self.target_name == "wheel":
                # An editable install must not get these: its course root is the checkout.
                build_data["force_include"][str(ROOT / "course.toml")] = "dlcourse/course.toml"
        else:
            self.require_clone()
            build_data["force_include"].update(instructor_files())

    def require_student_files(self) -> None:
        # hatchling says nothing about a missing folder.
        for name in (*STUDENT_FOLDERS, "course.toml"):
            if not (ROOT / name).exists():
                self.app.abort(f"dlcourse: {ROOT / name} is missing, so the package would be incomplete.")
        if not has_files(ROOT / "keys"):
            self.app.abort(
                f"dlcourse: {ROOT / 'keys'} is missing or empty; a student cannot check without keys.\n"
                "Run `make wheels`, which makes the keys and builds both packages,"
                " or run `dlcourse dev keys --out keys` first."
            )

    def require_clone(self) -> None:
        if self.target_name != "wheel":
            self.app.abort(
                "dlcourse-instructor: there is no sdist, as the hidden checks lie outside `solutions/`.\n"
                "Build the wheel from a clone of the course: `make wheels`."
            )
        if not has_files(ROOT / "graders"):
            self.app.abort(
                f"dlcourse-instructor: {ROOT / 'graders'} is missing or empty.\n"
                "Build the wheel from a clone of the course: `make wheels`."
            )


def has_files(folder: Path) -> bool:
    return any(path.is_file() for path in folder.rglob("*"))


def instructor_files() -> dict[str, str]:
    """Return each file of the instructor's wheel, and its path in the wheel."""
    solutions = ROOT / "solutions"
    paths = {
        path: f"dlcourse/solutions/{path.relative_to(solutions).as_posix()}"
        for path in [*solutions.rglob("*.py"), *solutions.glob("*/notes/*.md")]
        if "__pycache__" not in path.parts
    }
    for path in (ROOT / "graders").rglob("test_hidden.py"):
        paths[path] = f"dlcourse/graders/{path.relative_to(ROOT / 'graders').as_posix()}"
    return {str(path): paths[path] for path in sorted(paths)}


def link_folders() -> None:
    """Make `.dev/dlcourse/<folder>`: an editable install puts `.dev` on the path, and type checkers follow the links."""
    package = ROOT / ".dev" / "dlcourse"
    package.mkdir(parents=True, exist_ok=True)
    for name in STUDENT_FOLDERS:
        link(package / name, ROOT / name)
    if (ROOT / "solutions").is_dir():  # a student's sdist has none
        link(package / "solutions", ROOT / "solutions")


def link(place: Path, folder: Path) -> None:
    target = os.path.relpath(folder, place.parent)
    if place.is_symlink():
        if place.readlink() == Path(target):
            return
        place.unlink()
    elif os.path.lexists(place):
        place.rmdir()  # a junction or an empty folder; refuses to delete anything else
    try:
        place.symlink_to(target, target_is_directory=True)
    except OSError:
        if sys.platform != "win32":
            raise
        # Windows allows symbolic links only to administrators and in developer mode; junctions to everyone.
        import _winapi  # noqa: PLC0415  exists only there

        _winapi.CreateJunction(str(folder), str(place))
