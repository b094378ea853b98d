"""dlcourse doctor"""

from __future__ import annotations

import json
import os
import platform
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dlcourse.cli.terminal.options import DISPLAY, display_options
from dlcourse.graders.engine.doctor.finding import Finding, State, as_typed, pip_install
from dlcourse.graders.engine.errors import BrokenGrader, CourseError

if TYPE_CHECKING:
    from rich.console import Console

    from dlcourse.graders.engine.course.course import Course

LIMIT: Final = 120
ROOMY: Final = 72  # from so many columns on, what was found stands beside its name
SIGNS: Final[dict[State, tuple[str, str]]] = {  # sign, style
    "ok": ("✔", "green"),
    "missing": ("✘", "red"),
    "problem": ("✘", "red"),
    "not needed": ("·", "dim"),
}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, for a request for help.")
@click.option(
    "--seconds",
    type=click.IntRange(min=1),
    metavar="N",
    default=LIMIT,
    show_default=True,
    help="How many seconds importing torch and the other packages may take.",
)
@display_options
@click.pass_context
def command(ctx: click.Context, as_json: bool, seconds: int) -> None:
    """Say whether all that checking and grading need is here, and how to fix what is not. Nothing is changed.

    Exit code: 0 if all that you need is here, else 1.
    """
    findings = []
    if as_json:
        findings = list(_Examination(ctx, seconds, lambda _: None).findings())
        document = {"schema": "dlcourse/doctor/v1", "ok": not any(f.needs_fix for f in findings), **_machine()}
        click.echo(json.dumps(document | {"findings": [asdict(f) for f in findings]}, indent=2))
    else:
        click.echo(", ".join(_machine().values()))  # before rich is imported
        out = _console()
        for finding in _Examination(ctx, seconds, _waiting(out)).findings():
            _show(out, finding)
            findings.append(finding)
        wrong = [finding.thing for finding in findings if finding.needs_fix]
        click.echo(f"To fix: {', '.join(wrong)}." if wrong else "All that you need is here.")
    ctx.exit(int(any(finding.needs_fix for finding in findings)))


class _Examination:
    """Everything that is looked at, in order. What is found out about the course decides what comes after it.

    waiting: is called with what takes long, and with "" when that is over.
    """

    def __init__(self, ctx: click.Context, seconds: float, waiting: Callable[[str], None]) -> None:
        self._ctx = ctx
        self._seconds = seconds
        self._waiting = waiting
        self._course: Course | None = None
        self._grades = False  # whether somebody can grade here, and not only check

    def findings(self) -> Iterator[Finding]:
        looks: dict[str, Callable[[], Iterable[Finding]]] = {
            "Python": self._python,
            "packages": self._packages,
            "course": self._open_course,
            "keys": self._keys,
            "workspace": self._workspace,
            "isolation": self._isolation,
            "gradebook": self._gradebook,
            "terminal": lambda: [_terminal()],
        }
        for thing, look in looks.items():
            yield from _examined(thing, look)

    def _python(self) -> list[Finding]:
        from dlcourse.graders.engine.doctor import packages  # noqa: PLC0415

        return [packages.python()]

    def _packages(self) -> list[Finding]:
        from dlcourse.graders.engine.doctor import packages  # noqa: PLC0415

        self._waiting("importing torch and the other packages")
        try:
            found = packages.look_at_packages(self._seconds)
        finally:
            self._waiting("")
        return [packages.torch(found["torch"]), packages.others(found)]

    def _open_course(self) -> list[Finding]:
        from dlcourse.graders.engine.course.course import installed_course  # noqa: PLC0415

        self._course, finding = _open(self._ctx)
        self._grades = self._course.has_solutions if self._course else (installed_course() / "solutions").is_dir()
        return [finding]

    def _keys(self) -> list[Finding]:
        from dlcourse.graders.engine.doctor import course  # noqa: PLC0415

        return [course.keys(self._course)] if self._course is not None else []

    def _workspace(self) -> list[Finding]:
        from dlcourse.graders.engine.doctor import course  # noqa: PLC0415

        named = ["--course", str(Path(self._ctx.obj).resolve())] if self._ctx.obj else []
        program = as_typed(["dlcourse", *named])
        return [course.workspace(self._course, Path.cwd(), program, needed=not self._grades)]

    def _isolation(self) -> list[Finding]:
        from dlcourse.graders.engine.doctor.isolation import isolation  # noqa: PLC0415

        return [isolation(self._course.root if self._course else None, grades=self._grades)]

    def _gradebook(self) -> list[Finding]:
        from dlcourse.graders.engine.doctor import packages  # noqa: PLC0415

        return [packages.nbgrader()] if self._grades else []


