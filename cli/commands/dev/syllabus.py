"""dlcourse dev syllabus"""

from __future__ import annotations

from pathlib import Path

import click

from dlcourse.cli.common import open_course
from dlcourse.graders.engine.course.syllabus import syllabus
from dlcourse.graders.engine.files import write_atomic


@click.command("syllabus")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it to this Markdown file."
)
@click.pass_context
def command(ctx: click.Context, out: Path | None) -> None:
    """Print the course as a table: each week's topics, what they teach, their points, and which texts they cover.

    It comes from course.toml (`covers = ["000:13-40"]` names lines of a text) and from the first line of each stub.
    """
    page = syllabus(open_course(ctx))
    if out is None:
        click.echo(page, nl=False)
    else:
        write_atomic(out.absolute(), page)
