"""Shared by the commands: opening the course and the workspace, and finding the topics that an argument names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from dlcourse.graders.engine.course.course import Course, Topic, installed_course
from dlcourse.graders.engine.errors import CourseError, nearest
from dlcourse.graders.engine.files import resolved
from dlcourse.graders.engine.owners import foreign_owner
from dlcourse.graders.engine.student.workspace import (
    Workspace,
    ignored_workspace,
    own_course,
    read_state,
    workspace_root,
)

OF_INSTRUCTORS = frozenset({"grade", "regrade", "show", "dev"})
IGNORED = "dlcourse.ignored"  # the sentence that a command has said of an ignored workspace, in its context's `meta`
WRITING = frozenset({"new", "stubs", "keys"})  # subcommands of dev that write into the course


def open_course(ctx: click.Context) -> Course:
    """Return the course of --course, else the course of the workspace here, else the installed one.

    An instructor's command never uses the course of a workspace: the folder may be a submission, and the checks of a course are
    trusted. `dev` uses the course whose folder this is in; without one, the commands that write into a course are refused.
    A workspace or a course that another user has put above this folder is ignored, and a sentence says so.
    """
    if not OF_INSTRUCTORS & set(ctx.command_path.split()):
        say_what_is_ignored(ctx, Path.cwd())
    if ctx.obj:
        return Course(Path(ctx.obj))
    if "dev" in ctx.command_path.split():
        return Course(_root_around(ctx, Path.cwd()) or _installed_instead(ctx))
    root = None if OF_INSTRUCTORS & set(ctx.command_path.split()) else workspace_root(Path.cwd())
    state = read_state(root) if root else None
    if root and state and state.origin:
        return own_course(root, state.origin)
    return Course(installed_course())


def with_course(ctx: click.Context, text: str) -> str:
    """Return a text with --course in its `dlcourse dev` commands, if that was typed, so that they can be copied."""
    root = ctx.find_root()
    if root.get_parameter_source("course") != click.core.ParameterSource.COMMANDLINE:
        return text
    from dlcourse.graders.engine.doctor.finding import as_typed  # noqa: PLC0415

    return text.replace("dlcourse dev ", f"{as_typed(['dlcourse', '--course', str(root.params['course'])])} dev ")


def say_what_is_ignored(ctx: click.Context, here: Path) -> None:
    """Say once that another user's workspace above a folder is ignored, if one is. `doctor` says so itself."""
    sentence = ignored_workspace(here)
    if sentence and not ctx.resilient_parsing and ctx.info_name != "doctor" and sentence != ctx.meta.get(IGNORED):
        ctx.meta[IGNORED] = sentence
        click.echo(sentence, err=True)


def _root_around(ctx: click.Context, here: Path) -> Path | None:
    """Return the root of the course that a folder is in; None if it is in none, or only in one inside a workspace.

    A course of another user is ignored, and a sentence says so: its checks would run as this one.
    """
    found = [folder for folder in (here, *here.parents) if (folder / "course.toml").is_file()]
    if found and (owner := foreign_owner(found[0] / "course.toml")) and not ctx.resilient_parsing:
        click.echo(
            f"The course in {found[0]} is not used, because its course.toml belongs to {owner} and its checks would run as you: "
            f"if you trust it, name it, `dlcourse --course {found[0]} dev …`.",
            err=True,
        )
    root = next((folder for folder in found if not foreign_owner(folder / "course.toml")), None)
    workspace = workspace_root(here)
    return None if root and workspace and root.is_relative_to(workspace) else root


def _installed_instead(ctx: click.Context) -> Path:
    """Return the installed course's root, and say so; CourseError if the command would write into it."""
    if ctx.info_name in WRITING:
        raise CourseError(
            f"There is no course.toml in {Path.cwd()} or above it, so nothing was written. Go into your course's folder, "
            f"or name it: dlcourse --course FOLDER dev {ctx.info_name} …"
        )
    root = installed_course()
    if not ctx.resilient_parsing:  # not while a shell completes
        click.echo(f"No course.toml here or above: this is about the course that came with dlcourse, {root}.", err=True)
    return root


def open_workspace(course: Course) -> Workspace:
    """Return the workspace that the current folder is in."""
    return Workspace.find(course, Path.cwd())


def default_week(workspace: Workspace) -> str:
    """Return the week of the current folder, or the only week that was fetched; CourseError if there are several."""
    weeks = _weeks_here(workspace) or list(workspace.course.weeks)
    if len(weeks) == 1:
        return weeks[0]
    raise CourseError(f"Which week? Say one of: {', '.join(weeks)}.")