def _examined(thing: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield what a look finds; if it raises, that is the finding."""
    try:
        yield from look()
    except ImportError as error:
        yield Finding(thing, "problem", f"not looked at: {error}", pip_install(["dlcourse"], again=True))
    except Exception as error:
        found = f"not looked at ({type(error).__name__}: {error})"
        yield Finding(thing, "problem", found, "please report this, with what `dlcourse doctor --json` prints")


def _open(ctx: click.Context) -> tuple[Course | None, Finding]:
    """Return the course that a check here would use, if it can be opened, and the finding on it."""
    from dlcourse.cli.common import open_course  # noqa: PLC0415
    from dlcourse.graders.engine.course.course import Course, installed_course  # noqa: PLC0415
    from dlcourse.graders.engine.doctor import course as study  # noqa: PLC0415
    from dlcourse.graders.engine.student.workspace import read_state, workspace_root  # noqa: PLC0415

    root = None if ctx.obj else workspace_root(Path.cwd())
    try:
        state = read_state(root) if root else None
    except CourseError:  # reported as the workspace's problem
        return (course := Course(installed_course())), study.course(course)
    try:
        course = open_course(ctx)
    except CourseError as error:
        week = next(iter(study.weeks_of(state)), "WEEK") if state else "WEEK"
        if state and state.origin:
            fix = f"dlcourse fetch {week}{'' if state.origin.sha256 else ' --from FOLDER'}"
        elif ctx.obj:
            broken = isinstance(error, BrokenGrader)
            fix = "fix that file" if broken else "name a folder with a course.toml: dlcourse --course FOLDER …"
        else:
            fix = pip_install(["dlcourse"], again=True)
        return None, Finding("course", "problem", str(error), fix)
    return course, study.course(course)


def _terminal() -> Finding:
    """Say which encoding, width and colours are used for this terminal."""
    out = _console()
    encoding = (sys.stdout.encoding or "ascii").lower()
    lacks = "" if encoding.startswith("utf") else " (signs are replaced by letters; PYTHONUTF8=1 brings them back)"
    if not sys.stdout.isatty():
        return Finding("terminal", "ok", f"none, the output goes elsewhere; {encoding}{lacks}")
    colours = "colours" if out.color_system and not out.no_color else "no colours"
    dumb = ", cannot move the cursor (TERM=dumb)" if out.is_dumb_terminal else ""
    return Finding("terminal", "ok", f"{encoding}{lacks}, {out.width} columns, {colours}{dumb}")


def _console() -> Console:
    """Return the console; CourseError if what it needs is not installed, because then nothing of dlcourse works."""
    try:
        from dlcourse.cli.terminal.console import console  # noqa: PLC0415
    except ImportError as error:
        raise CourseError(
            f"dlcourse is not complete: {error}. Install it again: {pip_install(['dlcourse'], again=True)}"
        ) from error
    return console()


def _machine() -> dict[str, str]:
    try:
        version = metadata.version("dlcourse")
    except metadata.PackageNotFoundError:
        version = "(not installed)"
    return {"dlcourse": f"dlcourse {version}", "system": platform.platform(), "cores": f"{os.cpu_count()} cores"}


def _waiting(out: Console) -> Callable[[str], None]:
    """Return a function that shows words with a spinner; without a terminal it shows nothing."""
    from dlcourse.cli.terminal.console import boxes  # noqa: PLC0415

    if not sys.stdout.isatty():
        return lambda _: None
    if not boxes(out):
        return lambda what: click.echo(f"{what} …") if what else None
    status = out.status("")

    def waiting(what: str) -> None:
        if what:
            status.update(f"{what} …")
            status.start()
        else:
            status.stop()

    return waiting


def _show(out: Console, finding: Finding) -> None:
    """Print a finding: one line in a pipe; wrapped in a terminal, but not a command, which is to be copied."""
    from rich.text import Text  # noqa: PLC0415

    character, style = SIGNS[finding.state]
    sign = "" if DISPLAY.plain else f"{character} "
    head = f"{sign}{finding.state:<10}  {finding.thing:<9}  "
    if out.width < ROOMY or DISPLAY.plain:
        head = f"{sign}{finding.thing}: {finding.state}: "
        indent = "    "
    else:
        indent = " " * len(head)
    if not out.is_terminal:
        lines = [head + finding.found]
    else:
        lines = textwrap.wrap(
            head + finding.found,
            out.width,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
    text = Text("\n".join(lines))
    text.stylize(style, 0, len(head.rstrip()) if finding.needs_fix else len(sign + finding.state))
    out.print(text, soft_wrap=True)
    if finding.fix:
        out.print(Text(f"{indent}to fix it: {finding.fix}", style="bold"), soft_wrap=True)
