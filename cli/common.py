"""What several subcommands need: the course, the workspace, and the topics that an argument names."""

from __future__ import annotations

from pathlib import Path

import click

from dlcourse.graders.course import Course, Topic, installed_course
from dlcourse.graders.errors import CourseError, nearest
from dlcourse.graders.workspace import Workspace, own_course, read_state, workspace_root

OF_INSTRUCTORS = frozenset({"grade", "regrade", "dev"})


def open_course(ctx: click.Context) -> Course:
    """Return the course of --course, else the own one of the workspace here, else the installed one.

    An instructor's command never takes a workspace's: that may be a submission, and the checks of a course are believed.
    """
    if ctx.obj:
        return Course(Path(ctx.obj))
    root = None if OF_INSTRUCTORS & set(ctx.command_path.split()) else workspace_root(Path.cwd())
    state = read_state(root) if root else None
    if root and state and state.origin:
        return own_course(root, state.origin)
    return Course(installed_course())


def open_workspace(course: Course) -> Workspace:
    """Return the workspace that the current folder is in."""
    return Workspace.find(course, Path.cwd())


def default_week(workspace: Workspace) -> str:
    """Return the week of the current folder, or the only one that was fetched; CourseError where that is not clear."""
    course, here = workspace.course, Path.cwd()
    for name in course.weeks:
        if (workspace.root / name) in (here, *here.parents):
            return name
    fetched = [name for name in course.weeks if any(file.startswith(f"{name}/") for file in workspace.state.files)]
    if len(fetched) == 1:
        return fetched[0]
    raise CourseError(f"Which week? Say one of: {', '.join(fetched or course.weeks)}.")


def topics_and_files(course: Course, target: str | None) -> tuple[Workspace | None, list[tuple[Topic, Path]]]:
    """Return the topics that a week, week/topic, topic or file names, with the student's file of each.

    The workspace is None only where `target` is a file outside of any. Raises CourseError with the next step.
    """
    path = Path(target) if target else None
    if target and path and (path.suffix == ".py" or path.is_file()):
        return _one_file(course, target, path)
    if path and path.is_dir() and path.resolve().name in course.weeks:
        target = path.resolve().name  # `week/`, as a shell completes it, or `.`
    if target:
        course.find(target)  # a name that is unknown is worth saying before a workspace that is missing
    workspace = open_workspace(course)
    topics = course.find(target or default_week(workspace))
    return workspace, [(topic, workspace.file_of(topic)) for topic in topics]


def _one_file(course: Course, target: str, path: Path) -> tuple[Workspace | None, list[tuple[Topic, Path]]]:
    try:
        workspace = Workspace.find(course, path.resolve().parent)
    except CourseError:
        try:
            workspace = open_workspace(course)
        except CourseError:
            workspace = None
    if not path.exists() and workspace is not None:
        path = workspace.root / target
    named = [topic for topic in course.topics if topic.file_name == path.name]
    topics = [topic for topic in named if topic.week.name == path.resolve().parent.name] or named
    if not topics:
        raise CourseError(
            f"{target} is not the file of a topic. {nearest(path.name, [t.file_name for t in course.topics])}"
        )
    if not path.exists() and not path.is_symlink():
        raise CourseError(f"There is no file {target}. `dlcourse fetch {topics[0].week.name}` brings it back.")
    if len(topics) > 1:
        raise CourseError(
            f"{target} could be {' or '.join(topic.id for topic in topics)}: put it into the week's folder."
        )
    mine = workspace is not None and path.resolve() == workspace.file_of(topics[0]).resolve()
    return workspace if mine else None, [(topics[0], path)]
