"""dlcourse dev stubs"""

from __future__ import annotations

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, with_course
from dlcourse.graders.engine.course import stubs
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.files import write_atomic


@click.command("stubs")
@click.argument("target", metavar="[WEEK|TOPIC]", required=False, shell_complete=completing.targets)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 1 if a stub is out of step.")
@click.pass_context
def command(ctx: click.Context, target: str | None, only_check: bool) -> None:
    """Cut all stubs of exercises/, or one, from solutions/: without the lines between ### BEGIN SOLUTION and
    ### END SOLUTION. The other code that students can read in the stubs is listed.
    """
    course = open_course(ctx)
    topics = course.find(target) if target else course.topics
    stale: list[Topic] = []
    staying: list[str] = []
    for topic in topics:
        if not topic.solution.exists():
            raise BrokenGrader(f"{topic.id} has no solution: {topic.solution} is missing.")
        solution, name = topic.solution.read_text(encoding="utf-8"), topic.solution.relative_to(course.root).as_posix()
        stub = stubs.cut(solution, name)
        staying += stubs.staying(solution, name)
        if topic.stub.exists() and topic.stub.read_text(encoding="utf-8") == stub:
            continue
        if not only_check:
            write_atomic(topic.stub, stub)
        if not stale:
            click.echo(f"In {course.root}:")
        stale.append(topic)
        click.echo(f"  {'out of step' if only_check else 'cut'}: {topic.stub.relative_to(course.root).as_posix()}")
    for line in staying:
        click.echo(line)
    if only_check and stale:
        click.echo(with_course(ctx, "Run `dlcourse dev stubs`."))
        ctx.exit(1)
    if not stale:
        what = "The stub is" if len(topics) == 1 else f"All {len(topics)} stubs are"
        click.echo(f"{what} in step with {'its solution' if len(topics) == 1 else 'their solutions'}.")
