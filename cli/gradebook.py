"""The options --gradebook and --formgrader of `dlcourse grade` and `dlcourse regrade`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dlcourse.graders.engine.errors import CourseError

if TYPE_CHECKING:
    from sqlalchemy import URL

    from dlcourse.graders.engine.course.course import Topic
    from dlcourse.graders.engine.intake.submissions import Submission
    from dlcourse.graders.engine.results.records import Results

Command = TypeVar("Command", bound=Callable[..., Any])


def gradebook_option(command: Command) -> Command:
    """Add --gradebook to a command."""
    return click.option(
        "--gradebook",
        metavar="URL",
        help="Also write scores and comments into nbgrader's gradebook: a folder, a file, sqlite:///… or postgresql://…",
    )(command)


def gradebook_options(command: Command) -> Command:
    """Add --gradebook and --formgrader to a command."""
    formgrader = click.option(
        "--formgrader",
        metavar="COURSE_DIR",
        type=click.Path(path_type=Path),
        help="Also write the notebooks that nbgrader's formgrader shows into nbgrader's course folder. "
        "The gradebook is COURSE_DIR/gradebook.db unless --gradebook names another.",
    )
    return gradebook_option(formgrader(command))


@dataclass(frozen=True)
class Target:
    """Where grades are written besides the results folder. folder: nbgrader's course folder, if pages are written there."""

    url: URL
    folder: Path | None

    @classmethod
    def of(cls, gradebook: str | None, formgrader: Path | None = None, submissions: Path = Path()) -> Target | None:
        """Return the target that the options name; None if they name none. Raises CourseError if it cannot be written."""
        if gradebook is None and formgrader is None:
            return None
        from dlcourse.graders.engine.batch.database import gradebook_url  # noqa: PLC0415

        if formgrader is not None and formgrader.resolve().is_relative_to(submissions.resolve()):
            raise CourseError(
                f"{formgrader} is inside the submissions: its folders would be graded next time. Choose another folder, for "
                "example the one above `submitted`."
            )
        return cls(gradebook_url(gradebook or str(formgrader / "gradebook.db" if formgrader else "")), formgrader)

    def write(
        self, results: Callable[[], Iterable[Results]], topics: Sequence[Topic], submissions: Iterable[Submission]
    ) -> None:
        """Write the grades, and say so. results: returns the records; it is called more than once."""
        from dlcourse.graders.engine.batch.database import shown  # noqa: PLC0415
        from dlcourse.graders.engine.batch.formgrader import CourseFolder  # noqa: PLC0415
        from dlcourse.graders.engine.batch.gradebook import fill_gradebook  # noqa: PLC0415
        from dlcourse.graders.engine.text import counted  # noqa: PLC0415

        if self.folder is None:
            filled = fill_gradebook(self.url, results())
            notes = filled.notes
        else:
            folder = CourseFolder(self.folder, topics, submissions)
            filled = fill_gradebook(self.url, results(), submitted=folder.submitted)
            folder.write(results(), filled)
            notes = filled.notes + folder.notes
        for note in notes:
            click.echo(f"Note: {note}")
        click.echo(f"Gradebook: {counted(len(filled.students), 'student')} in {shown(self.url)}.")
        if self.folder is not None:
            default = self.url.database == str((self.folder / "gradebook.db").absolute())
            setting = (
                "" if default else f", with c.CourseDirectory.db_url = {shown(self.url)!r} in its nbgrader_config.py"
            )
            click.echo(f"To look at it in formgrader: start `jupyter lab` in {self.folder}{setting}.")
