"""dlcourse dev pack"""

from __future__ import annotations

from pathlib import Path

import click

from dlcourse.cli.common import open_course, with_course
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.text import counted


@click.command("pack")
@click.option(
    "--out", metavar="ZIP", type=click.Path(path_type=Path), help="The zip to write. Default: the course's name, here."
)
@click.pass_context
def command(ctx: click.Context, out: Path | None) -> None:
    """Write the students' part of a course as one zip, and its checksum beside it: exercises, visible checks, keys, data and
    encrypted notes, no solutions and no hidden checks. The keys and notes are made first.
    """
    from dlcourse.graders.engine.student.sources.packing import pack  # noqa: PLC0415

    course = open_course(ctx)
    path = (out or Path(f"{course.name}.zip")).absolute()
    try:
        sha256 = pack(course, path, say=lambda topic: click.echo(f"key of {topic} …", err=True))
    except BrokenGrader as error:
        raise BrokenGrader(with_course(ctx, str(error))) from error
    week = next(iter(course.weeks), "WEEK")
    click.echo(f"{path}: {path.stat().st_size / 1024:.0f} kB, {counted(len(course.topics), 'topic')}")
    click.echo(f"{path}.sha256: {sha256}")
    click.echo(f"Put both files on a web server of yours; students: dlcourse fetch {week} --from https://…/{path.name}")
