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
    """Where the grades go besides the results folder."""

    url: URL
    folder: Path | None

    @classmethod
    def of(cls, gradebook: str | None, formgrader: Path | None = None, submissions: Path = Path()) -> Target | None:
        """Return the target of the options, None without them; CourseError, before any grading, for one that cannot be."""
        if gradebook is None and formgrader is None:
            return None
        from dlcourse.graders.engine.batch.database import gradebook_url  # noqa: PLC0415

        if formgrader is not None and formgrader.resolve().is_relative_to(submissions.resolve()):
            raise CourseError(
                f"{formgrader} is inside the submissions: its folders would be graded next time. Choose another one, "
                "the folder above `submitted` perhaps."
            )
        return cls(gradebook_url(gradebook or str(formgrader / "gradebook.db" if formgrader else "")), formgrader)

    def write(
        self, results: Callable[[], Iterable[Results]], topics: Sequence[Topic], submissions: Iterable[Submission]
    ) -> None:
        """Write the grades and say so. results: gives the same records as often as it is called."""
        from dlcourse.graders.engine.batch.database import shown  # noqa: PLC0415
        from dlcourse.graders.engine.batch.formgrader import CourseFolder  # noqa: PLC0415
        from dlcourse.graders.engine.batch.gradebook import fill_gradebook  # noqa: PLC0415

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
        count = len(filled.students)
        click.echo(f"Gradebook: {count} student{'' if count == 1 else 's'} in {shown(self.url)}.")
        if self.folder is not None:
            own = self.url.database == str((self.folder / "gradebook.db").absolute())
            more = "" if own else f", with c.CourseDirectory.db_url = {shown(self.url)!r} in its nbgrader_config.py"
            click.echo(f"To look at it in formgrader: start `jupyter lab` in {self.folder}{more}.")
