"""The group of all commands: --course and --version, and how errors are shown."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys

import click

from dlcourse.cli.completing import COMPLETE
from dlcourse.cli.lazy import LazyGroup
from dlcourse.cli.terminal.encoding import make_printable
from dlcourse.graders.engine.errors import CourseError

COMMANDS = {
    "fetch": "Get a week's exercises, or what is new in them.",
    "check": "Check your work, offline.",
    "run": "Run your file, with the examples of its docstrings.",
    "watch": "Check a file each time you save it.",
    "status": "Show what is done and what is next.",
    "score": "Show your points.",
    "notes": "Read what is worth knowing about a topic that you have solved.",
    "hint": "Show the next step for an exercise.",
    "picture": "Draw what your code returns.",
    "submit": "Put a week's work into a zip to hand in.",
    "reset": "Start a topic again; your file is kept as a backup.",
    "restore": "Bring back a file that reset has replaced, or its last green version.",
    "grade": "Grade a folder of submissions (instructors).",
    "regrade": "Judge stored evidence again, after checks have changed (instructors).",
    "show": "Show how a graded student got their points (instructors).",
    "doctor": "Check that this computer is ready for checking and grading.",
    "completion": "Let your shell complete commands and topics.",
    "dev": "Write and prove a course (authors).",
}
ADVICE = {  # by the number of an OSError that is not our bug
    **dict.fromkeys(
        (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM),
        "Check the folder's rights and the free space.",
    ),
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.ELOOP: "A link there points to itself: delete it, or fix it.",
}


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version  # noqa: PLC0415

        click.echo(f"dlcourse {version('dlcourse')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    package="dlcourse.cli.commands",
    commands_by_name=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: dlcourse fetch WEEK, then dlcourse watch WEEK. Exit codes: 0 all passed, "
    "1 some checks did not pass, 2 wrong usage or unreadable input, 3 the grader itself is broken.",
)
@click.option(
    "--course",
    type=click.Path(),
    envvar="DLCOURSE_COURSE",
    help="The folder of another course (with a course.toml). Default: the one that came with dlcourse.",
)
@click.option(
    "--version", is_flag=True, callback=_show_version, expose_value=False, is_eager=True, help="Show the version."
)
@click.pass_context
def cli(ctx: click.Context, course: str | None) -> None:
    """Learn deep learning by doing: fetch exercises, fill them in, check them."""
    ctx.obj = course
    try:
        os.getcwd()  # noqa: PTH109  importing pathlib takes a while
    except OSError as error:
        raise CourseError("The current folder was deleted. Go to another one: cd ~") from error


def run() -> int:
    """Run the command and return its exit code. Every error ends in one clear message."""
    make_printable()
    if COMPLETE in os.environ:
        return _complete()
    try:
        code = cli.main(prog_name="dlcourse", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except CourseError as error:
        _say(f"Error: {error}")
        code = error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error  # click's name for Ctrl-C
    except Exception as error:
        if os.environ.get("DLCOURSE_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno in ADVICE:
            _say(f"Error: {error}. {ADVICE[error.errno]}")
            return 2
        _say(
            f"dlcourse itself failed ({type(error).__name__}: {error}). This is a bug, not your mistake. Please report it "
            "with what the same command prints with DLCOURSE_DEBUG=1."
        )
        code = 3
    return code if isinstance(code, int) else 0


def _say(text: str) -> None:
    """Print an error. In a terminal its lines break between words. This needs none of what may have failed."""
    if sys.stderr.isatty():
        import shutil  # noqa: PLC0415  only an error needs them
        import textwrap  # noqa: PLC0415

        width = shutil.get_terminal_size().columns
        rows = (textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
        text = "\n".join("\n".join(row) for row in rows)
    click.echo(text, err=True)


def _complete() -> int:
    """Answer the shell. Print no error: its user is in the middle of a line."""
    with contextlib.suppress(Exception, KeyboardInterrupt), contextlib.redirect_stderr(io.StringIO()):
        cli.main(prog_name="dlcourse", complete_var=COMPLETE, standalone_mode=False)  # which exits
    return 1