def _weeks_here(workspace: Workspace) -> list[str]:
    """Return the week of the current folder, or all weeks that were fetched."""
    course, here = workspace.course, Path.cwd()
    for name in course.weeks:
        if (workspace.root / name) in (here, *here.parents):
            return [name]
    return [name for name in course.weeks if any(file.startswith(f"{name}/") for file in workspace.state.files)]


def find_topics(course: Course, name: str) -> list[Topic]:
    """Return the topics that `week`, `week/topic` or `topic` names, as `Course.find` does.

    A topic that several weeks have is that of the current folder's week, or of the only one that was fetched.
    """
    several = [topic for topic in course.topics if topic.name == name.removesuffix(".py")]
    if len(several) > 1 and (workspace := _workspace_around(course, Path.cwd())) is not None:
        weeks = _weeks_here(workspace)
        mine = [topic for topic in several if topic.week.name in weeks]
        if len(mine) == 1:
            return mine
    return course.find(name)


def all_topics_and_files(course: Course, targets: Sequence[str]) -> tuple[Workspace | None, list[tuple[Topic, Path]]]:
    """Return what `topics_and_files` returns for each target, in the course's order, each topic once.

    Raises CourseError if they are of several weeks, or not all in one workspace.
    """
    if len(targets) < 2:
        return topics_and_files(course, next(iter(targets), None))
    found = [(target, *topics_and_files(course, target)) for target in targets]
    files = {topic.id: (topic, file) for _, _, some in found for topic, file in some}
    weeks = list(dict.fromkeys(topic.week.name for topic, _ in files.values()))
    if len(weeks) > 1:
        raise CourseError(f"These are of {' and '.join(weeks)}: name topics of one week at a time.")
    if outside := [target for target, workspace, _ in found if workspace is None]:
        raise CourseError(f"{outside[0]} is outside of this workspace: name it alone.")
    return found[0][1], [files[topic.id] for topic in course.weeks[weeks[0]] if topic.id in files]


def topics_and_files(course: Course, target: str | None) -> tuple[Workspace | None, list[tuple[Topic, Path]]]:
    """Return the topics that a week, week/topic, topic or file names, with the student's file of each.

    The workspace is None only if `target` is a file outside of a workspace. Raises CourseError with the next step.
    """
    path = Path(target) if target else None
    if target and path and (path.suffix == ".py" or path.is_file()):
        return _one_file(course, target, path)
    if path and path.is_dir() and path.resolve().name in course.weeks:
        target = path.resolve().name  # `week/`, as a shell completes it, or `.`
    if target:
        find_topics(course, target)  # first: a wrong name matters more than a missing workspace
    workspace = open_workspace(course)
    topics = find_topics(course, target or default_week(workspace))
    return workspace, [(topic, workspace.file_of(topic)) for topic in topics]


def one_topic(course: Course, name: str, command: str) -> Topic:
    """Return the topic that an argument names; CourseError if it names a week. command: "reset" or "restore"."""
    topics = find_topics(course, name)
    if name in course.weeks:
        raise CourseError(f"{command.capitalize()} one topic at a time: {', '.join(topic.name for topic in topics)}.")
    return topics[0]


def _one_file(course: Course, target: str, path: Path) -> tuple[Workspace | None, list[tuple[Topic, Path]]]:
    workspace = _workspace_around(course, resolved(path).parent) or _workspace_around(course, Path.cwd())
    if not path.exists() and workspace is not None:
        path = workspace.root / target
    named = [topic for topic in course.topics if topic.file_name == path.name]
    topics = [topic for topic in named if topic.week.name == resolved(path).parent.name] or named
    if not topics:
        raise CourseError(
            f"{target} is not the file of a topic. {nearest(path.name, [t.file_name for t in course.topics])}"
        )
    if len(topics) > 1 and target == path.name:
        topics = find_topics(course, target)
    if target == path.name and workspace is not None and len(topics) == 1 and not path.is_file():
        path = workspace.file_of(topics[0])  # `mse.py`, typed beside the week's folder
    if not path.exists() and not path.is_symlink():
        raise CourseError(f"There is no file {target}. `dlcourse fetch {topics[0].week.name}` brings it back.")
    if len(topics) > 1:
        raise CourseError(
            f"{target} could be {' or '.join(topic.id for topic in topics)}: put it into the week's folder."
        )
    mine = workspace is not None and resolved(path) == resolved(workspace.file_of(topics[0]))
    return workspace if mine else None, [(topics[0], path)]


def _workspace_around(course: Course, folder: Path) -> Workspace | None:
    try:
        return Workspace.find(course, folder)
    except CourseError:
        return None
