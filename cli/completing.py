"""Shell completion: weeks and topics of the course that the command would use. An error gives no completions, and no message."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

COMPLETE: Final = "_DLCOURSE_COMPLETE"  # the variable that the shell's completion sets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.shell_completion import CompletionItem

    from dlcourse.graders.engine.course.course import Course, Topic


def weeks(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a week."""
    with contextlib.suppress(Exception):
        return _matching(_weeks(_course(ctx)), incomplete)
    return []


def topics(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a topic, of the weeks that were fetched."""
    with contextlib.suppress(Exception):
        return _matching(_topics(_fetched(_course(ctx)), incomplete), incomplete)
    return []


def targets(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a week, week/topic or topic, of the weeks that were fetched; if none matches, a file."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    found = []
    with contextlib.suppress(Exception):
        course = _course(ctx)
        fetched = _fetched(course)
        named = [(week, title) for week, title in _weeks(course) if any(t.week.name == week for t in fetched)]
        found = _matching([*named, *_topics(fetched, incomplete)], incomplete)
    return found or [CompletionItem(incomplete, type="file")]


def _course(ctx: click.Context) -> Course:
    from dlcourse.cli.common import open_course  # noqa: PLC0415

    named = ctx.find_root().params.get("course")  # no command has run yet that could have set ctx.obj
    ctx.obj = named and str(Path(named).expanduser())  # the shell has not expanded the line yet
    return open_course(ctx)


def _weeks(course: Course) -> list[tuple[str, str]]:
    return [(week.name, week.title) for week in course.manifest.weeks]


def _fetched(course: Course) -> list[Topic]:
    """Return the topics of the weeks in this workspace; all topics if there is no workspace or no week in it."""
    from dlcourse.graders.engine.student.workspace import workspace_root  # noqa: PLC0415

    root = workspace_root(Path.cwd())
    return [topic for topic in course.topics if root and (root / topic.week.name).is_dir()] or course.topics


def _topics(of: Iterable[Topic], incomplete: str) -> list[tuple[str, str]]:
    """Return (name, title) of each topic; the name is week/topic if that was begun, or if two topics have the same name."""
    found = list(of)
    names = [topic.name for topic in found]
    long = "/" in incomplete
    return [(t.id if long or names.count(t.name) > 1 else t.name, t.entry.title) for t in found]


def _matching(named: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return [CompletionItem(name, help=title) for name, title in named if name.startswith(incomplete)]
