"""dlcourse doctor"""

from __future__ import annotations

import platform
import sys
from importlib import metadata

import click

from dlcourse.cli.common import open_course
from dlcourse.graders.collect.sandboxes import hard_sandbox
from dlcourse.graders.errors import CourseError


@click.command("doctor")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Say whether this machine can check and grade, and how well student code is walled off."""
    course = open_course(ctx)
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("dlcourse", "torch", "numpy", "pytest"))
    click.echo(f"Python {platform.python_version()} on {sys.platform}; {versions}")
    click.echo(f"Course: {course.name}, {len(course.topics)} topics, in {course.root}")
    click.echo(
        f"Solutions: {'here, so you can grade' if course.has_solutions else 'not here: you can check, not grade'}"
    )
    try:
        sandbox = hard_sandbox([course.root])
        if sandbox.nested:
            click.echo("Sandbox: bubblewrap, warm, with namespaces of its own for every submission and topic (fast)")
        else:
            click.echo(f"Sandbox: bubblewrap, new for every submission (slow): no nested namespaces: {sandbox.report}")
    except CourseError as error:
        click.echo(f"Sandbox: none. {error}")
        if course.has_solutions:
            ctx.exit(1)
